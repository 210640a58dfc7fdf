//! The PP-OCR engine: detection, direction, recognition, reading order.

mod column;
mod detect;
mod faults;
mod frame;
mod lines;
mod order;
mod quality;
mod recognise;
mod red_print;
mod spread;

use std::path::Path;
use std::sync::Arc;

use hezhi::geometry::{Rect, Region};
use hezhi::text::{PageText, TextLine};

pub use detect::{Detector, TextBox};
use frame::Upright;
pub use frame::{Frame, as_turned};
pub use order::reading_order;
pub use recognise::{HEIGHT, Reading, Recogniser, Recognisers};

use crate::engine::{Engine, ReadError};
use crate::model::{Model, Runtime, Size};
use crate::page::Page;
use crate::pixels::Projection;
use crate::seal;

/// How much the engine may use of the machine, and which runtime it runs on.
#[derive(Debug, Clone)]
pub struct Options {
    /// Threads for one page. One costs least: with two a page is read a quarter sooner and takes a
    /// seventh more processor time (sample pages, two cores), and of many pages at once each goes
    /// best with one of its own.
    pub threads: usize,
    pub runtime: Runtime,
    pub detection: Size,
    pub recognition: Size,
    /// The long side in pixels of the picture that detection sees.
    pub detect_side: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            threads: 1,
            runtime: Runtime::default(),
            detection: Size::Small,
            recognition: Size::Small,
            detect_side: frame::DETECT_SIDE,
        }
    }
}

/// PP-OCRv6. The small recogniser knows 18,708 characters, the rare ones of personal names
/// included.
pub struct PpOcr {
    detector: Detector,
    recogniser: Recognisers,
    detect_side: u32,
    name: &'static str,
}

impl PpOcr {
    /// Loads the models from their folder.
    pub fn open(models: &Path, options: &Options) -> Result<PpOcr, ReadError> {
        let detector = Detector::new(options.runtime.load(
            models,
            options.detection.detection(),
            options.threads,
        )?);
        let thorough = Arc::new(recogniser(models, options)?);
        let recogniser = Recognisers { quick: None, thorough };
        let name = match options.recognition {
            Size::Small => "PP-OCRv6-small",
            Size::Tiny => "PP-OCRv6-tiny",
        };
        Ok(PpOcr { detector, recogniser, detect_side: options.detect_side, name })
    }
}

impl PpOcr {
    /// The same, which reads what the recogniser of `other` is sure of with that one.
    #[must_use]
    pub fn with_quick(mut self, other: &PpOcr) -> PpOcr {
        self.recogniser.quick = Some(Arc::clone(&other.recogniser.thorough));
        self
    }

    pub(crate) fn detector(&self) -> &Detector {
        &self.detector
    }
}

fn recogniser(models: &Path, options: &Options) -> Result<Recogniser, ReadError> {
    let size = options.recognition;
    let (model, bias) = options.runtime.load_cut(models, size.recognition(), options.threads)?;
    let listed = characters(models, size, model.as_ref())?;
    Ok(Recogniser::new(model, bias, listed.lines().map(str::to_string)))
}

fn characters(models: &Path, size: Size, model: &dyn Model) -> Result<String, ReadError> {
    let Some(file) = size.characters() else {
        return model.metadata("character").ok_or_else(|| ReadError::Model {
            path: models.join(size.recognition()),
            reason: "it carries no list of characters".into(),
        });
    };
    let path = models.join(file);
    std::fs::read_to_string(&path).map_err(|_| ReadError::ModelMissing { path })
}

impl Engine for PpOcr {
    fn name(&self) -> String {
        self.name.into()
    }

    fn read(&self, page: &Page) -> Result<PageText, ReadError> {
        let given = page;
        let mut found = seal::find(&given.image);
        let cleaned = seal::stamp::taken_off(page);
        let page = cleaned.as_ref().unwrap_or(page);
        let prepared = {
            let print = seal::stamp::seals_taken_off(page, &found.sure());
            Frame::prepared(print.as_ref().unwrap_or(page))
        };
        let Upright { frame, boxes, known } = self.upright(prepared)?;
        let (mut lines, straight) = self.read_boxes(&frame, &boxes, &[], known)?;
        found.seals.retain(|f| seal::on_the_sheet(&frame, f));
        // Under a seal copied in grey the same was tried, and nothing more was read.
        if !found.grey {
            seal::under::read_again(self, page, &found.seals, &mut lines)?;
        }
        let upright = frame.to_page.inverse().unwrap_or(Projection::IDENTITY).then(&straight);
        let seals = seal::seals(&given.image, &found, &frame, &upright, &self.recogniser)?;
        let red = self.red_print(page, &frame, &straight, &seals)?;
        if !red.is_empty() {
            red_print::put_among(&mut lines, red);
            lines = in_order(lines);
        }
        Ok(PageText {
            seals,
            problem: quality::problem(page, &lines),
            faults: faults::faults(given, &frame, &lines),
            page: page.number,
            width: page.image.width(),
            height: page.image.height(),
            turned: frame.turned,
            stamped: cleaned.is_some(),
            lines,
            text_layer: page.text_layer.clone(),
            ..PageText::default()
        })
    }

    fn read_regions(&self, frame: &Frame, regions: &[Region]) -> Result<Vec<TextLine>, ReadError> {
        self.read_places(frame, regions)
    }
}

/// Lines in the order in which a person reads them.
fn in_order(lines: Vec<TextLine>) -> Vec<TextLine> {
    let places: Vec<Rect> = lines.iter().map(|l| l.upright).collect();
    reading_order(&places).into_iter().filter_map(|i| lines.get(i).cloned()).collect()
}
