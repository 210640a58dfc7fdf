//! What is read from a paper: parts printed apart, evidence of the district, unsure characters.

use hezhi::address::{
    Gazetteer, Relation, compare, compare_read, district_of_lot_number, district_of_unit_number,
    join,
};

const HOME: &str = "上海市徐汇区百色路406弄10号1705室";

#[test]
fn the_parts_of_a_certificate_are_joined() {
    assert_eq!(join("徐汇区百色路406弄10号", "1705", ""), "徐汇区百色路406弄10号1705室");
    assert_eq!(join("徐汇区百色路406弄10号", "1705室", ""), "徐汇区百色路406弄10号1705室");
    assert_eq!(join("徐汇区百色路406弄10号1705室", "1705", ""), "徐汇区百色路406弄10号1705室");
    assert_eq!(join("徐汇区百色路406弄10号", "底层前客堂", ""), "徐汇区百色路406弄10号底层前客堂");
    assert_eq!(join("徐汇区百色路406弄", "101", "3"), "徐汇区百色路406弄3幢101室");
    assert_eq!(
        join("徐汇区百色路406弄10号", "301(复式)", "406弄10号"),
        "徐汇区百色路406弄10号301(复式)"
    );
    assert_eq!(join("徐汇区百色路10号", "", ""), "徐汇区百色路10号");
    // 705 is the end of 1705, but not the room.
    assert_eq!(join("徐汇区百色路406弄1705", "705", ""), "徐汇区百色路406弄1705705室");
}

#[test]
fn what_is_joined_is_the_dwelling() {
    let gazetteer = Gazetteer::default();
    for (location, room, building) in [
        ("徐汇区百色路406弄10号", "1705", ""),
        ("百色路406弄10号", "1705室", "406弄10号"),
        ("上海市徐汇区百色路406弄10号1705室", "1705", ""),
        ("徐汇区百色路406弄10号", "1705（复式）", ""),
    ] {
        let joined = join(location, room, building);
        assert_eq!(compare(HOME, &joined, &gazetteer).relation, Relation::Same, "{joined}");
    }
}

#[test]
fn numbers_of_units_and_lots_tell_the_district() {
    assert_eq!(district_of_unit_number("310104 012345 GB00001 F00010001"), Some("徐汇区"));
    assert_eq!(district_of_unit_number("３１０１０８001001GB00001F00010001"), Some("静安区"));
    assert_eq!(district_of_unit_number("310230001001"), Some("崇明区"));
    assert_eq!(district_of_unit_number("320104001001"), None);
    assert_eq!(district_of_unit_number(""), None);
    assert_eq!(district_of_lot_number("徐汇区龙华街道448街坊2/3丘"), Some("徐汇区"));
    assert_eq!(district_of_lot_number("闸北区彭浦镇2街坊1/5丘"), Some("静安区"));
    assert_eq!(district_of_lot_number("448街坊2/3丘"), None);
}

#[test]
fn an_unsure_character_is_never_the_same() {
    let gazetteer = Gazetteer::default();
    let relation = |printed: &str, doubtful: std::ops::Range<usize>| {
        compare_read(HOME, printed, std::slice::from_ref(&doubtful), &gazetteer).relation
    };
    assert_eq!(relation(HOME, 0..0), Relation::Same);
    // Every character but those of the city's name.
    for index in 3..HOME.chars().count() {
        assert_eq!(relation(HOME, index..index + 1), Relation::Uncertain, "character {index}");
    }
    assert_eq!(relation(HOME, 0..3), Relation::Same);
    let other = "上海市徐汇区百色路406弄10号1706室";
    assert_eq!(relation(other, 0..0), Relation::Different);
    // The 6 that makes the difference is what reading is unsure of.
    assert_eq!(relation(other, 19..20), Relation::Uncertain);
    assert_eq!(relation(other, 16..17), Relation::Different);
}

#[test]
fn a_text_as_long_as_a_book_is_no_address() {
    let long = HOME.repeat(10_000);
    assert_ne!(compare(HOME, &long, &Gazetteer::default()).relation, Relation::Same);
    let digits = "1".repeat(100_000);
    assert_ne!(compare(&digits, &digits, &Gazetteer::default()).relation, Relation::Same);
}
