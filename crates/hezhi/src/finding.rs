//! What a check found, and the verdict that the findings make.

use serde::{Deserialize, Serialize};

use crate::address::Comparison;
use crate::geometry::Region;

/// The answer of one rule on one application. Every rule answers, passes included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Finding {
    /// The rule's name, such as `address.mismatch`; a rule is named by its fault.
    pub rule: String,
    pub outcome: Outcome,
    pub severity: Severity,
    /// For the person at the desk, in Chinese: what was found and what to do.
    pub message: String,
    pub citation: Citation,
    /// Where it can be seen; empty where the message says why there is nothing to see.
    pub evidence: Vec<Evidence>,
    /// For a comparison of addresses: declared (a) beside printed (b), piece by piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Outcome {
    Pass,
    Fail,
    /// The fact could not be established; never a pass.
    Undetermined,
    NotApplicable,
}

/// What a `fail` of the rule leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Severity {
    Notice,
    Review,
    Supplement,
    Refuse,
}

/// Where the policy says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Citation {
    pub source: String,
    pub article: String,
}

/// A place on a page that shows what a finding says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Evidence {
    pub file: String,
    /// From 1.
    pub page: u32,
    pub region: Region,
    pub text: String,
    pub confidence: f32,
}

/// The program's advice on an application, from the lightest to the heaviest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Verdict {
    Accept,
    Review,
    Supplement,
    Refuse,
}

impl Verdict {
    /// The heaviest failure makes the verdict, and anything undetermined that is not a notice
    /// makes it at least `review`. A function of the findings alone.
    pub fn of(findings: &[Finding]) -> Verdict {
        findings
            .iter()
            .map(|f| match (f.outcome, f.severity) {
                (Outcome::Pass | Outcome::NotApplicable, _) => Verdict::Accept,
                (_, Severity::Notice) => Verdict::Accept,
                (Outcome::Undetermined, _) => Verdict::Review,
                (Outcome::Fail, Severity::Review) => Verdict::Review,
                (Outcome::Fail, Severity::Supplement) => Verdict::Supplement,
                (Outcome::Fail, Severity::Refuse) => Verdict::Refuse,
            })
            .max()
            // No finding at all is no evidence for anything.
            .unwrap_or(Verdict::Review)
    }

    /// The word an office uses.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Accept => "可以受理",
            Verdict::Review => "人工核查",
            Verdict::Supplement => "补正材料",
            Verdict::Refuse => "不予受理",
        }
    }
}
