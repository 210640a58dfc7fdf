//! The declared dwelling against the printed one.

use std::ops::Range;

use super::facts::stated;
use super::reading::{evidence, is_clear, why_unclear};
use super::thresholds::DECIDE;
use super::{Answer, Facts};
use crate::address::{self, Comparison, PieceKind, Relation};
use crate::application::Basis;
use crate::document::{Document, Field, FieldName};
use crate::finding::Outcome;
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
    if is_clear(field) {
        return ranges;
    }
    let text: Vec<char> = field.text.chars().collect();
    let second: Vec<char> = field
        .second_reading
        .iter()
        .flat_map(|s| s.chars())
        .collect();
    if second.len() == text.len() {
        let pairs = text.iter().zip(&second).enumerate();
        ranges.extend(pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at..at + 1));
    }
    let weak = field
        .parts
        .iter()
        .filter(|p| p.confidence < DECIDE && !p.text.is_empty());
    for part in weak {
        let before = field
            .text
            .find(&part.text)
            .and_then(|byte| field.text.get(..byte));
        if let Some(from) = before.map(|before| before.chars().count()) {
            ranges.push(from..from + part.text.chars().count());
        }
    }
    ranges
}

/// Registering offices by the character in a certificate's number (沪（2018）闵字, 沪房地奉字). 南 is
/// left out: it stood for two districts.
const OFFICES: &[(char, &str)] = &[
    ('黄', "黄浦区"),
    ('卢', "黄浦区"),
    ('徐', "徐汇区"),
    ('长', "长宁区"),
    ('静', "静安区"),
    ('闸', "静安区"),
    ('普', "普陀区"),
    ('虹', "虹口区"),
    ('杨', "杨浦区"),
    ('闵', "闵行区"),
    ('宝', "宝山区"),
    ('嘉', "嘉定区"),
    ('浦', "浦东新区"),
    ('松', "松江区"),
    ('青', "青浦区"),
    ('奉', "奉贤区"),
    ('金', "金山区"),
    ('崇', "崇明区"),
];

/// The district that a certificate tells apart from its address: by the first six digits of the
/// unit's number, or by the office in its own number. Certificates often leave it out of 坐落.
fn district_of(document: &Document) -> Option<(&'static str, &Field)> {
    let clear = |name| document.field(name).filter(|field| is_clear(field));
    let unit = clear(FieldName::UnitNumber)
        .and_then(|field| Some((address::district_of_unit_number(&field.text)?, field)));
    let office = clear(FieldName::CertificateNumber)
        .and_then(|field| Some((office_district(&field.text)?, field)));
    match (unit, office) {
        // Two that contradict each other tell nothing.
        (Some((a, _)), Some((b, _))) if a != b => None,
        (unit, office) => unit.or(office),
    }
}

fn office_district(number: &str) -> Option<&'static str> {
    // The register's short form begins with the office: 杨2015012345.
    let before = number.split_once('字').map_or_else(
        || {
            number
                .split(|c: char| c.is_ascii_digit())
                .next()
                .unwrap_or_default()
        },
        |(before, _)| before,
    );
    let office = before
        .trim_end()
        .trim_end_matches([')', '）'])
        .chars()
        .next_back()?;
    OFFICES
        .iter()
        .find(|(character, _)| *character == office)
        .map(|(_, district)| *district)
}

/// The comparison with the district put in front, where the printed address lacks one that the
/// certificate tells elsewhere: it can settle an address that is not certain without it, and it
/// can contradict.
fn compare_in_district<'a>(
    case: &Case,
    document: &'a Document,
    declared: &str,
    field: &Field,
) -> (Comparison, Option<(&'static str, &'a Field)>) {
    let plain = compare(case, declared, field);
    let printed_district = plain
        .pieces
        .iter()
        .any(|piece| piece.kind == PieceKind::District && piece.b.is_some());
    if printed_district || !is_clear(field) || plain.relation == Relation::Different {
        return (plain, None);
    }
    let Some((district, source)) = district_of(document) else {
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
    let (comparison, district) = compare_in_district(case, document, declared, field);
    let printed = match district {
        Some((name, _)) => format!("{}」（按证号在{name}）", field.text),
        None => format!("{}」", field.text),
    };
    let reason = match comparison.reason.trim_end_matches('。') {
        "" => String::new(),
        reason => format!("：{reason}"),
    };
    let answer = match (comparison.relation, is_clear(field)) {
        (Relation::Same, true) => Answer::pass(format!(
            "申报地址「{declared}」与证上坐落「{printed}是同一处"
        )),
        (Relation::Different, true) => Answer::fail(format!(
            "申报地址「{declared}」与证上坐落「{printed}不是同一处{reason}"
        )),
        (Relation::Uncertain, true) => Answer::undetermined(format!(
            "申报地址「{declared}」与证上坐落「{printed}不能确定是否同一处{reason}"
        )),
        (_, false) => Answer::undetermined(format!(
            "证上坐落读作「{printed}，但没有读清（{}），申报地址为「{declared}」",
            why_unclear(field)
        )),
    };
    let source = district
        .map(|(_, source)| evidence(document, source))
        .unwrap_or_default();
    answer
        .seen(evidence(document, field))
        .seen(source)
        .compared(comparison)
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
