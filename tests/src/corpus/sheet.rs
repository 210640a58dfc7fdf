//! One printed page before anything happens to it: a layout, its values, its look and its seals.

use std::collections::BTreeMap;
use std::fmt::Write;

use hezhi::document::Kind;
use qrcode::QrCode;
use qrcode::render::svg;
use serde_json::{Map, Value, json};

use super::random::Random;
use super::seal::Stamp;

/// A page: the layout's file name and everything that the layout prints.
#[derive(Clone)]
pub struct Sheet {
    pub layout: &'static str,
    /// Millimetres.
    pub width: f64,
    pub height: f64,
    pub values: Map<String, Value>,
    pub stamps: Vec<Stamp>,
}

/// A paper as handed in: its pages and what a perfect reader finds in it.
#[derive(Clone)]
pub struct Paper {
    pub kind: Kind,
    pub layout: &'static str,
    pub sheets: Vec<Sheet>,
    pub fields: BTreeMap<String, String>,
}

impl Paper {
    pub fn new(kind: Kind, layout: &'static str) -> Self {
        Paper { kind, layout, sheets: Vec::new(), fields: BTreeMap::new() }
    }

    /// Notes what a perfect reader gives for a field; an empty value is no field.
    pub fn says(&mut self, field: &str, value: impl Into<String>) -> &mut Self {
        let value = value.into();
        if !value.is_empty() {
            self.fields.insert(field.to_owned(), value);
        }
        self
    }
}

impl Sheet {
    /// `values` are the layout's own; size, look and background are added here.
    pub fn new(
        layout: &'static str,
        (width, height): (f64, f64),
        look: &Look,
        values: Value,
    ) -> Self {
        let mut map = match values {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        map.insert("w".into(), json!(width));
        map.insert("h".into(), json!(height));
        map.insert("s".into(), look.0.clone());
        map.entry("backdrop").or_insert(json!(""));
        Sheet { layout, width, height, values: map, stamps: Vec::new() }
    }

    pub fn backdrop(mut self, svg: String) -> Self {
        self.values.insert("backdrop".into(), json!(svg));
        self
    }
}

/// Fonts, ink and rules of a page, as `s` in the layouts.
#[derive(Clone)]
pub struct Look(pub Value);

const SONG: &[&str] = &[
    "'Noto Serif CJK SC'", "'AR PL UMing CN'", "'AR PL SungtiL GB','Noto Serif CJK SC'",
    "'Noto Serif CJK SC'",
];
const HEI: &[&str] = &["'Noto Sans CJK SC'", "'WenQuanYi Zen Hei'", "'WenQuanYi Micro Hei'"];
const KAI: &[&str] = &["'AR PL UKai CN'", "'AR PL KaitiM GB','AR PL UKai CN'", "'LXGW WenKai'"];
/// What a dot-matrix printer put into preprinted books.
const DOTS: &[&str] = &["'WenQuanYi Zen Hei Sharp'", "'AR PL SungtiL GB','Noto Serif CJK SC'"];
const HAND: &[&str] = &["'Long Cang'", "'Ma Shan Zheng'", "'Liu Jian Mao Cao'", "'Zhi Mang Xing'"];

impl Look {
    /// A look for print on plain office paper.
    pub fn office(random: &mut Random) -> Look {
        let families = [SONG, SONG, HEI, KAI];
        let label = random.one(&families);
        let value = if random.chance(0.55) { label } else { random.one(&families) };
        Look(json!({
            "label": format!("{},'Noto Serif CJK SC',serif", random.pick(label)),
            "value": format!("{},'Noto Serif CJK SC',serif", random.pick(value)),
            "hand": format!("{},'LXGW WenKai',cursive", random.pick(HAND)),
            "pen": random.pick(&["#1b2a6b", "#111", "#22358f"]),
            "value_weight": if random.chance(0.12) { "bold" } else { "normal" },
            "value_ink": random.pick(&["#111", "#1a1a1a", "#000", "#2a2a2a"]),
            "size": random.float(11.0, 14.0),
            "paper": random.pick(&["#fff", "#fff", "#fdfdfb", "#fbfbf7"]),
            "ink": random.pick(&["#111", "#000", "#222"]),
            "head": random.pick(&["#111", "#000", "#000", "#8c1d18"]),
            "line": random.pick(&["#000", "#222", "#444"]),
            "rule": random.float(0.8, 1.8),
        }))
    }

    /// A look for certificate paper: tinted, with coloured labels and rules.
    pub fn certificate(
        random: &mut Random,
        papers: &[&str],
        inks: &[&str],
        size: (f64, f64),
    ) -> Look {
        let Look(mut look) = Look::office(random);
        let ink = random.pick(inks);
        let value = random.one(&[SONG, SONG, HEI, KAI, DOTS]);
        look["paper"] = json!(random.pick(papers));
        look["ink"] = json!(ink);
        look["head"] = json!(ink);
        look["line"] = json!(ink);
        look["size"] = json!(random.float(size.0, size.1));
        let label = random.one(&[SONG, SONG, HEI]);
        look["label"] = json!(format!("{},serif", random.pick(label)));
        look["value"] = json!(format!("{},'Noto Serif CJK SC',serif", random.pick(value)));
        Look(look)
    }

    pub fn set(mut self, key: &str, value: Value) -> Look {
        self.0[key] = value;
        self
    }
}

/// Fine waves over the whole page, as on security paper.
pub fn guilloche(random: &mut Random, width: f64, height: f64, ink: &str) -> String {
    let opacity = random.float(0.10, 0.26);
    let step = random.float(2.2, 4.6);
    let (swing, length) = (random.float(1.5, 6.0), random.float(14.0, 46.0));
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%" viewBox="0 0 {width} {height}" fill="none" stroke="{ink}" stroke-opacity="{opacity:.2}" stroke-width=".18">"##
    );
    let lines = (height / step) as i64 + 2;
    for phase in [0.0, 1.6] {
        for line in 0..lines {
            let y = f64::from(line as i32) * step;
            let _ = write!(svg, r##"<path d="M0 {y:.1}"##);
            let mut x = 0.0;
            while x < width {
                let bend = swing * ((x / length * 6.3) + phase).sin();
                let _ = write!(
                    svg,
                    " Q{:.1} {:.1} {:.1} {y:.1}",
                    x + length / 8.0,
                    y + bend,
                    x + length / 4.0
                );
                x += length / 4.0;
            }
            svg.push_str("\"/>");
        }
    }
    if random.chance(0.5) {
        for i in 0..14 {
            let _ = write!(
                svg,
                r##"<ellipse cx="{:.1}" cy="{:.1}" rx="{:.1}" ry="{:.1}" transform="rotate({} {:.1} {:.1})"/>"##,
                width / 2.0,
                height / 2.0,
                width * 0.3,
                width * 0.1,
                i * 13,
                width / 2.0,
                height / 2.0
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Pale words repeated across the page.
pub fn watermark(random: &mut Random, width: f64, height: f64, words: &str, ink: &str) -> String {
    let (size, opacity) = (random.float(7.0, 12.0), random.float(0.07, 0.16));
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%" viewBox="0 0 {width} {height}" fill="{ink}" fill-opacity="{opacity:.2}" font-family="Noto Sans CJK SC" font-size="{size:.1}">"##
    );
    let mut y = 20.0;
    while y < height {
        let mut x = -10.0;
        while x < width {
            let _ = write!(
                svg,
                r##"<text transform="translate({x:.0} {y:.0}) rotate(-28)">{words}</text>"##
            );
            x += size * (words.chars().count() as f64 + 2.5);
        }
        y += size * 4.5;
    }
    svg.push_str("</svg>");
    svg
}

/// A QR code that says `text`, as SVG.
pub fn qr(text: &str) -> String {
    QrCode::new(text.as_bytes())
        .map(|code| {
            let drawn = code.render::<svg::Color<'_>>().quiet_zone(false).build();
            let body = drawn.find("<svg").map_or(drawn.as_str(), |at| &drawn[at..]);
            format!(
                r#"<div style="width:100%;height:100%">{}</div>"#,
                body.replacen("<svg", r#"<svg style="width:100%;height:100%""#, 1)
            )
        })
        .unwrap_or_default()
}
