//! The overview counts what is in force, and tells where people went against the program.

mod common;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use common::{application, desk};
use hezhi_desk::Desk;
use hezhi_desk::view::{
    DecisionInput, DecisionKind, ErrorCode, Language, OverviewTable, Period, QueueFilter,
};

/// Four applications, read; nobody can accept what the tests' reader reads.
fn four() -> (tempfile::TempDir, Arc<Desk>) {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (at, id) in ["A", "B", "C", "D"].into_iter().enumerate() {
        application(folder.path(), id, "王小明", 50 + at as u32);
    }
    let desk = Arc::new(desk(home.path()).0);
    desk.import_folder(folder.path()).unwrap();
    let reading = desk.read_in_background(1);
    let begun = Instant::now();
    while desk.status().unwrap().reading.left > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "reading does not end");
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(reading);
    (home, desk)
}

fn decide(desk: &Desk, id: &str, kind: DecisionKind) {
    let input = DecisionInput {
        reasons: vec!["理由".into()],
        note: "核实".into(),
        ..DecisionInput::of(kind)
    };
    desk.decide(id, &input).unwrap();
}

#[test]
fn decisions_count_while_they_are_in_force() {
    let (_home, desk) = four();
    let before = desk.overview(&Period::default()).unwrap();
    assert_eq!((before.received, before.decisions.total(), before.unread), (4, 0, 0));
    assert_eq!(before.verdicts.total(), 4);
    assert_eq!(before.time_to_decision, None);

    desk.claim("A", None).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    decide(&desk, "A", DecisionKind::Accept);
    decide(&desk, "B", DecisionKind::Supplement);
    decide(&desk, "C", DecisionKind::Refuse);
    decide(&desk, "C", DecisionKind::Supplement);
    desk.claim("D", None).unwrap();
    decide(&desk, "D", DecisionKind::Review);
    let overview = desk.overview(&Period::default()).unwrap();
    let tally = overview.decisions;
    assert_eq!((tally.accept, tally.supplement, tally.refuse, tally.review), (1, 2, 0, 1));
    assert_eq!(overview.time_to_decision.unwrap().count, 3, "leaving it is no decision");
    let review = overview.time_of_review.unwrap();
    assert_eq!(review.count, 1, "only who took it up and decided it was seen at work");
    assert!((0.015..5.0).contains(&review.median), "{review:?}");
    assert_eq!(overview.by_person[0].time_of_review, Some(review));
    assert_eq!(overview.by_day.len(), 1);
    assert_eq!((overview.by_day[0].received, overview.by_day[0].decisions), (4, tally));
    assert_eq!((overview.by_channel[0].received, overview.by_channel[0].decisions), (4, tally));
    assert_eq!(overview.by_person[0].decisions, tally);
    desk.undo_decision("A", None, None).unwrap();
    assert_eq!(desk.overview(&Period::default()).unwrap().decisions.accept, 0);
}

#[test]
fn going_against_the_program_is_told_by_rule() {
    let (_home, desk) = four();
    let advice = desk.application("A").unwrap().report.unwrap().verdict;
    let advised = match advice {
        hezhi::finding::Verdict::Supplement => DecisionKind::Supplement,
        hezhi::finding::Verdict::Refuse => DecisionKind::Refuse,
        _ => DecisionKind::Review,
    };
    let stands = advised != DecisionKind::Review;
    decide(&desk, "A", DecisionKind::Accept);
    decide(&desk, "B", if stands { advised } else { DecisionKind::Supplement });
    let overview = desk.overview(&Period::default()).unwrap();
    assert_eq!(overview.overruled.advised, if stands { 2 } else { 0 });
    assert_eq!(overview.overruled.otherwise, u32::from(stands));
    let row = &desk.queue(&QueueFilter::default()).unwrap().rows[0];
    assert_eq!(overview.by_rule.len(), row.rules.len(), "every rule that stood in the way");
    for rule in &overview.by_rule {
        let total = rule.failed.decided + rule.undetermined.decided;
        let otherwise = rule.failed.otherwise + rule.undetermined.otherwise;
        assert_eq!((total, otherwise), (2, 1), "{}", rule.rule);
        assert!(!rule.title.is_empty() && rule.title != rule.rule);
    }
    assert_eq!(overview.advice[0].advice, Some(advice));
}

#[test]
fn a_period_counts_its_own_days() {
    let (_home, desk) = four();
    decide(&desk, "A", DecisionKind::Accept);
    let all = desk.overview(&Period::default()).unwrap();
    let today = all.by_day[0].day;
    let on = |from: NaiveDate, to: NaiveDate| {
        desk.overview(&Period { from: Some(from), to: Some(to) }).unwrap()
    };
    assert_eq!(on(today, today), all);
    let yesterday = today.pred_opt().unwrap();
    let before = on(yesterday, yesterday);
    assert_eq!((before.received, before.decisions.total(), before.by_day.len()), (0, 0, 0));
    let after = desk.overview(&Period { from: today.succ_opt(), to: None }).unwrap();
    assert_eq!((after.received, after.decisions.total()), (0, 0));
    let wrong = Period { from: Some(today), to: Some(yesterday) };
    assert_eq!(desk.overview(&wrong).unwrap_err().code(), ErrorCode::Invalid);
}

#[test]
fn each_table_is_a_file_that_office_programs_open() {
    let (_home, desk) = four();
    decide(&desk, "A", DecisionKind::Accept);
    for table in [
        OverviewTable::Advice,
        OverviewTable::Days,
        OverviewTable::Channels,
        OverviewTable::People,
        OverviewTable::Rules,
    ] {
        for language in [Language::Chinese, Language::English] {
            let csv = desk.overview_csv(&Period::default(), table, language).unwrap();
            let lines: Vec<&str> = csv.strip_prefix('\u{feff}').unwrap().split("\r\n").collect();
            assert!(lines.len() >= 3 && lines.last() == Some(&""), "{table:?}: {csv}");
            let cells = lines[0].split(',').count();
            assert!(
                lines[1..lines.len() - 1].iter().all(|l| l.split(',').count() >= cells),
                "{csv}"
            );
            // The titles of rules and the names of people stay; every other word is English.
            let named = matches!(table, OverviewTable::Rules | OverviewTable::People);
            let words = if named { lines[0] } else { &csv };
            let chinese = words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, language == Language::Chinese, "{table:?}: {words}");
        }
    }
}
