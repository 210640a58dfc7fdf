//! What a template is given: plain values, never markup. Whatever a name holds, it is printed as
//! it is.

use chrono::{Datelike, NaiveDate};
use hezhi::application::Application;
use hezhi::document::{Document, Kind};
use hezhi::report::Report;
use serde::{Deserialize, Serialize};

use super::reasons::{self, Reason};
use crate::view::{Decision, Office, TemplateField};

/// The values behind `notice.…` in a template. [`MEANINGS`] says what each means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    pub number: Option<String>,
    pub issued_on: String,
    pub application: String,
    pub applicant: String,
    pub id_number: Option<String>,
    pub agent: Option<String>,
    pub service: String,
    pub submitted_on: String,
    pub address: Option<String>,
    pub reasons: Vec<Reason>,
    pub documents: Vec<Handed>,
    pub decided_by: String,
    pub office: OfficeData,
}

/// Papers of one kind that were handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    pub name: String,
    pub pages: usize,
}

/// The office as it was set; what is not set is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeData {
    pub name: Option<String>,
    pub counter: Option<String>,
    pub telephone: Option<String>,
    pub address: Option<String>,
    pub hours: Option<String>,
}

/// Every value with its meaning, as the settings list them beside the editor.
const MEANINGS: &[(&str, &str)] = &[
    ("notice.number", "文书编号；正式出具前没有（none）"),
    ("notice.issued_on", "出具日期，用于落款"),
    ("notice.application", "申请编号"),
    ("notice.applicant", "申请人姓名"),
    ("notice.id_number", "申请人证件号码，中间各位以 * 代替；没有填写时为 none"),
    ("notice.agent", "代理人姓名；没有时为 none"),
    ("notice.service", "申请事项"),
    ("notice.submitted_on", "申请日期"),
    ("notice.address", "申报的居住地址；没有填写时为 none"),
    ("notice.reasons", "理由的清单，每条有 text（内容）和 citation（依据，可能为 none）"),
    ("notice.documents", "收到材料的清单，每条有 name（名称）和 pages（页数）"),
    ("notice.decided_by", "经办人"),
    ("notice.office.name", "单位名称；下面各项没有设置时都是 none"),
    ("notice.office.counter", "办理窗口"),
    ("notice.office.telephone", "咨询电话"),
    ("notice.office.address", "单位地址"),
    ("notice.office.hours", "办公时间"),
];

impl Data {
    /// The values for a decision, without a number.
    pub fn of(
        application: &Application,
        report: Option<&Report>,
        decision: &Decision,
        office: &Office,
        issued_on: NaiveDate,
    ) -> Data {
        let applicant = &application.applicant;
        Data {
            number: None,
            issued_on: chinese(issued_on),
            application: application.id.clone(),
            applicant: applicant.name.clone(),
            id_number: applicant.id_number.as_deref().and_then(set).map(|n| masked(&n)),
            agent: application.agent.as_ref().and_then(|agent| set(agent.name.as_deref()?)),
            service: application.service.label().to_owned(),
            submitted_on: chinese(application.submitted_on),
            address: application.residence.address.as_deref().and_then(set),
            reasons: reasons::of(decision, report),
            documents: report.map(|report| handed(&report.documents)).unwrap_or_default(),
            decided_by: decision.decided_by.clone(),
            office: OfficeData::from(office),
        }
    }

    /// Made up, with everything that can be there; `sparse`: with nothing that can be absent.
    pub fn sample(office: &Office, sparse: bool) -> Data {
        let mut office = OfficeData::from(office);
        let reason = |text: &str, citation: Option<&str>| Reason {
            text: text.to_owned(),
            citation: citation.map(str::to_owned),
        };
        let some = |text: &str| (!sparse).then(|| text.to_owned());
        if office.name.is_none() {
            office.name = some("某某街道社区事务受理服务中心");
        }
        let guide = "居住证签注办事指南（上海市公安局），申请材料目录";
        Data {
            number: some("SL20260305-0001"),
            issued_on: "2026年3月5日".into(),
            application: "CN-2026-000123".into(),
            applicant: "张三".into(),
            id_number: some("110105********002X"),
            agent: some("李四"),
            service: "居住登记".into(),
            submitted_on: "2026年3月5日".into(),
            address: some("上海市徐汇区华发路406弄10号1705室"),
            reasons: if sparse {
                Vec::new()
            } else {
                vec![
                    reason("租赁期已于2026年2月28日届满，请提交续租后的备案证明。", Some(guide)),
                    reason("请补交出租人的联系方式。", None),
                ]
            },
            documents: if sparse {
                Vec::new()
            } else {
                vec![Handed { name: "住房租赁合同登记备案证明".into(), pages: 2 }]
            },
            decided_by: "王五".into(),
            office: if sparse { OfficeData::default() } else { office },
        }
    }
}

impl From<&Office> for OfficeData {
    fn from(office: &Office) -> Self {
        OfficeData {
            name: set(&office.name),
            counter: set(&office.counter),
            telephone: set(&office.telephone),
            address: set(&office.address),
            hours: set(&office.hours),
        }
    }
}

/// What templates can use, with the values of the preview.
pub fn fields(office: &Office) -> Vec<TemplateField> {
    let sample = serde_json::to_value(Data::sample(office, false)).unwrap_or_default();
    let field = |(name, meaning): &(&str, &str)| {
        let path = name.replacen("notice", "", 1).replace('.', "/");
        let shown = match sample.pointer(&path) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(serde_json::Value::Array(list)) => format!("{} 条", list.len()),
            _ => "none".to_owned(),
        };
        TemplateField { name: (*name).to_owned(), meaning: (*meaning).to_owned(), sample: shown }
    };
    MEANINGS.iter().map(field).collect()
}

/// What was handed in, by kind, in the order in which it came.
fn handed(documents: &[Document]) -> Vec<Handed> {
    let mut handed: Vec<Handed> = Vec::new();
    for document in documents {
        let name = match document.kind {
            Kind::Unknown => "其他材料",
            kind => kind.label(),
        };
        match handed.iter_mut().find(|known| known.name == name) {
            Some(known) => known.pages += document.pages.len(),
            None => handed.push(Handed { name: name.to_owned(), pages: document.pages.len() }),
        }
    }
    handed
}

/// The first six and the last four characters of an identity number, as offices print it; of a
/// shorter number only the last two.
fn masked(number: &str) -> String {
    let characters: Vec<char> = number.trim().chars().collect();
    let (first, last) = if characters.len() >= 15 { (6, 4) } else { (0, 2) };
    let end = characters.len().saturating_sub(last);
    let hide = |(at, c): (usize, &char)| if (first..end).contains(&at) { '*' } else { *c };
    characters.iter().enumerate().map(hide).collect()
}

fn set(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn chinese(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_template_is_described() {
        let sample = serde_json::to_value(Data::sample(&Office::default(), false)).unwrap();
        let mut paths = Vec::new();
        for (key, value) in sample.as_object().unwrap() {
            match value {
                serde_json::Value::Object(inner) => {
                    paths.extend(inner.keys().map(|k| format!("notice.{key}.{k}")));
                }
                _ => paths.push(format!("notice.{key}")),
            }
        }
        let mut described: Vec<_> = MEANINGS.iter().map(|(name, _)| (*name).to_owned()).collect();
        paths.sort();
        described.sort();
        assert_eq!(paths, described);
    }

    #[test]
    fn identity_numbers_are_never_printed_whole() {
        assert_eq!(masked("340102199003071234"), "340102********1234");
        assert_eq!(masked("E12345678"), "*******78");
        assert_eq!(masked("1"), "1");
        assert_eq!(masked(""), "");
    }
}
