//! The words on a seal: the name along its rim, and the line across it.

use hezhi::geometry::{Point, Region};
use image::{GrayImage, Luma, RgbImage};

use super::ink;
use crate::engine::ReadError;
use crate::pixels::Projection;
use crate::ppocr::{HEIGHT, Reading, Recognisers};

/// Side of the square picture of a seal that is read, in pixels.
const SIDE: u32 = 320;
/// Where the characters along the rim stand, as shares of the radius: seals differ, so several
/// bands are read and the surest is taken.
const BANDS: [(f32, f32); 3] = [(0.58, 0.91), (0.62, 0.95), (0.52, 0.87)];
/// Between ring and characters, and between characters and star, there is less than this share of
/// the ink of the ring of characters that has most.
const QUIET: f32 = 0.3;
/// A character at an end of the name is believed from this confidence on.
const WEAK: f32 = 0.5;
/// The name along the rim is believed from this mean confidence on, and from this many characters.
const SURE: f32 = 0.75;
const SHORTEST: usize = 4;
/// Two bands that read alike are believed from this mean confidence of each on.
const ALIKE_SURE: f32 = 0.9;
/// One band is believed alone from this mean confidence on, and from so many characters.
const CERTAIN: f32 = 0.985;
const WHOLE: usize = 8;
/// Ink in a strip is darker than this, and this much paper is left beside it, in pixels.
const DARK: u8 = 160;
const ROOM: u32 = 12;
/// The line across is believed from this on.
const LINE_SURE: f32 = 0.8;

/// Reads the seal in a region of the page, its corners in the order of the upright page.
pub fn read(
    page: &RgbImage,
    region: &Region,
    recogniser: &Recognisers,
    grey: bool,
) -> Result<Words, ReadError> {
    let Some(seal) = flat(page, region, grey) else {
        return Ok(Words::default());
    };
    let gap = gap(&seal);
    let own = own_bands(&seal);
    // Two bands that read alike have the name; reading the others takes three times as long. One
    // that reads beyond doubt has it alone.
    let firsts: Vec<(f32, f32)> = BANDS[..1].iter().chain(own.first()).copied().collect();
    let rest: Vec<(f32, f32)> =
        BANDS[1..].iter().chain(own.get(1..).unwrap_or(&[])).copied().collect();
    let strip = |bands: &[(f32, f32)]| -> Vec<GrayImage> {
        bands.iter().map(|band| inked(unrolled(&seal, *band, gap))).collect()
    };
    let mut read: Vec<(String, f32)> = Vec::new();
    for band in firsts.iter().rev() {
        read.extend(recogniser.read(&strip(&[*band]))?.iter().map(without_weak_ends));
        if read.iter().any(beyond_doubt) {
            break;
        }
    }
    if !read.iter().any(beyond_doubt) && !alike(&read) {
        read.extend(recogniser.read(&strip(&rest))?.iter().map(without_weak_ends));
    }
    let rim = read
        .into_iter()
        .filter(|(text, confidence)| *confidence >= SURE && text.chars().count() >= SHORTEST)
        .max_by(|a, b| weight(a).total_cmp(&weight(b)));
    let Some((rim, _)) = rim else {
        return Ok(Words::default());
    };
    let mut across = None;
    if let Some(line) = line_across(&seal) {
        let read = recogniser.read(&[line])?.into_iter().next();
        across = read
            .filter(|r| r.confidence >= LINE_SURE)
            .map(|r| name(&r.text))
            .filter(|words| words.chars().count() > 1);
    }
    Ok(Words { name: Some(bare(&rim).to_owned()), across })
}

/// What was read on a seal.
#[derive(Default)]
pub struct Words {
    /// Along the rim: the unit's name.
    pub name: Option<String>,
    /// Across it: what the seal is for, such as 人事专用章.
    pub across: Option<String>,
}

/// A name without what the end of the band repeats of its beginning, or the other way round, and
/// without specks read as characters: 身上海市杨浦区…中心上 becomes 上海市杨浦区…中心.
fn bare(rim: &str) -> &str {
    const HEADS: &[&str] = &["上海", "中国", "中共"];
    const ENDS: &[&str] = &[
        "专用章", "有限公司", "事务中心", "服务中心", "管理中心", "交易中心", "登记处", "登记局",
        "管理局", "大学", "学院", "学校", "医院",
    ];
    let short = |at: usize, most: usize| rim[..at].chars().count() <= most;
    // A company may be named after its city second; an office is not.
    let head = HEADS.iter().filter_map(|head| rim.find(head)).min().filter(|at| short(*at, 2));
    let head = head.or_else(|| rim.find("上海市").filter(|at| short(*at, 6)));
    let rim = head.map_or(rim, |at| &rim[at..]);
    let end = ENDS.iter().filter_map(|end| Some(rim.rfind(end)? + end.len())).max();
    let Some(end) = end else { return rim };
    let tail = &rim[end..];
    let part = tail.ends_with(['处', '部', '科', '室', '队', '站', '）', ')']) || tail == "分公司";
    let part = part && tail.chars().count() > 1;
    let rim = if tail.chars().count() <= 4 && !part { &rim[..end] } else { rim };
    // The last character once more, before the first.
    let mut characters = rim.chars();
    match (characters.next(), characters.next_back()) {
        (Some(first), Some(last)) if first == last && first == '心' => &rim[first.len_utf8()..],
        _ => rim,
    }
}

/// The bands in which the characters of this seal stand: between the ring and the star there is
/// ink, and little of it on both sides.
fn own_bands(seal: &GrayImage) -> Vec<(f32, f32)> {
    const FINE: usize = 100;
    const TURNS: usize = 180;
    let ink: Vec<f32> = (0..FINE)
        .map(|r| {
            (0..TURNS)
                .map(|i| {
                    255.0
                        - at(
                            seal,
                            r as f32 / FINE as f32,
                            i as f32 / TURNS as f32 * std::f32::consts::TAU,
                        )
                })
                .sum::<f32>()
        })
        .collect();
    let most = ink[55..85].iter().copied().fold(0.0, f32::max);
    let Some(outer) = (80..97).min_by(|&a, &b| ink[a].total_cmp(&ink[b])) else {
        return Vec::new();
    };
    let Some(inner) = (40..72).rev().find(|&r| ink[r] < QUIET * most) else { return Vec::new() };
    if outer < inner + 12 {
        return Vec::new();
    }
    [0.01, 0.03]
        .map(|room| ((inner as f32 / FINE as f32) - room, (outer as f32 / FINE as f32) + room))
        .to_vec()
}

/// What was read without characters at its ends that were guessed, and its mean confidence.
fn without_weak_ends(read: &Reading) -> (String, f32) {
    let characters: Vec<(char, f32)> =
        read.text.chars().zip(read.marks.iter().map(|m| m.1)).collect();
    let weak = |c: &&(char, f32)| c.1 < WEAK;
    let from = characters.iter().take_while(weak).count();
    let to = characters.len() - characters.iter().rev().take_while(weak).count();
    let kept = characters.get(from..to).unwrap_or_default();
    let mean = kept.iter().map(|c| c.1).sum::<f32>() / kept.len().max(1) as f32;
    (name(&kept.iter().map(|c| c.0).collect::<String>()), mean)
}

/// Whether a reading needs no other beside it.
fn beyond_doubt((text, confidence): &(String, f32)) -> bool {
    *confidence >= CERTAIN && text.chars().count() >= WHOLE
}

/// Whether two readings are one name, surely read.
fn alike(read: &[(String, f32)]) -> bool {
    let sure = |r: &(String, f32)| r.1 >= ALIKE_SURE && r.0.chars().count() >= SHORTEST;
    matches!(read, [a, b] if a.0 == b.0 && sure(a) && sure(b))
}

/// A strip without what stands empty at its ends, where name and recogniser have nothing to say.
fn inked(strip: GrayImage) -> GrayImage {
    let dark = |x: u32| (0..strip.height()).any(|y| strip.get_pixel(x, y).0[0] < DARK);
    let (Some(from), Some(to)) =
        ((0..strip.width()).find(|&x| dark(x)), (0..strip.width()).rfind(|&x| dark(x)))
    else {
        return strip;
    };
    let (from, to) = (from.saturating_sub(ROOM), (to + ROOM).min(strip.width()));
    image::imageops::crop_imm(&strip, from, 0, to - from, strip.height()).to_image()
}

fn weight((text, confidence): &(String, f32)) -> f32 {
    confidence * text.chars().count() as f32
}

/// What names on seals are made of: no star, no rule, no serial number's dots.
fn name(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || "（）()".contains(*c)).collect()
}

/// A square picture of the seal alone, dark on white.
fn flat(page: &RgbImage, region: &Region, grey: bool) -> Option<GrayImage> {
    let s = SIDE as f32;
    let corners = [Point::new(0.0, 0.0), Point::new(s, 0.0), Point::new(s, s), Point::new(0.0, s)];
    let place = Projection::between(&corners, &region.0)?;
    let shade = if grey { ink::darkness } else { ink::redness };
    let (width, height) = (page.width().checked_sub(1)?, page.height().checked_sub(1)?);
    Some(GrayImage::from_fn(SIDE, SIDE, |x, y| {
        // Four samples a pixel keep thin strokes of large seals.
        let samples = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map(|(i, j)| {
            let p = place.apply(Point::new(x as f32 + i, y as f32 + j));
            let at =
                page.get_pixel((p.x.max(0.0) as u32).min(width), (p.y.max(0.0) as u32).min(height));
            u32::from(shade(at.0))
        });
        Luma([255 - (samples.iter().sum::<u32>() / 4) as u8])
    }))
}

fn at(seal: &GrayImage, radius: f32, turn: f32) -> f32 {
    let half = SIDE as f32 / 2.0;
    let (sin, cos) = turn.sin_cos();
    let x = (half + radius * half * cos - 0.5).clamp(0.0, SIDE as f32 - 1.001);
    let y = (half + radius * half * sin - 0.5).clamp(0.0, SIDE as f32 - 1.001);
    let (x0, y0) = (x as u32, y as u32);
    let (fx, fy) = (x.fract(), y.fract());
    let pixel = |x: u32, y: u32| f32::from(seal.get_pixel(x.min(SIDE - 1), y.min(SIDE - 1)).0[0]);
    let top = pixel(x0, y0) * (1.0 - fx) + pixel(x0 + 1, y0) * fx;
    let bottom = pixel(x0, y0 + 1) * (1.0 - fx) + pixel(x0 + 1, y0 + 1) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// The direction (radians) in the middle of the widest gap between the characters of the rim,
/// where the name begins and ends.
fn gap(seal: &GrayImage) -> f32 {
    const STEPS: usize = 180;
    let turn = |i: usize| i as f32 / STEPS as f32 * std::f32::consts::TAU;
    let ink: Vec<f32> = (0..STEPS)
        .map(|i| (0..8).map(|k| 255.0 - at(seal, 0.62 + 0.03 * k as f32, turn(i))).sum())
        .collect();
    // What lies in the middle of the window counts most, so that the window comes to lie about the
    // middle of a wide gap, and about a narrow one rather than about a character of few strokes.
    let window = STEPS / 5;
    let weight = |k: usize| 1.0 - (2.0 * k as f32 / window as f32 - 1.0).abs();
    let sum = |i: usize| (0..=window).map(|k| weight(k) * ink[(i + k) % STEPS]).sum::<f32>();
    let start = (0..STEPS).min_by(|&a, &b| sum(a).total_cmp(&sum(b))).unwrap_or(0);
    turn(start + window / 2)
}

/// The band between two radii as a straight line of text: clockwise from the gap, outside up.
fn unrolled(seal: &GrayImage, (inner, outer): (f32, f32), gap: f32) -> GrayImage {
    let around = std::f32::consts::TAU * (inner + outer) / 2.0;
    let width = (around / (outer - inner) * HEIGHT as f32) as u32;
    GrayImage::from_fn(width, HEIGHT, |x, y| {
        let turn = gap + (x as f32 + 0.5) / width as f32 * std::f32::consts::TAU;
        let radius = outer - (y as f32 + 0.5) / HEIGHT as f32 * (outer - inner);
        Luma([at(seal, radius, turn) as u8])
    })
}

/// The line of text below the middle, if there is one.
fn line_across(seal: &GrayImage) -> Option<GrayImage> {
    let (left, right) = (SIDE / 5, SIDE * 4 / 5);
    let ink = |y: u32| (left..right).filter(|&x| seal.get_pixel(x, y).0[0] < 150).count();
    let (from, to) = (SIDE * 60 / 100, SIDE * 88 / 100);
    let mut best: Option<(usize, u32, u32)> = None;
    let mut begin = None;
    for y in from..=to {
        let inked = y < to && ink(y) >= 4;
        match (inked, begin) {
            (true, None) => begin = Some(y),
            (false, Some(top)) => {
                let sum = (top..y).map(ink).sum();
                if (SIDE / 22..SIDE / 5).contains(&(y - top)) && best.is_none_or(|b| sum > b.0) {
                    best = Some((sum, top, y));
                }
                begin = None;
            }
            _ => {}
        }
    }
    let (_, top, bottom) = best?;
    let margin = (bottom - top) / 5 + 1;
    let (top, bottom) = (top.saturating_sub(margin), (bottom + margin).min(SIDE));
    // The rim's own characters stand to both sides of the line; at its height the ring leaves this
    // much room.
    let half = SIDE as f32 / 2.0;
    let below = ((top + bottom) as f32 / 2.0 - half) / half;
    let reach = (0.56f32.powi(2) - (below * 0.8).powi(2)).max(0.09).sqrt() * half;
    let (left, right) = ((half - reach) as u32, (half + reach) as u32);
    let cut = image::imageops::crop_imm(seal, left, top, right - left, bottom - top).to_image();
    let width = (right - left) * HEIGHT / (bottom - top).max(1);
    Some(crate::pixels::resize::to(&cut, width.max(8), HEIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_what_surrounds_it() {
        assert_eq!(bare("身上海市杨浦区不动产登记事务中心供"), "上海市杨浦区不动产登记事务中心");
        assert_eq!(bare("上海海骊餐饮管理有限公司"), "上海海骊餐饮管理有限公司");
        // A town's name before the city's is no speck, nor is a department behind the unit.
        assert_eq!(bare("泽翰电子科技上海有限公司"), "泽翰电子科技上海有限公司");
        assert_eq!(bare("上海东篱大学保卫处"), "上海东篱大学保卫处");
    }
}
