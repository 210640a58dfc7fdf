//! The counter under the names that the window calls.

use hezhi_desk::view::{
    OpenVisit, PageChange, Visit, VisitEnded, VisitEnding, VisitFiles, VisitInput, VisitOpening,
};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn visits(opened: State<'_, Opened>) -> Answer<Vec<OpenVisit>> {
    ask(&opened, |desk| desk.visits()).await
}

#[tauri::command]
pub async fn open_visit(opening: VisitOpening, opened: State<'_, Opened>) -> Answer<Visit> {
    ask(&opened, move |desk| desk.open_visit(&opening)).await
}

#[tauri::command]
pub async fn visit(id: String, opened: State<'_, Opened>) -> Answer<Visit> {
    ask(&opened, move |desk| desk.visit(&id)).await
}

#[tauri::command]
pub async fn keep_visit(id: String, input: VisitInput, opened: State<'_, Opened>) -> Answer<Visit> {
    ask(&opened, move |desk| desk.keep_visit(&id, &input)).await
}

#[tauri::command]
pub async fn close_visit(id: String, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.close_visit(&id)).await
}

#[tauri::command]
pub async fn add_visit_pages(
    id: String,
    files: VisitFiles,
    opened: State<'_, Opened>,
) -> Answer<Visit> {
    ask(&opened, move |desk| desk.add_visit_pages(&id, &files)).await
}

#[tauri::command]
pub async fn change_visit_page(
    id: String,
    page: i64,
    change: PageChange,
    opened: State<'_, Opened>,
) -> Answer<Visit> {
    ask(&opened, move |desk| desk.change_visit_page(&id, page, change)).await
}

#[tauri::command]
pub async fn end_visit(
    id: String,
    ending: VisitEnding,
    opened: State<'_, Opened>,
) -> Answer<VisitEnded> {
    ask(&opened, move |desk| desk.end_visit(&id, &ending)).await
}
