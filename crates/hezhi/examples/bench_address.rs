//! How fast addresses are compared, on one core.
//!
//! ```text
//! cargo run --release -p hezhi --example bench_address -- [COUNT] [PAIRS.tsv] [ROADS.tsv]
//! ```
//!
//! Without files it takes the pairs of the tests and the roads compiled in.

// The engine reads no files and asks no time; this tool does.
#![allow(clippy::disallowed_methods)]

use std::{error::Error, fs, hint::black_box, time::Instant};

use hezhi::address::{Gazetteer, compare};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(1_000_000), |count| count.parse())?;
    let table = match arguments.next() {
        Some(path) => fs::read_to_string(path)?,
        None => include_str!("../tests/address/pairs.tsv").to_owned(),
    };
    let gazetteer = match arguments.next() {
        Some(path) => Gazetteer::from_tsv(&fs::read_to_string(path)?)?,
        None => Gazetteer::default(),
    };
    let pairs: Vec<(&str, &str)> = table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?))
        })
        .collect();
    let start = Instant::now();
    let mut same = 0;
    for (a, b) in pairs.iter().cycle().take(count) {
        let comparison = compare(black_box(a), black_box(b), &gazetteer);
        same += usize::from(comparison.relation == hezhi::address::Relation::Same);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{count} comparisons in {seconds:.2} s on one core, {:.2} µs each ({same} the same)",
        seconds * 1e6 / count.max(1) as f64
    );
    Ok(())
}
