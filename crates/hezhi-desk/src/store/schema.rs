//! The tables and how an older store becomes a current one.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::DeskError;

/// One step a version, never edited once released: `user_version` counts the steps taken.
const STEPS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema_review.sql"),
    include_str!("schema_queue.sql"),
    include_str!("schema_notice.sql"),
    include_str!("schema_search.sql"),
    include_str!("schema_opened.sql"),
    include_str!("schema_batch.sql"),
    include_str!("schema_counter.sql"),
    include_str!("schema_capture.sql"),
];

/// Whether this program can use the store; writes nothing.
pub(super) fn is_known(connection: &Connection) -> Result<(), DeskError> {
    let known = STEPS.len() as i64;
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known { Err(DeskError::StoreTooNew { found, known }) } else { Ok(()) }
}

pub(super) fn migrate(connection: &mut Connection) -> Result<(), DeskError> {
    let known = STEPS.len() as i64;
    // A step may put a table in another one's place.
    connection.pragma_update(None, "foreign_keys", false)?;
    // Two programs that open a new store at once take the steps one after the other.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    is_known(&transaction)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}
