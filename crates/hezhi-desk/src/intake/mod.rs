//! From folders on a disk to applications with their files. Whatever a folder holds, the rest of
//! the batch goes on.

mod bring;
mod folder;
mod order;
mod tree;
mod upload;

use std::path::Path;

pub use folder::{Content, Handed, HandedFile};
pub use tree::{Found, find};
pub(crate) use upload::{Uploads, short, told_apart};

/// Why an application's folder cannot be taken in. Chinese, naming file or key and the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct IntakeError {
    pub path: String,
    pub message: String,
}

/// A path as it can be shown on one line: names may hold newlines and bytes that are no text.
pub fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

/// A text without control characters, which could break a line or steer a terminal.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
