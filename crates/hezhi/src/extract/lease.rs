//! 住房租赁合同备案通知书 and its sisters: the proof that a lease was filed.

use chrono::NaiveDate;

use super::address;
use super::label::{self, Label};
use super::layout::{Cell, Owned};
use super::owner::same_row;
use super::paper::{Paper, values};
use super::property;
use super::run::{Run, is_han};
use super::sentence;
use super::usage::classify;
use super::value;
use crate::document::{Field, FieldName};
use crate::geometry::Rect;

pub(super) fn read(paper: &mut Paper<'_>) {
    party(paper, FieldName::Landlord, Label::Landlord, "出租");
    party(paper, FieldName::Tenant, Label::Tenant, "承租");
    address::of_lease(paper);
    usage(paper);
    term(paper);
    filing_number(paper);
    property::area(paper);
    issued_on(paper);
    let certificate = paper.cells(&[Label::CertificateNumber]).flat_map(values).find_map(|run| {
        value::certificate_number(&run).map(|(text, from, to)| (run.range(from, to), text))
    });
    if let Some((run, text)) = certificate {
        paper.set_as(FieldName::CertificateNumber, &run, text);
    }
}

/// Landlord or tenant: beside its label, or before it in brackets (`李四（承租人）`).
fn party(paper: &mut Paper<'_>, name: FieldName, label: Label, word: &str) {
    let named = |r: &Run| value::names(r).iter().any(|n| value::is_name(&n.text()));
    let found = paper.value(&[label], named).or_else(|| {
        let layouts = &paper.layouts;
        layouts.iter().flat_map(address::rows).find_map(|row| {
            let marks = [format!("({word}人)"), format!("({word}方)")];
            let at = marks.iter().find_map(|m| row.find(m))?;
            let from = (0..at)
                .rev()
                .find(|&i| matches!(row.0[i].folded, ')' | ':' | '。' | ';'))
                .map_or(0, |i| i + 1);
            let run = row.range(from, at).trimmed();
            named(&run).then_some(run)
        })
    });
    let found = found
        .or_else(|| below_head(paper, label))
        .or_else(|| beside_group(paper, label))
        .or_else(|| {
            sentence::party(&address::flow(paper), &[&format!("{word}人"), &format!("{word}方")])
        })
        .or_else(|| addressee(paper, label));
    if let Some(run) = found.or_else(|| {
        paper.value(&[label], |r| {
            r.0.iter().filter(|c| is_han(c.folded)).count() >= 2 && r.len() <= 40
        })
    }) {
        // A clause ends with its sentence.
        let end = run
            .0
            .iter()
            .position(|c| matches!(c.folded, '。' | ';'))
            .filter(|&end| end >= 2)
            .unwrap_or(run.len());
        paper.set_names(name, &run.range(0, end));
    }
}

/// Whom a notice is written to: `周文博：你（单位）与出租人…` names the tenant above its first
/// sentence, and one that speaks of the 承租人 the landlord. `苏云、周文博：你们…` names both, in the
/// order of every form: the landlord first.
fn addressee(paper: &Paper<'_>, label: Label) -> Option<Run> {
    let other = if label == Label::Tenant { "出租" } else { "承租" };
    let text = address::flow(paper);
    let at = ["你(单位)", "你单位", "你", "您"].iter().find_map(|w| text.find(w))?;
    let sentence = text.range(at, at + 12);
    let both = sentence.contains("你们");
    (both || sentence.contains(&format!("与{other}"))).then_some(())?;
    let lines = paper.layouts.first()?.lines.iter();
    let written = lines.map(|line| &line.run).filter_map(|run| {
        let named = run.0.last().is_some_and(|c| c.folded == ':') && run.len() <= 41;
        named.then(|| run.range(0, run.len().saturating_sub(1)).trimmed())
    });
    let is_name = |run: &Run| value::is_name(&run.text());
    if !both {
        return written.into_iter().find(is_name);
    }
    let mut parties = written
        .map(|run| value::names(&run))
        .find(|names| names.len() == 2 && names.iter().all(is_name))?;
    if label == Label::Tenant { parties.pop() } else { parties.into_iter().next() }
}

/// The name in the column of a party: 出租方 and 承租方 head two columns, and 姓名 is a row.
fn below_head(paper: &Paper<'_>, label: Label) -> Option<Run> {
    let other = if label == Label::Tenant { Label::Landlord } else { Label::Tenant };
    paper.layouts.iter().find_map(|layout| {
        let head = |wanted: Label| {
            layout
                .cells
                .iter()
                .find(|c| c.label == wanted && c.values.iter().all(|v| v.how == Owned::Column))
                .map(|c| c.rect)
        };
        let (own, other) = (head(label)?, head(other)?);
        let rows: Vec<&Cell> = layout
            .cells
            .iter()
            .filter(|c| matches!(c.label, Label::Name | Label::Enterprise) && c.rect.top > own.top)
            .collect();
        let beside = layout.free.iter().filter(|p| rows.iter().any(|c| same_row(&c.rect, &p.rect)));
        let mut pieces = rows
            .iter()
            .flat_map(|c| &c.values)
            .chain(beside)
            .filter(|p| value::names(&p.run).iter().any(|n| value::is_name(&n.text())));
        let offset = |x: f32, head: &Rect| (head.center().x - x).abs();
        pieces
            .find(|p| offset(p.rect.center().x, &own) < offset(p.rect.center().x, &other))
            .map(|p| p.run.clone())
    })
}

/// The name in the rows of a group: 出租方 stands beside several rows, one of them 姓名/名称.
fn beside_group(paper: &Paper<'_>, label: Label) -> Option<Run> {
    paper.layouts.iter().find_map(|layout| {
        // A merged cell is often read sideways.
        let sideways = || {
            layout
                .side
                .iter()
                .find(|l| label::exact(&l.run.folded()) == Some(label))
                .map(|l| l.rect)
        };
        let head = layout
            .cells
            .iter()
            .find(|c| c.label == label && c.values.is_empty())
            .map(|c| c.rect)
            .or_else(sideways)?;
        let apart = |c: &Cell| (c.rect.center().y - head.center().y).abs();
        let names = layout.cells.iter().filter(|c| {
            matches!(c.label, Label::Name | Label::Enterprise)
                && c.rect.left > head.right
                && apart(c) < 5.0 * c.rect.height()
        });
        let nearest = names.min_by(|a, b| apart(a).total_cmp(&apart(b)))?;
        values(nearest)
            .into_iter()
            .find(|r| value::names(r).iter().any(|n| value::is_name(&n.text())))
    })
}

/// What the home is let for; where the notice prints the house's usage as well, the two have to
/// agree.
fn usage(paper: &mut Paper<'_>) {
    let find = |labels: &[Label]| {
        paper
            .value(labels, |r| (1..=20).contains(&r.len()))
            .map(|r| property::until_separator(&r).trimmed())
    };
    let (let_for, house) = (find(&[Label::LeaseUsage]), find(&[Label::HouseUsage, Label::Usage]));
    let house = match &house {
        // In a sentence the label is followed by 为, and the sentence goes on behind the value.
        Some(run) if run.folded().starts_with(['为', '是']) || run.contains(")") => {
            sentence::usage(&address::flow(paper)).or(house)
        }
        Some(_) => house,
        None if let_for.is_none() => sentence::usage(&address::flow(paper)),
        None => None,
    };
    let Some(run) = let_for.as_ref().or(house.as_ref()) else { return };
    paper.set_usage(FieldName::Usage, run);
    if let (Some(let_for), Some(house)) = (&let_for, &house)
        && classify(&let_for.compact()) != classify(&house.compact())
    {
        paper.doubt(FieldName::Usage, "租赁用途与房屋用途不一致");
    }
}

fn term(paper: &mut Paper<'_>) {
    let candidates = paper.cells(&[Label::LeaseTerm]).flat_map(|c| {
        let mut all = values(c);
        // Under a head row the two dates can stand in two lines.
        if all.len() > 1 {
            let mut joined = Run::default();
            all.iter().for_each(|r| joined.append(r));
            all.push(joined);
        }
        all
    });
    let both = candidates.into_iter().find_map(|r| match value::dates(&r).as_slice() {
        [start, end, ..] => {
            Some((r.range(start.from, start.to), start.date, r.range(end.from, end.to), end.date))
        }
        _ => None,
    });
    if let Some((start_run, start, end_run, end)) = both {
        paper.set_as(FieldName::LeaseStart, &start_run, start.to_string());
        paper.set_as(FieldName::LeaseEnd, &end_run, end.to_string());
    }
    for (name, label) in
        [(FieldName::LeaseStart, Label::LeaseStart), (FieldName::LeaseEnd, Label::LeaseEnd)]
    {
        let found = paper
            .cells(&[label])
            .flat_map(values)
            .find_map(|r| value::dates(&r).first().map(|d| (r.range(d.from, d.to), d.date)));
        if let Some((run, date)) = found {
            paper.set_as(name, &run, date.to_string());
        }
    }
    if !paper.fields.contains_key(&FieldName::LeaseEnd) {
        term_in_text(paper);
    }
    if !paper.fields.contains_key(&FieldName::LeaseEnd) {
        term_in_sentences(paper);
    }
    let backwards =
        match (paper.fields.get(&FieldName::LeaseStart), paper.fields.get(&FieldName::LeaseEnd)) {
            (Some(start), Some(end)) => start.text >= end.text,
            _ => false,
        };
    if backwards {
        paper.doubt(FieldName::LeaseStart, "租期起止颠倒");
        paper.doubt(FieldName::LeaseEnd, "租期起止颠倒");
    }
}

/// A term whose label was lost or stands in a sentence: two dates with 至 between them.
fn term_in_text(paper: &mut Paper<'_>) {
    let rows: Vec<Run> = paper.layouts.iter().flat_map(address::rows).collect();
    let joined = rows.windows(2).map(|w| {
        let mut run = w[0].clone();
        run.append(&w[1]);
        run
    });
    let found = rows.iter().cloned().chain(joined).find_map(|row| {
        let dates = value::dates(&row);
        dates.windows(2).find_map(|w| {
            let between = row.range(w[0].to, w[1].from).folded();
            let joins = between.chars().count() <= 4
                && between.chars().any(|c| matches!(c, '至' | '-' | '~' | '到'));
            joins.then(|| {
                (row.range(w[0].from, w[0].to), w[0].date, row.range(w[1].from, w[1].to), w[1].date)
            })
        })
    });
    if let Some((start_run, start, end_run, end)) = found {
        paper.set_as(FieldName::LeaseStart, &start_run, start.to_string());
        paper.set_as(FieldName::LeaseEnd, &end_run, end.to_string());
    }
}

/// A term whose two ends stand in sentences of their own: 起租日为…, 租期于…届满.
fn term_in_sentences(paper: &mut Paper<'_>) {
    let text = address::flow(paper);
    for dated in value::dates(&text) {
        let before = text.range(dated.from.saturating_sub(8), dated.from).folded();
        let behind = text.range(dated.to, dated.to + 4).folded();
        let begins =
            ["起租", "开始", "起始", "租期自", "期限自"].iter().any(|w| before.contains(w));
        let ends = ["届满", "期满", "到期", "终止", "止"].iter().any(|w| behind.starts_with(w))
            || ["终止日", "到期日", "届满日", "截止"].iter().any(|w| before.contains(w));
        let name = match (begins, ends) {
            (true, false) => FieldName::LeaseStart,
            (false, true) => FieldName::LeaseEnd,
            _ => continue,
        };
        paper.set_as(name, &text.range(dated.from, dated.to), dated.date.to_string());
    }
}

/// 3101 and the district's two digits, a year, and a running number: 3101012026041439671.
fn begins_with_district_code(run: &Run) -> bool {
    let text = run.compact();
    let number = text.strip_prefix("回执号").unwrap_or(&text).trim_start_matches([':', '：']);
    (16..=20).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit())
        && number.starts_with("3101")
        && number.get(6..8) == Some("20")
}

fn filing_number(paper: &mut Paper<'_>) {
    let number =
        |r: &Run| r.0.iter().filter(|c| c.folded.is_ascii_digit()).count() >= 4 && r.len() <= 40;
    let named = paper.value(&[Label::FilingNumber], number);
    // 编号 alone is the notice's own number; 合同编号 is the contract's.
    let plain = || {
        paper
            .cells(&[Label::Other])
            .filter(|c| c.name.compact() == "编号")
            .flat_map(values)
            .find(|r| number(r))
    };
    // A number below the title needs no label: 沪徐租备2025130741, SH2026097282760, or the
    // district's code, the year and a running number.
    let bare = || {
        let office = |r: &Run| {
            r.contains("租备") || r.folded().starts_with("SH") || begins_with_district_code(r)
        };
        paper
            .layouts
            .iter()
            .flat_map(|l| &l.free)
            .map(|p| p.run.clone())
            .find(|r| office(r) && r.len() <= 30 && number(r))
    };
    let said = || {
        let text = address::flow(paper);
        let at = ["备案号为", "备案编号为", "备案证明号为", "编号为"]
            .iter()
            .find_map(|w| text.find(w).map(|at| at + w.chars().count()))?;
        let end = (at..text.len())
            .find(|&i| matches!(text.0[i].folded, '。' | ',' | ';'))
            .unwrap_or(text.len());
        Some(text.range(at, end)).filter(|r| number(r))
    };
    if let Some(run) = named.or_else(plain).or_else(bare).or_else(said) {
        let run = run.trimmed();
        let from = ["No.", "NO.", "No", "NO", "编号", "回执号"]
            .iter()
            .find(|w| run.folded().starts_with(**w))
            .map_or(0, |w| w.chars().count());
        let from = run.find("沪").map_or(from, |at| at.max(from));
        let run = run.from(from).trimmed();
        // …第0012345号 ends the number; what follows is another print.
        let digit = (0..run.len())
            .rev()
            .find(|&i| run.0[i].folded.is_ascii_digit())
            .map_or(run.len(), |i| i + 1);
        let end =
            if run.0.get(digit).is_some_and(|c| c.folded == '号') { digit + 1 } else { digit };
        let run = run.range(0, end);
        let text = run.compact();
        paper.set_as(FieldName::FilingNumber, &run, text);
    }
}

/// When it was filed. The day on which the lease ends is never it, and the day on which it begins
/// only where a label says so.
fn issued_on(paper: &mut Paper<'_>) {
    let date_of = |name| paper.fields.get(&name).map(|field: &Field| field.text.clone());
    let (start, end) = (date_of(FieldName::LeaseStart), date_of(FieldName::LeaseEnd));
    let labelled = paper.cells(&[Label::IssuedOn]).flat_map(values).find_map(|r| {
        let dates = value::dates(&r);
        let filed = dates.iter().find(|d| Some(d.date.to_string()) != end)?;
        Some((r.range(filed.from, filed.to), filed.date))
    });
    let last = || {
        address::last_date(paper)
            .filter(|(_, date)| ![&start, &end].contains(&&Some(date.to_string())))
    };
    let printed = || {
        let cells = paper.cells(&[Label::Other]);
        cells.filter(|c| c.name.folded().starts_with("打印")).flat_map(values).find_map(|r| {
            let date = *value::dates(&r).first()?;
            Some((r.range(date.from, date.to), date.date))
        })
    };
    if let Some((run, date)) = labelled.or_else(|| said(paper)).or_else(last).or_else(printed) {
        paper.set_as(FieldName::IssuedOn, &run, date.to_string());
    }
}

/// The day in a sentence such as `合同已于2025年3月6日备案`.
fn said(paper: &Paper<'_>) -> Option<(Run, NaiveDate)> {
    let text = address::flow(paper);
    value::dates(&text).into_iter().find_map(|d| {
        let after = text.range(d.to, d.to + 6).folded();
        let filed = ["备案", "予以备案", "登记备案", "办理备案", "完成备案", "经备案", "网签备案"];
        let before = text.range(d.from.saturating_sub(1), d.from).folded();
        (before == "于" && filed.iter().any(|w| after.starts_with(w)))
            .then(|| (text.range(d.from, d.to), d.date))
    })
}
