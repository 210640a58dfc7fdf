//! The queue's saved views: one setting, a list in the order in which they were saved.

use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use crate::error::DeskError;
use crate::view::QueueView;

const KEY: &str = "queue_views";

impl Store {
    pub fn queue_views(&self) -> Result<Vec<QueueView>, DeskError> {
        read(&self.connection())
    }

    /// Changes the list in one step that nobody else can come between.
    pub fn change_queue_views(
        &self,
        change: impl FnOnce(&mut Vec<QueueView>) -> Result<(), DeskError>,
    ) -> Result<Vec<QueueView>, DeskError> {
        self.write(|store| {
            let mut views = read(store)?;
            change(&mut views)?;
            store.execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                params![KEY, serde_json::to_string(&views)?],
            )?;
            Ok(views)
        })
    }
}

fn read(connection: &Connection) -> Result<Vec<QueueView>, DeskError> {
    let kept: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([KEY], |row| row.get(0))
        .optional()?;
    // Views that a later version wrote in another form are no reason to refuse the queue.
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}
