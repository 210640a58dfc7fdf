//! What was read in a scan, by its content: the same scan is never read twice.

use std::collections::BTreeSet;

use hezhi::text::FileText;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Store;
use crate::clock;
use crate::error::DeskError;

/// What one engine read in one scan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    pub text: FileText,
    /// The places that were read again, in the engine's words.
    pub looked: BTreeSet<String>,
}

impl Store {
    /// What this engine read in the scan. `FileText::file` is the name it had then.
    pub fn reading(&self, sha256: &str, engine: &str) -> Result<Option<Reading>, DeskError> {
        self.one_reading(
            "SELECT text, looked FROM reading WHERE sha256 = ?1 AND engine = ?2",
            &[&sha256, &engine],
        )
    }

    /// What any engine read in the scan last.
    pub fn latest_reading(&self, sha256: &str) -> Result<Option<Reading>, DeskError> {
        self.one_reading(
            "SELECT text, looked FROM reading WHERE sha256 = ?1 ORDER BY read_at DESC LIMIT 1",
            &[&sha256],
        )
    }

    fn one_reading(
        &self,
        statement: &str,
        key: &[&dyn rusqlite::ToSql],
    ) -> Result<Option<Reading>, DeskError> {
        let found: Option<(String, String)> = self
            .connection()
            .prepare_cached(statement)?
            .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        // A reading that an older program wrote in another form is as good as none.
        Ok(found.and_then(|(text, looked)| {
            Some(Reading {
                text: serde_json::from_str(&text).ok()?,
                looked: serde_json::from_str(&looked).ok()?,
            })
        }))
    }

    /// The scan itself must have been kept before.
    pub fn keep_reading(
        &self,
        sha256: &str,
        engine: &str,
        reading: &Reading,
    ) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT INTO reading (sha256, engine, text, looked, read_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (sha256, engine) DO UPDATE
             SET text = excluded.text, looked = excluded.looked, read_at = excluded.read_at",
            params![
                sha256,
                engine,
                serde_json::to_string(&reading.text)?,
                serde_json::to_string(&reading.looked)?,
                clock::now()
            ],
        )?;
        Ok(())
    }
}
