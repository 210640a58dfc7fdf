//! The same scan, the same sheet and the same dwelling in several people's applications, whatever
//! the order in which they come.

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use common::picture;
use hezhi::extract::Look;
use hezhi::finding::{Finding, Outcome};
use hezhi::geometry::{Rect, Region};
use hezhi::report::Report;
use hezhi::text::{PageText, TextLine};
use hezhi_desk::{Batch, Desk, PageReader};
use hezhi_ocr::Page;

/// Reads a certificate of one form off every picture. The hundreds of the width tell which one it
/// is, the rest how large it was scanned: 501 and 507 are two scans of one sheet.
struct Certificates;

impl PageReader for Certificates {
    fn engine(&self) -> String {
        "certificates 1".into()
    }

    fn read(&self, page: &Page) -> PageText {
        let (width, height) = page.image.dimensions();
        let (sheet, scale) = (width / 100, 1.0 + (width % 100) as f32 / 50.0);
        let place = |x: f32, y: f32| Rect { left: x, top: y, right: x + 60.0, bottom: y + 9.0 };
        let rows = [
            ("不动产权证书".to_owned(), String::new()),
            ("权利人".into(), format!("李四{sheet}")),
            ("共有情况".into(), "单独所有".into()),
            ("坐落".into(), format!("华发路406弄{sheet}号17{sheet}5室")),
            ("不动产单元号".into(), format!("3101040010{sheet}1GB00023F000517{sheet}5")),
            ("证号".into(), format!("沪(2019)徐字不动产权第01{sheet}345号")),
            ("用途".into(), "居住".into()),
        ];
        let mut lines = Vec::new();
        for (number, (label, value)) in rows.into_iter().enumerate() {
            for (text, x) in [(label, 5.0), (value, 80.0)] {
                let upright = place(x, 12.0 * number as f32 + 3.0);
                let Region(corners) = Region::from(upright);
                let moved =
                    corners.map(|p| hezhi::geometry::Point::new(p.x * scale + 3.0, p.y * scale));
                lines.push(TextLine {
                    text,
                    confidence: 0.99,
                    region: Region(moved),
                    upright,
                    glyphs: Vec::new(),
                    quick: false,
                });
            }
        }
        lines.retain(|line| !line.text.is_empty());
        PageText { page: page.number, width, height, lines, ..PageText::default() }
    }

    fn look_again(&self, _: &Page, _: &mut PageText, _: &[Look]) {}
}

struct Office {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Office {
    fn new() -> Office {
        Office { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() }
    }

    /// An application with a scan of this width; `holder` and `relation` as declared.
    fn hand_in(&self, id: &str, name: &str, width: u32, holder: &str, relation: &str, room: &str) {
        let folder = self.folder.path().join(id);
        fs::create_dir_all(&folder).unwrap();
        let json = format!(
            r#"{{ "id": "{id}", "service": "registration", "submitted_on": "2026-03-05",
                 "applicant": {{ "name": "{name}" }},
                 "residence": {{ "address": "上海市徐汇区华发路406弄10号{room}室", "basis": "owned",
                                 "holder_name": "{holder}", "holder_relation": "{relation}" }} }}"#
        );
        fs::write(folder.join("application.json"), json).unwrap();
        picture(&folder.join("证.png"), width);
    }

    /// Reads everything, `jobs` at a time; the reports by number.
    fn read(&self, jobs: usize) -> impl Fn(&str, &str) -> Finding + use<> {
        let desk = Desk::with_reader(self.home.path(), Arc::new(Certificates)).unwrap();
        let out = self.home.path().join("results.jsonl");
        let batch =
            Batch { folder: self.folder.path().into(), out: out.clone(), jobs, source: None };
        let outcome = desk.batch(&batch, &|_| ()).unwrap();
        assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
        let reports = reports(&out);
        move |id: &str, rule: &str| {
            let report = reports.iter().find(|report| report.application == id).unwrap();
            report.findings.iter().find(|finding| finding.rule == rule).unwrap().clone()
        }
    }
}

fn reports(out: &Path) -> Vec<Report> {
    let text = fs::read_to_string(out).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn another_scan_of_the_sheet_is_seen_from_both_sides_and_another_sheet_is_not() {
    for jobs in [1, 2] {
        let office = Office::new();
        office.hand_in("A", "甲", 501, "甲", "self", "101");
        office.hand_in("B", "乙", 507, "乙", "self", "102");
        office.hand_in("C", "丙", 601, "丙", "self", "103");
        let finding = office.read(jobs);
        for (id, other) in [("A", "B"), ("B", "A")] {
            let found = finding(id, "duplicate.scan");
            assert_eq!(found.outcome, Outcome::Fail, "{id}: {}", found.message);
            assert!(found.message.contains("同一页"), "{}", found.message);
            assert!(found.message.contains(&format!("{other}（")), "{}", found.message);
            assert!(!found.evidence.is_empty(), "it shows the page");
        }
        let found = finding("C", "duplicate.scan");
        assert_eq!(found.outcome, Outcome::Pass, "{}", found.message);
        assert_eq!(finding("C", "duplicate.certificate").outcome, Outcome::Pass);
    }
}

#[test]
fn a_family_shares_its_certificate_and_a_stranger_does_not() {
    let office = Office::new();
    office.hand_in("A", "李四5", 501, "李四5", "self", "101");
    office.hand_in("B", "李小", 501, "李四5", "child", "101");
    office.hand_in("C", "王五", 507, "李四5", "spouse", "101");
    let finding = office.read(2);
    for id in ["A", "B", "C"] {
        for rule in ["duplicate.scan", "duplicate.certificate"] {
            let found = finding(id, rule);
            assert_eq!(found.outcome, Outcome::Pass, "{id} {rule}: {}", found.message);
            let others =
                ["A（", "B（", "C（"].iter().filter(|o| found.message.contains(*o)).count();
            assert_eq!(others, 2, "both are named, whoever came first: {}", found.message);
        }
        let home = finding(id, "duplicate.dwelling");
        assert_eq!(home.outcome, Outcome::Pass);
        assert!(home.message.contains("共有 3 人"), "{}", home.message);
    }
    office.hand_in("D", "赵六", 501, "赵六", "self", "101");
    let finding = office.read(2);
    for id in ["A", "B", "C", "D"] {
        let found = finding(id, "duplicate.scan");
        assert_eq!(found.outcome, Outcome::Fail, "{id}: {}", found.message);
    }
}

#[test]
fn dozens_at_one_dwelling_are_looked_at_and_neighbours_are_not_counted() {
    let office = Office::new();
    for number in 0..12 {
        let name = format!("房客{number}");
        office.hand_in(&format!("T-{number:02}"), &name, 200, "房东", "other", "1705");
    }
    office.hand_in("N", "邻居", 601, "邻居", "self", "1750");
    let finding = office.read(2);
    for number in [0, 6, 11] {
        let found = finding(&format!("T-{number:02}"), "duplicate.dwelling");
        assert_eq!(found.outcome, Outcome::Fail, "{}", found.message);
        assert!(found.message.contains("共有 12 人"), "{}", found.message);
    }
    assert_eq!(finding("N", "duplicate.dwelling").outcome, Outcome::Pass);
}
