//! What the desk's tests share: applications made on the spot, and a reader that needs no models.

#![allow(dead_code, reason = "each test uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hezhi::extract::Look;
use hezhi::geometry::Rect;
use hezhi::text::{PageText, TextLine};
use hezhi_desk::{Desk, PageReader};
use hezhi_ocr::Page;

/// Pictures of this width make the reader panic, as a hostile file might.
pub const PANICS: u32 = 66;

/// Reads one line a page, which tells the page's width; counts how often it is asked.
#[derive(Default)]
pub struct WidthReader {
    pub reads: AtomicUsize,
}

impl PageReader for WidthReader {
    fn engine(&self) -> String {
        "width 1".into()
    }

    fn read(&self, page: &Page) -> PageText {
        self.reads.fetch_add(1, Ordering::SeqCst);
        let (width, height) = page.image.dimensions();
        assert!(width != PANICS, "a page that breaks the reader");
        let place = Rect { left: 1.0, top: 1.0, right: 9.0, bottom: 5.0 };
        let line = TextLine {
            text: format!("宽{width}"),
            confidence: 0.9,
            region: place.into(),
            upright: place,
            glyphs: Vec::new(),
            quick: false,
        };
        PageText { page: page.number, width, height, lines: vec![line], ..PageText::default() }
    }

    fn look_again(&self, _: &Page, _: &mut PageText, _: &[Look]) {}
}

/// A desk in a fresh data folder, and its reader.
pub fn desk(home: &Path) -> (Desk, Arc<WidthReader>) {
    let reader = Arc::new(WidthReader::default());
    let desk = Desk::with_reader(home, Arc::clone(&reader) as Arc<dyn PageReader>);
    (desk.expect("the desk opens"), reader)
}

/// Writes an application's folder with one picture of the given width.
pub fn application(batch: &Path, id: &str, name: &str, width: u32) -> PathBuf {
    let folder = batch.join(id);
    fs::create_dir_all(&folder).expect("a folder");
    declare(&folder, id, name, "");
    picture(&folder.join("证 1.png"), width);
    folder
}

/// Writes `application.json`; `more` is further keys, each followed by a comma.
pub fn declare(folder: &Path, id: &str, name: &str, more: &str) {
    let json = format!(
        r#"{{ "id": "{id}", "service": "registration", "submitted_on": "2026-03-05", {more}
             "applicant": {{ "name": "{name}" }},
             "residence": {{ "address": "上海市徐汇区华发路406弄10号1705室", "basis": "owned" }} }}"#
    );
    fs::write(folder.join("application.json"), json).expect("application.json");
}

pub fn picture(path: &Path, width: u32) {
    let image = image::RgbImage::from_fn(width, 40, |x, y| image::Rgb([x as u8, y as u8, 9]));
    image.save_with_format(path, image::ImageFormat::Png).expect("a picture");
}
