//! What an office sets for its desk.

use std::sync::PoisonError;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::roads;
use crate::view::{GazetteerChanged, Settings};

impl Desk {
    pub fn settings(&self) -> Settings {
        let (gazetteer, gazetteer_problem) = self.roads.info();
        Settings { gazetteer, gazetteer_problem, gazetteer_limit: roads::LARGEST }
    }

    /// Puts a table of roads in force, in the place of the one before, and keeps it in the data
    /// folder. A faulty table is refused with the line at fault, and nothing changes.
    pub fn load_gazetteer(&self, table: &[u8]) -> Result<GazetteerChanged, DeskError> {
        self.roads.replace(table)?;
        self.judge_anew()
    }

    /// Goes back to the roads that the program itself knows.
    pub fn remove_gazetteer(&self) -> Result<GazetteerChanged, DeskError> {
        self.roads.remove()?;
        self.judge_anew()
    }

    /// Has what nobody decided judged again in the background, from what was read of it before.
    /// Where nothing can be read, what was found stays: it is better than waiting for a reader
    /// that is not there.
    fn judge_anew(&self) -> Result<GazetteerChanged, DeskError> {
        let judged_anew = if self.engine().is_ok() {
            // Who is judging now may have begun with the table before: his report comes first.
            let _judging = self.judging.lock().unwrap_or_else(PoisonError::into_inner);
            self.store.put_back_undecided()?
        } else {
            0
        };
        Ok(GazetteerChanged { settings: self.settings(), judged_anew })
    }
}
