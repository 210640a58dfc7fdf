//! Papers of an owner: both certificates in their several looks, and the register's extract.

use chrono::Datelike;
use hezhi::document::Kind;
use serde_json::json;

use super::random::Random;
use super::seal::{Shape, stamp};
use super::sheet::{Look, Paper, Sheet, guilloche, qr, watermark};
use super::values::{Home, area, chinese_date, date};

/// Usage as a certificate prints it.
#[derive(Clone, Copy)]
pub struct Usage {
    pub house: &'static str,
    pub land: &'static str,
    pub building: &'static str,
    pub class: &'static str,
}

const fn usage(
    house: &'static str,
    land: &'static str,
    building: &'static str,
    class: &'static str,
) -> Usage {
    Usage { house, land, building, class }
}

pub const HOMES: &[Usage] = &[
    usage("居住", "住宅", "公寓", "residential"),
    usage("居住", "住宅", "公寓", "residential"),
    usage("居住", "住宅用地", "公寓", "residential"),
    usage("居住", "住宅", "新式里弄", "residential"),
    usage("居住", "住宅", "联列住宅", "residential"),
    usage("居住", "城镇住宅用地", "新工房", "residential"),
    usage("住宅", "城镇住宅用地", "公寓", "residential"),
    usage("成套住宅", "城镇住宅用地", "公寓", "residential"),
    usage("居住", "住宅", "花园住宅", "residential"),
];
pub const PREMISES: &[Usage] = &[
    usage("办公", "其它商服用地", "办公楼", "non_residential"),
    usage("店铺", "其它商服用地", "店铺", "non_residential"),
    usage("商业", "商业服务业设施用地", "商场", "non_residential"),
    usage("厂房", "工业用地", "工厂", "non_residential"),
    usage("工业", "工业用地", "工厂", "non_residential"),
    usage("仓储", "物流仓储用地", "仓库", "non_residential"),
    usage("旅馆", "住宿餐饮用地", "旅馆", "non_residential"),
    usage("酒店式公寓", "住宿餐饮用地", "公寓", "non_residential"),
    usage("公寓式办公", "商务金融用地", "公寓", "non_residential"),
    usage("非居住", "其它商服用地", "其他", "non_residential"),
];
pub const MIXED: &[Usage] = &[
    usage("商住", "商业、住宅", "公寓", "mixed"),
    usage("办公/居住", "商业、住宅", "公寓", "mixed"),
    usage("居住、商业", "住宅、商业", "其他", "mixed"),
];

/// What a certificate is about.
pub struct Property<'a> {
    pub home: &'a Home,
    /// Names joined by 、.
    pub holder: &'a str,
    pub usage: Usage,
}

pub const LAYOUTS: &[&str] = &[
    "old_book", "new_certificate", "new_spread", "new_annex", "old_annex", "national_combined",
    "electronic", "old_open",
];

pub fn certificate(layout: &str, about: &Property<'_>, random: &mut Random) -> Paper {
    match layout {
        "old_book" => old_book(about, random, false),
        "old_open" => old_open(about, random),
        "old_annex" => old_book(about, random, true),
        "new_spread" => new_certificate(about, random, "new_spread"),
        "new_annex" => new_certificate(about, random, "new_annex"),
        "national_combined" => national(about, random),
        "electronic" => electronic(about, random),
        _ => new_certificate(about, random, "new_certificate"),
    }
}

fn lot(home: &Home, random: &mut Random) -> String {
    format!(
        "{}{}{}街坊{}/{}丘",
        home.district.name,
        home.town,
        random.int(2, 480),
        random.int(1, 12),
        random.int(1, 9)
    )
}

fn ownership(about: &Property<'_>, random: &mut Random) -> &'static str {
    if about.holder.contains('、') {
        random.pick(&["共同共有", "按份共有", "共同共有"])
    } else {
        "单独所有"
    }
}

fn common(paper: &mut Paper, about: &Property<'_>) {
    paper
        .says("holder", about.holder)
        .says("usage", about.usage.house)
        .says("usage_class", about.usage.class)
        .says("land_usage", about.usage.land);
}

/// The address a perfect reader gives: the printed place with the room that is printed apart.
fn joined(location: &str, home: &Home) -> String {
    format!("{location}{}", home.room_words())
}

fn old_book(about: &Property<'_>, random: &mut Random, annexed: bool) -> Paper {
    let mut paper =
        Paper::new(Kind::PropertyCertificate, if annexed { "old_annex" } else { "old_book" });
    let (home, size) = (about.home, random.float(52.0, 96.0));
    let year = random.int(2003, 2015) as i32;
    let issued = date(year, random.int(1, 12) as u32, random.int(1, 28) as u32);
    let (short, serial) = (home.district.short, random.digits(6));
    let number = format!("沪房地{short}字({year})第{serial}号");
    let location = home.as_printed(random);
    let spaced = random.int(0, 2);
    let label = |text: &str| match spaced {
        0 => text.to_owned(),
        1 => text.chars().map(String::from).collect::<Vec<_>>().join(" "),
        _ => format!("{text}："),
    };
    let ink = random.pick(&["#1d1d1d", "#264a36", "#5a2a20", "#222"]);
    let look = Look::certificate(
        random,
        &["#f3f4e6", "#eef3e8", "#f7f3e6", "#f4f0ea"],
        &[ink],
        (9.6, 11.6),
    );
    let (w, h) = random.one(&[(190.0, 262.0), (210.0, 297.0), (185.0, 257.0)]);
    let building_area = format!("{size:.2}");
    let place = |value: &str| if annexed { "详见附记".to_owned() } else { value.to_owned() };
    let mut sheet = Sheet::new("old_book.html", (w, h), &look, json!({
        "top": random.float(14.0, 24.0), "margin": random.float(12.0, 18.0), "row": random.float(10.5, 13.0), "sub": random.float(27.0, 31.0),
        "title": random.chance(0.7), "align": random.pick(&["center", "left"]), "label_align": random.pick(&["center", "left"]),
        "number_printed": format!("沪 房 地 {short} 字 ({year}) 第 {serial} 号"),
        "l": { "holder": label("权利人"), "location": label("房地坐落"), "nature": label("权属性质"), "usage": label("用途"), "co": label("共有情况"),
               "building": label("幢号"), "room": random.pick(&["室号或部位", "室号部位"]), "type": label("建筑类型") },
        "holder": about.holder, "location": location, "co_ownership": if about.holder.contains('、') { "共同共有" } else { "" },
        "obtained": random.pick(&["出让", "划拨", "转让"]), "land_usage": about.usage.land, "lot": lot(home, random),
        "lot_area": random.int(2_000, 96_000), "own_area": "", "shared_area": if random.chance(0.5) { format!("{:.1}", size / 3.0) } else { String::new() },
        "land_term": format!("{}至{}止", chinese_date(date(year - 4, 5, 14)), chinese_date(date(year + 66, 4, 7))),
        "building": place(&format!("{}号", home.number)), "room": place(&home.room), "area": if annexed { "详见附记".into() } else { building_area.clone() }, "building_type": about.usage.building,
        "usage": place(about.usage.house), "floors": home.floors, "built": year - 2, "source": random.pick(&["买卖", "新建", "购买"]),
        "date": chinese_date(issued), "office": home.district.name,
    }))
    .backdrop(guilloche(random, w, h, "#7fa58a"));
    sheet.stamps.push(stamp(random, Shape::Round, "上海市房地产登记处", "登记专用章", "date"));
    paper.sheets.push(sheet);
    if annexed {
        let lines = [
            "本证房屋共1套，明细如下：".to_owned(),
            format!("室号或部位：{}", home.room),
            format!("建筑面积：{building_area}平方米"),
            format!("房屋用途：{}", about.usage.house),
            format!("建筑类型：{}", about.usage.building),
            "原权利证书已收回注销。".to_owned(),
        ];
        let mut annex = Sheet::new(
            "old_book_annex.html",
            (w, h),
            &look,
            json!({ "lines": lines, "date": chinese_date(issued) }),
        )
        .backdrop(guilloche(random, w, h, "#7fa58a"));
        annex.stamps.push(stamp(random, Shape::Round, "上海市房地产登记处", "登记专用章", "date"));
        paper.sheets.push(annex);
    }
    common(&mut paper, about);
    paper
        .says("address", joined(&location, home))
        .says("room_part", home.room.clone())
        .says("building_type", about.usage.building)
        .says("certificate_number", number)
        .says("area", building_area);
    paper
}

/// The open book on the glass: preprinted form, values printed a little beside their places.
fn old_open(about: &Property<'_>, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::PropertyCertificate, "old_open");
    let home = about.home;
    let year = random.int(1998, 2010) as i32;
    let (short, serial) = (home.district.short, random.digits(6));
    let location = home.as_printed(random);
    let own_area = area(random);
    let look = Look::certificate(
        random,
        &["#f2f4e8", "#eef2e6", "#f6f2e4"],
        &["#2f5a40", "#333"],
        (9.4, 10.6),
    );
    let (w, h) = random.one(&[(297.0, 210.0), (260.0, 184.0)]);
    let look = if w < 280.0 { look.set("size", json!(8.4)) } else { look };
    let issued = chinese_date(date(year, random.int(1, 12) as u32, random.int(1, 28) as u32));
    let mut sheet = Sheet::new("old_book_open.html", (w, h), &look, json!({
        "number_printed": format!("沪房地{short}字（{year}）第{serial}号"), "shift_x": random.float(-1.0, 2.0), "shift_y": random.float(-1.1, 1.1),
        "holder": about.holder, "location": location, "obtained": random.pick(&["出让", "划拨"]), "land_usage": about.usage.land, "lot": lot(home, random), "lot_area": random.int(1_000, 60_000),
        "land_term": format!("{}至{}止", chinese_date(date(year - 2, 7, 1)), chinese_date(date(year + 68, 6, 30))), "room": home.room, "area": own_area, "building_type": about.usage.building,
        "usage": about.usage.house, "floors": home.floors, "built": year - 1, "date": issued, "office": home.district.name,
        "notes": [format!("{}，本证房屋系买卖取得。", if about.holder.contains('、') { "共同共有" } else { "单独所有" }), format!("收件编号：{}", random.digits(10))],
    }))
    .backdrop(guilloche(random, w, h, "#7fa58a"));
    sheet.stamps.push(stamp(random, Shape::Round, "上海市房地产登记处", "登记专用章", "date"));
    paper.sheets.push(sheet);
    common(&mut paper, about);
    paper
        .says("address", joined(&location, home))
        .says("room_part", home.room.clone())
        .says("building_type", about.usage.building)
        .says("certificate_number", format!("沪房地{short}字({year})第{serial}号"))
        .says("area", own_area);
    paper
}

fn new_number(home: &Home, year: i32, random: &mut Random) -> (String, String) {
    let serial = random.digits(6);
    let short = home.district.short;
    let tight = format!("沪（{year}）{short}字不动产权第{serial}号");
    let printed = random.one(&[
        format!("沪（{year}）{short}字 不动产权第{serial}号"),
        format!("沪（ {year} ）{short}字不动产权第 {serial} 号"),
        format!("沪({year}){short}字不动产权第{serial}号"),
    ]);
    (tight, printed)
}

fn new_certificate(about: &Property<'_>, random: &mut Random, layout: &'static str) -> Paper {
    let mut paper = Paper::new(Kind::PropertyCertificate, layout);
    let home = about.home;
    let annexed = layout == "new_annex";
    let year = random.int(2017, 2025) as i32;
    let (number, number_printed) = new_number(home, year, random);
    let location = home.as_printed(random);
    let own_area = area(random);
    let unit = home.unit_number(random);
    let unit_printed = if random.chance(0.5) {
        unit.clone()
    } else {
        format!("{} {} {} {}", &unit[..6], &unit[6..12], &unit[12..19], &unit[19..])
    };
    let nature = random.pick(&[
        "土地权利性质：出让",
        "土地权利性质：出让/房屋权利性质：市场化商品房",
        "土地权利性质：划拨",
        "土地权利性质：出让/市场化商品房",
    ]);
    let built = random.int(1986, i64::from(year) - 1);
    let see = random.pick(&["详见附记", "详见附页", "见附记", "详见附表"]);
    let usage_cell = if annexed {
        see.to_owned()
    } else {
        format!("土地用途：{}/房屋用途：{}", about.usage.land, about.usage.house)
    };
    let land_area = format!("{:.2}", random.float(8_000.0, 160_000.0));
    let area_cell = format!("宗地面积：{land_area}平方米/建筑面积：{own_area}平方米");
    let state = if annexed {
        vec![
            format!("土地状况：地号：{}；使用权面积：相应的土地面积；", lot(home, random)),
            format!("房屋状况：{see}。"),
        ]
    } else {
        let sep = random.pick(&["；", "；", "，"]);
        vec![
            "土地状况：".to_owned(),
            format!(
                "地号：{}；使用权面积：相应的土地面积；独用面积：；分摊面积：；",
                lot(home, random)
            ),
            "房屋状况：".to_owned(),
            format!(
                "室号部位：{}{sep}类型：{}{sep}总层数：{}{sep}竣工日期：{built}年。",
                home.room, about.usage.building, home.floors
            ),
        ]
    };
    let rows = json!([
        { "label": "权 利 人", "id": "holder", "lines": [about.holder], "weight": 7 },
        { "label": "共有情况", "id": "co", "lines": [ownership(about, random)], "weight": 6 },
        { "label": if random.chance(0.5) { "坐　　落" } else { "坐落" }, "id": "address", "lines": [location.clone()], "weight": 8 },
        { "label": "不动产单元号", "id": "unit", "lines": [unit_printed], "weight": 7 },
        { "label": "权利类型", "id": "type", "lines": ["国有建设用地使用权/房屋所有权"], "weight": 7 },
        { "label": "权利性质", "id": "nature", "lines": [nature], "weight": 7 },
        { "label": if random.chance(0.5) { "用　　途" } else { "用途" }, "id": "usage", "lines": [usage_cell], "weight": 8 },
        { "label": if random.chance(0.5) { "面　　积" } else { "面积" }, "id": "area", "lines": [area_cell], "weight": 9 },
        { "label": "使用期限", "id": "term", "lines": [format!("国有建设用地使用权使用期限：{}起{}止", chinese_date(date(year - 9, 10, 16)), chinese_date(date(year + 58, 12, 28)))], "weight": 9 },
        { "label": "权利其他状况", "id": "room", "lines": state, "weight": 32 },
    ]);
    let spread = layout == "new_spread";
    let look = Look::certificate(
        random,
        &["#f6f1f2", "#f3f5f7", "#f8f4ec", "#f1f4ef", "#fbf9f5"],
        &["#7a2430", "#333", "#5c3a3a", "#6b2a4a"],
        if spread { (8.4, 9.6) } else { (9.4, 11.4) },
    );
    let (w, h) = if spread {
        (297.0, 210.0)
    } else {
        random.one(&[(185.0, 260.0), (210.0, 297.0), (148.0, 210.0)])
    };
    let look = if w < 150.0 { look.set("size", json!(8.2)) } else { look };
    let margin = if w < 150.0 { 9.0 } else { random.float(12.0, 20.0) };
    let top = random.float(14.0, 24.0);
    let tw = if spread { w / 2.0 - margin - 11.0 } else { w - 2.0 * margin };
    let tint = random.pick(&["#b48a94", "#8aa0b4", "#a8a07a"]);
    let mut sheet = Sheet::new("new_certificate.html", (w, h), &look, json!({
        "top": top, "margin": margin, "tw": tw, "th": h - top - 10.0 - random.float(16.0, 26.0), "number_printed": number_printed, "rows": rows,
        "spread": spread, "notes": [format!("业务编号：{}", random.digits(12)), format!("登记日：{}", chinese_date(date(year, 4, 9)))],
    }))
    .backdrop(guilloche(random, w, h, tint));
    if random.chance(0.35) {
        sheet.stamps.push(stamp(random, Shape::Round, "上海市不动产登记专用章", "", "term"));
    }
    if layout == "new_certificate" && random.chance(0.3) && w > 150.0 {
        paper.sheets.push(front(year, &look, (w, h), tint, random));
    }
    paper.sheets.push(sheet);
    if annexed {
        paper.sheets.push(annex_table(
            about,
            (w, h),
            &look,
            tint,
            &number_printed,
            &unit,
            &own_area,
            built,
            random,
        ));
    }
    common(&mut paper, about);
    paper
        .says("address", joined(&location, home))
        .says("room_part", home.room.clone())
        .says("building_type", about.usage.building)
        .says("certificate_number", number)
        .says("unit_number", unit)
        .says("area", own_area);
    paper
}

fn front(year: i32, look: &Look, size: (f64, f64), tint: &str, random: &mut Random) -> Sheet {
    let recent = year >= 2021;
    let serial = random.digits(9);
    let mut sheet = Sheet::new("new_front.html", size, look, json!({
        "law": if recent { "《中华人民共和国民法典》" } else { "《中华人民共和国物权法》" }, "ministry": if year >= 2019 { "自然资源部" } else { "国土资源部" },
        "date": chinese_date(date(year, 4, 9)), "serial": serial, "code": qr(&format!("D31{serial}")),
    }))
    .backdrop(guilloche(random, size.0, size.1, tint));
    sheet.stamps.push(stamp(random, Shape::Round, "上海市不动产登记专用章", "", "date"));
    sheet
}

#[expect(clippy::too_many_arguments, reason = "one printed row is made of all of them")]
fn annex_table(
    about: &Property<'_>,
    size: (f64, f64),
    look: &Look,
    tint: &str,
    number: &str,
    unit: &str,
    own_area: &str,
    built: i64,
    random: &mut Random,
) -> Sheet {
    let columns = json!([
        { "t": "不动产单元号", "w": 24 }, { "t": "室号部位", "w": 12 }, { "t": "建筑面积", "w": 13 }, { "t": "房屋用途", "w": 13 }, { "t": "类型", "w": 12 }, { "t": "总层数", "w": 10 }, { "t": "竣工日期", "w": 14 },
    ]);
    let row = json!([[
        unit,
        about.home.room,
        own_area,
        about.usage.house,
        about.usage.building,
        about.home.floors.to_string(),
        format!("{built}年")
    ]]);
    let mut sheet = Sheet::new("new_annex_table.html", size, look, json!({
        "top": 18, "heading": random.pick(&["附记", "附　页", "附表"]), "number_printed": number, "columns": columns, "table": row, "usage_column": 3,
        "totals": ["", own_area, "", "", "", ""], "date": "",
    }))
    .backdrop(guilloche(random, size.0, size.1, tint));
    sheet.stamps.push(stamp(random, Shape::Round, "上海市不动产登记专用章", "", "date"));
    sheet
}

fn national(about: &Property<'_>, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::PropertyCertificate, "national_combined");
    let home = about.home;
    let year = random.int(2016, 2025) as i32;
    let (number, number_printed) = new_number(home, year, random);
    let (unit, own_area) = (home.unit_number(random), area(random));
    let location = format!("上海市{}{}", home.district.name, home.dwelling());
    let look = Look::certificate(
        random,
        &["#fbf7f4", "#f7f3f5", "#fff"],
        &["#7a2430", "#222", "#222"],
        (10.0, 11.5),
    );
    let (w, h) = (210.0, 297.0);
    let mut sheet = Sheet::new("national_combined.html", (w, h), &look, json!({
        "top": random.float(18.0, 30.0), "margin": random.float(15.0, 22.0), "number_printed": number_printed, "holder": about.holder, "co_ownership": ownership(about, random),
        "location": location, "nature": random.pick(&["出让/市场化商品房", "出让/动迁房", "划拨/房改房"]),
        "land_term": format!("{}起{}止", chinese_date(date(year - 8, 3, 1)), chinese_date(date(year + 62, 2, 28))),
        "unit_number": unit, "usage_cell": format!("{}/{}", about.usage.land, about.usage.house), "area": own_area, "remark": format!("类型：{}", about.usage.building),
        "notes": format!("业务编号：{}　总层数：{}层", random.digits(12), home.floors), "date": chinese_date(date(year, 6, 18)),
    }))
    .backdrop(guilloche(random, w, h, "#c49aa0"));
    sheet.stamps.push(stamp(
        random,
        Shape::Round,
        "上海市自然资源确权登记局",
        "不动产登记专用章",
        "date",
    ));
    paper.sheets.push(sheet);
    common(&mut paper, about);
    paper
        .says("address", location)
        .says("certificate_number", number)
        .says("unit_number", unit)
        .says("area", own_area);
    paper
}

fn electronic(about: &Property<'_>, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::PropertyCertificate, "electronic");
    let home = about.home;
    let year = random.int(2021, 2025) as i32;
    let (number, _) = new_number(home, year, random);
    let (unit, own_area) = (home.unit_number(random), area(random));
    let location = home.as_printed(random);
    let look = Look::certificate(
        random,
        &["#fffdf8", "#fdf8f4", "#fff"],
        &["#8c1d18", "#333", "#7a4a12"],
        (10.5, 11.8),
    );
    let (w, h) = (210.0, 297.0);
    let mut sheet = Sheet::new("electronic.html", (w, h), &look, json!({
        "number": number, "holder": about.holder, "co_ownership": ownership(about, random), "location": location, "unit_number": unit,
        "nature": "出让 / 市场化商品房", "usage_cell": format!("{} / {}", about.usage.land, about.usage.house), "lot_area": format!("{:.2}", random.float(900.0, 40_000.0)), "area": own_area,
        "land_term": format!("{}/11/27", year + 55),
        "other": [format!("土地使用权面积:{:.2}㎡　建筑面积:{own_area}㎡", random.float(3.0, 14.0)), format!("房间号:{}　类型:{}", home.room, about.usage.building), format!("房屋总层数:{}层", home.floors)],
        "code": qr(&number), "office": "上海市自然资源确权登记局", "date": chinese_date(date(year, 9, 3)),
    }))
    .backdrop(if random.chance(0.5) { watermark(random, w, h, "不动产权证书", "#a04030") } else { guilloche(random, w, h, "#d0a890") });
    sheet.stamps.push(stamp(
        random,
        Shape::Round,
        "上海市自然资源确权登记局",
        "电子证照专用章",
        "date",
    ));
    paper.sheets.push(sheet);
    common(&mut paper, about);
    paper
        .says("address", joined(&location, home))
        .says("room_part", home.room.clone())
        .says("building_type", about.usage.building)
        .says("certificate_number", number)
        .says("unit_number", unit)
        .says("area", own_area);
    paper
}

pub fn register(about: &Property<'_>, queried: chrono::NaiveDate, random: &mut Random) -> Paper {
    let blocks = random.chance(0.6);
    let mut paper = Paper::new(
        Kind::PropertyRegisterExtract,
        if blocks { "register_blocks" } else { "register" },
    );
    let home = about.home;
    let year = random.int(2009, 2023) as i32;
    let number = format!("{}{year}{}", home.district.short, random.digits(6));
    let own_area = area(random);
    let look = Look::office(random);
    let (w, h) = (210.0, 297.0);
    let shade = if random.chance(0.5) { "#f1f1f1" } else { "transparent" };
    let mut sheet = Sheet::new(
        "register.html",
        (w, h),
        &look,
        json!({
            "margin": random.float(14.0, 22.0), "shade": shade, "blocks": blocks, "query_word": "房地产登记信息", "serial": format!("{}{}", queried.format("%Y%m%d"), random.digits(4)),
            "location": home.door(), "block": format!("{}{}号", home.lane.map(|n| format!("{n}弄")).unwrap_or_default(), home.number), "room": home.room,
            "area": own_area, "building_type": about.usage.building, "usage": about.usage.house, "built": format!("{}", year - 3), "holder": about.holder,
            "co_ownership": ownership(about, random), "number": number, "received": format!("{year}-09-11"), "approved": format!("{year}-09-22"),
            "land_usage": about.usage.land, "obtained": random.pick(&["出让", "划拨"]), "lot": lot(home, random), "mortgage": random.pick(&["无", "无抵押登记"]),
            "queried": format!("{}-{:02}-{:02}", queried.year(), queried.month(), queried.day()), "office": format!("{}自然资源确权登记事务中心", home.district.name),
        }),
    );
    sheet.stamps.push(stamp(
        random,
        Shape::Oval,
        &format!("上海市{}不动产登记", home.district.name),
        "查询专用章",
        "date",
    ));
    paper.sheets.push(sheet);
    common(&mut paper, about);
    paper
        .says("address", joined(&home.door(), home))
        .says("room_part", home.room.clone())
        .says("building_type", about.usage.building)
        .says("certificate_number", number)
        .says("area", own_area);
    if !blocks {
        paper.fields.remove("land_usage");
    }
    paper
}
