//! `hezhi check DIR`: one application.

use std::io::{self, Write};

use hezhi::document::Document;
use hezhi::finding::{Finding, Outcome, Severity, Verdict};
use hezhi::report::Report;
use hezhi_desk::home;
use hezhi_desk::intake::{Handed, one_line};

use crate::arguments::CheckArguments;
use crate::exit::{Done, Stop};
use crate::terminal::{Palette, Tone, padded, widest};

pub fn run(arguments: &CheckArguments) -> Result<Done, Stop> {
    let handed = Handed::open(&arguments.folder, &hezhi_desk::Limits::default())
        .map_err(|error| Stop::Usage(error.message))?;
    let home = home::data_folder()?;
    let gazetteer = hezhi_desk::gazetteer(&home, arguments.gazetteer.as_deref())?;
    let reader = hezhi_desk::open_reader(None, 0)?;
    let report = hezhi_desk::check(&handed, &*reader, &home, &gazetteer)?;
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        show(&mut out, &report, &handed, Palette::for_output())?;
    }
    out.flush()?;
    Ok(Done::Everything)
}

fn show(
    out: &mut impl Write,
    report: &Report,
    handed: &Handed,
    palette: Palette,
) -> io::Result<()> {
    let application = &handed.application;
    let tone = match report.verdict {
        Verdict::Accept => Tone::Good,
        Verdict::Review => Tone::Attention,
        Verdict::Supplement | Verdict::Refuse => Tone::Bad,
    };
    writeln!(
        out,
        "{}  {}  {}  {}",
        palette.paint(tone, &format!("【{}】", report.verdict.label())),
        one_line(&application.id),
        one_line(&application.applicant.name),
        application.service.label()
    )?;
    if let Some(address) = &application.residence.address {
        writeln!(out, "申报地址  {}", one_line(address))?;
    }
    for part in [Part::Against, Part::Open, Part::Notice] {
        let findings: Vec<&Finding> = report.findings.iter().filter(|f| part.holds(f)).collect();
        if !findings.is_empty() {
            writeln!(out, "\n{}", palette.paint(Tone::Strong, part.title()))?;
            for finding in findings {
                show_finding(out, finding, part.tone(), palette)?;
            }
        }
    }
    if !report.documents.is_empty() {
        writeln!(out, "\n{}", palette.paint(Tone::Strong, "材料"))?;
        for document in &report.documents {
            show_document(out, document, palette)?;
        }
    }
    let passed = report.findings.iter().filter(|f| f.outcome == Outcome::Pass);
    let passed: Vec<&str> = passed.map(|f| f.rule.as_str()).collect();
    if !passed.is_empty() {
        writeln!(
            out,
            "\n{}",
            palette.paint(Tone::Strong, &format!("已通过（{} 项）", passed.len()))
        )?;
        writeln!(out, "  {}", palette.paint(Tone::Quiet, &passed.join("  ")))?;
    }
    writeln!(
        out,
        "\n{}",
        palette.paint(
            Tone::Quiet,
            &format!(
                "依据 {} 的规则（{}）；识别 {}。结论仅供参考，由人决定。",
                report.as_of, report.rules, report.engine
            )
        )
    )
}

/// The parts into which the findings fall that somebody must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Against,
    Open,
    Notice,
}

impl Part {
    fn holds(self, finding: &Finding) -> bool {
        let notice = finding.severity == Severity::Notice;
        match self {
            Part::Against => finding.outcome == Outcome::Fail && !notice,
            Part::Open => finding.outcome == Outcome::Undetermined && !notice,
            Part::Notice => finding.outcome == Outcome::Fail && notice,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Part::Against => "不符合",
            Part::Open => "不能确定，请人工核查",
            Part::Notice => "提示",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Part::Against => Tone::Bad,
            Part::Open | Part::Notice => Tone::Attention,
        }
    }
}

fn show_finding(
    out: &mut impl Write,
    finding: &Finding,
    tone: Tone,
    palette: Palette,
) -> io::Result<()> {
    writeln!(out, "  {}  {}", palette.paint(tone, &finding.rule), one_line(&finding.message))?;
    for evidence in &finding.evidence {
        let place = format!("{} 第 {} 页", one_line(&evidence.file), evidence.page);
        writeln!(
            out,
            "      {}",
            palette.paint(
                Tone::Quiet,
                &format!(
                    "{place}：“{}”（{:.0}%）",
                    one_line(&evidence.text),
                    evidence.confidence * 100.0
                )
            )
        )?;
    }
    let citation = &finding.citation;
    writeln!(
        out,
        "      {}",
        palette.paint(Tone::Quiet, &format!("依据：{} {}", citation.source, citation.article))
    )
}

/// A paper with its fields, labels in one column.
pub fn show_document(
    out: &mut impl Write,
    document: &Document,
    palette: Palette,
) -> io::Result<()> {
    let pages: Vec<String> = document.pages.iter().map(ToString::to_string).collect();
    writeln!(
        out,
        "  {}  {}",
        document.kind.label(),
        palette.paint(
            Tone::Quiet,
            &format!("{} 第 {} 页", one_line(&document.file), pages.join("、"))
        )
    )?;
    let width = widest(document.fields.keys().map(|name| name.label()));
    for (name, field) in &document.fields {
        let doubt = field.doubt.as_deref().map(|doubt| format!("  ！{}", one_line(doubt)));
        writeln!(
            out,
            "    {}  {}  {}{}",
            padded(name.label(), width),
            one_line(&field.text),
            palette.paint(Tone::Quiet, &format!("{:.0}%", field.confidence * 100.0)),
            palette.paint(Tone::Attention, &doubt.unwrap_or_default())
        )?;
    }
    Ok(())
}
