//! Taking an address apart, from left to right, by the grammar of Shanghai's addresses:
//! city, district, town; then a road, village or estate; then numbers, each named by the word
//! behind it.

mod chain;
mod prefix;
mod slots;
mod street;
mod tail;
mod unit;
pub(super) mod words;

use slots::same_items;

use super::{
    gazetteer::Gazetteer,
    numeral::{Digits, canonical_name, number},
    parsed::{Address, Name, Number},
    text::{Span, Text},
};

/// Takes a folded text apart.
pub(super) fn parse(text: &Text, gazetteer: &Gazetteer) -> Address {
    let mut parser =
        Parser { text, gazetteer, at: 0, address: Address::default(), label: None, again: None };
    parser.prefix();
    let room = parser.room_first();
    parser.street();
    parser.tail();
    parser.put_back(room);
    parser.finish();
    parser.address
}

/// What the next number is, by the label printed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Room,
    Building,
}

struct Parser<'t> {
    text: &'t Text,
    gazetteer: &'t Gazetteer,
    at: usize,
    address: Address,
    label: Option<Label>,
    /// The road was written again: how many lanes have been, too, and how many there were.
    again: Option<(usize, usize)>,
}

impl Parser<'_> {
    fn c(&self, index: usize) -> char {
        self.text.c(index)
    }

    fn name(&self, start: usize, end: usize) -> Name {
        Name { text: canonical_name(self.text.slice(start, end)), span: Span::new(start, end) }
    }

    /// The room of a form that prints it before the address: 室号部位：1203；坐落：….
    fn room_first(&mut self) -> Option<Number> {
        self.label_at(self.at).filter(|(label, _)| *label == Label::Room)?;
        self.labelled();
        if let Some(chain) = self.chain(self.at) {
            self.take(chain);
        }
        self.prefix();
        self.address.room.take()
    }

    /// Of a room that was written first and another behind the address, the two are held
    /// against each other.
    fn put_back(&mut self, first: Option<Number>) {
        match (first, &self.address.room) {
            (Some(first), Some(room)) if !same_items(&first, room) => self.conflict(first.span),
            (Some(first), None) => self.address.room = Some(first),
            _ => {}
        }
    }

    fn unknown(&mut self, start: usize, end: usize) {
        if start < end {
            let mut name = self.name(start, end);
            // A室 and a室 are one, whatever it is.
            name.text.make_ascii_uppercase();
            self.address.unknown.push(name);
        }
    }

    fn ambiguous(&mut self, span: Span) {
        let name = self.name(span.start, span.end);
        self.address.ambiguous.push(name);
    }

    fn conflict(&mut self, span: Span) {
        let name = self.name(span.start, span.end);
        self.address.conflicts.push(name);
    }

    /// The number at an index that numbers something, not one that is part of a name: 12 in
    /// 12弄 but neither 一 in 石门一路 nor 3 in 曹杨3村.
    fn numbering(&self, index: usize) -> Option<Digits> {
        let digits = number(self.text, index)?;
        let end = digits.span.end;
        let next = self.c(end);
        if digits.chinese {
            let named = words::chinese_numbered(self.text, end)
                || self.label.is_some()
                || (matches!(next, '\0' | '(' | ')') && self.address.door.is_some());
            return named.then_some(digits);
        }
        let part_of_name = matches!(next, '路' | '街' | '期' | '区' | '坊' | '里')
            || (next == '村' && self.c(end + 1) != '民')
            || (matches!(next, '支' | '新' | '大' | '号')
                && matches!(self.c(end + 1), '路' | '村' | '街' | '桥'));
        (!part_of_name).then_some(digits)
    }

    /// Where text that is no number ends: before a number, a bracket or a word of the grammar.
    fn text_end(&self, start: usize) -> usize {
        let end = self.name_end(start);
        (start + 1..end)
            .find(|index| self.is_word(*index) || self.label_at(*index).is_some())
            .unwrap_or(end)
    }

    /// Where a name ends: before a number or a bracket. Words of the grammar may be part of it,
    /// as 阁 is of 通阁路.
    fn name_end(&self, start: usize) -> usize {
        let mut index = start;
        while index < self.text.len() {
            if matches!(self.c(index), '(' | ')' | '-' | '~') || self.numbering(index).is_some() {
                break;
            }
            // A number that is part of a name is passed over whole.
            index =
                number(self.text, index).map_or(index + 1, |digits| digits.span.end.max(index + 1));
        }
        index
    }

    /// What is left over once the text is read through.
    fn finish(&mut self) {
        // A state farm or an industrial zone numbers its own doors.
        let zone = |name: &str| {
            ["农场", "林场", "园区", "开发区", "工业区"].iter().any(|end| name.ends_with(end))
        };
        if self.address.road.is_none()
            && self.address.place.is_none()
            && let Some((town, _)) = &self.address.town
            && zone(&town.text)
        {
            self.address.place = Some(town.clone());
        }
        // 长宁路12弄长宁路34号 are two places unless the lane is written again as well.
        if let (Some((written, lanes)), Some(road)) = (self.again, &self.address.road)
            && written < lanes
        {
            self.conflict(road.span);
        }
        if self.text.cut {
            self.unknown(self.text.len().saturating_sub(1), self.text.len());
        }
    }
}
