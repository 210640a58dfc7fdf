//! The ink of seals, apart from paper and print: 0 where there is none, 255 where there is most.

use image::{GrayImage, RgbImage};

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

/// How dark each pixel is.
pub fn dark(picture: &RgbImage) -> GrayImage {
    map(picture, darkness)
}

pub fn darkness([r, g, b]: [u8; 3]) -> u8 {
    let brightness = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    255 - brightness as u8
}

fn map(picture: &RgbImage, ink: impl Fn([u8; 3]) -> u8) -> GrayImage {
    let data = picture.pixels().map(|p| ink(p.0)).collect();
    GrayImage::from_raw(picture.width(), picture.height(), data)
        .unwrap_or_else(|| GrayImage::new(picture.width(), picture.height()))
}
