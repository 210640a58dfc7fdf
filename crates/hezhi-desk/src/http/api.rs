//! The calls, each a few lines: the desk does the work.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, JsonRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde::Deserialize;

use super::{batch, capture, declare, import, notice, review};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::page_tile::Tile;
use crate::roads;
use crate::view::{
    ApiError, Decision, DecisionInput, ErrorCode, GazetteerChanged, Queue, QueueFilter, Review,
    Rule, Settings, Status,
};

/// A decision is a few sentences.
const BODY: usize = 1 << 20;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/queue", get(queue))
        .route("/applications/{id}", get(application))
        .route("/applications/{id}/pages/{file}/{page}", get(page))
        .route("/applications/{id}/decision", post(decide))
        .route("/applications/{id}/decision/undo", post(undo))
        .route("/rules", get(rules))
        .route("/status", get(status))
        .route("/settings", get(settings))
        .merge(declare::routes())
        .merge(super::counter::routes())
        .layer(DefaultBodyLimit::max(BODY))
        .merge(gazetteer_routes())
        .merge(review::routes())
        .merge(notice::routes())
        .merge(super::queue::routes())
        .merge(batch::routes())
        .merge(capture::routes())
        .merge(import::routes())
        .fallback(async || DeskError::NotFound("没有这个接口。请刷新页面。".into()))
}

/// Answers every call with why the desk could not be opened.
pub(super) fn closed(reason: &DeskError) -> Router {
    let reason = ApiError::from(reason);
    Router::new().fallback(async move || (StatusCode::SERVICE_UNAVAILABLE, Json(reason)))
}

fn gazetteer_routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/gazetteer", put(load_gazetteer).delete(remove_gazetteer))
        // What is somewhat too large is taken in whole, so that the sender hears the answer.
        .layer(DefaultBodyLimit::max(2 * roads::LARGEST as usize))
}

/// Runs a call of the desk where it may block.
pub(super) async fn at_desk<T: Send + 'static>(
    desk: Arc<Desk>,
    call: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(move || call(&desk))
        .await
        .unwrap_or_else(|error| Err(DeskError::Internal(error.to_string())))
}

async fn queue(
    State(desk): State<Arc<Desk>>,
    filter: Result<Query<QueueFilter>, QueryRejection>,
) -> Result<Json<Queue>, DeskError> {
    let Query(filter) = filter.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.queue(&filter)).await.map(Json)
}

async fn application(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Json<Review>, DeskError> {
    at_desk(desk, move |desk| desk.application(&id)).await.map(Json)
}

#[derive(Deserialize)]
struct Size {
    max: Option<u32>,
    level: Option<u32>,
    column: Option<u32>,
    row: Option<u32>,
}

async fn page(
    State(desk): State<Arc<Desk>>,
    Path((id, file, page)): Path<(String, String, String)>,
    size: Result<Query<Size>, QueryRejection>,
) -> Result<Response, DeskError> {
    let Query(size) = size.map_err(|error| invalid(&error.body_text()))?;
    let page = page.parse().map_err(|_| invalid("page"))?;
    let tile = size.level.zip(size.column).zip(size.row);
    let image = at_desk(desk, move |desk| match tile {
        Some(((level, column), row)) => {
            desk.page_tile(&id, &file, page, Tile { level, column, row })
        }
        None => desk.page_image(&id, &file, page, size.max),
    })
    .await?;
    let body = Body::from(Bytes::from_owner(OwnedImage(image)));
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], body).into_response())
}

/// Lets the answer share the picture with the desk's memory.
struct OwnedImage(crate::page_image::PageImage);

impl AsRef<[u8]> for OwnedImage {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

async fn decide(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Result<Json<DecisionInput>, JsonRejection>,
) -> Result<Json<Decision>, DeskError> {
    let Json(input) = input.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.decide(&id, &input)).await.map(Json)
}

#[derive(Deserialize)]
struct Meant {
    #[serde(default)]
    decision: Option<i64>,
    #[serde(default)]
    by: Option<String>,
}

/// The body may be empty: then whatever is in force is taken back.
async fn undo(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Review>, DeskError> {
    let meant = if body.is_empty() {
        Meant { decision: None, by: None }
    } else {
        serde_json::from_slice(&body).map_err(|error| invalid(&error.to_string()))?
    };
    at_desk(desk, move |desk| desk.undo_decision(&id, meant.decision, meant.by.as_deref()))
        .await
        .map(Json)
}

async fn rules(State(desk): State<Arc<Desk>>) -> Json<Vec<Rule>> {
    Json(desk.rules())
}

async fn status(State(desk): State<Arc<Desk>>) -> Result<Json<Status>, DeskError> {
    at_desk(desk, Desk::status).await.map(Json)
}

async fn settings(State(desk): State<Arc<Desk>>) -> Result<Json<Settings>, DeskError> {
    at_desk(desk, |desk| Ok(desk.settings())).await.map(Json)
}

/// The body is the table's file as it is.
async fn load_gazetteer(
    State(desk): State<Arc<Desk>>,
    table: Result<Bytes, BytesRejection>,
) -> Result<Json<GazetteerChanged>, DeskError> {
    let table = table.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => roads::too_large(),
        _ => invalid(&error.body_text()),
    })?;
    at_desk(desk, move |desk| desk.load_gazetteer(&table)).await.map(Json)
}

async fn remove_gazetteer(
    State(desk): State<Arc<Desk>>,
) -> Result<Json<GazetteerChanged>, DeskError> {
    at_desk(desk, Desk::remove_gazetteer).await.map(Json)
}

pub(super) fn invalid(why: &str) -> DeskError {
    DeskError::Invalid(format!("请求的内容不对（{why}）。请刷新页面后重试。"))
}

impl IntoResponse for DeskError {
    fn into_response(self) -> Response {
        let status = match self.code() {
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Conflict => StatusCode::CONFLICT,
            ErrorCode::Invalid => StatusCode::BAD_REQUEST,
            ErrorCode::Unauthorized => StatusCode::UNAUTHORIZED,
            ErrorCode::ReaderMissing => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::StoreTooNew | ErrorCode::Storage | ErrorCode::Internal => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        (status, Json(ApiError::from(&self))).into_response()
    }
}
