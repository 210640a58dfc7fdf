//! Pieces of large pages: a screen that is zoomed in shows a few of them, and never has to take
//! a scan of seventy million pixels whole.

use std::sync::{Arc, Mutex, PoisonError};

use image::RgbImage;
use image::imageops::{self, FilterType};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::page_image::{PageImage, encoded};

/// The side of a tile in its own pixels.
pub const TILE: u32 = 1024;

/// The most that a tile may be reduced: a page is then smaller than one tile.
const MOST: u32 = 7;

/// Which piece of a page: at half the size for each `level`, `column` and `row` counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    pub level: u32,
    pub column: u32,
    pub row: u32,
}

/// The page that was decoded last: a person looks around on one page at a time.
#[derive(Default)]
pub(crate) struct Decoded(Mutex<Option<(String, u32, Arc<RgbImage>)>>);

impl Desk {
    /// A piece of a page of an application as it was given, as a JPEG.
    pub fn page_tile(
        &self,
        application: &str,
        file: &str,
        page: u32,
        tile: Tile,
    ) -> Result<PageImage, DeskError> {
        let image = self.decoded(application, file, page)?;
        let nothing = || DeskError::NotFound("没有图像的这一块。请刷新后重试。".into());
        let side = TILE << tile.level.min(MOST);
        let left = tile.column.checked_mul(side).filter(|left| *left < image.width());
        let top = tile.row.checked_mul(side).filter(|top| *top < image.height());
        let (left, top) = left.zip(top).filter(|_| tile.level <= MOST).ok_or_else(nothing)?;
        let width = side.min(image.width() - left);
        let height = side.min(image.height() - top);
        let piece = imageops::crop_imm(&*image, left, top, width, height).to_image();
        let small = |pixels: u32| pixels.div_ceil(1 << tile.level).max(1);
        let piece = match tile.level {
            0 => piece,
            _ => imageops::resize(&piece, small(width), small(height), FilterType::Triangle),
        };
        Ok(Arc::new(encoded(&piece)?))
    }

    fn decoded(
        &self,
        application: &str,
        file: &str,
        number: u32,
    ) -> Result<Arc<RgbImage>, DeskError> {
        let kept = self.kept_file(application, file)?;
        let (sha256, _) = kept.content.clone().map_err(|p| DeskError::NotFound(p.message))?;
        // Held while a page is decoded: the tiles beside each other are asked for at once.
        let mut last = self.decoded.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, page, image)) = &*last
            && *known == sha256
            && *page == number
        {
            return Ok(Arc::clone(image));
        }
        let page = self.page_of(&kept, number)?;
        let image = Arc::new(page.image);
        *last = Some((sha256, number, Arc::clone(&image)));
        Ok(image)
    }
}
