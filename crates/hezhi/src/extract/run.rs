//! A piece of text that remembers, for every character, the line and the place it came from.
//!
//! Values are cut out of lines, joined over lines and searched; keeping the origin of each
//! character makes every step keep its evidence.

use super::paper::Leaf;
use crate::document::FieldPart;
use crate::text::{TextLine, without_radicals};

/// A character of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ch {
    /// For matching: half width, one kind of bracket, no radicals.
    pub folded: char,
    /// Where its middle stands along its line, in heights of the line; `None` where the reader
    /// did not tell.
    pub middle: Option<f32>,
    /// For showing: as printed, except that letters and digits are half width.
    pub shown: char,
    /// White space, or a gap as wide as a character, stands before it.
    pub gap: bool,
    pub confidence: f32,
    /// Index of the page within the paper.
    pub page: usize,
    /// Index of the line on the page, and of the character in the line's text.
    pub line: usize,
    pub at: usize,
}

/// Characters in reading order, without white space.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Run(pub Vec<Ch>);

impl Run {
    /// Characters without a place: what another reader said.
    pub fn plain(text: &str) -> Run {
        let line = TextLine {
            text: text.to_owned(),
            confidence: 1.0,
            region: Default::default(),
            upright: Default::default(),
            glyphs: Vec::new(),
            quick: false,
        };
        Run::of(&line, 0, 0)
    }

    /// The characters of a line.
    pub fn of(line: &TextLine, page: usize, index: usize) -> Run {
        let count = line.text.chars().count();
        let glyphs = if line.glyphs.len() == count { line.glyphs.as_slice() } else { &[] };
        let length = line.upright.width().max(line.upright.height());
        let height = line.upright.width().min(line.upright.height()).max(1.0);
        let mut chars = Vec::with_capacity(count);
        let mut gap = false;
        let mut end = None;
        for (at, c) in line.text.chars().enumerate() {
            if c.is_whitespace() {
                gap = true;
                continue;
            }
            let glyph = glyphs.get(at);
            if let (Some(g), Some(end)) = (glyph, end) {
                // A gap wider than 0.8 of the line's height separates two cells or two words;
                // within a word the gaps measured on PP-OCR's columns stay below 0.5.
                gap |= (g.start - end) * length > 0.8 * height;
            }
            end = glyph.map(|g| g.end);
            let confidence = glyph.map_or(line.confidence, |g| g.confidence);
            let folded = fold(c);
            let shown = if folded.is_ascii_alphanumeric() { folded } else { c };
            let middle = glyph.map(|g| (g.start + g.end) / 2.0 * length / height);
            chars.push(Ch { folded, middle, shown, gap, confidence, page, line: index, at });
            gap = false;
        }
        Run(chars)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn folded(&self) -> String {
        self.0.iter().map(|c| c.folded).collect()
    }

    /// As printed: white space is kept only between letters and digits, where it separates words
    /// or numbers.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Ch> = None;
        for (i, c) in self.0.iter().enumerate() {
            let same_line = before.is_some_and(|b| (b.page, b.line) == (c.page, c.line));
            if c.gap
                && same_line
                && !self.is_spaced_number(i)
                && before.is_some_and(|b| b.folded.is_ascii_alphanumeric())
                && c.folded.is_ascii_alphanumeric()
            {
                text.push(' ');
            }
            text.push(c.shown);
            before = Some(c);
        }
        text
    }

    /// Whether the gap before a digit is only the way the whole number is set: three digits or more
    /// that all stand apart (`3 0 5室`).
    pub fn is_spaced_number(&self, at: usize) -> bool {
        let digit = |i: usize| self.0.get(i).is_some_and(|c| c.folded.is_ascii_digit());
        let from = (0..at).rev().take_while(|&i| digit(i)).last().unwrap_or(at);
        let to = (at..self.len()).find(|&i| !digit(i)).unwrap_or(self.len());
        to.saturating_sub(from) >= 3 && (from + 1..to).all(|i| self.0[i].gap)
    }

    /// As printed, without any white space.
    pub fn compact(&self) -> String {
        self.0.iter().map(|c| c.shown).collect()
    }

    pub fn range(&self, from: usize, to: usize) -> Run {
        let to = to.min(self.len());
        Run(self.0.get(from.min(to)..to).map(<[Ch]>::to_vec).unwrap_or_default())
    }

    pub fn from(&self, from: usize) -> Run {
        self.range(from, self.len())
    }

    /// Where `needle` (in folded form) first stands at or after `from`.
    pub fn find_from(&self, needle: &str, from: usize) -> Option<usize> {
        let needle: Vec<char> = needle.chars().collect();
        if needle.is_empty() {
            return None;
        }
        (from..(self.len() + 1).saturating_sub(needle.len())).find(|&i| self.starts_at(i, &needle))
    }

    pub fn find(&self, needle: &str) -> Option<usize> {
        self.find_from(needle, 0)
    }

    pub fn contains(&self, needle: &str) -> bool {
        self.find(needle).is_some()
    }

    pub fn starts_at(&self, at: usize, needle: &[char]) -> bool {
        needle.iter().enumerate().all(|(k, n)| self.0.get(at + k).is_some_and(|c| c.folded == *n))
    }

    /// Without the characters for which `drop` holds at both ends.
    pub fn trim(&self, drop: impl Fn(char) -> bool) -> Run {
        let from = self.0.iter().position(|c| !drop(c.folded)).unwrap_or(self.len());
        let to = self.0.iter().rposition(|c| !drop(c.folded)).map_or(from, |p| p + 1);
        self.range(from, to)
    }

    /// Without punctuation at both ends that separates values.
    pub fn trimmed(&self) -> Run {
        self.trim(|c| {
            matches!(
                c,
                ':' | ';' | ',' | '。' | '.' | '/' | '、' | '|' | '_' | '-' | '\'' | '"' | '·'
            )
        })
    }

    pub fn append(&mut self, other: &Run) {
        self.0.extend_from_slice(&other.0);
    }

    /// The widest step from one character's middle to the next: before which character it stands,
    /// and how many times the widest of the others it is. Places are told to a sixth of the line's
    /// height, so that 1.25 says nothing of four characters; between two names with a narrow gap
    /// 1.2 to 1.5 was measured.
    pub fn widest_step(&self) -> Option<(usize, f32)> {
        let middles: Option<Vec<f32>> = self.0.iter().map(|c| c.middle).collect();
        let one_line = self.0.windows(2).all(|c| (c[0].page, c[0].line) == (c[1].page, c[1].line));
        let middles = middles.filter(|_| one_line)?;
        let steps: Vec<f32> = middles.windows(2).map(|m| m[1] - m[0]).collect();
        let widest = (0..steps.len()).max_by(|&a, &b| steps[a].total_cmp(&steps[b]))?;
        let others = steps.iter().enumerate().filter(|(i, _)| *i != widest).map(|(_, s)| *s);
        let next = others.fold(0.0, f32::max);
        (next > 0.0).then_some((widest + 1, steps[widest] / next))
    }

    pub fn mean(&self) -> f32 {
        if self.is_empty() {
            return 0.0;
        }
        self.0.iter().map(|c| c.confidence).sum::<f32>() / self.len() as f32
    }

    /// The places on the paper's pages that the characters come from, in order, one for each
    /// stretch of a line.
    pub fn parts(&self, pages: &[Leaf<'_>]) -> Vec<FieldPart> {
        let mut parts = Vec::new();
        let mut from = 0;
        while from < self.len() {
            let first = self.0[from];
            let mut to = from + 1;
            while to < self.len()
                && (self.0[to].page, self.0[to].line) == (first.page, first.line)
                && self.0[to].at > self.0[to - 1].at
            {
                to += 1;
            }
            let own = self.range(from, to);
            let last = self.0[to - 1];
            if let Some((leaf, line)) = pages
                .get(first.page)
                .and_then(|leaf| Some((leaf, leaf.page.lines.get(first.line)?)))
            {
                let slice = line.slice(first.at, last.at + 1);
                parts.push(FieldPart {
                    text: own.text(),
                    confidence: own.mean(),
                    file: leaf.file.map(str::to_owned),
                    page: leaf.page.page,
                    region: slice.region,
                });
            }
            from = to;
        }
        parts
    }
}

/// One form for characters that mean the same in a label or a value.
pub(super) fn fold(c: char) -> char {
    match without_radicals(c) {
        '（' | '〔' | '【' | '［' | '〈' | '(' => '(',
        '）' | '〕' | '】' | '］' | '〉' | ')' => ')',
        '∶' | '﹕' | '︰' => ':',
        '﹔' => ';',
        '―' | '—' | '–' | '‐' | '−' | 'ー' => '-',
        '～' | '〜' | '∼' => '~',
        '﹑' | '､' => '、',
        '｡' => '。',
        '號' => '号',
        '樓' => '楼',
        '證' => '证',
        '產' => '产',
        '權' => '权',
        c @ '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Whether a character is a Chinese one.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}
