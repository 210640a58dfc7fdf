//! The calls of the counter: one person at the window.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{
    OpenVisit, PageChange, Visit, VisitEnded, VisitEnding, VisitFiles, VisitInput, VisitOpening,
};

type Sent<T> = Result<Json<T>, JsonRejection>;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/visits", get(visits).post(open))
        .route("/visits/{id}", get(visit).put(keep).delete(close))
        .route("/visits/{id}/pages", post(add_pages))
        .route("/visits/{id}/pages/{page}", put(change_page))
        .route("/visits/{id}/end", post(end))
}

fn taken<T>(sent: Sent<T>) -> Result<T, DeskError> {
    sent.map(|Json(value)| value).map_err(|error| invalid(&error.body_text()))
}

async fn visits(State(desk): State<Arc<Desk>>) -> Result<Json<Vec<OpenVisit>>, DeskError> {
    at_desk(desk, Desk::visits).await.map(Json)
}

async fn open(
    State(desk): State<Arc<Desk>>,
    sent: Sent<VisitOpening>,
) -> Result<Json<Visit>, DeskError> {
    let opening = taken(sent)?;
    at_desk(desk, move |desk| desk.open_visit(&opening)).await.map(Json)
}

async fn visit(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Json<Visit>, DeskError> {
    at_desk(desk, move |desk| desk.visit(&id)).await.map(Json)
}

async fn keep(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    sent: Sent<VisitInput>,
) -> Result<Json<Visit>, DeskError> {
    let input = taken(sent)?;
    at_desk(desk, move |desk| desk.keep_visit(&id, &input)).await.map(Json)
}

async fn close(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Json<()>, DeskError> {
    at_desk(desk, move |desk| desk.close_visit(&id)).await.map(Json)
}

async fn add_pages(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    sent: Sent<VisitFiles>,
) -> Result<Json<Visit>, DeskError> {
    let files = taken(sent)?;
    at_desk(desk, move |desk| desk.add_visit_pages(&id, &files)).await.map(Json)
}

#[derive(Deserialize)]
struct Change {
    change: PageChange,
}

async fn change_page(
    State(desk): State<Arc<Desk>>,
    Path((id, page)): Path<(String, i64)>,
    sent: Sent<Change>,
) -> Result<Json<Visit>, DeskError> {
    let Change { change } = taken(sent)?;
    at_desk(desk, move |desk| desk.change_visit_page(&id, page, change)).await.map(Json)
}

async fn end(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    sent: Sent<VisitEnding>,
) -> Result<Json<VisitEnded>, DeskError> {
    let ending = taken(sent)?;
    at_desk(desk, move |desk| desk.end_visit(&id, &ending)).await.map(Json)
}
