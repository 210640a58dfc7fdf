//! Where readings are kept: the same scan is never read twice.

use hezhi::text::{FileText, PageText, ProblemCode};

use super::Read;
use crate::error::DeskError;
use crate::intake::{Content, HandedFile};
use crate::store::{Reading, Store};

/// The readings of one engine in the store. Failing to keep one costs time later, nothing else.
pub(crate) struct Shelf<'a> {
    store: &'a Store,
    engine: String,
}

impl Shelf<'_> {
    pub fn of<'a>(store: &'a Store, engine: &str) -> Shelf<'a> {
        // What a newer program finds on the same page may differ: it reads for itself.
        Shelf { store, engine: format!("{engine} / hezhi {}", env!("CARGO_PKG_VERSION")) }
    }

    /// What was read in the file before.
    pub fn find(&self, file: &HandedFile) -> Option<Reading> {
        let content: &Content = file.content.as_ref().ok()?;
        let known = self.store.reading(&content.sha256, &self.engine).ok().flatten();
        let at_the_counter = || self.store.visit_reading(&content.sha256, &self.engine).ok()?;
        let known = known.or_else(at_the_counter);
        // A file that could not be opened costs little to try again, and limits change; a page
        // that the reader itself failed on is tried anew.
        known.filter(|reading| tried_in_vain(&reading.text) || settled(&reading.text))
    }

    /// Keeps what is new.
    pub fn keep(&self, file: &HandedFile, read: &Read) {
        let missing = |read: &Read| {
            let problem = read.reading.text.problem.as_ref();
            problem.is_some_and(|problem| problem.code == ProblemCode::Missing)
        };
        if let Ok(content) = &file.content
            && read.changed
            && !missing(read)
        {
            let _ = self.store.keep_reading(&content.sha256, &self.engine, &read.reading);
        }
    }

    /// Keeps what was read of a page that is no scan of the office's yet.
    pub fn keep_for_a_visit(&self, upload: &str, read: &Read) -> Result<(), DeskError> {
        self.store.keep_visit_reading(upload, &self.engine, &read.reading)
    }
}

fn settled(text: &FileText) -> bool {
    let failed = |page: &PageText| {
        page.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::ReaderFailed)
    };
    text.problem.is_none() && !text.pages.iter().any(failed)
}

/// The file as a whole took more than it may: to try it again would take as much again.
fn tried_in_vain(text: &FileText) -> bool {
    text.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::GaveUp)
}
