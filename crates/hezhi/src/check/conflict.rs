//! Papers that contradict each other.

use super::facts::stated;
use super::papers::glimpse;
use super::{Answer, Facts, holder, home, lease, proof, usage};
use crate::document::{Document, Kind};
use crate::finding::{Evidence, Outcome};

/// Another paper of the kind that is asked for, which says something else. An ended lease beside
/// the current one is no contradiction.
pub fn conflict(facts: &Facts) -> Answer {
    if facts.needs_no_proof() {
        return Answer::not_applicable("现居住地址与登记地址一致，不需要居住证明");
    }
    let Some(chosen) = facts.proof else {
        return Answer::not_applicable("没有可供核对的居住证明，见材料一项");
    };
    let others = facts
        .case
        .documents
        .iter()
        .filter(|document| !std::ptr::eq(*document, chosen))
        .filter(|document| proof::is_candidate(facts.case, document));
    let mut compared = 0;
    for document in others {
        compared += 1;
        if let Some((fact, evidence)) = contradiction(facts, document) {
            return Answer::fail(format!(
                "另一份{}（{}）{fact}",
                document.kind.label(),
                document.file
            ))
            .seen(glimpse(facts, chosen))
            .seen(evidence);
        }
    }
    if compared == 0 {
        Answer::pass("只有一份居住证明")
    } else {
        Answer::pass("几份居住证明没有互相矛盾").seen(glimpse(facts, chosen))
    }
}

fn contradiction(facts: &Facts, document: &Document) -> Option<(String, Vec<Evidence>)> {
    let case = facts.case;
    if document.kind == Kind::LeaseRegistration
        && [lease::end(case, document), lease::start(case, document)]
            .iter()
            .any(|answer| answer.outcome == Outcome::Fail)
    {
        return None;
    }
    let home = home::of(case, document);
    if home.outcome == Outcome::Fail {
        let declared = stated(&case.application.residence.address).unwrap_or_default();
        return Some((format!("是另一处房屋的，申报地址为「{declared}」"), home.evidence));
    }
    if document.kind != Kind::DormitoryCertificate {
        let usage = usage::of(document);
        if usage.state == usage::State::NonResidential {
            return Some((format!("载明非居住用途：{}", usage.fact), usage.evidence));
        }
        let holder = holder::of(case, document);
        if holder.outcome == Outcome::Fail {
            return Some((format!("的权利人或承租人不同：{}", holder.fact), holder.evidence));
        }
    }
    None
}
