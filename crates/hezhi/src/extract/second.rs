//! Weighing a field against what others read in the same place: the second engine, and the text
//! layer of a PDF.
//!
//! The second engine reads Chinese glyphs worse than the first, so only what identity hangs on
//! counts: a digit that became another digit, was lost or was added, and one of a small set of
//! glyphs that make another home (directions, numerals, 甲乙丙丁, 非). Any other difference is
//! noise, and a reading without a single digit says nothing about a number.

use super::doubt;
use super::paper::{Leaf, Paper};
use super::run::{Run, fold};
use super::usage;
use super::value;
use crate::document::{Field, FieldName, FieldPart, UsageClass};
use crate::geometry::Region;
use crate::text::PageText;

/// A reading belongs to a place when they share this part of the smaller one.
const SAME_PLACE: f32 = 0.6;
/// A glyph less sure than this has to be confirmed by the second reading where there is one.
const SURE: f32 = 0.85;

/// The same where a seal lies over the place: its strokes make one digit of another.
const SURE_UNDER_SEAL: f32 = 0.97;
/// A seal lies over a place when it covers this part of it.
const COVERED: f32 = 0.3;

/// Fields that are weighed against the second reading.
pub(super) const WEIGHED: &[FieldName] = &[
    FieldName::Address,
    FieldName::RoomPart,
    FieldName::Usage,
    FieldName::LeaseStart,
    FieldName::LeaseEnd,
];

/// Notes on every field what others read in its place, and whether that casts doubt on it.
pub(super) fn weigh(paper: &mut Paper<'_>) {
    let pages = paper.leaves.clone();
    for (name, field) in &mut paper.fields {
        if WEIGHED.contains(name) {
            against_second(*name, field, &pages);
        }
    }
    for resident in &mut paper.residents {
        against_second(FieldName::Address, &mut resident.address, &pages);
    }
    let names: Vec<String> =
        paper.layouts.iter().flat_map(|l| l.cells.iter().map(|c| c.name.folded())).collect();
    for leaf in &pages {
        let Some(layer) = leaf.page.text_layer.as_deref().map(plain) else { continue };
        // A layer in unreadable characters, or of another page, shares no label with the picture.
        if names.iter().filter(|n| layer.contains(n.as_str())).count() < 2 {
            continue;
        }
        for (name, field) in &mut paper.fields {
            against_layer(*name, field, leaf, &layer);
        }
        for resident in &mut paper.residents {
            against_layer(FieldName::Address, &mut resident.address, leaf, &layer);
        }
    }
}

/// The places of a field with their texts.
fn places(field: &Field) -> Vec<FieldPart> {
    if field.parts.is_empty() { vec![field.part()] } else { field.parts.clone() }
}

/// The page that a place is on.
fn page_of<'a>(leaves: &[Leaf<'a>], place: &FieldPart) -> Option<&'a PageText> {
    let here =
        |leaf: &&Leaf<'_>| leaf.page.page == place.page && leaf.file == place.file.as_deref();
    leaves.iter().find(here).map(|leaf| leaf.page)
}

fn against_second(name: FieldName, field: &mut Field, leaves: &[Leaf<'_>]) {
    let mut heard = Vec::new();
    let mut reasons = Vec::new();
    let mut silent = false;
    for place in places(field) {
        let Some(page) = page_of(leaves, &place) else { continue };
        let (region, text) = (place.region, place.text);
        let readings = page.second_readings.iter().filter(|r| same_place(&r.region, &region));
        let said: Vec<(Heard, &str)> = readings
            .map(|reading| {
                let said = match (name, field.text.parse()) {
                    (FieldName::LeaseStart | FieldName::LeaseEnd, Ok(date)) => {
                        compare_date(date, &reading.text)
                    }
                    _ => compare(name, &text, &reading.text),
                };
                (said, reading.text.trim())
            })
            .collect();
        // Of several other readers one that agrees outweighs one that does not: of 102 lines that
        // the first had misread the other two noticed 101 and 102, and each of them disputes
        // right ones far more often (crates/hezhi-ocr/README.md).
        let told = said
            .iter()
            .find(|s| s.0 == Heard::Same)
            .or_else(|| said.iter().find(|s| s.0 == Heard::Other))
            .or(said.first());
        let Some((said, text)) = told else { continue };
        heard.push((*text).to_owned());
        match said {
            Heard::Same => {}
            Heard::Nothing => silent = true,
            Heard::Other => reasons.push(format!("第二次识读为“{text}”")),
        }
    }
    if heard.is_empty() {
        return;
    }
    field.second_reading = Some(heard.join(" "));
    let stamped = places(field)
        .iter()
        .any(|place| page_of(leaves, place).is_some_and(|p| is_under_seal(p, &place.region)));
    let enough = if stamped { SURE_UNDER_SEAL } else { SURE };
    if silent && reasons.is_empty() && field.confidence < enough {
        reasons.push(
            if stamped {
                "印章遮盖，第二次识读也未能证实"
            } else {
                "字迹不够清楚，第二次识读也未能证实"
            }
            .into(),
        );
    }
    for reason in reasons {
        doubt::add(field, &reason);
    }
}

fn is_under_seal(page: &PageText, place: &Region) -> bool {
    let place = place.bounds();
    page.seals.iter().any(|seal| {
        let seal = seal.region.bounds();
        seal.overlap_x(&place) * seal.overlap_y(&place) >= COVERED * place.width() * place.height()
    })
}

/// A date is the same however it is written, and whatever stands beside it in a wider crop.
fn compare_date(date: chrono::NaiveDate, second: &str) -> Heard {
    let found = value::dates(&Run::plain(second));
    if found.iter().any(|d| d.date == date) {
        return Heard::Same;
    }
    // Half a date or a garbled one neither confirms nor denies.
    if found.is_empty() { Heard::Nothing } else { Heard::Other }
}

fn same_place(a: &Region, b: &Region) -> bool {
    let (a, b) = (a.bounds(), b.bounds());
    let area = |r: &crate::geometry::Rect| r.width() * r.height();
    a.overlap_x(&b) * a.overlap_y(&b) >= SAME_PLACE * area(&a).min(area(&b)).max(1.0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    Same,
    /// Nothing that could confirm or deny.
    Nothing,
    Other,
}

fn compare(name: FieldName, first: &str, second: &str) -> Heard {
    // A wider crop shows the options beside the ticked one, whose marks this reader cannot tell.
    if name == FieldName::Usage && second.contains(['☑', '□', '√', '■', '口']) {
        return if plain(second).contains(&plain(first)) { Heard::Same } else { Heard::Nothing };
    }
    let (first, second) = (plain(first), plain(second));
    let second = if name == FieldName::Usage { second } else { as_digits(&second) };
    if first == second || (name != FieldName::Usage && stands_whole(&second, &first)) {
        return Heard::Same;
    }
    if name == FieldName::Usage {
        return compare_usage(&first, &second);
    }
    let pairs = align(&first.chars().collect::<Vec<_>>(), &second.chars().collect::<Vec<_>>());
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let confirmed = pairs
        .iter()
        .filter(|(a, b)| matches!((a, b), (Some(a), Some(b)) if a.is_ascii_digit() && a == b))
        .count();
    let seen = second.chars().any(|c| c.is_ascii_digit());
    if digits > 0 && (!seen || confirmed * 3 < digits) {
        return Heard::Nothing;
    }
    if pairs.iter().enumerate().any(|(i, pair)| tells_apart(&pairs, i, *pair)) {
        Heard::Other
    } else if pairs
        .first()
        .is_some_and(|(a, b)| a.is_some_and(|a| a.is_ascii_digit()) && b.is_none())
    {
        Heard::Nothing
    } else {
        Heard::Same
    }
}

/// Letters that the second engine gives for digits, as digits, where they touch one: `lo01B` is
/// 1001B.
fn as_digits(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let meant = |c: char| match c {
        'o' | 'O' | 'Q' => '0',
        'l' | 'I' | '|' | '!' => '1',
        's' | 'S' => '5',
        'z' | 'Z' => '2',
        _ => c,
    };
    let count = chars.len();
    // Once forward and once backward, so that several in a row touch each other.
    for i in (0..count).chain((0..count).rev()) {
        let digit =
            |j: Option<usize>| j.and_then(|j| chars.get(j)).is_some_and(char::is_ascii_digit);
        if digit(i.checked_sub(1)) || digit(Some(i + 1)) {
            chars[i] = meant(chars[i]);
        }
    }
    chars.into_iter().collect()
}

/// Whether `text` stands in `longer` without a digit before or behind it.
fn stands_whole(longer: &str, text: &str) -> bool {
    longer.find(text).is_some_and(|at| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(longer[..at].chars().next_back()) && !digit(longer[at + text.len()..].chars().next())
    })
}

/// Whether a pair of aligned glyphs makes another home.
fn tells_apart(pairs: &[Pair], at: usize, pair: Pair) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // A glyph lost or added counts within a number: beside a digit that both readings have.
    let within = || {
        let both = |i: usize| pairs.get(i).is_some_and(|(a, b)| digit(*a) && digit(*b));
        (at > 0 && both(at - 1)) || both(at + 1)
    };
    match pair {
        (Some(a), Some(b)) if a == b => false,
        (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => true,
        // The first glyph of a crop is easily lost; but a rule beside the cell is read as a 1, and
        // then it is the second reader who is right.
        (Some(a), None) => a.is_ascii_digit() && within() && (at > 0 || a == '1'),
        (None, Some(b)) => b.is_ascii_digit() && within(),
        (Some(a), Some(b)) => {
            "东西南北中支一二三四五六七八九十甲乙丙丁".contains(a)
                && "东西南北中支一二三四五六七八九十甲乙丙丁".contains(b)
        }
        (None, None) => false,
    }
}

fn compare_usage(first: &str, second: &str) -> Heard {
    let (own, other) = (usage::classify(first), usage::classify(second));
    if second.contains('非') != first.contains('非') {
        return Heard::Other;
    }
    if other == UsageClass::Unknown {
        // A wider crop may hold the label as well.
        return if second.ends_with(first) { Heard::Same } else { Heard::Nothing };
    }
    if own == other { Heard::Same } else { Heard::Other }
}

type Pair = (Option<char>, Option<char>);

/// The cheapest alignment of two texts; what stands before and behind in `b` is free, because the
/// second crop may be the wider one, but for digits, which would belong to the same number.
fn align(a: &[char], b: &[char]) -> Vec<Pair> {
    let cost = |x: char, y: char| {
        if x == y {
            0
        } else if x.is_ascii_digit() == y.is_ascii_digit() {
            2
        } else {
            3
        }
    };
    let gap = |c: char, edge: bool| if edge && !c.is_ascii_digit() { 0 } else { 2 };
    let (n, m) = (a.len(), b.len());
    let mut table = vec![vec![0u32; m + 1]; n + 1];
    for i in 0..=n {
        for j in 0..=m {
            if i == 0 && j == 0 {
                continue;
            }
            let mut best = u32::MAX;
            if i > 0 && j > 0 {
                best = best.min(table[i - 1][j - 1] + cost(a[i - 1], b[j - 1]));
            }
            if i > 0 {
                best = best.min(table[i - 1][j] + 2);
            }
            if j > 0 {
                best = best.min(table[i][j - 1] + gap(b[j - 1], i == 0 || i == n));
            }
            table[i][j] = best;
        }
    }
    let (mut i, mut j) = (n, m);
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        if i > 0 && j > 0 && table[i][j] == table[i - 1][j - 1] + cost(a[i - 1], b[j - 1]) {
            pairs.push((Some(a[i - 1]), Some(b[j - 1])));
            i -= 1;
            j -= 1;
        } else if i > 0 && table[i][j] == table[i - 1][j] + 2 {
            pairs.push((Some(a[i - 1]), None));
            i -= 1;
        } else if j > 0 {
            pairs.push((None, Some(b[j - 1])));
            j -= 1;
        } else {
            break;
        }
    }
    pairs.reverse();
    pairs
}

/// Without white space and punctuation, half width.
fn plain(text: &str) -> String {
    text.chars().map(fold).filter(|c| c.is_alphanumeric()).collect()
}

fn against_layer(name: FieldName, field: &mut Field, leaf: &Leaf<'_>, layer: &str) {
    const REASON: &str = "PDF 文字层与图面不一致";
    let places: Vec<String> = places(field)
        .into_iter()
        .filter(|p| p.page == leaf.page.page && p.file.as_deref() == leaf.file)
        .map(|p| plain(&p.text))
        .filter(|t| !t.is_empty())
        .collect();
    let differs = match name {
        FieldName::Address | FieldName::RoomPart => places.iter().any(|text| {
            !layer.contains(text.as_str())
                && compare(name, text, window(layer, text).as_str()) != Heard::Same
        }),
        FieldName::Usage => places.iter().any(|text| !stands_alone(layer, text)),
        FieldName::Holder
        | FieldName::Tenant
        | FieldName::Landlord
        | FieldName::Resident
        | FieldName::ResidentIdNumber => places.iter().any(|text| !layer.contains(text.as_str())),
        FieldName::LeaseStart | FieldName::LeaseEnd => {
            let here = field.page == leaf.page.page && field.file.as_deref() == leaf.file;
            field.text.parse().is_ok_and(|date| here && !prints_date(leaf.page, date))
        }
        _ => false,
    };
    if differs {
        doubt::add(field, REASON);
    }
}

/// Whether the layer prints a usage, not as the tail of its contrary (非居住).
fn stands_alone(layer: &str, text: &str) -> bool {
    let mut from = 0;
    while let Some(at) = layer[from..].find(text).map(|p| p + from) {
        if !layer[..at].ends_with('非') {
            return true;
        }
        from = at + text.len();
    }
    false
}

fn prints_date(page: &PageText, date: chrono::NaiveDate) -> bool {
    let layer = page.text_layer.as_deref().unwrap_or_default();
    let run = Run::plain(layer);
    run.0.is_empty() || value::dates(&run).iter().any(|d| d.date == date)
}

/// The stretch of the layer most like `text`: around the longest beginning of it that occurs.
fn window(layer: &str, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    for length in (2..chars.len()).rev() {
        for start in 0..=chars.len() - length {
            let piece: String = chars[start..start + length].iter().collect();
            if let Some(at) = layer.find(&piece) {
                let before = layer[..at].chars().count().saturating_sub(start);
                return layer.chars().skip(before).take(chars.len() + 2).collect();
            }
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_read_otherwise_casts_doubt() {
        for (first, second, heard) in [
            ("华发路406弄10号", "华发路406弄10号", Heard::Same),
            ("华发路406弄10号", "华友路406 弃 10 号", Heard::Same),
            ("华发路406弄10号", "华发路408弄10号", Heard::Other),
            ("华发路406弄10号", "华发路46弄10号", Heard::Other),
            ("华发路406弄10号", "华发路4066弄10号", Heard::Other),
            ("1705", "17051", Heard::Other),
            ("1705", "室号部位:1705", Heard::Same),
            ("仙霞西路10号", "仙霞东路10号", Heard::Other),
            ("华发路406弄10号", "生计咤", Heard::Nothing),
            ("1001B室", "lo01B室", Heard::Same),
            ("2803室", "28os室", Heard::Other),
            ("403室", "03室", Heard::Nothing),
            ("1403室", "403室", Heard::Other),
        ] {
            assert_eq!(compare(FieldName::Address, first, second), heard, "{first} {second}");
        }
    }

    #[test]
    fn a_date_is_the_same_however_the_second_reader_writes_it() {
        let date = "2026-07-21".parse().unwrap();
        assert_eq!(compare_date(date, "2026年7月21日"), Heard::Same);
        assert_eq!(compare_date(date, "自2025.07.22起至2026.07.21止"), Heard::Same);
        assert_eq!(compare_date(date, "2026-07-27"), Heard::Other);
        assert_eq!(compare_date(date, "2026年7好肯"), Heard::Nothing);
    }

    #[test]
    fn a_usage_read_otherwise_casts_doubt() {
        assert_eq!(compare(FieldName::Usage, "居住", "非居住"), Heard::Other);
        assert_eq!(compare(FieldName::Usage, "居住", "办公"), Heard::Other);
        assert_eq!(compare(FieldName::Usage, "居住", "居 住"), Heard::Same);
        assert_eq!(compare(FieldName::Usage, "居住", "居佳"), Heard::Nothing);
        assert_eq!(compare(FieldName::Usage, "居住", "用途:居住"), Heard::Same);
    }
}
