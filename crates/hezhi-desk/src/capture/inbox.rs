//! Pages that came while no visit was open, until a visit takes them.

use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Capture, InboxPage, PageSource};

impl Desk {
    pub(super) fn inbox(&self) -> Result<Vec<InboxPage>, DeskError> {
        let mut pages = self.store.inbox()?;
        // What nobody came for within a month is swept away with the other files.
        pages.retain(|page| self.uploads.open(&page.upload).is_some());
        Ok(pages)
    }

    /// Puts pages of the inbox into a visit, in the order in which they came.
    pub fn take_inbox(&self, visit: &str, pages: &[String]) -> Result<Capture, DeskError> {
        for page in self.inbox()? {
            if !pages.contains(&page.upload.id) {
                continue;
            }
            let Some(Ok(content)) = self.uploads.open(&page.upload).map(|file| file.content) else {
                continue;
            };
            let name = &page.upload.name;
            self.visit_page(visit, name, &content.path, PageSource::WatchedFolder)?;
            self.store.take_from_inbox(&page.upload.id)?;
        }
        self.capture(Some(visit))
    }

    /// Throws a page of the inbox away; in the watched folder it stays.
    pub fn drop_inbox(&self, page: &str) -> Result<Capture, DeskError> {
        if self.store.take_from_inbox(page)? {
            self.uploads.remove(page)?;
        }
        self.capture(None)
    }
}
