//! Certificates of a collective dormitory: every unit writes its own.

use chrono::NaiveDate;
use hezhi::document::Kind;
use serde_json::json;

use super::random::Random;
use super::seal::{Shape, stamp};
use super::sheet::{Look, Paper, Sheet};
use super::values::{Person, chinese_date, printed_date, written_date};

pub const LAYOUTS: &[&str] = &["dormitory_letter", "dormitory_form", "dormitory_table"];

/// A unit that lodges people; invented.
#[derive(Clone)]
pub struct Unit {
    pub name: String,
    pub school: bool,
}

impl Unit {
    pub fn new(random: &mut Random) -> Unit {
        let school = random.chance(0.3);
        let name = if school {
            format!(
                "上海{}{}",
                random.pick(&["申江", "东华湾", "浦滨", "松涛", "临沪"]),
                random.pick(&["职业技术学院", "大学", "应用技术学校", "工商学院"])
            )
        } else {
            format!(
                "上海{}{}有限公司",
                random.pick(&[
                    "宏远", "锦程", "瑞泽", "申汇", "华拓", "鼎安", "晨帆", "沪宁达", "精诚",
                    "百川"
                ]),
                random.pick(&[
                    "餐饮管理", "电子科技", "物业服务", "精密机械", "物流", "建筑工程", "酒店管理",
                    "服装", "汽车零部件"
                ])
            )
        };
        Unit { name, school }
    }
}

pub struct Lodging<'a> {
    pub unit: &'a Unit,
    pub resident: &'a Person,
    /// As printed; the id number as well, right or wrong.
    pub id_number: &'a str,
    pub address: &'a str,
    pub issued: NaiveDate,
    /// Which department signs; none when the certificate names no department.
    pub department: Option<&'a str>,
    pub sealed: bool,
}

pub fn certificate(layout: &str, about: &Lodging<'_>, random: &mut Random) -> Paper {
    let layout = LAYOUTS.iter().copied().find(|name| *name == layout).unwrap_or(LAYOUTS[0]);
    let mut paper = Paper::new(Kind::DormitoryCertificate, layout);
    let school = about.unit.school;
    let (we, person) = if school {
        ("校", "学生")
    } else {
        (random.pick(&["单位", "公司", "单位"]), random.pick(&["职工", "员工"]))
    };
    let since = about.issued - chrono::Days::new(random.int(20, 700) as u64);
    let title =
        random.pick(&["集体宿舍证明", "集体宿舍证明", "住宿证明", "集体宿舍居住证明", "证　明"]);
    let date = match random.int(0, 3) {
        0 => written_date(about.issued),
        1 => printed_date(about.issued, random),
        _ => chinese_date(about.issued),
    };
    let phone = format!("021-{}", random.digits(8));
    let margin = random.float(24.0, 34.0);
    let department = about.department.unwrap_or("");
    let look = Look::office(random);
    let fill = random.pick(&["v", "v", "hand"]);
    let values = match layout {
        "dormitory_form" => json!({
            "title": if title == "证　明" { "集体宿舍证明" } else { title }, "margin": margin - 6.0, "top": random.float(24.0, 40.0), "leading": random.float(1.9, 2.5), "foot": random.float(40.0, 80.0),
            "fill": fill, "resident": about.resident.name, "sex": about.resident.sex(), "id_number": about.id_number, "unit_word": if school { "学校名称" } else { "工作单位" },
            "issuer": about.unit.name, "address": about.address, "since": chinese_date(since), "phone": phone, "unit_kind": if school { "学校" } else { "单位" }, "we": we, "person_word": person,
            "department_label": if about.department.is_some() { "出具部门" } else { "单位" }, "department": if department.is_empty() { about.unit.name.as_str() } else { department },
            "clerk": random.pick(&["陈敏", "周洁", "吴军", "徐丽"]), "date": date,
        }),
        "dormitory_table" => json!({
            "title": random.pick(&["集体宿舍居住证明表", "集体宿舍证明", "单位集体宿舍人员证明"]), "margin": margin - 8.0, "top": random.float(22.0, 34.0), "pad": random.float(2.0, 4.0),
            "serial": random.digits(6), "resident": about.resident.name, "sex": about.resident.sex(), "id_number": about.id_number, "issuer": about.unit.name, "address": about.address,
            "since": chinese_date(since), "phone": phone, "opinion": if department.is_empty() { "单位意见".to_owned() } else { format!("{department}意见") },
            "person_word": person, "we": we, "department": if department.is_empty() { about.unit.name.as_str() } else { department }, "date": date,
        }),
        _ => {
            let (name, id, address) = (&about.resident.name, about.id_number, about.address);
            let body = random.one(&[
                format!("兹证明{name}（身份证号：{id}）系我{we}{person}，现居住在我{we}集体宿舍，地址：{address}。"),
                format!("兹有我{we}{person}{name}，{}，公民身份号码{id}，自{}起居住于我{we}集体宿舍（{address}）。", about.resident.sex(), chinese_date(since)),
                format!("{name}同志（身份证号码{id}）为我{we}在职{person}，现住我{we}集体宿舍，宿舍地址为{address}，情况属实。"),
            ]);
            let mut foot = vec![about.unit.name.clone()];
            if about.department.is_some() {
                foot.push(department.to_owned());
            }
            json!({
                "title": title, "margin": margin, "top": random.float(18.0, 40.0), "spread": random.float(0.3, 1.2), "leading": random.float(2.0, 2.6), "letterhead": random.chance(0.35), "issuer": about.unit.name,
                "to": if random.chance(0.35) { "社区事务受理服务中心" } else { "" }, "paragraphs": [body, "特此证明。"],
                "contact": if random.chance(0.6) { vec!["联系人：陈敏".to_owned(), format!("联系电话：{phone}")] } else { vec![] },
                "foot_lines": foot, "date_class": if random.chance(0.2) { "hand" } else { "v" }, "date": date,
            })
        }
    };
    let mut sheet = Sheet::new(file_of(layout), (210.0, 297.0), &look, values);
    if about.sealed {
        let foot = if random.chance(0.4) { department } else { "" };
        sheet.stamps.push(stamp(random, Shape::Round, &about.unit.name, foot, "date"));
    }
    paper.sheets.push(sheet);
    paper
        .says("resident", about.resident.name.clone())
        .says("resident_id_number", about.id_number)
        .says("address", about.address)
        .says("issuer", about.unit.name.clone())
        .says("issuing_department", department)
        .says("issued_on", about.issued.to_string());
    if about.sealed {
        paper.says("seal", "present");
    }
    paper
}

fn file_of(layout: &str) -> &'static str {
    match layout {
        "dormitory_form" => "dormitory_form.html",
        "dormitory_table" => "dormitory_table.html",
        _ => "dormitory_letter.html",
    }
}
