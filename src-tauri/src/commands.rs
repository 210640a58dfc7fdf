//! The desk's functions under the names that the window calls. Each waits on a thread of its own,
//! so that neither drawing nor another call waits with it.

use std::path::PathBuf;
use std::sync::Arc;

use hezhi_desk::view::{
    ApiError, Decision, DecisionInput, ErrorCode, GazetteerChanged, Imported, Queue, QueueFilter,
    Review, Rule, Settings, Status,
};
use hezhi_desk::{Desk, DeskError};
use tauri::State;

use crate::window::Opened;

pub(crate) type Answer<T> = Result<T, ApiError>;

#[tauri::command]
pub async fn queue(filter: QueueFilter, opened: State<'_, Opened>) -> Answer<Queue> {
    ask(&opened, move |desk| desk.queue(&filter)).await
}

#[tauri::command]
pub async fn application(id: String, opened: State<'_, Opened>) -> Answer<Review> {
    ask(&opened, move |desk| desk.application(&id)).await
}

#[tauri::command]
pub async fn decide(
    id: String,
    input: DecisionInput,
    opened: State<'_, Opened>,
) -> Answer<Decision> {
    ask(&opened, move |desk| desk.decide(&id, &input)).await
}

#[tauri::command]
pub async fn undo_decision(
    id: String,
    decision: Option<i64>,
    opened: State<'_, Opened>,
) -> Answer<Review> {
    ask(&opened, move |desk| desk.undo_decision(&id, decision)).await
}

#[tauri::command]
pub async fn rules(opened: State<'_, Opened>) -> Answer<Vec<Rule>> {
    ask(&opened, move |desk| Ok(desk.rules())).await
}

#[tauri::command]
pub async fn import_folder(path: PathBuf, opened: State<'_, Opened>) -> Answer<Imported> {
    ask(&opened, move |desk| desk.import_folder(&path)).await
}

#[tauri::command]
pub async fn status(opened: State<'_, Opened>) -> Answer<Status> {
    ask(&opened, Desk::status).await
}

#[tauri::command]
pub async fn settings(opened: State<'_, Opened>) -> Answer<Settings> {
    ask(&opened, |desk| Ok(desk.settings())).await
}

#[tauri::command]
pub async fn load_gazetteer(table: Vec<u8>, opened: State<'_, Opened>) -> Answer<GazetteerChanged> {
    ask(&opened, move |desk| desk.load_gazetteer(&table)).await
}

#[tauri::command]
pub async fn remove_gazetteer(opened: State<'_, Opened>) -> Answer<GazetteerChanged> {
    ask(&opened, Desk::remove_gazetteer).await
}

pub(crate) async fn ask<T: Send + 'static>(
    opened: &Opened,
    question: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
) -> Answer<T> {
    let desk = Arc::clone(opened.desk()?);
    match tauri::async_runtime::spawn_blocking(move || question(&desk)).await {
        Ok(answer) => answer.map_err(|error| ApiError::from(&error)),
        Err(error) => Err(ApiError {
            code: ErrorCode::Internal,
            message: format!(
                "程序内部错误（{error}）。请重试；仍然出现时请把这条信息告诉维护人员。"
            ),
        }),
    }
}
