//! Declaring under the names that the window calls.

use std::path::PathBuf;

use hezhi_desk::view::{
    AddressBoxes, Brought, Content, Declaration, Declared, DistrictTowns, EarlierSubmission,
    FurtherPapers, NaiveDate,
};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn bring(paths: Vec<PathBuf>, opened: State<'_, Opened>) -> Answer<Brought> {
    ask(&opened, move |desk| desk.bring(&paths)).await
}

/// Pasted pictures have no path.
#[tauri::command]
pub async fn bring_contents(contents: Vec<Content>, opened: State<'_, Opened>) -> Answer<Brought> {
    ask(&opened, move |desk| desk.bring_contents(&contents)).await
}

#[tauri::command]
pub async fn declare(declaration: Declaration, opened: State<'_, Opened>) -> Answer<Declared> {
    ask(&opened, move |desk| desk.declare(&declaration)).await
}

#[tauri::command]
pub async fn amend(
    id: String,
    declaration: Declaration,
    opened: State<'_, Opened>,
) -> Answer<Declared> {
    ask(&opened, move |desk| desk.amend(&id, &declaration)).await
}

#[tauri::command]
pub async fn add_papers(
    id: String,
    further: FurtherPapers,
    opened: State<'_, Opened>,
) -> Answer<Declared> {
    ask(&opened, move |desk| desk.add_papers(&id, &further)).await
}

#[tauri::command]
pub async fn submissions(id: String, opened: State<'_, Opened>) -> Answer<Vec<EarlierSubmission>> {
    ask(&opened, move |desk| desk.submissions(&id)).await
}

#[tauri::command]
pub async fn remove_upload(id: String, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.remove_upload(&id)).await
}

#[tauri::command]
pub async fn propose_number(on: NaiveDate, opened: State<'_, Opened>) -> Answer<String> {
    ask(&opened, move |desk| desk.propose_number(on)).await
}

#[tauri::command]
pub async fn address_boxes(text: String, opened: State<'_, Opened>) -> Answer<AddressBoxes> {
    ask(&opened, move |desk| Ok(desk.address_boxes(&text))).await
}

#[tauri::command]
pub async fn districts(opened: State<'_, Opened>) -> Answer<Vec<DistrictTowns>> {
    ask(&opened, |desk| Ok(desk.districts())).await
}

#[tauri::command]
pub async fn draft(key: String, opened: State<'_, Opened>) -> Answer<Option<String>> {
    ask(&opened, move |desk| desk.draft(&key)).await
}

#[tauri::command]
pub async fn keep_draft(key: String, text: String, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.keep_draft(&key, &text)).await
}
