//! Scanners, the watched folder and the camera under the names that the window calls.

use std::sync::Arc;

use hezhi_desk::view::{Capture, CaptureSettings, FoundScanners, Region, ScannerAbilities};
use tauri::State;

use crate::commands::{Answer, ask};
use crate::window::Opened;

#[tauri::command]
pub async fn capture(visit: Option<String>, opened: State<'_, Opened>) -> Answer<Capture> {
    ask(&opened, move |desk| desk.capture(visit.as_deref())).await
}

#[tauri::command]
pub async fn start_scan(
    visit: String,
    profile: String,
    opened: State<'_, Opened>,
) -> Answer<Capture> {
    let begun = Arc::clone(opened.desk()?);
    ask(&opened, move |_| begun.start_scan(&visit, &profile)).await
}

#[tauri::command]
pub async fn cancel_scan(opened: State<'_, Opened>) -> Answer<Capture> {
    ask(&opened, |desk| desk.cancel_scan()).await
}

#[tauri::command]
pub async fn leave_capture(visit: String, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.leave_capture(&visit)).await
}

#[tauri::command]
pub async fn find_scanners(opened: State<'_, Opened>) -> Answer<FoundScanners> {
    ask(&opened, |desk| desk.find_scanners()).await
}

#[tauri::command]
pub async fn scanner_abilities(
    scanner: String,
    opened: State<'_, Opened>,
) -> Answer<ScannerAbilities> {
    ask(&opened, move |desk| desk.scanner_abilities(&scanner)).await
}

#[tauri::command]
pub async fn capture_settings(opened: State<'_, Opened>) -> Answer<CaptureSettings> {
    ask(&opened, |desk| desk.capture_settings()).await
}

#[tauri::command]
pub async fn set_capture_settings(
    settings: CaptureSettings,
    opened: State<'_, Opened>,
) -> Answer<CaptureSettings> {
    ask(&opened, move |desk| desk.set_capture_settings(&settings)).await
}

#[tauri::command]
pub async fn take_inbox(
    visit: String,
    pages: Vec<String>,
    opened: State<'_, Opened>,
) -> Answer<Capture> {
    ask(&opened, move |desk| desk.take_inbox(&visit, &pages)).await
}

#[tauri::command]
pub async fn drop_inbox(page: String, opened: State<'_, Opened>) -> Answer<Capture> {
    ask(&opened, move |desk| desk.drop_inbox(&page)).await
}

#[tauri::command]
pub async fn find_sheet(frame: Vec<u8>, opened: State<'_, Opened>) -> Answer<Option<Region>> {
    ask(&opened, move |desk| desk.find_sheet(&frame)).await
}

#[tauri::command]
pub async fn camera_page(visit: String, shot: Vec<u8>, opened: State<'_, Opened>) -> Answer<()> {
    ask(&opened, move |desk| desk.camera_page(&visit, &shot)).await
}
