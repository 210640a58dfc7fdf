//! People decide beside the program: nothing is overwritten, everything can be taken back.

mod common;

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{application, declare, desk, picture};
use hezhi_desk::Desk;
use hezhi_desk::view::{
    DecisionInput, DecisionKind, ErrorCode, QueueFilter, QueueTab, ReadingState, Review,
};

fn input(kind: DecisionKind, seen: Option<&Review>) -> DecisionInput {
    DecisionInput {
        kind,
        reasons: vec!["address.mismatch".into()],
        note: "电话核实".into(),
        assignee: None,
        until: None,
        by: None,
        seen: seen.map(|review| review.seen.clone()),
    }
}

/// A desk with the applications A (王小明) and B (李四), both read.
fn read_desk() -> (tempfile::TempDir, Arc<Desk>) {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    application(folder.path(), "B", "李四", 51);
    let desk = Arc::new(desk(home.path()).0);
    let imported = desk.import_folder(folder.path()).unwrap();
    assert_eq!((imported.added, imported.unchanged, imported.problems.len()), (2, 0, 0));
    let pending = desk.queue(&QueueFilter::default()).unwrap();
    assert_eq!(pending.counts.pending, 2);
    assert!(pending.rows.iter().all(|row| row.state == ReadingState::Pending));
    read_everything(&desk);
    (home, desk)
}

fn read_everything(desk: &Arc<Desk>) {
    let reading = desk.read_in_background(1);
    let begun = Instant::now();
    while desk.status().unwrap().reading.left > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "reading does not end");
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(reading);
}

#[test]
fn what_was_imported_is_read_in_the_background() {
    let (_home, desk) = read_desk();
    let queue = desk.queue(&QueueFilter::default()).unwrap();
    assert_eq!(queue.counts.pending + queue.counts.failed, 0);
    for row in &queue.rows {
        assert_eq!(row.state, ReadingState::Read);
        assert!(row.verdict.is_some() && !row.headline.is_empty() && !row.rules.is_empty());
    }
    let review = desk.application("A").unwrap();
    assert_eq!(review.report.unwrap().application, "A");
    assert_eq!(review.pages.len(), 1);
    assert_eq!((review.pages[0].width, review.pages[0].height), (50, 40));
    assert_eq!(desk.status().unwrap().reading.done, 2);
}

#[test]
fn the_queue_is_filtered_and_searched() {
    let (_home, desk) = read_desk();
    let ids = |filter: &QueueFilter| -> Vec<String> {
        desk.queue(filter).unwrap().rows.into_iter().map(|row| row.id).collect()
    };
    let search = |text: &str| QueueFilter { search: Some(text.into()), ..QueueFilter::default() };
    assert_eq!(ids(&search("王小")), ["A"]);
    assert_eq!(ids(&search("华发路 李四")), ["B"]);
    assert_eq!(ids(&search("b")), ["B"]);
    assert!(ids(&search("100%")).is_empty());
    let accept = QueueFilter { verdict: Some(QueueTab::Accept), ..QueueFilter::default() };
    assert!(ids(&accept).is_empty(), "nothing was read that could be accepted");
    desk.decide("A", &input(DecisionKind::Refuse, None)).unwrap();
    let open = QueueFilter { open_only: Some(true), ..QueueFilter::default() };
    assert_eq!(ids(&open), ["B"]);
    assert_eq!(desk.queue(&open).unwrap().decided, 1);
}

#[test]
fn a_decision_stands_beside_the_report_and_can_be_taken_back() {
    let (_home, desk) = read_desk();
    let before = desk.application("A").unwrap();
    let decision = desk.decide("A", &input(DecisionKind::Accept, Some(&before))).unwrap();
    assert_eq!(decision.advice, before.report.as_ref().map(|report| report.verdict));
    let after = desk.application("A").unwrap();
    assert_eq!(after.report, before.report);
    assert_eq!(after.decision.as_ref().map(|d| d.kind), Some(DecisionKind::Accept));

    desk.decide("A", &input(DecisionKind::Refuse, Some(&after))).unwrap();
    let undone = desk.undo_decision("A", None, None).unwrap();
    assert_eq!(undone.decision.map(|d| d.kind), Some(DecisionKind::Accept), "the one before holds");
    assert_eq!(undone.history.len(), 2, "nothing is lost");
    assert!(undone.history[0].undone_at.is_some() && undone.history[1].undone_at.is_none());

    desk.undo_decision("A", Some(decision.id), None).unwrap();
    let error = desk.undo_decision("A", None, None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert!(desk.application("A").unwrap().decision.is_none());
}

#[test]
fn who_looked_before_somebody_else_decided_is_told() {
    let (_home, desk) = read_desk();
    let mine = desk.application("A").unwrap();
    desk.decide("A", &input(DecisionKind::Refuse, Some(&mine))).unwrap();
    let error = desk.decide("A", &input(DecisionKind::Accept, Some(&mine))).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    let decision = desk.application("A").unwrap().decision.unwrap();
    assert_eq!(decision.kind, DecisionKind::Refuse);
    let error = desk.decide("没有", &input(DecisionKind::Accept, None)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
}

#[test]
fn nobody_takes_back_what_somebody_else_decided() {
    let (_home, desk) = read_desk();
    let mine = desk.decide("A", &input(DecisionKind::Accept, None)).unwrap();
    let other = desk.decide("A", &input(DecisionKind::Refuse, None)).unwrap();
    assert_eq!(
        desk.undo_decision("A", Some(mine.id), None).unwrap_err().code(),
        ErrorCode::Conflict
    );
    assert_eq!(desk.application("A").unwrap().decision, Some(other.clone()));
    // Once theirs is gone mine is in force again, as the queue and the history say too.
    let review = desk.undo_decision("A", Some(other.id), None).unwrap();
    assert_eq!(review.decision.as_ref(), Some(&mine));
    let rows = desk.queue(&QueueFilter::default()).unwrap().rows;
    let row = rows.into_iter().find(|row| row.id == "A").unwrap();
    assert_eq!(row.decision.map(|decision| decision.id), Some(mine.id));
    assert_eq!(review.history.iter().map(|d| d.id).collect::<Vec<_>>(), [other.id, mine.id]);
    assert_eq!(desk.undo_decision("A", Some(mine.id), None).unwrap().decision, None);
    assert_eq!(
        desk.undo_decision("A", Some(mine.id), None).unwrap_err().code(),
        ErrorCode::Conflict
    );
}

#[test]
fn an_application_that_comes_again_changed_is_undecided() {
    let (_home, desk) = read_desk();
    desk.decide("A", &input(DecisionKind::Refuse, None)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let again = application(folder.path(), "A", "王小明", 50);
    assert_eq!(desk.import_folder(folder.path()).unwrap().unchanged, 1);
    picture(&again.join("补交.png"), 60);
    assert_eq!(desk.import_folder(folder.path()).unwrap().added, 1);
    read_everything(&desk);
    let review = desk.application("A").unwrap();
    assert_eq!(review.pages.len(), 2);
    assert!(review.decision.is_none());
    assert_eq!(review.history.len(), 1);
}

#[test]
fn pages_are_shown_scaled_and_problems_say_why_there_is_none() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let a = application(folder.path(), "甲/1".replace('/', "-").as_str(), "王小明", 400);
    declare(&a, "甲/1", "王小明", r#""documents": ["证 1.png", "没有.jpg"],"#);
    let (desk, _) = desk(home.path());
    desk.import_folder(folder.path()).unwrap();
    // The desk has its own copy.
    fs::remove_dir_all(&a).unwrap();
    let image = desk.page_image("甲/1", "证 1.png", 1, Some(100)).unwrap();
    let image = image::load_from_memory(&image).unwrap();
    assert_eq!((image.width(), image.height()), (100, 10));
    for (file, page) in [("没有.jpg", 1), ("证 1.png", 2), ("别的", 1)] {
        let error = desk.page_image("甲/1", file, page, None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotFound, "{file}");
    }
    let review = desk.application("甲/1").unwrap();
    assert!(review.pages[1].problem.as_ref().unwrap().contains("没有.jpg"));
}

#[test]
fn a_large_page_is_shown_in_pieces() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 2100);
    let (desk, _) = desk(home.path());
    desk.import_folder(folder.path()).unwrap();
    let tile = |level, column, row| {
        let tile = hezhi_desk::Tile { level, column, row };
        desk.page_tile("A", "证 1.png", 1, tile).map(|jpeg| {
            let image = image::load_from_memory(&jpeg).unwrap();
            (image.width(), image.height())
        })
    };
    assert_eq!(tile(0, 0, 0).unwrap(), (1024, 40));
    assert_eq!(tile(0, 2, 0).unwrap(), (2100 - 2048, 40));
    assert_eq!(tile(1, 1, 0).unwrap(), (26, 20));
    for (level, column, row) in [(0, 3, 0), (0, 0, 1), (40, 0, 0), (0, u32::MAX, 0)] {
        assert_eq!(tile(level, column, row).unwrap_err().code(), ErrorCode::NotFound);
    }
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    drop(desk(home.path()));
    let file = home.path().join("hezhi.sqlite");
    let newer = rusqlite::Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    let Err(error) = Desk::open(home.path(), None) else { panic!("it opens") };
    assert_eq!(error.code(), ErrorCode::StoreTooNew);
    assert!(error.to_string().contains("更新版本"), "{error}");
}

#[test]
fn an_older_store_keeps_its_decisions() {
    let home = tempfile::tempdir().unwrap();
    let older = rusqlite::Connection::open(home.path().join("hezhi.sqlite")).unwrap();
    older.execute_batch(include_str!("../src/store/schema.sql")).unwrap();
    older
        .execute_batch(
            r#"PRAGMA user_version = 1;
            INSERT INTO submission VALUES (1, 'A', 'd', '{"id": "A", "service": "registration",
                "submitted_on": "2026-03-05", "applicant": {"name": "王小明"}, "residence": {}}',
                '王小明', NULL, NULL, '2026-03-05', '', '2026-03-05T00:00:00.000Z', 'read', NULL);
            INSERT INTO application VALUES ('A', 1);
            INSERT INTO decision VALUES (1, 1, NULL, 'refuse', NULL, '[]', '', '甲', '2026', NULL);
            INSERT INTO decision VALUES (2, 1, NULL, 'undo', 1, '[]', '', '甲', '2026', NULL);
            INSERT INTO decision VALUES (3, 1, NULL, 'accept', NULL, '[]', '', '乙', '2026', NULL);"#,
        )
        .unwrap();
    drop(older);
    let (desk, _) = desk(home.path());
    let review = desk.application("A").unwrap();
    let accepted = review.decision.expect("a decision");
    assert_eq!((accepted.kind, accepted.decided_by.as_str()), (DecisionKind::Accept, "乙"));
    assert_eq!(review.history.len(), 2);
    desk.undo_decision("A", Some(accepted.id), None).unwrap();
    desk.decide("A", &input(DecisionKind::Defer, None)).expect("the new kinds are known");
}

#[test]
fn reports_and_decisions_cannot_be_rewritten_even_by_hand() {
    let (home, desk) = read_desk();
    desk.decide("A", &input(DecisionKind::Refuse, None)).unwrap();
    let store = rusqlite::Connection::open(home.path().join("hezhi.sqlite")).unwrap();
    assert!(store.execute("UPDATE report SET verdict = 'accept'", []).is_err());
    assert!(store.execute("UPDATE decision SET kind = 'accept'", []).is_err());
}

#[test]
fn what_a_killed_reader_had_claimed_is_read_by_the_next() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    let desk = Arc::new(desk(home.path()).0);
    desk.import_folder(folder.path()).unwrap();
    let store = rusqlite::Connection::open(home.path().join("hezhi.sqlite")).unwrap();
    store.execute("UPDATE submission SET state = 'reading'", []).unwrap();
    read_everything(&desk);
    assert_eq!(desk.application("A").unwrap().state, ReadingState::Read);
}

#[test]
fn samples_never_mix_with_real_applications() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    let (desk, _) = desk(home.path());
    assert_eq!(desk.try_with_samples(folder.path()).unwrap().unwrap().added, 1);
    assert!(desk.status().unwrap().rehearsal);
    application(folder.path(), "B", "李四", 51);
    assert!(desk.try_with_samples(folder.path()).unwrap().is_none());
    assert_eq!(desk.queue(&QueueFilter::default()).unwrap().rows.len(), 1);
}
