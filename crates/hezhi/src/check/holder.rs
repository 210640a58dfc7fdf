//! Whose home it is: owner or tenant, people or units, and the papers of kinship.

use super::facts::stated;
use super::names::{self, Bearer, NameMatch};
use super::reading::{self, Sighting, evidence, is_clear, why_unclear};
use super::{Answer, Facts};
use crate::application::{Basis, HolderRelation};
use crate::document::{Document, Field, FieldName, Kind};
use crate::finding::{Evidence, Outcome};
use crate::judge::Case;

const HOMES: &[Basis] = &[Basis::Owned, Basis::Leased];

/// Words that tell a paper of kinship among those whose kind is not recognised.
const KINSHIP_WORDS: &[&str] =
    &["亲属", "结婚", "夫妻", "配偶", "出生", "户口", "公证", "父", "母", "监护", "关系"];

/// Relations that the policy does not count among the near ones.
const FAR_RELATIONS: &[&str] = &[
    "朋友", "同事", "同学", "老乡", "亲戚", "表兄", "表弟", "表姐", "表妹", "堂兄", "堂弟", "堂姐", "堂妹",
    "叔", "姨", "舅", "姑", "岳父", "岳母", "公婆", "女婿", "儿媳", "侄", "外甥", "男友", "女友",
];

/// Kinship papers that the engine has no kind for, by their printed titles.
const KINSHIP_TITLES: &[&str] =
    &["结婚证", "出生医学证明", "出生证明", "亲属关系证明", "亲属关系公证", "亲属关系承诺"];

/// The field that names who the paper is for.
fn role(kind: Kind) -> FieldName {
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
fn near_relative(case: &Case) -> Option<HolderRelation> {
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
        return Answer::undetermined(format!("没有读到{}上的{}", document.kind.label(), name.label()));
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
    let unclear = || Answer::undetermined(format!(
        "证上{label}读作「{text}」，但没有读清（{}）", why_unclear(field)
    ));
    let own = names::among(applicant, printed, field.confidence);
    if own == NameMatch::Same {
        return if is_clear(field) {
            Answer::pass(format!("证上{label}「{text}」即申请人"))
        } else {
            unclear()
        };
    }
    if !is_clear(field) {
        return unclear();
    }
    let residence = &case.application.residence;
    let declared = near_relative(case).zip(stated(&residence.holder_name));
    let relative = declared
        .map_or(NameMatch::Different, |(_, name)| names::among(name, printed, field.confidence));
    if let (NameMatch::Same, Some((relation, name))) = (relative, declared) {
        return Answer::pass(format!(
            "证上{label}「{text}」含申报的{}「{name}」", relation_label(relation)
        ));
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
            "证上{label}为「{text}」，申报与其关系为{}，但没有申报其姓名", relation_label(relation)
        )),
        (Some(relation), _) => Answer::fail(format!(
            "证上{label}为「{text}」，既不是申请人「{applicant}」，也不是申报的{}「{}」",
            relation_label(relation),
            declared.map(|(_, name)| name).unwrap_or_default()
        )),
        (None, Some(HolderRelation::Other)) => Answer::fail(format!(
            "证上{label}为「{text}」，申报关系为「其他」，不属于近亲属"
        )),
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
    let answer = if !is_clear(field) {
        Answer::undetermined(format!("证上{label}读作「{text}」，但没有读清（{}）", why_unclear(field)))
    } else if all(Bearer::Person) && !names::hides_something(text) {
        Answer::pass(format!("证上{label}「{text}」为个人"))
    } else if all(Bearer::Unit) {
        Answer::fail(format!("证上{label}「{text}」为单位"))
    } else {
        Answer::undetermined(format!("证上{label}「{text}」不能确定是个人还是单位"))
    };
    answer.seen(evidence(document, field))
}

pub fn kinship_missing(facts: &Facts) -> Answer {
    facts.on_proof(HOMES, |document| kinship(facts, document))
}

fn kinship(facts: &Facts, document: &Document) -> Answer {
    let case = facts.case;
    let applicant = &case.application.applicant.name;
    let field = document.field(role(document.kind));
    if let Some(field) = field {
        let printed = names::split(&field.text);
        if names::among(applicant, &printed, field.confidence) == NameMatch::Same && is_clear(field) {
            return Answer::pass(format!("「{}」含申请人本人，不需要亲属关系证明", field.text))
                .seen(evidence(document, field));
        }
        if !printed.is_empty() && printed.iter().all(|n| names::bearer(n) == Bearer::Unit) {
            return Answer::not_applicable(format!("「{}」为单位，见单位一项", field.text));
        }
    }
    let Some(relation) = near_relative(case) else {
        return match (case.application.residence.holder_relation, field) {
            (Some(HolderRelation::Other), Some(field)) if of(case, document).outcome == Outcome::Fail => {
                Answer::fail(format!("「{}」与申请人的关系申报为「其他」，没有近亲属关系证明", field.text))
                    .seen(evidence(document, field))
            }
            (Some(HolderRelation::Other), _) => {
                Answer::undetermined("申报与权利人（承租人）的关系为「其他」，而其姓名没有读清")
            }
            _ => Answer::not_applicable("没有申报住在近亲属的住房"),
        };
    };
    let holder = stated(&case.application.residence.holder_name)
        .map(str::to_string)
        .or_else(|| field.filter(|f| is_clear(f)).map(|f| f.text.clone()));
    let Some(holder) = holder else {
        return Answer::undetermined("没有申报近亲属的姓名，无从核对亲属关系材料");
    };
    papers_of(facts, applicant, &holder, relation)
}

/// Whether a paper shows that two people are kin: both names on one paper of kinship.
fn papers_of(facts: &Facts, applicant: &str, holder: &str, relation: HolderRelation) -> Answer {
    let relation = relation_label(relation);
    let holders = names::split(holder);
    let mut partly: Vec<Evidence> = Vec::new();
    let mut any = false;
    for document in facts.case.documents.iter().filter(|d| is_kinship_paper(facts, d)) {
        any = true;
        let own = reading::find(facts.case, document, applicant);
        let other = holders.iter().map(|name| reading::find(facts.case, document, name));
        for other in other {
            match (&own, other) {
                (Sighting::Clear(a), Sighting::Clear(b)) => {
                    if let Some((word, seen)) = far_relation(facts, document) {
                        return Answer::undetermined(format!(
                            "{}上的关系为「{word}」，不在近亲属之列",
                            paper_label(document)
                        ))
                        .seen([seen]);
                    }
                    return Answer::pass(format!(
                        "{}上有申请人「{applicant}」和{relation}「{holder}」双方姓名",
                        paper_label(document)
                    ))
                    .seen([a.clone(), b]);
                }
                (_, Sighting::Clear(b) | Sighting::Doubtful(b)) => partly.push(b),
                (_, Sighting::Joined | Sighting::None) => {}
            }
        }
        if let Sighting::Clear(a) | Sighting::Doubtful(a) = own {
            partly.push(a);
        }
    }
    if any {
        return Answer::undetermined(format!(
            "有亲属关系材料，但没有读清申请人「{applicant}」和{relation}「{holder}」双方的姓名"
        ))
        .seen(partly);
    }
    let fact = format!("申报住在{relation}「{holder}」的住房，没有亲属关系证明或者亲属关系承诺书");
    if facts.may_be_elsewhere(KINSHIP_WORDS) {
        Answer::undetermined(format!("{fact}，但有材料没有认清"))
    } else {
        Answer::fail(fact)
    }
}

/// A relation on the paper that is no near one, in a line that speaks of the relation.
fn far_relation(facts: &Facts, document: &Document) -> Option<(&'static str, Evidence)> {
    reading::lines(facts.case, document).find_map(|line| {
        let word = FAR_RELATIONS.iter().find(|word| line.text.contains(**word))?;
        line.text.contains("关系").then_some((*word, line))
    })
}

fn is_kinship_paper(facts: &Facts, document: &Document) -> bool {
    match document.kind {
        Kind::KinshipStatement | Kind::HouseholdRegister => true,
        Kind::Unknown => {
            let text = reading::text(facts.case, document);
            KINSHIP_TITLES.iter().any(|title| text.contains(title))
        }
        Kind::PropertyCertificate
        | Kind::PropertyRegisterExtract
        | Kind::LeaseRegistration
        | Kind::DormitoryCertificate
        | Kind::LetterOfAuthority
        | Kind::IdCard
        | Kind::BusinessLicence => false,
    }
}

fn paper_label(document: &Document) -> &'static str {
    if document.kind == Kind::Unknown { "亲属关系材料" } else { document.kind.label() }
}
