//! Reading imported applications while people work.

use std::fs::{File, OpenOptions};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::reading::guarded;

/// How long a reading thread rests when there is nothing to read.
const REST: Duration = Duration::from_millis(400);

/// How long the end of the program waits for applications under way: one takes some three
/// seconds of processor time on two cores (14 samples, 39 s).
const PATIENCE: Duration = Duration::from_secs(10);

/// Threads that read what was imported. They stop when this is dropped, each after the
/// application that it is at.
pub struct Background {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Desk {
    /// Starts reading in the background; `threads` 0 leaves half of the machine to its user.
    /// Of several programs on one data folder only one reads; the next takes over when it ends.
    pub fn read_in_background(self: &Arc<Self>, threads: usize) -> Background {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = if threads == 0 { (cores / 2).clamp(1, 4) } else { threads };
        let stop = Arc::new(AtomicBool::new(false));
        let turn = Arc::new(Turn::default());
        let handles = (0..threads)
            .filter_map(|number| {
                let (desk, stop, turn) = (Arc::clone(self), Arc::clone(&stop), Arc::clone(&turn));
                thread::Builder::new()
                    .name(format!("reading-{number}"))
                    // Deeply nested PDFs recurse.
                    .stack_size(16 << 20)
                    .spawn(move || {
                        while !stop.load(Ordering::Relaxed) {
                            if !turn.is_ours(&desk) || !desk.read_next(&stop) {
                                thread::sleep(REST);
                            }
                        }
                    })
                    .ok()
            })
            .collect();
        Background { stop, threads: handles }
    }

    /// Reads the next application of the queue; tells whether there was one that could be read.
    fn read_next(&self, stop: &AtomicBool) -> bool {
        if self.reader().is_err() {
            return false;
        }
        let Ok(Some(submission)) = self.store.claim_next() else { return false };
        self.pace.begin();
        let made = guarded(|| self.process(&submission))
            .unwrap_or_else(|panic| Err(DeskError::Internal(panic)));
        if let Err(error) = made {
            // On a full disk this fails as well: noted once there is room, nothing waits for ever.
            while self.store.note_failure(submission.id, &error.to_string()).is_err()
                && !stop.load(Ordering::Relaxed)
            {
                thread::sleep(REST);
            }
        }
        self.pace.done();
        true
    }
}

impl Background {
    /// Ends the reading. Applications under way get a few seconds to finish, so that no engine is
    /// torn down under a reading thread; what does not finish is put back when the data folder
    /// is opened next.
    pub fn stop(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE && !self.threads.iter().all(JoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(20));
        }
        self.threads.clear();
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Whose turn it is to read in a data folder: a lock that the system releases with the process,
/// however it ends.
#[derive(Default)]
struct Turn {
    lock: RwLock<Option<File>>,
}

impl Turn {
    fn is_ours(&self, desk: &Desk) -> bool {
        if self.lock.read().unwrap_or_else(PoisonError::into_inner).is_some() {
            return true;
        }
        let mut lock = self.lock.write().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            let path = desk.home().join("reading.lock");
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
            *lock = file.ok().filter(|file| file.try_lock().is_ok());
            // What an earlier reader left half done is done again.
            if lock.is_some() {
                let _ = desk.store.put_back_claimed();
            }
        }
        lock.is_some()
    }
}
