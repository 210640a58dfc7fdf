//! From a colour page to the grey one that is read.

use image::{GrayImage, RgbImage};

/// The page as grey with red ink taken off: a seal across the text is the most common thing that
/// makes it unreadable.
///
/// The red channel alone shows pure red as white. A real seal is darker and less pure, so what is
/// left of it is lifted towards the paper by as much as the pixel's colour is red. Black text
/// under the seal has no colour and stays black.
pub fn without_red(page: &RgbImage) -> GrayImage {
    let data: Vec<u8> = page.as_raw().chunks_exact(3).map(|p| lift(p[0], p[1], p[2])).collect();
    GrayImage::from_raw(page.width(), page.height(), data)
        .unwrap_or_else(|| GrayImage::new(page.width(), page.height()))
}

fn lift(r: u8, g: u8, b: u8) -> u8 {
    let others = i32::from(g.max(b));
    let red = i32::from(r);
    // Warm light and JPEG noise reach a purity of about 60; seal ink, thin and mixed with black
    // toner, 90 up. Most of a page ends here, without a division.
    if (red - others) * 255 < 61 * red {
        return r;
    }
    // How much redder than grey, as a share of the brightness: 0 for grey, 255 for pure red.
    let purity = (red - others) * 255 / red.max(1);
    let share = ((purity - 60) * 255 / 50).clamp(0, 255);
    let dark = (red - others).min(40) * 255 / 40;
    let share = share * dark / 255;
    (red + (255 - red) * share / 255).clamp(0, 255) as u8
}
