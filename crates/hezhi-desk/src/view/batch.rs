//! Folders of applications, read one after the other while nobody watches.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hezhi::application::{Basis, Service};
use serde::{Deserialize, Serialize};

use super::{ImportProblem, Tally};

/// How the applications of a folder are declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum BatchSource {
    /// Each by an `application.json` in a folder of its own.
    Folders,
    /// By the rows of a table that lies with the scans.
    Table(TableSource),
    /// Not at all: the scans are judged on what they say themselves, and wait for a declaration.
    Nothing { service: Service, submitted_on: NaiveDate },
}

/// A table that declares an application a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TableSource {
    /// Its path below the folder: CSV or XLSX.
    pub file: String,
    /// Of a workbook; absent: the first.
    #[serde(default)]
    pub sheet: Option<String>,
    /// What each column means; none: it is passed over.
    pub columns: Vec<Option<TableColumn>>,
    /// For rows that leave these out.
    #[serde(default)]
    pub service: Option<Service>,
    #[serde(default)]
    pub submitted_on: Option<NaiveDate>,
    #[serde(default)]
    pub basis: Option<Basis>,
}

/// What a column of a table can mean: the keys of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum TableColumn {
    Id,
    Service,
    Channel,
    SubmittedOn,
    Name,
    IdNumber,
    Address,
    Basis,
    HolderName,
    HolderRelation,
    RegisteredAddress,
    RegisteredOn,
    PermitExpiresOn,
    AgentName,
    AgentIdNumber,
    AgentRelation,
    /// Names of files or of a folder, several separated by `;`, `；`, `、` or a new line.
    Files,
}

/// What a folder holds, looked at before it is read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchFolder {
    /// As it is kept: absolute.
    pub folder: String,
    /// Folders with an `application.json`.
    pub applications: u32,
    /// Scans that belong to none of them.
    pub scans: u32,
    pub tables: Vec<BatchTable>,
    /// How it looks as if they were declared; none where there is nothing to read.
    pub suggested: Option<BatchSource>,
    pub problems: Vec<ImportProblem>,
    /// What is passed over, for the person to know. Chinese.
    pub skipped: Vec<String>,
}

/// A table that lies with the scans.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchTable {
    /// Its path below the folder.
    pub file: String,
    pub sheet: Option<String>,
    pub headings: Vec<String>,
    /// The first rows, a cell a column, for the person to see what the columns hold.
    pub sample: Vec<Vec<String>>,
    pub rows: u32,
    /// What the columns seem to mean, by their headings or as it was said the last time.
    pub columns: Vec<Option<TableColumn>>,
    /// A table with these headings was read before, with these columns.
    pub remembered: bool,
}

/// A folder to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchInput {
    pub folder: String,
    pub source: BatchSource,
    /// Who began it.
    #[serde(default)]
    pub by: Option<String>,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum BatchState {
    /// Its applications are being taken in.
    TakingIn,
    Reading,
    /// By a person, or because something has to be mended first: `Batch::problem`.
    Paused,
    /// By a person, for good: what is read stays, what is not is left out of the queue.
    Stopped,
    Finished,
}

/// How far a batch has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Batch {
    pub id: i64,
    pub folder: String,
    pub source: BatchSource,
    pub by: Option<String>,
    /// RFC 3339.
    pub started_at: String,
    pub ended_at: Option<String>,
    pub state: BatchState,
    /// Why it does not go on, with the next step. Chinese.
    pub problem: Option<String>,
    /// Applications found.
    pub total: u32,
    pub taken_in: u32,
    /// Applications with a report.
    pub done: u32,
    /// Applications without one, each with its reason.
    pub failed: u32,
    /// Applications a minute lately; 0 while nothing is read.
    pub rate_per_minute: f64,
    /// The time that the rest takes at this rate, in seconds.
    pub seconds_left: Option<f64>,
    pub verdicts: Tally,
    /// What went wrong, by kind, the commonest first: applications that failed and files that
    /// could not be read.
    pub errors: Vec<BatchErrors>,
}

/// How often something went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchErrors {
    pub kind: BatchErrorKind,
    pub count: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum BatchErrorKind {
    /// What declares the application cannot be understood.
    Declaration,
    /// Two applications with one number.
    Twice,
    /// A file is not there or may not be opened.
    Missing,
    Empty,
    NotAnImage,
    Damaged,
    Encrypted,
    TooLarge,
    /// Still being copied when its turn came.
    Changing,
    /// A page that took too long or too much memory, or broke the reader.
    Reader,
    /// The desk itself failed.
    Desk,
}

/// Which of a batch's applications are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum BatchItemState {
    #[default]
    Waiting,
    Reading,
    Done,
    Failed,
}

/// A stretch of a batch's applications, in the order of the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchItems {
    pub items: Vec<BatchItem>,
    /// How many there are in all in this state.
    pub total: u32,
    /// Of the whole batch.
    pub counts: BTreeMap<String, u32>,
}

/// An application of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchItem {
    /// Where it lies, below the folder.
    pub path: String,
    /// Its number, where it could be taken in.
    pub application: Option<String>,
    pub state: BatchItemState,
    pub verdict: Option<hezhi::finding::Verdict>,
    /// What went wrong, by kind and in words, each file by its name. Chinese.
    pub problems: Vec<BatchProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct BatchProblem {
    pub kind: BatchErrorKind,
    /// The file at fault; none: the application as a whole.
    pub file: Option<String>,
    pub message: String,
}

/// In which form a batch's results are saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum BatchResultsForm {
    /// A report a line.
    Jsonl,
    Csv,
    Xlsx,
}
