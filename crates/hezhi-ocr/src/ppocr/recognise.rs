//! Text recognition: the characters of one line (SVTR with a CTC head, PP-OCRv6).

use std::ops::RangeInclusive;
use std::sync::Arc;

use image::GrayImage;

use crate::engine::ReadError;
use crate::model::{Model, Tensor};

/// Height of a line as the network takes it.
pub const HEIGHT: u32 = 48;
/// Longest line in pixels at that height: some eighty characters. Longer ones are squeezed.
pub const LONGEST: u32 = 3200;
/// Shorter lines are padded to this: very short inputs are read less surely.
const SHORTEST: u32 = 64;
/// So many scores are looked at side by side.
const LANES: usize = 16;

/// What was read in a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    pub text: String,
    /// Mean confidence of the characters; 0 for no character at all.
    pub confidence: f32,
    /// For each character: where its middle stands along the line (0 to 1), and its confidence.
    pub marks: Vec<(f32, f32)>,
    /// The quick recogniser read it.
    pub quick: bool,
}

/// The quick recogniser is believed from this mean confidence of a line on, and where it reads
/// every character with so much.
const SURE: f32 = 0.97;
const SURE_OF_EACH: f32 = 0.8;
/// It passes over a 、 or a box without being less sure of the rest. No two characters of a line
/// that it is believed in are further apart than this, in pixels at `HEIGHT`, those of half a width
/// less, or than so many times what is usual in the line, and none stands further from its ends.
/// Of 2,522 lines of 76 pages 1,607 are left, half of their length; 12 of them the thorough one
/// reads otherwise, 8 of these wrongly.
const APART: f32 = 54.0;
const UNUSUAL: f32 = 1.8;
/// So many Chinese characters and nothing else may be several names. The space between them may be
/// narrower than a step of the network, and only the thorough recogniser tells it: about 1,300 of
/// the lines are left, 42 % of the length.
const NAMES: RangeInclusive<usize> = 5..=12;
const AT_END: f32 = 50.0;

impl Reading {
    fn is_sure(&self) -> bool {
        self.confidence >= SURE && self.marks.iter().all(|mark| mark.1 >= SURE_OF_EACH)
    }

    /// Whether nothing can stand between its characters or beside them, in a line of this width.
    fn is_whole(&self, width: u32) -> bool {
        let at: Vec<f32> = self.marks.iter().map(|mark| mark.0 * width as f32).collect();
        let (Some(first), Some(last)) = (at.first(), at.last()) else { return false };
        // Latin letters and digits take half the width of a Chinese character.
        let width_of = |c: char| if c >= '\u{2e80}' { 1.0 } else { 0.5 };
        let widths: Vec<f32> = self.text.chars().map(width_of).collect();
        let gap = |(at, widths): (&[f32], &[f32])| {
            (at[1] - at[0]) / (0.1 + 0.45 * widths.iter().sum::<f32>())
        };
        let gaps: Vec<f32> = at.windows(2).zip(widths.windows(2)).map(gap).collect();
        let mut sorted = gaps.clone();
        sorted.sort_by(f32::total_cmp);
        let usual = sorted.get(sorted.len() / 2).filter(|_| sorted.len() > 2);
        let ideographs = self.text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if ideographs && NAMES.contains(&at.len()) {
            return false;
        }
        let most = usual.map_or(APART, |usual| APART.min(UNUSUAL * usual));
        gaps.iter().all(|gap| *gap <= most) && *first <= AT_END && width as f32 - last <= AT_END
    }
}

/// Two recognisers: a quick one, which takes a fifth of the time, and a thorough one for what the
/// quick one is not sure of.
pub struct Recognisers {
    pub quick: Option<Arc<Recogniser>>,
    pub thorough: Arc<Recogniser>,
}

impl Recognisers {
    /// Reads each picture of a line, `HEIGHT` pixels high; answers in the same order.
    pub fn read(&self, lines: &[GrayImage]) -> Result<Vec<Reading>, ReadError> {
        lines.iter().map(|line| self.read_line(line)).collect()
    }

    fn read_line(&self, line: &GrayImage) -> Result<Reading, ReadError> {
        if let Some(quick) = &self.quick {
            let read = quick.read_line(line)?;
            if read.is_sure() && read.is_whole(line.width()) {
                return Ok(Reading { quick: true, ..read });
            }
        }
        self.thorough.read_line(line)
    }
}

pub struct Recogniser {
    model: Box<dyn Model>,
    /// What is to be added to the scores of the classes, which are logarithms then; without it the
    /// network gives probabilities.
    bias: Option<Vec<f32>>,
    /// What each class of the network stands for; class 0 is the blank.
    characters: Vec<String>,
}

impl Recogniser {
    /// `characters` without the blank (first) and the space (last), which every model has.
    pub fn new(
        model: Box<dyn Model>,
        bias: Option<Vec<f32>>,
        characters: impl IntoIterator<Item = String>,
    ) -> Recogniser {
        let characters = std::iter::once(String::new())
            .chain(characters)
            .chain(std::iter::once(" ".to_string()))
            .collect();
        Recogniser { model, bias, characters }
    }

    /// Reads each picture of a line, `HEIGHT` pixels high; answers in the same order.
    ///
    /// Each goes through the network by itself: on one thread a pixel takes the same time alone as
    /// among 15 lines (75 microseconds a column of 48), and what pads lines to one width is wasted.
    pub fn read(&self, lines: &[GrayImage]) -> Result<Vec<Reading>, ReadError> {
        lines.iter().map(|line| self.read_line(line)).collect()
    }

    fn read_line(&self, line: &GrayImage) -> Result<Reading, ReadError> {
        let width = line.width().max(SHORTEST).next_multiple_of(8);
        let (w, h) = (width as usize, HEIGHT as usize);
        let mut data = vec![0.0f32; 3 * h * w];
        for channel in data.chunks_exact_mut(h * w) {
            let rows = line.as_raw().chunks_exact(line.width().max(1) as usize);
            for (row, pixels) in channel.chunks_exact_mut(w).zip(rows) {
                for (value, &pixel) in row.iter_mut().zip(pixels) {
                    *value = f32::from(pixel) / 127.5 - 1.0;
                }
            }
        }
        let mut reading = Reading::default();
        self.model.run(Tensor { shape: vec![1, 3, h, w], data }, &mut |shape, scores| {
            let (steps, classes) = self.expected(shape)?;
            let scale = width as f32 / line.width().max(1) as f32;
            reading = self.decode(scores, steps, classes, scale);
            Ok(())
        })?;
        Ok(reading)
    }

    /// How many steps and classes an output of these dimensions has; an error where it is not one
    /// of this recogniser.
    fn expected(&self, shape: &[usize]) -> Result<(usize, usize), ReadError> {
        let failed = |reason: String| Err(ReadError::Inference { reason });
        let [1, steps, classes] = shape[..] else {
            return failed(format!("recognition gave the shape {shape:?}"));
        };
        let known = self.characters.len();
        if classes != known || self.bias.as_ref().is_some_and(|bias| bias.len() != known) {
            return failed(format!("recognition gave {classes} classes, expected {known}"));
        }
        Ok((steps, classes))
    }

    /// Greedy CTC: the best class of each step, repeats joined, blanks dropped. `scale` is the
    /// width of the network's input over the width of the line in it.
    fn decode(&self, output: &[f32], steps: usize, classes: usize, scale: f32) -> Reading {
        let mut text = String::new();
        let mut marks: Vec<(f32, f32)> = Vec::new();
        let mut last = 0;
        let mut run = (0.0f32, 0.0f32);
        for (step, scores) in output.chunks_exact(classes).enumerate() {
            let (best, score) = self.best(scores);
            let at = (step as f32 + 0.5) / steps as f32 * scale;
            if best != 0 && best == last {
                // The character goes on: its middle is the middle of the steps it takes, and the
                // surest step tells how sure it is.
                if let Some(mark) = marks.last_mut() {
                    run = (run.0 + at, run.1 + 1.0);
                    mark.0 = (run.0 / run.1).min(1.0);
                    mark.1 = mark.1.max(score);
                }
            } else if best != 0 {
                let character = self.characters.get(best).map_or("", String::as_str);
                text.push_str(character);
                run = (at, 1.0);
                for _ in character.chars() {
                    marks.push((at.min(1.0), score));
                }
            }
            last = best;
        }
        let confidence = if marks.is_empty() {
            0.0
        } else {
            marks.iter().map(|m| m.1).sum::<f32>() / marks.len() as f32
        };
        Reading { text, confidence, marks, quick: false }
    }

    /// The most probable class of a step, and its probability. Nobody asks how sure a blank is.
    fn best(&self, scores: &[f32]) -> (usize, f32) {
        let Some(bias) = &self.bias else {
            return highest(scores);
        };
        let sums: Vec<f32> = scores.iter().zip(bias).map(|(score, bias)| score + bias).collect();
        let (best, top) = highest(&sums);
        (best, if best == 0 { 1.0 } else { 1.0 / sum_of_powers(&sums, top) })
    }
}

/// The place of the highest score, and the score. Written in lanes, because with 18,710 classes a
/// step the plain loop costs as much as a layer of the network.
fn highest(scores: &[f32]) -> (usize, f32) {
    let mut top = [f32::NEG_INFINITY; LANES];
    let chunks = scores.chunks_exact(LANES);
    let tail = chunks.remainder();
    for chunk in chunks {
        for (t, &v) in top.iter_mut().zip(chunk) {
            *t = if v > *t { v } else { *t };
        }
    }
    let highest = top.iter().chain(tail).copied().fold(f32::NEG_INFINITY, f32::max);
    (scores.iter().position(|&v| v == highest).unwrap_or(0), highest)
}

/// The sum of e to the power of each score less `top`, which none of them exceeds: one over it is
/// the highest one's share in a softmax.
fn sum_of_powers(scores: &[f32], top: f32) -> f32 {
    let mut sums = [0.0f32; LANES];
    let chunks = scores.chunks_exact(LANES);
    let tail: f32 = chunks.remainder().iter().map(|v| power(v - top)).sum();
    for chunk in chunks {
        for (sum, &v) in sums.iter_mut().zip(chunk) {
            *sum += power(v - top);
        }
    }
    sums.iter().sum::<f32>() + tail
}

/// e to the power of `x`, at most 0, to six digits where it counts: `exp` of the standard library is a call for
/// each number, this is a few instructions for several at once.
fn power(x: f32) -> f32 {
    // Adding this to a small number leaves its whole part in the lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    let twos = (x * std::f32::consts::LOG2_E).max(-126.0);
    let shifted = twos + WHOLE;
    let part = (twos - (shifted - WHOLE)) * std::f32::consts::LN_2;
    let series = 1.0 / 720.0;
    let series = [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0]
        .iter()
        .fold(series, |sum, factor| sum * part + factor);
    // The whole part goes to the exponent of the floating-point number.
    f32::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_of_many_scores_has_its_share_of_the_softmax() {
        let scores: Vec<f32> = (0..18_710).map(|i| ((i * 7919) % 2003) as f32 / 90.0).collect();
        let (place, top) = highest(&scores);
        assert!(scores.iter().all(|&v| v <= top) && scores[place] == top);
        let exact: f64 = scores.iter().map(|&v| f64::from(v - top).exp()).sum();
        let sum = f64::from(sum_of_powers(&scores, top));
        assert!((sum / exact - 1.0).abs() < 1e-5, "{sum} and {exact}");
    }

    #[test]
    fn a_line_with_room_for_a_mark_that_was_not_read_is_not_whole() {
        let whole = |text: &str, at: &[f32], width: u32| {
            let marks = at.iter().map(|at| (at / width as f32, 0.99)).collect();
            Reading { text: text.into(), confidence: 0.99, marks, quick: false }.is_whole(width)
        };
        assert!(whole("用途：居住", &[30.0, 66.0, 102.0, 138.0, 174.0], 200));
        // What stands between them was not read, or before the first.
        assert!(!whole("用途：居住", &[30.0, 66.0, 102.0, 174.0, 210.0], 240));
        // The same in condensed print.
        let condensed = [16.0, 40.0, 64.0, 112.0, 136.0, 160.0];
        assert!(!whole("（万航）贺明", &condensed, 176));
        // Two names may stand here, however even.
        assert!(!whole("万航向贺明凡", &[24.0, 48.0, 72.0, 96.0, 120.0, 144.0], 168));
        assert!(!whole("侯曦", &[66.0, 102.0], 130));
        assert!(whole("705室", &[24.0, 42.0, 60.0, 88.0], 118));
        assert!(!whole("705室", &[24.0, 60.0, 78.0, 106.0], 136));
        assert!(!whole("", &[], 64));
    }

    #[test]
    fn powers_are_those_of_the_standard_library() {
        for i in 0..2000 {
            let x = -0.043 * i as f32;
            let (own, exact) = (power(x), x.exp());
            let room = (2.0 - x) * 1e-7 * exact + 1e-37;
            assert!((own - exact).abs() <= room, "{x}: {own} and {exact}");
        }
    }
}
