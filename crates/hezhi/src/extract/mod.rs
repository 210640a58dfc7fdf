//! From text lines to documents with fields: a file a kind of paper.
//!
//! A page is taken apart into labels and their values by where they stand ([`layout`]), a page's
//! kind is told by its title, labels and numbers ([`kind`]), pages become papers, and each kind
//! of paper knows which labels carry its fields. Every value keeps the place of each character
//! ([`run`]), and every reason not to rely on it ([`doubt`], [`second`]).

mod address;
mod dormitory;
mod doubt;
mod kind;
mod label;
mod layout;
mod lease;
mod look;
mod paper;
mod property;
mod run;
mod second;
mod supporting;
mod usage;
mod value;

use std::collections::BTreeMap;

use crate::document::{Document, Field, FieldName, Kind};
use crate::geometry::{Rect, Region};
use crate::text::{FileText, PageText};

use kind::Guess;
use paper::Paper;

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
    files.iter().flat_map(|file| papers(&file.pages).into_iter().map(|paper| document(&file.file, paper))).collect()
}

/// The places worth reading again.
pub fn looks(files: &[FileText], documents: &[Document]) -> Vec<Look> {
    look::looks(files, documents)
}

/// Groups the pages of a file into papers and reads each one's fields.
fn papers(pages: &[PageText]) -> Vec<Paper<'_>> {
    let mut groups: Vec<Vec<(&PageText, Guess)>> = Vec::new();
    for page in pages {
        let guess = kind::guess(&layout::lay_out(page, 0));
        match groups.last_mut() {
            Some(group) if kind::continues(&group.iter().map(|g| g.1).collect::<Vec<_>>(), &guess) => group.push((page, guess)),
            _ => groups.push(vec![(page, guess)]),
        }
    }
    groups.into_iter().map(|group| read(&group)).collect()
}

fn read<'a>(group: &[(&'a PageText, Guess)]) -> Paper<'a> {
    let kind = group.iter().map(|g| g.1).filter(|g| g.kind != Kind::Unknown).max_by_key(|g| g.score).map_or(Kind::Unknown, |g| g.kind);
    let pages: Vec<&PageText> = group.iter().map(|g| g.0).collect();
    let layouts = pages.iter().enumerate().map(|(i, p)| layout::lay_out(p, i)).collect();
    let mut paper = Paper { kind, pages, layouts, fields: BTreeMap::new() };
    match kind {
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => property::read(&mut paper),
        Kind::LeaseRegistration => lease::read(&mut paper),
        Kind::DormitoryCertificate => dormitory::read(&mut paper),
        Kind::Unknown => {}
        _ => supporting::read(&mut paper),
    }
    if kind != Kind::Unknown {
        seal(&mut paper);
        second::weigh(&mut paper);
    }
    paper
}

/// The clearest seal, by its name where one can be read.
fn seal(paper: &mut Paper<'_>) {
    let seals = paper.pages.iter().flat_map(|p| p.seals.iter().map(move |s| (p.page, s)));
    let best = seals.max_by(|a, b| a.1.text.is_some().cmp(&b.1.text.is_some()).then(a.1.confidence.total_cmp(&b.1.confidence)));
    if let Some((page, seal)) = best {
        let text = seal.text.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| "present".into());
        let field = Field { text, class: None, confidence: seal.confidence, page, region: seal.region, doubt: None, second_reading: None, parts: Vec::new() };
        paper.fields.insert(FieldName::Seal, field);
    }
}

fn document(file: &str, paper: Paper<'_>) -> Document {
    Document { file: file.into(), pages: paper.pages.iter().map(|p| p.page).collect(), kind: paper.kind, fields: paper.fields }
}

/// For looking at a page's layout while developing.
#[doc(hidden)]
pub fn debug_layout(page: &PageText) -> String {
    let l = layout::lay_out(page, 0);
    let mut s = format!("{:?}\n", kind::guess(&l));
    for c in &l.cells {
        s += &format!("{:?} {} inline={} | {}\n", c.label, c.name.compact(), c.inline, c.values.iter().map(|v| format!("{:?}{} {}", v.how, if v.unsure { "?" } else { "" }, v.run.text())).collect::<Vec<_>>().join(" ## "));
    }
    for f in &l.free {
        s += &format!("free {}\n", f.run.text());
    }
    for f in &l.side {
        s += &format!("side {}\n", f.run.text());
    }
    s
}
