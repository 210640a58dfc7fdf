//! `corpus --split dev --seed 1 --count 120 --out DIR`: draws case folders.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use hezhi_tests::corpus::browser::Browser;
use hezhi_tests::corpus::produce::{Order, produce};
use hezhi_tests::corpus::random::Random;
use hezhi_tests::corpus::{samples, scenario, split};

const HELP: &str = "corpus --out DIR [--split NAME] [--seed N] [--count N] [--from N] [--only N] [--handwriting DIR] [--browser PROGRAM]
corpus --out DIR --split samples …

Draws application folders of fictitious people, each with truth.json beside it. Needs Chromium,
poppler-utils and Chinese fonts; --handwriting names a folder of @fontsource packages. --from goes
on with a split that was interrupted.";

struct Options {
    split: String,
    seed: u64,
    count: usize,
    from: usize,
    only: Option<usize>,
    out: PathBuf,
    handwriting: Option<PathBuf>,
    browser: String,
}

fn options() -> Result<Options> {
    let mut options = Options {
        split: "dev".into(),
        seed: 1,
        count: 60,
        from: 0,
        only: None,
        out: PathBuf::new(),
        handwriting: None,
        browser: "chromium".into(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        if name == "--help" {
            println!("{HELP}");
            std::process::exit(0);
        }
        let value = args.next().with_context(|| format!("{name} needs a value\n\n{HELP}"))?;
        match name.as_str() {
            "--split" => options.split = value,
            "--seed" => options.seed = value.parse()?,
            "--count" => options.count = value.parse()?,
            "--from" => options.from = value.parse()?,
            "--only" => options.only = Some(value.parse()?),
            "--out" => options.out = value.into(),
            "--handwriting" => options.handwriting = Some(value.into()),
            "--browser" => options.browser = value,
            _ => bail!("unknown option {name}\n\n{HELP}"),
        }
    }
    if options.out.as_os_str().is_empty() {
        bail!("--out is missing\n\n{HELP}");
    }
    Ok(options)
}

fn main() -> Result<()> {
    let options = options()?;
    let layouts = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/layouts"));
    let mut browser = Browser::start(&options.browser, &layouts, options.handwriting.as_deref())?;
    if options.split == "samples" {
        return draw_samples(&options, &mut browser);
    }
    let specs = split::specs(options.count, &mut Random::new(options.seed));
    for (i, spec) in specs
        .iter()
        .enumerate()
        .skip(options.from)
        .filter(|(i, _)| options.only.is_none_or(|only| only == *i))
    {
        // Each case has its own seed, so that one can be drawn again alone.
        let mut random = Random::new(options.seed.wrapping_mul(1_000_003).wrapping_add(i as u64));
        let id = format!("{}-{:02}-{i:04}", options.split.to_uppercase(), options.seed);
        let draft = scenario::draft(spec, &id, &mut random);
        let folder = options.out.join(&id);
        let order = Order {
            split: &options.split,
            folder: &folder,
            spec,
            format: None,
            dpi: None,
            on_its_side: false,
        };
        produce(&order, &draft, &mut browser, &mut random).with_context(|| format!("case {id}"))?;
        eprint!("\r{} of {}", i + 1, specs.len());
    }
    eprintln!();
    Ok(())
}

/// The applications that ship with the project, under `tests/samples`.
fn draw_samples(options: &Options, browser: &mut Browser) -> Result<()> {
    for (i, sample) in samples::samples()
        .iter()
        .enumerate()
        .filter(|(i, _)| options.only.is_none_or(|only| only == *i))
    {
        let mut random = Random::new(sample.seed);
        let draft = scenario::draft(&sample.spec, &format!("CN-2026-{:06}", 101 + i), &mut random);
        let folder = options.out.join(sample.folder);
        let order = Order {
            split: "dev",
            folder: &folder,
            spec: &sample.spec,
            format: Some(sample.format),
            dpi: Some(sample.dpi),
            on_its_side: sample.on_its_side,
        };
        produce(&order, &draft, browser, &mut random).with_context(|| sample.folder.to_owned())?;
    }
    Ok(())
}
