//! The same proof in another person's application.

use super::{Answer, Facts, names, reading};
use crate::finding::Evidence;
use crate::judge::{Duplicate, DuplicateKind};

pub fn scan(facts: &Facts) -> Answer {
    of_kind(facts, DuplicateKind::Scan, "扫描件与以下申请相同")
}

pub fn certificate(facts: &Facts) -> Answer {
    of_kind(facts, DuplicateKind::Certificate, "产证号或备案编号与以下申请相同")
}

/// The same person handing in the same paper again, for the next service, is no fault.
fn of_kind(facts: &Facts, kind: DuplicateKind, fact: &str) -> Answer {
    let applicant = names::fold(&facts.application().applicant.name);
    let found: Vec<&Duplicate> = facts.case.duplicates.iter().filter(|d| d.kind == kind).collect();
    // Of an application that nobody has declared yet it is not known whose it is.
    let same = |d: &Duplicate| !applicant.is_empty() && names::fold(&d.applicant) == applicant;
    let others: Vec<&Duplicate> = found.iter().copied().filter(|d| !same(d)).collect();
    let listed = |duplicates: &[&Duplicate]| {
        let mut names: Vec<String> =
            duplicates.iter().map(|d| with_name(&d.application, &d.applicant)).collect();
        names.dedup();
        names.join("、")
    };
    let seen: Vec<Evidence> =
        found.iter().filter_map(|duplicate| place(facts, duplicate)).collect();
    if !others.is_empty() {
        Answer::fail(format!("{fact}：{}", listed(&others))).seen(seen)
    } else if !found.is_empty() {
        Answer::pass(format!("只在申请人本人的其他申请中用过：{}", listed(&found))).seen(seen)
    } else {
        Answer::pass("没有在其他人的申请中见过")
    }
}

fn with_name(application: &str, applicant: &str) -> String {
    let applicant = if applicant.is_empty() { "尚未申报" } else { applicant };
    format!("{application}（{applicant}）")
}

fn place(facts: &Facts, duplicate: &Duplicate) -> Option<Evidence> {
    let file = facts.case.files.iter().find(|file| file.file == duplicate.file)?;
    let page = file.pages.iter().find(|page| page.page == duplicate.page)?;
    Some(reading::whole_page(file, page, duplicate.application.clone()))
}
