//! Seals: where they are, and the name on them where it can be read.

mod blob;
pub mod ink;
mod ring;
mod text;

use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::Seal;
use image::RgbImage;

use crate::engine::ReadError;
use crate::pixels::{Projection, resize};
use crate::ppocr::{Frame, Recogniser, as_turned};

/// The long side of the picture in which seals are looked for: a seal of 42 mm on an A4 page is
/// then 100 pixels wide.
const LOOK: u32 = 700;
/// Two finds that share this part of the smaller one are one seal.
const SAME: f32 = 0.4;
/// A page where less than this share of the pixels has any colour is a photocopy.
const COLOURLESS: f32 = 0.002;

/// A seal as it was found: the rectangle around it in the picture, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Find {
    place: Rect,
    confidence: f32,
}

/// The seals of a page. `upright` takes points of the page to the upright page.
pub fn seals(
    page: &RgbImage,
    frame: &Frame,
    upright: &Projection,
    recogniser: &Recogniser,
) -> Result<Vec<Seal>, ReadError> {
    let (width, height, factor) = resize::fitted(page.width(), page.height(), LOOK);
    let small = resize::colour_to(page, width, height);
    let red = ink::red(&small);
    let mut found = blob::find(&red);
    found.extend(ring::find(&red, ring::COLOUR));
    let coloured = red.as_raw().iter().filter(|&&v| v > 128).count() as f32 > COLOURLESS * red.len() as f32;
    // A seal copied in grey is a ring among black print. Where there is red, the seal is red.
    let grey = found.is_empty() && !coloured;
    if grey {
        found.extend(ring::find(&ink::dark(&small), ring::GREY));
    }
    found.retain(|f| on_the_sheet(frame, f, factor));
    distinct(found).into_iter().map(|find| seal(page, frame, upright, recogniser, find, factor, grey)).collect()
}

fn seal(
    page: &RgbImage,
    frame: &Frame,
    upright: &Projection,
    recogniser: &Recogniser,
    find: Find,
    factor: f32,
    grey: bool,
) -> Result<Seal, ReadError> {
    let place = scaled(&find.place, 1.0 / factor);
    let region = as_turned(&Region::from(place), frame.turned);
    Ok(Seal {
        text: text::read(page, &region, recogniser, grey)?,
        upright: upright.apply_region(&region).bounds(),
        region,
        confidence: find.confidence,
    })
}

fn scaled(rect: &Rect, factor: f32) -> Rect {
    Rect { left: rect.left * factor, top: rect.top * factor, right: rect.right * factor, bottom: rect.bottom * factor }
}

/// What lies beside the sheet in a photograph is no seal on it.
fn on_the_sheet(frame: &Frame, find: &Find, factor: f32) -> bool {
    let Point { x, y } = find.place.center();
    let Some(to_frame) = frame.to_page.inverse() else {
        return true;
    };
    let p = to_frame.apply(Point::new(x / factor, y / factor));
    (0.0..frame.image.width() as f32).contains(&p.x) && (0.0..frame.image.height() as f32).contains(&p.y)
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
