//! The words printed beside values, and where a line shows one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::kind;
use super::run::{Run, is_han};

/// What a printed label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Label {
    Holder,
    CoOwnership,
    Location,
    Room,
    Building,
    /// 用途 alone: of the land or of the house, as its place tells.
    Usage,
    HouseUsage,
    LandUsage,
    LeaseUsage,
    BuildingType,
    CertificateNumber,
    UnitNumber,
    BuildingArea,
    Area,
    OtherStatus,
    Annex,
    /// A row of the land block of a certificate.
    Land,
    /// A row of the house block of a certificate.
    House,
    Landlord,
    Tenant,
    LeaseTerm,
    LeaseStart,
    LeaseEnd,
    FilingNumber,
    FilingOffice,
    Name,
    IdNumber,
    /// 住址, 宿舍地址, 居住地址 of a person.
    Home,
    Unit,
    Department,
    IssuedOn,
    Principal,
    Agent,
    Promiser,
    Enterprise,
    /// A label whose value is not asked for; it ends the value before it.
    Other,
}

/// The words in `labels.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    listed: BTreeMap<Label, Vec<String>>,
    composed: Vec<Composed>,
}

/// Every first word with every second one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Composed {
    label: Label,
    first: Vec<String>,
    second: Vec<String>,
}

/// All label texts as characters.
static ALL: LazyLock<Vec<(Label, Vec<char>)>> = LazyLock::new(|| {
    let words: Words =
        toml::from_str(include_str!("labels.toml")).expect("labels.toml is part of the program");
    let listed = words
        .listed
        .into_iter()
        .flat_map(|(label, texts)| texts.into_iter().map(move |t| (label, t)));
    let composed = words.composed.into_iter().flat_map(|Composed { label, first, second }| {
        let pairs = first.iter().flat_map(|a| second.iter().map(move |b| format!("{a}{b}")));
        pairs.map(|text| (label, text)).collect::<Vec<_>>()
    });
    let mut seen = HashSet::new();
    // What is listed by itself says more than what is composed.
    listed
        .chain(composed)
        .filter(|(_, text)| seen.insert(text.clone()))
        .map(|(label, text)| (label, text.chars().collect()))
        .collect()
});

/// Indices into [`ALL`] by first character: a line is searched at each of its characters.
static BY_FIRST: LazyLock<HashMap<char, Vec<usize>>> = LazyLock::new(|| {
    let mut map: HashMap<char, Vec<usize>> = HashMap::new();
    for (index, (_, text)) in ALL.iter().enumerate() {
        if let Some(first) = text.first() {
            map.entry(*first).or_default().push(index);
        }
    }
    map
});

fn beginning_with(first: char) -> impl Iterator<Item = &'static (Label, Vec<char>)> {
    BY_FIRST.get(&first).into_iter().flatten().filter_map(|i| ALL.get(*i))
}

/// A label seen in a line: the characters `from..to` of the line's run are the label itself,
/// its value begins at `value`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub label: Label,
    pub from: usize,
    pub to: usize,
    pub value: usize,
    pub colon: bool,
}

/// The label that `text` is, exactly.
pub(super) fn exact(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    beginning_with(first)
        .find(|(_, chars)| text.chars().eq(chars.iter().copied()))
        .map(|(label, _)| *label)
}

/// Whether `text` is a label but for one glyph.
pub(super) fn is_nearly(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let wrong = |chars: &[char]| chars.iter().zip(&text).filter(|(a, b)| a != b).count();
    text.len() >= 2 && ALL.iter().any(|(_, chars)| chars.len() == text.len() && wrong(chars) == 1)
}

/// Whether some label begins with `text`.
pub(super) fn begins(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return true };
    beginning_with(first).any(|(_, chars)| {
        text.chars().zip(chars.iter()).all(|(a, b)| a == *b) && text.chars().count() <= chars.len()
    })
}

/// The labels in a line, from left to right.
pub(super) fn seen(run: &Run) -> Vec<Seen> {
    let start = bullet(run);
    let mut seen: Vec<Seen> = Vec::new();
    let mut at = start;
    if let Some(all) = only_labels(run) {
        return all;
    }
    while at < run.len() {
        // Two labels of a head row that detection took for one: 建筑面积房屋用途.
        let follows = seen.last().is_some_and(|l| l.value == at && !l.colon && l.to - l.from >= 3);
        let exact =
            longest(run, at).filter(|s| allowed(run, s, start) || (follows && s.to - s.from >= 4));
        // `室号或郜位` is the longer label misread, not 室号 with a value.
        let wrong = (at == start)
            .then(|| misread(run, at))
            .flatten()
            .filter(|w| exact.is_none_or(|e| w.to - w.from >= e.to - e.from + 2));
        let found = wrong
            .or(exact)
            .or_else(|| (at == start).then(|| with_a_speck(run, at)).flatten())
            .or_else(|| unknown(run, at, start));
        match found {
            Some(s) => {
                at = s.value.max(at + 1);
                seen.push(s);
            }
            None => at += 1,
        }
    }
    seen
}

/// Labels of a head row that detection took for one line, without a value between them.
fn only_labels(run: &Run) -> Option<Vec<Seen>> {
    let mut seen: Vec<Seen> = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let next = longest(run, at).filter(|s| !s.colon)?;
        at = next.value;
        seen.push(next);
    }
    (seen.len() >= 2).then_some(seen)
}

/// Where the text begins after a mark such as `1.`, `（二）` or `·`.
fn bullet(run: &Run) -> usize {
    let text: Vec<char> = run.0.iter().take(6).map(|c| c.folded).collect();
    let numeral = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let digits = text.iter().take_while(|c| numeral(c)).count();
    if digits > 0 && text.get(digits).is_some_and(|c| matches!(c, '.' | '、' | ')')) {
        // `1.1 甲方` has two numbers.
        let more = text.iter().skip(digits + 1).take_while(|c| c.is_ascii_digit()).count();
        return digits + 1 + more;
    }
    if text.first() == Some(&'(') {
        let inner = text.iter().skip(1).take_while(|c| numeral(c)).count();
        if inner > 0 && text.get(inner + 1) == Some(&')') {
            return inner + 2;
        }
    }
    text.iter()
        .take_while(|c| {
            matches!(
                c,
                '·' | '•'
                    | '●'
                    | '■'
                    | '◆'
                    | '*'
                    | '□'
                    | '-'
                    | '.'
                    | '|'
                    | '、'
                    | ','
                    | ':'
                    | ';'
                    | '!'
                    | '\''
                    | '`'
            )
        })
        .count()
}

fn longest(run: &Run, at: usize) -> Option<Seen> {
    let first = run.0.get(at)?.folded;
    let (label, text) = beginning_with(first)
        .filter(|(_, text)| run.starts_at(at, text))
        .max_by_key(|(_, text)| text.len())?;
    Some(ended(run, *label, at, at + text.len()))
}

/// Adds what may stand between a label and its value: a remark in brackets and a colon.
fn ended(run: &Run, label: Label, from: usize, to: usize) -> Seen {
    let at = |i: usize| run.0.get(i).map(|c| c.folded);
    let mut value = to;
    if at(value) == Some('(')
        && let Some(close) = (value + 1..(value + 12).min(run.len())).find(|&i| at(i) == Some(')'))
    {
        let inside = run.range(value + 1, close).folded();
        let remark =
            ["方", "签", "章", "姓名", "名称", "单位", "平方米", "元", "公民", "地址", "全称", "m"];
        if at(close + 1) == Some(':') || remark.iter().any(|r| inside.contains(r)) {
            value = close + 1;
        }
    }
    // The remark goes on in the next line: 建筑面积(平 / 方米).
    if at(value) == Some('(')
        && run.len() - value <= 5
        && ["平", "m", "㎡", "元", "单位", "人"]
            .iter()
            .any(|w| run.starts_at(value + 1, &w.chars().collect::<Vec<_>>()))
        && !run.from(value).contains(")")
    {
        value = run.len();
    }
    value = past_translation(run, value);
    // The bracket behind `甲方（出租方` may be lost, or taken for another glyph.
    if at(value) == Some('(') {
        let role = ["出租方", "承租方", "出租人", "承租人"]
            .iter()
            .find(|r| run.starts_at(value + 1, &r.chars().collect::<Vec<_>>()));
        value = role.map_or(value, |r| value + 1 + r.chars().count());
    }
    let colon = at(value) == Some(':');
    if colon {
        value += 1;
        while at(value) == Some(':') {
            value += 1;
        }
    }
    Seen { label, from, to, value, colon }
}

/// English words of labels printed in two languages. A name in Latin letters is none of them.
const TRANSLATED: &[&str] = &[
    "lessee", "lessor", "tenant", "landlord", "name", "address", "use", "usage", "purpose", "of",
    "premises", "property", "house", "housing", "floor", "area", "gross", "date", "commencement",
    "effective", "expiry", "start", "starting", "end", "ending", "term", "period", "lease",
    "leased", "rental", "number", "no", "id", "certificate", "owner", "owners", "holder",
    "obligee", "filing", "authority", "room", "unit", "location", "located", "type",
    "registration", "registered", "issue", "issued", "issuing", "the", "building", "seal",
    "department", "resident", "dormitory", "party", "and", "by", "rent", "monthly", "to", "from",
    "co-ownership", "ownership", "land", "right", "remarks", "for",
];

/// Where the value begins behind a label's translation: `承租人 Lessee`, `证件号码 ID No.`.
fn past_translation(run: &Run, from: usize) -> usize {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '/');
    let mut at = from;
    loop {
        // A gap, or the end of the letters, ends a word.
        let end = (at..run.len())
            .find(|&i| !latin(run.0[i].folded) || (i > at && run.0[i].gap))
            .unwrap_or(run.len());
        let word: String = run.range(at, end).folded().to_ascii_lowercase();
        let word = word.trim_matches(|c| matches!(c, '.' | '/' | '-'));
        if word.is_empty() || !all_translated(word) {
            return at;
        }
        at = end;
    }
}

/// Whether a word, or several without a space between them (`UseofPremises`), is of labels.
fn all_translated(word: &str) -> bool {
    word.is_empty() || TRANSLATED.iter().any(|t| word.strip_prefix(t).is_some_and(all_translated))
}

/// Whether a label at this place is a label and not a word of a sentence.
fn allowed(run: &Run, s: &Seen, start: usize) -> bool {
    let length = s.to - s.from;
    let rest = run.len() - s.value;
    let Some(here) = run.0.get(s.from) else { return false };
    let after = run.0.get(s.value);
    // `宿舍楼507室` goes on from an address in the line above.
    let building = s.to.checked_sub(1).and_then(|i| run.0.get(i)).is_some_and(|c| c.folded == '楼');
    if building && !s.colon && after.is_some_and(|c| c.folded.is_ascii_digit() && !c.gap) {
        return false;
    }
    if s.from == start {
        // A two-character word at the head of a sentence is no label: 地址变更应当在….
        return s.colon
            || length >= 3
            || rest == 0
            || after.is_some_and(|c| c.gap)
            || rest <= 14
            || matches!(s.label, Label::Location | Label::Usage);
    }
    let Some(before) = run.0.get(s.from - 1) else { return false };
    let separated = here.gap || !is_han(before.folded);
    if s.colon {
        return separated || length >= 4;
    }
    // In a sentence words such as 租赁期限 follow a comma; a cell's label stands apart or follows
    // a number.
    let cell = here.gap
        || before.folded.is_ascii_digit()
        || matches!(before.folded, '/' | ';' | ')' | 'm' | '²');
    if run.len() > 45 { here.gap && length >= 3 } else { cell || (length >= 4 && separated) }
}

/// A label of three characters and more with one wrong glyph, at the head of a line. It counts
/// only when no other label is as near: 出租人 and 承租人 differ by one glyph.
fn misread(run: &Run, at: usize) -> Option<Seen> {
    let mut best: Option<(Label, usize)> = None;
    for (label, chars) in
        ALL.iter().filter(|(_, chars)| chars.len() >= 3 && at + chars.len() <= run.len())
    {
        let wrong =
            chars.iter().zip(&run.0[at..]).filter(|(c, seen)| **c != seen.folded).take(2).count();
        if wrong != 1 {
            continue;
        }
        // A wrong glyph at the end may be the value's first: 房屋坐华发路 has lost a character.
        let end = at + chars.len();
        let last = chars.last().zip(run.0.get(end - 1)).is_some_and(|(c, seen)| *c != seen.folded);
        let apart = run.0.get(end).is_none_or(|c| c.gap || c.folded == ':');
        if last && !apart {
            continue;
        }
        match best {
            Some((other, _)) if other != *label => return None,
            Some((_, length)) if length >= chars.len() => {}
            _ => best = Some((*label, chars.len())),
        }
    }
    if best.is_none() && at == 0 {
        return cut_off(run).or_else(|| beheaded(run));
    }
    let (label, length) = best.filter(|(label, _)| *label != Label::Other)?;
    let seen = ended(run, label, at, at + length);
    // Three characters need a sign that they are a label: a watermark's 租赁备 is not 租赁期.
    let apart = seen.colon || length >= 4 || run.0.get(seen.value).is_none_or(|c| c.gap);
    (apart && run.len() <= 45).then_some(seen)
}

/// A line that is a label but for its last character, which a seal covers: 权利 for 权利人.
fn cut_off(run: &Run) -> Option<Seen> {
    // 居民身份证 is a title, and no 居民身份证号.
    if kind::is_title(&run.folded()) {
        return None;
    }
    let fits = |chars: &[char]| {
        chars.len() >= 3
            && chars.len() == run.len() + 1
            && run.starts_at(0, &chars[..chars.len() - 1])
    };
    let mut labels = ALL.iter().filter(|(_, chars)| fits(chars)).map(|(label, _)| *label);
    let label = labels.next()?;
    let alone = labels.all(|l| l == label) && label != Label::Other;
    alone.then_some(Seen { label, from: 0, to: run.len(), value: run.len(), colon: false })
}

/// A label of four characters and more without its first one, which a seal or a rule covers:
/// 号部位 for 室号部位. It stands alone or ends in a colon.
fn beheaded(run: &Run) -> Option<Seen> {
    let fits = |chars: &[char]| {
        chars.len() >= 4
            && run.starts_at(0, &chars[1..])
            && run.0.get(chars.len() - 1).is_none_or(|c| c.folded == ':')
    };
    let mut labels = ALL.iter().filter(|(_, chars)| fits(chars));
    let (label, chars) = labels.next()?;
    let alone = labels.all(|(l, _)| l == label) && *label != Label::Other;
    alone.then(|| ended(run, *label, 0, chars.len() - 1))
}

/// What is left of 坐落, or a label with a speck of dirt in it, read as a comma: `承租，人`.
fn with_a_speck(run: &Run, at: usize) -> Option<Seen> {
    if run.len() == 1 && matches!(run.0.get(at).map(|c| c.folded), Some('坐' | '座')) {
        return Some(ended(run, Label::Location, at, at + 1));
    }
    let speck = (at + 1..at + 6).find(|&i| {
        run.0.get(i).is_some_and(|c| {
            matches!(c.folded, ',' | '.' | '、' | '·' | '\'' | '。' | '☑' | '□' | '√' | '■' | '|')
        })
    })?;
    let clean =
        Run(run.0.iter().enumerate().filter(|(i, _)| *i != speck).map(|(_, c)| *c).collect());
    let seen = longest(&clean, at)
        .filter(|s| s.to > speck && (s.to - s.from >= 3 || s.to == clean.len() || s.colon))?;
    Some(Seen { to: seen.to + 1, value: seen.value + 1, ..seen })
}

/// A label that no dictionary knows: two to eight Chinese characters before a colon.
fn unknown(run: &Run, at: usize, start: usize) -> Option<Seen> {
    let separated = at == start
        || run.0[at].gap
        || matches!(run.0[at - 1].folded, ';' | ',' | '。' | '/' | ')');
    if !separated || !is_han(run.0[at].folded) {
        return None;
    }
    let word = run.0.iter().skip(at).take_while(|c| is_han(c.folded)).count();
    if !(2..=8).contains(&word) {
        return None;
    }
    // 整套建筑面积: ends in a label that is known, with a value in front of it.
    let known = (1..word)
        .filter_map(|k| longest(run, at + k))
        .any(|s| s.to == at + word && s.to - s.from >= 4);
    let seen = ended(run, Label::Other, at, at + word);
    (seen.colon && !known).then_some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextLine;

    fn labels(text: &str) -> Vec<(Label, String)> {
        let line = TextLine {
            text: text.into(),
            confidence: 1.0,
            region: Default::default(),
            upright: Default::default(),
            glyphs: vec![],
            quick: false,
        };
        let run = Run::of(&line, 0, 0);
        let seen = seen(&run);
        seen.iter()
            .enumerate()
            .map(|(i, s)| {
                (s.label, run.range(s.value, seen.get(i + 1).map_or(run.len(), |n| n.from)).text())
            })
            .collect()
    }

    #[test]
    fn several_labels_stand_in_one_line() {
        assert_eq!(
            labels("室号或部位 1101 建筑面积 148.08"),
            [(Label::Room, "1101".into()), (Label::BuildingArea, "148.08".into())]
        );
        assert_eq!(
            labels("室号或部位1101建筑面积148.08"),
            [(Label::Room, "1101".into()), (Label::BuildingArea, "148.08".into())]
        );
        assert_eq!(
            labels("土地用途：住宅/房屋用途：居住"),
            [(Label::LandUsage, "住宅/".into()), (Label::HouseUsage, "居住".into())]
        );
    }

    #[test]
    fn a_label_is_found_spread_out_and_with_a_wrong_glyph() {
        assert_eq!(
            labels("房 地 坐 落 华发路406弄10号"),
            [(Label::Location, "华发路406弄10号".into())]
        );
        assert_eq!(labels("室号或郜位 1101"), [(Label::Room, "1101".into())]);
        assert_eq!(labels("房屋坐华发路406弄10号"), []);
        assert_eq!(labels("权利"), [(Label::Holder, "".into())]);
        assert_eq!(
            labels("甲方（出租方上海远航物流有限公司"),
            [(Label::Landlord, "上海远航物流有限公司".into())]
        );
        assert_eq!(labels("承租人 Lessee"), [(Label::Tenant, "".into())]);
        assert_eq!(labels("房屋用途 Use of Premises"), [(Label::HouseUsage, "".into())]);
        assert_eq!(labels("承租人 ANNA MUSTER"), [(Label::Tenant, "ANNA MUSTER".into())]);
        assert_eq!(labels("承租，人 杨平"), [(Label::Tenant, "杨平".into())]);
        assert_eq!(labels("饮利人"), [(Label::Holder, "".into())]);
        assert_eq!(labels("号部位：2109"), [(Label::Room, "2109".into())]);
        assert_eq!(labels(",面积"), [(Label::Area, "".into())]);
        assert_eq!(
            labels("建筑面积房屋用途"),
            [(Label::BuildingArea, "".into()), (Label::HouseUsage, "".into())]
        );
        assert_eq!(labels("冫租人 李四"), [], "landlord and tenant differ by that glyph");
    }

    #[test]
    fn words_of_a_sentence_are_no_labels() {
        assert_eq!(labels("地址变更应当在三十日内到社区事务受理服务中心办理手续"), []);
    }
}
