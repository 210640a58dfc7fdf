//! What must hold for any address, on addresses made up at random.

use hezhi::address::{Comparison, Gazetteer, Relation, compare, compare_read};
use proptest::prelude::*;

/// A dwelling, before it is written down.
#[derive(Debug, Clone)]
struct Dwelling {
    district: &'static str,
    road: &'static str,
    lane: Option<u32>,
    branch: Option<u32>,
    number: u32,
    unit: Option<u32>,
    room: u32,
}

/// How it is written down.
#[derive(Debug, Clone)]
struct Notation {
    city: &'static str,
    district: usize,
    twice: bool,
    estate: Option<&'static str>,
    hao: &'static str,
    room: usize,
    digits: usize,
    traditional: bool,
    separator: &'static str,
    label: &'static str,
    remark: &'static str,
}

/// Roads that lie in one district, which the program knows by itself.
const ROADS: [(&str, &str); 8] = [
    ("徐汇区", "百色路"),
    ("徐汇区", "漕溪北路"),
    ("长宁区", "仙霞西路"),
    ("静安区", "石门一路"),
    ("虹口区", "广灵四路"),
    ("杨浦区", "控江路"),
    ("浦东新区", "张杨路"),
    ("嘉定区", "民主东街"),
];

fn dwelling() -> impl Strategy<Value = Dwelling> {
    let room = (1u32..=33, 1u32..=12).prop_map(|(floor, door)| floor * 100 + door);
    let unit = proptest::option::weighted(0.2, 1u32..=6);
    let lane = proptest::option::weighted(0.7, 2u32..=3000);
    let branch = proptest::option::weighted(0.15, 2u32..=60);
    (0..ROADS.len(), lane, branch, 1u32..=300, unit, room).prop_map(
        |(road, lane, branch, number, unit, room)| Dwelling {
            district: ROADS[road].0,
            road: ROADS[road].1,
            lane,
            branch: lane.and(branch),
            number,
            unit,
            room,
        },
    )
}

fn notation() -> impl Strategy<Value = Notation> {
    let words = (
        prop::sample::select(vec!["上海市", "上海", "", "中国上海市", "上海市市辖区"]),
        0usize..3,
        any::<bool>(),
        proptest::option::weighted(
            0.3,
            prop::sample::select(vec!["汇景苑", "（汇景苑）", "汇景苑小区"]),
        ),
        prop::sample::select(vec!["号", "号", "#", "＃", "亏", "呺"]),
        0usize..4,
    );
    let signs = (
        0usize..4,
        any::<bool>(),
        prop::sample::select(vec!["", "", " ", "，", "·", "\n", "\u{200b}", "　"]),
        prop::sample::select(vec!["", "", "坐落：", "房屋坐落:", "地址 "]),
        prop::sample::select(vec!["", "", "（居住）", "(近某某路)", "。"]),
    );
    (words, signs).prop_map(
        |(
            (city, district, twice, estate, hao, room),
            (digits, traditional, separator, label, remark),
        )| {
            Notation {
                city,
                district,
                twice,
                estate,
                hao,
                room,
                digits,
                traditional,
                separator,
                label,
                remark,
            }
        },
    )
}

fn number(value: u32, style: usize) -> String {
    const POSITIONAL: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits = value.to_string();
    let each = |map: &dyn Fn(u32) -> char| {
        digits.chars().filter_map(|c| c.to_digit(10)).map(map).collect()
    };
    match style {
        1 => each(&|digit| char::from_u32('０' as u32 + digit).unwrap()),
        2 => each(&|digit| POSITIONAL[digit as usize]),
        3 => spoken(value),
        _ => digits,
    }
}

/// 1650 is 一千六百五十, 107 一百零七.
fn spoken(value: u32) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut text = String::new();
    let mut gap = false;
    for (unit, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (value / unit % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
        }
        gap = false;
        if !(digit == 1 && unit == 10 && text.is_empty()) {
            text.push_str(ONES[digit]);
        }
        text.push_str(word);
    }
    text
}

fn written(dwelling: &Dwelling, notation: &Notation) -> String {
    let district = match notation.district {
        0 => dwelling.district.to_owned(),
        1 => dwelling.district.trim_end_matches('区').trim_end_matches('新').to_owned(),
        _ => String::new(),
    };
    let area = format!("{}{district}", notation.city);
    let area = if notation.twice { area.repeat(2) } else { area };
    let area = if notation.district == 2 { notation.city.to_owned() } else { area };
    let lane = |value: u32, word: &str| format!("{}{word}", number(value, notation.digits));
    let mut pieces = vec![format!("{}{area}", notation.label), dwelling.road.to_owned()];
    pieces.extend(dwelling.lane.map(|value| lane(value, "弄")));
    pieces.extend(dwelling.branch.map(|value| lane(value, "支弄")));
    pieces.extend(dwelling.lane.and(notation.estate).map(str::to_owned));
    pieces.push(lane(dwelling.number, notation.hao));
    pieces.extend(dwelling.unit.map(|value| lane(value, "单元")));
    // The room is not spoken in tens: 一千七百零五室 is no one's habit, but it is a number.
    let room = number(dwelling.room, notation.digits);
    pieces.push(match notation.room {
        0 => format!("{room}房"),
        1 if notation.digits < 2 => room,
        2 => format!("室号或部位：{room}"),
        _ => format!("{room}室"),
    });
    let text = pieces.join(notation.separator) + notation.remark;
    if notation.traditional { traditional(&text) } else { text }
}

fn traditional(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '区' => '區',
            '号' => '號',
            '长' => '長',
            '宁' => '寧',
            '杨' => '楊',
            '单' => '單',
            '浦' => '浦',
            '东' => '東',
            '汇' => '匯',
            '静' => '靜',
            c => c,
        })
        .collect()
}

/// Every piece lies in its text, and is what stands there.
fn pieces_fit(comparison: &Comparison) {
    for piece in &comparison.pieces {
        for (side, text) in [(&piece.a, &comparison.a), (&piece.b, &comparison.b)] {
            if let Some(piece) = side {
                assert!(piece.start <= piece.end);
                let stands: String =
                    text.chars().skip(piece.start).take(piece.end - piece.start).collect();
                assert_eq!(stands, piece.text);
            }
        }
    }
}

/// A text of the words and signs that addresses are made of, in no order.
fn jumble() -> impl Strategy<Value = String> {
    let words = vec![
        "上海市", "徐汇区", "静安", "闸北区", "百色路", "路", "弄", "支弄", "号", "号楼", "幢",
        "单元", "层", "楼", "室", "村", "组", "床", "甲", "附", "底层", "亭子间", "前楼", "全幢",
        "（", "）", "-", "~", "、", "，", " ", "\n", "#", "1", "10", "406", "1705", "三", "十",
        "百", "〇", "O", "l", "A", "座", "？", "□", "原", "坐落：", "部位：", "第", "号房",
        "\u{200b}", "⻓", "㐂", "🏠", "汇景苑", "街道", "镇", "沪", "邮编", "200231", "电话", "共",
        "面积", "平方米", "室号部位：", "村民组", "\\n", ",",
    ];
    prop::collection::vec(prop::sample::select(words), 0..24).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_new_notation_is_the_same_dwelling(dwelling in dwelling(), one in notation(), other in notation()) {
        let (a, b) = (written(&dwelling, &one), written(&dwelling, &other));
        let comparison = compare(&a, &b, &Gazetteer::default());
        pieces_fit(&comparison);
        prop_assert_eq!(comparison.relation, Relation::Same, "{} | {}: {}", a, b, comparison.reason);
    }

    #[test]
    fn another_digit_is_never_the_same(
        dwelling in dwelling(),
        one in notation(),
        other in notation(),
        place in 0usize..5,
        digit in 0u32..4,
        step in 1u32..10,
    ) {
        let mut changed = dwelling.clone();
        let value = match place {
            0 => changed.lane.as_mut(),
            1 => changed.branch.as_mut(),
            2 => Some(&mut changed.number),
            3 => changed.unit.as_mut(),
            _ => Some(&mut changed.room),
        };
        if let Some(value) = value {
            let unit = 10u32.pow(digit.min(value.ilog10()));
            let old = *value / unit % 10;
            *value = *value - old * unit + (old + step) % 10 * unit;
            prop_assume!(*value > 0);
            let (a, b) = (written(&dwelling, &one), written(&changed, &other));
            let comparison = compare(&a, &b, &Gazetteer::default());
            prop_assert_ne!(comparison.relation, Relation::Same, "{} | {}", a, b);
        }
    }

    #[test]
    fn a_digit_more_or_less_is_never_the_same(dwelling in dwelling(), at in 0usize..40, add in any::<bool>(), digit in 0u32..10) {
        let plain = format!(
            "{}{}{}{}号{}室",
            dwelling.district, dwelling.road,
            dwelling.lane.map(|lane| format!("{lane}弄")).unwrap_or_default(),
            dwelling.number, dwelling.room,
        );
        let mut characters: Vec<char> = plain.chars().collect();
        let digits: Vec<usize> =
            characters.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()).map(|(index, _)| index).collect();
        let index = digits[at % digits.len()];
        if add {
            characters.insert(index, char::from_digit(digit, 10).unwrap());
        } else {
            characters.remove(index);
        }
        let changed: String = characters.into_iter().collect();
        prop_assume!(changed != plain);
        prop_assert_ne!(compare(&plain, &changed, &Gazetteer::default()).relation, Relation::Same, "{} | {}", plain, changed);
    }

    #[test]
    fn the_order_does_not_matter(a in jumble(), b in jumble()) {
        let gazetteer = Gazetteer::default();
        let (one, other) = (compare(&a, &b, &gazetteer), compare(&b, &a, &gazetteer));
        pieces_fit(&one);
        prop_assert_eq!(one.relation, other.relation, "{} | {}", a, b);
    }

    #[test]
    fn the_order_does_not_matter_for_dwellings(one in dwelling(), other in dwelling(), na in notation(), nb in notation()) {
        let gazetteer = Gazetteer::default();
        let (a, b) = (written(&one, &na), written(&other, &nb));
        prop_assert_eq!(compare(&a, &b, &gazetteer).relation, compare(&b, &a, &gazetteer).relation);
    }

    #[test]
    fn nothing_panics(a in any::<String>(), b in jumble(), start in 0usize..40, length in 0usize..6) {
        let gazetteer = Gazetteer::default();
        pieces_fit(&compare(&a, &b, &gazetteer));
        let doubtful = start..start + length;
        pieces_fit(&compare_read(&a, &b, std::slice::from_ref(&doubtful), &gazetteer));
    }

    #[test]
    fn a_doubtful_digit_is_never_the_same(dwelling in dwelling(), one in notation(), other in notation(), pick in 0usize..40) {
        let (a, b) = (written(&dwelling, &one), written(&dwelling, &other));
        let places: Vec<usize> = b
            .chars()
            .enumerate()
            .filter(|(_, c)| c.is_numeric() || "〇一二三四五六七八九".contains(*c))
            .map(|(index, _)| index)
            .collect();
        let at = places[pick % places.len()];
        let doubtful = at..at + 1;
        let comparison = compare_read(&a, &b, std::slice::from_ref(&doubtful), &Gazetteer::default());
        prop_assert_ne!(comparison.relation, Relation::Same, "{} | {} at {}", a, b, at);
    }
}
