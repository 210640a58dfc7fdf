//! How fast the work goes.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The stretch of time over which a rate is taken: long enough to level out big files, short
/// enough to notice that the machine got busy.
const WINDOW: Duration = Duration::from_secs(300);

/// The pace of each batch that is being read.
#[derive(Debug, Default)]
pub struct Paces {
    inner: Mutex<HashMap<i64, Pace>>,
}

impl Paces {
    /// Work on a batch begins or goes on: what it did before it waited tells nothing.
    pub fn begin(&self, batch: i64) {
        let mut paces = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let pace = Pace::default();
        pace.begin();
        paces.insert(batch, pace);
    }

    pub fn done(&self, batch: i64) {
        let mut paces = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        paces.entry(batch).or_default().done();
    }

    /// Applications a minute; 0 for a batch of which nothing was done lately.
    pub fn rate(&self, batch: i64) -> f64 {
        let paces = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        paces.get(&batch).map_or(0.0, |pace| pace.so_far().1)
    }
}

/// Counts pieces of work that are done and tells the rate.
#[derive(Debug, Default)]
pub struct Pace {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    begun: Option<Instant>,
    total: u32,
    /// Moments at which a piece was done, the oldest first; no older than [`WINDOW`].
    recent: VecDeque<Instant>,
}

impl Pace {
    /// Work begins now: the first piece counts from here.
    pub fn begin(&self) {
        self.lock().begun.get_or_insert_with(Instant::now);
    }

    /// A piece is done.
    pub fn done(&self) {
        let mut inner = self.lock();
        let now = Instant::now();
        inner.begun.get_or_insert(now);
        inner.total += 1;
        inner.recent.push_back(now);
        while inner.recent.front().is_some_and(|first| now.duration_since(*first) > WINDOW) {
            inner.recent.pop_front();
        }
    }

    /// Pieces done so far, and pieces a minute; 0 before the first.
    pub fn so_far(&self) -> (u32, f64) {
        let inner = self.lock();
        let Some(begun) = inner.begun else { return (0, 0.0) };
        let span = begun.elapsed().min(WINDOW).as_secs_f64();
        let rate = if span > 0.0 { inner.recent.len() as f64 * 60.0 / span } else { 0.0 };
        (inner.total, (rate * 10.0).round() / 10.0)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
