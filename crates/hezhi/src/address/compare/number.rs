//! Whether two numbers are one number.

use crate::address::{
    numeral::Digits,
    parsed::Number,
    text::{DOUBT, Text},
};

/// What two pieces are to each other, and what is uncertain about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::address) enum Verdict {
    Same,
    Different,
    Uncertain(Doubt),
}

/// Why two pieces cannot be told to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::address) enum Doubt {
    /// One side does not have it.
    Missing,
    /// A character that carries identity is unsure.
    Glyph,
    /// 0302 and 302.
    Zeros,
    /// 1705A and 1705; 12号甲 and 12号.
    Affix,
    /// A range or list that holds the other.
    Includes,
    /// Two kinds of number: 号 and 幢, 弄 and 号.
    Kind,
    /// Two numbers that ran together: 1990159号 and 1990弄159号.
    Merged,
    /// The names of one thing may differ, or two things may share a name.
    Name,
    /// A road that is not known to exist.
    UnknownRoad,
    /// 路 and 公路.
    RoadKind,
    /// It was renamed.
    Renamed,
    /// More than can be told from the text.
    Vague,
    /// A former district that the place may not have lain in.
    Former,
    /// The road lies in several districts, or in none that is known.
    Ambiguous,
}

/// Compares two numbers, lists or ranges.
pub(super) fn numbers(a: &Number, ta: &Text, b: &Number, tb: &Text) -> Verdict {
    let main = match (a.items.as_slice(), b.items.as_slice()) {
        ([a], [b]) => digits(a, ta, b, tb),
        _ => sets(a, ta, b, tb),
    };
    match main {
        Verdict::Same => affixes(a, ta, b, tb),
        Verdict::Different if reaches(a, b) || reaches(b, a) => Verdict::Uncertain(Doubt::Includes),
        other => other,
    }
}

/// 6-8号 is 6号 with a sub-number to one reader and 6号 to 8号 to another.
fn reaches(a: &Number, b: &Number) -> bool {
    let (Some(from), Some(to), Some(value)) = (a.value(), a.sub.map(|sub| sub.value), b.value())
    else {
        return false;
    };
    from < value && value <= to
}

/// The 1 of 12-1号 and the 甲 of 12号甲, where the numbers are one.
fn affixes(a: &Number, ta: &Text, b: &Number, tb: &Text) -> Verdict {
    let sub = match (&a.sub, &b.sub) {
        (None, None) => Verdict::Same,
        (Some(a), Some(b)) => digits(a, ta, b, tb),
        _ => Verdict::Uncertain(Doubt::Affix),
    };
    let mark = match (a.mark, b.mark) {
        (a, b) if a == b => Verdict::Same,
        // A door numbered for the time being may have got any number since.
        (Some('临'), _) | (_, Some('临')) | (None, _) | (_, None) => {
            Verdict::Uncertain(Doubt::Affix)
        }
        _ => Verdict::Different,
    };
    worst(sub, mark)
}

/// Different before uncertain before same.
pub(super) fn worst(a: Verdict, b: Verdict) -> Verdict {
    match (a, b) {
        (Verdict::Different, _) | (_, Verdict::Different) => Verdict::Different,
        (Verdict::Uncertain(_), _) => a,
        _ => b,
    }
}

fn sets(a: &Number, ta: &Text, b: &Number, tb: &Text) -> Verdict {
    if a.unsure() || b.unsure() {
        return Verdict::Uncertain(Doubt::Glyph);
    }
    if a.range == b.range && a.items.len() == b.items.len() {
        let sorted = |number: &Number| {
            let mut items: Vec<Digits> = number.items.clone();
            items.sort_by_key(|digits| digits.value);
            items
        };
        let (sa, sb) = (sorted(a), sorted(b));
        if sa.iter().zip(&sb).all(|(a, b)| digits(a, ta, b, tb) == Verdict::Same) {
            return Verdict::Same;
        }
    }
    let overlap = bounds(a)
        .iter()
        .any(|(low, high)| bounds(b).iter().any(|(from, to)| low <= to && from <= high));
    if overlap { Verdict::Uncertain(Doubt::Includes) } else { Verdict::Different }
}

fn bounds(number: &Number) -> Vec<(u64, u64)> {
    match number.items.as_slice() {
        [first, last] if number.range => {
            vec![(first.value.min(last.value), first.value.max(last.value))]
        }
        items => items.iter().map(|digits| (digits.value, digits.value)).collect(),
    }
}

/// Compares two single numbers.
pub(super) fn digits(a: &Digits, ta: &Text, b: &Digits, tb: &Text) -> Verdict {
    if a.unsure || b.unsure {
        return unsure(a, ta, b, tb);
    }
    if a.value != b.value {
        let lettered = a.lead.is_some() || a.tail.is_some() || b.lead.is_some() || b.tail.is_some();
        // 170B and 1708: the letter may be a digit misread.
        if lettered
            && (a.lead, a.tail) != (b.lead, b.tail)
            && unsure(a, ta, b, tb) != Verdict::Different
        {
            return Verdict::Uncertain(Doubt::Glyph);
        }
        return Verdict::Different;
    }
    let letters = |a: Option<char>, b: Option<char>| match (a, b) {
        (a, b) if a == b => Verdict::Same,
        (Some(_), Some(_)) => Verdict::Different,
        _ => Verdict::Uncertain(Doubt::Affix),
    };
    match worst(letters(a.lead, b.lead), letters(a.tail, b.tail)) {
        Verdict::Same if a.width != b.width => Verdict::Uncertain(Doubt::Zeros),
        verdict => verdict,
    }
}

/// Numbers of which a character is unsure: different only where two clear digits contradict.
fn unsure(a: &Digits, ta: &Text, b: &Digits, tb: &Text) -> Verdict {
    let length = |digits: &Digits| digits.span.end - digits.span.start;
    if a.chinese || b.chinese || length(a) != length(b) {
        return Verdict::Uncertain(Doubt::Glyph);
    }
    let clear = |text: &Text, index: usize| {
        Some(text.c(index)).filter(|c| c.is_ascii_digit() && text.flags(index) & DOUBT == 0)
    };
    let contradict = (0..length(a)).any(|offset| {
        match (clear(ta, a.span.start + offset), clear(tb, b.span.start + offset)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    });
    if contradict { Verdict::Different } else { Verdict::Uncertain(Doubt::Glyph) }
}
