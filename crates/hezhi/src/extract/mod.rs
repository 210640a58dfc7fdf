//! From text lines to documents with fields: a file a kind of paper.

use crate::document::Document;
use crate::geometry::{Rect, Region};
use crate::text::FileText;

/// A place that should be read again before the papers are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    pub file: String,
    /// From 1.
    pub page: u32,
    pub how: How,
}

/// How to read a place again.
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// Detect again at a finer scale in this area of the upright page: an expected label has no
    /// value.
    Finer(Rect),
    /// Recognise this line again with the second engine.
    Second(Region),
    /// Recognise this line again with the larger recogniser.
    Stronger(Region),
}

/// The papers that the files hold, in the files' order.
pub fn documents(files: &[FileText]) -> Vec<Document> {
    let _ = files;
    Vec::new()
}

/// The places worth reading again.
pub fn looks(files: &[FileText], documents: &[Document]) -> Vec<Look> {
    let _ = (files, documents);
    Vec::new()
}
