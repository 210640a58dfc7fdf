//! Lanes, doors and units; what lies behind them is in `within`.

use crate::address::{
    PieceKind,
    parsed::{Address, Door, DoorKind, Number},
    text::Span,
};

use super::{
    Findings,
    number::{Doubt, Verdict, numbers},
};

/// Numbers on a door of five digits or more do not occur: two numbers ran together.
const IMPLAUSIBLE: u64 = 10_000;

/// Every number of an address that carries identity.
pub(super) fn numbers_of(address: &Address) -> impl Iterator<Item = &Number> {
    let doors =
        address.door.iter().chain(&address.building).filter_map(|door| door.number.as_ref());
    address
        .lanes
        .iter()
        .map(|lane| &lane.number)
        .chain(doors)
        .chain(&address.unit)
        .chain(&address.room)
        .chain(address.group.iter().map(|group| &group.number))
}

/// The digits of numbers written behind each other.
pub(super) fn joined(values: &[u64]) -> Option<u64> {
    let digits: String = values.iter().map(u64::to_string).collect();
    digits.parse().ok()
}

pub(super) fn door_value(address: &Address) -> Option<u64> {
    address.door.as_ref()?.number.as_ref()?.value()
}

impl Findings<'_> {
    /// A verdict on numbers, weakened where what differs may be notation.
    pub(super) fn weighed(&self, verdict: Verdict, doubt: Doubt) -> Verdict {
        match verdict {
            Verdict::Different if self.soft => Verdict::Uncertain(doubt),
            verdict => verdict,
        }
    }

    /// Lanes from the road inwards.
    pub(super) fn lanes(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        if a.lanes.len() == b.lanes.len() {
            for (level, (la, lb)) in a.lanes.iter().zip(&b.lanes).enumerate() {
                let verdict = numbers(&la.number, self.a.text, &lb.number, self.b.text);
                let verdict = self.weighed(verdict, Doubt::Name);
                self.lane(level, Some(la.number.span), Some(lb.number.span), verdict);
            }
            return;
        }
        let flipped = a.lanes.len() < b.lanes.len();
        let (more, less) = if flipped { (b, a) } else { (a, b) };
        let (tm, tl) =
            if flipped { (self.b.text, self.a.text) } else { (self.a.text, self.b.text) };
        if let Some(verdict) = merged(more, less) {
            self.merged = true;
            let lane = more.lanes.last().map(|lane| lane.number.span);
            let other = less.door.as_ref().map(|door| door.span);
            let (sa, sb) = if flipped { (other, lane) } else { (lane, other) };
            let verdict = self.weighed(verdict, Doubt::Merged);
            self.push(PieceKind::Lane, "弄号", sa, sb, verdict);
            return;
        }
        // Each lane of the shorter side is looked for in the longer one, in order.
        let mut next = 0;
        for (level, lane) in more.lanes.iter().enumerate() {
            let spare = more.lanes.len() - level > less.lanes.len() - next;
            let candidate = less.lanes.get(next);
            let verdict = candidate.map(|other| numbers(&lane.number, tm, &other.number, tl));
            let (other, verdict) = match (candidate, verdict) {
                (Some(other), Some(Verdict::Different)) if !spare => {
                    (Some(other.number.span), Verdict::Different)
                }
                (Some(other), Some(verdict)) if verdict != Verdict::Different => {
                    (Some(other.number.span), verdict)
                }
                _ => (None, Verdict::Uncertain(Doubt::Missing)),
            };
            next += usize::from(other.is_some());
            let (sa, sb) = if flipped {
                (other, Some(lane.number.span))
            } else {
                (Some(lane.number.span), other)
            };
            let verdict = self.weighed(verdict, Doubt::Name);
            self.lane(level, sa, sb, verdict);
        }
    }

    fn lane(&mut self, level: usize, a: Option<Span>, b: Option<Span>, verdict: Verdict) {
        let (kind, word) = if level == 0 {
            (PieceKind::Lane, "弄号")
        } else {
            (PieceKind::SubLane, "支弄号")
        };
        self.push(kind, word, a, b, verdict);
    }

    pub(super) fn dwelling(&mut self) {
        self.doors();
        let (a, b) = (self.a.address, self.b.address);
        let units = self.optional(a.unit.as_ref(), b.unit.as_ref());
        let units = self.weighed(units, Doubt::Vague);
        let span = |number: &Option<Number>| number.as_ref().map(|number| number.span);
        self.push(PieceKind::Unit, "单元号", span(&a.unit), span(&b.unit), units);
        self.floors();
        self.rooms();
        self.parts();
        self.inner_rooms();
    }

    pub(super) fn optional(&self, a: Option<&Number>, b: Option<&Number>) -> Verdict {
        match (a, b) {
            (Some(a), Some(b)) => numbers(a, self.a.text, b, self.b.text),
            (None, None) => Verdict::Same,
            _ => Verdict::Uncertain(Doubt::Missing),
        }
    }

    fn doors(&mut self) {
        let (a, b) = (self.a.address, self.b.address);
        if self.merged {
            return;
        }
        let (da, db) = (doors_of(a), doors_of(b));
        if da.len() == db.len() {
            for (level, (one, other)) in da.iter().zip(&db).enumerate() {
                let verdict = self.door(one, other);
                self.push_door(level, Some(one), Some(other), verdict);
            }
            return;
        }
        let flipped = da.len() < db.len();
        let (more, less) = if flipped { (&db, &da) } else { (&da, &db) };
        // The door that both have, by its kind; what only one has is missing.
        let shared = less.first().map(|door| {
            more.iter().position(|other| other.kind.group() == door.kind.group()).unwrap_or(0)
        });
        for (level, door) in more.iter().enumerate() {
            let other = if shared == Some(level) { less.first().copied() } else { None };
            let (one, two) = if flipped { (other, Some(*door)) } else { (Some(*door), other) };
            let verdict = match (one, two) {
                (Some(one), Some(two)) => self.door(one, two),
                _ => Verdict::Uncertain(Doubt::Missing),
            };
            self.push_door(level, one, two, verdict);
        }
    }

    fn push_door(&mut self, level: usize, a: Option<&Door>, b: Option<&Door>, verdict: Verdict) {
        let hao = |door: Option<&Door>| {
            door.is_none_or(|door| {
                matches!(door.kind, DoorKind::Hao | DoorKind::Dash | DoorKind::DashUnit)
            })
        };
        let (kind, word) = match level {
            0 if hao(a) || hao(b) => (PieceKind::Number, "门牌号"),
            _ => (PieceKind::Building, "幢号"),
        };
        let verdict = self.weighed(verdict, Doubt::Name);
        self.push(kind, word, a.map(|door| door.span), b.map(|door| door.span), verdict);
    }

    fn door(&self, a: &Door, b: &Door) -> Verdict {
        let verdict = match (&a.number, &b.number) {
            (Some(na), Some(nb)) => numbers(na, self.a.text, nb, self.b.text),
            (None, None) if a.letter == b.letter => Verdict::Same,
            (None, None) => Verdict::Different,
            // A座 and 1号楼 may be one building.
            _ => return Verdict::Uncertain(Doubt::Kind),
        };
        let units = self.a.address.unit.is_some() && self.b.address.unit.is_some();
        if a.kind.is_like(b.kind, units) { verdict } else { Verdict::Uncertain(Doubt::Kind) }
    }
}

fn doors_of(address: &Address) -> Vec<&Door> {
    address.door.iter().chain(&address.building).collect()
}

impl DoorKind {
    /// Kinds that are written for each other.
    fn group(self) -> u8 {
        match self {
            DoorKind::Hao | DoorKind::Dash | DoorKind::DashUnit => 0,
            DoorKind::HaoLou => 1,
            DoorKind::Zhuang => 2,
            DoorKind::Zuo => 3,
            DoorKind::Lou => 4,
        }
    }

    /// The two kinds number the same thing: 10-1705 is 10号1705室, and with units on both sides
    /// 40-3-101 is 40幢3单元101室. 号 and 幢 are two numberings.
    fn is_like(self, other: DoorKind, units: bool) -> bool {
        let dashed = |kind| matches!(kind, DoorKind::Dash | DoorKind::DashUnit);
        self.group() == other.group() || (units && (dashed(self) || dashed(other)))
    }
}

/// Whether the side with fewer lanes wrote a lane and the door behind it as one number, or the
/// lane as a door.
fn merged(more: &Address, less: &Address) -> Option<Verdict> {
    let other = door_value(less)?;
    let lanes: Vec<u64> = more.lanes.iter().filter_map(|lane| lane.number.value()).collect();
    if lanes.len() != more.lanes.len() {
        return None;
    }
    let extra = lanes.get(less.lanes.len()..)?;
    if extra.contains(&other) {
        // 406弄 and 406号: one of the two words is a slip.
        return (door_value(more) != Some(other)).then_some(Verdict::Uncertain(Doubt::Kind));
    }
    let door = door_value(more)?;
    (0..extra.len()).find_map(|from| {
        let mut values = extra.get(from..)?.to_vec();
        values.push(door);
        (joined(&values)? == other).then_some(if other >= IMPLAUSIBLE {
            Verdict::Uncertain(Doubt::Merged)
        } else {
            Verdict::Different
        })
    })
}
