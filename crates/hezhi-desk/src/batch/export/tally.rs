//! What is counted while the rows go by.

use std::collections::{BTreeMap, BTreeSet};

use hezhi::finding::{Outcome, Verdict};
use hezhi::report::Report;

use super::{Fault, row};
use crate::view::BatchErrorKind;

#[derive(Debug, Default)]
pub(super) struct Tallied {
    pub applications: u32,
    pub verdicts: BTreeMap<Verdict, u32>,
    /// By name: how often a rule failed and how often it could not be determined.
    pub rules: BTreeMap<String, [u32; 2]>,
    pub engines: BTreeSet<String>,
    pub rule_books: BTreeSet<String>,
}

impl Tallied {
    pub fn add(&mut self, report: &Report) {
        self.applications += 1;
        *self.verdicts.entry(report.verdict).or_default() += 1;
        for finding in report.findings.iter().filter(|finding| row::matters(finding)) {
            let counts = self.rules.entry(finding.rule.clone()).or_default();
            counts[usize::from(finding.outcome == Outcome::Undetermined)] += 1;
        }
        self.engines.insert(report.engine.clone());
        self.rule_books.insert(report.rules.clone());
    }

    /// The rules by how often they stood in the way, the commonest first.
    pub fn commonest(&self) -> Vec<(&str, [u32; 2])> {
        let mut rules: Vec<_> =
            self.rules.iter().map(|(rule, counts)| (rule.as_str(), *counts)).collect();
        rules.sort_by_key(|(rule, [failed, open])| (std::cmp::Reverse(failed + open), *rule));
        rules
    }
}

/// The faults by kind, the commonest first.
pub(super) fn by_kind(faults: &[Fault]) -> Vec<(Option<BatchErrorKind>, u32)> {
    let mut kinds: BTreeMap<Option<BatchErrorKind>, u32> = BTreeMap::new();
    for fault in faults {
        *kinds.entry(fault.kind).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    kinds
}
