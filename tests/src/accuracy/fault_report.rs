//! A page to look at: every faulty case with its picture, the regions, expected and got.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use hezhi::document::Document;
use hezhi::finding::Outcome;
use hezhi::geometry::Region;
use hezhi::report::Report;
use hezhi_ocr::{Limits, pages};

use super::Scored;

/// Pictures are this wide at most; regions are scaled with them.
const WIDTH: u32 = 900;

/// Writes `out` and a folder of pictures beside it.
pub fn write(cases: &[Scored], out: &Path) -> Result<()> {
    let pictures = out.with_extension("pages");
    fs::create_dir_all(&pictures)?;
    let mut html = String::from(
        "<!doctype html><meta charset=utf-8><title>Faults</title><style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px 6px;text-align:left}\
         .bad{background:#fdd}.case{display:flex;gap:1em;margin:2em 0;border-top:2px solid #888;align-items:flex-start}.page{position:relative}svg{position:absolute;inset:0;width:100%;height:100%}polygon{fill:none;stroke:#06c;stroke-width:3}polygon.bad{stroke:#d00}</style>",
    );
    for case in cases.iter().filter(|c| c.faulty()) {
        let name =
            case.folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let _ = write!(
            html,
            "<div class=case><div><h3>{name}</h3><p>{} · {} · expected {:?}, got {:?}{}</p>",
            case.truth.layout,
            case.truth.damage.name(),
            case.truth.verdicts,
            case.verdict(),
            if case.wrong_accept() { " · <b class=bad>WRONG ACCEPT</b>" } else { "" }
        );
        html.push_str(&fields(case));
        if let Some(report) = &case.report {
            html.push_str(&findings(report));
        }
        html.push_str("</div><div>");
        let reported = case.report.as_ref().map(|r| r.documents.as_slice()).unwrap_or_default();
        for document in &case.truth.documents {
            let shown = draw(case, &document.file, reported, &pictures, &name)
                .unwrap_or_else(|e| format!("<p>{}: {e:#}</p>", escape(&document.file)));
            html.push_str(&shown);
        }
        html.push_str("</div></div>");
    }
    fs::write(out, html).with_context(|| format!("write {}", out.display()))
}

fn fields(case: &Scored) -> String {
    let mut html =
        String::from("<table><tr><th>field<th>expected<th>got<th>confidence<th>doubt</tr>");
    for document in &case.documents {
        let class = if document.kind_right { "" } else { " class=bad" };
        let _ = write!(
            html,
            "<tr{class}><th colspan=5>{} {:?}</tr>",
            escape(&document.truth.file),
            document.truth.kind
        );
        for field in &document.fields {
            let class = if field.right { "" } else { " class=bad" };
            let got = field.got.as_ref();
            let _ = write!(
                html,
                "<tr{class}><td>{}<td>{}<td>{}<td>{}<td>{}</tr>",
                field.name,
                escape(&field.expected),
                got.map(|f| escape(&f.text)).unwrap_or_default(),
                got.map(|f| format!("{:.2}", f.confidence)).unwrap_or_default(),
                got.and_then(|f| f.doubt.as_deref()).map(escape).unwrap_or_default()
            );
        }
    }
    html + "</table>"
}

fn findings(report: &Report) -> String {
    let mut html = String::from("<ul>");
    for finding in report
        .findings
        .iter()
        .filter(|f| matches!(f.outcome, Outcome::Fail | Outcome::Undetermined))
    {
        let _ = write!(
            html,
            "<li>{} {:?}: {}</li>",
            finding.rule,
            finding.outcome,
            escape(&finding.message)
        );
    }
    html + "</ul>"
}

/// The pages of a file with the regions of what was read on them.
fn draw(
    case: &Scored,
    file: &str,
    reported: &[Document],
    pictures: &Path,
    name: &str,
) -> Result<String> {
    let bytes = fs::read(case.folder.join(file))?;
    let mut by_page: BTreeMap<u32, Vec<(Region, bool)>> = BTreeMap::new();
    let scored: Vec<_> =
        case.documents.iter().filter(|d| d.truth.file == file).flat_map(|d| &d.fields).collect();
    for (field_name, field) in reported.iter().filter(|d| d.file == file).flat_map(|d| &d.fields) {
        let known = serde_json::to_value(field_name).ok();
        let wrong = scored
            .iter()
            .any(|s| !s.right && known.as_ref().and_then(|k| k.as_str()) == Some(s.name.as_str()));
        by_page.entry(field.page).or_default().push((field.region, wrong));
    }
    let mut html = String::new();
    for page in pages(file, &bytes, &Limits::default()).map_err(|p| anyhow::anyhow!(p.message))? {
        let page = page.map_err(|p| anyhow::anyhow!(p.message))?;
        let (w, h) = page.image.dimensions();
        let (sw, sh) = if w > WIDTH { (WIDTH, h * WIDTH / w) } else { (w, h) };
        let picture = format!("{name}-{}-{}.jpg", file.replace('/', "_"), page.number);
        image::imageops::thumbnail(&page.image, sw, sh).save(pictures.join(&picture))?;
        let folder =
            pictures.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let _ = write!(
            html,
            "<div class=page style='width:{sw}px'><img src='{folder}/{}' width={sw} height={sh}><svg viewBox='0 0 {w} {h}'>",
            escape(&picture)
        );
        for (region, wrong) in by_page.get(&page.number).into_iter().flatten() {
            let points: Vec<String> =
                region.0.iter().map(|p| format!("{:.0},{:.0}", p.x, p.y)).collect();
            let _ = write!(
                html,
                "<polygon{} points='{}'/>",
                if *wrong { " class=bad" } else { "" },
                points.join(" ")
            );
        }
        html.push_str("</svg></div>");
    }
    Ok(html)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&#39;")
}
