//! Every file below a folder that an application may need, wherever it lies: in sub-folders, in
//! ZIP files, or the folder itself is a ZIP file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{Archive, Entry};
use super::folder::{APPLICATION, is_scan, is_scan_name};
use super::{IntakeError, order, shown};
use crate::view::BatchErrorKind;

/// Deeper than any office files its papers; only against loops that no link explains.
const DEEPEST: usize = 32;

/// What lies below a folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Folders with an `application.json`. What lies in them is theirs and not listed.
    pub applications: Vec<DeclaredFolder>,
    /// Everything else that looks like a scan.
    pub scans: Vec<Listed>,
    /// CSV and Excel files.
    pub tables: Vec<Listed>,
    /// What cannot be opened.
    pub problems: Vec<IntakeError>,
    /// What was passed over, for the person to know. Chinese.
    pub skipped: Vec<String>,
}

/// A file and where it lies.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// Below the folder that was listed; a ZIP file counts as a folder.
    pub path: PathBuf,
    pub place: Place,
}

#[derive(Debug, Clone)]
pub(super) enum Place {
    Disk(PathBuf),
    Packed(Arc<Archive>, usize),
}

/// A folder that declares an application.
#[derive(Debug, Clone)]
pub(super) struct DeclaredFolder {
    /// Below the folder that was listed.
    pub path: PathBuf,
    /// None: it lies on the disk. Else what is packed of it, by the path below it.
    pub packed: Option<Vec<Listed>>,
}

impl Listing {
    /// Everything in or below `root`. Links to other folders are not followed.
    pub fn of(root: &Path) -> Result<Listing, IntakeError> {
        let mut listing = Listing::default();
        if root.is_dir() {
            listing.walk(root, Path::new(""), 0);
        } else if root.is_file() && is_zip_name(root) {
            let (archive, entries) = Archive::open(root, &mut listing.skipped)?;
            listing.packed(&archive, entries, Path::new(""));
        } else {
            return Err(IntakeError::new(
                BatchErrorKind::Missing,
                root,
                format!("“{}”不是文件夹或 ZIP 压缩包，或者不存在。请检查路径。", shown(root)),
            ));
        }
        listing.applications.sort_by(|a, b| natural(&a.path, &b.path));
        listing.scans.sort_by(|a, b| natural(&a.path, &b.path));
        listing.tables.sort_by(|a, b| natural(&a.path, &b.path));
        Ok(listing)
    }

    fn walk(&mut self, folder: &Path, below: &Path, depth: usize) {
        if fs::symlink_metadata(folder.join(APPLICATION)).is_ok() {
            self.applications.push(DeclaredFolder { path: below.to_owned(), packed: None });
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(super::closed(folder, &error)),
        };
        for entry in entries.flatten() {
            let (path, below) = (entry.path(), below.join(entry.file_name()));
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() && path.is_dir() => self
                    .skipped
                    .push(format!("“{}”是指向其他文件夹的链接，没有跟随。", shown(&path))),
                // What systems keep for themselves: .Trash, __MACOSX.
                Ok(kind) if kind.is_dir() && is_of_the_system(&name) => {}
                Ok(kind) if kind.is_dir() && depth >= DEEPEST => {
                    self.skipped.push(format!("“{}”层次过深，没有进入。", shown(&path)));
                }
                Ok(kind) if kind.is_dir() => self.walk(&path, &below, depth + 1),
                _ => self.file(path, below, &name),
            }
        }
    }

    fn file(&mut self, path: PathBuf, below: PathBuf, name: &str) {
        if is_of_the_system(name) {
        } else if is_zip_name(&path) && path.is_file() {
            match Archive::open(&path, &mut self.skipped) {
                Ok((archive, entries)) => self.packed(&archive, entries, &below),
                Err(problem) => self.problems.push(problem),
            }
        } else if is_table_name(&path) && path.is_file() {
            self.tables.push(Listed { path: below, place: Place::Disk(path) });
        } else if is_scan(&path, name) {
            self.scans.push(Listed { path: below, place: Place::Disk(path) });
        }
    }

    /// What a ZIP file holds, below `below`.
    fn packed(&mut self, archive: &Arc<Archive>, entries: Vec<Entry>, below: &Path) {
        let mut folders: BTreeMap<PathBuf, Vec<Listed>> = entries
            .iter()
            .filter(|entry| entry.path.file_name().is_some_and(|name| name == APPLICATION))
            .filter_map(|entry| entry.path.parent().map(|folder| (folder.to_owned(), Vec::new())))
            .collect();
        let mut zips = 0;
        for Entry { path, index } in entries {
            let place = Place::Packed(Arc::clone(archive), index);
            // The outermost folder that is an application has all that lies below it.
            let owner = path.ancestors().skip(1).filter(|folder| folders.contains_key(*folder));
            if let Some(folder) = owner.last().map(Path::to_owned) {
                let path = path.strip_prefix(&folder).unwrap_or(&path).to_owned();
                folders.entry(folder).or_default().push(Listed { path, place });
            } else if path.iter().any(|part| is_of_the_system(&part.to_string_lossy())) {
            } else if is_zip_name(&path) {
                zips += 1;
            } else if is_table_name(&path) {
                self.tables.push(Listed { path: below.join(path), place });
            } else if is_scan_name(&path) {
                self.scans.push(Listed { path: below.join(path), place });
            }
        }
        if zips > 0 {
            self.skipped.push(format!(
                "压缩包“{}”里还有 {zips} 个压缩包，没有打开。请先解压。",
                shown(below)
            ));
        }
        let folders = folders.into_iter().filter(|(_, files)| !files.is_empty());
        self.applications.extend(folders.map(|(folder, files)| DeclaredFolder {
            path: if folder.as_os_str().is_empty() { below.to_owned() } else { below.join(folder) },
            packed: Some(files),
        }));
    }
}

/// Part by part, each in the order in which a person would list them.
fn natural(a: &Path, b: &Path) -> std::cmp::Ordering {
    let mut parts = (a.iter(), b.iter());
    loop {
        return match (parts.0.next(), parts.1.next()) {
            (Some(a), Some(b)) => {
                match order::natural(&a.to_string_lossy(), &b.to_string_lossy()) {
                    std::cmp::Ordering::Equal => continue,
                    order => order,
                }
            }
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
    }
}

/// Traces that file managers leave.
fn is_of_the_system(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX" || name.starts_with("~$")
}

fn has_extension(path: &Path, among: &[&str]) -> bool {
    path.extension().is_some_and(|e| among.contains(&&*e.to_string_lossy().to_lowercase()))
}

fn is_zip_name(path: &Path) -> bool {
    has_extension(path, &["zip"])
}

fn is_table_name(path: &Path) -> bool {
    has_extension(path, &["csv", "tsv", "xlsx", "xlsm", "xls"])
}
