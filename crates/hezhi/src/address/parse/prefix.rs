//! The city, the district and the town.

use crate::address::{
    district::{District, Former},
    numeral::number,
    parsed::{Claim, Name},
    places::{self, Town},
    text::{SPACE, STOP, Span},
};

use super::{Label, Parser, words};

/// Glyphs that 区 is read as.
const DISTRICT_GLYPHS: &[char] = &['区', '匹', '囗', '凶'];

/// The first characters of districts, of today and former.
const FIRSTS: &str = "黄徐长静普虹杨闵宝嘉浦金松青奉崇闸卢南川";

impl Parser<'_> {
    /// Reads labels, city, district and town, as often as they are written.
    pub(super) fn prefix(&mut self) {
        loop {
            let before = self.at;
            self.post_code();
            self.contact();
            self.dash();
            self.address_label();
            self.city();
            self.district();
            self.bracketed_area();
            self.town();
            if self.at == before {
                return;
            }
        }
    }

    /// The six digits of the post before the city or the district.
    fn post_code(&mut self) {
        let Some(digits) = number(self.text, self.at) else {
            return;
        };
        let ours =
            digits.plain() && digits.width == 6 && (200_000..=202_999).contains(&digits.value);
        let end = digits.span.end;
        if ours && (self.text.starts(end, "上海") || self.full_district(end).is_some()) {
            self.address.remarks.push(digits.span);
            self.at = end;
        }
    }

    /// A hyphen between the city, the district and the road, as some tables join them.
    fn dash(&mut self) {
        let inside = self.at > 0 && self.c(self.at) == '-';
        self.at += usize::from(inside && self.numbering(self.at + 1).is_none());
    }

    /// A post code or a telephone number behind its word. False where none begins here.
    pub(super) fn contact(&mut self) -> bool {
        let Some(end) = self.contact_end(self.at) else {
            return false;
        };
        self.address.remarks.push(Span::new(self.at, end));
        self.at = end;
        true
    }

    /// Where such a remark that begins here ends: behind its digits and the unit of an area.
    pub(super) fn contact_end(&self, at: usize) -> Option<usize> {
        if !"联手电邮建使套面该本总共tT".contains(self.c(at)) {
            return None;
        }
        let word = self.text.starts_any(at, words::CONTACTS)?;
        let digits = at + word.chars().count();
        let in_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')');
        let mut end = digits;
        while in_number(self.c(end)) {
            // 电话56781234 1705室: what is set off from the number is no part of it.
            if end > digits && self.text.flags(end) & SPACE != 0 {
                break;
            }
            end += 1;
        }
        let counted =
            self.text.starts_any(end, &["平方米", "平米", "平方", "层", "楼", "m2", "m", "米"]);
        // 共6室 and 面积大 are no such thing.
        if end == digits || (matches!(word, "共" | "面积") && counted.is_none()) {
            return None;
        }
        let unit = if word.contains("面积") || word.contains('共') || word.starts_with('总') {
            counted
        } else {
            None
        };
        Some(end + unit.map_or(0, |unit| unit.chars().count()))
    }

    /// The label before an address, bare or in brackets: 【居住地】.
    fn address_label(&mut self) {
        let bracketed = usize::from(self.c(self.at) == '(');
        if let Some(end) = self.address_label_at(self.at + bracketed)
            && (bracketed == 0 || self.c(end) == ')')
        {
            let end = end + bracketed;
            self.address.remarks.push(Span::new(self.at, end));
            self.at = end;
        }
    }

    /// Where the label before an address that begins here ends.
    pub(super) fn address_label_at(&self, at: usize) -> Option<usize> {
        const FIRSTS: &str = "租不房坐座现居家住户通联详单宿地位";
        if !FIRSTS.contains(self.c(at)) {
            return None;
        }
        let label = self.text.starts_any(at, words::ADDRESS_LABELS)?;
        Some(at + label.chars().count())
    }

    /// The label of a room or a building at an index, and its end.
    pub(super) fn label_at(&self, at: usize) -> Option<(Label, usize)> {
        // Most characters begin no label.
        if !matches!(self.c(at), '室' | '房' | '租' | '出' | '部' | '幢' | '栋' | '楼') {
            return None;
        }
        let find =
            |labels| self.text.starts_any(at, labels).map(|label| at + label.chars().count());
        find(words::ROOM_LABELS)
            .map(|end| (Label::Room, end))
            .or_else(|| find(words::BUILDING_LABELS).map(|end| (Label::Building, end)))
    }

    fn city(&mut self) {
        let start = self.at;
        for country in ["中华人民共和国", "中国"] {
            if self.text.starts(self.at, country) {
                self.at += country.chars().count();
            }
        }
        let zone = ["上海湾区", "上海松江出口", "上海路", "上海县", "上海街"];
        if self.text.starts(self.at, "上海") && self.text.starts_any(self.at, &zone).is_none() {
            self.at += 2;
            if matches!(self.c(self.at), '市' | '巾' | '币') && self.c(self.at + 1) != '路' {
                self.at += 1;
            }
            for inner in ["市辖区", "县"] {
                if self.text.starts(self.at, inner) {
                    self.at += inner.chars().count();
                }
            }
        } else if self.c(self.at) == '沪' && self.short_city(self.at + 1) {
            self.at += 1;
        } else if self.text.starts(self.at, "市辖区") {
            self.at += 3;
        }
        if self.at > start {
            self.address.city = Some(Span::new(start, self.at));
        }
    }

    /// 沪 is the city only before a district, a town or the city's own name: it begins many a
    /// road (沪闵路).
    fn short_city(&self, at: usize) -> bool {
        self.full_district(at).is_some()
            || self.known_town(at).is_some()
            || self.bare_district(at).is_some()
    }

    fn district(&mut self) {
        let start = self.at;
        let found = self.full_district(start).or_else(|| self.bare_district(start));
        let Some((today, former, end)) = found else {
            return;
        };
        self.at = end;
        self.claim(today, former, false, Span::new(start, end));
    }

    /// （原闸北区） behind a district, or a town within brackets.
    fn bracketed_area(&mut self) {
        if self.c(self.at) != '(' {
            return;
        }
        let start = self.at + 1;
        let Some(end) = (start..self.text.len()).find(|index| self.c(*index) == ')') else {
            return;
        };
        let town = self.known_town(start).filter(|town| start + town.name.chars().count() == end);
        let district = self.full_district(start).filter(|found| found.2 == end);
        if self.district_remark(start, end) {
            self.address.remarks.push(Span::new(self.at, end + 1));
            self.at = end + 1;
        } else if let Some((today, former, _)) = district {
            self.claim(today, former, false, Span::new(start, end));
            self.at = end + 1;
        } else if let Some(town) = town {
            self.set_town(
                Name { text: town.name.to_owned(), span: Span::new(start, end) },
                Some(town),
            );
            self.at = end + 1;
        }
    }

    fn claim(&mut self, today: District, former: Option<Former>, remark: bool, span: Span) {
        self.address.claims.push(Claim { today, former, remark, span });
    }

    /// A district or former district with its ending.
    pub(super) fn full_district(&self, at: usize) -> Option<(District, Option<Former>, usize)> {
        if !FIRSTS.contains(self.c(at)) {
            return None;
        }
        for district in District::all() {
            let stem = district.stem();
            if !self.text.starts(at, stem) {
                continue;
            }
            let end = at + stem.chars().count();
            let end = if self.c(end) == '新' && stem == "浦东" { end + 1 } else { end };
            if DISTRICT_GLYPHS.contains(&self.c(end)) {
                return Some((district, None, end + 1));
            }
        }
        Former::all().find_map(|former| {
            let name = former.names().iter().find(|name| {
                (name.ends_with('区') || name.ends_with('县')) && self.text.starts(at, name)
            })?;
            Some((former.today()?, Some(former), at + name.chars().count()))
        })
    }

    /// A district without its ending, where what follows stands on its own: 宝山年吉路 has a
    /// district in front, 宝山路 and 长宁支路 do not.
    fn bare_district(&self, at: usize) -> Option<(District, Option<Former>, usize)> {
        if !FIRSTS.contains(self.c(at)) {
            return None;
        }
        let today = District::all()
            .filter(|district| self.text.starts(at, district.stem()))
            .map(|district| (district, None, at + district.stem().chars().count()));
        let former = Former::all().filter_map(|former| {
            let name = former.names().iter().find(|name| {
                !name.ends_with('区') && !name.ends_with('县') && self.text.starts(at, name)
            })?;
            Some((former.today()?, Some(former), at + name.chars().count()))
        });
        let (district, former, end) = today.chain(former).next()?;
        (self.known_town(at).is_none() && self.stands_alone(at, end))
            .then_some((district, former, end))
    }

    /// The text from `end` on is a street or a town without what stands between `start` and it.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        if self.text.flags(end) != 0 && self.c(end) != '\0' {
            // A space or a comma stands between them.
            return true;
        }
        if self.known_town(end).is_some() || self.full_district(end).is_some() {
            return true;
        }
        let stop = self.name_end(end);
        let Some(road_end) = self.road_end(end, stop) else {
            return self.core(end, stop) >= 2;
        };
        let whole = self.name(start, road_end).text;
        let rest = self.name(end, road_end).text;
        match (self.gazetteer.lists(&whole), self.gazetteer.lists(&rest)) {
            (false, true) => true,
            (true, _) => false,
            (false, false) => self.core(end, road_end) >= 2,
        }
    }

    /// How many characters of a name are its own: 南路 has none, 年吉路 two, 新村 none.
    fn core(&self, start: usize, end: usize) -> usize {
        let mut name = self.text.slice(start, end);
        const COMMON: [&str; 16] = [
            "公路", "大道", "大街", "支路", "路", "街", "道", "一村", "新村", "村", "花园", "公寓",
            "小区", "大厦", "广场", "苑",
        ];
        if let Some(rest) = COMMON.iter().find_map(|common| name.strip_suffix(common)) {
            name = rest;
        }
        let name = name.trim_matches(|c| {
            matches!(
                c,
                '东' | '西'
                    | '南'
                    | '北'
                    | '中'
                    | '支'
                    | '新'
                    | '老'
                    | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '大'
            )
        });
        name.chars().count()
    }

    pub(super) fn known_town(&self, at: usize) -> Option<Town> {
        let town = places::town_at(self.c(at), |name| self.text.starts(at, name))?;
        let end = at + town.name.chars().count();
        (!self.bare_road(end)).then_some(town)
    }

    /// What follows is no more than the ending of a road: the 南路 of 堡镇南路.
    fn bare_road(&self, at: usize) -> bool {
        let mut at = at;
        while matches!(
            self.c(at),
            '东' | '西'
                | '南'
                | '北'
                | '中'
                | '支'
                | '新'
                | '老'
                | '一'
                | '二'
                | '三'
                | '大'
                | '公'
                | '环'
        ) {
            at += 1;
        }
        matches!(self.c(at), '路' | '街' | '道')
    }

    fn town(&mut self) {
        let start = self.at;
        if let Some(town) = self.known_town(start) {
            let end = start + town.name.chars().count();
            self.set_town(
                Name { text: town.name.to_owned(), span: Span::new(start, end) },
                Some(town),
            );
            return;
        }
        if let Some(end) = self.unknown_town(start) {
            let name = self.name(start, end);
            self.set_town(name, None);
        }
    }

    fn set_town(&mut self, name: Name, town: Option<Town>) {
        self.at = name.span.end;
        if self.address.town.as_ref().is_some_and(|(first, _)| first.text != name.text) {
            self.conflict(name.span);
        }
        self.address.town.get_or_insert((name, town));
    }

    /// A town that is not on today's list, by its ending.
    fn unknown_town(&self, start: usize) -> Option<usize> {
        const LONGEST: usize = 8;
        let mut index = start;
        while index < start + LONGEST && matches!(self.c(index), '\u{4e00}'..='\u{9fff}') {
            if index > start && self.text.flags(index) & STOP != 0 && index < start + 2 {
                return None;
            }
            let long_enough = index >= start + 2;
            if long_enough && self.text.starts(index, "街道") && self.c(index + 2) != '路' {
                return Some(index + 2);
            }
            if matches!(self.c(index), '镇' | '乡') && long_enough && index <= start + 4 {
                let before = self.text.slice(start, index);
                let whole_listed = self
                    .road_end(start, self.name_end(start))
                    .is_some_and(|end| self.gazetteer.lists(&self.name(start, end).text));
                let street_follows = self.has_street(index + 1);
                if !before.contains(['路', '街', '村'])
                    && !self.bare_road(index + 1)
                    && !whole_listed
                    && street_follows
                {
                    return Some(index + 1);
                }
            }
            if self.numbering(index).is_some() {
                return None;
            }
            index += 1;
        }
        None
    }

    /// A road or a village follows.
    fn has_street(&self, at: usize) -> bool {
        let end = self.name_end(at);
        self.road_end(at, end).is_some()
            || (at + 2 <= end && (at + 1..end).any(|index| self.c(index) == '村'))
    }

    /// 原闸北区 and 现静安区 within brackets.
    pub(super) fn district_remark(&mut self, start: usize, end: usize) -> bool {
        let (past, at) =
            match self.text.starts_any(start, &["原属", "原", "曾属", "旧", "现属", "现"])
            {
                Some(word) => (!word.starts_with('现'), start + word.chars().count()),
                None => return false,
            };
        let bare = Former::named(self.text.slice(at, end))
            .and_then(|former| Some((former.today()?, Some(former), end)))
            .or_else(|| District::named(self.text.slice(at, end)).map(|today| (today, None, end)));
        let Some((today, former, _)) =
            self.full_district(at).filter(|found| found.2 == end).or(bare)
        else {
            return false;
        };
        if !past {
            self.address.claims.iter_mut().for_each(|claim| claim.remark = claim.former.is_some());
        }
        self.claim(today, former, past, Span::new(start, end));
        true
    }
}
