//! What the counter shows and sends: one person at the window.

use hezhi::application::{AgentRelation, Basis, DeclaredValue, FromPaper, HolderRelation, Service};
use hezhi::document::Kind;
use hezhi::finding::Verdict;
use hezhi::geometry::Region;
use hezhi::report::Report;
use hezhi::text::PageFault;
use hezhi::window::Window;
use serde::{Deserialize, Serialize};

use super::{DecisionKind, Upload};

/// One person at the window (办理), as far as it has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Visit {
    pub id: String,
    /// RFC 3339, UTC.
    pub opened_at: String,
    pub opened_by: String,
    /// The number that the person drew, as typed.
    pub queue_number: String,
    /// The application that the person came back with.
    pub application: Option<String>,
    /// What the applicant was told to bring then, in words.
    pub asked_for: Vec<String>,
    pub form: VisitForm,
    /// In the order in which they are shown and sent.
    pub pages: Vec<VisitPage>,
    /// Which pages make one paper.
    pub papers: Vec<VisitPaper>,
    /// What the papers print and the form still asks for, the best of each value first.
    pub offers: Vec<Offer>,
    pub checklist: Vec<ChecklistItem>,
    /// None for a service that has no time of its own.
    pub window: Option<Window>,
    /// How old the applicant is; absent while the number is not right.
    pub age: Option<u32>,
    /// The applicant is so young that a guardian has to apply.
    pub needs_guardian: bool,
    /// The applicant is so old that a near relative may apply.
    pub may_send_relative: bool,
    /// How many pages are not read yet.
    pub reading: u32,
    /// The verdict so far. It is stored nowhere.
    pub report: Option<Report>,
    /// What has to be typed or confirmed before the verdict is one.
    pub open: Vec<OpenPoint>,
}

/// A visit that was not ended, told without a name: others can see the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct OpenVisit {
    pub id: String,
    /// RFC 3339, UTC.
    pub opened_at: String,
    pub queue_number: String,
    pub pages: u32,
}

/// What stands in the form, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitForm {
    pub service: Service,
    pub name: String,
    pub id_number: String,
    pub disabled: bool,
    pub has_agent: bool,
    pub agent_name: String,
    pub agent_id_number: String,
    pub agent_relation: Option<AgentRelation>,
    pub address: String,
    pub basis: Option<Basis>,
    pub holder_name: String,
    pub holder_relation: Option<HolderRelation>,
    pub registered_address: String,
    /// ISO 8601, or whatever was typed so far.
    pub registered_on: String,
    pub permit_expires_on: String,
    /// What was taken from the papers.
    pub from_paper: Vec<FromPaper>,
    /// Keys of the checklist's items whose originals the clerk has seen.
    pub originals: Vec<String>,
}

impl Default for VisitForm {
    fn default() -> VisitForm {
        VisitForm {
            service: Service::Registration,
            name: String::new(),
            id_number: String::new(),
            disabled: false,
            has_agent: false,
            agent_name: String::new(),
            agent_id_number: String::new(),
            agent_relation: None,
            address: String::new(),
            basis: None,
            holder_name: String::new(),
            holder_relation: Some(HolderRelation::Oneself),
            registered_address: String::new(),
            registered_on: String::new(),
            permit_expires_on: String::new(),
            from_paper: Vec::new(),
            originals: Vec::new(),
        }
    }
}

/// How a page came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum PageSource {
    Scanner,
    Camera,
    WatchedFolder,
    /// Dropped, pasted or chosen.
    File,
    /// It is among the application's files since an earlier visit.
    Earlier,
}

/// A file that was put in: mostly one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitPage {
    /// Of a page of an earlier visit: 0, it cannot be changed.
    pub id: i64,
    /// The hash of its content, by which its picture is asked for.
    pub upload: String,
    pub name: String,
    pub bytes: u64,
    pub source: PageSource,
    pub state: PageState,
    /// Chinese: why it could not be read.
    pub problem: Option<String>,
    /// Clockwise degrees by which the clerk turned it, beside what the reader found.
    pub turned: u16,
    pub aside: Option<Aside>,
    /// Empty until it is read.
    pub sheets: Vec<VisitSheet>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum PageState {
    Reading,
    Read,
    Failed,
}

/// Why a page does not count. It can be fetched back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum Aside {
    /// Nothing is on it.
    Blank,
    /// It was scanned again.
    Replaced,
    /// The clerk took it out.
    Removed,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitSheet {
    /// From 1 within the file.
    pub page: u32,
    pub width: u32,
    pub height: u32,
    /// Clockwise degrees that turn it upright, by what was read.
    pub turned: u16,
    pub faults: Vec<PageFault>,
    /// Chinese: why it could not be read.
    pub problem: Option<String>,
}

/// A paper and where its pages lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitPaper {
    pub kind: Kind,
    pub pages: Vec<PaperPage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct PaperPage {
    /// A name among the visit's pages.
    pub file: String,
    pub page: u32,
}

/// A value that a paper prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Offer {
    pub value: DeclaredValue,
    /// Of a basis: its name.
    pub text: String,
    pub kind: Kind,
    pub file: String,
    pub page: u32,
    pub region: Region,
    pub confidence: f32,
}

/// A paper that this person needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ChecklistItem {
    pub key: String,
    /// Chinese.
    pub title: String,
    /// Chinese: why it is asked for, with the source.
    pub why: String,
    pub state: ItemState,
    /// Files that show it.
    pub files: Vec<String>,
    /// Its original has to be looked at.
    pub asks_original: bool,
    /// It is looked at in the hand and not taken in.
    pub only_shown: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ItemState {
    There,
    Missing,
    /// Something is there, and it cannot be told whether it is this.
    Doubtful,
    /// Not told yet whether it is needed.
    Perhaps,
}

/// What is still open before anything can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum OpenPoint {
    /// Pages are being read.
    Reading,
    Name,
    IdNumber,
    Address,
    Basis,
    RegisteredAddress,
    RegisteredOn,
    PermitExpiresOn,
    AgentName,
    /// Values taken from paper that nobody confirmed with the person.
    Unconfirmed,
    /// Originals that nobody has looked at.
    Originals,
}

/// Begins a visit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitOpening {
    /// A number from a paper that the person was given, or of an application: the person is back.
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub queue_number: String,
    #[serde(default)]
    pub by: Option<String>,
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitInput {
    pub form: VisitForm,
    pub queue_number: String,
}

/// Files that were kept and are to be pages of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitFiles {
    pub uploads: Vec<Upload>,
    pub source: PageSource,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum PageChange {
    /// By a quarter, clockwise.
    Turn,
    Remove,
    /// Whatever put it aside, it counts.
    FetchBack,
    Forward,
    Back,
}

/// Ends a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitEnding {
    /// Accept, supplement, refuse, or review: for a colleague behind.
    pub kind: DecisionKind,
    /// What the person is told, in words.
    #[serde(default)]
    pub reasons: Vec<String>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub by: Option<String>,
}

/// What a visit came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VisitEnded {
    pub application: String,
    pub verdict: Verdict,
    /// The decision that was recorded.
    pub kind: DecisionKind,
}
