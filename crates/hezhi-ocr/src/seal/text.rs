//! The name on a seal: the characters along its rim, then the line across it.

use hezhi::geometry::{Point, Region};
use image::{GrayImage, Luma, RgbImage};

use super::ink;
use crate::engine::ReadError;
use crate::pixels::Projection;
use crate::ppocr::{HEIGHT, Recogniser};

/// Side of the square picture of a seal that is read, in pixels.
const SIDE: u32 = 320;
/// Where the characters along the rim stand, as shares of the radius: seals differ, so several
/// bands are read and the surest is taken.
const BANDS: [(f32, f32); 3] = [(0.58, 0.91), (0.62, 0.95), (0.52, 0.87)];
/// The name along the rim is believed from this mean confidence on, and from this many characters.
const SURE: f32 = 0.75;
const SHORTEST: usize = 4;
/// The line across is believed from this on.
const LINE_SURE: f32 = 0.8;

/// Reads the seal in a region of the page, its corners in the order of the upright page.
pub fn read(
    page: &RgbImage,
    region: &Region,
    recogniser: &Recogniser,
    grey: bool,
) -> Result<Option<String>, ReadError> {
    let Some(seal) = flat(page, region, grey) else {
        return Ok(None);
    };
    let gap = gap(&seal);
    let strips: Vec<GrayImage> = BANDS.iter().map(|&band| unrolled(&seal, band, gap)).collect();
    let rim = recogniser
        .read(&strips)?
        .into_iter()
        .map(|r| (name(&r.text), r.confidence))
        .filter(|(text, confidence)| *confidence >= SURE && text.chars().count() >= SHORTEST)
        .max_by(|a, b| weight(a).total_cmp(&weight(b)));
    let Some((mut text, _)) = rim else {
        return Ok(None);
    };
    if let Some(line) = line_across(&seal) {
        let read = recogniser.read(&[line])?;
        if let Some(across) =
            read.first().filter(|r| r.confidence >= LINE_SURE && name(&r.text).chars().count() > 1)
        {
            text.push_str(&name(&across.text));
        }
    }
    Ok(Some(text))
}

fn weight((text, confidence): &(String, f32)) -> f32 {
    confidence * text.chars().count() as f32
}

/// What names on seals are made of: no star, no rule, no serial number's dots.
fn name(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || "（）()".contains(*c)).collect()
}

/// A square picture of the seal alone, dark on white.
fn flat(page: &RgbImage, region: &Region, grey: bool) -> Option<GrayImage> {
    let s = SIDE as f32;
    let corners = [Point::new(0.0, 0.0), Point::new(s, 0.0), Point::new(s, s), Point::new(0.0, s)];
    let place = Projection::between(&corners, &region.0)?;
    let shade = if grey { ink::darkness } else { ink::redness };
    let (width, height) = (page.width().checked_sub(1)?, page.height().checked_sub(1)?);
    Some(GrayImage::from_fn(SIDE, SIDE, |x, y| {
        // Four samples a pixel keep thin strokes of large seals.
        let samples = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map(|(i, j)| {
            let p = place.apply(Point::new(x as f32 + i, y as f32 + j));
            let at =
                page.get_pixel((p.x.max(0.0) as u32).min(width), (p.y.max(0.0) as u32).min(height));
            u32::from(shade(at.0))
        });
        Luma([255 - (samples.iter().sum::<u32>() / 4) as u8])
    }))
}

fn at(seal: &GrayImage, radius: f32, turn: f32) -> f32 {
    let half = SIDE as f32 / 2.0;
    let (sin, cos) = turn.sin_cos();
    let x = (half + radius * half * cos - 0.5).clamp(0.0, SIDE as f32 - 1.001);
    let y = (half + radius * half * sin - 0.5).clamp(0.0, SIDE as f32 - 1.001);
    let (x0, y0) = (x as u32, y as u32);
    let (fx, fy) = (x.fract(), y.fract());
    let pixel = |x: u32, y: u32| f32::from(seal.get_pixel(x.min(SIDE - 1), y.min(SIDE - 1)).0[0]);
    let top = pixel(x0, y0) * (1.0 - fx) + pixel(x0 + 1, y0) * fx;
    let bottom = pixel(x0, y0 + 1) * (1.0 - fx) + pixel(x0 + 1, y0 + 1) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// The direction (radians) in the middle of the widest gap between the characters of the rim,
/// where the name begins and ends.
fn gap(seal: &GrayImage) -> f32 {
    const STEPS: usize = 180;
    let turn = |i: usize| i as f32 / STEPS as f32 * std::f32::consts::TAU;
    let ink: Vec<f32> = (0..STEPS)
        .map(|i| (0..8).map(|k| 255.0 - at(seal, 0.62 + 0.03 * k as f32, turn(i))).sum())
        .collect();
    // What lies in the middle of the window counts most, so that the window comes to lie about the
    // middle of a wide gap, and about a narrow one rather than about a character of few strokes.
    let window = STEPS / 5;
    let weight = |k: usize| 1.0 - (2.0 * k as f32 / window as f32 - 1.0).abs();
    let sum = |i: usize| (0..=window).map(|k| weight(k) * ink[(i + k) % STEPS]).sum::<f32>();
    let start = (0..STEPS).min_by(|&a, &b| sum(a).total_cmp(&sum(b))).unwrap_or(0);
    turn(start + window / 2)
}

/// The band between two radii as a straight line of text: clockwise from the gap, outside up.
fn unrolled(seal: &GrayImage, (inner, outer): (f32, f32), gap: f32) -> GrayImage {
    let around = std::f32::consts::TAU * (inner + outer) / 2.0;
    let width = (around / (outer - inner) * HEIGHT as f32) as u32;
    GrayImage::from_fn(width, HEIGHT, |x, y| {
        let turn = gap + (x as f32 + 0.5) / width as f32 * std::f32::consts::TAU;
        let radius = outer - (y as f32 + 0.5) / HEIGHT as f32 * (outer - inner);
        Luma([at(seal, radius, turn) as u8])
    })
}

/// The line of text below the middle, if there is one.
fn line_across(seal: &GrayImage) -> Option<GrayImage> {
    let (left, right) = (SIDE / 5, SIDE * 4 / 5);
    let ink = |y: u32| (left..right).filter(|&x| seal.get_pixel(x, y).0[0] < 150).count();
    let (from, to) = (SIDE * 60 / 100, SIDE * 88 / 100);
    let mut best: Option<(usize, u32, u32)> = None;
    let mut begin = None;
    for y in from..=to {
        let inked = y < to && ink(y) >= 4;
        match (inked, begin) {
            (true, None) => begin = Some(y),
            (false, Some(top)) => {
                let sum = (top..y).map(ink).sum();
                if (SIDE / 22..SIDE / 5).contains(&(y - top)) && best.is_none_or(|b| sum > b.0) {
                    best = Some((sum, top, y));
                }
                begin = None;
            }
            _ => {}
        }
    }
    let (_, top, bottom) = best?;
    let margin = (bottom - top) / 5 + 1;
    let (top, bottom) = (top.saturating_sub(margin), (bottom + margin).min(SIDE));
    // The rim's own characters stand to both sides of the line; at its height the ring leaves this
    // much room.
    let half = SIDE as f32 / 2.0;
    let below = ((top + bottom) as f32 / 2.0 - half) / half;
    let reach = (0.56f32.powi(2) - (below * 0.8).powi(2)).max(0.09).sqrt() * half;
    let (left, right) = ((half - reach) as u32, (half + reach) as u32);
    let cut = image::imageops::crop_imm(seal, left, top, right - left, bottom - top).to_image();
    let width = (right - left) * HEIGHT / (bottom - top).max(1);
    Some(crate::pixels::resize::to(&cut, width.max(8), HEIGHT))
}
