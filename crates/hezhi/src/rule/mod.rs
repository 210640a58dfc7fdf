//! The policy as data: every rule with its title, citation, period in force, severity, wording
//! and parameters. What a rule looks at is code ([`crate::check`]); what it demands, since when
//! and in which words is in `rules/*.toml`, compiled in and hashed into every report.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::finding::{Citation, Severity};

/// The files of the book, in the order in which their rules are listed.
const FILES: &[(&str, &str)] = &[
    ("application.toml", include_str!("../../rules/application.toml")),
    ("document.toml", include_str!("../../rules/document.toml")),
    ("usage.toml", include_str!("../../rules/usage.toml")),
    ("address.toml", include_str!("../../rules/address.toml")),
    ("holder.toml", include_str!("../../rules/holder.toml")),
    ("lease.toml", include_str!("../../rules/lease.toml")),
    ("dormitory.toml", include_str!("../../rules/dormitory.toml")),
    ("time.toml", include_str!("../../rules/time.toml")),
    ("agent.toml", include_str!("../../rules/agent.toml")),
    ("identity.toml", include_str!("../../rules/identity.toml")),
    ("duplicate.toml", include_str!("../../rules/duplicate.toml")),
];

/// The version of the built-in book; raised with every change of policy.
const VERSION: &str = "2026.2";

/// One rule in one period. The same id may stand several times with periods that do not overlap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Named by the fault, such as `address.mismatch`; never given another meaning.
    pub id: String,
    /// A few Chinese words for lists.
    pub title: String,
    pub severity: Severity,
    pub citation: Citation,
    /// The first day on which an application is judged by this rule.
    pub in_force_from: NaiveDate,
    /// The last such day; open while absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_to: Option<NaiveDate>,
    /// What the policy demands, in plain Chinese.
    pub text: String,
    /// What the applicant is told to bring or do when the rule fails.
    pub bring: String,
    /// What the person at the desk is asked to look at when the rule stays undetermined.
    pub look: String,
    /// Where sources disagree: which one decides, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolves: Option<String>,
    /// What is looked at, with the parameters that the policy sets.
    pub check: Check,
}

impl Rule {
    fn in_force_on(&self, day: NaiveDate) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|last| day <= last)
    }
}

/// Everything that can be looked at: a closed vocabulary, matched exhaustively where it is
/// carried out. The policy's numbers are parameters here, so that they are changed in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// Only scans are known: nobody has declared anything yet.
    ApplicationUndeclared,
    ApplicationIncomplete,
    /// A declared value was taken from a paper, and nobody has confirmed it with the person.
    ApplicationUnconfirmed,
    /// Online endorsement, in the period in which it was not offered.
    EndorsementOnline,
    KioskAddressChanged,
    ExpeditedRequestMissing,
    DocumentMissing,
    DocumentUnreadable,
    DocumentWrongKind,
    DocumentVoid,
    DocumentConflict,
    DocumentTextLayerMismatch,
    /// A QR code says in words what the print does not.
    DocumentCodeMismatch,
    /// A number whose structure is known does not have it, or names another district.
    DocumentNumberMalformed,
    /// Dates of one paper that cannot all be true.
    DocumentDatesContradict,
    UsageNonResidential,
    UsageUndetermined,
    AddressMismatch,
    AddressUndetermined,
    HolderMismatch,
    HolderIsUnit,
    TenantIsUnit,
    KinshipMissing,
    LeaseExpired,
    LeaseNotStarted,
    LeaseTooLong {
        years: u32,
    },
    LeaseForbiddenPart,
    DormitorySealMissing,
    DormitoryIssuerMissing,
    DormitoryWrongDepartment,
    DormitoryResidentMismatch,
    DormitoryResidentialEstate,
    WindowEarly {
        days_before: u32,
    },
    WindowSuspended {
        days_after: u32,
    },
    WindowYearsRestart {
        days_after: u32,
    },
    RegistrationTooRecent {
        months: u32,
    },
    RegistrationExpired {
        months: u32,
    },
    AgentRequired {
        under_age: u32,
    },
    AgentPapersMissing {
        under_age: u32,
        from_age: u32,
    },
    AgentNotProvidedFor {
        under_age: u32,
        from_age: u32,
    },
    IdNumberInvalid,
    IdentityMismatch,
    DuplicateScan,
    DuplicateCertificate,
    DuplicateDwelling,
}

/// A file of rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<Rule>,
}

/// Why a book of rules cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RuleError {
    #[error("{file}: {message}")]
    Unreadable { file: String, message: String },
    #[error("{id} stands twice for {day}")]
    Overlap { id: String, day: NaiveDate },
}

/// The rules of the policy, in the order in which they are listed.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleBook {
    version: String,
    hash: String,
    rules: Vec<Rule>,
}

/// What the book says of one rule on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InForce<'a> {
    Yes(&'a Rule),
    /// The rule begins later: what held on that day is not in the book.
    NotYet(&'a Rule),
    /// The rule has been given up.
    NoLonger(&'a Rule),
}

impl RuleBook {
    /// The book that is compiled in.
    ///
    /// # Panics
    /// Only where the compiled-in files themselves are broken, which a test rules out.
    pub fn builtin() -> RuleBook {
        RuleBook::parse(VERSION, FILES).expect("the compiled-in rules parse")
    }

    /// Reads a book from named TOML texts.
    pub fn parse(version: &str, files: &[(&str, &str)]) -> Result<RuleBook, RuleError> {
        let mut hasher = Sha256::new();
        let mut rules: Vec<Rule> = Vec::new();
        for (name, text) in files {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(text.as_bytes());
            let file: RuleFile = toml::from_str(text).map_err(|e| RuleError::Unreadable {
                file: (*name).to_string(),
                message: e.to_string(),
            })?;
            for rule in file.rule {
                if let Some(day) = rules.iter().find_map(|other| common_day(other, &rule)) {
                    return Err(RuleError::Overlap { id: rule.id, day });
                }
                rules.push(rule);
            }
        }
        let hash = hasher.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect();
        Ok(RuleBook { version: version.to_string(), hash, rules })
    }

    /// Version and content in one word, such as `2026.1+abcdef12`.
    pub fn name(&self) -> String {
        format!("{}+{}", self.version, self.hash)
    }

    /// Every rule in every period.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// One answer for each id, in the book's order: the rule of that day, or why there is none.
    pub fn on(&self, day: NaiveDate) -> Vec<InForce<'_>> {
        let mut seen: Vec<&str> = Vec::new();
        let mut chosen = Vec::new();
        for rule in &self.rules {
            if seen.contains(&rule.id.as_str()) {
                continue;
            }
            seen.push(&rule.id);
            let mut versions = self.rules.iter().filter(|r| r.id == rule.id);
            chosen.push(match versions.clone().find(|r| r.in_force_on(day)) {
                Some(version) => InForce::Yes(version),
                None => versions
                    .find(|r| day < r.in_force_from)
                    .map_or(InForce::NoLonger(rule), InForce::NotYet),
            });
        }
        chosen
    }
}

/// A day on which both stand for the same id.
fn common_day(a: &Rule, b: &Rule) -> Option<NaiveDate> {
    let day = a.in_force_from.max(b.in_force_from);
    (a.id == b.id && a.in_force_on(day) && b.in_force_on(day)).then_some(day)
}
