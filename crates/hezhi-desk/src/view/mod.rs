//! What the review desk shows and sends: the one set of types behind the window's commands, the
//! local web page's API and `ui/src/api/generated/`.

mod batch;
mod capture;
mod counter;
mod declare;
mod notice;
mod overview;
mod queue;
mod review;

pub use chrono::NaiveDate;
use hezhi::application::{Application, Channel, Service};
use hezhi::finding::{Citation, Severity, Verdict};
use hezhi::report::Report;
use serde::{Deserialize, Serialize};

pub use batch::*;
pub use capture::*;
pub use counter::*;
pub use declare::{
    Brought, Content, Declaration, Declared, EarlierSubmission, FurtherPapers, Upload,
};
pub use hezhi::address::{AddressBoxes, DistrictTowns};
pub use hezhi::geometry::Region;
pub use notice::*;
pub use overview::*;
pub use queue::*;
pub use review::*;

/// Which rows of the queue to show. Everything absent means every row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueueFilter {
    #[serde(default)]
    pub verdict: Option<QueueTab>,
    /// Words, apart by spaces, of which each is part of the application's number, the name, the
    /// identity number, the declared address or the number of a certificate or lease filing.
    #[serde(default)]
    pub search: Option<String>,
    /// Only what no person has decided yet.
    #[serde(default)]
    pub open_only: Option<bool>,
    /// Only what a person has decided.
    #[serde(default)]
    pub decided_only: Option<bool>,
    /// Only what was passed to this person.
    #[serde(default)]
    pub assignee: Option<String>,
    /// Name of a rule that failed or could not be determined.
    #[serde(default)]
    pub rule: Option<String>,
    #[serde(default)]
    pub channel: Option<Channel>,
    #[serde(default)]
    pub service: Option<Service>,
    /// Submitted on this day or later.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Submitted on this day or earlier.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Absent: by waiting.
    #[serde(default)]
    pub sort: Option<QueueSort>,
    /// The other way round.
    #[serde(default)]
    pub descending: Option<bool>,
    /// How many rows to leave out at the beginning.
    #[serde(default)]
    pub offset: Option<u32>,
    /// How many rows to give at most; absent: 100, never more than 1,000.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// The parts of the queue: what the program advises, or why it has no advice yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum QueueTab {
    Accept,
    Review,
    Supplement,
    Refuse,
    Pending,
    Failed,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Queue {
    /// From `QueueFilter::offset` on, in the order asked for.
    pub rows: Vec<QueueRow>,
    /// How many rows the filter leaves.
    pub total: u32,
    pub counts: QueueCounts,
    /// How many applications a person has decided, whichever of them the filter shows.
    pub decided: u32,
    /// How many nobody has decided, likewise.
    pub open: u32,
    /// How many applications the store holds, whatever the filter.
    pub everything: u32,
}

/// How many applications each part of the queue holds within the filter, whichever part it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueueCounts {
    pub accept: u32,
    pub review: u32,
    pub supplement: u32,
    pub refuse: u32,
    /// Waiting to be read, or being read.
    pub pending: u32,
    pub failed: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueueRow {
    pub id: String,
    pub applicant: String,
    pub service: Service,
    pub channel: Option<Channel>,
    /// As declared.
    pub address: Option<String>,
    pub submitted_on: NaiveDate,
    pub verdict: Option<Verdict>,
    pub state: ReadingState,
    /// Chinese: the heaviest finding's message, or what stands in the way of one.
    pub headline: String,
    /// Names of the rules that failed or could not be determined, the heaviest first.
    pub rules: Vec<String>,
    /// The decision in force.
    pub decision: Option<Decision>,
    /// Who works on it now.
    pub claimed_by: Option<String>,
    /// RFC 3339, UTC.
    pub imported_at: String,
}

/// How far the reading of an application has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ReadingState {
    Pending,
    Reading,
    Read,
    /// The program itself failed; `problem` says how.
    Failed,
}

/// One application, with everything a person needs to decide it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Review {
    pub application: Application,
    pub report: Option<Report>,
    pub state: ReadingState,
    /// Chinese: why there is no report.
    pub problem: Option<String>,
    /// Every page that can be shown, in the order of the application's files.
    pub pages: Vec<PageRef>,
    /// The decision in force.
    pub decision: Option<Decision>,
    /// Every decision ever made, the newest first, taken-back ones included.
    pub history: Vec<Decision>,
    /// Who works on it now.
    pub claim: Option<Claim>,
    /// Every correction of what was read, the oldest first, withdrawn ones included.
    pub corrections: Vec<Correction>,
    /// What reviewers noted, the oldest first.
    pub notes: Vec<Note>,
    /// What this view was made from. Sent back with a decision, it lets the desk notice that
    /// somebody else decided, or that a new report came in, in the meantime.
    pub seen: String,
}

/// A page that can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct PageRef {
    /// The name as the application lists it.
    pub file: String,
    /// From 1.
    pub page: u32,
    /// Pixels of the page as it was given: regions are in these. 0 where the page could not be
    /// read.
    pub width: u32,
    pub height: u32,
    /// Chinese: why the page or the whole file could not be read.
    pub problem: Option<String>,
}

/// What a person decides; stored beside the program's advice, never over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum DecisionKind {
    Accept,
    Supplement,
    Refuse,
    /// Passed to somebody else; the application stays open.
    Review,
    /// Put off; the application stays open.
    Defer,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct DecisionInput {
    pub kind: DecisionKind,
    /// Names of rules, or reasons in words.
    #[serde(default)]
    pub reasons: Vec<String>,
    #[serde(default)]
    pub note: String,
    /// Whom it is passed to; absent: whoever takes it. For `review`.
    #[serde(default)]
    pub assignee: Option<String>,
    /// The day to which it is put off; absent: until somebody takes it up. For `defer`.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Who decides; absent: the name that is set for the desk.
    #[serde(default)]
    pub by: Option<String>,
    /// `Review::seen` of what the person looked at. Absent: decide whatever happened meanwhile.
    #[serde(default)]
    pub seen: Option<String>,
}

impl DecisionInput {
    /// A decision without a word.
    pub fn of(kind: DecisionKind) -> DecisionInput {
        DecisionInput {
            kind,
            reasons: Vec::new(),
            note: String::new(),
            assignee: None,
            until: None,
            by: None,
            seen: None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Decision {
    /// What names it when it is taken back.
    pub id: i64,
    pub kind: DecisionKind,
    pub reasons: Vec<String>,
    pub note: String,
    /// Whom it is passed to.
    pub assignee: Option<String>,
    /// The day to which it is put off.
    pub until: Option<NaiveDate>,
    pub decided_by: String,
    /// RFC 3339, UTC.
    pub decided_at: String,
    /// What the program advised when the person decided.
    pub advice: Option<Verdict>,
    /// When it was taken back. RFC 3339, UTC.
    pub undone_at: Option<String>,
}

/// A rule, for the table of rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Rule {
    pub id: String,
    /// Chinese.
    pub title: String,
    pub severity: Severity,
    pub citation: Citation,
    pub in_force_from: Option<NaiveDate>,
    /// The last day in force; absent: still in force.
    pub in_force_to: Option<NaiveDate>,
    /// Chinese: what the policy asks.
    pub text: String,
}

/// What an import took in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Imported {
    /// Applications that are new, or came again changed.
    pub added: u32,
    pub unchanged: u32,
    pub problems: Vec<ImportProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ImportProblem {
    pub path: String,
    /// Chinese, with the next step.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Status {
    pub version: String,
    /// The reader with its version; empty where it could not be opened.
    pub engine: String,
    /// The rule set with its hash.
    pub rules: String,
    /// The data folder.
    pub home: String,
    pub reading: ReadingProgress,
    /// The desk holds sample data, for trying it out.
    pub rehearsal: bool,
    /// Chinese, with the next step: why nothing can be read at present.
    pub problem: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ReadingProgress {
    /// Applications that wait to be read, or are being read.
    pub left: u32,
    /// Applications read since the program started.
    pub done: u32,
    /// Applications a minute, over the last minutes; 0 while nothing was read yet.
    pub rate_per_minute: f64,
}

/// What the office set for its desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Settings {
    /// The office's table of roads; absent where none is loaded.
    pub gazetteer: Option<GazetteerInfo>,
    /// Chinese, with the next step: why the table's file, changed by hand, is not in force.
    pub gazetteer_problem: Option<String>,
    /// Bytes that a table of roads may have.
    pub gazetteer_limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct GazetteerInfo {
    /// How many names of roads it has.
    pub roads: u32,
    /// When its file was written. RFC 3339, UTC.
    pub loaded_at: Option<String>,
}

/// A table of roads came into force, or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct GazetteerChanged {
    pub settings: Settings,
    /// How many undecided applications are judged again for it, in the background.
    pub judged_anew: u32,
}

/// Why the desk could not do what it was asked. Shells branch on `code`, never on `message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ApiError {
    pub code: ErrorCode,
    /// Chinese, with the next step.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ErrorCode {
    /// No such application, file or page.
    NotFound,
    /// Somebody else decided meanwhile, or a new report came in.
    Conflict,
    /// What was sent cannot be used.
    Invalid,
    /// The token is missing or wrong.
    Unauthorized,
    /// Models or the reader are missing.
    ReaderMissing,
    /// The store was written by a newer version.
    StoreTooNew,
    /// The store or the disk failed.
    Storage,
    /// The program's own fault.
    Internal,
}
