//! Opening the desk and its window.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use hezhi_desk::view::{ApiError, QueueFilter};
use hezhi_desk::{Background, Desk, DeskError, PageLimit, home};
use tauri::{Manager, RunEvent};

use crate::arguments::Arguments;
use crate::{batch, capture, commands, counter, declaring, notice, page, queue, reviewing};

/// The desk, or why it could not be opened: the window then shows the reason.
pub struct Opened {
    desk: Result<Arc<Desk>, ApiError>,
    reading: Mutex<Option<Background>>,
}

impl Opened {
    pub fn desk(&self) -> Result<&Arc<Desk>, ApiError> {
        self.desk.as_ref().map_err(Clone::clone)
    }

    /// Ends the background reading without waiting for it.
    fn stop_reading(&self) {
        let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(reading) = reading {
            reading.stop();
        }
    }
}

/// Opens the desk of this user and begins to read what waits there.
pub fn open(arguments: &Arguments) -> Opened {
    let desk = open_desk(arguments.samples.as_deref()).map_err(|error| ApiError::from(&error));
    let reading = desk.as_ref().ok().map(|desk| {
        desk.find_fonts_ahead();
        desk.read_in_background(0)
    });
    Opened { desk, reading: Mutex::new(reading) }
}

fn open_desk(samples: Option<&Path>) -> Result<Arc<Desk>, DeskError> {
    let desk = Desk::with_workers(&home::data_folder()?, PageLimit::default(), true)?;
    // Samples never mix with an office's own applications.
    if let Some(samples) = samples
        && desk.queue(&QueueFilter::default())?.rows.is_empty()
    {
        desk.set_rehearsal(true)?;
        desk.import_folder(samples)?;
    }
    Ok(Arc::new(desk))
}

/// Runs the window until it is closed.
pub fn run(arguments: &Arguments) -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(open(arguments))
        .register_asynchronous_uri_scheme_protocol(page::SCHEME, |context, request, responder| {
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn_blocking(move || {
                responder.respond(page::respond(&app.state::<Opened>(), request.uri()));
            });
        })
        .invoke_handler(tauri::generate_handler![
            commands::queue,
            commands::application,
            commands::decide,
            commands::undo_decision,
            commands::rules,
            commands::import_folder,
            commands::status,
            commands::settings,
            commands::load_gazetteer,
            commands::remove_gazetteer,
            reviewing::claim,
            reviewing::release,
            reviewing::correct,
            reviewing::withdraw_correction,
            reviewing::read_box,
            reviewing::add_note,
            queue::queue_place,
            queue::queue_views,
            queue::save_queue_view,
            queue::delete_queue_view,
            queue::overview,
            queue::save_overview,
            declaring::bring,
            declaring::bring_contents,
            declaring::declare,
            declaring::amend,
            declaring::add_papers,
            declaring::submissions,
            declaring::remove_upload,
            declaring::propose_number,
            declaring::address_boxes,
            declaring::districts,
            declaring::draft,
            declaring::keep_draft,
            notice::notice,
            notice::issue_notice,
            notice::save_notice,
            notice::issued_notices,
            notice::notice_settings,
            notice::set_office,
            notice::preview_template,
            notice::save_template,
            notice::restore_template,
            batch::look_at_folder,
            batch::start_batch,
            batch::batches,
            batch::batch,
            batch::batch_items,
            batch::pause_batch,
            batch::resume_batch,
            batch::stop_batch,
            batch::batch_cores,
            batch::set_batch_cores,
            batch::save_batch_results,
            capture::capture,
            capture::start_scan,
            capture::cancel_scan,
            capture::leave_capture,
            capture::find_scanners,
            capture::scanner_abilities,
            capture::capture_settings,
            capture::set_capture_settings,
            capture::take_inbox,
            capture::drop_inbox,
            capture::find_sheet,
            capture::camera_page,
            counter::visits,
            counter::open_visit,
            counter::visit,
            counter::keep_visit,
            counter::close_visit,
            counter::add_visit_pages,
            counter::change_visit_page,
            counter::end_visit,
        ])
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<Opened>().stop_reading();
            }
        });
    Ok(())
}
