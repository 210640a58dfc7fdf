//! Everything behind the road: numbers named by the word behind them, in whatever order.

use crate::address::{
    numeral::{Digits, door_letter},
    parsed::{Door, DoorKind, Floor, Group, Lane, Number},
    text::{LIST, Span},
};

use super::{
    Label, Parser,
    chain::Chain,
    words::{self, Suffix},
};

/// Deeper than a lane in a lane in a lane no address goes.
const LANES: usize = 3;

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
        if self.skipped() || self.labelled() || self.repeated() {
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

    fn labelled(&mut self) -> bool {
        let Some((label, end)) = self.label_at(self.at) else { return false };
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
        let Some(mut chain) = self.chain(self.at + 1) else { return false };
        if chain.suffix != Some(Suffix::Hao) {
            return false;
        }
        chain.mark = Some(mark);
        chain.span.start = self.at;
        self.take(chain);
        true
    }

    fn take(&mut self, chain: Chain) {
        self.at = chain.end;
        match chain.suffix {
            Some(Suffix::BranchLane) => self.take_lane(&chain, true),
            Some(Suffix::Lane) => self.take_lane(&chain, false),
            Some(Suffix::Hao) => self.take_door(&chain, DoorKind::Hao),
            Some(Suffix::HaoLou) => self.take_door(&chain, DoorKind::HaoLou),
            Some(Suffix::Zhuang) => self.take_door(&chain, DoorKind::Zhuang),
            Some(Suffix::Zuo) => self.take_door(&chain, DoorKind::Zuo),
            Some(Suffix::Unit) => self.take_unit(&chain),
            Some(Suffix::Floor) => self.take_floor(&chain),
            Some(Suffix::Lou) => self.take_lou(&chain),
            Some(Suffix::Group(word)) => self.take_group(&chain, word),
            Some(Suffix::Bed) => self.take_bed(&chain),
            Some(Suffix::InnerRoom) if self.address.room.is_some() => {
                self.inner_room(chain.span.start, chain.end);
            }
            Some(Suffix::Room | Suffix::InnerRoom) => self.take_rooms(&chain),
            None => self.take_bare(&chain),
        }
        self.label = None;
    }

    fn take_lane(&mut self, chain: &Chain, branch: bool) {
        let Some(number) = chain.number_with_sub() else {
            return self.ambiguous(chain.span);
        };
        let known = |lane: &Lane| same_items(&lane.number, &number);
        if let Some((count, _)) = self.again.as_mut()
            && let Some(lane) = self.address.lanes.get(*count)
            && same_items(&lane.number, &number)
        {
            *count += 1;
        } else if self.address.door.is_some() || self.address.room.is_some() {
            if !self.address.lanes.iter().any(known) {
                self.conflict(chain.span);
            }
        } else if self.address.lanes.len() < LANES {
            self.address.lanes.push(Lane { number, branch });
        } else {
            self.conflict(chain.span);
        }
    }

    fn take_door(&mut self, chain: &Chain, kind: DoorKind) {
        // 40-3号: what 10-1705号 or 40-3-101号 would be is anyone's guess.
        let Some(number) = chain.number_with_sub() else {
            return self.ambiguous(chain.span);
        };
        if number.sub.is_some_and(|sub| sub.width > 2) {
            self.ambiguous(chain.span);
        }
        let span = Span::new(chain.span.start, chain.end);
        self.set_door(Door { kind, number: Some(number), letter: None, span });
        if kind == DoorKind::Hao {
            self.sub_behind();
            self.mark_behind();
        }
    }

    pub(super) fn set_door(&mut self, door: Door) {
        let listed = self.text.flags(door.span.start) & LIST != 0;
        let lane_in_door = self.address.door.is_some() && self.address.room.is_some();
        match (&mut self.address.door, &self.address.building) {
            (None, None) => self.address.door = Some(door),
            (Some(first), _) if same_door(first, &door) => {}
            (_, Some(second)) if same_door(second, &door) => {}
            (Some(first), None) if listed && first.kind == door.kind => {
                if let (Some(first), Some(next)) = (&mut first.number, door.number) {
                    first.items.extend(next.items);
                }
            }
            (Some(_), None) if !lane_in_door => self.address.building = Some(door),
            _ => self.conflict(door.span),
        }
    }

    fn take_unit(&mut self, chain: &Chain) {
        // 40-3单元101: the building before the hyphen.
        if let [building, unit] = chain.segments.as_slice()
            && chain.dashed()
            && self.address.door.is_none()
        {
            let (building, unit) = (*building, *unit);
            self.set_door(dash_door(building, DoorKind::DashUnit));
            self.address.unit = Some(Number::one(unit));
            return;
        }
        match (chain.number(), &self.address.unit) {
            (Some(number), None) => self.address.unit = Some(number),
            (Some(number), Some(first)) if same_items(first, &number) => {}
            _ => self.conflict(chain.span),
        }
    }

    fn take_floor(&mut self, chain: &Chain) {
        let values: Vec<i64> = chain.segments.iter().map(|digits| digits.value as i64).collect();
        let unsure = chain.segments.iter().any(|digits| !digits.plain());
        let (Some(low), Some(high)) = (values.first(), values.last()) else { return };
        let false_floor = chain.span.start > 0 && self.c(chain.span.start - 1) == '假';
        let span = Span::new(chain.span.start, chain.end);
        self.set_floor(Floor { low: *low, high: *high, unsure, false_floor, span });
    }

    pub(super) fn set_floor(&mut self, floor: Floor) {
        match &self.address.floor {
            None => self.address.floor = Some(floor),
            Some(first) if (first.low, first.high) == (floor.low, floor.high) => {}
            Some(_) => self.conflict(floor.span),
        }
    }

    /// 3楼 is a floor, 3楼 before a room of another floor the building of that number.
    fn take_lou(&mut self, chain: &Chain) {
        self.take_floor(chain);
    }

    fn take_group(&mut self, chain: &Chain, word: char) {
        match (chain.number(), &self.address.group) {
            (Some(number), None) => self.address.group = Some(Group { number, word }),
            (Some(number), Some(first)) if same_items(&first.number, &number) => {}
            _ => self.conflict(chain.span),
        }
    }

    fn take_bed(&mut self, chain: &Chain) {
        match (chain.number(), &self.address.bed) {
            (Some(number), None) => self.address.bed = Some(number),
            _ => self.conflict(chain.span),
        }
    }

    /// Numbers behind which 室 stands, or nothing where a room is due.
    fn take_rooms(&mut self, chain: &Chain) {
        let door_known = self.address.door.is_some() || self.address.building.is_some() || self.address.unit.is_some();
        match chain.segments.as_slice() {
            [building, unit, room] if chain.dashed() && !door_known => {
                if self.address.lanes.is_empty() && unit.width < 2 {
                    // 888-3-302 by a road is 888-3号 as well as 888号3单元.
                    self.ambiguous(chain.span);
                }
                self.set_door(dash_door(*building, DoorKind::DashUnit));
                self.address.unit = Some(Number::one(*unit));
                self.set_room(Number::one(*room), chain.span);
            }
            [building, room] if chain.dashed() && !door_known => {
                let range = room.width == building.width
                    && room.value > building.value
                    && room.value - building.value < 20;
                if room.width < 3 || range || building.width > 4 {
                    self.ambiguous(chain.span);
                }
                self.set_door(dash_door(*building, DoorKind::Dash));
                self.set_room(Number::one(*room), chain.span);
            }
            [first, last] if chain.dashed() => self.take_dashed_rooms(*first, *last, chain),
            _ => match chain.number() {
                Some(number) => self.set_room(number, chain.span),
                None => self.ambiguous(chain.span),
            },
        }
    }

    /// Two numbers with a hyphen behind a door: rooms from one to the other, a unit and a room,
    /// or a room and a room within it.
    fn take_dashed_rooms(&mut self, first: Digits, last: Digits, chain: &Chain) {
        if first.width >= 3 && first.width == last.width && last.value > first.value {
            let number = Number { items: vec![first, last], range: true, sub: None, mark: None, span: chain.span };
            self.set_room(number, chain.span);
        } else if first.width <= 2 && last.width >= 3 && self.address.unit.is_none() {
            if self.address.door.as_ref().is_none_or(|door| door.kind == DoorKind::Hao) {
                self.ambiguous(chain.span);
            }
            self.address.unit = Some(Number::one(first));
            self.set_room(Number::one(last), chain.span);
        } else {
            self.ambiguous(chain.span);
            let mut number = Number::one(first);
            number.sub = Some(last);
            self.set_room(number, chain.span);
        }
    }

    fn set_room(&mut self, number: Number, span: Span) {
        let listed = self.text.flags(span.start) & LIST != 0;
        match &mut self.address.room {
            None => self.address.room = Some(number),
            Some(first) if same_items(first, &number) => {}
            Some(first) if listed && !first.range && !number.range => {
                first.items.extend(number.items);
                first.span = first.span.cover(number.span);
            }
            Some(_) => self.conflict(span),
        }
    }

    /// Numbers with no word behind them: a room where the door is known, else anyone's guess.
    fn take_bare(&mut self, chain: &Chain) {
        let inside = self.address.door.is_some()
            || self.address.building.is_some()
            || self.address.unit.is_some()
            || self.address.floor.is_some();
        if self.label == Some(Label::Building) && chain.single() {
            return self.take_door(chain, DoorKind::Zhuang);
        }
        if self.c(chain.end) == ')' && chain.single() && !inside {
            return self.ambiguous(chain.span);
        }
        if self.label == Some(Label::Room) || inside || (chain.dashed() && chain.segments.len() > 1) {
            return self.take_rooms(chain);
        }
        self.ambiguous(chain.span);
    }

    fn bracket(&mut self) {
        let start = self.at + 1;
        let end = (start..self.text.len()).find(|index| self.c(*index) == ')').unwrap_or(self.text.len());
        let content = self.text.slice(start, end).to_owned();
        let done = content.is_empty()
            || self.district_remark(start, end)
            || self.road_remark(start, end)
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
        if words::is_whereabouts(words) || words::is_committee(words) || (inside && words::is_remark(words)) {
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

    pub(super) fn estate_name(&self, start: usize, end: usize) -> crate::address::parsed::Name {
        let mut name = self.name(start, end);
        for ending in ["住宅小区", "小区"] {
            if let Some(rest) = name.text.strip_suffix(ending).filter(|rest| rest.chars().count() >= 2) {
                name.text = rest.to_owned();
            }
        }
        name
    }
}

fn dash_door(digits: Digits, kind: DoorKind) -> Door {
    Door { kind, number: Some(Number::one(digits)), letter: None, span: digits.span }
}

fn same_items(a: &Number, b: &Number) -> bool {
    let key = |number: &Number| -> Vec<(u64, u8, Option<char>, Option<char>, bool)> {
        number.items.iter().map(|d| (d.value, d.width, d.lead, d.tail, d.unsure)).collect()
    };
    a.range == b.range
        && a.mark == b.mark
        && a.sub.map(|d| d.value) == b.sub.map(|d| d.value)
        && key(a) == key(b)
}

fn same_door(a: &Door, b: &Door) -> bool {
    let numbers = match (&a.number, &b.number) {
        (Some(a), Some(b)) => same_items(a, b),
        (None, None) => true,
        _ => false,
    };
    a.kind == b.kind && a.letter == b.letter && numbers
}
