//! What the checks of one application share: whether a proof is needed at all, which paper is
//! the proof, how old the applicant is.

use chrono::NaiveDate;

use super::{Answer, id_number, proof, reading};
use crate::address::{self, Comparison, Relation};
use crate::application::{Application, Basis, Service};
use crate::document::{Document, Kind};
use crate::judge::Case;
use crate::text::ProblemCode;

/// Whether the application needs a proof of residence.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// The service always asks for one.
    Always,
    /// The declared address is not the registered one.
    Changed(Comparison),
    /// The declared address is the registered one: none is asked for.
    Unchanged(Comparison),
    /// It cannot be told whether the address is the registered one; the reason in Chinese.
    Unknown(String, Option<Comparison>),
}

/// One application, looked at once for what many checks ask.
pub struct Facts<'a> {
    pub case: &'a Case<'a>,
    pub day: NaiveDate,
    pub need: Need,
    /// The paper that serves as the proof: of the kind that the basis asks for, and of several
    /// the one that supports the application best.
    pub proof: Option<&'a Document>,
    /// From a number that is right in form; `None` where it is missing or wrong.
    pub birth: Option<NaiveDate>,
}

impl<'a> Facts<'a> {
    pub fn of(case: &'a Case<'a>) -> Facts<'a> {
        let application = case.application;
        Facts {
            case,
            day: application.submitted_on,
            need: need(case),
            proof: proof::choose(case),
            birth: id_number_of(application).and_then(|n| id_number::birth_date(n).ok()),
        }
    }

    pub fn application(&self) -> &'a Application {
        self.case.application
    }

    pub fn needs_no_proof(&self) -> bool {
        matches!(self.need, Need::Unchanged(_))
    }

    /// Completed years on the day of submission.
    pub fn age(&self) -> Option<u32> {
        self.birth.and_then(|birth| id_number::age_on(birth, self.day))
    }

    /// The basis that was declared, or else the one that the chosen proof speaks for.
    pub fn basis(&self) -> Option<Basis> {
        self.application().residence.basis.or_else(|| self.proof.and_then(|d| basis_of(d.kind)))
    }

    /// The answer of a rule that looks at the proof of certain bases.
    pub fn on_proof(&self, bases: &[Basis], look: impl FnOnce(&'a Document) -> Answer) -> Answer {
        if let Need::Unchanged(_) = self.need {
            return Answer::not_applicable("现居住地址与登记地址一致，不需要居住证明");
        }
        if let Some(basis) = self.basis()
            && !bases.contains(&basis)
        {
            return Answer::not_applicable(format!("居住方式为{}，不涉及", basis_label(basis)));
        }
        let Some(document) = self.proof else {
            return Answer::not_applicable("没有可供核对的居住证明，见材料一项");
        };
        self.softened(look(document))
    }

    /// What fails is open where it is not known whether a proof is needed at all.
    pub fn softened(&self, answer: Answer) -> Answer {
        match &self.need {
            Need::Unknown(reason, _) => {
                answer.softened(&format!("{reason}，不能确定是否需要居住证明"))
            }
            Need::Always | Need::Changed(_) | Need::Unchanged(_) => answer,
        }
    }

    /// Papers of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Document> {
        self.case.documents.iter().filter(move |d| d.kind == kind)
    }

    /// Whether something among the files could not be looked into, so that nothing may be said
    /// to be absent: a file or page with a problem, or a paper of unknown kind that has one of
    /// the given words on it or was read badly.
    pub fn may_be_elsewhere(&self, words: &[&str]) -> bool {
        let unread = self.case.files.iter().any(|file| {
            file.problem.as_ref().is_some_and(|p| p.code != ProblemCode::Blank)
                || file
                    .pages
                    .iter()
                    .any(|page| page.problem.as_ref().is_some_and(|p| p.code != ProblemCode::Blank))
        });
        unread
            || self.of_kind(Kind::Unknown).any(|document| {
                let text = reading::text(self.case, document);
                words.iter().any(|word| text.contains(word))
                    || !reading::is_well_read(self.case, document)
            })
    }
}

/// A declared text; blank counts as absent.
pub fn stated(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty())
}

pub fn id_number_of(application: &Application) -> Option<&str> {
    stated(&application.applicant.id_number)
}

pub fn basis_label(basis: Basis) -> &'static str {
    match basis {
        Basis::Owned => "自购住房",
        Basis::Leased => "租赁住房",
        Basis::Dormitory => "集体宿舍",
    }
}

/// The basis that a kind of paper proves.
pub fn basis_of(kind: Kind) -> Option<Basis> {
    match kind {
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => Some(Basis::Owned),
        Kind::LeaseRegistration => Some(Basis::Leased),
        Kind::DormitoryCertificate => Some(Basis::Dormitory),
        Kind::KinshipStatement
        | Kind::LetterOfAuthority
        | Kind::IdCard
        | Kind::HouseholdRegister
        | Kind::BusinessLicence
        | Kind::Unknown => None,
    }
}

fn need(case: &Case) -> Need {
    let application = case.application;
    match application.service {
        Service::Registration | Service::AddressChange => Need::Always,
        Service::Permit
        | Service::Endorsement
        | Service::ExpeditedNew
        | Service::ExpeditedReplacement
        | Service::Kiosk => {
            match (stated(&application.residence.address), stated(&application.registered_address))
            {
                (Some(declared), Some(registered)) => {
                    let comparison = address::compare(declared, registered, case.gazetteer);
                    match comparison.relation {
                        Relation::Same => Need::Unchanged(comparison),
                        Relation::Different => Need::Changed(comparison),
                        Relation::Uncertain => Need::Unknown(
                            format!(
                                "现居住地址「{declared}」与登记地址「{registered}」不能确定是否同一处"
                            ),
                            Some(comparison),
                        ),
                    }
                }
                (None, _) => Need::Unknown("没有申报现居住地址".into(), None),
                (_, None) => Need::Unknown("没有登记地址可比".into(), None),
            }
        }
    }
}
