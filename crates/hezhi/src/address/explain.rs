//! Reasons in Chinese, each naming the piece it is about.

use super::{
    PieceComparison, PieceText, Relation,
    compare::{Cause, Judged},
};

/// What one piece says against one dwelling; None where it says nothing.
pub(super) fn piece(
    word: &str,
    a: Option<&PieceText>,
    b: Option<&PieceText>,
    verdict: Judged,
) -> Option<String> {
    let cause = match verdict {
        Judged::Same => return None,
        Judged::Different => None,
        Judged::Uncertain(cause) => Some(cause),
    };
    let shown = |piece: &PieceText| piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (shown(a), shown(b)),
        (Some(one), None) | (None, Some(one)) => {
            let shown = shown(one);
            return Some(match cause {
                Some(Cause::Ambiguous) => {
                    format!("只有一处写了{word}：{shown}，凭路名不能确定是这个区")
                }
                Some(Cause::Former) => format!("{word}是旧名：{shown}，不能确定原属这个区"),
                Some(Cause::Vague) => format!("{word}：{shown}"),
                _ => format!("只有一处写了{word}：{shown}"),
            });
        }
        (None, None) => return None,
    };
    Some(match cause {
        None => format!("{word}不同：{a} 与 {b}"),
        Some(cause) => format!("{word}不能确定一致：{a} 与 {b}{}", because(cause)),
    })
}

fn because(cause: Cause) -> &'static str {
    match cause {
        Cause::Missing => "（有一处不全）",
        Cause::Glyph => "（有数字或字看不清）",
        Cause::Zeros => "（有一处多写了零）",
        Cause::Affix => "（有一处没有写附号或字母）",
        Cause::Includes => "（一处包含另一处）",
        Cause::Kind => "（不是同一种编号）",
        Cause::Merged => "（像是两个数字连在了一起）",
        Cause::Name => "（名称或区划不一致）",
        Cause::UnknownRoad => "（路名表里没有其中的路名）",
        Cause::RoadKind => "（路与公路可能是两条路）",
        Cause::Renamed => "（像是改过名的路）",
        Cause::Vague => "（写法不一，可能是同一处）",
        Cause::Former => "（旧区名可能不含这条路）",
        Cause::Ambiguous => "（重名，凭名称不能确定）",
    }
}

/// How many reasons are said; more would not be read.
const SAID: usize = 3;

/// The reason for the whole: what weighs most first.
pub(super) fn whole(
    relation: Relation,
    reasons: &[(Relation, String)],
    pieces: &[PieceComparison],
) -> String {
    if relation == Relation::Same {
        let one_sided = pieces.iter().any(|piece| piece.a.is_none() || piece.b.is_none());
        let rest = if one_sided { "，只有一处写出的部分不影响认定" } else { "" };
        return format!("各部分一致{rest}");
    }
    let mut said: Vec<&str> = Vec::new();
    for (_, reason) in reasons.iter().filter(|(weight, _)| *weight == relation) {
        if !said.contains(&reason.as_str()) {
            said.push(reason);
        }
    }
    said.truncate(SAID);
    said.join("；")
}
