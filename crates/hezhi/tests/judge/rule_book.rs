//! The rules as data.

use std::collections::BTreeMap;

use hezhi::finding::{Outcome, Severity, Verdict};
use hezhi::rule::{InForce, RuleBook, RuleError};

use crate::case::{Made, day};

/// The names and weights that users' scripts rely on.
const FIXED: &[(Severity, &[&str])] = &[
    (Severity::Refuse, &["usage.non_residential", "window.early", "registration.too_recent"]),
    (
        Severity::Supplement,
        &[
            "document.missing", "document.unreadable", "document.wrong_kind", "address.mismatch",
            "holder.mismatch", "holder.is_unit", "tenant.is_unit", "kinship.missing",
            "lease.expired", "lease.not_started", "dormitory.seal_missing",
            "dormitory.issuer_missing", "dormitory.resident_mismatch", "registration.expired",
            "agent.required", "agent.papers_missing", "identity.id_number_invalid",
        ],
    ),
    (
        Severity::Review,
        &[
            "usage.undetermined", "address.undetermined", "dormitory.residential_estate",
            "identity.mismatch", "duplicate.scan", "duplicate.certificate",
        ],
    ),
    (Severity::Notice, &["window.suspended", "window.years_restart"]),
];

#[test]
fn the_fixed_rules_are_there_with_their_weight() {
    let book = RuleBook::builtin();
    let all: BTreeMap<_, _> = book.rules().iter().map(|r| (r.id.as_str(), r.severity)).collect();
    for (severity, ids) in FIXED {
        for id in *ids {
            assert_eq!(all.get(id), Some(severity), "{id}");
        }
    }
    assert_eq!(FIXED.iter().map(|(_, ids)| ids.len()).sum::<usize>(), 28);
}

#[test]
fn every_rule_is_documented() {
    for rule in RuleBook::builtin().rules() {
        let texts = [
            &rule.title, &rule.text, &rule.bring, &rule.look, &rule.citation.source,
            &rule.citation.article,
        ];
        for text in texts {
            assert!(
                text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{}: {text}",
                rule.id
            );
        }
        for sentence in [&rule.text, &rule.bring, &rule.look] {
            assert!(sentence.ends_with('。'), "{}: {sentence}", rule.id);
        }
        let (group, name) = rule.id.split_once('.').expect("group and fault");
        assert!(
            [group, name].iter().all(|s| s.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        );
    }
}

#[test]
fn ids_are_unique_on_every_day() {
    let book = RuleBook::builtin();
    for date in ["2018-01-01", "2025-12-01", "2025-12-02", "2026-03-05", "2030-01-01"] {
        let mut ids: Vec<&str> = book
            .on(day(date))
            .into_iter()
            .map(|r| match r {
                InForce::Yes(r) | InForce::NotYet(r) | InForce::NoLonger(r) => r.id.as_str(),
            })
            .collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{date}");
    }
}

#[test]
fn a_rule_that_stands_twice_on_a_day_is_an_error() {
    let rule = |from: &str, to: &str| {
        format!(
            "[[rule]]\nid = 'a.b'\ntitle = 't'\nseverity = 'review'\ncitation = {{ source = 's', article = 'a' }}\n\
             in_force_from = '{from}'\nin_force_to = '{to}'\ntext = 't'\nbring = 'b'\nlook = 'l'\ncheck = 'lease_expired'\n"
        )
    };
    let apart = rule("2018-01-01", "2019-12-31") + &rule("2020-01-01", "2021-12-31");
    assert!(RuleBook::parse("1", &[("a", &apart)]).is_ok());
    let both = rule("2018-01-01", "2020-01-01") + &rule("2020-01-01", "2021-12-31");
    let error = RuleBook::parse("1", &[("a", &both)]).unwrap_err();
    assert_eq!(error, RuleError::Overlap { id: "a.b".into(), day: day("2020-01-01") });
    let misspelt = apart.replace("lease_expired", "lease_expirred");
    assert!(matches!(RuleBook::parse("1", &[("a", &misspelt)]), Err(RuleError::Unreadable { .. })));
    let extra = apart.replace("title", "titel");
    assert!(RuleBook::parse("1", &[("a", &extra)]).is_err());
}

#[test]
fn the_name_changes_with_the_text() {
    let name = RuleBook::builtin().name();
    let (version, hash) = name.split_once('+').unwrap();
    assert_eq!((version.split('.').count(), hash.len()), (2, 8));
    assert_eq!(name, RuleBook::builtin().name());
    assert_eq!(Made::leased().judged().rules, name);
    let a = RuleBook::parse("1", &[("a", "")]).unwrap().name();
    let b = RuleBook::parse("1", &[("a", "# another")]).unwrap().name();
    assert_ne!(a, b);
}

#[test]
fn the_day_of_submission_chooses_the_rule() {
    let online = |on, until| Made::endorsement(on, until).finding("channel.not_open").outcome;
    assert_eq!(online("2025-12-01", "2025-12-20"), Outcome::Fail);
    assert_eq!(online("2025-12-02", "2025-12-20"), Outcome::NotApplicable);
}

#[test]
fn before_the_book_begins_nothing_is_decided() {
    let report = Made::leased().on("2017-12-31").judged();
    assert_eq!(report.verdict, Verdict::Review);
    assert!(report.findings.iter().all(|f| f.outcome == Outcome::Undetermined));
}
