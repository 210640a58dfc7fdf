//! Labels that no list knows, told by where they stand: in the column of labels that are known,
//! with a value of their own to the right. What stands beside them is theirs, not their
//! neighbours'.

use super::label::Label;
use super::layout::{Cell, Piece, rows_of};
use super::run::is_han;
use crate::geometry::Rect;

/// Known labels that have to stand in the same column.
const ALIGNED: usize = 3;

/// One word of a row: a label that is known, or text.
#[derive(Clone, Copy)]
enum Word {
    Label(usize),
    Text(usize),
}

/// Makes labels of those words that can be nothing else.
pub(super) fn find(cells: &mut Vec<Cell>, words: &mut Vec<Piece>) {
    let all = (0..cells.len())
        .map(|i| (Word::Label(i), cells[i].rect))
        .chain((0..words.len()).map(|i| (Word::Text(i), words[i].rect)));
    let rows = rows_of(all.collect::<Vec<_>>(), |w| w.1);
    // Labels with a value to their right in the row, or in their own line: those of a form that
    // is read row by row.
    let mut columns: Vec<Rect> = Vec::new();
    let mut candidates: Vec<(usize, Rect)> = Vec::new();
    for row in &rows {
        for (at, (word, rect)) in row.iter().enumerate() {
            // A value may begin with a label of its own: 宗地面积：38平方米/建筑面积：40平方米.
            let valued = match row.get(at + 1) {
                Some((Word::Text(_), _)) => true,
                Some((Word::Label(i), _)) => cells[*i].inline,
                None => false,
            };
            // What stands behind a label is its value.
            let before = at.checked_sub(1).and_then(|before| row.get(before));
            let value = matches!(before, Some((Word::Label(i), _)) if !cells[*i].inline);
            match word {
                Word::Label(i) if valued || cells[*i].inline => columns.push(*rect),
                Word::Text(i) if valued && !value && could_be_a_label(&words[*i]) => {
                    candidates.push((*i, *rect));
                }
                _ => {}
            }
        }
    }
    let stacked = |rect: &Rect| {
        // One line of a label that wraps stands close to the other.
        let close = |other: &Rect| {
            let gap = (other.center().y - rect.center().y).abs() - rect.height();
            other != rect && rect.overlap_x(other) > 0.0 && gap < 0.4 * rect.height()
        };
        rows.iter().flatten().any(|(_, other)| close(other))
    };
    let mut found: Vec<usize> = candidates
        .into_iter()
        .filter(|(_, rect)| columns.iter().filter(|c| in_column(c, rect)).count() >= ALIGNED)
        .filter(|(_, rect)| !stacked(rect))
        .map(|(index, _)| index)
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    for index in found {
        let word = words.remove(index);
        let page = word.run.0.first().map_or(0, |c| c.page);
        let (name, rect) = (word.run, word.rect);
        cells.push(Cell {
            label: Label::Other,
            name,
            rect,
            page,
            inline: false,
            colon: false,
            values: vec![],
        });
    }
}

/// A few Chinese characters and nothing else.
fn could_be_a_label(word: &Piece) -> bool {
    (2..=8).contains(&word.run.len())
        && word.run.0.iter().all(|c| is_han(c.folded) || matches!(c.folded, '(' | ')' | '/'))
}

/// Set to the same left edge, to the same right edge or about the same middle.
fn in_column(label: &Rect, word: &Rect) -> bool {
    let near = 0.5 * label.height().min(word.height());
    let apart =
        [label.left - word.left, label.right - word.right, label.center().x - word.center().x];
    apart.iter().any(|distance| distance.abs() <= near)
}
