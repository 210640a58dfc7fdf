//! Batches: folders of applications that the desk reads by itself.

use std::path::PathBuf;
use std::sync::Arc;

use hezhi_desk::view::{
    Batch, BatchFolder, BatchInput, BatchItemState, BatchItems, BatchResultsForm,
};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn look_at_folder(folder: String, opened: State<'_, Opened>) -> Answer<BatchFolder> {
    ask(&opened, move |desk| desk.look_at_folder(&folder)).await
}

#[tauri::command]
pub async fn start_batch(input: BatchInput, opened: State<'_, Opened>) -> Answer<Batch> {
    let begun = Arc::clone(opened.desk()?);
    ask(&opened, move |_| begun.start_batch(&input)).await
}

#[tauri::command]
pub async fn batches(opened: State<'_, Opened>) -> Answer<Vec<Batch>> {
    ask(&opened, |desk| desk.batches()).await
}

#[tauri::command]
pub async fn batch(id: i64, opened: State<'_, Opened>) -> Answer<Batch> {
    ask(&opened, move |desk| desk.batch_of(id)).await
}

#[tauri::command]
pub async fn batch_items(
    id: i64,
    state: BatchItemState,
    from: u32,
    count: u32,
    opened: State<'_, Opened>,
) -> Answer<BatchItems> {
    ask(&opened, move |desk| desk.batch_items(id, state, from, count)).await
}

#[tauri::command]
pub async fn pause_batch(id: i64, opened: State<'_, Opened>) -> Answer<Batch> {
    ask(&opened, move |desk| desk.pause_batch(id)).await
}

#[tauri::command]
pub async fn resume_batch(id: i64, opened: State<'_, Opened>) -> Answer<Batch> {
    ask(&opened, move |desk| desk.resume_batch(id)).await
}

#[tauri::command]
pub async fn stop_batch(id: i64, opened: State<'_, Opened>) -> Answer<Batch> {
    ask(&opened, move |desk| desk.stop_batch(id)).await
}

#[tauri::command]
pub async fn batch_cores(opened: State<'_, Opened>) -> Answer<u32> {
    ask(&opened, |desk| Ok(desk.batch_cores())).await
}

#[tauri::command]
pub async fn set_batch_cores(cores: u32, opened: State<'_, Opened>) -> Answer<u32> {
    ask(&opened, move |desk| desk.set_batch_cores(cores)).await
}

/// `path` is what the person chose in the window's own dialog.
#[tauri::command]
pub async fn save_batch_results(
    id: i64,
    form: BatchResultsForm,
    path: PathBuf,
    opened: State<'_, Opened>,
) -> Answer<()> {
    ask(&opened, move |desk| desk.save_batch_results(id, form, &path)).await
}
