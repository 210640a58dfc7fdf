//! A folder into which other programs put their scans. It is looked at again and again: network
//! shares tell nobody what changes in them.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::CaptureError;

/// A file as it looks from outside: enough to know one again that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// Its path within the folder.
    pub name: String,
    pub bytes: u64,
    /// When it was last written, in milliseconds since 1970.
    pub modified: i64,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq)]
pub enum Arrival {
    /// A file that is whole by all signs.
    Settled(Mark),
    /// A file that has been changing for too long; told once.
    NeverSettles(Mark),
}

/// A folder that is looked at.
#[derive(Debug)]
pub struct Watched {
    folder: PathBuf,
    seen: HashMap<String, Seen>,
    settles_after: Duration,
    gives_up_after: Duration,
}

#[derive(Debug)]
struct Seen {
    mark: Mark,
    /// Since when it looks like this, and since when it is there.
    since: Instant,
    first: Instant,
    told: bool,
}

/// Copying over a network stalls; a file that rests this long is whole.
const SETTLES_AFTER: Duration = Duration::from_secs(3);
/// After this a person should look what writes there.
const GIVES_UP_AFTER: Duration = Duration::from_secs(120);
/// Where taken files may be put, seen from the folder.
const TAKEN: &str = "已收";
/// What scanners and phones leave.
const KINDS: [&str; 7] = ["jpg", "jpeg", "png", "tif", "tiff", "pdf", "webp"];
/// Endings and beginnings of what programs write before it gets its name.
const UNFINISHED: [&str; 6] = ["tmp", "temp", "part", "partial", "crdownload", "download"];
/// More files in one folder are somebody's archive.
const MOST: usize = 20_000;

impl Watched {
    pub fn new(folder: &Path) -> Watched {
        Watched::with_times(folder, SETTLES_AFTER, GIVES_UP_AFTER)
    }

    /// With times of one's own, for tests.
    pub fn with_times(folder: &Path, settles_after: Duration, gives_up_after: Duration) -> Watched {
        let folder = folder.to_owned();
        Watched { folder, seen: HashMap::new(), settles_after, gives_up_after }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Looks once. `is_known` tells which files were taken before; they are passed over.
    pub fn look(&mut self, is_known: &dyn Fn(&Mark) -> bool) -> Result<Vec<Arrival>, CaptureError> {
        let now = Instant::now();
        let marks = list(&self.folder)?;
        let mut arrivals = Vec::new();
        let mut seen = HashMap::with_capacity(marks.len());
        for mark in marks {
            if is_known(&mark) {
                continue;
            }
            let mut one = match self.seen.remove(&mark.name) {
                Some(before) if before.mark == mark => before,
                Some(before) => Seen { mark: mark.clone(), since: now, ..before },
                None => Seen { mark: mark.clone(), since: now, first: now, told: false },
            };
            let rests = now.duration_since(one.since) >= self.settles_after;
            if rests && mark.bytes > 0 && !is_young(&mark, self.settles_after) {
                arrivals.push(Arrival::Settled(mark.clone()));
            } else if !one.told && now.duration_since(one.first) >= self.gives_up_after {
                one.told = true;
                arrivals.push(Arrival::NeverSettles(mark.clone()));
            }
            seen.insert(mark.name.clone(), one);
        }
        self.seen = seen;
        Ok(arrivals)
    }

    /// Everything that lies there now.
    pub fn marks(&self) -> Result<Vec<Mark>, CaptureError> {
        list(&self.folder)
    }

    /// Copies a settled file to `to` and gives the hash of its content (SHA-256, hexadecimal).
    /// None where it changed meanwhile: it is seen again when it has settled.
    pub fn copy(&self, mark: &Mark, to: &Path, most: u64) -> Result<Option<String>, CaptureError> {
        let path = self.folder.join(&mark.name);
        let Some(mut from) = open(&path) else { return Ok(None) };
        let fits = |file: &File| {
            file.metadata().is_ok_and(|metadata| metadata.is_file() && looks(mark, &metadata))
        };
        if !fits(&from) {
            return Ok(None);
        }
        if mark.bytes > most {
            return Err(CaptureError::TooLarge(format!(
                "“{}”有 {} MB，最多 {} MB，没有收。请降低分辨率重新扫描。",
                mark.name,
                mark.bytes >> 20,
                most >> 20
            )));
        }
        let mut copy = File::create(to).map_err(|error| CaptureError::disk(&error))?;
        let (mut hash, mut buffer) = (Sha256::new(), vec![0_u8; 64 << 10]);
        let mut left = mark.bytes;
        while left > 0 {
            let Ok(read @ 1..) = from.read(&mut buffer) else { return Ok(None) };
            let read = read.min(usize::try_from(left).unwrap_or(usize::MAX));
            hash.update(&buffer[..read]);
            copy.write_all(&buffer[..read]).map_err(|error| CaptureError::disk(&error))?;
            left -= read as u64;
        }
        if !fits(&from) {
            return Ok(None);
        }
        Ok(Some(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Puts a file that was taken into the folder `已收` beside it, under a name that is free.
    pub fn put_away(&self, mark: &Mark) -> Result<(), CaptureError> {
        let cause = |error: std::io::Error| CaptureError::Folder {
            folder: self.folder.join(TAKEN).display().to_string(),
            cause: error.to_string(),
        };
        let taken = self.folder.join(TAKEN);
        fs::create_dir_all(&taken).map_err(cause)?;
        // A link in its place would lead the files elsewhere.
        if fs::symlink_metadata(&taken).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(cause(std::io::Error::other("它是链接")));
        }
        let (stem, extension) = mark.name.rsplit_once('.').unwrap_or((&mark.name, ""));
        let names = (2..).map(|n: u32| format!("{stem} ({n}).{extension}"));
        let free = std::iter::once(mark.name.clone())
            .chain(names)
            .map(|name| taken.join(name))
            .find(|path| fs::symlink_metadata(path).is_err())
            .unwrap_or_else(|| taken.join(&mark.name));
        fs::rename(self.folder.join(&mark.name), free).map_err(cause)
    }
}

/// The files in the folder itself that could be scans; sub-folders and links are not followed.
fn list(folder: &Path) -> Result<Vec<Mark>, CaptureError> {
    let cause = |error: std::io::Error| CaptureError::Folder {
        folder: folder.display().to_string(),
        cause: error.to_string(),
    };
    let mut marks = Vec::new();
    for entry in fs::read_dir(folder).map_err(cause)?.take(MOST) {
        let Ok(entry) = entry else { continue };
        // Of the entry itself: a link is none, wherever it leads.
        let Ok(metadata) = fs::symlink_metadata(entry.path()) else { continue };
        let Ok(name) = entry.file_name().into_string() else { continue };
        if metadata.is_file() && could_be_a_scan(&name) {
            marks.push(Mark { name, bytes: metadata.len(), modified: modified(&metadata) });
        }
    }
    // In the order in which they were written: pages of one paper follow each other.
    marks.sort_by(|a, b| (a.modified, &a.name).cmp(&(b.modified, &b.name)));
    Ok(marks)
}

fn could_be_a_scan(name: &str) -> bool {
    let lower = name.to_lowercase();
    let Some((stem, extension)) = lower.rsplit_once('.') else { return false };
    let hidden = name.starts_with(['.', '~', '$']) || name.ends_with('~');
    let unfinished = stem.rsplit_once('.').is_some_and(|(_, inner)| UNFINISHED.contains(&inner));
    !hidden && !unfinished && KINDS.contains(&extension)
}

fn modified(metadata: &fs::Metadata) -> i64 {
    let at = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    at.map_or(0, |at| i64::try_from(at.as_millis()).unwrap_or(i64::MAX))
}

fn looks(mark: &Mark, metadata: &fs::Metadata) -> bool {
    (metadata.len(), modified(metadata)) == (mark.bytes, mark.modified)
}

/// Written a moment ago. What lies in the future is a wrong clock, and says nothing.
fn is_young(mark: &Mark, settles_after: Duration) -> bool {
    let written = UNIX_EPOCH + Duration::from_millis(mark.modified.max(0).unsigned_abs());
    SystemTime::now().duration_since(written).is_ok_and(|age| age < settles_after)
}

/// The file itself, never what a link in its place leads to, and nothing that waits for a writer.
#[cfg(unix)]
fn open(path: &Path) -> Option<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    fs::OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(path).ok()
}

#[cfg(not(unix))]
fn open(path: &Path) -> Option<File> {
    File::open(path).ok()
}
