//! Whether what the rules show as evidence lies where the papers print it.

use std::collections::BTreeMap;

use hezhi::finding::{Evidence, Outcome};

use super::{Scored, folded, middle_within};

/// Of each rule that passed, failed or stayed open on a value whose place the truth knows: how
/// many of those values it showed on their print, and how many there were.
pub fn by_rule(cases: &[Scored]) -> BTreeMap<(String, Outcome), (usize, usize)> {
    let mut counts = BTreeMap::new();
    for case in cases {
        let findings = case.report.iter().flat_map(|report| &report.findings);
        for finding in findings {
            for shown in finding.evidence.iter().filter_map(|e| is_on_print(case, e)) {
                let (on, all) =
                    counts.entry((finding.rule.clone(), finding.outcome)).or_insert((0, 0));
                *on += usize::from(shown);
                *all += 1;
            }
        }
    }
    counts
}

/// `None` where the truth has no such value in that file, or does not know its place.
fn is_on_print(case: &Scored, evidence: &Evidence) -> Option<bool> {
    let text = folded(&evidence.text);
    let mut places = case
        .documents
        .iter()
        .filter(|d| d.truth.file == evidence.file)
        .flat_map(|d| d.fields.iter().filter(|f| folded(&f.expected) == text).map(move |f| (d, f)))
        .filter_map(|(d, f)| d.truth.regions.get(&f.name))
        .peekable();
    places.peek()?;
    let shown = evidence.region.bounds();
    Some(places.any(|place| {
        let print = place.region.bounds();
        place.page == evidence.page
            && (middle_within(&shown, &print) || middle_within(&print, &shown))
    }))
}
