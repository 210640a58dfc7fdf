//! PDF: each page drawn as a picture, and what its text layer says.

mod fonts;
mod text_layer;
mod unpacked;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hezhi::text::Problem;
use image::RgbImage;

use super::{Limits, Page, problem};

/// Dots an inch at which a page is drawn. An A4 page becomes 1,654 × 2,339 pixels; print of
/// 9 points is then 25 pixels high.
const DPI: f32 = 200.0;
/// A page drawn larger than this is drawn coarser: an A3 page at 300 dots an inch has 17 million.
const MOST_PIXELS: f32 = 25_000_000.0;
/// The longest a page may take. A thousand times what one takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn is_pdf(bytes: &[u8]) -> bool {
    // Readers accept the signature anywhere in the first kilobyte, and so do scanners' programs.
    bytes.iter().take(1024).copied().collect::<Vec<u8>>().windows(5).any(|w| w == b"%PDF-")
}

/// The pages of a PDF, each drawn when it is asked for.
pub fn pages(
    file: &str,
    bytes: &[u8],
    limits: &Limits,
    spared: &[u32],
) -> Result<impl Iterator<Item = Result<Page, Problem>> + Send + use<>, Problem> {
    unpacked::check(file, bytes, limits)?;
    let data = bytes.to_vec();
    let opened = within(PATIENCE, move || Pdf::new(data)).ok_or_else(|| problem::damaged(file))?;
    let pdf = match opened {
        Ok(pdf) => Arc::new(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            return Err(problem::encrypted(file));
        }
        Err(LoadPdfError::Decryption(_)) => return Err(problem::encrypted(file)),
        Err(LoadPdfError::Invalid) => return Err(problem::damaged(file)),
    };
    let count = pdf.pages().len();
    if count == 0 {
        return Err(problem::damaged(file));
    }
    if count as u64 > u64::from(limits.pages) {
        return Err(problem::too_many_pages(file, limits.pages));
    }
    let (file, settings, spared) = (file.to_string(), fonts::settings(), spared.to_vec());
    Ok((0..count).map(move |index| {
        if spared.contains(&(index as u32 + 1)) {
            return Err(problem::page_not_drawn(&file, index + 1));
        }
        let (pdf, settings) = (pdf.clone(), settings.clone());
        let drawn = within(PATIENCE, move || draw(&pdf, index, &settings));
        let (image, text_layer) =
            drawn.flatten().ok_or_else(|| problem::page_not_drawn(&file, index + 1))?;
        Ok(Page { number: index as u32 + 1, image, text_layer })
    }))
}

/// Runs `work` on a thread of its own. `None` where it panics or takes longer: a thread cannot be
/// stopped, so it is left behind, and the batch goes on.
fn within<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new()
        .name("pdf".into())
        // Deeply nested pages recurse deeply.
        .stack_size(64 << 20)
        .spawn(move || {
            if let Ok(result) = catch_unwind(AssertUnwindSafe(work)) {
                // Nobody waits any more where the patience ran out.
                let _ = sender.send(result);
            }
        })
        .ok()?;
    receiver.recv_timeout(patience).ok()
}

fn draw(
    pdf: &Pdf,
    index: usize,
    settings: &InterpreterSettings,
) -> Option<(RgbImage, Option<String>)> {
    let page = pdf.pages().get(index)?;
    let (width, height) = page.render_dimensions();
    if !(width > 0.0 && height > 0.0) {
        return None;
    }
    let scale =
        (DPI / 72.0).min((MOST_PIXELS / (width * height)).sqrt()).min(20_000.0 / width.max(height));
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let pixmap = hayro::render(page, &cache, settings, &RenderSettings::default(), &pixels);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let rgb: Vec<u8> = pixmap.data().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
    let image =
        RgbImage::from_raw(width, height, rgb).filter(|i| i.width() > 0 && i.height() > 0)?;
    Some((image, text_layer::of(page, settings)))
}
