//! Batches that the desk reads by itself: begun, made to wait, ended, and gone on with after
//! whatever happened.

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{PANICS, application, desk, picture};
use hezhi_desk::Desk;
use hezhi_desk::view::{
    Batch, BatchErrorKind, BatchInput, BatchItemState, BatchSource, BatchState, QueueFilter,
};

fn input(folder: &Path) -> BatchInput {
    let folder = folder.to_string_lossy().into_owned();
    BatchInput { folder, source: BatchSource::Folders, by: Some("陈晓".into()) }
}

/// A folder of applications, each with a picture of its own. Old enough not to be still coming.
fn folder(at: &Path, count: u32) {
    for number in 0..count {
        application(at, &format!("P-{number:03}"), &format!("甲{number}"), 100 + number);
    }
}

fn until(desk: &Desk, id: i64, what: &str, is: impl Fn(&Batch) -> bool) -> Batch {
    let begun = Instant::now();
    loop {
        let batch = desk.batch_of(id).unwrap();
        if is(&batch) {
            return batch;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "never {what}: {batch:?}");
        sleep(Duration::from_millis(20));
    }
}

fn ended(desk: &Desk, id: i64) -> Batch {
    until(desk, id, "finished", |batch| batch.state == BatchState::Finished)
}

#[test]
fn a_batch_is_read_to_its_end_and_tells_how_it_went() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    folder(place.path(), 4);
    application(place.path(), "坏页", "乙", PANICS);
    fs::create_dir(place.path().join("坏的")).unwrap();
    fs::write(place.path().join("坏的/application.json"), "{").unwrap();
    fs::write(place.path().join("P-000/空.png"), b"").unwrap();
    let (desk, reader) = desk(home.path());
    let desk = Arc::new(desk);
    let reading = desk.read_in_background(1);
    let batch = desk.start_batch(&input(place.path())).unwrap();
    let batch = ended(&desk, batch.id);
    assert_eq!((batch.total, batch.taken_in, batch.done, batch.failed), (6, 6, 5, 1), "{batch:?}");
    assert_eq!(batch.verdicts.accept, 0, "{batch:?}");
    let kinds: Vec<BatchErrorKind> = batch.errors.iter().map(|error| error.kind).collect();
    for kind in [BatchErrorKind::Declaration, BatchErrorKind::Empty, BatchErrorKind::Reader] {
        assert!(kinds.contains(&kind), "{kind:?}: {batch:?}");
    }
    assert_eq!(desk.queue(&QueueFilter::default()).unwrap().rows.len(), 5);
    let failed = desk.batch_items(batch.id, BatchItemState::Failed, 0, 10).unwrap();
    assert_eq!(failed.items.len(), 1);
    assert!(failed.items[0].path.contains("坏的"), "{failed:?}");
    assert!(failed.items[0].problems[0].message.contains("有误"), "{failed:?}");
    let done = desk.batch_items(batch.id, BatchItemState::Done, 1, 2).unwrap();
    assert_eq!((done.items.len(), done.total), (2, 5));
    // Begun once more nothing is read again.
    let reads = reader.reads.load(Ordering::SeqCst);
    let again = desk.start_batch(&input(place.path())).unwrap();
    assert_ne!(again.id, batch.id);
    assert_eq!(ended(&desk, again.id).done, 5);
    assert_eq!(reader.reads.load(Ordering::SeqCst), reads);
    reading.stop();
}

#[test]
fn a_batch_waits_goes_on_and_is_begun_only_once() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    folder(place.path(), 30);
    let (desk, reader) = desk(home.path());
    let desk = Arc::new(desk);
    let batch = desk.start_batch(&input(place.path())).unwrap();
    let twin = desk.start_batch(&input(place.path())).unwrap();
    assert_eq!(twin.id, batch.id, "the same folder is not begun twice");
    desk.pause_batch(batch.id).unwrap();
    let reading = desk.read_in_background(1);
    sleep(Duration::from_millis(1500));
    let waiting = desk.batch_of(batch.id).unwrap();
    assert_eq!((waiting.state, waiting.taken_in, waiting.done), (BatchState::Paused, 0, 0));
    desk.resume_batch(batch.id).unwrap();
    until(&desk, batch.id, "begun", |batch| batch.done > 0);
    desk.pause_batch(batch.id).unwrap();
    // What is being read is finished; then nothing moves.
    sleep(Duration::from_millis(500));
    let first = desk.batch_of(batch.id).unwrap();
    sleep(Duration::from_millis(1000));
    assert_eq!(desk.batch_of(batch.id).unwrap().done, first.done);
    assert_eq!(first.state, BatchState::Paused);
    // A single application that comes meanwhile is read.
    let single = tempfile::tempdir().unwrap();
    application(single.path(), "一件", "丙", 77);
    desk.import_folder(single.path()).unwrap();
    let begun = Instant::now();
    while desk.application("一件").unwrap().report.is_none() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it waits with the batch");
        sleep(Duration::from_millis(20));
    }
    desk.resume_batch(batch.id).unwrap();
    assert_eq!(ended(&desk, batch.id).done, 30);
    assert_eq!(reader.reads.load(Ordering::SeqCst), 31, "nothing is read twice");
    reading.stop();
}

#[test]
fn a_stopped_batch_leaves_what_was_read_and_takes_the_rest_back() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    folder(place.path(), 40);
    let (desk, _) = desk(home.path());
    let desk = Arc::new(desk);
    let reading = desk.read_in_background(1);
    let batch = desk.start_batch(&input(place.path())).unwrap();
    until(&desk, batch.id, "begun", |batch| batch.done > 1);
    let stopped = desk.stop_batch(batch.id).unwrap();
    assert_eq!(stopped.state, BatchState::Stopped);
    sleep(Duration::from_millis(600));
    let rows = desk.queue(&QueueFilter::default()).unwrap().rows;
    let done = desk.batch_of(batch.id).unwrap().done as usize;
    assert_eq!(rows.len(), done, "what was not read has left the queue");
    assert!(done < 40, "it ended before it was stopped");
    // Somebody changes their mind.
    desk.resume_batch(batch.id).unwrap();
    assert_eq!(ended(&desk, batch.id).done, 40);
    assert_eq!(
        desk.queue(&QueueFilter { limit: Some(100), ..QueueFilter::default() }).unwrap().rows.len(),
        40
    );
    reading.stop();
}

#[test]
fn a_batch_goes_on_when_the_program_is_begun_again() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    folder(place.path(), 20);
    let id = {
        let (desk, _) = desk(home.path());
        let desk = Arc::new(desk);
        let reading = desk.read_in_background(1);
        let batch = desk.start_batch(&input(place.path())).unwrap();
        until(&desk, batch.id, "begun", |batch| batch.done > 0);
        reading.stop();
        batch.id
    };
    let (desk, reader) = desk(home.path());
    let before = desk.batch_of(id).unwrap().done as usize;
    let desk = Arc::new(desk);
    let reading = desk.read_in_background(1);
    assert_eq!(ended(&desk, id).done, 20);
    assert!(reader.reads.load(Ordering::SeqCst) <= 20 - before, "it reads only what is left");
    reading.stop();
}

#[test]
fn a_folder_that_went_away_makes_the_batch_wait_until_it_is_back() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let drive = place.path().join("移动硬盘");
    folder(&drive, 5);
    let (desk, _) = desk(home.path());
    let desk = Arc::new(desk);
    let batch = desk.start_batch(&input(&drive)).unwrap();
    let away = place.path().join("拔出");
    fs::rename(&drive, &away).unwrap();
    let reading = desk.read_in_background(1);
    let waiting = until(&desk, batch.id, "waiting", |batch| batch.state == BatchState::Paused);
    let problem = waiting.problem.unwrap();
    assert!(problem.contains("移动硬盘") && problem.contains("继续"), "{problem}");
    assert_eq!(waiting.failed, 0, "no application is at fault");
    fs::rename(&away, &drive).unwrap();
    desk.resume_batch(batch.id).unwrap();
    assert_eq!(ended(&desk, batch.id).done, 5);
    reading.stop();
}

#[test]
fn a_full_disk_makes_the_batch_wait_and_nothing_fails() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    folder(place.path(), 12);
    let (desk, _) = desk(home.path());
    let desk = Arc::new(desk);
    let batch = desk.start_batch(&input(place.path())).unwrap();
    // SQLite's own limit answers as a full disk does.
    desk.limit_store(1).unwrap();
    let reading = desk.read_in_background(1);
    sleep(Duration::from_millis(1500));
    desk.limit_store(1 << 20).unwrap();
    let waiting = until(&desk, batch.id, "told", |batch| {
        batch.state == BatchState::Paused || batch.state == BatchState::Finished
    });
    assert_eq!(waiting.failed, 0, "{waiting:?}");
    if waiting.state == BatchState::Paused {
        assert!(waiting.problem.unwrap().contains("磁盘"), "the reason is told");
        desk.resume_batch(batch.id).unwrap();
    }
    assert_eq!(ended(&desk, batch.id).done, 12);
    reading.stop();
}

#[test]
fn how_many_cores_are_used_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let most = std::thread::available_parallelism().unwrap().get() as u32;
    {
        let (desk, _) = desk(home.path());
        assert!(desk.batch_cores() >= 1);
        assert_eq!(desk.set_batch_cores(10_000).unwrap(), most, "no more than there are");
        assert_eq!(desk.set_batch_cores(0).unwrap(), 1, "never none");
        desk.set_batch_cores(most).unwrap();
    }
    let (desk, _) = desk(home.path());
    assert_eq!(desk.batch_cores(), most);
}

#[test]
fn a_file_that_is_still_being_copied_is_waited_for() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    folder(place.path(), 2);
    let growing = place.path().join("P-000/证 2.png");
    let whole = place.path().join("whole.png");
    picture(&whole, 150);
    let bytes = fs::read(&whole).unwrap();
    fs::remove_file(&whole).unwrap();
    fs::write(&growing, &bytes[..bytes.len() / 2]).unwrap();
    let (desk, _) = desk(home.path());
    let desk = Arc::new(desk);
    let reading = desk.read_in_background(1);
    let batch = desk.start_batch(&input(place.path())).unwrap();
    sleep(Duration::from_millis(700));
    fs::write(&growing, &bytes).unwrap();
    let batch = ended(&desk, batch.id);
    assert_eq!((batch.done, batch.failed), (2, 0));
    assert!(batch.errors.is_empty(), "the half file was never read: {:?}", batch.errors);
    reading.stop();
}
