//! Calls on one application beside its decision: claim, correct, read a box, note.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::routing::post;
use axum::{Json, Router};

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{BoxReading, Claim, CorrectionInput, NoteInput, Person, Place, Review};

type Input<T> = Result<Json<T>, JsonRejection>;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/applications/{id}/claim", post(claim))
        .route("/applications/{id}/release", post(release))
        .route("/applications/{id}/corrections", post(correct))
        .route("/applications/{id}/corrections/{correction}/withdraw", post(withdraw))
        .route("/applications/{id}/box", post(read_box))
        .route("/applications/{id}/notes", post(note))
}

fn sent<T>(input: Input<T>) -> Result<T, DeskError> {
    input.map(|Json(input)| input).map_err(|error| invalid(&error.body_text()))
}

async fn claim(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Input<Person>,
) -> Result<Json<Claim>, DeskError> {
    let person = sent(input)?;
    at_desk(desk, move |desk| desk.claim(&id, person.by.as_deref())).await.map(Json)
}

async fn release(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Input<Person>,
) -> Result<Json<()>, DeskError> {
    let person = sent(input)?;
    at_desk(desk, move |desk| desk.release(&id, person.by.as_deref())).await.map(Json)
}

async fn correct(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Input<CorrectionInput>,
) -> Result<Json<Review>, DeskError> {
    let input = sent(input)?;
    at_desk(desk, move |desk| desk.correct(&id, &input)).await.map(Json)
}

async fn withdraw(
    State(desk): State<Arc<Desk>>,
    Path((id, correction)): Path<(String, i64)>,
    input: Input<Person>,
) -> Result<Json<Review>, DeskError> {
    let person = sent(input)?;
    at_desk(desk, move |desk| desk.withdraw_correction(&id, correction, person.by.as_deref()))
        .await
        .map(Json)
}

async fn read_box(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Input<Place>,
) -> Result<Json<BoxReading>, DeskError> {
    let place = sent(input)?;
    at_desk(desk, move |desk| desk.read_box(&id, &place)).await.map(Json)
}

async fn note(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    input: Input<NoteInput>,
) -> Result<Json<Review>, DeskError> {
    let input = sent(input)?;
    at_desk(desk, move |desk| desk.add_note(&id, &input)).await.map(Json)
}
