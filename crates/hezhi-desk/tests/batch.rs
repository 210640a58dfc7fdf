//! A batch can be stopped at any moment and goes on; one bad application stops nothing.

mod common;

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use common::{PANICS, application, desk, picture};
use hezhi::finding::Outcome as Found;
use hezhi::report::Report;
use hezhi_desk::view::{DecisionInput, DecisionKind, QueueFilter};
use hezhi_desk::{Batch, BatchError, Desk, Outcome};

fn run(desk: &Desk, folder: &Path, out: &Path) -> Outcome {
    run_with(desk, folder, out, 2)
}

fn run_with(desk: &Desk, folder: &Path, out: &Path, jobs: usize) -> Outcome {
    let batch = Batch { folder: folder.to_owned(), out: out.to_owned(), jobs, source: None };
    desk.batch(&batch, &|_| ()).expect("the batch runs")
}

fn reports(out: &Path) -> Vec<Report> {
    let text = fs::read_to_string(out).expect("results");
    assert!(text.is_empty() || text.ends_with('\n'), "whole lines only");
    text.lines().map(|line| serde_json::from_str(line).expect("a report a line")).collect()
}

fn ids(out: &Path) -> Vec<String> {
    let mut ids: Vec<String> = reports(out).into_iter().map(|r| r.application).collect();
    ids.sort();
    ids
}

struct Place {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Place {
    fn new(applications: &[(&str, &str, u32)]) -> Place {
        let place =
            Place { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() };
        for (id, name, width) in applications {
            application(place.folder.path(), id, name, *width);
        }
        place
    }

    fn out(&self) -> std::path::PathBuf {
        self.home.path().join("results.jsonl")
    }
}

#[test]
fn every_application_gets_one_line_and_a_row_in_the_queue() {
    let place = Place::new(&[("A", "甲", 50), ("B", "乙", 51), ("C", "丙", 52)]);
    let (desk, reader) = desk(place.home.path());
    let outcome = run(&desk, place.folder.path(), &place.out());
    assert_eq!((outcome.read, outcome.unchanged, outcome.problems.len()), (3, 0, 0));
    assert_eq!(outcome.verdicts.values().sum::<usize>(), 3);
    assert_eq!(ids(&place.out()), ["A", "B", "C"]);
    assert_eq!(reader.reads.load(Ordering::SeqCst), 3);
    let queue = desk.queue(&QueueFilter::default()).unwrap();
    assert_eq!(queue.rows.len(), 3);
    let in_queue = desk.application("A").unwrap().report;
    assert_eq!(in_queue.as_ref(), reports(&place.out()).iter().find(|r| r.application == "A"));
}

#[test]
fn it_goes_on_after_a_kill_in_the_middle_of_a_line() {
    let place = Place::new(&[("A", "甲", 50), ("B", "乙", 51), ("C", "丙", 52)]);
    let (desk, reader) = desk(place.home.path());
    run(&desk, place.folder.path(), &place.out());
    let whole = fs::read_to_string(place.out()).unwrap();
    // As a kill leaves it: one line done, the next cut off inside a Chinese character.
    let first = whole.lines().next().unwrap().len() + 1;
    let cut = whole.as_bytes()[first..].iter().position(|b| *b > 0x7F).unwrap() + 1;
    fs::write(place.out(), &whole.as_bytes()[..first + cut]).unwrap();
    let outcome = run(&desk, place.folder.path(), &place.out());
    assert_eq!((outcome.read, outcome.unchanged), (2, 1));
    assert_eq!(ids(&place.out()), ["A", "B", "C"]);
    assert_eq!(reader.reads.load(Ordering::SeqCst), 3, "what was read is not read twice");
    let again = run(&desk, place.folder.path(), &place.out());
    assert_eq!((again.read, again.unchanged), (0, 3));
}

#[test]
fn an_application_that_changed_since_is_read_again_in_place_of_its_line() {
    let place = Place::new(&[("A", "甲", 50), ("B", "乙", 51)]);
    let (desk, reader) = desk(place.home.path());
    run(&desk, place.folder.path(), &place.out());
    picture(&place.folder.path().join("A/证 1.png"), 77);
    let outcome = run(&desk, place.folder.path(), &place.out());
    assert_eq!((outcome.read, outcome.unchanged), (1, 1));
    assert_eq!(ids(&place.out()), ["A", "B"]);
    assert_eq!(reader.reads.load(Ordering::SeqCst), 3);
}

#[test]
fn results_of_other_folders_stay() {
    let place = Place::new(&[("A", "甲", 50)]);
    let other = Place::new(&[("B", "乙", 51)]);
    let (desk, _) = desk(place.home.path());
    run(&desk, place.folder.path(), &place.out());
    fs::write(place.out(), fs::read_to_string(place.out()).unwrap() + "{\"applic").unwrap();
    run(&desk, other.folder.path(), &place.out());
    assert_eq!(ids(&place.out()), ["A", "B"]);
}

#[test]
fn one_bad_application_or_page_stops_nothing() {
    let place = Place::new(&[("A", "甲", 50), ("B", "乙", PANICS), ("C", "丙", 52)]);
    let bad = place.folder.path().join("坏的");
    fs::create_dir(&bad).unwrap();
    fs::write(bad.join("application.json"), "{").unwrap();
    let twin = place.folder.path().join("Z");
    fs::create_dir(&twin).unwrap();
    common::declare(&twin, "A", "甲", "");
    let (desk, _) = desk(place.home.path());
    let outcome = run(&desk, place.folder.path(), &place.out());
    assert_eq!(ids(&place.out()), ["A", "B", "C"]);
    let named: Vec<&str> = outcome.problems.iter().map(|p| p.message.as_str()).collect();
    assert_eq!(named.len(), 2, "{named:?}");
    assert!(named.iter().any(|m| m.contains("坏的")), "{named:?}");
    assert!(named.iter().any(|m| m.contains("重复")), "{named:?}");
    // The page that broke the reader is a finding of its application.
    let broken = reports(&place.out()).into_iter().find(|r| r.application == "B").unwrap();
    let unreadable = broken.findings.iter().find(|f| f.rule == "document.unreadable").unwrap();
    assert_ne!(unreadable.outcome, Found::Pass);
    assert_ne!(broken.verdict, hezhi::finding::Verdict::Accept);
}

#[test]
fn the_same_scan_for_two_people_is_seen_from_both_sides() {
    let place = Place::new(&[("A", "甲", 50), ("B", "乙", 50), ("C", "丙", 52)]);
    let (desk, reader) = desk(place.home.path());
    // One at a time: two that begin the same scan at once both read it.
    run_with(&desk, place.folder.path(), &place.out(), 1);
    for report in reports(&place.out()) {
        let finding = report.findings.iter().find(|f| f.rule == "duplicate.scan").unwrap();
        let expected = if report.application == "C" { Found::Pass } else { Found::Fail };
        assert_eq!(finding.outcome, expected, "{}", report.application);
    }
    assert_eq!(reader.reads.load(Ordering::SeqCst), 2, "one scan, one reading");
    // Handed in by the same person again it is no duplicate.
    let again = Place::new(&[("D", "丙", 52)]);
    run(&desk, again.folder.path(), &again.out());
    let finding = reports(&again.out()).remove(0);
    let finding = finding.findings.iter().find(|f| f.rule == "duplicate.scan").unwrap().clone();
    assert_eq!(finding.outcome, Found::Pass, "{}", finding.message);
}

#[test]
fn a_later_duplicate_changes_the_line_of_an_earlier_batch() {
    let place = Place::new(&[("A", "甲", 50)]);
    let (desk, _) = desk(place.home.path());
    run(&desk, place.folder.path(), &place.out());
    application(place.folder.path(), "B", "乙", 50);
    run(&desk, place.folder.path(), &place.out());
    for report in reports(&place.out()) {
        let finding = report.findings.iter().find(|f| f.rule == "duplicate.scan").unwrap();
        assert_eq!(finding.outcome, Found::Fail, "{}", report.application);
    }
    assert_eq!(ids(&place.out()), ["A", "B"]);
}

#[test]
fn a_persons_decision_survives_a_new_batch() {
    let place = Place::new(&[("A", "甲", 50)]);
    let (desk, _) = desk(place.home.path());
    run(&desk, place.folder.path(), &place.out());
    let input =
        DecisionInput { note: "看过原件".into(), ..DecisionInput::of(DecisionKind::Refuse) };
    desk.decide("A", &input).unwrap();
    fs::remove_file(place.out()).unwrap();
    run(&desk, place.folder.path(), &place.out());
    assert_eq!(desk.application("A").unwrap().decision.unwrap().note, "看过原件");
}

#[test]
fn two_batches_do_not_write_one_file() {
    let place = Place::new(&[("A", "甲", 50)]);
    let (desk, _) = desk(place.home.path());
    let held = fs::File::create(place.out()).unwrap();
    held.lock().unwrap();
    let batch =
        Batch { folder: place.folder.path().into(), out: place.out(), jobs: 1, source: None };
    let error = desk.batch(&batch, &|_| ()).unwrap_err();
    assert!(matches!(&error, BatchError::Usage(m) if m.contains("正在写")), "{error}");
}

#[test]
fn somebody_elses_file_is_never_written_to() {
    let place = Place::new(&[("A", "甲", 50)]);
    let (desk, _) = desk(place.home.path());
    for theirs in ["会议纪要\n第二行\n", "{\"id\": 1}", "{\"id\": 1}\n"] {
        fs::write(place.out(), theirs).unwrap();
        let batch =
            Batch { folder: place.folder.path().into(), out: place.out(), jobs: 1, source: None };
        let error = desk.batch(&batch, &|_| ()).unwrap_err();
        assert!(matches!(&error, BatchError::Usage(m) if m.contains("没有改动")), "{error}");
        assert_eq!(fs::read_to_string(place.out()).unwrap(), theirs);
    }
}
