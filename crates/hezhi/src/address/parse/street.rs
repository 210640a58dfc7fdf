//! The road, or the village or estate in its place.

use crate::address::{parsed::Name, places, text::Span};

use super::{Parser, words};

impl Parser<'_> {
    pub(super) fn street(&mut self) {
        let start = self.at;
        let end = self.name_end(start);
        if start == end {
            return;
        }
        let start = self.behind_area(start, end).unwrap_or(start);
        match self.road_end(start, end) {
            Some(road_end) => {
                self.address.road = Some(self.name(start, road_end));
                self.at = road_end;
                let end = self.text_end(road_end);
                if road_end < end && !self.is_word(road_end) && self.label_at(road_end).is_none() {
                    self.behind_road(road_end, end);
                }
            }
            None => {
                let end = self.text_end(start);
                if !self.is_word(start) && self.label_at(start).is_none() {
                    self.place(start, end);
                }
            }
        }
    }

    /// Where a listed road begins behind an estate, a committee or a town without its ending:
    /// 汇景苑百色路, 周浦年家浜路.
    fn behind_area(&mut self, start: usize, end: usize) -> Option<usize> {
        let road_end = self.road_end(start, end)?;
        if self.gazetteer.lists(&self.name(start, road_end).text) {
            return None;
        }
        let road = (start + 2..road_end.saturating_sub(1)).find(|index| {
            let area = self.text.slice(start, *index);
            (words::is_estate(area)
                || words::is_committee(area)
                || area.ends_with('村')
                || places::town_stem(area).is_some())
                && self.gazetteer.lists(&self.name(*index, road_end).text)
        })?;
        let area = self.text.slice(start, road);
        if let Some(town) = places::town_stem(area).filter(|_| self.address.town.is_none()) {
            let name = Name { text: town.name.to_owned(), span: Span::new(start, road) };
            self.address.town = Some((name, Some(town)));
        } else if words::is_committee(area) {
            self.address.remarks.push(Span::new(start, road));
        } else {
            let estate = self.estate_name(start, road);
            self.address.estates.push(estate);
        }
        Some(road)
    }

    /// Where the road that begins at `start` ends, if one does: the longest listed name, else
    /// the first ending of a road.
    pub(super) fn road_end(&self, start: usize, end: usize) -> Option<usize> {
        let mut chosen = None;
        let mut listed = None;
        for index in start + 1..end {
            let road_end = index + 1;
            let (c, next) = (self.c(index), self.c(road_end));
            let ends = match c {
                '路' => next != '口',
                '街' => !matches!(next, '道' | '坊' | '口'),
                '道' => self.c(index - 1) == '大' || road_end == end,
                '弄' | '巷' => road_end == end,
                _ => false,
            };
            if !ends || road_end - start < 2 || self.c(index - 1) == '街' && c == '道' {
                continue;
            }
            if self.gazetteer.lists(&self.name(start, road_end).text) {
                listed = Some(road_end);
            }
            // 小马路街: an ending within the name, where hardly anything follows it.
            if chosen.is_none_or(|first| road_end == end && road_end - first <= 2) {
                chosen = Some(road_end);
            }
        }
        listed.or(chosen)
    }

    /// Text between a road and its first number: an estate, a village, or a mark.
    fn behind_road(&mut self, start: usize, end: usize) {
        self.at = start;
        if end - start == 1 && matches!(self.c(start), '第' | '临') {
            // 第 of an ordinal; 临 goes with the number behind it.
            if self.c(start) == '第' {
                self.at = end;
            }
            return;
        }
        if end - start == 1 && words::is_mark(self.c(start)) {
            return;
        }
        self.tail_text(start, end);
    }

    /// A village, 新村 or estate.
    fn place(&mut self, start: usize, end: usize) {
        let mut end = end;
        self.at = end;
        if self.c(end - 1) == '第' {
            end -= 1;
        }
        if end - start < 2 {
            if !words::is_mark(self.c(start)) {
                self.unknown(start, end);
            } else {
                self.at = start;
            }
            return;
        }
        // 中心村王家宅: the village, and the hamlet within it.
        let village = (start + 1..end).find(|index| self.c(*index) == '村').map(|index| index + 1);
        let (name_end, rest) = match village {
            Some(village) if village < end => (village, Some(Span::new(village, end))),
            _ => (end, None),
        };
        self.address.place = Some(self.estate_name(start, name_end));
        if let Some(rest) = rest {
            if rest.end - rest.start >= 2 {
                self.address.hamlet = Some(self.name(rest.start, rest.end));
            } else {
                self.unknown(rest.start, rest.end);
            }
        }
    }
}
