//! Evening out the light of a photograph, and strengthening pale print.

use image::GrayImage;

use super::resize;

/// The paper's brightness is looked at in squares of this many pixels, larger than a stroke and
/// smaller than a shadow.
const SQUARE: u32 = 16;
/// A page whose darkest paper has this share of the brightness of its lightest is evenly lit.
const EVEN: f32 = 0.82;
/// Print darker than this, with paper at 255, needs no strengthening.
const DARK: f32 = 120.0;
/// What paper becomes.
const PAPER: f32 = 245.0;

/// The page with its light evened out and its print darkened, or `None` where it needs neither:
/// what is well lit is read best as it is.
pub fn evened(page: &GrayImage) -> Option<GrayImage> {
    let (width, height) = (page.width().div_ceil(SQUARE), page.height().div_ceil(SQUARE));
    if width < 4 || height < 4 {
        return None;
    }
    let paper = paper(page, width, height);
    let mut levels: Vec<u8> = paper.as_raw().clone();
    levels.sort_unstable();
    let level = |share: f32| f32::from(levels[((levels.len() - 1) as f32 * share) as usize]);
    let uneven = level(0.05) < EVEN * level(0.95);
    let ink = ink(page, &paper);
    if !uneven && ink <= DARK {
        return None;
    }
    // Strengthening more than threefold would show the grain of the paper as print.
    let stretch =
        if ink > DARK { ((PAPER - 40.0) / (255.0 - ink).max(1.0)).clamp(1.0, 3.0) } else { 1.0 };
    let light = resize::to(&paper, page.width(), page.height());
    let data = page
        .as_raw()
        .iter()
        .zip(light.as_raw())
        .map(|(&value, &light)| {
            let share = f32::from(value) / f32::from(light.max(24)) * PAPER;
            (PAPER - (PAPER - share) * stretch).clamp(0.0, 255.0) as u8
        })
        .collect();
    GrayImage::from_raw(page.width(), page.height(), data)
}

/// How bright the paper is in each square: the brightest of the square and its neighbours, so
/// that a square full of print shows the paper around it, then smoothed.
fn paper(page: &GrayImage, width: u32, height: u32) -> GrayImage {
    let small = resize::to(page, width * 2, height * 2);
    let mut top = GrayImage::new(width, height);
    for (x, y, pixel) in top.enumerate_pixels_mut() {
        let mut brightest = 0;
        for sy in (2 * y).saturating_sub(2)..(2 * y + 4).min(height * 2) {
            for sx in (2 * x).saturating_sub(2)..(2 * x + 4).min(width * 2) {
                brightest = brightest.max(small.get_pixel(sx, sy).0[0]);
            }
        }
        pixel.0[0] = brightest;
    }
    image::imageops::fast_blur(&top, 1.5)
}

/// How dark print is where paper is 255: the level that one pixel in a hundred is darker than.
fn ink(page: &GrayImage, paper: &GrayImage) -> f32 {
    let mut counts = [0u32; 256];
    let mut total = 0u32;
    for y in (0..page.height()).step_by(3) {
        for x in (0..page.width()).step_by(3) {
            let light = paper
                .get_pixel(
                    (x / SQUARE).min(paper.width() - 1),
                    (y / SQUARE).min(paper.height() - 1),
                )
                .0[0];
            let value = u32::from(page.get_pixel(x, y).0[0]) * 255 / u32::from(light.max(24));
            counts[value.min(255) as usize] += 1;
            total += 1;
        }
    }
    let mut passed = 0;
    counts
        .iter()
        .position(|c| {
            passed += c;
            passed * 100 >= total
        })
        .unwrap_or(0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    fn page(shade: impl Fn(u32) -> f32, ink: u8) -> GrayImage {
        GrayImage::from_fn(640, 480, |x, y| {
            let print = (y / 6) % 5 == 0 && (x / 4) % 3 == 0;
            let value = if print { f32::from(ink) } else { 250.0 };
            Luma([(value * shade(x)) as u8])
        })
    }

    #[test]
    fn a_well_lit_page_stays_as_it_is() {
        assert_eq!(evened(&page(|_| 1.0, 30)), None);
    }

    #[test]
    fn a_shadow_is_taken_away() {
        let evened = evened(&page(|x| 1.0 - 0.6 * x as f32 / 640.0, 30)).unwrap();
        let paper = |x| evened.get_pixel(x, 15).0[0];
        assert!(paper(40).abs_diff(paper(600)) < 30, "{} and {}", paper(40), paper(600));
    }

    #[test]
    fn pale_print_is_darkened() {
        let evened = evened(&page(|_| 1.0, 190)).unwrap();
        let darkest = evened.as_raw().iter().min().copied().unwrap_or(255);
        assert!(darkest < 120, "{darkest}");
    }
}
