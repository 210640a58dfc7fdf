//! What is wrong with the picture of a page, for whoever has the paper in hand.
//!
//! Nothing is decided by it: it tells the clerk what to mend while the sheet still lies on the
//! glass. So it is told only where it spoils reading, or hides what nobody can know of.

use hezhi::geometry::{Rect, Region};
use hezhi::text::{PageFault, TextLine};
use image::{GrayImage, RgbImage};

use super::Frame;
use super::recognise::HEIGHT;
use crate::page::Page;
use crate::pixels::blobs::{Blob, blobs};
use crate::pixels::{Projection, resize, sample};

/// Lines whose sharpness is looked at.
const LINES: usize = 16;
/// The long side of the picture in which light and what covers the sheet are looked for.
const LOOK: u32 = 320;
/// Print is read well above this mean confidence, however the page looks; of what is very small the
/// next character may be lost.
const WELL_READ: f32 = 0.95;
/// What shows through from the front is read like this, the wrong way round.
const HARDLY_READ: f32 = 0.8;
const SMALL_WELL_READ: f32 = 0.985;
/// The steepest edges of sharp print take this share of its contrast from one pixel to the next but
/// one, at 48 pixels a line: 0.89 at the least on 12 pages of five families, 0.25 at the most on
/// the same out of focus.
const SHARP: f32 = 0.5;
/// By so many levels the inside of an empty sheet differs at the most, print that shows through
/// from its front included.
const SOMETHING: u8 = 21;
/// A line of print is so many pixels high at the least: on pages of 700 pixels 14 to 20.
const LEAST_HEIGHT: f32 = 17.5;
/// Paper is darker than this only in too little light.
const DARKEST_PAPER: u8 = 110;
/// So many lines that end where the picture ends are cut off.
const CUT_LINES: usize = 2;
/// How near to the end of the picture that is, as a share of the line's height.
const AT_END: f32 = 0.12;
/// Light reflected is as bright as the picture can be, on paper that is darker by so much.
const REFLECTED: u8 = 252;
const DARKER: u8 = 16;
/// A patch of it is worth telling from this share of the picture on, and what covers a sheet from
/// this one.
const GLARE: f32 = 0.025;
const PATCH: f32 = 0.012;
/// What covers more is no finger.
const LARGEST: f32 = 0.3;

/// What is seen of a page before anything is judged.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Seen {
    /// Mean confidence of its characters; 0 without any.
    confidence: f32,
    /// Share of the contrast at the steepest edges of the print; `None` without lines.
    sharpness: Option<f32>,
    /// The median height of its lines, in pixels of the page.
    height: Option<f32>,
    /// How bright its paper is.
    paper: u8,
    /// Lines that run into one end of the picture.
    cut: usize,
    /// Share of the picture that reflects the light, in one patch.
    reflected: f32,
    /// Share of the picture that something of the colour of skin takes, in one patch from its edge.
    covered: f32,
}

/// The faults of a page, in the order of [`PageFault`].
pub fn faults(page: &Page, frame: &Frame, lines: &[TextLine]) -> Vec<PageFault> {
    match seen(page, frame, lines) {
        Some(seen) => seen.faults(),
        // What nothing can be read of is no empty back where something stands on it.
        None if something_stands(&page.image) => vec![PageFault::Blurred],
        None => vec![PageFault::Blank],
    }
}

impl Seen {
    fn faults(&self) -> Vec<PageFault> {
        let small = self.height.is_some_and(|height| height < LEAST_HEIGHT);
        let blurred = self.sharpness.is_some_and(|sharpness| sharpness < SHARP);
        [
            (PageFault::Blurred, blurred && !small && self.confidence < WELL_READ),
            (PageFault::Dark, self.paper < DARKEST_PAPER),
            (PageFault::CutOff, self.cut >= CUT_LINES),
            (PageFault::Glare, self.reflected > GLARE),
            (PageFault::Covered, self.covered > PATCH),
            (PageFault::TooSmall, small && self.confidence < SMALL_WELL_READ),
        ]
        .into_iter()
        .filter_map(|(fault, there)| there.then_some(fault))
        .collect()
    }
}

/// Whether a sheet without anything to read shows more than paper, its edges left aside.
fn something_stands(image: &RgbImage) -> bool {
    let (width, height, _) = resize::fitted(image.width(), image.height(), LOOK);
    let small = resize::colour_to(image, width, height);
    let (x, y) = (width / 10, height / 10);
    let inner: Vec<u8> = (y..height - y)
        .flat_map(|row| (x..width - x).map(move |column| (column, row)))
        .map(|(column, row)| small.get_pixel(column, row).0[1])
        .collect();
    level(&inner, 0.97).saturating_sub(level(&inner, 0.03)) > SOMETHING
}

/// What is seen of a page; `None` where nothing on it can be read.
fn seen(page: &Page, frame: &Frame, lines: &[TextLine]) -> Option<Seen> {
    let characters: f32 = lines.iter().map(|l| l.text.chars().count() as f32).sum();
    let sure: f32 = lines.iter().map(|l| l.confidence * l.text.chars().count() as f32).sum();
    let guessed = sure < HARDLY_READ * characters;
    if characters < 3.0 || guessed && !something_stands(&page.image) {
        return None;
    }
    let (width, height, factor) = resize::fitted(page.image.width(), page.image.height(), LOOK);
    let small = resize::colour_to(&page.image, width, height);
    let bright = GrayImage::from_fn(width, height, |x, y| {
        image::Luma([small.get_pixel(x, y).0.into_iter().max().unwrap_or(0)])
    });
    let paper = level(bright.as_raw(), 0.7);
    let print: Vec<Rect> = lines.iter().map(|l| scaled(&l.region.bounds(), factor)).collect();
    Some(Seen {
        confidence: sure / characters,
        sharpness: sharpness(frame, lines),
        height: median(lines.iter().map(|l| sample::extent(&l.region)).map(|e| e.0.min(e.1))),
        paper,
        cut: cut(page, lines),
        reflected: reflected(&bright, paper),
        covered: covered(&small, &print),
    })
}

/// The steepest edges of the longest lines as a share of their contrast, in the median.
fn sharpness(frame: &Frame, lines: &[TextLine]) -> Option<f32> {
    let to_frame = frame.to_page.inverse().unwrap_or(Projection::IDENTITY);
    let length = |l: &TextLine| sample::extent(&l.region).0;
    let mut longest: Vec<&TextLine> = lines.iter().collect();
    longest.sort_by(|a, b| length(b).total_cmp(&length(a)));
    median(longest.into_iter().take(LINES).filter_map(|line| {
        let region: Region = to_frame.apply_region(&line.region);
        let crop = sample::crop(&frame.image, &region, HEIGHT, 600)?;
        let contrast = level(crop.as_raw(), 0.95).saturating_sub(level(crop.as_raw(), 0.05));
        let rows = crop.as_raw().chunks_exact(crop.width().max(1) as usize);
        let edges: Vec<u8> =
            rows.flat_map(|row| row.windows(3).map(|w| w[2].abs_diff(w[0]))).collect();
        (contrast > 20).then(|| f32::from(level(&edges, 0.98)) / f32::from(contrast))
    }))
}

/// The most lines that end where the picture ends on one side.
fn cut(page: &Page, lines: &[TextLine]) -> usize {
    let (width, height) = (page.image.width() as f32, page.image.height() as f32);
    let ends = lines.iter().map(|line| {
        let place = line.region.bounds();
        let (along, across) = sample::extent(&line.region);
        let near = AT_END * along.min(across);
        [place.left, width - place.right, place.top, height - place.bottom].map(|room| room < near)
    });
    let mut counts = [0; 4];
    for ends in ends {
        counts.iter_mut().zip(ends).for_each(|(count, at)| *count += usize::from(at));
    }
    counts.into_iter().max().unwrap_or(0)
}

/// The largest patch of light on paper that is darker. On a scan all paper is as bright.
fn reflected(bright: &GrayImage, paper: u8) -> f32 {
    if paper > REFLECTED - DARKER {
        return 0.0;
    }
    let mask: Vec<bool> = bright.as_raw().iter().map(|&v| v >= REFLECTED).collect();
    largest(&mask, bright.width() as usize, |_| true)
}

/// The largest patch of the colour of skin that comes in from an edge of the picture and has no
/// print around it on all sides: seals and stamps have.
fn covered(small: &RgbImage, print: &[Rect]) -> f32 {
    let (width, height) = (small.width() as usize, small.height() as usize);
    let mask: Vec<bool> = small.pixels().map(|p| is_skin(p.0)).collect();
    let share = largest(&mask, width, |blob| {
        let edge = blob.left == 0 || blob.top == 0 || blob.right == width || blob.bottom == height;
        let place = Rect {
            left: blob.left as f32,
            top: blob.top as f32,
            right: blob.right as f32,
            bottom: blob.bottom as f32,
        };
        // A desk lies around the sheet, a finger on it: beside print, not along all of it.
        let long = blob.width() > width / 2 || blob.height() > height / 2;
        let filled = blob.area as f32 > 0.35 * (blob.width() * blob.height()) as f32;
        let touches = print.iter().any(|r| {
            let room = r.height();
            r.left - room < place.right && place.left < r.right + room && r.overlap_y(&place) > 0.0
        });
        edge && filled && !long && touches
    });
    if share > LARGEST { 0.0 } else { share }
}

fn is_skin([r, g, b]: [u8; 3]) -> bool {
    let (r, g, b) = (i32::from(r), i32::from(g), i32::from(b));
    // Redder than green, greener than blue by some: seals have as much green as blue, wood less red.
    r > 90 && r - g > 18 && g - b > 6 && (r - b) * 100 > 22 * r && (g - b) * 100 < 75 * (r - b)
}

/// The share of a picture that the largest patch takes.
fn largest(mask: &[bool], width: usize, counts: impl Fn(&Blob) -> bool) -> f32 {
    let (found, _) = blobs(mask, width);
    let most = found.iter().filter(|blob| counts(blob)).map(|blob| blob.area).max();
    most.unwrap_or(0) as f32 / mask.len().max(1) as f32
}

fn scaled(rect: &Rect, by: f32) -> Rect {
    Rect {
        left: rect.left * by,
        top: rect.top * by,
        right: rect.right * by,
        bottom: rect.bottom * by,
    }
}

/// The level that this share of the values stays below.
fn level(values: &[u8], share: f32) -> u8 {
    let mut counts = [0usize; 256];
    values.iter().for_each(|&v| counts[usize::from(v)] += 1);
    let mut passed = 0;
    let found = counts.iter().position(|count| {
        passed += count;
        passed as f32 > share * values.len() as f32
    });
    found.unwrap_or(0) as u8
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f32::total_cmp).1)
}
