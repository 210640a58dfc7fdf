//! Columns of upright characters: side headers such as 土地状况.

use hezhi::geometry::Region;
use image::{GrayImage, Luma, imageops};

use super::recognise::{HEIGHT, Reading};
use crate::pixels::sample;

/// A column is looked at this many pixels wide.
const WIDTH: u32 = 48;
/// A column longer than this many of its widths is no header.
const LONGEST: f32 = 14.0;
/// Room between the characters laid side by side.
const GAP: u32 = 6;

/// A column with its characters side by side.
pub struct Column {
    pub picture: GrayImage,
    /// For each piece: where it begins and ends in the picture and in the column, as shares.
    pieces: Vec<[f32; 4]>,
}

impl Column {
    /// The reading with its characters' places along the column.
    pub fn in_place(&self, mut reading: Reading) -> Reading {
        for (at, _) in &mut reading.marks {
            let piece = self.pieces.iter().find(|p| *at <= p[1]).or(self.pieces.last());
            if let Some([from, to, start, end]) = piece {
                *at =
                    start + (end - start) * ((*at - from) / (to - from).max(1e-6)).clamp(0.0, 1.0);
            }
        }
        reading
    }
}

/// Cuts a standing box at its empty rows and lays the pieces side by side; `None` where the cuts
/// do not look like those between characters.
pub fn laid_out(image: &GrayImage, region: &Region) -> Option<Column> {
    let (along, across) = sample::extent(region);
    if across > LONGEST * along {
        return None;
    }
    let length = (across / along.max(1.0) * WIDTH as f32).round() as u32;
    let column = sample::crop_to(image, region, WIDTH, length.max(WIDTH))?;
    let cuts = characters(&column);
    if cuts.len() < 2 {
        return None;
    }
    let total: u32 = cuts.len() as u32 * (HEIGHT + GAP);
    let mut picture = GrayImage::from_pixel(total, HEIGHT, Luma([paper(&column)]));
    let mut pieces = Vec::new();
    for (k, (top, bottom)) in cuts.iter().enumerate() {
        let x = k as u32 * (HEIGHT + GAP);
        let piece = imageops::crop_imm(&column, 0, *top, WIDTH, bottom - top).to_image();
        imageops::replace(
            &mut picture,
            &piece,
            x.into(),
            ((HEIGHT - (bottom - top).min(HEIGHT)) / 2).into(),
        );
        let share = |n: u32, of: u32| n as f32 / of as f32;
        pieces.push([
            share(x, total),
            share(x + HEIGHT + GAP, total),
            share(*top, column.height()),
            share(*bottom, column.height()),
        ]);
    }
    Some(Column { picture, pieces })
}

fn paper(column: &GrayImage) -> u8 {
    let mut values = column.as_raw().clone();
    let at = values.len() * 3 / 4;
    values.select_nth_unstable(at).1.to_owned()
}

/// Top and bottom of each character: runs of rows with ink, joined where a character such as 二
/// has an empty row within.
fn characters(column: &GrayImage) -> Vec<(u32, u32)> {
    let dark = f32::from(paper(column)) * 0.7;
    // The rules of a table stand at the sides.
    let inked = |y: u32| (4..WIDTH - 4).any(|x| f32::from(column.get_pixel(x, y).0[0]) < dark);
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for y in (0..column.height()).filter(|&y| inked(y)) {
        match runs.last_mut() {
            Some(run) if y <= run.1 => run.1 = y + 1,
            _ => runs.push((y, y + 1)),
        }
    }
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            // Together no higher than a character is wide.
            Some(last) if run.1 - last.0 <= WIDTH * 4 / 5 => last.1 = run.1,
            _ => joined.push(run),
        }
    }
    joined.retain(|(top, bottom)| bottom - top >= WIDTH / 8);
    if joined.iter().any(|(top, bottom)| bottom - top > HEIGHT) {
        return Vec::new();
    }
    joined
}
