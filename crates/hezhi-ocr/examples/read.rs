//! Reads files and prints their lines, or measures how long reading takes.
//!
//! `cargo run --release -p hezhi-ocr --example read -- [--json] [--bench N] [--threads N] [--pure] FILE…`

mod cost;

use std::path::PathBuf;
use std::time::Instant;

use cost::{peak_megabytes, processor_seconds};
use hezhi_ocr::{Limits, Options, Reader, Runtime, models_folder};

struct Arguments {
    json: bool,
    bench: Option<u32>,
    options: Options,
    files: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = arguments()?;
    let reader = Reader::open(&models_folder()?, &arguments.options)?;
    match arguments.bench {
        Some(rounds) => bench(&reader, &arguments, rounds),
        None => show(&reader, &arguments),
    }
}

fn arguments() -> Result<Arguments, Box<dyn std::error::Error>> {
    let mut found =
        Arguments { json: false, bench: None, options: Options::default(), files: Vec::new() };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--json" => found.json = true,
            "--pure" => found.options.runtime = Runtime::PureRust,
            "--bench" => {
                found.bench = Some(rest.next().ok_or("--bench takes a number of rounds")?.parse()?)
            }
            "--threads" => {
                found.options.threads = rest.next().ok_or("--threads takes a number")?.parse()?
            }
            _ => found.files.push(argument.into()),
        }
    }
    Ok(found)
}

fn show(reader: &Reader, arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    for file in &arguments.files {
        let bytes = std::fs::read(file)?;
        let name = file.to_string_lossy();
        for page in hezhi_ocr::pages(&name, &bytes, &Limits::default()).map_err(|p| p.message)? {
            let text = reader.read(&page.map_err(|p| p.message)?);
            if arguments.json {
                println!("{}", serde_json::to_string(&text)?);
                continue;
            }
            println!("# {name} page {} turned {}", text.page, text.turned);
            for line in &text.lines {
                println!("{:.3} {}", line.confidence, line.text);
            }
            for seal in &text.seals {
                println!("seal {:.2} {:?} {:?}", seal.confidence, seal.upright, seal.text);
            }
            if let Some(problem) = &text.problem {
                println!("problem {:?}: {}", problem.code, problem.message);
            }
        }
    }
    Ok(())
}

/// Reads every file once to warm up and then `rounds` times, from the file's bytes to its text.
fn bench(
    reader: &Reader,
    arguments: &Arguments,
    rounds: u32,
) -> Result<(), Box<dyn std::error::Error>> {
    let round = || -> Result<(u32, usize), Box<dyn std::error::Error>> {
        let (mut pages, mut characters) = (0, 0);
        for file in &arguments.files {
            let bytes = std::fs::read(file)?;
            for page in hezhi_ocr::pages(&file.to_string_lossy(), &bytes, &Limits::default())
                .map_err(|p| p.message)?
            {
                let text = reader.read(&page.map_err(|p| p.message)?);
                pages += 1;
                characters += text.lines.iter().map(|l| l.text.chars().count()).sum::<usize>();
            }
        }
        Ok((pages, characters))
    };
    round()?;
    let (wall, cpu) = (Instant::now(), processor_seconds());
    let (mut pages, mut characters) = (0, 0);
    for _ in 0..rounds {
        let (p, c) = round()?;
        pages += p;
        characters += c;
    }
    let count = f64::from(pages.max(1));
    println!(
        "{}",
        serde_json::json!({
            "reader": reader.engine(),
            "runtime": format!("{:?}", arguments.options.runtime),
            "threads": arguments.options.threads,
            "pages": pages,
            "characters_per_page": characters as f64 / count,
            "cpu_seconds_per_page": (processor_seconds() - cpu) / count,
            "wall_seconds_per_page": wall.elapsed().as_secs_f64() / count,
            "peak_megabytes": peak_megabytes(),
        })
    );
    Ok(())
}
