//! JPEG, PNG, WebP.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hezhi::text::Problem;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};

use super::{Limits, Page, problem};

/// How every JPEG begins.
const JPEG: &[u8] = &[0xff, 0xd8];

/// The one page of a picture file.
pub fn page(file: &str, bytes: &[u8], limits: &Limits) -> Result<Page, Problem> {
    // Decoders are other people's code fed with strangers' bytes: a panic in one is one bad file.
    catch_unwind(AssertUnwindSafe(|| decode(file, bytes, limits)))
        .unwrap_or_else(|_| Err(problem::damaged(file)))
}

fn decode(file: &str, bytes: &[u8], limits: &Limits) -> Result<Page, Problem> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| problem::not_an_image(file))?;
    if reader.format().is_none() {
        return Err(problem::not_an_image(file));
    }
    let mut decoder = reader.into_decoder().map_err(|_| problem::damaged(file))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(problem::too_many_pixels(file, width.into(), height.into(), limits.pixels));
    }
    if bytes.starts_with(JPEG) && cut_off(bytes) {
        return Err(problem::damaged(file));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| problem::damaged(file))?;
    image.apply_orientation(orientation);
    Ok(Page { number: 1, image: on_white(image), text_layer: None })
}

/// Whether a JPEG ends before its end marker. The decoder fills what is missing with grey and says
/// nothing, and a page that is half grey could be taken for one without a second half.
fn cut_off(bytes: &[u8]) -> bool {
    // Within the compressed data, 255 is always followed by 0 or a restart marker, so the last scan
    // header and an end marker behind it are what they seem.
    let last = |marker: u8| bytes.windows(2).rposition(|w| w == [0xff, marker]);
    match (last(0xda), last(0xd9)) {
        (Some(scan), Some(end)) => end < scan,
        _ => true,
    }
}

/// Plain colour; what is transparent shows the paper.
pub fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let rgba = image.into_rgba8();
    let mut out = RgbImage::new(rgba.width(), rgba.height());
    for (target, source) in out.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, a] = source.0.map(u16::from);
        target.0 = [r, g, b].map(|v| ((v * a + 255 * (255 - a)) / 255) as u8);
    }
    out
}
