//! Taking the applications of a folder in, one after the other. It can be broken off anywhere and
//! begun again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{Gathered, Handed, IntakeError, Item, one_line, shown};
use crate::store::{NewItem, Taken};
use crate::view::BatchErrorKind;

/// How long files that are still being copied are waited for since the last one settled.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often they are looked at.
const LOOK: Duration = Duration::from_millis(500);

/// Who has a folder taken in.
pub(super) trait Watch {
    /// Asked before each application.
    fn goes_on(&mut self) -> bool;
    /// Whether this application is known well enough not to be looked at again.
    fn is_known(&mut self, path: &str) -> bool;
    fn taken(&mut self, item: &Item, handed: &Handed, taken: Taken) -> Result<(), DeskError>;
    fn problem(&mut self, problem: IntakeError);
    /// How many were looked at.
    fn looked_at(&mut self, count: usize);
}

/// A folder's applications on their way into the store.
pub(super) struct Taking<'a> {
    pub desk: &'a Desk,
    pub batch: i64,
    pub folder: &'a Path,
    /// Where each number was seen first.
    pub numbers: HashMap<String, String>,
}

impl Taking<'_> {
    /// Takes everything in; false where it was told to break off. An error is nobody's paper's
    /// fault and has to be mended first.
    pub fn take_in(
        &mut self,
        gathered: &Gathered,
        watch: &mut dyn Watch,
    ) -> Result<bool, DeskError> {
        self.desk.store.batch_holds(self.batch, gathered.items.len() + gathered.problems.len())?;
        let mut changing: Vec<(usize, &Item)> = Vec::new();
        for (position, item) in gathered.items.iter().enumerate() {
            if !watch.goes_on() {
                return Ok(false);
            }
            watch.looked_at(position + 1);
            if !watch.is_known(&shown(&item.path)) && !self.take(position, item, false, watch)? {
                changing.push((position, item));
            }
        }
        if !self.wait_for(changing, watch)? {
            return Ok(false);
        }
        for (number, problem) in gathered.problems.iter().enumerate() {
            let place = Path::new(&problem.path);
            let path = shown(place.strip_prefix(self.folder).unwrap_or(place));
            self.note(&path, gathered.items.len() + number, Err(problem))?;
        }
        self.desk.store.batch_is_taken_in(self.batch, &gathered.skipped)?;
        Ok(true)
    }

    /// Looks at those that were still being copied until each has settled or nothing moves.
    fn wait_for(
        &mut self,
        mut changing: Vec<(usize, &Item)>,
        watch: &mut dyn Watch,
    ) -> Result<bool, DeskError> {
        let mut moved = Instant::now();
        while !changing.is_empty() {
            thread::sleep(LOOK);
            if !watch.goes_on() {
                return Ok(false);
            }
            let last = moved.elapsed() > PATIENCE;
            let before = changing.len();
            let mut left = Vec::new();
            for (position, item) in changing {
                if !self.take(position, item, last, watch)? {
                    left.push((position, item));
                }
            }
            if left.len() < before {
                moved = Instant::now();
            }
            changing = left;
        }
        Ok(true)
    }

    /// Takes one in; false where its files are still changing, unless it is the `last` look.
    fn take(
        &mut self,
        position: usize,
        item: &Item,
        last: bool,
        watch: &mut dyn Watch,
    ) -> Result<bool, DeskError> {
        let path = shown(&item.path);
        let handed = match item.open(&self.desk.limits) {
            Ok(handed) => handed,
            Err(problem) if problem.kind == BatchErrorKind::Changing && !last => return Ok(false),
            Err(problem) => {
                self.is_there()?;
                self.note(&path, position, Err(&problem))?;
                watch.problem(problem);
                return Ok(true);
            }
        };
        // Every file missing at once is a drive that was pulled out.
        if handed.files.iter().any(|file| file.content.is_err()) {
            self.is_there()?;
        }
        let id = &handed.application.id;
        match self.numbers.entry(id.clone()) {
            Entry::Occupied(first) if *first.get() != path => {
                let message = format!(
                    "编号“{}”与“{}”重复，没有读取。请改正其中一件的编号。",
                    one_line(id),
                    first.get()
                );
                let problem =
                    IntakeError::new(BatchErrorKind::Twice, &self.folder.join(&item.path), message);
                self.note(&path, position, Err(&problem))?;
                watch.problem(problem);
                return Ok(true);
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => {
                place.insert(path.clone());
            }
        }
        let taken = self.desk.take_in(&handed)?;
        self.desk.store.note_item(
            self.batch,
            &NewItem { path: &path, position: position as u32, taken: Ok(taken.submission) },
        )?;
        watch.taken(item, &handed, taken)?;
        Ok(true)
    }

    fn note(
        &self,
        path: &str,
        position: usize,
        problem: Result<i64, &IntakeError>,
    ) -> Result<(), DeskError> {
        let taken = problem.map_err(|problem| (problem.kind, problem.message.as_str()));
        self.desk.store.note_item(self.batch, &NewItem { path, position: position as u32, taken })
    }

    fn is_there(&self) -> Result<(), DeskError> {
        is_there(self.folder)
    }
}

/// Whether the folder can still be reached. A drive that was pulled out makes no application's
/// papers missing.
pub(super) fn is_there(folder: &Path) -> Result<(), DeskError> {
    let reached = match std::fs::metadata(folder) {
        Ok(found) if found.is_dir() => std::fs::read_dir(folder).map(drop),
        found => found.map(drop),
    };
    reached.map_err(|error| {
        DeskError::NotFound(format!(
            "文件夹“{}”打不开了（{error}）。可能是移动硬盘被拔出或网络盘断开，请接好。",
            shown(folder)
        ))
    })
}
