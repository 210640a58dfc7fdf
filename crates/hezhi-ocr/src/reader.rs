//! The reader of the product: PP-OCR for every page; Tesseract and the tiny PP-OCR for the places
//! that matter.

use std::path::Path;

use hezhi::extract::Look;
use hezhi::geometry::Region;
use hezhi::text::{PageText, Problem, ProblemCode, TextLine};

use crate::code;
use crate::engine::{Engine, ReadError};
use crate::look;
use crate::model::Size;
use crate::page::Page;
use crate::ppocr::{Frame, Options, PpOcr};
use crate::seal;

/// Reads pages, and looks again where it is asked to.
pub struct Reader {
    first: PpOcr,
    /// Those that read again what identity hangs on, each by itself: another make of engine, and
    /// the tiny networks.
    other: Vec<Box<dyn Engine>>,
    tiny: PpOcr,
}

impl Reader {
    /// Loads the models from their folder, and Tesseract where it was built in.
    pub fn open(models: &Path, options: &Options) -> Result<Reader, ReadError> {
        let first = PpOcr::open(models, options)?;
        let tiny = Options { detection: Size::Tiny, recognition: Size::Tiny, ..options.clone() };
        let tiny = PpOcr::open(models, &tiny)?;
        Ok(Reader { first: first.with_quick(&tiny), other: tesseract()?, tiny })
    }

    fn second(&self) -> impl Iterator<Item = &dyn Engine> {
        self.other.iter().map(AsRef::as_ref).chain(std::iter::once(&self.tiny as &dyn Engine))
    }

    /// The engines with their versions, for the report.
    pub fn engine(&self) -> String {
        let names = std::iter::once(self.first.name()).chain(self.second().map(|e| e.name()));
        names.collect::<Vec<_>>().join(" + ")
    }

    /// Reads a page; what goes wrong stands in `problem`.
    pub fn read(&self, page: &Page) -> PageText {
        let read =
            self.first.read(page).map(|text| PageText { codes: code::read(&page.image), ..text });
        read.unwrap_or_else(|error| PageText {
            page: page.number,
            width: page.image.width(),
            height: page.image.height(),
            problem: Some(failed(page, &error)),
            ..PageText::default()
        })
    }

    /// Reads the lines in an area of the page, its corners in the order of the text, from a larger
    /// picture than the page is read from.
    pub fn read_box(&self, page: &Page, area: &Region) -> Result<Vec<TextLine>, ReadError> {
        let cleaned = seal::stamp::taken_off(page);
        let page = cleaned.as_ref().unwrap_or(page);
        let cleaned = seal::stamp::seals_taken_off(page, &seal::find(&page.image).sure());
        let page = cleaned.as_ref().unwrap_or(page);
        let frame = Frame::given(page);
        let found = self.first.read_area(&frame, area, self.first.detector(), &[])?;
        if found.is_empty() {
            // A box drawn close around one line leaves detection no paper to find it on.
            return self.first.read_regions(&frame, &[*area]);
        }
        Ok(found)
    }

    /// Reads again the places of this page that `looks` names, whatever file they name: the caller
    /// picks those of the file. What goes wrong stands in `problem`, and what was read stays.
    pub fn look_again(&self, page: &Page, text: &mut PageText, looks: &[Look]) {
        let readers = look::Readers { first: &self.first, quick: &self.tiny, others: &self.other };
        let looked = look::look_again(&readers, page, text, looks);
        if let Err(error) = looked {
            text.problem.get_or_insert(failed(page, &error));
        }
    }
}

#[cfg(feature = "tesseract")]
fn tesseract() -> Result<Vec<Box<dyn Engine>>, ReadError> {
    Ok(vec![Box::new(crate::tesseract::Tesseract::open(None)?)])
}

#[cfg(not(feature = "tesseract"))]
fn tesseract() -> Result<Vec<Box<dyn Engine>>, ReadError> {
    Ok(Vec::new())
}

fn failed(page: &Page, error: &ReadError) -> Problem {
    Problem {
        code: ProblemCode::ReaderFailed,
        message: format!(
            "第 {} 页识别失败（{error}），请重试；仍然失败时请人工核查。",
            page.number
        ),
    }
}
