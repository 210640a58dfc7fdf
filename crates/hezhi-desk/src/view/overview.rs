//! What the office did in a period, and how often people overruled the program.

use chrono::NaiveDate;
use hezhi::application::Channel;
use hezhi::finding::Verdict;
use serde::{Deserialize, Serialize};

/// Days of this machine's own calendar, both included; absent: without an end on that side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Period {
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// Two groups are counted apart: what came in during the period, and what was decided during it.
/// A decision counts on the day it was taken and while it is in force; one taken back does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Overview {
    /// Applications that came in; one that came again changed counts each time.
    pub received: u32,
    /// Of those received and read: what the program advises.
    pub verdicts: Tally,
    /// Of those received: not read yet, or not readable.
    pub unread: u32,
    pub decisions: Tally,
    /// What people decided beside each advice; the last row is where the program gave none.
    pub advice: Vec<AdviceRow>,
    pub overruled: Overruled,
    /// From import to decision.
    pub time_to_decision: Option<Spread>,
    /// From taking an application up to deciding it, by the same person.
    pub time_of_review: Option<Spread>,
    /// Only days on which something happened, the earliest first.
    pub by_day: Vec<DayRow>,
    pub by_channel: Vec<ChannelRow>,
    /// Who decided most first.
    pub by_person: Vec<PersonRow>,
    /// The rule that most often stood in the way first.
    pub by_rule: Vec<RuleRow>,
}

/// How many of each, of verdicts or of decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Tally {
    pub accept: u32,
    pub supplement: u32,
    pub refuse: u32,
    /// As a verdict: a person looks. As a decision: left for later or for somebody else.
    pub review: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct AdviceRow {
    pub advice: Option<Verdict>,
    pub decisions: Tally,
}

/// How often people went against the program. Only where it advised to accept, to ask for more or
/// to refuse, and where a person did one of the three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Overruled {
    pub advised: u32,
    pub otherwise: u32,
}

/// Seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Spread {
    /// How many times it was measured.
    pub count: u32,
    pub median: f64,
    /// Nine of ten took no longer.
    pub ninetieth: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct DayRow {
    pub day: NaiveDate,
    pub received: u32,
    pub decisions: Tally,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ChannelRow {
    /// Absent where the application does not say.
    pub channel: Option<Channel>,
    pub received: u32,
    pub decisions: Tally,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct PersonRow {
    pub person: String,
    pub decisions: Tally,
    pub overruled: Overruled,
    pub time_to_decision: Option<Spread>,
    pub time_of_review: Option<Spread>,
}

/// Of the applications decided one way or the other. Decided otherwise: another decision than the
/// advice, or an acceptance where the program wanted a person to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct RuleRow {
    pub rule: String,
    /// Chinese.
    pub title: String,
    pub failed: Followed,
    pub undetermined: Followed,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Followed {
    pub decided: u32,
    pub otherwise: u32,
}

/// A table of the overview, as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum OverviewTable {
    Advice,
    Days,
    Channels,
    People,
    Rules,
}

/// In which language a file's heads are; Chinese where none is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Tally {
    pub fn total(&self) -> u32 {
        self.accept + self.supplement + self.refuse + self.review
    }
}
