//! QR codes on a page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::QrCode;
use image::imageops::grayscale;
use image::{GrayImage, RgbImage};
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource};

use crate::pixels::resize;

/// The long sides in pixels of the pictures that are searched, one after the other until a code is
/// found: small print of a scan wants the larger one, the noise of a photograph the smaller.
const SIDES: [u32; 2] = [2400, 1300];

/// The codes that can be read, with their places in pixels of `image`.
pub fn read(image: &RgbImage) -> Vec<QrCode> {
    if image.width() == 0 || image.height() == 0 {
        return Vec::new();
    }
    let found = SIDES.iter().map(|side| {
        let (width, height, scale) = resize::fitted(image.width(), image.height(), *side);
        let reduced = grayscale(&resize::colour_to(image, width, height));
        // A pattern that only looks like a code must not cost the page its text.
        catch_unwind(AssertUnwindSafe(|| decoded(reduced, scale))).unwrap_or_default()
    });
    found.into_iter().find(|codes| !codes.is_empty()).unwrap_or_default()
}

fn decoded(reduced: GrayImage, scale: f32) -> Vec<QrCode> {
    let (width, height) = reduced.dimensions();
    let Ok(source) = Luma8LuminanceSource::new(reduced.into_raw(), width, height) else {
        return Vec::new();
    };
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        PossibleFormats: Some([BarcodeFormat::QR_CODE].into()),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let found = QrReader.decode_multiple_with_hints(&mut picture, &hints).unwrap_or_default();
    found
        .iter()
        .map(|code| {
            let corners = code.getPoints().iter().map(|p| Point::new(p.x / scale, p.y / scale));
            QrCode { region: around(corners), text: code.getText().to_owned() }
        })
        .collect()
}

/// The upright rectangle around a code's corners.
fn around(corners: impl Iterator<Item = Point>) -> Region {
    let single = corners.map(|p| Rect { left: p.x, top: p.y, right: p.x, bottom: p.y });
    Region::from(single.reduce(|a, b| a.union(&b)).unwrap_or_default())
}
