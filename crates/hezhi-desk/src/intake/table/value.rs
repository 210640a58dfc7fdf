//! What stands in a cell, as people write it. The error is what was expected, in Chinese.

use chrono::NaiveDate;
use hezhi::application::{AgentRelation, Basis, Channel, HolderRelation, Service};

/// Full-width letters, digits and marks as the plain ones, any blank as a space.
pub(super) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}'))
        .collect()
}

/// Without any blank, in half width and lower case: for comparing with known words.
fn word(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The value of the first line one of whose words stands in the text.
fn among<T: Copy>(text: &str, known: &[(T, &[&str])]) -> Option<T> {
    let text = word(text);
    known.iter().find(|(_, any)| any.iter().any(|word| text.contains(word))).map(|(v, _)| *v)
}

pub(super) fn service(text: &str) -> Result<Service, String> {
    use Service::*;
    // To give a registration up is another thing.
    let text = if text.contains("注销") { "" } else { text };
    among(
        text,
        &[
            (ExpeditedReplacement, &["补领快证", "快证补", "补办快证", "expedited_replacement"]),
            (ExpeditedNew, &["快证", "expedited_new"]),
            (Kiosk, &["自助机", "即申即批", "kiosk"]),
            (Endorsement, &["签注", "endorsement"]),
            (AddressChange, &["地址变更", "变更地址", "住址变更", "变更居住地", "address_change"]),
            (Registration, &["居住登记", "来沪", "人员登记", "新登记", "登记申报", "registration"]),
            (Permit, &["居住证", "申领", "permit"]),
        ],
    )
    .ok_or_else(|| "居住登记、居住证申领、居住证签注、地址变更、快证或自助机办理".to_owned())
}

pub(super) fn channel(text: &str) -> Result<Channel, String> {
    use Channel::*;
    among(
        text,
        &[
            (Kiosk, &["自助", "kiosk"]),
            (Online, &["网", "线上", "在线", "随申办", "手机", "online"]),
            (Counter, &["窗口", "现场", "线下", "柜台", "上门", "counter"]),
            (Batch, &["批量", "导入", "batch"]),
        ],
    )
    .ok_or_else(|| "网上、窗口、自助机或批量".to_owned())
}

/// Who lives with relatives does so in a home that these own or rent: by the policy it is proved
/// as theirs is, and counts as owned where nothing says that it is rented.
pub(super) fn basis(text: &str) -> Result<Basis, String> {
    use Basis::*;
    among(
        text,
        &[
            (Dormitory, &["集体", "宿舍", "单位内部", "dormitory"]),
            (Leased, &["租", "leased", "rent"]),
            (
                Owned,
                &[
                    "自有", "自购", "购房", "购买", "产权", "自住", "商品房", "自建", "买房",
                    "借住", "亲属", "亲戚", "投靠", "寄住", "owned",
                ],
            ),
        ],
    )
    .ok_or_else(|| "自购、租赁或集体宿舍".to_owned())
}

/// How the owner or tenant is related to the applicant.
pub(super) fn holder_relation(text: &str) -> Result<HolderRelation, String> {
    use HolderRelation::*;
    match word(text).as_str() {
        "父" | "母" => return Ok(Parent),
        "子" | "女" | "儿" => return Ok(Child),
        "夫" => return Ok(Spouse),
        _ => {}
    }
    among(
        text,
        &[
            (
                Other,
                &[
                    "其他", "其它", "朋友", "同事", "亲戚", "房东", "租客", "无", "非", "岳",
                    "公婆", "婆婆", "公公", "女婿", "儿媳", "叔", "伯", "姑", "姨", "舅", "嫂",
                    "表", "堂", "other",
                ],
            ),
            (Grandchild, &["孙", "grandchild"]),
            (Grandparent, &["祖", "爷爷", "奶奶", "外公", "外婆", "姥", "grandparent"]),
            (Sibling, &["兄", "弟", "姐", "姊", "妹", "哥", "sibling"]),
            (Oneself, &["本人", "自己", "self"]),
            (
                Spouse,
                &[
                    "配偶", "夫妻", "丈夫", "妻", "爱人", "老公", "老婆", "spouse", "husband",
                    "wife",
                ],
            ),
            // 父子 and 母女 do not say who of the two owns the home.
            (Parent, &["父母", "父亲", "母亲", "爸", "妈", "parent", "father", "mother"]),
            (Child, &["子女", "儿子", "女儿", "child", "daughter"]),
        ],
    )
    .ok_or_else(|| "本人、配偶、父母、子女、祖父母、孙子女、兄弟姐妹或其他".to_owned())
}

pub(super) fn agent_relation(text: &str) -> Result<AgentRelation, String> {
    use AgentRelation::*;
    among(
        text,
        &[
            (Guardian, &["监护", "guardian"]),
            (
                Relative,
                &[
                    "亲属", "配偶", "夫", "妻", "父", "母", "子", "女", "兄", "弟", "姐", "妹",
                    "祖", "孙", "relative",
                ],
            ),
            (Other, &["其他", "朋友", "同事", "委托", "受托", "单位", "other"]),
        ],
    )
    .ok_or_else(|| "监护人、近亲属或其他".to_owned())
}

/// 2026-3-5, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, with a time behind it or not, and the
/// running number of days that Excel keeps a day as.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    let expected = || "形如 2026-03-05 的日期".to_owned();
    let text = half_width(text);
    let mut parts: Vec<u32> = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()) {
        parts.push(part.parse().map_err(|_| expected())?);
    }
    let day = match *parts.as_slice() {
        [whole] if (19_000_000..30_000_000).contains(&whole) => {
            ymd(whole / 10_000, whole / 100 % 100, whole % 100)
        }
        [serial] if text.trim().len() == 5 => excel_day(f64::from(serial)),
        [year, month, day, ..] if (1900..3000).contains(&year) => ymd(year, month, day),
        _ => None,
    };
    day.ok_or_else(expected)
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Days since the end of 1899, as Excel counts from March 1900 on; only such as a declaration
/// can hold, so that no other number is taken for a date.
pub(super) fn excel_day(serial: f64) -> Option<NaiveDate> {
    let days = (20_000.0..80_000.0).contains(&serial).then_some(serial as i64)?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(chrono::TimeDelta::days(days))
}

/// Whether a text is a number that lost its digits: 3.40102E+17.
pub(super) fn is_rounded(text: &str) -> bool {
    let text = half_width(text);
    let Some((front, power)) = text.trim().split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(&front.replacen('.', "", 1)) && digits(power.trim_start_matches('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_understood_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        for text in [
            "2026-3-5", "2026/3/5", "2026.3.5", "20260305", "2026年3月5日", "２０２６－０３－０５",
            "46086", "2026-03-05 09:30:00", " 2026年03月05日 ",
        ] {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in ["", "3/5", "昨天", "2026-13-1", "20261301", "5.3.2026", "1705"] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn words_are_understood_as_people_write_them() {
        assert_eq!(basis("自有住房"), Ok(Basis::Owned));
        assert_eq!(basis("租 赁"), Ok(Basis::Leased));
        assert_eq!(basis("公租房"), Ok(Basis::Leased));
        assert_eq!(basis("单位集体宿舍"), Ok(Basis::Dormitory));
        assert!(basis("不详").is_err());
        assert_eq!(service("居住登记"), Ok(Service::Registration));
        assert_eq!(service("居住证签注"), Ok(Service::Endorsement));
        assert_eq!(service("《居住证》申领"), Ok(Service::Permit));
        assert_eq!(service("居住登记地址变更"), Ok(Service::AddressChange));
        assert_eq!(holder_relation("本人"), Ok(HolderRelation::Oneself));
        assert_eq!(holder_relation("父母"), Ok(HolderRelation::Parent));
        assert_eq!(holder_relation("外祖父"), Ok(HolderRelation::Grandparent));
        assert_eq!(holder_relation("表哥"), Ok(HolderRelation::Other));
        assert_eq!(holder_relation("子"), Ok(HolderRelation::Child));
        assert!(holder_relation("父子").is_err(), "does not say who owns the home");
        assert!(service("居住登记注销").is_err());
        assert_eq!(channel("一网通办"), Ok(Channel::Online));
    }

    #[test]
    fn a_number_that_lost_its_digits_is_told() {
        assert!(is_rounded("3.40102E+17") && is_rounded("3.1e17"));
        assert!(!is_rounded("340102199003071234") && !is_rounded("E1") && !is_rounded("A-1E2"));
    }
}
