//! Applying for somebody else: who must, who may, with which papers.

use super::facts::stated;
use super::reading::{self, Sighting};
use super::{Answer, Facts};
use crate::application::{Agent, AgentRelation};
use crate::document::{Document, Kind};
use crate::finding::Evidence;

/// Papers that tell a guardian, by their printed titles.
const GUARDIAN_TITLES: &[&str] =
    &["出生医学证明", "出生证明", "监护", "收养登记证", "亲属关系公证", "亲属关系证明"];

/// Who may act for the applicant, by the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Under age: a guardian must.
    Guardian,
    /// Old or disabled: a near relative may.
    Relative { by_disability: bool },
    /// Nothing is said of it.
    NotProvidedFor,
}

fn standing(facts: &Facts, agent: &Agent, age: u32, under_age: u32, from_age: u32) -> Standing {
    let disabled = facts.application().applicant.disabled == Some(true);
    match agent.relation {
        Some(AgentRelation::Guardian) if age < under_age => Standing::Guardian,
        Some(AgentRelation::Relative) if age >= from_age => {
            Standing::Relative { by_disability: false }
        }
        Some(AgentRelation::Relative) if age >= under_age && disabled => {
            Standing::Relative { by_disability: true }
        }
        _ => Standing::NotProvidedFor,
    }
}

fn agent_label(agent: &Agent) -> String {
    let relation = match agent.relation {
        Some(AgentRelation::Guardian) => "监护人",
        Some(AgentRelation::Relative) => "近亲属",
        Some(AgentRelation::Other) => "其他人",
        None => "关系未申报",
    };
    format!("代办人「{}」（{relation}）", stated(&agent.name).unwrap_or("姓名未申报"))
}

const AGE_UNKNOWN: &str = "没有可用的公民身份号码，不能确定申请人年龄";

pub fn required(facts: &Facts, under_age: u32) -> Answer {
    let Some(age) = facts.age() else {
        return Answer::undetermined(AGE_UNKNOWN);
    };
    if age >= under_age {
        return Answer::pass(format!("申请人{age}周岁，可以自己办理"));
    }
    match &facts.application().agent {
        None => Answer::fail(format!("申请人{age}周岁，未满{under_age}周岁，没有监护人代办")),
        Some(agent) => match agent.relation {
            Some(AgentRelation::Guardian) => {
                Answer::pass(format!("申请人{age}周岁，由{}办理", agent_label(agent)))
            }
            Some(AgentRelation::Relative | AgentRelation::Other) => Answer::fail(format!(
                "申请人{age}周岁，未满{under_age}周岁，{}不是监护人",
                agent_label(agent)
            )),
            None => Answer::undetermined(format!("申请人{age}周岁，没有申报代办人是不是监护人")),
        },
    }
}

pub fn not_provided_for(facts: &Facts, under_age: u32, from_age: u32) -> Answer {
    let Some(agent) = &facts.application().agent else {
        return Answer::not_applicable("没有代办人");
    };
    let Some(age) = facts.age() else {
        return Answer::undetermined(AGE_UNKNOWN);
    };
    let label = agent_label(agent);
    if age < under_age && agent.relation != Some(AgentRelation::Guardian) {
        return Answer::not_applicable("未满年龄的申请人见监护人一项");
    }
    match standing(facts, agent, age, under_age, from_age) {
        Standing::NotProvidedFor => {
            Answer::fail(format!("申请人{age}周岁，由{label}办理，没有规定这种情形"))
        }
        Standing::Guardian => Answer::pass(format!("申请人{age}周岁，由{label}办理")),
        Standing::Relative { by_disability: true } => {
            Answer::pass(format!("申请人{age}周岁，申报为残疾人，由{label}办理"))
        }
        Standing::Relative { by_disability: false } => {
            Answer::pass(format!("申请人{age}周岁，满{from_age}周岁，由{label}办理"))
        }
    }
}

/// Whether one paper is there.
enum Paper {
    There(Vec<Evidence>),
    Doubtful,
    Absent,
}

pub fn papers_missing(facts: &Facts, under_age: u32, from_age: u32) -> Answer {
    let Some(agent) = &facts.application().agent else {
        return Answer::not_applicable("没有代办人");
    };
    let Some(age) = facts.age() else {
        return Answer::undetermined(AGE_UNKNOWN);
    };
    let standing = standing(facts, agent, age, under_age, from_age);
    if standing == Standing::NotProvidedFor {
        return Answer::not_applicable("能否代办尚待确定，见代办情形一项");
    }
    let Some(name) = stated(&agent.name) else {
        return Answer::undetermined("没有申报代办人姓名，无从核对代办材料");
    };
    let applicant = facts.application().applicant.name.as_str();
    let wanted = match standing {
        Standing::Guardian => vec![
            ("监护人的居民身份证", id_card(facts, name)),
            ("监护关系证明", guardianship(facts, applicant, name)),
        ],
        Standing::Relative { by_disability } => {
            let mut wanted = vec![
                ("代办人的居民身份证", id_card(facts, name)),
                ("委托书", letter(facts, applicant, name)),
            ];
            if by_disability {
                wanted.push(("残疾人证", disability(facts, applicant)));
            }
            wanted
        }
        Standing::NotProvidedFor => Vec::new(),
    };
    let mut absent = Vec::new();
    let mut doubtful = Vec::new();
    let mut seen = Vec::new();
    for (title, paper) in wanted {
        match paper {
            Paper::There(evidence) => seen.extend(evidence),
            Paper::Doubtful => doubtful.push(title),
            Paper::Absent => absent.push(title),
        }
    }
    let label = agent_label(agent);
    if !absent.is_empty() {
        Answer::fail(format!("{label}办理，缺少：{}", absent.join("、"))).seen(seen)
    } else if !doubtful.is_empty() {
        Answer::undetermined(format!("{label}办理，没有认清：{}", doubtful.join("、"))).seen(seen)
    } else {
        Answer::pass(format!("{label}办理，代办材料齐全")).seen(seen)
    }
}

/// A paper of a kind on which every name is clearly read.
fn with_names<'a>(
    facts: &Facts,
    documents: impl Iterator<Item = &'a Document>,
    names: &[&str],
    words: &[&str],
) -> Paper {
    let mut any = false;
    for document in documents {
        any = true;
        let sightings: Vec<Evidence> = names
            .iter()
            .filter_map(|name| match reading::find(facts.case, document, name) {
                Sighting::Clear(evidence) => Some(evidence),
                Sighting::Doubtful(_) | Sighting::Joined | Sighting::None => None,
            })
            .collect();
        if sightings.len() == names.len() {
            return Paper::There(sightings);
        }
    }
    if any || facts.may_be_elsewhere(words) { Paper::Doubtful } else { Paper::Absent }
}

/// The agent's card; cards that clearly are somebody else's do not count as one.
fn id_card(facts: &Facts, agent: &str) -> Paper {
    let applicant = facts.application().applicant.name.as_str();
    let cards = facts.of_kind(Kind::IdCard).filter(|card| {
        applicant == agent
            || !matches!(reading::find(facts.case, card, applicant), Sighting::Clear(_))
    });
    with_names(facts, cards, &[agent], &["身份证", "公民身份号码", "姓名"])
}

fn letter(facts: &Facts, applicant: &str, agent: &str) -> Paper {
    let letters = facts.of_kind(Kind::LetterOfAuthority);
    with_names(facts, letters, &[applicant, agent], &["委托", "授权", "代办"])
}

fn guardianship(facts: &Facts, applicant: &str, agent: &str) -> Paper {
    let papers = facts.case.documents.iter().filter(|document| {
        document.kind == Kind::HouseholdRegister
            || (matches!(document.kind, Kind::Unknown | Kind::KinshipStatement)
                && says_any(facts, document, GUARDIAN_TITLES))
    });
    with_names(facts, papers, &[applicant, agent], &["出生", "监护", "户口", "收养", "父", "母"])
}

fn disability(facts: &Facts, applicant: &str) -> Paper {
    let papers =
        facts.of_kind(Kind::Unknown).filter(|document| says_any(facts, document, &["残疾人证"]));
    with_names(facts, papers, &[applicant], &["残疾"])
}

fn says_any(facts: &Facts, document: &Document, titles: &[&str]) -> bool {
    let text = reading::text(facts.case, document);
    titles.iter().any(|title| text.contains(title))
}
