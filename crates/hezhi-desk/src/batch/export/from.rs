//! Where the rows come from: reports, with what the store knows of their applications.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use hezhi::finding::Outcome;
use hezhi::report::Report;
use hezhi::text::ProblemCode;

use super::{About, Export, Fault, Judged, form_of};
use crate::clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{IntakeError, shown};
use crate::store::{JudgedItem, Submission};
use crate::view::{BatchErrorKind, BatchItemState, BatchResultsForm};

/// Applications that are fetched at once.
const STRETCH: u32 = 100;

/// A file of results, as `hezhi batch` wrote it, to be made into a table.
#[derive(Debug, Clone, Copy)]
pub struct ResultsTable<'a> {
    /// Whose applications they are.
    pub folder: &'a Path,
    /// JSON Lines, a report each.
    pub reports: &'a Path,
    /// Applications without a report.
    pub problems: &'a [IntakeError],
    /// How many are not read yet, where the batch was stopped.
    pub left: usize,
}

impl Desk {
    /// Writes results as a table, in the form that the file's name asks for; an existing file is
    /// replaced as a whole. Reports that another data folder knows are written without their
    /// declarations.
    pub fn save_results_table(
        &self,
        table: &ResultsTable<'_>,
        path: &Path,
    ) -> Result<(), DeskError> {
        let form = table_form(path)?;
        let faults: Vec<Fault> = table.problems.iter().map(without_report).collect();
        let folder = std::path::absolute(table.folder).unwrap_or_else(|_| table.folder.to_owned());
        let about = About {
            folder: shown(&folder),
            made_at: clock::office_time(),
            unfinished: (table.left > 0).then(|| format!("还有 {} 件没有核查", table.left)),
        };
        let rows = reports(table.reports)?.map(|report| self.known(report?));
        Export { rows, faults: &faults, about: &about, rules: &self.rules }.save(form, path)
    }

    /// Writes what a batch came to so far, in the place of a file that is there.
    pub fn save_batch_results(
        &self,
        batch: i64,
        form: BatchResultsForm,
        path: &Path,
    ) -> Result<(), DeskError> {
        let about = self.store.batch(batch)?;
        let folder = PathBuf::from(&about.folder);
        let faults = self.failed_items(batch, &folder)?;
        let left = about.total.saturating_sub(about.done + about.failed);
        let about = About {
            folder: about.folder,
            made_at: clock::office_time(),
            unfinished: (left > 0).then(|| format!("还有 {left} 件没有核查")),
        };
        let rows = self.items_of(batch);
        Export { rows, faults: &faults, about: &about, rules: &self.rules }.save(form, path)
    }

    /// The same for who cannot say where: a file that is gone when it is let go of.
    pub fn batch_results(
        &self,
        batch: i64,
        form: BatchResultsForm,
    ) -> Result<tempfile::TempPath, DeskError> {
        // In the data folder, where nobody else may look.
        let file = tempfile::NamedTempFile::new_in(&self.home)
            .map_err(DeskError::file(&self.home))?
            .into_temp_path();
        self.save_batch_results(batch, form, &file)?;
        Ok(file)
    }

    /// A batch's applications with a report, fetched a stretch at a time.
    fn items_of(&self, batch: i64) -> impl Iterator<Item = Result<Judged, DeskError>> {
        let mut behind = None;
        let mut fetched = Vec::new().into_iter();
        std::iter::from_fn(move || {
            if fetched.len() == 0 {
                match self.store.judged_items(batch, behind, STRETCH) {
                    Ok(items) => fetched = items.into_iter(),
                    Err(error) => return Some(Err(error)),
                }
            }
            let item: JudgedItem = fetched.next()?;
            behind = Some(item.position);
            Some(self.judged(item.report, item.submission, item.source))
        })
    }

    fn failed_items(&self, batch: i64, folder: &Path) -> Result<Vec<Fault>, DeskError> {
        let mut faults = Vec::new();
        for from in (0..).step_by(STRETCH as usize) {
            let failed = self.store.batch_items(batch, BatchItemState::Failed, from, STRETCH)?;
            if failed.items.is_empty() {
                break;
            }
            for item in failed.items {
                let path = shown(&folder.join(&item.path));
                faults.extend(item.problems.into_iter().map(|problem| Fault {
                    path: path.clone(),
                    file: problem.file,
                    kind: Some(problem.kind),
                    message: problem.message,
                    fatal: true,
                }));
            }
        }
        Ok(faults)
    }

    /// A report with what the store knows of its application.
    fn known(&self, report: Report) -> Result<Judged, DeskError> {
        match self.store.current_submission(&report.application) {
            Ok(submission) => {
                let source = self.store.source(submission.id)?;
                self.judged(report, submission, source.unwrap_or_default())
            }
            Err(DeskError::NotFound(_)) => Ok(Judged {
                application: None,
                files: Vec::new(),
                source: None,
                decision: None,
                faults: Vec::new(),
                report,
            }),
            Err(error) => Err(error),
        }
    }

    fn judged(
        &self,
        report: Report,
        submission: Submission,
        source: String,
    ) -> Result<Judged, DeskError> {
        let source = (!source.is_empty()).then(|| PathBuf::from(source));
        Ok(Judged {
            files: submission.files.iter().map(|file| file.name.clone()).collect(),
            decision: self.store.decision_in_force(submission.id)?,
            faults: self.unread_files(&submission, &report, source.as_deref())?,
            application: Some(submission.application),
            source,
            report,
        })
    }

    /// The files and pages of an application that could not be read.
    fn unread_files(
        &self,
        submission: &Submission,
        report: &Report,
        source: Option<&Path>,
    ) -> Result<Vec<Fault>, DeskError> {
        let told = |f: &&hezhi::finding::Finding| {
            f.rule == "document.unreadable"
                && matches!(f.outcome, Outcome::Fail | Outcome::Undetermined)
        };
        let mut faults = Vec::new();
        if !report.findings.iter().any(|finding| told(&finding)) {
            return Ok(faults);
        }
        let path = source.map_or_else(|| submission.application.id.clone(), shown);
        let mut add = |file: &str, problem: &hezhi::text::Problem, page: Option<u32>| {
            let Some(kind) = kind_of(problem.code) else { return };
            let page = page.map(|page| format!("第{page}页：")).unwrap_or_default();
            faults.push(Fault {
                path: path.clone(),
                file: Some(file.to_owned()),
                kind: Some(kind),
                message: format!("{page}{}", problem.message),
                fatal: false,
            });
        };
        for file in &submission.files {
            match &file.content {
                Err(problem) => add(&file.name, problem, None),
                Ok((sha256, _)) => {
                    let Some(reading) = self.store.latest_reading(sha256)? else { continue };
                    if let Some(problem) = &reading.text.problem {
                        add(&file.name, problem, None);
                    }
                    for page in &reading.text.pages {
                        if let Some(problem) = &page.problem {
                            add(&file.name, problem, Some(page.page));
                        }
                    }
                }
            }
        }
        Ok(faults)
    }
}

/// The form of a table by its name; anything else is the caller's mistake.
fn table_form(path: &Path) -> Result<BatchResultsForm, DeskError> {
    match form_of(path) {
        Some(form @ (BatchResultsForm::Csv | BatchResultsForm::Xlsx)) => Ok(form),
        _ => Err(DeskError::Invalid(format!(
            "结果表“{}”的扩展名应是 .xlsx 或 .csv。请改一个文件名。",
            shown(path)
        ))),
    }
}

/// Looks whether a table could be written there, before hours of work depend on it.
pub fn table_can_be_written(path: &Path) -> Result<(), DeskError> {
    table_form(path)?;
    if path.is_dir() {
        return Err(DeskError::Invalid(format!(
            "“{}”是文件夹。请给结果表另取一个名字。",
            shown(path)
        )));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    tempfile::tempfile_in(folder).map(|_| ()).map_err(|error| {
        DeskError::Invalid(format!(
            "结果表不能写到“{}”（{error}）。请检查文件夹是否存在、有没有写入权限，或换一个地方。",
            shown(folder)
        ))
    })
}

/// The reports of a file of results; what a crash left of the last line is no report.
fn reports(path: &Path) -> Result<impl Iterator<Item = Result<Report, DeskError>>, DeskError> {
    let file = File::open(path).map_err(DeskError::file(path))?;
    let mut lines = BufReader::new(file);
    let path = path.to_owned();
    Ok(std::iter::from_fn(move || {
        let mut line = Vec::new();
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) if line.last() != Some(&b'\n') => None,
            Ok(_) => Some(serde_json::from_slice(&line).map_err(DeskError::from)),
            Err(error) => Some(Err(DeskError::file(&path)(error))),
        }
    }))
}

fn without_report(problem: &IntakeError) -> Fault {
    Fault {
        path: problem.path.clone(),
        file: None,
        kind: Some(problem.kind),
        message: problem.message.clone(),
        fatal: true,
    }
}

/// None: no fault of the file, and nothing that the operator could mend.
fn kind_of(code: ProblemCode) -> Option<BatchErrorKind> {
    match code {
        ProblemCode::Missing => Some(BatchErrorKind::Missing),
        ProblemCode::Empty => Some(BatchErrorKind::Empty),
        ProblemCode::NotAnImage => Some(BatchErrorKind::NotAnImage),
        ProblemCode::Damaged => Some(BatchErrorKind::Damaged),
        ProblemCode::TooLarge => Some(BatchErrorKind::TooLarge),
        ProblemCode::Encrypted => Some(BatchErrorKind::Encrypted),
        ProblemCode::ReaderFailed | ProblemCode::GaveUp => Some(BatchErrorKind::Reader),
        ProblemCode::Blank | ProblemCode::Poor => None,
    }
}
