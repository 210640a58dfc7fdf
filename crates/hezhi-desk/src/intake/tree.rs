//! The applications below a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{APPLICATION, is_scan};
use super::{IntakeError, order, shown};
use crate::view::BatchErrorKind;

/// Deeper than any office files its papers; only against loops that no link explains.
const DEEPEST: usize = 32;

/// What a walk found.
#[derive(Debug, Default)]
pub struct Found {
    /// Folders with an `application.json`, in natural order of their names.
    pub applications: Vec<PathBuf>,
    /// Folders that look like applications and are none, or cannot be opened.
    pub problems: Vec<IntakeError>,
    /// What was passed over, for the person to know. Chinese.
    pub skipped: Vec<String>,
}

/// Every application in or below `root`. Links to other folders are not followed.
pub fn find(root: &Path) -> Result<Found, IntakeError> {
    if !root.is_dir() {
        return Err(IntakeError::new(
            BatchErrorKind::Missing,
            root,
            format!("“{}”不是文件夹，或者不存在。请检查路径。", shown(root)),
        ));
    }
    let mut found = Found::default();
    walk(root, 0, &mut found);
    Ok(found)
}

/// Returns whether an application was found here or below.
fn walk(folder: &Path, depth: usize, found: &mut Found) -> bool {
    if fs::symlink_metadata(folder.join(APPLICATION)).is_ok() {
        found.applications.push(folder.to_owned());
        return true;
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            found.problems.push(super::closed(folder, &error));
            return true;
        }
    };
    let mut folders = Vec::new();
    let mut scans = 0_usize;
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() && path.is_dir() => {
                found.skipped.push(format!("“{}”是指向其他文件夹的链接，没有跟随。", shown(&path)));
            }
            Ok(kind) if kind.is_dir() => folders.push((name, path)),
            _ => scans += usize::from(is_scan(&path, &name)),
        }
    }
    folders.sort_by(|a, b| order::natural(&a.0, &b.0));
    let mut any = false;
    for (_, path) in folders {
        if depth < DEEPEST {
            any |= walk(&path, depth + 1, found);
        } else {
            found.skipped.push(format!("“{}”层次过深，没有进入。", shown(&path)));
        }
    }
    if scans > 0 && any {
        found.skipped.push(format!("“{}”里有 {scans} 个文件不属于任何申请。", shown(folder)));
    } else if scans > 0 {
        found.problems.push(IntakeError::new(
            BatchErrorKind::Declaration,
            folder,
            format!(
                "“{}”里有 {scans} 个扫描件，但没有 application.json。请补上后重新运行。",
                shown(folder)
            ),
        ));
    }
    any || scans > 0
}
