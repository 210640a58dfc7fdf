//! Towns and committees, compiled in.

use std::{collections::HashMap, sync::OnceLock};

use super::district::{District, Former};

/// A subdistrict, town or township of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Town {
    pub district: District,
    pub name: &'static str,
}

struct Places {
    /// By first character, longest name first.
    towns: HashMap<char, Vec<Town>>,
    /// Villages (with 村) and residents' committees by name: the towns they belong to.
    committees: HashMap<&'static str, Vec<Town>>,
}

fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let mut by_code = HashMap::new();
        let mut towns: HashMap<char, Vec<Town>> = HashMap::new();
        for line in include_str!("../../data/towns.tsv").lines().skip(1) {
            let mut columns = line.split('\t');
            if let (Some(code), Some(district), Some(name)) =
                (columns.next(), columns.next().and_then(District::named), columns.next())
                && let Some(first) = name.chars().next()
            {
                let town = Town { district, name };
                by_code.insert(code, town);
                towns.entry(first).or_default().push(town);
            }
        }
        towns
            .values_mut()
            .for_each(|towns| towns.sort_by_key(|town| std::cmp::Reverse(town.name.len())));
        let mut committees: HashMap<&str, Vec<Town>> = HashMap::new();
        for line in include_str!("../../data/committees.tsv").lines().skip(1) {
            let mut columns = line.split('\t');
            if let (Some(town), Some(_), Some(name)) =
                (columns.next().and_then(|code| by_code.get(code)), columns.next(), columns.next())
            {
                committees.entry(name).or_default().push(*town);
            }
        }
        Places { towns, committees }
    })
}

/// The town of today whose name a text begins with.
pub(super) fn town_at(first: char, starts: impl Fn(&str) -> bool) -> Option<Town> {
    places().towns.get(&first)?.iter().find(|town| starts(town.name)).copied()
}

/// The first town of today that a text names in full.
pub(super) fn town_in(text: &str) -> Option<Town> {
    text.char_indices().find_map(|(at, first)| town_at(first, |name| text[at..].starts_with(name)))
}

/// The towns of a district, in the order of their codes.
pub(super) fn towns_of(district: &str) -> impl Iterator<Item = &'static str> {
    include_str!("../../data/towns.tsv").lines().skip(1).filter_map(move |line| {
        let mut columns = line.split('\t').skip(1);
        (columns.next() == Some(district)).then(|| columns.next()).flatten()
    })
}

/// The town of today that this is without its ending: 周浦 for 周浦镇.
pub(super) fn town_stem(stem: &str) -> Option<Town> {
    let towns = places().towns.get(&stem.chars().next()?)?;
    let ending = |town: &&Town| {
        matches!(
            town.name.strip_prefix(stem),
            Some("镇" | "街道" | "乡" | "新镇" | "新村街道" | "镇街道")
        )
    };
    towns.iter().find(ending).copied()
}

/// The towns that have a village or a residents' committee of this name.
pub(super) fn committee(name: &str) -> &'static [Town] {
    places().committees.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a road or a village of this name lies in a former district, by the committees that
/// are named for it: Some only where they all agree.
pub(super) fn in_former(former: Former, name: &str) -> Option<bool> {
    let today = former.today()?;
    let mut towns = committee(name).iter().filter(|town| town.district == today).peekable();
    towns.peek()?;
    let mut agreed = None;
    for town in towns {
        let inside = former.holds_town(town.name);
        if agreed.is_some_and(|agreed| agreed != inside) {
            return None;
        }
        agreed = Some(inside);
    }
    agreed
}
