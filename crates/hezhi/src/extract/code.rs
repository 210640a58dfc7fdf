//! What a QR code on a paper says about it, where it says anything in words.
//!
//! No form of these codes is published. Most hold a number or an address on the net to look the
//! paper up at, which only says something to the office behind it. Some hold the paper's own
//! values behind the labels that the paper prints; those can be compared with the print.

use super::address;
use super::label::{self, Label};
use super::run::Run;
use super::usage::classify;
use super::value;
use crate::document::{FieldName, UsageClass};

/// The values that a code gives, each under the field that its label announces.
pub fn statements(code: &str) -> Vec<(FieldName, String)> {
    let labelled = pairs(code).filter_map(|(name, value)| {
        let name = field(&name)?;
        Some((name, normal(name, value)?))
    });
    labelled.chain(code.split(DIVIDERS).filter_map(by_form)).collect()
}

/// What divides one value from the next.
const DIVIDERS: &[char] = &['\n', '\r', ';', '；', '|', ',', '，'];

/// A value without a label that its form alone tells: a certificate's number, an address with a
/// door or room, a usage.
fn by_form(piece: &str) -> Option<(FieldName, String)> {
    let piece = piece.trim();
    // A label with its value, or an address on the net.
    if piece.contains([':', '：', '=', '/']) {
        return None;
    }
    let run = Run::plain(piece);
    if let Some((number, from, to)) = value::certificate_number(&run) {
        return (from == 0 && to == run.len()).then_some((FieldName::CertificateNumber, number));
    }
    if run.len() >= 6 && address::looks_like_address(&run) && run.contains("号") {
        return Some((FieldName::Address, piece.to_string()));
    }
    let usage = (2..=10).contains(&run.len()) && classify(&run.compact()) != UsageClass::Unknown;
    usage.then(|| (FieldName::Usage, piece.to_string()))
}

/// A value in its field's normal form; nothing where it is none.
fn normal(name: FieldName, value: String) -> Option<String> {
    match name {
        FieldName::LeaseStart | FieldName::LeaseEnd => {
            value::dates(&Run::plain(&value)).first().map(|found| found.date.to_string())
        }
        _ => Some(value).filter(|value| !value.is_empty()),
    }
}

/// `坐落：…`, one a line or divided by semicolons, or as members of one JSON object.
fn pairs(code: &str) -> impl Iterator<Item = (String, String)> {
    let object = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(code.trim());
    let members = object.into_iter().flatten().filter_map(|(name, value)| match value {
        serde_json::Value::String(text) => Some((name, text.trim().to_string())),
        serde_json::Value::Number(number) => Some((name, number.to_string())),
        _ => None,
    });
    let lines = code.split(['\n', '\r', ';', '；', '|']).filter_map(|line| {
        let (name, value) = line.split_once([':', '：', '='])?;
        Some((name.trim().to_string(), value.trim().to_string()))
    });
    members.chain(lines)
}

fn field(name: &str) -> Option<FieldName> {
    Some(match label::exact(&Run::plain(name).folded())? {
        Label::Location | Label::Home => FieldName::Address,
        Label::Usage | Label::HouseUsage | Label::LeaseUsage => FieldName::Usage,
        Label::LandUsage => FieldName::LandUsage,
        Label::Holder => FieldName::Holder,
        Label::Landlord => FieldName::Landlord,
        Label::Tenant => FieldName::Tenant,
        Label::Name => FieldName::Resident,
        Label::IdNumber => FieldName::ResidentIdNumber,
        Label::CertificateNumber => FieldName::CertificateNumber,
        Label::UnitNumber => FieldName::UnitNumber,
        Label::FilingNumber => FieldName::FilingNumber,
        Label::LeaseStart => FieldName::LeaseStart,
        Label::LeaseEnd => FieldName::LeaseEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_values_are_found_in_lines_and_in_an_object() {
        let lines = "备案编号：ZL2025001\n房屋坐落：华发路406弄10号1705室；承租人：周文博";
        let wanted = [
            (FieldName::FilingNumber, "ZL2025001".to_string()),
            (FieldName::Address, "华发路406弄10号1705室".to_string()),
            (FieldName::Tenant, "周文博".to_string()),
        ];
        assert_eq!(statements(lines), wanted);
        let object = r#"{"备案编号":"ZL2025001","房屋坐落":"华发路406弄10号1705室","承租人":"周文博","年":2025}"#;
        let mut found = statements(object);
        found.sort();
        let mut wanted = wanted.to_vec();
        wanted.sort();
        assert_eq!(found, wanted);
    }

    #[test]
    fn values_without_labels_are_told_by_their_form() {
        let code = "沪（2025）长字不动产权第079980号;长宁区水城路5807号403A室;住宅";
        let wanted = [
            (FieldName::CertificateNumber, "沪（2025）长字不动产权第079980号".to_string()),
            (FieldName::Address, "长宁区水城路5807号403A室".to_string()),
            (FieldName::Usage, "住宅".to_string()),
        ];
        assert_eq!(statements(code), wanted);
        assert_eq!(statements("上海市不动产登记"), []);
    }

    #[test]
    fn an_address_on_the_net_says_nothing_about_the_paper() {
        assert_eq!(statements("https://zfba.example.cn/v?no=ZL2025001&k=8f3a"), []);
        assert_eq!(statements("ZL2025001"), []);
        assert_eq!(statements(""), []);
    }
}
