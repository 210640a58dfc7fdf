//! Reducing and enlarging.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, RgbImage};

fn options() -> ResizeOptions {
    ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
}

/// The picture at exactly `width` × `height` pixels, every source pixel counted.
pub fn to(picture: &GrayImage, width: u32, height: u32) -> GrayImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture.clone();
    }
    let resized = || {
        let source =
            TypedImageRef::<U8>::from_buffer(picture.width(), picture.height(), picture.as_raw())
                .ok()?;
        let mut buffer = vec![0u8; width as usize * height as usize];
        let mut target = TypedImage::<U8>::from_buffer(width, height, &mut buffer).ok()?;
        Resizer::new().resize_typed(&source, &mut target, &options()).ok()?;
        GrayImage::from_raw(width, height, buffer)
    };
    resized().unwrap_or_else(|| {
        image::imageops::resize(picture, width, height, image::imageops::Triangle)
    })
}

/// The colour picture at exactly `width` × `height` pixels.
pub fn colour_to(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture.clone();
    }
    let resized = || {
        let source =
            TypedImageRef::<U8x3>::from_buffer(picture.width(), picture.height(), picture.as_raw())
                .ok()?;
        let mut buffer = vec![0u8; width as usize * height as usize * 3];
        let mut target = TypedImage::<U8x3>::from_buffer(width, height, &mut buffer).ok()?;
        Resizer::new().resize_typed(&source, &mut target, &options()).ok()?;
        RgbImage::from_raw(width, height, buffer)
    };
    resized().unwrap_or_else(|| {
        image::imageops::resize(picture, width, height, image::imageops::Triangle)
    })
}

/// The size with the long side at most `longest`, and by what factor it is smaller (at most 1).
pub fn fitted(width: u32, height: u32, longest: u32) -> (u32, u32, f32) {
    let long = width.max(height).max(1);
    if long <= longest {
        return (width, height, 1.0);
    }
    let factor = longest as f32 / long as f32;
    let side = |n: u32| ((n as f32 * factor).round() as u32).max(1);
    (side(width), side(height), factor)
}
