//! The queue's places and saved views, and the overview.

use std::path::PathBuf;

use hezhi_desk::view::{
    Language, Overview, OverviewTable, Period, QueueFilter, QueuePlace, QueueView,
};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn queue_place(
    id: Option<String>,
    filter: QueueFilter,
    opened: State<'_, Opened>,
) -> Answer<QueuePlace> {
    ask(&opened, move |desk| desk.queue_place(id.as_deref(), &filter)).await
}

#[tauri::command]
pub async fn queue_views(opened: State<'_, Opened>) -> Answer<Vec<QueueView>> {
    ask(&opened, |desk| desk.queue_views()).await
}

#[tauri::command]
pub async fn save_queue_view(
    name: String,
    view: QueueView,
    opened: State<'_, Opened>,
) -> Answer<Vec<QueueView>> {
    ask(&opened, move |desk| desk.save_queue_view(&name, &view)).await
}

#[tauri::command]
pub async fn delete_queue_view(name: String, opened: State<'_, Opened>) -> Answer<Vec<QueueView>> {
    ask(&opened, move |desk| desk.delete_queue_view(&name)).await
}

#[tauri::command]
pub async fn overview(period: Period, opened: State<'_, Opened>) -> Answer<Overview> {
    ask(&opened, move |desk| desk.overview(&period)).await
}

/// `path` is what the person chose in the window's own dialog.
#[tauri::command]
pub async fn save_overview(
    period: Period,
    table: OverviewTable,
    language: Language,
    path: PathBuf,
    opened: State<'_, Opened>,
) -> Answer<()> {
    ask(&opened, move |desk| desk.save_overview(&period, table, language, &path)).await
}
