//! Settings of the desk, each a word and its value.

use rusqlite::{OptionalExtension, params};

use super::Store;
use crate::error::DeskError;

impl Store {
    pub fn setting(&self, key: &str) -> Result<Option<String>, DeskError> {
        Ok(self
            .connection()
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    pub fn set(&self, key: &str, value: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT INTO setting (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            params![key, value],
        )?;
        Ok(())
    }
}
