//! Which value belongs to which label, by where they stand on the page.
//!
//! A label owns the text behind it in its own line, the text to its right in its row, the lines
//! on which that text goes on, and, in a table with a head row, the lines below it. Every piece
//! of text has at most one owner, so a row that lost its label never lends its value to another.

use super::boxes;
use super::label::{self, Label};
use super::owner::{own_columns, own_continuations, own_rows, same_row};
use super::run::Run;
use super::slant;
use super::unlisted;
use super::usage::classify;
use super::value;
use crate::document::UsageClass;
use crate::geometry::Rect;
use crate::text::PageText;

/// A label on a page with the pieces of text it owns, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub label: Label,
    /// The label's own characters.
    pub name: Run,
    pub rect: Rect,
    pub page: usize,
    /// The label's value begins in the label's own line.
    pub inline: bool,
    /// A colon stands behind the label.
    pub colon: bool,
    pub values: Vec<Piece>,
}

/// A stretch of text without a label in it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub run: Run,
    pub rect: Rect,
    pub how: Owned,
    /// It could as well belong to another label.
    pub unsure: bool,
    /// It certainly begins a row of a table: its row has a piece below every head label.
    pub row: bool,
    /// Index into [`Layout::lines`].
    pub line: usize,
}

/// How a piece came to its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owned {
    Inline,
    Row,
    Continued,
    /// Below a head row: one piece a row of the table.
    Column,
}

/// A line of the page; spread-out single characters are one line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub run: Run,
    pub rect: Rect,
}

/// A page taken apart.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub cells: Vec<Cell>,
    /// Text that no label owns: titles, paragraphs, signatures.
    pub free: Vec<Piece>,
    /// All lines but the vertical side headers.
    pub lines: Vec<Line>,
    /// Vertical side headers such as 土地状况.
    pub side: Vec<Line>,
}

impl Cell {
    /// The value printed behind or beside the label, over all its lines.
    pub fn value(&self) -> Run {
        let mut run = Run::default();
        for piece in self.values.iter().filter(|p| p.how != Owned::Column) {
            let from = run.len();
            run.append(&piece.run);
            // Another box stands apart.
            if let Some(first) = run.0.get_mut(from).filter(|_| from > 0) {
                first.gap = true;
            }
        }
        if run.is_empty()
            && let [only] = self.values.as_slice()
        {
            run.append(&only.run);
        }
        run
    }

    /// The values below a label of a head row, one for each row of the table. The lines of one
    /// wrapped value stand closer (a quarter of a line's height apart) than two rows (nine tenths
    /// of it, measured on annex tables).
    pub fn column(&self) -> Vec<Run> {
        let mut rows: Vec<(Run, Rect)> = Vec::new();
        for piece in self.values.iter().filter(|p| p.how == Owned::Column) {
            match rows.last_mut().filter(|(_, r)| {
                !piece.row && piece.rect.top - r.bottom < 0.5 * piece.rect.height()
            }) {
                Some((run, rect)) => {
                    run.append(&piece.run);
                    *rect = rect.union(&piece.rect);
                }
                None => rows.push((piece.run.clone(), piece.rect)),
            }
        }
        rows.into_iter().map(|(run, _)| run).collect()
    }
}

/// Takes a page apart. `index` is the page's index within its paper.
pub(super) fn lay_out(page: &PageText, index: usize) -> Layout {
    let (lines, side) = split_side(lines_of(page, index));
    let (in_boxes, mut lines) = boxes::take(page, lines);
    mend_labels(page, &mut lines);
    let mut cells = Vec::new();
    cells.extend(in_boxes.map(|run| boxed(page, index, run)));
    let mut heads = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        take_apart(page, index, number, line, &mut cells, &mut heads);
    }
    misread_heads(&mut cells, &mut heads);
    unlisted::find(&mut cells, &mut heads);
    let width = lines.iter().map(|l| l.rect.right).fold(0.0, f32::max);
    let mut free = own_rows(&mut cells, heads, width);
    free = own_continuations(&mut cells, free, &lines, width);
    free = own_columns(&mut cells, free);
    for cell in &mut cells {
        reading_order(&mut cell.values);
    }
    reading_order(&mut free);
    Layout { cells, free, lines, side }
}

/// The cell of an address that was printed in boxes.
fn boxed(page: &PageText, index: usize, run: Run) -> Cell {
    let rect = place(&run, page);
    let name = Run(Vec::new());
    let values =
        vec![Piece { run, rect, how: Owned::Inline, unsure: false, row: false, line: usize::MAX }];
    Cell { label: Label::Location, name, rect, page: index, inline: true, colon: true, values }
}

/// In the head row of a table a word that is no label is a label misread: it owns a column like
/// the others, and is no value of its neighbour. A head row has at least four labels without a
/// value, and at most half as many other words, each a label but for one glyph.
fn misread_heads(cells: &mut Vec<Cell>, words: &mut Vec<Piece>) {
    let boxes: Vec<(bool, usize, Rect)> = (0..cells.len())
        .map(|i| (true, i, cells[i].rect))
        .chain((0..words.len()).map(|i| (false, i, words[i].rect)))
        .collect();
    let mut misread: Vec<usize> = Vec::new();
    for row in rows_of(boxes, |b| b.2) {
        let labels = row.iter().filter(|b| b.0).count();
        let other: Vec<usize> = row.iter().filter(|b| !b.0).map(|b| b.1).collect();
        let bare = row.iter().filter(|b| b.0).all(|b| !cells[b.1].inline);
        let misread_label = |i: &usize| label::is_nearly(&words[*i].run.folded());
        if labels >= 4 && bare && other.len() * 2 <= labels && other.iter().all(misread_label) {
            misread.extend(other);
        }
    }
    misread.sort_unstable_by(|a, b| b.cmp(a));
    for index in misread {
        let word = words.remove(index);
        let page = word.run.0.first().map_or(0, |c| c.page);
        cells.push(Cell {
            label: Label::Other,
            name: word.run,
            rect: word.rect,
            page,
            inline: false,
            colon: false,
            values: Vec::new(),
        });
    }
}

/// Where a run stands on its page.
pub(super) fn place(run: &Run, page: &PageText) -> Rect {
    let mut rect: Option<Rect> = None;
    let mut from = 0;
    while let Some(first) = run.0.get(from) {
        let to = run
            .0
            .iter()
            .skip(from)
            .position(|c| c.line != first.line)
            .map_or(run.len(), |p| from + p);
        let last = run.0.get(to - 1).unwrap_or(first);
        if let Some(line) = page.lines.get(first.line) {
            let own = line.slice(first.at.min(last.at), last.at.max(first.at) + 1).upright;
            rect = Some(rect.map_or(own, |r| r.union(&own)));
        }
        from = to;
    }
    rect.unwrap_or_default()
}

/// The page's lines, with labels that the detector cut into single characters put together.
fn lines_of(page: &PageText, index: usize) -> Vec<Line> {
    let across = slant::across(page);
    let all: Vec<Line> = page
        .lines
        .iter()
        .enumerate()
        .zip(across)
        .filter(|(_, across)| !across)
        .map(|((i, l), _)| Line { run: Run::of(l, index, i), rect: l.upright })
        .filter(|l| !l.run.is_empty())
        .collect();
    let mut used = vec![false; all.len()];
    let mut lines = Vec::with_capacity(all.len());
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&a, &b| all[a].rect.left.total_cmp(&all[b].rect.left));
    for &first in &order {
        if used[first] || all[first].run.len() > 2 {
            continue;
        }
        if let Some(members) = spread(&all, &used, first) {
            let mut line = Line { run: Run::default(), rect: all[first].rect };
            for m in members {
                used[m] = true;
                line.run.append(&all[m].run);
                line.rect = line.rect.union(&all[m].rect);
            }
            lines.push(line);
        }
    }
    lines.extend(all.into_iter().zip(used).filter(|(_, used)| !used).map(|(line, _)| line));
    lines.sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
    without_repeats(page, &mut lines);
    // The end of a remark such as (平方米) that a narrow head wraps.
    let remark = |r: &Run| {
        r.len() <= 6
            && r.folded().starts_with('(')
            && r.folded().ends_with(')')
            && ["m", "㎡", "元", "平方米", "人"].iter().any(|w| r.contains(w))
    };
    let rest = |r: &Run| {
        remark(r)
            || ["方米)", "平方米)", "米)", "月)", "m2)", "元)", "元/月)"]
                .contains(&r.folded().as_str())
    };
    for line in &mut lines {
        if let Some(value) = value_before_stamp(&line.run) {
            line.rect = place(&value, page);
            line.run = value;
        }
    }
    lines.retain(|l| !l.run.is_empty() && !is_stamp(&l.run) && !rest(&l.run));
    lines
}

/// The usage or the name in a cell that a stamp was read along with: 居住 of 居住核验. The reading
/// stays as unsure as it was.
fn value_before_stamp(run: &Run) -> Option<Run> {
    let at = STAMPED.iter().filter_map(|word| run.find(word)).min().filter(|at| *at >= 2)?;
    let value = run.range(0, at);
    let usage = classify(&value.compact()) != UsageClass::Unknown;
    (usage || value::is_name(&value.compact())).then_some(value)
}

/// What a stamp prints over a cell is no value of it: `业务专用章`, `受理专用`.
fn is_stamp(run: &Run) -> bool {
    run.len() <= 14 && STAMPED.iter().any(|w| run.contains(w))
}

/// Words of stamps that offices and applicants press onto papers.
const STAMPED: &[&str] = &[
    "专用章", "业务专用", "受理专用", "收件专用", "备案专用", "复核专用", "与原件", "核对一致",
    "原件相符", "复印件", "与原", "无误", "仅供", "此件", "居住证申领", "核验", "原件一致", "仅限",
    "无效",
];

/// Detection gives the last characters of a spread-out label (`坐　落`) to the label and to the
/// value's box as well: `坐落` + `落上海市…`. The value loses what it repeats in the same place.
fn without_repeats(page: &PageText, lines: &mut [Line]) {
    for second in 0..lines.len() {
        let repeated = (0..lines.len()).filter(|&first| first != second).find_map(|first| {
            let (a, b) = (&lines[first], &lines[second]);
            let overlap = a.rect.right - b.rect.left;
            let beside = a.rect.left < b.rect.left
                && a.rect.right < b.rect.right
                && overlap > 0.3 * b.rect.height();
            let most = a.run.len().min(b.run.len().saturating_sub(1)).min(2);
            (beside && same_row(&a.rect, &b.rect))
                .then(|| {
                    (1..=most).rev().find(|&k| {
                        a.run.from(a.run.len() - k).folded() == b.run.range(0, k).folded()
                    })
                })
                .flatten()
        });
        if let Some(k) = repeated {
            lines[second].run = lines[second].run.from(k);
            lines[second].rect = place(&lines[second].run, page);
        }
    }
}

/// The boxes to the right of `first` that make a label together with it.
fn spread(all: &[Line], used: &[bool], first: usize) -> Option<Vec<usize>> {
    let mut members = vec![first];
    // A speck beside a lone glyph is read as a mark: `坐。`.
    let mut text = all[first].run.trimmed().folded();
    loop {
        let last = &all[*members.last()?];
        let height = last.rect.height();
        let next = (0..all.len())
            .filter(|&i| !used[i] && !members.contains(&i))
            .filter(|&i| {
                all[i].rect.left > last.rect.left
                    && all[i].rect.left - last.rect.right < 6.0 * height
            })
            .filter(|&i| all[i].rect.overlap_y(&last.rect) > 0.5 * height.min(all[i].rect.height()))
            .min_by(|&a, &b| all[a].rect.left.total_cmp(&all[b].rect.left))?;
        let more = all[next].run.folded();
        // The last box may hold the value as well: `住` + `所上海市…`.
        let joined: Vec<char> = text.chars().chain(more.chars()).collect();
        let fits = (text.chars().count() + 1..=joined.len())
            .rev()
            .find(|&n| label::exact(&joined[..n].iter().collect::<String>()).is_some());
        if fits.is_some_and(|n| n >= 2) && all[next].run.len() <= 2 {
            members.push(next);
            text.push_str(&more);
            if !label::begins(&text) || label::exact(&text).is_some() {
                return Some(members);
            }
        } else if fits.is_some() {
            members.push(next);
            return Some(members);
        } else if label::begins(&joined.iter().collect::<String>()) && more.chars().count() <= 2 {
            members.push(next);
            text.push_str(&more);
        } else {
            return None;
        }
    }
}

/// Puts a label together that a line break divides (`…房屋用` / `途：居住`): its first part moves
/// to the line that holds the rest, where its colon and value are.
fn mend_labels(page: &PageText, lines: &mut [Line]) {
    for lower in 0..lines.len() {
        let Some(colon) = lines[lower].run.0.iter().take(6).position(|c| c.folded == ':') else {
            continue;
        };
        let rest = lines[lower].run.range(0, colon).folded();
        let upper =
            (0..lines.len()).filter(|&i| i != lower && !lines[i].run.is_empty()).find(|&i| {
                let (a, b) = (&lines[i].rect, &lines[lower].rect);
                let height = a.height().min(b.height());
                let gap = b.top - a.bottom;
                gap < height
                    && gap > -0.7 * height
                    && a.center().y < b.center().y
                    && ((a.left - b.left).abs() <= 1.5 * height
                        || (a.center().x - b.center().x).abs() <= height)
            });
        let Some(upper) = upper else { continue };
        let length = lines[upper].run.len();
        let cut = (1..=5.min(length)).find(|k| {
            let whole = lines[upper].run.from(length - k).folded() + &rest;
            whole.chars().count() >= 4 && label::exact(&whole).is_some()
        });
        if let Some(k) = cut {
            let mut run = lines[upper].run.from(length - k);
            run.append(&lines[lower].run);
            lines[lower].run = run;
            let kept = lines[upper].run.range(0, length - k);
            if !kept.is_empty() {
                lines[upper].rect = place(&kept, page);
            }
            lines[upper].run = kept;
        }
    }
}

/// Vertical side headers stand apart: they are read sideways, or character by character.
fn split_side(lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let single =
        |l: &Line| l.run.len() == 1 && l.run.0.iter().all(|c| "土地房屋状况".contains(c.folded));
    let stacked = |l: &Line| {
        single(l)
            && lines.iter().any(|o| {
                let near = (o.rect.center().y - l.rect.center().y).abs();
                single(o)
                    && near > 0.5 * l.rect.height()
                    && near < 4.0 * l.rect.height()
                    && o.rect.overlap_x(&l.rect) > 0.5 * l.rect.width()
            })
    };
    let tall = |l: &Line| l.run.len() >= 2 && l.rect.height() > 1.5 * l.rect.width();
    let side: Vec<bool> = lines.iter().map(|l| tall(l) || stacked(l)).collect();
    let mut rest = Vec::new();
    let mut sides = Vec::new();
    for (line, side) in lines.into_iter().zip(side) {
        if side { sides.push(line) } else { rest.push(line) }
    }
    (rest, sides)
}

/// Cuts a line into the text before its first label and its labels with their inline values.
fn take_apart(
    page: &PageText,
    index: usize,
    number: usize,
    line: &Line,
    cells: &mut Vec<Cell>,
    heads: &mut Vec<Piece>,
) {
    let seen = label::seen(&line.run);
    let head = line.run.range(0, seen.first().map_or(line.run.len(), |s| s.from));
    if head.0.iter().any(|c| c.folded.is_alphanumeric()) {
        heads.push(Piece {
            rect: place(&head, page),
            run: head,
            how: Owned::Row,
            unsure: false,
            row: false,
            line: number,
        });
    }
    for (i, s) in seen.iter().enumerate() {
        let name = line.run.range(s.from, s.to);
        let value = line.run.range(s.value, seen.get(i + 1).map_or(line.run.len(), |n| n.from));
        let rect = place(&name, page);
        let mut values = Vec::new();
        if value.0.iter().any(|c| c.folded.is_alphanumeric()) {
            values.push(Piece {
                rect: place(&value, page),
                run: value,
                how: Owned::Inline,
                unsure: false,
                row: false,
                line: number,
            });
        }
        cells.push(Cell {
            label: s.label,
            name,
            rect,
            page: index,
            inline: !values.is_empty(),
            colon: s.colon,
            values,
        });
    }
}

/// Rows from top to bottom, in a row from left to right.
pub(super) fn reading_order(pieces: &mut Vec<Piece>) {
    *pieces = rows_of(std::mem::take(pieces), |p| p.rect).into_iter().flatten().collect();
}

/// Groups what stands in one row, from top to bottom and in a row from left to right. Each is
/// held against its neighbour and not against the row's first: on a photograph a row may rise by
/// more than its height from one edge of the sheet to the other.
pub(super) fn rows_of<T>(mut items: Vec<T>, rect: impl Fn(&T) -> Rect) -> Vec<Vec<T>> {
    items.sort_by(|a, b| rect(a).left.total_cmp(&rect(b).left));
    let mut rows: Vec<Vec<T>> = Vec::new();
    for item in items {
        let own = rect(&item);
        let apart = |row: &Vec<T>| {
            row.last().map_or(f32::INFINITY, |l| (rect(l).center().y - own.center().y).abs())
        };
        let joins = |row: &Vec<T>| {
            row.last().is_some_and(|l| {
                same_row(&rect(l), &own)
                    && rect(l).right < own.right
                    && rect(l).overlap_x(&own) <= 0.5 * own.width().min(rect(l).width())
            })
        };
        let nearest = (0..rows.len())
            .filter(|&i| joins(&rows[i]))
            .min_by(|&a, &b| apart(&rows[a]).total_cmp(&apart(&rows[b])));
        match nearest {
            Some(i) => rows[i].push(item),
            None => rows.push(vec![item]),
        }
    }
    let middle = |row: &Vec<T>| {
        row.iter().map(|i| rect(i).center().y).sum::<f32>() / row.len().max(1) as f32
    };
    rows.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    rows
}
