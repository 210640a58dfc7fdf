//! Print that runs across the page: a watermark's words are no part of what the paper says.

use crate::geometry::Region;
use crate::text::{PageText, TextLine};

/// Degrees from the page's own direction beyond which a line is no line of the paper. The lines
/// of photographed sheets differ by up to six degrees from each other after their perspective;
/// watermarks run at twenty to forty-five.
const ACROSS: f32 = 14.0;
/// Degrees beyond which a line is one of those where it repeats some characters of one of them.
const LEANING: f32 = 7.0;
/// A side header such as 土地状况 is set upright beside its rows, and read from top to bottom.
const SIDEWAYS: std::ops::Range<f32> = 75.0..105.0;
/// The direction of a box this much longer than high is known; a single glyph's is not.
const LONG: f32 = 1.6;

/// A piece of up to this many characters has no direction of its own, and is told by its size: how
/// high it is at least, as a share of the watermark's height and of the height of the page's lines.
const FEW: usize = 2;
const HIGH: (f32, f32) = (0.55, 1.5);

/// Which of the page's lines run across it, in the order of its lines.
pub(super) fn across(page: &PageText) -> Vec<bool> {
    let Some(own) = direction(&page.lines) else { return vec![false; page.lines.len()] };
    let runs = |a: f32| a > ACROSS && !SIDEWAYS.contains(&a);
    let aslant: Vec<Option<f32>> =
        page.lines.iter().map(|line| angle(&line.region).map(|a| turned(a, own))).collect();
    let whole: Vec<(&TextLine, f32)> = page
        .lines
        .iter()
        .zip(&aslant)
        .filter_map(|(line, a)| a.filter(|a| runs(a.abs())).map(|a| (line, a)))
        .collect();
    // Where print lies on a watermark, only an end of it is found, and its box leans less.
    let piece = |line: &TextLine, a: f32| {
        a.abs() > LEANING
            && whole.iter().any(|(of, leaning)| {
                leaning.signum() == a.signum()
                    && of.text.chars().count() > line.text.chars().count()
                    && of.text.contains(line.text.as_str())
            })
    };
    let common = common_height(&page.lines);
    page.lines
        .iter()
        .zip(&aslant)
        .map(|(line, a)| {
            a.is_some_and(|a| runs(a.abs()) || piece(line, a))
                || whole.iter().any(|(of, _)| is_bit(line, of, common))
        })
        .collect()
}

/// Whether a character or two, much higher than the page's lines, are a bit of this watermark.
fn is_bit(line: &TextLine, of: &TextLine, common: f32) -> bool {
    let high = height(&line.region);
    line.text.chars().count() <= FEW
        && of.text.chars().count() > FEW
        && high > HIGH.0 * height(&of.region)
        && high > HIGH.1 * common
        && line.text.chars().any(|c| of.text.contains(c))
}

/// The height of the line in the middle, ordered by height.
fn common_height(lines: &[TextLine]) -> f32 {
    let mut all: Vec<f32> = lines.iter().map(|line| height(&line.region)).collect();
    all.sort_by(f32::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

fn height(region: &Region) -> f32 {
    let [a, _, _, d] = region.0;
    (d.x - a.x).hypot(d.y - a.y)
}

/// The direction of most of the page's text, in degrees: the median, weighted by length, about
/// the longest line's direction. A watermark has many lines, but short ones.
fn direction(lines: &[TextLine]) -> Option<f32> {
    let mut all: Vec<(f32, usize)> =
        lines.iter().filter_map(|l| Some((angle(&l.region)?, l.text.chars().count()))).collect();
    let about = all.iter().max_by_key(|(_, length)| *length)?.0;
    all.iter_mut().for_each(|(a, _)| *a = turned(*a, about));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = all.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut seen = 0;
    let middle = all.iter().find(|(_, length)| {
        seen += length;
        seen > half
    })?;
    Some(about + middle.0)
}

/// The direction of a line's text, where its box tells it.
fn angle(region: &Region) -> Option<f32> {
    let [a, b, _, _] = region.0;
    let (length, height) = ((b.x - a.x).hypot(b.y - a.y), height(region));
    (length > LONG * height && height > 0.0).then(|| (b.y - a.y).atan2(b.x - a.x).to_degrees())
}

/// `angle` as seen from `from`, between -180 and 180 degrees.
fn turned(angle: f32, from: f32) -> f32 {
    (angle - from + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn line(text: &str, degrees: f32, length: f32) -> TextLine {
        high(text, degrees, length, 30.0)
    }

    fn high(text: &str, degrees: f32, length: f32, height: f32) -> TextLine {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let at = |x: f32, y: f32| Point::new(500.0 + x * cos - y * sin, 500.0 + x * sin + y * cos);
        let region = Region([at(0.0, 0.0), at(length, 0.0), at(length, height), at(0.0, height)]);
        TextLine {
            text: text.into(),
            confidence: 0.99,
            region,
            upright: region.bounds(),
            glyphs: Vec::new(),
            quick: false,
        }
    }

    #[test]
    fn a_piece_of_a_watermark_that_leans_less_is_one_too() {
        let lines = vec![
            line("房屋坐落华发路406弄10号1705室", 0.0, 500.0),
            line("仅供办理居住证使用", -28.0, 300.0),
            line("使用", -9.0, 60.0),
            line("使用", 9.0, 60.0),
            line("居住", -1.0, 60.0),
            line("附记", -9.0, 60.0),
        ];
        let page = PageText { lines, ..PageText::default() };
        assert_eq!(across(&page), [false, true, true, false, false, false]);
    }

    #[test]
    fn a_character_as_high_as_the_watermark_is_a_bit_of_it() {
        let lines = vec![
            line("徐汇区虹漕南路406弄10号", 0.0, 500.0),
            line("居住", 0.0, 60.0),
            line("证", 0.0, 30.0),
            line("单独所有", 0.0, 120.0),
            high("仅供申领居住证使用", -24.0, 900.0, 100.0),
            high("领", -5.0, 95.0, 90.0),
            high("汇", -5.0, 95.0, 90.0),
        ];
        let page = PageText { lines, ..PageText::default() };
        assert_eq!(across(&page), [false, false, false, false, true, true, false]);
    }

    #[test]
    fn a_watermark_runs_across_the_page_however_the_page_lies() {
        for turn in [0.0, 3.0, 90.0, -90.0, 178.0] {
            let mut lines = vec![
                line("房屋坐落华发路406弄10号1705室", turn, 500.0),
                line("承租人周文博", turn + 2.0, 180.0),
                line("室", turn + 40.0, 30.0),
                line("土地状况", turn + 90.0, 110.0),
            ];
            lines.extend((0..6).map(|_| line("租赁备案", turn - 26.0, 120.0)));
            let page = PageText { lines, ..PageText::default() };
            assert_eq!(
                across(&page),
                [false, false, false, false, true, true, true, true, true, true],
                "{turn}"
            );
        }
    }
}
