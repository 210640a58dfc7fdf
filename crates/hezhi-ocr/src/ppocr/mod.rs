//! The PP-OCR engine: detection, direction, recognition, reading order.

mod detect;
mod frame;
mod lines;
mod order;
mod recognise;

use std::path::Path;

use hezhi::geometry::Region;
use hezhi::text::{PageText, TextLine};

pub use detect::{Detector, TextBox};
pub use frame::Frame;
pub use order::reading_order;
pub use recognise::{Reading, Recogniser};

use crate::engine::{Engine, ReadError};
use crate::model::Runtime;
use crate::page::Page;

/// How much the engine may use of the machine, and which runtime it runs on.
#[derive(Debug, Clone)]
pub struct Options {
    /// Threads for one page. Many pages at once go fastest with one thread each.
    pub threads: usize,
    pub runtime: Runtime,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Options { threads: cores.min(4), runtime: Runtime::default() }
    }
}

/// PP-OCRv6 small: 18,708 characters, the rare ones of personal names included.
pub struct PpOcr {
    detector: Detector,
    recogniser: Recogniser,
}

impl PpOcr {
    /// Loads the models from their folder.
    pub fn open(models: &Path, options: &Options) -> Result<PpOcr, ReadError> {
        let load = |file| options.runtime.load(models, file, options.threads);
        let detector = Detector::new(load("PP-OCRv6_det_small.onnx")?);
        let file = "PP-OCRv6_rec_small.onnx";
        let model = load(file)?;
        let characters = model.metadata("character").ok_or_else(|| ReadError::Model {
            path: models.join(file),
            reason: "it carries no list of characters".into(),
        })?;
        let characters: Vec<String> = characters.lines().map(str::to_string).collect();
        Ok(PpOcr { detector, recogniser: Recogniser::new(model, characters) })
    }
}

impl Engine for PpOcr {
    fn name(&self) -> String {
        "PP-OCRv6-small".into()
    }

    fn read(&self, page: &Page) -> Result<PageText, ReadError> {
        let (frame, boxes) = self.upright(page)?;
        let lines = self.read_boxes(&frame, &boxes)?;
        Ok(PageText {
            page: page.number,
            width: page.image.width(),
            height: page.image.height(),
            turned: frame.turned,
            lines,
            text_layer: page.text_layer.clone(),
            ..PageText::default()
        })
    }

    fn read_regions(&self, page: &Page, regions: &[Region]) -> Result<Vec<TextLine>, ReadError> {
        let frame = Frame::given(page);
        self.read_places(&frame, regions)
    }
}
