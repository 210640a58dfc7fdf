//! Labels printed with space between their characters (住　　所), which detection finds as single
//! characters.

use hezhi::geometry::{Rect, Region};
use hezhi::text::{Glyph, TextLine};

/// Characters of one label stand no further apart than this many times their height.
const APART: f32 = 3.2;
/// They are as high as each other within this share.
const ALIKE: f32 = 0.35;
/// Longer rows of single characters are no label.
const LONGEST: usize = 6;

/// The lines with single Chinese characters that stand in one row, evenly apart and with nothing
/// between them, joined to one line.
pub fn joined(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    lines.sort_by(|a, b| a.upright.left.total_cmp(&b.upright.left));
    let mut done: Vec<TextLine> = Vec::new();
    let mut rest: Vec<Option<TextLine>> = lines.into_iter().map(Some).collect();
    for i in 0..rest.len() {
        let Some(first) = rest[i].take() else {
            continue;
        };
        let mut label = vec![first];
        while label.len() < LONGEST && label.iter().all(single) {
            let last = &label[label.len() - 1];
            // The nearest line to the right in the same row, whatever it is, ends the search.
            let next = (i + 1..rest.len()).find(|&k| {
                rest[k].as_ref().is_some_and(|l| {
                    l.upright.overlap_y(&last.upright)
                        > 0.4 * l.upright.height().min(last.upright.height())
                        && l.upright.center().x > last.upright.center().x
                })
            });
            let fits = next.filter(|&k| rest[k].as_ref().is_some_and(|l| follows(&label, l)));
            match fits.and_then(|k| rest[k].take()) {
                Some(next) => label.push(next),
                None => break,
            }
        }
        done.push(if label.len() > 1 { one_line(&label) } else { label.swap_remove(0) });
    }
    done
}

fn single(line: &TextLine) -> bool {
    let mut characters = line.text.chars();
    characters.next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && characters.next().is_none()
}

fn follows(label: &[TextLine], next: &TextLine) -> bool {
    let (Some(last), true) = (label.last(), single(next)) else {
        return false;
    };
    let (a, b) = (&last.upright, &next.upright);
    let height = a.height().max(b.height()).max(1.0);
    let gap = |p: &Rect, q: &Rect| q.left - p.right;
    let even = match label {
        [.., before, last] => {
            (gap(&before.upright, &last.upright) - gap(a, b)).abs() < 0.6 * height
        }
        _ => true,
    };
    even && gap(a, b) < APART * height
        && (a.height() - b.height()).abs() < ALIKE * height
        && (a.center().y - b.center().y).abs() < ALIKE * height
}

fn one_line(label: &[TextLine]) -> TextLine {
    let (first, last) = (&label[0], &label[label.len() - 1]);
    let upright = label.iter().skip(1).fold(first.upright, |all, l| all.union(&l.upright));
    let width = upright.width().max(1.0);
    let glyphs = label
        .iter()
        .map(|l| Glyph {
            start: (l.upright.left - upright.left) / width,
            end: (l.upright.right - upright.left) / width,
            confidence: l.confidence,
        })
        .collect();
    let (Region([a, _, _, d]), Region([_, b, c, _])) = (first.region, last.region);
    TextLine {
        text: label.iter().map(|l| l.text.as_str()).collect(),
        confidence: label.iter().map(|l| l.confidence).sum::<f32>() / label.len() as f32,
        region: Region([a, b, c, d]),
        upright,
        glyphs,
        quick: label.iter().any(|l| l.quick),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, top: f32, width: f32) -> TextLine {
        let upright = Rect { left, top, right: left + width, bottom: top + 30.0 };
        TextLine {
            text: text.into(),
            confidence: 0.9,
            region: upright.into(),
            upright,
            glyphs: Vec::new(),
            quick: false,
        }
    }

    fn texts(lines: Vec<TextLine>) -> Vec<String> {
        let mut lines = joined(lines);
        lines.sort_by(|a, b| {
            a.upright.top.total_cmp(&b.upright.top).then(a.upright.left.total_cmp(&b.upright.left))
        });
        lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn a_spread_label_is_one_line() {
        let lines = vec![
            line("权", 100.0, 50.0, 30.0),
            line("利", 190.0, 52.0, 30.0),
            line("人", 280.0, 50.0, 30.0),
            line("张三", 400.0, 50.0, 60.0),
        ];
        assert_eq!(texts(lines), ["权利人", "张三"]);
    }

    #[test]
    fn characters_below_each_other_stay_apart() {
        let lines = vec![
            line("住", 100.0, 50.0, 30.0),
            line("经", 100.0, 90.0, 30.0),
            line("主", 100.0, 130.0, 30.0),
        ];
        assert_eq!(texts(lines), ["住", "经", "主"]);
    }

    #[test]
    fn something_between_keeps_characters_apart() {
        let lines = vec![
            line("女", 100.0, 50.0, 30.0),
            line("民族", 150.0, 50.0, 40.0),
            line("汉", 200.0, 50.0, 30.0),
        ];
        assert_eq!(texts(lines), ["女", "民族", "汉"]);
    }
}
