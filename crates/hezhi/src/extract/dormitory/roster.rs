//! A list of residents in which each has a room of his own.

use super::super::address;
use super::super::label::Label;
use super::super::layout::place;
use super::super::owner::same_row;
use super::super::paper::Paper;
use super::super::run::Run;
use super::super::value;
use crate::document::{Field, FieldName, Resident};
use crate::geometry::Rect;

/// Notes the rows of the list, and that the paper's address is several people's. A list whose
/// people share one address, or that could not be told row by row, is left as it is.
pub(super) fn read(paper: &mut Paper<'_>, text: &Run) {
    let names = column(paper, &[Label::Name], |r| value::is_name(&r.trimmed().text()));
    if names.len() < 2 {
        return;
    }
    let numbers: Vec<Run> =
        value::id_numbers(text).into_iter().map(|(from, to)| text.range(from, to)).collect();
    let homes = column(paper, &[Label::Home, Label::Location], address::looks_like_address);
    let digits = |r: &Run| r.len() <= 12 && r.0.iter().any(|c| c.folded.is_ascii_digit());
    let rooms = column(paper, &[Label::Room], digits);
    let common = paper.fields.get(&FieldName::Address).cloned();
    let mut residents: Vec<Resident> = Vec::new();
    for name in &names {
        let beside = |runs: &[Run]| -> Option<Run> {
            let own = whereabouts(paper, name)?;
            let mut level = runs.iter().filter(|r| {
                whereabouts(paper, r)
                    .is_some_and(|(page, rect)| page == own.0 && same_row(&rect, &own.1))
            });
            let only = level.next()?;
            level.next().is_none().then(|| only.clone())
        };
        let address = match (beside(&homes), beside(&rooms)) {
            (Some(home), Some(room)) if !address::names_room(&home.text()) => {
                joined(paper, &home, &room)
            }
            (Some(home), _) => paper.made(FieldName::Address, &home, home.text()),
            (None, Some(room)) => common.as_ref().and_then(|c| with_room(paper, c, &room)),
            (None, None) => None,
        };
        let Some((named, address)) =
            paper.made(FieldName::Resident, &name.trimmed(), name.trimmed().text()).zip(address)
        else {
            return;
        };
        let id_number = beside(&numbers).and_then(|run| {
            let text = run.compact().to_ascii_uppercase();
            paper.made(FieldName::ResidentIdNumber, &run, text)
        });
        residents.push(Resident { name: named, id_number, address });
    }
    let first = &residents[0].address;
    if residents.iter().all(|r| r.address.text == first.text) {
        return;
    }
    let mut first = first.clone();
    first.doubt = Some("名单上各人的地址不同".into());
    paper.fields.insert(FieldName::Address, first);
    paper.fields.remove(&FieldName::RoomPart);
    paper.residents = residents;
}

/// The values below the heads of a table's columns, one for each row of print.
fn column(paper: &Paper<'_>, labels: &[Label], fits: impl Fn(&Run) -> bool) -> Vec<Run> {
    let pieces = paper.cells(labels).flat_map(|cell| &cell.values);
    pieces.map(|piece| piece.run.clone()).filter(|run| fits(run)).collect()
}

/// The page and the place on it of a run.
fn whereabouts(paper: &Paper<'_>, run: &Run) -> Option<(usize, Rect)> {
    let page = run.0.first()?.page;
    Some((page, place(run, paper.leaves.get(page)?.page)))
}

fn joined(paper: &Paper<'_>, home: &Run, room: &Run) -> Option<Field> {
    let mut whole = home.clone();
    whole.append(room);
    paper.made(FieldName::Address, &whole, address::join(&home.text(), &room.text(), ""))
}

/// The address that the letter gives for all, with the room of one row.
fn with_room(paper: &Paper<'_>, common: &Field, room: &Run) -> Option<Field> {
    if address::names_room(&common.text) {
        return None;
    }
    let own = paper.made(FieldName::RoomPart, room, room.text())?;
    let mut parts = common.parts.clone();
    if parts.is_empty() {
        parts.push(common.part());
    }
    parts.push(own.part());
    Some(Field {
        text: address::join(&common.text, &own.text, ""),
        confidence: common.confidence.min(own.confidence),
        read_confidence: common.read_confidence.min(own.read_confidence),
        parts,
        ..common.clone()
    })
}
