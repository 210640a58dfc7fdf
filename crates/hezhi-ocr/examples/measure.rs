//! Measures reading on folders of cases with a known truth (`truth.json` beside the files).
//!
//! `measure fields [--det tiny] [--rec tiny] [--side N] [--blur S] [--shrink F] [--dark F] [--pages] CASE…`
//! tells what share of the printed values stands in what was read, and the processor time.
//! `measure second [--blur S] [--shrink F] [--quality Q] CASE…` spoils the pages and tells which of
//! the readers notice that another one misread a number.

use std::path::{Path, PathBuf};
use std::time::Instant;

use hezhi::text::{PageText, TextLine};
use hezhi_ocr::model::Size;
use hezhi_ocr::ppocr::Frame;
use hezhi_ocr::{Engine, Limits, Options, Page, PpOcr, Tesseract, models_folder, pages};
use image::imageops;

type Failure = Box<dyn std::error::Error>;

/// What is done to a page before it is read.
#[derive(Debug, Clone, Copy)]
struct Spoiling {
    blur: f32,
    shrink: f32,
    dark: f32,
    quality: u8,
}

struct Arguments {
    mode: String,
    options: Options,
    spoiling: Spoiling,
    pages: bool,
    cases: Vec<PathBuf>,
}

fn main() -> Result<(), Failure> {
    let arguments = arguments()?;
    match arguments.mode.as_str() {
        "fields" => fields(&arguments),
        "second" => second(&arguments),
        other => Err(format!("expected `fields` or `second`, found `{other}`").into()),
    }
}

fn arguments() -> Result<Arguments, Failure> {
    let mut rest = std::env::args().skip(1);
    let mut found = Arguments {
        mode: rest.next().unwrap_or_default(),
        options: Options { threads: 1, ..Options::default() },
        spoiling: Spoiling { blur: 0.0, shrink: 1.0, dark: 1.0, quality: 0 },
        pages: false,
        cases: Vec::new(),
    };
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{argument} takes a value"));
        match argument.as_str() {
            "--det" => found.options.detection = size(&value()?),
            "--rec" => found.options.recognition = size(&value()?),
            "--side" => found.options.detect_side = value()?.parse()?,
            "--blur" => found.spoiling.blur = value()?.parse()?,
            "--shrink" => found.spoiling.shrink = value()?.parse()?,
            "--dark" => found.spoiling.dark = value()?.parse()?,
            "--quality" => found.spoiling.quality = value()?.parse()?,
            "--pages" => found.pages = true,
            _ => found.cases.push(argument.into()),
        }
    }
    Ok(found)
}

fn size(name: &str) -> Size {
    if name == "tiny" { Size::Tiny } else { Size::Small }
}

/// A file of a case with the values that are printed in it.
struct Document {
    file: PathBuf,
    values: Vec<(String, String)>,
}

/// Values that are printed as the truth writes them; dates and classes are not.
const PRINTED: &[&str] = &[
    "address", "area", "usage", "land_usage", "holder", "certificate_number", "unit_number",
    "filing_number", "tenant", "landlord", "issuer", "issuing_department", "resident",
    "resident_id_number",
];

fn documents(case: &Path) -> Result<Vec<Document>, Failure> {
    let truth: serde_json::Value =
        serde_json::from_slice(&std::fs::read(case.join("truth.json"))?)?;
    let listed = truth["documents"].as_array().cloned().unwrap_or_default();
    Ok(listed
        .iter()
        .map(|d| Document {
            file: case.join(d["file"].as_str().unwrap_or_default()),
            values: PRINTED
                .iter()
                .filter_map(|name| {
                    Some((name.to_string(), d["fields"][name].as_str()?.to_string()))
                })
                .flat_map(|(name, text)| {
                    text.split('、').map(|t| (name.clone(), printed(&name, t))).collect::<Vec<_>>()
                })
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        })
        .collect())
}

/// The part of a value that stands in one cell: of an address, up to its last house number.
fn printed(name: &str, text: &str) -> String {
    let text = folded(text);
    match text.rfind('号') {
        Some(at) if name == "address" => text[..at + '号'.len_utf8()].to_string(),
        _ => text,
    }
}

/// Without spaces, and with the half-width form of digits, letters and brackets.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

fn opened(file: &Path) -> Vec<Page> {
    let Ok(bytes) = std::fs::read(file) else { return Vec::new() };
    let found = pages(&file.to_string_lossy(), &bytes, &Limits::default());
    found.map(|all| all.flatten().collect()).unwrap_or_default()
}

fn spoiled(page: &Page, how: Spoiling) -> Result<Page, Failure> {
    let mut image = page.image.clone();
    let (width, height) = image.dimensions();
    if how.shrink < 1.0 {
        let side = |n: u32| ((n as f32 * how.shrink) as u32).max(1);
        image = imageops::resize(&image, side(width), side(height), imageops::FilterType::Triangle);
    }
    if how.blur > 0.0 {
        image = imageops::fast_blur(&image, how.blur);
    }
    if how.dark < 1.0 {
        image.pixels_mut().for_each(|p| p.0 = p.0.map(|v| (f32::from(v) * how.dark) as u8));
    }
    if how.quality > 0 {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(
            &mut bytes, how.quality,
        ))?;
        image = image::load_from_memory(bytes.get_ref())?.to_rgb8();
    }
    Ok(Page { number: page.number, image, text_layer: None })
}

/// Of values asked for: how many stand in the text, and how many characters differ.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right: usize,
    values: usize,
    wrong: usize,
    characters: usize,
}

impl Score {
    fn count(&mut self, text: &[char], value: &str) {
        let value: Vec<char> = value.chars().collect();
        let wrong = nearest(text, &value);
        self.right += usize::from(wrong == 0);
        self.values += 1;
        self.wrong += wrong;
        self.characters += value.len();
    }
}

/// The least number of edits between the value and any part of the text.
fn nearest(text: &[char], value: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=value.len()).collect();
    let mut best = value.len();
    for &c in text {
        let mut before = row[0];
        for (i, &v) in value.iter().enumerate() {
            let here = (before + usize::from(v != c)).min(row[i] + 1).min(row[i + 1] + 1);
            before = row[i + 1];
            row[i + 1] = here;
        }
        best = best.min(row[value.len()]);
    }
    best
}

fn joined(texts: &[PageText]) -> Vec<char> {
    texts
        .iter()
        .flat_map(|t| t.lines.iter())
        .flat_map(|l| folded(&l.text).chars().collect::<Vec<_>>())
        .collect()
}

fn fields(arguments: &Arguments) -> Result<(), Failure> {
    let reader = PpOcr::open(&models_folder()?, &arguments.options)?;
    let mut by_name: std::collections::BTreeMap<String, Score> = Default::default();
    let (mut all, mut count, mut seconds) = (Score::default(), 0u32, 0.0);
    for case in &arguments.cases {
        for document in documents(case)? {
            let read: Vec<Page> = opened(&document.file)
                .iter()
                .map(|p| spoiled(p, arguments.spoiling))
                .collect::<Result<_, _>>()?;
            let begun = processor_seconds();
            let texts: Vec<PageText> =
                read.iter().map(|p| reader.read(p)).collect::<Result<_, _>>()?;
            seconds += processor_seconds() - begun;
            count += texts.len() as u32;
            let text = joined(&texts);
            let mut own = Score::default();
            let mut missed: Vec<&str> = Vec::new();
            for (name, value) in &document.values {
                let before = own.right;
                own.count(&text, value);
                if own.right == before {
                    missed.push(value);
                }
                by_name.entry(name.clone()).or_default().count(&text, value);
                all.count(&text, value);
            }
            if arguments.pages {
                let name = document.file.display();
                println!(
                    "{:.3}\t{}\t{}\t{name}\t{}",
                    confidence(&texts),
                    own.right,
                    own.values,
                    missed.join(" ")
                );
            }
        }
    }
    for (name, score) in &by_name {
        println!(
            "{name}: {} of {}, {} of {} characters wrong",
            score.right, score.values, score.wrong, score.characters
        );
    }
    let each = f64::from(count.max(1));
    println!(
        "all: {} of {}, characters wrong {:.3} %, {:.2} processor seconds a page, {count} pages",
        all.right,
        all.values,
        100.0 * all.wrong as f64 / all.characters.max(1) as f64,
        seconds / each
    );
    Ok(())
}

/// Mean confidence of the characters.
fn confidence(texts: &[PageText]) -> f32 {
    let lines = || texts.iter().flat_map(|t| &t.lines);
    let count = |l: &TextLine| l.text.chars().count() as f32;
    lines().map(|l| l.confidence * count(l)).sum::<f32>() / lines().map(count).sum::<f32>().max(1.0)
}

/// What a reading says about identity: its digits, or all of it where it has none.
fn key(text: &str) -> String {
    let text = folded(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { text.chars().filter(|c| c.is_alphanumeric()).collect() } else { digits }
}

/// How often a reader disagrees with the first one, where that is right and where it is wrong.
#[derive(Debug, Default)]
struct Witness {
    caught: usize,
    alarmed: usize,
    seconds: f64,
}

fn second(arguments: &Arguments) -> Result<(), Failure> {
    let models = models_folder()?;
    let first = PpOcr::open(&models, &arguments.options)?;
    let tiny =
        PpOcr::open(&models, &Options { recognition: Size::Tiny, ..arguments.options.clone() })?;
    let tesseract = Tesseract::open(None)?;
    let others: [(&str, &dyn Engine, f32); 4] = [
        ("tesseract", &tesseract, 1.0),
        ("tiny", &tiny, 1.0),
        ("small, higher crop", &first, 1.2),
        ("tiny, higher crop", &tiny, 1.2),
    ];
    let mut witnesses: Vec<Witness> = others.iter().map(|_| Witness::default()).collect();
    let (mut right, mut wrong, mut either) = (0usize, 0usize, (0usize, 0usize));
    for case in &arguments.cases {
        for document in documents(case)? {
            for page in opened(&document.file) {
                let lines: Vec<(TextLine, String)> = telling(&first.read(&page)?, &document.values);
                let worse = spoiled(&page, arguments.spoiling)?;
                let scale = worse.image.width() as f32 / page.image.width() as f32;
                let places: Vec<_> =
                    lines.iter().map(|(l, _)| scaled(&l.region, scale, 1.0)).collect();
                let frame = Frame::given(&worse);
                let read = first.read_regions(&frame, &places)?;
                let mut agree = vec![[true; 4]; read.len()];
                for (i, (_, engine, room)) in others.iter().enumerate() {
                    let own: Vec<_> =
                        lines.iter().map(|(l, _)| scaled(&l.region, scale, *room)).collect();
                    let begun = processor_seconds();
                    let heard = engine.read_regions(&frame, &own)?;
                    witnesses[i].seconds += processor_seconds() - begun;
                    for (k, h) in heard.iter().enumerate() {
                        agree[k][i] = key(&h.text) == key(&read[k].text);
                    }
                }
                for (k, (_, truth)) in lines.iter().enumerate() {
                    let is_right = key(&read[k].text) == *truth;
                    *(if is_right { &mut right } else { &mut wrong }) += 1;
                    for (witness, agrees) in witnesses.iter_mut().zip(agree[k]) {
                        witness.caught += usize::from(!is_right && !agrees);
                        witness.alarmed += usize::from(is_right && !agrees);
                    }
                    let heard = !agree[k][0] || !agree[k][1];
                    either.0 += usize::from(!is_right && heard);
                    either.1 += usize::from(is_right && heard);
                }
            }
        }
    }
    println!("the first reader: {right} lines right, {wrong} wrong");
    let lines = (right + wrong).max(1) as f64;
    for ((name, ..), witness) in others.iter().zip(&witnesses) {
        println!(
            "{name}: notices {} of {wrong}, false alarm on {} of {right}, {:.0} ms of processor a line",
            witness.caught,
            witness.alarmed,
            1000.0 * witness.seconds / lines
        );
    }
    println!(
        "tesseract or tiny: notices {} of {wrong}, false alarm on {} of {right}",
        either.0, either.1
    );
    Ok(())
}

/// The lines that hold an address or a usage as the truth has it, with what identity hangs on.
fn telling(text: &PageText, values: &[(String, String)]) -> Vec<(TextLine, String)> {
    let wanted: Vec<&String> = values
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "address" | "usage" | "certificate_number"))
        .map(|(_, v)| v)
        .collect();
    let holds = |line: &TextLine| wanted.iter().any(|v| folded(&line.text).contains(v.as_str()));
    text.lines.iter().filter(|l| holds(l)).map(|l| (l.clone(), key(&l.text))).collect()
}

/// The region on a page `scale` times as large, `room` times as high.
fn scaled(region: &hezhi::geometry::Region, scale: f32, room: f32) -> hezhi::geometry::Region {
    let [a, b, c, d] = region.0.map(|p| hezhi::geometry::Point::new(p.x * scale, p.y * scale));
    let (above, below) = (0.5 - room / 2.0, 0.5 + room / 2.0);
    hezhi::geometry::Region([
        a.towards(d, above),
        b.towards(c, above),
        b.towards(c, below),
        a.towards(d, below),
    ])
}

/// Processor time of this process so far. Linux only; wall time elsewhere.
fn processor_seconds() -> f64 {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let wall = BEGUN.get_or_init(Instant::now).elapsed().as_secs_f64();
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return wall };
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
