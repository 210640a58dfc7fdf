//! Reading for the people at the counter: each page as soon as it is there, and all of them
//! together once more.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::HandedFile;
use crate::reading::{Papers, Shelf, guarded};
use crate::store::Reading;
use crate::view::Upload;
use crate::worker::Workers;

/// How long the readers stay loaded after the screen was last looked at.
const WARM: Duration = Duration::from_secs(180);

/// How long a thread waits before it looks around by itself.
const REST: Duration = Duration::from_millis(500);

/// A piece of work.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Job {
    /// A page is read by itself.
    Page { upload: Upload },
    /// What only all pages of a visit together tell to look at again.
    Together { visit: String },
}

/// Everything about the counter that is in memory alone.
#[derive(Default)]
pub(crate) struct Counter {
    /// Who reads for it; none: this process itself.
    workers: Option<Workers>,
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    at: Vec<Job>,
    /// Why a page could not be read, by its content.
    failed: HashMap<String, String>,
    readings: HashMap<String, Arc<Reading>>,
    /// When a page was put in, and when it was read.
    put_in_at: HashMap<String, Instant>,
    read_at: HashMap<String, Instant>,
    /// What the pages of a visit say together.
    papers: HashMap<String, Together>,
    looked_at: Option<Instant>,
    /// An application is being made of a visit.
    sending: usize,
}

/// Names, contents and how much was looked at again.
type Key = Vec<(String, String, usize)>;

struct Together {
    key: Key,
    papers: Arc<Papers>,
    whole: bool,
    /// Names and contents that were looked at together already.
    looked: HashSet<Vec<(String, String)>>,
}

impl Counter {
    pub fn with(workers: Workers) -> Counter {
        Counter { workers: Some(workers), ..Counter::default() }
    }

    pub fn known_engine(&self) -> Option<Result<String, String>> {
        self.workers.as_ref()?.known_engine()
    }

    /// Somebody at the window waits: whatever else is to be read comes later.
    pub fn is_busy(&self) -> bool {
        let state = self.state();
        !state.waiting.is_empty() || !state.at.is_empty() || state.sending > 0
    }

    /// The counter's screen is open somewhere.
    pub fn is_looked_at(&self) {
        self.state().looked_at = Some(Instant::now());
    }

    pub(super) fn add(&self, job: Job) {
        let mut state = self.state();
        if !state.waiting.contains(&job) && !state.at.contains(&job) {
            state.waiting.push_back(job);
            self.wake.notify_all();
        }
    }

    /// Whether the pages of a visit are looked at together, or will be.
    pub(super) fn is_at(&self, visit: &str) -> bool {
        let state = self.state();
        let of_it = |job: &Job| matches!(job, Job::Together { visit: of } if of == visit);
        state.waiting.iter().chain(&state.at).any(of_it)
    }

    pub(super) fn reading(&self, upload: &str) -> Option<Arc<Reading>> {
        self.state().readings.get(upload).cloned()
    }

    pub(super) fn remember(&self, upload: &str, reading: Arc<Reading>) {
        self.state().readings.insert(upload.to_owned(), reading);
    }

    /// Why a page could not be read. Chinese.
    pub(super) fn failed(&self, file: &HandedFile) -> Option<String> {
        match &file.content {
            Ok(content) => self.state().failed.get(&content.sha256).cloned(),
            Err(problem) => Some(problem.message.clone()),
        }
    }

    /// How much time passed from when a page was read until another was put in.
    pub(super) fn between(&self, read: &str, put_in: &str) -> Option<Duration> {
        let state = self.state();
        state.put_in_at.get(put_in)?.checked_duration_since(*state.read_at.get(read)?)
    }

    pub(super) fn papers(&self, visit: &str, key: &Key) -> Option<(Arc<Papers>, bool)> {
        let state = self.state();
        let kept = state.papers.get(visit).filter(|kept| kept.key == *key)?;
        Some((Arc::clone(&kept.papers), kept.whole))
    }

    pub(super) fn keep_papers(&self, visit: &str, key: Key, papers: Arc<Papers>, whole: bool) {
        let mut state = self.state();
        let looked = state.papers.remove(visit).map(|kept| kept.looked).unwrap_or_default();
        state.papers.insert(visit.to_owned(), Together { key, papers, whole, looked });
    }

    pub(super) fn was_looked_at_together(&self, visit: &str, key: &Key) -> bool {
        let state = self.state();
        state.papers.get(visit).is_some_and(|kept| kept.looked.contains(&bare(key)))
    }

    fn is_looked_at_together(&self, visit: &str, files: &[HandedFile]) {
        let names = files.iter().map(|file| {
            let sha256 = file.content.as_ref().map(|content| content.sha256.clone());
            (file.name.clone(), sha256.unwrap_or_default())
        });
        if let Some(kept) = self.state().papers.get_mut(visit) {
            kept.looked.insert(names.collect());
            // What was found comes in with the next look.
            kept.key.clear();
        }
    }

    /// Nothing of a visit stays in memory.
    pub(super) fn forget(&self, visit: &str) {
        let mut state = self.state();
        state.papers.remove(visit);
        state.waiting.retain(|job| !matches!(job, Job::Together { visit: of } if of == visit));
    }

    pub(super) fn forget_upload(&self, upload: &str) {
        let mut state = self.state();
        state.readings.remove(upload);
        state.failed.remove(upload);
        state.read_at.remove(upload);
        state.put_in_at.remove(upload);
        state.waiting.retain(|job| !matches!(job, Job::Page { upload: of } if of.id == upload));
    }

    /// A page is put in. One that could not be read is tried again.
    pub(super) fn comes_in(&self, upload: &str) {
        let mut state = self.state();
        state.failed.remove(upload);
        state.put_in_at.insert(upload.to_owned(), Instant::now());
    }

    /// Until what is returned is dropped, nothing else is read.
    pub(super) fn send(&self) -> Sending<'_> {
        self.state().sending += 1;
        Sending(self)
    }

    fn next(&self) -> Option<Job> {
        let mut state = self.state();
        if state.waiting.is_empty() {
            let waited = self.wake.wait_timeout(state, REST);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let job = state.waiting.pop_front()?;
        state.at.push(job.clone());
        Some(job)
    }

    fn done(&self, job: &Job) {
        self.state().at.retain(|at| at != job);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// While it lives an application is being made of a visit.
pub(super) struct Sending<'a>(&'a Counter);

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.0.state().sending -= 1;
    }
}

fn bare(key: &Key) -> Vec<(String, String)> {
    key.iter().map(|(name, sha256, _)| (name.clone(), sha256.clone())).collect()
}

impl Desk {
    /// Reads pages as they come, until `stop`; `number` counts those who do so.
    pub(crate) fn read_visits_until(&self, stop: &AtomicBool, number: usize) {
        while !stop.load(Ordering::Relaxed) {
            match self.counter.next() {
                Some(job) => {
                    if let Err(error) = guarded(|| self.work_on(&job))
                        .unwrap_or_else(|panic| Err(DeskError::Internal(panic)))
                    {
                        self.note_failed_job(&job, &error);
                    }
                    self.counter.done(&job);
                }
                None => self.keep_warm(number),
            }
        }
    }

    fn work_on(&self, job: &Job) -> Result<(), DeskError> {
        match job {
            Job::Page { upload } => self.read_page(upload),
            Job::Together { visit } => self.look_together(visit),
        }
    }

    fn read_page(&self, upload: &Upload) -> Result<(), DeskError> {
        let file = self.upload(upload)?;
        let workers = self.counter.workers.as_ref();
        let mut read = self.read_with(workers, vec![file], vec![None])?;
        let Some(read) = read.pop() else { return Ok(()) };
        let engine = self.engine()?;
        Shelf::of(&self.store, &engine).keep_for_a_visit(&upload.id, &read)?;
        self.counter.remember(&upload.id, Arc::new(read.reading));
        self.counter.state().read_at.insert(upload.id.clone(), Instant::now());
        let visits = self.store.visits_with(&upload.id)?;
        if visits.is_empty() {
            // The person has left meanwhile.
            self.counter.forget_upload(&upload.id);
        }
        for (visit, page) in visits {
            self.take_the_place(&visit, page)?;
            // What all pages together tell is looked for at once, before anybody asks.
            let _ = self.store.visit(&visit).and_then(|kept| self.draft_of(&kept));
        }
        Ok(())
    }

    fn look_together(&self, visit: &str) -> Result<(), DeskError> {
        let kept = self.store.visit(visit)?;
        let draft = self.draft_of(&kept)?;
        let engine = self.engine()?;
        let shelf = Shelf::of(&self.store, &engine);
        let known = draft.files.iter().map(|file| shelf.find(file)).collect();
        let workers = self.counter.workers.as_ref();
        let read = self.read_with(workers, draft.files.clone(), known)?;
        for (file, read) in draft.files.iter().zip(&read).filter(|(_, read)| read.changed) {
            let Ok(content) = &file.content else { continue };
            shelf.keep_for_a_visit(&content.sha256, read)?;
            if draft.before.is_some() {
                // One of the office's scans already, or none: then nothing is kept.
                shelf.keep(file, read);
            }
            self.counter.remember(&content.sha256, Arc::new(read.reading.clone()));
        }
        self.counter.is_looked_at_together(visit, &draft.files);
        Ok(())
    }

    fn note_failed_job(&self, job: &Job, error: &DeskError) {
        match job {
            Job::Page { upload } => {
                self.counter.state().failed.insert(upload.id.clone(), error.to_string());
            }
            // What they say by themselves stands.
            Job::Together { visit } => {
                let draft = self.store.visit(visit).and_then(|kept| self.draft_of(&kept));
                if let Ok(draft) = draft {
                    self.counter.is_looked_at_together(visit, &draft.files);
                }
            }
        }
    }

    /// Has a reader loaded for each thread while the counter's screen is open, and gives the
    /// memory back when it is not.
    fn keep_warm(&self, number: usize) {
        let looked_at = self.counter.state().looked_at;
        let open = looked_at.is_some_and(|at| at.elapsed() < WARM);
        let Some(workers) = &self.counter.workers else {
            if open && number == 0 {
                let _ = self.reader();
            }
            return;
        };
        if open {
            // Why one cannot be started is told where a page cannot be read; it is tried again when
            // the screen asks next.
            if workers.warm(number + 1).is_err() {
                self.counter.state().looked_at = None;
            }
        } else if number == 0 && looked_at.is_some() {
            workers.rest();
            self.counter.state().looked_at = None;
        }
    }
}
