//! Every sample application, read and judged from its scans by the real reader: the answer is one
//! that the truth allows, and what stands clearly on a page is read exactly.

use std::path::{Path, PathBuf};

use hezhi::address::Gazetteer;
use hezhi::finding::{Outcome, Verdict};
use hezhi::report::Report;
use hezhi_desk::intake::Handed;
use hezhi_desk::{Limits, check, open_reader};
use hezhi_tests::accuracy::{Scored, case_folders, one};
use hezhi_tests::truth::{DamageKind, Truth};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Where the set-up puts the models, unless the environment names another place.
fn models() -> PathBuf {
    std::env::var_os("HEZHI_MODELS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../models"), PathBuf::from)
}

fn reports() -> Vec<Scored> {
    let reader = open_reader(Some(&models()), 2)
        .unwrap_or_else(|error| panic!("the reader does not open: {error}"));
    // An empty data folder: nothing that was checked before, no table of roads.
    let home = tempfile::tempdir().expect("a folder");
    let gazetteer = Gazetteer::default();
    let folders = case_folders(&samples()).expect("the samples are there");
    folders
        .into_iter()
        .map(|folder| {
            let truth: Truth =
                serde_json::from_slice(&std::fs::read(folder.join("truth.json")).expect("a truth"))
                    .expect("a truth");
            let handed = Handed::open(&folder, &Limits::default())
                .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
            let report = check(&handed, reader.as_ref(), home.path(), &gazetteer)
                .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
            one(folder, truth, Some(report))
        })
        .collect()
}

#[test]
fn every_sample_is_answered_as_its_papers_allow() {
    let mut faults = Vec::new();
    let cases = reports();
    assert!(cases.len() >= 12, "only {} samples", cases.len());
    for case in &cases {
        let name = case.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let report = case.report.as_ref().expect("a report");
        if case.wrong_accept() {
            faults.push(format!("{name}: WRONGLY ACCEPTED, though {:?}", case.truth.faults));
        }
        if !case.allowed() {
            faults.push(format!(
                "{name}: expected {:?} or review, got {:?}\n{}",
                case.truth.verdicts,
                report.verdict,
                reasons(report)
            ));
        }
        if case.truth.damage == DamageKind::Clean {
            for field in case
                .documents
                .iter()
                .flat_map(|d| &d.fields)
                .filter(|f| KEY_FIELDS.contains(&f.name.as_str()) && !f.right)
            {
                faults.push(format!(
                    "{name}: {} expected `{}`, got {:?}",
                    field.name,
                    field.expected,
                    field.got.as_ref().map(|f| &f.text)
                ));
            }
        }
        evidence_is_on_a_page(&name, report, &mut faults);
    }
    // A program that asks a person every time would pass all of the above.
    let settled = cases.iter().filter(|c| c.exact()).count();
    if settled * 2 < cases.len() {
        faults.push(format!(
            "only {settled} of {} samples were settled without a person",
            cases.len()
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const KEY_FIELDS: &[&str] =
    &["address", "usage", "holder", "tenant", "resident", "lease_start", "lease_end"];

fn reasons(report: &Report) -> String {
    let bad = report
        .findings
        .iter()
        .filter(|f| matches!(f.outcome, Outcome::Fail | Outcome::Undetermined));
    bad.map(|f| format!("  {} {:?}: {}", f.rule, f.outcome, f.message))
        .collect::<Vec<_>>()
        .join("\n")
}

/// An accept rests on places that can be shown.
fn evidence_is_on_a_page(name: &str, report: &Report, faults: &mut Vec<String>) {
    let shown = |rule: &str| {
        report
            .findings
            .iter()
            .any(|f| f.rule == rule && f.outcome == Outcome::Pass && !f.evidence.is_empty())
    };
    if report.verdict == Verdict::Accept && !shown("address.mismatch") {
        faults.push(format!("{name}: accepted without a place that shows the address"));
    }
}
