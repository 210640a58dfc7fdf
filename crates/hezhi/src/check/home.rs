//! The declared dwelling against the printed one.

use std::ops::Range;

use super::facts::stated;
use super::reading::{evidence, is_clear, why_unclear};
use super::thresholds::DECIDE;
use super::{Answer, Facts};
use crate::address::{self, Comparison, Relation};
use crate::application::Basis;
use crate::document::{Document, Field, FieldName};
use crate::finding::Outcome;
use crate::judge::Case;

const ALL: &[Basis] = &[Basis::Owned, Basis::Leased, Basis::Dormitory];

/// The printed address beside the declared one.
pub fn compare(case: &Case, declared: &str, field: &Field) -> Comparison {
    address::compare_read(declared, &field.text, &doubtful(field), case.gazetteer)
}

/// The characters of the printed address that the second reader read otherwise, or that stand in
/// a place of low confidence: the comparison then names the piece that is in doubt.
fn doubtful(field: &Field) -> Vec<Range<usize>> {
    let text: Vec<char> = field.text.chars().collect();
    let mut ranges = Vec::new();
    let second: Vec<char> = field
        .second_reading
        .iter()
        .flat_map(|s| s.chars())
        .collect();
    if second.len() == text.len() {
        let differing = text
            .iter()
            .zip(&second)
            .enumerate()
            .filter(|(_, (a, b))| a != b);
        ranges.extend(differing.map(|(at, _)| at..at + 1));
    }
    for part in field.parts.iter().filter(|part| part.confidence < DECIDE) {
        if let Some(byte) = field
            .text
            .find(&part.text)
            .filter(|_| !part.text.is_empty())
        {
            let from = field
                .text
                .get(..byte)
                .map_or(0, |before| before.chars().count());
            ranges.push(from..from + part.text.chars().count());
        }
    }
    ranges
}

/// Whether the paper is for the declared dwelling.
pub fn of(case: &Case, document: &Document) -> Answer {
    let Some(declared) = stated(&case.application.residence.address) else {
        return Answer::undetermined("没有申报现居住地址，无从核对");
    };
    let Some(field) = document.field(FieldName::Address) else {
        return Answer::undetermined(format!(
            "没有读到{}上的坐落，无从与申报地址「{declared}」核对",
            document.kind.label()
        ));
    };
    let comparison = compare(case, declared, field);
    let printed = &field.text;
    let reason = match comparison.reason.trim_end_matches('。') {
        "" => String::new(),
        reason => format!("：{reason}"),
    };
    let answer = match (comparison.relation, is_clear(field)) {
        (Relation::Same, true) => Answer::pass(format!(
            "申报地址「{declared}」与证上坐落「{printed}」是同一处"
        )),
        (Relation::Different, true) => Answer::fail(format!(
            "申报地址「{declared}」与证上坐落「{printed}」不是同一处{reason}"
        )),
        (Relation::Uncertain, true) => Answer::undetermined(format!(
            "申报地址「{declared}」与证上坐落「{printed}」不能确定是否同一处{reason}"
        )),
        (_, false) => Answer::undetermined(format!(
            "证上坐落读作「{printed}」，但没有读清（{}），申报地址为「{declared}」",
            why_unclear(field)
        )),
    };
    answer.seen(evidence(document, field)).compared(comparison)
}

pub fn mismatch(facts: &Facts) -> Answer {
    facts.on_proof(ALL, |document| of(facts.case, document))
}

/// The doubt itself: it fails where there is one, and leaves a clear mismatch to its own rule.
pub fn undetermined(facts: &Facts) -> Answer {
    facts.on_proof(ALL, |document| {
        let mut answer = of(facts.case, document);
        match answer.outcome {
            Outcome::Undetermined => answer.outcome = Outcome::Fail,
            Outcome::Fail => {
                answer.outcome = Outcome::Pass;
                answer.fact = "证上坐落已读清，能够与申报地址比对".into();
            }
            Outcome::Pass | Outcome::NotApplicable => {}
        }
        answer
    })
}
