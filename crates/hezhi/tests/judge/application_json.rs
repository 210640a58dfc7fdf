//! The application file: what is taken, and what each fault says.

use hezhi::application::{Basis, HolderRelation, Service};
use hezhi::application_json::{FaultCode, parse_application};

const WHOLE: &str = r#"{
  "id": "CN-2026-000123",
  "service": "registration",
  "channel": "online",
  "submitted_on": "2026-03-05",
  "applicant": { "name": "王小明", "id_number": "340102199003071234", "disabled": false },
  "agent": { "name": "王大明", "id_number": "…", "relation": "guardian" },
  "residence": {
    "address": "上海市徐汇区华发路406弄10号1705室",
    "basis": "leased",
    "holder_name": "李四",
    "holder_relation": "self"
  },
  "registered_address": "…", "registered_on": "2025-08-01", "permit_expires_on": "2026-03-20",
  "documents": ["lease-1.jpg", "租赁 合同.pdf"]
}"#;

const LEAST: &str = r#"{ "id": "1", "service": "kiosk", "submitted_on": "2026-03-05",
  "applicant": { "name": "王小明" }, "residence": {} }"#;

fn fault(json: &str) -> (FaultCode, String, String) {
    let error = parse_application(json).expect_err(json);
    let fault = &error.faults[0];
    assert_eq!(error.code(), fault.code);
    assert!(error.to_string().contains(&fault.message));
    (fault.code, fault.key.clone(), fault.message.clone())
}

#[test]
fn a_whole_application_is_read() {
    let application = parse_application(WHOLE).unwrap();
    assert_eq!(application.service, Service::Registration);
    assert_eq!(application.residence.basis, Some(Basis::Leased));
    assert_eq!(application.residence.holder_relation, Some(HolderRelation::Oneself));
    assert_eq!(application.documents.unwrap().len(), 2);
}

#[test]
fn every_value_of_every_list_is_read() {
    let lists: &[(&str, &[&str])] = &[
        (
            "registration",
            &[
                "registration", "permit", "endorsement", "address_change", "expedited_new",
                "expedited_replacement", "kiosk",
            ],
        ),
        ("online", &["online", "counter", "kiosk", "batch"]),
        ("leased", &["owned", "leased", "dormitory"]),
        (
            "self",
            &["self", "spouse", "parent", "child", "grandparent", "grandchild", "sibling", "other"],
        ),
        ("guardian", &["guardian", "relative", "other"]),
    ];
    for (value, others) in lists {
        for other in *others {
            let json = WHOLE.replacen(&format!("\"{value}\""), &format!("\"{other}\""), 1);
            assert!(parse_application(&json).is_ok(), "{other}");
        }
    }
}

#[test]
fn the_least_application_is_read_and_null_is_absent() {
    assert!(parse_application(LEAST).is_ok());
    assert!(parse_application(&format!("\u{feff}{LEAST}")).is_ok(), "a byte order mark");
    let null =
        LEAST.replace("\"residence\": {}", "\"residence\": {\"basis\": null}, \"agent\": null");
    let application = parse_application(&null).unwrap();
    assert_eq!((application.residence.basis, application.agent), (None, None));
}

#[test]
fn what_is_not_json_names_line_and_column() {
    assert_eq!(fault("").0, FaultCode::Empty);
    assert_eq!(fault("\u{feff} \n").0, FaultCode::Empty);
    let (code, _, message) = fault("{\n  \"id\": 1,,\n}");
    assert_eq!(code, FaultCode::NotJson);
    assert!(message.contains("第 2 行第 11 列"), "{message}");
    let (code, _, message) = fault(&WHOLE[..40]);
    assert_eq!(code, FaultCode::NotJson);
    assert!(message.contains("不完整"), "{message}");
    let (code, _, message) = fault("[1]");
    assert_eq!(code, FaultCode::NotAnObject);
    assert!(message.contains("列表"), "{message}");
    let deep = "[".repeat(100_000);
    assert_eq!(fault(&deep).0, FaultCode::NotJson);
}

#[test]
fn unknown_keys_are_named_with_the_nearest_known_one() {
    let cases = [
        ("\"channel\"", "\"chanel\"", "chanel", "是不是 channel？"),
        (
            "\"id_number\": \"3", "\"idNumber\": \"3", "applicant.idNumber",
            "是不是 applicant.id_number？",
        ),
        (
            "\"holder_name\"", "\"holder_nmae\"", "residence.holder_nmae",
            "是不是 residence.holder_name？",
        ),
        (
            "\"relation\": \"guardian\"", "\"telephone\": \"1\"", "agent.telephone",
            "name、id_number、relation",
        ),
        (
            "\"channel\": \"online\"", "\"basis\": \"owned\"", "basis",
            "这个键应写在 residence.basis",
        ),
    ];
    for (from, to, key, says) in cases {
        let (code, named, message) = fault(&WHOLE.replacen(from, to, 1));
        assert_eq!((code, named.as_str()), (FaultCode::UnknownKey, key));
        assert!(message.contains(key) && message.contains(says), "{message}");
    }
}

#[test]
fn missing_keys_are_named() {
    for key in ["id", "service", "submitted_on", "applicant", "residence"] {
        let mut value: serde_json::Value = serde_json::from_str(LEAST).unwrap();
        value.as_object_mut().unwrap().remove(key);
        let (code, named, message) = fault(&value.to_string());
        assert_eq!((code, named.as_str()), (FaultCode::MissingKey, key));
        assert!(message.contains("请补上"), "{message}");
        value[key] = serde_json::Value::Null;
        assert_eq!(fault(&value.to_string()).0, FaultCode::MissingKey);
    }
    let (code, key, _) = fault(&LEAST.replace("\"name\": \"王小明\"", ""));
    assert_eq!((code, key.as_str()), (FaultCode::MissingKey, "applicant.name"));
}

#[test]
fn wrong_values_list_what_is_allowed() {
    let (code, key, message) = fault(&WHOLE.replace("\"leased\"", "\"lease\""));
    assert_eq!((code, key.as_str()), (FaultCode::WrongValue, "residence.basis"));
    for part in ["lease", "是不是 leased", "owned、leased、dormitory"] {
        assert!(message.contains(part), "{message}");
    }
    let (code, key, message) = fault(&WHOLE.replace("\"registration\"", "\"居住登记\""));
    assert_eq!((code, key.as_str()), (FaultCode::WrongValue, "service"));
    assert!(message.contains("expedited_replacement"), "{message}");
    let (code, key, _) = fault(&WHOLE.replace("\"CN-2026-000123\"", "\" \""));
    assert_eq!((code, key.as_str()), (FaultCode::WrongValue, "id"));
    for name in ["../a.jpg", "/etc/passwd", "C:\\\\a.jpg", "a/../../b.jpg", " "] {
        let (code, key, _) = fault(&WHOLE.replace("lease-1.jpg", name));
        assert_eq!((code, key.as_str()), (FaultCode::WrongValue, "documents[0]"), "{name}");
    }
}

#[test]
fn dates_must_exist_and_be_whole() {
    let (code, key, message) = fault(&WHOLE.replace("2026-03-05", "2026-02-30"));
    assert_eq!((code, key.as_str()), (FaultCode::WrongDate, "submitted_on"));
    assert!(message.contains("2026-02-30") && message.contains("不存在"), "{message}");
    for wrong in ["2026-3-5", "2026/03/05", "2026年3月5日", "20260305", "2026-03-05T00:00:00", ""]
    {
        let (code, key, message) = fault(&WHOLE.replace("2025-08-01", wrong));
        assert_eq!((code, key.as_str()), (FaultCode::WrongDate, "registered_on"), "{wrong}");
        assert!(message.contains("2026-03-05"), "an example: {message}");
    }
    assert!(parse_application(&WHOLE.replace("2026-03-05", "2024-02-29")).is_ok());
    assert_eq!(fault(&WHOLE.replace("2026-03-05", "2025-02-29")).0, FaultCode::WrongDate);
}

#[test]
fn wrong_types_say_what_is_there_and_what_should_be() {
    let cases = [
        ("\"CN-2026-000123\"", "123", "id", "数字"),
        ("false", "\"否\"", "applicant.disabled", "true 或 false"),
        ("[\"lease-1.jpg\", \"租赁 合同.pdf\"]", "\"lease-1.jpg\"", "documents", "列表"),
        ("\"lease-1.jpg\"", "7", "documents[0]", "文件名"),
        ("\"2026-03-05\"", "20260305", "submitted_on", "日期"),
        ("\"leased\"", "[]", "residence.basis", "owned"),
        (
            "{ \"name\": \"王小明\", \"id_number\": \"340102199003071234\", \"disabled\": false }",
            "\"王小明\"",
            "applicant",
            "对象",
        ),
    ];
    for (from, to, key, says) in cases {
        let (code, named, message) = fault(&WHOLE.replacen(from, to, 1));
        assert_eq!((code, named.as_str()), (FaultCode::WrongType, key));
        assert!(message.contains(key) && message.contains(says), "{message}");
    }
}

#[test]
fn all_faults_come_at_once() {
    let json = WHOLE
        .replace("\"channel\"", "\"chanel\"")
        .replace("2026-03-05", "2026-02-30")
        .replace("\"leased\"", "\"lease\"");
    let error = parse_application(&json).unwrap_err();
    assert_eq!(error.faults.len(), 3, "{error}");
    assert_eq!(error.to_string().lines().count(), 3);
}

#[test]
fn a_key_that_stands_twice_is_an_error() {
    let json =
        WHOLE.replace("\"channel\": \"online\"", "\"channel\": \"online\", \"channel\": \"kiosk\"");
    let (code, key, message) = fault(&json);
    assert_eq!((code, key.as_str()), (FaultCode::DuplicateKey, "channel"));
    assert!(message.contains("两次") && message.contains("第 4 行"), "{message}");
}
