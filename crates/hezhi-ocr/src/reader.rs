//! The reader of the product: PP-OCR for every page.

use std::path::Path;

use hezhi::text::{PageText, Problem, ProblemCode};

use crate::engine::{Engine, ReadError};
use crate::page::Page;
use crate::ppocr::{Options, PpOcr};

/// Reads pages, and looks again where it is asked to.
pub struct Reader {
    first: PpOcr,
}

impl Reader {
    /// Loads the models from their folder.
    pub fn open(models: &Path, options: &Options) -> Result<Reader, ReadError> {
        Ok(Reader { first: PpOcr::open(models, options)? })
    }

    /// The engines with their versions, for the report.
    pub fn engine(&self) -> String {
        self.first.name()
    }

    /// Reads a page; what goes wrong stands in `problem`.
    pub fn read(&self, page: &Page) -> PageText {
        match self.first.read(page) {
            Ok(text) => text,
            Err(error) => PageText {
                page: page.number,
                width: page.image.width(),
                height: page.image.height(),
                problem: Some(Problem {
                    code: ProblemCode::ReaderFailed,
                    message: format!("第 {} 页识别失败（{error}），请重试；仍然失败时请人工核查。", page.number),
                }),
                ..PageText::default()
            },
        }
    }
}
