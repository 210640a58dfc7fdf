//! Reading imported applications while people work.

use std::fs::{File, OpenOptions};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::reading::guarded;
use crate::store::Submission;

/// How long a reading thread rests when there is nothing to read.
const REST: Duration = Duration::from_millis(400);

/// How long the end of the program waits for applications under way: one takes some three
/// seconds of processor time on two cores (14 samples, 39 s).
const PATIENCE: Duration = Duration::from_secs(10);

/// How many pages of people at the counter are read at once: two cores, two pages of a case.
const AT_THE_COUNTER: usize = 2;

/// Threads that read what was imported. They stop when this is dropped, each after the
/// application that it is at.
pub struct Background {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

/// How long nothing was to be read before the memory of the models is given back.
const IDLE: Duration = Duration::from_secs(90);

impl Desk {
    /// Starts reading in the background; `threads` 0: as many as [`Desk::batch_cores`] says, at
    /// any moment. Of several programs on one data folder only one reads; the next takes over
    /// when it ends.
    pub fn read_in_background(self: &Arc<Self>, threads: usize) -> Background {
        let stop = Arc::new(AtomicBool::new(false));
        let turn = Arc::new(Turn::default());
        let most = if threads == 0 { self.cores.most() } else { threads };
        let readers = (0..most).map(|number| {
            let (desk, stop, turn) = (Arc::clone(self), Arc::clone(&stop), Arc::clone(&turn));
            let may_read = move |desk: &Desk| threads > 0 || number < desk.cores.now();
            let work = move || desk.read_until(&stop, &turn, number, may_read);
            // Deeply nested PDFs recurse.
            let thread = thread::Builder::new().name(format!("reading-{number}"));
            thread.stack_size(16 << 20).spawn(work)
        });
        let taking_in = {
            let (desk, stop, turn) = (Arc::clone(self), Arc::clone(&stop), Arc::clone(&turn));
            thread::Builder::new().name("taking-in".into()).spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    if turn.is_ours(&desk) {
                        desk.take_in_batches(&stop);
                    }
                    thread::sleep(REST);
                }
            })
        };
        let watching = {
            let (desk, stop, turn) = (Arc::clone(self), Arc::clone(&stop), Arc::clone(&turn));
            thread::Builder::new()
                .name("watching".into())
                .spawn(move || desk.watch_until(&stop, || turn.is_ours(&desk)))
        };
        let counter = (0..AT_THE_COUNTER).map(|number| {
            let (desk, stop) = (Arc::clone(self), Arc::clone(&stop));
            let thread = thread::Builder::new().name(format!("counter-{number}"));
            thread.stack_size(16 << 20).spawn(move || desk.read_visits_until(&stop, number))
        });
        let threads =
            readers.chain([taking_in, watching]).chain(counter).filter_map(Result::ok).collect();
        Background { stop, threads }
    }

    fn read_until(
        &self,
        stop: &AtomicBool,
        turn: &Turn,
        number: usize,
        may_read: impl Fn(&Desk) -> bool,
    ) {
        let mut idle = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            // Who stands at the counter comes first.
            if may_read(self)
                && !self.counter.is_busy()
                && turn.is_ours(self)
                && self.read_next(stop)
            {
                idle = Instant::now();
                continue;
            }
            if number == 0 && turn.is_ours(self) && self.judge_again() {
                continue;
            }
            if number == 0 && idle.elapsed() > IDLE {
                self.rest();
                idle = Instant::now();
            }
            thread::sleep(REST);
        }
    }

    /// Reads the next application of the queue; tells whether there was one that could be read.
    fn read_next(&self, stop: &AtomicBool) -> bool {
        let Ok(reader) = self.presence.name() else { return false };
        if self.known_engine().is_some_and(|engine| engine.is_err()) {
            return false;
        }
        let Ok(Some(submission)) = self.store.claim_next(reader, None) else { return false };
        self.pace.begin();
        let made = guarded(|| self.process(&submission))
            .unwrap_or_else(|panic| Err(DeskError::Internal(panic)));
        if let Err(error) = made {
            self.put_aside(&submission, reader, &error, stop);
        }
        self.pace.done();
        if let Some(batch) = submission.batch {
            self.paces.done(batch);
            let _ = self.store.finish_batches();
        }
        true
    }

    /// Judges again what others have come to share something with, while nothing is to be read.
    fn judge_again(&self) -> bool {
        let ready = self.known_engine().is_some_and(|engine| engine.is_ok());
        ready
            && guarded(|| self.judge_next_again())
                .is_ok_and(|judged| judged.is_ok_and(|judged| judged.is_some()))
    }

    /// What could not be processed waits for whoever mends the cause, or is told as failed.
    fn put_aside(
        &self,
        submission: &Submission,
        reader: &str,
        error: &DeskError,
        stop: &AtomicBool,
    ) {
        // Nothing is wrong with the application where the disk is full or nobody can read.
        let ours = error.is_disk_full() || matches!(error, DeskError::ReaderMissing(_));
        let noted = || match submission.batch {
            Some(batch) if ours => self
                .store
                .give_back(submission.id, reader)
                .and_then(|()| self.store.pause_batch(batch, Some(&paused_by(error)))),
            None if matches!(error, DeskError::ReaderMissing(_)) => {
                self.store.give_back(submission.id, reader)
            }
            _ => self.store.note_failure(submission.id, &error.to_string()),
        };
        // On a full disk this fails as well: noted once there is room, nothing waits for ever.
        while noted().is_err() && !stop.load(Ordering::Relaxed) {
            thread::sleep(REST);
        }
    }
}

/// Why a batch waits, and what is to be done. Chinese.
pub(crate) fn paused_by(error: &DeskError) -> String {
    if error.is_disk_full() {
        format!(
            "数据文件夹所在的磁盘写不进去了（{error}）。腾出空间后按“继续”，从停下的地方接着做。"
        )
    } else {
        format!("{error} 处理后按“继续”，从停下的地方接着做。")
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
                let _ = desk.store.put_back_abandoned(|name| desk.presence.is_there(name));
            }
        }
        lock.is_some()
    }
}
