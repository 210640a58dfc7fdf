//! The office's table of roads comes into force at once, survives, and a faulty one does nothing.

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::{application, desk};
use hezhi::extract::Look;
use hezhi::finding::Outcome;
use hezhi::geometry::Rect;
use hezhi::text::{PageText, TextLine};
use hezhi_desk::view::{DecisionInput, DecisionKind, ErrorCode, ReadingState};
use hezhi_desk::{Desk, PageReader};
use hezhi_ocr::Page;

/// The declared road and its neighbour, on which the certificate of [`Certificates`] lies.
const NEIGHBOURS: &str = "路名\t区\n华发路\t徐汇区\n华友路\t徐汇区\n";

/// Reads on each page a certificate of a flat on 华友路; counts how often it is asked.
#[derive(Default)]
struct Certificates {
    reads: AtomicUsize,
}

impl PageReader for Certificates {
    fn engine(&self) -> String {
        "certificates 1".into()
    }

    fn read(&self, page: &Page) -> PageText {
        self.reads.fetch_add(1, Ordering::SeqCst);
        let line = |(row, text): (u8, &str)| {
            let top = f32::from(row) * 40.0;
            let place = Rect {
                left: 20.0,
                top,
                right: 20.0 + 24.0 * text.chars().count() as f32,
                bottom: top + 24.0,
            };
            TextLine {
                text: text.into(),
                confidence: 0.99,
                region: place.into(),
                upright: place,
                glyphs: Vec::new(),
                quick: false,
            }
        };
        let lines: Vec<TextLine> = (1..)
            .zip([
                "不动产权证书", "权利人：王小明", "坐落：徐汇区华友路406弄10号1705室", "用途：居住",
            ])
            .map(line)
            .collect();
        PageText { page: page.number, width: 900, height: 400, lines, ..PageText::default() }
    }

    fn look_again(&self, _: &Page, _: &mut PageText, _: &[Look]) {}
}

fn certificates(home: &Path) -> (Arc<Desk>, Arc<Certificates>) {
    let reader = Arc::new(Certificates::default());
    let desk = Desk::with_reader(home, Arc::clone(&reader) as Arc<dyn PageReader>);
    (Arc::new(desk.expect("the desk opens")), reader)
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

/// What the report in force says of the declared address.
fn address(desk: &Desk, id: &str) -> Outcome {
    let report = desk.application(id).unwrap().report.expect("a report");
    let finding = report.findings.into_iter().find(|f| f.rule == "address.mismatch");
    finding.expect("the rule answers").outcome
}

fn roads(desk: &Desk) -> Option<u32> {
    desk.settings().gazetteer.map(|gazetteer| gazetteer.roads)
}

#[test]
fn what_nobody_decided_is_judged_anew_without_being_read_again() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    application(folder.path(), "A", "王小明", 50);
    application(folder.path(), "B", "李四", 51);
    let (desk, reader) = certificates(home.path());
    desk.import_folder(folder.path()).unwrap();
    read_everything(&desk);
    assert_eq!(address(&desk, "A"), Outcome::Undetermined, "either may be a slip for the other");
    let decision =
        DecisionInput { note: "现场核实".into(), ..DecisionInput::of(DecisionKind::Refuse) };
    desk.decide("B", &decision).unwrap();
    let decided = desk.application("B").unwrap();

    let changed = desk.load_gazetteer(NEIGHBOURS.as_bytes()).unwrap();
    assert_eq!(changed.judged_anew, 1);
    read_everything(&desk);
    assert_eq!(address(&desk, "A"), Outcome::Fail, "two roads that exist are two roads");
    assert_eq!(reader.reads.load(Ordering::SeqCst), 2, "each scan was read once");
    assert_eq!(desk.application("B").unwrap(), decided, "what was decided stays as it was");

    assert_eq!(desk.remove_gazetteer().unwrap().judged_anew, 1);
    read_everything(&desk);
    assert_eq!(address(&desk, "A"), Outcome::Undetermined);
}

#[test]
fn a_table_survives_until_it_is_removed() {
    let home = tempfile::tempdir().unwrap();
    let (first, _) = desk(home.path());
    assert_eq!(first.settings().gazetteer, None);
    let settings = first.load_gazetteer(NEIGHBOURS.as_bytes()).unwrap().settings;
    assert_eq!(settings, first.settings());
    assert!(settings.gazetteer.unwrap().loaded_at.unwrap().starts_with("20"));
    // A second program on the same data folder learns of it, and of its end.
    let (second, _) = desk(home.path());
    assert_eq!(roads(&second), Some(2));
    first.load_gazetteer("路名\t区\n华发路\t\n华友路\t\n百色路\t\n".as_bytes()).unwrap();
    assert_eq!(roads(&second), Some(3));
    second.remove_gazetteer().unwrap();
    assert_eq!(roads(&first), None);
    assert_eq!(roads(&desk(home.path()).0), None);
    second.remove_gazetteer().expect("what is gone is gone");
}

#[test]
fn a_faulty_table_is_refused_by_its_line_and_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (desk, _) = desk(home.path());
    desk.load_gazetteer(NEIGHBOURS.as_bytes()).unwrap();
    let kept = fs::read(home.path().join("roads.tsv")).unwrap();
    let not_utf8 = [NEIGHBOURS.as_bytes(), b"\xb0\xd9\xc9\xab\xc2\xb7\t\n"].concat();
    let large = [NEIGHBOURS.as_bytes(), &vec![b'\n'; 8 << 20]].concat();
    let faulty: [(&[u8], &str); 6] = [
        ("路名\t区\n百色路\t闸北区\n".as_bytes(), "第2行的区“闸北区”"),
        ("路名\t区\n百色路\t\n\t徐汇区\n".as_bytes(), "第3行没有路名"),
        ("百色路\t徐汇区\n".as_bytes(), "第1行没有“road”一列"),
        ("路名\t区\n".as_bytes(), "没有一条路"),
        (&not_utf8, "第4行不是 UTF-8"),
        (&large, "超过 8 MB"),
    ];
    for (table, why) in faulty {
        let error = desk.load_gazetteer(table).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Invalid);
        let message = error.to_string();
        assert!(message.contains(why) && message.contains("没有改变"), "{message}");
        assert_eq!(roads(&desk), Some(2), "{why}");
        assert_eq!(fs::read(home.path().join("roads.tsv")).unwrap(), kept, "{why}");
    }
    let left: Vec<_> =
        fs::read_dir(home.path()).unwrap().flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".tmp")), "{left:?}");
}

#[test]
fn a_table_that_somebody_broke_by_hand_is_told_of_and_the_one_before_stays() {
    let home = tempfile::tempdir().unwrap();
    let (desk, _) = desk(home.path());
    desk.load_gazetteer(NEIGHBOURS.as_bytes()).unwrap();
    fs::write(home.path().join("roads.tsv"), "路名\t区\n百色路\t没有的区\n").unwrap();
    let settings = desk.settings();
    assert_eq!(settings.gazetteer.map(|gazetteer| gazetteer.roads), Some(2));
    assert!(settings.gazetteer_problem.unwrap().contains("第2行"));
    desk.load_gazetteer(NEIGHBOURS.as_bytes()).unwrap();
    assert_eq!(desk.settings().gazetteer_problem, None);
}

#[test]
fn a_desk_opens_beside_a_broken_table_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("roads.tsv"), "路名\t区\n百色路\t没有的区\n").unwrap();
    let (desk, _) = certificates(home.path());
    assert_eq!(roads(&desk), None);
    assert!(desk.settings().gazetteer_problem.unwrap().contains("第2行"));
}

#[test]
fn without_a_reader_what_was_found_stays_in_sight() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    application(folder.path(), "A", "王小明", 50);
    let (reading, _) = certificates(home.path());
    reading.import_folder(folder.path()).unwrap();
    read_everything(&reading);
    drop(reading);
    let desk = Desk::open(home.path(), Some(&folder.path().join("没有模型"))).unwrap();
    assert_eq!(desk.load_gazetteer(NEIGHBOURS.as_bytes()).unwrap().judged_anew, 0);
    assert_eq!(desk.application("A").unwrap().state, ReadingState::Read);
}
