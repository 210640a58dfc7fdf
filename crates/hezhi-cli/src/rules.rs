//! `hezhi rules`: every rule with its citation and period in force.

use std::io::{self, Write};

use hezhi::finding::Severity;
use hezhi::rule::{Rule, RuleBook};

use crate::arguments::RulesArguments;
use crate::exit::{Done, Stop};
use crate::terminal::{Palette, Tone, padded, widest};

pub fn run(arguments: &RulesArguments) -> Result<Done, Stop> {
    let book = RuleBook::builtin();
    let mut out = io::stdout().lock();
    if arguments.json {
        let rules: Vec<_> = book.rules().iter().map(hezhi_desk::view::Rule::from).collect();
        serde_json::to_writer_pretty(&mut out, &rules)?;
        writeln!(out)?;
    } else {
        show(&mut out, &book, Palette::for_output())?;
    }
    out.flush()?;
    Ok(Done::Everything)
}

fn show(out: &mut impl Write, book: &RuleBook, palette: Palette) -> io::Result<()> {
    let ids = widest(book.rules().iter().map(|rule| rule.id.as_str()));
    let leads = widest(book.rules().iter().map(|rule| leads_to(rule.severity)));
    for rule in book.rules() {
        writeln!(
            out,
            "{}  {}  {}  {}",
            palette.paint(Tone::Strong, &padded(&rule.id, ids)),
            padded(leads_to(rule.severity), leads),
            period(rule),
            rule.title
        )?;
        let citation = format!("{} {}", rule.citation.source, rule.citation.article);
        writeln!(out, "{}  {}", " ".repeat(ids), palette.paint(Tone::Quiet, &citation))?;
    }
    writeln!(out, "\n规则库 {}，共 {} 条。", book.name(), book.rules().len())
}

fn period(rule: &Rule) -> String {
    match rule.in_force_to {
        Some(last) => format!("{} 至 {last}", rule.in_force_from),
        None => format!("{} 起施行    ", rule.in_force_from),
    }
}

fn leads_to(severity: Severity) -> &'static str {
    match severity {
        Severity::Notice => "提示",
        Severity::Review => "人工核查",
        Severity::Supplement => "补正材料",
        Severity::Refuse => "不予受理",
    }
}
