//! Papers that show that the owner or tenant is a near relative.

use super::facts::{id_number_of, stated};
use super::holder::{self, HOMES, near_relative, relation_label, role};
use super::names::{self, Bearer, NameMatch};
use super::reading::{self, Sighting, evidence, is_clear};
use super::{Answer, Facts};
use crate::application::HolderRelation;
use crate::document::{Document, FieldName, Kind};
use crate::finding::{Evidence, Outcome};

/// Words that tell a paper of kinship among those whose kind is not recognised.
const KINSHIP_WORDS: &[&str] =
    &["亲属", "结婚", "夫妻", "配偶", "出生", "户口", "公证", "父", "母", "监护", "关系"];

/// Relations that the policy does not count among the near ones.
const FAR_RELATIONS: &[&str] = &[
    "朋友", "同事", "同学", "老乡", "亲戚", "表兄", "表弟", "表姐", "表妹", "堂兄", "堂弟", "堂姐",
    "堂妹", "叔", "姨", "舅", "姑", "岳父", "岳母", "公婆", "女婿", "儿媳", "侄", "外甥", "男友",
    "女友", "非亲属",
];

/// Kinship papers that the engine has no kind for, by their printed titles.
const KINSHIP_TITLES: &[&str] =
    &["结婚证", "出生医学证明", "出生证明", "亲属关系证明", "亲属关系公证", "亲属关系承诺"];

pub fn missing(facts: &Facts) -> Answer {
    facts.on_proof(HOMES, |document| kinship(facts, document))
}

fn kinship(facts: &Facts, document: &Document) -> Answer {
    let case = facts.case;
    let applicant = &case.application.applicant.name;
    let field = document.field(role(document.kind));
    if let Some(field) = field {
        let printed = names::split(&field.text);
        if names::among(applicant, &printed, field.confidence) == NameMatch::Same && is_clear(field)
        {
            return Answer::pass(format!("「{}」含申请人本人，不需要亲属关系证明", field.text))
                .seen(evidence(document, field));
        }
        if !printed.is_empty() && printed.iter().all(|n| names::bearer(n) == Bearer::Unit) {
            return Answer::not_applicable(format!("「{}」为单位，见单位一项", field.text));
        }
    }
    let Some(relation) = near_relative(case) else {
        return match (case.application.residence.holder_relation, field) {
            (Some(HolderRelation::Other), Some(field))
                if holder::of(case, document).outcome == Outcome::Fail =>
            {
                Answer::fail(format!(
                    "「{}」与申请人的关系申报为「其他」，没有近亲属关系证明",
                    field.text
                ))
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
        let by_name = reading::find(facts.case, document, applicant);
        // The number tells a person apart where a character of the name was taken for its
        // look-alike; beside another name it proves nothing.
        let own = match (&by_name, id_number_of(facts.application())) {
            (Sighting::Clear(_), _) | (_, None) => by_name,
            _ if !may_name(document, applicant) => by_name,
            (_, Some(number)) => match reading::find(facts.case, document, number) {
                Sighting::Clear(seen) => Sighting::Clear(seen),
                _ => by_name,
            },
        };
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

/// Whether the person whom the paper is about has this name but for a character taken for its
/// look-alike. However faintly another character was read, it may be another character.
fn may_name(document: &Document, applicant: &str) -> bool {
    document.field(FieldName::Resident).is_some_and(|field| {
        names::split(&field.text).iter().any(|name| names::is_but_for_look_alikes(applicant, name))
    })
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
