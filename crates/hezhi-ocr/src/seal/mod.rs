//! Seals: where they are, and the name on them where it can be read.

mod blob;
mod find;
pub mod ink;
mod ring;
pub(crate) mod stamp;
mod text;
pub(crate) mod under;

use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::Seal;
use image::RgbImage;

pub use find::{Find, Found, find};

use crate::engine::ReadError;
use crate::pixels::Projection;
use crate::ppocr::{Frame, Recognisers, as_turned};

/// The seals that were found, with what stands on them. `upright` takes points of the page to the upright page.
pub(crate) fn seals(
    page: &RgbImage,
    found: &Found,
    frame: &Frame,
    upright: &Projection,
    recogniser: &Recognisers,
) -> Result<Vec<Seal>, ReadError> {
    found
        .seals
        .iter()
        .map(|find| seal(page, frame, upright, recogniser, find, found.grey))
        .collect()
}

fn seal(
    page: &RgbImage,
    frame: &Frame,
    upright: &Projection,
    recogniser: &Recognisers,
    find: &Find,
    grey: bool,
) -> Result<Seal, ReadError> {
    let region = as_turned(&Region::from(find.place), frame.turned);
    let words = text::read(page, &region, recogniser, grey)?;
    Ok(Seal {
        text: words.name,
        across: words.across,
        upright: upright.apply_region(&region).bounds(),
        region,
        confidence: find.confidence,
    })
}

/// The places of the seals that are sure enough to be taken off the print; one that was found by
/// its shape alone has no red ink to take off.
pub(crate) fn sure(seals: &[Seal]) -> Vec<Rect> {
    seals.iter().filter(|s| s.confidence >= find::SURE).map(|s| s.region.bounds()).collect()
}

/// What lies beside the sheet in a photograph is no seal on it.
pub(crate) fn on_the_sheet(frame: &Frame, find: &Find) -> bool {
    let Point { x, y } = find.place.center();
    let Some(to_frame) = frame.to_page.inverse() else {
        return true;
    };
    let p = to_frame.apply(Point::new(x, y));
    (0.0..frame.image.width() as f32).contains(&p.x)
        && (0.0..frame.image.height() as f32).contains(&p.y)
}
