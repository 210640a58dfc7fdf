//! `misdeclared --cases DIR --home HOME`: what the program answers where something else was
//! declared than the papers carry.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use hezhi::address::Gazetteer;
use hezhi::application_json::parse_application;
use hezhi::finding::Verdict;
use hezhi::judge::{Case, judge};
use hezhi::rule::RuleBook;
use hezhi_desk::Desk;
use hezhi_tests::accuracy::case_folders;
use hezhi_tests::misdeclared;
use hezhi_tests::truth::Truth;

const HELP: &str = "misdeclared --cases DIR --home HOME

Takes the acceptable cases below DIR, which `hezhi batch` has read with HEZHI_HOME=HOME, changes one
thing of what is declared in each (a digit of the room, a name, the day …) and judges them again
from what was read. None may be accepted. Other people's applications with the same scan are left
out, so that it is the comparison that answers. Exits with 1 where one is accepted.";

/// Answers to one kind of change.
#[derive(Default)]
struct Answers {
    count: u32,
    accepted: u32,
    /// Left to a person.
    review: u32,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool> {
    let Some((cases, home)) = options()? else {
        println!("{HELP}");
        return Ok(true);
    };
    let desk = Desk::open(&home, None)?;
    let (rules, gazetteer) = (RuleBook::builtin(), Gazetteer::default());
    let mut answers: BTreeMap<&'static str, Answers> = BTreeMap::new();
    for folder in case_folders(&cases)? {
        let truth: Truth = serde_json::from_str(&fs::read_to_string(folder.join("truth.json"))?)?;
        if !truth.acceptable {
            continue;
        }
        let declared = fs::read_to_string(folder.join("application.json"))?;
        let application = parse_application(&declared)
            .map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))?;
        let papers = desk.papers(&application.id)?;
        for made in misdeclared::all(&application, &truth) {
            let case = Case {
                application: &made.application,
                files: &papers.files,
                documents: &papers.documents,
                gazetteer: &gazetteer,
                duplicates: &[],
                engine: "",
            };
            let verdict = judge(&case, &rules).verdict;
            let answer = answers.entry(made.change).or_default();
            answer.count += 1;
            answer.review += u32::from(verdict == Verdict::Review);
            if verdict == Verdict::Accept {
                answer.accepted += 1;
                println!("accepted: {} {} {:?}", folder.display(), made.change, made.application);
            }
        }
    }
    Ok(print(&answers))
}

fn print(answers: &BTreeMap<&'static str, Answers>) -> bool {
    println!("{:36}{:>8}{:>10}{:>8}", "change", "made", "accepted", "review");
    let mut all = Answers::default();
    for (change, answer) in answers {
        println!("{change:36}{:8}{:10}{:8}", answer.count, answer.accepted, answer.review);
        all.count += answer.count;
        all.accepted += answer.accepted;
        all.review += answer.review;
    }
    println!("{:36}{:8}{:10}{:8}", "all", all.count, all.accepted, all.review);
    all.count > 0 && all.accepted == 0
}

fn options() -> Result<Option<(PathBuf, PathBuf)>> {
    let (mut cases, mut home) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value =
            || arguments.next().with_context(|| format!("{name} needs a value\n\n{HELP}"));
        match name.as_str() {
            "--help" => return Ok(None),
            "--cases" => cases = Some(value()?.into()),
            "--home" => home = Some(value()?.into()),
            _ => bail!("unknown option {name}\n\n{HELP}"),
        }
    }
    match (cases, home) {
        (Some(cases), Some(home)) => Ok(Some((cases, home))),
        _ => bail!("--cases and --home are needed\n\n{HELP}"),
    }
}
