//! Whose home it is: owner or tenant, people or units.

use super::facts::stated;
use super::names::{self, Bearer, NameMatch};
use super::reading::{evidence, is_clear, is_clear_as_declared, why_unclear};
use super::{Answer, Facts};
use crate::application::{Basis, HolderRelation};
use crate::document::{Document, Field, FieldName, Kind};
use crate::judge::Case;

pub const HOMES: &[Basis] = &[Basis::Owned, Basis::Leased];

/// The field that names who the paper is for.
pub fn role(kind: Kind) -> FieldName {
    if kind == Kind::LeaseRegistration { FieldName::Tenant } else { FieldName::Holder }
}

pub fn relation_label(relation: HolderRelation) -> &'static str {
    match relation {
        HolderRelation::Oneself => "本人",
        HolderRelation::Spouse => "配偶",
        HolderRelation::Parent => "父母",
        HolderRelation::Child => "子女",
        HolderRelation::Grandparent => "（外）祖父母",
        HolderRelation::Grandchild => "（外）孙子女",
        HolderRelation::Sibling => "兄弟姐妹",
        HolderRelation::Other => "其他",
    }
}

/// A near relative by the policy's list, declared as such.
pub fn near_relative(case: &Case) -> Option<HolderRelation> {
    let relation = case.application.residence.holder_relation?;
    match relation {
        HolderRelation::Oneself | HolderRelation::Other => None,
        HolderRelation::Spouse
        | HolderRelation::Parent
        | HolderRelation::Child
        | HolderRelation::Grandparent
        | HolderRelation::Grandchild
        | HolderRelation::Sibling => Some(relation),
    }
}

/// Whether the paper's owner or tenant is the applicant, or the relative who was declared.
pub fn of(case: &Case, document: &Document) -> Answer {
    let name = role(document.kind);
    let applicant = &case.application.applicant.name;
    let Some(field) = document.field(name) else {
        return Answer::undetermined(format!(
            "没有读到{}上的{}",
            document.kind.label(),
            name.label()
        ));
    };
    let printed = names::split(&field.text);
    by_name(case, name, field, &printed, applicant).seen(evidence(document, field))
}

fn by_name(
    case: &Case,
    role: FieldName,
    field: &Field,
    printed: &[String],
    applicant: &str,
) -> Answer {
    let (label, text) = (role.label(), &field.text);
    let unclear = || {
        Answer::undetermined(format!(
            "证上{label}读作「{text}」，但没有读清（{}）",
            why_unclear(field)
        ))
    };
    let own = names::among(applicant, printed, field.confidence);
    if own == NameMatch::Same {
        return if is_clear_as_declared(field) {
            Answer::pass(format!("证上{label}「{text}」即申请人"))
        } else {
            unclear()
        };
    }
    if !is_clear_as_declared(field) {
        return unclear();
    }
    let residence = &case.application.residence;
    let declared = near_relative(case).zip(stated(&residence.holder_name));
    let relative = declared
        .map_or(NameMatch::Different, |(_, name)| names::among(name, printed, field.confidence));
    if let (NameMatch::Same, Some((relation, name))) = (relative, declared) {
        return Answer::pass(format!(
            "证上{label}「{text}」含申报的{}「{name}」",
            relation_label(relation)
        ));
    }
    if !is_clear(field) {
        return unclear();
    }
    if own == NameMatch::Close || relative == NameMatch::Close || names::hides_something(text) {
        return Answer::undetermined(format!(
            "证上{label}读作「{text}」，与申请人「{applicant}」或申报的{label}相近，不能确定是否同一人"
        ));
    }
    if printed.iter().any(|name| names::bearer(name) == Bearer::Unit) {
        return Answer::not_applicable(format!("证上{label}「{text}」为单位，见单位一项"));
    }
    match (near_relative(case), residence.holder_relation) {
        (Some(relation), _) if declared.is_none() => Answer::undetermined(format!(
            "证上{label}为「{text}」，申报与其关系为{}，但没有申报其姓名",
            relation_label(relation)
        )),
        (Some(relation), _) => Answer::fail(format!(
            "证上{label}为「{text}」，既不是申请人「{applicant}」，也不是申报的{}「{}」",
            relation_label(relation),
            declared.map(|(_, name)| name).unwrap_or_default()
        )),
        (None, Some(HolderRelation::Other)) => {
            Answer::fail(format!("证上{label}为「{text}」，申报关系为「其他」，不属于近亲属"))
        }
        (None, _) => Answer::fail(format!("证上{label}为「{text}」，不是申请人「{applicant}」")),
    }
}

pub fn mismatch(facts: &Facts) -> Answer {
    facts.on_proof(HOMES, |document| of(facts.case, document))
}

pub fn holder_is_unit(facts: &Facts) -> Answer {
    facts.on_proof(&[Basis::Owned], |document| unit(document, FieldName::Holder))
}

pub fn tenant_is_unit(facts: &Facts) -> Answer {
    facts.on_proof(&[Basis::Leased], |document| unit(document, FieldName::Tenant))
}

fn unit(document: &Document, role: FieldName) -> Answer {
    let label = role.label();
    let Some(field) = document.field(role) else {
        return Answer::undetermined(format!("没有读到{}上的{label}", document.kind.label()));
    };
    let text = &field.text;
    let bearers: Vec<Bearer> = names::split(text).iter().map(|name| names::bearer(name)).collect();
    let all = |wanted| !bearers.is_empty() && bearers.iter().all(|bearer| *bearer == wanted);
    // Who a glyph stands for does not matter here: a person's short name is no unit's long one.
    let person = all(Bearer::Person) && !names::hides_something(text);
    let clear = is_clear(field) || (person && is_clear_as_declared(field));
    let answer = if !clear {
        Answer::undetermined(format!(
            "证上{label}读作「{text}」，但没有读清（{}）",
            why_unclear(field)
        ))
    } else if person {
        Answer::pass(format!("证上{label}「{text}」为个人"))
    } else if all(Bearer::Unit) {
        Answer::fail(format!("证上{label}「{text}」为单位"))
    } else {
        Answer::undetermined(format!("证上{label}「{text}」不能确定是个人还是单位"))
    };
    answer.seen(evidence(document, field))
}
