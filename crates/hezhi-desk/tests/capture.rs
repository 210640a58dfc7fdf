//! Pages come in at the counter: by a scanner over real HTTP, and from a watched folder.

mod common;
#[path = "../../hezhi-capture/tests/device/mod.rs"]
mod device;

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{desk, picture};
use device::{Device, Sheet};
use hezhi_desk::Desk;
use hezhi_desk::view::{
    Capture, CaptureCode, CaptureSettings, ErrorCode, PageSource, ScanJob, ScanJobState,
    ScanProfile, VisitOpening, WatchedFolder,
};

/// A page that can be shown, told from others by its width.
fn page(width: u32) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, 40, |x, y| image::Rgb([x as u8, y as u8, 9]));
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

fn visit(desk: &Desk) -> String {
    let opening =
        VisitOpening { number: None, queue_number: "A001".into(), by: Some("陈晓".into()) };
    desk.open_visit(&opening).unwrap().id
}

fn pages(desk: &Desk, visit: &str) -> Vec<(String, PageSource)> {
    let pages = desk.visit(visit).unwrap().pages;
    pages.into_iter().map(|page| (page.name, page.source)).collect()
}

/// A desk whose only profile feeds from a device.
fn with_feeder(home: &Path, device: &Device) -> Arc<Desk> {
    let (desk, _) = desk(home);
    let profile: ScanProfile = serde_json::from_value(serde_json::json!({
        "name": "进纸器", "scanner": device.id(), "resolution": 300, "colour": "colour",
        "source": "feeder",
    }))
    .unwrap();
    let settings = CaptureSettings { profiles: vec![profile], ..CaptureSettings::default() };
    desk.set_capture_settings(&settings).unwrap();
    Arc::new(desk)
}

fn until(desk: &Desk, what: &str, is: impl Fn(&Capture) -> bool) -> Capture {
    let begun = Instant::now();
    loop {
        let capture = desk.capture(None).unwrap();
        if is(&capture) {
            return capture;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "never {what}: {capture:?}");
        sleep(Duration::from_millis(20));
    }
}

fn ended(desk: &Desk) -> ScanJob {
    let over =
        |job: &ScanJob| !matches!(job.state, ScanJobState::Scanning | ScanJobState::Cancelling);
    until(desk, "ended", |capture| capture.job.as_ref().is_some_and(over)).job.unwrap()
}

#[test]
fn pages_of_a_feeder_go_into_the_visit_and_a_jam_in_the_middle_loses_none() {
    let home = tempfile::tempdir().unwrap();
    let device = Device::start(vec![Sheet::Page(page(80)), Sheet::Page(page(90)), Sheet::Jam]);
    let desk = with_feeder(home.path(), &device);
    let visit = visit(&desk);
    desk.start_scan(&visit, "进纸器").unwrap();
    let job = ended(&desk);
    assert_eq!((job.state, job.pages), (ScanJobState::Failed, 2), "{job:?}");
    let problem = job.problem.unwrap();
    assert_eq!(problem.code, CaptureCode::Jammed);
    assert!(problem.message.contains("卡住的那一页"), "{problem:?}");
    let came = pages(&desk, &visit);
    assert_eq!(came.len(), 2);
    assert!(came.iter().all(|(_, source)| *source == PageSource::Scanner), "{came:?}");
    assert_ne!(came[0].0, came[1].0);
    // The rest follows.
    let mut state = device.state.lock().unwrap();
    state.adf = "ScannerAdfLoaded";
    state.feeder = vec![Sheet::Page(page(100))].into();
    drop(state);
    desk.start_scan(&visit, "进纸器").unwrap();
    let job = ended(&desk);
    assert_eq!((job.number, job.state, job.pages), (2, ScanJobState::Done, 1), "{job:?}");
    assert_eq!(pages(&desk, &visit).len(), 3);
    let left = fs::read_dir(home.path().join("incoming")).unwrap().count();
    assert_eq!(left, 0, "nothing is left between the scanner and the visit");
}

#[test]
fn a_page_is_in_the_visit_while_the_next_is_scanned_and_a_cancelled_scan_keeps_it() {
    let home = tempfile::tempdir().unwrap();
    let silence = Sheet::Silence(Duration::from_secs(20));
    let device = Device::start(vec![Sheet::Page(page(80)), silence]);
    let desk = with_feeder(home.path(), &device);
    let visit = visit(&desk);
    desk.start_scan(&visit, "进纸器").unwrap();
    until(&desk, "there", |capture| capture.job.as_ref().is_some_and(|job| job.pages == 1));
    assert_eq!(pages(&desk, &visit).len(), 1);
    let twice = desk.start_scan(&visit, "进纸器").unwrap_err();
    assert_eq!(twice.code(), ErrorCode::Conflict, "{twice}");
    let begun = Instant::now();
    let capture = desk.cancel_scan().unwrap();
    assert_eq!(capture.job.unwrap().state, ScanJobState::Cancelling);
    let job = ended(&desk);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!((job.state, job.pages, job.problem), (ScanJobState::Cancelled, 1, None));
    assert_eq!(pages(&desk, &visit).len(), 1);
}

#[test]
fn who_leaves_ends_the_scan_that_was_for_them() {
    let home = tempfile::tempdir().unwrap();
    let device = Device::start(vec![Sheet::Silence(Duration::from_secs(20))]);
    let desk = with_feeder(home.path(), &device);
    let visit = visit(&desk);
    desk.start_scan(&visit, "进纸器").unwrap();
    desk.leave_capture(&visit).unwrap();
    assert_eq!(ended(&desk).state, ScanJobState::Cancelled);
}

#[test]
fn a_page_that_cannot_be_shown_is_told_and_does_not_go_in() {
    let home = tempfile::tempdir().unwrap();
    let device = Device::start(vec![Sheet::Page(device::page(1))]);
    let desk = with_feeder(home.path(), &device);
    let visit = visit(&desk);
    desk.start_scan(&visit, "进纸器").unwrap();
    let job = ended(&desk);
    assert_eq!(job.problem.unwrap().code, CaptureCode::Refused);
    assert!(pages(&desk, &visit).is_empty());
}

fn watching(desk: &Desk, folder: &Path, put_away: bool) {
    let watched = WatchedFolder { folder: folder.to_string_lossy().into_owned(), put_away };
    let settings = CaptureSettings { watched: Some(watched), ..CaptureSettings::default() };
    desk.set_capture_settings(&settings).unwrap();
}

#[test]
fn what_comes_into_the_folder_goes_into_the_open_visit_else_it_waits() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    picture(&place.path().join("旧的.png"), 70);
    let (desk, _) = desk(home.path());
    let desk = Arc::new(desk);
    watching(&desk, place.path(), false);
    let reading = desk.read_in_background(1);
    picture(&place.path().join("先来的.png"), 80);
    let capture = until(&desk, "waiting", |capture| !capture.inbox.is_empty());
    assert_eq!(capture.inbox.len(), 1, "what lay there before is nobody's: {capture:?}");
    assert_eq!(capture.inbox[0].upload.name, "先来的.png");
    assert!(place.path().join("先来的.png").is_file(), "it is left where it lies");
    let visit = visit(&desk);
    let taken = desk.take_inbox(&visit, &[capture.inbox[0].upload.id.clone()]).unwrap();
    assert!(taken.inbox.is_empty());
    assert_eq!(pages(&desk, &visit), [("先来的.png".into(), PageSource::WatchedFolder)]);
    // The visit is on the screen by now.
    picture(&place.path().join("后来的.png"), 90);
    fs::copy(place.path().join("先来的.png"), place.path().join("再来一次.png")).unwrap();
    fs::write(place.path().join("不是图.jpg"), "文字").unwrap();
    let told = |capture: &Capture| {
        capture.watched.as_ref().is_some_and(|watched| watched.notes.len() == 2)
    };
    let capture = until(&desk, "told", told);
    let notes: String =
        capture.watched.unwrap().notes.into_iter().map(|note| note.message).collect();
    assert!(notes.contains("内容完全相同") && notes.contains("不是图.jpg"), "{notes}");
    let begun = Instant::now();
    while pages(&desk, &visit).len() < 2 && begun.elapsed() < Duration::from_secs(10) {
        sleep(Duration::from_millis(50));
    }
    let names: Vec<String> = pages(&desk, &visit).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["先来的.png", "后来的.png"]);
    reading.stop();
    drop(desk);
    // Begun again it takes nothing a second time.
    let (desk, _) = common::desk(home.path());
    let desk = Arc::new(desk);
    let reading = desk.read_in_background(1);
    sleep(Duration::from_secs(6));
    assert!(desk.capture(None).unwrap().inbox.is_empty());
    reading.stop();
}

#[test]
fn what_was_taken_is_moved_aside_where_the_office_wants_it() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (desk, _) = desk(home.path());
    let desk = Arc::new(desk);
    watching(&desk, place.path(), true);
    let reading = desk.read_in_background(1);
    picture(&place.path().join("一.png"), 80);
    let capture = until(&desk, "waiting", |capture| !capture.inbox.is_empty());
    let moved = place.path().join("已收/一.png");
    let begun = Instant::now();
    while !moved.is_file() && begun.elapsed() < Duration::from_secs(5) {
        sleep(Duration::from_millis(20));
    }
    assert!(moved.is_file() && !place.path().join("一.png").exists());
    let dropped = desk.drop_inbox(&capture.inbox[0].upload.id).unwrap();
    assert!(dropped.inbox.is_empty());
    fs::remove_dir_all(place.path()).unwrap();
    let gone = |capture: &Capture| {
        capture.watched.as_ref().is_some_and(|watched| watched.problem.is_some())
    };
    let problem = until(&desk, "missed", gone).watched.unwrap().problem.unwrap();
    assert_eq!(problem.code, CaptureCode::Folder);
    reading.stop();
}

#[test]
fn settings_that_cannot_work_are_refused_with_their_reason() {
    let home = tempfile::tempdir().unwrap();
    let device = Device::start(Vec::new());
    let desk = with_feeder(home.path(), &device);
    let kept = desk.capture_settings().unwrap();
    let mut twice = kept.clone();
    twice.profiles.push(twice.profiles[0].clone());
    assert!(desk.set_capture_settings(&twice).unwrap_err().to_string().contains("都叫"));
    for folder in ["/没有/这个", &home.path().to_string_lossy()] {
        let watched = Some(WatchedFolder { folder: folder.into(), put_away: false });
        let settings = CaptureSettings { watched, ..kept.clone() };
        assert!(desk.set_capture_settings(&settings).is_err(), "{folder}");
    }
    let addresses = vec!["ftp://x".into()];
    let settings = CaptureSettings { addresses, ..kept.clone() };
    assert_eq!(desk.set_capture_settings(&settings).unwrap_err().code(), ErrorCode::Invalid);
    assert_eq!(desk.capture_settings().unwrap(), kept, "what was in force stays");
    let missing = desk.start_scan("x", "没有的方案").unwrap_err();
    assert_eq!(missing.code(), ErrorCode::NotFound);
    let abilities = desk.scanner_abilities(&device.id()).unwrap();
    assert_eq!(abilities.sources.len(), 2);
}

#[test]
fn the_sheet_is_found_in_a_frame_of_the_camera() {
    let home = tempfile::tempdir().unwrap();
    let (desk, _) = desk(home.path());
    // A white sheet, turned a little, on a dark desk.
    let inside = |x: u32, y: u32| {
        let (dx, dy) = (x as f32 - 240.0, y as f32 - 180.0);
        let (u, v) = (dx * 0.99 + dy * 0.14, dy * 0.99 - dx * 0.14);
        u.abs() < 150.0 && v.abs() < 105.0
    };
    let frame = image::RgbImage::from_fn(480, 360, |x, y| {
        image::Rgb(if inside(x, y) { [235, 234, 230] } else { [52, 44, 38] })
    });
    let jpeg = |image: &image::RgbImage| {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    };
    let found = desk.find_sheet(&jpeg(&frame)).unwrap().expect("a sheet");
    let [first, ..] = found.0;
    // Its top left corner.
    assert!((first.x - 106.0).abs() < 12.0 && (first.y - 55.0).abs() < 12.0, "{found:?}");
    let bare = image::RgbImage::from_pixel(480, 360, image::Rgb([52, 44, 38]));
    assert_eq!(desk.find_sheet(&jpeg(&bare)).unwrap(), None);
    assert_eq!(desk.find_sheet(b"no picture").unwrap_err().code(), ErrorCode::Invalid);
    let visit = visit(&desk);
    desk.camera_page(&visit, &jpeg(&frame)).unwrap();
    assert_eq!(pages(&desk, &visit), [("拍照.jpg".into(), PageSource::Camera)]);
}
