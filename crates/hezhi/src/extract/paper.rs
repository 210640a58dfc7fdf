//! One paper while it is being read: its pages taken apart and the fields found so far.

use std::collections::BTreeMap;

use super::doubt;
use super::label::Label;
use super::layout::{Cell, Layout};
use super::run::Run;
use super::usage;
use super::value;
use crate::address::simplified;
use crate::document::{Field, FieldName, Kind, Resident};
use crate::text::PageText;

/// Traditional glyphs that the reader, who knows both scripts, takes pale simplified ones for.
/// Others may stand in a name for what they are.
const TAKEN_FOR_TRADITIONAL: &str = "黃瑤靜靑淸眞吳呂內戶沒產絕綠顏爲說稅銳閱彥";

/// A page of a paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf<'a> {
    /// Its file, where that is not the one that the paper is in.
    pub file: Option<&'a str>,
    pub page: &'a PageText,
}

pub(super) struct Paper<'a> {
    pub kind: Kind,
    pub leaves: Vec<Leaf<'a>>,
    pub layouts: Vec<Layout>,
    pub fields: BTreeMap<FieldName, Field>,
    pub residents: Vec<Resident>,
}

impl<'a> Paper<'a> {
    /// The cells with one of the labels, in reading order over all pages.
    pub fn cells<'b>(&'b self, labels: &'b [Label]) -> impl Iterator<Item = &'b Cell> {
        self.layouts.iter().flat_map(|l| l.cells.iter()).filter(|c| labels.contains(&c.label))
    }

    /// The first value of such a label for which `fits` holds.
    pub fn value(&self, labels: &[Label], fits: impl Fn(&Run) -> bool) -> Option<Run> {
        self.cells(labels).flat_map(values).find(|run| fits(run))
    }

    /// Notes a field whose text is what the run prints.
    pub fn set(&mut self, name: FieldName, run: &Run) {
        let text = run.text();
        self.set_as(name, run, text);
    }

    /// Notes a field with `text`, the normal form of what `run` prints. The first value stays.
    pub fn set_as(&mut self, name: FieldName, run: &Run, text: String) {
        if text.is_empty() || run.is_empty() || self.fields.contains_key(&name) {
            return;
        }
        if let Some(field) = self.field(name, run, text) {
            self.fields.insert(name, field);
        }
    }

    /// Notes a usage with its class.
    pub fn set_usage(&mut self, name: FieldName, run: &Run) {
        let run = &ticked(run);
        // The next clause, or the label of the next row, read along: 居住租赁期间, 居住起至2026年.
        let next = ["租赁期", "租期", "起至", "起止", "租赁部位", "租赁面积", "建筑面积"];
        let end = next.iter().filter_map(|w| run.find(w)).filter(|&at| at >= 2).min();
        let run = &run.range(0, end.unwrap_or(run.len()));
        let run = run.range(0, usage::without_side_header(&run.compact()));
        // 用途为居住 in a clause, and the area of the next column read along: 住宅57.09.
        let run = if run.folded().starts_with(['为', '是']) { run.from(1) } else { run };
        let area = |c: char| c.is_ascii_digit() || matches!(c, '.' | '㎡' | 'm');
        let end = run.0.iter().rposition(|c| !area(c.folded)).map_or(run.len(), |last| last + 1);
        let run = run.range(0, end);
        let text = run.compact();
        self.set_as(name, &run, text.clone());
        if let Some(field) = self.fields.get_mut(&name) {
            field.class.get_or_insert(usage::classify(&text));
        }
    }

    /// Notes names, joined by 、.
    pub fn set_names(&mut self, name: FieldName, run: &Run) {
        let names = value::names(run);
        let good: Vec<&Run> = names.iter().filter(|n| value::is_name(&n.text())).collect();
        let (chosen, text) = if good.is_empty() {
            (run.clone(), run.text())
        } else {
            let mut chosen = Run::default();
            good.iter().for_each(|n| chosen.append(n));
            (chosen, good.iter().map(|n| n.text()).collect::<Vec<_>>().join("、"))
        };
        let text = text
            .chars()
            .map(|c| if TAKEN_FOR_TRADITIONAL.contains(c) { simplified(c) } else { c })
            .collect();
        // What a stamp or a watermark prints over the cell is no name and no reason for doubt.
        let stamped = |n: &Run| {
            ["专用", "业务", "盖章", "印章", "公章", "受理", "收件", "复印", "核对", "一致"]
                .iter()
                .any(|w| n.contains(w))
        };
        let odd =
            good.is_empty() || names.iter().any(|n| !value::is_name(&n.text()) && !stamped(n));
        let new = !self.fields.contains_key(&name);
        self.set_as(name, &chosen, text);
        if odd && new {
            self.doubt(name, "姓名或名称不完整或夹有其他文字");
        }
    }

    /// Adds a reason for doubt to a field.
    pub fn doubt(&mut self, name: FieldName, reason: &str) {
        if let Some(field) = self.fields.get_mut(&name) {
            doubt::add(field, reason);
        }
    }

    /// A field that is not noted on the paper itself, such as one of a row of a list.
    pub fn made(&self, name: FieldName, run: &Run, text: String) -> Option<Field> {
        (!text.is_empty()).then(|| self.field(name, run, text)).flatten()
    }

    fn field(&self, name: FieldName, run: &Run, text: String) -> Option<Field> {
        let parts = run.parts(&self.leaves);
        let first = parts.first()?;
        let mut field = Field {
            text,
            class: None,
            confidence: doubt::confidence(name, run),
            read_confidence: doubt::confidence(name, run),
            file: first.file.clone(),
            page: first.page,
            region: first.region,
            doubt: None,
            second_reading: None,
            corrected: None,
            parts: Vec::new(),
        };
        if parts.len() > 1 {
            field.parts = parts;
        }
        for reason in doubt::in_run(name, run) {
            doubt::add(&mut field, &reason);
        }
        Some(field)
    }
}

/// Of options with boxes before them (☑居住 □办公 □商业) the one that is ticked; the whole where
/// none is, or several.
fn ticked(run: &Run) -> Run {
    let mark = |c: char| "☑√✓☒■✔".contains(c);
    let boxes = |c: char| mark(c) || c == '□';
    let marks: Vec<usize> = (0..run.len()).filter(|&i| mark(run.0[i].folded)).collect();
    let [at] = marks.as_slice() else { return run.clone() };
    let end = (at + 1..run.len()).find(|&i| boxes(run.0[i].folded)).unwrap_or(run.len());
    let option = run.range(at + 1, end).trimmed();
    if option.is_empty() { run.clone() } else { option }
}

/// The values of a cell: the one beside its label, or those below it.
pub(super) fn values(cell: &Cell) -> Vec<Run> {
    let beside = cell.value();
    if !beside.is_empty() {
        return vec![beside];
    }
    cell.column()
}
