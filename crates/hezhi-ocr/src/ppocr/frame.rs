//! The picture that is read, and how its pixels lie on the page as it was given.

use std::collections::BTreeMap;

use hezhi::geometry::{Point, Rect, Region};
use image::GrayImage;
use image::imageops;

use super::{PpOcr, TextBox};
use crate::engine::ReadError;
use crate::page::Page;
use crate::pixels::{Projection, grey, light, resize, sample, sheet};
use crate::ppocr::recognise::Reading;

/// Larger scans are read from a copy with this long side: at 3,000 pixels an A4 page has 256 dots
/// an inch, more than recognition's 48 pixels a line can use.
pub const READ_SIDE: u32 = 3000;
/// The long side of the picture that detection sees.
pub const DETECT_SIDE: u32 = 1280;
/// A line tells the direction of the page only when it is this many times longer than high.
const TELLING: f32 = 3.0;
/// How many lines are read to learn the direction.
const SAMPLES: usize = 5;
/// Upright text reads with at least this confidence; below, the other direction is tried too.
const SURE: f32 = 0.88;
/// By this much another direction must read better: the page as given is right until shown wrong.
const CLEARLY: f32 = 0.1;

/// The grey picture that is read.
pub struct Frame {
    /// The number of the page within its file.
    pub page: u32,
    pub image: GrayImage,
    /// From pixels of `image` to pixels of the page as given.
    pub to_page: Projection,
    /// Clockwise degrees by which the page was turned.
    pub turned: u16,
    /// How many pixels of the page one pixel of `image` stands for.
    pub reduction: f32,
}

impl Frame {
    /// The page as it was given, red taken off, reduced where it is very large.
    pub fn given(page: &Page) -> Frame {
        let (width, height, factor) =
            resize::fitted(page.image.width(), page.image.height(), READ_SIDE);
        let image = resize::to(&grey::without_red(&page.image), width, height);
        Frame {
            page: page.number,
            image,
            to_page: Projection::scale(1.0 / factor),
            turned: 0,
            reduction: 1.0 / factor,
        }
    }

    /// The sheet alone, where the page is a photograph of one lying on something darker; its light
    /// evened out where it needs that.
    pub fn prepared(page: &Page) -> Frame {
        let whole = Frame::given(page);
        let mut frame = whole.sheet(page).unwrap_or(whole);
        if let Some(evened) = light::evened(&frame.image) {
            frame.image = evened;
        }
        frame
    }

    fn sheet(&self, page: &Page) -> Option<Frame> {
        let on_page = sheet::find(&page.image)?;
        let place = self.to_page.inverse()?.apply_region(&on_page);
        let (width, height) = sheet::size(&place);
        let image = sample::crop_to(&self.image, &place, width, height)?;
        let (w, h) = (width as f32, height as f32);
        let corners = Region::from(Rect { left: 0.0, top: 0.0, right: w, bottom: h });
        let to_page = Projection::between(&corners.0, &on_page.0)?;
        Some(Frame { page: self.page, image, to_page, turned: 0, reduction: self.reduction })
    }

    /// By what factor detection sees the picture smaller.
    pub fn detection_scale(&self) -> f32 {
        DETECT_SIDE as f32 / self.image.width().max(self.image.height()).max(1) as f32
    }

    /// The same turned clockwise by `degrees`, one of 0, 90, 180, 270.
    pub fn turned(&self, degrees: u16) -> Frame {
        let image = match degrees {
            90 => imageops::rotate90(&self.image),
            180 => imageops::rotate180(&self.image),
            270 => imageops::rotate270(&self.image),
            _ => self.image.clone(),
        };
        let back = Projection::quarter_turn((360 - degrees) % 360, image.width(), image.height());
        Frame {
            page: self.page,
            image,
            to_page: back.then(&self.to_page),
            turned: (self.turned + degrees) % 360,
            reduction: self.reduction,
        }
    }
}

/// A page turned so that its text stands upright, and the lines of text on it.
pub(super) struct Upright {
    pub frame: Frame,
    pub boxes: Vec<TextBox>,
    /// What was read of the boxes on the way, by their numbers.
    pub known: BTreeMap<usize, Reading>,
}

impl PpOcr {
    /// The page turned so that its text stands upright.
    pub(super) fn upright(&self, frame: Frame) -> Result<Upright, ReadError> {
        let boxes = self.detector.detect(&frame.image, self.detect_side)?;
        let (degrees, known) = self.direction(&frame, &boxes)?;
        if degrees == 0 {
            return Ok(Upright { frame, boxes, known });
        }
        let frame = frame.turned(degrees);
        let boxes = self.detector.detect(&frame.image, self.detect_side)?;
        Ok(Upright { frame, boxes, known: BTreeMap::new() })
    }

    /// By how many degrees clockwise the page must be turned, and what was read to learn it of a
    /// page that stands upright. The shape of the lines tells whether it lies on its side, and
    /// recognition which way round it is: models made for this turn upright pages of forms over,
    /// so the page is turned only where it then reads better.
    fn direction(
        &self,
        frame: &Frame,
        boxes: &[TextBox],
    ) -> Result<(u16, BTreeMap<usize, Reading>), ReadError> {
        let (sideways, samples) = samples(boxes);
        let regions: Vec<Region> =
            samples.iter().filter_map(|&i| boxes.get(i)).map(|b| b.region).collect();
        if regions.is_empty() {
            return Ok((0, BTreeMap::new()));
        }
        let read = |degrees: u16| {
            let turned: Vec<Region> = regions.iter().map(|r| as_turned(r, degrees)).collect();
            self.read_each(&frame.image, &turned)
        };
        if sideways {
            let (right, left) = (sureness(&read(90)?), sureness(&read(270)?));
            return Ok((if right >= left { 90 } else { 270 }, BTreeMap::new()));
        }
        let upright = read(0)?;
        let sure = sureness(&upright);
        if sure < SURE && sureness(&read(180)?) >= sure + CLEARLY {
            return Ok((180, BTreeMap::new()));
        }
        Ok((0, samples.into_iter().zip(upright).collect()))
    }
}

/// Whether most lines stand on end, and the numbers of a few that tell which way is up.
fn samples(boxes: &[TextBox]) -> (bool, Vec<usize>) {
    let shape = |i: usize| boxes.get(i).map_or((0.0, 0.0), |b| sample::extent(&b.region));
    let long = |i: usize| shape(i).0.max(shape(i).1);
    let (mut lying, mut standing): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for i in 0..boxes.len() {
        let (w, h) = shape(i);
        if w > h * TELLING {
            lying.push(i);
        } else if h > w * TELLING {
            standing.push(i);
        }
    }
    let length = |set: &[usize]| set.iter().map(|&i| long(i)).sum::<f32>();
    let sideways = length(&standing) > length(&lying);
    let mut telling = if sideways { standing } else { lying };
    telling.sort_by(|&a, &b| long(b).total_cmp(&long(a)));
    // The longest lines are the dearest to read; those after them tell as much.
    let skip = telling.len().saturating_sub(SAMPLES).min(2);
    (sideways, telling.into_iter().skip(skip).take(SAMPLES).collect())
}

/// Mean confidence of the lines that show anything to read.
fn sureness(readings: &[Reading]) -> f32 {
    readings.iter().map(|r| r.confidence).sum::<f32>() / readings.len().max(1) as f32
}

/// The corners of a box in the order of its text, if the page must be turned by `degrees`.
pub fn as_turned(region: &Region, degrees: u16) -> Region {
    let [a, b, c, d]: [Point; 4] = region.0;
    Region(match degrees {
        90 => [d, a, b, c],
        180 => [c, d, a, b],
        270 => [b, c, d, a],
        _ => [a, b, c, d],
    })
}
