//! What paper, glass and lens do to pixels.

use image::{Rgb, RgbImage};

use super::random::Random;

/// Smooth noise: a coarse grid of random values between 0 and 1, interpolated.
pub struct Cloud {
    grid: Vec<f32>,
    columns: usize,
    cell: f32,
}

impl Cloud {
    /// `cell` is the distance between random values, in pixels.
    pub fn new(random: &mut Random, width: u32, height: u32, cell: f32) -> Cloud {
        let columns = (width as f32 / cell) as usize + 3;
        let rows = (height as f32 / cell) as usize + 3;
        Cloud {
            grid: (0..columns * rows).map(|_| random.float(0.0, 1.0) as f32).collect(),
            columns,
            cell,
        }
    }

    pub fn at(&self, x: u32, y: u32) -> f32 {
        let (fx, fy) = (x as f32 / self.cell, y as f32 / self.cell);
        let (cx, cy) = (fx as usize, fy as usize);
        let (tx, ty) = (fx - cx as f32, fy - cy as f32);
        let value =
            |c: usize, r: usize| self.grid.get(r * self.columns + c).copied().unwrap_or(0.5);
        let top = value(cx, cy) * (1.0 - tx) + value(cx + 1, cy) * tx;
        let bottom = value(cx, cy + 1) * (1.0 - tx) + value(cx + 1, cy + 1) * tx;
        top * (1.0 - ty) + bottom * ty
    }
}

fn byte(value: f32) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

/// Changes every pixel by its place.
pub fn each(image: &mut RgbImage, mut change: impl FnMut(u32, u32, [f32; 3]) -> [f32; 3]) {
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        pixel.0 = change(x, y, pixel.0.map(f32::from)).map(byte);
    }
}

/// Presses the seals onto the paper. `strength` near 1 is a fresh pad, near 0.4 a dry one.
pub fn press(paper: &mut RgbImage, seals: &RgbImage, strength: f32, random: &mut Random) {
    let patches = Cloud::new(random, paper.width(), paper.height(), 46.0);
    let grain = Cloud::new(random, paper.width(), paper.height(), 2.6);
    let dry = random.float(0.15, 0.6) as f32;
    for (x, y, pixel) in paper.enumerate_pixels_mut() {
        if x >= seals.width() || y >= seals.height() {
            continue;
        }
        let ink = seals.get_pixel(x, y).0;
        if ink == [255, 255, 255] {
            continue;
        }
        let gap = ((grain.at(x, y) - 0.62).max(0.0) * 3.0 * dry).min(0.8);
        let amount = (strength * (0.72 + 0.4 * patches.at(x, y)) - gap).clamp(0.0, 1.0);
        for (under, ink) in pixel.0.iter_mut().zip(ink) {
            *under = byte(f32::from(*under) * (1.0 - amount * (1.0 - f32::from(ink) / 255.0)));
        }
    }
}

/// Sensor or paper noise with the given spread in grey levels.
pub fn noise(image: &mut RgbImage, spread: f32, coloured: bool, random: &mut Random) {
    if spread <= 0.0 {
        return;
    }
    each(image, |_, _, [r, g, b]| {
        let n = random.normal(f64::from(spread)) as f32;
        if coloured {
            [
                r + n + random.normal(f64::from(spread) * 0.6) as f32,
                g + n,
                b + n + random.normal(f64::from(spread) * 0.6) as f32,
            ]
        } else {
            [r + n, g + n, b + n]
        }
    });
}

pub fn grey(image: &mut RgbImage) {
    each(image, |_, _, [r, g, b]| {
        let l = 0.299 * r + 0.587 * g + 0.114 * b;
        [l, l, l]
    });
}

pub fn blur(image: RgbImage, sigma: f32) -> RgbImage {
    if sigma < 0.25 { image } else { image::imageops::fast_blur(&image, sigma) }
}

/// A projective map from the target's pixels back to the source's.
pub struct Projection([f64; 9]);

impl Projection {
    /// The map that takes the corners `to` (in the target) back to the corners of a `width` by
    /// `height` source, in the order top left, top right, bottom right, bottom left.
    pub fn onto(to: [(f64, f64); 4], width: f64, height: f64) -> Projection {
        let from = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
        let mut rows = [[0.0; 9]; 8];
        for (i, ((x, y), (u, v))) in to.into_iter().zip(from).enumerate() {
            rows[2 * i] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
            rows[2 * i + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
        }
        solve(&mut rows);
        let mut h = [1.0; 9];
        for (value, row) in h.iter_mut().zip(&rows) {
            *value = row[8];
        }
        Projection(h)
    }

    fn source(&self, x: f64, y: f64) -> (f64, f64) {
        let h = &self.0;
        let w = h[6] * x + h[7] * y + h[8];
        ((h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w)
    }
}

/// Gauss–Jordan with pivoting on eight equations in eight unknowns.
fn solve(rows: &mut [[f64; 9]; 8]) {
    for i in 0..8 {
        let pivot =
            (i..8).max_by(|&a, &b| rows[a][i].abs().total_cmp(&rows[b][i].abs())).unwrap_or(i);
        rows.swap(i, pivot);
        let lead = rows[i][i];
        for value in rows[i].iter_mut() {
            *value /= lead;
        }
        let own = rows[i];
        for (j, row) in rows.iter_mut().enumerate() {
            if j != i {
                let factor = row[i];
                for (value, own) in row.iter_mut().zip(own) {
                    *value -= factor * own;
                }
            }
        }
    }
}

/// Draws `source` onto `ground` through the projection; outside the source the ground stays.
pub fn lay(source: &RgbImage, ground: &mut RgbImage, projection: &Projection) {
    let (w, h) = (f64::from(source.width()) - 1.0, f64::from(source.height()) - 1.0);
    for (x, y, pixel) in ground.enumerate_pixels_mut() {
        let (sx, sy) = projection.source(f64::from(x), f64::from(y));
        if sx >= 0.0 && sy >= 0.0 && sx < w && sy < h {
            *pixel = sample(source, sx, sy);
        }
    }
}

fn sample(source: &RgbImage, x: f64, y: f64) -> Rgb<u8> {
    let (x0, y0) = (x as u32, y as u32);
    let (tx, ty) = ((x - f64::from(x0)) as f32, (y - f64::from(y0)) as f32);
    let at = |dx: u32, dy: u32| {
        source.get_pixel((x0 + dx).min(source.width() - 1), (y0 + dy).min(source.height() - 1)).0
    };
    let (a, b, c, d) = (at(0, 0), at(1, 0), at(0, 1), at(1, 1));
    let mut out = [0u8; 3];
    for i in 0..3 {
        let top = f32::from(a[i]) * (1.0 - tx) + f32::from(b[i]) * tx;
        let bottom = f32::from(c[i]) * (1.0 - tx) + f32::from(d[i]) * tx;
        out[i] = byte(top * (1.0 - ty) + bottom * ty);
    }
    Rgb(out)
}

/// A filled disc, soft at its edge.
pub fn disc(image: &mut RgbImage, (cx, cy): (f32, f32), radius: f32, ink: [f32; 3]) {
    let (left, top) = ((cx - radius - 2.0).max(0.0) as u32, (cy - radius - 2.0).max(0.0) as u32);
    let (right, bottom) = (
        ((cx + radius + 2.0) as u32).min(image.width()),
        ((cy + radius + 2.0) as u32).min(image.height()),
    );
    for y in top..bottom {
        for x in left..right {
            let far = ((x as f32 - cx).powi(2) + (y as f32 - cy).powi(2)).sqrt();
            let cover = (radius + 0.5 - far).clamp(0.0, 1.0);
            let pixel = image.get_pixel_mut(x, y);
            for (value, ink) in pixel.0.iter_mut().zip(ink) {
                *value = byte(f32::from(*value) * (1.0 - cover) + ink * cover);
            }
        }
    }
}
