//! Results made for reading: every cell is what it says, nothing is computed, and a table that
//! cannot be written takes nothing else with it.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use common::{application, declare, desk};
use hezhi_desk::view::{DecisionInput, DecisionKind, ErrorCode};
use hezhi_desk::{Batch, Desk, ResultsTable};

const ID_NUMBER: &str = "340102199003071234";
const FORMULA: &str = "=HYPERLINK(\"http://example.invalid\",\"点这里\")";

struct Place {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Place {
    /// Three applications, one of them named like a formula, one without a readable scan, and a
    /// folder that declares nothing sensible.
    fn new() -> Place {
        let place =
            Place { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() };
        let batch = place.folder.path();
        application(batch, "A", "王小明", 50);
        let folder = application(batch, "20260305000123", "丙", 51);
        declare(&folder, "20260305000123", &FORMULA.replace('"', "\\\""), "");
        let text = fs::read_to_string(folder.join("application.json")).unwrap();
        let name = "\"applicant\": {";
        let with = text.replace(name, &format!("{name} \"id_number\": \"{ID_NUMBER}\","));
        fs::write(folder.join("application.json"), with).unwrap();
        let folder = application(batch, "C", "丁", 52);
        fs::write(folder.join("证 1.png"), b"").unwrap();
        fs::create_dir(batch.join("坏的")).unwrap();
        fs::write(batch.join("坏的/application.json"), "{ 坏的 }").unwrap();
        place
    }

    fn run(&self) -> (Desk, hezhi_desk::Outcome, PathBuf) {
        let (desk, _) = desk(self.home.path());
        let out = self.home.path().join("results.jsonl");
        let batch =
            Batch { folder: self.folder.path().into(), out: out.clone(), jobs: 1, source: None };
        let outcome = desk.batch(&batch, &|_| ()).expect("the batch runs");
        (desk, outcome, out)
    }

    fn save(&self, path: &Path) -> Desk {
        let (desk, outcome, out) = self.run();
        desk.save_results_table(&table(self.folder.path(), &out, &outcome), path).expect("a table");
        desk
    }
}

fn table<'a>(
    folder: &'a Path,
    reports: &'a Path,
    outcome: &'a hezhi_desk::Outcome,
) -> ResultsTable<'a> {
    ResultsTable { folder, reports, problems: &outcome.problems, left: 0 }
}

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    assert!(
        workbook.worksheet_formula(name).expect("the sheet").is_empty(),
        "no formula in {name}"
    );
    workbook.worksheet_range(name).expect("the sheet")
}

/// What stands under a heading in the row of an application.
fn cell<'a>(sheet: &'a Range<Data>, application: &str, heading: &str) -> &'a Data {
    let heads: Vec<&Data> = sheet.rows().next().expect("a head").iter().collect();
    let column = heads.iter().position(|head| **head == *heading);
    let column = column.unwrap_or_else(|| panic!("no column {heading}"));
    let row = sheet.rows().find(|row| row[0] == *application);
    &row.unwrap_or_else(|| panic!("no row {application}"))[column]
}

fn text<'a>(sheet: &'a Range<Data>, application: &str, heading: &str) -> &'a str {
    match cell(sheet, application, heading) {
        Data::String(text) => text,
        Data::Empty => "",
        other => panic!("{heading} of {application} is no text: {other:?}"),
    }
}

#[test]
fn a_workbook_has_a_row_an_application_the_errors_and_the_counts() {
    let place = Place::new();
    let path = place.home.path().join("结果 表.xlsx");
    let desk = place.save(&path);
    let results = sheet(&path, "结果");
    assert_eq!(results.height(), 4, "a head and three applications");
    assert_eq!(text(&results, "A", "申请人"), "王小明");
    assert_eq!(text(&results, "A", "申报地址"), "上海市徐汇区华发路406弄10号1705室");
    assert_eq!(text(&results, "A", "办理事项"), "居住登记");
    assert_eq!(text(&results, "A", "材料 1"), "证 1.png");
    let report = desk.application("A").unwrap().report.unwrap();
    assert_eq!(text(&results, "A", "程序建议"), report.verdict.label());
    let reasons = text(&results, "A", "原因和下一步");
    let heaviest = report.findings.first().expect("a finding");
    assert!(reasons.contains(&heaviest.message), "{reasons}");
    assert!(text(&results, "A", "规则").contains(&heaviest.rule));
    assert!(text(&results, "A", "依据").contains(&heaviest.citation.source));

    let errors = sheet(&path, "错误");
    let rows: Vec<Vec<String>> =
        errors.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0][0].contains("坏的") && rows[0][5] == "没有报告", "{rows:?}");
    assert_eq!((rows[1][1].as_str(), rows[1][2].as_str()), ("证 1.png", "空文件"));
    assert!(rows.iter().all(|row| !row[3].is_empty() && !row[4].is_empty()), "{rows:?}");

    let counts = sheet(&path, "统计");
    let count = |what: &str| {
        let row = counts.rows().find(|row| row[0] == *what).unwrap_or_else(|| panic!("no {what}"));
        row[1].to_string()
    };
    assert_eq!((count("合计").as_str(), count("另有没有报告的").as_str()), ("3", "1"));
    assert_eq!((count("空文件").as_str(), count("识读引擎").as_str()), ("1", "width 1"));
    assert_eq!(count("规则版本"), report.rules);
}

#[test]
fn what_looks_like_a_formula_or_a_number_is_text_in_a_workbook() {
    let place = Place::new();
    let path = place.home.path().join("r.xlsx");
    place.save(&path);
    let results = sheet(&path, "结果");
    assert_eq!(text(&results, "20260305000123", "申请人"), FORMULA);
    assert_eq!(text(&results, "20260305000123", "证件号码"), ID_NUMBER);
    assert_eq!(cell(&results, "A", "页数"), &Data::Float(1.0), "a count is a number");
}

#[test]
fn csv_opens_as_it_is_in_office_programs() {
    let place = Place::new();
    let path = place.home.path().join("r.CSV");
    place.save(&path);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(&bytes[..3], b"\xef\xbb\xbf", "a byte order mark");
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches("\r\n").count(), 5, "{text}");
    assert!(
        text.contains("\"'=HYPERLINK(\"\"http://example.invalid\"\",\"\"点这里\"\")\""),
        "{text}"
    );
    assert!(text.contains(&format!("\"\t{ID_NUMBER}\"")), "{text}");
    assert!(text.contains("\"\t20260305000123\""), "{text}");
    assert!(text.contains("\"未能核查\"") && text.contains("坏的"), "{text}");
    let scan = place.folder.path().join("A/证 1.png");
    assert!(text.contains(scan.to_str().unwrap()), "{text}");
}

#[test]
fn links_open_the_scans_and_a_decision_stands_beside_the_advice() {
    let place = Place::new();
    let (desk, outcome, out) = place.run();
    let decision =
        DecisionInput { by: Some("周".into()), ..DecisionInput::of(DecisionKind::Refuse) };
    desk.decide("A", &decision).unwrap();
    let path = place.home.path().join("r.xlsx");
    desk.save_results_table(&table(place.folder.path(), &out, &outcome), &path).unwrap();
    assert_eq!(text(&sheet(&path, "结果"), "A", "人工决定"), "已不予受理（周）");
    let mut workbook = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let links = workbook.by_name("xl/worksheets/_rels/sheet1.xml.rels").unwrap();
    let links = std::io::read_to_string(links).unwrap();
    let scan = place.folder.path().join("A/证%201.png");
    assert!(links.contains(&format!("Target=\"{}\"", scan.display())), "{links}");
}

#[test]
fn a_table_is_replaced_as_a_whole_or_not_at_all() {
    let place = Place::new();
    let (desk, outcome, out) = place.run();
    let given = table(place.folder.path(), &out, &outcome);
    let path = place.home.path().join("r.xlsx");
    fs::write(&path, "老的").unwrap();
    let broken = place.home.path().join("broken.jsonl");
    fs::write(&broken, "{}\n").unwrap();
    let failed = desk.save_results_table(&ResultsTable { reports: &broken, ..given }, &path);
    assert!(failed.is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "老的");
    desk.save_results_table(&given, &path).unwrap();
    assert_eq!(sheet(&path, "结果").height(), 4);
    let left: Vec<_> = fs::read_dir(place.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".hezhi-"))
        .collect();
    assert!(left.is_empty(), "nothing half-written stays: {left:?}");

    let nowhere = place.home.path().join("没有/r.xlsx");
    let error = desk.save_results_table(&given, &nowhere).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Storage);
    assert!(error.to_string().contains("没有写成"), "{error}");
    let error = desk.save_results_table(&given, &place.home.path().join("r.txt")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Invalid);
}

#[test]
fn a_report_that_this_data_folder_does_not_know_is_a_row_without_a_declaration() {
    let place = Place::new();
    let (_, outcome, out) = place.run();
    let elsewhere = tempfile::tempdir().unwrap();
    let (other, _) = desk(elsewhere.path());
    let path = elsewhere.path().join("r.xlsx");
    other.save_results_table(&table(place.folder.path(), &out, &outcome), &path).unwrap();
    let results = sheet(&path, "结果");
    assert_eq!(results.height(), 4);
    assert_eq!(text(&results, "A", "申请人"), "");
}
