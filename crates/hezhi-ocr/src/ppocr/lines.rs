//! From boxes to lines of text with their places.

use std::collections::BTreeMap;

use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::{Glyph, TextLine};
use image::GrayImage;

use super::frame::{Frame, as_turned};
use super::recognise::{HEIGHT, LONGEST, Reading};
use super::{Detector, PpOcr, TextBox, column, in_order, spread};
use crate::engine::ReadError;
use crate::pixels::{Projection, sample};

/// A box this many times higher than wide holds a column of text (PP-OCR's value).
const COLUMN: f32 = 1.5;
/// What is read with less than this is no text.
const LEAST: f32 = 0.35;
/// A line read with less than this is also tried upside down.
const DOUBTFUL: f32 = 0.6;
/// By how much the other way round must read better.
const CLEARLY: f32 = 0.2;

/// Radians from level, 12 degrees, beyond which a line tells the page's slope only where nearly
/// all lines do: hand-held photographs stay within it, watermarks run at 20 to 45 degrees.
const ASLANT: f32 = 0.21;
/// The part of all lines' length that has to run level to be taken for the page's own print.
const LEVEL_PART: f32 = 0.15;

/// How much finer than the first look a second one detects.
const FINER: f32 = 2.0;
/// A line read as surely as this is not read again in a second look.
const SETTLED: f32 = 0.95;
/// The longest side of a second look, in pixels.
const FINEST: f32 = 2400.0;

impl PpOcr {
    /// Reads the boxes of a frame, in reading order, and tells how the frame lies on the page
    /// turned upright and straightened. Boxes whose readings are `known` are not read again, and
    /// those that are `settled` only tell how the lines slope.
    pub(super) fn read_boxes(
        &self,
        frame: &Frame,
        boxes: &[TextBox],
        settled: &[TextBox],
        known: BTreeMap<usize, Reading>,
    ) -> Result<(Vec<TextLine>, Projection), ReadError> {
        let regions: Vec<Region> = boxes.iter().map(|b| in_text_order(&b.region)).collect();
        let mut read = self.read_either_way(&frame.image, regions, known)?;
        self.read_columns(&frame.image, boxes, &mut read)?;
        read.retain(|(_, reading)| !reading.text.trim().is_empty() && reading.confidence >= LEAST);
        let places = read.iter().map(|(region, _)| *region);
        let straight = straightened(frame, places.chain(settled.iter().map(|b| b.region)));
        let lines: Vec<TextLine> =
            read.iter().map(|(region, reading)| line(frame, &straight, region, reading)).collect();
        let lines = spread::joined(lines);
        Ok((in_order(lines), straight))
    }

    /// Reads regions of the page as given, one line each, in the order given, all with the thorough
    /// recogniser.
    pub(crate) fn read_places(
        &self,
        frame: &Frame,
        regions: &[Region],
    ) -> Result<Vec<TextLine>, ReadError> {
        let to_frame = frame.to_page.inverse().unwrap_or(Projection::IDENTITY);
        let own: Vec<Region> = regions.iter().map(|r| to_frame.apply_region(r)).collect();
        let readings =
            read_crops(&frame.image, &own, |crops| self.recogniser.thorough.read(crops))?;
        Ok(own
            .iter()
            .zip(&readings)
            .zip(regions)
            .map(|((own, reading), region)| TextLine {
                region: *region,
                upright: region.bounds(),
                ..line(frame, &frame.to_page, own, reading)
            })
            .collect())
    }

    /// Reads an area of the page as given, its corners in the order of its text, from a larger
    /// picture than the page was read from. `upright` counts from 0 to 1 within the area. Where
    /// `known` lines were surely read, nothing is read again.
    pub(crate) fn read_area(
        &self,
        frame: &Frame,
        area: &Region,
        detector: &Detector,
        known: &[TextLine],
    ) -> Result<Vec<TextLine>, ReadError> {
        let Some(piece) = enlarged(frame, area) else {
            return Ok(Vec::new());
        };
        let (width, height) = piece.image.dimensions();
        let found = detector.detect_in_strips(&piece.image)?;
        let stands_in = |b: &TextBox| {
            let place = piece.to_page.apply_region(&b.region);
            known.iter().any(|line| line.confidence >= SETTLED && covers(line, &place))
        };
        let (settled, boxes): (Vec<TextBox>, Vec<TextBox>) = found.into_iter().partition(stands_in);
        let (mut lines, _) = self.read_boxes(&piece, &boxes, &settled, BTreeMap::new())?;
        for line in &mut lines {
            let r = line.upright;
            line.upright = Rect {
                left: r.left / width as f32,
                right: r.right / width as f32,
                top: r.top / height as f32,
                bottom: r.bottom / height as f32,
            };
        }
        Ok(lines)
    }

    fn read_either_way(
        &self,
        image: &GrayImage,
        regions: Vec<Region>,
        mut known: BTreeMap<usize, Reading>,
    ) -> Result<Vec<(Region, Reading)>, ReadError> {
        let unread = |i: &usize| !known.contains_key(i);
        let unread: Vec<usize> = (0..regions.len()).filter(unread).collect();
        let places: Vec<Region> = unread.iter().map(|&i| regions[i]).collect();
        known.extend(unread.into_iter().zip(self.read_each(image, &places)?));
        let mut read: Vec<(Region, Reading)> =
            regions.into_iter().zip(known.into_values()).collect();
        let doubtful: Vec<usize> = read
            .iter()
            .enumerate()
            .filter(|(_, (_, r))| r.confidence < DOUBTFUL && r.marks.len() > 1)
            .map(|(i, _)| i)
            .collect();
        let flipped: Vec<Region> = doubtful.iter().map(|&i| as_turned(&read[i].0, 180)).collect();
        for ((i, region), reading) in
            doubtful.into_iter().zip(&flipped).zip(self.read_each(image, &flipped)?)
        {
            if reading.confidence > read[i].1.confidence + CLEARLY {
                read[i] = (*region, reading);
            }
        }
        Ok(read)
    }

    /// Columns of upright characters, read once more with the characters side by side.
    fn read_columns(
        &self,
        image: &GrayImage,
        boxes: &[TextBox],
        read: &mut [(Region, Reading)],
    ) -> Result<(), ReadError> {
        let columns: Vec<(usize, column::Column)> = boxes
            .iter()
            .enumerate()
            .filter(|(_, b)| stands(&b.region))
            .filter_map(|(i, b)| Some((i, column::laid_out(image, &b.region)?)))
            .collect();
        let pictures: Vec<GrayImage> = columns.iter().map(|(_, c)| c.picture.clone()).collect();
        for ((i, column), reading) in columns.iter().zip(self.recogniser.read(&pictures)?) {
            if let Some((_, known)) = read.get_mut(*i)
                && reading.confidence > known.confidence
            {
                *known = column.in_place(reading);
            }
        }
        Ok(())
    }

    pub(super) fn read_each(
        &self,
        image: &GrayImage,
        regions: &[Region],
    ) -> Result<Vec<Reading>, ReadError> {
        read_crops(image, regions, |crops| self.recogniser.read(crops))
    }
}

/// What `read` makes of the regions of a picture; nothing where a region has no extent.
fn read_crops(
    image: &GrayImage,
    regions: &[Region],
    read: impl Fn(&[GrayImage]) -> Result<Vec<Reading>, ReadError>,
) -> Result<Vec<Reading>, ReadError> {
    let crops: Vec<Option<GrayImage>> =
        regions.iter().map(|r| sample::crop(image, r, HEIGHT, LONGEST)).collect();
    let (places, crops): (Vec<usize>, Vec<GrayImage>) =
        crops.into_iter().enumerate().filter_map(|(i, c)| c.map(|c| (i, c))).unzip();
    let mut readings = vec![Reading::default(); regions.len()];
    for (i, reading) in places.into_iter().zip(read(&crops)?) {
        readings[i] = reading;
    }
    Ok(readings)
}

/// A picture of an area of the page, larger than the one in which lines were looked for first.
fn enlarged(frame: &Frame, area: &Region) -> Option<Frame> {
    let place = frame.to_page.inverse().unwrap_or(Projection::IDENTITY).apply_region(area);
    let (along, across) = sample::extent(&place);
    // Twice the scale of the first look, or all there is and half more.
    let finer = FINER * frame.detection_scale();
    let (width, height) = ((along * finer).round(), (across * finer).round());
    let shrink = (FINEST / width.max(height).max(1.0)).min(1.0);
    let (width, height) = (((width * shrink) as u32).max(32), ((height * shrink) as u32).max(32));
    let image = sample::crop_to(&frame.image, &place, width, height)?;
    let corners =
        Region::from(Rect { left: 0.0, top: 0.0, right: width as f32, bottom: height as f32 });
    let to_page = Projection::between(&corners.0, &area.0)?;
    Some(Frame { page: frame.page, image, to_page, turned: frame.turned, reduction: 1.0 })
}

/// Whether a place shows no more than a line does: its middle runs within the line, and its ends
/// reach no further than half a character beyond.
fn covers(line: &TextLine, place: &Region) -> bool {
    let [a, b, _, d] = line.region.0;
    let (along, down) = ((b.x - a.x, b.y - a.y), (d.x - a.x, d.y - a.y));
    let (length, height) = (along.0.hypot(along.1).max(1.0), down.0.hypot(down.1).max(1.0));
    let [p, q, r, s] = place.0;
    let room = 0.5 * height / length;
    [p.towards(s, 0.5), q.towards(r, 0.5)].iter().all(|end| {
        let (x, y) = (end.x - a.x, end.y - a.y);
        let (u, v) = (x * along.0 + y * along.1, x * down.0 + y * down.1);
        (-room..=1.0 + room).contains(&(u / (length * length)))
            && (0.2..=0.8).contains(&(v / (height * height)))
    })
}

/// A column of text is read downwards, its right side up.
pub(super) fn in_text_order(region: &Region) -> Region {
    if stands(region) { as_turned(region, 270) } else { *region }
}

fn stands(region: &Region) -> bool {
    let (along, across) = sample::extent(region);
    across > along * COLUMN
}

pub(super) fn line(
    frame: &Frame,
    straight: &Projection,
    region: &Region,
    reading: &Reading,
) -> TextLine {
    TextLine {
        text: reading.text.clone(),
        confidence: reading.confidence,
        region: frame.to_page.apply_region(region),
        upright: straight_rect(&straight.apply_region(region)),
        glyphs: glyphs(region, reading),
        quick: reading.quick,
    }
}

/// The rectangle of a region that lies straight but for a rest of slope.
fn straight_rect(region: &Region) -> Rect {
    let mut xs = region.0.map(|p| p.x);
    let mut ys = region.0.map(|p| p.y);
    xs.sort_by(f32::total_cmp);
    ys.sort_by(f32::total_cmp);
    Rect {
        left: (xs[0] + xs[1]) / 2.0,
        right: (xs[2] + xs[3]) / 2.0,
        top: (ys[0] + ys[1]) / 2.0,
        bottom: (ys[2] + ys[3]) / 2.0,
    }
}

/// Where each character begins and ends. The network tells only its middle: it reaches half way
/// to its neighbours, but no further than a character of the line's height is wide.
fn glyphs(region: &Region, reading: &Reading) -> Vec<Glyph> {
    let (along, across) = sample::extent(region);
    let widest = 0.5 * across / along.max(1.0);
    let marks = &reading.marks;
    let middle = |i: usize| marks.get(i).map(|m| m.0);
    marks
        .iter()
        .enumerate()
        .map(|(i, &(at, confidence))| {
            let before = i.checked_sub(1).and_then(middle).map_or(0.0, |m| (m + at) / 2.0);
            let after = middle(i + 1).map_or(1.0, |m| (m + at) / 2.0);
            let start = before.max(at - widest).clamp(0.0, 1.0);
            Glyph { start, end: after.min(at + widest).clamp(start, 1.0), confidence }
        })
        .collect()
}

/// From the frame to the page turned upright and straightened, in pixels of the page's own size:
/// the lines' common slope is taken out.
fn straightened(frame: &Frame, lines: impl Iterator<Item = Region>) -> Projection {
    let mut slopes: Vec<(f32, f32)> = lines
        .filter_map(|region| {
            let [a, b, c, d] = region.0;
            let (along, across) = sample::extent(&region);
            let slope = |p: Point, q: Point| (q.y - p.y).atan2(q.x - p.x);
            let angle = (slope(a, b) + slope(d, c)) / 2.0;
            (along > 4.0 * across && angle.abs() < 0.6).then_some((angle, along))
        })
        .collect();
    // The frame stands upright already. What runs further aslant is a watermark, and those are
    // often longer together than the rows of a short letter.
    let all: f32 = slopes.iter().map(|s| s.1).sum();
    let level: f32 = slopes.iter().filter(|s| s.0.abs() < ASLANT).map(|s| s.1).sum();
    if level >= LEVEL_PART * all {
        slopes.retain(|s| s.0.abs() < ASLANT);
    }
    slopes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = slopes.iter().map(|s| s.1).sum::<f32>() / 2.0;
    let mut passed = 0.0;
    let angle = slopes.iter().find(|s| {
        passed += s.1;
        passed >= half
    });
    let center = Point::new(frame.image.width() as f32 / 2.0, frame.image.height() as f32 / 2.0);
    let level = Projection::rotation(-angle.map_or(0.0, |s| s.0), center);
    level.then(&Projection::scale(frame.reduction))
}
