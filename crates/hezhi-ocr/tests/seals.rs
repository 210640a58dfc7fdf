//! Finding seals on drawn pages: no model is needed.

use hezhi_ocr::pixels::sheet;
use hezhi_ocr::seal::{Found, find};
use image::{Rgb, RgbImage};

const RED: [f32; 3] = [200.0, 36.0, 44.0];
/// A seal of 42 mm on an A4 page of 1240 × 1754 pixels.
const RADIUS: f32 = 124.0;
const MIDDLE: (f32, f32) = (860.0, 1180.0);

/// Darkens a pixel as ink of this colour does; `cover` from 0 to 1.
fn print(page: &mut RgbImage, x: u32, y: u32, ink: [f32; 3], cover: f32) {
    let Rgb(paper) = *page.get_pixel(x, y);
    let mixed = [0, 1, 2].map(|i| {
        let p = f32::from(paper[i]);
        (p + (p * ink[i] / 255.0 - p) * cover) as u8
    });
    page.put_pixel(x, y, Rgb(mixed));
}

/// Something like a character: strokes that depend on its number, `size` pixels wide and high.
fn stroked(number: u32, u: f32, v: f32) -> bool {
    let rows = [0.15, 0.38, 0.62, 0.85];
    let across = rows
        .iter()
        .enumerate()
        .any(|(i, r)| (number >> i) & 1 == 0 && (v - r).abs() < 0.05 && (0.1..0.9).contains(&u));
    let down = rows.iter().enumerate().any(|(i, c)| {
        (number >> (i + 2)) & 1 == 1 && (u - c).abs() < 0.05 && (0.1..0.9).contains(&v)
    });
    across || down
}

/// A page with a title, a table and some lines of print.
fn form() -> RgbImage {
    let mut page = RgbImage::from_pixel(1240, 1754, Rgb([246, 246, 244]));
    for y in 150..1400u32 {
        for x in 130..1110u32 {
            let (line, column) = ((y - 150) / 52, (x - 130) / 28);
            let (u, v) = (((x - 130) % 28) as f32 / 26.0, ((y - 150) % 52) as f32 / 26.0);
            let length = 8 + (line * 7) % 26;
            let text =
                column < length && u < 1.0 && v < 1.0 && stroked(line * 31 + column * 17, u, v);
            let ruled = (300..900).contains(&y) && (x % 245 < 3 || y % 104 < 3);
            if text || ruled {
                print(&mut page, x, y, [30.0; 3], 1.0);
            }
        }
    }
    page
}

/// Presses a round seal whose height is `squash` times its width: a rim, characters along it, a
/// star in the middle.
fn press(page: &mut RgbImage, squash: f32, ink: [f32; 3], cover: f32, named: bool) {
    for y in 0..page.height() {
        for x in 0..page.width() {
            let (dx, dy) =
                ((x as f32 - MIDDLE.0) / RADIUS, (y as f32 - MIDDLE.1) / (RADIUS * squash));
            let radius = dx.hypot(dy);
            let turn = dx.atan2(-dy) / 0.4;
            let (u, v) = (turn - turn.floor(), (0.9 - radius) / 0.22);
            let name = turn.abs() < 6.0
                && (0.0..1.0).contains(&v)
                && stroked((turn.floor() + 9.0) as u32 * 13, u, v);
            let star = radius < 0.16 + 0.12 * (5.0 * dx.atan2(-dy)).cos();
            if (0.95..1.0).contains(&radius) || named && (name || star) {
                print(page, x, y, ink, cover);
            }
        }
    }
}

fn grey(page: &RgbImage) -> RgbImage {
    image::DynamicImage::ImageLuma8(image::DynamicImage::ImageRgb8(page.clone()).to_luma8())
        .to_rgb8()
}

fn assert_one(found: &Found, least: f32, what: &str) {
    assert_eq!(found.seals.len(), 1, "{what}: {found:?}");
    let center = found.seals[0].place.center();
    assert!(
        (center.x - MIDDLE.0).abs() < 14.0 && (center.y - MIDDLE.1).abs() < 14.0,
        "{what}: {found:?}"
    );
    assert!(found.seals[0].confidence >= least, "{what}: {found:?}");
}

#[test]
fn a_form_without_a_seal_has_none() {
    assert_eq!(find(&form()), Found { seals: Vec::new(), grey: true });
    assert_eq!(find(&grey(&form())).seals, []);
}

#[test]
fn red_seals_of_every_shape_are_found() {
    for squash in [1.0, 0.68] {
        let mut page = form();
        press(&mut page, squash, RED, 0.8, true);
        let found = find(&page);
        assert_one(&found, 0.8, "red");
        assert!(!found.grey);
    }
}

#[test]
fn a_pale_grey_seal_on_a_copy_is_found() {
    for squash in [1.0, 0.68] {
        for cover in [0.25, 0.8] {
            let mut page = form();
            press(&mut page, squash, RED, cover, true);
            let found = find(&grey(&page));
            assert_one(&found, 0.5, &format!("squash {squash}, cover {cover}"));
            assert!(found.grey);
        }
    }
}

#[test]
fn a_seal_under_blue_light_is_found() {
    let mut page = form();
    press(&mut page, 1.0, RED, 0.6, true);
    for pixel in page.pixels_mut() {
        let Rgb([r, g, b]) = *pixel;
        *pixel = Rgb([(f32::from(r) * 0.62) as u8, (f32::from(g) * 0.8) as u8, b]);
    }
    let found = find(&page);
    assert_one(&found, 0.5, "blue light");
    assert!(!found.grey, "it is still red: {found:?}");
}

#[test]
fn a_circle_printed_where_the_seal_should_go_is_doubtful() {
    let mut page = form();
    // White around it, and one line of print through it.
    for (x, y) in (700..1030).flat_map(|x| (1020..1340).map(move |y| (x, y))) {
        let text = (1168..1194).contains(&y)
            && (780..940).contains(&x)
            && stroked(x / 28, (x % 28) as f32 / 26.0, (y - 1168) as f32 / 26.0);
        page.put_pixel(x, y, Rgb([if text { 30 } else { 246 }; 3]));
    }
    press(&mut page, 1.0, [30.0; 3], 1.0, false);
    for found in find(&page).seals {
        assert!(found.confidence < 0.5, "{found:?}");
    }
}

/// A page that lies a little askew on a dark desk, its lower half in the soft shadow of a hand or in none.
fn photographed(shadow: bool) -> RgbImage {
    let page = form();
    RgbImage::from_fn(1500, 2000, |x, y| {
        let left = 110 + y / 50;
        let inside = (left..left + 1240).contains(&x) && (123..1877).contains(&y);
        let Rgb(c) = if inside { *page.get_pixel(x - left, y - 123) } else { Rgb([70, 55, 44]) };
        let depth = if shadow { ((y as f32 - 1100.0) / 330.0).clamp(0.0, 1.0) * 0.5 } else { 0.0 };
        Rgb(c.map(|v| (f32::from(v) * (1.0 - depth)) as u8))
    })
}

#[test]
fn a_shadow_is_not_where_the_sheet_ends() {
    let lit = sheet::find(&photographed(false)).expect("the sheet stands out");
    assert!((lit.bounds().bottom - 1877.0).abs() < 20.0, "{lit:?}");
    if let Some(shadowed) = sheet::find(&photographed(true)) {
        assert!(
            shadowed.bounds().bottom > 1850.0,
            "what lies in the shadow is cut off: {shadowed:?}"
        );
    }
}
