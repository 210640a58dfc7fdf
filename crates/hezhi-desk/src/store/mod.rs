//! What the desk keeps: the only place that knows SQL.
//!
//! Functions are named for what the desk does, so that a shared database can stand behind them
//! one day. SQLite in WAL mode: the window, the local page and a batch may be open at once.

mod batches;
mod captures;
mod claims;
mod corrections;
mod decisions;
mod duplicates;
mod judged;
mod notes;
mod notices;
mod overview;
mod queue;
mod readings;
mod reports;
mod schema;
mod settings;
mod submissions;
mod views;
mod visits;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::DeskError;

pub(crate) use batches::NewItem;
pub(crate) use duplicates::Traces;
pub(crate) use judged::JudgedItem;
pub(crate) use notices::{Issued, NewNotice};
pub(crate) use readings::Reading;
pub(crate) use reports::numbers_of;
pub(crate) use submissions::{KeptFile, Submission, Taken};
pub(crate) use visits::{KeptPage, KeptVisit};

/// How long one process waits while another one writes. Writes take milliseconds; a disk that
/// is slower than this is reported.
const BUSY: Duration = Duration::from_secs(15);

pub(crate) struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// Opens the store, creates it, or brings an older one up to date.
    pub fn open(file: &Path) -> Result<Store, DeskError> {
        let mut connection = Connection::open(file)?;
        connection.busy_timeout(BUSY)?;
        // Before the first write: a store of a newer version is left as it is.
        schema::is_known(&connection)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // A decision that was confirmed on screen is on the disk. The few milliseconds are nothing
        // beside a page's seconds.
        connection.pragma_update(None, "synchronous", "FULL")?;
        // What is deleted is overwritten: whoever was at the counter has left.
        connection.pragma_update(None, "secure_delete", true)?;
        // A queue of a hundred thousand stays in memory (KiB).
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.set_prepared_statement_cache_capacity(128);
        schema::migrate(&mut connection)?;
        Ok(Store { connection: Mutex::new(connection) })
    }

    /// Writes without waiting for the disk: what a power cut takes is made again.
    #[cfg(feature = "seed")]
    pub fn hurry(&self) -> Result<(), DeskError> {
        Ok(self.connection().pragma_update(None, "synchronous", "OFF")?)
    }

    #[cfg(feature = "seed")]
    pub fn limit(&self, pages: u32) -> Result<(), DeskError> {
        let limit = format!("PRAGMA max_page_count = {pages}");
        Ok(self.connection().query_row(&limit, [], |_| Ok(()))?)
    }

    /// A thread that panicked while it held the connection left no open transaction behind: they
    /// roll back when dropped.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `change` in one transaction that other writers cannot come between.
    fn write<T>(
        &self,
        change: impl FnOnce(&Transaction) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = change(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

/// A unit variant's name as serde writes it.
fn word<T: serde::Serialize>(value: &T) -> Result<String, DeskError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(DeskError::Internal(format!("{other} is no word"))),
    }
}

/// The variant of a name as serde writes it.
fn variant<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, DeskError> {
    Ok(serde_json::from_value(serde_json::Value::String(word.to_owned()))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{DecisionInput, DecisionKind, ErrorCode};

    fn accept(note: &str) -> DecisionInput {
        DecisionInput {
            reasons: Vec::new(),
            note: note.to_owned(),
            ..DecisionInput::of(DecisionKind::Accept)
        }
    }

    #[test]
    fn a_full_disk_refuses_what_does_not_fit_and_loses_nothing() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&home.path().join("hezhi.sqlite")).unwrap();
        let application = serde_json::from_str(
            r#"{"id": "A", "service": "registration", "submitted_on": "2026-03-05",
                "applicant": {"name": "王小明"}, "residence": {"address": "华发路1号"}}"#,
        )
        .unwrap();
        store.take_in(&application, "digest", &[], "").unwrap();
        // SQLite's own limit answers as a full disk does.
        let pages = |count: i64| {
            let connection = store.connection();
            connection
                .query_row(&format!("PRAGMA max_page_count = {count}"), [], |_| Ok(()))
                .unwrap();
        };
        pages(1);
        let long = "很长的备注".repeat(700);
        let mut kept = 0;
        let refused = loop {
            match store.decide("A", &accept(&long), "陈晓") {
                Ok(_) => kept += 1,
                Err(error) => break error,
            }
            assert!(kept < 100, "the limit does not hold");
        };
        assert_eq!(refused.code(), ErrorCode::Storage);
        assert!(refused.to_string().contains("磁盘"), "{refused}");
        assert_eq!(store.history("A").unwrap().len(), kept, "what was confirmed is there");
        assert!(store.seen("A").is_ok(), "the desk goes on reading");
        pages(1 << 20);
        store.decide("A", &accept(&long), "陈晓").unwrap();
        assert_eq!(store.history("A").unwrap().len(), kept + 1);
    }
}
