//! What a person puts in the place of what was read.

use super::run::Run;
use super::{usage, value};
use crate::document::{Corrected, Document, Field, FieldName};
use crate::geometry::Region;

/// A value of one field of one paper as a person says it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    pub field: FieldName,
    /// In the form that [`normal`] gives; `None` where the paper does not carry the field.
    pub text: Option<String>,
    /// Where the person showed it: file, where it is another than the paper's own, page and region.
    pub place: Option<(Option<String>, u32, Region)>,
    pub by: String,
    /// RFC 3339, UTC.
    pub at: String,
}

/// A typed value in the field's normal form: dates in ISO 8601, names joined by 、, numbers without
/// spaces. The error is a Chinese sentence that says what is expected.
pub fn normal(field: FieldName, typed: &str) -> Result<String, String> {
    use FieldName::*;
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(format!("没有写{}。", field.label()));
    }
    match field {
        LeaseStart | LeaseEnd | IssuedOn => {
            let found = value::dates(&Run::plain(&text));
            match found.as_slice() {
                [only] => Ok(only.date.to_string()),
                _ => Err(format!("{}要写成 2026-03-05 或 2026年3月5日。", field.label())),
            }
        }
        ResidentIdNumber => {
            let number: String =
                text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
            let is_whole = |number: &str| {
                let last =
                    number.chars().next_back().is_some_and(|c| c.is_ascii_digit() || c == 'X');
                let digits = number.chars().filter(char::is_ascii_digit).count();
                number.chars().count() == 18 && digits >= 17 && last
            };
            match number.split('、').all(is_whole) {
                true => Ok(number),
                false => Err("证件号码应为 18 位数字，末位可以是 X。请对照图像再看一遍。".into()),
            }
        }
        Holder | Tenant | Landlord | Resident => {
            let names: Vec<&str> =
                text.split(['、', ',', '，', ';', '；', ' ']).filter(|n| !n.is_empty()).collect();
            Ok(names.join("、"))
        }
        CertificateNumber | UnitNumber | FilingNumber | Area => {
            Ok(text.chars().filter(|c| !c.is_whitespace()).collect())
        }
        _ => Ok(text),
    }
}

/// Puts corrections into a paper, the later ones over the earlier. What was read stays beside it.
pub fn correct<'a>(document: &mut Document, corrections: impl IntoIterator<Item = &'a Correction>) {
    for correction in corrections {
        let read = document.fields.remove(&correction.field);
        let Some(text) = &correction.text else { continue };
        let was = match &read {
            // Corrected twice: what was read is what the first correction replaced.
            Some(Field { corrected: Some(before), .. }) => before.was.clone(),
            other => other.as_ref().map(|field| field.text.clone()),
        };
        let (file, page, region) = correction.place.clone().unwrap_or_else(|| match &read {
            Some(field) => (field.file.clone(), field.page, field.region),
            None => (None, document.pages.first().copied().unwrap_or(1), Region::default()),
        });
        let is_usage = matches!(correction.field, FieldName::Usage | FieldName::LandUsage);
        let field = Field {
            text: text.clone(),
            class: is_usage.then(|| usage::classify(text)),
            confidence: 1.0,
            read_confidence: read.as_ref().map_or(0.0, |field| field.read_confidence),
            file,
            page,
            region,
            doubt: None,
            second_reading: None,
            parts: Vec::new(),
            corrected: Some(Corrected {
                by: correction.by.clone(),
                at: correction.at.clone(),
                was,
            }),
        };
        document.fields.insert(correction.field, field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Kind, UsageClass};

    fn correction(field: FieldName, text: Option<&str>) -> Correction {
        Correction {
            field,
            text: text.map(str::to_owned),
            place: None,
            by: "审核员甲".into(),
            at: "2026-03-05T01:02:03.000Z".into(),
        }
    }

    fn paper() -> Document {
        let json = serde_json::json!({
            "file": "证.jpg", "pages": [2], "kind": "property_certificate",
            "fields": { "usage": {
                "text": "店铺", "class": "non_residential", "confidence": 0.4, "page": 2,
                "region": [[1, 2], [3, 2], [3, 4], [1, 4]], "doubt": "字迹不清",
                "second_reading": "居住"
            } }
        });
        serde_json::from_value(json).expect("a paper")
    }

    #[test]
    fn a_corrected_usage_is_classed_anew_and_tells_what_was_read() {
        let mut document = paper();
        correct(&mut document, [&correction(FieldName::Usage, Some("居住"))]);
        let field = document.field(FieldName::Usage).expect("the usage");
        assert_eq!(field.class, Some(UsageClass::Residential));
        assert_eq!((field.confidence, field.doubt.as_deref(), field.page), (1.0, None, 2));
        let corrected = field.corrected.as_ref().expect("it says so");
        assert_eq!((corrected.by.as_str(), corrected.was.as_deref()), ("审核员甲", Some("店铺")));
    }

    #[test]
    fn the_later_correction_holds_and_the_first_reading_stays() {
        let mut document = paper();
        let both = [
            correction(FieldName::Usage, Some("居住")),
            correction(FieldName::Usage, Some("办公")),
        ];
        correct(&mut document, &both);
        let field = document.field(FieldName::Usage).expect("the usage");
        assert_eq!(field.class, Some(UsageClass::NonResidential));
        let was = field.corrected.as_ref().and_then(|c| c.was.as_deref());
        assert_eq!(was, Some("店铺"));
    }

    #[test]
    fn what_a_paper_does_not_carry_is_taken_out_and_what_was_missed_is_put_in() {
        let mut document = paper();
        let place = Some((None, 2, Region::default()));
        let missed = Correction { place, ..correction(FieldName::Holder, Some("王小明")) };
        correct(&mut document, [&correction(FieldName::Usage, None), &missed]);
        assert!(document.field(FieldName::Usage).is_none());
        let holder = document.field(FieldName::Holder).expect("the holder");
        assert_eq!((holder.text.as_str(), holder.page), ("王小明", 2));
        assert_eq!(document.kind, Kind::PropertyCertificate);
    }

    #[test]
    fn typed_values_come_into_their_normal_form() {
        assert_eq!(normal(FieldName::LeaseEnd, "2026年3月5日").as_deref(), Ok("2026-03-05"));
        assert!(normal(FieldName::LeaseEnd, "明年").is_err());
        assert_eq!(normal(FieldName::Holder, " 王小明，李四 ").as_deref(), Ok("王小明、李四"));
        assert_eq!(
            normal(FieldName::CertificateNumber, "沪（2018）徐字 不动产权第012345号").as_deref(),
            Ok("沪（2018）徐字不动产权第012345号")
        );
        assert!(normal(FieldName::ResidentIdNumber, "34010219900307123").is_err());
        assert!(normal(FieldName::Address, "  ").is_err());
    }
}
