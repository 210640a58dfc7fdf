//! `accuracy --cases DIR --results RESULTS.jsonl`: what the program answered beside the truth.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use hezhi_tests::accuracy::{Bars, by_fault, missed, print, score, write_fault_report};

const HELP: &str = "accuracy --cases DIR --results RESULTS.jsonl [--report OUT.html] [--gate | --wrong-accepts] [--bar DAMAGE=PERCENT]…

Joins the reports of `hezhi batch` with the truth.json of each case and prints a table by damage
and by kind. --report writes every faulty case with its picture, regions, expected and got.
--gate exits with 1 where an application was wrongly accepted, a case has no report, or addresses
or usages fall below the bars (clean and scan 95 %, seal 90 %, photocopy and photo 85 %).
--wrong-accepts prints, in place of the table, what was answered to each fault, and exits with 1 where
a faulty application was accepted or has no report.";

struct Options {
    cases: PathBuf,
    results: PathBuf,
    report: Option<PathBuf>,
    gate: bool,
    wrong_accepts: bool,
    bars: Bars,
}

fn options() -> Result<Option<Options>> {
    let mut options = Options {
        cases: PathBuf::new(),
        results: PathBuf::new(),
        report: None,
        gate: false,
        wrong_accepts: false,
        bars: Bars::default(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        let mut value = || args.next().with_context(|| format!("{name} needs a value\n\n{HELP}"));
        match name.as_str() {
            "--help" => return Ok(None),
            "--gate" => options.gate = true,
            "--wrong-accepts" => options.wrong_accepts = true,
            "--cases" => options.cases = value()?.into(),
            "--results" => options.results = value()?.into(),
            "--report" => options.report = Some(value()?.into()),
            "--bar" => options.bars.set(&value()?)?,
            _ => bail!("unknown option {name}\n\n{HELP}"),
        }
    }
    if options.cases.as_os_str().is_empty() || options.results.as_os_str().is_empty() {
        bail!("--cases and --results are needed\n\n{HELP}");
    }
    Ok(Some(options))
}

fn run() -> Result<ExitCode> {
    let Some(options) = options()? else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let cases = score(&options.cases, &options.results)?;
    if cases.is_empty() {
        bail!("no case with a truth.json below {}", options.cases.display());
    }
    if options.wrong_accepts {
        print!("{}", by_fault(&cases));
        let bad = cases.iter().any(|case| case.wrong_accept() || case.report.is_none());
        return Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS });
    }
    print!("{}", print(&cases));
    if let Some(out) = &options.report {
        write_fault_report(&cases, out)?;
    }
    let missed = if options.gate { missed(&cases, &options.bars) } else { Vec::new() };
    for miss in &missed {
        eprintln!("missed: {miss}");
    }
    Ok(if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::from(2)
    })
}
