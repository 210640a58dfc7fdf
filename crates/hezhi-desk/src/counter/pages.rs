//! Pages of a visit: put in, scanned again, turned, moved, taken out.

use std::path::Path;
use std::time::Duration;

use hezhi::alike::same_sheet;
use hezhi::document::{Document, FieldName, Kind};
use hezhi::extract;
use hezhi::text::FileText;

use super::draft::{Known, is_blank, is_poor};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{short, told_apart};
use crate::store::Reading;
use crate::view::{PageChange, PageSource, Upload, Visit, VisitFiles, VisitPage};

/// A page that comes so soon after a poor one was read is the next sheet of the feeder: nobody has
/// laid the poor one on the glass again by then.
const TO_SCAN_AGAIN: Duration = Duration::from_secs(3);

impl Desk {
    /// Puts a file into a visit; it is read at once. `name` is what it is called on the screen.
    /// A file that cannot be shown is an error with the next step, and nothing of it is kept. The
    /// file itself may go as soon as this returns.
    pub fn visit_page(
        &self,
        visit: &str,
        name: &str,
        path: &Path,
        source: PageSource,
    ) -> Result<VisitPage, DeskError> {
        let upload = self
            .uploads
            .keep(path, name, &self.limits)
            .map_err(|refused| DeskError::Invalid(refused.message()))?;
        self.put_in(visit, &upload, source)
    }

    /// Puts files in that were kept already.
    pub fn add_visit_pages(&self, visit: &str, files: &VisitFiles) -> Result<Visit, DeskError> {
        for upload in &files.uploads {
            self.put_in(visit, upload, files.source)?;
        }
        self.visit(visit)
    }

    fn put_in(
        &self,
        visit: &str,
        upload: &Upload,
        source: PageSource,
    ) -> Result<VisitPage, DeskError> {
        // It is there, whoever names it.
        self.upload(upload)?;
        let taken = self.names_of(visit)?;
        let again = taken.iter().any(|(_, id)| *id == upload.id);
        let name = short(&upload.name);
        let name = if again {
            name
        } else {
            told_apart(&name, |name| taken.iter().any(|(there, _)| there == name))
        };
        let upload = Upload { name, ..upload.clone() };
        self.counter.is_looked_at();
        self.counter.comes_in(&upload.id);
        let page = self.store.add_visit_page(visit, &upload, source)?;
        let known = self.known_pages(std::slice::from_ref(&page))?;
        // A page that was read before waits for no reader.
        if known.iter().any(|known| known.reading.is_some()) {
            self.take_the_place(visit, page.id)?;
        }
        let shown = known.first().map(|known| self.shown_page(known));
        shown.ok_or_else(|| DeskError::Internal("a page that was just added".into()))
    }

    /// Names that are taken among the files of a visit, each with its content.
    fn names_of(&self, visit: &str) -> Result<Vec<(String, String)>, DeskError> {
        let kept = self.store.visit(visit)?;
        let mut names: Vec<(String, String)> =
            kept.pages.into_iter().map(|page| (page.upload.name, page.upload.id)).collect();
        if let Some(application) = &kept.application {
            let files = self.store.current_submission(application)?.files;
            names.extend(files.into_iter().map(|file| (file.name, String::new())));
        }
        Ok(names)
    }

    pub fn change_visit_page(
        &self,
        visit: &str,
        page: i64,
        change: PageChange,
    ) -> Result<Visit, DeskError> {
        self.store.change_visit_page(visit, page, change)?;
        self.visit(visit)
    }

    /// A good page takes the place of a poor one of the same sheet that was put in before it.
    pub(super) fn take_the_place(&self, visit: &str, page: i64) -> Result<(), DeskError> {
        let kept = self.store.visit(visit)?;
        let known = self.known_pages(&kept.pages)?;
        let Some(new) = known.iter().find(|known| known.page.id == page) else { return Ok(()) };
        let Some(reading) = new.reading.as_deref() else { return Ok(()) };
        if new.aside.is_some() || is_poor(&reading.text) || is_blank(&reading.text) {
            return Ok(());
        }
        let waited = |known: &Known| {
            let (old, new) = (&known.page.upload.id, &new.page.upload.id);
            self.counter.between(old, new).is_some_and(|passed| passed >= TO_SCAN_AGAIN)
        };
        let mut poor: Vec<&Known> = known
            .iter()
            .filter(|known| known.page.id < page && known.aside.is_none() && !known.page.kept)
            .filter(|known| known.reading.as_deref().is_some_and(|r| is_poor(&r.text)))
            .collect();
        poor.sort_by_key(|known| std::cmp::Reverse(known.page.id));
        let latest = poor.first().map(|known| known.page.id);
        let old = poor.into_iter().find(|old| {
            let text = old.reading.as_deref();
            text.is_some_and(|text| {
                is_same_sheet(text, reading)
                    || waited(old) && is_same_paper(text, reading, latest == Some(old.page.id))
            })
        });
        match old {
            Some(old) => self.store.replace_visit_page(visit, old.page.id, page),
            None => Ok(()),
        }
    }
}

fn is_same_sheet(old: &Reading, new: &Reading) -> bool {
    let pages = |reading: &'_ Reading| reading.text.pages.first().cloned();
    pages(old).zip(pages(new)).is_some_and(|(old, new)| same_sheet(&old, &new))
}

/// Of a page that could not be read well its kind may be all that is known, or not even that: then
/// the next one that is laid on the glass is it.
fn is_same_paper(old: &Reading, new: &Reading, latest: bool) -> bool {
    let (old, new) = (alone(&old.text), alone(&new.text));
    let Some(new) = new.first() else { return false };
    match old.first() {
        None => latest,
        Some(old) if old.kind == Kind::Unknown => latest,
        Some(old) => old.kind == new.kind && (old.fields.is_empty() || share_a_value(old, new)),
    }
}

fn share_a_value(old: &Document, new: &Document) -> bool {
    // Every paper of a district has the same seal, of a landlord the same usage.
    let telling = |name: &&FieldName| {
        !matches!(name, FieldName::Seal | FieldName::Usage | FieldName::LandUsage)
    };
    let mut names = old.fields.keys().filter(telling);
    names.any(|name| {
        old.field(*name).map(|field| &field.text) == new.field(*name).map(|field| &field.text)
    })
}

fn alone(text: &FileText) -> Vec<Document> {
    extract::documents(std::slice::from_ref(text))
}
