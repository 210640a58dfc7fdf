//! The folder of a scan: pages are written under other names and get theirs when complete.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::CaptureError;

/// Where unfinished pages lie; gone when the scan is over, however it ends.
pub(crate) struct Pages<'a> {
    into: &'a Path,
    unfinished: PathBuf,
    count: usize,
}

impl<'a> Pages<'a> {
    pub fn begin(into: &'a Path) -> Result<Pages<'a>, CaptureError> {
        let unfinished = into.join(".scanning");
        let _ = fs::remove_dir_all(&unfinished);
        fs::create_dir_all(&unfinished).map_err(|error| CaptureError::disk(&error))?;
        Ok(Pages { into, unfinished, count: 0 })
    }

    pub fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// Gives a complete page its name: one that nothing in the folder has yet.
    pub fn finish(&mut self, written: &Path, extension: &str) -> Result<PathBuf, CaptureError> {
        self.count += 1;
        let mut number = self.count;
        let page = loop {
            let page = self.into.join(format!("{number:03}.{extension}"));
            if !page.exists() {
                break page;
            }
            number += 1;
        };
        fs::rename(written, &page).map_err(|error| CaptureError::disk(&error))?;
        Ok(page)
    }
}

impl Drop for Pages<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.unfinished);
    }
}
