//! Which programs read in a data folder, so that what one of them left half done is done again
//! and nothing is read by two.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::DeskError;

/// A lock file of this process's own: the system releases the lock with the process, however it
/// ends.
pub(crate) struct Presence {
    folder: PathBuf,
    own: OnceLock<(String, File)>,
}

impl Presence {
    pub fn in_folder(home: &Path) -> Presence {
        Presence { folder: home.join("readers"), own: OnceLock::new() }
    }

    /// The name under which this process claims what it reads.
    pub fn name(&self) -> Result<&str, DeskError> {
        if let Some((name, _)) = self.own.get() {
            return Ok(name);
        }
        fs::create_dir_all(&self.folder).map_err(DeskError::file(&self.folder))?;
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("{}-{}", std::process::id(), since.as_nanos());
        let path = self.folder.join(&name);
        let file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .open(&path)
            .map_err(DeskError::file(&path))?;
        file.lock().map_err(DeskError::file(&path))?;
        Ok(&self.own.get_or_init(|| (name, file)).0)
    }

    /// Whether the process of this name still runs. The file of one that does not is removed.
    pub fn is_there(&self, name: &str) -> bool {
        if self.own.get().is_some_and(|(own, _)| own == name) {
            return true;
        }
        let path = self.folder.join(name);
        match OpenOptions::new().write(true).open(&path) {
            Ok(file) if file.try_lock().is_ok() => {
                let _ = fs::remove_file(&path);
                false
            }
            Ok(_) => true,
            Err(_) => false,
        }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some((name, _)) = self.own.get() {
            let _ = fs::remove_file(self.folder.join(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_process_is_known_by_its_lock() {
        let home = tempfile::tempdir().unwrap();
        let (own, other) = (Presence::in_folder(home.path()), Presence::in_folder(home.path()));
        let name = other.name().unwrap().to_owned();
        assert!(own.is_there(&name), "it holds its lock");
        assert!(own.is_there(own.name().unwrap()));
        drop(other);
        assert!(!own.is_there(&name), "it has gone");
        assert!(!own.is_there("4711-1"), "one that never was");
    }
}
