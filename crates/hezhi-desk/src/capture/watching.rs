//! The watched folder: what comes into it goes into the open visit, else into the inbox.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use hezhi_capture::{Arrival, CaptureError, Mark, Watched};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::Refused;
use crate::view::{CaptureProblem, PageSource, WatchedNote, WatchedState};

/// How often the folder is looked at: network shares tell nobody what changes in them.
const PAUSE: Duration = Duration::from_millis(1500);
const STEP: Duration = Duration::from_millis(100);
/// Notes that are kept for the screen.
const NOTES: usize = 20;

/// What is to be told about the folder.
#[derive(Default)]
pub(super) struct Notes {
    problem: Option<CaptureProblem>,
    notes: VecDeque<WatchedNote>,
}

impl Notes {
    pub fn state(&self, folder: &str) -> WatchedState {
        let (problem, notes) = (self.problem.clone(), self.notes.iter().cloned().collect());
        WatchedState { folder: folder.to_owned(), problem, notes }
    }

    fn add(&mut self, file: &str, message: String) {
        let note = WatchedNote { file: file.to_owned(), message };
        if self.notes.contains(&note) {
            return;
        }
        self.notes.push_back(note);
        if self.notes.len() > NOTES {
            self.notes.pop_front();
        }
    }
}

/// A folder as it is being watched.
struct Watching {
    watched: Watched,
    /// Its name in the store.
    folder: String,
    known: HashSet<Mark>,
}

impl Desk {
    /// Looks at the folder again and again until told to stop, while it is this program's turn.
    pub(crate) fn watch_until(&self, stop: &AtomicBool, is_our_turn: impl Fn() -> bool) {
        let mut watching = None;
        while !stop.load(Ordering::Relaxed) {
            if is_our_turn() {
                self.watch_once(&mut watching);
            }
            let begun = Instant::now();
            while begun.elapsed() < PAUSE && !stop.load(Ordering::Relaxed) {
                thread::sleep(STEP);
            }
        }
    }

    fn watch_once(&self, watching: &mut Option<Watching>) {
        let Ok(settings) = self.capture_settings() else { return };
        let Some(set) = settings.watched else {
            *watching = None;
            *self.captures.notes() = Notes::default();
            return;
        };
        if watching.as_ref().is_none_or(|watching| watching.folder != set.folder) {
            // What cannot be told now is asked for again in a moment.
            let Ok(known) = self.store.watched_files(&set.folder) else { return };
            *self.captures.notes() = Notes::default();
            let watched = Watched::new(Path::new(&set.folder));
            *watching = Some(Watching { watched, folder: set.folder.clone(), known });
        }
        if let Some(watching) = watching {
            self.look_into(watching, set.put_away);
        }
    }

    fn look_into(&self, watching: &mut Watching, put_away: bool) {
        let known = &watching.known;
        let arrivals = match watching.watched.look(&|mark| known.contains(mark)) {
            Ok(arrivals) => arrivals,
            Err(error) => {
                self.captures.notes().problem = Some(CaptureProblem::from(&error));
                return;
            }
        };
        self.captures.notes().problem = None;
        for arrival in arrivals {
            match arrival {
                Arrival::Settled(mark) => self.arrive(watching, &mark, put_away),
                Arrival::NeverSettles(mark) => self.captures.notes().add(
                    &mark.name,
                    format!(
                        "“{}”一直在变，还没有收。请看是什么程序在写它；写完后会自动收进来。",
                        mark.name
                    ),
                ),
            }
        }
    }

    fn arrive(&self, watching: &mut Watching, mark: &Mark, put_away: bool) {
        let taken = self.take_file(&watching.watched, mark);
        let (sha256, note) = match taken {
            Ok(Taking::Later) => return,
            Ok(Taking::Taken(sha256)) => (Some(sha256), None),
            Ok(Taking::Not(sha256, why)) => (sha256, Some(why)),
            Err(error) => {
                self.captures.notes().problem = Some(error);
                return;
            }
        };
        let is_taken = note.is_none();
        if let Some(why) = note {
            self.captures.notes().add(&mark.name, why);
        }
        let marks = std::slice::from_ref(mark);
        if self.store.note_watched(&watching.folder, marks, sha256.as_deref()).is_ok() {
            watching.known.insert(mark.clone());
        }
        if is_taken
            && put_away
            && let Err(error) = watching.watched.put_away(mark)
        {
            self.captures.notes().add(&mark.name, error.to_string());
        }
    }

    /// Copies a file and puts it where it belongs. An error is of this machine: the file is taken
    /// when the cause is mended.
    fn take_file(&self, watched: &Watched, mark: &Mark) -> Result<Taking, CaptureProblem> {
        let disk =
            |error: std::io::Error| CaptureProblem::from(&CaptureError::Disk(error.to_string()));
        let incoming = self.home().join("incoming");
        std::fs::create_dir_all(&incoming).map_err(disk)?;
        let copy = tempfile::NamedTempFile::new_in(&incoming).map_err(disk)?;
        let sha256 = match watched.copy(mark, copy.path(), self.limits.bytes) {
            Ok(Some(sha256)) => sha256,
            Ok(None) => return Ok(Taking::Later),
            Err(error @ CaptureError::TooLarge(_)) => {
                return Ok(Taking::Not(None, error.to_string()));
            }
            Err(error) => return Err(CaptureProblem::from(&error)),
        };
        let broken =
            |error: DeskError| CaptureProblem::from(&CaptureError::Refused(error.to_string()));
        if self.store.was_watched(&sha256).map_err(broken)? {
            let why = format!("“{}”与以前收过的文件内容完全相同，没有再收。", mark.name);
            return Ok(Taking::Not(Some(sha256), why));
        }
        match self.put(&mark.name, copy.path()) {
            Ok(()) => Ok(Taking::Taken(sha256)),
            Err(error @ DeskError::Invalid(_)) => {
                Ok(Taking::Not(Some(sha256), format!("“{}”没有收：{error}", mark.name)))
            }
            Err(error) => Err(broken(error)),
        }
    }

    fn put(&self, name: &str, file: &Path) -> Result<(), DeskError> {
        if let Some(visit) = self.captures.open_visit() {
            match self.visit_page(&visit, name, file, PageSource::WatchedFolder) {
                // It was ended a moment ago.
                Err(DeskError::NotFound(_) | DeskError::Conflict(_)) => {}
                put => return put.map(|_| ()),
            }
        }
        let kept = self.uploads.keep(file, name, &self.limits);
        let upload = kept.map_err(|refused| match refused {
            Refused::File(problem) => DeskError::Invalid(problem.message),
            Refused::Disk(error) => error,
        })?;
        self.store.add_to_inbox(&upload)
    }
}

/// What came of a file that settled.
enum Taking {
    /// By the hash of its content.
    Taken(String),
    /// Not, and why; by its hash where it was read.
    Not(Option<String>, String),
    /// It changed while it was copied.
    Later,
}
