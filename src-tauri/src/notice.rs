//! Papers out, under the names that the window calls.

use std::path::PathBuf;

use hezhi_desk::view::{
    IssuedNotice, Notice, NoticeInput, NoticeSettings, Office, TemplateName, TemplatePreview,
};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn notice(id: String, opened: State<'_, Opened>) -> Answer<Notice> {
    ask(&opened, move |desk| desk.notice(&id)).await
}

#[tauri::command]
pub async fn issue_notice(
    id: String,
    input: NoticeInput,
    opened: State<'_, Opened>,
) -> Answer<Notice> {
    ask(&opened, move |desk| desk.issue_notice(&id, &input)).await
}

/// `path` is what the person named in the dialog.
#[tauri::command]
pub async fn save_notice(id: String, path: PathBuf, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.save_notice(&id, &path)).await
}

#[tauri::command]
pub async fn issued_notices(id: String, opened: State<'_, Opened>) -> Answer<Vec<IssuedNotice>> {
    ask(&opened, move |desk| desk.issued_notices(&id)).await
}

#[tauri::command]
pub async fn notice_settings(opened: State<'_, Opened>) -> Answer<NoticeSettings> {
    ask(&opened, hezhi_desk::Desk::notice_settings).await
}

#[tauri::command]
pub async fn set_office(office: Office, opened: State<'_, Opened>) -> Answer<NoticeSettings> {
    ask(&opened, move |desk| desk.set_office(&office)).await
}

#[tauri::command]
pub async fn preview_template(
    name: TemplateName,
    source: String,
    opened: State<'_, Opened>,
) -> Answer<TemplatePreview> {
    ask(&opened, move |desk| desk.preview_template(name, &source)).await
}

#[tauri::command]
pub async fn save_template(
    name: TemplateName,
    source: String,
    opened: State<'_, Opened>,
) -> Answer<NoticeSettings> {
    ask(&opened, move |desk| desk.save_template(name, &source)).await
}

#[tauri::command]
pub async fn restore_template(
    name: TemplateName,
    opened: State<'_, Opened>,
) -> Answer<NoticeSettings> {
    ask(&opened, move |desk| desk.restore_template(name)).await
}
