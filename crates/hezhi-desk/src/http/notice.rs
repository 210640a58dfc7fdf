//! The calls for papers out.

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::notice;
use crate::view::{
    IssuedNotice, Notice, NoticeInput, NoticeSettings, Office, TemplateInput, TemplateName,
    TemplatePreview,
};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/applications/{id}/notice", get(notice).post(issue))
        .route("/applications/{id}/notices", get(issued))
        .route("/notices", get(settings))
        .route("/notices/office", put(office))
        .route("/notices/templates/{name}", put(save).delete(restore))
        .route("/notices/templates/{name}/preview", post(preview))
        // What is somewhat too large is taken in whole, so that the sender hears the answer.
        .layer(DefaultBodyLimit::max(4 * notice::LARGEST))
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    Svg,
    Pdf,
}

#[derive(Deserialize)]
struct Wanted {
    format: Option<Format>,
}

/// `format=svg`, the default: the paper with its pages as JSON; `format=pdf`: the file.
async fn notice(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, DeskError> {
    let Query(wanted) = wanted.map_err(|error| invalid(&error.body_text()))?;
    if let Some(Format::Pdf) = wanted.format {
        let pdf = at_desk(desk, move |desk| desk.notice_pdf(&id)).await?;
        return Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf.bytes).into_response());
    }
    let notice = at_desk(desk, move |desk| desk.notice(&id)).await?;
    Ok(Json(notice).into_response())
}

async fn issue(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Result<Json<NoticeInput>, JsonRejection>,
) -> Result<Json<Notice>, DeskError> {
    let Json(input) = input.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.issue_notice(&id, &input)).await.map(Json)
}

async fn issued(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Json<Vec<IssuedNotice>>, DeskError> {
    at_desk(desk, move |desk| desk.issued_notices(&id)).await.map(Json)
}

async fn settings(State(desk): State<Arc<Desk>>) -> Result<Json<NoticeSettings>, DeskError> {
    at_desk(desk, Desk::notice_settings).await.map(Json)
}

async fn office(
    State(desk): State<Arc<Desk>>,
    office: Result<Json<Office>, JsonRejection>,
) -> Result<Json<NoticeSettings>, DeskError> {
    let Json(office) = office.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.set_office(&office)).await.map(Json)
}

async fn preview(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    input: Result<Json<TemplateInput>, JsonRejection>,
) -> Result<Json<TemplatePreview>, DeskError> {
    let Json(input) = input.map_err(|error| invalid(&error.body_text()))?;
    let name = template(&name)?;
    at_desk(desk, move |desk| desk.preview_template(name, &input.source)).await.map(Json)
}

async fn save(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    input: Result<Json<TemplateInput>, JsonRejection>,
) -> Result<Json<NoticeSettings>, DeskError> {
    let Json(input) = input.map_err(|error| invalid(&error.body_text()))?;
    let name = template(&name)?;
    at_desk(desk, move |desk| desk.save_template(name, &input.source)).await.map(Json)
}

async fn restore(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Result<Json<NoticeSettings>, DeskError> {
    let name = template(&name)?;
    at_desk(desk, move |desk| desk.restore_template(name)).await.map(Json)
}

fn template(name: &str) -> Result<TemplateName, DeskError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| DeskError::NotFound(format!("没有叫“{name}”的模板。请刷新页面后重试。")))
}
