//! The scans themselves, by the hash of their content: `scans/ab/cdef…`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::DeskError;
use crate::intake::{Content, HandedFile, one_line};
use crate::store::KeptFile;

pub(crate) struct Scans {
    folder: PathBuf,
}

impl Scans {
    pub fn in_folder(home: &Path) -> Scans {
        Scans { folder: home.join("scans") }
    }

    fn path(&self, sha256: &str) -> PathBuf {
        let (first, rest) = sha256.split_at_checked(2).unwrap_or(("", sha256));
        self.folder.join(first).join(rest)
    }

    /// Copies a file's content here, unless it is here already. A file that changed since it was
    /// taken in becomes a file with a problem.
    pub fn keep(&self, file: &HandedFile) -> Result<KeptFile, DeskError> {
        let kept = |content| KeptFile { name: file.name.clone(), content };
        let content = match &file.content {
            Ok(content) => content,
            Err(problem) => return Ok(kept(Err(problem.clone()))),
        };
        let path = self.path(&content.sha256);
        if !fs::metadata(&path).is_ok_and(|there| there.len() == content.bytes) {
            match content.read(&file.name) {
                Ok(bytes) => write(&path, &bytes)?,
                Err(problem) => return Ok(kept(Err(problem))),
            }
        }
        Ok(kept(Ok((content.sha256.clone(), content.bytes))))
    }

    /// Why a file that was kept is not here any more. Chinese, with the next step.
    pub fn lost(&self, file: &KeptFile) -> Option<String> {
        let (sha256, bytes) = file.content.as_ref().ok()?;
        let what = match fs::metadata(self.path(sha256)) {
            Ok(there) if there.len() == *bytes => return None,
            Ok(_) => "已损坏",
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => "不见了",
            Err(_) => "打不开",
        };
        Some(format!(
            "数据文件夹里的扫描件“{}”{what}（可能被移动、删除，或所在磁盘有故障）。请从备份恢复数据文件夹，或重新导入这件申请；其他材料不受影响。",
            one_line(&file.name)
        ))
    }

    /// A scan by its hash, under a name; None where there is none.
    pub fn find(&self, sha256: &str, name: &str) -> Option<HandedFile> {
        if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let bytes = fs::metadata(self.path(sha256)).ok()?.len();
        Some(
            self.open(&KeptFile { name: name.to_owned(), content: Ok((sha256.to_owned(), bytes)) }),
        )
    }

    /// A kept file, ready to be read.
    pub fn open(&self, file: &KeptFile) -> HandedFile {
        let content = file.content.clone().map(|(sha256, bytes)| Content {
            path: self.path(&sha256),
            sha256,
            bytes,
        });
        HandedFile { name: file.name.clone(), content }
    }
}

/// Under its name there is the whole file or none.
fn write(path: &Path, bytes: &[u8]) -> Result<(), DeskError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(DeskError::file(folder))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(DeskError::file(folder))?;
    file.write_all(bytes).map_err(DeskError::file(path))?;
    file.as_file().sync_data().map_err(DeskError::file(path))?;
    file.persist(path).map_err(|error| DeskError::File {
        path: crate::intake::shown(path),
        source: error.error,
    })?;
    Ok(())
}
