//! How well the program answers on cases whose truth is known.

mod bars;
mod evidence;
mod fault_report;
mod table;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use hezhi::document::{Document, Field, FieldName};
use hezhi::finding::Verdict;
use hezhi::geometry::Rect;
use hezhi::report::Report;
use serde::Deserialize;

use crate::truth::{TrueDocument, TruePlace, Truth};

pub use bars::{Bars, missed};
pub use evidence::by_rule as evidence_by_rule;
pub use fault_report::write as write_fault_report;
pub use table::{by_fault, print};

/// A case with the program's answer to it.
pub struct Scored {
    pub folder: PathBuf,
    pub truth: Truth,
    /// None where the results hold no report for the case.
    pub report: Option<Report>,
    pub documents: Vec<ScoredDocument>,
}

pub struct ScoredDocument {
    pub truth: TrueDocument,
    pub kind_right: bool,
    pub fields: Vec<ScoredField>,
}

/// A field that the truth knows.
pub struct ScoredField {
    pub name: String,
    pub expected: String,
    pub got: Option<Field>,
    pub right: bool,
    /// Whether its region lies on the print; None where the truth does not know the place.
    pub in_place: Option<bool>,
}

impl ScoredField {
    /// Read wrongly, and nothing says so: what a wrong accept is made of.
    pub fn silently_wrong(&self) -> bool {
        !self.right && self.got.as_ref().is_some_and(|field| field.doubt.is_none())
    }
}

impl Scored {
    pub fn verdict(&self) -> Option<Verdict> {
        self.report.as_ref().map(|r| r.verdict)
    }

    pub fn wrong_accept(&self) -> bool {
        self.verdict().is_some_and(|v| self.truth.wrong_accept(v))
    }

    /// A perfect program's answer.
    pub fn exact(&self) -> bool {
        self.verdict().is_some_and(|v| self.truth.verdicts.contains(&v))
    }

    /// A perfect program's answer, or a person is asked to look.
    pub fn allowed(&self) -> bool {
        self.exact() || self.verdict() == Some(Verdict::Review)
    }

    pub fn faulty(&self) -> bool {
        !self.exact()
            || self.documents.iter().any(|d| !d.kind_right || d.fields.iter().any(|f| !f.right))
    }
}

/// Joins the cases below `cases` with the reports of a JSON Lines file.
pub fn score(cases: &Path, results: &Path) -> Result<Vec<Scored>> {
    let text =
        fs::read_to_string(results).with_context(|| format!("read {}", results.display()))?;
    let mut reports = HashMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let report: Report = serde_json::from_str(line)
            .with_context(|| format!("{}:{}: not a report", results.display(), number + 1))?;
        reports.insert(report.application.clone(), report);
    }
    let mut scored = Vec::new();
    for folder in case_folders(cases)? {
        let truth: Truth = read_json(&folder.join("truth.json"))?;
        let id: Id = read_json(&folder.join("application.json"))?;
        let report = reports.remove(&id.id);
        scored.push(one(folder, truth, report));
    }
    Ok(scored)
}

pub fn one(folder: PathBuf, truth: Truth, report: Option<Report>) -> Scored {
    let found = report.as_ref().map(|r| r.documents.as_slice()).unwrap_or_default();
    let documents = truth.documents.iter().map(|document| compare(document, found)).collect();
    Scored { folder, truth, report, documents }
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}", path.display()))
}

/// Every folder below `root` that holds a truth, in the order of names.
pub fn case_folders(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root).with_context(|| format!("read {}", root.display()))? {
        let path = entry?.path();
        if path.join("truth.json").exists() {
            folders.push(path);
        } else if path.is_dir() {
            folders.extend(case_folders(&path)?);
        }
    }
    folders.sort();
    Ok(folders)
}

fn compare(truth: &TrueDocument, found: &[Document]) -> ScoredDocument {
    let in_file: Vec<&Document> = found.iter().filter(|d| d.file == truth.file).collect();
    let own = in_file.iter().find(|d| d.kind == truth.kind).or(in_file.first());
    let fields = truth
        .fields
        .iter()
        .filter(|(name, _)| *name != "usage_class")
        .map(|(name, expected)| {
            let got = field_name(name).and_then(|n| own.and_then(|d| d.field(n))).cloned();
            let mut right = got.as_ref().is_some_and(|f| same(name, expected, &f.text));
            if let (true, "usage", Some(class)) =
                (right, name.as_str(), truth.fields.get("usage_class"))
            {
                let read = got.as_ref().and_then(|f| f.class);
                right = serde_json::to_value(read).is_ok_and(|v| v == serde_json::json!(class));
            }
            let place = truth.regions.get(name).filter(|_| right);
            let in_place = place.zip(got.as_ref()).map(|(place, got)| lies_on(got, place));
            ScoredField { name: name.clone(), expected: expected.clone(), got, right, in_place }
        })
        .collect();
    ScoredDocument {
        truth: truth.clone(),
        kind_right: own.is_some_and(|d| d.kind == truth.kind),
        fields,
    }
}

/// Whether one of the field's places lies on the line where it is printed: the middle of the smaller
/// within the other.
fn lies_on(field: &Field, place: &TruePlace) -> bool {
    let truth = place.region.bounds();
    std::iter::once((field.page, field.region))
        .chain(field.parts.iter().map(|part| (part.page, part.region)))
        .filter(|(page, _)| *page == place.page)
        .any(|(_, region)| {
            middle_within(&region.bounds(), &truth) || middle_within(&truth, &region.bounds())
        })
}

fn middle_within(a: &Rect, b: &Rect) -> bool {
    let middle = a.center();
    (b.left..=b.right).contains(&middle.x) && (b.top..=b.bottom).contains(&middle.y)
}

fn field_name(name: &str) -> Option<FieldName> {
    serde_json::from_value(serde_json::json!(name)).ok()
}

/// Equal after folding width and spaces; that a seal was found is enough, whatever it says.
fn same(name: &str, expected: &str, got: &str) -> bool {
    let (expected, got) = (folded(expected), folded(got));
    match name {
        "seal" => true,
        // A room cell prints 1705 or 1705室; both say the same room.
        "address" => expected.trim_end_matches('室') == got.trim_end_matches('室'),
        _ => expected == got,
    }
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Groups of fields as the table shows them.
pub fn group(name: &str) -> &'static str {
    match name {
        "address" => "address",
        "usage" => "usage",
        "holder" | "tenant" | "resident" => "holder",
        "lease_start" | "lease_end" | "issued_on" => "dates",
        "certificate_number" | "unit_number" | "filing_number" | "resident_id_number" => "numbers",
        _ => "other",
    }
}

/// Right and known fields of a group over some cases.
pub fn share<'a>(cases: impl IntoIterator<Item = &'a Scored>, wanted: &str) -> (usize, usize) {
    let mut counts = BTreeMap::from([(true, 0), (false, 0)]);
    for field in cases
        .into_iter()
        .flat_map(|c| &c.documents)
        .flat_map(|d| &d.fields)
        .filter(|f| group(&f.name) == wanted)
    {
        *counts.entry(field.right).or_insert(0) += 1;
    }
    (counts[&true], counts[&true] + counts[&false])
}

#[cfg(test)]
mod tests {
    use hezhi::geometry::Region;

    use super::*;

    #[test]
    fn a_field_has_to_stand_where_it_is_printed() {
        let at =
            |top: f32| Region::from(Rect { left: 100.0, right: 300.0, top, bottom: top + 30.0 });
        let field: Field = serde_json::from_value(serde_json::json!({
            "text": "居住", "confidence": 1.0, "page": 2, "region": at(500.0)
        }))
        .unwrap();
        assert!(lies_on(&field, &TruePlace { page: 2, region: at(510.0) }));
        assert!(!lies_on(&field, &TruePlace { page: 2, region: at(540.0) }), "the next line");
        assert!(!lies_on(&field, &TruePlace { page: 1, region: at(500.0) }), "another page");
    }

    #[test]
    fn width_and_spaces_do_not_count() {
        assert!(same("address", "华发路406弄10号1705室", "华发路４０６弄 10号1705室"));
        assert!(same("address", "华发路406弄10号1705", "华发路406弄10号1705室"));
        assert!(!same("address", "华发路406弄10号1705室", "华发路406弄10号1750室"));
        assert!(!same("usage", "居住", "非居住"));
    }
}
