//! Fonts for PDFs that do not carry their own, as many from office programs do not.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery};

/// Chinese fonts where systems keep them, with the index of the simplified Chinese face.
const CHINESE: &[(&str, u32)] = &[
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("C:\\Windows\\Fonts\\simsun.ttc", 0),
    ("C:\\Windows\\Fonts\\msyh.ttc", 0),
];

fn chinese() -> Option<(FontData, u32)> {
    static FONT: OnceLock<Option<(Arc<Vec<u8>>, u32)>> = OnceLock::new();
    let font = FONT.get_or_init(|| {
        let (path, index) = CHINESE.iter().find(|(path, _)| Path::new(path).is_file())?;
        Some((Arc::new(std::fs::read(path).ok()?), *index))
    });
    font.as_ref().map(|(data, index)| (data.clone() as FontData, *index))
}

/// Settings with the system's Chinese font for text in a font that the file does not carry.
pub fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(font) if font.character_collection.is_some() => {
                chinese().or_else(|| Some(font.pick_standard_font().get_font_data()))
            }
            FontQuery::Fallback(font) => Some(font.pick_standard_font().get_font_data()),
        }),
        ..InterpreterSettings::default()
    }
}
