//! Papers out: what they say, what they are numbered, and what no template can do.

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{WidthReader, application, declare, desk};
use hezhi_desk::Desk;
use hezhi_desk::view::{
    DecisionInput, DecisionKind, ErrorCode, Notice, NoticeInput, NoticeKind, Office, TemplateName,
    VisitOpening,
};

fn office() -> Office {
    Office {
        name: "某某街道社区事务受理服务中心".into(),
        counter: "3 号窗口".into(),
        number_prefix: "SL".into(),
        ..Office::default()
    }
}

/// A desk with applications A and B, and the office's name set.
fn opened(home: &Path) -> Desk {
    let desk = desk(home).0;
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    application(folder.path(), "B", "李四", 60);
    desk.import_folder(folder.path()).unwrap();
    desk.set_office(&office()).unwrap();
    desk
}

fn decide(desk: &Desk, id: &str, kind: DecisionKind, reasons: &[&str]) {
    let reasons = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    let note = String::new();
    let input =
        DecisionInput { kind, reasons, note, seen: None, assignee: None, until: None, by: None };
    desk.decide(id, &input).unwrap();
}

fn issue(desk: &Desk, notice: &Notice, anew: bool) -> Notice {
    let input = NoticeInput { decision: notice.decision, anew, by: Some("赵六".into()) };
    desk.issue_notice(&notice.application, &input).unwrap()
}

/// What a PDF says, without its spaces, by a reader that is not the writer's.
fn text(pdf: &[u8]) -> String {
    let pages = hezhi_ocr::pages("文书.pdf", pdf, &hezhi_ocr::Limits::default()).unwrap();
    let text: String = pages.map(|page| page.unwrap().text_layer.unwrap_or_default()).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_decision_in_force_says_which_paper_fits() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    assert_eq!(desk.notice("A").unwrap_err().code(), ErrorCode::Conflict, "not decided");
    for (kind, paper) in [
        (DecisionKind::Accept, NoticeKind::Receipt),
        (DecisionKind::Supplement, NoticeKind::Supplement),
        (DecisionKind::Refuse, NoticeKind::Refusal),
    ] {
        decide(&desk, "A", kind, &["请补交租赁备案证明。"]);
        let notice = desk.notice("A").unwrap();
        assert_eq!((notice.kind, notice.number), (paper, None));
        assert!(notice.issued.is_none() && notice.template_problem.is_none());
        assert_eq!(notice.pages.len(), 1, "{paper:?}");
        assert!(notice.pages[0].starts_with("<svg"));
    }
    decide(&desk, "A", DecisionKind::Review, &[]);
    assert_eq!(desk.notice("A").unwrap_err().code(), ErrorCode::Conflict, "not settled");
}

#[test]
fn a_number_is_given_once_and_a_paper_prints_the_same_ever_after() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    decide(&desk, "A", DecisionKind::Supplement, &["请补交租赁备案证明。"]);
    let draft = desk.notice("A").unwrap();
    assert_eq!(desk.notice_pdf("A").unwrap_err().code(), ErrorCode::Conflict, "not issued yet");
    let first = issue(&desk, &draft, false);
    let number = first.number.clone().unwrap();
    assert_eq!(first.issued.as_ref().map(|issue| issue.issued_by.as_str()), Some("赵六"));
    assert!(number.starts_with("SL20") && number.ends_with("-0001"), "{number}");
    let pdf = desk.notice_pdf("A").unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    assert!(pdf.file_name.contains(&number), "{}", pdf.file_name);

    // Nothing that is set afterwards changes what was issued.
    desk.set_office(&Office { telephone: "021-00000000".into(), ..office() }).unwrap();
    let again = desk.notice("A").unwrap();
    assert!(again.outdated && !first.outdated);
    assert_eq!(again.pages, first.pages);
    assert_eq!(issue(&desk, &again, false).pages, first.pages);
    assert_eq!(desk.notice_pdf("A").unwrap().bytes, pdf.bytes);
    assert_eq!(desk.issued_notices("A").unwrap().len(), 1);

    // Issued anew it says what is true now, under the same number; both are kept.
    let anew = issue(&desk, &again, true);
    assert_eq!(anew.number.as_ref(), Some(&number));
    assert!(!anew.outdated && anew.pages != first.pages);
    assert_eq!(desk.issued_notices("A").unwrap().len(), 2);

    // What follows on the same application carries its number, another application the next.
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let receipt = desk.notice("A").unwrap();
    assert!(receipt.issued.is_none(), "this decision has no paper yet");
    assert_eq!(issue(&desk, &receipt, false).number.as_ref(), Some(&number));
    decide(&desk, "B", DecisionKind::Accept, &[]);
    let other = issue(&desk, &desk.notice("B").unwrap(), false).number.unwrap();
    assert_eq!(other, number.replace("-0001", "-0002"));
}

#[test]
fn a_paper_of_a_decision_that_changed_meanwhile_is_not_issued() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let seen = desk.notice("A").unwrap();
    decide(&desk, "A", DecisionKind::Refuse, &["非居住用房。"]);
    let input = NoticeInput { decision: seen.decision, anew: false, by: None };
    assert_eq!(desk.issue_notice("A", &input).unwrap_err().code(), ErrorCode::Conflict);
    assert!(desk.issued_notices("A").unwrap().is_empty());
    assert_eq!(desk.notice("A").unwrap().number, None, "no number was spent");
}

#[test]
fn a_paper_of_a_decision_taken_back_is_only_history() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    decide(&desk, "A", DecisionKind::Supplement, &["请补交租赁备案证明。"]);
    let issued = issue(&desk, &desk.notice("A").unwrap(), false);
    desk.undo_decision("A", Some(issued.decision), None).unwrap();
    assert_eq!(desk.notice("A").unwrap_err().code(), ErrorCode::Conflict);
    assert_eq!(desk.notice_pdf("A").unwrap_err().code(), ErrorCode::Conflict);
    let input = NoticeInput { decision: issued.decision, anew: false, by: None };
    assert_eq!(desk.issue_notice("A", &input).unwrap_err().code(), ErrorCode::Conflict);

    // Put off or passed on, it has no paper either.
    for kind in [DecisionKind::Review, DecisionKind::Defer] {
        decide(&desk, "A", kind, &[]);
        assert_eq!(desk.notice("A").unwrap_err().code(), ErrorCode::Conflict, "{kind:?}");
    }
    // It is still known, and the next decision's paper carries its number.
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let receipt = issue(&desk, &desk.notice("A").unwrap(), false);
    assert_eq!(receipt.number, issued.number);
    let history = desk.issued_notices("A").unwrap();
    let kinds: Vec<_> = history.iter().map(|paper| paper.kind).collect();
    assert_eq!(kinds, [NoticeKind::Receipt, NoticeKind::Supplement]);
}

#[test]
fn without_the_office_s_name_nothing_is_issued() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    desk.set_office(&Office::default()).unwrap();
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let draft = desk.notice("A").unwrap();
    assert!(draft.obstacle.unwrap().contains("设置"));
    let input = NoticeInput { decision: draft.decision, anew: false, by: None };
    assert_eq!(desk.issue_notice("A", &input).unwrap_err().code(), ErrorCode::Invalid);
}

#[test]
fn values_are_printed_as_they_are() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let name = "#panic(1)*粗*_斜_$x$[]<a>@b//c";
    let own = application(folder.path(), "H", name, 50);
    declare(&own, "H", name, "");
    let desk = desk(home.path()).0;
    desk.import_folder(folder.path()).unwrap();
    desk.set_office(&Office { name: "#strong[单位]".into(), ..office() }).unwrap();
    let reasons = ["#import \"x.typ\":*", "= 一 #{while true {}}"];
    decide(&desk, "H", DecisionKind::Refuse, &reasons);
    let notice = desk.notice("H").unwrap();
    assert_eq!(notice.template_problem, None);
    issue(&desk, &notice, false);
    let text = text(&desk.notice_pdf("H").unwrap().bytes);
    for value in [name, "#strong[单位]", "#import\"x.typ\":*", "=一#{whiletrue{}}"] {
        assert!(text.contains(value), "{value} in {text}");
    }
}

#[test]
fn a_list_of_what_to_bring_says_everything_and_hides_the_identity_number() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let own = application(folder.path(), "A", "王小明", 50);
    let json = fs::read_to_string(own.join("application.json")).unwrap();
    let with_number = json.replace(
        "\"name\": \"王小明\"",
        "\"name\": \"王小明\", \"id_number\": \"340102199003071234\"",
    );
    assert_ne!(json, with_number);
    fs::write(own.join("application.json"), with_number).unwrap();
    let desk = desk(home.path()).0;
    desk.import_folder(folder.path()).unwrap();
    desk.set_office(&office()).unwrap();
    decide(&desk, "A", DecisionKind::Supplement, &["请补交续租后的备案证明。", "请更正室号。"]);
    let number = issue(&desk, &desk.notice("A").unwrap(), false).number.unwrap();
    let text = text(&desk.notice_pdf("A").unwrap().bytes);
    for said in [
        "一次性告知书",
        "某某街道社区事务受理服务中心",
        number.as_str(),
        "王小明",
        "340102********1234",
        "居住登记",
        "2026年3月5日",
        "上海市徐汇区华发路406弄10号1705室",
        "1.请补交续租后的备案证明。",
        "2.请更正室号。",
        "办理窗口：3号窗口",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("199003071234"));
    assert!(!text.contains("咨询电话"), "what is not set is not printed");
}

#[test]
fn a_faulty_template_is_refused_with_its_line_and_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    let before = desk.notice_settings().unwrap();
    let faulty =
        "#import \"letter.typ\": *\n#show: letter.with(\"受理回执\")\n\n#notice.aplicant\n";
    let error = desk.save_template(TemplateName::Receipt, faulty).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Invalid);
    assert!(error.to_string().contains("第4行"), "{error}");
    assert!(error.to_string().contains("aplicant"), "{error}");
    assert_eq!(desk.notice_settings().unwrap(), before);
    let preview = desk.preview_template(TemplateName::Receipt, faulty).unwrap();
    assert!(preview.pages.is_empty());
    assert_eq!(preview.faults[0].line, Some(4));

    // Put there by hand, it is told of, and the built-in one is used in its place.
    let folder = home.path().join("templates");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("receipt.typ"), faulty).unwrap();
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let notice = desk.notice("A").unwrap();
    assert!(notice.template_problem.as_ref().unwrap().contains("第4行"));
    assert_eq!(notice.pages.len(), 1);
    let issued = issue(&desk, &notice, false);
    assert!(!issued.outdated, "the built-in one is in force");
    let receipt = &desk.notice_settings().unwrap().templates[0];
    assert!(receipt.own && receipt.faults[0].line == Some(4));
    let restored = desk.restore_template(TemplateName::Receipt).unwrap();
    assert_eq!(restored, before);
}

#[test]
fn a_template_has_to_hold_where_values_are_absent() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    let careless =
        "#import \"letter.typ\": *\n#show: letter.with(\"受理回执\")\n#notice.address.len()\n";
    let error = desk.save_template(TemplateName::Receipt, careless).unwrap_err();
    assert!(error.to_string().contains("第3行"), "{error}");
    assert!(error.to_string().contains("没有值"), "{error}");
}

#[test]
fn the_shared_template_is_tried_with_every_paper() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    let settings = desk.notice_settings().unwrap();
    let letter = &settings.templates[3];
    assert_eq!(letter.name, TemplateName::Letter);
    let preview = desk.preview_template(TemplateName::Letter, &letter.source).unwrap();
    assert_eq!(preview.pages.len(), 3);
    // Only the list and the refusal have reasons.
    let without = letter.source.replace("#let reasons", "#let grounds");
    let error = desk.save_template(TemplateName::Letter, &without).unwrap_err();
    assert!(error.to_string().contains("“reasons”"), "{error}");
}

#[test]
fn the_office_s_own_template_is_used_and_survives() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let builtin = desk.notice("A").unwrap().pages;
    let own =
        desk.notice_settings().unwrap().templates[0].source.replace("现予受理", "准予受理登记");
    let settings = desk.save_template(TemplateName::Receipt, &own).unwrap();
    assert!(settings.templates[0].own && settings.templates[0].faults.is_empty());
    assert_ne!(desk.notice("A").unwrap().pages, builtin);
    drop(desk);
    let reopened =
        Desk::with_reader(home.path(), std::sync::Arc::new(WidthReader::default())).unwrap();
    assert_eq!(reopened.notice_settings().unwrap().templates[0].source, own);
}

#[test]
fn a_template_reaches_no_file_and_no_package() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    fs::write(home.path().join("secret.txt"), "秘密").unwrap();
    for reach in [
        "#read(\"secret.txt\")", "#read(\"/etc/passwd\")", "#image(\"../scans/a.png\")",
        "#include \"other.typ\"", "#import \"@preview/example:0.1.0\": *",
    ] {
        let preview = desk.preview_template(TemplateName::Receipt, reach).unwrap();
        assert_eq!(preview.faults.first().and_then(|f| f.line), Some(1), "{reach}");
        assert!(preview.faults[0].message.contains("模板不能"), "{:?}", preview.faults);
    }
}

#[test]
fn a_template_without_an_end_is_given_up() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    let begun = Instant::now();
    for endless in [
        "#while true {}", "#for i in range(500) [#pagebreak(weak: false)]",
        "#let f(x) = f(x + 1)\n#f(0)", "#for i in range(9000) [#lorem(300) #parbreak()]",
    ] {
        let preview = desk.preview_template(TemplateName::Receipt, endless).unwrap();
        assert!(!preview.faults.is_empty(), "{endless}");
        assert!(begun.elapsed() < Duration::from_secs(40), "{endless}");
    }
    // The desk is as usable as before.
    let source = desk.notice_settings().unwrap().templates[0].source.clone();
    assert_eq!(desk.preview_template(TemplateName::Receipt, &source).unwrap().pages.len(), 1);
}

#[test]
fn a_character_that_no_font_has_is_named_and_never_a_box() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    // A noncharacter: no font will ever have it.
    let own = application(folder.path(), "A", "王小明", 50);
    declare(&own, "A", "王\u{FDD0}明", "");
    let desk = desk(home.path()).0;
    desk.import_folder(folder.path()).unwrap();
    desk.set_office(&office()).unwrap();
    decide(&desk, "A", DecisionKind::Accept, &[]);
    let error = desk.notice("A").unwrap_err();
    assert!(error.to_string().contains("U+FDD0"), "{error}");
    assert_eq!(error.code(), ErrorCode::Invalid);
}

#[test]
fn an_issued_paper_cannot_be_rewritten_even_by_hand() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    decide(&desk, "A", DecisionKind::Accept, &[]);
    issue(&desk, &desk.notice("A").unwrap(), false);
    let store = rusqlite::Connection::open(home.path().join("hezhi.sqlite")).unwrap();
    let error = store.execute("UPDATE notice SET number = 'X'", []).unwrap_err();
    assert!(error.to_string().contains("never changed"), "{error}");
}

#[test]
fn a_line_about_the_office_that_fits_no_paper_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    let long = Office { name: "长".repeat(200), ..office() };
    let broken = Office { address: "一\n二".into(), ..office() };
    for office in [long, broken] {
        assert_eq!(desk.set_office(&office).unwrap_err().code(), ErrorCode::Invalid);
    }
    assert_eq!(desk.notice_settings().unwrap().office, office());
}

#[test]
fn the_code_on_an_issued_paper_is_its_number_and_finds_the_application() {
    let home = tempfile::tempdir().unwrap();
    let desk = opened(home.path());
    decide(&desk, "A", DecisionKind::Supplement, &["请补交租赁备案证明。"]);
    let issued = issue(&desk, &desk.notice("A").unwrap(), false);
    let number = issued.number.unwrap();
    let pdf = desk.notice_pdf("A").unwrap().bytes;
    let mut pages = hezhi_ocr::pages("文书.pdf", &pdf, &hezhi_ocr::Limits::default()).unwrap();
    let page = pages.next().unwrap().unwrap();
    let codes: Vec<String> =
        hezhi_ocr::code::read(&page.image).into_iter().map(|code| code.text).collect();
    assert_eq!(codes, [number.clone()]);
    // As a scanner for codes types it at the counter.
    let opening = VisitOpening { number: codes.into_iter().next(), ..VisitOpening::default() };
    let visit = desk.open_visit(&opening).unwrap();
    assert_eq!(visit.application.as_deref(), Some("A"));
    assert_eq!(visit.asked_for, ["请补交租赁备案证明。"]);
}
