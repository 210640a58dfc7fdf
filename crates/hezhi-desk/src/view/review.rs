//! What a reviewer does beside deciding: claim, correct, note.

use hezhi::document::{FieldName, Kind};
use hezhi::geometry::Region;
use serde::{Deserialize, Serialize};

/// Who works on an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Claim {
    pub claimed_by: String,
    /// RFC 3339, UTC.
    pub claimed_at: String,
    /// When it ends by itself. RFC 3339, UTC.
    pub until: String,
}

/// Who is asking, for calls that carry nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Person {
    /// The person's name; absent: the one that is set for the desk.
    #[serde(default)]
    pub by: Option<String>,
}

/// A paper of an application: how a correction finds it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct PaperRef {
    pub file: String,
    /// Its first page within the file, from 1.
    pub page: u32,
    pub kind: Kind,
}

/// A place on a page of a file, in pixels of the page as it was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Place {
    pub file: String,
    pub page: u32,
    /// Its corners in the order of the text, from where the first line begins.
    pub region: Region,
}

/// What a person says stands in a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CorrectionInput {
    pub paper: PaperRef,
    pub field: FieldName,
    /// As typed; empty or absent: the paper does not carry the field.
    #[serde(default)]
    pub text: Option<String>,
    /// Where it stands, where the person drew a box.
    #[serde(default)]
    pub place: Option<Place>,
    #[serde(default)]
    pub by: Option<String>,
    /// `Review::seen` of what the person looked at.
    #[serde(default)]
    pub seen: Option<String>,
}

/// A correction as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Correction {
    /// What names it when it is withdrawn.
    pub id: i64,
    pub paper: PaperRef,
    pub field: FieldName,
    /// Absent: the paper does not carry the field.
    pub text: Option<String>,
    /// What stood there before.
    pub was: Option<String>,
    pub place: Option<Place>,
    pub corrected_by: String,
    /// RFC 3339, UTC.
    pub corrected_at: String,
    /// When it was withdrawn. RFC 3339, UTC.
    pub withdrawn_at: Option<String>,
}

/// Words for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Note {
    pub id: i64,
    pub text: String,
    pub noted_by: String,
    /// RFC 3339, UTC.
    pub noted_at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct NoteInput {
    pub text: String,
    #[serde(default)]
    pub by: Option<String>,
}

/// What was read in a box that a person drew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BoxReading {
    /// The lines of the box joined; empty where nothing was read.
    pub text: String,
    /// Of its weakest line, 0 to 1.
    pub confidence: f32,
}
