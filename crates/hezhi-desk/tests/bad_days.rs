//! What goes wrong in an office: the desk says what happened, and stays usable.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{PANICS, application, desk, picture};
use hezhi::geometry::{Point, Region};
use hezhi_desk::view::{DecisionInput, DecisionKind, ErrorCode, Place, ReadingState};
use hezhi_desk::{Desk, Tile};

fn read_everything(desk: &Arc<Desk>) {
    let reading = desk.read_in_background(1);
    let begun = Instant::now();
    while desk.status().unwrap().reading.left > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "reading does not end");
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(reading);
}

/// The scan of this many bytes: scans are kept under the hash of what they hold.
fn scan_of(home: &Path, bytes: u64) -> PathBuf {
    let folders = fs::read_dir(home.join("scans")).unwrap().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).unwrap().flatten());
    let mut found = files.filter(|file| file.metadata().unwrap().len() == bytes);
    found.next().expect("the scan").path()
}

#[test]
fn a_page_that_breaks_the_reader_says_so_and_the_rest_is_read() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let a = application(folder.path(), "A", "王小明", 50);
    picture(&a.join("证 2.png"), PANICS);
    picture(&a.join("证 3.png"), 52);
    let desk = Arc::new(desk(home.path()).0);
    desk.import_folder(folder.path()).unwrap();
    read_everything(&desk);
    let review = desk.application("A").unwrap();
    assert_eq!(review.state, ReadingState::Read);
    let problems: Vec<Option<&str>> = review.pages.iter().map(|p| p.problem.as_deref()).collect();
    assert_eq!((problems[0], problems[2]), (None, None), "the others were read");
    assert!(problems[1].is_some_and(|why| why.contains("程序出错")), "{problems:?}");
    let report = review.report.expect("a report on what could be read");
    let told = report.findings.iter().find(|f| f.rule == "document.unreadable").unwrap();
    assert!(
        told.message.contains("证 2.png") && told.message.contains("程序出错"),
        "{}",
        told.message
    );
    assert!(desk.page_image("A", "证 2.png", 1, Some(100)).is_ok(), "a person can look at it");
}

#[test]
fn a_scan_missing_from_the_disk_is_named_and_the_rest_stays_usable() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let a = application(folder.path(), "A", "王小明", 50);
    picture(&a.join("证 2.png"), 60);
    let desk = Arc::new(desk(home.path()).0);
    desk.import_folder(folder.path()).unwrap();
    read_everything(&desk);
    let before = desk.application("A").unwrap();
    let lost = scan_of(home.path(), fs::metadata(a.join("证 2.png")).unwrap().len());
    fs::remove_file(&lost).unwrap();

    let at = Region([[0.0, 0.0], [40.0, 0.0], [40.0, 40.0], [0.0, 40.0]].map(Point::from));
    let place = Place { file: "证 2.png".into(), page: 1, region: at };
    for error in [
        desk.page_image("A", "证 2.png", 1, Some(100)).unwrap_err(),
        desk.page_tile("A", "证 2.png", 1, Tile { level: 0, column: 0, row: 0 }).unwrap_err(),
        desk.read_box("A", &place).unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::NotFound);
        let words = error.to_string();
        assert!(
            words.contains("证 2.png") && words.contains("不见了") && words.contains("重新导入"),
            "{words}"
        );
    }
    assert!(desk.page_image("A", "证 1.png", 1, Some(100)).is_ok());
    assert_eq!(desk.application("A").unwrap(), before, "what was read of it is still there");
    let input = DecisionInput {
        note: "见原件".into(),
        seen: Some(before.seen),
        ..DecisionInput::of(DecisionKind::Accept)
    };
    desk.decide("A", &input).unwrap();

    // Handed in again it is whole again.
    assert_eq!(desk.import_folder(folder.path()).unwrap().unchanged, 1);
    assert!(desk.page_image("A", "证 2.png", 1, Some(100)).is_ok());
}

#[test]
fn a_scan_lost_before_it_was_read_is_not_asked_of_the_applicant() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let a = application(folder.path(), "A", "王小明", 50);
    application(folder.path(), "B", "李四", 51);
    let desk = Arc::new(desk(home.path()).0);
    desk.import_folder(folder.path()).unwrap();
    fs::remove_file(scan_of(home.path(), fs::metadata(a.join("证 1.png")).unwrap().len())).unwrap();
    read_everything(&desk);
    let review = desk.application("A").unwrap();
    assert_eq!((review.state, review.report.is_some()), (ReadingState::Failed, false));
    assert!(review.problem.unwrap().contains("证 1.png"));
    assert_eq!(desk.application("B").unwrap().state, ReadingState::Read, "the next is read");
}

#[test]
fn a_store_of_a_newer_version_is_not_written_to() {
    let home = tempfile::tempdir().unwrap();
    drop(desk(home.path()));
    let file = home.path().join("hezhi.sqlite");
    let newer = rusqlite::Connection::open(&file).unwrap();
    // A later version may keep its journal in another way.
    newer.pragma_update(None, "journal_mode", "DELETE").unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    let before = fs::read(&file).unwrap();
    let Err(error) = Desk::open(home.path(), None) else { panic!("it opens") };
    assert_eq!(error.code(), ErrorCode::StoreTooNew);
    assert!(error.to_string().contains("请改用更新版本"), "{error}");
    assert!(fs::read(&file).unwrap() == before, "not a byte differs");
    let beside: Vec<_> =
        fs::read_dir(home.path()).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(beside, ["hezhi.sqlite"]);
}
