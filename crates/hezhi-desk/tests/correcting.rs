//! What a reviewer puts right stands beside what was read, and the verdict follows.

mod common;

use std::sync::Arc;

use common::application;
use hezhi::document::{FieldName, Kind};
use hezhi::finding::Outcome;
use hezhi::geometry::Rect;
use hezhi::text::{PageText, TextLine};
use hezhi_desk::view::{
    CorrectionInput, DecisionInput, DecisionKind, Declaration, ErrorCode, FurtherPapers, NoteInput,
    PaperRef, Place, Review,
};
use hezhi_desk::{Desk, PageReader};
use hezhi_ocr::Page;

/// Reads a certificate whose usage is 店铺 on every page, and the box's width in a box.
struct Certificate;

fn line(row: usize, text: &str) -> TextLine {
    let top = row as f32 * 30.0;
    let place =
        Rect { left: 10.0, top, right: 10.0 + 20.0 * text.len() as f32, bottom: top + 20.0 };
    TextLine {
        text: text.into(),
        confidence: 0.99,
        region: place.into(),
        upright: place,
        glyphs: Vec::new(),
        quick: false,
    }
}

impl PageReader for Certificate {
    fn engine(&self) -> String {
        "certificate 1".into()
    }

    fn read(&self, page: &Page) -> PageText {
        let lines =
            ["不动产权证书", "权利人：王小明", "坐落：徐汇区华发路406弄10号1705室", "用途：店铺"];
        PageText {
            page: page.number,
            width: 800,
            height: 600,
            lines: lines.iter().enumerate().map(|(row, text)| line(row, text)).collect(),
            ..PageText::default()
        }
    }

    fn look_again(&self, _: &Page, _: &mut PageText, _: &[hezhi::extract::Look]) {}

    fn read_box(
        &self,
        _: &Page,
        region: &hezhi::geometry::Region,
    ) -> Result<Vec<TextLine>, String> {
        Ok(vec![line(0, &format!("居住{}", region.bounds().width()))])
    }
}

fn read_desk() -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    let desk = Arc::new(Desk::with_reader(home.path(), Arc::new(Certificate)).unwrap());
    desk.import_folder(folder.path()).unwrap();
    let reading = desk.read_in_background(1);
    while desk.status().unwrap().reading.left > 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    reading.stop();
    (home, Arc::into_inner(desk).expect("nobody reads any more"))
}

fn usage(text: Option<&str>, by: &str) -> CorrectionInput {
    CorrectionInput {
        paper: PaperRef { file: "证 1.png".into(), page: 1, kind: Kind::PropertyCertificate },
        field: FieldName::Usage,
        text: text.map(str::to_owned),
        place: None,
        by: Some(by.into()),
        seen: None,
    }
}

fn decision(kind: DecisionKind, by: &str) -> DecisionInput {
    DecisionInput {
        kind,
        reasons: Vec::new(),
        note: String::new(),
        assignee: None,
        until: None,
        by: Some(by.into()),
        seen: None,
    }
}

fn usage_outcome(review: &Review) -> Outcome {
    let report = review.report.as_ref().expect("a report");
    let found = report.findings.iter().find(|f| f.rule == "usage.non_residential");
    found.expect("every rule answers").outcome
}

#[test]
fn a_correction_changes_the_verdict_and_what_was_read_stays() {
    let (_home, desk) = read_desk();
    let before = desk.application("A").unwrap();
    assert_eq!(usage_outcome(&before), Outcome::Fail);

    let after = desk.correct("A", &usage(Some("居住"), "甲")).unwrap();
    assert_eq!(usage_outcome(&after), Outcome::Pass);
    let kept = &after.corrections[0];
    assert_eq!((kept.text.as_deref(), kept.was.as_deref()), (Some("居住"), Some("店铺")));
    assert_eq!((kept.corrected_by.as_str(), &kept.withdrawn_at), ("甲", &None));
    assert_ne!(after.seen, before.seen, "who looked before is told");

    let back = desk.withdraw_correction("A", kept.id, Some("乙")).unwrap();
    assert_eq!(usage_outcome(&back), Outcome::Fail);
    assert!(back.corrections[0].withdrawn_at.is_some(), "nothing is lost");
    let again = desk.withdraw_correction("A", kept.id, Some("乙")).unwrap_err();
    assert_eq!(again.code(), ErrorCode::Conflict);
}

#[test]
fn a_field_that_the_paper_does_not_carry_is_taken_out() {
    let (_home, desk) = read_desk();
    let after = desk.correct("A", &usage(Some("  "), "甲")).unwrap();
    assert_eq!(after.corrections[0].text, None);
    assert_eq!(usage_outcome(&after), Outcome::Undetermined);
}

#[test]
fn nonsense_and_papers_that_are_not_there_are_refused() {
    let (_home, desk) = read_desk();
    let code = |input: CorrectionInput| desk.correct("A", &input).unwrap_err().code();
    let date = CorrectionInput { field: FieldName::LeaseEnd, ..usage(Some("明年"), "甲") };
    assert_eq!(code(date), ErrorCode::Invalid);
    let mut other = usage(Some("居住"), "甲");
    other.paper.page = 2;
    assert_eq!(code(other), ErrorCode::NotFound);
    let old = CorrectionInput { seen: Some("0.0.0".into()), ..usage(Some("居住"), "甲") };
    assert_eq!(code(old), ErrorCode::Conflict);
    assert!(desk.application("A").unwrap().corrections.is_empty());
}

#[test]
fn what_is_decided_is_corrected_only_after_the_decision_is_taken_back() {
    let (_home, desk) = read_desk();
    desk.decide("A", &decision(DecisionKind::Refuse, "甲")).unwrap();
    let refused = desk.correct("A", &usage(Some("居住"), "甲")).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Conflict);
    desk.undo_decision("A", None, Some("甲")).unwrap();
    desk.decide("A", &decision(DecisionKind::Defer, "甲")).unwrap();
    desk.correct("A", &usage(Some("居住"), "甲")).expect("what is put off is still open");
}

#[test]
fn only_the_one_who_has_it_decides_and_corrects() {
    let (_home, desk) = read_desk();
    let claim = desk.claim("A", Some("甲")).unwrap();
    assert!(claim.until > claim.claimed_at);
    let told = desk.claim("A", Some("乙")).unwrap_err();
    assert!(told.code() == ErrorCode::Conflict && told.to_string().contains('甲'), "{told}");
    assert!(desk.decide("A", &decision(DecisionKind::Accept, "乙")).is_err());
    assert!(desk.correct("A", &usage(Some("居住"), "乙")).is_err());
    assert_eq!(desk.application("A").unwrap().decision, None, "nothing was overwritten");

    desk.release("A", Some("乙")).unwrap();
    assert!(desk.application("A").unwrap().claim.is_some(), "nobody gives back another's");
    desk.decide("A", &decision(DecisionKind::Accept, "甲")).unwrap();
    assert_eq!(desk.application("A").unwrap().claim, None, "what is decided is free again");
}

#[test]
fn what_is_passed_on_or_put_off_says_to_whom_and_until_when() {
    let (_home, desk) = read_desk();
    let passed =
        DecisionInput { assignee: Some("乙".into()), ..decision(DecisionKind::Review, "甲") };
    assert_eq!(desk.decide("A", &passed).unwrap().assignee.as_deref(), Some("乙"));
    let day = "2026-03-09".parse().ok();
    let put_off = DecisionInput { until: day, ..decision(DecisionKind::Defer, "乙") };
    desk.decide("A", &put_off).unwrap();
    let review = desk.application("A").unwrap();
    assert_eq!(review.decision.as_ref().and_then(|d| d.until), day);
    assert_eq!(review.history[1].assignee.as_deref(), Some("乙"));
}

#[test]
fn a_box_is_read_and_a_note_is_kept() {
    let (_home, desk) = read_desk();
    let region = Rect { left: 10.0, top: 10.0, right: 40.0, bottom: 20.0 }.into();
    let place = Place { file: "证 1.png".into(), page: 1, region };
    assert_eq!(desk.read_box("A", &place).unwrap().text, "居住30");
    let missing = Place { page: 9, ..place };
    assert_eq!(desk.read_box("A", &missing).unwrap_err().code(), ErrorCode::NotFound);

    let note = NoteInput { text: "已电话核实".into(), by: Some("甲".into()) };
    let review = desk.add_note("A", &note).unwrap();
    assert_eq!(
        (review.notes[0].text.as_str(), review.notes[0].noted_by.as_str()),
        ("已电话核实", "甲")
    );
    let empty = NoteInput { text: " ".into(), by: None };
    assert_eq!(desk.add_note("A", &empty).unwrap_err().code(), ErrorCode::Invalid);
}

#[test]
fn a_correction_stands_when_another_paper_is_added() {
    let (_home, desk) = read_desk();
    desk.correct("A", &usage(Some("居住"), "甲")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    common::picture(&folder.path().join("身份证.png"), 60);
    let uploads = desk.bring(&[folder.path().join("身份证.png")]).unwrap().uploads;
    desk.add_papers("A", &FurtherPapers { uploads, by: Some("乙".into()) }).unwrap();
    let review = desk.application("A").unwrap();
    let [correction] = review.corrections.as_slice() else { panic!("{:?}", review.corrections) };
    assert_eq!(
        (correction.text.as_deref(), correction.corrected_by.as_str()),
        (Some("居住"), "甲")
    );
    assert!(review.report.is_none(), "it is judged again with the new paper");
}

#[test]
fn nobody_changes_the_declaration_that_somebody_else_reviews() {
    let (_home, desk) = read_desk();
    let before = desk.application("A").unwrap().application;
    desk.claim("A", Some("甲")).unwrap();
    let by = |by: &str| Declaration {
        application: before.clone(),
        uploads: Vec::new(),
        removed: Vec::new(),
        before: Some(before.clone()),
        by: Some(by.into()),
    };
    assert_eq!(desk.amend("A", &by("乙")).unwrap_err().code(), ErrorCode::Conflict);
    assert!(desk.amend("A", &by("甲")).unwrap().unchanged);
}
