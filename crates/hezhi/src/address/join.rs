//! Putting together what a certificate prints apart, and what else tells the district.

use super::{district::District, gazetteer::Gazetteer, parse::parse, text::Text};

/// Joins a location with the room and the building that are printed in boxes of their own:
/// `上海市徐汇区华发路406弄10号`, `1705` and nothing become `上海市徐汇区华发路406弄10号1705室`.
/// What the location says already is not said again. Empty parts are passed over.
pub fn join(location: &str, room_part: &str, building: &str) -> String {
    let mut joined = location.trim().to_owned();
    let building = building.trim();
    if !building.is_empty() && !repeats(&joined, building) {
        joined.push_str(building);
        if building.chars().all(|c| c.is_ascii_digit()) {
            joined.push('幢');
        }
    }
    let room = room_part.trim();
    if !room.is_empty() && !repeats(&joined, room) {
        joined.push_str(room);
        let last = Text::new(room, &[]);
        let c = last.c(last.len().saturating_sub(1));
        if c.is_ascii_alphanumeric() {
            joined.push('室');
        }
    }
    joined
}

/// The location ends in this part already, or has all of its pieces.
fn repeats(location: &str, part: &str) -> bool {
    let (location, part) = (Text::new(location, &[]), Text::new(part, &[]));
    let (location, part) = (location.slice(0, location.len()), part.slice(0, part.len()));
    let bare = part.trim_end_matches(['室', '房']);
    if part.is_empty() {
        return true;
    }
    let ends = |end: &str| {
        location.strip_suffix(end).is_some_and(|rest| {
            let digits = |c: char| c.is_ascii_alphanumeric() || c == '-';
            !(rest.ends_with(digits) && end.starts_with(digits))
        })
    };
    ends(part) || ends(bare) || ends(&format!("{bare}室"))
}

/// The district of a 不动产单元号: its first six digits are the code of the county level
/// (310104 is 徐汇区). Spaces between its groups are passed over.
pub fn district_of_unit_number(unit_number: &str) -> Option<&'static str> {
    let text = Text::new(unit_number, &[]);
    let code = text.slice(0, 6);
    District::of_code(code).map(District::name)
}

/// The district of the first town or subdistrict that a text names in full: an office's name such
/// as 真如镇街道社区事务受理服务中心. No two towns of the city share a name.
pub fn district_of_town_in(text: &str) -> Option<&'static str> {
    super::places::town_in(text).map(|town| town.district.name())
}

/// The names of the city's districts.
pub fn districts() -> impl Iterator<Item = &'static str> {
    District::all().map(District::name)
}

/// The district that a 地号 or 宗地号 begins with: `徐汇区龙华街道448街坊2/3丘`.
pub fn district_of_lot_number(lot_number: &str) -> Option<&'static str> {
    let text = Text::new(lot_number, &[]);
    let gazetteer = Gazetteer::default();
    parse(&text, &gazetteer).district().map(District::name)
}
