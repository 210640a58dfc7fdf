//! What came from the watched folder, and the pages that belong to nobody yet.

use std::collections::HashSet;

use hezhi_capture::Mark;
use rusqlite::params;

use super::Store;
use crate::clock;
use crate::error::DeskError;
use crate::view::{InboxPage, Upload};

impl Store {
    /// The files of a folder that need no look any more.
    pub fn watched_files(&self, folder: &str) -> Result<HashSet<Mark>, DeskError> {
        let connection = self.connection();
        let mut query = connection
            .prepare_cached("SELECT name, bytes, modified FROM watched_file WHERE folder = ?1")?;
        let marks = query.query_map([folder], |row| {
            Ok(Mark { name: row.get(0)?, bytes: size(row.get(1)?), modified: row.get(2)? })
        })?;
        Ok(marks.collect::<Result<_, _>>()?)
    }

    /// Remembers files of a folder; `sha256` absent: nobody read them.
    pub fn note_watched(
        &self,
        folder: &str,
        marks: &[Mark],
        sha256: Option<&str>,
    ) -> Result<(), DeskError> {
        self.write(|store| {
            let now = clock::now();
            let mut insert = store.prepare_cached(
                "INSERT OR REPLACE INTO watched_file (folder, name, bytes, modified, sha256, taken_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for mark in marks {
                let (name, bytes) = (&mark.name, mark.bytes.cast_signed());
                insert.execute(params![folder, name, bytes, mark.modified, sha256, now])?;
            }
            Ok(())
        })
    }

    /// Whether this content was taken from a watched folder before.
    pub fn was_watched(&self, sha256: &str) -> Result<bool, DeskError> {
        Ok(self
            .connection()
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM watched_file WHERE sha256 = ?1)")?
            .query_row([sha256], |row| row.get(0))?)
    }

    /// Pages that belong to nobody yet, the first to come first.
    pub fn inbox(&self) -> Result<Vec<InboxPage>, DeskError> {
        let connection = self.connection();
        let mut query = connection.prepare_cached(
            "SELECT upload, name, bytes, came_at FROM inbox_page ORDER BY came_at, name",
        )?;
        let pages = query.query_map([], |row| {
            let upload = Upload { id: row.get(0)?, name: row.get(1)?, bytes: size(row.get(2)?) };
            Ok(InboxPage { upload, came_at: row.get(3)? })
        })?;
        Ok(pages.collect::<Result<_, _>>()?)
    }

    pub fn add_to_inbox(&self, upload: &Upload) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO inbox_page (upload, name, bytes, came_at)
             VALUES (?1, ?2, ?3, ?4)",
            params![upload.id, upload.name, upload.bytes.cast_signed(), clock::now()],
        )?;
        Ok(())
    }

    /// Takes a page out of the inbox; false where it was not there.
    pub fn take_from_inbox(&self, upload: &str) -> Result<bool, DeskError> {
        let taken =
            self.connection().execute("DELETE FROM inbox_page WHERE upload = ?1", [upload])?;
        Ok(taken > 0)
    }
}

/// Bytes of a file: SQLite's numbers have a sign.
fn size(kept: i64) -> u64 {
    kept.max(0).unsigned_abs()
}
