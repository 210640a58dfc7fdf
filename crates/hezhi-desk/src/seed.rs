//! Fills a store with invented applications by the same functions that real ones go through; only
//! the reading is left out, and the clock is set to when it is to have happened.

use std::path::Path;
use std::time::SystemTime;

use hezhi::application::Application;
use hezhi::document::Document;
use hezhi::finding::Verdict;
use hezhi::judge::{Case, judge};
use hezhi::text::FileText;
use hezhi_ocr::Limits;

use crate::clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{Handed, HandedFile};
use crate::store::Reading;
use crate::view::DecisionInput;

/// The name under which the invented readings stand.
const ENGINE: &str = "seed";

/// A scan and what is printed on it.
#[derive(Debug, Clone)]
pub struct Scan {
    pub file: HandedFile,
    pub text: FileText,
}

impl Scan {
    /// A scan that lies in a file; its name in the application is the file's own.
    pub fn of(path: &Path, text: FileText) -> Scan {
        let mut file = HandedFile::alone(path, &Limits::default());
        file.name.clone_from(&text.file);
        Scan { file, text }
    }
}

/// A decision, and whether it was taken back an hour later.
#[derive(Debug, Clone)]
pub struct Decided {
    pub input: DecisionInput,
    pub by: String,
    pub at: SystemTime,
    pub taken_back: bool,
}

impl Desk {
    /// Makes this store quick to fill. Only for a store that can be made again.
    pub fn hurry(&self) -> Result<(), DeskError> {
        self.store.hurry()
    }

    /// Lets the store grow to so many pages of SQLite's and no further, as on a full disk.
    pub fn limit_store(&self, pages: u32) -> Result<(), DeskError> {
        self.store.limit(pages)
    }

    /// Takes in an invented application that came at `at`, judges its papers by the rules in
    /// force, and lets `decide` say what a person decided on the verdict.
    pub fn seed(
        &self,
        application: Application,
        scans: &[Scan],
        documents: &[Document],
        at: SystemTime,
        decide: impl FnOnce(Verdict) -> Option<Decided>,
    ) -> Result<Verdict, DeskError> {
        clock::set(Some(at));
        let files = scans.iter().map(|scan| scan.file.clone()).collect();
        let handed = Handed { application, folder: self.home().to_owned(), files, unpacked: None };
        let taken = self.take_in(&handed)?;
        for scan in scans {
            if let Ok(content) = &scan.file.content {
                // A sheet that many share is read once.
                if self.store.reading(&content.sha256, ENGINE)?.is_none() {
                    let reading = Reading { text: scan.text.clone(), ..Reading::default() };
                    self.store.keep_reading(&content.sha256, ENGINE, &reading)?;
                }
            }
        }
        let files: Vec<_> = scans.iter().map(|scan| scan.text.clone()).collect();
        let case = Case {
            application: &handed.application,
            files: &files,
            documents,
            gazetteer: &self.roads.current(),
            duplicates: &[],
            engine: ENGINE,
        };
        let report = judge(&case, &self.rules);
        self.store.add_report(taken.submission, &report)?;
        if let Some(decided) = decide(report.verdict) {
            let id = &handed.application.id;
            clock::set(Some(decided.at));
            let decision = self.store.decide(id, &decided.input, &decided.by)?;
            if decided.taken_back {
                clock::set(Some(decided.at + std::time::Duration::from_secs(3600)));
                self.store.undo_decision(id, Some(decision.id), &decided.by)?;
            }
        }
        clock::set(None);
        Ok(report.verdict)
    }
}
