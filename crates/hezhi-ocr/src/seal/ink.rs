//! The ink of seals, apart from paper and print: 0 where there is none, 255 where there is most.

use image::imageops::fast_blur;
use image::{GrayImage, Luma, RgbImage};

use crate::pixels::resize;

/// The paper's colour is looked at in squares of this many pixels, and half a square around them.
const SQUARE: u32 = 16;

/// How much red ink is at each pixel. Brown (wood, warm light) has more green than blue and is
/// left out; print has no colour.
pub fn red(picture: &RgbImage) -> GrayImage {
    map(picture, redness)
}

pub fn redness([r, g, b]: [u8; 3]) -> u8 {
    let (r, g, b) = (i32::from(r), i32::from(g), i32::from(b));
    let excess = r - g.max(b);
    // A share of the brightness, because ink in shadow is as red as ink in light.
    if excess < 18 || excess * 100 < 16 * r || (g - b) * 100 > 38 * (r - b) {
        return 0;
    }
    (excess * 255 / 70).clamp(0, 255) as u8
}

/// How much blue or violet ink is at each pixel.
pub fn blue(picture: &RgbImage) -> GrayImage {
    map(picture, blueness)
}

pub fn blueness(pixel: [u8; 3]) -> u8 {
    bluer(pixel, 12, 60)
}

/// The same for a pad that is nearly dry, or a frame so thin that much paper shows in its pixels.
/// Paper with a blue tinge has as much of it.
pub fn pale_blue(picture: &RgbImage) -> GrayImage {
    map(picture, |pixel| bluer(pixel, 5, 36))
}

/// By how much blue outweighs the others, where it does so by `least` hundredths of itself; `full`
/// is the difference of the strongest ink.
fn bluer([r, g, b]: [u8; 3], least: i32, full: i32) -> u8 {
    let (r, g, b) = (i32::from(r), i32::from(g), i32::from(b));
    // Violet has as much red as blue; what has much green is the paper of a certificate.
    let excess = b - (r + g) / 2;
    if excess * 100 < least * b || excess * 255 < 60 * full || b < r || b < g {
        return 0;
    }
    (excess * 255 / full).clamp(0, 255) as u8
}

/// How dark each pixel is.
pub fn dark(picture: &RgbImage) -> GrayImage {
    map(picture, darkness)
}

pub fn darkness([r, g, b]: [u8; 3]) -> u8 {
    let brightness = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    255 - brightness as u8
}

/// The picture as it would be on white paper under even light: each channel as a share of what the
/// paper around shows of it.
pub fn on_white(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let plane =
        |c: usize| GrayImage::from_fn(width, height, |x, y| Luma([picture.get_pixel(x, y).0[c]]));
    let light = [0, 1, 2].map(|c| paper(&plane(c)));
    RgbImage::from_fn(width, height, |x, y| {
        let mut pixel = *picture.get_pixel(x, y);
        for (value, light) in pixel.0.iter_mut().zip(&light) {
            let paper = u32::from(light.get_pixel(x, y).0[0].max(24));
            *value = (u32::from(*value) * 255 / paper).min(255) as u8;
        }
        pixel
    })
}

/// How bright the paper is around each pixel: the level that nine tenths of a square and its
/// surroundings stay below, smoothed.
fn paper(plane: &GrayImage) -> GrayImage {
    let (width, height) = plane.dimensions();
    let squares = GrayImage::from_fn(width.div_ceil(SQUARE), height.div_ceil(SQUARE), |x, y| {
        let around = |n: u32, limit: u32| {
            (n * SQUARE).saturating_sub(SQUARE / 2)..(n * SQUARE + SQUARE * 3 / 2).min(limit)
        };
        let mut values: Vec<u8> = around(y, height)
            .flat_map(|row| around(x, width).map(move |column| (column, row)))
            .map(|(column, row)| plane.get_pixel(column, row).0[0])
            .collect();
        let at = values.len() * 9 / 10;
        Luma([if values.is_empty() { 255 } else { *values.select_nth_unstable(at).1 }])
    });
    resize::to(&fast_blur(&squares, 1.5), width, height)
}

fn map(picture: &RgbImage, ink: impl Fn([u8; 3]) -> u8) -> GrayImage {
    let data = picture.pixels().map(|p| ink(p.0)).collect();
    GrayImage::from_raw(picture.width(), picture.height(), data)
        .unwrap_or_else(|| GrayImage::new(picture.width(), picture.height()))
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn a_nearly_dry_pad_is_pale_blue_and_paper_is_none() {
        let seen = |pixel: [u8; 3]| {
            let one = RgbImage::from_pixel(1, 1, Rgb(pixel));
            [blue(&one), pale_blue(&one)].map(|ink| ink.as_raw()[0] > 0)
        };
        assert_eq!(seen([70, 80, 190]), [true, true]);
        assert_eq!(seen([195, 198, 214]), [false, true]);
        assert_eq!(seen([244, 240, 232]), [false, false]);
        // The green of a certificate's rules.
        assert_eq!(seen([120, 160, 150]), [false, false]);
    }
}
