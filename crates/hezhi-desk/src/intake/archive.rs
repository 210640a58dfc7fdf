//! ZIP files: folders that were packed for the way. Nothing is unpacked but the files of the
//! application at hand, under names of our own: no name inside can lead anywhere.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hezhi::text::{Problem, ProblemCode};
use zip::ZipArchive;
use zip::result::ZipError;

use super::settle::is_young;
use super::{IntakeError, one_line, shown};
use crate::view::BatchErrorKind;

/// Files in one ZIP file: ten thousand applications of twenty papers each.
const MOST_FILES: usize = 200_000;

/// Bytes that one ZIP file may hold unpacked. They are never on the disk at once.
const MOST_BYTES: u64 = 256 << 30;

/// From this size on a ZIP file that is hundreds of times larger unpacked is a trap: scans hardly
/// shrink, and blank ones are small.
const LARGE: u64 = 1 << 30;
const TIMES: u64 = 300;

/// A ZIP file whose list was read.
pub(super) struct Archive {
    /// As the person knows it.
    name: String,
    zip: Mutex<ZipArchive<Reopened>>,
    file: Reopened,
}

/// A file that is open only while it is read: a folder may hold ten thousand ZIP files.
#[derive(Clone)]
struct Reopened {
    path: Arc<Path>,
    open: Arc<Mutex<Option<BufReader<File>>>>,
    at: u64,
}

impl Reopened {
    fn of(path: &Path) -> Reopened {
        Reopened { path: path.into(), open: Arc::default(), at: 0 }
    }

    fn with<T>(&self, work: impl FnOnce(&mut BufReader<File>) -> io::Result<T>) -> io::Result<T> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *open {
            Some(file) => file,
            None => open.insert(BufReader::new(File::open(&self.path)?)),
        };
        let off = self.at.cast_signed().wrapping_sub(file.stream_position()?.cast_signed());
        if off != 0 {
            file.seek_relative(off)?;
        }
        work(file)
    }

    fn close(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Read for Reopened {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.with(|file| file.read(bytes))?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Reopened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => {
                let end = self.with(|file| file.get_ref().metadata().map(|m| m.len()))?;
                end.checked_add_signed(by)
            }
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Archive").field(&self.name).finish()
    }
}

/// A file in a ZIP file.
pub(super) struct Entry {
    /// Below the ZIP file.
    pub path: PathBuf,
    pub index: usize,
}

impl Archive {
    /// Opens a ZIP file and lists its files; adds to `skipped` what is passed over.
    pub fn open(
        path: &Path,
        skipped: &mut Vec<String>,
    ) -> Result<(Arc<Archive>, Vec<Entry>), IntakeError> {
        let wrong = |kind, message| IntakeError::new(kind, path, message);
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        let file = Reopened::of(path);
        let zip = ZipArchive::new(file.clone()).map_err(|error| match error {
            _ if is_young(path) => wrong(
                BatchErrorKind::Changing,
                format!("压缩包“{}”还在复制中。请等它复制完后再读取。", shown(path)),
            ),
            ZipError::Io(error) => wrong(
                BatchErrorKind::Missing,
                format!("不能读取“{}”（{error}）。请检查磁盘或网络后重试。", shown(path)),
            ),
            _ => wrong(
                BatchErrorKind::Damaged,
                format!("压缩包“{}”不完整或已损坏，可能没有复制完。请重新复制。", shown(path)),
            ),
        })?;
        let too_much = |what: String| {
            let message = format!(
                "压缩包“{}”{what}，没有打开。请先解压，再选择解压后的文件夹。",
                shown(path)
            );
            wrong(BatchErrorKind::TooLarge, message)
        };
        if zip.len() > MOST_FILES {
            return Err(too_much(format!("里有 {} 个文件，超过 {MOST_FILES} 个的上限", zip.len())));
        }
        let entries = entries(&zip, path, skipped)?;
        let unpacked = entries.iter().fold(0_u64, |sum, (_, bytes)| sum.saturating_add(*bytes));
        if unpacked > MOST_BYTES || (unpacked > LARGE && unpacked / bytes.max(1) > TIMES) {
            return Err(too_much(format!("解压后有 {} GB，大得不正常", unpacked >> 30)));
        }
        file.close();
        let archive = Archive { name: shown(path), zip: Mutex::new(zip), file };
        Ok((Arc::new(archive), entries.into_iter().map(|(entry, _)| entry).collect()))
    }

    /// What a file in it holds; `name` is how it is called in what is said of it.
    pub fn read(&self, index: usize, name: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let problem = |code, message: String| Problem { code, message };
        let damaged = |_| {
            problem(
                ProblemCode::Damaged,
                format!(
                    "压缩包“{}”里的“{}”已损坏。请重新打包，或解压后重新读取。",
                    self.name,
                    one_line(name)
                ),
            )
        };
        let mut zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let file = zip.by_index(index).map_err(damaged)?;
        let mut bytes = Vec::new();
        // What the list says of a size is not to be trusted: what comes out is counted.
        let read = file.take(most + 1).read_to_end(&mut bytes).map_err(ZipError::Io);
        self.file.close();
        if bytes.len() as u64 > most {
            return Err(problem(
                ProblemCode::TooLarge,
                format!(
                    "压缩包里的“{}”超过 {} MB 的上限，没有读取。请降低分辨率或拆分后重新提交。",
                    one_line(name),
                    most >> 20
                ),
            ));
        }
        read.map_err(damaged)?;
        Ok(bytes)
    }
}

/// Its files with their sizes as declared, in the order of the ZIP file.
fn entries(
    zip: &ZipArchive<Reopened>,
    path: &Path,
    skipped: &mut Vec<String>,
) -> Result<Vec<(Entry, u64)>, IntakeError> {
    let mut entries = Vec::new();
    let mut outside = 0;
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_data(index) else { continue };
        if entry.is_dir() {
            continue;
        }
        if entry.encrypted() {
            return Err(IntakeError::new(
                BatchErrorKind::Encrypted,
                path,
                format!("压缩包“{}”加了密码。请先解压，再选择解压后的文件夹。", shown(path)),
            ));
        }
        match inside(&decoded(entry.name_raw())) {
            Some(path) if !entry.is_symlink() => {
                entries.push((Entry { path, index }, entry.size()));
            }
            _ => outside += 1,
        }
    }
    if outside > 0 {
        let note = format!("压缩包“{}”里有 {outside} 个文件指向别处，没有读取。", shown(path));
        skipped.push(note);
    }
    Ok(entries)
}

/// Names are UTF-8, or what Windows wrote in Chinese: whatever the flag says, since many
/// programs set it wrongly.
fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// The path below the ZIP file; none where it leads out of it.
fn inside(name: &str) -> Option<PathBuf> {
    let name = name.replace('\\', "/");
    let outside = name.starts_with('/')
        || name.contains('\0')
        || name.as_bytes().get(1) == Some(&b':')
        || name.split('/').any(|part| part == "..");
    let path: PathBuf = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    (!outside && path.file_name().is_some()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_a_packed_folder() {
        for name in
            ["../a.jpg", "a/../../b.jpg", "/etc/passwd", "..\\a.jpg", "C:\\a.jpg", "", "a\0"]
        {
            assert_eq!(inside(name), None, "{name:?}");
        }
        assert_eq!(inside("甲\\./1.jpg"), Some("甲/1.jpg".into()));
    }

    #[test]
    fn names_are_read_in_either_encoding() {
        let (gbk, _, _) = encoding_rs::GBK.encode("张三/房产证.jpg");
        assert_eq!(decoded(&gbk), "张三/房产证.jpg");
        assert_eq!(decoded("李四.jpg".as_bytes()), "李四.jpg");
    }
}
