//! Text detection: where on a page lines of text stand (DBNet, PP-OCRv6).

use hezhi::geometry::{Point, Region};
use image::{GrayImage, imageops};

use crate::engine::ReadError;
use crate::model::{Model, Tensor};
use crate::pixels::blobs::{Blob, blobs};
use crate::pixels::outline::{Aslant, hull, smallest_rectangle};
use crate::pixels::resize;

/// The network's strides multiply to this; both sides of its input are multiples of it.
const STRIDE: u32 = 32;
/// A pixel belongs to text from this probability on (PP-OCR's value).
const PIXEL: f32 = 0.3;
/// A box is kept from this mean probability on (PP-OCR's value).
const BOX: f32 = 0.5;
/// The network draws text cores; a box is grown by this share of area over perimeter to hold the
/// whole characters (PP-OCR's value).
const GROW: f32 = 1.6;
/// Smaller boxes are specks, in pixels of the network's output.
const SMALLEST: f32 = 3.0;
/// More boxes than any paper has lines: the rest of a noise picture is not worth its time.
const MOST: usize = 1000;

/// Paper is told from print in cells of this many pixels, by the means of squares of so many; by
/// how many of 255 levels these differ at the least where something stands.
const CELL: u32 = 16;
const SQUARE: u32 = 4;
const PALEST: u32 = 10;
/// So much paper is left around what stands on a page.
const MARGIN: u32 = 32;

/// Pixels of a strip of a large picture, as many as the first look has of a page.
const STRIP: u32 = 1_200_000;
/// Rows that strips share to each side: twice the height of a line at the scale of a second look.
const OVERLAP: u32 = 96;

/// A line of text found by detection.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBox {
    /// Corners in pixels of the picture that was given, the first one the top left as the picture
    /// stands, clockwise.
    pub region: Region,
    /// Mean probability inside the box.
    pub score: f32,
}

pub struct Detector {
    model: Box<dyn Model>,
}

impl Detector {
    pub fn new(model: Box<dyn Model>) -> Detector {
        Detector { model }
    }

    /// Finds the lines of text, looking at a copy whose long side is `long_side` pixels.
    pub fn detect(&self, page: &GrayImage, long_side: u32) -> Result<Vec<TextBox>, ReadError> {
        let (width, height) = input_size(page.width(), page.height(), long_side);
        let small = resize::to(page, width, height);
        let Some(inked) = inked(&small) else { return Ok(Vec::new()) };
        let (left, top) = (inked.left as f32, inked.top as f32);
        let small = inked.cut(&small);
        let plane = small.as_raw().iter().map(|&v| f32::from(v) / 127.5 - 1.0);
        let data: Vec<f32> = plane.clone().chain(plane.clone()).chain(plane).collect();
        let (w, h) = (small.width() as usize, small.height() as usize);
        let input = Tensor { shape: vec![1, 3, h, w], data };
        let mut found = Vec::new();
        self.model.run(input, &mut |_, map| {
            found = boxes(map, w, h);
            Ok(())
        })?;
        let scale = (page.width() as f32 / width as f32, page.height() as f32 / height as f32);
        let limits = (page.width() as f32, page.height() as f32);
        Ok(found
            .into_iter()
            .map(|(corners, score)| {
                let place = |p: Point| {
                    Point::new(
                        ((p.x + left) * scale.0).clamp(0.0, limits.0),
                        ((p.y + top) * scale.1).clamp(0.0, limits.1),
                    )
                };
                TextBox { region: Region(corners.map(place)), score }
            })
            .collect())
    }
}

impl Detector {
    /// Finds the lines of text in a picture as large as it is, strip by strip: the network takes a
    /// hundred bytes for each pixel that it sees at once.
    pub fn detect_in_strips(&self, picture: &GrayImage) -> Result<Vec<TextBox>, ReadError> {
        let (width, height) = picture.dimensions();
        let mut found = Vec::new();
        for strip in strips(height, (STRIP / width.max(1)).max(4 * OVERLAP)) {
            let (top, rows) = (strip.top, strip.bottom - strip.top);
            let piece = imageops::crop_imm(picture, 0, top, width, rows).to_image();
            let own = self.detect(&piece, width.max(rows))?;
            found.extend(own.into_iter().filter_map(|b| {
                let region = Region(b.region.0.map(|p| Point::new(p.x, p.y + top as f32)));
                let middle = region.bounds().center().y;
                strip.own.contains(&middle).then_some(TextBox { region, ..b })
            }));
        }
        Ok(found)
    }
}

/// Rows of a picture that are looked at together.
#[derive(Debug, PartialEq)]
struct Strip {
    top: u32,
    bottom: u32,
    /// The lines whose middles lie here are this strip's; those beyond are its neighbours'.
    own: std::ops::Range<f32>,
}

/// Strips of about `rows` rows each that overlap, so that every line is whole in one of them.
fn strips(height: u32, rows: u32) -> Vec<Strip> {
    let count = height.div_ceil(rows.max(1)).max(1);
    let at = |i: u32| height * i / count;
    (0..count)
        .map(|i| {
            let (first, last) = (i == 0, i + 1 == count);
            let start = if first { f32::NEG_INFINITY } else { at(i) as f32 };
            let end = if last { f32::INFINITY } else { at(i + 1) as f32 };
            Strip {
                top: at(i).saturating_sub(OVERLAP),
                bottom: (at(i + 1) + OVERLAP).min(height),
                own: start..end,
            }
        })
        .collect()
}

/// A part of a picture, in pixels; its corners lie on the network's strides.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Part {
    fn cut(&self, picture: &GrayImage) -> GrayImage {
        let (width, height) = (self.right - self.left, self.bottom - self.top);
        imageops::crop_imm(picture, self.left, self.top, width, height).to_image()
    }
}

/// The part of a picture outside which nothing stands, with some paper around it; `None` where the
/// paper is empty. The network takes its time by the pixel, and the margins of a page are a fifth
/// of it.
fn inked(picture: &GrayImage) -> Option<Part> {
    let (width, height) = picture.dimensions();
    let mut found: Option<Part> = None;
    for top in (0..height).step_by(CELL as usize) {
        for left in (0..width).step_by(CELL as usize) {
            if differs(picture, left, top) {
                let part = found.get_or_insert(Part { left, top, right: left, bottom: top });
                part.left = part.left.min(left);
                part.right = part.right.max(left + CELL);
                part.bottom = part.bottom.max(top + CELL);
            }
        }
    }
    let Part { left, top, right, bottom } = found?;
    let down = |n: u32| n.saturating_sub(MARGIN) / STRIDE * STRIDE;
    let up = |n: u32, most: u32| (n + MARGIN).next_multiple_of(STRIDE).min(most);
    Some(Part {
        left: down(left),
        top: down(top),
        right: up(right, width),
        bottom: up(bottom, height),
    })
}

/// Whether a cell of a picture shows more than paper. Means of small squares are compared, so that
/// the grain of a scan is none: the palest stroke that can be read shows in them.
fn differs(picture: &GrayImage, left: u32, top: u32) -> bool {
    let (mut low, mut high) = (u32::MAX, 0);
    for y in (top..top + CELL).step_by(SQUARE as usize) {
        let mut sums = [0u32; (CELL / SQUARE) as usize];
        for row in y..y + SQUARE {
            let start = (row * picture.width() + left) as usize;
            let pixels = picture.as_raw().get(start..start + CELL as usize).unwrap_or(&[]);
            for (sum, square) in sums.iter_mut().zip(pixels.chunks_exact(SQUARE as usize)) {
                *sum += square.iter().map(|&v| u32::from(v)).sum::<u32>();
            }
        }
        low = sums.iter().copied().fold(low, u32::min);
        high = sums.iter().copied().fold(high, u32::max);
    }
    high.saturating_sub(low) > PALEST * SQUARE * SQUARE
}

fn input_size(width: u32, height: u32, long_side: u32) -> (u32, u32) {
    let factor = long_side as f32 / width.max(height).max(1) as f32;
    // A small picture is enlarged at most twice: more only blurs it.
    let factor = factor.min(2.0);
    let side = |n: u32| (((n as f32 * factor) / STRIDE as f32).round().max(1.0) as u32) * STRIDE;
    (side(width), side(height))
}

/// The boxes in a probability map, in its own pixels.
fn boxes(map: &[f32], width: usize, height: usize) -> Vec<([Point; 4], f32)> {
    if map.len() != width * height {
        return Vec::new();
    }
    let (found, labels) = blobs(&dilated(map, width), width);
    found
        .iter()
        .filter(|blob| blob.width().min(blob.height()) as f32 >= SMALLEST)
        .take(MOST)
        .filter_map(|blob| {
            let tight = smallest_rectangle(&hull(&mut rim(blob, &labels, width)))?;
            if tight.along.min(tight.across) < SMALLEST {
                return None;
            }
            let score = mean_inside(map, width, height, &tight);
            if score < BOX {
                return None;
            }
            let grow = tight.along * tight.across * GROW / (2.0 * (tight.along + tight.across));
            Some((ordered(tight.grown(2.0 * grow).corners()), score))
        })
        .collect()
}

/// The corners of the outermost pixels of each row of a region.
fn rim(blob: &Blob, labels: &[u32], width: usize) -> Vec<Point> {
    let mut points = Vec::with_capacity(4 * blob.height());
    for y in blob.top..blob.bottom {
        let row = &labels[y * width + blob.left..y * width + blob.right];
        let own = |label: &u32| *label == blob.label;
        if let (Some(first), Some(last)) = (row.iter().position(own), row.iter().rposition(own)) {
            let (left, right) = ((blob.left + first) as f32, (blob.left + last + 1) as f32);
            let (top, bottom) = (y as f32, y as f32 + 1.0);
            points.extend(
                [(left, top), (left, bottom), (right, top), (right, bottom)]
                    .map(|(x, y)| Point::new(x, y)),
            );
        }
    }
    points
}

/// The text mask, each text pixel grown by one to the right and below, which joins the pieces of
/// characters with gaps in them (PP-OCR's 2 × 2 dilation).
fn dilated(map: &[f32], width: usize) -> Vec<bool> {
    let set = |i: usize| map.get(i).is_some_and(|&v| v > PIXEL);
    (0..map.len())
        .map(|i| {
            let left = i % width > 0;
            set(i)
                || (left && set(i - 1))
                || (i >= width && (set(i - width) || (left && set(i - width - 1))))
        })
        .collect()
}

fn mean_inside(map: &[f32], width: usize, height: usize, rect: &Aslant) -> f32 {
    let bounds = Region(rect.corners()).bounds();
    let (left, right) = (bounds.left.max(0.0) as usize, (bounds.right.ceil() as usize).min(width));
    let (top, bottom) = (bounds.top.max(0.0) as usize, (bounds.bottom.ceil() as usize).min(height));
    let (mut sum, mut count) = (0.0, 0u32);
    for y in top..bottom {
        for x in left..right {
            if rect.contains(Point::new(x as f32 + 0.5, y as f32 + 0.5)) {
                sum += map.get(y * width + x).copied().unwrap_or(0.0);
                count += 1;
            }
        }
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// Corners clockwise, beginning with the one that stands top left when the box is turned by less
/// than 45 degrees to lie straight.
fn ordered(corners: [Point; 4]) -> [Point; 4] {
    let center = Point::new(
        corners.iter().map(|p| p.x).sum::<f32>() / 4.0,
        corners.iter().map(|p| p.y).sum::<f32>() / 4.0,
    );
    let angle = |p: &Point| (p.y - center.y).atan2(p.x - center.x);
    let mut sorted = corners;
    sorted.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    // Of the four edges, the top one is the one whose direction is nearest to the x axis.
    let start = (0..4)
        .max_by(|&i, &j| {
            let along = |k: usize| {
                let (a, b) = (sorted[k], sorted[(k + 1) % 4]);
                let length = (b.x - a.x).hypot(b.y - a.y).max(1e-6);
                (b.x - a.x) / length
            };
            along(i).total_cmp(&along(j))
        })
        .unwrap_or(0);
    [0, 1, 2, 3].map(|k| sorted[(start + k) % 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_of_high_probability_becomes_one_grown_box() {
        let (w, h) = (100usize, 40usize);
        let mut map = vec![0.0f32; w * h];
        for y in 15..23 {
            for x in 20..80 {
                map[y * w + x] = 0.9;
            }
        }
        let found = boxes(&map, w, h);
        assert_eq!(found.len(), 1);
        let bounds = Region(found[0].0).bounds();
        assert!(bounds.left < 20.0 && bounds.left > 8.0, "{bounds:?}");
        assert!(bounds.top < 15.0 && bounds.bottom > 23.0 && bounds.bottom < 36.0, "{bounds:?}");
        assert!(found[0].1 > 0.7);
    }

    #[test]
    fn what_stands_on_a_page_is_looked_at_with_some_paper_around_it() {
        // A pale line of strokes on grainy paper.
        let page = GrayImage::from_fn(640, 960, |x, y| {
            let grain = ((x * 7919 + y * 104_729) % 13) as u8;
            let stroke = (300..316).contains(&y) && (100..400).contains(&x) && x % 5 < 2;
            image::Luma([if stroke { 175 } else { 225 } + grain])
        });
        let part = inked(&page).unwrap();
        assert_eq!(part, Part { left: 64, top: 256, right: 448, bottom: 352 });
        assert_eq!(part.cut(&page).dimensions(), (384, 96));
        let empty = GrayImage::from_fn(640, 960, |x, y| {
            image::Luma([225 + ((x * 7919 + y * 104_729) % 13) as u8])
        });
        assert_eq!(inked(&empty), None);
    }

    #[test]
    fn strips_share_rows_and_every_row_belongs_to_one() {
        let found = strips(2400, 750);
        assert_eq!(found.len(), 4);
        assert_eq!((found[1].top, found[1].bottom, &found[1].own), (504, 1296, &(600.0..1200.0)));
        assert_eq!((found[0].top, found[3].bottom), (0, 2400));
        for y in 0..2400 {
            assert_eq!(found.iter().filter(|s| s.own.contains(&(y as f32 + 0.5))).count(), 1);
        }
        assert_eq!(strips(700, 750).len(), 1);
    }

    #[test]
    fn corners_begin_top_left_however_they_come() {
        let p = Point::new;
        let expected = [p(0.0, 2.0), p(10.0, 0.0), p(11.0, 5.0), p(1.0, 7.0)];
        for turn in 0..4 {
            let mut corners = expected;
            corners.rotate_left(turn);
            assert_eq!(ordered(corners), expected);
            corners.reverse();
            assert_eq!(ordered(corners), expected);
        }
    }
}
