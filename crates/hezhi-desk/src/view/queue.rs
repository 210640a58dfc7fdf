//! The order of the queue, an application's place in it, and the views that people save.

use serde::{Deserialize, Serialize};

use super::QueueFilter;

/// The order of the queue's rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum QueueSort {
    /// What nobody has decided first, the longest waiting at the top.
    #[default]
    Waiting,
    /// The earliest day of submission first.
    SubmittedOn,
    /// By the characters of the name, so that one surname stands together.
    Applicant,
    /// The heaviest advice first.
    Verdict,
}

/// Where an application stands in the queue as it is filtered and sorted, and what is around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueuePlace {
    /// From 1; absent where the filter leaves the application out.
    pub position: Option<u32>,
    /// How many rows the filter leaves.
    pub total: u32,
    /// The applications on either side.
    pub before: Option<QueueNeighbour>,
    pub after: Option<QueueNeighbour>,
    /// The next one that waits for a decision: onwards to the end, then from the beginning.
    pub next: Option<QueueNeighbour>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueueNeighbour {
    pub id: String,
    pub applicant: String,
}

/// A filter and an order under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueueView {
    pub name: String,
    /// Without `offset` and `limit`.
    pub filter: QueueFilter,
    /// The view with which the queue opens; at most one is.
    #[serde(default)]
    pub default: bool,
}
