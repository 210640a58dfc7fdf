//! Reading `application.json`: every fault at once, each naming its key and the next step.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::application::Application;

/// Why an `application.json` cannot be used; every fault that was found, in the file's order of
/// keys. Shown, it is Chinese text, one line a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.faults.iter().map(|f| f.message.as_str()).collect::<Vec<_>>().join("\n"))]
pub struct ApplicationError {
    /// Never empty.
    pub faults: Vec<Fault>,
}

impl ApplicationError {
    /// The first fault's code.
    pub fn code(&self) -> FaultCode {
        self.faults.first().map_or(FaultCode::NotJson, |fault| fault.code)
    }

    fn one(code: FaultCode, key: &str, message: String) -> ApplicationError {
        ApplicationError { faults: vec![Fault { code, key: key.to_string(), message }] }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: FaultCode,
    /// The key's dotted path, such as `residence.basis`; empty for the file as a whole.
    pub key: String,
    /// Chinese, naming the key and the next step.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultCode {
    Empty,
    NotJson,
    NotAnObject,
    UnknownKey,
    DuplicateKey,
    MissingKey,
    WrongType,
    WrongValue,
    WrongDate,
}

impl FaultCode {
    /// The code as text, for messages between programs.
    pub fn as_str(self) -> &'static str {
        match self {
            FaultCode::Empty => "empty",
            FaultCode::NotJson => "not_json",
            FaultCode::NotAnObject => "not_an_object",
            FaultCode::UnknownKey => "unknown_key",
            FaultCode::DuplicateKey => "duplicate_key",
            FaultCode::MissingKey => "missing_key",
            FaultCode::WrongType => "wrong_type",
            FaultCode::WrongValue => "wrong_value",
            FaultCode::WrongDate => "wrong_date",
        }
    }
}

/// Reads one application. A byte order mark is skipped; `null` counts as absent.
pub fn parse_application(json: &str) -> Result<Application, ApplicationError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    if json.trim().is_empty() {
        return Err(ApplicationError::one(
            FaultCode::Empty,
            "",
            "application.json 是空文件：请填入申请内容，至少要有 id、service、submitted_on、applicant.name 和 residence".into(),
        ));
    }
    let value: Value = serde_json::from_str(json).map_err(|error| not_json(&error))?;
    let Value::Object(object) = &value else {
        return Err(ApplicationError::one(
            FaultCode::NotAnObject,
            "",
            format!(
                "application.json 的最外层应是一个对象 {{…}}，现在是{}：请用花括号把各项括起来",
                type_label(&value)
            ),
        ));
    };
    let mut faults = Vec::new();
    check_object("", object, TOP, &mut faults);
    if !faults.is_empty() {
        return Err(ApplicationError { faults });
    }
    // From the text and not from the value: only so are keys that stand twice noticed.
    serde_json::from_str(json).map_err(|error| left_over(&error))
}

/// What a key's value must be.
enum Shape {
    Text,
    FileNames,
    Bool,
    Date,
    OneOf(&'static [&'static str]),
    Object(&'static [Key]),
}

struct Key {
    name: &'static str,
    required: bool,
    shape: Shape,
}

const fn required(name: &'static str, shape: Shape) -> Key {
    Key { name, required: true, shape }
}

const fn optional(name: &'static str, shape: Shape) -> Key {
    Key { name, required: false, shape }
}

const TOP: &[Key] = &[
    required("id", Shape::Text),
    required(
        "service",
        Shape::OneOf(&[
            "registration", "permit", "endorsement", "address_change", "expedited_new",
            "expedited_replacement", "kiosk",
        ]),
    ),
    optional("channel", Shape::OneOf(&["online", "counter", "kiosk", "batch"])),
    required("submitted_on", Shape::Date),
    required("applicant", Shape::Object(APPLICANT)),
    optional("agent", Shape::Object(AGENT)),
    required("residence", Shape::Object(RESIDENCE)),
    optional("registered_address", Shape::Text),
    optional("registered_on", Shape::Date),
    optional("permit_expires_on", Shape::Date),
    optional("documents", Shape::FileNames),
];

const APPLICANT: &[Key] = &[
    required("name", Shape::Text),
    optional("id_number", Shape::Text),
    optional("disabled", Shape::Bool),
];

const AGENT: &[Key] = &[
    optional("name", Shape::Text),
    optional("id_number", Shape::Text),
    optional("relation", Shape::OneOf(&["guardian", "relative", "other"])),
];

const RESIDENCE: &[Key] = &[
    optional("address", Shape::Text),
    optional("basis", Shape::OneOf(&["owned", "leased", "dormitory"])),
    optional("holder_name", Shape::Text),
    optional(
        "holder_relation",
        Shape::OneOf(&[
            "self", "spouse", "parent", "child", "grandparent", "grandchild", "sibling", "other",
        ]),
    ),
];

fn check_object(path: &str, object: &Map<String, Value>, keys: &[Key], faults: &mut Vec<Fault>) {
    for name in object.keys() {
        if !keys.iter().any(|key| key.name == name) {
            faults.push(unknown_key(path, name, keys));
        }
    }
    for key in keys {
        let path = join(path, key.name);
        match object.get(key.name) {
            None | Some(Value::Null) if key.required => faults.push(Fault {
                code: FaultCode::MissingKey,
                message: format!("缺少必填的键 {path}：请补上{}", shape_label(&key.shape)),
                key: path,
            }),
            None | Some(Value::Null) => {}
            Some(value) => check_value(path, value, key, faults),
        }
    }
}

fn check_value(path: String, value: &Value, key: &Key, faults: &mut Vec<Fault>) {
    match (&key.shape, value) {
        (Shape::Object(keys), Value::Object(object)) => check_object(&path, object, keys, faults),
        (Shape::Bool, Value::Bool(_)) => {}
        (Shape::Text, Value::String(text)) if key.required && text.trim().is_empty() => {
            faults.push(Fault {
                code: FaultCode::WrongValue,
                message: format!("{path} 不能为空：请填入内容"),
                key: path,
            });
        }
        (Shape::Text, Value::String(_)) => {}
        (Shape::OneOf(allowed), Value::String(text)) => {
            if !allowed.contains(&text.as_str()) {
                faults.push(wrong_value(path, text, allowed));
            }
        }
        (Shape::Date, Value::String(text)) => faults.extend(date_fault(path, text)),
        (Shape::FileNames, Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                faults.extend(file_name_fault(format!("{path}[{at}]"), item));
            }
        }
        (shape, value) => faults.push(Fault {
            code: FaultCode::WrongType,
            message: format!(
                "{path} 应是{}，现在是{}：请改正",
                shape_label(shape),
                type_label(value)
            ),
            key: path,
        }),
    }
}

fn unknown_key(path: &str, name: &str, keys: &[Key]) -> Fault {
    let full = join(path, name);
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    let next = match nearest(name, &names) {
        Some(known) => format!("是不是 {}？请改正键名", join(path, known)),
        None => match place_of(name).filter(|place| *place != full) {
            Some(place) => format!("这个键应写在 {place}"),
            None => format!("请删去，或改为以下之一：{}", names.join("、")),
        },
    };
    Fault {
        code: FaultCode::UnknownKey, message: format!("不认识的键 {full}：{next}"), key: full
    }
}

/// Where a key of this name belongs, when it stands in the wrong object.
fn place_of(name: &str) -> Option<String> {
    let within = |path: &str, keys: &[Key]| {
        keys.iter().find(|key| key.name == name).map(|key| join(path, key.name))
    };
    within("", TOP)
        .or_else(|| within("residence", RESIDENCE))
        .or_else(|| within("applicant", APPLICANT))
        .or_else(|| within("agent", AGENT))
}

fn wrong_value(path: String, text: &str, allowed: &[&str]) -> Fault {
    let next = match nearest(text, allowed) {
        Some(known) => format!("，是不是 {known}？"),
        None => "。".to_string(),
    };
    Fault {
        code: FaultCode::WrongValue,
        message: format!(
            "{path} 的值「{text}」不在允许的范围内{next}请改为以下之一：{}",
            allowed.join("、")
        ),
        key: path,
    }
}

fn date_fault(path: String, text: &str) -> Option<Fault> {
    let is_shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let message = if !is_shaped {
        format!("{path} 应是形如 2026-03-05 的日期（年-月-日），现在是「{text}」：请改正")
    } else if NaiveDate::parse_from_str(text, "%Y-%m-%d").is_err() {
        format!("{path} 的日期「{text}」不存在：请核对年、月、日")
    } else {
        return None;
    };
    Some(Fault { code: FaultCode::WrongDate, key: path, message })
}

/// A file's name stays within the application's folder.
fn file_name_fault(path: String, item: &Value) -> Option<Fault> {
    let Value::String(name) = item else {
        return Some(Fault {
            code: FaultCode::WrongType,
            message: format!("{path} 应是文件名（文字），现在是{}：请改正", type_label(item)),
            key: path,
        });
    };
    let escapes = name.starts_with(['/', '\\'])
        || name.contains(":\\")
        || name.contains('\0')
        || name.split(['/', '\\']).any(|part| part == "..");
    let message = if name.trim().is_empty() {
        format!("{path} 的文件名是空的：请填入文件名，或删去这一项")
    } else if escapes {
        format!("{path} 的文件名「{name}」指向申请文件夹之外：请把文件放进文件夹，只写文件名")
    } else {
        return None;
    };
    Some(Fault { code: FaultCode::WrongValue, key: path, message })
}

fn not_json(error: &serde_json::Error) -> ApplicationError {
    let (line, column) = (error.line(), error.column());
    let message = if error.is_eof() {
        format!(
            "application.json 不完整，在第 {line} 行第 {column} 列就结束了：请补全括号和引号，或重新导出"
        )
    } else {
        format!(
            "application.json 不是正确的 JSON，第 {line} 行第 {column} 列出错：请检查那里的逗号、引号和括号"
        )
    };
    ApplicationError::one(FaultCode::NotJson, "", message)
}

/// What only the reading into the type itself notices: a key that stands twice.
fn left_over(error: &serde_json::Error) -> ApplicationError {
    let text = error.to_string();
    let (line, column) = (error.line(), error.column());
    match text.strip_prefix("duplicate field `").and_then(|rest| rest.split('`').next()) {
        Some(key) => ApplicationError::one(
            FaultCode::DuplicateKey,
            key,
            format!("键 {key} 写了两次（第 {line} 行第 {column} 列）：请只留一个"),
        ),
        None => ApplicationError::one(
            FaultCode::WrongValue,
            "",
            format!("application.json 第 {line} 行第 {column} 列的内容不能使用：请核对那一行"),
        ),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_string() } else { format!("{path}.{name}") }
}

fn shape_label(shape: &Shape) -> String {
    match shape {
        Shape::Text => "文字（用双引号括起来）".into(),
        Shape::FileNames => "文件名的列表，如 [\"lease-1.jpg\"]".into(),
        Shape::Bool => "true 或 false".into(),
        Shape::Date => "形如 2026-03-05 的日期".into(),
        Shape::OneOf(allowed) => format!("以下之一：{}", allowed.join("、")),
        Shape::Object(_) => "一个对象 {…}".into(),
    }
}

fn type_label(value: &Value) -> &'static str {
    match value {
        Value::Null => "空值 null",
        Value::Bool(_) => "true 或 false",
        Value::Number(_) => "数字",
        Value::String(_) => "文字",
        Value::Array(_) => "列表",
        Value::Object(_) => "对象",
    }
}

/// The known word that is meant, where one is near: a slip of two letters, or the same letters
/// in another style of writing (`idNumber`).
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let word = plain(word);
    known
        .iter()
        .map(|candidate| (distance(&word, &plain(candidate)), *candidate))
        .filter(|(slips, candidate)| *slips <= (candidate.len() / 3).min(2))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = row.get(j).copied().unwrap_or(i + j) + usize::from(x != y);
            let dropped = row.get(j + 1).copied().unwrap_or(i + j) + 1;
            let added = next.get(j).copied().unwrap_or(i + j) + 1;
            next.push(replaced.min(dropped).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
