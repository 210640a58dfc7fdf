//! What a notice says in sentences: 兹有出租人…与承租人…就坐落于…的房屋（…用途为…）签订租赁合同.

use super::address;
use super::run::{Run, is_han};
use super::value;

/// The address that a sentence announces.
pub(super) fn address(text: &Run) -> Option<Run> {
    const BEFORE: &[&str] =
        &["坐落于", "坐落在", "座落于", "座落在", "位于", "坐落为", "地址为", "地址是"];
    const BEHIND: &[&str] =
        &["的房屋", "的住房", "的居住房屋", "房屋(", "出租给", "租赁给", "内的", "的室"];
    BEFORE.iter().find_map(|word| {
        let mut from = 0;
        while let Some(at) = text.find_from(word, from) {
            from = at + 1;
            let start = at + word.chars().count();
            let run =
                address::clean(&text.range(start, start + 60).trim(|c| matches!(c, ':' | ',')));
            let end = BEHIND.iter().filter_map(|w| run.find(w)).min().unwrap_or(run.len());
            let run = run.range(0, end);
            if run.len() >= 6 && address::looks_like_address(&run) {
                return Some(run);
            }
        }
        None
    })
}

/// The people or units behind 承租人 or 出租人 in a sentence.
pub(super) fn party(text: &Run, words: &[&str]) -> Option<Run> {
    const BEHIND: &[&str] = &[
        "就", "承租", "出租", "共有", "与", "和出租", "和承租", "于", "(", ",", "。", ";", "将",
        "签订", "之间", "向", "双方", "使用", "租用", "居住",
    ];
    words.iter().find_map(|word| {
        let mut from = 0;
        while let Some(at) = text.find_from(word, from) {
            from = at + 1;
            let start = at + word.chars().count();
            let start =
                (start..text.len()).find(|&i| !matches!(text.0[i].folded, ':' | '为' | '是'))?;
            // The shortest stretch that is a name: 于 and 和 are surnames too.
            let mut ends: Vec<usize> =
                BEHIND.iter().filter_map(|w| text.find_from(w, start + 2)).collect();
            ends.sort_unstable();
            let named = ends
                .into_iter()
                .take_while(|end| end - start <= 60)
                .map(|end| text.range(start, end))
                .find(|run| {
                    let names = value::names(run);
                    !names.is_empty() && names.iter().all(|n| value::is_name(&n.text()))
                });
            if named.is_some() {
                return named;
            }
        }
        None
    })
}

/// The usage of the house that a sentence states: 房屋用途为居住. What it is *not* to be used for
/// is none, and the land's is not the house's.
pub(super) fn usage(text: &Run) -> Option<Run> {
    stated(text, |before| !before.contains('不') && !before.contains('地'))
        .or_else(|| used_as(text))
}

/// 作居住用房使用, 用作居住.
fn used_as(text: &Run) -> Option<Run> {
    let mut from = 0;
    while let Some(at) = text.find_from("作", from) {
        from = at + 1;
        let end = (at + 3..(at + 11).min(text.len())).find(|&i| text.starts_at(i, &['使', '用']));
        let denied = text.range(at.saturating_sub(6), at).contains("不");
        if let Some(run) = end
            .map(|end| text.range(at + 1, end))
            .filter(|r| !denied && r.0.iter().all(|c| is_han(c.folded)))
        {
            return Some(run);
        }
    }
    None
}

/// The usage of the land that a sentence states: 所占土地的用途为住宅用地.
pub(super) fn land_usage(text: &Run) -> Option<Run> {
    stated(text, |before| before.contains("土地") || before.contains("宗地"))
}

/// The first usage for which `fits` holds of the six characters before it.
fn stated(text: &Run, fits: impl Fn(&str) -> bool) -> Option<Run> {
    let mut from = 0;
    while let Some(at) = text.find_from("用途", from) {
        from = at + 2;
        let mark = text.0.get(at + 2).map(|c| c.folded);
        if !matches!(mark, Some('为' | '是' | ':'))
            || !fits(&text.range(at.saturating_sub(6), at).folded())
        {
            continue;
        }
        let start = at + 3;
        let end = (start..text.len())
            .find(|&i| !is_han(text.0[i].folded) && !matches!(text.0[i].folded, '/' | '、'))
            .unwrap_or(text.len());
        let run = text.range(start, end);
        let run = run.range(0, run.find("的").unwrap_or(run.len()));
        if (1..=16).contains(&run.len()) {
            return Some(run);
        }
    }
    None
}
