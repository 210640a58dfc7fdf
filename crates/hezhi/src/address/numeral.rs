//! Numbers as they are written in addresses: digits, Chinese numerals, letters before or after.

use super::text::{DOUBT, ILLEGIBLE, LIST, SPACE, STOP, Span, Text};

/// Letters that stand beside the digits of a door on purpose. The others (I, O, S, Z …) are
/// more often a digit misread.
const DOOR_LETTERS: &str = "ABCDEFGHJKLMNPRTUVWY";

/// One number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits {
    pub span: Span,
    pub value: u64,
    /// How many digits were written, so that 0302 is told from 302.
    pub width: u8,
    /// A letter before the digits: A101.
    pub lead: Option<char>,
    /// A letter after the digits: 1705A.
    pub tail: Option<char>,
    /// A letter in a digit's place, a space inside, a character that could not be read, or
    /// reading itself is unsure.
    pub unsure: bool,
    /// Written in Chinese numerals.
    pub chinese: bool,
}

impl Digits {
    pub(super) fn plain(&self) -> bool {
        !self.unsure && self.lead.is_none() && self.tail.is_none()
    }
}

/// The value of a Chinese digit.
fn chinese_digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn chinese_unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

pub(super) fn is_chinese_numeral(c: char) -> bool {
    chinese_digit(c).is_some() || chinese_unit(c).is_some() || matches!(c, '廿' | '卅')
}

/// A sign that belongs to a run of Latin digits, legible or not.
fn is_latin(text: &Text, index: usize) -> bool {
    match text.c(index) {
        c if c.is_ascii_alphanumeric() => true,
        ILLEGIBLE | '|' => true,
        '口' => {
            index > 0 && text.c(index - 1).is_ascii_digit() && text.c(index + 1).is_ascii_digit()
        }
        _ => false,
    }
}

/// The number that starts at an index, if one does.
pub(super) fn number(text: &Text, start: usize) -> Option<Digits> {
    let mut end = start;
    let (mut latin, mut chinese, mut zero, mut broken) = (false, false, false, false);
    while end < text.len() {
        let flags = text.flags(end);
        if end > start && flags & (LIST | STOP) != 0 {
            break;
        }
        let c = text.c(end);
        if c == '〇' || c == '零' {
            zero = true;
        } else if is_latin(text, end) {
            latin = true;
        } else if is_chinese_numeral(c) {
            chinese = true;
        } else {
            break;
        }
        broken |= end > start && flags & SPACE != 0;
        end += 1;
    }
    if latin && !chinese {
        end = floor_letter(text, start, end).unwrap_or(end);
    }
    let span = Span::new(start, end);
    let mut digits = if chinese || (zero && !latin) {
        chinese_number(text, span)
    } else if latin {
        latin_number(text, span)
    } else {
        None
    }?;
    digits.unsure |= broken || (start..end).any(|index| text.flags(index) & DOUBT != 0);
    Some(digits)
}

/// Where a floor ends that a room follows without a word between them: 17F of 17F1705.
fn floor_letter(text: &Text, start: usize, end: usize) -> Option<usize> {
    let letter =
        (start + 1..end.saturating_sub(2)).find(|index| matches!(text.c(*index), 'F' | 'f'))?;
    let digits = |from: usize, to: usize| (from..to).all(|index| text.c(index).is_ascii_digit());
    (letter - start <= 2 && end - letter > 3 && digits(start, letter) && digits(letter + 1, end))
        .then_some(letter + 1)
}

fn latin_number(text: &Text, span: Span) -> Option<Digits> {
    let digit = |index: usize| match text.c(index) {
        '〇' | '零' => Some(0),
        c => c.to_digit(10).map(u64::from),
    };
    let (mut start, mut end) = (span.start, span.end);
    if !(start..end).any(|index| digit(index).is_some() || text.c(index) == ILLEGIBLE) {
        return None;
    }
    let lead = door_letter(text.c(start)).filter(|_| end - start > 1);
    start += usize::from(lead.is_some());
    let tail = door_letter(text.c(end - 1)).filter(|_| end - start > 1);
    end -= usize::from(tail.is_some());
    let mut value = 0u64;
    // A circle among digits may stand for one that could not be read.
    let circle = (start..end).any(|index| matches!(text.c(index), '〇' | '零'));
    let mut unsure = end - start > 9 || circle;
    for index in start..end {
        match digit(index) {
            Some(digit) => value = value.saturating_mul(10).saturating_add(digit),
            None => unsure = true,
        }
    }
    let width = (end - start).min(99) as u8;
    Some(Digits { span, value, width, lead, tail, unsure, chinese: false })
}

/// The capital of a letter that may stand beside a door's digits.
pub(super) fn door_letter(c: char) -> Option<char> {
    // A small l is a one and a small b a six, more often than a door.
    if matches!(c, 'l' | 'b' | 'g' | 'q') {
        return None;
    }
    Some(c.to_ascii_uppercase()).filter(|c| DOOR_LETTERS.contains(*c))
}

fn chinese_number(text: &Text, span: Span) -> Option<Digits> {
    let mut result =
        Digits { span, value: 0, width: 0, lead: None, tail: None, unsure: false, chinese: true };
    let multiplied = (span.start..span.end)
        .any(|i| chinese_unit(text.c(i)).is_some() || matches!(text.c(i), '廿' | '卅'));
    if multiplied {
        match multiplied_value(text, span) {
            Some(value) => result.value = value,
            None => result.unsure = true,
        }
        result.width = decimal_width(result.value);
        return Some(result);
    }
    for index in span.start..span.end {
        let c = text.c(index);
        // 二O一 and 二0一 are both written for 二〇一.
        let digit = match c {
            'O' | 'o' | '0' => Some(0),
            c => chinese_digit(c),
        };
        match digit {
            Some(digit) => result.value = result.value.saturating_mul(10).saturating_add(digit),
            None => result.unsure = true,
        }
    }
    result.width = (span.end - span.start).min(99) as u8;
    result.unsure |= result.width > 9;
    Some(result)
}

/// 一千六百五十, 一百零七, 二十, 廿三. None where it is not well formed, or has two readings.
fn multiplied_value(text: &Text, span: Span) -> Option<u64> {
    let (mut total, mut digit, mut last) = (0u64, None, 10_000u64);
    let mut zero = false;
    for index in span.start..span.end {
        let c = text.c(index);
        if c == '零' || c == '〇' {
            if digit.is_some() {
                return None;
            }
            zero = true;
            continue;
        }
        let (count, unit) = match c {
            '廿' => (2, 10),
            '卅' => (3, 10),
            c => match (chinese_digit(c), chinese_unit(c)) {
                (Some(value), _) => {
                    if digit.replace(value).is_some() {
                        return None;
                    }
                    continue;
                }
                // 十二 and 一百十二 leave the one out; 百 and 千 never do.
                (_, Some(unit)) => match digit.take() {
                    Some(count) => (count, unit),
                    None if unit == 10 && (index == span.start || last == 100) => (1, unit),
                    None => return None,
                },
                _ => return None,
            },
        };
        if unit >= last || digit.is_some() {
            return None;
        }
        total += count * unit;
        last = unit;
        zero = false;
    }
    match digit {
        // 一百五 is 150 to one person and a slip of 一百零五 to another.
        Some(_) if last > 10 && !zero => None,
        Some(ones) => Some(total + ones),
        None => Some(total),
    }
}

pub(super) fn decimal_width(value: u64) -> u8 {
    value.checked_ilog10().map_or(1, |log| log as u8 + 1)
}

/// A small number as Chinese writes it in names: 3 is 三, 12 is 十二.
pub(super) fn in_chinese(value: u64) -> Option<String> {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match value / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", ONES.get(tens as usize)?),
    };
    let ones = ONES.get((value % 10) as usize)?;
    (value > 0 && value < 100).then(|| tens + ones)
}

/// A name with its ordinal in one form: 曹杨1村 and 曹杨一村 are one name.
pub(super) fn canonical_name(name: &str) -> String {
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return name.to_owned();
    }
    let mut canonical = String::with_capacity(name.len() + 4);
    let mut rest = name;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        canonical.push_str(before);
        match digits.parse().ok().and_then(in_chinese) {
            Some(chinese) => canonical.push_str(&chinese),
            None => canonical.push_str(digits),
        }
        rest = after;
    }
    canonical + rest
}
