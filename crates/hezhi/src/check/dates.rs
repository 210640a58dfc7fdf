//! Dates of one paper that cannot all be true.

use chrono::NaiveDate;

use super::reading::{evidence, is_clear};
use super::{Answer, Facts};
use crate::document::{Document, Field, FieldName};

/// A paper cannot be older than its submission, and a lease cannot end before it begins.
pub fn contradict(facts: &Facts) -> Answer {
    let mut agreeing = Vec::new();
    let mut unclear = None;
    for document in facts.case.documents {
        for (fact, fields) in contradictions(document, facts.day) {
            let seen = || fields.iter().flat_map(|field| evidence(document, field));
            if fields.iter().all(|field| is_clear(field)) {
                return Answer::fail(fact).seen(seen());
            }
            unclear.get_or_insert_with(|| {
                Answer::undetermined(format!("{fact}，其中有日期没有读清")).seen(seen())
            });
        }
        let dates = [FieldName::IssuedOn, FieldName::LeaseStart, FieldName::LeaseEnd];
        let dates = dates.into_iter().filter_map(|name| dated(document, name));
        agreeing.extend(dates.flat_map(|(_, field)| evidence(document, field)));
    }
    match unclear {
        Some(answer) => answer,
        None if agreeing.is_empty() => Answer::not_applicable("材料上没有可以互相核对的日期"),
        None => Answer::pass("材料上的日期没有互相矛盾").seen(agreeing),
    }
}

/// What cannot be true of a paper's dates, each with the fields that say so.
fn contradictions(document: &Document, day: NaiveDate) -> Vec<(String, Vec<&Field>)> {
    let mut found = Vec::new();
    let kind = document.kind.label();
    if let Some((issued, field)) = dated(document, FieldName::IssuedOn)
        && issued > day
    {
        let fact = format!("{kind}的出具日期读作 {issued}，晚于提交日期（{day}）");
        found.push((fact, vec![field]));
    }
    if let (Some((start, first)), Some((end, last))) =
        (dated(document, FieldName::LeaseStart), dated(document, FieldName::LeaseEnd))
        && end < start
    {
        let fact = format!("{kind}的租期止日读作 {end}，早于租期起日 {start}");
        found.push((fact, vec![first, last]));
    }
    found
}

fn dated(document: &Document, name: FieldName) -> Option<(NaiveDate, &Field)> {
    let field = document.field(name)?;
    Some((NaiveDate::parse_from_str(field.text.trim(), "%Y-%m-%d").ok()?, field))
}
