//! Which rows a filter leaves.

use rusqlite::types::Value;

use crate::error::DeskError;
use crate::store::word;
use crate::view::{QueueFilter, QueueTab};

/// What waits to be read or is being read is nobody's to decide yet.
pub const PENDING: i64 = 5;

/// A part of a filter that a count leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Tab,
    Decided,
}

/// What a row must be, with the values that it names.
#[derive(Clone)]
pub struct Condition {
    pub text: String,
    pub values: Vec<Value>,
}

impl Condition {
    pub fn of(filter: &QueueFilter, without: &[Part]) -> Result<Condition, DeskError> {
        let mut condition = Condition { text: "1".to_owned(), values: Vec::new() };
        if !without.contains(&Part::Decided) {
            for decided in [false, true] {
                if !shows(filter, decided) {
                    condition.add(&format!("decided = {}", u8::from(!decided)), None);
                }
            }
        }
        if let (Some(tab), false) = (filter.verdict, without.contains(&Part::Tab)) {
            condition.add(&format!("part = {}", part_of(tab)), None);
        }
        if let Some(channel) = &filter.channel {
            condition.add("channel = ?", Some(Value::Text(word(channel)?)));
        }
        if let Some(service) = &filter.service {
            condition.add("service = ?", Some(Value::Text(word(service)?)));
        }
        if let Some(from) = filter.from {
            condition.add("submitted_on >= ?", Some(Value::Text(from.to_string())));
        }
        if let Some(to) = filter.to {
            condition.add("submitted_on <= ?", Some(Value::Text(to.to_string())));
        }
        if let Some(assignee) = &filter.assignee {
            condition.add("decided = 0 AND assignee = ?", Some(Value::Text(assignee.clone())));
        }
        if let Some(rule) = &filter.rule {
            condition.add(
                "report IN (SELECT report FROM open_finding WHERE rule = ?)",
                Some(Value::Text(rule.clone())),
            );
        }
        for part in searched(filter.search.as_deref().unwrap_or_default()) {
            condition.add("instr(words, ?)", Some(Value::Text(part)));
        }
        Ok(condition)
    }

    pub fn add(&mut self, text: &str, value: Option<Value>) {
        self.text = format!("{} AND {text}", self.text);
        self.values.extend(value);
    }

    pub fn and(mut self, text: &str, value: Value) -> Condition {
        self.add(text, Some(value));
        self
    }
}

/// The words that a person typed, in the form of the column `words`.
fn searched(search: &str) -> impl Iterator<Item = String> {
    search
        .split_whitespace()
        .map(|part| part.to_ascii_lowercase().replace('（', "(").replace('）', ")"))
}

/// Whether a filter shows what is decided, or what is not.
pub fn shows(filter: &QueueFilter, decided: bool) -> bool {
    let hidden = if decided { filter.open_only } else { filter.decided_only };
    hidden != Some(true)
}

/// As the view `queue_source` counts them.
pub fn part_of(tab: QueueTab) -> i64 {
    match tab {
        QueueTab::Refuse => 0,
        QueueTab::Supplement => 1,
        QueueTab::Review => 2,
        QueueTab::Accept => 3,
        QueueTab::Failed => 4,
        QueueTab::Pending => PENDING,
    }
}
