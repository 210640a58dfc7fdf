//! The one serialised form of a result: the command's output, the stored record, the golden
//! expectation and what the review desk shows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::finding::{Finding, Verdict};

/// What the program says of one application. Never changed once made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Report {
    /// The application's id.
    pub application: String,
    pub verdict: Verdict,
    pub findings: Vec<Finding>,
    pub documents: Vec<Document>,
    /// Which reader, with its version.
    pub engine: String,
    /// Which rule set: version and hash.
    pub rules: String,
    /// The day whose rules were used: the day of submission.
    pub as_of: NaiveDate,
}
