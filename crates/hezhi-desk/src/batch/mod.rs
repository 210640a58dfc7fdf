//! Every application below a folder, one report a line. May be stopped at any moment, by
//! whatever means, and goes on where it stopped.

mod results;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use hezhi::finding::Verdict;
use hezhi::report::Report;

use crate::desk::{Desk, Made};
use crate::error::DeskError;
use crate::intake::{self, Handed, IntakeError, Item, shown};
use crate::progress::Pace;
use crate::reading::guarded;
use crate::view::{BatchErrorKind, BatchSource};
use results::Results;

/// How long files that are still being copied are waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What to do and how.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Or a ZIP file of one.
    pub folder: PathBuf,
    /// How its applications are declared; absent: it is found out.
    pub source: Option<BatchSource>,
    pub out: PathBuf,
    /// Applications that are read at once.
    pub jobs: usize,
}

/// How far a batch has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Applications taken in so far, while nothing is read yet; else what `total` says.
    pub taken_in: usize,
    pub total: usize,
    /// Applications whose report is in the results, earlier runs included.
    pub done: usize,
    pub failed: usize,
    /// Applications a minute in this run.
    pub rate_per_minute: f64,
    /// The time that the rest takes at this rate.
    pub left: Option<Duration>,
}

/// What a batch came to.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Outcome {
    /// Reports made in this run.
    pub read: usize,
    /// Applications that an earlier run had done.
    pub unchanged: usize,
    /// Over every application of the batch.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// Applications without a report, each with its reason.
    pub problems: Vec<IntakeError>,
    /// What was passed over, for the person to know.
    pub skipped: Vec<String>,
}

/// Why a batch could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// What was asked for cannot be done.
    #[error("{0}")]
    Usage(String),
    #[error("写结果文件“{path}”失败（{source}）。请检查磁盘空间和权限后用同一条命令继续。")]
    Results { path: String, source: std::io::Error },
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl Desk {
    /// Reads and judges every application in or below a folder that the results do not hold yet,
    /// or that changed since. `progress` is called from several threads.
    pub fn batch(
        &self,
        batch: &Batch,
        progress: &(dyn Fn(&Progress) + Sync),
    ) -> Result<Outcome, BatchError> {
        let remembered = |headings: &[String]| self.remembered_columns(headings);
        let found = intake::gather(&batch.folder, batch.source.as_ref(), self.home(), &remembered)
            .map_err(|error| BatchError::Usage(error.message))?;
        if let (BatchSource::Table(table), Some(headings)) = (&found.source, &found.headings) {
            self.remember_columns(headings, &table.columns)?;
        }
        let results = Results::open(&batch.out)?;
        let engine = self.reader()?.engine();
        let mut run = Run {
            desk: self,
            outcome: Outcome {
                problems: found.problems,
                skipped: found.skipped,
                ..Outcome::default()
            },
            results,
            todo: Vec::new(),
            total: found.items.len(),
        };
        run.take_in(&found.items, &batch.folder, &engine, progress);
        run.results.settle()?;
        run.read(batch.jobs.max(1), progress)?;
        run.finish()
    }
}

struct Run<'a> {
    desk: &'a Desk,
    outcome: Outcome,
    results: Results,
    /// Applications to read, with their folders.
    todo: Vec<(String, PathBuf)>,
    total: usize,
}

impl Run<'_> {
    /// Takes every application in before the first is read: whether a scan is used twice must
    /// not hang on the order.
    fn take_in(
        &mut self,
        items: &[Item],
        root: &Path,
        engine: &str,
        progress: &(dyn Fn(&Progress) + Sync),
    ) {
        let mut folder_of: HashMap<String, PathBuf> = HashMap::new();
        let mut turn: Vec<&Item> = items.iter().collect();
        let begun = Instant::now();
        let mut number = 0;
        while !turn.is_empty() {
            let mut changing = Vec::new();
            for item in turn {
                match item.open(&self.desk.limits) {
                    Err(error)
                        if error.kind == BatchErrorKind::Changing && begun.elapsed() < PATIENCE =>
                    {
                        changing.push(item);
                        continue;
                    }
                    Err(error) => self.outcome.problems.push(error),
                    Ok(handed) => {
                        self.take_in_one(&handed, &root.join(&item.path), &mut folder_of, engine);
                    }
                }
                number += 1;
                progress(&self.progress(number, 0, 0, (0, 0.0)));
            }
            // Files that are still being copied get another look when all others are in.
            if !changing.is_empty() {
                thread::sleep(intake::SETTLES_AFTER / 4);
            }
            turn = changing;
        }
    }

    fn take_in_one(
        &mut self,
        handed: &Handed,
        folder: &Path,
        folder_of: &mut HashMap<String, PathBuf>,
        engine: &str,
    ) {
        let id = handed.application.id.clone();
        if let Some(first) = folder_of.get(&id) {
            let first = shown(first);
            return self.problem(
                folder,
                format!("编号“{id}”与“{first}”重复，没有读取。请改正其中一件的编号。"),
            );
        }
        folder_of.insert(id.clone(), folder.to_owned());
        match self.is_done(handed, engine) {
            Ok(true) => self.outcome.unchanged += 1,
            Ok(false) => {
                self.results.drop_line(&id);
                self.todo.push((id, folder.to_owned()));
            }
            Err(error) => self.problem(folder, error.to_string()),
        }
    }

    /// Whether the results hold this very application, read and judged by this very program.
    fn is_done(&self, handed: &Handed, engine: &str) -> Result<bool, DeskError> {
        let taken = self.desk.take_in(handed)?;
        let Some(line) = self.results.line(&handed.application.id) else { return Ok(false) };
        let stored = self.desk.store.current_report(taken.submission)?;
        Ok(stored.is_some_and(|stored| {
            stored.report.engine == engine
                && stored.report.rules == self.desk.rules_name()
                && serde_json::to_string(&stored.report).is_ok_and(|stored| stored == line)
        }))
    }

    fn read(
        &mut self,
        jobs: usize,
        progress: &(dyn Fn(&Progress) + Sync),
    ) -> Result<(), BatchError> {
        let todo = std::mem::take(&mut self.todo);
        let next = AtomicUsize::new(0);
        let pace = Pace::default();
        pace.begin();
        let shared = Mutex::new(Shared::default());
        let this = &*self;
        let work = || {
            while let Some((id, folder)) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                let made = this.process(id);
                pace.done();
                let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
                if shared.broken.is_some() {
                    return;
                }
                match made {
                    Ok(made) => {
                        shared.judged_anew.extend(made.judged_anew);
                        shared.read += 1;
                        if let Err(error) = this.results.add(&made.report) {
                            shared.broken = Some(error);
                        }
                    }
                    Err(error) => shared.problems.push(IntakeError::new(
                        BatchErrorKind::Desk,
                        folder,
                        format!("申请“{}”：{error}", intake::one_line(id)),
                    )),
                }
                let failed = this.outcome.problems.len() + shared.problems.len();
                let done = this.outcome.unchanged + shared.read;
                progress(&this.progress(this.total, done, failed, pace.so_far()));
            }
        };
        thread::scope(|scope| {
            for _ in 0..jobs.min(todo.len()) {
                // Deeply nested PDFs recurse.
                let built = thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, work);
                if built.is_err() {
                    // No thread to be had: this one does the work.
                    work();
                }
            }
        });
        let shared = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = shared.broken {
            return Err(error);
        }
        self.outcome.read = shared.read;
        self.outcome.problems.extend(shared.problems);
        for id in shared.judged_anew {
            let submission = self.desk.store.current_submission(&id)?;
            if let Some(current) = self.desk.store.current_report(submission.id)? {
                self.results.replace(&current.report)?;
            }
        }
        self.results.settle()
    }

    fn process(&self, id: &str) -> Result<Made, DeskError> {
        let submission = self.desk.store.current_submission(id)?;
        let made = guarded(|| self.desk.process(&submission))
            .unwrap_or_else(|panic| Err(DeskError::Internal(panic)));
        if let Err(error) = &made {
            self.desk.store.note_failure(submission.id, &error.to_string())?;
        }
        made
    }

    fn finish(self) -> Result<Outcome, BatchError> {
        let mut outcome = self.outcome;
        outcome.verdicts = self.results.verdicts()?;
        Ok(outcome)
    }

    fn problem(&mut self, folder: &Path, message: String) {
        self.outcome.problems.push(IntakeError::new(BatchErrorKind::Twice, folder, message));
    }

    fn progress(&self, taken_in: usize, done: usize, failed: usize, pace: (u32, f64)) -> Progress {
        let rest = self.total.saturating_sub(done + failed);
        let left = (pace.1 > 0.0).then(|| Duration::from_secs_f64(rest as f64 * 60.0 / pace.1));
        Progress { taken_in, total: self.total, done, failed, rate_per_minute: pace.1, left }
    }
}

/// What the reading threads share.
#[derive(Default)]
struct Shared {
    read: usize,
    problems: Vec<IntakeError>,
    judged_anew: BTreeSet<String>,
    /// The results cannot be written: no point in going on.
    broken: Option<BatchError>,
}

/// A report as a line of the results.
fn line(report: &Report) -> Result<String, BatchError> {
    serde_json::to_string(report).map_err(|error| BatchError::Desk(error.into()))
}
