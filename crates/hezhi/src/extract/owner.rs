//! Gives every piece of text to the label it belongs to, or to none.

use super::kind;
use super::layout::{Cell, Line, Owned, Piece, rows_of};
use super::run::Run;
use super::value;
use crate::geometry::Rect;

/// Gives pieces to the nearest label on their left in the same row; returns those left over.
pub(super) fn own_rows(cells: &mut [Cell], mut heads: Vec<Piece>, width: f32) -> Vec<Piece> {
    heads.sort_by(|a, b| a.rect.left.total_cmp(&b.rect.left));
    let crowded: Vec<Rect> =
        cells.iter().map(|c| c.rect).chain(heads.iter().map(|p| p.rect)).collect();
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
                let before = cell
                    .values
                    .iter()
                    .map(|v| v.rect.right)
                    .fold(None, |m: Option<f32>, r| Some(m.map_or(r, |m| m.max(r))));
                let alone = before.is_none()
                    && !crowded.iter().any(|r| {
                        same_row(r, &piece.rect)
                            && r.left > cell.rect.right
                            && r.right < piece.rect.left
                    });
                let near = match before {
                    // A value in several boxes; a wide gap means that a label between was lost.
                    // Behind a label with its value in one line the next box is another cell's.
                    Some(right) if cell.inline && cell.colon => {
                        piece.rect.left - right <= 1.5 * height
                    }
                    Some(right) => piece.rect.left - right <= 3.0 * height,
                    // A receipt sets its values at the right edge of the paper.
                    None => {
                        piece.rect.left - cell.rect.right <= 0.45 * width
                            || (alone && piece.rect.right > 0.9 * width)
                    }
                };
                if near { cell.values.push(piece) } else { left.push(piece) }
            }
            None => left.push(piece),
        }
    }
    left
}

pub(super) fn same_row(a: &Rect, b: &Rect) -> bool {
    a.overlap_y(b) >= 0.5 * a.height().min(b.height())
}

/// Gives lines without a label of their own to the value that they go on from. A label may stand
/// level with the first line of its value or with the middle of them.
pub(super) fn own_continuations(
    cells: &mut [Cell],
    mut free: Vec<Piece>,
    lines: &[Line],
    width: f32,
) -> Vec<Piece> {
    free.sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
    let mut chains: Vec<Vec<Piece>> = Vec::new();
    // A title or a certificate's number stands by itself above the first row, and a numbered
    // clause begins anew.
    let (numbers, free): (Vec<Piece>, Vec<Piece>) = free.into_iter().partition(|p| {
        (p.run.len() <= 34 && value::certificate_number(&p.run).is_some())
            || kind::is_title(&p.run.folded())
            || is_numbered(&p.run)
    });
    for piece in free {
        let ends = |p: &Piece| {
            lines.get(p.line).is_none_or(|l| l.rect.right - p.rect.right < 0.5 * p.rect.height())
        };
        let chain = chains
            .iter_mut()
            .find(|c| c.last().is_some_and(|l| ends(l) && follows(&l.rect, &piece.rect)));
        match chain {
            Some(chain) => chain.push(piece),
            None => chains.push(vec![piece]),
        }
    }
    let unowned: Vec<Rect> = chains.iter().flatten().map(|p| p.rect).collect();
    let mut left = numbers;
    for chain in chains {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { continue };
        let above = owner_above(cells, first, lines, width)
            .filter(|(owner, _)| !has_a_label_of_its_own(&cells[*owner], first, &unowned));
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

/// A clause such as `二、租赁房屋位于…` or `（三）`.
fn is_numbered(run: &Run) -> bool {
    let at = |i: usize| run.0.get(i).map(|c| c.folded);
    let numeral = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    (numeral(at(0)) && at(1) == Some('、'))
        || (at(0) == Some('(') && numeral(at(1)) && at(2) == Some(')'))
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
    let centred =
        (a.center().x - b.center().x).abs() <= height && b.width() <= a.width() + 2.0 * height;
    left || centred
}

/// The cell whose value goes on in `piece`, and the gap between the two lines.
fn owner_above(cells: &[Cell], piece: &Piece, lines: &[Line], width: f32) -> Option<(usize, f32)> {
    let height = piece.rect.height();
    let mut best: Option<(usize, f32, f32)> = None;
    for (index, cell) in cells.iter().enumerate() {
        let Some(value) = cell.values.iter().max_by(|a, b| a.rect.bottom.total_cmp(&b.rect.bottom))
        else {
            continue;
        };
        let gap = piece.rect.top - value.rect.bottom;
        if gap > height || gap < -0.4 * height || value.rect.center().y >= piece.rect.center().y {
            continue;
        }
        let line = lines.get(value.line).map_or(value.rect, |l| l.rect);
        // Of a line with several values the last owns what follows, unless the next line stands
        // clearly below another.
        let last = line.right - value.rect.right < 0.5 * height;
        let aligned = in_line_with(&value.rect, &piece.rect, height)
            && (last || value.rect.left > line.left + 2.0 * height);
        // A paragraph goes on at its own left edge, once its line is full.
        let full = line.right >= margin(lines, &line, width) - 3.5 * height;
        let flowing = full
            && last
            && piece.rect.left >= line.left - 3.0 * height
            && piece.rect.left < value.rect.right;
        // An inline value may also go on below its label.
        let hanging = cell.inline
            && last
            && (piece.rect.left - cell.rect.left).abs() <= 1.5 * height
            && piece.rect.right <= value.rect.right + 3.0 * height
            && full;
        if aligned || flowing || hanging {
            let offset = (piece.rect.left - value.rect.left).abs();
            if best.is_none_or(|(_, g, o)| {
                (gap, offset) < (g - 0.3 * height, f32::MAX)
                    || ((gap - g).abs() <= 0.3 * height && offset < o)
            }) {
                best = Some((index, gap, offset));
            }
        }
    }
    best.map(|(index, gap, _)| (index, gap))
}

/// Whether a word stands in the row of `piece` where the label of `cell` stands in its own: a
/// label that nobody knows.
fn has_a_label_of_its_own(cell: &Cell, piece: &Piece, unowned: &[Rect]) -> bool {
    let height = piece.rect.height();
    unowned.iter().any(|r| {
        let level = same_row(r, &piece.rect) && r.right <= piece.rect.left + 0.3 * height;
        let near = |a: f32, b: f32| (a - b).abs() <= height;
        level
            && (near(r.left, cell.rect.left)
                || near(r.right, cell.rect.right)
                || near(r.center().x, cell.rect.center().x))
    })
}

/// How far right the lines reach that begin where this one does.
fn margin(lines: &[Line], line: &Rect, width: f32) -> f32 {
    let height = line.height();
    let column = lines.iter().filter(|l| {
        (l.rect.left - line.left).abs() <= 3.0 * height && l.rect.height() < 1.5 * height
    });
    column.map(|l| l.rect.right).fold(f32::NEG_INFINITY, f32::max).min(width)
}

/// The cell whose value, level with a label in a box of its own, begins above it in `piece`.
fn owner_below(cells: &[Cell], piece: &Piece) -> Option<(usize, f32)> {
    let height = piece.rect.height();
    if cells.iter().any(|c| heads(c, piece)) {
        return None;
    }
    cells
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.inline)
        .filter_map(|(i, c)| {
            let value = c
                .values
                .iter()
                .filter(|v| v.how == Owned::Row)
                .min_by(|a, b| a.rect.top.total_cmp(&b.rect.top))?;
            let gap = value.rect.top - piece.rect.bottom;
            let near = gap < 0.8 * height
                && gap > -0.7 * height
                && value.rect.center().y > piece.rect.center().y;
            let aligned = in_line_with(&piece.rect, &value.rect, height);
            (near && aligned && c.rect.right <= piece.rect.left + 0.6 * height).then_some((i, gap))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Whether a label without a value stands right above the piece, at its left edge: the head of a
/// column, which has more right to it than a value in the row below.
fn heads(cell: &Cell, piece: &Piece) -> bool {
    let height = piece.rect.height();
    let gap = piece.rect.top - cell.rect.bottom;
    cell.values.is_empty()
        && gap > -0.4 * height
        && gap < 1.5 * height
        && (cell.rect.left - piece.rect.left).abs() <= height
}

/// A label without a value that stands level with the middle of the block on its right.
fn level_label(cells: &[Cell], first: &Piece, last: &Piece, width: f32) -> Option<usize> {
    let block = first.rect.union(&last.rect);
    cells
        .iter()
        .enumerate()
        .filter(|(_, c)| {
            c.values.is_empty() && c.rect.right <= block.left + 0.6 * first.rect.height()
        })
        .filter(|(_, c)| {
            (block.top..block.bottom).contains(&c.rect.center().y)
                && block.left - c.rect.right <= 0.45 * width
        })
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
    let second = gaps
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != widest)
        .map(|(_, g)| *g)
        .fold(f32::NEG_INFINITY, f32::max);
    (widest, gaps[widest] - second < 0.2 * height)
}

fn give(cells: &mut [Cell], cell: usize, chain: Vec<Piece>, how: Owned, unsure: bool) {
    if let Some(cell) = cells.get_mut(cell) {
        cell.values.extend(chain.into_iter().map(|p| Piece { how, unsure, ..p }));
    }
}

/// Gives pieces to the head-row label above them, row by row.
pub(super) fn own_columns(cells: &mut [Cell], free: Vec<Piece>) -> Vec<Piece> {
    let mut left = Vec::new();
    for row in rows_of(free, |p| p.rect) {
        let heads = head_row(cells, &row);
        // As many pieces as head labels: one each, wherever they stand in their columns.
        let in_order = heads.len() == row.len() && heads.len() > 1;
        let nearest = |piece: &Piece| {
            heads
                .iter()
                .copied()
                .filter(|&h| beneath(&cells[h], piece))
                .min_by(|&a, &b| offset(&cells[a], piece).total_cmp(&offset(&cells[b], piece)))
        };
        let owners: Vec<Option<usize>> = row
            .iter()
            .enumerate()
            .map(|(i, piece)| if in_order { heads.get(i).copied() } else { nearest(piece) })
            .collect();
        // The second line of a wrapped cell stands level with the first of others; a new row has
        // values above it in most of its columns.
        let filled = owners.iter().flatten().filter(|&&h| !cells[h].values.is_empty()).count();
        let begins = in_order || (row.len() >= 3 && filled * 10 >= row.len() * 6);
        for (owner, piece) in owners.into_iter().zip(row) {
            match owner.and_then(|i| cells.get_mut(i)) {
                Some(cell) => cell.values.push(Piece { how: Owned::Column, row: begins, ..piece }),
                None => left.push(piece),
            }
        }
    }
    settle_rows(cells);
    left
}

/// In a table a cell with two lines begins above its row's others, so that its first line seems to
/// go on from the row before. The column whose every piece begins a row tells where the rows are;
/// in the others the first piece of each row begins it.
fn settle_rows(cells: &mut [Cell]) {
    let tabled = |c: &Cell| c.values.iter().filter(|v| v.how == Owned::Column).count() >= 2;
    let heads: Vec<usize> = (0..cells.len()).filter(|&i| tabled(&cells[i])).collect();
    for heads in rows_of(heads, |&i| cells[i].rect) {
        let column = |i: usize| cells[i].values.iter().filter(|v| v.how == Owned::Column);
        let anchor = heads
            .iter()
            .copied()
            .filter(|&i| column(i).all(|v| v.row))
            .max_by_key(|&i| column(i).count());
        let Some(anchor) = anchor else { continue };
        let rows: Vec<Rect> = column(anchor).map(|v| v.rect).collect();
        for &head in heads.iter().filter(|&&head| head != anchor) {
            let mut before = None;
            for piece in cells[head].values.iter_mut().filter(|v| v.how == Owned::Column) {
                let apart = |r: &Rect| (r.center().y - piece.rect.center().y).abs();
                let own =
                    (0..rows.len()).min_by(|&a, &b| apart(&rows[a]).total_cmp(&apart(&rows[b])));
                piece.row = own != before;
                before = own;
            }
        }
    }
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
        c.rect.center().y < first.rect.center().y
            && c.rect.bottom < first.rect.top + 0.5 * height
            && first.rect.top <= reach
    };
    let Some(level) = (0..cells.len())
        .filter(|&i| open(&&cells[i]) && near(&&cells[i]))
        .max_by(|&a, &b| cells[a].rect.bottom.total_cmp(&cells[b].rect.bottom))
    else {
        return Vec::new();
    };
    let all: Vec<usize> = (0..cells.len()).filter(|&i| open(&&cells[i])).collect();
    rows_of(all, |&i| cells[i].rect)
        .into_iter()
        .find(|row| row.contains(&level))
        .unwrap_or_default()
}

/// Whether a piece stands in the column below a label.
fn beneath(cell: &Cell, piece: &Piece) -> bool {
    let column = cell.values.iter().fold(cell.rect, |r, v| r.union(&v.rect));
    column.overlap_x(&piece.rect) >= 0.3 * column.width().min(piece.rect.width())
        || offset(cell, piece) < 2.0 * piece.rect.height()
}

fn offset(cell: &Cell, piece: &Piece) -> f32 {
    (cell.rect.center().x - piece.rect.center().x).abs()
}
