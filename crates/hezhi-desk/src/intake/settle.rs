//! Files that are still being copied: nobody says so, but they are young or they grow.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Handed, IntakeError, one_line, shown};
use crate::view::BatchErrorKind;

/// What was written within this time may not be whole: copying writes without long pauses, and
/// file systems of USB sticks count time in steps of two seconds.
pub const SETTLES_AFTER: Duration = Duration::from_secs(3);

/// Whether a file or folder was written to just now. What lies in the future is a wrong clock.
pub(super) fn is_young(path: &Path) -> bool {
    fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age < SETTLES_AFTER))
}

/// The application, unless one of its files is young or has grown since it was looked at.
pub(super) fn settled(handed: Handed) -> Result<Handed, IntakeError> {
    let changing = handed.files.iter().find(|file| {
        file.content.as_ref().is_ok_and(|content| {
            let bytes = fs::metadata(&content.path).map(|metadata| metadata.len());
            bytes.is_ok_and(|bytes| bytes != content.bytes) || is_young(&content.path)
        })
    });
    match changing {
        Some(file) => {
            let message = format!(
                "“{}”里的“{}”还在复制中，没有读取。请等它复制完后再读取。",
                shown(&handed.folder),
                one_line(&file.name)
            );
            Err(IntakeError::new(BatchErrorKind::Changing, &handed.folder, message))
        }
        None => Ok(handed),
    }
}

/// A folder into which files are still coming.
pub(super) fn still_coming(folder: &Path) -> IntakeError {
    let message = format!("文件夹“{}”还在复制中，没有读取。请等它复制完后再读取。", shown(folder));
    IntakeError::new(BatchErrorKind::Changing, folder, message)
}
