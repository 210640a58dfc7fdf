//! What a printed usage amounts to.
//!
//! Only whole values count as residential: 非居住 holds 居住, 住宿餐饮用地 holds 住, and a value
//! with one glyph misread must not become a home. The lists follow the national table of house
//! usages (规划用途 codes), the land survey's classes and Shanghai's house types.

use super::run::{fold, is_han};
use crate::document::UsageClass;

const RESIDENTIAL: &[&str] = &[
    "居住", "居住用房", "居住房屋", "住宅", "成套住宅", "非成套住宅", "普通住宅", "商品住宅",
    "住宅楼", "住宅用房", "住宅用地", "居住用地", "城镇住宅用地", "城镇单一住宅用地",
    "住宅组团用地", "普通商品住房", "别墅", "联排别墅", "叠加别墅", "独立别墅", "高档公寓",
    "花园住宅", "花园洋房", "新式里弄", "新里", "旧式里弄", "旧里", "新工房", "联列住宅",
    "老式公寓", "里弄住宅", "高层住宅", "多层住宅", "低层住宅", "小高层住宅", "公共租赁住房",
    "公租房", "廉租住房", "廉租房", "保障性租赁住房", "经济适用住房", "共有产权保障住房",
    "农村宅基地", "宅基地", "农村宅基地房", "农村住宅",
];

/// Values that hold a residential word and are not residential.
const PREMISES: &[&str] = &[
    "非居住", "非住宅", "非居住用房", "非居住房屋", "非住宅用房", "住宿餐饮用地", "住宿餐饮",
    "酒店式公寓", "酒店公寓", "公寓式办公", "公寓式酒店", "公寓式办公楼", "酒店式办公", "办公公寓",
    "住宿",
];

/// Values that a person has to look at although each is a clear word.
const BOTH: &[&str] = &[
    "商住", "商住两用", "商住楼", "综合", "综合楼", "综合用地", "综合用房", "商住综合楼",
    "城镇混合住宅用地", "居办两用",
];

/// What premises are used for; with a word of [`ENDINGS`] behind it each is a whole value.
const TRADES: &[&str] = &[
    "商业", "商服", "商务", "商务金融", "商业服务", "商业服务业", "商业服务业设施", "商业金融",
    "商业金融业", "批发零售", "零售", "零售商业", "餐饮", "旅馆", "旅游", "酒店", "宾馆", "饭店",
    "办公", "写字", "店铺", "商铺", "商场", "商店", "门面", "工业", "工厂", "厂房", "工业厂房",
    "标准厂房", "仓储", "仓库", "物流", "物流仓储", "科研", "科研设计", "研发", "研发总部", "教育",
    "科教", "科教文卫", "医疗", "医疗卫生", "卫生", "文化", "文化娱乐", "娱乐", "体育", "金融",
    "金融保险", "信息", "电讯信息", "经营", "营业", "生产", "车库", "车位", "停车", "停车库",
    "停车位", "地下车库", "地下车位", "机动车库", "机动车停车位", "地下室", "储藏", "储藏室",
    "物业管理", "物管", "公共设施", "公用设施", "机关团体", "交通", "交通运输", "军事", "宗教",
    "其它商服", "其他商服", "市场", "影剧院", "学校", "医院", "社区服务", "配套公建", "设备",
];

const ENDINGS: &[&str] = &[
    "", "用房", "用地", "用途", "楼", "房", "设施", "设施用地", "业", "业用地", "类", "服务",
    "服务用地", "场所", "建筑", "性用房", "性", "服务业", "服务设施",
];

/// Characters that a dwelling's usage is written with: no value that holds one is called
/// premises, or a home, by a part of it.
const HOME_CHARACTERS: &str = "住居宅宿寓墅舍弄";

/// The class of a usage value as printed.
pub fn classify(text: &str) -> UsageClass {
    let folded: String = text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = folded
        .split(['/', '、', ',', ';', '+', '|', '。', '兼', '和', '及'])
        .map(|p| p.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')'))
        .filter(|p| !p.is_empty())
        .collect();
    combine(parts.iter().map(|p| one(p)))
}

/// The class of several values together.
pub(super) fn combine(classes: impl Iterator<Item = UsageClass>) -> UsageClass {
    use UsageClass::*;
    classes
        .reduce(|a, b| match (a, b) {
            (a, b) if a == b => a,
            (Unknown, _) | (_, Unknown) => Unknown,
            _ => Mixed,
        })
        .unwrap_or(Unknown)
}

fn one(part: &str) -> UsageClass {
    // `11成套住宅` carries the code of the national table.
    let part = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let part = match part.split_once('(') {
        // A remark such as (复式) changes nothing; one that names a usage does.
        Some((base, remark)) if !base.is_empty() => {
            let remark = remark.trim_end_matches(')');
            return match one(remark) {
                UsageClass::Unknown if remark.chars().any(|c| "商办非混综居住宅公".contains(c)) => {
                    UsageClass::Unknown
                }
                UsageClass::Unknown => one(base),
                class => combine([one(base), class].into_iter()),
            };
        }
        _ => part,
    };
    let plain =
        ["一类", "二类", "三类", "四类"].iter().find_map(|p| part.strip_prefix(p)).unwrap_or(part);
    if RESIDENTIAL.contains(&plain) {
        UsageClass::Residential
    } else if BOTH.contains(&part) {
        UsageClass::Mixed
    } else if PREMISES.contains(&part) || is_trade(part) {
        UsageClass::NonResidential
    } else if names_both(part) {
        UsageClass::Mixed
    } else {
        UsageClass::Unknown
    }
}

fn is_trade(part: &str) -> bool {
    if part.chars().any(|c| HOME_CHARACTERS.contains(c)) {
        return false;
    }
    ENDINGS.iter().filter_map(|e| part.strip_suffix(e)).any(|base| {
        // 商业办公 and 工业仓储 name two trades.
        TRADES.contains(&base)
            || TRADES
                .iter()
                .any(|t| base.strip_prefix(t).is_some_and(|rest| TRADES.contains(&rest)))
    })
}

/// 商业居住, 住宅办公: a trade beside a home without anything between.
fn names_both(part: &str) -> bool {
    TRADES.iter().any(|t| {
        part.strip_prefix(t).is_some_and(|r| RESIDENTIAL.contains(&r))
            || part.strip_suffix(t).is_some_and(|r| RESIDENTIAL.contains(&r))
    })
}

/// Whether the cell says that the value stands on another page.
pub(super) fn is_elsewhere(text: &str) -> bool {
    let text: String = text.chars().filter(|c| is_han(*c)).collect();
    text.chars().count() <= 10
        && (text.contains("详见")
            || text.contains("见附")
            || text.contains("附记")
            || text.contains("附页")
            || text.contains("附表"))
}

/// Whether the value is that of a parking space or a store room, which certificates list beside
/// the home it goes with.
pub(super) fn is_parking(text: &str) -> bool {
    let text: String = text.chars().map(fold).collect();
    // 特种用途 is what the registry writes for a parking space.
    let begins =
        ["车位", "停车", "车库", "地下车", "机动车", "储藏", "地下储藏", "附属", "特种用途"]
            .iter()
            .any(|w| text.starts_with(w));
    begins
        || (text.contains('(')
            && ["(车位)", "(车库)", "(停车位)", "(储藏室)"].iter().any(|w| text.ends_with(w)))
}

/// Without side headers that the detector glued on (住宅用地状况 is 住宅用地 beside 土地状况), and
/// without a stamp's word.
pub(super) fn without_side_header(text: &str) -> usize {
    let mut keep = text.chars().count();
    // A stamp's words behind the value.
    let stamp =
        ["原件", "已核", "核验", "复核", "仅供", "仅限", "已受", "受理", "核对", "作废", "收讫"]
            .iter()
            .filter_map(|w| text.find(w))
            .min();
    if let Some(at) = stamp.map(|byte| text[..byte].chars().count()).filter(|&at| at >= 2) {
        return at;
    }
    for tail in ["土地状况", "房屋状况", "状况", "况"] {
        if let Some(rest) = text.strip_suffix(tail)
            && !rest.is_empty()
        {
            keep = rest.chars().count();
            break;
        }
    }
    keep
}

/// Whether the value is one of land: it never tells what a building is used for.
pub(super) fn is_land(text: &str) -> bool {
    let text: String = text.chars().map(fold).collect();
    text.ends_with("用地") || text.ends_with("宅基地")
}

#[cfg(test)]
mod tests {
    use super::*;
    use UsageClass::*;

    #[test]
    fn whole_values_have_a_class() {
        for (text, class) in [
            ("居住", Residential),
            ("成套住宅", Residential),
            ("城镇住宅用地/住宅", Residential),
            ("11成套住宅", Residential),
            ("住宅(复式)", Residential),
            ("三类住宅组团用地", Residential),
            ("非居住", NonResidential),
            ("其它商服用地", NonResidential),
            ("住宿餐饮用地", NonResidential),
            ("酒店式公寓", NonResidential),
            ("公寓式办公", NonResidential),
            ("商业办公", NonResidential),
            ("地下车库", NonResidential),
            ("储藏室", NonResidential),
            ("厂房", NonResidential),
            ("商务金融用地", NonResidential),
            ("办公楼", NonResidential),
            ("办公/居住", Mixed),
            ("居住、商业", Mixed),
            ("商住", Mixed),
            ("综合", Mixed),
            ("商业居住", Mixed),
            ("住宅(商业)", Mixed),
            ("公寓", Unknown),
            ("集体宿舍", Unknown),
            ("职工宿舍", Unknown),
            ("其他", Unknown),
            ("其它", Unknown),
            ("详见附记", Unknown),
            ("", Unknown),
            ("非改居", Unknown),
            ("特种用途", Unknown),
        ] {
            assert_eq!(classify(text), class, "{text}");
        }
    }

    #[test]
    fn a_misread_or_longer_value_is_never_residential() {
        for text in [
            "店住", "非居往", "居往", "非居佳", "住它", "居住类办公", "居住区配套", "不得居住",
            "住宅用地状况商", "居佳", "韭居住", "北居住",
        ] {
            assert_ne!(classify(text), Residential, "{text}");
        }
        assert_eq!(classify("非居往"), Unknown);
    }

    #[test]
    fn a_glued_side_header_is_cut_off() {
        assert_eq!(without_side_header("住宅用地状况"), 4);
        assert_eq!(without_side_header("居住"), 2);
    }
}
