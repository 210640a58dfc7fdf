//! What reading yields: lines of text, each with its place on the page.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::geometry::{Rect, Region};

/// One character of a line and where it stands along the line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// Where the character begins and ends along the line, as fractions (0 to 1) of its length.
    pub start: f32,
    pub end: f32,
    /// How sure the reader is of this character, 0 to 1.
    pub confidence: f32,
}

/// A second, independent reading of a small place that the identity of a home or person hangs on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecondReading {
    /// Which engine read it, for example `tesseract`.
    pub engine: String,
    /// The place that was asked for, on the page as it was given.
    pub region: Region,
    pub text: String,
    /// 0 to 1, on the second engine's own scale.
    pub confidence: f32,
}

/// A line of text as a reader saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextLine {
    pub text: String,
    /// Mean confidence of the line's characters, 0 to 1.
    pub confidence: f32,
    /// Where the line stands on the page as it was given.
    pub region: Region,
    /// Where it stands on the page turned upright and straightened: for reasoning about layout.
    pub upright: Rect,
    /// One entry for each `char` of `text`, or empty where the reader does not tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub glyphs: Vec<Glyph>,
    /// Read by the quicker of two recognisers, which was sure of it. The other one may then confirm
    /// it, and the quicker one may not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quick: bool,
}

impl TextLine {
    /// The part of the line that holds the characters `from..to` (counted in `char`s), with its
    /// own place and confidence. A range past the end is cut to the line.
    pub fn slice(&self, from: usize, to: usize) -> TextLine {
        let count = self.text.chars().count();
        let to = to.min(count);
        let from = from.min(to);
        let text: String = self.text.chars().skip(from).take(to - from).collect();
        let (start, end, confidence, glyphs) = if self.glyphs.len() == count && to > from {
            let own = &self.glyphs[from..to];
            let mean = own.iter().map(|g| g.confidence).sum::<f32>() / own.len() as f32;
            (own[0].start, own[own.len() - 1].end, mean, own.to_vec())
        } else {
            let n = count.max(1) as f32;
            (from as f32 / n, to as f32 / n, self.confidence, Vec::new())
        };
        let span = (end - start).max(f32::EPSILON);
        let glyphs = glyphs
            .into_iter()
            .map(|g| Glyph { start: (g.start - start) / span, end: (g.end - start) / span, ..g })
            .collect();
        let width = self.upright.width();
        TextLine {
            text,
            confidence,
            region: self.region.slice(start, end),
            upright: Rect {
                left: self.upright.left + width * start,
                right: self.upright.left + width * end,
                ..self.upright
            },
            glyphs,
            quick: self.quick,
        }
    }

    /// The lowest confidence among the line's characters.
    pub fn weakest(&self) -> f32 {
        self.glyphs.iter().map(|g| g.confidence).fold(self.confidence, f32::min)
    }
}

/// A seal found on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    pub region: Region,
    pub upright: Rect,
    /// How sure the finder is that this is a seal, 0 to 1.
    pub confidence: f32,
    /// The name on it, where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The words across it that say what it is for, such as 人事专用章.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub across: Option<String>,
}

/// A QR code found on a page, with what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QrCode {
    pub region: Region,
    pub text: String,
}

/// Everything that was read on one page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PageText {
    /// Counted from 1 within the file.
    pub page: u32,
    /// Size in pixels of the page as it was given.
    pub width: u32,
    pub height: u32,
    /// Clockwise degrees (0, 90, 180, 270) by which the page was turned to stand upright.
    #[serde(default)]
    pub turned: u16,
    /// A stamp in a frame lay on the print and was taken off before it was read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stamped: bool,
    /// In reading order.
    pub lines: Vec<TextLine>,
    #[serde(default)]
    pub seals: Vec<Seal>,
    #[serde(default)]
    pub codes: Vec<QrCode>,
    /// What the second reader saw in the places it was asked about.
    #[serde(default)]
    pub second_readings: Vec<SecondReading>,
    /// The text layer of a PDF page. It can lie: only compared with what the picture shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_layer: Option<String>,
    /// Why the page could not be read at all, or only badly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// What is wrong with the picture, whether or not it could be read: what to tell who scans it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<PageFault>,
}

/// What is wrong with the picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum PageFault {
    /// Nothing is on it: the back of a sheet.
    Blank,
    /// Out of focus, or moved.
    Blurred,
    /// Too little light.
    Dark,
    /// Print runs out of the picture.
    CutOff,
    /// Light reflected by the sheet hides print.
    Glare,
    /// Something lies on the print: a finger, a clip, another sheet.
    Covered,
    /// The print is too small to be read: too few pixels for the sheet.
    TooSmall,
}

/// Everything that was read in one file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FileText {
    /// The name as the application lists it.
    pub file: String,
    pub pages: Vec<PageText>,
    /// Why the whole file could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Why something could not be read: a code to branch on and a sentence for the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    pub code: ProblemCode,
    /// Chinese, with the next step.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The file is not there, or may not be opened.
    Missing,
    /// Zero bytes.
    Empty,
    /// Neither an image nor a PDF.
    NotAnImage,
    /// Cut off or damaged.
    Damaged,
    /// Over a limit on bytes, pixels or pages.
    TooLarge,
    /// A PDF that asks for a password.
    Encrypted,
    /// A page without any text.
    Blank,
    /// Blurred, dark or too small to read.
    Poor,
    /// The reader itself failed on this page.
    ReaderFailed,
    /// Reading took more time than one page may take. Tried again it would take as long.
    GaveUp,
}

/// The ideograph that a radical stands for. The writers of PDFs often map the glyph of 用 or 长 to
/// the look-alike from the blocks of radicals, which looks the same and compares as another.
pub fn without_radicals(c: char) -> char {
    match c {
        // Unicode gives the 214 of the Kangxi dictionary a compatibility mapping.
        '\u{2F00}'..='\u{2FD5}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        '\u{2E80}'..='\u{2EF3}' => {
            RADICALS.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, whole)| *whole)
        }
        _ => c,
    }
}

/// Those of the supplementary block that are an ideograph by themselves, from Unicode's
/// `EquivalentUnifiedIdeograph`.
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺇', '几'),
    ('⺌', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⺯', '糸'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '老'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⻁', '虎'),
    ('⻃', '西'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '长'),
    ('⻒', '长'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阜'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龟'),
    ('⻲', '龟'),
    ('⻳', '龟'),
];
