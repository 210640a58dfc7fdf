//! The pieces that numbers fill, each named by the word behind the number.

use crate::address::{
    numeral::Digits,
    parsed::{Door, DoorKind, Floor, Group, Lane, Number},
    text::{LIST, Span},
};

use super::{Label, Parser, chain::Chain, words::Suffix};

/// Deeper than a lane in a lane in a lane no address goes.
const LANES: usize = 3;

impl Parser<'_> {
    pub(super) fn take(&mut self, chain: Chain) {
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
        let (Some(low), Some(high)) = (values.first(), values.last()) else {
            return;
        };
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
        let door_known = self.address.door.is_some()
            || self.address.building.is_some()
            || self.address.unit.is_some();
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
            let number = Number {
                items: vec![first, last],
                range: true,
                sub: None,
                mark: None,
                span: chain.span,
            };
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
        if self.label == Some(Label::Room) || inside || (chain.dashed() && chain.segments.len() > 1)
        {
            return self.take_rooms(chain);
        }
        self.ambiguous(chain.span);
    }
}

fn dash_door(digits: Digits, kind: DoorKind) -> Door {
    Door { kind, number: Some(Number::one(digits)), letter: None, span: digits.span }
}

pub(super) fn same_items(a: &Number, b: &Number) -> bool {
    let same = |(a, b): (&Digits, &Digits)| Digits { span: b.span, ..*a } == *b;
    a.range == b.range
        && a.mark == b.mark
        && a.sub.map(|digits| digits.value) == b.sub.map(|digits| digits.value)
        && a.items.len() == b.items.len()
        && a.items.iter().zip(&b.items).all(same)
}

fn same_door(a: &Door, b: &Door) -> bool {
    let numbers = match (&a.number, &b.number) {
        (Some(a), Some(b)) => same_items(a, b),
        (None, None) => true,
        _ => false,
    };
    a.kind == b.kind && a.letter == b.letter && numbers
}
