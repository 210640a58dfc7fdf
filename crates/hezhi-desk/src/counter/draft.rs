//! What a visit amounts to at the moment: its pages as files, what they say, and the verdict on it.

use std::sync::Arc;

use hezhi::application::Application;
use hezhi::extract;
use hezhi::judge::{Case, judge};
use hezhi::report::Report;
use hezhi::text::{FileText, PageFault, PageText, ProblemCode};

use super::form;
use super::reading::Job;
use crate::clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::HandedFile;
use crate::reading::{Papers, Shelf, guarded, known_papers};
use crate::store::{KeptFile, KeptPage, KeptVisit, Reading, Submission, Traces, numbers_of};
use crate::view::{Aside, PageSource, PageState, PaperPage, VisitPage, VisitPaper, VisitSheet};

/// The number of an application that has none yet.
const NO_NUMBER: &str = "窗口办理";

/// A visit as an application would be made of it now.
pub struct Draft {
    pub application: Application,
    /// What stands in the store already, where the person came back.
    pub before: Option<Submission>,
    /// The pages that count, in the order in which they would be sent.
    pub files: Vec<HandedFile>,
    pub papers: Arc<Papers>,
    /// Every page, to be shown.
    pub pages: Vec<VisitPage>,
    /// How many pages that count are not read yet.
    pub reading: u32,
}

impl Draft {
    /// Which pages make one paper.
    pub fn together(&self) -> Vec<VisitPaper> {
        let paper = |paper: extract::Together| VisitPaper {
            kind: paper.kind,
            pages: paper.pages.into_iter().map(|(file, page)| PaperPage { file, page }).collect(),
        };
        extract::together(&self.papers.files).into_iter().map(paper).collect()
    }
}

/// A page with what is known of it.
pub(super) struct Known {
    pub page: KeptPage,
    pub file: HandedFile,
    pub reading: Option<Arc<Reading>>,
    /// None: it counts.
    pub aside: Option<Aside>,
}

impl Desk {
    pub(super) fn draft_of(&self, kept: &KeptVisit) -> Result<Draft, DeskError> {
        let before = kept
            .application
            .as_deref()
            .map(|application| self.store.current_submission(application))
            .transpose()?;
        let known = self.known_pages(&kept.pages)?;
        let engine = self.engine()?;
        let shelf = Shelf::of(&self.store, &engine);
        let earlier: Vec<HandedFile> = before
            .iter()
            .flat_map(|before| &before.files)
            .map(|file| self.scans.open(file))
            .collect();
        let mut readings: Vec<Option<Reading>> =
            earlier.iter().map(|file| shelf.find(file)).collect();
        let mut pages: Vec<VisitPage> = earlier
            .iter()
            .zip(&readings)
            .map(|(file, read)| earlier_page(file, read.as_ref()))
            .collect();
        let mut files = earlier;
        for known in &known {
            pages.push(self.shown_page(known));
            if known.aside.is_none() {
                files.push(known.file.clone());
                readings.push(known.reading.as_deref().cloned());
            }
        }
        let failed = |file: &HandedFile| self.counter.failed(file).is_some();
        let unread =
            files.iter().zip(&readings).filter(|(file, read)| read.is_none() && !failed(file));
        let reading = u32::try_from(unread.count()).unwrap_or(u32::MAX);
        let (papers, whole) = self.papers_of(&kept.id, &files, &readings);
        if reading == 0 && !whole {
            self.counter.add(Job::Together { visit: kept.id.clone() });
        }
        let together = reading == 0 && !whole && self.counter.is_at(&kept.id);
        let number = kept.application.as_deref().unwrap_or(NO_NUMBER);
        Ok(Draft {
            application: form::declared(&kept.form, number, clock::office_day()),
            before,
            files,
            papers,
            pages,
            reading: reading + u32::from(together),
        })
    }

    /// The pages of a visit, each with what was read of it; what nobody reads yet is put in line.
    pub(super) fn known_pages(&self, pages: &[KeptPage]) -> Result<Vec<Known>, DeskError> {
        let engine = self.engine()?;
        let shelf = Shelf::of(&self.store, &engine);
        let mut known = Vec::new();
        for page in pages {
            let file = self.upload(&page.upload)?;
            let reading = match self.counter.reading(&page.upload.id) {
                Some(reading) => Some(reading),
                None => {
                    let found = shelf.find(&file).map(Arc::new);
                    if let Some(found) = &found {
                        self.counter.remember(&page.upload.id, Arc::clone(found));
                    }
                    found
                }
            };
            if reading.is_none() && self.counter.failed(&file).is_none() {
                self.counter.add(Job::Page { upload: page.upload.clone() });
            }
            let blank = reading.as_deref().is_some_and(|reading| is_blank(&reading.text));
            let aside = page.aside.or((blank && !page.kept).then_some(Aside::Blank));
            known.push(Known { page: page.clone(), file, reading, aside });
        }
        Ok(known)
    }

    /// What the files say, and whether that is all: of some that were read nothing may be left to
    /// look at again.
    fn papers_of(
        &self,
        visit: &str,
        files: &[HandedFile],
        readings: &[Option<Reading>],
    ) -> (Arc<Papers>, bool) {
        let key: Vec<(String, String, usize)> = files
            .iter()
            .zip(readings)
            .map(|(file, reading)| {
                let sha256 = file.content.as_ref().map_or("", |content| content.sha256.as_str());
                let looked = reading.as_ref().map_or(usize::MAX, |reading| reading.looked.len());
                (file.name.clone(), sha256.to_owned(), looked)
            })
            .collect();
        if let Some(papers) = self.counter.papers(visit, &key) {
            return papers;
        }
        let whole = guarded(|| known_papers(files, readings)).ok().flatten();
        // Once looked at together, nothing more is to be had of them.
        let is_whole = whole.is_some() || self.counter.was_looked_at_together(visit, &key);
        let papers = Arc::new(whole.unwrap_or_else(|| partly(files, readings)));
        self.counter.keep_papers(visit, key, Arc::clone(&papers), is_whole);
        (papers, is_whole)
    }

    /// Judges a draft by the rules in force today. Nothing of it is stored.
    pub(super) fn judge_draft(&self, draft: &Draft) -> Result<Report, DeskError> {
        let documents = match &draft.before {
            Some(before) => self.corrected(before, &draft.papers.documents)?,
            None => draft.papers.documents.clone(),
        };
        let gazetteer = self.roads.current();
        let texts: Vec<FileText> = draft.papers.files.clone();
        let kept: Vec<KeptFile> = draft
            .files
            .iter()
            .filter(|file| texts.iter().any(|text| text.file == file.name))
            .map(|file| KeptFile {
                name: file.name.clone(),
                content: file.content.clone().map(|content| (content.sha256, content.bytes)),
            })
            .collect();
        let duplicates = self.store.duplicates(&Traces {
            application: &draft.application,
            files: &kept,
            texts: &texts,
            numbers: &numbers_of(&documents),
            gazetteer: &gazetteer,
        })?;
        let case = Case {
            application: &draft.application,
            files: &texts,
            documents: &documents,
            gazetteer: &gazetteer,
            duplicates: &duplicates,
            engine: &self.engine()?,
        };
        guarded(|| judge(&case, &self.rules)).map_err(DeskError::Internal)
    }

    pub(super) fn shown_page(&self, known: &Known) -> VisitPage {
        let failed = self.counter.failed(&known.file);
        let state = match (&known.reading, &failed) {
            (Some(_), _) => PageState::Read,
            (None, Some(_)) => PageState::Failed,
            (None, None) => PageState::Reading,
        };
        let text = known.reading.as_deref().map(|reading| &reading.text);
        let problem =
            failed.or_else(|| text?.problem.as_ref().map(|problem| problem.message.clone()));
        VisitPage {
            id: known.page.id,
            upload: known.page.upload.id.clone(),
            name: known.page.upload.name.clone(),
            bytes: known.page.upload.bytes,
            source: known.page.source,
            state,
            problem,
            turned: known.page.turned,
            aside: known.aside,
            sheets: text.map(|text| text.pages.iter().map(sheet).collect()).unwrap_or_default(),
        }
    }
}

/// What is known so far of files of which not all was read.
fn partly(files: &[HandedFile], readings: &[Option<Reading>]) -> Papers {
    let texts = files.iter().zip(readings).filter_map(|(file, reading)| {
        let mut text = reading.as_ref()?.text.clone();
        text.file.clone_from(&file.name);
        Some(text)
    });
    let files: Vec<FileText> = texts.collect();
    Papers { documents: extract::documents(&files), files }
}

fn earlier_page(file: &HandedFile, reading: Option<&Reading>) -> VisitPage {
    let content = file.content.as_ref();
    let text = reading.map(|reading| &reading.text);
    VisitPage {
        id: 0,
        upload: content.map(|content| content.sha256.clone()).unwrap_or_default(),
        name: file.name.clone(),
        bytes: content.map_or(0, |content| content.bytes),
        source: PageSource::Earlier,
        state: if text.is_some() { PageState::Read } else { PageState::Failed },
        problem: content.err().map(|problem| problem.message.clone()),
        turned: 0,
        aside: None,
        sheets: text.map(|text| text.pages.iter().map(sheet).collect()).unwrap_or_default(),
    }
}

fn sheet(page: &PageText) -> VisitSheet {
    VisitSheet {
        page: page.page,
        width: page.width,
        height: page.height,
        turned: page.turned,
        faults: page.faults.clone(),
        problem: page.problem.as_ref().map(|problem| problem.message.clone()),
    }
}

/// Nothing is on any of its pages.
pub(super) fn is_blank(text: &FileText) -> bool {
    let blank = |page: &PageText| {
        // A page that is all out of focus has no text either: its faults tell which it is.
        let without_text =
            page.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::Blank);
        page.faults.contains(&PageFault::Blank) || page.faults.is_empty() && without_text
    };
    !text.pages.is_empty() && text.pages.iter().all(blank)
}

/// Somebody should scan it again.
pub(super) fn is_poor(text: &FileText) -> bool {
    let poor = |page: &PageText| {
        page.faults.iter().any(|fault| *fault != PageFault::Blank)
            || page.problem.as_ref().is_some_and(|problem| problem.code != ProblemCode::Blank)
    };
    text.problem.is_some() || text.pages.iter().any(poor)
}
