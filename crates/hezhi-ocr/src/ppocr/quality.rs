//! Whether what was read can be relied on at all.

use hezhi::text::{Problem, ProblemCode, TextLine};

use crate::page::Page;

/// A page whose characters are read with less mean confidence than this is hardly read at all.
/// A starting value: it has not been measured.
const POOR: f32 = 0.6;

/// What keeps the page from being read: no text, or text that can hardly be told.
pub fn problem(page: &Page, lines: &[TextLine]) -> Option<Problem> {
    let number = page.number;
    if lines.is_empty() {
        return Some(Problem {
            code: ProblemCode::Blank,
            message: format!("第 {number} 页没有识别到文字，请确认不是空白页或反面；如有内容，请重新扫描。"),
        });
    }
    let count = |l: &TextLine| l.text.chars().count() as f32;
    let characters: f32 = lines.iter().map(count).sum();
    let mean = lines.iter().map(|l| l.confidence * count(l)).sum::<f32>() / characters.max(1.0);
    (mean < POOR).then(|| Problem {
        code: ProblemCode::Poor,
        message: format!("第 {number} 页图像模糊或过暗，文字难以辨认，请在光线充足处以 300 dpi 重新扫描或拍摄。"),
    })
}
