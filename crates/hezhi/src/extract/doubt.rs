//! Why a value must not be relied on by itself.

use crate::document::{Field, FieldName};

use super::run::{Ch, Run, is_han};

/// Below this a glyph that identity hangs on is not relied on.
const UNCLEAR: f32 = 0.55;

/// Adds a reason, once.
pub(super) fn add(field: &mut Field, reason: &str) {
    match &mut field.doubt {
        Some(doubt) if doubt.contains(reason) => {}
        Some(doubt) => {
            doubt.push('；');
            doubt.push_str(reason);
        }
        None => field.doubt = Some(reason.to_owned()),
    }
}

/// Whether a character tells one home, person or number from another. Fixed words of an address
/// (市, 路, 弄, 号, 室) do not: misread, they change nothing.
pub(super) fn is_identity(name: FieldName, c: char) -> bool {
    match name {
        FieldName::Address | FieldName::RoomPart => {
            (is_han(c) && !"上海市区县路弄号室幢栋楼层单元街道镇".contains(c))
                || c.is_ascii_alphanumeric()
        }
        FieldName::LeaseStart | FieldName::LeaseEnd | FieldName::IssuedOn | FieldName::Area => {
            c.is_ascii_digit() || super::value::numeral(c).is_some() || c == '十'
        }
        FieldName::CertificateNumber => {
            c.is_ascii_digit() || is_han(c) && !"房地字不动产权第号".contains(c)
        }
        _ => is_han(c) || c.is_ascii_alphanumeric(),
    }
}

/// The characters of a value that tell it from another. The second digit of a year after 二 or 2
/// is none: no lease or paper of the years 2100 comes in, and the circle 〇 is read as a letter or
/// a mark as easily as a numeral.
fn telling(name: FieldName, run: &Run) -> impl Iterator<Item = &Ch> {
    let dates = matches!(name, FieldName::LeaseStart | FieldName::LeaseEnd | FieldName::IssuedOn);
    let numeral = |i: usize| {
        let c = run.0.get(i)?.folded;
        c.to_digit(10).or_else(|| super::value::numeral(c))
    };
    let century = move |i: usize| {
        dates
            && i > 0
            && numeral(i) == Some(0)
            && numeral(i - 1) == Some(2)
            && (i < 2 || numeral(i - 2).is_none())
            && numeral(i + 1).is_some()
            && numeral(i + 2).is_some()
    };
    run.0
        .iter()
        .enumerate()
        .filter(move |(i, c)| is_identity(name, c.folded) && !century(*i))
        .map(|(_, c)| c)
}

/// A field's confidence: that of its weakest glyph that identity hangs on, because one wrong
/// glyph makes another home; where none does, the mean.
pub(super) fn confidence(name: FieldName, run: &Run) -> f32 {
    let weakest = telling(name, run).map(|c| c.confidence).fold(f32::INFINITY, f32::min);
    let confidence = if weakest.is_finite() { weakest } else { run.mean() };
    (confidence.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

/// Whether the line that ends before `at` is a line of a sentence, which breaks anywhere: words
/// other than a label stand before the value in it. In a cell of a table two lines may be two
/// numbers.
fn flows(run: &Run, at: usize) -> bool {
    const LONGEST_LABEL: usize = 9;
    let before = run.0.get(at - 1).map(|c| (c.page, c.line));
    let first = run.0.iter().find(|c| Some((c.page, c.line)) == before);
    first.is_some_and(|c| c.at > LONGEST_LABEL)
}

/// Reasons for doubt that the characters themselves give.
pub(super) fn in_run(name: FieldName, run: &Run) -> Vec<String> {
    use FieldName::*;
    let mut reasons = Vec::new();
    if let Some(c) = telling(name, run).min_by(|a, b| a.confidence.total_cmp(&b.confidence))
        && c.confidence < UNCLEAR
        && !(name == IssuingDepartment && super::dormitory::is_known_department(&run.compact()))
    {
        reasons.push(format!("“{}”字迹不清", c.shown));
    }
    if !matches!(name, Address | RoomPart) {
        return reasons;
    }
    let digit = |i: usize| run.0.get(i).is_some_and(|c| c.folded.is_ascii_digit());
    for (i, c) in run.0.iter().enumerate() {
        let between = i > 0 && digit(i - 1) && digit(i + 1);
        let beside = digit(i + 1) || (i > 0 && digit(i - 1));
        if (between && c.folded.is_ascii_alphabetic())
            || (beside && "OoIlSsZzQDg|□?".contains(c.folded))
        {
            reasons.push(format!("数字中夹有“{}”", c.shown));
        }
        if i == 0 || !digit(i) || !digit(i - 1) {
            continue;
        }
        let before = &run.0[i - 1];
        if (before.page, before.line) != (c.page, c.line) {
            if flows(run, i) {
                continue;
            }
            reasons.push("换行处数字相接，可能是两个数".to_owned());
        } else if c.gap && !run.is_spaced_number(i) {
            reasons.push("数字中间有空隙，可能是两个数".to_owned());
        }
    }
    reasons
}
