//! Pages in: from the bytes of a file to pictures of its pages.

mod pdf;
mod problem;
mod raster;
mod tiff;

use hezhi::text::Problem;
use image::RgbImage;

/// The most that is accepted of one file. The one place for these limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pixels of one page.
    pub pixels: u64,
    /// Pages of one file.
    pub pages: u32,
}

impl Default for Limits {
    fn default() -> Self {
        // An A3 colour scan at 600 dots an inch has 70 million pixels; a certificate with its
        // annexes some 30 pages.
        Limits { bytes: 100 << 20, pixels: 100_000_000, pages: 200 }
    }
}

/// One page as it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Counted from 1 within the file.
    pub number: u32,
    /// After the file's own orientation tag.
    pub image: RgbImage,
    /// What a PDF page says its text is.
    pub text_layer: Option<String>,
}

/// The pages of a file, decoded one at a time.
pub struct Pages<'a>(Box<dyn Iterator<Item = Result<Page, Problem>> + Send + 'a>);

impl Iterator for Pages<'_> {
    type Item = Result<Page, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// The pages of a file; what kind of file it is, its bytes tell, not its name.
pub fn pages<'a>(file_name: &str, bytes: &'a [u8], limits: &Limits) -> Result<Pages<'a>, Problem> {
    pages_without(file_name, bytes, limits, &[])
}

/// The same without decoding the pages whose numbers are `spared`: they come as problems. For a
/// page that broke the program before, so that the others of its file can be read.
pub fn pages_without<'a>(
    file_name: &str,
    bytes: &'a [u8],
    limits: &Limits,
    spared: &[u32],
) -> Result<Pages<'a>, Problem> {
    if bytes.is_empty() {
        return Err(problem::empty(file_name));
    }
    if bytes.len() as u64 > limits.bytes {
        return Err(problem::too_many_bytes(file_name, bytes.len() as u64, limits.bytes));
    }
    if pdf::is_pdf(bytes) {
        return Ok(Pages(Box::new(pdf::pages(file_name, bytes, limits, spared)?)));
    }
    if tiff::is_tiff(bytes) {
        return Ok(Pages(Box::new(tiff::pages(file_name, bytes, limits, spared)?)));
    }
    if spared.contains(&1) {
        return Err(problem::damaged(file_name));
    }
    let page = raster::page(file_name, bytes, limits)?;
    Ok(Pages(Box::new(std::iter::once(Ok(page)))))
}
