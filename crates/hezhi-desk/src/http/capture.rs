//! Scanners, the watched folder and the camera, for a page in the browser.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use hezhi::geometry::Region;
use serde::Deserialize;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Capture, CaptureSettings, FoundScanners, ScannerAbilities};

/// A profile is a few words.
const BODY: usize = 1 << 20;
/// A shot of the camera at its full size.
const SHOT: usize = 64 << 20;

pub(super) fn routes() -> Router<Arc<Desk>> {
    let words = Router::new()
        .route("/capture", get(capture))
        .route("/capture/scan", post(start))
        .route("/capture/cancel", post(cancel))
        .route("/capture/leave", post(leave))
        .route("/capture/scanners", get(scanners))
        .route("/capture/abilities", get(abilities))
        .route("/capture/settings", get(settings).put(set))
        .route("/capture/inbox", post(take))
        .route("/capture/inbox/{page}", delete(drop_page))
        .layer(DefaultBodyLimit::max(BODY));
    let pictures = Router::new()
        .route("/capture/sheet", post(sheet))
        .route("/capture/camera", post(camera))
        .layer(DefaultBodyLimit::max(SHOT));
    words.merge(pictures)
}

#[derive(Deserialize)]
struct Shown {
    visit: Option<String>,
}

async fn capture(
    State(desk): State<Arc<Desk>>,
    shown: Result<Query<Shown>, QueryRejection>,
) -> Result<Json<Capture>, DeskError> {
    let Query(shown) = shown.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.capture(shown.visit.as_deref())).await.map(Json)
}

#[derive(Deserialize)]
struct Start {
    visit: String,
    profile: String,
}

async fn start(
    State(desk): State<Arc<Desk>>,
    start: Result<Json<Start>, JsonRejection>,
) -> Result<Json<Capture>, DeskError> {
    let Json(start) = start.map_err(|error| invalid(&error.body_text()))?;
    let begun = Arc::clone(&desk);
    at_desk(desk, move |_| begun.start_scan(&start.visit, &start.profile)).await.map(Json)
}

async fn cancel(State(desk): State<Arc<Desk>>) -> Result<Json<Capture>, DeskError> {
    at_desk(desk, Desk::cancel_scan).await.map(Json)
}

#[derive(Deserialize)]
struct Left {
    visit: String,
}

async fn leave(
    State(desk): State<Arc<Desk>>,
    left: Result<Json<Left>, JsonRejection>,
) -> Result<Json<()>, DeskError> {
    let Json(left) = left.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.leave_capture(&left.visit)).await.map(Json)
}

async fn scanners(State(desk): State<Arc<Desk>>) -> Result<Json<FoundScanners>, DeskError> {
    at_desk(desk, Desk::find_scanners).await.map(Json)
}

#[derive(Deserialize)]
struct Asked {
    scanner: String,
}

async fn abilities(
    State(desk): State<Arc<Desk>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<ScannerAbilities>, DeskError> {
    let Query(asked) = asked.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.scanner_abilities(&asked.scanner)).await.map(Json)
}

async fn settings(State(desk): State<Arc<Desk>>) -> Result<Json<CaptureSettings>, DeskError> {
    at_desk(desk, Desk::capture_settings).await.map(Json)
}

async fn set(
    State(desk): State<Arc<Desk>>,
    set: Result<Json<CaptureSettings>, JsonRejection>,
) -> Result<Json<CaptureSettings>, DeskError> {
    let Json(set) = set.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.set_capture_settings(&set)).await.map(Json)
}

#[derive(Deserialize)]
struct Take {
    visit: String,
    pages: Vec<String>,
}

async fn take(
    State(desk): State<Arc<Desk>>,
    take: Result<Json<Take>, JsonRejection>,
) -> Result<Json<Capture>, DeskError> {
    let Json(take) = take.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.take_inbox(&take.visit, &take.pages)).await.map(Json)
}

async fn drop_page(
    State(desk): State<Arc<Desk>>,
    Path(page): Path<String>,
) -> Result<Json<Capture>, DeskError> {
    at_desk(desk, move |desk| desk.drop_inbox(&page)).await.map(Json)
}

/// The body is a frame of the live picture, as JPEG.
async fn sheet(
    State(desk): State<Arc<Desk>>,
    frame: Result<Bytes, BytesRejection>,
) -> Result<Json<Option<Region>>, DeskError> {
    let frame = frame.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.find_sheet(&frame)).await.map(Json)
}

/// The body is the shot, as JPEG.
async fn camera(
    State(desk): State<Arc<Desk>>,
    left: Result<Query<Left>, QueryRejection>,
    shot: Result<Bytes, BytesRejection>,
) -> Result<Json<()>, DeskError> {
    let Query(left) = left.map_err(|error| invalid(&error.body_text()))?;
    let shot = shot.map_err(|error| invalid(&error.body_text()))?;
    at_desk(desk, move |desk| desk.camera_page(&left.visit, &shot)).await.map(Json)
}
