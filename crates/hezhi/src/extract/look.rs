//! Which places are worth reading again.
//!
//! A second look costs a second or so a page, so it is asked for where the answer hangs on it:
//! an expected field without a value, the glyphs that make one home and not another, and lines
//! that were read with little confidence.

use super::doubt;
use super::label::Label;
use super::layout::{self, Cell};
use super::{How, Look};
use crate::document::{Document, Field, FieldName, FieldPart, Kind};
use crate::geometry::{Point, Rect, Region};
use crate::text::{FileText, PageText};

/// Below this the larger recogniser reads the line again.
const FAINT: f32 = 0.85;

/// What a paper of a kind has to say, with the labels that announce it.
fn expected(kind: Kind) -> &'static [(FieldName, &'static [Label])] {
    const PROPERTY: &[(FieldName, &[Label])] = &[
        (FieldName::Address, &[Label::Location]),
        (FieldName::Usage, &[Label::HouseUsage, Label::Usage]),
        (FieldName::Holder, &[Label::Holder]),
        (FieldName::RoomPart, &[Label::Room]),
    ];
    const LEASE: &[(FieldName, &[Label])] = &[
        (FieldName::Address, &[Label::Location]),
        (FieldName::Usage, &[Label::LeaseUsage, Label::HouseUsage, Label::Usage]),
        (FieldName::Tenant, &[Label::Tenant]),
        (FieldName::Landlord, &[Label::Landlord]),
        (FieldName::LeaseEnd, &[Label::LeaseTerm, Label::LeaseEnd]),
    ];
    const DORMITORY: &[(FieldName, &[Label])] = &[
        (FieldName::Address, &[Label::Home]),
        (FieldName::Resident, &[Label::Name]),
        (FieldName::ResidentIdNumber, &[Label::IdNumber]),
        (FieldName::Issuer, &[Label::Unit]),
        (FieldName::IssuingDepartment, &[Label::Department]),
    ];
    const CARD: &[(FieldName, &[Label])] =
        &[(FieldName::Resident, &[Label::Name]), (FieldName::ResidentIdNumber, &[Label::IdNumber])];
    match kind {
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => PROPERTY,
        Kind::LeaseRegistration => LEASE,
        Kind::DormitoryCertificate => DORMITORY,
        Kind::KinshipStatement
        | Kind::LetterOfAuthority
        | Kind::IdCard
        | Kind::HouseholdRegister => CARD,
        Kind::BusinessLicence | Kind::Unknown => &[],
    }
}

/// The places of all papers that are worth reading again.
pub(super) fn looks(files: &[FileText], documents: &[Document]) -> Vec<Look> {
    let mut looks = Vec::new();
    for document in documents {
        let Some(file) = files.iter().find(|f| f.file == document.file) else { continue };
        let pages: Vec<&PageText> =
            file.pages.iter().filter(|p| document.pages.contains(&p.page)).collect();
        missing(document, &pages, &mut looks);
        for name in
            [FieldName::Address, FieldName::Usage, FieldName::LeaseStart, FieldName::LeaseEnd]
        {
            if let Some(field) = document.field(name) {
                second(files, document, field, &mut looks);
            }
        }
        for resident in &document.residents {
            second(files, document, &resident.address, &mut looks);
        }
        faint(files, document, &mut looks);
    }
    looks
}

/// Finer detection where an expected field has no value: the rows of its labels, or the whole
/// page where no label was found either.
fn missing(document: &Document, pages: &[&PageText], looks: &mut Vec<Look>) {
    let absent: Vec<_> = expected(document.kind)
        .iter()
        .filter(|(name, _)| document.field(*name).is_none())
        .collect();
    let address = document.field(FieldName::Address);
    let cut = address.is_some_and(|f| f.doubt.as_deref().is_some_and(|d| d.contains("没有读全")));
    for page in pages {
        let layout = layout::lay_out(page, 0);
        let width = page_bounds(page);
        let mut whole = false;
        for (name, labels) in &absent {
            let empty: Vec<&Cell> = layout
                .cells
                .iter()
                .filter(|c| labels.contains(&c.label) && c.values.is_empty())
                .collect();
            for cell in &empty {
                looks.push(Look {
                    file: document.file.clone(),
                    page: page.page,
                    how: How::Finer(row(&cell.rect, &width)),
                });
            }
            whole |= empty.is_empty()
                && *name != FieldName::RoomPart
                && *name != FieldName::IssuingDepartment;
        }
        for cell in layout.cells.iter().filter(|c| cut && c.label == Label::Location) {
            looks.push(Look {
                file: document.file.clone(),
                page: page.page,
                how: How::Finer(row(&cell.rect, &width)),
            });
        }
        // Only a page that is the paper's own carries its fields: covers and plans do not.
        let own = layout.cells.len() >= 4 || pages.len() == 1;
        if whole && own && width.width() > 0.0 {
            looks.push(Look {
                file: document.file.clone(),
                page: page.page,
                how: How::Finer(width),
            });
        }
    }
}

/// A label's row, with the lines above and below it, to the right edge of the text.
fn row(label: &Rect, page: &Rect) -> Rect {
    let height = label.height();
    Rect {
        left: (label.left - height).max(page.left),
        top: (label.top - 1.5 * height).max(0.0),
        right: page.right,
        bottom: label.bottom + 2.0 * height,
    }
}

/// The rectangle of all text on the upright page, with a margin of three per cent.
fn page_bounds(page: &PageText) -> Rect {
    let Some(all) = page.lines.iter().map(|l| l.upright).reduce(|a, b| a.union(&b)) else {
        return Rect::default();
    };
    let (x, y) = (0.03 * all.width(), 0.03 * all.height());
    Rect {
        left: (all.left - x).max(0.0),
        top: (all.top - y).max(0.0),
        right: all.right + x,
        bottom: all.bottom + y,
    }
}

/// The second engine reads what identity hangs on.
fn second(files: &[FileText], document: &Document, field: &Field, looks: &mut Vec<Look>) {
    if field.second_reading.is_some() {
        return;
    }
    // 室 alone on the next line tells nothing.
    let telling = |text: &str| text.chars().any(|c| doubt::is_identity(FieldName::Address, c));
    let alone = field.parts.is_empty();
    for place in places(field).iter().filter(|p| alone || telling(&p.text)) {
        let page = page_of(files, document, place);
        let region = page.map_or(place.region, |p| widened(p, place.region));
        let how = How::Second(region);
        let file = place.file.as_ref().unwrap_or(&document.file);
        if !looks.iter().any(|l| l.file == *file && l.page == place.page && l.how == how) {
            looks.push(Look { file: file.clone(), page: place.page, how });
        }
    }
}

/// A fifth of the line's height more at the ends of a line: of 21 crops cut at the outermost
/// glyphs, Tesseract lost a glyph at the end of 7, and with this margin of none. Where text goes
/// on beside the place there is none to give: the neighbour's edge was read as a digit.
fn widened(page: &PageText, region: Region) -> Region {
    let Some(line) = page.lines.iter().find(|l| holds(&l.region, &region)) else { return region };
    let [a, b, _, d] = region.0;
    let (length, height) = (distance(a, b), distance(a, d));
    if length <= 0.0 {
        return region;
    }
    let margin = 0.2 * height / length;
    let open = |own: Point, of_line: Point| {
        if distance(own, of_line) < 0.6 * height { margin } else { 0.0 }
    };
    region.slice(-open(a, line.region.0[0]), 1.0 + open(b, line.region.0[1]))
}

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Lines that hold an identity field read with little confidence, each once and as a whole: the
/// larger recogniser's line takes the place of the first.
fn faint(files: &[FileText], document: &Document, looks: &mut Vec<Look>) {
    use FieldName::*;
    for name in [
        Address, RoomPart, Usage, Holder, Tenant, Landlord, Resident, ResidentIdNumber, LeaseStart,
        LeaseEnd, Issuer,
    ] {
        let Some(field) = document.field(name).filter(|f| f.read_confidence < FAINT) else {
            continue;
        };
        for place in places(field) {
            let Some(page) = page_of(files, document, &place) else { continue };
            let line = page
                .lines
                .iter()
                .filter(|l| holds(&l.region, &place.region))
                .min_by(|a, b| a.region.bounds().width().total_cmp(&b.region.bounds().width()));
            let Some(line) = line.filter(|l| l.weakest() < FAINT) else { continue };
            let look = Look {
                file: place.file.unwrap_or_else(|| document.file.clone()),
                page: place.page,
                how: How::Stronger(line.region),
            };
            if !looks.contains(&look) {
                looks.push(look);
            }
        }
    }
}

fn page_of<'a>(
    files: &'a [FileText],
    document: &Document,
    place: &FieldPart,
) -> Option<&'a PageText> {
    let name = place.file.as_ref().unwrap_or(&document.file);
    let file = files.iter().find(|file| file.file == *name)?;
    file.pages.iter().find(|page| page.page == place.page)
}

fn holds(line: &Region, place: &Region) -> bool {
    let (line, place) = (line.bounds(), place.bounds());
    line.overlap_x(&place) * line.overlap_y(&place) >= 0.8 * place.width() * place.height()
}

fn places(field: &Field) -> Vec<FieldPart> {
    if field.parts.is_empty() { vec![field.part()] } else { field.parts.clone() }
}
