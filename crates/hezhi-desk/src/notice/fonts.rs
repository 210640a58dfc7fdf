//! The fonts that papers are set in: the system's, and those in the data folder.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_kit::fonts::{self, FontStore};

use crate::error::DeskError;

/// Fonts that an office may put beside its data, where it cannot install any.
const FOLDER: &str = "fonts";

/// Characters that every paper has: a font without them is no Chinese font.
const CHINESE: [char; 4] = ['受', '理', '居', '证'];

/// Families for titles, the office's customary one first.
const TITLE: &[&str] = &[
    "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong",
    "华文中宋", "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun",
    "宋体", "AR PL UMing CN",
];
const BODY: &[&str] = &[
    "FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋",
    "FZFangSong-Z02S", "方正仿宋简体", "Noto Serif CJK SC", "Source Han Serif SC",
    "Source Han Serif CN", "SimSun", "宋体", "AR PL UMing CN",
];
const HEADING: &[&str] = &[
    "SimHei", "黑体", "FZHei-B01S", "方正黑体简体", "Noto Sans CJK SC", "Source Han Sans SC",
    "Source Han Sans CN", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
];

pub struct Fonts {
    store: FontStore,
    families: Families,
}

/// What a template finds under `notice.fonts`: families that are there, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Families {
    title: Vec<String>,
    body: Vec<String>,
    heading: Vec<String>,
}

impl Fonts {
    /// Looks for fonts; takes a while, as each is opened.
    pub fn search(home: &Path) -> Arc<Fonts> {
        let mut store = FontStore::new();
        store.extend(fonts::scan(&home.join(FOLDER)));
        store.extend(fonts::system());
        Arc::new(Fonts::of(store))
    }

    fn of(store: FontStore) -> Fonts {
        let chinese = chinese(store.book());
        let there = |wanted: &[&str]| {
            let known =
                wanted.iter().filter(|family| store.book().contains_family(&family.to_lowercase()));
            // Where the office has none of these, any font with Chinese characters will do.
            known.map(|family| (*family).to_owned()).chain(chinese.first().cloned()).collect()
        };
        let families = Families { title: there(TITLE), body: there(BODY), heading: there(HEADING) };
        Fonts { families, store }
    }

    /// The families for a template, or what to do where no font has Chinese characters.
    pub fn families(&self) -> Result<&Families, DeskError> {
        if chinese(self.book()).is_empty() {
            return Err(DeskError::Invalid(
                "这台电脑没有中文字体，文书会印成方框，所以没有生成。请安装中文字体（如 fonts-noto-cjk），\
                 或把字体文件放进数据文件夹里的 fonts 文件夹，再重新打开核址。"
                    .into(),
            ));
        }
        Ok(&self.families)
    }

    pub fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    pub fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }
}

/// Families that have Chinese characters.
fn chinese(book: &FontBook) -> Vec<String> {
    let covers = |index: usize| {
        book.info(index).is_some_and(|info| {
            CHINESE.iter().all(|character| info.coverage.contains(u32::from(*character)))
        })
    };
    book.families()
        .filter_map(|(family, mut faces)| faces.any(covers).then(|| family.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_chinese_fonts_is_told_so() {
        let error = Fonts::of(FontStore::new()).families().unwrap_err();
        assert!(error.to_string().contains("没有中文字体"), "{error}");
    }
}
