//! Readings recorded earlier, so that what comes after reading is tested without models.

use std::path::{Path, PathBuf};

use hezhi::geometry::{Rect, Region};
use hezhi::text::{PageText, TextLine};

use crate::engine::{Engine, ReadError};
use crate::page::Page;
use crate::ppocr::Frame;

/// The pages of one file as an engine read them once.
pub struct Recorded {
    path: PathBuf,
    pages: Vec<PageText>,
}

impl Recorded {
    /// Opens a JSON file that holds an array of [`PageText`].
    pub fn open(path: &Path) -> Result<Recorded, ReadError> {
        let wrong = |reason: String| ReadError::Recording { path: path.to_path_buf(), reason };
        let json = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        let pages = serde_json::from_str(&json).map_err(|e| wrong(e.to_string()))?;
        Ok(Recorded { path: path.to_path_buf(), pages })
    }

    fn page(&self, number: u32) -> Result<&PageText, ReadError> {
        self.pages
            .iter()
            .find(|p| p.page == number)
            .ok_or_else(|| ReadError::NotRecorded { path: self.path.clone(), page: number })
    }
}

impl Engine for Recorded {
    fn name(&self) -> String {
        "recorded".into()
    }

    fn read(&self, page: &Page) -> Result<PageText, ReadError> {
        self.page(page.number).cloned()
    }

    /// For each region, the recorded line that covers most of it; a region without one is empty.
    fn read_regions(&self, frame: &Frame, regions: &[Region]) -> Result<Vec<TextLine>, ReadError> {
        let lines = &self.page(frame.page)?.lines;
        let shared = |a: &Rect, b: &Rect| a.overlap_x(b) * a.overlap_y(b);
        Ok(regions
            .iter()
            .map(|region| {
                let asked = region.bounds();
                let best = lines
                    .iter()
                    .map(|l| (shared(&l.region.bounds(), &asked), l))
                    .filter(|(area, _)| *area > 0.0)
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                match best {
                    Some((_, line)) => line.clone(),
                    None => TextLine {
                        text: String::new(),
                        confidence: 0.0,
                        region: *region,
                        upright: asked,
                        glyphs: Vec::new(),
                        quick: false,
                    },
                }
            })
            .collect())
    }
}
