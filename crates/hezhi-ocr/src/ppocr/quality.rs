//! Whether what was read can be relied on at all.

use hezhi::text::{Problem, ProblemCode, TextLine};

use image::RgbImage;

use crate::page::Page;

/// A page whose characters are read with less mean confidence than this is hardly read at all. Of
/// generated pages, some of them blurred, reduced or darkened, 49 papers read with less confidence
/// than 0.8 gave 10 of their 307 values, 15 between 0.8 and 0.9 gave 37 of 91, and those above 0.98
/// gave 94 in a hundred. No page that was not spoilt was below 0.91.
const POOR: f32 = 0.8;

/// What keeps the page from being read: no text, or text that can hardly be told.
pub fn problem(page: &Page, lines: &[TextLine]) -> Option<Problem> {
    let number = page.number;
    if lines.is_empty() {
        return Some(Problem {
            code: ProblemCode::Blank,
            message: format!(
                "第 {number} 页没有识别到文字，请确认不是空白页或反面；如有内容，请重新扫描。"
            ),
        });
    }
    let count = |l: &TextLine| l.text.chars().count() as f32;
    let characters: f32 = lines.iter().map(count).sum();
    let mean = lines.iter().map(|l| l.confidence * count(l)).sum::<f32>() / characters.max(1.0);
    (mean < POOR).then(|| Problem {
        code: ProblemCode::Poor,
        message: format!(
            "第 {number} 页图像模糊或过暗，文字难以辨认，请在光线充足处以 300 dpi 重新扫描或拍摄。"
        ),
    })
}

/// How far apart the channels of a coloured pixel are; JPEG noise on grey stays below.
const COLOURED: u8 = 32;
/// One coloured pixel in so many makes a page a coloured one: a faint seal is some ten thousand of
/// eight million.
const FEW: usize = 4000;

/// Whether a page has no colour.
pub fn is_colourless(image: &RgbImage) -> bool {
    // Every seventh pixel: rows begin at another one each.
    let sampled = || image.as_raw().chunks_exact(3).step_by(7);
    let spread = |p: &[u8]| p.iter().max().zip(p.iter().min()).map_or(0, |(a, b)| a - b);
    sampled().filter(|p| spread(p) > COLOURED).count() * FEW < sampled().count()
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn a_pale_seal_makes_a_page_a_coloured_one() {
        let mut page = RgbImage::from_pixel(600, 800, Rgb([236, 232, 228]));
        for x in 100..500 {
            page.put_pixel(x, 300, Rgb([40, 40, 46]));
        }
        assert!(is_colourless(&page));
        for (x, y) in (200..260).flat_map(|x| (400..460).map(move |y| (x, y))) {
            page.put_pixel(x, y, Rgb([230, 180, 178]));
        }
        assert!(!is_colourless(&page));
        assert!(!is_colourless(&RgbImage::new(0, 0)));
    }
}
