//! The workers that are not at work, and what is done when one breaks.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use hezhi::text::{Problem, ProblemCode};
use hezhi_ocr::Limits;

use super::process::{Broken, Worker};
use super::{Ask, PageLimit};
use crate::error::DeskError;
use crate::intake::{HandedFile, one_line};
use crate::reading::{At, Read, Spared, Stage, Work};
use crate::store::Reading;

/// A worker that holds more than this when it is done is ended and another started: what a very
/// large page took, the runtime does not give back.
const LEAN: u64 = 460;

/// How often a page may end its worker before it is given up: the system ends processes as well
/// when memory is short for another reason.
const TRIES: u32 = 2;

/// Workers, started as they are needed.
pub(crate) struct Workers {
    /// The program to start: this one.
    program: PathBuf,
    limits: Limits,
    page: PageLimit,
    /// Leave the processor to whoever else wants it.
    polite: bool,
    free: Mutex<Vec<Worker>>,
    gate: Gate,
    engine: OnceLock<Result<String, String>>,
}

impl Workers {
    pub fn new(program: PathBuf, page: PageLimit, polite: bool) -> Workers {
        Workers {
            program,
            limits: Limits::default(),
            page,
            polite,
            free: Mutex::default(),
            gate: Gate::default(),
            engine: OnceLock::new(),
        }
    }

    /// The reader's name and version; the first who asks starts a worker.
    pub fn engine(&self) -> Result<String, DeskError> {
        let start = || {
            let worker = self.start().map_err(|error| error.to_string())?;
            let engine = worker.engine().to_owned();
            self.give_back(worker);
            Ok(engine)
        };
        self.engine.get_or_init(start).clone().map_err(DeskError::ReaderMissing)
    }

    /// The same, if anybody asked.
    pub fn known_engine(&self) -> Option<Result<String, String>> {
        self.engine.get().cloned()
    }

    /// Reads files, whatever they do to the worker.
    pub fn read(
        &self,
        files: Vec<HandedFile>,
        known: Vec<Option<Reading>>,
    ) -> Result<Vec<Read>, DeskError> {
        let mut work = Work::new(files, known);
        let mut deaths: HashMap<At, u32> = HashMap::new();
        let _at_work = self.gate.pass();
        loop {
            let mut worker = self.take()?;
            let tried = work.spared.len();
            let patience = Duration::from_secs(self.page.seconds);
            match worker.read(work.clone(), patience) {
                Ok(read) => {
                    self.give_back(worker);
                    return Ok(read);
                }
                Err(Broken::TooLong(at)) => work.spared.push(self.too_long(&work, at)),
                Err(Broken::Died(at, how)) => {
                    let count = deaths.entry(at).or_default();
                    *count += 1;
                    if *count >= TRIES {
                        work.spared.push(died(&work, at, &how));
                    }
                }
            }
            // What was left out and still breaks the worker is not of the papers' making.
            if let Some((last, before)) = work.spared.split_last()
                && tried < work.spared.len()
                && before.iter().any(|spared| spared.at == last.at)
            {
                return Err(DeskError::Internal(last.problem.message.clone()));
            }
        }
    }

    /// Sees to it that so many wait for work, which then begins at once.
    pub fn warm(&self, count: usize) -> Result<(), DeskError> {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner).len();
        if free() < count {
            let worker = self.start()?;
            let _ = self.engine.set(Ok(worker.engine().to_owned()));
            self.give_back(worker);
        }
        Ok(())
    }

    /// No more than `most` read at once; whoever asks beyond waits for one.
    pub fn at_most(&self, most: usize) {
        self.gate.open_for(most);
    }

    /// Starts this many workers at the same time, so that their models load side by side, and
    /// tells the reader's name. One that does not start is started again when it is needed.
    pub fn warm_up(&self, count: usize) -> Result<String, DeskError> {
        std::thread::scope(|scope| {
            for _ in 1..count {
                scope.spawn(|| self.start().map(|worker| self.give_back(worker)));
            }
            self.engine()
        })
    }

    /// Ends the workers that have nothing to do: each holds the models in memory.
    pub fn rest(&self) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn take(&self) -> Result<Worker, DeskError> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.map_or_else(|| self.start(), Ok)
    }

    fn start(&self) -> Result<Worker, DeskError> {
        let begin =
            Ask::Begin { limits: self.limits, megabytes: self.page.megabytes, polite: self.polite };
        Worker::start(&self.program, &begin)
    }

    fn give_back(&self, worker: Worker) {
        if worker.megabytes() <= LEAN {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
    }

    fn too_long(&self, work: &Work, at: At) -> Spared {
        let message = format!(
            "{}识读超过 {} 秒，已跳过。请人工核查原件，或重新扫描后提交。",
            place(work, at),
            self.page.seconds
        );
        Spared { at, problem: Problem { code: ProblemCode::GaveUp, message } }
    }
}

/// Lets so many through at a time.
#[derive(Default)]
struct Gate {
    /// How many are through, and how many may be; none: all.
    through: Mutex<(usize, Option<usize>)>,
    left: Condvar,
}

impl Gate {
    fn open_for(&self, most: usize) {
        self.through.lock().unwrap_or_else(PoisonError::into_inner).1 = Some(most);
        self.left.notify_all();
    }

    fn pass(&self) -> Passed<'_> {
        let through = self.through.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |(now, most): &mut (usize, Option<usize>)| most.is_some_and(|most| *now >= most);
        let mut through =
            self.left.wait_while(through, full).unwrap_or_else(PoisonError::into_inner);
        through.0 += 1;
        Passed(self)
    }
}

/// Somebody who is through a gate, until it is dropped.
struct Passed<'a>(&'a Gate);

impl Drop for Passed<'_> {
    fn drop(&mut self) {
        self.0.through.lock().unwrap_or_else(PoisonError::into_inner).0 -= 1;
        self.0.left.notify_one();
    }
}

fn died(work: &Work, at: At, how: &str) -> Spared {
    let message = format!(
        "{}使识读程序意外退出（{}），已跳过。请人工核查原件，或重新扫描后提交。",
        place(work, at),
        one_line(how)
    );
    Spared { at, problem: Problem { code: ProblemCode::ReaderFailed, message } }
}

/// In words: a piece of work.
fn place(work: &Work, at: At) -> String {
    let name = work.files.get(at.file).map_or("", |file| file.name.as_str());
    let again = if at.stage == Stage::LookingAgain { "再次" } else { "" };
    match at.page {
        0 => format!("文件“{}”{again}", one_line(name)),
        page => format!("文件“{}”第 {page} 页{again}", one_line(name)),
    }
}
