//! The papers that this person needs, ticked by what was recognised.

use hezhi::application::{AgentRelation, Application, Basis, HolderRelation, Service};
use hezhi::document::{Document, FieldName, Kind};
use hezhi::finding::{Finding, Outcome};
use hezhi::report::Report;

use super::draft::Draft;
use crate::view::{ChecklistItem, ItemState};

/// The list for this service, basis and person.
pub fn checklist(application: &Application, draft: &Draft, report: &Report) -> Vec<ChecklistItem> {
    let papers = Papers { application, documents: &draft.papers.documents, report };
    let mut items = vec![papers.identity()];
    items.extend(papers.permit());
    items.extend(papers.proof());
    items.extend(papers.kinship());
    items.extend(papers.agent());
    items.extend(papers.request());
    items
}

struct Papers<'a> {
    application: &'a Application,
    documents: &'a [Document],
    report: &'a Report,
}

impl Papers<'_> {
    /// Looked at in the hand; a scan of it serves to fill the form and to compare.
    fn identity(&self) -> ChecklistItem {
        let name = &self.application.applicant.name;
        let number = self.application.applicant.id_number.as_deref().unwrap_or_default();
        let own = |document: &&Document| {
            let holds = |field, text: &str| {
                document.field(field).is_some_and(|field| !text.is_empty() && field.text == text)
            };
            matches!(document.kind, Kind::IdCard | Kind::HouseholdRegister)
                && (holds(FieldName::Resident, name) || holds(FieldName::ResidentIdNumber, number))
        };
        ChecklistItem {
            only_shown: true,
            // It lies before the clerk, scanned or not.
            state: ItemState::There,
            files: names(self.documents.iter().filter(own)),
            ..item(
                "identity",
                "本人居民身份证或者户口簿",
                "居住登记、居住证申领：提供本人居民身份证或者户口簿；复印件验原件",
            )
        }
    }

    fn permit(&self) -> Option<ChecklistItem> {
        let asked = matches!(self.application.service, Service::Endorsement);
        asked.then(|| ChecklistItem {
            only_shown: true,
            state: ItemState::There,
            ..item("permit", "本人的《上海市居住证》", "签注办事指南：必要材料，需携带原件")
        })
    }

    fn proof(&self) -> Option<ChecklistItem> {
        let missing = self.finding("document.missing")?;
        let wrong = self.finding("document.wrong_kind")?;
        // Held against the registered address, and the same.
        if missing.outcome == Outcome::NotApplicable && missing.comparison.is_some() {
            return None;
        }
        let (title, kinds): (&str, &[Kind]) = match self.application.residence.basis {
            Some(Basis::Owned) => (
                "房地产权证明（房地产权证或者不动产权证书）",
                &[Kind::PropertyCertificate, Kind::PropertyRegisterExtract],
            ),
            Some(Basis::Leased) => ("房屋租赁合同登记备案证明", &[Kind::LeaseRegistration]),
            Some(Basis::Dormitory) => {
                ("集体宿舍证明（单位、学校人事或者保卫部门出具）", &[Kind::DormitoryCertificate])
            }
            None => (
                "居住证明（产权证、租赁备案证明或者集体宿舍证明）",
                &[
                    Kind::PropertyCertificate,
                    Kind::PropertyRegisterExtract,
                    Kind::LeaseRegistration,
                    Kind::DormitoryCertificate,
                ],
            ),
        };
        let of_kind = self.documents.iter().filter(|document| kinds.contains(&document.kind));
        let files = names(of_kind);
        let state = match (missing.outcome, wrong.outcome) {
            (_, Outcome::Fail) | (Outcome::Fail, _) => ItemState::Missing,
            (Outcome::Pass, Outcome::Pass | Outcome::NotApplicable) => ItemState::There,
            // Nothing is declared yet to hold it against.
            _ if !files.is_empty() => ItemState::There,
            _ if self.documents.is_empty() && self.is_sure_to_be_asked() => ItemState::Missing,
            _ if self.documents.is_empty() => ItemState::Perhaps,
            (Outcome::Undetermined, _) | (_, Outcome::Undetermined) => ItemState::Doubtful,
            _ => ItemState::Missing,
        };
        Some(ChecklistItem {
            state,
            files,
            ..item("proof", title, "在沪合法居住证明；窗口收复印件的，验原件")
        })
    }

    /// Whatever the address, this service asks for a proof.
    fn is_sure_to_be_asked(&self) -> bool {
        matches!(self.application.service, Service::Registration | Service::AddressChange)
    }

    fn kinship(&self) -> Option<ChecklistItem> {
        let near = !matches!(
            self.application.residence.holder_relation,
            None | Some(HolderRelation::Oneself | HolderRelation::Other)
        );
        let finding = self.finding("kinship.missing")?;
        if !near || self.application.residence.basis == Some(Basis::Dormitory) {
            return None;
        }
        let papers = self
            .documents
            .iter()
            .filter(|d| matches!(d.kind, Kind::KinshipStatement | Kind::HouseholdRegister));
        let files = names(papers);
        Some(ChecklistItem {
            state: state_of(finding, &files),
            files,
            ..item(
                "kinship",
                "亲属关系证明或者亲属关系承诺书",
                "住在近亲属自购或者租赁的住房，提供相应的亲属关系证明，可用承诺书代替",
            )
        })
    }

    fn agent(&self) -> Vec<ChecklistItem> {
        let required = self.finding("agent.required");
        let guardian = required.is_some_and(|f| f.outcome == Outcome::Fail)
            || self.application.agent.as_ref().and_then(|a| a.relation)
                == Some(AgentRelation::Guardian);
        let Some(finding) = self.finding("agent.papers_missing") else { return Vec::new() };
        if self.application.agent.is_none() && !guardian {
            return Vec::new();
        }
        let of = |kinds: &[Kind]| names(self.documents.iter().filter(|d| kinds.contains(&d.kind)));
        let agent = self.application.agent.as_ref().and_then(|agent| agent.name.as_deref());
        let cards = names(self.documents.iter().filter(|d| {
            let name = d.field(FieldName::Resident).map(|field| field.text.as_str());
            d.kind == Kind::IdCard && name.is_some() && name == agent
        }));
        let all_there = finding.outcome == Outcome::Pass;
        let one = |key, title, why, files: Vec<String>| ChecklistItem {
            state: match (all_there, files.is_empty()) {
                (true, _) | (_, false) => ItemState::There,
                (false, true) => ItemState::Missing,
            },
            files,
            ..item(key, title, why)
        };
        if guardian {
            return vec![
                one(
                    "agent_card",
                    "监护人的居民身份证",
                    "未满 16 周岁，应当由监护人代为申办；可以出示电子证照",
                    cards,
                ),
                one(
                    "guardianship",
                    "监护关系证明（如出生医学证明、户口簿）",
                    "未满 16 周岁，监护人须提供监护关系证明",
                    of(&[Kind::HouseholdRegister]),
                ),
            ];
        }
        let mut items = vec![
            one(
                "agent_card",
                "受托人的居民身份证",
                "近亲属代办：受托人身份证；可以出示电子证照",
                cards,
            ),
            one("letter", "委托书", "近亲属代办：委托书", of(&[Kind::LetterOfAuthority])),
        ];
        if self.application.applicant.disabled == Some(true) {
            items.push(one("disability", "残疾人证", "因残疾由近亲属代办的另交", Vec::new()));
        }
        items
    }

    fn request(&self) -> Option<ChecklistItem> {
        let expedited = matches!(
            self.application.service,
            Service::ExpeditedNew | Service::ExpeditedReplacement
        );
        let finding = self.finding("expedited.request_missing").filter(|_| expedited)?;
        let seen =
            finding.evidence.iter().map(|evidence| evidence.file.clone()).collect::<Vec<_>>();
        Some(ChecklistItem {
            state: state_of(finding, &seen),
            files: seen,
            ..item("request", "快证书面申请（本人或者监护人出具）", "申请快证须写明急需原因")
        })
    }

    fn finding(&self, rule: &str) -> Option<&Finding> {
        self.report.findings.iter().find(|finding| finding.rule == rule)
    }
}

/// What a rule that looks for a paper says of it.
fn state_of(finding: &Finding, files: &[String]) -> ItemState {
    match finding.outcome {
        Outcome::Pass => ItemState::There,
        Outcome::Fail => ItemState::Missing,
        Outcome::Undetermined => ItemState::Doubtful,
        Outcome::NotApplicable if !files.is_empty() => ItemState::There,
        Outcome::NotApplicable => ItemState::Perhaps,
    }
}

fn item(key: &str, title: &str, why: &str) -> ChecklistItem {
    ChecklistItem {
        key: key.to_owned(),
        title: title.to_owned(),
        why: why.to_owned(),
        state: ItemState::Perhaps,
        files: Vec::new(),
        asks_original: true,
        only_shown: false,
    }
}

fn names<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for document in documents {
        if !names.contains(&document.file) {
            names.push(document.file.clone());
        }
    }
    names
}
