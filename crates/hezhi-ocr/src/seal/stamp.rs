//! Stamps across the print, in red or blue: 复印件与原件一致 or 收件专用 in a frame, and red seals.
//!
//! Their characters stand among those of the print, and a line then reads 经办康桥路 or 收件05.
//! What a framed stamp says decides nothing; what a seal says is read from the page as it was
//! given. Where one lies on print, its ink is made paper before anything else is read.

use hezhi::geometry::{Point, Rect};
use image::{GrayImage, RgbImage};

use super::ink;
use crate::page::Page;
use crate::pixels::blobs::{blobs, grown};
use crate::pixels::resize;

/// The long side of the picture in which stamps are looked for: a frame half a millimetre wide is
/// then two pixels on an A4 page.
const LOOK: u32 = 1000;
/// Ink counts from this strength on.
const INK: u8 = 60;
/// Gaps of up to twice this many pixels are closed: print that crosses the frame cuts it.
const REACH: usize = 2;
/// The sides, as shares of the picture's long side: from 12 mm by 5.5 to 100 mm by 50 on A4.
const LONG: (f32, f32) = (0.04, 0.36);
const SHORT: (f32, f32) = (0.018, 0.18);
/// A patch that reaches further is no stamp however it is turned, and to measure a watermark or a
/// coloured desk at every angle took a tenth of a page's time.
const WIDEST: f32 = 0.5;
/// A stamp is longer than high; what is about as high as long is a seal, which may be needed.
const LYING: f32 = 1.22;
/// How near to its side the ink of a frame is, as a share of the stamp's height, and in pixels: a
/// name written in blue fills a rectangle too, but not evenly along its edges.
const NEAR: f32 = 0.08;
const NEARNESS: (f32, f32) = (1.6, 3.0);
/// The share of the frame that must be seen, and of each side of it.
const FRAME: f32 = 0.72;
const SIDE: f32 = 0.45;
/// One piece of unbroken ink is at least this share of the stamp's length: a side of the frame.
/// Written characters stand apart.
const UNBROKEN: f32 = 0.6;
/// The frame is looked at in pieces of this many pixels.
const PIECE: f32 = 4.0;
/// A stamp lies on print where this share of it is darker than its ink can be.
const PRINT: f32 = 0.008;
/// The share of the stamp's ink that may stay darker than paper: much of it lies on print.
const DARKEST: f32 = 0.2;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Ink {
    Red,
    Blue,
}

impl Ink {
    fn strength(self, pixel: [u8; 3]) -> u8 {
        match self {
            Ink::Red => ink::redness(pixel),
            Ink::Blue => ink::blueness(pixel),
        }
    }

    /// How bright a pixel is in the channel in which this ink is brightest. A letter's head in
    /// blue is dark under a red stamp.
    fn brightness(self, [r, _, b]: [u8; 3]) -> u8 {
        match self {
            Ink::Red => r,
            Ink::Blue => b,
        }
    }
}

/// A rectangle at an angle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stamp {
    ink: Ink,
    center: Point,
    /// Half of its length and height.
    half: (f32, f32),
    /// Cosine and sine of the angle by which its length is turned.
    turn: (f32, f32),
}

/// The page with the ink of the framed stamps that lie on its print made paper; `None` where none
/// does.
pub fn taken_off(page: &Page) -> Option<Page> {
    lifted_from(page, &find(&page.image))
}

/// The page with the ink of the red seals that lie on its print made paper; `None` where none does.
/// `places` are the rectangles around those that are [`Found::sure`].
pub fn seals_taken_off(page: &Page, places: &[Rect]) -> Option<Page> {
    let square = |place: &Rect| Stamp {
        ink: Ink::Red,
        center: place.center(),
        half: (place.width() / 2.0, place.height() / 2.0),
        turn: (1.0, 0.0),
    };
    lifted_from(page, &places.iter().map(square).collect::<Vec<_>>())
}

fn lifted_from(page: &Page, stamps: &[Stamp]) -> Option<Page> {
    let mut image: Option<RgbImage> = None;
    for stamp in stamps {
        let Some(level) = level(&page.image, stamp) else { continue };
        let cleaned = image.get_or_insert_with(|| page.image.clone());
        for (x, y) in stamp.pixels(cleaned) {
            let pixel = cleaned.get_pixel_mut(x, y);
            pixel.0 = [super::under::lifted(stamp.ink.brightness(pixel.0), level); 3];
        }
    }
    Some(Page { number: page.number, image: image?, text_layer: page.text_layer.clone() })
}

fn find(page: &RgbImage) -> Vec<Stamp> {
    let (width, height, factor) = resize::fitted(page.width(), page.height(), LOOK);
    let small = resize::colour_to(page, width, height);
    [
        (Ink::Red, ink::red(&small)),
        (Ink::Blue, ink::blue(&small)),
        (Ink::Blue, ink::pale_blue(&small)),
    ]
    .iter()
    .flat_map(|(ink, strength)| framed(*ink, strength))
    .map(|s| Stamp {
        center: Point::new(s.center.x / factor, s.center.y / factor),
        half: (s.half.0 / factor, s.half.1 / factor),
        ..s
    })
    .collect()
}

/// The patches of ink that are a rectangular frame.
fn framed(ink: Ink, strength: &GrayImage) -> Vec<Stamp> {
    let (width, long) = (strength.width() as usize, strength.width().max(strength.height()) as f32);
    let mask: Vec<bool> = strength.as_raw().iter().map(|&v| v > INK).collect();
    let (patches, labels) = blobs(&grown(&mask, width, REACH), width);
    patches
        .iter()
        .filter(|p| {
            let side = p.width().max(p.height()) as f32;
            side > LONG.0 * long && side < WIDEST * long
        })
        .filter_map(|patch| {
            let own = |x: usize, y: usize| {
                (labels[y * width + x] == patch.label && mask[y * width + x])
                    .then_some(Point::new(x as f32 + 0.5, y as f32 + 0.5))
            };
            let points: Vec<Point> = (patch.top..patch.bottom)
                .flat_map(|y| (patch.left..patch.right).map(move |x| (x, y)))
                .filter_map(|(x, y)| own(x, y))
                .collect();
            let stamp = around(ink, &points)?;
            let (a, b) = (2.0 * stamp.half.0 / long, 2.0 * stamp.half.1 / long);
            let sized = (LONG.0..LONG.1).contains(&a) && (SHORT.0..SHORT.1).contains(&b);
            (sized && a > LYING * b && stamp.frame_seen(&points) && stamp.has_a_side(&points))
                .then_some(stamp)
        })
        .collect()
}

/// The least rectangle around points, its length lying.
fn around(ink: Ink, points: &[Point]) -> Option<Stamp> {
    if points.len() < 60 {
        return None;
    }
    let at = |degrees: i32| {
        let (sin, cos) = (degrees as f32).to_radians().sin_cos();
        let (u0, u1) = ends(points.iter().map(|p| p.x * cos + p.y * sin).collect());
        let (v0, v1) = ends(points.iter().map(|p| p.y * cos - p.x * sin).collect());
        let (u, v) = ((u0 + u1) / 2.0, (v0 + v1) / 2.0);
        Stamp {
            ink,
            center: Point::new(u * cos - v * sin, u * sin + v * cos),
            half: ((u1 - u0) / 2.0, (v1 - v0) / 2.0),
            turn: (cos, sin),
        }
    };
    let area = |s: &Stamp| s.half.0 * s.half.1;
    let least = (-45..45).map(at).min_by(|a, b| area(a).total_cmp(&area(b)))?;
    let (a, b) = least.half;
    let (cos, sin) = least.turn;
    Some(if a >= b { least } else { Stamp { half: (b, a), turn: (-sin, cos), ..least } })
}

/// First and last of the values, but for a speck or two.
fn ends(mut values: Vec<f32>) -> (f32, f32) {
    let cut = values.len() / 200;
    let last = values.len() - 1 - cut;
    let first = *values.select_nth_unstable_by(cut, f32::total_cmp).1;
    (first - 0.5, *values.select_nth_unstable_by(last, f32::total_cmp).1 + 0.5)
}

impl Stamp {
    /// Along its length and across it, from its middle.
    fn inward(&self, p: Point) -> (f32, f32) {
        let ((cos, sin), (x, y)) = (self.turn, (p.x - self.center.x, p.y - self.center.y));
        (x * cos + y * sin, y * cos - x * sin)
    }

    /// Whether ink lies along all four sides.
    fn frame_seen(&self, points: &[Point]) -> bool {
        let (a, b) = self.half;
        let near_enough = (2.0 * b * NEAR).clamp(NEARNESS.0, NEARNESS.1);
        let pieces = |half: f32| vec![false; ((2.0 * half / PIECE) as usize).max(1)];
        let mut sides = [pieces(a), pieces(a), pieces(b), pieces(b)];
        for p in points {
            let (u, v) = self.inward(*p);
            let near = [v + b, b - v, u + a, a - u].map(|distance| distance < near_enough);
            for (side, (near, at)) in sides.iter_mut().zip(near.into_iter().zip([
                (u + a) / (2.0 * a),
                (u + a) / (2.0 * a),
                (v + b) / (2.0 * b),
                (v + b) / (2.0 * b),
            ])) {
                let piece = ((at * side.len() as f32) as usize).min(side.len() - 1);
                side[piece] |= near;
            }
        }
        let seen = |side: &[bool]| side.iter().filter(|s| **s).count();
        let each = sides.iter().all(|s| seen(s) as f32 >= SIDE * s.len() as f32);
        let all: usize = sides.iter().map(Vec::len).sum();
        each && sides.iter().map(|s| seen(s)).sum::<usize>() as f32 >= FRAME * all as f32
    }

    /// Whether one unbroken piece of ink reaches along most of its length.
    fn has_a_side(&self, points: &[Point]) -> bool {
        let (left, top) =
            points.iter().fold((f32::MAX, f32::MAX), |(x, y), p| (x.min(p.x), y.min(p.y)));
        let place = |p: &Point| ((p.x - left) as usize, (p.y - top) as usize);
        let (width, height) =
            points.iter().map(place).fold((0, 0), |(w, h), (x, y)| (w.max(x + 1), h.max(y + 1)));
        let mut mask = vec![false; width * height];
        for (x, y) in points.iter().map(place) {
            mask[y * width + x] = true;
        }
        let (pieces, labels) = blobs(&mask, width);
        let mut spans = vec![(f32::MAX, f32::MIN); pieces.len() + 1];
        for p in points {
            let (x, y) = place(p);
            let (along, _) = self.inward(*p);
            let span = &mut spans[labels[y * width + x] as usize];
            *span = (span.0.min(along), span.1.max(along));
        }
        spans.iter().any(|(from, to)| to - from > UNBROKEN * 2.0 * self.half.0)
    }

    /// The pixels of a picture that it covers, with the blur around its frame.
    fn pixels(&self, picture: &RgbImage) -> Vec<(u32, u32)> {
        let (a, b) = self.half;
        let room = 0.03 * a + 1.0;
        let reach = a.hypot(b) + room;
        let bounds = Rect {
            left: self.center.x - reach,
            top: self.center.y - reach,
            right: self.center.x + reach,
            bottom: self.center.y + reach,
        };
        let (left, top, right, bottom) = super::under::inside(picture, &bounds);
        (top..bottom)
            .flat_map(|y| (left..right).map(move |x| (x, y)))
            .filter(|&(x, y)| {
                let (u, v) = self.inward(Point::new(x as f32 + 0.5, y as f32 + 0.5));
                u.abs() < a + room && v.abs() < b + room
            })
            .collect()
    }
}

/// How bright the stamp's ink is; `None` where no print lies under it, so
/// that what it says can stay.
fn level(page: &RgbImage, stamp: &Stamp) -> Option<u8> {
    let pixels = stamp.pixels(page);
    let colours = || pixels.iter().map(|&(x, y)| page.get_pixel(x, y).0);
    let mut inked: Vec<u8> = colours()
        .filter(|&c| stamp.ink.strength(c) > INK)
        .map(|c| stamp.ink.brightness(c))
        .collect();
    if inked.len() < 50 {
        return None;
    }
    inked.sort_unstable();
    let level = inked[(inked.len() as f32 * DARKEST) as usize];
    let print = u16::from(level) * 3 / 4;
    let is_print =
        |c: [u8; 3]| u16::from(stamp.ink.brightness(c)) < print && stamp.ink.strength(c) < INK;
    let dark = colours().filter(|&c| is_print(c)).count();
    (dark as f32 > PRINT * pixels.len() as f32).then_some(level)
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    const PRINT: Rgb<u8> = Rgb([40, 40, 40]);
    const BLUE: Rgb<u8> = Rgb([70, 80, 190]);
    const RED: Rgb<u8> = Rgb([200, 70, 80]);

    /// A page with three rows of strokes as print, and a second ink where `ink` says.
    fn page(colour: Rgb<u8>, inked: impl Fn(i32, i32) -> bool) -> Page {
        let image = RgbImage::from_fn(700, 1000, |x, y| {
            let row = (180..204).contains(&y) || (230..254).contains(&y) || (280..304).contains(&y);
            if row && (60..600).contains(&x) && x % 12 < 3 {
                PRINT
            } else if inked(x as i32, y as i32) {
                colour
            } else {
                Rgb([244, 240, 232])
            }
        });
        Page { number: 1, image, text_layer: None }
    }

    /// A frame with two rows of characters in it, leaning by a tenth.
    fn stamp(x: i32, y: i32) -> bool {
        let (u, v) = (x - 200 - y / 10, y - 200 + x / 10);
        let within = |m: i32| (m..240 - m).contains(&u) && (m..80 - m).contains(&v);
        let character = (12..70).contains(&v) && v % 34 < 24 && u % 30 < 20 && (u + v) % 7 < 3;
        within(0) && !within(3) || within(10) && character
    }

    #[test]
    fn a_stamp_is_taken_off_and_the_print_under_it_stays() {
        for colour in [BLUE, RED] {
            let given = page(colour, stamp);
            let cleaned = taken_off(&given).expect("a stamp lies on the print");
            let darker = |page: &Page, level: u8| {
                page.image.pixels().filter(|p| p.0[0].min(p.0[2]) < level).count()
            };
            let print = darker(&page(colour, |_, _| false), 120);
            assert!(darker(&given, 120) > print * 6 / 5, "the stamp is dark");
            let left = darker(&cleaned, 120);
            assert!(left <= print && left > print * 97 / 100, "{left} of {print}");
        }
    }

    #[test]
    fn characters_written_in_blue_are_no_stamp() {
        // A name of three characters: strokes that fill a rectangle, apart from each other.
        let written = page(BLUE, |x, y| {
            let (u, v) = (x - 200, y - 205);
            (0..96).contains(&u) && (0..26).contains(&v) && u % 32 < 27 && (u % 6 < 2 || v % 8 < 2)
        });
        assert!(taken_off(&written).is_none());
    }

    #[test]
    fn a_stamp_beside_the_print_keeps_what_it_says() {
        let beside = page(RED, |x, y| stamp(x, y - 300));
        assert!(taken_off(&beside).is_none());
    }

    /// A rim with the strokes of a name along it.
    fn seal(x: i32, y: i32) -> bool {
        let (dx, dy) = (f64::from(x - 300), f64::from(y - 240));
        let (distance, turn) = (dx.hypot(dy) as i32, (dy.atan2(dx) * 40.0) as i32);
        (80..86).contains(&distance) || (50..72).contains(&distance) && turn % 5 < 2
    }

    #[test]
    fn a_round_seal_has_no_frame() {
        assert!(taken_off(&page(RED, seal)).is_none());
    }

    #[test]
    fn a_seal_that_was_found_is_taken_off_and_the_print_under_it_stays() {
        let given = page(RED, seal);
        let cleaned = seals_taken_off(&given, &crate::seal::find(&given.image).sure())
            .expect("a seal on print");
        let dark = |page: &Page| page.image.pixels().filter(|p| p.0[1] < 120).count();
        let print = dark(&page(RED, |_, _| false));
        assert!(dark(&given) > print * 11 / 10, "the seal is dark in green");
        let left = dark(&cleaned);
        assert!(left <= print && left > print * 97 / 100, "{left} of {print}");
    }
}
