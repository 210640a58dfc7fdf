//! The applications of a folder, however they are declared: found first, opened one by one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hezhi::application::Application;
use hezhi_ocr::Limits;

use super::folder::APPLICATION;
use super::listing::{DeclaredFolder, Listed, Listing, Place};
use super::settle::{is_young, settled, still_coming};
use super::unpacked::{self, Unpacked};
use super::{Handed, IntakeError, shown, table, undeclared};
use crate::view::{BatchErrorKind, BatchSource, TableColumn};

/// What the columns under these headings meant the last time.
pub type Remembered<'a> = dyn Fn(&[String]) -> Option<Vec<Option<TableColumn>>> + 'a;

/// Files that nobody claims are named one by one up to this many.
const NAMED: usize = 20;

/// What a folder holds to be read.
#[derive(Debug)]
pub struct Gathered {
    /// How the applications are declared: as it was asked for, or found out.
    pub source: BatchSource,
    /// Of the table that declares them, for its columns to be remembered by.
    pub headings: Option<Vec<String>>,
    /// In natural order of their paths, or in the order of the table.
    pub items: Vec<Item>,
    /// What looks like an application and cannot be one, each with its kind.
    pub problems: Vec<IntakeError>,
    /// What was passed over, for the person to know. Chinese.
    pub skipped: Vec<String>,
}

/// An application that can be opened.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it lies below the folder, as it is shown: no two are the same, and it is the same
    /// whenever the folder is gathered.
    pub path: PathBuf,
    root: Arc<Root>,
    declared: Declared,
}

/// Where the items of one folder lie.
#[derive(Debug)]
struct Root {
    folder: PathBuf,
    home: PathBuf,
}

#[derive(Debug, Clone)]
enum Declared {
    /// By `application.json` in this folder.
    Folder(PathBuf),
    /// By `application.json` among these files of a ZIP file.
    Packed(Vec<Listed>),
    /// By a row, or not at all.
    Whole(Box<Whole>),
}

/// An application that was put together here.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    /// Below the folder.
    pub path: PathBuf,
    pub application: Application,
    pub files: Vec<NamedFile>,
}

/// What a listing came to that declares nothing by folders.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub whole: Vec<Whole>,
    /// Of the table.
    pub headings: Option<Vec<String>>,
    pub problems: Vec<IntakeError>,
    pub notes: Vec<String>,
}

/// A file of an application.
#[derive(Debug, Clone)]
pub(super) struct NamedFile {
    pub name: String,
    /// None: it was named and is not there.
    pub place: Option<Place>,
}

impl Item {
    /// Reads what was declared and looks at every file. `BatchErrorKind::Changing`: a file is
    /// still being copied, so that a later look may find it whole.
    pub fn open(&self, limits: &Limits) -> Result<Handed, IntakeError> {
        match &self.declared {
            Declared::Folder(folder) => open_folder(folder, limits),
            Declared::Packed(files) => self.open_packed(files, limits),
            Declared::Whole(whole) => {
                self.handed(whole.application.clone(), &whole.files, limits).and_then(settled)
            }
        }
    }

    fn open_packed(&self, files: &[Listed], limits: &Limits) -> Result<Handed, IntakeError> {
        let folder = self.root.folder.join(&self.path);
        let declared = unpacked::declaration(files, &folder)?;
        let scan = |name: &str| {
            files.iter().find(|file| file.path == Path::new(name)).map(|file| file.place.clone())
        };
        let files = match &declared.documents {
            Some(names) => names
                .iter()
                .map(|name| NamedFile { name: name.clone(), place: scan(name) })
                .collect(),
            None => unpacked::every_scan(files),
        };
        self.handed(declared, &files, limits)
    }

    fn handed(
        &self,
        application: Application,
        files: &[NamedFile],
        limits: &Limits,
    ) -> Result<Handed, IntakeError> {
        let Root { folder, home } = &*self.root;
        let (files, unpacked) = Unpacked::files(files, folder, home, limits)?;
        Ok(Handed { application, folder: folder.join(&self.path), files, unpacked })
    }
}

/// A folder into which files are still coming may lack the half of its papers.
fn open_folder(folder: &Path, limits: &Limits) -> Result<Handed, IntakeError> {
    if is_young(folder) || is_young(&folder.join(APPLICATION)) {
        return Err(still_coming(folder));
    }
    settled(Handed::open(folder, limits)?)
}

/// Finds the applications in or below `folder`, which may be a ZIP file. Without a source it is
/// found out: folders with `application.json`, else the one table whose columns are understood.
/// `home` is the data folder, where packed files are unpacked while they are taken in.
pub fn gather(
    folder: &Path,
    source: Option<&BatchSource>,
    home: &Path,
    remembered: &Remembered,
) -> Result<Gathered, IntakeError> {
    unpacked::sweep(home);
    let mut listing = Listing::of(folder)?;
    let source = match source {
        Some(source) => source.clone(),
        None => table::found_out(folder, &listing, remembered)?,
    };
    let root = Arc::new(Root { folder: folder.to_owned(), home: home.to_owned() });
    let mut items: Vec<Item> = std::mem::take(&mut listing.applications)
        .into_iter()
        .map(|declared| Item::declared(declared, &root))
        .collect();
    let found = match &source {
        BatchSource::Folders => without_declaration(folder, &items, &listing),
        BatchSource::Table(table) => table::applications(folder, table, &listing)?,
        BatchSource::Nothing { service, submitted_on } => {
            undeclared::applications(folder, (*service, *submitted_on), &listing)
        }
    };
    items.extend(found.whole.into_iter().map(|whole| Item::whole(whole, &root)));
    listing.problems.extend(found.problems);
    listing.skipped.extend(found.notes);
    if items.is_empty() && listing.problems.is_empty() {
        return Err(nothing_in(folder));
    }
    let (headings, problems, skipped) = (found.headings, listing.problems, listing.skipped);
    Ok(Gathered { source, headings, items, problems, skipped })
}

impl Item {
    fn declared(declared: DeclaredFolder, root: &Arc<Root>) -> Item {
        let DeclaredFolder { path, packed } = declared;
        let declared = match packed {
            Some(files) => Declared::Packed(files),
            None => Declared::Folder(root.folder.join(&path)),
        };
        // The folder itself may be the one application.
        let path = if path.as_os_str().is_empty() { PathBuf::from(".") } else { path };
        Item { path, root: Arc::clone(root), declared }
    }

    fn whole(whole: Whole, root: &Arc<Root>) -> Item {
        let path = whole.path.clone();
        Item { path, root: Arc::clone(root), declared: Declared::Whole(Box::new(whole)) }
    }
}

/// Scans in folders that nobody declared: beside applications they are worth a note, a folder of
/// nothing else looks like an application that was forgotten.
fn without_declaration(folder: &Path, applications: &[Item], listing: &Listing) -> Found {
    let mut of_folders: BTreeMap<&Path, usize> = BTreeMap::new();
    for scan in &listing.scans {
        *of_folders.entry(scan.path.parent().unwrap_or(Path::new(""))).or_default() += 1;
    }
    let mut found = Found::default();
    for (below, scans) in of_folders {
        let path = folder.join(below);
        if applications.iter().any(|item| item.path.starts_with(below)) {
            let note = format!("“{}”里有 {scans} 个文件不属于任何申请。", shown(&path));
            found.notes.push(note);
            continue;
        }
        let message = format!(
            "“{}”里有 {scans} 个扫描件，但没有 application.json。请补上后重新运行。",
            shown(&path)
        );
        found.problems.push(IntakeError::new(BatchErrorKind::Declaration, &path, message));
    }
    found
}

/// Files by their names as far as a person reads on, and how many more there are.
pub(super) fn named<'a>(files: impl Iterator<Item = &'a Listed>) -> Option<String> {
    let names: Vec<String> = files.map(|file| shown(&file.path)).collect();
    let first = names.get(..NAMED.min(names.len()))?.join("、");
    match names.len() {
        0 => None,
        few if few <= NAMED => Some(first),
        many => Some(format!("{first} 等 {many} 个")),
    }
}

fn nothing_in(folder: &Path) -> IntakeError {
    let message = format!(
        "“{}”里没有申请，也没有扫描件。请指定含有 application.json 的文件夹、这些文件夹所在的文件夹，或附有申报表格的扫描件文件夹。",
        shown(folder)
    );
    IntakeError::new(BatchErrorKind::Missing, folder, message)
}
