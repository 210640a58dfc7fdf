//! From files to papers: pages are read, fields extracted, doubtful places read again.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hezhi::document::Document;
use hezhi::extract::{self, Look};
use hezhi::geometry::Region;
use hezhi::text::{FileText, PageText, Problem, ProblemCode, TextLine};
use hezhi_ocr::{Limits, Page};
use serde::{Deserialize, Serialize};

use crate::intake::HandedFile;
use crate::store::Reading;

mod shelf;

pub(crate) use shelf::Shelf;

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

/// Pages of one application that stay in memory for the second look, in bytes: two scans of A4 at
/// 300 dots an inch. Pages beyond it are decoded again when they are needed.
const KEPT_PAGES: usize = 56 << 20;

/// What is to be read, and what is known of it already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Work {
    pub files: Vec<HandedFile>,
    /// For each file: what was read of it before.
    pub known: Vec<Option<Reading>>,
    pub spared: Vec<Spared>,
}

/// A piece of work that was tried and broke the program: it is left out, for the rest to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spared {
    pub at: At,
    /// What is said of it.
    pub problem: Problem,
}

/// Where reading stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct At {
    /// Which of the files.
    pub file: usize,
    /// From 1; 0: the file as a whole.
    pub page: u32,
    pub stage: Stage,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Stage {
    #[default]
    Decoding,
    Reading,
    LookingAgain,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Read {
    pub reading: Reading,
    /// There is more of it than was known before.
    pub changed: bool,
}

/// How a reader is used.
#[derive(Clone, Copy)]
pub(crate) struct With<'a> {
    pub reader: &'a dyn PageReader,
    pub limits: &'a Limits,
    /// Is told before each piece of work.
    pub tell: &'a dyn Fn(At),
}

impl Work {
    pub fn new(files: Vec<HandedFile>, known: Vec<Option<Reading>>) -> Work {
        Work { files, known, spared: Vec::new() }
    }

    /// Reads every file of an application. What cannot be read is data: the rest goes on.
    pub fn read(&self, with: &With) -> Vec<Read> {
        let mut kept = 0;
        let mut sheets: Vec<Sheet> = self
            .files
            .iter()
            .enumerate()
            .map(|(number, file)| {
                let known = self.known.get(number).cloned().flatten();
                let spared = self.spared.iter().filter(|s| s.at.file == number).collect();
                Sheet::read(number, file, known, spared, with, &mut kept)
            })
            .collect();
        for _ in 0..ROUNDS {
            let files: Vec<FileText> = sheets.iter().map(|s| s.reading.text.clone()).collect();
            let looks = extract::looks(&files, &extract::documents(&files));
            let changed = sheets
                .iter_mut()
                .map(|sheet| sheet.look_again(&looks, with))
                .fold(false, |any, one| any | one);
            if !changed {
                break;
            }
        }
        sheets.into_iter().map(|s| Read { reading: s.reading, changed: s.changed }).collect()
    }
}

/// What the files say, where all of it was read before: no reader is asked. None where there is
/// something left to read or to look at again.
pub(crate) fn known_papers(files: &[HandedFile], known: &[Option<Reading>]) -> Option<Papers> {
    let mut read: Vec<Reading> = known.iter().cloned().collect::<Option<_>>()?;
    for (file, reading) in files.iter().zip(&mut read) {
        reading.text.file.clone_from(&file.name);
    }
    let looked: Vec<BTreeSet<String>> =
        read.iter_mut().map(|reading| std::mem::take(&mut reading.looked)).collect();
    let files: Vec<FileText> = read.into_iter().map(|reading| reading.text).collect();
    let documents = extract::documents(&files);
    let is_new = |look: &Look| {
        let at = files.iter().position(|file| file.file == look.file);
        at.and_then(|at| looked.get(at)).is_some_and(|looked| !looked.contains(&name_of(look)))
    };
    let settled = !extract::looks(&files, &documents).iter().any(is_new);
    settled.then_some(Papers { files, documents })
}

/// A look by the name under which it is remembered.
fn name_of(look: &Look) -> String {
    format!("{} {:?}", look.page, look.how)
}

impl Papers {
    pub(crate) fn of(read: Vec<Read>) -> Papers {
        let files: Vec<FileText> = read.into_iter().map(|read| read.reading.text).collect();
        Papers { documents: extract::documents(&files), files }
    }
}

/// One file on its way to text.
struct Sheet<'a> {
    number: usize,
    file: &'a HandedFile,
    reading: Reading,
    /// Decoded pages, as far as they fit into [`KEPT_PAGES`].
    pages: Vec<Page>,
    /// There is something to keep.
    changed: bool,
    spared: Vec<&'a Spared>,
}

impl<'a> Sheet<'a> {
    fn read(
        number: usize,
        file: &'a HandedFile,
        known: Option<Reading>,
        spared: Vec<&'a Spared>,
        with: &With,
        kept: &mut usize,
    ) -> Sheet<'a> {
        let mut sheet = Sheet {
            number,
            file,
            changed: known.is_none(),
            reading: known.unwrap_or_default(),
            pages: Vec::new(),
            spared,
        };
        if sheet.changed {
            let mut texts = Vec::new();
            let mut pages = Vec::new();
            let problem = sheet.each_page(with, |page| {
                texts.push(sheet.page_text(&page, with));
                if let Ok(page) = page
                    && *kept + page.image.as_raw().len() <= KEPT_PAGES
                {
                    *kept += page.image.as_raw().len();
                    pages.push(page);
                }
                true
            });
            sheet.reading.text.pages = texts;
            sheet.reading.text.problem = problem.err();
            sheet.pages = pages;
        }
        sheet.settle();
        sheet
    }

    fn page_text(&self, page: &Result<Page, (u32, Problem)>, with: &With) -> PageText {
        match page {
            Ok(page) => {
                (with.tell)(self.at(page.number, Stage::Reading));
                guarded(|| with.reader.read(page)).unwrap_or_else(|why| failed(page, &why))
            }
            // A page that cannot be decoded keeps its place among the others.
            Err((number, problem)) => PageText {
                page: *number,
                problem: Some(self.spared(*number).unwrap_or(problem).clone()),
                ..PageText::default()
            },
        }
    }

    fn at(&self, page: u32, stage: Stage) -> At {
        At { file: self.number, page, stage }
    }

    /// What is said of a page that broke the program when it was decoded or read.
    fn spared(&self, page: u32) -> Option<&Problem> {
        let first = |s: &&&Spared| s.at.page == page && s.at.stage != Stage::LookingAgain;
        self.spared.iter().find(first).map(|s| &s.problem)
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
    fn look_again(&mut self, looks: &[Look], with: &With) -> bool {
        let mut wanted: BTreeMap<u32, Vec<Look>> = BTreeMap::new();
        for look in looks.iter().filter(|look| look.file == self.file.name) {
            if self.reading.looked.insert(name_of(look)) {
                wanted.entry(look.page).or_default().push(look.clone());
            }
        }
        if wanted.is_empty() {
            return false;
        }
        wanted.retain(|page, _| {
            !self.spared.iter().any(|s| s.at == self.at(*page, Stage::LookingAgain))
        });
        let missing: BTreeSet<u32> = wanted
            .keys()
            .copied()
            .filter(|number| !self.pages.iter().any(|page| page.number == *number))
            .collect();
        let mut texts = std::mem::take(&mut self.reading.text.pages);
        if let Some(last) = missing.last().copied() {
            let _ = self.each_page(with, |page| {
                if let Ok(page) = &page
                    && missing.contains(&page.number)
                {
                    self.look(page, &mut texts, &wanted, with);
                }
                page.map_or_else(|(number, _)| number, |page| page.number) < last
            });
        }
        for page in &self.pages {
            self.look(page, &mut texts, &wanted, with);
        }
        self.reading.text.pages = texts;
        self.changed = true;
        self.settle();
        true
    }

    fn look(
        &self,
        page: &Page,
        texts: &mut [PageText],
        wanted: &BTreeMap<u32, Vec<Look>>,
        with: &With,
    ) {
        let text = texts.iter_mut().find(|text| text.page == page.number);
        if let (Some(text), Some(looks)) = (text, wanted.get(&page.number)) {
            (with.tell)(self.at(page.number, Stage::LookingAgain));
            let mut second = text.clone();
            // A failed second look leaves the first one as it was: what it would have confirmed
            // stays unconfirmed.
            if guarded(|| with.reader.look_again(page, &mut second, looks)).is_ok() {
                *text = second;
            }
        }
    }

    /// Decodes the file page by page, as long as `page` wants more, all but the spared ones.
    fn each_page(
        &self,
        with: &With,
        page: impl FnMut(Result<Page, (u32, Problem)>) -> bool,
    ) -> Result<(), Problem> {
        if let Some(problem) = self.spared(0) {
            return Err(problem.clone());
        }
        let spared: Vec<u32> = self
            .spared
            .iter()
            .filter(|s| s.at.stage != Stage::LookingAgain)
            .map(|s| s.at.page)
            .collect();
        let tell = |page| (with.tell)(self.at(page, Stage::Decoding));
        each_page(self.file, with.limits, &spared, tell, page)
    }
}

/// Decodes a file page by page, as long as `page` wants more. A page that does not decode comes
/// as its number and the reason. `tell` is told the page before it is decoded, first 0 for the
/// file itself.
fn each_page(
    file: &HandedFile,
    limits: &Limits,
    spared: &[u32],
    tell: impl Fn(u32),
    mut page: impl FnMut(Result<Page, (u32, Problem)>) -> bool,
) -> Result<(), Problem> {
    let content = file.content.as_ref().map_err(Clone::clone)?;
    let damaged = |why: String| Problem {
        code: ProblemCode::Damaged,
        message: format!(
            "文件“{}”解码时出错（{why}），可能已损坏。请重新扫描或另存为 JPEG 后提交。",
            crate::intake::one_line(&file.name)
        ),
    };
    tell(0);
    let bytes = content.read(&file.name)?;
    let opened = guarded(|| hezhi_ocr::pages_without(&file.name, &bytes, limits, spared));
    let mut pages = opened.map_err(damaged)??;
    let mut number = 0;
    loop {
        tell(number + 1);
        let Some(next) = guarded(|| pages.next()).map_err(damaged)? else { break };
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
    each_page(
        file,
        limits,
        &[],
        |_| (),
        |page| {
            match page {
                Ok(page) if page.number == number => found = Some(page),
                Err((broken, problem)) if broken == number => trouble = Some(problem),
                _ => {}
            }
            found.is_none() && trouble.is_none()
        },
    )?;
    found.ok_or_else(|| {
        trouble.unwrap_or_else(|| Problem {
            code: ProblemCode::Missing,
            message: format!("文件“{}”没有第 {number} 页。", crate::intake::one_line(&file.name)),
        })
    })
}
