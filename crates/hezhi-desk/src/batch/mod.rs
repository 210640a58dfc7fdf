//! Every application below a folder, one report a line. May be stopped at any moment, by
//! whatever means, and goes on where it stopped.

mod export;
mod results;
mod running;
mod taking;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use hezhi::finding::Verdict;
use hezhi::report::Report;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{self, Gathered, Handed, IntakeError, Item};
use crate::progress::Pace;
use crate::reading::guarded;
use crate::store::Taken;
use crate::view::{BatchErrorKind, BatchSource, ReadingState};
pub use export::{ResultsTable, table_can_be_written};
use results::Results;
pub(crate) use running::Cores;
use taking::{Taking, Watch};

/// What to do and how.
#[derive(Debug, Clone)]
pub struct Batch {
    pub folder: PathBuf,
    pub out: PathBuf,
    /// Applications that are read at once.
    pub jobs: usize,
    /// How they are declared; absent: found out.
    pub source: Option<BatchSource>,
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
        let folder = batch.folder.canonicalize().unwrap_or_else(|_| batch.folder.clone());
        let gathered = self
            .gather(&folder, batch.source.as_ref())
            .map_err(|error| BatchError::Usage(error.message))?;
        let results = Results::open(&batch.out)?;
        let jobs = batch.jobs.max(1).min(gathered.items.len().max(1));
        let engine = self.ready_for(jobs)?;
        // What another program left half done when it was killed.
        self.store.put_back_abandoned(|name| self.presence.is_there(name))?;
        let id = self.store.begin_batch(&folder.to_string_lossy(), &gathered.source, None)?;
        self.store.resume_batch(id)?;
        let mut run = Run {
            desk: self,
            id,
            engine,
            outcome: Outcome { skipped: gathered.skipped.clone(), ..Outcome::default() },
            results,
            todo: BTreeMap::new(),
            total: gathered.items.len(),
            progress,
        };
        let mut taking = Taking { desk: self, batch: id, folder: &folder, numbers: HashMap::new() };
        taking.take_in(&gathered, &mut run)?;
        run.outcome.problems.extend(gathered.problems);
        run.results.settle()?;
        run.read(jobs)?;
        self.store.finish_batches()?;
        run.finish()
    }

    /// The applications of a folder; `source` absent: found out. What the columns of its table
    /// mean is remembered for the next.
    pub(crate) fn gather(
        &self,
        folder: &Path,
        source: Option<&BatchSource>,
    ) -> Result<Gathered, IntakeError> {
        let gathered = intake::gather(folder, source, self.home(), &|headings| {
            self.remembered_columns(headings)
        })?;
        if let (BatchSource::Table(table), Some(headings)) = (&gathered.source, &gathered.headings)
        {
            // Not keeping them costs the next person a look, nothing else.
            let _ = self.remember_columns(headings, &table.columns);
        }
        Ok(gathered)
    }
}

struct Run<'a> {
    desk: &'a Desk,
    /// The batch's number in the store.
    id: i64,
    engine: String,
    outcome: Outcome,
    results: Results,
    /// Applications to read, with their folders.
    todo: BTreeMap<String, PathBuf>,
    total: usize,
    progress: &'a (dyn Fn(&Progress) + Sync),
}

impl Watch for Run<'_> {
    fn goes_on(&mut self) -> bool {
        true
    }

    /// It may have changed since.
    fn is_known(&mut self, _: &str) -> bool {
        false
    }

    fn taken(&mut self, item: &Item, handed: &Handed, taken: Taken) -> Result<(), DeskError> {
        let id = &handed.application.id;
        if self.is_done(taken.submission)? {
            self.outcome.unchanged += 1;
        } else {
            self.results.drop_line(id);
            self.desk.store.put_back(taken.submission)?;
            self.todo.insert(id.clone(), item.path.clone());
        }
        Ok(())
    }

    fn problem(&mut self, problem: IntakeError) {
        self.outcome.problems.push(problem);
    }

    fn looked_at(&mut self, count: usize) {
        (self.progress)(&self.progress(count, 0, 0, (0, 0.0)));
    }
}

impl Run<'_> {
    /// Whether the results hold this very application, read and judged by this very program.
    fn is_done(&self, submission: i64) -> Result<bool, DeskError> {
        let stored = self.desk.store.current_report(submission)?;
        Ok(stored.is_some_and(|stored| {
            stored.report.engine == self.engine
                && stored.report.rules == self.desk.rules_name()
                && self.results.holds(&stored.report)
        }))
    }

    fn read(&mut self, jobs: usize) -> Result<(), BatchError> {
        let pace = Pace::default();
        pace.begin();
        let shared = Mutex::new(Shared::default());
        let this = &*self;
        let work = || this.read_until_done(&shared, &pace);
        thread::scope(|scope| {
            // Of those who wait for workers one more: while it judges and stores, the others read.
            let threads = jobs + usize::from(this.desk.has_workers());
            for _ in 0..threads.min(this.todo.len()) {
                // Deeply nested PDFs recurse.
                let built = thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, work);
                if built.is_err() {
                    // No thread to be had: this one does the work.
                    work();
                }
            }
        });
        let mut shared = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = shared.broken {
            return Err(error);
        }
        self.add_what_others_read(&mut shared)?;
        while let Some(id) = self.desk.judge_next_again()? {
            shared.judged_anew.insert(id);
        }
        self.outcome.read = shared.done.len();
        self.outcome.problems.extend(shared.problems);
        for id in shared.judged_anew {
            let submission = self.desk.store.current_submission(&id)?;
            if let Some(current) = self.desk.store.current_report(submission.id)? {
                self.results.replace(&current.report)?;
            }
        }
        self.results.settle()
    }

    /// Reads what nobody has taken yet, until nothing is left. The window may be reading the same
    /// batch: what it is at is waited for.
    fn read_until_done(&self, shared: &Mutex<Shared>, pace: &Pace) {
        let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
        while lock().broken.is_none() {
            let read = self.read_next(shared, pace);
            match read {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    lock().broken.get_or_insert(error);
                }
            }
        }
    }

    /// False where nothing is left.
    fn read_next(&self, shared: &Mutex<Shared>, pace: &Pace) -> Result<bool, BatchError> {
        let store = &self.desk.store;
        let reader = self.desk.presence.name()?;
        let Some(submission) = store.claim_next(reader, Some(self.id))? else {
            store.put_back_abandoned(|name| self.desk.presence.is_there(name))?;
            let own = shared.lock().unwrap_or_else(PoisonError::into_inner).reading;
            if store.being_read(self.id)? as usize <= own {
                return Ok(false);
            }
            thread::sleep(WAIT);
            return Ok(true);
        };
        shared.lock().unwrap_or_else(PoisonError::into_inner).reading += 1;
        let made = guarded(|| self.desk.process(&submission))
            .unwrap_or_else(|panic| Err(DeskError::Internal(panic)));
        pace.done();
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.reading -= 1;
        let id = &submission.application.id;
        match made {
            Ok(made) => {
                shared.judged_anew.extend(made.judged_anew);
                shared.done.insert(id.clone());
                self.results.add(&made.report)?;
            }
            // Nothing is wrong with the application: it is read when the cause is mended.
            Err(error) if error.is_disk_full() || matches!(error, DeskError::ReaderMissing(_)) => {
                let _ = store.give_back(submission.id, reader);
                return Err(error.into());
            }
            Err(error) => {
                store.note_failure(submission.id, &error.to_string())?;
                shared.failed.insert(id.clone());
                shared.problems.push(self.failed(id, &error.to_string()));
            }
        }
        let failed = self.outcome.problems.len() + shared.problems.len();
        let done = self.outcome.unchanged + shared.done.len();
        (self.progress)(&self.progress(self.total, done, failed, pace.so_far()));
        Ok(true)
    }

    /// The window may have read some of the applications in the meantime.
    fn add_what_others_read(&self, shared: &mut Shared) -> Result<(), BatchError> {
        for id in self.todo.keys() {
            if shared.done.contains(id) || shared.failed.contains(id) {
                continue;
            }
            let submission = self.desk.store.current_submission(id)?;
            match self.desk.store.current_report(submission.id)? {
                Some(current) if submission.state == ReadingState::Read => {
                    self.results.add(&current.report)?;
                    shared.done.insert(id.clone());
                }
                _ => {
                    let why = submission.problem.unwrap_or_else(|| "没有读完".into());
                    shared.problems.push(self.failed(id, &why));
                }
            }
        }
        Ok(())
    }

    fn failed(&self, id: &str, why: &str) -> IntakeError {
        let path = self.todo.get(id).map_or(Path::new(""), PathBuf::as_path);
        let message = format!("申请“{}”：{why}", intake::one_line(id));
        IntakeError::new(BatchErrorKind::Desk, path, message)
    }

    fn finish(self) -> Result<Outcome, BatchError> {
        let mut outcome = self.outcome;
        outcome.verdicts = self.results.verdicts()?;
        Ok(outcome)
    }

    fn progress(&self, taken_in: usize, done: usize, failed: usize, pace: (u32, f64)) -> Progress {
        let rest = self.total.saturating_sub(done + failed);
        let left = (pace.1 > 0.0).then(|| Duration::from_secs_f64(rest as f64 * 60.0 / pace.1));
        Progress { taken_in, total: self.total, done, failed, rate_per_minute: pace.1, left }
    }
}

/// How long what another program is reading is waited for at a time.
const WAIT: Duration = Duration::from_millis(200);

/// What the reading threads share.
#[derive(Default)]
struct Shared {
    done: BTreeSet<String>,
    failed: BTreeSet<String>,
    /// How many this process is at.
    reading: usize,
    problems: Vec<IntakeError>,
    judged_anew: BTreeSet<String>,
    /// The results cannot be written: no point in going on.
    broken: Option<BatchError>,
}

/// A report as a line of the results.
fn line(report: &Report) -> Result<String, BatchError> {
    serde_json::to_string(report).map_err(|error| BatchError::Desk(error.into()))
}
