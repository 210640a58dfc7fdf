//! `calibrate --set FAMILY CASES RESULTS …`: fits the confidence of fields on labelled papers.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use hezhi::extract::confidence::Group;
use hezhi_tests::accuracy;
use hezhi_tests::calibration::{Predicted, Value, brier, crosswise, drawing, fit, table, values};

const HELP: &str =
    "calibrate --set FAMILY CASES RESULTS [--set …] [--out CURVES.toml] [--doc FOLDER]

Fits how often a field's value is right on the papers below CASES, which `hezhi batch` answered in
RESULTS, and writes the curves that the engine carries. Each family is also predicted by curves that
were fitted without it; that is what the tables and the drawing in FOLDER (calibration.md and .svg)
show. Two families are needed at least.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<()> {
    let (mut all, mut out, mut doc) = (Vec::<Value>::new(), None::<PathBuf>, None::<PathBuf>);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value =
            || arguments.next().with_context(|| format!("{name} needs a value\n\n{HELP}"));
        match name.as_str() {
            "--help" => {
                println!("{HELP}");
                return Ok(());
            }
            "--set" => {
                let (family, cases, results) = (value()?, value()?, value()?);
                all.extend(values(&family, &accuracy::score(cases.as_ref(), results.as_ref())?));
            }
            "--out" => out = Some(value()?.into()),
            "--doc" => doc = Some(value()?.into()),
            _ => bail!("unknown option {name}\n\n{HELP}"),
        }
    }
    let families: std::collections::BTreeSet<&str> = all.iter().map(|v| v.set.as_str()).collect();
    if families.len() < 2 {
        bail!("at least two families of papers are needed\n\n{HELP}");
    }
    let families: Vec<&str> = families.into_iter().collect();
    let fitted_on = format!("{} values of the families {}", all.len(), families.join(", "));
    let predicted = crosswise(&all);
    let text = report(&predicted, &fitted_on);
    println!("{text}");
    if let Some(out) = out {
        fs::write(&out, fit(all.iter()).toml(&fitted_on))
            .with_context(|| format!("write {}", out.display()))?;
    }
    if let Some(doc) = doc {
        fs::write(doc.join("calibration.md"), text).context("write calibration.md")?;
        fs::write(doc.join("calibration.svg"), drawing(&predicted))
            .context("write calibration.svg")?;
    }
    Ok(())
}

fn report(predicted: &[Predicted<'_>], fitted_on: &str) -> String {
    let said = |p: &Predicted<'_>| (p.confidence, p.value.right);
    let raw = |p: &Predicted<'_>| (p.value.read, p.value.right);
    let mut text = format!(
        "# What a confidence means\n\n\
         The confidence of a field is how often a value read like it is right. The curves in\n\
         `crates/hezhi/src/extract/calibration.toml` are fitted on {fitted_on}. The tables below show\n\
         each family by curves that were fitted on the others, so on papers that they do not know.\n\n\
         ![How often a value is right against what was said](calibration.svg)\n\n\
         All values; the mean square of the error is {:.4}, that of the reader's own confidence {:.4}.\n\n{}\n\
         The reader's own confidence on the same values:\n\n{}",
        brier(predicted.iter().map(said)),
        brier(predicted.iter().map(raw)),
        table(predicted.iter().map(said)),
        table(predicted.iter().map(raw)),
    );
    for group in Group::ALL {
        let own = predicted.iter().filter(move |p| p.value.group == group);
        text += &format!("\n## {}\n\n{}", group.name(), table(own.map(said)));
    }
    text
}
