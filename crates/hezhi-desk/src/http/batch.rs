//! Batches for a page in the browser, which runs on the machine of the desk: folders are named by
//! their paths, results are sent as files.

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::api::{at_desk, invalid};
use super::sent::sent;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Batch, BatchFolder, BatchInput, BatchItemState, BatchItems, BatchResultsForm};

/// A path, or what the columns of a table mean.
const BODY: usize = 1 << 20;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/batches", get(batches).post(start))
        .route("/batches/look", post(look))
        .route("/batches/cores", get(cores).put(set_cores))
        .route("/batches/{id}", get(batch))
        .route("/batches/{id}/items", get(items))
        .route("/batches/{id}/pause", post(pause))
        .route("/batches/{id}/resume", post(resume))
        .route("/batches/{id}/stop", post(stop))
        .route("/batches/{id}/results", get(results))
        .layer(DefaultBodyLimit::max(BODY))
}

#[derive(Deserialize)]
struct Looked {
    folder: String,
}

async fn look(
    State(desk): State<Arc<Desk>>,
    looked: Result<Json<Looked>, JsonRejection>,
) -> Result<Json<BatchFolder>, DeskError> {
    let Json(looked) = looked.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.look_at_folder(&looked.folder)).await.map(Json)
}

async fn start(
    State(desk): State<Arc<Desk>>,
    input: Result<Json<BatchInput>, JsonRejection>,
) -> Result<Json<Batch>, DeskError> {
    let Json(input) = input.map_err(|error| invalid(&error.body_text()))?;
    let begun = Arc::clone(&desk);
    at_desk(desk, move |_| begun.start_batch(&input)).await.map(Json)
}

async fn batches(State(desk): State<Arc<Desk>>) -> Result<Json<Vec<Batch>>, DeskError> {
    at_desk(desk, Desk::batches).await.map(Json)
}

async fn batch(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
) -> Result<Json<Batch>, DeskError> {
    at_desk(desk, move |desk| desk.batch_of(id)).await.map(Json)
}

#[derive(Deserialize)]
struct Stretch {
    #[serde(default)]
    state: BatchItemState,
    #[serde(default)]
    from: u32,
    #[serde(default)]
    count: u32,
}

async fn items(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
    stretch: Result<Query<Stretch>, QueryRejection>,
) -> Result<Json<BatchItems>, DeskError> {
    let Query(Stretch { state, from, count }) =
        stretch.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.batch_items(id, state, from, count)).await.map(Json)
}

async fn pause(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
) -> Result<Json<Batch>, DeskError> {
    at_desk(desk, move |desk| desk.pause_batch(id)).await.map(Json)
}

async fn resume(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
) -> Result<Json<Batch>, DeskError> {
    at_desk(desk, move |desk| desk.resume_batch(id)).await.map(Json)
}

async fn stop(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
) -> Result<Json<Batch>, DeskError> {
    at_desk(desk, move |desk| desk.stop_batch(id)).await.map(Json)
}

async fn cores(State(desk): State<Arc<Desk>>) -> Result<Json<u32>, DeskError> {
    at_desk(desk, |desk| Ok(desk.batch_cores())).await.map(Json)
}

#[derive(Deserialize)]
struct Cores {
    cores: u32,
}

async fn set_cores(
    State(desk): State<Arc<Desk>>,
    cores: Result<Json<Cores>, JsonRejection>,
) -> Result<Json<u32>, DeskError> {
    let Json(Cores { cores }) = cores.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.set_batch_cores(cores)).await.map(Json)
}

#[derive(Deserialize)]
struct Form {
    form: BatchResultsForm,
}

/// The results are made whole before the first byte is sent, so that an error is told as one.
async fn results(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
    form: Result<Query<Form>, QueryRejection>,
) -> Result<Response, DeskError> {
    let Query(Form { form }) = form.map_err(|error| invalid(&error.body_text()))?;
    let file = at_desk(desk, move |desk| desk.batch_results(id, form)).await?;
    let kind = match form {
        BatchResultsForm::Jsonl => "application/jsonl; charset=utf-8",
        BatchResultsForm::Csv => "text/csv; charset=utf-8",
        BatchResultsForm::Xlsx => {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    };
    Ok(([(header::CONTENT_TYPE, kind)], sent(file)).into_response())
}
