//! The result of comparing two addresses, as it is stored and shown.

use serde::{Deserialize, Serialize};

/// What two addresses are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Relation {
    Same,
    Different,
    Uncertain,
}

/// The parts of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum PieceKind {
    City,
    District,
    Town,
    Road,
    Lane,
    SubLane,
    Number,
    Building,
    Unit,
    Floor,
    Room,
    Estate,
    Village,
    Group,
    Other,
}

/// A piece of an address and where in the text it stands, counted in `char`s.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PieceText {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// One piece on both sides; `None` where that side does not have it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct PieceComparison {
    pub kind: PieceKind,
    pub a: Option<PieceText>,
    pub b: Option<PieceText>,
    pub relation: Relation,
    /// What it says against one dwelling, in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Two addresses beside each other, with the reason in Chinese that names the piece.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Comparison {
    pub a: String,
    pub b: String,
    pub relation: Relation,
    pub reason: String,
    pub pieces: Vec<PieceComparison>,
}
