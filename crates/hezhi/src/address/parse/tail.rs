//! Everything behind the road: numbers named by the word behind them, in whatever order.

use crate::address::{
    numeral::{door_letter, number},
    parsed::Name,
    text::{SPACE, STOP, Span},
};

use super::{
    Parser,
    words::{self, Suffix},
};

impl Parser<'_> {
    pub(super) fn tail(&mut self) {
        while self.at < self.text.len() {
            let before = self.at;
            self.step();
            if self.at <= before {
                // Nothing of the grammar begins here.
                self.unknown(before, before + 1);
                self.at = before + 1;
            }
        }
    }

    fn step(&mut self) {
        if self.skipped()
            || self.contact()
            || self.last_post_code()
            || self.labelled()
            || self.repeated()
        {
            return;
        }
        if self.c(self.at) == '(' {
            self.bracket();
            return;
        }
        if self.marked_ahead() || self.word() {
            return;
        }
        if let Some(chain) = self.chain(self.at) {
            self.take(chain);
            return;
        }
        let end = self.text_end(self.at);
        self.tail_text(self.at, end);
    }

    /// Signs that mean nothing by themselves.
    fn skipped(&mut self) -> bool {
        let skip = matches!(self.c(self.at), '-' | '~' | ')' | '第');
        self.at += usize::from(skip);
        skip
    }

    /// Six digits of the post at the very end, set off from the room or the door by a comma or a
    /// space.
    fn last_post_code(&mut self) -> bool {
        let found = number(self.text, self.at).filter(|digits| {
            digits.plain()
                && digits.width == 6
                && (200_000..=202_999).contains(&digits.value)
                && digits.span.end == self.text.len()
                && self.text.flags(digits.span.start) & (SPACE | STOP) != 0
                && (self.address.room.is_some() || self.address.door.is_some())
        });
        if let Some(digits) = found {
            self.address.remarks.push(digits.span);
            self.at = digits.span.end;
        }
        found.is_some()
    }

    pub(super) fn labelled(&mut self) -> bool {
        let Some((label, end)) = self.label_at(self.at) else {
            return false;
        };
        self.address.remarks.push(Span::new(self.at, end));
        self.at = end;
        self.label = Some(label);
        true
    }

    /// The city, district or road once more, as when a form repeats what stands before the box.
    fn repeated(&mut self) -> bool {
        let start = self.at;
        if self.text.starts(start, "上海市")
            || self.address_label_at(start).is_some()
            || self.full_district(start).is_some()
        {
            self.prefix();
        } else if let Some(road) = &self.address.road
            && self.text.slice(start, start + road.span.end - road.span.start)
                == self.text.of(road.span)
        {
            self.at += road.span.end - road.span.start;
        } else if let Some(place) = &self.address.place
            && self.text.slice(start, start + place.span.end - place.span.start)
                == self.text.of(place.span)
        {
            self.at += place.span.end - place.span.start;
        }
        if self.at > start {
            self.again = Some((0, self.address.lanes.len()));
        }
        self.at > start
    }

    /// 甲12号 and 临12号: the mark before the number.
    fn marked_ahead(&mut self) -> bool {
        let mark = self.c(self.at);
        if !words::is_mark(mark) || self.numbering(self.at + 1).is_none() {
            return false;
        }
        let Some(mut chain) = self.chain(self.at + 1) else {
            return false;
        };
        if chain.suffix != Some(Suffix::Hao) {
            return false;
        }
        chain.mark = Some(mark);
        chain.span.start = self.at;
        self.take(chain);
        true
    }

    fn bracket(&mut self) {
        let start = self.at + 1;
        let end =
            (start..self.text.len()).find(|index| self.c(*index) == ')').unwrap_or(self.text.len());
        let content = self.text.slice(start, end).to_owned();
        let done = content.is_empty()
            || self.district_remark(start, end)
            || self.road_remark(start, end)
            || self.contact_end(start) == Some(end)
            || words::is_remark(&content);
        if done {
            self.address.remarks.push(Span::new(self.at, (end + 1).min(self.text.len())));
            self.at = end + 1;
            return;
        }
        if end - start == 1 && words::is_mark(self.c(start)) && self.address.door.is_some() {
            self.mark_behind();
            return;
        }
        let identity = (start..end).any(|index| self.numbering(index).is_some())
            || self.is_word(start)
            || (self.address.room.is_some() && door_letter(self.c(start)).is_some());
        if identity {
            // Read on as if there were no bracket; what contradicts will be found.
            self.at = start;
            return;
        }
        self.at = end + 1;
        if words::could_be_estate(&content) {
            let name = self.estate_name(start, end);
            self.address.estates.push(name);
        } else {
            self.unknown(start, end);
        }
    }

    /// Text among the numbers: an estate, a hamlet, a remark or something unknown.
    pub(super) fn tail_text(&mut self, start: usize, end: usize) {
        self.at = end.max(start);
        let mut end = end;
        if end > start && self.c(end - 1) == '第' {
            end -= 1;
        }
        if end <= start {
            return;
        }
        let words = self.text.slice(start, end);
        if words == "假" || words == "门牌号" || words == "门牌" {
            return;
        }
        // 别墅10号 beside 公寓10号 are two doors; behind the door such a word says nothing.
        let inside = self.address.door.is_some();
        if words::is_whereabouts(words)
            || words::is_committee(words)
            || (inside && words::is_remark(words))
        {
            self.address.remarks.push(Span::new(start, end));
            return;
        }
        let in_room = self.address.room.is_some();
        let estate = words::is_estate(words) || (!in_room && words::could_be_estate(words));
        let village = self.address.place.as_ref().is_some_and(|place| place.text.ends_with('村'));
        if village && end - start >= 2 && !inside && self.address.hamlet.is_none() {
            self.address.hamlet = Some(self.name(start, end));
        } else if !estate {
            self.unknown(start, end);
        } else {
            let name = self.estate_name(start, end);
            self.address.estates.push(name);
        }
    }

    pub(super) fn estate_name(&self, start: usize, end: usize) -> Name {
        let mut name = self.name(start, end);
        for ending in ["住宅小区", "小区"] {
            if let Some(rest) =
                name.text.strip_suffix(ending).filter(|rest| rest.chars().count() >= 2)
            {
                name.text = rest.to_owned();
            }
        }
        name
    }
}
