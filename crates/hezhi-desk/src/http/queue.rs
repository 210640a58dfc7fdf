//! The queue's places and saved views, and the overview.

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use serde::Deserialize;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Language, Overview, OverviewTable, Period, QueueFilter, QueuePlace, QueueView};

/// A view is a name and a filter.
const BODY: usize = 64 << 10;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/queue/place", get(beginning))
        .route("/queue/place/{id}", get(place))
        .route("/views", get(views))
        .route("/views/{name}", put(save_view).delete(delete_view))
        .route("/overview", get(overview))
        .route("/overview/csv", get(overview_csv))
        .layer(DefaultBodyLimit::max(BODY))
}

async fn beginning(
    State(desk): State<Arc<Desk>>,
    filter: Result<Query<QueueFilter>, QueryRejection>,
) -> Result<Json<QueuePlace>, DeskError> {
    let Query(filter) = filter.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.queue_place(None, &filter)).await.map(Json)
}

async fn place(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    filter: Result<Query<QueueFilter>, QueryRejection>,
) -> Result<Json<QueuePlace>, DeskError> {
    let Query(filter) = filter.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.queue_place(Some(&id), &filter)).await.map(Json)
}

async fn views(State(desk): State<Arc<Desk>>) -> Result<Json<Vec<QueueView>>, DeskError> {
    at_desk(desk, Desk::queue_views).await.map(Json)
}

async fn save_view(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    view: Result<Json<QueueView>, JsonRejection>,
) -> Result<Json<Vec<QueueView>>, DeskError> {
    let Json(view) = view.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.save_queue_view(&name, &view)).await.map(Json)
}

async fn delete_view(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Result<Json<Vec<QueueView>>, DeskError> {
    at_desk(desk, move |desk| desk.delete_queue_view(&name)).await.map(Json)
}

async fn overview(
    State(desk): State<Arc<Desk>>,
    period: Result<Query<Period>, QueryRejection>,
) -> Result<Json<Overview>, DeskError> {
    let Query(period) = period.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.overview(&period)).await.map(Json)
}

#[derive(Deserialize)]
struct File {
    table: OverviewTable,
    from: Option<chrono::NaiveDate>,
    to: Option<chrono::NaiveDate>,
    #[serde(default)]
    language: Language,
}

async fn overview_csv(
    State(desk): State<Arc<Desk>>,
    file: Result<Query<File>, QueryRejection>,
) -> Result<Response, DeskError> {
    let Query(File { table, from, to, language }) =
        file.map_err(|error| invalid(&error.body_text()))?;
    let csv =
        at_desk(desk, move |desk| desk.overview_csv(&Period { from, to }, table, language)).await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], csv).into_response())
}
