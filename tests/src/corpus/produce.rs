//! From a draft to a folder: print, damage, wrap, and write down the truth.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use hezhi::finding::Verdict;
use serde_json::json;

use super::browser::Browser;
use super::container;
use super::damage::{self, Exposure};
use super::pixels::blur;
use super::random::Random;
use super::scenario::{Draft, Fault, Spec};
use super::sheet::Paper;
use crate::truth::{DamageKind, TrueDocument, Truth};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As an office program prints it, with a text layer.
    PdfText,
    PdfScan,
    Png,
    Jpeg,
    Tiff,
    WebP,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::PdfText | Format::PdfScan => "pdf",
            Format::Png => "png",
            Format::Jpeg => "jpg",
            Format::Tiff => "tif",
            Format::WebP => "webp",
        }
    }

    fn draw(damage: DamageKind, pages: usize, random: &mut Random) -> Format {
        let several = pages > 1;
        match damage {
            DamageKind::Clean if several => Format::PdfText,
            DamageKind::Clean => random.one(&[Format::PdfText, Format::Png]),
            DamageKind::Photo if !several => {
                if random.chance(0.06) {
                    Format::WebP
                } else {
                    Format::Jpeg
                }
            }
            _ if several => random.one(&[Format::PdfScan, Format::PdfScan, Format::Tiff]),
            _ => random.one(&[
                Format::Jpeg,
                Format::Jpeg,
                Format::Jpeg,
                Format::Jpeg,
                Format::PdfScan,
                Format::PdfScan,
                Format::PdfScan,
                Format::Tiff,
            ]),
        }
    }
}

/// What a folder is told beyond the draft.
pub struct Order<'a> {
    pub split: &'a str,
    pub folder: &'a Path,
    pub spec: &'a Spec,
    /// For the proof itself; by lot where absent.
    pub format: Option<Format>,
    /// Pixels per inch, where the size of the file matters.
    pub dpi: Option<u32>,
    pub on_its_side: bool,
}

pub fn produce(
    order: &Order<'_>,
    draft: &Draft,
    browser: &mut Browser,
    random: &mut Random,
) -> Result<()> {
    fs::create_dir_all(order.folder)?;
    let mut application = draft.application.clone();
    let (mut names, mut documents) = (Vec::new(), Vec::new());
    for (place, paper) in draft.papers.iter().enumerate() {
        let format = match order.format {
            _ if place == 0 && draft.broken == Some(Fault::Blurred) => Format::Jpeg,
            // What ships stays small: the papers beside the proof are JPEG.
            Some(_) if place > 0 => Format::Jpeg,
            Some(Format::Jpeg | Format::Png) if paper.sheets.len() > 1 => Format::PdfScan,
            Some(format) => format,
            None => Format::draw(order.spec.damage, paper.sheets.len(), random),
        };
        let name = format!("{}.{}", stem(paper, place, random), format.extension());
        let broken = draft.broken.filter(|_| place == 0);
        let mut bytes = if broken == Some(Fault::Blurred) {
            blurred(paper, browser, random)?
        } else {
            file(order, paper, format, browser, random)?
        };
        if broken == Some(Fault::Damaged) {
            bytes.truncate(random.one(&[0, bytes.len() / 5, 400]));
        }
        fs::write(order.folder.join(&name), bytes)?;
        let fields = if broken.is_some() { Default::default() } else { paper.fields.clone() };
        documents.push(TrueDocument {
            file: name.clone(),
            kind: paper.kind,
            fields,
            regions: Default::default(),
        });
        names.push(name);
    }
    if random.chance(0.5) {
        application["documents"] = json!(names);
    }
    let truth = Truth {
        split: order.split.to_owned(),
        layout: draft.papers.iter().map(|p| p.layout).collect::<Vec<_>>().join("+"),
        kind: draft.kind,
        damage: order.spec.damage,
        faults: draft.faults.clone(),
        acceptable: draft.verdict == Verdict::Accept,
        verdicts: draft.verdicts(),
        documents,
    };
    fs::write(
        order.folder.join("application.json"),
        serde_json::to_string_pretty(&application)? + "\n",
    )?;
    fs::write(order.folder.join("truth.json"), serde_json::to_string_pretty(&truth)? + "\n")?;
    Ok(())
}

/// A picture that nobody can read.
fn blurred(paper: &Paper, browser: &mut Browser, random: &mut Random) -> Result<Vec<u8>> {
    let sheet = paper.sheets.first().context("a paper without pages")?;
    let print = browser.pixels(sheet, 150)?;
    let taken = damage::damage(DamageKind::Photo, &print, random);
    container::jpeg(&Exposure { image: blur(taken.image, random.float(9.0, 14.0) as f32), ..taken })
}

fn stem(paper: &Paper, place: usize, random: &mut Random) -> String {
    use hezhi::document::Kind;
    let own = match paper.kind {
        Kind::PropertyCertificate => random.pick(&["房产证", "certificate", "不动产权证书"]),
        Kind::LeaseRegistration => random.pick(&["备案通知书", "lease-1", "租赁备案"]),
        Kind::DormitoryCertificate => random.pick(&["集体宿舍证明", "dormitory"]),
        Kind::KinshipStatement => "亲属关系承诺书",
        Kind::IdCard => random.pick(&["身份证", "id-card"]),
        _ => "材料",
    };
    match random.int(0, 3) {
        0 => format!("IMG_{}", random.digits(4)),
        1 => format!("扫描件{:03}", place + 1),
        _ => own.to_owned(),
    }
}

fn file(
    order: &Order<'_>,
    paper: &Paper,
    format: Format,
    browser: &mut Browser,
    random: &mut Random,
) -> Result<Vec<u8>> {
    if format == Format::PdfText {
        let pages: Vec<Vec<u8>> =
            paper.sheets.iter().map(|sheet| browser.pdf(sheet)).collect::<Result<_>>()?;
        return container::united(&pages);
    }
    let dpi = order.dpi.unwrap_or_else(|| damage::dpi(order.spec.damage, random));
    let mut pages: Vec<Exposure> = Vec::new();
    for sheet in &paper.sheets {
        // A small page is put on the glass at a finer setting.
        let dpi = if sheet.width < 150.0 && order.dpi.is_none() { dpi.max(300) } else { dpi };
        let print = browser.pixels(sheet, dpi)?;
        let exposure = if order.on_its_side {
            damage::photo_on_its_side(&print, random)
        } else {
            damage::damage(order.spec.damage, &print, random)
        };
        pages.push(exposure);
    }
    match (format, pages.as_slice()) {
        (Format::PdfScan, pages) => container::scanned_pdf(pages, dpi),
        (Format::Tiff, pages) => container::tiff(pages),
        (Format::Png, [page, ..]) => container::png(page),
        (Format::WebP, [page, ..]) => container::webp(page),
        (_, [page, ..]) => container::jpeg(page),
        (_, []) => anyhow::bail!("a paper without pages"),
    }
}
