//! Text recognition: the characters of one line (SVTR with a CTC head, PP-OCRv6).

use image::GrayImage;

use crate::engine::ReadError;
use crate::model::{Model, Tensor};

/// Height of a line as the network takes it.
pub const HEIGHT: u32 = 48;
/// Longest line in pixels at that height: some eighty characters. Longer ones are squeezed.
pub const LONGEST: u32 = 3200;
/// Shorter lines are padded to this: very short inputs are read less surely.
const SHORTEST: u32 = 64;
/// Lines are read together only where the shorter fills this share of the longer, because the
/// padding costs as much as text.
const FILL: f32 = 0.85;
/// Most pixels of width read together. More gain nothing on a processor, and the scores of 18,710
/// classes take 9 kB for each pixel.
const TOGETHER: u32 = 2400;

/// What was read in a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    pub text: String,
    /// Mean confidence of the characters; 0 for no character at all.
    pub confidence: f32,
    /// For each character: where its middle stands along the line (0 to 1), and its confidence.
    pub marks: Vec<(f32, f32)>,
}

pub struct Recogniser {
    model: Box<dyn Model>,
    /// What each class of the network stands for; class 0 is the blank.
    characters: Vec<String>,
}

impl Recogniser {
    /// `characters` without the blank (first) and the space (last), which every model has.
    pub fn new(model: Box<dyn Model>, characters: impl IntoIterator<Item = String>) -> Recogniser {
        let characters = std::iter::once(String::new())
            .chain(characters)
            .chain(std::iter::once(" ".to_string()))
            .collect();
        Recogniser { model, characters }
    }

    /// Reads each picture of a line, `HEIGHT` pixels high; answers in the same order.
    pub fn read(&self, lines: &[GrayImage]) -> Result<Vec<Reading>, ReadError> {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|&i| lines[i].width());
        let mut readings = vec![Reading::default(); lines.len()];
        let mut rest = order.as_slice();
        while let Some(&first) = rest.last() {
            // From the longest down, so that a batch's width is known when it begins.
            let width = padded(lines[first].width());
            let count = rest
                .iter()
                .rev()
                .take((TOGETHER / width).max(1) as usize)
                .take_while(|&&i| lines[i].width().max(SHORTEST) as f32 >= width as f32 * FILL)
                .count()
                .max(1);
            let (before, batch) = rest.split_at(rest.len() - count);
            self.read_batch(lines, batch, width, &mut readings)?;
            rest = before;
        }
        Ok(readings)
    }

    fn read_batch(
        &self,
        lines: &[GrayImage],
        batch: &[usize],
        width: u32,
        readings: &mut [Reading],
    ) -> Result<(), ReadError> {
        let (w, h) = (width as usize, HEIGHT as usize);
        let mut data = vec![0.0f32; batch.len() * 3 * h * w];
        for (&i, slot) in batch.iter().zip(data.chunks_exact_mut(3 * h * w)) {
            let own = lines[i].width() as usize;
            for channel in slot.chunks_exact_mut(h * w) {
                for (row, pixels) in
                    channel.chunks_exact_mut(w).zip(lines[i].as_raw().chunks_exact(own.max(1)))
                {
                    for (value, &pixel) in row.iter_mut().zip(pixels) {
                        *value = f32::from(pixel) / 127.5 - 1.0;
                    }
                }
            }
        }
        let output = self.model.run(Tensor { shape: vec![batch.len(), 3, h, w], data })?;
        let [count, steps, classes] = output.shape[..] else {
            return Err(ReadError::Inference {
                reason: format!("recognition gave the shape {:?}", output.shape),
            });
        };
        if count != batch.len() || classes != self.characters.len() {
            return Err(ReadError::Inference {
                reason: format!(
                    "recognition gave {count} lines of {classes} classes, expected {} of {}",
                    batch.len(),
                    self.characters.len()
                ),
            });
        }
        for (&i, one) in batch.iter().zip(output.data.chunks_exact(steps * classes)) {
            let scale = width as f32 / lines[i].width().max(1) as f32;
            readings[i] = self.decode(one, steps, classes, scale);
        }
        Ok(())
    }

    /// Greedy CTC: the best class of each step, repeats joined, blanks dropped. `scale` is the
    /// width of the network's input over the width of the line in it.
    fn decode(&self, output: &[f32], steps: usize, classes: usize, scale: f32) -> Reading {
        let mut text = String::new();
        let mut marks: Vec<(f32, f32)> = Vec::new();
        let mut last = 0;
        let mut run = (0.0f32, 0.0f32);
        for (step, scores) in output.chunks_exact(classes).enumerate() {
            let (best, score) = best(scores);
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
        Reading { text, confidence, marks }
    }
}

fn padded(width: u32) -> u32 {
    width.max(SHORTEST).next_multiple_of(8)
}

/// The class with the highest score. Written in lanes, because with 18,710 classes a step the
/// plain loop costs as much as a layer of the network.
fn best(scores: &[f32]) -> (usize, f32) {
    const LANES: usize = 16;
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
