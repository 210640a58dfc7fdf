//! The queue holds what the tables say, is filtered and sorted as asked, and leads from one
//! application to the next.

mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{application, declare, desk};
use hezhi_desk::Desk;
use hezhi_desk::view::{
    DecisionInput, DecisionKind, ErrorCode, QueueFilter, QueueSort, QueueTab, QueueView,
};

/// Five applications of five days; D is the first to have come, A the last.
fn five() -> (tempfile::TempDir, tempfile::TempDir, Arc<Desk>) {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let people = [("A", "王小明"), ("B", "李四"), ("C", "王芳"), ("D", "陈静"), ("E", "李明")];
    for (place, (id, name)) in people.iter().enumerate() {
        let made = application(folder.path(), id, name, 50 + place as u32);
        let day = [9, 8, 7, 5, 6][place];
        let channel = ["online", "counter"][place % 2];
        let text = std::fs::read_to_string(made.join("application.json")).unwrap();
        let text = text.replace("2026-03-05", &format!("2026-03-{day:02}"));
        let text = text.replacen('{', &format!(r#"{{ "channel": "{channel}","#), 1);
        std::fs::write(made.join("application.json"), text).unwrap();
    }
    let desk = Arc::new(desk(home.path()).0);
    desk.import_folder(folder.path()).unwrap();
    read_everything(&desk);
    (home, folder, desk)
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

fn decide(desk: &Desk, id: &str, kind: DecisionKind) -> i64 {
    let input = DecisionInput {
        reasons: vec!["理由".into()],
        note: "核实".into(),
        ..DecisionInput::of(kind)
    };
    desk.decide(id, &input).unwrap().id
}

fn ids(desk: &Desk, filter: &QueueFilter) -> String {
    let queue = desk.queue(filter).unwrap();
    queue.rows.iter().map(|row| row.id.as_str()).collect()
}

fn any() -> QueueFilter {
    QueueFilter::default()
}

fn open() -> QueueFilter {
    QueueFilter { open_only: Some(true), ..any() }
}

/// What the triggers made is what the view says of the tables now.
fn assert_true(home: &Path) {
    let store = rusqlite::Connection::open(home.join("hezhi.sqlite")).unwrap();
    let differs: i64 = store
        .query_row(
            "SELECT (SELECT count(*) FROM (SELECT * FROM queue_entry EXCEPT SELECT * FROM queue_source))
                  + (SELECT count(*) FROM (SELECT * FROM queue_source EXCEPT SELECT * FROM queue_entry))",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(differs, 0, "queue_entry is stale");
    let meant = "SELECT f.rule, q.decided, q.part, q.submission
                 FROM queue_entry AS q JOIN open_finding AS f ON f.report = q.report";
    let differs: i64 = store
        .query_row(
            &format!(
                "SELECT (SELECT count(*) FROM (SELECT * FROM queue_rule EXCEPT {meant}))
                      + (SELECT count(*) FROM ({meant} EXCEPT SELECT * FROM queue_rule))"
            ),
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(differs, 0, "queue_rule is stale");
    let rules: i64 =
        store.query_row("SELECT count(*) FROM queue_rule", [], |row| row.get(0)).unwrap();
    assert!(rules > 0, "nothing fails by a rule, which tells nothing");
}

/// `count` further applications, all as A is.
fn multiply(home: &Path, count: usize) {
    let store = rusqlite::Connection::open(home.join("hezhi.sqlite")).unwrap();
    store
        .execute_batch(&format!(
            "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (
               SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n;
             INSERT INTO submission SELECT 1000 + i, 'A' || i, digest || i,
                    json_set(declared, '$.id', 'A' || i), applicant, id_number, address,
                    submitted_on, source, imported_at, state, problem, batch, reader
             FROM n, submission WHERE application = 'A';
             INSERT INTO application SELECT 'A' || i, 1000 + i FROM n;
             INSERT INTO report (submission, verdict, headline, rules, report, made_at)
             SELECT 1000 + i, verdict, headline, rules, report, made_at
             FROM n, report WHERE report.submission = (SELECT submission FROM application WHERE id = 'A');"
        ))
        .unwrap();
}

#[test]
fn the_narrow_table_follows_whatever_happens() {
    let (home, folder, desk) = five();
    assert_true(home.path());
    let decision = decide(&desk, "A", DecisionKind::Refuse);
    decide(&desk, "B", DecisionKind::Accept);
    assert_true(home.path());
    desk.undo_decision("A", Some(decision), None).unwrap();
    assert_true(home.path());
    // B comes again changed, and waits once more.
    declare(&folder.path().join("B"), "B", "李四四", "");
    desk.import_folder(folder.path()).unwrap();
    assert_true(home.path());
    assert_eq!(ids(&desk, &QueueFilter { verdict: Some(QueueTab::Pending), ..any() }), "B");
    read_everything(&desk);
    assert_true(home.path());
    assert_eq!(desk.queue(&open()).unwrap().total, 5);
    assert_eq!(ids(&desk, &QueueFilter { search: Some("四四".into()), ..any() }), "B");
}

#[test]
fn the_longest_waiting_comes_first_and_what_is_decided_last() {
    let (_home, _folder, desk) = five();
    assert_eq!(ids(&desk, &any()), "DECBA");
    decide(&desk, "D", DecisionKind::Accept);
    assert_eq!(ids(&desk, &any()), "ECBAD");
    let sorted = |sort, descending| {
        ids(&desk, &QueueFilter { sort: Some(sort), descending: Some(descending), ..any() })
    };
    assert_eq!(sorted(QueueSort::SubmittedOn, false), "DECBA");
    assert_eq!(sorted(QueueSort::SubmittedOn, true), "ABCED");
    // One surname stands together: 李 before 王 before 陈, by their code points.
    assert_eq!(sorted(QueueSort::Applicant, false), "BEACD");
    assert_eq!(sorted(QueueSort::Verdict, false), "DECBA", "one verdict: by day");
}

#[test]
fn filters_narrow_rows_and_counts_alike() {
    let (_home, _folder, desk) = five();
    decide(&desk, "A", DecisionKind::Accept);
    decide(&desk, "B", DecisionKind::Refuse);
    let with = |change: &dyn Fn(&mut QueueFilter)| {
        let mut filter = any();
        change(&mut filter);
        filter
    };
    let day = |day: &str| Some(day.parse().unwrap());
    assert_eq!(ids(&desk, &with(&|f| f.search = Some("王".into()))), "CA");
    assert_eq!(ids(&desk, &with(&|f| f.search = Some("王 406弄".into()))), "CA");
    assert_eq!(ids(&desk, &with(&|f| f.search = Some("小明".into()))), "A");
    assert_eq!(ids(&desk, &with(&|f| f.search = Some("10号1705室".into()))), "DECBA");
    // What no index holds, and what an index might take for a command.
    for odd in ["100%_", "%", "\"", "王\"芳", "a\u{0}b", "NOT", "王* OR 李", "\u{20BB7}野"] {
        assert_eq!(ids(&desk, &with(&|f| f.search = Some(odd.into()))), "", "{odd}");
    }
    assert_eq!(ids(&desk, &with(&|f| f.search = Some("明".into()))), "EA");
    assert_eq!(
        ids(&desk, &with(&|f| f.channel = Some(hezhi::application::Channel::Counter))),
        "DB"
    );
    assert_eq!(ids(&desk, &with(&|f| f.from = day("2026-03-07"))), "CBA");
    assert_eq!(ids(&desk, &with(&|f| f.to = day("2026-03-06"))), "DE");
    assert_eq!(ids(&desk, &open()), "DEC");
    assert_eq!(ids(&desk, &with(&|f| f.decided_only = Some(true))), "BA");
    let rule = desk.queue(&any()).unwrap().rows[0].rules[0].clone();
    assert_eq!(ids(&desk, &with(&|f| f.rule = Some(rule.clone()))).len(), 5);
    assert_eq!(ids(&desk, &with(&|f| f.rule = Some("no.such".into()))), "");

    let queue = desk.queue(&with(&|f| f.search = Some("王".into()))).unwrap();
    let counts = queue.counts;
    assert_eq!(counts.accept + counts.review + counts.supplement + counts.refuse, 2);
    assert_eq!((queue.total, queue.decided, queue.open, queue.everything), (2, 1, 1, 5));
    let queue = desk.queue(&open()).unwrap();
    assert_eq!((queue.total, queue.decided, queue.open), (3, 2, 3), "the rest is still told");
}

#[test]
fn a_rule_that_thousands_fail_by_filters_as_one_that_few_do() {
    let (home, _folder, desk) = five();
    let rule = desk.queue(&any()).unwrap().rows[0].rules[0].clone();
    let failing = |change: &dyn Fn(&mut QueueFilter)| {
        let mut filter = QueueFilter { rule: Some(rule.clone()), ..any() };
        change(&mut filter);
        filter
    };
    let told = |filter: &QueueFilter| {
        let queue = desk.queue(filter).unwrap();
        let first: Vec<String> = queue.rows.into_iter().take(3).map(|row| row.id).collect();
        (queue.total, queue.open, queue.decided, first.join(" "))
    };
    multiply(home.path(), 5_000);
    assert_true(home.path());
    decide(&desk, "D", DecisionKind::Accept);
    assert_eq!(told(&failing(&|_| ())), (5_005, 5_004, 1, "E C B".into()));
    assert_eq!(told(&failing(&|f| f.open_only = Some(true))), (5_004, 5_004, 1, "E C B".into()));
    assert_eq!(told(&failing(&|f| f.decided_only = Some(true))), (1, 5_004, 1, "D".into()));
    let counter = Some(hezhi::application::Channel::Counter);
    assert_eq!(told(&failing(&|f| f.channel = counter)), (2, 1, 1, "B D".into()));
    assert_eq!(told(&failing(&|f| f.search = Some("李".into()))), (2, 2, 0, "E B".into()));
    assert_eq!(told(&failing(&|f| f.search = Some("王小明".into()))).0, 5_001);
    let place = desk.queue_place(Some("C"), &failing(&|_| ())).unwrap();
    assert_eq!((place.position, place.total), (Some(2), 5_005));
    let name = |n: Option<hezhi_desk::view::QueueNeighbour>| n.map(|n| n.id).unwrap_or_default();
    assert_eq!([place.before, place.after, place.next].map(name), ["E", "B", "B"]);
    let none = QueueFilter { rule: Some("no.such".into()), ..any() };
    assert_eq!(told(&none), (0, 0, 0, String::new()));
}

#[test]
fn a_number_is_found_by_any_part_of_it() {
    let (_home, folder, desk) = five();
    let id_number = "310104199005061237".to_owned();
    let declared = folder.path().join("C").join("application.json");
    let text = std::fs::read_to_string(&declared).unwrap();
    let named = format!(r#""name": "王芳", "id_number": "{id_number}""#);
    std::fs::write(&declared, text.replace(r#""name": "王芳""#, &named)).unwrap();
    desk.import_folder(folder.path()).unwrap();
    let found = |text: &str| ids(&desk, &QueueFilter { search: Some(text.into()), ..any() });
    for (from, to) in [(0, 18), (3, 18), (6, 14), (10, 14), (15, 18)] {
        assert_eq!(found(&id_number[from..to]), "C", "{from}..{to}");
    }
    let mut wrong = id_number.into_bytes();
    wrong[9] = if wrong[9] == b'9' { b'1' } else { b'9' };
    assert_eq!(found(std::str::from_utf8(&wrong).unwrap()), "");
    assert_eq!(found("406弄10号1705室").len(), 5);
    assert_eq!(found("号1750"), "");
}

#[test]
fn rows_come_in_pages() {
    let (_home, _folder, desk) = five();
    let page = |offset, limit| QueueFilter { offset: Some(offset), limit: Some(limit), ..any() };
    assert_eq!(ids(&desk, &page(0, 2)), "DE");
    assert_eq!(ids(&desk, &page(2, 2)), "CB");
    assert_eq!(ids(&desk, &page(4, 2)), "A");
    assert_eq!(ids(&desk, &page(9, 2)), "");
    assert_eq!(desk.queue(&page(4, 2)).unwrap().total, 5);
    assert_eq!(ids(&desk, &page(0, 0)), "");
}

#[test]
fn the_next_to_decide_is_known_without_the_list() {
    let (_home, _folder, desk) = five();
    let next = |id: Option<&str>, filter: &QueueFilter| {
        desk.queue_place(id, filter).unwrap().next.map(|next| next.id).unwrap_or_default()
    };
    assert_eq!(next(None, &open()), "D");
    assert_eq!(next(Some("D"), &open()), "E");
    assert_eq!(next(Some("A"), &open()), "D", "round to the beginning");
    decide(&desk, "E", DecisionKind::Accept);
    assert_eq!(next(Some("D"), &open()), "C", "past what is decided");
    assert_eq!(next(Some("E"), &open()), "C", "from where it stood while it was open");
    assert_eq!(next(Some("E"), &any()), "C");
    let wang = QueueFilter { search: Some("王".into()), ..open() };
    assert_eq!(next(Some("C"), &wang), "A", "within the filter");
    assert_eq!(next(Some("A"), &wang), "C");
    decide(&desk, "C", DecisionKind::Accept);
    assert_eq!(next(Some("A"), &wang), "", "only the present one is left");
    let newest =
        QueueFilter { sort: Some(QueueSort::SubmittedOn), descending: Some(true), ..open() };
    assert_eq!(next(Some("A"), &newest), "B");
    assert_eq!(next(Some("没有"), &open()), "D");
}

#[test]
fn an_application_knows_its_place() {
    let (_home, _folder, desk) = five();
    let place = |id: &str, filter: &QueueFilter| {
        let place = desk.queue_place(Some(id), filter).unwrap();
        let name =
            |n: Option<hezhi_desk::view::QueueNeighbour>| n.map(|n| n.id).unwrap_or_default();
        (place.position, place.total, name(place.before) + "|" + &name(place.after))
    };
    assert_eq!(place("D", &any()), (Some(1), 5, "|E".into()));
    assert_eq!(place("C", &any()), (Some(3), 5, "E|B".into()));
    assert_eq!(place("A", &any()), (Some(5), 5, "B|".into()));
    let backwards = QueueFilter { descending: Some(true), ..any() };
    assert_eq!(place("C", &backwards), (Some(3), 5, "B|E".into()));
    let li = QueueFilter { search: Some("李".into()), ..any() };
    assert_eq!(place("E", &li), (Some(1), 2, "|B".into()));
    assert_eq!(place("C", &li), (None, 2, "E|B".into()), "left out, but it still has neighbours");
    decide(&desk, "E", DecisionKind::Accept);
    assert_eq!(place("E", &open()), (None, 4, "D|C".into()), "where it stood while it was open");
    assert_eq!(place("E", &any()), (Some(5), 5, "A|".into()), "last, where all are shown");
}

#[test]
fn what_is_not_read_yet_is_nobodys_to_decide() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    let desk = desk(home.path()).0;
    desk.import_folder(folder.path()).unwrap();
    assert_eq!(desk.queue_place(None, &open()).unwrap().next, None);
    assert_eq!(desk.queue(&open()).unwrap().counts.pending, 1);
}

#[test]
fn views_are_saved_renamed_and_deleted() {
    let (home, _folder, desk) = five();
    let view = |name: &str, default| QueueView {
        name: name.into(),
        filter: QueueFilter { offset: Some(3), ..open() },
        default,
    };
    desk.save_queue_view("未决定", &view(" 未决定 ", true)).unwrap();
    let views = desk.save_queue_view("第二", &view("第二", true)).unwrap();
    assert_eq!(views[0].filter, open(), "a view has no page");
    let told =
        |views: &[QueueView]| views.iter().map(|v| (v.name.clone(), v.default)).collect::<Vec<_>>();
    assert_eq!(told(&views), [("未决定".into(), false), ("第二".into(), true)], "one default");
    let error = desk.save_queue_view("第二", &view("未决定", false)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Invalid);
    desk.save_queue_view("未决定", &view("我的", false)).unwrap();
    drop(desk);
    let desk = common::desk(home.path()).0;
    assert_eq!(told(&desk.queue_views().unwrap()), [("我的".into(), false), ("第二".into(), true)]);
    assert_eq!(told(&desk.delete_queue_view("我的").unwrap()), [("第二".into(), true)]);
    assert_eq!(desk.delete_queue_view("我的").unwrap().len(), 1, "gone already");
    for name in ["", "  ", &"长".repeat(31)] {
        assert!(desk.save_queue_view(name, &view(name, false)).is_err(), "{name}");
    }
}

#[test]
fn what_is_put_off_or_passed_on_is_open_but_not_the_next() {
    let (_home, _folder, desk) = five();
    // D, E, C, B, A in the order of waiting.
    let first = || desk.queue_place(None, &QueueFilter::default()).unwrap().next.unwrap().id;
    assert_eq!(first(), "D");
    let later = "2999-01-01".parse().ok();
    desk.decide("D", &DecisionInput { until: later, ..DecisionInput::of(DecisionKind::Defer) })
        .unwrap();
    let passed =
        DecisionInput { assignee: Some("乙".into()), ..DecisionInput::of(DecisionKind::Review) };
    desk.decide("E", &passed).unwrap();
    assert_eq!(first(), "C");
    let open = QueueFilter { open_only: Some(true), ..QueueFilter::default() };
    assert_eq!(desk.queue(&open).unwrap().total, 5, "all of them are still to be decided");
    let mine = QueueFilter { assignee: Some("乙".into()), ..QueueFilter::default() };
    assert_eq!(ids(&desk, &mine), "E");
    assert_eq!(desk.queue_place(None, &mine).unwrap().next.unwrap().id, "E");

    let past = "2020-01-01".parse().ok();
    desk.decide("D", &DecisionInput { until: past, ..DecisionInput::of(DecisionKind::Defer) })
        .unwrap();
    assert_eq!(first(), "D", "its day has come");
    desk.claim("D", Some("甲")).unwrap();
    assert_eq!(desk.queue(&open).unwrap().rows[0].claimed_by.as_deref(), Some("甲"));
}
