//! Files of a ZIP file while their application is taken in: in a folder of their own below the
//! data folder, which nobody else may look into and which goes when they are taken in.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use hezhi::application::Application;
use hezhi::text::{Problem, ProblemCode};
use hezhi_ocr::Limits;
use tempfile::TempDir;

use super::folder::{APPLICATION, APPLICATION_BYTES, declaration_in, hash_of, is_scan_name, take};
use super::gather::NamedFile;
use super::listing::{Listed, Place};
use super::{Content, HandedFile, IntakeError, one_line, order, shown};
use crate::view::BatchErrorKind;

/// What a crash left is cleared away after this time: taking in one application takes seconds.
const GIVEN_UP: Duration = Duration::from_secs(3600);

/// A folder of unpacked files. It goes with the last copy of this.
#[derive(Debug, Clone)]
pub struct Unpacked(Arc<TempDir>);

impl PartialEq for Unpacked {
    fn eq(&self, other: &Self) -> bool {
        self.0.path() == other.0.path()
    }
}

impl Unpacked {
    /// Files by the places where they lie; packed ones are unpacked below `home` first.
    pub(super) fn files(
        files: &[NamedFile],
        folder: &Path,
        home: &Path,
        limits: &Limits,
    ) -> Result<(Vec<HandedFile>, Option<Unpacked>), IntakeError> {
        let mut unpacked = None;
        let mut handed: Vec<HandedFile> = Vec::new();
        for NamedFile { name, place } in files {
            if handed.iter().any(|file| file.name == *name) {
                continue;
            }
            let content = match place {
                Some(Place::Disk(path)) => take(folder, path, name, limits),
                Some(Place::Packed(archive, index)) => {
                    let unpacked = match &unpacked {
                        Some(unpacked) => unpacked,
                        None => unpacked.insert(Unpacked::below(home)?),
                    };
                    match archive.read(*index, name, limits.bytes) {
                        Ok(bytes) => Ok(unpacked.keep(handed.len(), &bytes)?),
                        Err(problem) => Err(problem),
                    }
                }
                None => Err(not_there(name)),
            };
            handed.push(HandedFile { name: name.clone(), content });
        }
        Ok((handed, unpacked))
    }

    fn below(home: &Path) -> Result<Unpacked, IntakeError> {
        let all = home.join("unpacked");
        fs::create_dir_all(&all)
            .and_then(|()| tempfile::tempdir_in(&all))
            .map(|folder| Unpacked(Arc::new(folder)))
            .map_err(|error| cannot_write(&all, &error))
    }

    fn keep(&self, number: usize, bytes: &[u8]) -> Result<Content, IntakeError> {
        let path = self.0.path().join(number.to_string());
        fs::write(&path, bytes).map_err(|error| cannot_write(&path, &error))?;
        Ok(Content { path, sha256: hash_of(bytes), bytes: bytes.len() as u64 })
    }
}

/// Clears away what a crash left.
pub(super) fn sweep(home: &Path) {
    for entry in fs::read_dir(home.join("unpacked")).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        if age.is_some_and(|age| age > GIVEN_UP) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// What `application.json` among these files declares.
pub(super) fn declaration(files: &[Listed], folder: &Path) -> Result<Application, IntakeError> {
    let path = folder.join(APPLICATION);
    let wrong = |message| IntakeError::new(BatchErrorKind::Declaration, &path, message);
    let place = files.iter().find(|file| file.path == Path::new(APPLICATION)).map(|f| &f.place);
    let Some(Place::Packed(archive, index)) = place else {
        return Err(wrong(format!("“{}”里没有 application.json。请重新打包。", shown(folder))));
    };
    let bytes = archive
        .read(*index, APPLICATION, APPLICATION_BYTES)
        .map_err(|problem| wrong(problem.message))?;
    declaration_in(bytes, &path)
}

/// Every image and PDF of the folder itself, in natural order.
pub(super) fn every_scan(files: &[Listed]) -> Vec<NamedFile> {
    let scan = |file: &Listed| {
        let name = file.path.to_string_lossy().into_owned();
        let own = file.path.iter().count() == 1 && !name.starts_with('.');
        (own && is_scan_name(&file.path))
            .then(|| NamedFile { name, place: Some(file.place.clone()) })
    };
    let mut scans: Vec<NamedFile> = files.iter().filter_map(scan).collect();
    scans.sort_by(|a, b| order::natural(&a.name, &b.name));
    scans
}

fn not_there(name: &str) -> Problem {
    let message = format!("申报的文件“{}”不在文件夹里。请补上，或从申报里删去。", one_line(name));
    Problem { code: ProblemCode::Missing, message }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> IntakeError {
    let message =
        format!("不能写“{}”（{error}）。请检查数据文件夹所在磁盘的剩余空间和权限。", shown(path));
    IntakeError::new(BatchErrorKind::Desk, path, message)
}
