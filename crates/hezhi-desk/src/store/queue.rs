//! The queue of the review desk.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::{Store, decisions, variant};
use crate::error::DeskError;
use crate::view::{Queue, QueueCounts, QueueFilter, QueueRow, QueueTab, ReadingState};

/// More rows than this help nobody; the search finds the rest.
const MOST_ROWS: u32 = 5_000;

/// Every application with its current submission, latest report and decision in force.
const FROM: &str = "FROM application a
    JOIN submission s ON s.id = a.submission
    LEFT JOIN report r ON r.id = (SELECT max(id) FROM report WHERE submission = s.id)
    LEFT JOIN decision_in_force d ON d.submission = s.id";

impl Store {
    pub fn queue(&self, filter: &QueueFilter) -> Result<Queue, DeskError> {
        let connection = self.connection();
        let (conditions, values) = conditions(filter)?;
        let mut statement = connection.prepare_cached(&format!(
            "SELECT s.declared, s.state, s.problem, s.imported_at, r.verdict, r.headline, r.rules,
                    d.id, d.kind, d.reasons, d.note, d.decided_by, d.decided_at, d.advice, NULL,
                    d.assignee, d.until
             {FROM} WHERE {conditions} ORDER BY s.submitted_on, a.id LIMIT {MOST_ROWS}"
        ))?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut queue = Queue {
            rows: Vec::new(),
            counts: counts(&connection)?,
            decided: decided(&connection)?,
        };
        while let Some(row) = rows.next()? {
            queue.rows.push(queue_row(row)?);
        }
        Ok(queue)
    }
}

fn conditions(filter: &QueueFilter) -> Result<(String, Vec<Value>), DeskError> {
    let mut conditions = vec!["1".to_owned()];
    let mut values = Vec::new();
    match filter.verdict {
        Some(QueueTab::Pending) => conditions.push("s.state IN ('pending', 'reading')".into()),
        Some(QueueTab::Failed) => conditions.push("s.state = 'failed'".into()),
        Some(verdict) => {
            conditions.push("s.state = 'read' AND r.verdict = ?".into());
            values.push(Value::Text(super::word(&verdict)?));
        }
        None => {}
    }
    // Every word must occur somewhere.
    for part in filter.search.iter().flat_map(|search| search.split_whitespace()) {
        conditions.push(
            "(instr(lower(a.id), lower(?)) OR instr(s.applicant, ?) OR instr(coalesce(s.address, ''), ?))"
                .into(),
        );
        values.extend(std::iter::repeat_n(Value::Text(part.to_owned()), 3));
    }
    if filter.open_only == Some(true) {
        conditions.push("d.id IS NULL".into());
    }
    Ok((conditions.join(" AND "), values))
}

fn queue_row(row: &Row) -> Result<QueueRow, DeskError> {
    let declared: String = row.get(0)?;
    let application: hezhi::application::Application = serde_json::from_str(&declared)?;
    let state: ReadingState = variant(&row.get::<_, String>(1)?)?;
    let problem: Option<String> = row.get(2)?;
    let verdict: Option<String> = row.get(4)?;
    let headline: Option<String> = row.get(5)?;
    let rules: Option<String> = row.get(6)?;
    let decided = row.get::<_, Option<i64>>(7)?.is_some();
    let headline = match state {
        ReadingState::Pending => "等待读取。".to_owned(),
        ReadingState::Reading => "正在读取。".to_owned(),
        ReadingState::Failed => problem.unwrap_or_else(|| "读取失败。".to_owned()),
        ReadingState::Read => headline.unwrap_or_default(),
    };
    Ok(QueueRow {
        verdict: verdict.as_deref().map(variant).transpose()?,
        rules: rules.map(|rules| serde_json::from_str(&rules)).transpose()?.unwrap_or_default(),
        decision: decided.then(|| decisions::decision(row, 7)).transpose()?,
        imported_at: row.get(3)?,
        id: application.id,
        applicant: application.applicant.name,
        service: application.service,
        channel: application.channel,
        address: application.residence.address,
        submitted_on: application.submitted_on,
        state,
        headline,
    })
}

fn counts(connection: &Connection) -> Result<QueueCounts, DeskError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.state, r.verdict, count(*) FROM application a
         JOIN submission s ON s.id = a.submission
         LEFT JOIN report r ON r.id = (SELECT max(id) FROM report WHERE submission = s.id)
         GROUP BY 1, 2",
    )?;
    let mut rows = statement.query([])?;
    let mut counts = QueueCounts::default();
    while let Some(row) = rows.next()? {
        let (state, verdict): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let count: u32 = row.get(2)?;
        let part = match (state.as_str(), verdict.as_deref()) {
            ("pending" | "reading", _) => &mut counts.pending,
            ("read", Some("accept")) => &mut counts.accept,
            ("read", Some("review")) => &mut counts.review,
            ("read", Some("supplement")) => &mut counts.supplement,
            ("read", Some("refuse")) => &mut counts.refuse,
            _ => &mut counts.failed,
        };
        *part += count;
    }
    Ok(counts)
}

fn decided(connection: &Connection) -> Result<u32, DeskError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM application a JOIN decision_in_force d ON d.submission = a.submission",
        )?
        .query_row([], |row| row.get(0))?)
}
