//! Looking: for each word of the rules' vocabulary, what is true of one application. A check
//! says only what was found; what follows from it stands in the rule.

mod agent;
mod application;
mod code;
mod conflict;
mod dates;
mod dormitory;
mod duplicate;
mod facts;
mod holder;
mod home;
pub mod id_number;
mod identity;
mod kinship;
mod lease;
pub(crate) mod names;
mod number;
mod papers;
mod period;
mod proof;
mod reading;
mod text_layer;
pub mod thresholds;
mod unreadable;
mod usage;

pub(crate) use facts::Facts;

use crate::address::Comparison;
use crate::finding::{Evidence, Outcome};
use crate::rule::Check;

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub outcome: Outcome,
    /// Chinese, one sentence or two, with the declared and the printed values.
    pub fact: String,
    pub evidence: Vec<Evidence>,
    pub comparison: Option<Comparison>,
}

impl Answer {
    pub fn new(outcome: Outcome, fact: impl Into<String>) -> Answer {
        Answer { outcome, fact: fact.into(), evidence: Vec::new(), comparison: None }
    }

    pub fn pass(fact: impl Into<String>) -> Answer {
        Answer::new(Outcome::Pass, fact)
    }

    pub fn fail(fact: impl Into<String>) -> Answer {
        Answer::new(Outcome::Fail, fact)
    }

    pub fn undetermined(fact: impl Into<String>) -> Answer {
        Answer::new(Outcome::Undetermined, fact)
    }

    pub fn not_applicable(fact: impl Into<String>) -> Answer {
        Answer::new(Outcome::NotApplicable, fact)
    }

    pub fn seen(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Answer {
        self.evidence.extend(evidence);
        self
    }

    pub fn compared(mut self, comparison: Comparison) -> Answer {
        self.comparison = Some(comparison);
        self
    }

    /// What would fail is not known to matter: somebody has to look.
    pub fn softened(mut self, because: &str) -> Answer {
        if self.outcome == Outcome::Fail {
            self.outcome = Outcome::Undetermined;
            self.fact = format!("{because}；{}", self.fact);
        }
        self
    }
}

/// The answer of one check on one application.
pub(crate) fn answer(check: &Check, facts: &Facts) -> Answer {
    if facts.application().undeclared && asks_what_was_declared(check) {
        return Answer::not_applicable("尚未申报，没有可以核对的申报内容");
    }
    match *check {
        Check::ApplicationUndeclared => application::undeclared(facts),
        Check::ApplicationIncomplete => application::incomplete(facts),
        Check::ApplicationUnconfirmed => application::unconfirmed(facts),
        Check::EndorsementOnline => application::endorsement_online(facts),
        Check::KioskAddressChanged => application::kiosk_address_changed(facts),
        Check::ExpeditedRequestMissing => application::expedited_request_missing(facts),
        Check::DocumentMissing => papers::missing(facts),
        Check::DocumentUnreadable => unreadable::unreadable(facts),
        Check::DocumentWrongKind => papers::wrong_kind(facts),
        Check::DocumentVoid => papers::void_mark(facts),
        Check::DocumentConflict => conflict::conflict(facts),
        Check::DocumentTextLayerMismatch => text_layer::mismatch(facts),
        Check::DocumentCodeMismatch => code::mismatch(facts),
        Check::DocumentNumberMalformed => number::malformed(facts),
        Check::DocumentDatesContradict => dates::contradict(facts),
        Check::UsageNonResidential => usage::non_residential(facts),
        Check::UsageUndetermined => usage::undetermined(facts),
        Check::AddressMismatch => home::mismatch(facts),
        Check::AddressUndetermined => home::undetermined(facts),
        Check::HolderMismatch => holder::mismatch(facts),
        Check::HolderIsUnit => holder::holder_is_unit(facts),
        Check::TenantIsUnit => holder::tenant_is_unit(facts),
        Check::KinshipMissing => kinship::missing(facts),
        Check::LeaseExpired => lease::expired(facts),
        Check::LeaseNotStarted => lease::not_started(facts),
        Check::LeaseTooLong { years } => lease::too_long(facts, years),
        Check::LeaseForbiddenPart => lease::forbidden_part(facts),
        Check::DormitorySealMissing => dormitory::seal_missing(facts),
        Check::DormitoryIssuerMissing => dormitory::issuer_missing(facts),
        Check::DormitoryWrongDepartment => dormitory::wrong_department(facts),
        Check::DormitoryResidentMismatch => dormitory::resident_mismatch(facts),
        Check::DormitoryResidentialEstate => dormitory::residential_estate(facts),
        Check::WindowEarly { days_before } => period::early(facts, days_before),
        Check::WindowSuspended { days_after } => period::suspended(facts, days_after),
        Check::WindowYearsRestart { days_after } => period::years_restart(facts, days_after),
        Check::RegistrationTooRecent { months } => period::too_recent(facts, months),
        Check::RegistrationExpired { months } => period::expired(facts, months),
        Check::AgentRequired { under_age } => agent::required(facts, under_age),
        Check::AgentPapersMissing { under_age, from_age } => {
            agent::papers_missing(facts, under_age, from_age)
        }
        Check::AgentNotProvidedFor { under_age, from_age } => {
            agent::not_provided_for(facts, under_age, from_age)
        }
        Check::IdNumberInvalid => identity::id_number_invalid(facts),
        Check::IdentityMismatch => identity::mismatch(facts),
        Check::DuplicateScan => duplicate::scan(facts),
        Check::DuplicateCertificate => duplicate::certificate(facts),
        Check::DuplicateDwelling => duplicate::dwelling(facts),
    }
}

/// Whether a check holds papers against a declaration, or looks at the declaration alone.
fn asks_what_was_declared(check: &Check) -> bool {
    match check {
        Check::ApplicationIncomplete
        | Check::ApplicationUnconfirmed
        | Check::EndorsementOnline
        | Check::KioskAddressChanged
        | Check::DocumentWrongKind
        | Check::AddressMismatch
        | Check::AddressUndetermined
        | Check::HolderMismatch
        | Check::KinshipMissing
        | Check::DormitoryResidentMismatch
        | Check::WindowEarly { .. }
        | Check::WindowSuspended { .. }
        | Check::WindowYearsRestart { .. }
        | Check::RegistrationTooRecent { .. }
        | Check::RegistrationExpired { .. }
        | Check::AgentRequired { .. }
        | Check::AgentPapersMissing { .. }
        | Check::AgentNotProvidedFor { .. }
        | Check::IdNumberInvalid
        | Check::IdentityMismatch
        | Check::DuplicateDwelling => true,
        Check::ApplicationUndeclared
        | Check::ExpeditedRequestMissing
        | Check::DocumentMissing
        | Check::DocumentUnreadable
        | Check::DocumentVoid
        | Check::DocumentConflict
        | Check::DocumentTextLayerMismatch
        | Check::DocumentCodeMismatch
        | Check::DocumentNumberMalformed
        | Check::DocumentDatesContradict
        | Check::UsageNonResidential
        | Check::UsageUndetermined
        | Check::HolderIsUnit
        | Check::TenantIsUnit
        | Check::LeaseExpired
        | Check::LeaseNotStarted
        | Check::LeaseTooLong { .. }
        | Check::LeaseForbiddenPart
        | Check::DormitorySealMissing
        | Check::DormitoryIssuerMissing
        | Check::DormitoryWrongDepartment
        | Check::DormitoryResidentialEstate
        | Check::DuplicateScan
        | Check::DuplicateCertificate => false,
    }
}
