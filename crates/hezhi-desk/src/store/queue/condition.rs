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
    /// Few rows are found first, by the index of pairs or by a rule that few fail by.
    pub found: bool,
    /// Every row has to be looked at: then it is quickest to go through the table itself.
    pub scans: bool,
    /// A rule that many fail by. It is not in `text`: counting begins with it, and rows are taken
    /// in their order until enough fail by it.
    common_rule: Option<String>,
    /// `text` names nothing but what stands beside a rule too: `decided` and `part`.
    only_parts: bool,
}

impl Condition {
    pub fn of(
        connection: &Connection,
        filter: &QueueFilter,
        without: &[Part],
    ) -> Result<Condition, DeskError> {
        let mut condition = Condition {
            text: "1".to_owned(),
            values: Vec::new(),
            found: false,
            scans: false,
            common_rule: None,
            only_parts: true,
        };
        if !without.contains(&Part::Decided) {
            for decided in [false, true] {
                if !shows(filter, decided) {
                    condition.add_part(&format!("decided = {}", u8::from(!decided)));
                }
            }
        }
        if let (Some(tab), false) = (filter.verdict, without.contains(&Part::Tab)) {
            condition.add_part(&format!("part = {}", part_of(tab)));
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
            condition.fail_by(connection, rule)?;
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

    fn fail_by(&mut self, connection: &Connection, rule: &str) -> Result<(), DeskError> {
        if failing(connection, rule)? > MOST_CANDIDATES {
            self.common_rule = Some(rule.to_owned());
            return Ok(());
        }
        self.add(
            "submission IN (SELECT submission FROM queue_rule WHERE rule = ?)",
            Some(Value::Text(rule.to_owned())),
        );
        self.found = true;
        Ok(())
    }

    /// For counting: where the rows come from, what they must be, and the values in their order.
    pub fn counting(&self) -> (&'static str, String, Vec<Value>) {
        match &self.common_rule {
            Some(rule) if self.only_parts => {
                let text = format!("rule = ? AND {}", self.text);
                ("queue_rule", text, self.values_after(rule))
            }
            Some(rule) if !self.found => {
                const RULE_FIRST: &str = "(SELECT submission FROM queue_rule WHERE rule = ?)
                     CROSS JOIN queue_entry USING (submission)";
                (RULE_FIRST, self.text.clone(), self.values_after(rule))
            }
            None if self.scans && !self.found => {
                ("queue_entry NOT INDEXED", self.text.clone(), self.values.clone())
            }
            _ => {
                let (text, values) = self.rows();
                ("queue_entry", text, values)
            }
        }
    }

    /// For rows of `queue_entry` in an order: what they must be, and the values in their order.
    pub fn rows(&self) -> (String, Vec<Value>) {
        let Some(rule) = &self.common_rule else { return (self.text.clone(), self.values.clone()) };
        let fails = "EXISTS (SELECT 1 FROM queue_rule AS r
                             WHERE r.submission = queue_entry.submission AND r.rule = ?)";
        (format!("{fails} AND {}", self.text), self.values_after(rule))
    }

    fn values_after(&self, rule: &str) -> Vec<Value> {
        let rule = Value::Text(rule.to_owned());
        std::iter::once(rule).chain(self.values.iter().cloned()).collect()
    }

    /// A condition on `decided` or `part` alone.
    pub fn add_part(&mut self, text: &str) {
        self.text = format!("{} AND {text}", self.text);
    }

    pub fn add(&mut self, text: &str, value: Option<Value>) {
        self.only_parts = false;
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

/// How many fail by a rule, as far as it matters.
fn failing(connection: &Connection, rule: &str) -> Result<i64, DeskError> {
    let text = format!(
        "SELECT count(*) FROM (SELECT 1 FROM queue_rule WHERE rule = ? LIMIT {MOST_CANDIDATES} + 1)"
    );
    Ok(connection.prepare_cached(&text)?.query_row([rule], |row| row.get(0))?)
}

/// What the index of pairs is asked for a word: all its pairs, or what begins with its one
/// character; of a number every four neighbours. Empty where it has nothing that the index holds.
fn pairs(part: &str) -> String {
    let characters: Vec<char> = part.chars().collect();
    let held = |pair: &[char]| pair.iter().any(|c| c.is_alphanumeric());
    let plain = |c: &&char| !c.is_control() && **c != '"';
    let quoted = |pair: &[char]| format!("\"{}\"", pair.iter().filter(plain).collect::<String>());
    if let [one] = characters.as_slice() {
        return if one.is_alphanumeric() { format!("{}*", quoted(&[*one])) } else { String::new() };
    }
    let number = |at: usize| {
        characters.get(at..at + 4).is_some_and(|four| four.iter().all(char::is_ascii_digit))
    };
    // A pair within four digits in a row is in one of the fours.
    let within = |at: usize| (at.saturating_sub(2)..=at).any(number);
    let pairs = characters.windows(2).enumerate().filter(|(at, pair)| held(pair) && !within(*at));
    let fours = characters.windows(4).enumerate().filter(|(at, _)| number(*at));
    pairs.chain(fours).map(|(_, run)| quoted(run)).collect::<Vec<_>>().join(" AND ")
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
