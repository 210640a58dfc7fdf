//! Where seals are: by their colour, and where there is none, by their shape.

use hezhi::geometry::Rect;
use image::{GrayImage, RgbImage};

use super::{blob, ink, ring};
use crate::pixels::resize;

/// The long side of the picture in which seals are looked for: a seal of 42 mm on an A4 page is
/// then 100 pixels wide.
const LOOK: u32 = 700;
/// From here on there is a seal.
pub(super) const SURE: f32 = 0.5;
/// Two finds that share this part of the smaller one are one seal.
const SAME: f32 = 0.4;
/// Print counts for no more than this, so that a pale ring stands beside black print.
const CAP: u8 = 90;
/// Width over height of an oval seal: 45 × 30 mm.
const OVAL: f32 = 1.47;

/// A seal as it was found: the rectangle around it on the page, and how sure that is.
///
/// `confidence` grows with the share of the rim that was seen, on a scale of its own for each way
/// of looking. From 0.5 on there is a seal. Below, something looks like one: a ring that is not
/// whole, or a circle without characters along its rim, as it is printed where a seal should go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Find {
    pub place: Rect,
    pub confidence: f32,
}

/// What was found on a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub seals: Vec<Find>,
    /// Whether they were found by their shape alone, in a picture without red ink.
    pub grey: bool,
}

impl Found {
    /// The places of the red seals that are sure enough to be taken off the print.
    pub fn sure(&self) -> Vec<Rect> {
        let sure = |f: &&Find| !self.grey && f.confidence >= SURE;
        self.seals.iter().filter(sure).map(|f| f.place).collect()
    }
}

/// Looks for seals on a page as it was given.
pub fn find(page: &RgbImage) -> Found {
    let (width, height, factor) = resize::fitted(page.width(), page.height(), LOOK);
    let small = resize::colour_to(page, width, height);
    let long = width.max(height) as f32;
    let mut found = coloured(&small, long);
    let mut grey = false;
    if !sure(&found) {
        // Under coloured light the paper is not white; measured against it, red is red again.
        let white = ink::on_white(&small);
        found.extend(coloured(&white, long));
        if !sure(&found) {
            let shaped = by_shape(&ink::dark(&white), long);
            grey = found.is_empty();
            found.extend(shaped);
        }
    }
    let seals = distinct(found)
        .iter()
        .map(|f| Find { place: scaled(&f.place, 1.0 / factor, 1.0 / factor), ..*f })
        .collect();
    Found { seals, grey }
}

fn sure(found: &[Find]) -> bool {
    found.iter().any(|f| f.confidence >= SURE)
}

fn coloured(picture: &RgbImage, long: f32) -> Vec<Find> {
    let red = ink::red(picture);
    let mut found = blob::find(&red);
    found.extend(ring::find(&red, long, ring::COLOUR));
    found
}

/// A seal copied in grey is a pale ring, round or oval, among black print.
fn by_shape(dark: &GrayImage, long: f32) -> Vec<Find> {
    let capped = GrayImage::from_fn(dark.width(), dark.height(), |x, y| {
        image::Luma([dark.get_pixel(x, y).0[0].min(CAP)])
    });
    let found = ring::find(&capped, long, ring::GREY);
    if sure(&found) {
        return found;
    }
    let high = (capped.height() as f32 * OVAL) as u32;
    let stretched = resize::to(&capped, capped.width(), high);
    let ovals = ring::find(&stretched, long, ring::GREY);
    let back = capped.height() as f32 / high.max(1) as f32;
    found
        .into_iter()
        .chain(ovals.iter().map(|f| Find { place: scaled(&f.place, 1.0, back), ..*f }))
        .collect()
}

fn scaled(rect: &Rect, x: f32, y: f32) -> Rect {
    Rect { left: rect.left * x, top: rect.top * y, right: rect.right * x, bottom: rect.bottom * y }
}

/// The surest of those that overlap.
fn distinct(mut found: Vec<Find>) -> Vec<Find> {
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let area = |r: &Rect| r.width() * r.height();
    let mut kept: Vec<Find> = Vec::new();
    for find in found {
        let shared = |k: &Find| k.place.overlap_x(&find.place) * k.place.overlap_y(&find.place);
        if kept.iter().all(|k| shared(k) < SAME * area(&k.place).min(area(&find.place))) {
            kept.push(find);
        }
    }
    kept
}
