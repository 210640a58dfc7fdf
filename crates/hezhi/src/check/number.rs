//! Numbers whose structure is known: the unit number of a property and the certificate's own.

use chrono::Datelike;

use super::reading::{evidence, is_clear};
use super::{Answer, Facts};
use crate::address;
use crate::credit_code;
use crate::document::{Document, Field, FieldName, Kind};

/// 不动产单元设定与代码编制规则 (GB/T 37346): 6 for the district, 6 for the cadastral zone, 7 for the
/// lot, 9 for the building and the unit.
const UNIT_NUMBER_LENGTH: usize = 28;

/// Registering offices by the character in a certificate's number (沪（2018）闵字, 沪房地奉字);
/// former districts keep theirs on older certificates. 南 is left out: it stood for two districts.
const OFFICES: &[(char, &str)] = &[
    ('黄', "黄浦区"),
    ('卢', "黄浦区"),
    ('徐', "徐汇区"),
    ('长', "长宁区"),
    ('静', "静安区"),
    ('闸', "静安区"),
    ('普', "普陀区"),
    ('虹', "虹口区"),
    ('杨', "杨浦区"),
    ('闵', "闵行区"),
    ('宝', "宝山区"),
    ('嘉', "嘉定区"),
    ('浦', "浦东新区"),
    ('金', "金山区"),
    ('松', "松江区"),
    ('青', "青浦区"),
    ('奉', "奉贤区"),
    ('崇', "崇明区"),
];

/// What the numbers of the papers say by their structure, against the address and the calendar.
pub fn malformed(facts: &Facts) -> Answer {
    let mut sound = Vec::new();
    let mut unclear = None;
    for document in facts.case.documents {
        for (name, judge) in [
            (FieldName::UnitNumber, unit_number as Judge),
            (FieldName::CertificateNumber, certificate_number),
        ] {
            let Some(field) = document.field(name) else { continue };
            let fault = match judge(facts, document, &field.text) {
                Structure::Unknown => continue,
                Structure::Sound => {
                    sound.extend(evidence(document, field));
                    continue;
                }
                Structure::Faulty(fault) => fault,
            };
            let fact = format!("{}「{}」{fault}", name.label(), field.text);
            if is_clear(field) {
                return Answer::fail(fact).seen(evidence(document, field));
            }
            unclear.get_or_insert_with(|| {
                Answer::undetermined(format!("{fact}，可能没有读准"))
                    .seen(evidence(document, field))
            });
        }
    }
    if let Some(answer) = facts.case.documents.iter().find_map(districts_apart) {
        return answer;
    }
    match unclear {
        Some(answer) => answer,
        None if sound.is_empty() => {
            Answer::not_applicable("材料上没有可以按编码规则核对的证号、单元号和信用代码")
        }
        None => Answer::pass("证号、单元号和信用代码没有与编码规则、坐落所在的区、年份不符之处")
            .seen(sound),
    }
}

/// The unit's number and the certificate's own name one district, whatever the address prints.
fn districts_apart(document: &Document) -> Option<Answer> {
    let unit = document.field(FieldName::UnitNumber)?;
    let certificate = document.field(FieldName::CertificateNumber)?;
    let code = unit.text.get(..6).filter(|_| unit.text.chars().count() == UNIT_NUMBER_LENGTH)?;
    let of_unit = address::district_of_unit_number(code)?;
    let of_office = office_district(&certificate.text)?;
    if of_unit == of_office {
        return None;
    }
    let fact = format!(
        "{}「{}」是{of_unit}的，{}「{}」是{of_office}的",
        FieldName::UnitNumber.label(),
        unit.text,
        FieldName::CertificateNumber.label(),
        certificate.text
    );
    let answer = if is_clear(unit) && is_clear(certificate) {
        Answer::fail(fact)
    } else {
        Answer::undetermined(format!("{fact}，可能没有读准"))
    };
    Some(answer.seen(evidence(document, unit)).seen(evidence(document, certificate)))
}

/// What the structure of a number tells.
enum Structure {
    /// Nothing of it can be held against anything: read in part, or of a form that is not known.
    Unknown,
    Sound,
    /// The end of a Chinese sentence that begins with the number.
    Faulty(String),
}

type Judge = fn(&Facts, &Document, &str) -> Structure;

fn unit_number(_: &Facts, document: &Document, number: &str) -> Structure {
    let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    // A number that lost characters in reading is no fault of the paper.
    let Some(code) = number.get(..6).filter(|_| number.chars().count() == UNIT_NUMBER_LENGTH)
    else {
        return Structure::Unknown;
    };
    match address::district_of_unit_number(code) {
        Some(district) => against_address(document, district),
        None => Structure::Faulty(format!("的前六位「{code}」不是本市的区代码")),
    }
}

fn certificate_number(facts: &Facts, document: &Document, number: &str) -> Structure {
    if document.kind == Kind::BusinessLicence {
        return match credit_code::is_sound(number) {
            true => Structure::Sound,
            false => Structure::Faulty("的校验位不对，不是有效的统一社会信用代码".into()),
        };
    }
    let mut runs = number.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let year = runs.next().and_then(|run| run.parse::<i32>().ok());
    if let Some(year) = year.filter(|year| !(1980..=facts.day.year()).contains(year)) {
        return Structure::Faulty(format!("的年份 {year} 不可能"));
    }
    match office_district(number) {
        Some(district) => against_address(document, district),
        // The city's own office is in no district.
        None if year.is_some() => Structure::Sound,
        None => Structure::Unknown,
    }
}

/// Whether a number's district is the one that the address names.
fn against_address(document: &Document, district: &str) -> Structure {
    match document.field(FieldName::Address).and_then(district_of) {
        Some(printed) if printed != district => {
            Structure::Faulty(format!("是{district}的，坐落却在{printed}"))
        }
        _ => Structure::Sound,
    }
}

/// The district that an address names itself.
fn district_of(address: &Field) -> Option<&'static str> {
    address::district_of_lot_number(&address.text)
}

/// The district of the office that a certificate's number names.
pub fn office_district(number: &str) -> Option<&'static str> {
    // The register's short form begins with the office: 杨2015012345.
    let before = number.split_once('字').map_or_else(
        || number.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default(),
        |(before, _)| before,
    );
    let office = before.trim_end().trim_end_matches([')', '）']).chars().next_back()?;
    OFFICES.iter().find(|(character, _)| *character == office).map(|(_, district)| *district)
}

/// The office in a filing's number: 沪徐租备（2026）第514350号.
pub fn filing_district(number: &str) -> Option<&'static str> {
    let (_, rest) = number.split_once('沪')?;
    let mut rest = rest.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c));
    let (office, next) = (rest.next()?, rest.next()?);
    let known = OFFICES.iter().find(|(character, _)| *character == office)?;
    "租房备住".contains(next).then_some(known.1)
}
