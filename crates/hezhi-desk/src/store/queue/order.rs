//! The order of the rows, and what stands beside one of them.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::condition::Condition;
use crate::error::DeskError;
use crate::view::{QueueFilter, QueueNeighbour, QueueSort};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// The order of the rows. All its columns run one way, so that an index holds it and a row is
/// compared as a whole; the last of them is the application, which makes it unambiguous.
pub struct Order {
    columns: &'static [&'static str],
    descending: bool,
}

impl Order {
    pub fn of(filter: &QueueFilter) -> Order {
        let columns: &[_] = match filter.sort.unwrap_or_default() {
            QueueSort::Waiting => &["decided", "submitted_on", "application"],
            QueueSort::SubmittedOn => &["submitted_on", "application"],
            QueueSort::Applicant => &["applicant", "submitted_on", "application"],
            QueueSort::Verdict => &["part", "submitted_on", "application"],
        };
        Order { columns, descending: filter.descending == Some(true) }
    }

    /// For `ORDER BY`: onwards, or back from a row. Where few rows were `found` already, they are
    /// sorted, and no index of the order is walked: that is what the plus sign says.
    pub fn text(&self, side: Side, found: bool) -> String {
        let onwards = (side == Side::After) != self.descending;
        let way = if onwards { "ASC" } else { "DESC" };
        let sign = if found { "+" } else { "" };
        self.columns
            .iter()
            .map(|column| format!("{sign}{column} {way}"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// An application's own values of the columns.
    pub fn key(
        &self,
        connection: &Connection,
        application: Option<&str>,
    ) -> Result<Option<Vec<Value>>, DeskError> {
        let Some(application) = application else { return Ok(None) };
        let columns = self.columns.join(", ");
        let mut statement = connection
            .prepare_cached(&format!("SELECT {columns} FROM queue_entry WHERE application = ?"))?;
        let key = |row: &Row| (0..self.columns.len()).map(|at| row.get(at)).collect();
        Ok(statement.query_row([application], key).optional()?)
    }

    pub fn as_if_open(&self, key: &[Value]) -> Vec<Value> {
        let mut key = key.to_vec();
        if self.columns[0] == "decided" {
            key[0] = Value::Integer(0);
        }
        key
    }

    /// The rows on one side of a key, within a condition.
    pub fn beside(&self, condition: &Condition, key: &[Value], side: Side) -> Condition {
        let greater = (side == Side::After) != self.descending;
        let mut beside = condition.clone();
        let columns = self.columns.join(", ");
        let places = vec!["?"; key.len()].join(", ");
        let sign = if greater { '>' } else { '<' };
        beside.add(&format!("({columns}) {sign} ({places})"), None);
        beside.values.extend(key.iter().cloned());
        beside
    }

    pub fn first(
        &self,
        connection: &Connection,
        condition: &Condition,
    ) -> Result<Option<QueueNeighbour>, DeskError> {
        self.one(connection, condition, Side::After)
    }

    pub fn last(
        &self,
        connection: &Connection,
        condition: &Condition,
    ) -> Result<Option<QueueNeighbour>, DeskError> {
        self.one(connection, condition, Side::Before)
    }

    fn one(
        &self,
        connection: &Connection,
        condition: &Condition,
        side: Side,
    ) -> Result<Option<QueueNeighbour>, DeskError> {
        let (text, values) = condition.rows();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT application, applicant FROM queue_entry WHERE {text} ORDER BY {} LIMIT 1",
            self.text(side, condition.found)
        ))?;
        let neighbour = |row: &Row| Ok(QueueNeighbour { id: row.get(0)?, applicant: row.get(1)? });
        Ok(statement.query_row(params_from_iter(values), neighbour).optional()?)
    }
}
