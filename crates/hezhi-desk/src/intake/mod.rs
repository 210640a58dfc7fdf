//! From folders on a disk to applications with their files. Whatever a folder holds, the rest of
//! the batch goes on.

mod archive;
mod bring;
mod folder;
mod gather;
mod listing;
mod look;
mod order;
mod settle;
mod table;
mod tree;
mod undeclared;
mod unpacked;
mod upload;

use std::path::Path;

use crate::view::BatchErrorKind;

pub use folder::{Content, Handed, HandedFile};
pub use gather::{Gathered, Item, Remembered, gather};
pub use settle::SETTLES_AFTER;
pub use tree::{Found, find};
pub use unpacked::Unpacked;
pub(crate) use upload::{Refused, Uploads, short, told_apart};

/// Why an application's folder cannot be taken in. Chinese, naming file or key and the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct IntakeError {
    pub kind: BatchErrorKind,
    pub path: String,
    pub message: String,
}

impl IntakeError {
    pub fn new(kind: BatchErrorKind, path: &Path, message: String) -> IntakeError {
        IntakeError { kind, path: shown(path), message }
    }
}

fn closed(folder: &Path, error: &std::io::Error) -> IntakeError {
    let message = format!("不能打开文件夹“{}”（{error}）。请检查权限。", shown(folder));
    IntakeError::new(BatchErrorKind::Missing, folder, message)
}

/// A path as it can be shown on one line: names may hold newlines and bytes that are no text.
pub fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

/// A text without control characters, which could break a line or steer a terminal.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
