//! Findings from one application's papers, and the verdict that they make.

use crate::address::Gazetteer;
use crate::application::{Application, HolderRelation};
use crate::check::{self, Answer, Facts, names};
use crate::document::Document;
use crate::finding::{Finding, Outcome, Severity, Verdict};
use crate::report::Report;
use crate::rule::{InForce, Rule, RuleBook};
use crate::text::FileText;

/// Everything that one application is judged from.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub application: &'a Application,
    /// What was read in the files, papers or not.
    pub files: &'a [FileText],
    /// The papers that the files hold.
    pub documents: &'a [Document],
    pub gazetteer: &'a Gazetteer,
    /// Where the same scan or certificate was handed in before.
    pub duplicates: &'a [Duplicate],
    /// The reader's name and version, for the report.
    pub engine: &'a str,
}

/// The same scan, a paper with the same number, or the same dwelling in another person's
/// application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub kind: DuplicateKind,
    /// The other application's id.
    pub application: String,
    /// The other applicant's name.
    pub applicant: String,
    /// Who the other applicant says is owner or tenant, and how they are related.
    pub holder_name: Option<String>,
    pub holder_relation: Option<HolderRelation>,
    /// Where it is in this application; empty for a dwelling.
    pub file: String,
    /// From 1.
    pub page: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DuplicateKind {
    /// The same file.
    Scan,
    /// Another picture of the same sheet.
    Look,
    /// The same certificate or filing number.
    Certificate,
    /// The same declared dwelling.
    Dwelling,
}

/// Judges a case by the rules in force on the day of its submission. Every rule answers; the
/// heaviest answers come first. A total function: bad papers are data.
pub fn judge(case: &Case, rules: &RuleBook) -> Report {
    let day = case.application.submitted_on;
    // A list of residents speaks for the applicant by the applicant's row.
    let applicant = names::fold(&case.application.applicant.name);
    let documents: Vec<Document> =
        case.documents.iter().map(|d| d.about(|name| names::fold(name) == applicant)).collect();
    let case = &Case { documents: &documents, ..*case };
    let facts = Facts::of(case);
    let mut findings: Vec<Finding> = rules
        .on(day)
        .into_iter()
        .map(|in_force| match in_force {
            InForce::Yes(rule) => finding(rule, check::answer(&rule.check, &facts)),
            InForce::NotYet(rule) => finding(
                rule,
                Answer::undetermined(format!(
                    "本规则自 {} 起施行，申请日期 {day} 在此之前，规则库没有当时的规定",
                    rule.in_force_from
                )),
            ),
            InForce::NoLonger(rule) => {
                finding(rule, Answer::not_applicable(format!("申请日期 {day} 已不适用本规则")))
            }
        })
        .collect();
    // A stable sort: within one weight the book's order stays.
    findings.sort_by_key(|f| std::cmp::Reverse(weight(f)));
    Report {
        application: case.application.id.clone(),
        verdict: Verdict::of(&findings),
        findings,
        documents: documents.clone(),
        engine: case.engine.to_string(),
        rules: rules.name(),
        as_of: day,
    }
}

/// The fact, and then what follows from it in the rule's own words.
fn finding(rule: &Rule, answer: Answer) -> Finding {
    let next = match answer.outcome {
        Outcome::Fail => Some(&rule.bring),
        Outcome::Undetermined => Some(&rule.look),
        Outcome::Pass | Outcome::NotApplicable => None,
    };
    let fact = answer.fact.trim_end_matches('。');
    Finding {
        rule: rule.id.clone(),
        outcome: answer.outcome,
        severity: rule.severity,
        message: next.map_or_else(|| format!("{fact}。"), |next| format!("{fact}。{next}")),
        citation: rule.citation.clone(),
        evidence: answer.evidence,
        comparison: answer.comparison,
    }
}

/// How much a finding weighs in the verdict, and with that how far up it stands.
fn weight(finding: &Finding) -> u8 {
    match (finding.outcome, finding.severity) {
        (Outcome::Fail, Severity::Refuse) => 7,
        (Outcome::Fail, Severity::Supplement) => 6,
        (Outcome::Fail, Severity::Review) => 5,
        (Outcome::Undetermined, Severity::Refuse | Severity::Supplement | Severity::Review) => 4,
        (Outcome::Fail, Severity::Notice) => 3,
        (Outcome::Undetermined, Severity::Notice) => 2,
        (Outcome::Pass, _) => 1,
        (Outcome::NotApplicable, _) => 0,
    }
}
