//! The desk's functions under the names that the window calls. `async` keeps the work off the
//! thread that draws the window.

use std::path::PathBuf;

use hezhi_desk::view::{
    ApiError, Decision, DecisionInput, Imported, Queue, QueueFilter, Review, Rule, Status,
};
use hezhi_desk::{Desk, DeskError};
use tauri::State;

use crate::window::Opened;

type Answer<T> = Result<T, ApiError>;

#[tauri::command(async)]
pub fn queue(filter: QueueFilter, opened: State<'_, Opened>) -> Answer<Queue> {
    ask(&opened, |desk| desk.queue(&filter))
}

#[tauri::command(async)]
pub fn application(id: String, opened: State<'_, Opened>) -> Answer<Review> {
    ask(&opened, |desk| desk.application(&id))
}

#[tauri::command(async)]
pub fn decide(id: String, input: DecisionInput, opened: State<'_, Opened>) -> Answer<Decision> {
    ask(&opened, |desk| desk.decide(&id, &input))
}

#[tauri::command(async)]
pub fn undo_decision(id: String, opened: State<'_, Opened>) -> Answer<Review> {
    ask(&opened, |desk| desk.undo_decision(&id, None))
}

#[tauri::command(async)]
pub fn rules(opened: State<'_, Opened>) -> Answer<Vec<Rule>> {
    ask(&opened, |desk| Ok(desk.rules()))
}

#[tauri::command(async)]
pub fn import_folder(path: PathBuf, opened: State<'_, Opened>) -> Answer<Imported> {
    ask(&opened, |desk| desk.import_folder(&path))
}

#[tauri::command(async)]
pub fn status(opened: State<'_, Opened>) -> Answer<Status> {
    ask(&opened, Desk::status)
}

fn ask<T>(opened: &Opened, question: impl FnOnce(&Desk) -> Result<T, DeskError>) -> Answer<T> {
    question(opened.desk()?).map_err(|error| ApiError::from(&error))
}
