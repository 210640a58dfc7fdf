//! What is true of a case: written by the generator, compared with what the program says.

use std::collections::BTreeMap;

use hezhi::document::Kind;
use hezhi::finding::Verdict;
use hezhi::geometry::Region;
use serde::{Deserialize, Serialize};

/// `truth.json` of a case folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    pub split: String,
    /// Names of the layouts, joined by `+` where several papers are handed in.
    pub layout: String,
    /// Kind of the paper that proves the home.
    pub kind: Kind,
    pub damage: DamageKind,
    /// Rules that truly fail.
    pub faults: Vec<String>,
    /// True only where `accept` is the right answer.
    pub acceptable: bool,
    /// The answers of a perfect program; a careful one may also answer `review`.
    pub verdicts: Vec<Verdict>,
    pub documents: Vec<TrueDocument>,
}

impl Truth {
    /// The one error that must not happen: an accept that the papers do not carry.
    pub fn wrong_accept(&self, verdict: Verdict) -> bool {
        verdict == Verdict::Accept && !self.verdicts.contains(&Verdict::Accept)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueDocument {
    pub file: String,
    pub kind: Kind,
    /// By the contract's names, plus `usage_class`.
    pub fields: BTreeMap<String, String>,
    /// Where fields are printed, where the generator knows it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, TruePlace>,
}

/// Where something is printed; a PDF's page in pixels at 200 dots an inch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TruePlace {
    /// From 1.
    pub page: u32,
    pub region: Region,
}

/// What happened to the paper between the printer and the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DamageKind {
    Clean,
    Scan,
    Seal,
    Photocopy,
    Photo,
}

impl DamageKind {
    pub const ALL: [DamageKind; 5] = [
        DamageKind::Clean,
        DamageKind::Scan,
        DamageKind::Seal,
        DamageKind::Photocopy,
        DamageKind::Photo,
    ];

    pub fn name(self) -> &'static str {
        match self {
            DamageKind::Clean => "clean",
            DamageKind::Scan => "scan",
            DamageKind::Seal => "seal",
            DamageKind::Photocopy => "photocopy",
            DamageKind::Photo => "photo",
        }
    }
}
