//! Golden cases: the lines of real pages, as the reader gave them, and what they say.
//!
//! A case is a folder below `tests/extract/` whose name is a sentence: `lines.json` holds the
//! files' text, `expected.json` the documents. `HEZHI_BLESS=1` rewrites the expectations.

use std::path::Path;

use hezhi::document::Document;
use hezhi::text::FileText;

#[test]
fn every_case_reads_as_expected() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract");
    let bless = std::env::var_os("HEZHI_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut folders: Vec<_> = std::fs::read_dir(&cases)
        .expect("tests/extract is there")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let lines =
            std::fs::read_to_string(folder.join("lines.json")).expect("lines.json is there");
        let files: Vec<FileText> = serde_json::from_str(&lines).expect("lines.json holds files");
        let got = hezhi::extract::documents(&files);
        let path = folder.join("expected.json");
        if bless {
            let text = serde_json::to_string_pretty(&got).expect("documents serialise");
            std::fs::write(&path, text + "\n").expect("expected.json can be written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let expected: Vec<Document> =
            serde_json::from_str(&expected).expect("expected.json holds documents");
        count += 1;
        wrong.extend(differences(&folder, &expected, &got));
    }
    assert!(count > 0, "no case was found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Places are compared to the pixel: rounding differs between the file and memory.
fn differences(folder: &Path, expected: &[Document], got: &[Document]) -> Vec<String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut wrong = Vec::new();
    if expected.len() != got.len() {
        wrong.push(format!("{name}: expected {} documents, got {}", expected.len(), got.len()));
    }
    for (expected, got) in expected.iter().zip(got) {
        if (expected.kind, &expected.file, &expected.pages) != (got.kind, &got.file, &got.pages) {
            wrong.push(format!(
                "{name}: expected {:?} on {:?}, got {:?} on {:?}",
                expected.kind, expected.pages, got.kind, got.pages
            ));
        }
        let fields: std::collections::BTreeSet<_> =
            expected.fields.keys().chain(got.fields.keys()).collect();
        for field in fields {
            let (e, g) = (expected.field(*field), got.field(*field));
            let same = match (e, g) {
                (Some(e), Some(g)) => {
                    let near = e
                        .region
                        .0
                        .iter()
                        .zip(g.region.0)
                        .all(|(a, b)| (a.x - b.x).abs() < 1.5 && (a.y - b.y).abs() < 1.5);
                    (&e.text, e.class, e.page, &e.doubt) == (&g.text, g.class, g.page, &g.doubt)
                        && near
                }
                (None, None) => true,
                _ => false,
            };
            if !same {
                let say = |f: Option<&hezhi::document::Field>| {
                    f.map_or("nothing".to_owned(), |f| {
                        format!("{:?} {:?} {:?}", f.text, f.class, f.doubt)
                    })
                };
                wrong.push(format!("{name}: {field:?}: expected {}, got {}", say(e), say(g)));
            }
        }
    }
    wrong
}
