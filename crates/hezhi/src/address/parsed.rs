//! An address taken apart.

use super::{
    district::{District, Former},
    numeral::Digits,
    places::Town,
    text::Span,
};

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// In one form: ordinals in Chinese, no separators.
    pub text: String,
    pub span: Span,
}

/// One number, several or a range: 12号, 12、14号, 101-103室.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub items: Vec<Digits>,
    /// The items are the ends of a range.
    pub range: bool,
    /// The 1 of 12-1号 or of 12号附1号.
    pub sub: Option<Digits>,
    /// The 甲 of 12号甲 or 甲12号.
    pub mark: Option<char>,
    pub span: Span,
}

impl Number {
    pub(super) fn one(digits: Digits) -> Number {
        Number { items: vec![digits], range: false, sub: None, mark: None, span: digits.span }
    }

    /// The value, where it is one plain number.
    pub(super) fn value(&self) -> Option<u64> {
        match self.items.as_slice() {
            [digits] if digits.plain() => Some(digits.value),
            _ => None,
        }
    }

    pub(super) fn unsure(&self) -> bool {
        self.items.iter().chain(&self.sub).any(|digits| digits.unsure)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lane {
    pub number: Number,
    /// Written 支弄.
    pub branch: bool,
}

/// What kind of number a door has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DoorKind {
    /// 号, the number on the door.
    Hao,
    /// 10-1705: the number on the door with its word left out.
    Dash,
    /// 40-3-101: the same with a unit, where 幢 is as likely as 号.
    DashUnit,
    /// 号楼.
    HaoLou,
    /// 幢 or 栋; often a number of the survey.
    Zhuang,
    /// 座.
    Zuo,
    /// 楼, where it cannot be a floor.
    Lou,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Door {
    pub kind: DoorKind,
    /// None for A座, whose letter is in `letter`.
    pub number: Option<Number>,
    pub letter: Option<char>,
    pub span: Span,
}

/// A floor, the ground floor being 1 and the first basement -1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Floor {
    pub low: i64,
    pub high: i64,
    pub unsure: bool,
    /// 假三层: a floor below the roof that is counted by some.
    pub false_floor: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Position {
    Front,
    Middle,
    Back,
    East,
    West,
    South,
    North,
    Left,
    Right,
    /// 统, 全: the front and the back.
    All,
}

/// What part of a house it is: 亭子间, 客堂, 阁 …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartKind {
    /// 楼: an upper room.
    Upper,
    Hall,
    /// 间: no more is said.
    Space,
    Wing,
    Pavilion,
    Kitchen,
    Attic,
    Terrace,
    Yard,
    Garage,
    Passage,
    /// 块: of a long building.
    Block,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub position: Option<Position>,
    pub kind: PartKind,
    pub span: Span,
}

/// A district as the text claims it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claim {
    pub today: District,
    /// The former district that was named.
    pub former: Option<Former>,
    /// It was named only as what the district once was: 静安区（原闸北区）.
    pub remark: bool,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub number: Number,
    /// 组 or 队.
    pub word: char,
}

/// An address taken apart. Every piece knows where it stands.
#[derive(Debug, Default)]
pub(super) struct Address {
    pub city: Option<Span>,
    pub claims: Vec<Claim>,
    pub town: Option<(Name, Option<Town>)>,
    pub road: Option<Name>,
    /// The name that the road once had, or has now, by a remark.
    pub road_alias: Option<Name>,
    /// A village, 新村 or estate that stands in the road's place.
    pub place: Option<Name>,
    pub hamlet: Option<Name>,
    pub group: Option<Group>,
    pub lanes: Vec<Lane>,
    pub door: Option<Door>,
    /// A building within the door's number: 100号2号楼, 5号A座.
    pub building: Option<Door>,
    pub unit: Option<Number>,
    pub floor: Option<Floor>,
    pub room: Option<Number>,
    pub parts: Vec<Part>,
    pub sub_room: Option<Name>,
    pub bed: Option<Number>,
    pub estates: Vec<Name>,
    pub whole: Option<Span>,
    /// Text that the grammar does not know.
    pub unknown: Vec<Name>,
    /// Text that says nothing about which dwelling it is.
    pub remarks: Vec<Span>,
    /// Pieces that can be read in more than one way, as written.
    pub ambiguous: Vec<Name>,
    /// Pieces that are given twice, differently.
    pub conflicts: Vec<Name>,
}

impl Address {
    pub(super) fn claim(&self) -> Option<&Claim> {
        self.claims.iter().find(|claim| !claim.remark).or_else(|| self.claims.first())
    }

    /// The district, by its name or by the town's.
    pub(super) fn district(&self) -> Option<District> {
        let town = || self.town.as_ref().and_then(|(_, town)| town.map(|town| town.district));
        self.claim().map(|claim| claim.today).or_else(town)
    }

    /// The names of the former districts that it is claimed to lie in.
    pub(super) fn formers(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.former.is_some())
    }
}
