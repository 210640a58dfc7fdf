//! 上海市房地产权证 and 不动产权证书, and the register's extract (产调).

use super::address;
use super::label::Label;
use super::layout::{Cell, Layout};
use super::owner::same_row;
use super::paper::{Paper, values};
use super::run::{Run, is_han};
use super::sentence;
use super::usage;
use super::value;
use crate::document::{FieldName, Kind, UsageClass};
use crate::geometry::Rect;

/// Reads all fields of a certificate or an extract.
pub(super) fn read(paper: &mut Paper<'_>) {
    if let Some(run) = in_column(paper) {
        paper.set_names(FieldName::Holder, &run);
    } else if let Some(run) = paper
        .value(&[Label::Holder], |r| value::names(r).iter().any(|n| value::is_name(&n.text())))
        .or_else(|| paper.value(&[Label::Holder], |r| !r.is_empty()))
    {
        paper.set_names(FieldName::Holder, &run);
    }
    holder_elsewhere(paper);
    if let Some(run) =
        paper.value(&[Label::CoOwnership], |r| r.0.iter().filter(|c| is_han(c.folded)).count() >= 2)
    {
        paper.set(FieldName::CoOwnership, &run.trimmed());
    }
    certificate_number(paper);
    unit_number(paper);
    area(paper);
    if let Some(run) = paper.value(&[Label::BuildingType], |r| !usage::is_elsewhere(&r.compact())) {
        let run = until_separator(&run).trimmed();
        paper.set(FieldName::BuildingType, &run.from(usize::from(run.folded().starts_with('为'))));
    }
    usages(paper);
    address::of_certificate(paper);
    issued_on(paper);
}

/// The owner where 权利人 heads a block whose columns have names of their own (姓名或名称), or where
/// a sentence names him.
fn holder_elsewhere(paper: &mut Paper<'_>) {
    let unnamed = paper
        .fields
        .get(&FieldName::Holder)
        .is_none_or(|f| !f.text.split('、').any(value::is_name));
    if !unnamed {
        return;
    }
    let named = |r: &Run| value::names(r).iter().any(|n| value::is_name(&n.text()));
    let found = paper.value(&[Label::Name], named).or_else(|| {
        sentence::party(
            &address::flow(paper),
            &["权利人为", "权利人是", "权利人:", "所有权人为", "产权人为", "权利人"],
        )
    });
    if let Some(run) = found {
        paper.fields.remove(&FieldName::Holder);
        paper.set_names(FieldName::Holder, &run);
    }
}

/// Several owners below the head of a column, a row each.
fn in_column(paper: &Paper<'_>) -> Option<Run> {
    paper.cells(&[Label::Holder]).find_map(|cell| {
        let rows: Vec<Run> = cell
            .column()
            .into_iter()
            .filter(|r| value::names(r).iter().any(|n| value::is_name(&n.text())))
            .collect();
        (cell.value().is_empty() && rows.len() > 1).then(|| {
            let mut all = Run::default();
            rows.iter().for_each(|r| all.append(r));
            all
        })
    })
}

/// Without what follows the first `;`: the next entry of a sentence.
pub(super) fn until_separator(run: &Run) -> Run {
    let end = run.0.iter().position(|c| matches!(c.folded, ';' | '。' | ',')).unwrap_or(run.len());
    run.range(0, end)
}

fn certificate_number(paper: &mut Paper<'_>) {
    let mut candidates: Vec<Run> =
        paper.cells(&[Label::CertificateNumber]).flat_map(values).collect();
    for layout in &paper.layouts {
        candidates.extend(layout.lines.iter().map(|l| l.run.clone()));
        candidates.extend(address::rows(layout));
    }
    // 原权证号 is the number of the certificate before this one.
    let former = |run: &Run| {
        let line = run.0.first().and_then(|c| {
            let page = paper.leaves.get(c.page)?.page;
            Some(page.lines.get(c.line)?.text.chars().filter(|c| !c.is_whitespace()).collect())
        });
        let line: String = line.unwrap_or_default();
        ["原权", "原证", "原产", "原房", "原不动产"].iter().any(|word| line.contains(word))
    };
    candidates.sort_by_key(|run| former(run));
    let found = candidates.iter().find_map(|run| {
        value::certificate_number(run).map(|(text, from, to)| (run.range(from, to), text))
    });
    if let Some((run, text)) = found {
        paper.set_as(FieldName::CertificateNumber, &run, text);
    } else if let Some(run) = paper.value(&[Label::CertificateNumber], |r| {
        r.0.iter().filter(|c| c.folded.is_ascii_digit()).count() >= 8
    }) {
        // The short form of an extract: 杨2015012345.
        paper.set_as(FieldName::CertificateNumber, &run.trimmed(), run.trimmed().compact());
    }
}

/// Characters of a unit number: district, cadastral area, lot, building and unit.
const WHOLE_UNIT_NUMBER: usize = 28;

fn unit_number(paper: &mut Paper<'_>) {
    let long = |r: &Run| r.0.iter().filter(|c| c.folded.is_ascii_alphanumeric()).count() >= 20;
    let found = paper.value(&[Label::UnitNumber], long);
    if let Some(run) = found {
        let mut digits =
            Run(run.0.into_iter().filter(|c| c.folded.is_ascii_alphanumeric()).collect());
        // What follows on another line once the number is whole is the number of the next row.
        let next = |i: usize| digits.0.get(i).map(|c| (c.page, c.line));
        if next(WHOLE_UNIT_NUMBER).is_some()
            && next(WHOLE_UNIT_NUMBER) != next(WHOLE_UNIT_NUMBER - 1)
        {
            digits = digits.range(0, WHOLE_UNIT_NUMBER);
        }
        paper.set_as(FieldName::UnitNumber, &digits, digits.compact());
    }
}

/// The building's area in square metres, as a plain number.
pub(super) fn area(paper: &mut Paper<'_>) {
    let number = |run: &Run| {
        let from = run.0.iter().position(|c| c.folded.is_ascii_digit())?;
        let to = run
            .0
            .iter()
            .skip(from)
            .position(|c| !c.folded.is_ascii_digit() && c.folded != '.')
            .map_or(run.len(), |n| from + n);
        let number = run.range(from, to).trim(|c| c == '.');
        number.contains(".").then_some(number).or_else(|| Some(run.range(from, to)))
    };
    for labels in [&[Label::BuildingArea][..], &[Label::Area][..]] {
        let found = paper.cells(labels).flat_map(values).find_map(|r| number(&r));
        if let Some(run) = found {
            paper.set_as(FieldName::Area, &run, run.compact());
            return;
        }
    }
}

fn issued_on(paper: &mut Paper<'_>) {
    let labelled = paper
        .cells(&[Label::IssuedOn])
        .flat_map(values)
        .find_map(|r| value::dates(&r).first().map(|d| (r.range(d.from, d.to), d.date)));
    // Beside the office that signs there may be nothing but the date.
    let signed = || {
        paper.cells(&[Label::FilingOffice]).flat_map(|c| &c.values).find_map(|piece| {
            let found = value::dates(&piece.run);
            let date = found.first().filter(|d| d.from == 0)?;
            Some((piece.run.range(date.from, date.to), date.date))
        })
    };
    let found = labelled.or_else(|| address::last_date(paper)).or_else(signed);
    if let Some((run, date)) = found {
        paper.set_as(FieldName::IssuedOn, &run, date.to_string());
    }
}

/// What the land and what the house is for.
fn usages(paper: &mut Paper<'_>) {
    let mut house: Vec<Run> = Vec::new();
    let mut land: Vec<Run> = Vec::new();
    let mut doubtful = false;
    for cell in paper.cells(&[Label::HouseUsage]) {
        house.extend(of_homes(paper, cell).iter().map(until_separator_of_usage));
    }
    for cell in paper.cells(&[Label::LandUsage]) {
        land.extend(values(cell).iter().map(until_separator_of_usage));
    }
    for layout in &paper.layouts {
        let headers: Vec<(String, Rect)> =
            layout.side.iter().map(|s| (s.run.folded(), s.rect)).collect();
        for cell in layout.cells.iter().filter(|c| c.label == Label::Usage) {
            for run in values(cell) {
                let run = until_separator_of_usage(&run);
                match side(cell, &layout.cells, &headers, &run) {
                    Side::Land => land.push(run),
                    Side::House => house.push(run),
                    Side::Both => {
                        let (l, h) = divide(&run);
                        land.extend(l);
                        house.extend(h);
                    }
                    // Of two blocks side by side, the one whose usage is a kind of land is the land's.
                    Side::Unclear if the_other_is_land(layout, cell) => house.push(run),
                    Side::Unclear => {
                        doubtful = true;
                        house.push(run);
                    }
                }
            }
        }
    }
    // In a sentence the label is followed by 为 and the next clause may stand before it.
    if (house.is_empty() || house.iter().any(|r| r.folded().starts_with('为')))
        && let Some(run) = sentence::usage(&address::flow(paper))
    {
        house = vec![run];
    }
    if (land.is_empty() || land.iter().any(|r| r.folded().starts_with('为')))
        && let Some(run) = sentence::land_usage(&address::flow(paper))
    {
        land = vec![run];
    }
    // 用途 土地：住宅；房屋：居住 in one cell.
    for layout in &paper.layouts {
        let rows: Vec<&Cell> = layout.cells.iter().filter(|c| c.label == Label::Usage).collect();
        for cell in layout.cells.iter().filter(|c| {
            c.label == Label::Other
                && rows.iter().any(|u| same_row(&u.rect, &c.rect) && u.rect.left < c.rect.left)
        }) {
            match cell.name.compact().as_str() {
                "土地" => land.extend(values(cell).iter().map(until_separator_of_usage)),
                "房屋" => house.extend(values(cell).iter().map(until_separator_of_usage)),
                _ => {}
            }
        }
    }
    land.retain(|r| !r.is_empty());
    house.retain(|r| !r.is_empty());
    set_house_usage(paper, &house, doubtful);
    if let Some(run) = land.iter().find(|r| !usage::is_elsewhere(&r.compact())).or(land.first()) {
        paper.set_usage(FieldName::LandUsage, run);
    }
    if paper.kind == Kind::PropertyRegisterExtract && !paper.fields.contains_key(&FieldName::Usage)
    {
        usage_by_type(paper);
    }
}

/// The values of a usage cell, without those of the rows whose room is a parking space: its usage
/// (特种用途, 其他) does not say so.
fn of_homes(paper: &Paper<'_>, cell: &Cell) -> Vec<Run> {
    let parking = |room: &Run| ["车位", "车库"].iter().any(|word| room.contains(word));
    address::without_parking(paper, cell, &[Label::Room], parking)
}

fn until_separator_of_usage(run: &Run) -> Run {
    // 、 and , can join two usages; a sentence's next entry follows ; or 。.
    let end = run.0.iter().position(|c| matches!(c.folded, ';' | '。')).unwrap_or(run.len());
    run.range(0, end).trimmed()
}

/// Several units have several usages: the class is that of all of them.
fn set_house_usage(paper: &mut Paper<'_>, house: &[Run], doubtful: bool) {
    let mut printed: Vec<&Run> =
        house.iter().filter(|r| !usage::is_elsewhere(&r.compact())).collect();
    // A parking space that goes with the home is a row of its own and no usage of the home.
    if printed.iter().any(|r| !usage::is_parking(&r.compact())) {
        printed.retain(|r| !usage::is_parking(&r.compact()));
    }
    let Some(first) = printed.first().copied().or(house.first()) else { return };
    let mut texts: Vec<String> = Vec::new();
    for run in &printed {
        let text = run.compact();
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    if texts.len() <= 1 {
        paper.set_usage(FieldName::Usage, first);
    } else {
        let mut all = Run::default();
        printed.iter().for_each(|r| all.append(r));
        paper.set_as(FieldName::Usage, &all, texts.join("、"));
        let class = usage::combine(texts.iter().map(|t| usage::classify(t)));
        if let Some(field) = paper.fields.get_mut(&FieldName::Usage) {
            field.class = Some(class);
        }
        paper.doubt(FieldName::Usage, "证上载明多种房屋用途");
    }
    // A refusal would rest on it, and the row of the home may only have been lost.
    let home_beside = paper.layouts.iter().flat_map(|l| &l.lines).any(|line| {
        line.run.len() <= 4 && usage::classify(&line.run.compact()) == UsageClass::Residential
    });
    if usage::is_parking(&texts.concat()) && home_beside {
        paper.doubt(FieldName::Usage, "证上另印有居住用途");
    }
    if doubtful {
        paper.doubt(FieldName::Usage, "分不清是土地用途还是房屋用途");
    }
}

/// An extract without a usage has the house type alone. Premises are clear; a home is not,
/// because 公寓 says nothing.
fn usage_by_type(paper: &mut Paper<'_>) {
    let Some(run) = paper.value(&[Label::BuildingType], |r| !r.is_empty()) else { return };
    let run = until_separator(&run).trimmed();
    paper.set_usage(FieldName::Usage, &run);
    if let Some(field) = paper.fields.get_mut(&FieldName::Usage) {
        if field.class == Some(UsageClass::Residential) {
            field.class = Some(UsageClass::Unknown);
        }
        super::doubt::add(field, "未见房屋用途，只见房屋类型");
    }
}

/// Whether the only other 用途 of the page prints a kind of land, and this one does not.
fn the_other_is_land(layout: &Layout, cell: &Cell) -> bool {
    let is_land = |c: &Cell| values(c).iter().any(|r| usage::is_land(&r.compact()));
    let mut others = layout.cells.iter().filter(|c| c.label == Label::Usage && c.rect != cell.rect);
    let only = others.next().filter(|_| others.next().is_none());
    only.is_some_and(is_land) && !is_land(cell)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Land,
    House,
    /// One cell of a new certificate for both.
    Both,
    Unclear,
}

/// Whether a cell 用途 tells of the land or of the house: by the vertical side header beside it,
/// by the rows around it, and never the house where the value is a kind of land.
fn side(cell: &Cell, cells: &[Cell], headers: &[(String, Rect)], run: &Run) -> Side {
    let blocks = cells.iter().filter(|c| c.label == Label::Land).count() >= 2
        && cells.iter().filter(|c| c.label == Label::House).count() >= 2;
    let others = cells.iter().filter(|c| c.label == Label::Usage).count() > 1;
    let new = cells.iter().any(|c| {
        matches!(
            c.name.compact().as_str(),
            "权利类型" | "权利性质" | "不动产单元号" | "权利其他状况"
        )
    });
    let one_cell = !others && (new || !blocks);
    if one_cell {
        return Side::Both;
    }
    if usage::is_land(&run.compact()) {
        return Side::Land;
    }
    let center = cell.rect.center().y;
    if let Some(side) = headed(cell, headers).or_else(|| beside(cell, cells)) {
        return side;
    }
    // The rows of each block stand together: the nearer rows tell the block.
    let pull = |wanted: &[Label], skip: &[&str]| {
        cells
            .iter()
            .filter(|c| {
                wanted.contains(&c.label)
                    && c.page == cell.page
                    && !skip.contains(&c.name.compact().as_str())
            })
            .map(|c| {
                1.0 / (1.0 + (c.rect.center().y - center).abs() / cell.rect.height().max(1.0))
                    .powi(2)
            })
            .sum::<f32>()
    };
    let land = pull(&[Label::Land], &["土地状况"]);
    let house = pull(
        &[Label::House, Label::Room, Label::BuildingArea, Label::BuildingType, Label::Building],
        &["房屋状况"],
    );
    if house > 1.5 * land {
        Side::House
    } else if land > 1.5 * house {
        Side::Land
    } else {
        Side::Unclear
    }
}

/// The block that a vertical header to the left names.
fn headed(cell: &Cell, headers: &[(String, Rect)]) -> Option<Side> {
    let of = |text: &str| {
        if text.contains('土') || text.contains('地') {
            Some(Side::Land)
        } else if text.contains('房') || text.contains('屋') {
            Some(Side::House)
        } else {
            None
        }
    };
    let known: Vec<(Side, &Rect)> =
        headers.iter().filter_map(|(text, rect)| Some((of(text)?, rect))).collect();
    let left_of_it = |r: &Rect| r.right <= cell.rect.left + cell.rect.height();
    let before: Vec<(Side, &Rect)> = known.iter().copied().filter(|(_, r)| left_of_it(r)).collect();
    let column = before.iter().map(|(_, r)| r.right).fold(f32::MIN, f32::max);
    let near: Vec<(Side, &Rect)> =
        before.into_iter().filter(|(_, r)| r.right > column - 2.0 * cell.rect.height()).collect();
    let center = cell.rect.center().y;
    if let Some((side, _)) = near.iter().find(|(_, r)| (r.top..r.bottom).contains(&center)) {
        return Some(*side);
    }
    // Of blocks side by side each has its header in a column of its own, in the middle of its
    // height: the rows above and below it are its rows as well.
    let (first, _) = *near.first()?;
    let alone = near.iter().all(|(side, _)| *side == first);
    let other =
        known.iter().any(|(side, r)| *side != first && (r.right - column).abs() > r.width());
    (alone && other).then_some(first)
}

/// The block of a cell where all labels of the land stand left of all those of the house, or the
/// other way round.
fn beside(cell: &Cell, cells: &[Cell]) -> Option<Side> {
    let lefts = |wanted: &[Label]| -> Option<(f32, f32)> {
        let own: Vec<f32> = cells
            .iter()
            .filter(|c| wanted.contains(&c.label) && c.page == cell.page)
            .map(|c| c.rect.left)
            .collect();
        let ends = own.iter().fold((f32::MAX, f32::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
        (own.len() >= 2).then_some(ends)
    };
    let land = lefts(&[Label::Land])?;
    let house = lefts(&[Label::House, Label::Room, Label::BuildingArea, Label::BuildingType])?;
    let from = |left: f32| cell.rect.left >= left - cell.rect.height();
    if land.1 < house.0 {
        Some(if from(house.0) { Side::House } else { Side::Land })
    } else if house.1 < land.0 {
        Some(if from(land.0) { Side::Land } else { Side::House })
    } else {
        None
    }
}

/// Divides `城镇住宅用地/住宅` into land and house. One value alone is the house's.
fn divide(run: &Run) -> (Option<Run>, Option<Run>) {
    let cuts: Vec<usize> =
        run.0.iter().enumerate().filter(|(_, c)| c.folded == '/').map(|(i, _)| i).collect();
    let Some(&first) = cuts.first() else {
        let run = run.trimmed();
        return if usage::is_land(&run.compact()) { (Some(run), None) } else { (None, Some(run)) };
    };
    let (before, after) = (run.range(0, first).trimmed(), run.from(first + 1).trimmed());
    if usage::is_land(&before.compact()) {
        return (Some(before), Some(after));
    }
    let same = usage::classify(&before.compact()) == usage::classify(&after.compact());
    if cuts.len() == 1 && same && usage::classify(&after.compact()) != UsageClass::Unknown {
        // 住宅/居住: land and house by the national order.
        (Some(before), Some(after))
    } else {
        (None, Some(run.trimmed()))
    }
}
