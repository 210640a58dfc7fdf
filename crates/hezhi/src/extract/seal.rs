//! Whose seal a paper bears.

use super::paper::Paper;
use crate::address::District;
use crate::document::{Field, FieldName, FieldPart, Kind};

/// What is read on stamps of who took the paper in or compared it. They are no seal of who gave it.
const OF_A_DESK: &[&str] = &[
    "原件", "相符", "核对", "收讫", "收件", "办理", "居住登记", "居住证", "业务受理", "已受理",
    "档案资料查询",
];

/// The offices whose seals stand on certificates, extracts and filings, behind 上海市 or a district.
const OFFICES: &[&str] = &[
    "不动产登记专用章", "不动产登记事务中心", "不动产登记资料查询专用章", "不动产登记局",
    "自然资源确权登记局", "自然资源确权登记事务中心", "规划和自然资源局", "房地产登记处",
    "房地产登记专用章", "房地产交易中心", "房屋管理局", "住房保障和房屋管理局", "房屋租赁管理中心",
    "住房租赁服务中心", "住房租赁管理服务中心", "房屋租赁合同备案专用章", "房屋租赁登记备案专用章",
    "房屋租赁合同登记备案专用章", "社区事务受理服务中心",
];

/// How much of an office's name may be misread.
const MISREAD: f64 = 0.25;
/// How much better the nearest name must be than the next.
const NEARER: f64 = 0.04;

/// The clearest seal, by its name where one can be read.
pub(super) fn read(paper: &mut Paper<'_>) {
    let unit = paper.kind == Kind::DormitoryCertificate;
    let of_a_desk = |text: &Option<String>| {
        unit && text.as_ref().is_some_and(|t| OF_A_DESK.iter().any(|word| t.contains(word)))
    };
    let seals = paper.leaves.iter().flat_map(|l| l.page.seals.iter().map(move |s| (*l, s)));
    let best = seals.filter(|(_, seal)| !of_a_desk(&seal.text)).max_by(|a, b| {
        a.1.text.is_some().cmp(&b.1.text.is_some()).then(a.1.confidence.total_cmp(&b.1.confidence))
    });
    let Some((leaf, seal)) = best else { return };
    let (file, page) = (leaf.file.map(str::to_owned), leaf.page.page);
    let read = seal.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let text = match read {
        Some(name) if !unit => office(name).unwrap_or_else(|| name.to_owned()),
        Some(name) => name.to_owned(),
        None => "present".to_owned(),
    };
    let part = |text: &String| FieldPart {
        text: text.clone(),
        confidence: seal.confidence,
        file: file.clone(),
        page,
        region: seal.region,
    };
    // What the seal is for stands apart from the name of whom it belongs to.
    let parts = seal.across.iter().flat_map(|across| [part(&text), part(across)]).collect();
    let field = Field {
        text,
        class: None,
        confidence: seal.confidence,
        read_confidence: seal.confidence,
        file,
        page,
        region: seal.region,
        doubt: None,
        second_reading: None,
        corrected: None,
        parts,
    };
    paper.fields.insert(FieldName::Seal, field);
}

/// The office whose name was read with some characters wrong: bent along the rim, 登 is read as 發
/// or 在. `None` where no office's name is near, or two are as near.
fn office(read: &str) -> Option<String> {
    let districts = || District::all().map(|d| d.name().to_owned());
    let places = || {
        let whole = districts().map(|name| format!("上海市{name}"));
        std::iter::once("上海市".to_owned()).chain(whole).chain(districts())
    };
    let mut near: Vec<(f64, String)> = places()
        .flat_map(|place| OFFICES.iter().map(move |office| format!("{place}{office}")))
        .map(|name| (1.0 - strsim::normalized_levenshtein(read, &name), name))
        .filter(|(wrong, name)| {
            *wrong <= MISREAD + NEARER && read.contains('区') == name.contains('区')
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (wrong, name) = near.first()?;
    let alone = near.get(1).is_none_or(|(next, _)| next - wrong >= NEARER);
    (*wrong <= MISREAD && alone).then(|| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offices_name_is_known_in_spite_of_misread_characters() {
        let known = |read: &str| office(read).unwrap_or_default();
        assert_eq!(known("上海市虹门区房地产住记处"), "上海市虹口区房地产登记处");
        assert_eq!(known("上海市不动产發记专用章"), "上海市不动产登记专用章");
        assert_eq!(known("徐計区住房租赁药理服务中心"), "徐汇区住房租赁管理服务中心");
        assert_eq!(known("上海市闵行区房屋管理局"), "上海市闵行区房屋管理局");
        // Which district it is has not been read, and a company is no office.
        assert_eq!(known("上海市区房屋管理局"), "");
        assert_eq!(known("上海泓昶食品集团有限公司"), "");
    }
}
