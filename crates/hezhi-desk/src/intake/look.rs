//! A folder looked at before it is read: what it holds and how it seems to be declared.

use std::path::Path;

use super::gather;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{BatchFolder, ImportProblem, TableColumn};

impl Desk {
    /// What a folder, or a ZIP file of one, holds to be read.
    pub fn look_at_folder(&self, folder: &str) -> Result<BatchFolder, DeskError> {
        let path = Path::new(folder);
        let path = path.canonicalize().unwrap_or(path.to_owned());
        let gathered =
            gather(&path, None, self.home(), &|headings| self.remembered_columns(headings))
                .map_err(|error| DeskError::Invalid(error.message))?;
        Ok(BatchFolder {
            folder: path.to_string_lossy().into_owned(),
            applications: u32::try_from(gathered.items.len()).unwrap_or(u32::MAX),
            suggested: Some(gathered.source),
            problems: gathered
                .problems
                .into_iter()
                .map(|problem| ImportProblem { path: problem.path, message: problem.message })
                .collect(),
            skipped: gathered.skipped,
            ..BatchFolder::default()
        })
    }

    /// What the columns under these headings meant the last time.
    pub(crate) fn remembered_columns(
        &self,
        headings: &[String],
    ) -> Option<Vec<Option<TableColumn>>> {
        let columns = self.store.setting(&key(headings)).ok()??;
        let columns: Vec<Option<TableColumn>> = serde_json::from_str(&columns).ok()?;
        (columns.len() == headings.len()).then_some(columns)
    }

    /// Keeps what the columns under these headings mean, for the next table of the kind.
    pub fn remember_columns(
        &self,
        headings: &[String],
        columns: &[Option<TableColumn>],
    ) -> Result<(), DeskError> {
        self.store.set(&key(headings), &serde_json::to_string(columns)?)
    }
}

/// The setting that keeps them.
fn key(headings: &[String]) -> String {
    format!("table_columns:{}", super::folder::hash_of(headings.join("\u{1f}").as_bytes()))
}
