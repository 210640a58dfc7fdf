//! Finding a sheet of paper that lies on a darker desk.

use hezhi::geometry::{Point, Region};
use image::RgbImage;

use super::blobs::{blobs, grown};
use super::{resize, sample};

/// The long side of the picture in which the sheet is looked for.
const LOOK: u32 = 420;
/// A sheet takes at least this share of a photograph that was taken of it.
const SMALLEST: f32 = 0.2;
/// A sheet fills its own four corners at least this much.
const FILLS: f32 = 0.9;
/// Paper differs from the desk by at least this much brightness.
const CONTRAST: f32 = 35.0;
/// A sheet whose corners are this near those of the picture, as a share of its sides, is a scan.
const WHOLE: f32 = 0.035;

/// The sides of a scan run along the picture's to within this slope; those of a sheet that was
/// photographed by hand hardly ever do, all four of them.
const STRAIGHT: f32 = 0.012;
/// What lies straight and takes at least this share of the picture is no photographed sheet.
const STRAIGHT_SHARE: f32 = 0.55;

/// Each side of a sheet is looked at in this many places, this far inwards and outwards.
const SAMPLES: usize = 24;
const REACH: i32 = 8;
/// A smaller fall in brightness is the grain of the desk.
const LEAST_FALL: f32 = 12.0;
/// Paper ends within four pixels. Of 66 sheets found in generated photographs, 8 ended at a shadow
/// across the paper (0.46 of the fall at the most) and 58 at their own edges (0.56 at the least,
/// nearly all above 0.8).
const SHARP: f32 = 0.55;

/// The corners of the sheet in pixels of the picture, clockwise from the one nearest its top left;
/// `None` where the picture is a scan, or where no sheet stands out from what surrounds it.
pub fn find(picture: &RgbImage) -> Option<Region> {
    let (width, height, factor) = resize::fitted(picture.width(), picture.height(), LOOK);
    let small = resize::colour_to(picture, width, height);
    let values: Vec<f32> = small.pixels().map(|p| paperness(p.0)).collect();
    let (w, h) = (width as usize, height as usize);
    let threshold = split(&values)?;
    // Print, seals and folds are holes in the paper: growing closes them, and growing what is not
    // paper gives the edge back.
    let paper: Vec<bool> = values.iter().map(|&v| v > threshold).collect();
    let closed = grown(&paper, w, 4);
    let desk: Vec<bool> = closed.iter().map(|c| !c).collect();
    let paper: Vec<bool> = grown(&desk, w, 4).iter().map(|d| !d).collect();
    let (found, labels) = blobs(&paper, w);
    let largest = found.iter().max_by_key(|b| b.area)?;
    if (largest.area as f32) < SMALLEST * (w * h) as f32 {
        return None;
    }
    let inside: Vec<Point> = border(&labels, largest.label, w, h);
    let corners = corners(&inside)?;
    let area = area(&corners);
    let fills = largest.area as f32 / area.max(1.0);
    if !(FILLS..1.12).contains(&fills) || !right_angled(&corners) {
        return None;
    }
    let edge = [
        Point::new(0.0, 0.0),
        Point::new(w as f32, 0.0),
        Point::new(w as f32, h as f32),
        Point::new(0.0, h as f32),
    ];
    let near = |a: &Point, b: &Point| {
        (a.x - b.x).abs() < WHOLE * w as f32 && (a.y - b.y).abs() < WHOLE * h as f32
    };
    // What lies straight and fills the picture is a scan, or a printed frame on one: its head may
    // stand outside the frame, and nothing is gained by cutting.
    let scanned = straight(&corners) && area > STRAIGHT_SHARE * (w * h) as f32;
    if scanned
        || corners.iter().zip(&edge).all(|(a, b)| near(a, b))
        || !sharp(&values, w, h, &corners)
    {
        return None;
    }
    Some(Region(corners.map(|p| Point::new(p.x / factor, p.y / factor))))
}

/// Whether all four sides run along those of the picture.
fn straight(corners: &[Point; 4]) -> bool {
    (0..4).all(|i| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        let (x, y) = ((b.x - a.x).abs(), (b.y - a.y).abs());
        x.min(y) <= STRAIGHT * x.max(y)
    })
}

/// Whether each side that can be seen is where paper ends, not where a shadow begins: a shadow
/// across the sheet would otherwise cut off what lies in it.
fn sharp(values: &[f32], width: usize, height: usize, corners: &[Point; 4]) -> bool {
    let value = |p: Point| {
        let inside = p.x >= 0.0 && p.y >= 0.0 && (p.x as usize) < width && (p.y as usize) < height;
        inside.then(|| values.get(p.y as usize * width + p.x as usize).copied()).flatten()
    };
    (0..4).all(|i| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        let length = (b.x - a.x).hypot(b.y - a.y).max(1.0);
        // The corners run clockwise, so this points out of the sheet.
        let out = ((b.y - a.y) / length, (a.x - b.x) / length);
        let profile: Option<Vec<f32>> = (-REACH..=REACH)
            .map(|d| {
                let at = (0..SAMPLES).map(|k| a.towards(b, 0.1 + 0.8 * k as f32 / SAMPLES as f32));
                bright(
                    at.filter_map(|p| {
                        value(Point::new(p.x + d as f32 * out.0, p.y + d as f32 * out.1))
                    })
                    .collect(),
                )
            })
            .collect();
        // Where there is too little to tell, the side lies at the picture's own edge.
        let step = profile.as_deref().and_then(step);
        step.is_none_or(|s| s > SHARP)
    })
}

/// A level that most of the values stay below, so that print among them does not count; `None` for
/// too few of them.
fn bright(mut values: Vec<f32>) -> Option<f32> {
    let at = values.len() * 7 / 10;
    (values.len() >= SAMPLES / 4).then(|| *values.select_nth_unstable_by(at, f32::total_cmp).1)
}

/// The share of the fall in brightness from inside to outside that happens within four pixels;
/// `None` where it hardly falls.
fn step(across: &[f32]) -> Option<f32> {
    let mean = |part: &[f32]| part.iter().sum::<f32>() / part.len().max(1) as f32;
    let fall = mean(across.get(..3)?) - mean(across.get(across.len().checked_sub(3)?..)?);
    let steepest = across.windows(5).map(|w| w[0] - w[4]).fold(0.0, f32::max);
    (fall > LEAST_FALL).then_some(steepest / fall)
}

/// The sheet's own shape: its sides' mean lengths in pixels of the picture.
pub fn size(sheet: &Region) -> (u32, u32) {
    let (along, across) = sample::extent(sheet);
    (along.round().max(1.0) as u32, across.round().max(1.0) as u32)
}

/// Paper is bright and has little colour; wood is bright and brown.
fn paperness([r, g, b]: [u8; 3]) -> f32 {
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    f32::from(low) - 0.3 * f32::from(high - low)
}

/// The threshold that best parts the values in two (Otsu), or `None` where the parts differ little.
fn split(values: &[f32]) -> Option<f32> {
    let mut counts = [0f64; 256];
    for v in values {
        counts[v.clamp(0.0, 255.0) as usize] += 1.0;
    }
    let total: f64 = counts.iter().sum();
    let sum: f64 = counts.iter().enumerate().map(|(i, c)| i as f64 * c).sum();
    let (mut below, mut sum_below) = (0.0, 0.0);
    let mut best = (0.0, 0usize, 0.0);
    for (i, count) in counts.iter().enumerate() {
        below += count;
        sum_below += i as f64 * count;
        if below == 0.0 || below == total {
            continue;
        }
        let (low, high) = (sum_below / below, (sum - sum_below) / (total - below));
        let between = below * (total - below) * (high - low).powi(2);
        if between > best.0 {
            best = (between, i, high - low);
        }
    }
    (best.2 as f32 > CONTRAST).then_some(best.1 as f32)
}

/// The outermost pixels of a region in each row and column.
fn border(labels: &[u32], label: u32, width: usize, height: usize) -> Vec<Point> {
    let mut points = Vec::new();
    for y in 0..height {
        let row = &labels[y * width..(y + 1) * width];
        if let Some(first) = row.iter().position(|&l| l == label) {
            let last = row.iter().rposition(|&l| l == label).unwrap_or(first);
            points.push(Point::new(first as f32, y as f32 + 0.5));
            points.push(Point::new(last as f32 + 1.0, y as f32 + 0.5));
        }
    }
    points
}

/// The four corners of the largest quadrilateral among the border points: the two furthest apart,
/// and on each side of the line between them the one furthest from it.
fn corners(points: &[Point]) -> Option<[Point; 4]> {
    let furthest = |from: Point| {
        let distance = |p: &Point| (p.x - from.x).powi(2) + (p.y - from.y).powi(2);
        points.iter().copied().max_by(|a, b| distance(a).total_cmp(&distance(b)))
    };
    let first = points.first().copied()?;
    // Going back and forth reaches the two ends of the longest diagonal.
    let a = furthest(furthest(furthest(first)?)?)?;
    let c = furthest(a)?;
    let side = |p: &Point| (c.x - a.x) * (p.y - a.y) - (c.y - a.y) * (p.x - a.x);
    let b = points.iter().copied().max_by(|p, q| side(p).total_cmp(&side(q)))?;
    let d = points.iter().copied().min_by(|p, q| side(p).total_cmp(&side(q)))?;
    let mut quad = [a, b, c, d];
    let center = Point::new(
        quad.iter().map(|p| p.x).sum::<f32>() / 4.0,
        quad.iter().map(|p| p.y).sum::<f32>() / 4.0,
    );
    let angle = |p: &Point| (p.y - center.y).atan2(p.x - center.x);
    quad.sort_by(|p, q| angle(p).total_cmp(&angle(q)));
    let start =
        (0..4).min_by(|&i, &j| (quad[i].x + quad[i].y).total_cmp(&(quad[j].x + quad[j].y)))?;
    quad.rotate_left(start);
    Some(quad)
}

fn area(corners: &[Point; 4]) -> f32 {
    let twice: f32 = (0..4)
        .map(|i| {
            let (p, q) = (corners[i], corners[(i + 1) % 4]);
            p.x * q.y - q.x * p.y
        })
        .sum();
    twice.abs() / 2.0
}

/// Whether the corners could be those of a rectangle seen from not too far aside.
fn right_angled(corners: &[Point; 4]) -> bool {
    (0..4).all(|i| {
        let (before, at, after) = (corners[(i + 3) % 4], corners[i], corners[(i + 1) % 4]);
        let (u, v) = ((before.x - at.x, before.y - at.y), (after.x - at.x, after.y - at.y));
        let cosine = (u.0 * v.0 + u.1 * v.1) / (u.0.hypot(u.1) * v.0.hypot(v.1)).max(1e-6);
        cosine.abs() < 0.45
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Projection;
    use image::Rgb;

    fn photograph(sheet: [Point; 4]) -> RgbImage {
        let unit = [
            Point::new(0.0, 0.0),
            Point::new(1.0, 0.0),
            Point::new(1.0, 1.0),
            Point::new(0.0, 1.0),
        ];
        let back = Projection::between(&sheet, &unit).unwrap();
        RgbImage::from_fn(900, 1200, |x, y| {
            let p = back.apply(Point::new(x as f32, y as f32));
            if !(0.0..1.0).contains(&p.x) || !(0.0..1.0).contains(&p.y) {
                return Rgb([96, 72, 50]);
            }
            let print = (p.y * 40.0).fract() < 0.3 && (0.1..0.9).contains(&p.x) && (x / 5) % 2 == 0;
            if print { Rgb([30, 30, 34]) } else { Rgb([232, 230, 224]) }
        })
    }

    #[test]
    fn the_corners_of_a_tilted_sheet_are_found() {
        let sheet = [
            Point::new(120.0, 90.0),
            Point::new(760.0, 150.0),
            Point::new(820.0, 1080.0),
            Point::new(60.0, 1010.0),
        ];
        let Region(found) = find(&photograph(sheet)).unwrap();
        for (a, b) in found.iter().zip(&sheet) {
            assert!((a.x - b.x).abs() < 9.0 && (a.y - b.y).abs() < 9.0, "{found:?}");
        }
    }

    #[test]
    fn a_printed_frame_on_a_scan_is_no_sheet() {
        let frame = [
            Point::new(40.0, 150.0),
            Point::new(860.0, 150.0),
            Point::new(860.0, 1160.0),
            Point::new(40.0, 1160.0),
        ];
        assert_eq!(find(&photograph(frame)), None);
    }

    #[test]
    fn a_scan_has_no_sheet_to_find() {
        let whole = [
            Point::new(-5.0, -5.0),
            Point::new(905.0, -5.0),
            Point::new(905.0, 1205.0),
            Point::new(-5.0, 1205.0),
        ];
        assert_eq!(find(&photograph(whole)), None);
    }
}
