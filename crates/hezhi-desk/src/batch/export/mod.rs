//! Results made for reading: a row an application, as CSV or as a workbook. Rows are written as
//! they come, so that ten thousand take no more memory than ten.

mod csv;
mod from;
mod links;
mod row;
mod tally;
mod words;
mod xlsx;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use hezhi::application::Application;
use hezhi::report::Report;
use hezhi::rule::RuleBook;

use crate::error::DeskError;
use crate::view::{BatchErrorKind, BatchResultsForm, Decision};
pub use from::{ResultsTable, table_can_be_written};
use tally::Tallied;

/// An application with its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub report: Report,
    /// As it was declared; absent where only the report is known.
    pub application: Option<Application>,
    /// The names of its files.
    pub files: Vec<String>,
    /// Where it came from: the folder that its files lay in.
    pub source: Option<PathBuf>,
    /// What a person decided meanwhile.
    pub decision: Option<Decision>,
    /// Files of it that could not be read.
    pub faults: Vec<Fault>,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where the application lies.
    pub path: String,
    /// The file at fault; none: the application as a whole.
    pub file: Option<String>,
    /// None where only the words are known.
    pub kind: Option<BatchErrorKind>,
    /// Chinese, with the next step.
    pub message: String,
    /// There is no report because of it.
    pub fatal: bool,
}

/// What stands above the counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The folder that was read.
    pub folder: String,
    /// At the office, to the minute.
    pub made_at: String,
    /// Not everything is read yet, and how much is not. Chinese.
    pub unfinished: Option<String>,
}

/// The results to be written: where they begin is the batch's business.
pub(crate) struct Export<'a, Rows> {
    pub rows: Rows,
    /// Applications without a report.
    pub faults: &'a [Fault],
    pub about: &'a About,
    pub rules: &'a RuleBook,
}

/// The form that a file's name asks for.
fn form_of(path: &Path) -> Option<BatchResultsForm> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jsonl" => Some(BatchResultsForm::Jsonl),
        "csv" => Some(BatchResultsForm::Csv),
        "xlsx" => Some(BatchResultsForm::Xlsx),
        _ => None,
    }
}

impl<Rows: Iterator<Item = Result<Judged, DeskError>>> Export<'_, Rows> {
    /// Writes the results under a name: there is the old file or the new one, never half of it.
    pub fn save(self, form: BatchResultsForm, path: &Path) -> Result<(), DeskError> {
        let failed = |source| DeskError::Results { path: crate::intake::shown(path), source };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let mut new =
            tempfile::Builder::new().prefix(".hezhi-").tempfile_in(folder).map_err(failed)?;
        let mut out = BufWriter::new(new.as_file_mut());
        self.write(form, &mut out, folder).map_err(|error| error.at(path))?;
        out.flush().map_err(failed)?;
        drop(out);
        new.as_file().sync_all().map_err(failed)?;
        // What others may do with the old file they may do with the new one.
        if let Ok(old) = std::fs::metadata(path) {
            let _ = new.as_file().set_permissions(old.permissions());
        }
        new.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// `aside` is a folder that may hold what is written before it is put together.
    fn write(
        self,
        form: BatchResultsForm,
        out: &mut (impl Write + Send),
        aside: &Path,
    ) -> Result<(), Unwritten> {
        match form {
            BatchResultsForm::Jsonl => {
                for judged in self.rows {
                    let line = serde_json::to_string(&judged?.report).map_err(DeskError::from)?;
                    writeln!(out, "{line}")?;
                }
                Ok(())
            }
            BatchResultsForm::Csv => csv::write(self, out),
            BatchResultsForm::Xlsx => xlsx::write(self, out, aside),
        }
    }
}

/// Why the results could not be written.
enum Unwritten {
    Desk(DeskError),
    Disk(io::Error),
}

impl Unwritten {
    fn at(self, path: &Path) -> DeskError {
        match self {
            Unwritten::Desk(error) => error,
            Unwritten::Disk(source) => {
                DeskError::Results { path: crate::intake::shown(path), source }
            }
        }
    }
}

impl From<DeskError> for Unwritten {
    fn from(error: DeskError) -> Unwritten {
        Unwritten::Desk(error)
    }
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Unwritten {
        Unwritten::Disk(error)
    }
}
