//! Papers beside the proof of residence, and papers that prove nothing.

use chrono::{Datelike, NaiveDate};
use hezhi::document::Kind;
use serde_json::json;

use super::random::Random;
use super::seal::{Shape, stamp};
use super::sheet::{Look, Paper, Sheet, guilloche};
use super::values::{Person, chinese_date, printed_date};

const A4: (f64, f64) = (210.0, 297.0);

pub struct Kin<'a> {
    pub applicant: &'a Person,
    pub holder: &'a Person,
    /// 父子, 夫妻 …
    pub relation: &'a str,
    pub address: &'a str,
    pub leased: bool,
    pub signed: NaiveDate,
}

pub fn kinship(about: &Kin<'_>, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::KinshipStatement, "kinship");
    paper.sheets.push(Sheet::new("kinship.html", A4, &Look::office(random), json!({
        "title": random.pick(&["亲属关系承诺书", "亲属关系承诺书", "亲属关系声明"]), "top": random.float(22.0, 38.0), "margin": random.float(24.0, 32.0), "leading": random.float(2.1, 2.6),
        "fill": random.pick(&["v", "v", "hand"]), "applicant": about.applicant.name, "applicant_id": about.applicant.id_number, "holder": about.holder.name, "holder_id": about.holder.id_number,
        "relation": about.relation, "address": about.address, "owned_word": if about.leased { "承租" } else { "所有" }, "date": chinese_date(about.signed),
    })));
    paper
}

pub fn authority(
    applicant: &Person,
    agent: &Person,
    relation: &str,
    signed: NaiveDate,
    random: &mut Random,
) -> Paper {
    let mut paper = Paper::new(Kind::LetterOfAuthority, "authority");
    paper.sheets.push(Sheet::new("authority.html", A4, &Look::office(random), json!({
        "title": random.pick(&["委托书", "授权委托书"]), "top": random.float(24.0, 40.0), "margin": random.float(24.0, 32.0), "leading": random.float(2.0, 2.5),
        "applicant": applicant.name, "applicant_id": applicant.id_number, "agent": agent.name, "agent_id": agent.id_number,
        "reason": random.pick(&["行动不便", "年事已高、行动不便"]), "relation": relation, "date": printed_date(signed, random),
    })));
    paper
}

pub fn id_card(person: &Person, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::IdCard, "id_card");
    let look = Look::office(random)
        .set("value", json!("'Noto Sans CJK SC'"))
        .set("label", json!("'Noto Sans CJK SC'"));
    paper.sheets.push(Sheet::new("id_card.html", A4, &look, json!({
        "left": random.float(30.0, 90.0), "top": random.float(30.0, 90.0), "name": person.name, "sex": person.sex(), "y": person.born.year(), "m": person.born.month(), "d": person.born.day(),
        "registered": format!("{}{}街道{}号{}室", person.hometown, random.pick(&["长江", "建设", "人民", "青年"]), random.int(2, 300), random.int(101, 906)),
        "id_number": person.id_number, "authority": format!("{}公安局", person.hometown), "valid": "2018.06.12-2038.06.12",
    })));
    paper
}

pub fn household(person: &Person, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::HouseholdRegister, "household");
    let look =
        Look::certificate(random, &["#f7f2ea", "#f2f4f0"], &["#333", "#5a2a20"], (9.0, 10.2));
    let mut sheet = Sheet::new("household.html", (148.0, 105.0), &look.set("size", json!(8.6)), json!({
        "name": person.name, "relation": random.pick(&["户主", "子", "女", "妻"]), "sex": person.sex(), "birthplace": person.hometown, "born": chinese_date(person.born), "id_number": person.id_number,
        "education": random.pick(&["大学本科", "高中", "大专", "初中"]), "marriage": random.pick(&["未婚", "已婚"]), "work": "", "clerk": random.pick(&["李军", "王芳"]), "date": "2015年6月2日",
    }))
    .backdrop(guilloche(random, 148.0, 105.0, "#b8a88a"));
    sheet.stamps.push(stamp(
        random,
        Shape::Round,
        &format!("{}公安局", person.hometown),
        "户口专用",
        "date",
    ));
    paper.sheets.push(sheet);
    paper
}

pub fn business_licence(name: &str, person: &str, address: &str, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::BusinessLicence, "business_licence");
    let look =
        Look::certificate(random, &["#fffdf6", "#fbf8f2"], &["#333", "#7a4a12"], (10.5, 11.8));
    let mut sheet = Sheet::new("business_licence.html", A4, &look, json!({
        "code_number": format!("91310{}MA1{}", random.digits(3), random.digits(7)), "name": name, "type": "有限责任公司（自然人投资或控股）", "address": address, "person": person, "capital": "人民币100.0000万元整",
        "founded": "2016年03月18日", "scope": "一般项目：日用百货销售；信息咨询服务；技术开发、技术服务。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）", "date": "2021年08月05日",
    }))
    .backdrop(guilloche(random, A4.0, A4.1, "#d0b080"));
    sheet.stamps.push(stamp(random, Shape::Round, "上海市市场监督管理局", "", "date"));
    paper.sheets.push(sheet);
    paper
}

/// An electricity, gas or water bill: it names a home and proves nothing.
pub fn utility_bill(name: &str, address: &str, day: NaiveDate, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::Unknown, "utility_bill");
    let (used, price) = (random.int(80, 320), 0.617);
    let first = random.int(1000, 9000);
    paper.sheets.push(Sheet::new("utility_bill.html", A4, &Look::office(random), json!({
        "accent": random.pick(&["#00706b", "#1f5fa8", "#c8500a"]), "company": random.pick(&["沪江电力服务", "申城燃气", "浦滨自来水"]), "title": "电子账单", "name": name, "account": random.digits(10), "address": address,
        "date": day.to_string(), "period": "2个月", "table": [["居民用量", first, first + used, used, price, format!("{:.2}", used as f64 * price)], ["附加费", "", "", "", "", "3.20"]], "total": format!("{:.2}", used as f64 * price + 3.2),
    })));
    paper
}

/// A letter that is about something else.
pub fn letter(name: &str, address: &str, day: NaiveDate, random: &mut Random) -> Paper {
    let mut paper = Paper::new(Kind::Unknown, "letter");
    let (title, text, from) = random.one(&[
        ("物业缴费通知", format!("{address}业主{name}：您户本年度物业管理费尚未缴纳，请于收到本通知后十日内到物业服务中心办理缴费手续，逾期将按合同约定加收滞纳金。"), "小区物业服务中心"),
        ("在职证明", format!("兹证明{name}自2019年起在我公司工作，现任职员，月收入壹万贰仟元整。该同志联系地址：{address}。本证明仅用于办理相关手续。"), "人力资源部"),
        ("收据", format!("今收到{name}交来{address}房屋租金人民币伍仟肆佰元整，租期三个月，押金另计。以此为据。"), "收款人"),
    ]);
    paper.sheets.push(Sheet::new("letter.html", A4, &Look::office(random), json!({
        "title": title, "to": "", "paragraphs": [text], "from": from, "date": chinese_date(day), "top": random.float(24.0, 44.0), "margin": random.float(24.0, 34.0), "leading": random.float(1.8, 2.4),
    })));
    paper
}
