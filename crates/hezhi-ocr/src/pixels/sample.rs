//! Taking an upright picture of a piece of a page.

use hezhi::geometry::{Point, Region};
use image::GrayImage;

use super::Projection;

/// Draws `to` (width, height) pixels of the picture that `place` maps into `from`. Pixels from
/// outside repeat the border.
pub fn warp(from: &GrayImage, place: &Projection, to: (u32, u32)) -> GrayImage {
    let (width, height) = to;
    let mut out = GrayImage::new(width, height);
    if from.width() == 0 || from.height() == 0 {
        return out;
    }
    let taps = taps(place, to);
    let part = 1.0 / taps as f64;
    let along = place.step(to);
    let mut sums = vec![0.0f32; width as usize];
    for (y, row) in out.chunks_exact_mut(width.max(1) as usize).enumerate() {
        sums.fill(0.0);
        for (i, j) in (0..taps * taps).map(|n| (n % taps, n / taps)) {
            let (px, py) = ((i as f64 + 0.5) * part, y as f64 + (j as f64 + 0.5) * part);
            if let Some((dx, dy)) = along {
                // Most places are rectangles, and a division for each sample is not needed.
                let (left, top) = place.apply64(px, py);
                for (x, sum) in sums.iter_mut().enumerate() {
                    *sum += bilinear(from, left + x as f64 * dx - 0.5, top + x as f64 * dy - 0.5);
                }
            } else {
                for (x, sum) in sums.iter_mut().enumerate() {
                    let (sx, sy) = place.apply64(x as f64 + px, py);
                    *sum += bilinear(from, sx - 0.5, sy - 0.5);
                }
            }
        }
        for (pixel, sum) in row.iter_mut().zip(&sums) {
            *pixel = (sum / (taps * taps) as f32 + 0.5) as u8;
        }
    }
    out
}

/// How many samples a pixel needs each way, so that a reduced picture keeps its thin strokes.
fn taps(place: &Projection, (width, height): (u32, u32)) -> usize {
    let (cx, cy) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    let (x0, y0) = place.apply64(cx, cy);
    let (x1, y1) = place.apply64(cx, cy + 1.0);
    let reduction = ((x1 - x0).powi(2) + (y1 - y0).powi(2)).sqrt();
    ((reduction / 1.2).round() as usize).clamp(1, 6)
}

fn bilinear(image: &GrayImage, x: f64, y: f64) -> f32 {
    let (w, h) = (image.width() as usize, image.height() as usize);
    let x = x.clamp(0.0, (w - 1) as f64) as f32;
    let y = y.clamp(0.0, (h - 1) as f64) as f32;
    let (x0, y0) = (x as usize, y as usize);
    let (x1, y1) = ((x0 + 1).min(w - 1), (y0 + 1).min(h - 1));
    let (fx, fy) = (x - x0 as f32, y - y0 as f32);
    let data = image.as_raw();
    let at = |x: usize, y: usize| data.get(y * w + x).copied().map_or(255.0, f32::from);
    let top = at(x0, y0) * (1.0 - fx) + at(x1, y0) * fx;
    let bottom = at(x0, y1) * (1.0 - fx) + at(x1, y1) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// The length of a region along its text and across it, in pixels.
pub fn extent(region: &Region) -> (f32, f32) {
    let [a, b, c, d] = region.0;
    let length = |p: Point, q: Point| (p.x - q.x).hypot(p.y - q.y);
    (length(a, b).max(length(d, c)), length(a, d).max(length(b, c)))
}

/// An upright picture of the region, `height` pixels high and as long as its shape asks, at most
/// `longest` pixels.
pub fn crop(from: &GrayImage, region: &Region, height: u32, longest: u32) -> Option<GrayImage> {
    let (length, across) = extent(region);
    if !(length >= 1.0 && across >= 1.0) {
        return None;
    }
    let width = ((length / across * height as f32).ceil() as u32).clamp(1, longest);
    crop_to(from, region, width, height)
}

/// An upright picture of the region of exactly `width` × `height` pixels.
pub fn crop_to(from: &GrayImage, region: &Region, width: u32, height: u32) -> Option<GrayImage> {
    let (w, h) = (width as f32, height as f32);
    let corners = [Point::new(0.0, 0.0), Point::new(w, 0.0), Point::new(w, h), Point::new(0.0, h)];
    let place = Projection::between(&corners, &region.0)?;
    Some(warp(from, &place, (width, height)))
}
