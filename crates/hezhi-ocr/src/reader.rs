//! The reader of the product: PP-OCR for every page, Tesseract for the places that matter.

use std::path::Path;

use hezhi::extract::Look;
use hezhi::text::{PageText, Problem, ProblemCode};

use crate::engine::{Engine, ReadError};
use crate::look;
use crate::page::Page;
use crate::ppocr::{Options, PpOcr};

/// Reads pages, and looks again where it is asked to.
pub struct Reader {
    first: PpOcr,
    second: Option<Box<dyn Engine>>,
}

impl Reader {
    /// Loads the models from their folder, and the second reader where it was built in.
    pub fn open(models: &Path, options: &Options) -> Result<Reader, ReadError> {
        Ok(Reader { first: PpOcr::open(models, options)?, second: second()? })
    }

    /// The engines with their versions, for the report.
    pub fn engine(&self) -> String {
        match &self.second {
            Some(second) => format!("{} + {}", self.first.name(), second.name()),
            None => self.first.name(),
        }
    }

    /// Reads a page; what goes wrong stands in `problem`.
    pub fn read(&self, page: &Page) -> PageText {
        self.first.read(page).unwrap_or_else(|error| PageText {
            page: page.number,
            width: page.image.width(),
            height: page.image.height(),
            problem: Some(failed(page, &error)),
            ..PageText::default()
        })
    }

    /// Reads again the places of this page that `looks` names, whatever file they name: the caller
    /// picks those of the file. What goes wrong stands in `problem`, and what was read stays.
    pub fn look_again(&self, page: &Page, text: &mut PageText, looks: &[Look]) {
        if let Err(error) = look::look_again(&self.first, self.second.as_deref(), page, text, looks) {
            text.problem.get_or_insert(failed(page, &error));
        }
    }
}

#[cfg(feature = "tesseract")]
fn second() -> Result<Option<Box<dyn Engine>>, ReadError> {
    Ok(Some(Box::new(crate::tesseract::Tesseract::open(None)?)))
}

#[cfg(not(feature = "tesseract"))]
fn second() -> Result<Option<Box<dyn Engine>>, ReadError> {
    Ok(None)
}

fn failed(page: &Page, error: &ReadError) -> Problem {
    Problem {
        code: ProblemCode::ReaderFailed,
        message: format!("第 {} 页识别失败（{error}），请重试；仍然失败时请人工核查。", page.number),
    }
}
