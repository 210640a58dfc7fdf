//! How the comparison of addresses does on labelled pairs, by phenomenon.
//!
//! ```text
//! cargo run --release -p hezhi --example pairs -- PAIRS.tsv [--gazetteer ROADS.tsv] [--wrong]
//! ```
//!
//! The file has the columns a, b, label (same, different, uncertain) and phenomenon, with a
//! header. `--wrong` prints every pair that is not called what its label says.

// The engine reads no files; this tool does.
#![allow(clippy::disallowed_methods)]

use std::{collections::BTreeMap, error::Error, fs};

use hezhi::address::{Gazetteer, Relation, compare};

const LABELS: [&str; 3] = ["same", "different", "uncertain"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut pairs = None;
    let mut gazetteer = Gazetteer::default();
    let mut wrong = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--gazetteer" => {
                let path = arguments.next().ok_or("--gazetteer needs a file")?;
                gazetteer = Gazetteer::from_tsv(&fs::read_to_string(path)?)?;
            }
            "--wrong" => wrong = true,
            path => pairs = Some(path.to_owned()),
        }
    }
    let table = fs::read_to_string(pairs.ok_or("usage: pairs PAIRS.tsv [--gazetteer ROADS.tsv]")?)?;
    let mut counts: BTreeMap<(usize, &str), [usize; 3]> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [a, b, label, phenomenon, ..] = columns.as_slice() else {
            continue;
        };
        let (a, b) = (a.replace("\\n", "\n"), b.replace("\\n", "\n"));
        let label = LABELS.iter().position(|one| one == label).ok_or("unknown label")?;
        let comparison = compare(&a, &b, &gazetteer);
        let given = match comparison.relation {
            Relation::Same => 0,
            Relation::Different => 1,
            Relation::Uncertain => 2,
        };
        if let Some(count) = counts.entry((label, phenomenon)).or_default().get_mut(given) {
            *count += 1;
        }
        if wrong && given != label {
            let given = LABELS.get(given).unwrap_or(&"");
            println!("{phenomenon}: {given}\t{a}\t{b}\t{}", comparison.reason);
        }
    }
    report(&counts);
    Ok(())
}

fn report(counts: &BTreeMap<(usize, &str), [usize; 3]>) {
    println!(
        "{:<32}{:>12}{:>8}{:>11}{:>11}",
        "phenomenon", "label", "same", "different", "uncertain"
    );
    let mut totals = [[0; 3]; 3];
    for ((label, phenomenon), given) in counts {
        let name = LABELS.get(*label).unwrap_or(&"");
        println!("{phenomenon:<32}{name:>12}{:>8}{:>11}{:>11}", given[0], given[1], given[2]);
        if let Some(total) = totals.get_mut(*label) {
            total.iter_mut().zip(given).for_each(|(total, given)| *total += given);
        }
    }
    for (label, given) in LABELS.iter().zip(totals) {
        let all: usize = given.iter().sum();
        let percent = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
        println!(
            "{label:<10} of {all:>5}: same {:>5} ({:.1} %), different {:>5} ({:.1} %), uncertain {:>5} ({:.1} %)",
            given[0],
            percent(given[0]),
            given[1],
            percent(given[1]),
            given[2],
            percent(given[2])
        );
    }
}
