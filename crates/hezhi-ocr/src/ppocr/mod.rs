//! The PP-OCR engine: detection, direction, recognition, reading order.

mod column;
mod detect;
mod frame;
mod lines;
mod order;
mod quality;
mod recognise;
mod red_print;
mod spread;

use std::path::Path;

use hezhi::geometry::{Rect, Region};
use hezhi::text::{PageText, TextLine};

pub use detect::{Detector, TextBox};
pub use frame::{Frame, as_turned};
pub use order::reading_order;
pub use recognise::{HEIGHT, Reading, Recogniser};

use crate::engine::{Engine, ReadError};
use crate::model::{DETECTION, RECOGNITION, Runtime};
use crate::page::Page;
use crate::pixels::Projection;
use crate::seal;

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
        let detector = Detector::new(load(DETECTION)?);
        let model = load(RECOGNITION)?;
        let characters = model.metadata("character").ok_or_else(|| ReadError::Model {
            path: models.join(RECOGNITION),
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
        let (mut lines, straight) = self.read_boxes(&frame, &boxes)?;
        let upright = frame.to_page.inverse().unwrap_or(Projection::IDENTITY).then(&straight);
        let seals = seal::seals(&page.image, &frame, &upright, &self.recogniser)?;
        let red = self.red_print(page, &frame, &straight, &seals)?;
        if !red.is_empty() {
            red_print::put_among(&mut lines, red);
            lines = in_order(lines);
        }
        Ok(PageText {
            seals,
            problem: quality::problem(page, &lines),
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

/// Lines in the order in which a person reads them.
fn in_order(lines: Vec<TextLine>) -> Vec<TextLine> {
    let places: Vec<Rect> = lines.iter().map(|l| l.upright).collect();
    reading_order(&places).into_iter().filter_map(|i| lines.get(i).cloned()).collect()
}
