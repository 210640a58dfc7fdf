//! Print in red: the heads of official papers. It goes with the red of the seals when that is
//! taken off the page, so it is read by itself, from the red alone.

use hezhi::geometry::{Rect, Region};
use hezhi::text::{Seal, TextLine};
use image::{GrayImage, RgbImage};

use super::lines::{in_text_order, line};
use super::{Frame, PpOcr};
use crate::engine::ReadError;
use crate::page::Page;
use crate::pixels::{Projection, resize, sample};
use crate::seal::ink;

/// The long side of the picture in which red print is looked for: heads are set large.
const DETECT_SIDE: u32 = 800;
/// The long side of the picture in which red is counted.
const COUNT_SIDE: u32 = 500;
/// A page with less red than this beside its seals has no line of it: four characters of a head
/// cover half of it.
const LEAST_INK: f32 = 0.0006;
/// A page with more is on red paper or under red light.
const MOST_INK: f32 = 0.15;
/// Red is read as print only where it reads surely: the edge of a seal gives a glyph or two.
const SURE: f32 = 0.85;
/// A line has at least so many characters, and is this many times longer than high.
const CHARACTERS: usize = 4;
const LYING: f32 = 2.5;
/// By this many radians a line may differ from the page's own direction (six degrees).
const SLANT: f32 = 0.1;

impl PpOcr {
    /// The lines of red print that stand beside the seals. `straight` takes points of the frame to
    /// the upright page.
    pub(super) fn red_print(
        &self,
        page: &Page,
        frame: &Frame,
        straight: &Projection,
        seals: &[Seal],
    ) -> Result<Vec<TextLine>, ReadError> {
        if !has_red_print(&page.image, seals) {
            return Ok(Vec::new());
        }
        let (Some(ink), Some(shades)) =
            (in_frame(red_alone(&page.image), frame), in_frame(shades(&page.image), frame))
        else {
            return Ok(Vec::new());
        };
        let boxes = self.detector.detect(&ink, DETECT_SIDE)?;
        let places: Vec<Region> = boxes
            .iter()
            .map(|b| in_text_order(&b.region))
            .filter(|region| {
                let (along, across) = sample::extent(region);
                let shown = straight.apply_region(region);
                let [a, b, ..] = shown.0;
                along > LYING * across
                    && (b.y - a.y).atan2(b.x - a.x).abs() < SLANT
                    && !on_a_seal(&frame.to_page.apply_region(region).bounds(), seals)
            })
            .collect();
        let readings = self.read_each(&shades, &places)?;
        let read = places.iter().zip(&readings).filter(|(_, reading)| {
            reading.confidence >= SURE && reading.text.trim().chars().count() >= CHARACTERS
        });
        Ok(read.map(|(region, reading)| line(frame, straight, region, reading)).collect())
    }
}

fn has_red_print(page: &RgbImage, seals: &[Seal]) -> bool {
    let (width, height, factor) = resize::fitted(page.width(), page.height(), COUNT_SIDE);
    let red = ink::red(&resize::colour_to(page, width, height));
    let inked = red.enumerate_pixels().filter(|(_, _, ink)| ink.0[0] > 128).filter(|(x, y, _)| {
        let at = |v: u32| (v as f32 + 0.5) / factor;
        !on_a_seal(&Rect { left: at(*x), right: at(*x), top: at(*y), bottom: at(*y) }, seals)
    });
    let share = inked.count() as f32 / red.len().max(1) as f32;
    (LEAST_INK..MOST_INK).contains(&share)
}

/// The page's red as black on white, and nothing else.
fn red_alone(page: &RgbImage) -> GrayImage {
    let mut ink = ink::red(page);
    ink.pixels_mut().for_each(|p| p.0[0] = 255 - p.0[0]);
    ink
}

/// The page as it looks through a filter that shows red as dark as it is deep: strokes keep their
/// soft edges, which recognition wants.
fn shades(page: &RgbImage) -> GrayImage {
    let data = page.pixels().map(|p| p.0[1].max(p.0[2])).collect();
    GrayImage::from_raw(page.width(), page.height(), data)
        .unwrap_or_else(|| GrayImage::new(page.width(), page.height()))
}

/// A grey picture of the whole page, cut and turned as the frame is.
fn in_frame(picture: GrayImage, frame: &Frame) -> Option<GrayImage> {
    let (width, height) = (frame.image.width(), frame.image.height());
    let corners =
        Region::from(Rect { left: 0.0, top: 0.0, right: width as f32, bottom: height as f32 });
    sample::crop_to(&picture, &frame.to_page.apply_region(&corners), width, height)
}

fn on_a_seal(place: &Rect, seals: &[Seal]) -> bool {
    let center = place.center();
    seals.iter().any(|seal| {
        let b = seal.region.bounds();
        let margin = 0.05 * b.width().max(b.height());
        (b.left - margin..b.right + margin).contains(&center.x)
            && (b.top - margin..b.bottom + margin).contains(&center.y)
    })
}

/// Puts lines of red print among the others. What was read of them in pale grey goes; where they
/// stand upon other print they are a stamp's, and go themselves.
pub(super) fn put_among(lines: &mut Vec<TextLine>, red: Vec<TextLine>) {
    for line in red {
        let rival = |l: &TextLine| {
            let (x, y) = (l.upright.overlap_x(&line.upright), l.upright.overlap_y(&line.upright));
            x > 0.0 && y > 0.3 * l.upright.height().min(line.upright.height())
        };
        // The same print, lifted towards the paper, gives most of the same characters.
        let same = |l: &TextLine| {
            let known = l.text.chars().filter(|c| line.text.contains(*c)).count();
            known * 2 >= l.text.chars().count()
        };
        if lines.iter().filter(|l| rival(l) && l.confidence >= SURE).all(same) {
            lines.retain(|l| !rival(l));
            lines.push(line);
        }
    }
}
