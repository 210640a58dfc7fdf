//! Text as the grammar reads it: one width, one script, separators taken out, every character
//! with the place in the original that it came from.

use std::{ops::Range, sync::OnceLock};

use unicode_normalization::UnicodeNormalization;

/// A space or a line break stands before the character.
pub(super) const SPACE: u8 = 1;
/// A comma, full stop, colon or the like stands before the character.
pub(super) const STOP: u8 = 2;
/// 、 or / stands before the character.
pub(super) const LIST: u8 = 4;
/// Reading is unsure of the character.
pub(super) const DOUBT: u8 = 8;

/// No address is longer: what is longer is not an address, and reading stops there.
pub(super) const LONGEST: usize = 240;

/// A character that could not be read, whatever sign the reader put in its place.
pub(super) const ILLEGIBLE: char = '?';

/// One character that means something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub c: char,
    /// Where it stands in the original, in `char`s.
    pub at: u32,
    /// Where it stands in [`Text::folded`], in bytes.
    byte: u32,
    pub flags: u8,
}

/// A run of glyphs, by index, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub(super) fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A folded text.
#[derive(Debug)]
pub(super) struct Text {
    glyphs: Vec<Glyph>,
    folded: String,
    /// The original was longer than any address.
    pub cut: bool,
}

impl Text {
    pub(super) fn new(original: &str, doubtful: &[Range<usize>]) -> Text {
        let mut text = Text {
            glyphs: Vec::with_capacity(original.len().min(3 * LONGEST) / 3 + 8),
            folded: String::with_capacity(original.len().min(3 * LONGEST)),
            cut: false,
        };
        let mut flags = 0;
        let mut before = '\0';
        let mut characters = original.chars().enumerate().peekable();
        while let Some((at, c)) = characters.next() {
            if text.glyphs.len() >= LONGEST {
                text.cut = true;
                break;
            }
            let next = characters.peek().map_or('\0', |(_, next)| *next);
            // A line break that a table wrote out as two characters.
            if c == '\\' && matches!(next, 'n' | 'r' | 't') {
                characters.next();
                flags |= SPACE;
                before = c;
                continue;
            }
            // 101,102室 lists as 101、102室 does.
            let listing = matches!(c, ',' | '，') && is_digit(before) && is_digit(next);
            before = c;
            if listing {
                flags |= LIST;
                continue;
            }
            match folded(c) {
                Folded::Nothing => {}
                Folded::Separator(flag) => flags |= flag,
                Folded::Glyph(c) => {
                    if doubtful.iter().any(|range| range.contains(&at)) {
                        flags |= DOUBT;
                    }
                    text.push(c, at, flags);
                    flags = 0;
                }
            }
        }
        text
    }

    fn push(&mut self, c: char, at: usize, flags: u8) {
        let glyph = Glyph { c, at: at as u32, byte: self.folded.len() as u32, flags };
        self.glyphs.push(glyph);
        self.folded.push(c);
    }

    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The character at an index, or NUL beyond the end.
    pub(super) fn c(&self, index: usize) -> char {
        self.glyphs.get(index).map_or('\0', |glyph| glyph.c)
    }

    pub(super) fn flags(&self, index: usize) -> u8 {
        self.glyphs.get(index).map_or(0, |glyph| glyph.flags)
    }

    fn byte(&self, index: usize) -> usize {
        self.glyphs.get(index).map_or(self.folded.len(), |glyph| glyph.byte as usize)
    }

    /// The folded characters of a span, without separators.
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        self.folded.get(self.byte(start)..self.byte(end)).unwrap_or("")
    }

    pub(super) fn of(&self, span: Span) -> &str {
        self.slice(span.start, span.end)
    }

    pub(super) fn starts(&self, index: usize, word: &str) -> bool {
        self.folded.get(self.byte(index)..).is_some_and(|rest| rest.starts_with(word))
    }

    /// The first of some words that the text goes on with.
    pub(super) fn starts_any<'w>(&self, index: usize, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.starts(index, word))
    }

    /// Where a span stands in the original, in `char`s.
    pub(super) fn original(&self, span: Span) -> Range<usize> {
        let at = |index: usize| self.glyphs.get(index).map(|glyph| glyph.at as usize);
        let start = at(span.start).unwrap_or(0);
        let end = span.end.checked_sub(1).and_then(at).map_or(start, |last| last + 1);
        start..end.max(start)
    }

    pub(super) fn doubtful(&self, span: Span) -> bool {
        (span.start..span.end).any(|index| self.flags(index) & DOUBT != 0)
    }
}

/// A digit in either width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

enum Folded {
    Glyph(char),
    Separator(u8),
    Nothing,
}

/// Width, script and punctuation of one character.
fn folded(c: char) -> Folded {
    match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' => Folded::Glyph(c),
        '\u{4e00}'..='\u{9fff}' => Folded::Glyph(simplified(c)),
        _ => folded_sign(c),
    }
}

fn folded_sign(c: char) -> Folded {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            Folded::Glyph(char::from_u32(c as u32 - 0xfee0).unwrap_or(c))
        }
        // Zero-width marks, the byte order mark and soft hyphens are no one's handwriting.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{fe00}'..='\u{fe0f}' => Folded::Nothing,
        '、' | '/' | '／' | '､' | '\\' | '＼' => Folded::Separator(LIST),
        '-' | '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '━' | '﹣' | '−' | 'ー' | '﹘' => {
            Folded::Glyph('-')
        }
        '~' | '～' | '〜' | '∼' | '˜' => Folded::Glyph('~'),
        '(' | '（' | '〔' | '［' | '[' | '【' | '﹙' | '{' | '｛' | '<' | '〈' | '《' | '「' => {
            Folded::Glyph('(')
        }
        ')' | '）' | '〕' | '］' | ']' | '】' | '﹚' | '}' | '｝' | '>' | '〉' | '》' | '」' => {
            Folded::Glyph(')')
        }
        '#' | '＃' | '﹟' | '♯' => Folded::Glyph('#'),
        '〇' | '○' | '◯' | '⚪' => Folded::Glyph('〇'),
        '?' | '？' | '*' | '＊' | '□' | '■' | '◻' | '◼' | '▢' | '▇' | '█' | '▓' | '▒' | '☐'
        | '_' | '＿' | '\u{fffd}' | '×' | '✕' | '✱' | '﹡' | '⬜' | '⬛' => {
            Folded::Glyph(ILLEGIBLE)
        }
        '|' | '｜' | '!' | '！' => Folded::Glyph('|'),
        '①'..='⑨' => Folded::Glyph(digit(c as u32 - '①' as u32 + 1)),
        c if c.is_whitespace() || c.is_control() => Folded::Separator(SPACE),
        c if radical(c).is_some() => Folded::Glyph(radical(c).unwrap_or(c)),
        // Kangxi radicals are signs to Unicode, not letters.
        '\u{2f00}'..='\u{2fd5}' => compatible(c),
        c if c.is_alphanumeric() => compatible(c),
        _ => Folded::Separator(STOP),
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or(ILLEGIBLE)
}

/// Compatibility forms: Kangxi radicals, compatibility ideographs and the like. What folds into
/// several characters stays as it is, and the grammar does not know it.
fn compatible(c: char) -> Folded {
    let mut forms = std::iter::once(c).nfkc();
    match (forms.next(), forms.next()) {
        (Some(form), None) => Folded::Glyph(simplified(form)),
        _ => Folded::Glyph(c),
    }
}

/// The CJK Radicals Supplement, which no normal form of Unicode folds; readers of PDF files
/// give these for the characters that look alike.
fn radical(c: char) -> Option<char> {
    let folded = match c {
        '⺁' => '厂',
        '⺅' => '亻',
        '⺇' => '几',
        '⺌' | '⺍' => '小',
        '⺒' | '⺓' => '巳',
        '⺘' => '扌',
        '⺝' => '月',
        '⺟' => '母',
        '⺠' => '民',
        '⺡' => '氵',
        '⺣' => '灬',
        '⺤' => '爫',
        '⺩' => '王',
        '⺫' => '罒',
        '⺬' => '示',
        '⺮' => '竹',
        '⺶' => '羊',
        '⺼' => '月',
        '⺾' | '⺿' | '⻀' => '艹',
        '⻁' => '虎',
        '⻂' => '衤',
        '⻃' | '⻄' => '西',
        '⻅' => '见',
        '⻆' | '⻇' => '角',
        '⻈' => '讠',
        '⻉' => '贝',
        '⻊' => '足',
        '⻋' => '车',
        '⻌' | '⻍' | '⻎' => '辶',
        '⻏' => '阝',
        '⻐' => '钅',
        '⻑' | '⻒' | '⻓' => '长',
        '⻔' => '门',
        '⻕' | '⻖' => '阝',
        '⻘' => '青',
        '⻙' => '韦',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' | '⻞' | '⻟' => '食',
        '⻠' => '饣',
        '⻡' => '首',
        '⻢' => '马',
        '⻣' => '骨',
        '⻤' => '鬼',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻧' => '卤',
        '⻨' => '麦',
        '⻩' => '黄',
        '⻪' => '黾',
        '⻫' | '⻬' => '齐',
        '⻭' | '⻮' => '齿',
        '⻯' | '⻰' => '龙',
        '⻲' | '⻳' => '龟',
        _ => return None,
    };
    Some(folded)
}

/// The simplified form of a character; itself where it has none, or also a meaning of its own in
/// simplified text.
pub fn simplified(c: char) -> char {
    const FIRST: u32 = 0x4e00;
    const LAST: u32 = 0x9fff;
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<u16> = (FIRST..=LAST).map(|code| code as u16).collect();
        for line in include_str!("../../data/traditional.tsv").lines().skip(1).chain(VARIANTS) {
            let mut characters = line.chars();
            if let (Some(from), Some('\t'), Some(to)) =
                (characters.next(), characters.next(), characters.next())
                && let Some(slot) =
                    (from as u32).checked_sub(FIRST).and_then(|index| table.get_mut(index as usize))
            {
                *slot = to as u16;
            }
        }
        table
    });
    (c as u32)
        .checked_sub(FIRST)
        .and_then(|index| table.get(index as usize))
        .and_then(|code| char::from_u32(u32::from(*code)))
        .unwrap_or(c)
}

/// Written variants of address words that the table of traditional characters does not hold.
const VARIANTS: [&str; 3] = ["衖\t弄", "閙\t闹", "牀\t床"];
