//! An address in boxes: a head row 区 · 路 · 弄 · 号 · 室 with the parts below it.

use super::layout::{Line, place, rows_of};
use super::run::{Run, is_han};
use crate::text::PageText;

/// What the heads of the boxes are called, and the unit that a bare part is written with.
const HEADS: &[(&str, &[&str])] = &[
    ("区", &["区", "行政区", "区县", "区(县)", "所在区", "区名", "行政区划"]),
    ("", &["街道", "镇", "街道(镇)", "街道/镇", "街镇", "乡镇", "街道乡镇", "街道(乡镇)"]),
    (
        "路",
        &[
            "路", "路名", "道路", "路(街)", "路(街、村)", "路/街", "路街", "路(街道)", "路街名",
            "道路名称",
        ],
    ),
    ("弄", &["弄", "弄号", "弄(村)", "巷", "弄/巷"]),
    ("支弄", &["支弄"]),
    ("号", &["号", "门牌号", "门牌", "楼号", "幢号", "号楼", "号(幢)", "幢"]),
    ("室", &["室", "室号", "房号", "房间号", "室(号)"]),
];
/// Fewer heads are labels of their own.
const LEAST: usize = 3;

/// Takes the boxes of an address out of a page's lines: the parts in order, each with its unit,
/// and the lines that are left.
pub(super) fn take(page: &PageText, lines: Vec<Line>) -> (Option<Run>, Vec<Line>) {
    let rows = rows_of((0..lines.len()).collect(), |&i| lines[i].rect);
    let head = rows
        .iter()
        .position(|row| row.len() >= LEAST && row.iter().all(|&i| unit(&lines[i].run).is_some()));
    let Some((head, parts)) = head.and_then(|at| Some((rows.get(at)?, rows.get(at + 1)?))) else {
        return (None, lines);
    };
    let Some(run) = joined(page, &lines, head, parts) else { return (None, lines) };
    let used: Vec<usize> = head.iter().chain(parts).copied().collect();
    let left = lines
        .into_iter()
        .enumerate()
        .filter(|(i, _)| !used.contains(i))
        .map(|(_, line)| line)
        .collect();
    (Some(run), left)
}

fn unit(head: &Run) -> Option<&'static str> {
    let text = head.trimmed().folded();
    HEADS.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(unit, _)| *unit)
}

/// The parts one behind the other. A part that has no unit gets that of the head it stands below.
fn joined(page: &PageText, lines: &[Line], head: &[usize], parts: &[usize]) -> Option<Run> {
    let mut whole = Run::default();
    let numbered = |i: &&usize| lines[**i].run.0.iter().any(|c| c.folded.is_ascii_digit());
    let united = |i: &usize| lines[*i].run.trimmed().0.last().is_some_and(|c| is_han(c.folded));
    let with_units = parts.iter().filter(numbered).filter(|i| united(i)).count();
    for &part in parts {
        // Where the other numbers are printed with their units, a bare stroke is the slash of a
        // box that stays empty, and no 1.
        if with_units >= 2 && is_stroke(&lines[part].run.trimmed()) {
            continue;
        }
        let rect = lines[part].rect;
        let above = head.iter().min_by(|&&a, &&b| {
            let offset = |i: usize| (lines[i].rect.center().x - rect.center().x).abs();
            offset(a).total_cmp(&offset(b))
        })?;
        let close = rect.top - lines[*above].rect.bottom < 3.0 * rect.height();
        let run = lines[part].run.trimmed();
        let last = run.0.last()?;
        let own = is_han(last.folded);
        if !close || run.len() > 20 {
            return None;
        }
        let unit = unit(&lines[*above].run)?;
        let missing = match unit {
            "路" if own && !"路街道村坊里".contains(last.folded) => "路",
            _ if own => "",
            _ => unit,
        };
        // A unit that is not printed beside its part stands in the head above it.
        let printed = unit_glyphs(&lines[*above].run, missing);
        whole.append(&run);
        whole.append(&printed);
    }
    let digits = whole.0.iter().any(|c| c.folded.is_ascii_digit());
    (digits && whole.len() >= 5 && place(&whole, page).width() > 0.0).then_some(whole)
}

fn is_stroke(run: &Run) -> bool {
    matches!(run.0.as_slice(), [only] if "1/|lI\\丨-—一".contains(only.folded))
}

fn unit_glyphs(head: &Run, unit: &str) -> Run {
    let first: Vec<char> = unit.chars().collect();
    let at = (0..head.len()).find(|&i| !first.is_empty() && head.starts_at(i, &first));
    match at {
        Some(at) => head.range(at, at + first.len()),
        // 门牌号 ends in its unit; 房号 does not, and its glyph is taken as the unit.
        None => {
            let Some(last) = head.0.last().copied().filter(|_| !first.is_empty()) else {
                return Run::default();
            };
            Run(first.iter().map(|&c| super::run::Ch { folded: c, shown: c, ..last }).collect())
        }
    }
}
