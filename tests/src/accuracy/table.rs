//! The table by damage and by kind, as plain text.

use std::collections::BTreeMap;
use std::fmt::Write;

use hezhi::finding::Verdict;

use super::{Scored, share};

/// One line for each damage, each kind, and all.
pub fn print(cases: &[Scored]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<24}{:>6}{:>8}{:>12}{:>8}{:>9}{:>8}{:>8}{:>12}{:>12}{:>12}{:>12}{:>12}",
        "",
        "cases",
        "wrong+",
        "accepted",
        "exact",
        "allowed",
        "review",
        "strict",
        "kind",
        "address",
        "usage",
        "holder",
        "dates"
    );
    let mut groups: BTreeMap<(u8, String), Vec<&Scored>> = BTreeMap::new();
    for case in cases {
        let kind = serde_json::to_value(case.truth.kind)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default();
        groups.entry((0, case.truth.damage.name().to_owned())).or_default().push(case);
        groups.entry((1, kind)).or_default().push(case);
        groups.entry((2, "all".to_owned())).or_default().push(case);
    }
    for ((_, name), group) in &groups {
        out.push_str(&line(name, group));
    }
    let (right, known) = share(cases.iter(), "numbers");
    let silent: usize = cases
        .iter()
        .flat_map(|c| &c.documents)
        .flat_map(|d| &d.fields)
        .filter(|f| f.silently_wrong())
        .count();
    let _ = writeln!(
        out,
        "\nnumbers right {}; fields read wrongly without a doubt noted: {silent}",
        of(right, known)
    );
    let placed: Vec<bool> = cases
        .iter()
        .flat_map(|c| &c.documents)
        .flat_map(|d| &d.fields)
        .filter_map(|f| f.in_place)
        .collect();
    if !placed.is_empty() {
        let right = placed.iter().filter(|p| **p).count();
        let _ =
            writeln!(out, "values whose region lies on their print {}", of(right, placed.len()));
    }
    let evidence = super::evidence::by_rule(cases);
    let (on, all) = evidence.values().fold((0, 0), |(a, b), (on, all)| (a + on, b + all));
    if all > 0 {
        let _ = writeln!(out, "evidence of the rules on its print {}", of(on, all));
    }
    let off = evidence.iter().filter(|(_, (on, all))| on < all);
    for ((rule, outcome), (on, all)) in off {
        let _ = writeln!(out, "  {rule} {outcome:?} {}", of(*on, *all));
    }
    let _ = writeln!(
        out,
        "wrong+: accepted though a rule truly fails. accepted: of the acceptable. exact: a perfect program's answer.\n\
         allowed: that or review. review: needless. strict: supplement or refuse where the papers are fine."
    );
    for case in cases.iter().filter(|c| c.wrong_accept()) {
        let _ = writeln!(out, "WRONG ACCEPT {} {:?}", case.folder.display(), case.truth.faults);
    }
    let missing = cases.iter().filter(|c| c.report.is_none()).count();
    if missing > 0 {
        let _ = writeln!(out, "{missing} cases have no report");
    }
    out
}

fn line(name: &str, cases: &[&Scored]) -> String {
    let count = |test: &dyn Fn(&Scored) -> bool| cases.iter().filter(|c| test(c)).count();
    let acceptable = count(&|c| c.truth.acceptable);
    let accepted = count(&|c| c.truth.acceptable && c.verdict() == Some(Verdict::Accept));
    let needless = count(&|c| {
        c.verdict() == Some(Verdict::Review) && !c.truth.verdicts.contains(&Verdict::Review)
    });
    let strict = count(&|c| {
        c.truth.acceptable && matches!(c.verdict(), Some(Verdict::Supplement | Verdict::Refuse))
    });
    let documents = cases.iter().flat_map(|c| &c.documents).count();
    let kinds = cases.iter().flat_map(|c| &c.documents).filter(|d| d.kind_right).count();
    let part = |group: &str| {
        let (right, known) = share(cases.iter().copied(), group);
        of(right, known)
    };
    format!(
        "{name:<24}{:>6}{:>8}{:>12}{:>8}{:>9}{needless:>8}{strict:>8}{:>12}{:>12}{:>12}{:>12}{:>12}\n",
        cases.len(),
        count(&|c| c.wrong_accept()),
        format!("{accepted}/{acceptable}"),
        count(&|c| c.exact()),
        count(&|c| c.allowed()),
        of(kinds, documents),
        part("address"),
        part("usage"),
        part("holder"),
        part("dates"),
    )
}

fn of(right: usize, known: usize) -> String {
    if known == 0 {
        "–".to_owned()
    } else {
        format!("{right}/{known} {:.0}%", 100.0 * right as f64 / known as f64)
    }
}

/// What was answered to the applications with each fault.
pub fn by_fault(cases: &[Scored]) -> String {
    let faulty: Vec<&Scored> = cases.iter().filter(|case| !case.truth.acceptable).collect();
    let mut groups: BTreeMap<&str, Vec<&Scored>> = BTreeMap::new();
    for case in &faulty {
        let fault = case.truth.faults.first().map_or("", String::as_str);
        groups.entry(fault).or_default().push(case);
    }
    groups.insert("~ all", faulty);
    let mut out = format!(
        "{:<34}{:>8}{:>10}{:>12}{:>8}{:>8}{:>10}\n",
        "fault", "cases", "accepted", "supplement", "refuse", "review", "no report"
    );
    for (fault, group) in &groups {
        let count =
            |verdict: Verdict| group.iter().filter(|c| c.verdict() == Some(verdict)).count();
        let _ = writeln!(
            out,
            "{:<34}{:>8}{:>10}{:>12}{:>8}{:>8}{:>10}",
            fault.trim_start_matches("~ "),
            group.len(),
            group.iter().filter(|c| c.wrong_accept()).count(),
            count(Verdict::Supplement),
            count(Verdict::Refuse),
            count(Verdict::Review),
            group.iter().filter(|c| c.report.is_none()).count()
        );
    }
    for case in cases.iter().filter(|c| c.wrong_accept()) {
        let _ = writeln!(out, "WRONG ACCEPT {} {:?}", case.folder.display(), case.truth.faults);
    }
    out
}
