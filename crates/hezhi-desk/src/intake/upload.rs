//! Files on their way into an application: looked at as soon as they arrive, and kept in the data
//! folder until the declaration that they belong to is sent.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use hezhi::text::Problem;
use hezhi_ocr::Limits;

use super::{Content, HandedFile};
use crate::error::DeskError;
use crate::reading::guarded;
use crate::view::Upload;

/// A draft that nobody came back to for so long is given up, and its scans with it.
const GIVEN_UP: Duration = Duration::from_secs(30 * 24 * 3600);

/// Characters of the longest name that is kept whole: file systems end at 255 bytes.
const LONGEST_NAME: usize = 60;

pub(crate) struct Uploads {
    folder: PathBuf,
}

impl Uploads {
    pub fn in_folder(home: &Path) -> Uploads {
        Uploads { folder: home.join("uploads") }
    }

    /// Keeps a file that can be shown, under `name`. One that cannot be is a problem that says
    /// so, with the next step; nothing of it is kept.
    pub fn keep(&self, path: &Path, name: &str, limits: &Limits) -> Result<Upload, Refused> {
        let name = short(name);
        let content = HandedFile::under_name(path, &name, limits).content.map_err(Refused::File)?;
        let bytes = content.read(&name).map_err(Refused::File)?;
        guarded(|| can_be_shown(&name, &bytes, limits))
            .unwrap_or_else(|_| Err(damaged(&name)))
            .map_err(Refused::File)?;
        let kept = self.folder.join(&content.sha256);
        if !kept.is_file() {
            self.write(&kept, &bytes).map_err(Refused::Disk)?;
        }
        Ok(Upload { id: content.sha256, name, bytes: content.bytes })
    }

    fn write(&self, kept: &Path, bytes: &[u8]) -> Result<(), DeskError> {
        fs::create_dir_all(&self.folder).map_err(DeskError::file(&self.folder))?;
        let file =
            tempfile::NamedTempFile::new_in(&self.folder).map_err(DeskError::file(&self.folder))?;
        fs::write(file.path(), bytes).map_err(DeskError::file(kept))?;
        file.persist(kept)
            .map_err(|error| DeskError::File { path: super::shown(kept), source: error.error })?;
        Ok(())
    }

    /// A kept file, ready to be taken in. None where there is none by now.
    pub fn open(&self, upload: &Upload) -> Option<HandedFile> {
        let path = self.path(&upload.id)?;
        let bytes = fs::metadata(&path).ok()?.len();
        let content = Content { path, sha256: upload.id.clone(), bytes };
        Some(HandedFile { name: upload.name.clone(), content: Ok(content) })
    }

    /// Forgets a file that was taken in, or that the person took out again.
    pub fn remove(&self, id: &str) -> Result<(), DeskError> {
        match self.path(id).map(|path| (fs::remove_file(&path), path)) {
            Some((Err(error), path)) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(DeskError::file(&path)(error))
            }
            _ => Ok(()),
        }
    }

    /// Forgets what nobody came back to.
    pub fn sweep(&self, now: SystemTime) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let modified = entry.metadata().and_then(|metadata| metadata.modified());
            let age = modified.ok().and_then(|modified| now.duration_since(modified).ok());
            if age.is_some_and(|age| age > GIVEN_UP) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Only what is a hash names a file here.
    fn path(&self, id: &str) -> Option<PathBuf> {
        let hash = id.len() == 64 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        hash.then(|| self.folder.join(id))
    }
}

/// Why a file is not kept.
pub(crate) enum Refused {
    File(Problem),
    Disk(DeskError),
}

impl Refused {
    /// Chinese, with the next step.
    pub fn message(&self) -> String {
        match self {
            Refused::File(problem) => problem.message.clone(),
            Refused::Disk(error) => error.to_string(),
        }
    }
}

/// Some page of it can be drawn.
fn can_be_shown(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let mut first = None;
    for page in hezhi_ocr::pages(name, bytes, limits)? {
        match page {
            Ok(_) => return Ok(()),
            Err(problem) => first = first.or(Some(problem)),
        }
    }
    Err(first.unwrap_or_else(|| damaged(name)))
}

fn damaged(name: &str) -> Problem {
    Problem {
        code: hezhi::text::ProblemCode::Damaged,
        message: format!("文件“{name}”打不开，可能已损坏。请重新扫描，或请申请人重新上传。"),
    }
}

/// A name that fits everywhere: of a longer one the middle is left out, the extension stays.
pub(crate) fn short(name: &str) -> String {
    let name = super::one_line(name);
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let path = Path::new(&name);
    let extension = path.extension().map(|e| e.to_string_lossy().into_owned());
    let extension = extension.filter(|e| e.chars().count() <= 8).map(|e| format!(".{e}"));
    let extension = extension.unwrap_or_default();
    let kept: String = name.chars().take(LONGEST_NAME - extension.chars().count() - 1).collect();
    format!("{kept}…{extension}")
}

/// A name that none of `taken` has: 扫描件 (2).jpg beside 扫描件.jpg.
pub(crate) fn told_apart(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    (2..)
        .map(|number: u64| format!("{stem} ({number}){extension}"))
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_are_told_apart() {
        let taken = ["房产证.jpg", "房产证 (2).jpg", "无后缀"];
        let told = |name: &str| told_apart(name, |name| taken.contains(&name));
        assert_eq!(told("身份证.jpg"), "身份证.jpg");
        assert_eq!(told("房产证.jpg"), "房产证 (3).jpg");
        assert_eq!(told("无后缀"), "无后缀 (2)");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let long = short(&format!("{}.pdf", "房".repeat(300)));
        assert!(long.ends_with("….pdf") && long.chars().count() == LONGEST_NAME, "{long}");
        assert_eq!(short("第 1 页\n.jpg"), "第 1 页\u{FFFD}.jpg");
    }
}
