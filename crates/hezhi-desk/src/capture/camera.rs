//! The browser's camera: where the sheet lies in a picture, and the shot that goes into a visit.

use hezhi::geometry::Region;
use hezhi_ocr::pixels::sheet;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::reading::guarded;
use crate::view::PageSource;

/// Pictures for looking are small; a larger one is no frame of the live picture.
const FRAME: usize = 4 << 20;

impl Desk {
    /// The corners of the sheet in a frame of the live picture, in its pixels; none where no sheet
    /// stands out from the desk.
    pub fn find_sheet(&self, frame: &[u8]) -> Result<Option<Region>, DeskError> {
        let wrong = || DeskError::Invalid("摄像头的画面不能用。请重试。".into());
        if frame.len() > FRAME {
            return Err(wrong());
        }
        let found = guarded(|| {
            let mut pages = hezhi_ocr::pages("画面.jpg", frame, &self.limits).ok()?;
            let page = pages.next()?.ok()?;
            Some(sheet::find(&page.image))
        });
        found.ok().flatten().ok_or_else(wrong)
    }

    /// Puts a shot into a visit as it was taken: reading crops it to the sheet.
    pub fn camera_page(&self, visit: &str, shot: &[u8]) -> Result<(), DeskError> {
        let incoming = self.home().join("incoming");
        std::fs::create_dir_all(&incoming).map_err(DeskError::file(&incoming))?;
        let file =
            tempfile::NamedTempFile::new_in(&incoming).map_err(DeskError::file(&incoming))?;
        std::fs::write(file.path(), shot).map_err(DeskError::file(file.path()))?;
        self.visit_page(visit, "拍照.jpg", file.path(), PageSource::Camera)?;
        Ok(())
    }
}
