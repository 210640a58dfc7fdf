//! Whether two pages show the same sheet of paper: scanned twice, saved anew, made smaller, turned
//! or photographed from above.
//!
//! Pictures of two certificates of one form look alike to any measure of pictures. What makes them
//! two is their print: here the same lines have to stand in the same places.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::geometry::Point;
use crate::text::{PageText, TextLine};

/// Pages with less print prove nothing by it.
const FEWEST_LINES: usize = 5;
/// The share of all characters that stands in lines which both pages have. Of one sheet saved
/// again at quality 40 or at two thirds of its size some lines are read differently by a
/// character.
const SAME_TEXT: f32 = 0.7;
/// The same of the lines with numbers, by which two papers of one form differ.
const SAME_NUMBERS: f32 = 0.6;
/// How far, of the page's size, lines may stand from where the others say they should.
const SAME_PLACE: f32 = 0.012;
/// Two readings of one number differ in no more digits than this, and of one short text in no more
/// than half of it: certificates of one dormitory differ in a name and a number alone.
const MISREAD_DIGITS: usize = 2;
const MISREAD: f64 = 0.5;
/// Lines that were read with less prove no difference.
const SURE: f32 = 0.8;
/// Marks of a page: the longest words and lines with numbers in them.
const MARKS: usize = 12;
/// A word shorter than this, or with fewer digits, stands on many papers.
const LONG_WORD: usize = 8;
const DIGITS: usize = 4;

/// By what a page is found among many: hashes of what hardly stands on another sheet. Pages of one
/// sheet share at least one, as long as one of them is read the same.
pub fn marks(page: &PageText) -> Vec<u64> {
    let mut telling: BTreeSet<(std::cmp::Reverse<usize>, String)> = BTreeSet::new();
    let mut add = |text: String| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if digits >= DIGITS && text.chars().count() >= LONG_WORD {
            telling.insert((std::cmp::Reverse(digits), text));
        }
    };
    for line in &page.lines {
        let text = folded(line);
        text.split(|c: char| !c.is_ascii_alphanumeric()).for_each(|word| add(word.to_owned()));
        add(text);
    }
    telling.into_iter().take(MARKS).map(|(_, text)| hash(&text)).collect()
}

/// Whether two pages show one sheet.
pub fn same_sheet(a: &PageText, b: &PageText) -> bool {
    if a.lines.len() < FEWEST_LINES || b.lines.len() < FEWEST_LINES {
        return false;
    }
    let (own, other) = (lines(a), lines(b));
    let common: Vec<(&TextLine, &TextLine)> =
        own.iter().filter_map(|(text, line)| Some(((*line)?, (*other.get(text)?)?))).collect();
    if common.len() < FEWEST_LINES {
        return false;
    }
    let shared = |of: &HashMap<String, Option<&TextLine>>,
                  than: &HashMap<String, Option<&TextLine>>,
                  numbers: bool| {
        let counts = |text: &&String| !numbers || text.chars().any(|c| c.is_ascii_digit());
        let length = |text: &String| text.chars().count();
        let all: usize = of.keys().filter(counts).map(length).sum();
        let both: usize =
            of.keys().filter(counts).filter(|text| than.contains_key(*text)).map(length).sum();
        if all == 0 { 1.0 } else { both as f32 / all as f32 }
    };
    let least = |numbers| shared(&own, &other, numbers).min(shared(&other, &own, numbers));
    least(false) >= SAME_TEXT && least(true) >= SAME_NUMBERS && lie_alike(a, b, &common)
}

/// The lines by their text; a text that stands twice tells no place.
fn lines(page: &PageText) -> HashMap<String, Option<&TextLine>> {
    let mut lines = HashMap::new();
    for line in &page.lines {
        let text = folded(line);
        if text.chars().count() > 1 {
            lines.entry(text).and_modify(|known| *known = None).or_insert(Some(line));
        }
    }
    lines
}

/// Whether one picture's places become the other's by moving, turning and scaling alone, for all
/// but a tenth of the lines, and no two lines in one place say different things.
fn lie_alike(a: &PageText, b: &PageText, common: &[(&TextLine, &TextLine)]) -> bool {
    let pairs: Vec<(Point, Point)> = common.iter().map(|(a, b)| (middle(a), middle(b))).collect();
    let Some(fit) = Similarity::of(&pairs) else { return false };
    let mut far: Vec<f32> = pairs.iter().map(|(a, b)| distance(fit.apply(*a), *b)).collect();
    far.sort_by(f32::total_cmp);
    let size = pairs.iter().map(|(_, b)| distance(*b, pairs[0].1)).fold(1.0, f32::max);
    let near = far.get(far.len() * 9 / 10).is_some_and(|far| *far < SAME_PLACE * size);
    let begin = |line: &TextLine| line.region.0[0];
    let contradicted = a.lines.iter().filter(|line| line.confidence >= SURE).any(|own| {
        let place = fit.apply(begin(own));
        let there = b.lines.iter().filter(|line| line.confidence >= SURE);
        let nearest =
            there.min_by(|x, y| distance(begin(x), place).total_cmp(&distance(begin(y), place)));
        nearest.is_some_and(|other| {
            distance(begin(other), place) < 2.0 * SAME_PLACE * size
                && differ(&folded(own), &folded(other))
        })
    });
    near && !contradicted
}

/// Whether two texts are more than two readings of one print. A line that was found whole in one
/// picture and in pieces in the other is no difference.
fn differ(a: &str, b: &str) -> bool {
    if a.contains(b) || b.contains(a) {
        return false;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (length, other) = (a.chars().count(), b.chars().count());
    let alike = length.abs_diff(other) <= length.max(other) / 4;
    strsim::levenshtein(&digits(a), &digits(b)) > MISREAD_DIGITS && alike
        || strsim::normalized_levenshtein(a, b) < MISREAD
}

/// Moving, turning and scaling: x' = p·x − q·y + r, y' = q·x + p·y + s.
struct Similarity {
    p: f32,
    q: f32,
    from: Point,
    to: Point,
}

impl Similarity {
    /// The best in the sense of least squares.
    fn of(pairs: &[(Point, Point)]) -> Option<Similarity> {
        let count = pairs.len() as f32;
        let mean = |of: &dyn Fn(&(Point, Point)) -> Point| {
            let sum = pairs.iter().map(of).fold((0.0, 0.0), |s, p| (s.0 + p.x, s.1 + p.y));
            Point::new(sum.0 / count, sum.1 / count)
        };
        let (from, to) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
        let (mut dot, mut cross, mut square) = (0.0, 0.0, 0.0);
        for (a, b) in pairs {
            let (ax, ay, bx, by) = (a.x - from.x, a.y - from.y, b.x - to.x, b.y - to.y);
            dot += ax * bx + ay * by;
            cross += ax * by - ay * bx;
            square += ax * ax + ay * ay;
        }
        (square > 0.0).then(|| Similarity { p: dot / square, q: cross / square, from, to })
    }

    fn apply(&self, point: Point) -> Point {
        let (x, y) = (point.x - self.from.x, point.y - self.from.y);
        Point::new(self.p * x - self.q * y + self.to.x, self.q * x + self.p * y + self.to.y)
    }
}

/// In the picture as it was given, where a turned copy is turned as a whole.
fn middle(line: &TextLine) -> Point {
    let [a, _, c, _] = line.region.0;
    a.towards(c, 0.5)
}

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Without what differs from one reading of a print to the next: width, spaces, punctuation.
fn folded(line: &TextLine) -> String {
    line.text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn hash(text: &str) -> u64 {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    const LABELS: [&str; 7] =
        ["不动产权证书", "权利人", "共有情况", "坐落", "不动产单元号", "权利类型", "用途"];

    /// A certificate of one form, with these values beside its labels.
    fn page(values: [&str; 4]) -> PageText {
        let mut page = PageText { width: 1000, height: 1400, ..PageText::default() };
        let mut put = |text: &str, x: f32, y: f32| {
            let place = Rect { left: x, top: y, right: x + 200.0, bottom: y + 30.0 };
            page.lines.push(TextLine {
                text: text.into(),
                confidence: 0.95,
                region: place.into(),
                upright: place,
                glyphs: Vec::new(),
                quick: false,
            });
        };
        for (row, label) in LABELS.iter().enumerate() {
            put(label, 80.0, 100.0 + 90.0 * row as f32);
        }
        for (row, value) in values.iter().enumerate() {
            put(value, 400.0, 190.0 + 90.0 * row as f32);
        }
        page
    }

    fn turned_and_smaller(page: &PageText) -> PageText {
        let turn = |p: Point| Point::new(700.0 - 0.5 * p.y + 0.02 * p.x, 0.5 * p.x + 0.02 * p.y);
        let mut page = page.clone();
        for line in &mut page.lines {
            line.region.0 = line.region.0.map(turn);
        }
        page
    }

    const OURS: [&str; 4] = [
        "李四", "沪(2019)徐字不动产权第012345号", "华发路406弄10号1705室",
        "310104001001GB00023F00051705",
    ];

    #[test]
    fn a_sheet_scanned_again_is_the_same() {
        let ours = page(OURS);
        let mut again = turned_and_smaller(&ours);
        again.lines[9].text = "华发路406弄10号17O5室".into();
        assert!(same_sheet(&ours, &again) && same_sheet(&again, &ours));
        assert!(marks(&ours).iter().any(|mark| marks(&again).contains(mark)));
    }

    #[test]
    fn another_certificate_of_the_form_is_not() {
        let ours = page(OURS);
        let theirs = page([
            "赵六", "沪(2020)徐字不动产权第098765号", "华发路406弄12号0302室",
            "310104001001GB00023F00070302",
        ]);
        assert!(!same_sheet(&ours, &theirs));
        assert!(!marks(&ours).iter().any(|mark| marks(&theirs).contains(mark)));
        // The neighbour's of the same owner, whose number differs in three digits.
        let near = page([
            "李四", "沪(2019)徐字不动产权第012346号", "华发路406弄10号1706室",
            "310104001001GB00023F00051706",
        ]);
        assert!(!same_sheet(&ours, &near));
    }

    #[test]
    fn certificates_of_two_who_share_a_room_are_two() {
        let of = |name: &str, number: &str| {
            let mut page = PageText { width: 1000, height: 1400, ..PageText::default() };
            let sentence = format!("兹证明我单位员工{name}身份证号{number}");
            let rows = [
                "集体宿舍证明",
                &sentence,
                "居住在上海市松江区荣乐东路301号2幢405室集体宿舍",
                "该宿舍由我单位统一管理用途为居住",
                "上海某某精密机械有限公司人力资源部",
                "联系电话02157831234经办人王经理",
                "2026年3月1日",
            ];
            for (row, text) in rows.into_iter().enumerate() {
                let y = 100.0 + 80.0 * row as f32;
                let place = Rect { left: 90.0, top: y, right: 900.0, bottom: y + 30.0 };
                page.lines.push(TextLine {
                    text: text.into(),
                    confidence: 0.98,
                    region: place.into(),
                    upright: place,
                    glyphs: Vec::new(),
                    quick: false,
                });
            }
            page
        };
        let ours = of("张三", "340102199003071234");
        assert!(!same_sheet(&ours, &of("李小四", "412825198511230518")));
        assert!(!same_sheet(&ours, &of("张四", "340102199208154321")));
        // Read again, a digit and a character came out otherwise.
        assert!(same_sheet(&ours, &turned_and_smaller(&of("张三", "340102199003071284"))));
    }

    #[test]
    fn the_same_words_in_other_places_are_another_sheet() {
        let ours = page(OURS);
        let mut moved = ours.clone();
        for (number, line) in moved.lines.iter_mut().enumerate() {
            let by = (number % 3) as f32 * 120.0;
            line.region.0 = line.region.0.map(|p| Point::new(p.x + by, p.y));
        }
        assert!(!same_sheet(&ours, &moved));
    }
}
