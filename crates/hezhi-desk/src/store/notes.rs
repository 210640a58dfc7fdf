//! Words that reviewers leave for each other.

use rusqlite::params;

use super::Store;
use crate::clock;
use crate::error::DeskError;
use crate::view::Note;

impl Store {
    pub fn add_note(&self, submission: i64, text: &str, by: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT INTO note (submission, text, noted_by, noted_at) VALUES (?1, ?2, ?3, ?4)",
            params![submission, text, by, clock::now()],
        )?;
        Ok(())
    }

    /// The notes on every submission of an application, the oldest first.
    pub fn notes(&self, application: &str) -> Result<Vec<Note>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT n.id, n.text, n.noted_by, n.noted_at FROM note n
             JOIN submission s ON s.id = n.submission WHERE s.application = ?1 ORDER BY n.id",
        )?;
        let notes = statement.query_map([application], |row| {
            Ok(Note {
                id: row.get(0)?,
                text: row.get(1)?,
                noted_by: row.get(2)?,
                noted_at: row.get(3)?,
            })
        })?;
        Ok(notes.collect::<Result<_, _>>()?)
    }
}
