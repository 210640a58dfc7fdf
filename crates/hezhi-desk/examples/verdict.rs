//! Measures applications from their files to their verdicts, warm.
//!
//! `cargo run --release -p hezhi-desk --example verdict -- [--bench N] [--threads N]
//! [--out REPORTS.jsonl] FOLDER…` prints one JSON object, and writes the last round's reports where
//! it is told to. Nothing is kept between the rounds: every page is read anew.

#[path = "../../hezhi-ocr/examples/cost/mod.rs"]
mod cost;

use std::path::{Path, PathBuf};
use std::time::Instant;

use cost::{peak_megabytes, processor_seconds};
use hezhi::address::Gazetteer;
use hezhi::report::Report;
use hezhi_desk::intake::Handed;
use hezhi_desk::{Limits, PageReader};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let (mut rounds, mut threads, mut folders) = (1, 0, Vec::<PathBuf>::new());
    let mut out = None;
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--bench" => rounds = rest.next().ok_or("--bench takes a number of rounds")?.parse()?,
            "--threads" => threads = rest.next().ok_or("--threads takes a number")?.parse()?,
            "--out" => out = Some(rest.next().ok_or("--out takes a file")?),
            _ => folders.push(argument.into()),
        }
    }
    let reader = hezhi_desk::open_reader(None, threads).map_err(|e| e.to_string())?;
    let (mut pages, mut reports) = round(&*reader, &folders)?;
    let (wall, cpu) = (Instant::now(), processor_seconds());
    for _ in 0..rounds {
        (pages, reports) = round(&*reader, &folders)?;
    }
    let count = f64::from((pages * rounds).max(1));
    println!(
        "{}",
        serde_json::json!({
            "reader": reader.engine(),
            "pages": pages * rounds,
            "verdicts": reports.iter().map(|r| r.verdict).collect::<Vec<_>>(),
            "cpu_seconds_per_page": (processor_seconds() - cpu) / count,
            "wall_seconds_per_page": wall.elapsed().as_secs_f64() / count,
            "peak_megabytes": peak_megabytes(),
        })
    );
    if let Some(out) = out {
        let lines: Result<Vec<String>, _> = reports.iter().map(serde_json::to_string).collect();
        std::fs::write(out, lines?.join("\n") + "\n")?;
    }
    Ok(())
}

/// Every application once: its pages and reports.
fn round(reader: &dyn PageReader, folders: &[PathBuf]) -> Result<(u32, Vec<Report>), Failure> {
    let (mut pages, mut reports) = (0, Vec::new());
    for folder in folders {
        let handed = Handed::open(folder, &Limits::default()).map_err(|e| e.message)?;
        pages += handed.files.len() as u32;
        // No store: nothing is known of other applications.
        let report = hezhi_desk::check(&handed, reader, Path::new(""), &Gazetteer::default())
            .map_err(|e| e.to_string())?;
        reports.push(report);
    }
    Ok((pages, reports))
}
