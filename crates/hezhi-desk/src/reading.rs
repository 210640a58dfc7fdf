//! From files to papers: pages are read, fields extracted, doubtful places read again.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hezhi::document::Document;
use hezhi::extract::{self, Look};
use hezhi::geometry::Region;
use hezhi::text::{FileText, PageText, Problem, ProblemCode, TextLine};
use hezhi_ocr::{Limits, Page};

use crate::intake::{Content, HandedFile};
use crate::store::{Reading, Store};

/// Whatever turns pages into text. [`hezhi_ocr::Reader`] in the product; tests bring their own.
pub trait PageReader: Send + Sync {
    /// Name and version, for the report: readings are kept under it.
    fn engine(&self) -> String;
    /// What goes wrong stands in `PageText::problem`.
    fn read(&self, page: &Page) -> PageText;
    fn look_again(&self, page: &Page, text: &mut PageText, looks: &[Look]);
    /// The lines in a box of the page, its corners in the order of the text; the error is a Chinese
    /// sentence.
    fn read_box(&self, page: &Page, region: &Region) -> Result<Vec<TextLine>, String> {
        let _ = (page, region);
        Err("这个识读引擎不能单独识读一处。请直接键入。".into())
    }
}

impl PageReader for hezhi_ocr::Reader {
    fn engine(&self) -> String {
        hezhi_ocr::Reader::engine(self)
    }

    fn read(&self, page: &Page) -> PageText {
        hezhi_ocr::Reader::read(self, page)
    }

    fn look_again(&self, page: &Page, text: &mut PageText, looks: &[Look]) {
        hezhi_ocr::Reader::look_again(self, page, text, looks);
    }

    fn read_box(&self, page: &Page, region: &Region) -> Result<Vec<TextLine>, String> {
        hezhi_ocr::Reader::read_box(self, page, region)
            .map_err(|error| format!("这一处没有读成（{error}）。请直接键入。"))
    }
}

/// What files say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Papers {
    pub files: Vec<FileText>,
    pub documents: Vec<Document>,
}

/// Looking again can bring to light what is worth another look: a value that a finer look found
/// is then read by the second engine. Nothing is looked at twice in the same way.
const ROUNDS: usize = 3;

/// Pages of one application that stay in memory for the second look, in bytes. Four photos of
/// twelve million pixels; pages beyond it are decoded again when they are needed.
const KEPT_PAGES: usize = 160 << 20;

/// Reads every file of an application. What cannot be read is data: the rest goes on.
pub(crate) fn read(
    files: &[HandedFile],
    reader: &dyn PageReader,
    limits: &Limits,
    store: Option<&Store>,
) -> Papers {
    // What a newer program finds on the same page may differ: it reads for itself.
    let engine = format!("{} / hezhi {}", reader.engine(), env!("CARGO_PKG_VERSION"));
    let shelf = store.map(|store| Shelf { store, engine: &engine });
    let mut kept = 0;
    let mut sheets: Vec<Sheet> = files
        .iter()
        .map(|file| Sheet::read(file, reader, limits, shelf.as_ref(), &mut kept))
        .collect();
    let mut papers = Papers::default();
    for round in 0..=ROUNDS {
        papers.files = sheets.iter().map(|sheet| sheet.reading.text.clone()).collect();
        papers.documents = extract::documents(&papers.files);
        if round == ROUNDS {
            break;
        }
        let looks = extract::looks(&papers.files, &papers.documents);
        let changed = sheets
            .iter_mut()
            .map(|sheet| sheet.look_again(&looks, reader, limits))
            .fold(false, |any, one| any | one);
        if !changed {
            break;
        }
    }
    if let Some(shelf) = shelf {
        sheets.iter().filter(|sheet| sheet.changed).for_each(|sheet| shelf.keep(sheet));
    }
    papers
}

/// Where readings are kept. Failing to keep one costs time later, nothing else.
struct Shelf<'a> {
    store: &'a Store,
    engine: &'a str,
}

impl Shelf<'_> {
    fn find(&self, content: &Content) -> Option<Reading> {
        let known = self.store.reading(&content.sha256, self.engine).ok().flatten();
        // A file that could not be opened costs little to try again, and limits change; a page
        // that the reader itself failed on is tried anew.
        known.filter(|reading| reading.text.problem.is_none() && !reader_failed(&reading.text))
    }

    fn keep(&self, sheet: &Sheet) {
        if let Ok(content) = &sheet.file.content
            && sheet.reading.text.problem.as_ref().is_none_or(|p| p.code != ProblemCode::Missing)
        {
            let _ = self.store.keep_reading(&content.sha256, self.engine, &sheet.reading);
        }
    }
}

fn reader_failed(text: &FileText) -> bool {
    let failed = |page: &PageText| {
        page.problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::ReaderFailed)
    };
    text.pages.iter().any(failed)
}

/// One file on its way to text.
struct Sheet<'a> {
    file: &'a HandedFile,
    reading: Reading,
    /// Decoded pages, as far as they fit into [`KEPT_PAGES`].
    pages: Vec<Page>,
    /// There is something to keep.
    changed: bool,
}

impl<'a> Sheet<'a> {
    fn read(
        file: &'a HandedFile,
        reader: &dyn PageReader,
        limits: &Limits,
        shelf: Option<&Shelf>,
        kept: &mut usize,
    ) -> Sheet<'a> {
        let known = file.content.as_ref().ok().and_then(|content| shelf?.find(content));
        let mut sheet = Sheet {
            file,
            changed: known.is_none(),
            reading: known.unwrap_or_default(),
            pages: Vec::new(),
        };
        if sheet.changed {
            let text = &mut sheet.reading.text;
            let problem = each_page(file, limits, |page| {
                let read = match &page {
                    Ok(page) => {
                        guarded(|| reader.read(page)).unwrap_or_else(|why| failed(page, &why))
                    }
                    // A page that cannot be decoded keeps its place among the others.
                    Err((number, problem)) => PageText {
                        page: *number,
                        problem: Some(problem.clone()),
                        ..PageText::default()
                    },
                };
                text.pages.push(read);
                if let Ok(page) = page
                    && *kept + page.image.as_raw().len() <= KEPT_PAGES
                {
                    *kept += page.image.as_raw().len();
                    sheet.pages.push(page);
                }
                true
            });
            sheet.reading.text.problem = problem.err();
        }
        sheet.settle();
        sheet
    }

    /// Fresh text and text from the store must be the same to the last digit, so that the same
    /// scans give the same report: both have gone through their serialised form.
    fn settle(&mut self) {
        self.reading.text.file.clone_from(&self.file.name);
        let text = serde_json::to_vec(&self.reading.text).ok();
        if let Some(text) = text.and_then(|text| serde_json::from_slice(&text).ok()) {
            self.reading.text = text;
        }
    }

    /// Reads the places again that were not looked at yet; tells whether there were any.
    fn look_again(&mut self, looks: &[Look], reader: &dyn PageReader, limits: &Limits) -> bool {
        let mut wanted: BTreeMap<u32, Vec<Look>> = BTreeMap::new();
        for look in looks.iter().filter(|look| look.file == self.file.name) {
            if self.reading.looked.insert(format!("{} {:?}", look.page, look.how)) {
                wanted.entry(look.page).or_default().push(look.clone());
            }
        }
        if wanted.is_empty() {
            return false;
        }
        let missing: BTreeSet<u32> = wanted
            .keys()
            .copied()
            .filter(|number| !self.pages.iter().any(|page| page.number == *number))
            .collect();
        if let Some(last) = missing.last().copied() {
            let texts = &mut self.reading.text.pages;
            let _ = each_page(self.file, limits, |page| {
                if let Ok(page) = &page
                    && missing.contains(&page.number)
                {
                    look(page, texts, &wanted, reader);
                }
                page.map_or_else(|(number, _)| number, |page| page.number) < last
            });
        }
        for page in &self.pages {
            look(page, &mut self.reading.text.pages, &wanted, reader);
        }
        self.changed = true;
        self.settle();
        true
    }
}

fn look(
    page: &Page,
    texts: &mut [PageText],
    wanted: &BTreeMap<u32, Vec<Look>>,
    reader: &dyn PageReader,
) {
    let text = texts.iter_mut().find(|text| text.page == page.number);
    if let (Some(text), Some(looks)) = (text, wanted.get(&page.number)) {
        let mut second = text.clone();
        // A failed second look leaves the first one as it was: what it would have confirmed
        // stays unconfirmed.
        if guarded(|| reader.look_again(page, &mut second, looks)).is_ok() {
            *text = second;
        }
    }
}

/// Decodes a file page by page, as long as `page` wants more. A page that does not decode comes
/// as its number and the reason.
fn each_page(
    file: &HandedFile,
    limits: &Limits,
    mut page: impl FnMut(Result<Page, (u32, Problem)>) -> bool,
) -> Result<(), Problem> {
    let content = file.content.as_ref().map_err(Clone::clone)?;
    let bytes = content.read(&file.name)?;
    let damaged = |why: String| Problem {
        code: ProblemCode::Damaged,
        message: format!(
            "文件“{}”解码时出错（{why}），可能已损坏。请重新扫描或另存为 JPEG 后提交。",
            crate::intake::one_line(&file.name)
        ),
    };
    let pages = guarded(|| hezhi_ocr::pages(&file.name, &bytes, limits)).map_err(damaged)?;
    let mut pages = pages?;
    let mut number = 0;
    while let Some(next) = guarded(|| pages.next()).map_err(damaged)? {
        number += 1;
        let next = next.map_err(|problem| (number, problem));
        number = next.as_ref().map_or(number, |decoded| decoded.number);
        if !page(next) {
            break;
        }
    }
    Ok(())
}

fn failed(page: &Page, why: &str) -> PageText {
    PageText {
        page: page.number,
        width: page.image.width(),
        height: page.image.height(),
        problem: Some(Problem {
            code: ProblemCode::ReaderFailed,
            message: format!(
                "第 {} 页读取时程序出错（{why}）。请重新读取；仍然出错时请人工核查原件。",
                page.number
            ),
        }),
        ..PageText::default()
    }
}

/// Runs what may panic on hostile input; the panic's message becomes the error. Nothing that is
/// shared is left half changed: the work is on values of its own.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "原因不明".to_owned())
    })
}

/// One page of a file as it was given, for showing.
pub(crate) fn one_page(file: &HandedFile, number: u32, limits: &Limits) -> Result<Page, Problem> {
    let mut found = None;
    let mut trouble = None;
    each_page(file, limits, |page| {
        match page {
            Ok(page) if page.number == number => found = Some(page),
            Err((broken, problem)) if broken == number => trouble = Some(problem),
            _ => {}
        }
        found.is_none() && trouble.is_none()
    })?;
    found.ok_or_else(|| {
        trouble.unwrap_or_else(|| Problem {
            code: ProblemCode::Missing,
            message: format!("文件“{}”没有第 {number} 页。", crate::intake::one_line(&file.name)),
        })
    })
}
