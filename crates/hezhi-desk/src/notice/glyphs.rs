//! Characters of a paper that no font can draw.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::error::DeskError;

/// Each such character once.
pub fn missing(document: &PagedDocument) -> Vec<char> {
    let mut missing = BTreeSet::new();
    for page in document.pages() {
        in_frame(&page.frame, &mut missing);
    }
    missing.into_iter().collect()
}

fn in_frame(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => in_frame(&group.frame, missing),
            FrameItem::Text(text) => in_text(text, missing),
            _ => {}
        }
    }
}

/// Glyph 0 is the box that fonts draw for what they do not have.
fn in_text(text: &TextItem, missing: &mut BTreeSet<char>) {
    for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
        let characters = text.text.get(glyph.range()).unwrap_or_default().chars();
        missing.extend(characters.filter(|c| !c.is_whitespace() && !c.is_control()));
    }
}

pub fn not_in_any_font(missing: &[char]) -> DeskError {
    let named: Vec<String> =
        missing.iter().map(|c| format!("“{c}”（U+{:04X}）", u32::from(*c))).collect();
    DeskError::Invalid(format!(
        "这台电脑的字体里没有{}，文书会印成方框，所以没有生成。请安装含有这些字的字体，\
         或把字体文件放进数据文件夹里的 fonts 文件夹，再重新打开核址。",
        named.join("、")
    ))
}
