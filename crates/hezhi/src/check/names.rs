//! Names of people and units: folding, comparing, telling the two apart.

use super::thresholds::ONE_CHARACTER_OF_A_NAME;
use crate::text::without_radicals;

/// Groups of characters that look alike in print. Put together by eye, not measured: a pair in
/// here only ever turns a mismatch into a question.
const LOOK_ALIKES: &str = "未末 己已巳 日曰 土士 干千于 人入八 大太犬 天夭 王玉壬 田由甲申 明朋 \
    晓哓 玲铃 春舂 林材 侯候 祁祈 晴睛 洁浩皓 琪淇祺 玮炜伟韦 恰怡 洋祥 \
    宇字 几凡 建健 俊峻浚 杨扬 陈阵 吴昊 姗珊 芸芝 苗茁 瑞端 嘉喜 丽鹂 \
    兰三 冰水 沐沭 泽译 钧钓 铭铬 锋峰 辉晖 栋拣 桂挂 佳住 华毕 鸣呜 \
    乌鸟 马与 戊戌戍 折析 雪霄 霏霖 婷停 莹茔 萍苹 菁青 蓉容 薇微 轩杆 \
    逸免 遥谣 郝赤 邱丘 阎闫 雷霄 颖颍 骏峻 魏巍 黄寅 龙尤 刘刈 彬杉 \
    彭膨 徐涂 志忐 恒桓 慧彗 敏繁 文丈 昕听 昌曷 朱未 李季 柏伯 权杈 \
    永水 汪江 沈沉 治冶 涛铸 清请情 爱受 珍诊 璐潞 白自 盛成 石右 秋秩 \
    程埕 竹行 红江 美姜 翔羽 耀跃 胜姓 良艮 英莫 范苑 莉利 虎虚 诗侍 \
    赵起 超起 越起 军车 远近 金全 阳阴 静净 凤风 卫工 子孑 小少";

/// What two names are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMatch {
    Same,
    /// They may be one name misread, or part of the printed one is hidden.
    Close,
    Different,
}

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    Person,
    Unit,
    /// Too long for a person, and no word of a unit's name in it.
    Unsure,
}

/// A name without what is mere notation: width, script, spaces, the shape of the dot in foreign
/// names.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '\u{200b}')
        .map(without_radicals)
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '•' | '・' | '‧' | '∙' | '⋅' | '･' => '·',
            _ => c,
        })
        .map(|c| if c == '.' { '·' } else { crate::address::simplified(c).to_ascii_uppercase() })
        .collect()
}

/// The names in a field that joins several.
pub fn split(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；', '/', '／', '\n'])
        .map(fold)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Compares a declared name with one that was read with the given confidence.
pub fn compare(declared: &str, printed: &str, confidence: f32) -> NameMatch {
    let (declared, printed) = (fold(declared), fold(printed));
    if declared == printed {
        return NameMatch::Same;
    }
    if hides_something(&printed) {
        return NameMatch::Close;
    }
    let a: Vec<char> = declared.chars().collect();
    let b: Vec<char> = printed.chars().collect();
    // A name with something glued on, or a piece of a name.
    if a.len().min(b.len()) > 1 && (declared.contains(&printed) || printed.contains(&declared)) {
        return NameMatch::Close;
    }
    if a.len() == b.len() {
        let mut differing = a.iter().zip(&b).filter(|(x, y)| x != y);
        let (first, second) = (differing.next(), differing.next());
        return match (first, second) {
            (Some((x, y)), None) if a.len() > 1 => one_character(*x, *y, confidence),
            _ => NameMatch::Different,
        };
    }
    if a.len().abs_diff(b.len()) == 1 && a.len().min(b.len()) > 1 && drops_one(&a, &b) {
        // Readers lose a character at the edge of a cell without any sign of doubt.
        return NameMatch::Close;
    }
    NameMatch::Different
}

/// The best match of a declared name among the printed ones.
pub fn among(declared: &str, printed: &[String], confidence: f32) -> NameMatch {
    let mut best = NameMatch::Different;
    for name in printed {
        match compare(declared, name, confidence) {
            NameMatch::Same => return NameMatch::Same,
            NameMatch::Close => best = NameMatch::Close,
            NameMatch::Different => {}
        }
    }
    best
}

/// Whether a printed name sends the reader elsewhere or covers a part of the name.
pub fn hides_something(printed: &str) -> bool {
    ["*", "＊", "详见", "见附", "附记", "附页", "□", "?", "？", "等"]
        .iter()
        .any(|mark| printed.contains(mark))
}

fn one_character(declared: char, printed: char, confidence: f32) -> NameMatch {
    let alike = look_alike(declared, printed);
    // A rare character is read as a common one, never the other way round.
    let rare = !is_common(declared) && is_common(printed);
    if alike || rare || confidence < ONE_CHARACTER_OF_A_NAME {
        NameMatch::Close
    } else {
        NameMatch::Different
    }
}

fn look_alike(a: char, b: char) -> bool {
    LOOK_ALIKES.split(' ').any(|group| group.contains(a) && group.contains(b))
}

/// Whether a printed name is the declared one but for characters taken for their look-alikes.
pub fn is_but_for_look_alikes(declared: &str, printed: &str) -> bool {
    let (declared, printed) = (fold(declared), fold(printed));
    declared.chars().count() == printed.chars().count()
        && declared.chars().zip(printed.chars()).all(|(a, b)| a == b || look_alike(a, b))
}

/// Whether the longer one is the shorter one with a single character put in.
fn drops_one(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let same_start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let same_end = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    same_start + same_end >= short.len()
}

/// Whether the character is among the 3,755 of GB 2312's first level. Readers know those well;
/// a rare one in a name is often read as a common look-alike, and with confidence.
fn is_common(c: char) -> bool {
    let mut buffer = [0u8; 4];
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
    match bytes.as_ref() {
        _ if unmappable => false,
        [lead, trail] => (0xb0..=0xd7).contains(lead) && *trail >= 0xa1,
        _ => true,
    }
}

/// Words that stand only in the names of units, anywhere in them.
const UNIT_WORDS: &str = "公司 有限 股份 集团 委员会 合作社 事务所 合伙 政府 银行 办事处 协会 \
    基金会 研究院 研究所 管理局 管理处 管理所 CO·, LTD INC";

/// What the names of units end in; a person of four or more characters never ends so.
const UNIT_ENDS: &str = "中心 学校 大学 学院 中学 小学 幼儿园 医院 酒店 宾馆 饭店 商行 工作室 \
    经营部 门市部 服务部 总部 部队 机关 村委会 居委会 办公室 支行 分行 \
    物业 企业 厂 局 院 店 社 所 站 馆 队 部 处 会";

/// Whether a printed name is a person's or a unit's.
pub fn bearer(name: &str) -> Bearer {
    let name = fold(name);
    let bare = name.trim_end_matches([')', '）']);
    let bare = match bare.rfind(['(', '（']) {
        Some(at) if bare.len() < name.len() => &bare[..at],
        _ => bare,
    };
    let length = bare.chars().count();
    if UNIT_WORDS.split(' ').any(|word| name.contains(word))
        || (length >= 4 && UNIT_ENDS.split(' ').any(|end| bare.ends_with(end)))
    {
        return Bearer::Unit;
    }
    let foreign = name.contains('·') || name.is_ascii();
    if length >= 6 && !foreign { Bearer::Unsure } else { Bearer::Person }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_does_not_make_two_names() {
        assert_eq!(compare("迪丽·努尔", "迪丽．努尔", 0.9), NameMatch::Same);
        assert_eq!(compare("王 小　明", "王小明", 0.9), NameMatch::Same);
        assert_eq!(compare("ＬＩ ＭＩＮＧ", "Li Ming", 0.9), NameMatch::Same);
    }

    #[test]
    fn one_character_is_a_doubt_where_it_can_be_misread() {
        assert_eq!(compare("王明", "王朋", 0.99), NameMatch::Close, "look-alikes");
        assert_eq!(compare("王翀", "王种", 0.99), NameMatch::Close, "a rare character");
        assert_eq!(compare("王种", "王翀", 0.99), NameMatch::Different, "nobody misreads it so");
        assert_eq!(compare("王小明", "王大明", 0.90), NameMatch::Close, "not sure enough");
        assert_eq!(compare("王小明", "王大明", 0.99), NameMatch::Different);
        assert_eq!(compare("欧阳晓明", "欧阳明", 0.99), NameMatch::Close, "a lost character");
        assert_eq!(compare("王小明", "王*明", 0.99), NameMatch::Close, "a covered character");
        assert_eq!(compare("王小明", "王小明身份证", 0.99), NameMatch::Close, "glued");
        assert_eq!(compare("王小明", "李四", 0.99), NameMatch::Different);
        assert_eq!(compare("王", "李", 0.5), NameMatch::Different);
    }

    #[test]
    fn units_are_told_from_people() {
        for unit in [
            "上海某某实业有限公司", "上海市第三棉纺厂", "某某大学", "某某镇人民政府",
            "某某村村民委员会", "上海某某企业管理中心（普通合伙）", "某某农业专业合作社",
            "Foo Trading Co., Ltd.",
        ] {
            assert_eq!(bearer(unit), Bearer::Unit, "{unit}");
        }
        for person in ["王小明", "欧阳学院", "司马会", "阿卜杜拉·买买提", "JOHN SMITH", "李厂"]
        {
            let expected = if person == "欧阳学院" { Bearer::Unit } else { Bearer::Person };
            assert_eq!(bearer(person), expected, "{person}");
        }
        assert_eq!(bearer("上海某某宾舍旅栈"), Bearer::Unsure);
    }

    #[test]
    fn the_best_of_several_names_counts() {
        let names = split("张三、 李四，王五");
        assert_eq!(names, ["张三", "李四", "王五"]);
        assert_eq!(among("李四", &names, 0.9), NameMatch::Same);
        assert_eq!(among("赵六", &names, 0.99), NameMatch::Different);
    }
}
