//! The reasons on a paper: the decision's own words, each with the citation of the finding that it
//! came from.

use std::collections::HashSet;

use hezhi::finding::{Finding, Outcome};
use hezhi::report::Report;
use serde::{Deserialize, Serialize};

use crate::view::Decision;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub text: String,
    /// Source and article.
    pub citation: Option<String>,
}

/// How much of its pairs of characters an edited reason must share with a finding's message to be
/// taken for it. A reason of one's own shares next to nothing with any (below 0.2 in the tests).
const SAME: f64 = 0.5;

/// Pairs of characters that a reason must have to be recognised in an edited form: a few words
/// stand in many messages, and a wrong citation is worse than none.
const ENOUGH: usize = 8;

/// The decision's reasons as the person edited them. Where the person gave none, the note says
/// why; a receipt needs no reason.
pub fn of(decision: &Decision, report: Option<&Report>) -> Vec<Reason> {
    use crate::view::DecisionKind::{Refuse, Supplement};
    if !matches!(decision.kind, Supplement | Refuse) {
        return Vec::new();
    }
    let findings = report.map(|report| report.findings.as_slice()).unwrap_or_default();
    let mut words: Vec<&str> =
        decision.reasons.iter().map(|r| r.trim()).filter(|r| !r.is_empty()).collect();
    if words.is_empty() && !decision.note.trim().is_empty() {
        words.push(decision.note.trim());
    }
    words.into_iter().map(|text| reason(text, findings)).collect()
}

fn reason(text: &str, findings: &[Finding]) -> Reason {
    let found = source_of(text, findings);
    // A reason may be a rule's name: then the finding says it in words.
    let text = match found {
        Some(finding) if finding.rule == text => finding.message.clone(),
        _ => text.to_owned(),
    };
    Reason { text, citation: found.map(cited) }
}

/// The finding that a reason came from: by its rule, its message, or an edited form of it.
fn source_of<'a>(text: &str, findings: &'a [Finding]) -> Option<&'a Finding> {
    let against =
        |finding: &&Finding| matches!(finding.outcome, Outcome::Fail | Outcome::Undetermined);
    let exact = |finding: &&Finding| finding.rule == text || finding.message.trim() == text;
    let best = |a: &(f64, &Finding), b: &(f64, &Finding)| a.0.total_cmp(&b.0);
    findings.iter().filter(against).find(exact).or_else(|| {
        let alike = |finding: &'a Finding| (likeness(text, &finding.message), finding);
        let (likeness, finding) = findings.iter().filter(against).map(alike).max_by(best)?;
        (likeness >= SAME).then_some(finding)
    })
}

fn cited(finding: &Finding) -> String {
    let citation = &finding.citation;
    match citation.article.trim() {
        "" => citation.source.clone(),
        article => format!("{}，{article}", citation.source),
    }
}

/// The share of pairs of neighbouring characters that two texts have in common, of the text that
/// has fewer; 0 to 1.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let fewer = a.len().min(b.len());
    if fewer < ENOUGH { 0.0 } else { a.intersection(&b).count() as f64 / fewer as f64 }
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use hezhi::finding::{Citation, Severity};

    use super::*;

    fn finding(rule: &str, message: &str) -> Finding {
        Finding {
            rule: rule.into(),
            outcome: Outcome::Fail,
            severity: Severity::Supplement,
            message: message.into(),
            citation: Citation { source: format!("指南 {rule}"), article: "一".into() },
            evidence: Vec::new(),
            comparison: None,
        }
    }

    #[test]
    fn a_reason_keeps_its_citation_though_it_was_edited() {
        let findings = [
            finding(
                "lease.expired",
                "租赁期限至2026年2月28日，已经届满。请提交在有效期内的租赁备案证明。",
            ),
            finding(
                "address.mismatch",
                "申报地址与证上坐落不是同一处：室号不同。请更正申报地址，或者补交申报地址的居住证明。",
            ),
        ];
        let cited = |text: &str| reason(text, &findings).citation;
        assert_eq!(cited(&findings[1].message).as_deref(), Some("指南 address.mismatch，一"));
        let edited = "租赁期限至2026年2月28日已届满，请于本月底前提交在有效期内的租赁备案证明";
        assert_eq!(cited(edited).as_deref(), Some("指南 lease.expired，一"));
        assert_eq!(cited("请携带本人身份证原件到窗口核验。"), None);
        assert_eq!(cited("请更正。"), None);
        let by_name = reason("lease.expired", &findings);
        assert_eq!(by_name.text, findings[0].message);
    }
}
