//! Pages come in at the counter: scanners, the watched folder and the browser's camera, all of the
//! machine on which the desk runs.

mod camera;
mod inbox;
mod scan;
mod settings;
mod watching;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hezhi_capture::{CaptureError, Scanners};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Capture, CaptureProblem};
use scan::Running;
use watching::Notes;

/// What is under way.
#[derive(Default)]
pub(crate) struct Captures {
    scanners: Scanners,
    job: Mutex<Option<Running>>,
    /// The visit on the screen, and when the screen asked last.
    open: Mutex<Option<(String, Instant)>>,
    notes: Mutex<Notes>,
}

/// A screen that has not asked for so long is gone: browsers ask once a minute where nobody sees
/// them, and the clerk may be in the scanner's own program.
const GONE: Duration = Duration::from_secs(180);

impl Captures {
    fn job(&self) -> MutexGuard<'_, Option<Running>> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn opened(&self) -> MutexGuard<'_, Option<(String, Instant)>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The visit into which pages go that come by themselves.
    fn open_visit(&self) -> Option<String> {
        let open = self.opened();
        open.as_ref().filter(|(_, asked)| asked.elapsed() < GONE).map(|(visit, _)| visit.clone())
    }
}

impl Desk {
    /// What the bar shows. `visit` is the one on the screen: what comes into the watched folder
    /// goes into it from now on.
    pub fn capture(&self, visit: Option<&str>) -> Result<Capture, DeskError> {
        if let Some(visit) = visit {
            *self.captures.opened() = Some((visit.to_owned(), Instant::now()));
        }
        let settings = self.capture_settings()?;
        let watched = settings.watched.map(|watched| self.captures.notes().state(&watched.folder));
        let job = self.captures.job().as_ref().map(|running| running.job.clone());
        Ok(Capture { profiles: settings.profiles, job, watched, inbox: self.inbox()? })
    }

    /// The visit is no longer on the screen: what comes now waits in the inbox.
    pub fn leave_capture(&self, visit: &str) -> Result<(), DeskError> {
        let mut open = self.captures.opened();
        if open.as_ref().is_some_and(|(opened, _)| opened == visit) {
            *open = None;
        }
        drop(open);
        // Nobody is there any more for whom it scans.
        if self.captures.job().as_ref().is_some_and(|running| running.job.visit == visit) {
            self.cancel_scan()?;
        }
        Ok(())
    }
}

impl From<&CaptureError> for CaptureProblem {
    fn from(error: &CaptureError) -> CaptureProblem {
        CaptureProblem { code: error.code(), message: error.to_string() }
    }
}

/// What the desk says where a capture fails outside a scan.
fn told(error: &CaptureError) -> DeskError {
    DeskError::Invalid(error.to_string())
}
