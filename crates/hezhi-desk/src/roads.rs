//! The office's table of roads: a file in the data folder that can be replaced while the desk is
//! open.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use hezhi::address::Gazetteer;

use crate::clock;
use crate::error::DeskError;
use crate::intake::{one_line, shown};
use crate::view::GazetteerInfo;

/// The table's file in the data folder.
const FILE: &str = "roads.tsv";

/// Bytes of the largest table: a city's roads fill some hundred kilobytes.
pub(crate) const LARGEST: u32 = 8 << 20;

/// The table in force.
pub(crate) struct Roads {
    file: PathBuf,
    in_force: RwLock<InForce>,
}

#[derive(Debug, Clone)]
struct InForce {
    /// What the file was when it was last looked at; none where there was no file.
    stamp: Option<Stamp>,
    gazetteer: Arc<Gazetteer>,
    /// Why the file as it is now is not the table in force. Chinese.
    problem: Option<String>,
}

/// A file that was written anew has another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

impl Roads {
    /// A table that cannot be used leaves the desk usable: without one it is only more careful.
    pub fn open(home: &Path) -> Roads {
        let file = home.join(FILE);
        let stamp = Stamp::of(&file);
        let (gazetteer, problem) = match gazetteer(home, None) {
            Ok(gazetteer) => (Arc::new(gazetteer), None),
            Err(error) => (Arc::default(), Some(error.to_string())),
        };
        Roads { file, in_force: RwLock::new(InForce { stamp, gazetteer, problem }) }
    }

    /// The table to judge with now.
    pub fn current(&self) -> Arc<Gazetteer> {
        self.look().gazetteer
    }

    /// What the settings say of the table, and what is wrong with its file.
    pub fn info(&self) -> (Option<GazetteerInfo>, Option<String>) {
        let InForce { stamp, gazetteer, problem } = self.look();
        let loaded = (!gazetteer.is_empty()).then(|| GazetteerInfo {
            roads: u32::try_from(gazetteer.len()).unwrap_or(u32::MAX),
            loaded_at: stamp.map(|stamp| clock::rfc3339(stamp.modified)),
        });
        (loaded, problem)
    }

    /// Puts a table in force and keeps it. One that is faulty changes nothing.
    pub fn replace(&self, table: &[u8]) -> Result<(), DeskError> {
        let gazetteer = parse(table)?;
        let mut in_force = self.in_force.write().unwrap_or_else(PoisonError::into_inner);
        write_whole(&self.file, table).map_err(DeskError::file(&self.file))?;
        let stamp = Stamp::of(&self.file);
        *in_force = InForce { stamp, gazetteer: Arc::new(gazetteer), problem: None };
        Ok(())
    }

    /// Removes the table and its file.
    pub fn remove(&self) -> Result<(), DeskError> {
        let mut in_force = self.in_force.write().unwrap_or_else(PoisonError::into_inner);
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(DeskError::file(&self.file)(error));
            }
            _ => {}
        }
        *in_force = InForce { stamp: None, gazetteer: Arc::default(), problem: None };
        Ok(())
    }

    /// What is in force. Another program on the same data folder, or the office itself, may have
    /// replaced the file meanwhile; where it cannot be used, what was in force stays.
    fn look(&self) -> InForce {
        let stamp = Stamp::of(&self.file);
        {
            let in_force = self.in_force.read().unwrap_or_else(PoisonError::into_inner);
            if in_force.stamp == stamp {
                return in_force.clone();
            }
        }
        let mut in_force = self.in_force.write().unwrap_or_else(PoisonError::into_inner);
        let stamp = Stamp::of(&self.file);
        if in_force.stamp != stamp {
            let read = stamp.map_or_else(|| Ok(Gazetteer::default()), |_| load(&self.file));
            in_force.stamp = stamp;
            in_force.problem = match read {
                Ok(gazetteer) => {
                    in_force.gazetteer = Arc::new(gazetteer);
                    None
                }
                Err(error) => Some(error.to_string()),
            };
        }
        in_force.clone()
    }
}

impl Stamp {
    fn of(file: &Path) -> Option<Stamp> {
        let known = fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
        let modified = known.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        Some(Stamp { modified, bytes: known.len() })
    }
}

/// A table as somebody chose it. The message names the line at fault.
fn parse(table: &[u8]) -> Result<Gazetteer, DeskError> {
    let refused = |why: &str| {
        DeskError::Invalid(format!("{}。改好后请重新载入；原来的设置没有改变。", one_line(why)))
    };
    if table.len() > LARGEST as usize {
        return Err(too_large());
    }
    let text = std::str::from_utf8(table).map_err(|error| {
        let good = table.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        refused(&format!(
            "路名表第{line}行不是 UTF-8 文字；请把文件另存为 UTF-8 编码、以制表符分隔的文本"
        ))
    })?;
    let gazetteer = Gazetteer::from_tsv(text).map_err(|error| refused(&error.to_string()))?;
    if gazetteer.is_empty() {
        return Err(refused("路名表里没有一条路；请从第2行起每行写一条路"));
    }
    Ok(gazetteer)
}

pub(crate) fn too_large() -> DeskError {
    DeskError::Invalid(format!(
        "文件超过 {} MB，不像是路名表。请选择以制表符分隔的文本文件；原来的设置没有改变。",
        LARGEST >> 20
    ))
}

/// Writes beside the file and then takes its place, so that nobody ever finds half of it.
pub(crate) fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(bytes)?;
    fresh.as_file().sync_all()?;
    fresh.persist(file)?;
    Ok(())
}

/// The road names to compare addresses with: a file of one's own, else the office's, where it
/// loaded one or put a file `roads.tsv` into the data folder.
pub fn gazetteer(home: &Path, own: Option<&Path>) -> Result<Gazetteer, DeskError> {
    let office = home.join(FILE);
    match own {
        Some(file) => load(file),
        None if office.is_file() => load(&office),
        None => Ok(Gazetteer::default()),
    }
}

/// Reads a table of roads for the comparison of addresses.
fn load(file: &Path) -> Result<Gazetteer, DeskError> {
    let unusable = |why: String| {
        DeskError::Invalid(format!(
            "路名表“{}”不能使用（{why}）。请检查路径，并确认它是带表头的 UTF-8 TSV。",
            shown(file)
        ))
    };
    let text = fs::read_to_string(file).map_err(|error| unusable(error.to_string()))?;
    Gazetteer::from_tsv(&text).map_err(|error| unusable(error.to_string()))
}
