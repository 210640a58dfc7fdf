//! Batches that the desk reads by itself while people work: begun, watched and steered from the
//! screen.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::taking::{Taking, Watch, is_there};
use crate::background::paused_by;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{self, Handed, IntakeError, Item};
use crate::store::Taken;
use crate::view::{Batch, BatchInput, BatchItemState, BatchItems, BatchSource, BatchState};

/// How many processors reading may use, at any moment.
pub(crate) struct Cores(AtomicUsize);

impl Default for Cores {
    /// Half of the machine is left to its user.
    fn default() -> Cores {
        Cores(AtomicUsize::new((cores() / 2).clamp(1, 4)))
    }
}

impl Cores {
    pub fn most(&self) -> usize {
        cores()
    }

    pub fn now(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The setting under which the office's choice is kept.
const CORES: &str = "batch_cores";

impl Desk {
    /// Begins to read a folder in the background, or goes on with it where it was begun and has
    /// not ended.
    pub fn start_batch(self: &Arc<Self>, input: &BatchInput) -> Result<Batch, DeskError> {
        let folder = Path::new(&input.folder);
        let folder = folder.canonicalize().map_err(|_| {
            DeskError::NotFound(format!(
                "找不到文件夹“{}”。请检查路径后重试。",
                intake::shown(folder)
            ))
        })?;
        is_there(&folder)?;
        let by = self.person(input.by.as_deref())?;
        let batch = self.store.begin_batch(&folder.to_string_lossy(), &input.source, Some(&by))?;
        self.store.resume_batch(batch)?;
        self.paces.begin(batch);
        self.batch_of(batch)
    }

    /// Every batch, the newest first.
    pub fn batches(&self) -> Result<Vec<Batch>, DeskError> {
        Ok(self.store.batches()?.into_iter().map(|batch| self.with_pace(batch)).collect())
    }

    pub fn batch_of(&self, id: i64) -> Result<Batch, DeskError> {
        Ok(self.with_pace(self.store.batch(id)?))
    }

    /// A stretch of a batch's applications in one state.
    pub fn batch_items(
        &self,
        id: i64,
        state: BatchItemState,
        from: u32,
        count: u32,
    ) -> Result<BatchItems, DeskError> {
        self.store.batch_items(id, state, from, count.min(1000))
    }

    /// Lets a batch wait; what is being read is finished.
    pub fn pause_batch(&self, id: i64) -> Result<Batch, DeskError> {
        self.store.batch_state(id)?;
        self.store.pause_batch(id, None)?;
        self.batch_of(id)
    }

    pub fn resume_batch(&self, id: i64) -> Result<Batch, DeskError> {
        self.store.batch_state(id)?;
        self.store.resume_batch(id)?;
        self.paces.begin(id);
        self.batch_of(id)
    }

    /// Ends a batch: what is read stays, what is not leaves the queue.
    pub fn stop_batch(&self, id: i64) -> Result<Batch, DeskError> {
        self.store.batch_state(id)?;
        self.store.stop_batch(id)?;
        self.batch_of(id)
    }

    /// How many processors reading may use.
    pub fn batch_cores(&self) -> u32 {
        self.cores.now() as u32
    }

    /// Sets that for now and the next time; what is being read is finished.
    pub fn set_batch_cores(&self, cores: u32) -> Result<u32, DeskError> {
        let cores = (cores as usize).clamp(1, self.cores.most());
        self.store.set(CORES, &cores.to_string())?;
        self.cores.0.store(cores, Ordering::Relaxed);
        Ok(cores as u32)
    }

    /// Takes up the number of processors that was set the last time.
    pub(crate) fn recall_cores(&self) -> Result<(), DeskError> {
        let set = self.store.setting(CORES)?.and_then(|cores| cores.parse::<usize>().ok());
        if let Some(cores) = set {
            self.cores.0.store(cores.clamp(1, self.cores.most()), Ordering::Relaxed);
        }
        Ok(())
    }

    fn with_pace(&self, mut batch: Batch) -> Batch {
        if batch.state == BatchState::Reading || batch.state == BatchState::TakingIn {
            batch.rate_per_minute = self.paces.rate(batch.id);
            let rest = batch.total.saturating_sub(batch.done + batch.failed);
            batch.seconds_left = (batch.rate_per_minute > 0.0)
                .then(|| f64::from(rest) * 60.0 / batch.rate_per_minute);
        }
        batch
    }

    /// Takes in the folders of the batches that wait for it, as far as they come.
    pub(crate) fn take_in_batches(&self, stop: &AtomicBool) {
        for (batch, folder, source) in self.store.batches_to_take_in().unwrap_or_default() {
            let taken = self.take_in_folder(batch, Path::new(&folder), &source, stop);
            if let Err(error) = taken {
                // On a full disk this fails as well; the batch is tried again in a moment.
                let _ = self.store.pause_batch(batch, Some(&paused_by(&error)));
            }
        }
        // The last application may have been read before its batch was all taken in.
        let _ = self.store.finish_batches();
    }

    fn take_in_folder(
        &self,
        batch: i64,
        folder: &Path,
        source: &BatchSource,
        stop: &AtomicBool,
    ) -> Result<(), DeskError> {
        is_there(folder)?;
        let gathered = self
            .gather(folder, Some(source))
            .map_err(|problem| DeskError::Invalid(problem.message))?;
        let known = self.store.items_taken_in(batch)?;
        let mut taking = Taking {
            desk: self,
            batch,
            folder,
            numbers: known.iter().map(|(path, id)| (id.clone(), path.clone())).collect(),
        };
        let known = known.into_iter().map(|(path, _)| path).collect();
        taking.take_in(&gathered, &mut InBackground { desk: self, batch, stop, known })?;
        Ok(())
    }
}

/// Nobody waits for it: it goes on until it is told not to.
struct InBackground<'a> {
    desk: &'a Desk,
    batch: i64,
    stop: &'a AtomicBool,
    /// What was taken in before the program was ended or the batch made to wait.
    known: HashSet<String>,
}

impl Watch for InBackground<'_> {
    fn goes_on(&mut self) -> bool {
        !self.stop.load(Ordering::Relaxed)
            && self.desk.store.batch_state(self.batch).is_ok_and(|s| s == BatchState::TakingIn)
    }

    fn is_known(&mut self, path: &str) -> bool {
        self.known.contains(path)
    }

    fn taken(&mut self, _: &Item, _: &Handed, _: Taken) -> Result<(), DeskError> {
        Ok(())
    }

    fn problem(&mut self, _: IntakeError) {}

    fn looked_at(&mut self, _: usize) {}
}
