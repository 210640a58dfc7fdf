//! Lists the window's own commands, so that the permission system covers them as well.

use std::path::Path;

fn main() {
    if !Path::new("../ui/dist/index.html").is_file() {
        // Tauri compiles the built UI in; its own message for a missing folder names no step.
        println!(
            "cargo::error=ui/dist is missing: run `npm ci && npm run build` in ui/ first (`./dev` does it)"
        );
        return;
    }
    let attributes =
        tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(&[
            "queue", "application", "decide", "undo_decision", "rules", "import_folder", "status",
            "settings", "load_gazetteer", "remove_gazetteer", "claim", "release", "correct",
            "withdraw_correction", "read_box", "add_note", "queue_place", "queue_views",
            "save_queue_view", "delete_queue_view", "overview", "save_overview", "bring",
            "bring_contents", "declare", "amend", "add_papers", "submissions", "remove_upload",
            "propose_number", "address_boxes", "districts", "draft", "keep_draft", "notice",
            "issue_notice", "save_notice", "issued_notices", "notice_settings", "set_office",
            "preview_template", "save_template", "restore_template", "look_at_folder",
            "start_batch", "batches", "batch", "batch_items", "pause_batch", "resume_batch",
            "stop_batch", "batch_cores", "set_batch_cores", "save_batch_results", "visits",
            "open_visit", "visit", "keep_visit", "close_visit", "add_visit_pages",
            "change_visit_page", "end_visit", "capture", "start_scan", "cancel_scan",
            "leave_capture", "find_scanners", "scanner_abilities", "capture_settings",
            "set_capture_settings", "take_inbox", "drop_inbox", "find_sheet", "camera_page",
        ]));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
