//! Whatever a person drops, chooses or pastes: folders of applications go in as they are, every
//! other file is kept for the application that the person has in mind.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::APPLICATION;
use super::upload::{short, told_apart};
use super::{Handed, find, one_line, order, shown};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Brought, Content, ImportProblem, Imported};

/// Deeper than any office files its papers; only against loops.
const DEEPEST: usize = 32;

/// Files that systems leave in folders; nobody means them.
const LEFT_BEHIND: [&str; 2] = ["thumbs.db", "desktop.ini"];

impl Desk {
    /// Takes in the applications among these files and folders, and keeps the other files. What
    /// cannot be used is named; the rest goes in.
    pub fn bring(&self, paths: &[PathBuf]) -> Result<Brought, DeskError> {
        self.uploads.sweep(std::time::SystemTime::now());
        let mut brought = Brought::default();
        let (whole, loose) = applications_among(paths);
        for folder in &whole {
            self.bring_application(folder, &mut brought);
        }
        for path in loose {
            if path.is_dir() {
                self.bring_folder(path, &mut brought)?;
            } else {
                self.bring_file(path, &mut brought);
            }
        }
        Ok(brought)
    }

    /// The same for files that have no path.
    pub fn bring_contents(&self, contents: &[Content]) -> Result<Brought, DeskError> {
        let incoming = self.home().join("incoming");
        fs::create_dir_all(&incoming).map_err(DeskError::file(&incoming))?;
        let folder = tempfile::tempdir_in(&incoming).map_err(DeskError::file(&incoming))?;
        let mut paths: Vec<PathBuf> = Vec::new();
        for content in contents {
            let name = content.name.replace(['/', '\\'], "_");
            let name = told_apart(&short(&name), |name| folder.path().join(name).exists());
            let path = folder.path().join(name);
            fs::write(&path, &content.bytes).map_err(DeskError::file(&path))?;
            paths.push(path);
        }
        self.bring(&paths)
    }

    /// The files of one application, chosen without their folder.
    fn bring_application(&self, folder: &Path, brought: &mut Brought) {
        let taken = Handed::open(folder, &self.limits)
            .map_err(|error| error.message)
            .and_then(|handed| self.take_in(&handed).map_err(|error| error.to_string()));
        match taken {
            Ok(taken) if taken.unchanged => brought.imported.unchanged += 1,
            Ok(_) => brought.imported.added += 1,
            Err(message) => brought.imported.problems.push(problem(folder, message)),
        }
    }

    fn bring_folder(&self, folder: &Path, brought: &mut Brought) -> Result<(), DeskError> {
        let found = find(folder).map_err(|error| DeskError::Invalid(error.message))?;
        if !found.applications.is_empty() {
            add(&mut brought.imported, self.import_folder(folder)?);
            return Ok(());
        }
        let mut files = Vec::new();
        files_below(folder, 0, &mut files);
        if files.is_empty() {
            let name = name_of(folder);
            brought.problems.push(problem(
                folder,
                format!("文件夹“{name}”里没有文件。请选择放有扫描件的文件夹。"),
            ));
        }
        for file in files {
            self.bring_file(&file, brought);
        }
        Ok(())
    }

    fn bring_file(&self, path: &Path, brought: &mut Brought) {
        if !path.exists() {
            let name = name_of(path);
            let message = format!("找不到“{name}”，可能已经移走或改名。请重新选择。");
            brought.problems.push(problem(path, message));
            return;
        }
        let name =
            told_apart(&name_of(path), |name| brought.uploads.iter().any(|u| u.name == name));
        match self.uploads.keep(path, &name, &self.limits) {
            Err(refused) => brought.problems.push(problem(path, refused.message())),
            Ok(upload) => match brought.uploads.iter().find(|there| there.id == upload.id) {
                Some(there) => {
                    let message = format!(
                        "“{}”和“{}”内容相同，只加入一份。如果本应是另一页，请检查文件。",
                        name_of(path),
                        there.name
                    );
                    brought.problems.push(problem(path, message));
                }
                None => brought.uploads.push(upload),
            },
        }
    }
}

/// Folders whose `application.json` is among the files themselves, and what else was brought.
fn applications_among(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<&PathBuf>) {
    let declared =
        |path: &&PathBuf| path.file_name().is_some_and(|n| n == APPLICATION) && path.is_file();
    let mut whole: Vec<PathBuf> =
        paths.iter().filter(declared).filter_map(|p| p.parent().map(Path::to_owned)).collect();
    whole.dedup();
    let loose = paths
        .iter()
        .filter(|path| path.is_dir() || !whole.iter().any(|folder| path.parent() == Some(folder)));
    let loose = loose.collect();
    (whole, loose)
}

/// Every file in or below a folder that a person put there, in natural order. Links to other
/// folders are not followed.
fn files_below(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<(String, PathBuf)> = entries
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| !name.starts_with('.'))
        .filter(|(name, _)| !LEFT_BEHIND.contains(&name.to_lowercase().as_str()))
        .collect();
    entries.sort_by(|a, b| order::natural(&a.0, &b.0));
    for (_, path) in entries {
        if !path.is_dir() {
            files.push(path);
        } else if depth < DEEPEST && !path.is_symlink() {
            files_below(&path, depth + 1, files);
        }
    }
}

fn add(sum: &mut Imported, more: Imported) {
    sum.added += more.added;
    sum.unchanged += more.unchanged;
    sum.problems.extend(more.problems);
}

fn problem(path: &Path, message: String) -> ImportProblem {
    ImportProblem { path: shown(path), message }
}

fn name_of(path: &Path) -> String {
    one_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}
