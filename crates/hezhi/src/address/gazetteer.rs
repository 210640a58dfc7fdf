//! The roads that exist, from a file that the office loads and a short list compiled in.

use std::{collections::HashMap, sync::OnceLock};

use super::{
    district::{District, Former},
    numeral::canonical_name,
    text::Text,
};

/// Sightings from which a name is taken for a real road. Of the roads in lists that a city
/// published, names seen once or twice are often a slip of the pen for a neighbour's.
const TRUSTED: u32 = 3;

/// Road names with the districts they lie in.
///
/// Without roads of its own (`Gazetteer::default()`) the comparison knows only the few hundred
/// roads compiled in, and leaves more to a person.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    roads: HashMap<String, Road>,
}

#[derive(Debug, Clone, Default)]
struct Road {
    sightings: u32,
    districts: Vec<District>,
}

/// What is wrong with a gazetteer file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GazetteerError {
    #[error(
        "路名表第1行没有“{column}”一列；请在首行写列名：road（路名）、district（区）、n_addresses（出现次数）"
    )]
    Column { column: &'static str },
    #[error("路名表第{line}行没有路名；请补上或删去这一行")]
    Road { line: usize },
    #[error("路名表第{line}行的区“{district}”不是上海现在的区；请改成现在的区名或留空")]
    District { line: usize, district: String },
    #[error("路名表第{line}行的出现次数“{count}”不是数字；请改成整数")]
    Count { line: usize, count: String },
}

impl Gazetteer {
    /// Reads a table of roads: tab-separated, UTF-8, the first line names the columns. `road`
    /// (or 路名) is the name, `district` (or 区) a district of today or empty, `n_addresses`
    /// (or 次数) how often the name was seen, by default as often as makes it trustworthy. A road
    /// in two districts has two lines. Other columns, empty lines and lines that begin with #
    /// are passed over.
    pub fn from_tsv(table: &str) -> Result<Gazetteer, GazetteerError> {
        let mut lines = table
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let header: Vec<&str> = lines
            .next()
            .map(|(_, line)| {
                line.trim_start_matches('\u{feff}').split('\t').map(str::trim).collect()
            })
            .unwrap_or_default();
        let column = |names: [&str; 2]| header.iter().position(|name| names.contains(name));
        let road = column(["road", "路名"]).ok_or(GazetteerError::Column { column: "road" })?;
        let district =
            column(["district", "区"]).ok_or(GazetteerError::Column { column: "district" })?;
        let count = column(["n_addresses", "次数"]);
        let mut gazetteer = Gazetteer::default();
        for (line, text) in lines {
            let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
            let cell = |index: usize| columns.get(index).copied().unwrap_or("");
            if cell(road).is_empty() {
                return Err(GazetteerError::Road { line });
            }
            let district =
                match cell(district) {
                    "" => None,
                    name => Some(District::named(name).ok_or_else(|| {
                        GazetteerError::District { line, district: name.to_owned() }
                    })?),
                };
            let sightings = match count.map(cell) {
                None | Some("") => TRUSTED,
                Some(count) => count
                    .parse()
                    .map_err(|_| GazetteerError::Count { line, count: count.to_owned() })?,
            };
            gazetteer.add(cell(road), district, sightings);
        }
        Ok(gazetteer)
    }

    fn add(&mut self, road: &str, district: Option<District>, sightings: u32) {
        let text = Text::new(road, &[]);
        let entry = self.roads.entry(canonical_name(text.slice(0, text.len()))).or_default();
        entry.sightings = entry.sightings.saturating_add(sightings);
        if let Some(district) = district
            && !entry.districts.contains(&district)
        {
            entry.districts.push(district);
        }
    }

    /// How many names it has.
    pub fn len(&self) -> usize {
        self.roads.len()
    }

    pub fn is_empty(&self) -> bool {
        self.roads.is_empty()
    }

    /// The name is listed, however seldom it was seen.
    pub(super) fn lists(&self, road: &str) -> bool {
        self.roads.contains_key(road) || builtin().contains_key(road)
    }

    /// The name is that of a real road.
    pub(super) fn trusts(&self, road: &str) -> bool {
        self.roads.get(road).is_some_and(|road| road.sightings >= TRUSTED)
            || builtin().contains_key(road)
    }

    /// The districts that a road lies in, where they are known.
    pub(crate) fn districts(&self, road: &str) -> Vec<District> {
        let mut districts =
            self.roads.get(road).map(|road| road.districts.clone()).unwrap_or_default();
        if let Some(known) = builtin().get(road) {
            let missing = known.districts.iter().filter(|district| !districts.contains(district));
            let missing: Vec<District> = missing.copied().collect();
            districts.extend(missing);
        }
        districts
    }
}

/// A road compiled in.
struct Builtin {
    districts: Vec<District>,
    /// The former districts it lies in, at least in part; None where that is not known.
    former: Option<Vec<Former>>,
}

fn builtin() -> &'static HashMap<&'static str, Builtin> {
    static ROADS: OnceLock<HashMap<&'static str, Builtin>> = OnceLock::new();
    ROADS.get_or_init(|| {
        let mut roads = HashMap::new();
        for line in include_str!("../../data/roads.tsv").lines().skip(1) {
            let mut columns = line.split('\t');
            let (Some(names), Some(districts), former) =
                (columns.next(), columns.next(), columns.next().unwrap_or(""))
            else {
                continue;
            };
            for name in names.split(' ') {
                let road = Builtin {
                    districts: districts.split(' ').filter_map(District::named).collect(),
                    former: (!former.is_empty())
                        .then(|| former.split(' ').filter_map(Former::named).collect()),
                };
                roads.insert(name, road);
            }
        }
        roads
    })
}

/// Whether a road lies in a former district, at least in part; None where it is not known.
pub(super) fn road_in_former(former: Former, road: &str) -> Option<bool> {
    let known = builtin().get(road)?;
    known.former.as_ref().map(|former_districts| former_districts.contains(&former))
}
