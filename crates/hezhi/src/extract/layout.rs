//! Which value belongs to which label, by where they stand on the page.
//!
//! A label owns the text behind it in its own line, the text to its right in its row, the lines
//! on which that text goes on, and, in a table with a head row, the lines below it. Every piece
//! of text has at most one owner, so a row that lost its label never lends its value to another.

use super::label::{self, Label};
use super::run::Run;
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
    row: bool,
    /// Index into [`Layout::lines`].
    line: usize,
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
            match rows.last_mut().filter(|(_, r)| !piece.row && piece.rect.top - r.bottom < 0.5 * piece.rect.height()) {
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
    let (mut lines, side) = split_side(lines_of(page, index));
    mend_labels(page, &mut lines);
    let mut cells = Vec::new();
    let mut heads = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        take_apart(page, index, number, line, &mut cells, &mut heads);
    }
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

/// Where a run stands on its page.
pub(super) fn place(run: &Run, page: &PageText) -> Rect {
    let mut rect: Option<Rect> = None;
    let mut from = 0;
    while let Some(first) = run.0.get(from) {
        let to = run.0.iter().skip(from).position(|c| c.line != first.line).map_or(run.len(), |p| from + p);
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
    let all: Vec<Line> = page
        .lines
        .iter()
        .enumerate()
        .map(|(i, l)| Line { run: Run::of(l, index, i), rect: l.upright })
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
    lines
}

/// The boxes to the right of `first` that make a label together with it.
fn spread(all: &[Line], used: &[bool], first: usize) -> Option<Vec<usize>> {
    let mut members = vec![first];
    let mut text = all[first].run.folded();
    loop {
        let last = &all[*members.last()?];
        let height = last.rect.height();
        let next = (0..all.len())
            .filter(|&i| !used[i] && !members.contains(&i))
            .filter(|&i| all[i].rect.left > last.rect.left && all[i].rect.left - last.rect.right < 6.0 * height)
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
        let Some(colon) = lines[lower].run.0.iter().take(6).position(|c| c.folded == ':') else { continue };
        let rest = lines[lower].run.range(0, colon).folded();
        let upper = (0..lines.len()).filter(|&i| i != lower && !lines[i].run.is_empty()).find(|&i| {
            let (a, b) = (&lines[i].rect, &lines[lower].rect);
            let height = a.height().min(b.height());
            let gap = b.top - a.bottom;
            gap < height && gap > -0.7 * height && a.center().y < b.center().y && (a.left - b.left).abs() <= 1.5 * height
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
    let single = |l: &Line| l.run.len() == 1 && l.run.0.iter().all(|c| "土地房屋状况".contains(c.folded));
    let stacked = |l: &Line| {
        single(l)
            && lines.iter().any(|o| {
                let near = (o.rect.center().y - l.rect.center().y).abs();
                single(o) && near > 0.5 * l.rect.height() && near < 4.0 * l.rect.height() && o.rect.overlap_x(&l.rect) > 0.5 * l.rect.width()
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
fn take_apart(page: &PageText, index: usize, number: usize, line: &Line, cells: &mut Vec<Cell>, heads: &mut Vec<Piece>) {
    let seen = label::seen(&line.run);
    let head = line.run.range(0, seen.first().map_or(line.run.len(), |s| s.from));
    if head.0.iter().any(|c| c.folded.is_alphanumeric()) {
        heads.push(Piece { rect: place(&head, page), run: head, how: Owned::Row, unsure: false, row: false, line: number });
    }
    for (i, s) in seen.iter().enumerate() {
        let name = line.run.range(s.from, s.to);
        let value = line.run.range(s.value, seen.get(i + 1).map_or(line.run.len(), |n| n.from));
        let rect = place(&name, page);
        let mut values = Vec::new();
        if value.0.iter().any(|c| c.folded.is_alphanumeric()) {
            values.push(Piece { rect: place(&value, page), run: value, how: Owned::Inline, unsure: false, row: false, line: number });
        }
        cells.push(Cell { label: s.label, name, rect, page: index, inline: !values.is_empty(), values });
    }
}

/// Gives pieces to the nearest label on their left in the same row; returns those left over.
fn own_rows(cells: &mut [Cell], mut heads: Vec<Piece>, width: f32) -> Vec<Piece> {
    heads.sort_by(|a, b| a.rect.left.total_cmp(&b.rect.left));
    let mut left = Vec::new();
    for piece in heads {
        let height = piece.rect.height();
        let owner = cells
            .iter_mut()
            .filter(|c| c.rect.right <= piece.rect.left + 0.6 * height)
            .filter(|c| same_row(&c.rect, &piece.rect))
            .max_by(|a, b| a.rect.right.total_cmp(&b.rect.right));
        match owner {
            Some(cell) => {
                let before = cell.values.iter().map(|v| v.rect.right).fold(None, |m: Option<f32>, r| Some(m.map_or(r, |m| m.max(r))));
                let near = match before {
                    // A value in several boxes; a wide gap means that a label between was lost.
                    Some(right) => piece.rect.left - right <= 3.0 * height,
                    None => piece.rect.left - cell.rect.right <= 0.45 * width,
                };
                if near { cell.values.push(piece) } else { left.push(piece) }
            }
            None => left.push(piece),
        }
    }
    left
}

fn same_row(a: &Rect, b: &Rect) -> bool {
    a.overlap_y(b) >= 0.5 * a.height().min(b.height())
}

/// Gives lines without a label of their own to the value that they go on from. A label may stand
/// level with the first line of its value or with the middle of them.
fn own_continuations(cells: &mut [Cell], mut free: Vec<Piece>, lines: &[Line], width: f32) -> Vec<Piece> {
    free.sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
    let mut chains: Vec<Vec<Piece>> = Vec::new();
    for piece in free {
        let ends = |p: &Piece| lines.get(p.line).is_none_or(|l| l.rect.right - p.rect.right < 0.5 * p.rect.height());
        let chain = chains.iter_mut().find(|c| c.last().is_some_and(|l| ends(l) && follows(&l.rect, &piece.rect)));
        match chain {
            Some(chain) => chain.push(piece),
            None => chains.push(vec![piece]),
        }
    }
    let mut left = Vec::new();
    for chain in chains {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { continue };
        let above = owner_above(cells, first, lines, width);
        let below = owner_below(cells, last);
        let middle = level_label(cells, first, last, width);
        if let Some(cell) = middle {
            give(cells, cell, chain, Owned::Row, false);
            continue;
        }
        match (above, below) {
            (Some((a, _)), None) => give(cells, a, chain, Owned::Continued, false),
            (None, Some((b, _))) => give(cells, b, chain, Owned::Continued, false),
            (Some((a, gap_a)), Some((b, gap_b))) => {
                let (cut, unsure) = cut(&chain, gap_a, gap_b);
                let mut upper = chain;
                let lower = upper.split_off(cut);
                give(cells, a, upper, Owned::Continued, unsure);
                give(cells, b, lower, Owned::Continued, unsure);
            }
            (None, None) => left.extend(chain),
        }
    }
    left
}

/// Whether `b` can be the next line of a block whose last line is `a`.
fn follows(a: &Rect, b: &Rect) -> bool {
    let height = a.height().min(b.height());
    let gap = b.top - a.bottom;
    gap < height && gap > -0.4 * height && in_line_with(a, b, height)
}

/// Whether `b` is set like the line `a` above it, left-aligned or centred, and not wider: a line
/// goes on only when it is full.
fn in_line_with(a: &Rect, b: &Rect, height: f32) -> bool {
    let left = (a.left - b.left).abs() <= 1.5 * height && b.right <= a.right + 3.0 * height;
    let centred = (a.center().x - b.center().x).abs() <= height && b.width() <= a.width() + 2.0 * height;
    left || centred
}

/// The cell whose value goes on in `piece`, and the gap between the two lines.
fn owner_above(cells: &[Cell], piece: &Piece, lines: &[Line], width: f32) -> Option<(usize, f32)> {
    let height = piece.rect.height();
    let mut best: Option<(usize, f32, f32)> = None;
    for (index, cell) in cells.iter().enumerate() {
        let Some(value) = cell.values.iter().max_by(|a, b| a.rect.bottom.total_cmp(&b.rect.bottom)) else { continue };
        let gap = piece.rect.top - value.rect.bottom;
        if gap > height || gap < -0.4 * height || value.rect.center().y >= piece.rect.center().y {
            continue;
        }
        let line = lines.get(value.line).map_or(value.rect, |l| l.rect);
        // Of a line with several values the last owns what follows, unless the next line stands
        // clearly below another.
        let last = line.right - value.rect.right < 0.5 * height;
        let aligned = in_line_with(&value.rect, &piece.rect, height) && (last || value.rect.left > line.left + 2.0 * height);
        // A paragraph goes on at its own left edge, once its line is full.
        let full = line.right >= margin(lines, &line, width) - 3.5 * height;
        let flowing = full && last && piece.rect.left >= line.left - 3.0 * height && piece.rect.left < value.rect.right;
        // An inline value may also go on below its label.
        let hanging = cell.inline && (piece.rect.left - cell.rect.left).abs() <= 1.5 * height && piece.rect.right <= value.rect.right + 3.0 * height && full;
        if aligned || flowing || hanging {
            let offset = (piece.rect.left - value.rect.left).abs();
            if best.is_none_or(|(_, g, o)| (gap, offset) < (g - 0.3 * height, f32::MAX) || ((gap - g).abs() <= 0.3 * height && offset < o)) {
                best = Some((index, gap, offset));
            }
        }
    }
    best.map(|(index, gap, _)| (index, gap))
}

/// How far right the lines reach that begin where this one does.
fn margin(lines: &[Line], line: &Rect, width: f32) -> f32 {
    let height = line.height();
    let column = lines.iter().filter(|l| (l.rect.left - line.left).abs() <= 3.0 * height && l.rect.height() < 1.5 * height);
    column.map(|l| l.rect.right).fold(f32::NEG_INFINITY, f32::max).min(width)
}

/// The cell whose value, level with a label in a box of its own, begins above it in `piece`.
fn owner_below(cells: &[Cell], piece: &Piece) -> Option<(usize, f32)> {
    let height = piece.rect.height();
    cells
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.inline)
        .filter_map(|(i, c)| {
            let value = c.values.iter().filter(|v| v.how == Owned::Row).min_by(|a, b| a.rect.top.total_cmp(&b.rect.top))?;
            let gap = value.rect.top - piece.rect.bottom;
            let near = gap < 0.8 * height && gap > -0.7 * height && value.rect.center().y > piece.rect.center().y;
            let aligned = in_line_with(&piece.rect, &value.rect, height);
            (near && aligned && c.rect.right <= piece.rect.left + 0.6 * height).then_some((i, gap))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// A label without a value that stands level with the middle of the block on its right.
fn level_label(cells: &[Cell], first: &Piece, last: &Piece, width: f32) -> Option<usize> {
    let block = first.rect.union(&last.rect);
    cells
        .iter()
        .enumerate()
        .filter(|(_, c)| c.values.is_empty() && c.rect.right <= block.left + 0.6 * first.rect.height())
        .filter(|(_, c)| (block.top..block.bottom).contains(&c.rect.center().y) && block.left - c.rect.right <= 0.45 * width)
        .max_by(|a, b| a.1.rect.right.total_cmp(&b.1.rect.right))
        .map(|(i, _)| i)
}

/// Where a block between two values divides: at its widest gap. Gaps that hardly differ leave
/// it unsure.
fn cut(chain: &[Piece], gap_above: f32, gap_below: f32) -> (usize, bool) {
    let mut gaps = vec![gap_above];
    gaps.extend(chain.windows(2).map(|w| w[1].rect.top - w[0].rect.bottom));
    gaps.push(gap_below);
    let widest = (0..gaps.len()).max_by(|&a, &b| gaps[a].total_cmp(&gaps[b])).unwrap_or(0);
    let height = chain.first().map_or(1.0, |p| p.rect.height());
    let second = gaps.iter().enumerate().filter(|(i, _)| *i != widest).map(|(_, g)| *g).fold(f32::NEG_INFINITY, f32::max);
    (widest, gaps[widest] - second < 0.2 * height)
}

fn give(cells: &mut [Cell], cell: usize, chain: Vec<Piece>, how: Owned, unsure: bool) {
    if let Some(cell) = cells.get_mut(cell) {
        cell.values.extend(chain.into_iter().map(|p| Piece { how, unsure, ..p }));
    }
}

/// Gives pieces to the head-row label above them, row by row.
fn own_columns(cells: &mut [Cell], mut free: Vec<Piece>) -> Vec<Piece> {
    reading_order(&mut free);
    let mut left = Vec::new();
    let mut rest = free.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut row = vec![first];
        while let Some(next) = rest.next_if(|n| same_row(&row[0].rect, &n.rect)) {
            row.push(next);
        }
        let heads = head_row(cells, &row);
        // As many pieces as head labels: one each, wherever they stand in their columns.
        let in_order = heads.len() == row.len() && heads.len() > 1;
        for (i, piece) in row.into_iter().enumerate() {
            let owner = if in_order { heads.get(i).copied() } else { heads.iter().copied().filter(|&h| beneath(&cells[h], &piece)).min_by(|&a, &b| offset(&cells[a], &piece).total_cmp(&offset(&cells[b], &piece))) };
            match owner.and_then(|i| cells.get_mut(i)) {
                Some(cell) => cell.values.push(Piece { how: Owned::Column, row: in_order, ..piece }),
                None => left.push(piece),
            }
        }
    }
    left
}

/// The labels without a value beside them, level with each other, nearest above a row; from left
/// to right.
fn head_row(cells: &[Cell], row: &[Piece]) -> Vec<usize> {
    let Some(first) = row.first() else { return Vec::new() };
    let height = first.rect.height();
    let open = |c: &&Cell| c.values.iter().all(|v| v.how == Owned::Column);
    // The first row may stand in a tall cell; the rows of a table follow each other closely.
    let near = |c: &&Cell| {
        let last = c.values.iter().map(|v| v.rect.bottom).reduce(f32::max);
        let reach = last.map_or(c.rect.bottom + 4.0 * height, |bottom| bottom + 1.6 * height);
        c.rect.center().y < first.rect.center().y && c.rect.bottom < first.rect.top + 0.5 * height && first.rect.top <= reach
    };
    let Some(level) = cells.iter().filter(open).filter(near).map(|c| c.rect).max_by(|a, b| a.bottom.total_cmp(&b.bottom)) else { return Vec::new() };
    let mut heads: Vec<usize> = (0..cells.len()).filter(|&i| open(&&cells[i]) && same_row(&cells[i].rect, &level)).collect();
    heads.sort_by(|&a, &b| cells[a].rect.left.total_cmp(&cells[b].rect.left));
    heads
}

/// Whether a piece stands in the column below a label.
fn beneath(cell: &Cell, piece: &Piece) -> bool {
    let column = cell.values.iter().fold(cell.rect, |r, v| r.union(&v.rect));
    column.overlap_x(&piece.rect) >= 0.3 * column.width().min(piece.rect.width()) || offset(cell, piece) < 2.0 * piece.rect.height()
}

fn offset(cell: &Cell, piece: &Piece) -> f32 {
    (cell.rect.center().x - piece.rect.center().x).abs()
}

/// Rows from top to bottom, in a row from left to right.
fn reading_order(pieces: &mut [Piece]) {
    pieces.sort_by(|a, b| a.rect.center().y.total_cmp(&b.rect.center().y));
    let mut from = 0;
    while from < pieces.len() {
        let row = pieces[from].rect;
        let to = (from + 1..pieces.len()).find(|&i| !same_row(&row, &pieces[i].rect)).unwrap_or(pieces.len());
        pieces[from..to].sort_by(|a, b| a.rect.left.total_cmp(&b.rect.left));
        from = to;
    }
}
