//! 集体宿舍证明: a letter, a form or a table, each unit's own.

mod roster;

use super::address;
use super::label::Label;
use super::paper::{Paper, values};
use super::run::{Run, is_han};
use super::value;
use crate::address::{Gazetteer, PieceKind, compare};
use crate::document::FieldName;

pub(super) fn read(paper: &mut Paper<'_>) {
    let text = address::flow(paper);
    resident(paper, &text);
    dwelling(paper, &text);
    roster::read(paper, &text);
    issuer(paper);
    department(paper);
    issued_on(paper);
}

/// Who lives there: several people of a table are all named.
fn resident(paper: &mut Paper<'_>, text: &Run) {
    let named: Vec<Run> = paper
        .cells(&[Label::Name])
        .flat_map(values)
        .map(|r| r.trimmed())
        .filter(|r| value::is_name(&r.text()))
        .collect();
    let numbers = value::id_numbers(text);
    let names = if named.is_empty() {
        let before: Vec<Run> =
            numbers.iter().filter_map(|(from, _)| name_before(text, *from)).collect();
        if before.is_empty() { name_after(text).into_iter().collect() } else { before }
    } else {
        named
    };
    set_all(paper, FieldName::Resident, &names, Run::text);
    let numbers: Vec<Run> = numbers.into_iter().map(|(from, to)| text.range(from, to)).collect();
    set_all(paper, FieldName::ResidentIdNumber, &numbers, |r| r.compact().to_ascii_uppercase());
    if numbers.is_empty()
        && let Some(run) = paper.value(&[Label::IdNumber], |r| {
            r.0.iter().filter(|c| c.folded.is_ascii_alphanumeric()).count() >= 8
        })
    {
        let run = Run(run
            .0
            .into_iter()
            .take_while(|c| c.folded.is_ascii_alphanumeric() || c.folded == '*')
            .collect());
        paper.set_as(FieldName::ResidentIdNumber, &run, run.compact());
    }
}

/// Notes one value or several, joined by 、.
fn set_all(paper: &mut Paper<'_>, name: FieldName, runs: &[Run], text: impl Fn(&Run) -> String) {
    let mut all = Run::default();
    let mut texts: Vec<String> = Vec::new();
    for run in runs {
        let text = text(run);
        if !texts.contains(&text) {
            texts.push(text);
            all.append(run);
        }
    }
    paper.set_as(name, &all, texts.join("、"));
}

/// The name in front of an identity number: `兹证明卫建军（身份证号：…`, `张三，男，公民身份号码…`.
pub(super) fn name_before(text: &Run, number: usize) -> Option<Run> {
    let at = |i: usize| text.0.get(i).map(|c| c.folded);
    let mut end = number;
    let mut back = |drop: &dyn Fn(char) -> bool| {
        while end > 0 && at(end - 1).is_some_and(drop) {
            end -= 1;
        }
    };
    back(&|c| matches!(c, ':' | '(' | ',' | '、' | '是' | '为'));
    back(&|c| "公民居身份证件号码编".contains(c));
    back(&|c| matches!(c, ':' | '(' | ',' | '、' | ';'));
    back(&|c| matches!(c, '性' | '别' | '男' | '女' | ':' | ',' | '、' | '('));
    let start = (0..end)
        .rev()
        .find(|&i| !at(i).is_some_and(|c| is_han(c) || c == '·'))
        .map_or(0, |i| i + 1);
    person(&text.range(start, end))
}

/// The name behind 兹证明 or 兹有.
fn name_after(text: &Run) -> Option<Run> {
    let (at, length) = ["兹证明", "兹有", "证明"]
        .iter()
        .find_map(|w| text.find(w).map(|at| (at, w.chars().count())))?;
    let end = (at + length..text.len()).find(|&i| !is_han(text.0[i].folded))?;
    let run = text.range(at + length, end);
    let stop = ["系我", "为我", "是我", "同志", "现", "系", "于", "自"]
        .iter()
        .filter_map(|w| run.find(w))
        .filter(|&p| p >= 2)
        .min()
        .unwrap_or(run.len());
    person(&run.range(0, stop))
}

/// Cuts a name out of the words around it.
pub(super) fn person(run: &Run) -> Option<Run> {
    let mut run = run.clone();
    for word in ["同志", "先生", "女士", "同学", "老师", "的", "学生", "员工", "职工"]
    {
        if run.folded().ends_with(word) && run.len() > word.chars().count() + 1 {
            run = run.range(0, run.len() - word.chars().count());
        }
    }
    let text = run.folded();
    let words = [
        "证明", "兹有", "职工", "员工", "学生", "同学", "教师", "教职工", "人员", "同志", "单位",
        "公司", "我校", "本校", "学校", "姓名", "本人", "委托人", "受托人", "承诺人", "申请人",
        "权利人", "承租人", "产权人", "与", "系", "房屋",
    ];
    let from = words
        .iter()
        .filter_map(|w| text.rfind(w).map(|b| text[..b].chars().count() + w.chars().count()))
        .max()
        .unwrap_or(0);
    let name = run.from(from);
    // 是苏宇（身份证号…）的子女: the word before a name is none of it.
    let behind = name.from(1);
    let name = match name.0.first() {
        Some(first) if first.folded == '是' && value::is_usual_name(&behind.text()) => behind,
        _ => name,
    };
    value::is_name(&name.text()).then_some(name)
}

fn dwelling(paper: &mut Paper<'_>, text: &Run) {
    // The unit's own address is not where its people live.
    let foreign = ["单位地址", "公司地址", "联系地址", "学校地址", "通讯地址"];
    let cell = paper
        .cells(&[Label::Home, Label::Location])
        .filter(|c| !foreign.contains(&c.name.compact().as_str()))
        .map(|c| (address::of_cell(c), c.name.compact()))
        .filter(|((run, _), _)| address::looks_like_address(run))
        .max_by_key(|(_, name)| (name.contains("宿"), name.contains('住')));
    // A letter head prints the unit's 地址; the sentence says where the dormitory is.
    // Of one line: below a heading 二、宿舍 the row 地址 is the form's own.
    let words = ["宿舍地址", "住宿地址", "居住地址"];
    let mut lines = paper.layouts.iter().flat_map(|layout| &layout.lines);
    let said = lines.any(|line| words.iter().any(|w| line.run.contains(w)));
    let found = match cell {
        Some((found, name)) if name != "地址" || !said => Some(found),
        cell => in_sentence(text)
            .map(|run| (run, false))
            .or(cell.map(|(found, _)| found))
            .or_else(|| on_its_own(paper).map(|run| (run, false))),
    };
    let Some((run, unsure)) = found else { return };
    let mut run = without_tail(&run);
    let building = paper
        .value(&[Label::Building], |r| {
            r.0.iter().any(|c| c.folded.is_ascii_digit()) && r.len() <= 14
        })
        .map(|r| r.trimmed());
    if let Some(building) =
        building.filter(|b| !run.contains(&b.folded()) && !address::names_room(&run.text()))
    {
        run.append(&building);
    }
    let room = paper
        .value(&[Label::Room], |r| r.0.iter().any(|c| c.folded.is_ascii_digit()) && r.len() <= 12)
        .map(|r| r.trimmed());
    let rooms = paper.cells(&[Label::Room]).map(|c| c.column().len()).max().unwrap_or(0);
    match room.filter(|_| rooms <= 1 && !address::names_room(&run.text())) {
        Some(room) => {
            let mut whole = run.clone();
            whole.append(&room);
            paper.set_as(FieldName::Address, &whole, address::join(&run.text(), &room.text(), ""));
            paper.set(FieldName::RoomPart, &room);
        }
        None => paper.set(FieldName::Address, &run),
    }
    if unsure {
        paper.doubt(FieldName::Address, "地址的下一行可能也是地址");
    }
}

/// An address in a sentence, behind the words that announce it.
pub(super) fn in_sentence(text: &Run) -> Option<Run> {
    let words = [
        "宿舍地址", "住宿地址", "居住地址", "宿舍位于", "宿舍坐落于", "宿舍坐落", "宿舍(",
        "现居住于", "现居住在", "现住于", "现住在", "居住于", "居住在", "住宿于", "住宿在", "地址",
        "位于", "坐落于", "坐落在", "坐落", "现住", "入住", "居住", "宿舍:", "宿舍,", "宿舍",
    ];
    let mut best = None;
    for word in words {
        let mut from = 0;
        while let Some(at) = text.find_from(word, from) {
            from = at + 1;
            let before = text.range(at.saturating_sub(2), at).folded();
            if word == "地址" && ["单位", "公司", "联系", "学校", "通讯"].contains(&before.as_str())
            {
                continue;
            }
            let start = (at + word.chars().count()..text.len())
                .find(|&i| !matches!(text.0[i].folded, ':' | '为' | '是' | '在' | '于' | ','))
                .unwrap_or(text.len());
            let run =
                without_tail(&address::clean(&text.range(start, (start + 60).min(text.len()))));
            if word == "宿舍" && !begins_with_district(&run) {
                continue;
            }
            if address::looks_like_address(&run) && run.len() >= 6 && begins_as_address(&run) {
                best.get_or_insert(run);
            }
        }
        if best.is_some() {
            break;
        }
    }
    best
}

/// An address that fills a line of a letter without a word that announces it. It names a room, as
/// the address of a letter head does not.
fn on_its_own(paper: &Paper<'_>) -> Option<Run> {
    let lines = paper.layouts.iter().flat_map(|layout| layout.lines.iter());
    let whole = |run: &Run| {
        let text = run.text();
        let own = compare(&text, &text, &Gazetteer::default());
        let has = |kind| own.pieces.iter().any(|piece| piece.kind == kind);
        (has(PieceKind::Road) || has(PieceKind::Village)) && has(PieceKind::Room)
    };
    let mut found = lines.map(|line| without_tail(&address::clean(&line.run))).filter(|run| {
        address::looks_like_address(run) && address::names_room(&run.text()) && whole(run)
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// 我单位集体宿舍 in front of the address is none of it.
fn begins_as_address(run: &Run) -> bool {
    let text = run.range(0, 4).folded();
    !(text.starts_with("我")
        || text.starts_with("本单")
        || text.starts_with("本公")
        || text.starts_with("集体")
        || text.starts_with("上述")
        || text.starts_with("单位")
        || text.starts_with("地址")
        || text.starts_with("自"))
}

/// 宿舍 alone announces an address where a city or a district follows: 住单位集体宿舍金山区….
fn begins_with_district(run: &Run) -> bool {
    run.folded().starts_with("上海")
        || [2, 3].iter().any(|&i| run.0.get(i).is_some_and(|c| c.folded == '区'))
}

/// Without the words that follow an address in a sentence.
fn without_tail(run: &Run) -> Run {
    let cut = [
        "我单位", "我公司", "我校", "集体宿舍", "单位宿舍", "公司宿舍", "的", "内居住", "居住",
        "情况属实", "特此", "入住", "以上", "上述", "邮编", "本证明", "此证明", "自开具",
    ]
    .iter()
    .filter_map(|w| run.find(w))
    .filter(|&p| p >= 6)
    .min()
    .unwrap_or(run.len());
    // A stroke of a seal or a rule behind the room.
    let room = (0..cut)
        .rev()
        .find(|&i| run.0.get(i).is_some_and(|c| c.folded == '室'))
        .map_or(cut, |i| i + 1);
    let cut = if cut - room <= 2 { room } else { cut };
    run.range(0, cut).trim(|c| matches!(c, ':' | ',' | '。' | '(' | '内'))
}

const MARKS: &[&str] =
    &["(盖章)", "(公章)", "(章)", "(签章)", "盖章", "(单位盖章)", "(加盖公章)", "(印章)"];

/// A line without the marks that ask for a seal.
fn unsealed(run: &Run) -> Run {
    let mut run = run.clone();
    for mark in MARKS {
        if let Some(at) = run.find(mark) {
            run = if at == 0 { run.from(mark.chars().count()) } else { run.range(0, at) };
        }
    }
    run.trim(|c| matches!(c, ':' | ',' | '。' | '(' | ')' | '_'))
}

/// The unit: beside its label, in the signature, or in the letter head.
fn issuer(paper: &mut Paper<'_>) {
    let labelled =
        paper.value(&[Label::Unit], |r| value::is_unit(&unsealed(r).text())).map(|r| unsealed(&r));
    let rows: Vec<Run> =
        paper.layouts.iter().flat_map(|l| l.lines.iter().map(|l| l.run.clone())).collect();
    let signed = rows
        .iter()
        .rev()
        .map(|r| unit_part(&unsealed(r)))
        .find_map(|u| u.filter(|u| u.len() <= 30));
    if let Some(run) = labelled.or(signed) {
        let run = unit_part(&run).unwrap_or(run);
        paper.set(FieldName::Issuer, &run);
    }
}

/// The unit's name at the head of a line such as `上海远航物流有限公司保卫部`.
fn unit_part(run: &Run) -> Option<Run> {
    let text = run.folded();
    let strong = [
        "有限责任公司", "有限公司", "公司", "大学", "学院", "学校", "中学", "小学", "医院", "集团",
        "研究所", "研究院", "委员会", "工厂", "厂", "酒店", "银行", "事务所", "幼儿园", "分厂",
        "分校",
    ];
    if text.contains([',', '。', ';'])
        || text.starts_with("兹")
        || text.contains("证明")
        || text.contains("管理服务中心")
        || text.contains("社区")
        || run.len() < 4
    {
        return None;
    }
    // The last of them: 酒店管理有限公司 goes on behind 酒店, 大学附属医院 behind 大学. A 中心 behind
    // a unit is its department.
    let ends = |word: &str| {
        text.rfind(word)
            .map(|b| text[..b].chars().count() + word.chars().count())
            .filter(|&e| e >= 4)
    };
    let end = strong.iter().filter_map(|w| ends(w)).max().or_else(|| ends("中心"))?;
    let unit = run.range(0, end);
    let colon = (0..unit.len()).rev().find(|&i| unit.0[i].folded == ':').map_or(0, |i| i + 1);
    Some(unit.from(colon)).filter(|u| u.len() >= 4)
}

/// The department that signs: 人事, 保卫 and what units call them.
fn department(paper: &mut Paper<'_>) {
    let labelled = paper
        .value(&[Label::Department], |r| is_department(&unsealed(r).compact()))
        .map(|r| unsealed(&r));
    let lines = || {
        paper
            .layouts
            .iter()
            .flat_map(|l| l.lines.iter().map(|l| l.run.clone()))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
    };
    let signed = lines().find_map(|line| {
        let line = unsealed(&line);
        let line = line.from(line.0.iter().rposition(|c| c.folded == ':').map_or(0, |at| at + 1));
        let rest = unit_part(&line).map_or(line.clone(), |unit| {
            line.from(line.len() - line.len().min(tail(&line, &unit)))
        });
        let rest = rest.trim(|c| !is_han(c) && !c.is_ascii_alphanumeric() && c != '(' && c != ')');
        is_department(&rest.compact()).then_some(rest)
    });
    // 人事部意见 beside the box where it signs.
    let opinion = || {
        lines().find_map(|line| {
            let at = line.find("意见")?;
            let run = line.range(0, at);
            is_department(&run.compact()).then_some(run)
        })
    };
    if let Some(run) = labelled.or(signed).or_else(opinion) {
        paper.set(FieldName::IssuingDepartment, &run);
        return;
    }
    // Under the seal a glyph of the department is easily misread: 人为资源部, 网事部.
    if let Some((run, meant)) = lines().find_map(|line| misread_department(&unsealed(&line))) {
        paper.set(FieldName::IssuingDepartment, &run);
        paper.doubt(FieldName::IssuingDepartment, &format!("可能是“{meant}”"));
    }
}

/// Departments as they are commonly called in full.
const DEPARTMENTS: &[&str] = &[
    "人事部", "人事处", "人事科", "保卫部", "保卫处", "保卫科", "安保部", "人力资源部",
    "人力资源处", "安全保卫部", "安全保卫处", "行政人事部", "人事行政部", "综合管理部",
];

/// Whether a text is the name of such a department to the letter. No misreading yields that.
pub(super) fn is_known_department(text: &str) -> bool {
    DEPARTMENTS.contains(&text)
}

/// A line that is the name of a department but for one glyph.
fn misread_department(line: &Run) -> Option<(Run, &'static str)> {
    let text = line.compact();
    let wrong = |name: &str| {
        name.chars().count() == line.len()
            && name.chars().zip(text.chars()).filter(|(a, b)| a != b).count() == 1
    };
    // The last glyph tells a department from other short lines.
    let meant = DEPARTMENTS
        .iter()
        .find(|name| wrong(name) && name.chars().last() == text.chars().last())?;
    Some((line.clone(), meant))
}

/// How many characters stand behind the unit's name in its line.
fn tail(line: &Run, unit: &Run) -> usize {
    let last = unit.0.last().map(|c| (c.line, c.at));
    line.0.iter().rev().take_while(|c| Some((c.line, c.at)) != last).count()
}

fn is_department(text: &str) -> bool {
    let words = [
        "人事", "保卫", "人力资源", "学工", "学生", "后勤", "安保", "安全", "行政", "总务", "宿管",
        "综合管理", "公寓管理", "研究生",
    ];
    let ends = ["部", "处", "科", "室", "办", "组", "部门", "中心", "办公室", "科室"];
    let count = text.chars().count();
    // (单位人事或保卫部门盖章) says who should sign, and names nobody who did.
    let asked = ["或", "人事、保卫", "人事保卫部门"].iter().any(|w| text.contains(w));
    (3..=12).contains(&count)
        && !asked
        && words.iter().any(|w| text.contains(w))
        && ends.iter().any(|e| text.ends_with(e))
        && !text.contains("服务中心")
}

fn issued_on(paper: &mut Paper<'_>) {
    let labelled = paper
        .cells(&[Label::IssuedOn])
        .flat_map(values)
        .find_map(|r| value::dates(&r).first().map(|d| (r.range(d.from, d.to), d.date)));
    if let Some((run, date)) = address::last_date(paper).or(labelled) {
        paper.set_as(FieldName::IssuedOn, &run, date.to_string());
    }
}
