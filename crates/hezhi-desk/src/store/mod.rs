//! What the desk keeps: the only place that knows SQL.
//!
//! Functions are named for what the desk does, so that a shared database can stand behind them
//! one day. SQLite in WAL mode: the window, the local page and a batch may be open at once.

mod claims;
mod corrections;
mod decisions;
mod notes;
mod notices;
mod queue;
mod readings;
mod reports;
mod schema;
mod settings;
mod submissions;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::DeskError;

pub(crate) use notices::{Issued, NewNotice};
pub(crate) use readings::Reading;
pub(crate) use reports::numbers_of;
pub(crate) use submissions::{KeptFile, Submission, Taken};

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
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // A decision that was confirmed on screen is on the disk. The few milliseconds are nothing
        // beside a page's seconds.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.set_prepared_statement_cache_capacity(64);
        schema::migrate(&mut connection)?;
        Ok(Store { connection: Mutex::new(connection) })
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
