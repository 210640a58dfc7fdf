//! A folder looked at before it is read: what it holds and how it seems to be declared.

use std::path::Path;

use hezhi::application::Service;

use super::folder::hash_of;
use super::listing::Listing;
use super::{IntakeError, table};
use crate::clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{BatchFolder, BatchSource, BatchTable, ImportProblem, TableColumn, TableSource};

impl Desk {
    /// What a folder, or a ZIP file of one, holds to be read.
    pub fn look_at_folder(&self, folder: &str) -> Result<BatchFolder, DeskError> {
        let path = Path::new(folder);
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let listing = Listing::of(&path).map_err(invalid)?;
        let mut tables: Vec<BatchTable> = Vec::new();
        let mut problems: Vec<ImportProblem> = listing.problems.iter().map(problem).collect();
        for listed in &listing.tables {
            match table::look(listed, None, &|headings| self.remembered_columns(headings)) {
                Ok(table) => tables.push(table),
                Err(error) => problems.push(problem(&error)),
            }
        }
        Ok(BatchFolder {
            folder: path.to_string_lossy().into_owned(),
            applications: count(listing.applications.len()),
            scans: count(listing.scans.len()),
            suggested: suggested(&listing, &tables),
            tables,
            problems,
            skipped: listing.skipped,
        })
    }

    /// A table looked at: one sheet of a workbook, or another file than those of the folder.
    pub fn look_at_table(
        &self,
        folder: &Path,
        file: &str,
        sheet: Option<&str>,
    ) -> Result<BatchTable, DeskError> {
        let listing = Listing::of(folder).map_err(invalid)?;
        let listed = table::find(folder, file, &listing).map_err(invalid)?;
        table::look(&listed, sheet, &|headings| self.remembered_columns(headings)).map_err(invalid)
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

    /// Keeps what the columns of a table mean, for the next table with these headings.
    pub fn remember_columns(
        &self,
        headings: &[String],
        columns: &[Option<TableColumn>],
    ) -> Result<(), DeskError> {
        self.store.set(&key(headings), &serde_json::to_string(columns)?)
    }
}

/// Folders that declare themselves before the first table that is understood; scans without
/// either wait for their declaration. What a table leaves out is a registration of today, until
/// the person says otherwise.
fn suggested(listing: &Listing, tables: &[BatchTable]) -> Option<BatchSource> {
    let today = clock::office_day();
    if !listing.applications.is_empty() {
        return Some(BatchSource::Folders);
    }
    if let Some(table) = tables.iter().find(|table| table::is_understood(&table.columns)) {
        let has = |column| table.columns.contains(&Some(column));
        return Some(BatchSource::Table(TableSource {
            service: (!has(TableColumn::Service)).then_some(Service::Registration),
            submitted_on: (!has(TableColumn::SubmittedOn)).then_some(today),
            ..table::source(table.clone())
        }));
    }
    let nothing = BatchSource::Nothing { service: Service::Registration, submitted_on: today };
    (!listing.scans.is_empty()).then_some(nothing)
}

fn invalid(error: IntakeError) -> DeskError {
    DeskError::Invalid(error.message)
}

fn problem(error: &IntakeError) -> ImportProblem {
    ImportProblem { path: error.path.clone(), message: error.message.clone() }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The setting that keeps them.
fn key(headings: &[String]) -> String {
    format!("table_columns:{}", hash_of(headings.join("\u{1f}").as_bytes()))
}
