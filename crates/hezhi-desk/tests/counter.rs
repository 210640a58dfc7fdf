//! A visit at the counter, from the first page to the end, with a reader that reads what the test
//! wrote.

mod common;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::picture;
use hezhi::application::{Basis, DeclaredValue, FromPaper, Service};
use hezhi::document::Kind;
use hezhi::extract::Look;
use hezhi::finding::Verdict;
use hezhi::geometry::Rect;
use hezhi::text::{PageFault, PageText, Seal, TextLine};
use hezhi::window::Standing;
use hezhi_desk::view::{
    Aside, DecisionKind, ErrorCode, ItemState, OpenPoint, PageChange, PageSource, PageState, Visit,
    VisitEnding, VisitForm, VisitInput, VisitOpening, VisitPage,
};
use hezhi_desk::{Background, Desk, PageReader};
use hezhi_ocr::Page;

const NAME: &str = "周文博";
const NUMBER: &str = "11010519491231002X";
const HOME: &str = "上海市宝山区高境镇殷高西路999弄1号101室";

/// Pictures are told apart by their width.
const CERTIFICATE: u32 = 101;
const CARD: u32 = 102;
const BLANK: u32 = 103;
const BLURRED: u32 = 104;
const SHOP: u32 = 105;
const LEASE: u32 = 106;

/// Reads on each page what belongs to its width, and notes the order.
#[derive(Default)]
struct Script {
    read: Mutex<Vec<u32>>,
}

impl PageReader for Script {
    fn engine(&self) -> String {
        "script 1".into()
    }

    fn read(&self, page: &Page) -> PageText {
        let (width, height) = page.image.dimensions();
        self.read.lock().unwrap().push(width);
        let usage = if width == SHOP {
            "土地用途：商业/房屋用途：店铺"
        } else {
            "城镇住宅用地/住宅"
        };
        let lines: &[(f32, f32, &str)] = match width {
            CERTIFICATE | SHOP => &[
                (400.0, 40.0, "不动产权证书"),
                (60.0, 120.0, "权利人"),
                (300.0, 120.0, NAME),
                (60.0, 190.0, "坐落"),
                (300.0, 190.0, HOME),
                (60.0, 270.0, "权利类型"),
                (300.0, 270.0, "国有建设用地使用权/房屋所有权"),
                (60.0, 330.0, "用途"),
                (300.0, 330.0, usage),
                (60.0, 390.0, "面积"),
                (300.0, 390.0, "建筑面积62.40平方米"),
            ],
            CARD => &[
                (60.0, 40.0, "姓名"),
                (160.0, 40.0, NAME),
                (60.0, 100.0, "性别 男 民族 汉"),
                (60.0, 160.0, "住址 安徽省合肥市蜀山区长江路1号"),
                (60.0, 220.0, "公民身份号码"),
                (300.0, 220.0, NUMBER),
            ],
            LEASE => &[
                (300.0, 40.0, "上海市住房租赁合同登记备案通知书"),
                (60.0, 120.0, "出租人"),
                (300.0, 120.0, "李四"),
                (60.0, 180.0, "承租人"),
                (300.0, 180.0, NAME),
                (60.0, 240.0, "房屋坐落"),
                (300.0, 240.0, HOME),
                (60.0, 300.0, "租赁期限"),
                (300.0, 300.0, "2020年1月1日至2099年12月31日"),
            ],
            _ => &[],
        };
        let lines: Vec<TextLine> = lines.iter().map(|(x, y, text)| line(*x, *y, text)).collect();
        let faults = match width {
            BLANK => vec![PageFault::Blank],
            BLURRED => vec![PageFault::Blurred],
            _ => Vec::new(),
        };
        let seal = Rect { left: 700.0, top: 900.0, right: 900.0, bottom: 1100.0 };
        let seals = vec![Seal {
            region: seal.into(),
            upright: seal,
            confidence: 0.99,
            text: None,
            across: None,
        }];
        let seals = if matches!(width, CERTIFICATE | SHOP) { seals } else { Vec::new() };
        PageText { page: page.number, width, height, lines, faults, seals, ..PageText::default() }
    }

    fn look_again(&self, _: &Page, _: &mut PageText, _: &[Look]) {}
}

fn line(left: f32, top: f32, text: &str) -> TextLine {
    let upright =
        Rect { left, top, right: left + 20.0 * text.chars().count() as f32, bottom: top + 26.0 };
    TextLine {
        text: text.into(),
        confidence: 0.99,
        region: upright.into(),
        upright,
        glyphs: Vec::new(),
        quick: false,
    }
}

/// A desk with somebody at the window.
struct Counter {
    desk: Arc<Desk>,
    reader: Arc<Script>,
    _reading: Option<Background>,
    home: tempfile::TempDir,
}

impl Counter {
    fn open() -> Counter {
        let home = tempfile::tempdir().unwrap();
        let reader = Arc::new(Script::default());
        let desk = Desk::with_reader(home.path(), Arc::clone(&reader) as Arc<dyn PageReader>);
        let desk = Arc::new(desk.unwrap());
        let reading = Some(desk.read_in_background(1));
        Counter { desk, reader, _reading: reading, home }
    }

    fn visit(&self) -> String {
        self.desk.open_visit(&VisitOpening { by: by(), ..VisitOpening::default() }).unwrap().id
    }

    fn scan(&self, visit: &str, name: &str, width: u32) -> VisitPage {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scan.png");
        picture(&path, width);
        self.desk.visit_page(visit, name, &path, PageSource::Scanner).unwrap()
    }

    /// The visit once everything is read.
    fn read(&self, visit: &str) -> Visit {
        let begun = Instant::now();
        loop {
            let shown = self.desk.visit(visit).unwrap();
            let reading = shown.reading > 0
                || shown.pages.iter().any(|page| page.state == PageState::Reading);
            if !reading {
                return shown;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "it is never read: {shown:#?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn type_in(&self, visit: &str, change: impl FnOnce(&mut VisitForm)) -> Visit {
        let before = self.desk.visit(visit).unwrap();
        let mut form = before.form;
        change(&mut form);
        let input = VisitInput { form, queue_number: before.queue_number };
        self.desk.keep_visit(visit, &input).unwrap();
        self.read(visit)
    }

    fn end(&self, visit: &str, kind: DecisionKind) -> Result<String, (ErrorCode, String)> {
        let ending = VisitEnding { kind, reasons: Vec::new(), note: String::new(), by: by() };
        let ended = self.desk.end_visit(visit, &ending);
        ended.map(|ended| ended.application).map_err(|e| (e.code(), e.to_string()))
    }
}

fn by() -> Option<String> {
    Some("陈晓".into())
}

fn all_of_it(form: &mut VisitForm) {
    form.name = NAME.into();
    form.id_number = NUMBER.into();
    form.address = HOME.into();
    form.basis = Some(Basis::Owned);
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.flatten().map(|e| if e.path().is_dir() { files_below(&e.path()) } else { 1 }).sum()
}

#[test]
fn a_complete_case_is_read_judged_and_accepted_and_leaves_nothing_behind() {
    let counter = Counter::open();
    let visit = counter.visit();
    counter.scan(&visit, "扫描 1.png", CERTIFICATE);
    counter.scan(&visit, "扫描 2.png", BLANK);
    let shown = counter.type_in(&visit, all_of_it);
    assert_eq!(shown.pages[1].aside, Some(Aside::Blank), "a blank back is folded away");
    assert_eq!(shown.papers.len(), 1);
    assert_eq!(shown.papers[0].kind, Kind::PropertyCertificate);
    let report = shown.report.as_ref().unwrap();
    assert_eq!(report.verdict, Verdict::Accept, "{:#?}", report.findings.first());
    assert_eq!(shown.open, [OpenPoint::Originals], "a copy is accepted with its original seen");
    let (code, said) = counter.end(&visit, DecisionKind::Accept).unwrap_err();
    assert_eq!(code, ErrorCode::Conflict);
    assert!(said.contains("验原件"), "{said}");
    counter.type_in(&visit, |form| form.originals = vec!["proof".into(), "identity".into()]);
    let application = counter.end(&visit, DecisionKind::Accept).unwrap();

    let review = counter.desk.application(&application).unwrap();
    assert_eq!(review.application.channel, Some(hezhi::application::Channel::Counter));
    assert_eq!(review.pages.len(), 1, "the blank back is not sent");
    let decision = review.decision.unwrap();
    assert_eq!(decision.kind, DecisionKind::Accept);
    assert!(decision.note.contains("已验原件"), "{}", decision.note);
    let mut read = counter.reader.read.lock().unwrap().clone();
    read.sort_unstable();
    assert_eq!(read, [CERTIFICATE, BLANK], "nothing is read twice");

    assert!(counter.desk.visits().unwrap().is_empty());
    assert!(counter.desk.visit(&visit).is_err());
    assert_eq!(files_below(&counter.home.path().join("uploads")), 0, "no page stays");
}

#[test]
fn a_value_copied_from_the_paper_is_confirmed_before_it_is_accepted() {
    let counter = Counter::open();
    let visit = counter.visit();
    counter.scan(&visit, "产证.png", CERTIFICATE);
    counter.scan(&visit, "身份证.png", CARD);
    let shown = counter.read(&visit);
    let offered = |value: DeclaredValue| {
        let offers: Vec<&str> =
            shown.offers.iter().filter(|o| o.value == value).map(|o| o.text.as_str()).collect();
        offers
    };
    assert_eq!(offered(DeclaredValue::Name), [NAME]);
    assert_eq!(offered(DeclaredValue::IdNumber), [NUMBER]);
    assert_eq!(offered(DeclaredValue::Address), [HOME]);
    assert_eq!(offered(DeclaredValue::Basis), ["owned"]);
    let name = shown.offers.iter().find(|o| o.value == DeclaredValue::Name).unwrap();
    assert_eq!(name.kind, Kind::IdCard, "the card says it best");

    let taken = |confirmed_by: Option<&str>| FromPaper {
        value: DeclaredValue::Address,
        confirmed_by: confirmed_by.map(str::to_owned),
    };
    let shown = counter.type_in(&visit, |form| {
        all_of_it(form);
        form.originals = vec!["proof".into(), "identity".into()];
        form.from_paper = vec![taken(None)];
    });
    assert!(shown.offers.is_empty(), "what the form holds is not offered again");
    assert_eq!(shown.open, [OpenPoint::Unconfirmed]);
    assert_eq!(shown.report.unwrap().verdict, Verdict::Review);
    let (_, said) = counter.end(&visit, DecisionKind::Accept).unwrap_err();
    assert!(said.contains("现居住地址") && said.contains("核对"), "{said}");

    let shown = counter.type_in(&visit, |form| form.from_paper = vec![taken(Some("陈晓"))]);
    assert_eq!(shown.report.unwrap().verdict, Verdict::Accept);
    let application = counter.end(&visit, DecisionKind::Accept).unwrap();
    let declared = counter.desk.application(&application).unwrap().application;
    assert_eq!(declared.from_paper, [taken(Some("陈晓"))], "the record says who confirmed it");
}

#[test]
fn who_comes_back_with_the_number_brings_only_what_was_missing() {
    let counter = Counter::open();
    let visit = counter.visit();
    counter.scan(&visit, "身份证.png", CARD);
    let shown = counter.type_in(&visit, all_of_it);
    let proof = shown.checklist.iter().find(|item| item.key == "proof").unwrap();
    assert_eq!(proof.state, ItemState::Missing);
    assert_eq!(shown.report.unwrap().verdict, Verdict::Supplement);
    let application = counter.end(&visit, DecisionKind::Supplement).unwrap();

    // Typed with a small letter, as people do.
    let number = application.to_lowercase();
    let opening = VisitOpening { number: Some(number), by: by(), ..VisitOpening::default() };
    let back = counter.desk.open_visit(&opening).unwrap();
    assert_eq!(back.application.as_deref(), Some(application.as_str()));
    assert_eq!(back.form.name, NAME, "nothing is typed again");
    assert_eq!(back.pages.len(), 1);
    assert_eq!(back.pages[0].source, PageSource::Earlier);
    let again = counter.desk.open_visit(&opening).unwrap();
    assert_eq!(again.id, back.id, "one application, one visit");

    counter.scan(&back.id, "产证.png", CERTIFICATE);
    let shown = counter.type_in(&back.id, |form| {
        form.originals = vec!["proof".into(), "identity".into()];
    });
    assert_eq!(shown.pages.len(), 2);
    assert_eq!(shown.report.unwrap().verdict, Verdict::Accept, "{:?}", shown.open);
    assert_eq!(counter.end(&back.id, DecisionKind::Accept).unwrap(), application);
    let review = counter.desk.application(&application).unwrap();
    assert_eq!(review.pages.len(), 2);
    assert_eq!(review.history.len(), 2, "the list of what to bring stays in the record");
    let done = counter.desk.open_visit(&opening).unwrap_err();
    assert_eq!(done.code(), ErrorCode::Conflict, "{done}");
    let nothing = VisitOpening { number: Some("SL-0".into()), ..VisitOpening::default() };
    assert_eq!(counter.desk.open_visit(&nothing).unwrap_err().code(), ErrorCode::NotFound);
}

#[test]
fn a_page_scanned_again_takes_the_place_of_the_poor_one() {
    let counter = Counter::open();
    let visit = counter.visit();
    counter.scan(&visit, "1.png", BLURRED);
    let shown = counter.read(&visit);
    assert_eq!(shown.pages[0].sheets[0].faults, [PageFault::Blurred], "it is said at once");
    // The next sheet of a feeder is another one.
    counter.scan(&visit, "2.png", CARD);
    let shown = counter.read(&visit);
    assert!(shown.pages.iter().all(|page| page.aside.is_none()), "{:#?}", shown.pages);
    // Laid on the glass once more, it takes a hand some seconds.
    std::thread::sleep(Duration::from_millis(3200));
    counter.scan(&visit, "3.png", CERTIFICATE);
    let shown = counter.read(&visit);
    let names: Vec<(&str, Option<Aside>)> =
        shown.pages.iter().map(|page| (page.name.as_str(), page.aside)).collect();
    assert_eq!(
        names,
        [("3.png", None), ("1.png", Some(Aside::Replaced)), ("2.png", None)],
        "in its place, and the poor one can be fetched back"
    );
    let poor = shown.pages[1].id;
    let back = counter.desk.change_visit_page(&visit, poor, PageChange::FetchBack).unwrap();
    assert_eq!(back.pages[1].aside, None);
}

#[test]
fn pages_are_turned_moved_taken_out_and_never_twice() {
    let counter = Counter::open();
    let visit = counter.visit();
    let first = counter.scan(&visit, "扫描.png", CERTIFICATE).id;
    let second = counter.scan(&visit, "扫描.png", CARD).id;
    assert_eq!(counter.scan(&visit, "又一次.png", CARD).id, second, "the same file is one page");
    let shown = counter.read(&visit);
    assert_eq!(shown.pages[1].name, "扫描 (2).png");
    let change = |page, change| counter.desk.change_visit_page(&visit, page, change).unwrap();
    assert_eq!(change(first, PageChange::Turn).pages[0].turned, 90);
    let order: Vec<i64> = change(second, PageChange::Forward).pages.iter().map(|p| p.id).collect();
    assert_eq!(order, [second, first]);
    let without = change(second, PageChange::Remove);
    assert_eq!(without.pages[0].aside, Some(Aside::Removed));
    assert!(without.offers.iter().all(|offer| offer.kind != Kind::IdCard), "it does not count");
}

#[test]
fn a_shop_is_told_before_anything_is_typed_and_a_lease_for_an_own_home_as_well() {
    let counter = Counter::open();
    let visit = counter.visit();
    counter.scan(&visit, "产证.png", SHOP);
    assert_eq!(counter.read(&visit).report.unwrap().verdict, Verdict::Refuse);

    let other = counter.visit();
    counter.scan(&other, "备案.png", LEASE);
    let shown = counter.type_in(&other, all_of_it);
    let report = shown.report.unwrap();
    assert_eq!(report.verdict, Verdict::Supplement);
    let wrong = report.findings.iter().find(|f| f.rule == "document.wrong_kind").unwrap();
    assert_eq!(wrong.outcome, hezhi::finding::Outcome::Fail, "{}", wrong.message);
    let proof = shown.checklist.iter().find(|item| item.key == "proof").unwrap();
    assert_eq!(proof.state, ItemState::Missing, "the paper on the list is not there");
}

#[test]
fn the_list_asks_just_for_what_this_person_needs() {
    let counter = Counter::open();
    let visit = counter.visit();
    let keys = |visit: &Visit| {
        visit.checklist.iter().map(|item| item.key.clone()).collect::<Vec<_>>().join(" ")
    };
    let shown = counter.type_in(&visit, all_of_it);
    assert_eq!(keys(&shown), "identity proof");
    assert!(!shown.needs_guardian && shown.may_send_relative, "born in 1949");
    let shown = counter.type_in(&visit, |form| {
        form.holder_relation = Some(hezhi::application::HolderRelation::Parent);
    });
    assert_eq!(keys(&shown), "identity proof kinship");
    let shown = counter.type_in(&visit, |form| {
        form.holder_relation = Some(hezhi::application::HolderRelation::Oneself);
        form.has_agent = true;
        form.agent_name = "周小明".into();
        form.agent_relation = Some(hezhi::application::AgentRelation::Relative);
    });
    assert_eq!(keys(&shown), "identity proof agent_card letter");
    let shown = counter.type_in(&visit, |form| {
        form.has_agent = false;
        form.service = Service::Endorsement;
        form.registered_address = HOME.into();
        form.permit_expires_on = "2099-01-01".into();
    });
    assert_eq!(keys(&shown), "identity permit", "the address is the registered one");
    // Before any paper is there.
    let window = shown.window.unwrap();
    assert_eq!(window.standing, Standing::Early);
    assert_eq!(window.from.unwrap().to_string(), "2098-12-02");
    // 2020-02-29: three or so, or somewhat older whenever this runs within the next nine years.
    let child = counter.type_in(&visit, |form| {
        form.service = Service::Registration;
        form.id_number = "110105202002290010".into();
    });
    if child.age.is_some_and(|age| age < 16) {
        assert!(child.needs_guardian);
        assert_eq!(keys(&child), "identity proof agent_card guardianship");
    }
}

#[test]
fn a_visit_outlives_the_program_and_is_offered_without_a_name() {
    let home = tempfile::tempdir().unwrap();
    let open = || {
        let reader = Arc::new(Script::default()) as Arc<dyn PageReader>;
        Arc::new(Desk::with_reader(home.path(), reader).unwrap())
    };
    let visit = {
        let desk = open();
        let opening = VisitOpening { queue_number: "A012".into(), by: by(), number: None };
        let visit = desk.open_visit(&opening).unwrap().id;
        let path = home.path().join("scan.png");
        picture(&path, CERTIFICATE);
        // Nobody reads: the power goes before.
        desk.visit_page(&visit, "1.png", &path, PageSource::Scanner).unwrap();
        let mut form = VisitForm::default();
        all_of_it(&mut form);
        desk.keep_visit(&visit, &VisitInput { form, queue_number: "A012".into() }).unwrap();
        visit
    };
    let desk = open();
    let offered = desk.visits().unwrap();
    assert_eq!((offered[0].id.as_str(), offered[0].queue_number.as_str()), (&*visit, "A012"));
    assert_eq!(offered[0].pages, 1);
    assert!(!serde_json::to_string(&offered).unwrap().contains(NAME));
    let _reading = desk.read_in_background(1);
    let begun = Instant::now();
    while desk.visit(&visit).unwrap().reading > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "what was not read is read now");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(desk.visit(&visit).unwrap().form.name, NAME);
    desk.close_visit(&visit).unwrap();
    assert!(desk.visits().unwrap().is_empty());
    assert_eq!(files_below(&home.path().join("uploads")), 0);
    let store = std::fs::read(home.path().join("hezhi.sqlite")).unwrap();
    let wal = std::fs::read(home.path().join("hezhi.sqlite-wal")).unwrap_or_default();
    let name = NAME.as_bytes();
    let holds = |bytes: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    assert!(!holds(&store) && !holds(&wal), "nothing of the person stays on the disk");
}
