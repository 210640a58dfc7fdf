//! How far what was read can be relied on, and where it is seen.

use super::names;
use super::thresholds::{
    ADDRESS_AS_DECLARED, AS_DECLARED, DECIDE, DECIDE_USAGE, PAGE_LINES, PAGE_WELL_READ,
};
use crate::document::{Document, Field, FieldName, FieldPart};
use crate::finding::Evidence;
use crate::judge::Case;
use crate::text::{FileText, PageText, TextLine};

/// Whether a pass or a failure may rest on the field: nothing speaks against it, and a value read
/// like it is right often enough. Only a usage has a class.
pub fn is_clear(field: &Field) -> bool {
    let enough = if field.class.is_some() { DECIDE_USAGE } else { DECIDE };
    field.doubt.is_none() && !field.text.trim().is_empty() && field.confidence >= enough
}

/// Whether a field may be taken for the very name that was declared, which it reads as.
pub fn is_clear_as_declared(field: &Field) -> bool {
    is_clear(field) || (field.doubt.is_none() && field.confidence >= AS_DECLARED)
}

/// Whether an address may be taken for the declared dwelling, which it reads as.
pub fn is_clear_as_dwelling(field: &Field) -> bool {
    is_clear(field) || (field.doubt.is_none() && field.confidence >= ADDRESS_AS_DECLARED)
}

/// Why nothing may rest on the field.
pub fn why_unclear(field: &Field) -> String {
    match &field.doubt {
        Some(doubt) => doubt.trim_end_matches('。').to_string(),
        None => {
            let percent = if field.confidence.is_finite() {
                field.confidence.clamp(0.0, 1.0) * 100.0
            } else {
                0.0
            };
            format!("识读把握{percent:.0}%，不足以判断")
        }
    }
}

/// Where the field was read, with the further places that it was put together from.
pub fn evidence(document: &Document, field: &Field) -> Vec<Evidence> {
    let place = |part: &FieldPart| Evidence {
        file: part.file.as_ref().unwrap_or(&document.file).clone(),
        page: part.page,
        region: part.region,
        text: part.text.clone(),
        confidence: part.confidence,
    };
    let first = place(&field.part());
    // The parts begin with the first place again, or only go on from it.
    let further = field
        .parts
        .iter()
        .filter(|part| {
            (&part.file, part.page, part.region) != (&field.file, field.page, field.region)
        })
        .map(place);
    std::iter::once(first).chain(further).collect()
}

/// The evidence of a field, or none where the paper does not have it.
pub fn evidence_of(document: &Document, name: FieldName) -> Vec<Evidence> {
    document.field(name).map(|field| evidence(document, field)).unwrap_or_default()
}

/// The pages of a paper.
pub fn pages<'a>(case: &Case<'a>, document: &'a Document) -> impl Iterator<Item = &'a PageText> {
    case.files
        .iter()
        .filter(move |file| file.file == document.file)
        .flat_map(|file| &file.pages)
        .filter(move |page| document.pages.contains(&page.page))
}

/// A whole page as evidence, for what is said of the page and not of a place on it.
pub fn whole_page(file: &FileText, page: &PageText, text: String) -> Evidence {
    let rect = crate::geometry::Rect {
        left: 0.0,
        top: 0.0,
        right: page.width as f32,
        bottom: page.height as f32,
    };
    Evidence {
        file: file.file.clone(),
        page: page.page,
        region: rect.into(),
        text,
        confidence: 1.0,
    }
}

/// Whether it may be said of the paper that something is *not* on it: every page was read, and
/// read well.
pub fn is_well_read(case: &Case, document: &Document) -> bool {
    let mut any = false;
    for page in pages(case, document) {
        if page.problem.is_some() {
            return false;
        }
        let count = page.lines.len();
        let mean = page.lines.iter().map(|l| l.confidence).sum::<f32>() / count.max(1) as f32;
        if count < PAGE_LINES || mean < PAGE_WELL_READ {
            return false;
        }
        any = true;
    }
    any
}

/// Where a name or number stands on a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Sighting {
    Clear(Evidence),
    Doubtful(Evidence),
    /// Only where two lines are joined, so that no single place shows it.
    Joined,
    None,
}

/// Looks for a name or number on a paper: in its fields, then in its lines.
pub fn find(case: &Case, document: &Document, wanted: &str) -> Sighting {
    let wanted = names::fold(wanted);
    if wanted.is_empty() {
        return Sighting::None;
    }
    let mut doubtful = None;
    let in_fields = document
        .fields
        .values()
        .filter(|field| names::fold(&field.text).contains(&wanted))
        .map(|field| (is_clear(field), evidence(document, field).into_iter().next()));
    let in_lines = pages(case, document).flat_map(|page| {
        let wanted = &wanted;
        page.lines
            .iter()
            .filter(move |line| names::fold(&line.text).contains(wanted))
            .map(move |line| (line.confidence >= DECIDE, Some(of_line(document, page, line))))
    });
    for (clear, place) in in_fields.chain(in_lines) {
        match place {
            Some(place) if clear => return Sighting::Clear(place),
            place => doubtful = doubtful.or(place),
        }
    }
    match doubtful {
        Some(place) => Sighting::Doubtful(place),
        None => over_two_lines(case, document, &wanted),
    }
}

/// Looks for a name or number that a line break divides. It is shown by the line it begins in.
fn over_two_lines(case: &Case, document: &Document, wanted: &str) -> Sighting {
    let lines: Vec<Evidence> = lines(case, document).collect();
    let divided = lines.windows(2).find(|pair| {
        let (first, second) = (names::fold(&pair[0].text), names::fold(&pair[1].text));
        // Its beginning ends the first line, and the rest begins the second.
        wanted.char_indices().skip(1).any(|(at, _)| {
            let (head, tail) = wanted.split_at(at);
            first.ends_with(head) && second.starts_with(tail)
        })
    });
    match divided {
        Some([first, second])
            if first.page == second.page && first.confidence.min(second.confidence) >= DECIDE =>
        {
            Sighting::Clear(first.clone())
        }
        _ if text(case, document).contains(wanted) => Sighting::Joined,
        _ => Sighting::None,
    }
}

/// Everything read on the paper's pages, folded, without spaces and line breaks.
pub fn text(case: &Case, document: &Document) -> String {
    let lines = pages(case, document).flat_map(|page| &page.lines).map(|line| line.text.as_str());
    let fields = document.fields.values().map(|field| field.text.as_str());
    lines.chain(fields).map(names::fold).collect()
}

/// The lines of a paper, each with its place.
pub fn lines<'a>(case: &Case<'a>, document: &'a Document) -> impl Iterator<Item = Evidence> {
    pages(case, document)
        .flat_map(move |page| page.lines.iter().map(move |line| of_line(document, page, line)))
}

fn of_line(document: &Document, page: &PageText, line: &TextLine) -> Evidence {
    Evidence {
        file: document.file.clone(),
        page: page.page,
        region: line.region,
        text: line.text.clone(),
        confidence: line.confidence,
    }
}
