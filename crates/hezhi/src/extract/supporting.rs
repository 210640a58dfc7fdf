//! Papers beside the proof of residence: they name people.

use super::address;
use super::address::flow;
use super::dormitory::{in_sentence, name_before, person};
use super::label::Label;
use super::paper::{Paper, values};
use super::run::Run;
use super::value;
use crate::credit_code;
use crate::document::{FieldName, Kind};

pub(super) fn read(paper: &mut Paper<'_>) {
    let text = flow(paper);
    match paper.kind {
        Kind::KinshipStatement => kinship(paper, &text),
        Kind::LetterOfAuthority => authority(paper, &text),
        Kind::IdCard | Kind::HouseholdRegister => card(paper, &text),
        Kind::BusinessLicence => licence(paper, &text),
        _ => {}
    }
    let dated = paper
        .cells(&[Label::IssuedOn])
        .flat_map(values)
        .find_map(|r| value::dates(&r).first().map(|d| (r.range(d.from, d.to), d.date)));
    if !matches!(paper.kind, Kind::IdCard)
        && let Some((run, date)) = dated.or_else(|| address::last_date(paper))
    {
        paper.set_as(FieldName::IssuedOn, &run, date.to_string());
    }
}

/// Who states it (resident), whose home it is (holder), and the home.
fn kinship(paper: &mut Paper<'_>, text: &Run) {
    let numbers = value::id_numbers(text);
    let first = numbers.first().and_then(|(from, _)| name_before(text, *from));
    let signed = paper
        .cells(&[Label::Promiser, Label::Name])
        .flat_map(values)
        .find_map(|r| person(&head(&r)));
    if let Some(run) = first.or(signed) {
        paper.set(FieldName::Resident, &run);
    }
    if let Some((from, to)) = numbers.first() {
        let run = text.range(*from, *to);
        paper.set_as(FieldName::ResidentIdNumber, &run, run.compact().to_ascii_uppercase());
    }
    let other = numbers.get(1).and_then(|(from, _)| name_before(text, *from));
    let labelled = paper
        .value(&[Label::Holder, Label::Tenant], |r| person(&head(r)).is_some())
        .and_then(|r| person(&head(&r)));
    if let Some(run) = other.or(labelled) {
        paper.set(FieldName::Holder, &run);
    }
    let home = paper
        .cells(&[Label::Home, Label::Location])
        .map(|c| address::of_cell(c).0)
        .find(address::looks_like_address);
    if let Some(run) = home.or_else(|| in_sentence(text)) {
        paper.set(FieldName::Address, &run);
    }
}

/// The principal is the applicant (resident); the agent is noted as the holder of the authority.
fn authority(paper: &mut Paper<'_>, text: &Run) {
    let of = |label: Label| paper.cells(&[label]).flat_map(values).find_map(|r| person(&head(&r)));
    let (principal, agent) = (of(Label::Principal), of(Label::Agent));
    let numbers = value::id_numbers(text);
    let fallback = |n: usize| numbers.get(n).and_then(|(from, _)| name_before(text, *from));
    let (principal, agent) = (principal.or_else(|| fallback(0)), agent.or_else(|| fallback(1)));
    if let Some(run) = principal {
        paper.set(FieldName::Resident, &run);
    }
    // The agent's number stands behind the agent; where that is the only one, it is not the
    // principal's.
    let agents =
        ["受托人", "受委托人", "被委托人", "代理人"].iter().filter_map(|w| text.find(w)).min();
    let own = numbers.first().filter(|(from, _)| agents.is_none_or(|at| *from < at));
    if let Some((from, to)) = own {
        let run = text.range(*from, *to);
        paper.set_as(FieldName::ResidentIdNumber, &run, run.compact().to_ascii_uppercase());
    }
    if let Some(run) = agent {
        paper.set(FieldName::Holder, &run);
    }
}

/// Name, number and registered address of a card or a leaf of the household register.
fn card(paper: &mut Paper<'_>, text: &Run) {
    if let Some(run) = paper.value(&[Label::Name], |r| value::is_name(&r.trimmed().text())) {
        paper.set(FieldName::Resident, &run.trimmed());
    }
    if let Some((from, to)) = value::id_numbers(text).first() {
        let run = text.range(*from, *to);
        paper.set_as(FieldName::ResidentIdNumber, &run, run.compact().to_ascii_uppercase());
    }
    let home = paper.cells(&[Label::Home]).map(address::of_cell).find(|(r, _)| r.len() >= 6);
    if let Some((run, unsure)) = home {
        paper.set(FieldName::Address, &run);
        if unsure {
            paper.doubt(FieldName::Address, "地址的下一行可能也是地址");
        }
    }
}

/// The unit, where it is, and its social credit code.
fn licence(paper: &mut Paper<'_>, text: &Run) {
    if let Some(run) = credit_code(text) {
        let code = credit_code::fold(&run.compact());
        paper.set_as(FieldName::CertificateNumber, &run, code);
    }
    if let Some(run) = paper.value(&[Label::Enterprise], |r| r.len() >= 4) {
        paper.set(FieldName::Holder, &run.trimmed());
    }
    let place = paper
        .cells(&[Label::Other])
        .filter(|c| matches!(c.name.compact().as_str(), "住所" | "经营场所"))
        .map(address::of_cell)
        .find(|(r, _)| r.len() >= 6);
    if let Some((run, unsure)) = place {
        paper.set(FieldName::Address, &run);
        if unsure {
            paper.doubt(FieldName::Address, "地址的下一行可能也是地址");
        }
    }
}

/// The first code that is sound, or else what is meant to be one: copy numbers stand beside it.
fn credit_code(text: &Run) -> Option<Run> {
    let is_part = |i: usize| text.0.get(i).is_some_and(|c| c.folded.is_ascii_alphanumeric());
    let starts = (0..text.len()).filter(|&i| is_part(i) && (i == 0 || !is_part(i - 1)));
    let runs: Vec<Run> = starts
        .map(|from| text.range(from, (from..).take_while(|&i| is_part(i)).count() + from))
        .filter(|run| credit_code::looks_like_one(&credit_code::fold(&run.compact())))
        .collect();
    let sound = runs.iter().find(|r| credit_code::is_sound(&credit_code::fold(&r.compact())));
    sound.or(runs.first()).cloned()
}

/// The characters before the first mark.
fn head(run: &Run) -> Run {
    let end = run
        .0
        .iter()
        .position(|c| matches!(c.folded, ',' | ';' | '(' | '。' | ':') || c.folded.is_ascii_digit())
        .unwrap_or(run.len());
    run.range(0, end).trimmed()
}
