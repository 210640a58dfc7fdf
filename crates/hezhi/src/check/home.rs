//! The declared dwelling against the printed one.

use std::ops::Range;

use super::facts::stated;
use super::number::{filing_district, office_district};
use super::reading::{evidence, is_clear, is_clear_as_dwelling, lines, why_unclear};
use super::thresholds::DECIDE;
use super::{Answer, Facts};
use crate::address::{self, Comparison, PieceComparison, PieceKind, Relation};
use crate::application::Basis;
use crate::document::{Document, Field, FieldName};
use crate::finding::{Evidence, Outcome};
use crate::judge::Case;

const ALL: &[Basis] = &[Basis::Owned, Basis::Leased, Basis::Dormitory];

/// The printed address beside the declared one.
pub fn compare(case: &Case, declared: &str, field: &Field) -> Comparison {
    address::compare_read(declared, &field.text, &doubtful(field), case.gazetteer)
}

/// Of an address that was not read clearly, the characters that the second reader read otherwise
/// or that stand in a place of low confidence: the comparison then names the piece in doubt. On a
/// clear address the second reader's other glyphs are noise, already weighed.
fn doubtful(field: &Field) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    if is_clear_as_dwelling(field) {
        return ranges;
    }
    let text: Vec<char> = field.text.chars().collect();
    let second: Vec<char> = field.second_reading.iter().flat_map(|s| s.chars()).collect();
    if second.len() == text.len() {
        let pairs = text.iter().zip(&second).enumerate();
        ranges.extend(pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at..at + 1));
    }
    let weak = field.parts.iter().filter(|p| p.confidence < DECIDE && !p.text.is_empty());
    for part in weak {
        let before = field.text.find(&part.text).and_then(|byte| field.text.get(..byte));
        if let Some(from) = before.map(|before| before.chars().count()) {
            ranges.push(from..from + part.text.chars().count());
        }
    }
    ranges
}

/// The district that a paper tells apart from its address, and where: by the first six digits of
/// the unit's number, by the office in the certificate's or the filing's number, or by the one
/// district that is named anywhere on its pages (the registering office or its town, its seal). Papers often
/// leave it out of 坐落.
fn district_of(case: &Case, document: &Document) -> Option<(&'static str, Vec<Evidence>)> {
    let clear = |name| document.field(name).filter(|field| is_clear(field));
    let told = [
        (
            FieldName::UnitNumber,
            address::district_of_unit_number as fn(&str) -> Option<&'static str>,
        ),
        (FieldName::CertificateNumber, office_district),
        (FieldName::FilingNumber, filing_district),
    ]
    .into_iter()
    .filter_map(|(name, district)| {
        let field = clear(name)?;
        Some((district(&field.text)?, evidence(document, field)))
    });
    let mut told: Vec<_> = told.collect();
    if told.is_empty() {
        told = named_on(case, document);
    }
    let (district, seen) = told.first()?.clone();
    // Two that contradict each other tell nothing.
    told.iter().all(|(other, _)| *other == district).then_some((district, seen))
}

/// Every naming of a district on the paper's pages that was clearly read, the address left out:
/// it names none where this is asked.
fn named_on(case: &Case, document: &Document) -> Vec<(&'static str, Vec<Evidence>)> {
    let mut named = Vec::new();
    for line in lines(case, document).filter(|line| line.confidence >= DECIDE) {
        // An office of a town (友谊路街道社区事务受理服务中心) is in the town's district.
        let found = address::districts().find(|d| line.text.contains(d));
        let found = found.or_else(|| address::district_of_town_in(&line.text));
        if let Some(district) = found {
            named.push((district, vec![line]));
        }
    }
    named
}

/// The comparison with the district put in front, where the printed address lacks one that the
/// certificate tells elsewhere: it can settle an address that is not certain without it, and it
/// can contradict.
fn compare_in_district(
    case: &Case,
    document: &Document,
    declared: &str,
    field: &Field,
) -> (Comparison, Option<(&'static str, Vec<Evidence>)>) {
    let plain = compare(case, declared, field);
    if let Some(within) = declared_in(case, declared, field, &plain) {
        return (within, None);
    }
    let printed_district =
        plain.pieces.iter().any(|piece| piece.kind == PieceKind::District && piece.b.is_some());
    if printed_district || !is_clear_as_dwelling(field) || plain.relation == Relation::Different {
        return (plain, None);
    }
    let declared_district =
        plain.pieces.iter().any(|piece| piece.kind == PieceKind::District && piece.a.is_some());
    let told = district_of(case, document);
    // Where neither names one there is nothing for it to settle or to contradict.
    let Some((district, source)) = told.filter(|_| declared_district) else {
        return (plain, None);
    };
    let rest = field.text.strip_prefix("上海市").unwrap_or(&field.text);
    let whole = format!("上海市{district}{rest}");
    let within = address::compare(declared, &whole, case.gazetteer);
    if within.relation == plain.relation {
        (plain, None)
    } else {
        (within, Some((district, source)))
    }
}

/// The comparison with the printed district put in front of a declared address that names none.
/// The paper says which home it is for; that the applicant left the district out contradicts
/// nothing, and hardly a door has a namesake in another district (38 of 21,366 doors). Where the
/// table of roads knows the road in several districts, a person looks.
fn declared_in(
    case: &Case,
    declared: &str,
    field: &Field,
    plain: &Comparison,
) -> Option<Comparison> {
    if plain.relation != Relation::Uncertain || !is_clear_as_dwelling(field) {
        return None;
    }
    let of = |kind| plain.pieces.iter().find(|piece| piece.kind == kind);
    let district = of(PieceKind::District).filter(|piece| piece.a.is_none())?.b.as_ref()?;
    let district = address::districts().find(|d| district.text.contains(d))?;
    let road = of(PieceKind::Road).and_then(|piece| piece.b.as_ref());
    if road.is_some_and(|road| case.gazetteer.districts(&road.text).len() > 1) {
        return None;
    }
    let rest = declared.trim().strip_prefix("上海市").unwrap_or(declared.trim());
    let within = address::compare_read(
        &format!("上海市{district}{rest}"),
        &field.text,
        &doubtful(field),
        case.gazetteer,
    );
    (within.relation == Relation::Same).then_some(within)
}

/// Words read within the printed address that nobody declared. They may name an estate, but a
/// watermark across the line is read just so, and may have taken the place of something else.
fn has_stray_words(comparison: &Comparison) -> bool {
    let stray = |piece: &PieceComparison| {
        matches!(piece.kind, PieceKind::Estate | PieceKind::Other)
            && piece.a.is_none()
            && piece.b.is_some()
    };
    comparison.pieces.iter().any(stray)
}

/// Whether the paper is for the declared dwelling.
pub fn of(case: &Case, document: &Document) -> Answer {
    let Some(declared) = stated(&case.application.residence.address) else {
        return Answer::undetermined("没有申报现居住地址，无从核对");
    };
    let Some(field) = document.field(FieldName::Address) else {
        return Answer::undetermined(format!(
            "没有读到{}上的坐落，无从与申报地址「{declared}」核对",
            document.kind.label()
        ));
    };
    let (mut comparison, district) = compare_in_district(case, document, declared, field);
    if comparison.relation == Relation::Same && has_stray_words(&comparison) {
        comparison.relation = Relation::Uncertain;
        comparison.reason = "证上坐落夹有申报地址没有的文字，可能是水印或小区名称".into();
    }
    let printed = match &district {
        Some((name, _)) => format!("{}」（按证上其他内容在{name}）", field.text),
        None => format!("{}」", field.text),
    };
    let reason = match comparison.reason.trim_end_matches('。') {
        "" => String::new(),
        reason => format!("：{reason}"),
    };
    let clear = match comparison.relation {
        Relation::Same => is_clear_as_dwelling(field),
        Relation::Different | Relation::Uncertain => is_clear(field),
    };
    let answer = match (comparison.relation, clear) {
        (Relation::Same, true) => {
            Answer::pass(format!("申报地址「{declared}」与证上坐落「{printed}是同一处"))
        }
        (Relation::Different, true) => {
            Answer::fail(format!("申报地址「{declared}」与证上坐落「{printed}不是同一处{reason}"))
        }
        (Relation::Uncertain, true) => Answer::undetermined(format!(
            "申报地址「{declared}」与证上坐落「{printed}不能确定是否同一处{reason}"
        )),
        (_, false) => Answer::undetermined(format!(
            "证上坐落读作「{printed}，但没有读清（{}），申报地址为「{declared}」",
            why_unclear(field)
        )),
    };
    let source = district.map(|(_, source)| source).unwrap_or_default();
    answer.seen(evidence(document, field)).seen(source).compared(comparison)
}

pub fn mismatch(facts: &Facts) -> Answer {
    facts.on_proof(ALL, |document| of(facts.case, document))
}

/// The doubt itself: it fails where there is one, and leaves a clear mismatch to its own rule.
pub fn undetermined(facts: &Facts) -> Answer {
    facts.on_proof(ALL, |document| {
        let mut answer = of(facts.case, document);
        match answer.outcome {
            Outcome::Undetermined => answer.outcome = Outcome::Fail,
            Outcome::Fail => {
                answer.outcome = Outcome::Pass;
                answer.fact = "证上坐落已读清，能够与申报地址比对".into();
            }
            Outcome::Pass | Outcome::NotApplicable => {}
        }
        answer
    })
}
