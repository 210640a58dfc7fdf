//! Under what the addresses of one dwelling are found among many.

use super::gazetteer::Gazetteer;
use super::parse;
use super::parsed::Number;
use super::text::Text;

/// The same for every way of writing one dwelling's address, and for few others: road, lanes,
/// door and room by their plain numbers. [`super::compare`] decides whether two with one key are
/// the same. None for an address that names no single dwelling.
pub fn dwelling_key(address: &str, gazetteer: &Gazetteer) -> Option<String> {
    let text = Text::new(address, &[]);
    let parsed = parse::parse(&text, gazetteer);
    let road = parsed.road.as_ref().or(parsed.place.as_ref())?;
    let value = |number: Option<&Number>| number.and_then(Number::value);
    let lanes: Vec<u64> = parsed.lanes.iter().filter_map(|lane| lane.number.value()).collect();
    let door = value(parsed.door.as_ref().and_then(|door| door.number.as_ref()));
    let room = value(parsed.room.as_ref());
    // A house may be one dwelling, a lane or a road never is.
    if door.is_none() && room.is_none() {
        return None;
    }
    let numbers = lanes.iter().map(|lane| format!("{lane}弄"));
    let numbers = numbers.chain(door.map(|door| format!("{door}号")));
    let numbers = numbers.chain(room.map(|room| format!("{room}室")));
    Some(format!("{}{}", road.text, numbers.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str) -> Option<String> {
        dwelling_key(address, &Gazetteer::default())
    }

    #[test]
    fn one_dwelling_has_one_key_however_it_is_written() {
        let whole = key("上海市徐汇区华发路406弄10号1705室");
        assert!(whole.is_some());
        for other in [
            "华发路406弄10号1705室",
            "徐汇区长桥街道华发路４０６弄１０号１７０５",
            "上海市华发路406弄10号1705室",
        ] {
            assert_eq!(key(other), whole, "{other}");
        }
    }

    #[test]
    fn another_dwelling_has_another_and_a_road_has_none() {
        let whole = key("华发路406弄10号1705室");
        for other in [
            "华发路406弄10号1750室", "华发路406弄11号1705室", "华发路10号1705室",
            "老沪闵路406弄10号1705室",
        ] {
            assert_ne!(key(other), whole, "{other}");
        }
        assert_eq!(key("上海市徐汇区华发路"), None);
        assert_eq!(key("上海市徐汇区华发路406弄"), None);
    }
}
