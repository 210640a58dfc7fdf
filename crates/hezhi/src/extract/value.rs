//! Dates, numbers and names inside a run of characters.

use chrono::NaiveDate;

use super::run::{Run, is_han};

/// A date and the characters `from..to` that print it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dated {
    pub date: NaiveDate,
    pub from: usize,
    pub to: usize,
}

/// The dates in a run: 2024年5月1日, 2024-05-01, 2024.5.1, 2024/5/1, 20240501 and
/// 二〇二四年五月一日.
pub(super) fn dates(run: &Run) -> Vec<Dated> {
    let chars: Vec<char> = run.0.iter().map(|c| c.folded).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match date_at(&chars, at) {
            Some(dated) => {
                at = dated.to;
                found.push(dated);
            }
            None => at += 1,
        }
    }
    found
}

fn date_at(chars: &[char], at: usize) -> Option<Dated> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    if before.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let (year, next) = year(chars, at)?;
    if chars.get(next).is_some_and(|c| c.is_ascii_digit()) {
        let eight: Vec<u32> = chars.get(at..at + 8)?.iter().map_while(|c| c.to_digit(10)).collect();
        let longer = chars.get(at + 8).is_some_and(|c| c.is_ascii_alphanumeric());
        let &[_, _, _, _, m1, m2, d1, d2] = eight.as_slice() else { return None };
        let date = NaiveDate::from_ymd_opt(year, m1 * 10 + m2, d1 * 10 + d2)?;
        return (!longer).then_some(Dated { date, from: at, to: at + 8 });
    }
    let mark = *chars.get(next)?;
    if !matches!(mark, '年' | '-' | '.' | '/') {
        return None;
    }
    let (month, next) = small(chars, next + 1)?;
    // Readers take - for . and the other way round: the numbers tell the date.
    let second = *chars.get(next)?;
    if if mark == '年' { second != '月' } else { !matches!(second, '-' | '.' | '/') } {
        return None;
    }
    let (day, next) = small(chars, next + 1)?;
    let to = if chars.get(next) == Some(&'日') { next + 1 } else { next };
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Dated { date, from: at, to })
}

fn year(chars: &[char], at: usize) -> Option<(i32, usize)> {
    // A lost 二 at the head of a line: 〇二六年.
    if let &[zero, tens, ones, '年', ..] = chars.get(at..)?
        && at.checked_sub(1).and_then(|i| numeral(*chars.get(i)?)).is_none()
        && !zero.is_ascii()
        && numeral(zero) == Some(0)
        && let (Some(tens), Some(ones)) = (numeral(tens), numeral(ones))
    {
        return Some((2000 + (tens * 10 + ones) as i32, at + 3));
    }
    let four = chars.get(at..at + 4)?;
    let latin = four.iter().all(char::is_ascii_digit);
    let digits: Option<Vec<u32>> =
        four.iter().map(|c| if latin { c.to_digit(10) } else { numeral(*c) }).collect();
    let year = digits?.iter().fold(0, |n, d| n * 10 + *d as i32);
    (1900..2200).contains(&year).then_some((year, at + 4))
}

/// A month or a day: one or two digits, or 一 to 三十一.
fn small(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits = chars.iter().skip(at).take(2).map_while(|c| c.to_digit(10)).collect::<Vec<_>>();
    if !digits.is_empty() {
        return Some((digits.iter().fold(0, |n, d| n * 10 + d), at + digits.len()));
    }
    let word: Vec<char> = chars
        .iter()
        .skip(at)
        .take(3)
        .copied()
        .take_while(|c| *c == '十' || numeral(*c).is_some())
        .collect();
    let value = match word.as_slice() {
        ['十'] => 10,
        ['十', ones] => 10 + numeral(*ones)?,
        [tens, '十'] => numeral(*tens)? * 10,
        [tens, '十', ones] => numeral(*tens)? * 10 + numeral(*ones)?,
        [zero, ones] if numeral(*zero) == Some(0) => numeral(*ones)?,
        [ones] => numeral(*ones)?,
        _ => return None,
    };
    Some((value, at + word.len()))
}

/// The digit that a Chinese numeral stands for.
pub(super) fn numeral(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' | 'O' | 'o' | '0' | 'Ｏ' | '◯' => Some(0),
        _ => "一二三四五六七八九".chars().position(|n| n == c).map(|p| p as u32 + 1),
    }
}

/// A number of a citizen's card: seventeen digits and a digit or X.
pub(super) fn id_numbers(run: &Run) -> Vec<(usize, usize)> {
    let chars: Vec<char> = run.0.iter().map(|c| c.folded).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        // The next cell of a table row is no part of the number.
        let apart = |i: usize| i > at && run.0[i].gap && run.0[i].line != run.0[i - 1].line;
        let digits =
            (at..chars.len()).take_while(|&i| chars[i].is_ascii_digit() && !apart(i)).count();
        let end = at
            + digits
            + usize::from(
                digits == 17 && chars.get(at + 17).is_some_and(|c| matches!(c, 'X' | 'x')),
            );
        if end - at == 18
            && (end >= chars.len() || apart(end) || !chars[end].is_ascii_alphanumeric())
        {
            found.push((at, end));
        }
        at = end.max(at + 1);
    }
    found
}

/// The number of a certificate, in its normal form, and the characters it was read from.
pub(super) fn certificate_number(run: &Run) -> Option<(String, usize, usize)> {
    new_number(run).or_else(|| old_number(run))
}

/// `沪（2018）徐字不动产权第012345号`.
fn new_number(run: &Run) -> Option<(String, usize, usize)> {
    let anchor = run.find("动产权第")?;
    let at = |i: usize| run.0.get(i).map(|c| c.folded);
    let digits: String =
        (anchor + 4..run.len()).map_while(at).take_while(char::is_ascii_digit).collect();
    if digits.len() < 5 {
        return None;
    }
    let mut to = anchor + 4 + digits.len();
    if at(to) == Some('号') {
        to += 1;
    }
    let head = run.range(anchor.saturating_sub(16), anchor).folded();
    let head: Vec<char> = head.chars().collect();
    let year_at = (0..head.len().saturating_sub(3))
        .rev()
        .find(|&i| head[i..i + 4].iter().all(char::is_ascii_digit))?;
    let year: String = head[year_at..year_at + 4].iter().collect();
    let place: String = head[year_at + 4..].iter().filter(|c| is_han(**c) && **c != '不').collect();
    let province = head[..year_at].iter().rev().find(|c| is_han(**c)).copied()?;
    let province_at = head[..year_at].iter().rposition(|c| *c == province)?;
    let from = anchor - (head.len() - province_at);
    Some((format!("{province}（{year}）{place}不动产权第{digits}号"), from, to))
}

/// `沪房地奉字(2014)第003217号`, also `沪房地(闵)字(2003)第…号`.
fn old_number(run: &Run) -> Option<(String, usize, usize)> {
    let mut from = 0;
    while let Some(anchor) = run.find_from("房地", from) {
        if let Some(number) = old_number_at(run, anchor) {
            return Some(number);
        }
        from = anchor + 1;
    }
    None
}

fn old_number_at(run: &Run, anchor: usize) -> Option<(String, usize, usize)> {
    let at = |i: usize| run.0.get(i).map(|c| c.folded);
    let mut i = anchor + 2;
    let mut place = String::new();
    while let Some(c) = at(i).filter(|c| *c != '字' && (is_han(*c) || matches!(c, '(' | ')'))) {
        if is_han(c) {
            place.push(c);
        }
        i += 1;
        if place.chars().count() > 6 {
            return None;
        }
    }
    if at(i) != Some('字') {
        return None;
    }
    i += 1;
    let skip = |i: &mut usize| {
        while at(*i).is_some_and(|c| matches!(c, '(' | ')' | '第')) {
            *i += 1
        }
    };
    skip(&mut i);
    let year: String = (i..i + 4).map_while(at).take_while(char::is_ascii_digit).collect();
    if year.len() != 4 {
        return None;
    }
    i += 4;
    skip(&mut i);
    let digits: String = (i..run.len()).map_while(at).take_while(char::is_ascii_digit).collect();
    if digits.len() < 4 {
        return None;
    }
    i += digits.len();
    if at(i) == Some('号') {
        i += 1;
    }
    let from = if anchor > 0 && at(anchor - 1) == Some('沪') { anchor - 1 } else { anchor };
    Some((format!("沪房地{place}字({year})第{digits}号"), from, i))
}

/// Words that end the name of a unit.
pub(super) const UNIT_ENDINGS: &[&str] = &[
    "公司", "厂", "大学", "学院", "学校", "中学", "小学", "医院", "集团", "中心", "研究所",
    "研究院", "局", "委员会", "银行", "酒店", "饭店", "宾馆", "商行", "经营部", "事务所", "合作社",
    "幼儿园", "企业", "工作室", "超市", "餐厅", "基地", "支队", "服务站", "总队", "设计院", "分行",
    "支行", "社", "店", "院", "所", "站", "馆", "处",
];

/// Whether the text names a unit and not a person.
pub(super) fn is_unit(text: &str) -> bool {
    let base = text.split(['(', '（']).next().unwrap_or(text);
    let long = base.chars().count() >= 4;
    long && UNIT_ENDINGS.iter().any(|e| base.ends_with(e))
}

/// Whether the text can be a person's or a unit's name.
pub(super) fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    if is_unit(text) {
        return count <= 40;
    }
    let person = (2..=4).contains(&count) && text.chars().all(is_han);
    let dotted = text.contains('·') && text.chars().all(|c| is_han(c) || c == '·') && count <= 20;
    let latin = count >= 3
        && text.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | ','))
        && text.chars().any(|c| c.is_ascii_alphabetic());
    let noise = [
        "无", "下列", "以下", "如下", "性別", "性别", "合法", "权益", "共有", "房地", "专用",
        "受理", "收件", "复印", "核对", "备案", "业务", "印章", "公章", "承诺", "证明", "委托",
        "声明", "通知", "公民", "本人", "人员", "单位", "日期", "签名", "签字", "盖章", "亲属",
        "关系", "姓名", "地址", "宿舍", "单独", "证件", "身份", "详见", "出租", "承租", "权利",
        "坐落", "情况", "住宅", "居住", "编号", "房屋",
    ]
    .iter()
    .any(|w| text.contains(w));
    (person || dotted || latin) && !noise
}

/// The names in a value, each with its characters. Separators are 、 , ; / and wide gaps between
/// Chinese names.
pub(super) fn names(run: &Run) -> Vec<Run> {
    let mut names = Vec::new();
    let mut from = 0;
    let mut depth = 0;
    for i in 0..=run.len() {
        let c = run.0.get(i).map(|c| c.folded);
        match c {
            Some('(') => depth += 1,
            Some(')') => depth -= 1,
            _ => {}
        }
        let split = match c {
            None => true,
            Some('、' | ',' | ';' | '/' | '。') => depth <= 0,
            Some(c) => {
                depth <= 0
                    && i > from
                    && (run.0[i].gap || run.0[i].line != run.0[i - 1].line)
                    && is_han(c)
                    && i - from >= 2
                    && run.range(from, i).0.iter().all(|c| is_han(c.folded))
                    && is_name(&run.range(from, i).compact())
            }
        };
        if split {
            let name = run
                .range(from, i)
                .trim(|c| !is_han(c) && !c.is_ascii_alphanumeric() && c != ')' && c != '(');
            match run_together(&name) {
                Some(at) => {
                    names.push(name.range(0, at));
                    names.push(name.from(at));
                }
                None if !name.is_empty() => names.push(name),
                None => {}
            }
            from = if matches!(c, Some('、' | ',' | ';' | '/' | '。')) { i + 1 } else { i };
        }
    }
    names
}

/// Whether a text is a person's name as most are: a known surname and one or two characters more.
pub(super) fn is_usual_name(text: &str) -> bool {
    let count = text.chars().count();
    let compound = COMPOUND_SURNAMES.iter().any(|s| text.starts_with(s));
    let known = compound || text.chars().next().is_some_and(|c| SURNAMES.contains(c));
    is_name(text) && known && count <= if compound { 4 } else { 3 }
}

/// Two names set with so little between them that they read as one: five or six characters are no
/// single person's name, and of four a gap between the glyphs tells. `None` where it is one name,
/// or where it could be cut in two ways.
fn run_together(run: &Run) -> Option<usize> {
    let count = run.len();
    if !(4..=7).contains(&count) || !run.0.iter().all(|c| is_han(c.folded)) {
        return None;
    }
    if ["物业", "管理", "置业", "租赁", "中介"].iter().any(|w| run.contains(w)) {
        return None;
    }
    let fits = |at: usize| (2..=4).contains(&at) && (2..=4).contains(&(count - at));
    // Four characters may be one name.
    let wide = if count == 4 { 1.4 } else { 1.2 };
    if let Some((at, _)) = run.widest_step().filter(|(at, step)| fits(*at) && *step >= wide) {
        return Some(at);
    }
    let whole = run.folded();
    if count < 5 || COMPOUND_SURNAMES.iter().any(|s| whole.contains(s)) {
        return None;
    }
    // People have two or three characters; the second begins with a surname.
    let mut cuts = (2..=3)
        .filter(|&at| (2..=3).contains(&(count - at)))
        .filter(|&at| run.0.get(at).is_some_and(|c| SURNAMES.contains(c.folded)));
    let cut = cuts.next()?;
    cuts.next().is_none().then_some(cut)
}

/// The surnames of one character, of the Hundred Families and a few common ones since.
const SURNAMES: &str = "\
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳\
    酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞\
    熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓\
    郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫\
    宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉\
    宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧\
    殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付闫代覃凃涂尧仝苟佟冼麦\
    揭占\
";

const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯",
    "端木", "南宫", "西门", "独孤", "长孙", "宇文", "轩辕", "闻人", "澹台", "赫连", "申屠", "太史",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextLine;

    fn run(text: &str) -> Run {
        Run::of(
            &TextLine {
                text: text.into(),
                confidence: 1.0,
                region: Default::default(),
                upright: Default::default(),
                glyphs: vec![],
                quick: false,
            },
            0,
            0,
        )
    }

    #[test]
    fn dates_are_read_in_every_common_form() {
        for text in [
            "2024年05月01日", "2024年5月1日", "2024.5.1", "2024-05-01", "2024/5/1", "2024.05-01",
            "20240501", "二〇二四年五月一日", "二○二四年五月一日",
        ] {
            let found = dates(&run(&format!("自{text}起")));
            assert_eq!(
                found.iter().map(|d| d.date.to_string()).collect::<Vec<_>>(),
                ["2024-05-01"],
                "{text}"
            );
        }
        assert_eq!(dates(&run("二〇二五年十二月三十一日"))[0].date.to_string(), "2025-12-31");
        assert_eq!(dates(&run("〇二六年五月一日"))[0].date.to_string(), "2026-05-01");
        assert_eq!(dates(&run("2024年13月1日 310104202405011234")), []);
    }

    #[test]
    fn certificate_numbers_have_one_form() {
        let number = |t: &str| certificate_number(&run(t)).map(|n| n.0);
        assert_eq!(
            number("沪 房 地 奉 字 (2014) 第 003217 号").as_deref(),
            Some("沪房地奉字(2014)第003217号")
        );
        assert_eq!(
            number("沪房地（闵）字（2003）第012345号").as_deref(),
            Some("沪房地闵字(2003)第012345号")
        );
        assert_eq!(
            number("沪（2018）徐字 不动产权第012345号").as_deref(),
            Some("沪（2018）徐字不动产权第012345号")
        );
        assert_eq!(
            number("沪( 2026 )市字不动产权第 000534 号").as_deref(),
            Some("沪（2026）市字不动产权第000534号")
        );
        assert_eq!(
            number("苏(2020)徐州市不动产权第0007652号").as_deref(),
            Some("苏（2020）徐州市不动产权第0007652号")
        );
    }

    #[test]
    fn names_are_told_from_noise() {
        let split = |t: &str| names(&run(t)).iter().map(Run::text).collect::<Vec<_>>();
        assert_eq!(split("赵明远、钱静怡"), ["赵明远", "钱静怡"]);
        assert_eq!(split("上海启明信息科技有限公司"), ["上海启明信息科技有限公司"]);
        // Set without anything between them.
        assert_eq!(split("步然郭守亚"), ["步然", "郭守亚"]);
        assert_eq!(split("居香戴石琳"), ["居香戴石琳"], "戴 and 石 could both begin the second");
        assert_eq!(split("欧阳文静怡"), ["欧阳文静怡"]);
        assert_eq!(split("刘王立明"), ["刘王立明"], "four characters may be one name");
        assert!(is_name("欧阳娜娜") && is_name("阿卜杜拉·买买提") && is_unit("东海理工大学"));
        assert!(!is_name("共有情况") && !is_name("1705") && !is_name("独"));
    }
}
