//! The lease filing's proof under its three titles, in layouts that have nothing in common.

use chrono::NaiveDate;
use hezhi::document::Kind;
use serde_json::{Value, json};

use super::random::Random;
use super::seal::{Shape, stamp};
use super::sheet::{Look, Paper, Sheet, guilloche, qr, watermark};
use super::values::{Home, area, chinese_date, printed_date};

const TITLES: &[&str] = &[
    "住房租赁合同备案通知书", "住房租赁合同备案证明", "房屋租赁合同登记备案证明",
    "上海市住房租赁合同登记备案通知书", "上海市住房租赁合同备案证明",
];
pub const LAYOUTS: &[&str] =
    &["lease_table", "lease_form", "lease_lines", "lease_columns", "lease_spaced"];
pub const FORBIDDEN: &[&str] = &["非居住", "商业", "办公", "经营", "仓储"];

pub struct Lease<'a> {
    pub home: &'a Home,
    pub landlord: &'a str,
    pub tenant: &'a str,
    pub tenant_id: &'a str,
    pub usage: &'a str,
    pub class: &'a str,
    pub start: NaiveDate,
    pub end: NaiveDate,
}

pub fn notice(layout: &str, about: &Lease<'_>, random: &mut Random) -> Paper {
    let layout = LAYOUTS.iter().copied().find(|name| *name == layout).unwrap_or(LAYOUTS[0]);
    let mut paper = Paper::new(Kind::LeaseRegistration, layout);
    let home = about.home;
    let filed = about.start + chrono::Days::new(random.int(1, 20) as u64);
    let title = random.pick(TITLES);
    let number = match random.int(0, 2) {
        0 => format!("{}{}{}", home.district.code, filed.format("%Y%m"), random.digits(6)),
        1 => format!(
            "沪{}租备（{}）第{}号",
            home.district.short,
            filed.format("%Y"),
            random.digits(6)
        ),
        _ => format!("BA{}{}", filed.format("%Y%m%d"), random.digits(6)),
    };
    // The room stands in the address, or apart in the part that is let.
    let apart = random.chance(0.3) && layout != "lease_form";
    let prefix = random.one(&[
        String::new(),
        home.district.name.to_owned(),
        format!("上海市{}", home.district.name),
    ]);
    let (location, part) = if apart {
        (format!("{prefix}{}", home.door()), home.room_words())
    } else {
        (
            format!("{prefix}{}", home.dwelling()),
            random.pick(&["全部", "整套", "整套", "全部", "南间", "主卧"]).to_owned(),
        )
    };
    let office = random.one(&[
        format!("上海市{}房屋管理局", home.district.name),
        format!("{}住房保障和房屋管理局", home.district.name),
        format!("上海市{}房地产交易中心", home.district.name),
        format!("{}社区事务受理服务中心", home.town),
    ]);
    let own_area = area(random);
    let style = random.int(0, 3);
    let day = |date: NaiveDate, random: &mut Random| match style {
        0 | 1 => chinese_date(date),
        2 => date.format("%Y-%m-%d").to_string(),
        _ => printed_date(date, random),
    };
    let (start, end, issued) =
        (day(about.start, random), day(about.end, random), day(filed, random));
    let rent = format!("{}元{}", random.int(18, 120) * 100, random.pick(&["/月", "", "每月"]));
    let look = Look::office(random);
    let (w, h) = random.one(&[(210.0, 297.0), (210.0, 297.0), (210.0, 285.0)]);
    let term = random.one(&[
        format!("{start} 至 {end}"),
        format!("自{start}起至{end}止"),
        format!("{start}—{end}"),
        format!("{start}起至{end}"),
    ]);
    let code = qr(&format!("https://example.invalid/zlba?no={number}"));
    let values = json!({
        "title": title, "number": number, "landlord": about.landlord, "tenant": about.tenant, "location": location, "part": part, "usage": about.usage, "area": own_area,
        "rent": rent, "start": start, "end": end, "date": issued, "office": office, "term": term,
        "margin": random.float(16.0, 27.0), "top": random.float(18.0, 38.0), "foot": random.float(28.0, 60.0), "pad": random.float(1.6, 4.2),
    });
    let extra = match layout {
        "lease_form" => {
            json!({ "leading": random.float(2.0, 2.6), "signed": day(about.start, random), "ending": random.pick(&["通知", "证明"]) })
        }
        "lease_lines" => lines(
            about,
            &location,
            &part,
            &own_area,
            &rent,
            &term,
            (&start, &end),
            title,
            &number,
            random,
        ),
        "lease_columns" => json!({ "code": code }),
        "lease_spaced" => {
            json!({ "region": random.pick(&["上海市", "上海市房屋管理局", home.district.name]), "title": title.trim_start_matches("上海市") })
        }
        _ => table(about, title, &office, &code, random),
    };
    let mut sheet = Sheet::new(file_of(layout), (w, h), &look, merge(values, extra));
    match random.int(0, 5) {
        0 => sheet = sheet.backdrop(guilloche(random, w, h, "#9ab0a0")),
        1 => sheet = sheet.backdrop(watermark(random, w, h, "租赁备案", "#444")),
        _ => {}
    }
    sheet.stamps.push(match random.int(0, 5) {
        0 => stamp(random, Shape::Oval, &office, "租赁备案专用章", "date"),
        1 => stamp(random, Shape::Square, "房屋租赁", "备案专用章", "date"),
        _ => {
            let foot = random.pick(&["租赁备案专用章", ""]);
            stamp(random, Shape::Round, &office, foot, "date")
        }
    });
    paper.sheets.push(sheet);
    let address = if apart { format!("{location}{}", home.room_words()) } else { location };
    paper
        .says("address", address)
        .says("usage", about.usage)
        .says("usage_class", about.class)
        .says("landlord", about.landlord)
        .says("tenant", about.tenant)
        .says("lease_start", about.start.to_string())
        .says("lease_end", about.end.to_string())
        .says("filing_number", number)
        .says("area", own_area)
        .says("issued_on", filed.to_string());
    paper
}

fn file_of(layout: &str) -> &'static str {
    match layout {
        "lease_form" => "lease_form.html",
        "lease_lines" => "lease_lines.html",
        "lease_columns" => "lease_columns.html",
        "lease_spaced" => "lease_spaced.html",
        _ => "lease_table.html",
    }
}

fn merge(mut base: Value, extra: Value) -> Value {
    if let (Value::Object(base), Value::Object(extra)) = (&mut base, extra) {
        base.extend(extra);
    }
    base
}

fn table(about: &Lease<'_>, title: &str, office: &str, code: &str, random: &mut Random) -> Value {
    json!({
        "no_align": random.pick(&["right", "left", "center"]),
        "intro": if random.chance(0.5) { format!("根据《上海市住房租赁合同网签备案操作规定》，下列房屋租赁合同已于{office}办理登记备案，特发此{}。", if title.ends_with("证明") { "证明" } else { "通知" }) } else { String::new() },
        "l": {
            "number": random.pick(&["备案编号", "备案通知书编号", "登记备案号", "编号"]), "landlord": random.pick(&["出租人", "出 租 人", "甲方（出租方）", "出租人（甲方）"]),
            "tenant": random.pick(&["承租人", "承 租 人", "乙方（承租方）", "承租人（乙方）"]), "location": random.pick(&["房屋坐落", "坐　　落", "房屋地址", "租赁房屋坐落"]),
            "part": random.pick(&["租赁部位", "出租部位", "租赁范围"]), "area": random.pick(&["建筑面积", "租赁面积"]), "usage": random.pick(&["租赁用途", "房屋用途", "用　　途"]),
            "rent": random.pick(&["月租金", "租　　金"]), "term": random.pick(&["租赁期限", "租　　期", "租期起止"]),
        },
        "tenant_id": if random.chance(0.5) { about.tenant_id } else { "" },
        "cert": if random.chance(0.4) { format!("沪（2019）{}字不动产权第{}号", about.home.district.short, random.digits(6)) } else { String::new() },
        "cohabit": if random.chance(0.2) { "无" } else { "" },
        "remarks": ["备注：", "1. 租赁期限届满，本备案自行失效；超过三年的应当重新办理。", "2. 备案内容发生变化的，当事人应当及时办理变更手续。"],
        "code": if random.chance(0.6) { code } else { "" }, "stamp_word": random.chance(0.5),
    })
}

#[expect(clippy::too_many_arguments, reason = "each is a line of the page")]
fn lines(
    about: &Lease<'_>,
    location: &str,
    part: &str,
    own_area: &str,
    rent: &str,
    term: &str,
    (start, end): (&str, &str),
    title: &str,
    number: &str,
    random: &mut Random,
) -> Value {
    let mut rows = vec![
        json!({ "label": random.pick(&["出租人", "出租方", "甲方（出租人）"]), "id": "landlord", "value": about.landlord }),
        json!({ "label": random.pick(&["承租人", "承租方", "乙方（承租人）"]), "id": "holder", "value": about.tenant }),
        json!({ "label": random.pick(&["房屋坐落", "房屋地址", "租赁房屋地址"]), "id": "address", "value": location }),
        json!({ "label": random.pick(&["租赁部位", "出租部位"]), "id": "room", "value": part }),
        json!({ "label": random.pick(&["建筑面积", "租赁面积"]), "id": "area", "value": format!("{own_area}平方米") }),
        json!({ "label": random.pick(&["房屋用途", "租赁用途", "用途"]), "id": "usage", "value": about.usage }),
        json!({ "label": "租金", "id": "rent", "value": rent }),
    ];
    if random.chance(0.5) {
        rows.push(json!({ "label": "租赁起始日期", "id": "start", "value": start }));
        rows.push(json!({ "label": "租赁终止日期", "id": "end", "value": end }));
    } else {
        rows.push(
            json!({ "label": random.pick(&["租赁期限", "租期"]), "id": "term", "value": term }),
        );
    }
    let bar = random.chance(0.4);
    json!({
        "rows": rows, "bar": if bar { "随申办 · 电子证照" } else { "" }, "accent": random.pick(&["#1f5fa8", "#b3261e", "#0b7a75"]),
        "title_align": random.pick(&["center", "left"]), "label_weight": random.pick(&["normal", "bold"]), "fixed": random.chance(0.6), "colon": random.pick(&["：", "："]),
        "l": { "number": random.pick(&["备案编号", "备案号", "通知书编号"]) }, "code": if random.chance(0.6) { qr(number) } else { String::new() }, "title": title,
    })
}
