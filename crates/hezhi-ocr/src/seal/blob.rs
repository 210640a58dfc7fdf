//! Seals as separate patches of ink: round, oval or square.

use hezhi::geometry::Rect;
use image::GrayImage;

use super::find::Find;
use crate::pixels::blobs::{blobs, grown};

/// Ink counts from this strength on.
const INK: u8 = 70;
/// Gaps of up to twice this many pixels within a seal are closed.
const REACH: usize = 5;
/// Smallest and largest side, as shares of the picture's long side. A seal of 42 mm takes 14 % of
/// an A4 page, and more of a photograph of part of a page.
const SIDE: (f32, f32) = (0.045, 0.42);
/// Least share of the rim that must show ink.
const RIM: f32 = 0.5;
/// The share of the patch that ink covers: rims and characters leave most of it free.
const COVER: (f32, f32) = (0.05, 0.72);
/// The rim is looked at in this many directions.
const DIRECTIONS: usize = 48;

/// The patches of ink that have the shape of a seal.
pub fn find(ink: &GrayImage) -> Vec<Find> {
    let (width, long) = (ink.width() as usize, ink.width().max(ink.height()) as f32);
    let mask: Vec<bool> = ink.as_raw().iter().map(|&v| v > INK).collect();
    let joined = grown(&mask, width, REACH);
    let (patches, labels) = blobs(&joined, width);
    patches
        .iter()
        .filter_map(|patch| {
            let own =
                |x: usize, y: usize| labels[y * width + x] == patch.label && mask[y * width + x];
            let inked: Vec<(f32, f32)> = (patch.top..patch.bottom)
                .flat_map(|y| (patch.left..patch.right).map(move |x| (x, y)))
                .filter(|&(x, y)| own(x, y))
                .map(|(x, y)| (x as f32 + 0.5, y as f32 + 0.5))
                .collect();
            let place = around(&inked)?;
            let (w, h) = (place.width(), place.height());
            let side = w.max(h) / long;
            if !(SIDE.0..SIDE.1).contains(&side) || w.min(h) < 0.6 * w.max(h) {
                return None;
            }
            if !(COVER.0..COVER.1).contains(&(inked.len() as f32 / (w * h))) {
                return None;
            }
            let rim = rim(&inked, &place);
            (rim >= RIM).then_some(Find { place, confidence: (0.3 + 0.7 * rim).min(0.99) })
        })
        .collect()
}

fn around(points: &[(f32, f32)]) -> Option<Rect> {
    if points.len() < 60 {
        return None;
    }
    let mut xs: Vec<f32> = points.iter().map(|p| p.0).collect();
    let mut ys: Vec<f32> = points.iter().map(|p| p.1).collect();
    xs.sort_by(f32::total_cmp);
    ys.sort_by(f32::total_cmp);
    // A speck or two outside do not move the rim.
    let cut = points.len() / 300;
    let end = points.len() - 1 - cut;
    Some(Rect {
        left: xs[cut] - 0.5,
        right: xs[end] + 0.5,
        top: ys[cut] - 0.5,
        bottom: ys[end] + 0.5,
    })
}

/// The share of directions in which there is ink near the rim, of an ellipse or of a rectangle,
/// whichever fits better.
fn rim(points: &[(f32, f32)], place: &Rect) -> f32 {
    let center = place.center();
    let (a, b) = (place.width() / 2.0, place.height() / 2.0);
    let mut round = [false; DIRECTIONS];
    let mut square = [false; DIRECTIONS];
    for (x, y) in points {
        let (dx, dy) = ((x - center.x) / a, (y - center.y) / b);
        let turn = dy.atan2(dx) / std::f32::consts::TAU + 0.5;
        let direction = ((turn * DIRECTIONS as f32) as usize).min(DIRECTIONS - 1);
        round[direction] |= (0.84..1.08).contains(&dx.hypot(dy));
        square[direction] |= dx.abs().max(dy.abs()) > 0.86;
    }
    let share =
        |set: &[bool; DIRECTIONS]| set.iter().filter(|s| **s).count() as f32 / DIRECTIONS as f32;
    // Ink in the corners speaks against an ellipse, ink missing there against a rectangle.
    share(&round).max(share(&square) - 0.1)
}
