//! Office seals, drawn as SVG: a ring of characters around a star, an oval, a rectangle.

use std::f64::consts::PI;
use std::fmt::Write;

use serde::Serialize;

use super::random::Random;

/// A seal on a page, as the base layout takes it.
#[derive(Debug, Clone, Serialize)]
pub struct Stamp {
    pub svg: String,
    /// Id of the printed place it stands over.
    pub over: &'static str,
    /// Millimetres from the middle of that place.
    pub dx: f64,
    pub dy: f64,
    pub w: f64,
    pub h: f64,
    /// Degrees.
    pub turn: f64,
}

pub enum Shape {
    Round,
    Oval,
    Square,
}

const INKS: &[&str] = &["#d8262c", "#c8102e", "#e03a2f", "#b81c22", "#e2504a", "#cf2a3c"];

/// A stamp with this name around the ring and a word across its foot.
pub fn stamp(
    random: &mut Random,
    shape: Shape,
    name: &str,
    foot: &str,
    over: &'static str,
) -> Stamp {
    let ink = random.pick(INKS);
    let (w, h, svg) = match shape {
        Shape::Round => {
            let size = random.float(36.0, 43.0);
            (size, size, ring(name, foot, ink, random, 1.0))
        }
        Shape::Oval => {
            let width = random.float(42.0, 48.0);
            (width, width * 0.68, ring(name, foot, ink, random, 0.68))
        }
        Shape::Square => {
            let size = random.float(28.0, 34.0);
            (size, size * 0.62, block(name, foot, ink))
        }
    };
    Stamp {
        svg,
        over,
        dx: random.normal(5.0),
        dy: random.normal(4.0),
        w,
        h,
        turn: random.normal(9.0),
    }
}

/// The name runs clockwise over the top; `squash` below one makes the ring an oval.
fn ring(name: &str, foot: &str, ink: &str, random: &mut Random, squash: f64) -> String {
    let height = 100.0 * squash;
    let (cx, cy) = (50.0, height / 2.0);
    let font = random.pick(&["Noto Serif CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei"]);
    let count = name.chars().count().max(2) as f64;
    let size = (150.0 / count).clamp(7.0, 13.5);
    let sweep = (count * size * 1.18 / 38.0).min(1.62 * PI);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {height}" width="100%" height="100%" fill="{ink}" font-family="{font}" font-weight="bold"><ellipse cx="{cx}" cy="{cy}" rx="48" ry="{:.1}" fill="none" stroke="{ink}" stroke-width="{:.1}"/>"##,
        cy - 2.0,
        random.float(1.8, 3.2),
    );
    for (i, c) in name.chars().enumerate() {
        let angle = -sweep / 2.0 + sweep * i as f64 / (count - 1.0);
        let radius = 46.0 - size * 0.55 - 3.0;
        let (x, y) = (cx + radius * angle.sin(), cy - radius * squash * angle.cos());
        let turn = (angle.sin() * squash.recip().sqrt()).atan2(angle.cos()).to_degrees();
        let _ = write!(
            svg,
            r##"<text transform="translate({x:.1} {y:.1}) rotate({turn:.1}) scale(.82 1.15)" text-anchor="middle" dominant-baseline="central" font-size="{size:.1}">{c}</text>"##
        );
    }
    if squash == 1.0 {
        let _ = write!(svg, r##"<path d="{}"/>"##, star(cx, cy, 15.0));
    }
    if !foot.is_empty() {
        let y = if squash == 1.0 { 75.0 } else { cy + 3.0 };
        let across = (70.0 / foot.chars().count() as f64).min(8.5);
        let _ = write!(
            svg,
            r##"<text x="50" y="{y}" text-anchor="middle" font-size="{across:.1}">{foot}</text>"##
        );
    }
    svg.push_str("</svg>");
    svg
}

fn star(cx: f64, cy: f64, radius: f64) -> String {
    let mut path = String::new();
    for i in 0..10 {
        let r = if i % 2 == 0 { radius } else { radius * 0.382 };
        let angle = PI * i as f64 / 5.0;
        let _ = write!(
            path,
            "{}{:.2} {:.2} ",
            if i == 0 { "M" } else { "L" },
            cx + r * angle.sin(),
            cy - r * angle.cos()
        );
    }
    path + "Z"
}

fn block(name: &str, foot: &str, ink: &str) -> String {
    let size = (88.0 / name.chars().count().max(1) as f64).min(15.0);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 62" width="100%" height="100%" fill="{ink}" font-family="Noto Serif CJK SC" font-weight="bold"><rect x="2" y="2" width="96" height="58" fill="none" stroke="{ink}" stroke-width="3"/><text x="50" y="29" text-anchor="middle" font-size="{size:.1}">{name}</text><text x="50" y="48" text-anchor="middle" font-size="12">{foot}</text></svg>"##
    )
}
