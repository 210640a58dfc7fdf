//! The applications of a folder, however they are declared: found first, opened one by one.

use std::path::{Path, PathBuf};

use hezhi_ocr::Limits;

use super::{Handed, IntakeError, find, shown};
use crate::view::{BatchErrorKind, BatchSource, TableColumn};

/// What the columns under these headings meant the last time.
pub type Remembered<'a> = dyn Fn(&[String]) -> Option<Vec<Option<TableColumn>>> + 'a;

/// What a folder holds to be read.
#[derive(Debug)]
pub struct Gathered {
    /// How the applications are declared: as it was asked for, or found out.
    pub source: BatchSource,
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
    /// Where it lies below the folder, as it is shown; the same whenever it is gathered.
    pub path: PathBuf,
    declared: Declared,
}

#[derive(Debug, Clone)]
enum Declared {
    /// By `application.json` in this folder.
    Folder(PathBuf),
}

impl Item {
    /// Reads what was declared and looks at every file. `BatchErrorKind::Changing`: a file is
    /// still being copied, so that a later look may find it whole.
    pub fn open(&self, limits: &Limits) -> Result<Handed, IntakeError> {
        match &self.declared {
            Declared::Folder(folder) => Handed::open(folder, limits),
        }
    }
}

/// Finds the applications in or below `folder`. Without a source it is found out: folders with
/// `application.json`, else the one table whose columns are understood. `home` is the data
/// folder, where packed files are unpacked while they are taken in.
pub fn gather(
    folder: &Path,
    source: Option<&BatchSource>,
    home: &Path,
    remembered: &Remembered,
) -> Result<Gathered, IntakeError> {
    let _ = (home, remembered);
    let found = find(folder)?;
    if found.applications.is_empty() && found.problems.is_empty() {
        return Err(IntakeError::new(
            BatchErrorKind::Missing,
            folder,
            format!(
                "“{}”里没有申请。请指定含有 application.json 的文件夹，或这些文件夹所在的文件夹。",
                shown(folder)
            ),
        ));
    }
    let item = |path: PathBuf| Item {
        path: path.strip_prefix(folder).unwrap_or(&path).to_owned(),
        declared: Declared::Folder(path),
    };
    Ok(Gathered {
        source: source.cloned().unwrap_or(BatchSource::Folders),
        items: found.applications.into_iter().map(item).collect(),
        problems: found.problems,
        skipped: found.skipped,
    })
}
