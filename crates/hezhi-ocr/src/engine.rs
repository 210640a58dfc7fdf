//! What every reader of text offers.

use std::path::PathBuf;

use hezhi::geometry::Region;
use hezhi::text::{PageText, TextLine};

use crate::page::Page;
use crate::ppocr::Frame;

/// Something that reads text in pictures.
pub trait Engine: Send + Sync {
    /// Name and version, for the report.
    fn name(&self) -> String;
    /// Reads a whole page: lines in reading order, seals, regions in pixels of the page as given.
    fn read(&self, page: &Page) -> Result<PageText, ReadError>;
    /// Reads each region of the page as given as one line of text; one answer for each region, in
    /// the same order. The frame is that of the whole page ([`Frame::given`]): to make one takes
    /// as long as to read a line or two, and several engines are asked about the same page.
    fn read_regions(&self, frame: &Frame, regions: &[Region]) -> Result<Vec<TextLine>, ReadError>;
}

/// Why an engine could not be opened or could not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(
        "model {path} is missing: run `./dev setup`, or set HEZHI_MODELS to the models' folder"
    )]
    ModelMissing { path: PathBuf },
    #[error("model {path} does not load: {reason}")]
    Model { path: PathBuf, reason: String },
    #[error("the inference runtime does not load: {reason}; run `./dev setup`")]
    Runtime { reason: String },
    #[error("inference failed: {reason}")]
    Inference { reason: String },
    #[error(
        "tesseract is not usable: {reason}; install tesseract-ocr-chi-sim or set TESSDATA_PREFIX"
    )]
    Tesseract { reason: String },
    #[error("no reading was recorded for page {page} in {path}")]
    NotRecorded { path: PathBuf, page: u32 },
    #[error("the recorded reading {path} is not valid: {reason}")]
    Recording { path: PathBuf, reason: String },
}
