//! The whole dwelling, put together from the cells that print its parts.

use chrono::NaiveDate;

use super::label::Label;
use super::layout::{Cell, Layout, Line, Owned, rows_of};
use super::owner::same_row;
use super::paper::{Paper, values};
use super::run::{Run, is_han};
use super::usage;
use super::value;
use crate::document::FieldName;

/// Values that have to begin at the same left edge to be a column.
const IN_COLUMN: usize = 3;

/// Address of a certificate or extract: 坐落 with 幢号 where it names no door, and 室号部位.
pub(super) fn of_certificate(paper: &mut Paper<'_>) {
    let rooms = rooms(paper);
    if let [room] = rooms.as_slice() {
        paper.set(FieldName::RoomPart, room);
    } else if !rooms.is_empty() {
        let mut all = Run::default();
        rooms.iter().for_each(|r| all.append(r));
        let text = rooms.iter().map(Run::compact).collect::<Vec<_>>().join("、");
        paper.set_as(FieldName::RoomPart, &all, text);
    }
    let building = paper.value(&[Label::Building], |r| {
        !usage::is_elsewhere(&r.compact()) && r.0.iter().any(|c| c.folded.is_ascii_digit())
    });
    assemble(paper, building.as_ref(), &rooms);
    if let Some(building) = building {
        against_building(paper, &building);
    }
}

/// The place whose label was not found: the only line among the values that says an address, with
/// no label in its row.
fn unlabelled(paper: &Paper<'_>) -> Option<Run> {
    if paper.cells(&[Label::Location]).next().is_some() {
        return None;
    }
    let mut found = paper.layouts.iter().flat_map(|layout| {
        let values = layout.cells.iter().flat_map(|c| &c.values);
        let lefts: Vec<f32> = values.filter(|p| p.how == Owned::Row).map(|p| p.rect.left).collect();
        layout.free.iter().filter(move |piece| {
            let near = |left: &&f32| (**left - piece.rect.left).abs() < piece.rect.height();
            let text = piece.run.folded();
            lefts.iter().filter(near).count() >= IN_COLUMN
                && looks_like_address(&piece.run)
                && ["路", "街", "村", "弄"].iter().any(|w| text.contains(w))
                && text.contains(['号', '室'])
                && !layout.cells.iter().any(|c| same_row(&c.rect, &piece.rect))
        })
    });
    let only = found.next()?;
    found.next().is_none().then(|| clean(&only.run))
}

/// A register prints lane and door a second time in 幢号. Where the two differ, one of them was
/// misread, or the paper contradicts itself.
fn against_building(paper: &mut Paper<'_>, building: &Run) {
    let printed = building.compact();
    let Some(address) = paper.fields.get(&FieldName::Address) else { return };
    let differs =
        |word: char| match (number_before(&printed, word), number_before(&address.text, word)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        };
    if number_before(&printed, '弄').is_some() && (differs('弄') || differs('号')) {
        paper.doubt(FieldName::Address, &format!("坐落与幢号不一致，幢号读作「{printed}」"));
    }
}

/// The digits that stand before the first such word.
fn number_before(text: &str, word: char) -> Option<&str> {
    let before = text.get(..text.find(word)?)?.trim_end();
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    before.get(digits..).filter(|number| !number.is_empty())
}

/// Address of a lease filing: 房屋坐落 with 租赁部位 where it names a room.
pub(super) fn of_lease(paper: &mut Paper<'_>) {
    // 租赁部位：整套 beside 室号部位：607: the number is the room.
    let numbered = |r: &Run| r.0.iter().any(|c| c.folded.is_ascii_digit());
    let part = paper
        .value(&[Label::Room], numbered)
        .or_else(|| paper.value(&[Label::Room], |r| !r.is_empty()))
        .map(|r| clean(&r));
    if let Some(part) = &part {
        paper.set(FieldName::RoomPart, part);
    }
    let rooms: Vec<Run> =
        part.into_iter().filter(|p| p.0.iter().any(|c| c.folded.is_ascii_digit())).collect();
    assemble(paper, None, &rooms);
}

fn assemble(paper: &mut Paper<'_>, building: Option<&Run>, rooms: &[Run]) {
    let said = || super::sentence::address(&flow(paper)).map(|run| (run, false));
    let alone = || unlabelled(paper).map(|run| (run, false));
    let Some((location, unsure)) = location(paper).or_else(said).or_else(alone) else { return };
    let mut run = location.clone();
    let mut text = location.text();
    let door = location.contains("号") || location.contains("室");
    // A register prints lane and building a second time in 幢号.
    let known = |b: &&Run| location.contains(&b.folded());
    if let Some(building) = building.filter(|b| !door && !known(b)) {
        run.append(building);
        text = join(&text, "", &building.text());
    }
    if let [room] = rooms
        && !names_room(&text)
    {
        run.append(room);
        text = join(&text, &room.text(), "");
    }
    // Specks of dirt between the pieces are no part of them.
    let text: String =
        text.chars().filter(|c| !matches!(c, '·' | '\'' | '`' | '_' | '|')).collect();
    paper.set_as(FieldName::Address, &run, text.clone());
    if unsure {
        paper.doubt(FieldName::Address, "坐落栏的下一行可能也是地址");
    }
    if rooms.len() > 1 {
        paper.doubt(FieldName::Address, "证上有多个室号部位");
    }
    if let [room] = rooms
        && names_room(&location.text())
        && !digits(&location.text()).last().is_some_and(|d| digits(&room.text()).contains(d))
    {
        paper.doubt(FieldName::Address, "坐落与室号部位写的室号不一致");
    }
    if text.ends_with(['弄', '路', '街', '村', '道']) {
        paper.doubt(FieldName::Address, "地址似乎没有读全");
    }
}

/// The room cells' values, each once, without those that point to another page.
fn rooms(paper: &Paper<'_>) -> Vec<Run> {
    let mut rooms: Vec<Run> = Vec::new();
    let cells: Vec<&Cell> = paper.cells(&[Label::Room]).collect();
    let several = cells.len() > 1;
    let homes = cells.iter().filter(|c| !several || !(counts(c) || is_beside_parking(paper, c)));
    for run in homes.flat_map(|c| of_homes(paper, c)) {
        let run = clean(&run);
        let known = rooms.iter().any(|r| r.compact() == run.compact());
        if !run.is_empty() && !known && !usage::is_elsewhere(&run.compact()) && run.len() <= 24 {
            rooms.push(run);
        }
    }
    // The parking space beside the home is no room of it.
    let parking = |r: &Run| ["车位", "车库", "储藏"].iter().any(|w| r.contains(w));
    if rooms.iter().any(|r| !parking(r)) {
        rooms.retain(|r| !parking(r));
    }
    rooms
}

/// Whether the usage in a remark's row is that of a parking space: 住宅用地/车库 beside 部位：B1-118.
fn is_beside_parking(paper: &Paper<'_>, cell: &Cell) -> bool {
    let lines = paper.layouts.get(cell.page).map(|l| l.lines.as_slice()).unwrap_or_default();
    cell.inline
        && lines.iter().any(|line| {
            let text = line.run.compact();
            let usage = text.rsplit(['/', '／', '：', ':']).next().unwrap_or_default();
            line.run.len() <= 16 && same_row(&line.rect, &cell.rect) && usage::is_parking(usage)
        })
}

/// Whether a column only counts its rows: 序号 misread as 房号.
fn counts(cell: &Cell) -> bool {
    let rows = cell.column();
    rows.len() > 1 && rows.iter().enumerate().all(|(i, r)| r.compact() == (i + 1).to_string())
}

/// The values of a room cell, without those of the rows that list a parking space.
fn of_homes(paper: &Paper<'_>, cell: &Cell) -> Vec<Run> {
    let parking = |usage: &Run| usage::is_parking(&usage.compact());
    without_parking(paper, cell, &[Label::HouseUsage, Label::Usage], parking)
}

/// The values of a column, without those of the rows where the column `beside` tells of a parking
/// space. Where every row is one, they all stay: it is what the paper is about.
pub(super) fn without_parking(
    paper: &Paper<'_>,
    cell: &Cell,
    beside: &[Label],
    parking: impl Fn(&Run) -> bool,
) -> Vec<Run> {
    let own = values(cell);
    let beside = paper
        .cells(beside)
        .filter(|c| c.page == cell.page)
        .map(Cell::column)
        .find(|rows| own.len() > 1 && rows.len() == own.len());
    let Some(beside) = beside.filter(|rows| !rows.iter().all(&parking)) else { return own };
    own.into_iter().zip(&beside).filter(|(_, row)| !parking(row)).map(|(value, _)| value).collect()
}

/// The location and whether its end is unsure.
fn location(paper: &Paper<'_>) -> Option<(Run, bool)> {
    let mut fallback = None;
    for cell in paper.cells(&[Label::Location]) {
        let (run, unsure) = of_cell(cell);
        if run.is_empty() || usage::is_elsewhere(&run.compact()) {
            continue;
        }
        if looks_like_address(&run) {
            return Some((run, unsure));
        }
        fallback.get_or_insert((run, true));
    }
    fallback.filter(|(run, _)| run.0.iter().filter(|c| is_han(c.folded)).count() >= 2)
}

/// The address that a cell prints. Further lines that cannot be part of an address belong to a
/// row whose label was lost.
pub(super) fn of_cell(cell: &Cell) -> (Run, bool) {
    let mut run = Run::default();
    let mut unsure = false;
    let below = cell.values.iter().all(|p| p.how == Owned::Column);
    for piece in cell.values.iter().filter(|p| below || p.how != Owned::Column) {
        let text = piece.run.folded();
        let latin = text.chars().take_while(char::is_ascii_alphanumeric).count();
        let foreign = latin >= 12
            || ["国有", "使用权", "共有", "所有权", "出让", "用途", "面积"]
                .iter()
                .any(|w| text.contains(w));
        if foreign && !run.is_empty() {
            unsure = true;
            break;
        }
        unsure |= piece.unsure;
        // A scanner that stutters prints a row again.
        if run.len() >= 4 && run.folded().ends_with(&text) && text.chars().count() >= 4 {
            continue;
        }
        run.append(&piece.run);
        if text.contains(['。', ';']) {
            break;
        }
    }
    (clean(&run), unsure)
}

/// Without the words before an address and what follows its end.
pub(super) fn clean(run: &Run) -> Run {
    let mut run = run.clone();
    for word in ["为", "是", "在", "其位于", "其坐落于", "坐落于", "坐落在", "位于", "本市", "坐落"]
    {
        if run.folded().starts_with(word) {
            run = run.from(word.chars().count());
        }
    }
    let mut depth = 0i32;
    let mut end = run.len();
    for (i, c) in run.0.iter().enumerate() {
        match c.folded {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = i;
                break;
            }
            ')' => depth -= 1,
            ';' | '。' | ',' => {
                end = i;
                break;
            }
            _ => {}
        }
    }
    // What a stamp or a watermark prints over the cell is no part of the address.
    let stamp = ["复核", "专用", "仅供", "作废", "业务"]
        .iter()
        .filter_map(|w| run.find(w))
        .filter(|&at| at >= 4)
        .min();
    run.range(0, stamp.map_or(end, |at| at.min(end)))
        .trim(|c| matches!(c, ':' | ';' | ',' | '。' | '.' | '、' | '_' | '|' | '/'))
}

pub(super) fn looks_like_address(run: &Run) -> bool {
    let text = run.folded();
    let digits = text.chars().any(|c| c.is_ascii_digit())
        || text.chars().any(|c| value::numeral(c).is_some());
    digits && text.contains(['路', '弄', '号', '村', '室', '街', '道', '坊', '里', '幢', '镇'])
}

/// Whether the text already names a room: something stands behind the last door or building.
pub(super) fn names_room(text: &str) -> bool {
    if text.contains('室') {
        return true;
    }
    let tail: String = match text.rfind(['号', '幢', '栋', '座', '楼']) {
        Some(at) => text[at..].chars().skip(1).collect(),
        None => return false,
    };
    tail.chars().any(|c| c.is_ascii_digit())
        || ["间", "房", "层", "阁", "楼"].iter().any(|w| tail.contains(w))
}

/// A room behind a place, with the remark that a register prints behind it (`301(复式)`) last.
pub(super) fn join(place: &str, room: &str, building: &str) -> String {
    let (base, remark) = match room.find(['(', '（']) {
        Some(at) => room.split_at(at),
        None => (room, ""),
    };
    crate::address::join(place, base, building) + remark
}

fn digits(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// The rows of a page: lines at one height, joined from left to right.
pub(super) fn rows(layout: &Layout) -> Vec<Run> {
    rows_of(layout.lines.iter().collect(), |l: &&Line| l.rect)
        .into_iter()
        .map(|row| {
            let mut run = Run::default();
            for line in row {
                let from = run.len();
                run.append(&line.run);
                if let Some(first) = run.0.get_mut(from).filter(|_| from > 0) {
                    first.gap = true;
                }
            }
            run
        })
        .collect()
}

/// The paper's text, row after row.
pub(super) fn flow(paper: &Paper<'_>) -> Run {
    let mut run = Run::default();
    paper.layouts.iter().flat_map(rows).for_each(|row| run.append(&row));
    run
}

/// The last date that stands by itself: where papers are signed. Dates beside labels of their
/// own (使用期限, 租赁期限, 成立日期) are not it.
pub(super) fn last_date(paper: &Paper<'_>) -> Option<(Run, NaiveDate)> {
    let dated = [
        Label::LeaseTerm,
        Label::LeaseStart,
        Label::LeaseEnd,
        Label::Land,
        Label::House,
        Label::OtherStatus,
    ];
    for layout in paper.layouts.iter().rev() {
        let owned = layout
            .cells
            .iter()
            .filter(|c| !dated.contains(&c.label))
            .flat_map(|c| c.values.iter())
            .filter(|v| matches!(v.how, Owned::Continued | Owned::Column));
        let mut pieces: Vec<_> = layout.free.iter().chain(owned).collect();
        pieces.sort_by(|a, b| b.rect.center().y.total_cmp(&a.rect.center().y));
        for piece in pieces {
            if let Some(d) = value::dates(&piece.run).last()
                && (d.to - d.from) * 10 >= piece.run.len() * 6
            {
                return Some((piece.run.range(d.from, d.to), d.date));
            }
        }
    }
    None
}
