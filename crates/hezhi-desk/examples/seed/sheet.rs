//! Draws a paper as a scan: paper with its grain, print, a red seal.

use std::io::Cursor;

use ab_glyph::{Font, FontVec, PxScale, ScaleFont, point};
use fastrand::Rng;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::Failure;
use crate::paper::{HEIGHT, Paper, SIZE, WIDTH};

const FONTS: &[&str] = &[
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
];

pub fn font() -> Result<FontVec, Failure> {
    let bytes = FONTS.iter().find_map(|path| std::fs::read(path).ok());
    let bytes = bytes.ok_or("no Chinese font: install the package fonts-noto-cjk")?;
    // In Noto's collection the simplified Chinese face is the third.
    let face = FontVec::try_from_vec_and_index(bytes.clone(), 2);
    Ok(face.or_else(|_| FontVec::try_from_vec_and_index(bytes, 0))?)
}

pub fn jpeg(paper: &Paper, font: &FontVec, seed: u64) -> Result<Vec<u8>, Failure> {
    let mut page = grain(&mut Rng::with_seed(seed));
    for line in &paper.lines {
        print(&mut page, font, &line.text, line.left, line.top);
    }
    seal(&mut page, 2_200.0, 3_200.0, 280.0);
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&page)?;
    Ok(bytes.into_inner())
}

/// Paper under a lamp: darker towards a corner, and never two pixels alike, so that the picture is
/// as costly to decode as a photograph.
fn grain(rng: &mut Rng) -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let shade = (x + y) as f32 / (WIDTH + HEIGHT) as f32 * 18.0;
        let level = 242.0 - shade + rng.f32() * 10.0;
        Rgb([level as u8, (level - 2.0) as u8, (level - 8.0) as u8])
    })
}

fn print(page: &mut RgbImage, font: &FontVec, text: &str, left: f32, top: f32) {
    let scaled = font.as_scaled(PxScale::from(SIZE * 1.15));
    let mut x = left;
    for character in text.chars() {
        let id = scaled.glyph_id(character);
        let advance = scaled.h_advance(id);
        let glyph = id.with_scale_and_position(scaled.scale(), point(x, top + scaled.ascent()));
        if let Some(outline) = font.outline_glyph(glyph) {
            let at = outline.px_bounds().min;
            outline.draw(|gx, gy, cover| {
                ink(page, at.x + gx as f32, at.y + gy as f32, [30, 30, 36], cover);
            });
        }
        x += advance;
    }
}

/// A ring and a bar, in the red of a seal that lets the print through.
fn seal(page: &mut RgbImage, x: f32, y: f32, radius: f32) {
    let side = radius as i32;
    for dy in -side..=side {
        for dx in -side..=side {
            let distance = ((dx * dx + dy * dy) as f32).sqrt();
            let ring = (radius - 26.0..radius).contains(&distance);
            let bar = dy.abs() < 30 && dx.abs() < side / 2;
            if ring || bar {
                ink(page, x + dx as f32, y + dy as f32, [196, 40, 44], 0.72);
            }
        }
    }
}

fn ink(page: &mut RgbImage, x: f32, y: f32, colour: [u8; 3], cover: f32) {
    if x < 0.0 || y < 0.0 || x >= WIDTH as f32 || y >= HEIGHT as f32 {
        return;
    }
    let pixel = page.get_pixel_mut(x as u32, y as u32);
    for (channel, ink) in pixel.0.iter_mut().zip(colour) {
        let mixed = f32::from(*channel) * (1.0 - cover) + f32::from(ink) * cover;
        *channel = mixed as u8;
    }
}
