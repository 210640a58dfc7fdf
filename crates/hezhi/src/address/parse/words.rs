//! The fixed words of an address, with the glyphs that readers take them for.

use crate::address::{numeral::number, text::Text};

/// Words before a number that says nothing about the dwelling: how to reach who lives there, and
/// what the certificate says of its size.
pub(super) const CONTACTS: &[&str] = &[
    "联系电话", "联系方式", "联系手机", "手机号码", "手机号", "手机", "电话", "tel", "Tel", "TEL",
    "邮政编码", "邮编", "建筑面积", "使用面积", "套内面积", "面积", "该房屋共", "该楼共", "本楼共",
    "总层数", "总高", "共",
];

/// What stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::address) enum Suffix {
    BranchLane,
    Lane,
    Hao,
    HaoLou,
    Zhuang,
    Zuo,
    Unit,
    Floor,
    Lou,
    Room,
    Group(char),
    Bed,
    /// 号房, a room within the flat.
    InnerRoom,
}

/// Words before an address. The longest of those that begin alike comes first.
pub(in crate::address) const ADDRESS_LABELS: &[&str] = &[
    "租赁房屋坐落", "不动产坐落", "房地产坐落", "房屋坐落地址", "房屋坐落", "房地坐落", "坐落地址",
    "坐落位置", "坐落于", "坐落", "房屋座落", "房地座落", "座落于", "座落", "房屋地址",
    "现居住地址", "居住地址", "现居住地", "现住地址", "居住地", "现住址", "家庭住址", "住址",
    "户籍地址", "通讯地址", "联系地址", "详细地址", "单位地址", "宿舍地址", "地址", "位于",
];

/// Words before a room that is printed apart.
pub(in crate::address) const ROOM_LABELS: &[&str] = &[
    "室号或部位", "室号及部位", "室号部位", "房屋部位", "租赁部位", "出租部位", "房间号", "房号",
    "室号", "部位",
];

/// Words before a building that is printed apart.
pub(in crate::address) const BUILDING_LABELS: &[&str] = &["幢号", "栋号", "楼号"];

/// 弄 and the glyphs that it is read as; only ever behind a number.
const LANE: &[char] = &['弄', '弃', '弆', '异', '弁', '卉', '奔', '莽', '昇', '㺯'];
const HAO: &[char] = &['号', '#', '亏', '呺', '兮', '写', '叧', '另', '咢'];
const ROOM: &[char] = &['室', '窒', '宝', '窄', '宰', '房'];
const ZHUANG: &[char] = &['幢', '栋', '憧', '撞', '僮', '潼', '瞳', '楝'];

/// The word at an index and its end. `behind_latin` allows the glyphs that only look like a
/// word: behind a Chinese numeral they could be part of a name (七宝).
pub(in crate::address) fn suffix(
    text: &Text,
    at: usize,
    behind_latin: bool,
) -> Option<(Suffix, usize)> {
    let (c, next) = (text.c(at), text.c(at + 1));
    // Glyphs that no name has are taken for the word behind any number.
    let like = |glyphs: &[char], c: char| {
        let rare = matches!(c, '弆' | '㺯' | '呺' | '亏' | '叧');
        glyphs.first() == Some(&c) || ((behind_latin || rare) && glyphs.contains(&c))
    };
    let found = match c {
        '支' if like(LANE, next) => (Suffix::BranchLane, 2),
        '号' | '#' if next == '楼' && !text.starts(at + 1, "楼上") => (Suffix::HaoLou, 2),
        '号' if next == '床' => (Suffix::Bed, if text.c(at + 2) == '位' { 3 } else { 2 }),
        '号' if text.starts(at + 1, "房间") && text.c(at + 3) != '号' => (Suffix::InnerRoom, 3),
        '号' if next == '房' && !matches!(text.c(at + 2), '号' | '屋' | '间') => {
            (Suffix::InnerRoom, 2)
        }
        '号' | '#' if matches!(next, '路' | '桥' | '线') => return None,
        '#' => (Suffix::Hao, 1),
        '栋' => (Suffix::Zhuang, 1),
        '座' => (Suffix::Zuo, 1),
        '单' if matches!(next, '元' | '无' | '兀') => (Suffix::Unit, 2),
        '门' if behind_latin => (Suffix::Unit, 1),
        '层' => (Suffix::Floor, 1),
        '屋' if behind_latin => (Suffix::Floor, 1),
        '楼' => (Suffix::Lou, 1),
        '房' if next == '间' => (Suffix::Room, 2),
        '房' => (Suffix::Room, 1),
        '宝' if matches!(next, '\u{4e00}'..='\u{9fff}') => return None,
        '组' | '队' => (Suffix::Group(c), 1),
        '生' if text.starts(at, "生产队") => (Suffix::Group('队'), 3),
        '村' if text.starts(at, "村民小组") => (Suffix::Group('组'), 4),
        '村' if text.starts(at, "村民组") => (Suffix::Group('组'), 3),
        '小' if text.starts(at, "小组") => (Suffix::Group('组'), 2),
        '床' => (Suffix::Bed, if next == '位' { 2 } else { 1 }),
        c if like(LANE, c) => (Suffix::Lane, 1),
        c if like(HAO, c) => (Suffix::Hao, 1),
        c if like(ZHUANG, c) => (Suffix::Zhuang, 1),
        c if like(ROOM, c) => (Suffix::Room, 1),
        _ => return None,
    };
    Some((found.0, at + found.1))
}

/// A Chinese numeral before this index numbers something.
pub(super) fn chinese_numbered(text: &Text, at: usize) -> bool {
    let c = text.c(at);
    suffix(text, at, false).is_some()
        || (is_mark(c) && matches!(text.c(at + 1), '号' | '#'))
        || (matches!(c, '-' | '~' | '至' | '到') && joins(text, at + 1))
}

/// A number that has its word stands at this index: 二层 of 一至二层.
fn joins(text: &Text, at: usize) -> bool {
    number(text, at)
        .is_some_and(|digits| !digits.chinese || suffix(text, digits.span.end, false).is_some())
}

/// 甲, 乙 … behind a door's number, and 临 for a door that has its number for the time being.
pub(in crate::address) fn is_mark(c: char) -> bool {
    matches!(c, '甲' | '乙' | '丙' | '丁' | '戊' | '己' | '庚' | '辛' | '临')
}

/// What says nothing about which dwelling it is.
const REMARKS: &[&str] = &[
    "住宅", "居住", "居住用房", "住房", "住宅用房", "公寓", "别墅", "复式", "跃层", "跃式", "自住",
    "自有", "商品房", "售后公房", "公房", "私房", "产权房", "使用权房", "老公房", "新工房",
    "老式公寓", "新式里弄", "旧式里弄", "新里", "旧里", "花园住宅", "普通住宅", "出租", "出租房",
    "租赁", "租房", "整租", "合租", "户籍", "户籍地", "现住", "暂住", "独用", "整套", "全套",
    "一套", "共有", "自建房", "农民自建房", "宅基地", "系统房", "动迁房", "经济适用房", "廉租房",
    "公租房", "集体宿舍", "宿舍", "联列住宅", "高层", "多层", "小高层", "电梯房", "毛坯", "精装",
    "租借",
];

/// Words that begin a remark about where it lies.
const NEAR: &[&str] = &["近", "靠近", "邻近", "毗邻", "临近"];

/// Words that end one.
const BESIDE: &[&str] = &["路口", "街口", "路附近", "路旁", "路旁边", "交叉口", "交界处"];

/// Text that says nothing about which dwelling it is.
pub(super) fn is_remark(words: &str) -> bool {
    REMARKS.contains(&words) || is_whereabouts(words)
}

/// Text that says what lies near.
pub(super) fn is_whereabouts(words: &str) -> bool {
    NEAR.iter().any(|near| words.starts_with(near) && words.len() > near.len())
        || BESIDE.iter().any(|beside| words.ends_with(beside) && words.len() > beside.len() + 3)
}

/// Endings of the name of an estate.
const ESTATES: &[&str] = &[
    "苑", "花园", "小区", "公寓", "新村", "家园", "名邸", "公馆", "大厦", "广场", "别墅", "庭",
    "府", "邸", "园", "墅", "居", "庄", "坊", "里", "城", "湾", "庐", "轩", "阁", "院", "天地",
    "时代", "豪庭", "景苑", "名苑", "世家", "山庄", "中心", "大楼", "期", "区", "街坊", "宿舍",
    "别业", "名都", "水岸", "河畔", "村",
];

/// The name of an estate, by its ending: 汇景苑, but not 东区 or 内院, which tell parts of one
/// estate apart.
pub(super) fn is_estate(words: &str) -> bool {
    !REMARKS.contains(&words)
        && ESTATES.iter().any(|end| words.strip_suffix(end).is_some_and(has_own_name))
}

/// A name without an ending that estates have, such as 汤臣一品: long enough, and of characters
/// that do not tell one door from another.
pub(super) fn could_be_estate(words: &str) -> bool {
    const TELLING: &str = "前后东西南北左右上下内外新老旧临甲乙丙丁戊门牌楼层院块附近旁路街村队组底阁第号室间临时含带库";
    is_estate(words)
        || (words.chars().count() >= 3
            && !REMARKS.contains(&words)
            && words
                .chars()
                .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !TELLING.contains(c)))
}

/// Whether a name says more than a direction, an ordinal or a size.
fn has_own_name(name: &str) -> bool {
    const GENERAL: &str =
        "东西南北中前后左右上下内外新老旧大小一二三四五六七八九十甲乙丙丁第住宅商";
    name.chars().any(|c| !GENERAL.contains(c) && !c.is_ascii_alphanumeric())
}

/// A committee's area, which stands between the town and the road in some forms.
pub(in crate::address) fn is_committee(words: &str) -> bool {
    ["居委会", "居委", "居民委员会", "村委会", "村民委员会", "社区"]
        .iter()
        .any(|end| words.strip_suffix(end).is_some_and(|rest| !rest.is_empty()))
}
