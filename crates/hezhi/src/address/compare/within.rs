//! What lies behind a door: floors, rooms, the parts of old houses, rooms within a flat.

use crate::address::{
    PieceKind,
    parsed::{Address, Floor, Number, Part, PartKind, Position},
    text::Span,
};

use super::{
    Findings,
    dwelling::{door_value, joined},
    number::{Doubt, Verdict, numbers, worst},
};

impl Findings<'_> {
    pub(super) fn floors(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let span = |floor: &Option<Floor>| floor.as_ref().map(|floor| floor.span);
        let rooms = a.room.is_some() || b.room.is_some();
        let verdict = match (&a.floor, &b.floor) {
            (Some(fa), Some(fb)) => match floor(fa, fb) {
                Verdict::Different if rooms => Verdict::Uncertain(Doubt::Vague),
                verdict => verdict,
            },
            (None, None) => Verdict::Same,
            (Some(floor), None) => implied(floor, b),
            (None, Some(floor)) => implied(floor, a),
        };
        let verdict = self.weighed(verdict, Doubt::Vague);
        self.push(PieceKind::Floor, "楼层", span(&a.floor), span(&b.floor), verdict);
    }

    pub(super) fn rooms(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let span = |number: &Option<Number>| number.as_ref().map(|number| number.span);
        let (mut sa, mut sb) = (span(&a.room), span(&b.room));
        let mut verdict = self.optional(a.room.as_ref(), b.room.as_ref());
        if verdict == Verdict::Different && (runs_together(a, b) || runs_together(b, a)) {
            verdict = Verdict::Uncertain(Doubt::Merged);
        }
        if self.soft && verdict == Verdict::Different && self.ambiguous() {
            verdict = Verdict::Uncertain(Doubt::Vague);
        }
        if a.whole.is_some() != b.whole.is_some() {
            (sa, sb) = (sa.or(a.whole), sb.or(b.whole));
            let includes = sa.is_some() && sb.is_some();
            verdict = Verdict::Uncertain(if includes { Doubt::Includes } else { Doubt::Missing });
        }
        self.push(PieceKind::Room, "室号", sa, sb, verdict);
    }

    fn ambiguous(&self) -> bool {
        let unclear = |address: &Address| {
            !address.ambiguous.is_empty()
                || !address.conflicts.is_empty()
                || !address.unknown.is_empty()
        };
        unclear(self.a.address) || unclear(self.b.address)
    }

    pub(super) fn parts(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let span =
            |address: &Address| address.parts.iter().map(|part| part.span).reduce(Span::cover);
        let verdict = parts(&a.parts, &b.parts);
        self.push(PieceKind::Room, "部位", span(a), span(b), verdict);
    }

    /// Rooms and beds within a flat.
    pub(super) fn inner_rooms(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        let rooms = match (&a.sub_room, &b.sub_room) {
            (Some(a), Some(b)) if a.text == b.text => Verdict::Same,
            (Some(_), Some(_)) => Verdict::Different,
            _ => Verdict::Uncertain(Doubt::Missing),
        };
        let span = |address: &Address| address.sub_room.as_ref().map(|name| name.span);
        self.push(PieceKind::Room, "室内房间", span(a), span(b), rooms);
        let beds = match (&a.bed, &b.bed) {
            (Some(ba), Some(bb)) => match numbers(ba, self.a.text, bb, self.b.text) {
                Verdict::Different => Verdict::Uncertain(Doubt::Vague),
                verdict => verdict,
            },
            // A bed lies in the same flat.
            _ => Verdict::Same,
        };
        let span = |number: &Option<Number>| number.as_ref().map(|number| number.span);
        self.push(PieceKind::Room, "床位", span(&a.bed), span(&b.bed), beds);
    }
}

/// Whether one room is the other with the door, the unit or the floor run into it.
fn runs_together(a: &Address, b: &Address) -> bool {
    let value = |number: &Option<Number>| number.as_ref().and_then(Number::value);
    let (Some(room), Some(other)) = (value(&a.room), value(&b.room)) else {
        return false;
    };
    let door = door_value(a).filter(|_| b.door.is_none());
    let unit = value(&a.unit).filter(|_| b.unit.is_none());
    let floor = a.floor.as_ref().and_then(|floor| u64::try_from(floor.low).ok());
    // 17层05室 is 1705室.
    floor.is_some_and(|floor| room < 100 && floor * 100 + room == other)
        || [door, unit].into_iter().flatten().any(|front| joined(&[front, room]) == Some(other))
}

fn floor(a: &Floor, b: &Floor) -> Verdict {
    if a.unsure || b.unsure {
        return Verdict::Uncertain(Doubt::Glyph);
    }
    if a.false_floor != b.false_floor {
        return Verdict::Uncertain(Doubt::Vague);
    }
    if (a.low, a.high) == (b.low, b.high) {
        return Verdict::Same;
    }
    if a.low <= b.high && b.low <= a.high {
        Verdict::Uncertain(Doubt::Includes)
    } else {
        Verdict::Different
    }
}

/// A floor that only one side gives: nothing new where the other's room says it.
fn implied(floor: &Floor, other: &Address) -> Verdict {
    let room = other.room.as_ref().filter(|room| room.items.len() == 1 && !room.unsure());
    let says = room.and_then(|room| room.items.first()).is_some_and(|digits| {
        digits.width >= 3
            && digits.lead.is_none()
            && floor.low == floor.high
            && !floor.unsure
            && i64::try_from(digits.value / 100).ok() == Some(floor.low)
    });
    match (says, room) {
        (true, _) => Verdict::Same,
        (false, Some(_)) => Verdict::Uncertain(Doubt::Vague),
        (false, None) => Verdict::Uncertain(Doubt::Missing),
    }
}

fn parts(a: &[Part], b: &[Part]) -> Verdict {
    match (a, b) {
        ([], []) => Verdict::Same,
        ([], _) | (_, []) => Verdict::Uncertain(Doubt::Missing),
        ([a], [b]) => part(a, b),
        _ => {
            let key = |parts: &[Part]| {
                let mut keys: Vec<_> =
                    parts.iter().map(|part| (part.kind, part.position)).collect();
                keys.sort();
                keys.dedup();
                keys
            };
            if key(a) == key(b) {
                return Verdict::Same;
            }
            let apart =
                a.iter().all(|one| b.iter().all(|other| part(one, other) == Verdict::Different));
            if apart { Verdict::Different } else { Verdict::Uncertain(Doubt::Includes) }
        }
    }
}

fn part(a: &Part, b: &Part) -> Verdict {
    let position = match (a.position, b.position) {
        (a, b) if a == b => Verdict::Same,
        (Some(Position::All), _) | (_, Some(Position::All)) => Verdict::Uncertain(Doubt::Includes),
        (None, _) | (_, None) => Verdict::Uncertain(Doubt::Missing),
        _ => Verdict::Different,
    };
    let general = |kind| matches!(kind, PartKind::Space | PartKind::Block);
    let kind = if a.kind == b.kind {
        Verdict::Same
    } else if general(a.kind)
        || general(b.kind)
        || (a.position.is_some() && a.position == b.position)
    {
        Verdict::Uncertain(Doubt::Vague)
    } else {
        Verdict::Different
    };
    worst(position, kind)
}
