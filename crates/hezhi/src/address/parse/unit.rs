//! What is said of a dwelling within its house: floors in words, old houses' rooms, rooms
//! within a flat.

use crate::address::{
    numeral::{door_letter, number},
    parsed::{Door, DoorKind, Floor, Name, Part, PartKind, Position},
    text::Span,
};

use super::{Parser, words};

/// Parts of an old house. The longest of those that begin alike comes first.
const PARTS: &[(&str, PartKind)] = &[
    ("亭子间", PartKind::Pavilion),
    ("亭子", PartKind::Pavilion),
    ("客堂间", PartKind::Hall),
    ("客堂", PartKind::Hall),
    ("客厅", PartKind::Hall),
    ("灶披间", PartKind::Kitchen),
    ("灶坡间", PartKind::Kitchen),
    ("灶间", PartKind::Kitchen),
    ("厢房", PartKind::Wing),
    ("厢", PartKind::Wing),
    ("阁楼", PartKind::Attic),
    ("阁", PartKind::Attic),
    ("晒台", PartKind::Terrace),
    ("阳台", PartKind::Terrace),
    ("天井", PartKind::Yard),
    ("汽车间", PartKind::Garage),
    ("车库", PartKind::Garage),
    ("过街楼", PartKind::Passage),
    ("楼", PartKind::Upper),
    ("间", PartKind::Space),
    ("块", PartKind::Block),
];

/// Rooms within a flat.
const INNER: &[&str] = &[
    "主卧室", "次卧室", "主卧", "次卧", "客卧", "南卧", "北卧", "东卧", "西卧", "卧室", "大房间",
    "小房间", "大间", "小间", "书房", "客厅", "隔间", "隔断", "单间", "阳台", "朝南间", "朝北间",
    "朝南房间", "朝北房间", "朝南", "朝北", "保姆间", "中间", "内间", "外间", "里间",
];

const WHOLE: &[&str] =
    &["全幢", "整幢", "整栋", "全栋", "整楼", "全楼", "全部房屋", "全部", "全号", "整号"];

impl Parser<'_> {
    /// A word of the grammar, no number, begins at an index.
    pub(super) fn is_word(&self, at: usize) -> bool {
        // Most characters begin no word.
        const FIRSTS: &str = "底首地负全整前中后东西南北左右统亭客灶厢阁晒阳天汽车过楼间块";
        let c = self.c(at);
        if !c.is_ascii_alphabetic() && !FIRSTS.contains(c) {
            return false;
        }
        self.floor_word(at).is_some()
            || self.text.starts_any(at, WHOLE).is_some()
            || self.part_at(at).is_some_and(|(part, _)| {
                part.position.is_some()
                    || !matches!(
                        part.kind,
                        PartKind::Upper | PartKind::Space | PartKind::Block | PartKind::Wing
                    )
            })
            || self.lettered(at).is_some()
    }

    /// Reads such a word. False where none begins here.
    pub(super) fn word(&mut self) -> bool {
        let start = self.at;
        if self.address.room.is_some()
            && let Some(end) = self.inner_end(start)
        {
            self.inner_room(start, end);
            return true;
        }
        if let Some((value, end)) = self.floor_word(start) {
            self.at = end;
            let span = Span::new(start, end);
            self.set_floor(Floor {
                low: value,
                high: value,
                unsure: false,
                false_floor: false,
                span,
            });
            return true;
        }
        if let Some(word) = self.text.starts_any(start, WHOLE) {
            self.at = start + word.chars().count();
            let span = Span::new(start, self.at);
            if self.address.room.is_some() {
                self.address.remarks.push(span);
            } else {
                self.address.whole = Some(span);
            }
            return true;
        }
        if let Some((door, end)) = self.lettered(start) {
            self.at = end;
            self.set_door(door);
            return true;
        }
        if let Some((part, end)) =
            self.part_at(start).filter(|_| self.is_word(start) || self.address.floor.is_some())
        {
            self.at = end;
            self.address.parts.push(part);
            return true;
        }
        false
    }

    /// 底层, 地下室, 负一层: the floor and the end.
    fn floor_word(&self, at: usize) -> Option<(i64, usize)> {
        for ground in ["底层", "底楼", "首层", "地面层"] {
            if self.text.starts(at, ground) {
                return Some((1, at + ground.chars().count()));
            }
        }
        let (below, start) = match self.text.starts_any(at, &["地下", "负", "B", "b"]) {
            Some(word) => (word, at + word.chars().count()),
            None => return None,
        };
        let digits = number(self.text, start);
        match digits {
            Some(digits) if digits.plain() && digits.value < 10 => {
                let end = digits.span.end;
                let floor = matches!(self.c(end), '层' | '楼' | 'F');
                floor.then(|| (-(digits.value as i64), end + 1))
            }
            None if below == "地下" && matches!(self.c(start), '室' | '层') => {
                Some((-1, start + 1))
            }
            _ => None,
        }
    }

    /// A座, B幢: a building with a letter.
    fn lettered(&self, at: usize) -> Option<(Door, usize)> {
        let letter = door_letter(self.c(at))?;
        let before = at.checked_sub(1).map(|index| self.c(index));
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let (kind, end) = match self.c(at + 1) {
            '座' => (DoorKind::Zuo, at + 2),
            '幢' | '栋' => (DoorKind::Zhuang, at + 2),
            '号' if self.c(at + 2) == '楼' => (DoorKind::HaoLou, at + 3),
            '楼' => (DoorKind::Lou, at + 2),
            _ => return None,
        };
        Some((Door { kind, number: None, letter: Some(letter), span: Span::new(at, end) }, end))
    }

    /// A part of an old house and its end.
    pub(super) fn part_at(&self, at: usize) -> Option<(Part, usize)> {
        let position = match self.c(at) {
            '前' => Some(Position::Front),
            '中' => Some(Position::Middle),
            '后' => Some(Position::Back),
            '东' => Some(Position::East),
            '西' => Some(Position::West),
            '南' => Some(Position::South),
            '北' => Some(Position::North),
            '左' => Some(Position::Left),
            '右' => Some(Position::Right),
            '统' | '全' => Some(Position::All),
            _ => None,
        };
        let start = at + usize::from(position.is_some());
        let (word, kind) = PARTS.iter().find(|(word, _)| self.text.starts(start, word))?;
        let end = start + word.chars().count();
        let known = matches!(kind, PartKind::Upper) && position.is_none();
        (!known).then(|| (Part { position, kind: *kind, span: Span::new(at, end) }, end))
    }

    /// Where the room within a flat that begins here ends.
    fn inner_end(&self, at: usize) -> Option<usize> {
        if let Some(word) = self.text.starts_any(at, INNER) {
            return Some(at + word.chars().count());
        }
        let letter = self.c(at).is_ascii_alphabetic();
        let direction = matches!(
            self.c(at),
            '东' | '西' | '南' | '北' | '前' | '后' | '左' | '右' | '甲' | '乙' | '丙' | '丁'
        );
        let room = ["房间", "室", "房", "间", "卧室", "卧"];
        if letter || direction {
            return self.text.starts_any(at + 1, &room).map(|word| at + 1 + word.chars().count());
        }
        None
    }

    pub(super) fn inner_room(&mut self, start: usize, end: usize) {
        self.at = end;
        let mut name = self.name(start, end);
        name.text = name.text.to_ascii_uppercase();
        for ending in ["房间", "卧室", "室", "间", "房"] {
            if let Some(rest) = name.text.strip_suffix(ending).filter(|rest| !rest.is_empty()) {
                name.text = rest.to_owned();
                break;
            }
        }
        match &self.address.sub_room {
            None => self.address.sub_room = Some(name),
            Some(first) if first.text == name.text => {}
            Some(_) => self.conflict(name.span),
        }
    }

    /// 甲 or a bracketed 甲 behind the number of a door.
    pub(super) fn mark_behind(&mut self) {
        let at = self.at;
        let bracketed = self.c(at) == '(' && self.c(at + 2) == ')';
        let mark_at = if bracketed { at + 1 } else { at };
        let mark = self.c(mark_at);
        let taken =
            matches!(self.c(mark_at + 1), '室' | '座' | '幢' | '栋' | '单' | '楼' | '房' | '间');
        if words::is_mark(mark) && !taken {
            let end = if bracketed { at + 3 } else { at + 1 };
            self.at = end;
            if let Some(number) = self.address.door.as_mut().and_then(|door| door.number.as_mut()) {
                if number.mark.is_some_and(|first| first != mark) {
                    self.conflict(Span::new(at, end));
                } else {
                    number.mark = Some(mark);
                }
            }
        }
    }

    /// 附1号, 之1 or -1 behind the number of a door.
    pub(super) fn sub_behind(&mut self) {
        let at = self.at;
        let start = match self.c(at) {
            '附' | '之' => at + 1,
            '-' => at + 1,
            _ => return,
        };
        let Some(sub) = number(self.text, start) else {
            return;
        };
        let mut end = sub.span.end;
        if self.c(at) == '-' {
            // 12号-101 is a room; 12号-1 at the very end could be either.
            if sub.width > 1 || self.c(end) != '\0' && !matches!(self.c(end), '号') {
                return;
            }
            if self.c(end) == '\0' {
                self.ambiguous(Span::new(at, end));
            }
        }
        if matches!(self.c(end), '号' | '#') {
            end += 1;
        }
        self.at = end;
        let span = Span::new(at, end);
        match self.address.door.as_mut().and_then(|door| door.number.as_mut()) {
            Some(number) if number.sub.is_none() => number.sub = Some(sub),
            _ => self.conflict(span),
        }
    }

    /// The name of a road that the address gives as the road's other name.
    pub(super) fn road_remark(&mut self, start: usize, end: usize) -> bool {
        let Some(word) = self.text.starts_any(
            start,
            &["原名", "原为", "原", "曾名", "旧称", "旧名", "现名", "现为", "现", "又名", "即"],
        ) else {
            return false;
        };
        let at = start + word.chars().count();
        if self.road_end(at, end) != Some(end) {
            return false;
        }
        let name: Name = self.name(at, end);
        self.address.road_alias = Some(name);
        true
    }
}
