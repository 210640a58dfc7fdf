//! A paper as the program would have read it: its fields with their places, and the lines there.

use std::collections::BTreeMap;

use fastrand::Rng;
use hezhi::application::{Application, Basis};
use hezhi::document::{Document, Field, FieldName, Kind, UsageClass};
use hezhi::geometry::{Rect, Region};
use hezhi::text::{FileText, PageText, TextLine};

use crate::invent::Truth;

/// Twelve million pixels, as a phone or a scanner at 360 dpi gives.
pub const WIDTH: u32 = 3000;
pub const HEIGHT: u32 = 4000;
/// Height of a line of print, in pixels.
pub const SIZE: f32 = 84.0;

const FILE: &str = "材料-1.jpg";

pub struct Line {
    pub text: String,
    pub left: f32,
    pub top: f32,
    confidence: f32,
    field: Option<(FieldName, Option<UsageClass>)>,
}

pub struct Paper {
    kind: Kind,
    pub lines: Vec<Line>,
}

/// The paper of an application, with what is true of it.
pub fn of(rng: &mut Rng, application: &Application, truth: &Truth) -> Paper {
    let leased = application.residence.basis == Some(Basis::Leased);
    let (kind, title) = if leased {
        (Kind::LeaseRegistration, "上海市住房租赁合同登记备案通知书")
    } else {
        (Kind::PropertyCertificate, "中华人民共和国不动产权证书")
    };
    let mut paper = Paper { kind, lines: Vec::new() };
    paper.print(title, 600.0, None, 0.999);
    let class = match truth.usage {
        "商业" => UsageClass::NonResidential,
        _ => UsageClass::Residential,
    };
    let address = if truth.faint { 0.55 + 0.2 * rng.f32() } else { 0.98 };
    let mut rows = vec![
        ("坐落", truth.address.clone(), FieldName::Address, None, address),
        ("房屋用途", truth.usage.into(), FieldName::Usage, Some(class), 0.991),
        (
            "建筑面积",
            format!("{}.{:02}", rng.u8(28..140), rng.u8(0..100)),
            FieldName::Area,
            None,
            0.99,
        ),
    ];
    if leased {
        rows.push(("出租人", truth.landlord.clone(), FieldName::Landlord, None, 0.995));
        rows.push(("承租人", truth.person.clone(), FieldName::Tenant, None, 0.995));
        rows.push(("租期起", truth.from.to_string(), FieldName::LeaseStart, None, 0.99));
        rows.push(("租期止", truth.to.to_string(), FieldName::LeaseEnd, None, 0.99));
        rows.push(("备案编号", truth.number.clone(), FieldName::FilingNumber, None, 0.99));
    } else {
        rows.push(("权利人", truth.person.clone(), FieldName::Holder, None, 0.995));
        rows.push(("共有情况", "单独所有".into(), FieldName::CoOwnership, None, 0.99));
        rows.push(("权证号", truth.number.clone(), FieldName::CertificateNumber, None, 0.99));
    }
    for (row, (label, value, name, class, confidence)) in rows.into_iter().enumerate() {
        let top = 900.0 + 230.0 * row as f32;
        paper.print_at(label, 300.0, top, None, 0.999);
        paper.print_at(&value, 900.0, top, Some((name, class)), confidence);
    }
    paper
}

/// The one sheet that every application without a scan of its own shows.
pub fn shared() -> Paper {
    let mut paper = Paper { kind: Kind::Unknown, lines: Vec::new() };
    paper.print("样张", 900.0, None, 0.999);
    paper.print("这批申请是随机编造的，只有等待最久的几件各有图像。", 1_400.0, None, 0.999);
    paper.print("本页由所有其余的申请共用，识读结果不对应页面。", 1_600.0, None, 0.999);
    paper
}

impl Paper {
    fn print(
        &mut self,
        text: &str,
        top: f32,
        field: Option<(FieldName, Option<UsageClass>)>,
        confidence: f32,
    ) {
        let left = (WIDTH as f32 - width(text)) / 2.0;
        self.print_at(text, left, top, field, confidence);
    }

    fn print_at(
        &mut self,
        text: &str,
        left: f32,
        top: f32,
        field: Option<(FieldName, Option<UsageClass>)>,
        confidence: f32,
    ) {
        self.lines.push(Line { text: text.into(), left, top, confidence, field });
    }

    /// What a reader would have read.
    pub fn text(&self) -> FileText {
        let line = |line: &Line| TextLine {
            text: line.text.clone(),
            confidence: line.confidence,
            region: line.place().into(),
            upright: line.place(),
            glyphs: Vec::new(),
            quick: false,
        };
        let lines = self.lines.iter().map(line).collect();
        let page = PageText { page: 1, width: WIDTH, height: HEIGHT, lines, ..PageText::default() };
        FileText { file: FILE.into(), pages: vec![page], problem: None }
    }

    pub fn document(&self) -> Document {
        let fields = self.lines.iter().filter_map(|line| {
            let (name, class) = line.field?;
            let field = Field {
                text: line.text.clone(),
                class,
                confidence: line.confidence,
                read_confidence: line.confidence,
                file: None,
                page: 1,
                region: Region::from(line.place()),
                doubt: None,
                second_reading: None,
                corrected: None,
                parts: Vec::new(),
            };
            Some((name, field))
        });
        Document {
            file: FILE.into(),
            pages: vec![1],
            kind: self.kind,
            fields: fields.collect::<BTreeMap<_, _>>(),
            residents: Vec::new(),
        }
    }
}

impl Line {
    fn place(&self) -> Rect {
        Rect {
            left: self.left,
            top: self.top,
            right: self.left + width(&self.text),
            bottom: self.top + SIZE * 1.2,
        }
    }
}

/// As wide as a common sans prints it: ideographs are square, the rest a little over half.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum::<f32>() * SIZE
}
