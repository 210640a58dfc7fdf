//! From the lines of really read pages to the verdict, extraction included.

use std::path::Path;

use hezhi::application::{Basis, Service};
use hezhi::extract::documents;
use hezhi::finding::Verdict;
use hezhi::text::FileText;

use crate::case::{Made, day};

/// A registration with the read pages of one of extraction's cases.
fn with_pages(case: &str, basis: Basis, name: &str, address: &str) -> Made {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract").join(case);
    let lines = std::fs::read_to_string(folder.join("lines.json")).expect("lines.json is there");
    let files: Vec<FileText> = serde_json::from_str(&lines).expect("lines.json holds files");
    let mut made = Made::bare(Service::Registration, basis);
    made.documents = documents(&files);
    made.files = files;
    made.application.applicant.name = name.into();
    made.application.residence.address = Some(address.into());
    made
}

fn new_certificate(name: &str, address: &str) -> Verdict {
    let case = "a_sentence_in_a_cell_of_the_new_certificate_gives_land_and_house_usage";
    with_pages(case, Basis::Owned, name, address).judged().verdict
}

#[test]
fn a_new_certificate() {
    let home = "上海市徐汇区华发路406弄10号1705室";
    assert_eq!(new_certificate("周文博", home), Verdict::Accept);
    assert_eq!(new_certificate("周文", home), Verdict::Review, "a piece of the name");
    assert_eq!(new_certificate("李卫国", home), Verdict::Supplement);
    let other_room = "上海市徐汇区华发路406弄10号1750室";
    assert_eq!(new_certificate("周文博", other_room), Verdict::Supplement);
    let no_room = "上海市徐汇区华发路406弄10号";
    assert_eq!(new_certificate("周文博", no_room), Verdict::Review);
    let other_district = "上海市静安区华发路406弄10号1705室";
    assert_eq!(new_certificate("周文博", other_district), Verdict::Review);
}

#[test]
fn an_old_book() {
    let case = "the_old_book_tells_land_usage_from_house_usage_by_the_vertical_headers";
    let made = with_pages(case, Basis::Owned, "钱静怡", "上海市奉贤区解放中路88弄2号1101室");
    assert_eq!(made.judged().verdict, Verdict::Accept);
}

#[test]
fn a_filing_notice() {
    let case = "a_filing_notice_in_a_table_gives_parties_and_part_and_term";
    let address = "上海市徐汇区龙华西路21弄70号502室";
    let made = with_pages(case, Basis::Leased, "冯雪", address);
    let on = |date: &str| {
        let mut made = made.clone();
        made.application.submitted_on = day(date);
        made.judged().verdict
    };
    assert_eq!(on("2026-03-05"), Verdict::Accept);
    assert_eq!(on("2025-12-31"), Verdict::Supplement, "not begun");
    assert_eq!(on("2027-01-01"), Verdict::Supplement, "ended");
}

#[test]
fn an_office_let_to_a_company() {
    let case = "a_filing_proof_in_lines_prints_the_date_in_numerals";
    let made = with_pages(case, Basis::Leased, "王小明", "浦东新区张杨路1234号3幢1502室");
    assert_eq!(made.judged().verdict, Verdict::Refuse);
}
