//! Text under red seals, read again from pictures in which the seal's own ink is paper.
//!
//! The page is read with red taken off by one measure for all of it. Where a seal lies across
//! black print, the print is tinged with red and loses strokes, or dark ink stays and is read as
//! characters. Here the seal at hand tells how bright its ink is in the red channel, and all that
//! is as bright as that becomes paper.

use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::{Seal, TextLine};
use image::{GrayImage, Luma, RgbImage};

use super::{Find, ink};
use crate::engine::ReadError;
use crate::page::Page;
use crate::pixels::Projection;
use crate::ppocr::{Frame, PpOcr};

/// A line is under a seal when this share of it is.
const UNDER: f32 = 0.06;
/// Which share of the seal's ink becomes paper: all but the darkest quarter, or all but the darkest
/// twentieth.
const LEVELS: [f32; 2] = [0.25, 0.05];
/// By how much surer another reading must be. Of readings that are about as sure the one with more
/// characters has lost fewer of them.
const SURER: f32 = 0.01;

/// Reads the lines under `seals` again and keeps what reads most surely.
pub fn read_again(
    reader: &PpOcr,
    page: &Page,
    seals: &[Find],
    lines: &mut [TextLine],
) -> Result<(), ReadError> {
    for find in seals {
        let levels = levels(&page.image, &find.place);
        // A stroke of the seal that makes a 2 vanish leaves the rest as sure as before, so that
        // surely read lines are read again as well.
        for line in lines.iter_mut().filter(|l| under(&l.region, &find.place)) {
            for level in &levels {
                let frame = without_ink(page, &line.region, *level);
                for read in reader.read_places(&frame, &[line.region])? {
                    if better(&read, line) {
                        *line = TextLine { upright: line.upright, ..read };
                    }
                }
            }
        }
    }
    Ok(())
}

/// The page with the ink of its red seals made paper, for the readers that are asked again, and
/// which of the regions lie under one; `None` where none does.
pub fn cleaned(page: &Page, seals: &[Seal], regions: &[Region]) -> Option<(Page, Vec<Region>)> {
    let places: Vec<Rect> = seals.iter().map(|seal| seal.region.bounds()).collect();
    let below = |region: &&Region| places.iter().any(|place| under(region, place));
    let regions: Vec<Region> = regions.iter().filter(below).copied().collect();
    if regions.is_empty() {
        return None;
    }
    let mut image = page.image.clone();
    let mut changed = false;
    for place in &places {
        let Some(&level) = levels(&page.image, place).first() else { continue };
        changed = true;
        let (left, top, right, bottom) = inside(&image, place);
        for y in top..bottom {
            for x in left..right {
                let pixel = image.get_pixel_mut(x, y);
                pixel.0 = [lifted(pixel.0[0], level); 3];
            }
        }
    }
    changed.then(|| (Page { number: page.number, image, text_layer: None }, regions))
}

fn under(region: &Region, seal: &Rect) -> bool {
    let own = region.bounds();
    own.overlap_x(seal) * own.overlap_y(seal) > UNDER * own.width() * own.height()
}

/// Whether a line read again reads better than before: clearly surer, or with more characters and
/// about as sure.
pub fn better(new: &TextLine, old: &TextLine) -> bool {
    let count = |l: &TextLine| l.text.chars().filter(|c| !c.is_whitespace()).count();
    let gain = new.confidence - old.confidence;
    match count(new).cmp(&count(old)) {
        std::cmp::Ordering::Less => gain > 4.0 * SURER,
        std::cmp::Ordering::Equal => gain > SURER,
        std::cmp::Ordering::Greater => gain > -SURER,
    }
}

/// How bright the seal's ink is in the red channel, at each of `LEVELS`; empty without red ink.
fn levels(page: &RgbImage, place: &Rect) -> Vec<u8> {
    let (left, top, right, bottom) = inside(page, place);
    let mut reds: Vec<u8> = Vec::new();
    for y in (top..bottom).step_by(2) {
        for x in (left..right).step_by(2) {
            let pixel = page.get_pixel(x, y).0;
            if ink::redness(pixel) > 90 {
                reds.push(pixel[0]);
            }
        }
    }
    if reds.len() < 50 {
        return Vec::new();
    }
    reds.sort_unstable();
    LEVELS
        .iter()
        .filter_map(|share| reds.get((reds.len() as f32 * share) as usize).copied())
        .collect()
}

/// The whole pixels of the page in a rectangle: left, top, right, bottom.
pub(super) fn inside(page: &RgbImage, place: &Rect) -> (u32, u32, u32, u32) {
    let (width, height) = page.dimensions();
    let bound = |v: f32, limit: u32| (v.max(0.0) as u32).min(limit);
    (
        bound(place.left, width),
        bound(place.top, height),
        bound(place.right.ceil(), width),
        bound(place.bottom.ceil(), height),
    )
}

/// A pixel's brightness in the ink's own channel as grey, with `level` and all above it as paper.
/// Print has about a third of the brightness of ink; below that all is black.
pub(super) fn lifted(value: u8, level: u8) -> u8 {
    let white = u32::from(level.max(60));
    let dark = white * 3 / 10;
    (u32::from(value).saturating_sub(dark) * 255 / (white - dark)).min(255) as u8
}

/// The surroundings of a line, grey by the red channel, where `level` and all above it is white.
fn without_ink(page: &Page, region: &Region, level: u8) -> Frame {
    let bounds = region.bounds();
    let room = bounds.height().min(bounds.width()) * 0.3;
    let around = Rect {
        left: bounds.left - room,
        top: bounds.top - room,
        right: bounds.right + room,
        bottom: bounds.bottom + room,
    };
    let (width, height) = page.image.dimensions();
    let (left, top, right, bottom) = inside(&page.image, &around);
    let image = GrayImage::from_fn((right - left).max(1), (bottom - top).max(1), |x, y| {
        let at = (x + left < width && y + top < height)
            .then(|| page.image.get_pixel(x + left, y + top).0[0]);
        Luma([lifted(at.unwrap_or(255), level)])
    });
    let offset = Point::new(left as f32, top as f32);
    Frame {
        page: page.number,
        image,
        to_page: Projection::translation(offset),
        turned: 0,
        reduction: 1.0,
    }
}
