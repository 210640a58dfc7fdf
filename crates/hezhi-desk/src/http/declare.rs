//! The calls of declaring: the form, its files and its draft.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use chrono::NaiveDate;
use hezhi::address::{AddressBoxes, DistrictTowns};
use serde::Deserialize;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Declaration, Declared, EarlierSubmission, FurtherPapers};

type Sent<T> = Result<Json<T>, JsonRejection>;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/applications", post(declare))
        .route("/applications/{id}/declaration", put(amend))
        .route("/applications/{id}/papers", post(add_papers))
        .route("/applications/{id}/submissions", get(submissions))
        .route("/uploads/{id}", delete(remove_upload))
        .route("/uploads/{id}/pages/{page}", get(upload_page))
        .route("/number", get(number))
        .route("/address", post(address))
        .route("/districts", get(districts))
        .route("/drafts/{key}", get(draft).put(keep_draft))
}

fn taken<T>(sent: Sent<T>) -> Result<T, DeskError> {
    sent.map(|Json(value)| value).map_err(|error| invalid(&error.body_text()))
}

async fn declare(
    State(desk): State<Arc<Desk>>,
    sent: Sent<Declaration>,
) -> Result<Json<Declared>, DeskError> {
    let declaration = taken(sent)?;
    at_desk(desk, move |desk| desk.declare(&declaration)).await.map(Json)
}

async fn amend(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    sent: Sent<Declaration>,
) -> Result<Json<Declared>, DeskError> {
    let declaration = taken(sent)?;
    at_desk(desk, move |desk| desk.amend(&id, &declaration)).await.map(Json)
}

async fn add_papers(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    sent: Sent<FurtherPapers>,
) -> Result<Json<Declared>, DeskError> {
    let further = taken(sent)?;
    at_desk(desk, move |desk| desk.add_papers(&id, &further)).await.map(Json)
}

async fn submissions(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Json<Vec<EarlierSubmission>>, DeskError> {
    at_desk(desk, move |desk| desk.submissions(&id)).await.map(Json)
}

async fn remove_upload(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Json<()>, DeskError> {
    at_desk(desk, move |desk| desk.remove_upload(&id)).await.map(Json)
}

#[derive(Deserialize)]
struct Size {
    max: Option<u32>,
}

async fn upload_page(
    State(desk): State<Arc<Desk>>,
    Path((id, page)): Path<(String, u32)>,
    size: Result<Query<Size>, QueryRejection>,
) -> Result<Response, DeskError> {
    let Query(size) = size.map_err(|error| invalid(&error.body_text()))?;
    let image = at_desk(desk, move |desk| desk.upload_image(&id, page, size.max)).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], Body::from(image.to_vec())).into_response())
}

#[derive(Deserialize)]
struct Day {
    on: NaiveDate,
}

async fn number(
    State(desk): State<Arc<Desk>>,
    day: Result<Query<Day>, QueryRejection>,
) -> Result<Json<String>, DeskError> {
    let Query(day) = day.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.propose_number(day.on)).await.map(Json)
}

#[derive(Deserialize)]
struct Written {
    text: String,
}

/// In the body: addresses are nobody's business in a log of calls.
async fn address(
    State(desk): State<Arc<Desk>>,
    sent: Sent<Written>,
) -> Result<Json<AddressBoxes>, DeskError> {
    let Written { text } = taken(sent)?;
    at_desk(desk, move |desk| Ok(desk.address_boxes(&text))).await.map(Json)
}

async fn districts(State(desk): State<Arc<Desk>>) -> Json<Vec<DistrictTowns>> {
    Json(desk.districts())
}

async fn draft(
    State(desk): State<Arc<Desk>>,
    Path(key): Path<String>,
) -> Result<Json<Option<String>>, DeskError> {
    at_desk(desk, move |desk| desk.draft(&key)).await.map(Json)
}

async fn keep_draft(
    State(desk): State<Arc<Desk>>,
    Path(key): Path<String>,
    sent: Sent<Written>,
) -> Result<Json<()>, DeskError> {
    let Written { text } = taken(sent)?;
    at_desk(desk, move |desk| desk.keep_draft(&key, &text)).await.map(Json)
}
