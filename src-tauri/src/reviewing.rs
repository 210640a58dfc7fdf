//! The desk's functions on one application beside its decision: claim, correct, read a box, note.

use hezhi_desk::view::{BoxReading, Claim, CorrectionInput, NoteInput, Place, Review};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn claim(id: String, by: Option<String>, opened: State<'_, Opened>) -> Answer<Claim> {
    ask(&opened, move |desk| desk.claim(&id, by.as_deref())).await
}

#[tauri::command]
pub async fn release(id: String, by: Option<String>, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.release(&id, by.as_deref())).await
}

#[tauri::command]
pub async fn correct(
    id: String,
    input: CorrectionInput,
    opened: State<'_, Opened>,
) -> Answer<Review> {
    ask(&opened, move |desk| desk.correct(&id, &input)).await
}

#[tauri::command]
pub async fn withdraw_correction(
    id: String,
    correction: i64,
    by: Option<String>,
    opened: State<'_, Opened>,
) -> Answer<Review> {
    ask(&opened, move |desk| desk.withdraw_correction(&id, correction, by.as_deref())).await
}

#[tauri::command]
pub async fn read_box(id: String, place: Place, opened: State<'_, Opened>) -> Answer<BoxReading> {
    ask(&opened, move |desk| desk.read_box(&id, &place)).await
}

#[tauri::command]
pub async fn add_note(id: String, input: NoteInput, opened: State<'_, Opened>) -> Answer<Review> {
    ask(&opened, move |desk| desk.add_note(&id, &input)).await
}
