//! The picture that is read, and how its pixels lie on the page as it was given.

use hezhi::geometry::{Point, Rect, Region};
use image::GrayImage;
use image::imageops;

use super::{PpOcr, TextBox};
use crate::engine::ReadError;
use crate::page::Page;
use crate::pixels::{Projection, grey, light, resize, sample, sheet};
use crate::ppocr::recognise::{HEIGHT, LONGEST};

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
        Some(Frame { image, to_page, turned: 0, reduction: self.reduction })
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
            image,
            to_page: back.then(&self.to_page),
            turned: (self.turned + degrees) % 360,
            reduction: self.reduction,
        }
    }
}

impl PpOcr {
    /// The page turned so that its text stands upright, and the lines of text on it.
    pub(super) fn upright(&self, page: &Page) -> Result<(Frame, Vec<TextBox>), ReadError> {
        let frame = Frame::prepared(page);
        let boxes = self.detector.detect(&frame.image, self.detect_side)?;
        let degrees = self.direction(&frame, &boxes)?;
        if degrees == 0 {
            return Ok((frame, boxes));
        }
        let frame = frame.turned(degrees);
        let boxes = self.detector.detect(&frame.image, self.detect_side)?;
        Ok((frame, boxes))
    }

    /// By how many degrees clockwise the page must be turned. The shape of the lines tells
    /// whether it lies on its side, and recognition which way round it is: models made for this
    /// turn upright pages of forms over, so the page is turned only where it then reads better.
    fn direction(&self, frame: &Frame, boxes: &[TextBox]) -> Result<u16, ReadError> {
        let shape = |b: &TextBox| sample::extent(&b.region);
        let (mut lying, mut standing): (Vec<&TextBox>, Vec<&TextBox>) = (Vec::new(), Vec::new());
        for b in boxes {
            let (w, h) = shape(b);
            if w > h * TELLING {
                lying.push(b);
            } else if h > w * TELLING {
                standing.push(b);
            }
        }
        let length = |set: &[&TextBox]| set.iter().map(|b| shape(b).0.max(shape(b).1)).sum::<f32>();
        let sideways = length(&standing) > length(&lying);
        let telling = if sideways { &mut standing } else { &mut lying };
        telling.sort_by(|a, b| {
            let long = |t: &TextBox| shape(t).0.max(shape(t).1);
            long(b).total_cmp(&long(a))
        });
        // The longest lines are the dearest to read; those after them tell as much.
        let skip = telling.len().saturating_sub(SAMPLES).min(2);
        let regions: Vec<Region> =
            telling.iter().skip(skip).take(SAMPLES).map(|b| b.region).collect();
        if regions.is_empty() {
            return Ok(0);
        }
        let sure = |degrees: u16| self.confidence(frame, &regions, degrees);
        if sideways {
            let (right, left) = (sure(90)?, sure(270)?);
            return Ok(if right >= left { 90 } else { 270 });
        }
        let upright = sure(0)?;
        if upright >= SURE || sure(180)? < upright + CLEARLY { Ok(0) } else { Ok(180) }
    }

    /// Mean confidence of the regions read as if the page were turned by `degrees`.
    fn confidence(
        &self,
        frame: &Frame,
        regions: &[Region],
        degrees: u16,
    ) -> Result<f32, ReadError> {
        let crops: Vec<GrayImage> = regions
            .iter()
            .filter_map(|r| sample::crop(&frame.image, &as_turned(r, degrees), HEIGHT, LONGEST))
            .collect();
        let readings = self.recogniser.read(&crops)?;
        Ok(readings.iter().map(|r| r.confidence).sum::<f32>() / readings.len().max(1) as f32)
    }
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
