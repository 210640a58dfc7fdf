//! Pages as pictures for the screen.

use std::collections::VecDeque;
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use hezhi_ocr::Page;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::HandedFile;
use crate::reading;
use crate::store::KeptFile;

/// The longest side that is ever sent; more helps no screen and chokes WebKitGTK.
const LONGEST: u32 = 6000;

/// Small print and stamps stay clear at this JPEG quality, at about a fifth of PNG's size.
const QUALITY: u8 = 85;

/// Pictures kept for paging back and forth, in bytes.
const KEPT: usize = 64 << 20;

/// A page as a JPEG.
pub type PageImage = Arc<Vec<u8>>;

#[derive(Default)]
pub(crate) struct PageImages {
    /// The latest used last.
    kept: Mutex<VecDeque<(Key, PageImage)>>,
}

#[derive(Clone, PartialEq, Eq)]
struct Key {
    sha256: String,
    page: u32,
    longest: u32,
}

impl PageImages {
    fn find(&self, key: &Key) -> Option<PageImage> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(there, _)| there == key)?;
        let entry = kept.remove(place)?;
        let image = Arc::clone(&entry.1);
        kept.push_back(entry);
        Some(image)
    }

    /// The same page as it was sent in a size from which this one can be scaled without a loss
    /// that shows: twice as long or more.
    fn larger(&self, key: &Key) -> Option<PageImage> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |there: &Key| {
            there.sha256 == key.sha256 && there.page == key.page && there.longest / 2 >= key.longest
        };
        kept.iter().find(|(there, _)| fits(there)).map(|(_, image)| Arc::clone(image))
    }

    /// Pictures of a file that is gone are not kept.
    pub fn forget(&self, sha256: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(key, _)| key.sha256 != sha256);
    }

    fn keep(&self, key: Key, image: PageImage) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((key, image));
        while kept.iter().map(|(_, image)| image.len()).sum::<usize>() > KEPT {
            kept.pop_front();
        }
    }
}

impl Desk {
    /// A page of an application as it was given, as a JPEG no longer than `longest` pixels on
    /// either side, never enlarged.
    pub fn page_image(
        &self,
        application: &str,
        file: &str,
        page: u32,
        longest: Option<u32>,
    ) -> Result<PageImage, DeskError> {
        let kept = &self.kept_file(application, file)?;
        let (sha256, _) = kept.content.clone().map_err(|p| DeskError::NotFound(p.message))?;
        self.image_of(sha256, &self.scans.open(kept), page, longest)
            .map_err(|error| self.scans.lost(kept).map_or(error, DeskError::NotFound))
    }

    /// A page of a file that has this content.
    pub(crate) fn image_of(
        &self,
        sha256: String,
        file: &HandedFile,
        page: u32,
        longest: Option<u32>,
    ) -> Result<PageImage, DeskError> {
        let longest = longest.unwrap_or(LONGEST).clamp(16, LONGEST);
        let key = Key { sha256, page, longest };
        if let Some(image) = self.images.find(&key) {
            return Ok(image);
        }
        // A thumbnail of a scan of twelve million pixels need not decode it once more.
        let larger = self.images.larger(&key).and_then(|jpeg| image::load_from_memory(&jpeg).ok());
        let page = match larger {
            Some(page) => page.into_rgb8(),
            None => reading::one_page(file, page, &self.limits)
                .map(|page| page.image)
                .map_err(|problem| DeskError::NotFound(problem.message))?,
        };
        let image = Arc::new(jpeg(&page, longest)?);
        self.images.keep(key, Arc::clone(&image));
        Ok(image)
    }

    /// A page of a kept file as it was given; where the scan itself is gone, that and the next step.
    pub(crate) fn page_of(&self, kept: &KeptFile, number: u32) -> Result<Page, DeskError> {
        reading::one_page(&self.scans.open(kept), number, &self.limits).map_err(|problem| {
            DeskError::NotFound(self.scans.lost(kept).unwrap_or(problem.message))
        })
    }

    /// A file of what stands for an application at present.
    pub(crate) fn kept_file(&self, application: &str, file: &str) -> Result<KeptFile, DeskError> {
        let files = self.store.current_submission(application)?.files;
        files.into_iter().find(|kept| kept.name == file).ok_or_else(|| {
            DeskError::NotFound(format!("申请“{application}”没有文件“{file}”。请刷新后重试。"))
        })
    }
}

fn jpeg(image: &image::RgbImage, longest: u32) -> Result<Vec<u8>, DeskError> {
    let scale = f64::from(longest) / f64::from(image.width().max(image.height()).max(1));
    let scaled = (scale < 1.0).then(|| {
        let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
        // Triangle takes every pixel into account: thin strokes pale but do not vanish.
        imageops::resize(image, side(image.width()), side(image.height()), FilterType::Triangle)
    });
    encoded(scaled.as_ref().unwrap_or(image))
}

pub(crate) fn encoded(image: &image::RgbImage) -> Result<Vec<u8>, DeskError> {
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(image)
        .map_err(|error| DeskError::Internal(error.to_string()))?;
    Ok(bytes.into_inner())
}
