//! Residential or not, as the certificate prints it.

use super::Answer;
use super::facts::{Facts, Need};
use super::home;
use super::reading::{evidence, evidence_of, is_clear, why_unclear};
use crate::application::Basis;
use crate::document::{Document, FieldName, Kind, UsageClass};
use crate::finding::{Evidence, Outcome};

const HOMES: &[Basis] = &[Basis::Owned, Basis::Leased];

/// Words of a building type that do not go with a residential usage (documents print 类型：办公楼,
/// 店铺, 厂房, 酒店式公寓, 商住楼, 车库).
const OTHER_BUILDINGS: &[&str] =
    &["办公", "商", "店", "厂", "仓", "宾馆", "车库", "车位", "地下室", "储藏"];

/// What one paper says of the usage.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    pub state: State,
    pub fact: String,
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Residential,
    NonResidential,
    /// Not printed, not read clearly, of both kinds, or contradictory.
    Open,
}

impl Usage {
    /// As the answer of `usage.non_residential`.
    pub fn answer(self) -> Answer {
        let outcome = match self.state {
            State::Residential => Outcome::Pass,
            State::NonResidential => Outcome::Fail,
            State::Open => Outcome::Undetermined,
        };
        Answer::new(outcome, self.fact).seen(self.evidence)
    }
}

/// What the paper says. The usage of the house decides; the land and the type of building can
/// only put a residential usage in doubt.
pub fn of(document: &Document) -> Usage {
    let kind = document.kind.label();
    let Some(field) = document.field(FieldName::Usage) else {
        let mut evidence = evidence_of(document, FieldName::LandUsage);
        evidence.extend(evidence_of(document, FieldName::BuildingType));
        return Usage {
            state: State::Open, fact: format!("没有读到{kind}上的房屋用途"), evidence
        };
    };
    let printed = &field.text;
    let mut seen = evidence(document, field);
    let (state, fact) = match (field.class, is_clear(field)) {
        (_, false) => (
            State::Open,
            format!("{kind}上的房屋用途读作「{printed}」，但没有读清（{}）", why_unclear(field)),
        ),
        (Some(UsageClass::NonResidential), true) => {
            (State::NonResidential, format!("{kind}上的房屋用途为「{printed}」，不是居住用途"))
        }
        (Some(UsageClass::Residential), true) => match contradiction(document) {
            None => (State::Residential, format!("{kind}上的房屋用途为「{printed}」，属居住用途")),
            Some((other, text)) => {
                seen.extend(evidence_of(document, other));
                (
                    State::Open,
                    format!(
                        "{kind}上的房屋用途为「{printed}」，但{}为「{text}」，两处不一致",
                        other.label()
                    ),
                )
            }
        },
        (Some(UsageClass::Mixed), true) => {
            (State::Open, format!("{kind}上的用途「{printed}」兼有居住和非居住"))
        }
        (Some(UsageClass::Unknown) | None, true) => {
            (State::Open, format!("{kind}上的用途印为「{printed}」，不能据此确定是否居住用途"))
        }
    };
    Usage { state, fact, evidence: seen }
}

/// What on the same paper speaks against a residential usage.
fn contradiction(document: &Document) -> Option<(FieldName, &str)> {
    if let Some(land) = document.field(FieldName::LandUsage)
        && land.class == Some(UsageClass::NonResidential)
    {
        return Some((FieldName::LandUsage, &land.text));
    }
    let building = document.field(FieldName::BuildingType)?;
    OTHER_BUILDINGS
        .iter()
        .any(|word| building.text.contains(word))
        .then_some((FieldName::BuildingType, building.text.as_str()))
}

pub fn non_residential(facts: &Facts) -> Answer {
    if let Some(answer) = by_a_certificate(facts) {
        return answer;
    }
    facts.on_proof(HOMES, |document| of(document).answer())
}

pub fn undetermined(facts: &Facts) -> Answer {
    facts.on_proof(HOMES, |document| {
        let usage = of(document);
        match usage.state {
            State::Open => Answer::fail(usage.fact).seen(usage.evidence),
            State::Residential => Answer::pass(usage.fact).seen(usage.evidence),
            State::NonResidential => Answer::pass("证上房屋用途已读清").seen(usage.evidence),
        }
    })
}

/// A certificate that clearly prints another usage for the declared home decides, whatever the
/// basis is and whatever the other papers say: the usage is what the certificate prints.
fn by_a_certificate(facts: &Facts) -> Option<Answer> {
    let mut doubt = None;
    for document in facts.case.documents {
        let certificate =
            matches!(document.kind, Kind::PropertyCertificate | Kind::PropertyRegisterExtract);
        let usage = of(document);
        // The proof itself is judged by `on_proof`, whatever its address is.
        let is_proof = facts.proof.is_some_and(|proof| std::ptr::eq(proof, document));
        if usage.state != State::NonResidential || (is_proof && !facts.needs_no_proof()) {
            continue;
        }
        match (home::of(facts.case, document).outcome, &facts.need) {
            (Outcome::Fail, _) => {}
            (Outcome::Pass, Need::Always | Need::Changed(_))
                if certificate && facts.basis() != Some(Basis::Dormitory) =>
            {
                return Some(usage.answer());
            }
            // No proof is asked for, the place is not certain, it is a dormitory, or only a
            // lease says so: somebody looks.
            _ => doubt = Some(usage.answer().softened("材料中另有一份载明非居住用途")),
        }
    }
    doubt
}
