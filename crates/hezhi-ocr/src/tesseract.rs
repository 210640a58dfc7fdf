//! Tesseract, the second reader: it reads again, alone, the small places that matter.
//!
//! It needs the characters beside a number to tell where it begins and ends. Of 114 numbers on 60
//! generated pages, all read rightly by PP-OCR, it agreed on 108 where the crop was the whole line
//! and on 77 where it was the number alone.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use hezhi::geometry::{Rect, Region};
use hezhi::text::{PageText, TextLine};
use image::{GrayImage, Luma};
use tesseract::PageSegMode;

use crate::engine::{Engine, ReadError};
use crate::page::Page;
use crate::pixels::{Projection, sample};
use crate::ppocr::Frame;

/// A box of detection is about 1.4 times as high as its characters, so that a crop of this height
/// shows them 40 pixels high, where the LSTM of Tesseract reads best.
const CROP_HEIGHT: u32 = 56;
/// White around the crop: characters that touch the border are read badly.
const MARGIN: u32 = 14;
/// Longer crops are no single line.
const LONGEST: u32 = 4000;

type Api = tesseract::Tesseract;

/// Tesseract with the model of simplified Chinese.
pub struct Tesseract {
    data: Option<String>,
    /// Engines that are free: one serves one thread at a time, and opening one takes a tenth of a
    /// second.
    free: Mutex<Vec<Api>>,
}

impl Tesseract {
    const LANGUAGE: &'static str = "chi_sim";

    /// Opens the engine with the language data in `data`, or in the system's place for them.
    pub fn open(data: Option<&Path>) -> Result<Tesseract, ReadError> {
        let data = data.map(|d| d.to_string_lossy().into_owned());
        let engine = Tesseract { data, free: Mutex::new(Vec::new()) };
        let api = engine.start()?;
        engine.give_back(api);
        Ok(engine)
    }

    fn start(&self) -> Result<Api, ReadError> {
        let mut api = Api::new(self.data.as_deref(), Some(Self::LANGUAGE)).map_err(failed)?;
        api.set_page_seg_mode(PageSegMode::PsmSingleLine);
        Ok(api)
    }

    fn take(&self) -> Result<Api, ReadError> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.map_or_else(|| self.start(), Ok)
    }

    fn give_back(&self, api: Api) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(api);
    }

    fn recognise(&self, picture: &GrayImage, mode: PageSegMode) -> Result<Api, ReadError> {
        let (width, height) = (picture.width() as i32, picture.height() as i32);
        on_one_thread();
        let mut api = self.take()?;
        api.set_page_seg_mode(mode);
        // The resolution must be told, or Tesseract guesses it and complains on standard error.
        api.set_frame(picture.as_raw(), width, height, 1, width)
            .map_err(failed)?
            .set_source_resolution(300)
            .recognize()
            .map_err(failed)
    }

    fn line(&self, picture: &GrayImage) -> Result<(String, f32), ReadError> {
        let mut api = self.recognise(picture, PageSegMode::PsmSingleLine)?;
        let text = api.get_text().map_err(failed)?;
        let confidence = api.mean_text_conf() as f32 / 100.0;
        self.give_back(api);
        Ok((
            without_fragments(&without_inner_spaces(&text)).to_string(),
            confidence.clamp(0.0, 1.0),
        ))
    }
}

/// Keeps Tesseract from spreading one line over four threads, which spin while they wait: a crop
/// took 0.11 s of processor time with them and 0.02 s without (on two cores, the sample pages), and
/// was read no sooner. OpenMP keeps the setting for each thread that calls it.
#[cfg(unix)]
fn on_one_thread() {
    use std::ffi::c_int;
    use std::sync::OnceLock;

    use libloading::os::unix::Library;

    type SetLevels = unsafe extern "C" fn(c_int);
    static SET_LEVELS: OnceLock<Option<SetLevels>> = OnceLock::new();
    // SAFETY: the program itself is searched, which runs no code of any library; the function is
    // OpenMP's own, of this signature since OpenMP 3.0.
    let set_levels = SET_LEVELS.get_or_init(|| unsafe {
        Library::this().get::<SetLevels>(b"omp_set_max_active_levels\0").ok().map(|found| *found)
    });
    if let Some(set_levels) = set_levels {
        // SAFETY: it takes any number that is not negative.
        unsafe { set_levels(0) };
    }
}

#[cfg(not(unix))]
fn on_one_thread() {}

impl Engine for Tesseract {
    fn name(&self) -> String {
        format!("tesseract-{}", Self::LANGUAGE)
    }

    /// Lines as Tesseract finds them, in its own order, regions upright.
    fn read(&self, page: &Page) -> Result<PageText, ReadError> {
        let frame = Frame::given(page);
        let mut api = self.recognise(&frame.image, PageSegMode::PsmAuto)?;
        let table = api.get_tsv_text(0).map_err(failed)?;
        self.give_back(api);
        let lines = lines_of(&table).into_iter().map(|l| placed(l, &frame.to_page)).collect();
        Ok(PageText {
            page: page.number,
            width: page.image.width(),
            height: page.image.height(),
            lines,
            text_layer: page.text_layer.clone(),
            ..PageText::default()
        })
    }

    fn read_regions(&self, frame: &Frame, regions: &[Region]) -> Result<Vec<TextLine>, ReadError> {
        let to_frame = frame.to_page.inverse().unwrap_or(Projection::IDENTITY);
        regions
            .iter()
            .map(|region| {
                let crop = sample::crop(
                    &frame.image,
                    &to_frame.apply_region(region),
                    CROP_HEIGHT,
                    LONGEST,
                );
                let (text, confidence) = match crop {
                    Some(crop) => self.line(&framed(&crop))?,
                    None => (String::new(), 0.0),
                };
                Ok(TextLine {
                    text,
                    confidence,
                    region: *region,
                    upright: region.bounds(),
                    glyphs: Vec::new(),
                    quick: false,
                })
            })
            .collect()
    }
}

fn failed(error: impl std::fmt::Display) -> ReadError {
    ReadError::Tesseract { reason: error.to_string() }
}

/// The crop in the middle of a margin that has the colour of its paper.
fn framed(crop: &GrayImage) -> GrayImage {
    let mut values: Vec<u8> = crop.as_raw().clone();
    let at = values.len() * 4 / 5;
    let paper = if values.is_empty() { 255 } else { *values.select_nth_unstable(at).1 };
    let mut out =
        GrayImage::from_pixel(crop.width() + 2 * MARGIN, crop.height() + 2 * MARGIN, Luma([paper]));
    image::imageops::replace(&mut out, crop, MARGIN.into(), MARGIN.into());
    out
}

/// Tesseract puts spaces between Chinese characters; only those between two Latin letters or
/// digits can be real.
fn without_inner_spaces(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let solid = |i: Option<usize>| {
        i.and_then(|i| characters.get(i)).is_some_and(char::is_ascii_alphanumeric)
    };
    characters
        .iter()
        .enumerate()
        .filter(|&(i, c)| !c.is_whitespace() || (solid(i.checked_sub(1)) && solid(Some(i + 1))))
        .map(|(_, c)| *c)
        .collect()
}

/// A crop of a few characters shows the edges of those beside it, which are read as marks.
fn without_fragments(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !"（）()".contains(c))
}

/// The lines in Tesseract's table of words: text, confidence and place.
fn lines_of(table: &str) -> Vec<(String, f32, Rect)> {
    let mut lines: Vec<(Vec<&str>, String, f32, f32, Rect)> = Vec::new();
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [_, page, block, paragraph, line, _, left, top, width, height, confidence, text] =
            cells[..]
        else {
            continue;
        };
        let number = |s: &str| s.parse::<f32>().unwrap_or(0.0);
        if text.trim().is_empty() || number(confidence) < 0.0 {
            continue;
        }
        let place = Rect {
            left: number(left),
            top: number(top),
            right: number(left) + number(width),
            bottom: number(top) + number(height),
        };
        let key = vec![page, block, paragraph, line];
        match lines.last_mut() {
            Some(last) if last.0 == key => {
                last.1.push(' ');
                last.1.push_str(text);
                last.2 += number(confidence);
                last.3 += 1.0;
                last.4 = last.4.union(&place);
            }
            _ => lines.push((key, text.to_string(), number(confidence), 1.0, place)),
        }
    }
    lines
        .into_iter()
        .map(|(_, text, sum, count, place)| {
            (without_inner_spaces(&text), sum / count / 100.0, place)
        })
        .collect()
}

fn placed((text, confidence, place): (String, f32, Rect), to_page: &Projection) -> TextLine {
    let region = to_page.apply_region(&Region::from(place));
    TextLine {
        text,
        confidence,
        region,
        upright: region.bounds(),
        glyphs: Vec::new(),
        quick: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_between_chinese_characters_are_tesseracts_own() {
        assert_eq!(without_inner_spaces("上 海 市 GB 00123 号"), "上海市GB 00123号");
    }

    #[test]
    fn missing_language_data_is_named() {
        let empty = std::env::temp_dir();
        let error = Tesseract::open(Some(&empty)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("tesseract-ocr-chi-sim"), "{error}");
    }
}
