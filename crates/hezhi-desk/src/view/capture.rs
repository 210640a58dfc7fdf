//! Scanners, scan jobs, the watched folder: what the counter's bar and the settings show and send.

pub use hezhi_capture::{
    Abilities as ScannerAbilities, CaptureCode, Profile as ScanProfile, Scanner,
};
use serde::{Deserialize, Serialize};

use super::Upload;

/// What the bar at the counter shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Capture {
    pub profiles: Vec<ScanProfile>,
    /// The scan under way, or the last one.
    pub job: Option<ScanJob>,
    /// The folder that is watched, if any.
    pub watched: Option<WatchedState>,
    /// Pages that came while no visit was open.
    pub inbox: Vec<InboxPage>,
}

/// One scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ScanJob {
    /// Counted from 1 since the program began.
    pub number: u64,
    pub visit: String,
    /// The profile's name.
    pub profile: String,
    pub state: ScanJobState,
    /// Pages that are in the visit by now.
    pub pages: u32,
    /// How much of the page at hand is there, from 0 to 1; not every scanner tells.
    pub progress: Option<f32>,
    pub problem: Option<CaptureProblem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ScanJobState {
    Scanning,
    /// It was cancelled and is about to end.
    Cancelling,
    Done,
    Cancelled,
    Failed,
}

/// What went wrong, by its code, and what to do, in Chinese.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CaptureProblem {
    pub code: CaptureCode,
    pub message: String,
}

/// How the watched folder is doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct WatchedState {
    pub folder: String,
    /// Why it cannot be looked at now.
    pub problem: Option<CaptureProblem>,
    /// Files that were not taken, each with the reason, the latest last.
    pub notes: Vec<WatchedNote>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct WatchedNote {
    pub file: String,
    pub message: String,
}

/// A page that belongs to nobody yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct InboxPage {
    pub upload: Upload,
    /// RFC 3339, UTC.
    pub came_at: String,
}

/// What the office set for taking pages in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CaptureSettings {
    /// In the order of their keys.
    pub profiles: Vec<ScanProfile>,
    /// eSCL scanners by address, as typed.
    pub addresses: Vec<String>,
    pub watched: Option<WatchedFolder>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct WatchedFolder {
    pub folder: String,
    /// What was taken is moved into the folder `已收` in it; else it is left where it lies.
    #[serde(default)]
    pub put_away: bool,
}

/// The scanners that answer now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct FoundScanners {
    pub scanners: Vec<Scanner>,
    /// Why one of the ways found nothing.
    pub problems: Vec<CaptureProblem>,
}
