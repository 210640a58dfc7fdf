//! One application's folder: `application.json` and its scans.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use hezhi::application::Application;
use hezhi::text::{Problem, ProblemCode};
use hezhi_ocr::Limits;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{IntakeError, Unpacked, one_line, order, shown};
use crate::view::BatchErrorKind;

/// The file that makes a folder an application.
pub(super) const APPLICATION: &str = "application.json";

/// An `application.json` holds a few hundred bytes; this is only against nonsense.
pub(super) const APPLICATION_BYTES: u64 = 1 << 20;

/// An application as it was handed in: what was declared, and the files that came with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Handed {
    pub application: Application,
    pub folder: PathBuf,
    /// In the order of `documents`, else in natural order of their names.
    pub files: Vec<HandedFile>,
    /// Where files of a ZIP file lie for as long as this is held.
    pub unpacked: Option<Unpacked>,
}

/// A file of an application, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedFile {
    /// As the application lists it.
    pub name: String,
    /// Where it lies and the hash of what it held when it was taken in.
    pub content: Result<Content, Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub path: PathBuf,
    /// Lower-case hex.
    pub sha256: String,
    pub bytes: u64,
}

impl HandedFile {
    /// A file that a person chose, under the name that it is to have.
    pub(super) fn under_name(path: &Path, name: &str, limits: &Limits) -> HandedFile {
        let folder = path.parent().unwrap_or(Path::new("."));
        HandedFile { name: name.to_owned(), content: take(folder, path, name, limits) }
    }

    /// A file that belongs to no application.
    pub fn alone(path: &Path, limits: &Limits) -> HandedFile {
        let name = path.to_string_lossy().into_owned();
        let folder = path.canonicalize().ok().and_then(|p| p.parent().map(Path::to_owned));
        let content = take(folder.as_deref().unwrap_or(Path::new(".")), path, &name, limits);
        HandedFile { name, content }
    }
}

impl Handed {
    /// Reads a folder. Files that are missing or odd are data; an application that cannot be
    /// understood is an error.
    pub fn open(folder: &Path, limits: &Limits) -> Result<Handed, IntakeError> {
        let application = application(folder)?;
        let files = match &application.documents {
            Some(names) => listed(folder, names, limits),
            None => every_scan(folder, limits)?,
        };
        Ok(Handed { application, folder: folder.to_owned(), files, unpacked: None })
    }

    /// A hash of everything that the result depends on: what was declared and every file.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let declared = serde_json::to_vec(&self.application).unwrap_or_default();
        hash.update((declared.len() as u64).to_le_bytes());
        hash.update(&declared);
        for file in &self.files {
            hash.update((file.name.len() as u64).to_le_bytes());
            hash.update(file.name.as_bytes());
            match &file.content {
                Ok(content) => hash.update(&content.sha256),
                Err(problem) => hash.update(format!("{:?}", problem.code)),
            }
        }
        hex(hash)
    }
}

impl Content {
    /// What the file holds, provided that it is still what was taken in.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let bytes = fs::read(&self.path).map_err(|error| cannot_open(name, &error))?;
        if hash_of(&bytes) != self.sha256 {
            return Err(Problem {
                code: ProblemCode::Damaged,
                message: format!(
                    "文件“{}”在读取过程中发生了变化，可能还没有复制完。请等它复制完后重新读取。",
                    one_line(name)
                ),
            });
        }
        Ok(bytes)
    }
}

pub(super) fn hash_of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn application(folder: &Path) -> Result<Application, IntakeError> {
    let path = folder.join(APPLICATION);
    let wrong = |message: String| IntakeError::new(BatchErrorKind::Declaration, &path, message);
    let metadata = fs::metadata(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => wrong(format!(
            "“{}”里没有 application.json。请指定一件申请的文件夹（内有 application.json 和扫描件）。",
            shown(folder)
        )),
        _ => wrong(format!("不能打开“{}”（{error}）。请检查文件权限。", shown(&path))),
    })?;
    if !metadata.is_file() || metadata.len() > APPLICATION_BYTES {
        return Err(wrong(format!(
            "“{}”不是申请文件（应为不超过 1 MB 的普通文件）。请换成正确的 application.json。",
            shown(&path)
        )));
    }
    let bytes = fs::read(&path).map_err(|error| {
        wrong(format!("不能读取“{}”（{error}）。请检查文件权限。", shown(&path)))
    })?;
    declaration_in(bytes, &path)
}

/// What the bytes of an `application.json` declare.
pub(super) fn declaration_in(bytes: Vec<u8>, path: &Path) -> Result<Application, IntakeError> {
    let wrong = |message: String| IntakeError::new(BatchErrorKind::Declaration, path, message);
    let text = String::from_utf8(bytes).map_err(|_| {
        wrong(format!("“{}”不是 UTF-8 编码。请用 UTF-8 编码另存后重试。", shown(path)))
    })?;
    // Editors on Windows put a byte order mark in front.
    hezhi::application_json::parse_application(text.trim_start_matches('\u{FEFF}'))
        .map_err(|error| wrong(format!("“{}”有误：{error}", shown(path))))
}

fn listed(folder: &Path, names: &[String], limits: &Limits) -> Vec<HandedFile> {
    let mut files: Vec<HandedFile> = Vec::new();
    for name in names {
        // A name listed twice is one file.
        if !files.iter().any(|file| &file.name == name) {
            let content = take(folder, &folder.join(name), name, limits);
            files.push(HandedFile { name: name.clone(), content });
        }
    }
    files
}

/// Every image and PDF of the folder itself; sub-folders belong to nobody.
fn every_scan(folder: &Path, limits: &Limits) -> Result<Vec<HandedFile>, IntakeError> {
    let entries = fs::read_dir(folder).map_err(|error| super::closed(folder, &error))?;
    let mut files: Vec<HandedFile> = entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let content = is_scan(&path, &name).then(|| take(folder, &path, &name, limits))?;
            Some(HandedFile { name, content })
        })
        .collect();
    files.sort_by(|a, b| order::natural(&a.name, &b.name));
    Ok(files)
}

/// Extensions of scans, in lower case. A file with such a name counts even when it holds
/// something else: the finding then says so.
const EXTENSIONS: &[&str] = &[
    "jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "bmp", "gif", "webp", "heic", "heif",
    "avif", "pdf",
];

/// By its name or, where the name says nothing, by its first bytes.
pub(super) fn is_scan(path: &Path, name: &str) -> bool {
    // Traces that file managers leave (`._a.jpg`, `.DS_Store`), and the application itself.
    if name.starts_with('.') || name == APPLICATION {
        return false;
    }
    if is_scan_name(Path::new(name)) {
        return !path.is_dir();
    }
    fs::metadata(path).is_ok_and(|m| m.is_file()) && starts_like_a_scan(path)
}

/// By its extension alone.
pub(super) fn is_scan_name(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}

fn starts_like_a_scan(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut start));
    let heif = start.get(4..8) == Some(b"ftyp")
        && start.get(8..12).is_some_and(|b| {
            [b"heic", b"heix", b"mif1", b"msf1", b"avif"].iter().any(|x| x[..] == *b)
        });
    let webp = start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP");
    let signatures: [&[u8]; 7] =
        [b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n", b"II*\0", b"MM\0*", b"%PDF-", b"GIF8", b"BM"];
    read.is_ok() && (heif || webp || signatures.iter().any(|s| start.starts_with(s)))
}

/// Takes one file in, whatever it turns out to be.
pub(super) fn take(
    folder: &Path,
    path: &Path,
    name: &str,
    limits: &Limits,
) -> Result<Content, Problem> {
    let home = folder.canonicalize().map_err(|error| cannot_open(name, &error))?;
    let path = path.canonicalize().map_err(|error| cannot_open(name, &error))?;
    if !path.starts_with(&home) {
        return Err(Problem {
            code: ProblemCode::Missing,
            message: format!(
                "“{}”指向申请文件夹以外，没有读取。请把文件本身放进申请文件夹。",
                one_line(name)
            ),
        });
    }
    let metadata = fs::metadata(&path).map_err(|error| cannot_open(name, &error))?;
    if !metadata.is_file() {
        return Err(Problem {
            code: ProblemCode::NotAnImage,
            message: format!(
                "“{}”不是普通文件（是文件夹、管道或设备），没有读取。请换成图片或 PDF。",
                one_line(name)
            ),
        });
    }
    if metadata.len() > limits.bytes {
        return Err(Problem {
            code: ProblemCode::TooLarge,
            message: format!(
                "文件“{}”有 {} MB，超过 {} MB 的上限，没有读取。请降低分辨率或拆分后重新提交。",
                one_line(name),
                metadata.len() >> 20,
                limits.bytes >> 20
            ),
        });
    }
    let mut hash = Sha256::new();
    let file = File::open(&path).map_err(|error| cannot_open(name, &error))?;
    let bytes = io::copy(&mut io::BufReader::with_capacity(1 << 16, file), &mut hash)
        .map_err(|error| cannot_open(name, &error))?;
    Ok(Content { path, sha256: hex(hash), bytes })
}

fn cannot_open(name: &str, error: &io::Error) -> Problem {
    let name = one_line(name);
    let message = match error.kind() {
        io::ErrorKind::NotFound => {
            format!("申请列出的文件“{name}”不在文件夹里。请补交，或从 documents 里删去。")
        }
        io::ErrorKind::PermissionDenied => format!("没有权限打开文件“{name}”。请检查文件权限。"),
        _ => format!("不能打开文件“{name}”（{error}）。请检查文件后重新提交。"),
    };
    Problem { code: ProblemCode::Missing, message }
}
