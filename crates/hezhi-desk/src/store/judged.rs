//! What a batch came to, application by application.

use hezhi::report::Report;
use rusqlite::params;

use super::submissions::complete;
use super::{Store, Submission};
use crate::error::DeskError;

/// An application of a batch that has a report.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedItem {
    /// Its place in the batch.
    pub position: u32,
    pub submission: Submission,
    /// Where it came from: mostly the folder that its files lay in.
    pub source: String,
    pub report: Report,
}

impl Store {
    /// The judged applications of a batch behind a place, in the order of the folder, `count` at
    /// most; none asks for the first.
    pub fn judged_items(
        &self,
        batch: i64,
        behind: Option<u32>,
        count: u32,
    ) -> Result<Vec<JudgedItem>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT s.id, s.declared, s.digest, s.state, s.problem, s.batch, i.position, s.source,
                    (SELECT report FROM report WHERE submission = s.id ORDER BY id DESC LIMIT 1)
             FROM batch_item i JOIN submission s ON s.id = i.submission
             WHERE i.batch = ?1 AND i.position > ?2 AND s.state = 'read'
             ORDER BY i.position LIMIT ?3",
        )?;
        let behind = behind.map_or(-1, i64::from);
        let mut rows = statement.query(params![batch, behind, count])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let raw =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            // What is read has a report; one that was lost must not hide the others.
            let Some(report) = row.get::<_, Option<String>>(8)? else { continue };
            items.push(JudgedItem {
                position: row.get(6)?,
                submission: complete(&connection, raw)?,
                source: row.get(7)?,
                report: serde_json::from_str(&report)?,
            });
        }
        Ok(items)
    }
}
