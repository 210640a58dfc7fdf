//! What the screens show and send of the papers that the office gives to applicants.

use serde::{Deserialize, Serialize};

/// Which paper: the decision in force says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum NoticeKind {
    /// 受理回执: the application was accepted.
    Receipt,
    /// 一次性告知书: everything that is to be brought or corrected, told at once.
    Supplement,
    /// 不予受理通知书: the refusal with its reasons.
    Refusal,
}

impl NoticeKind {
    /// The title that the paper carries.
    pub fn label(self) -> &'static str {
        match self {
            NoticeKind::Receipt => "受理回执",
            NoticeKind::Supplement => "一次性告知书",
            NoticeKind::Refusal => "不予受理通知书",
        }
    }
}

/// The paper that fits the decision in force, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Notice {
    pub kind: NoticeKind,
    pub application: String,
    pub applicant: String,
    /// The decision that the paper tells of.
    pub decision: i64,
    /// Absent until a paper of this application was issued; kept from then on.
    pub number: Option<String>,
    /// The latest issue for this decision; absent: what is shown is a draft.
    pub issued: Option<NoticeIssue>,
    /// What would be issued now differs from what was issued.
    pub outdated: bool,
    /// The pages as SVG documents.
    pub pages: Vec<String>,
    /// A name for the PDF file.
    pub file_name: String,
    /// Chinese, with the next step: what has to be done before it can be issued.
    pub obstacle: Option<String>,
    /// Chinese: why the office's own template is not in force.
    pub template_problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct NoticeIssue {
    pub issued_by: String,
    /// RFC 3339, UTC.
    pub issued_at: String,
}

/// A request to issue the paper of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct NoticeInput {
    /// `Notice::decision` of what the person looked at.
    pub decision: i64,
    /// Issue it once more, as it would be now; else what was issued already stays.
    #[serde(default)]
    pub anew: bool,
    /// Who issues it. Absent: the name that was set, else the user of the machine.
    #[serde(default)]
    pub by: Option<String>,
}

/// A paper of an application as it was issued, for its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct IssuedNotice {
    pub kind: NoticeKind,
    pub number: String,
    pub decision: i64,
    pub issued_by: String,
    /// RFC 3339, UTC.
    pub issued_at: String,
    /// SHA-256 of the templates it was set with, lower-case hex.
    pub template: String,
}

/// What the office says of itself on its papers. Empty: not set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Office {
    /// The full name, as on the seal.
    pub name: String,
    pub counter: String,
    pub telephone: String,
    pub address: String,
    /// Working hours.
    pub hours: String,
    /// What the papers' numbers begin with.
    pub number_prefix: String,
}

/// The files that papers are set with: one for each paper, and what they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum TemplateName {
    Receipt,
    Supplement,
    Refusal,
    /// Paper size, heading, table and closing of all three.
    Letter,
}

/// A template in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct NoticeTemplate {
    pub name: TemplateName,
    /// Chinese.
    pub title: String,
    /// Typst markup: the office's own where there is one, faulty or not, else the built-in one.
    pub source: String,
    /// The office has one of its own.
    pub own: bool,
    /// What is wrong with the office's own template; empty: it is in force.
    pub faults: Vec<TemplateFault>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TemplateFault {
    /// The file at fault, which may be the one that is shared.
    pub template: TemplateName,
    /// From 1; absent where no line is to blame.
    pub line: Option<u32>,
    /// Chinese.
    pub message: String,
}

/// A value that templates can use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TemplateField {
    /// As it is written in a template, without the leading `#`.
    pub name: String,
    /// Chinese.
    pub meaning: String,
    /// What stands there in the preview.
    pub sample: String,
}

/// Everything that the settings show of the papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct NoticeSettings {
    pub office: Office,
    pub templates: Vec<NoticeTemplate>,
    pub fields: Vec<TemplateField>,
}

/// An edited template, set with sample data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TemplatePreview {
    /// SVG documents; empty where there are faults.
    pub pages: Vec<String>,
    pub faults: Vec<TemplateFault>,
}

/// The source of a template, as it was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TemplateInput {
    pub source: String,
}
