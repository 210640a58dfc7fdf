//! Which rows a filter leaves.

use rusqlite::Connection;
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
    /// Candidates come from the index of pairs.
    pub found: bool,
    /// Every row has to be looked at: then it is quickest to go through the table itself.
    pub scans: bool,
}

impl Condition {
    pub fn of(
        connection: &Connection,
        filter: &QueueFilter,
        without: &[Part],
    ) -> Result<Condition, DeskError> {
        let mut condition =
            Condition { text: "1".to_owned(), values: Vec::new(), found: false, scans: false };
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
            condition.find(connection, part)?;
        }
        Ok(condition)
    }

    /// A word that is searched: the index of pairs names candidates, the words decide. A word that
    /// nearly all have is looked for in the rows as they come.
    fn find(&mut self, connection: &Connection, part: String) -> Result<(), DeskError> {
        let pairs = pairs(&part);
        if pairs.is_empty() || candidates(connection, &pairs)? > MOST_CANDIDATES {
            self.scans = true;
        } else {
            let found = "submission IN (SELECT rowid FROM queue_pair WHERE queue_pair MATCH ?)";
            self.add(found, Some(Value::Text(pairs)));
            self.found = true;
        }
        self.add("instr(words, ?)", Some(Value::Text(part)));
        Ok(())
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

/// From how many candidates on it is quicker to go through all rows, or through them in their order
/// until enough are found; measured with a hundred thousand applications.
const MOST_CANDIDATES: i64 = 4_000;

fn candidates(connection: &Connection, pairs: &str) -> Result<i64, DeskError> {
    let text = format!(
        "SELECT count(*) FROM (SELECT 1 FROM queue_pair WHERE queue_pair MATCH ?
                               LIMIT {MOST_CANDIDATES} + 1)"
    );
    Ok(connection.prepare_cached(&text)?.query_row([pairs], |row| row.get(0))?)
}

/// What the index of pairs is asked for a word: all its pairs, or what begins with its one
/// character. Empty where it has nothing that the index holds.
fn pairs(part: &str) -> String {
    let characters: Vec<char> = part.chars().collect();
    let held = |pair: &&[char]| pair.iter().any(|c| c.is_alphanumeric());
    let plain = |c: &&char| !c.is_control() && **c != '"';
    let quoted = |pair: &[char]| format!("\"{}\"", pair.iter().filter(plain).collect::<String>());
    match characters.as_slice() {
        [one] if one.is_alphanumeric() => format!("{}*", quoted(&[*one])),
        several => several.windows(2).filter(held).map(quoted).collect::<Vec<_>>().join(" AND "),
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
