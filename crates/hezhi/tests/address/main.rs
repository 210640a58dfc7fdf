//! Whether two addresses are one dwelling: labelled pairs, and what must hold for any address.

mod boxes;
mod properties;
mod reading;

use hezhi::address::{Gazetteer, Relation, compare};

const PAIRS: &str = include_str!("pairs.tsv");

fn relation(label: &str) -> Relation {
    match label {
        "same" => Relation::Same,
        "different" => Relation::Different,
        "uncertain" => Relation::Uncertain,
        _ => panic!("label {label}"),
    }
}

/// The labelled pairs: a, b, what they are to each other, and which phenomenon they show.
fn pairs() -> impl Iterator<Item = (String, String, Relation, &'static str)> {
    PAIRS.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [a, b, label, phenomenon] = columns.as_slice() else { panic!("columns: {line}") };
        (a.replace("\\n", "\n"), b.replace("\\n", "\n"), relation(label), *phenomenon)
    })
}

#[test]
fn labelled_pairs_are_called_what_they_are() {
    let gazetteer = Gazetteer::default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (a, b, label, phenomenon) in pairs() {
        count += 1;
        let given = compare(&a, &b, &gazetteer);
        if given.relation != label {
            wrong.push(format!("{phenomenon}: {a} | {b}: {:?}, {}", given.relation, given.reason));
        }
    }
    assert!(count >= 300, "only {count} pairs");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_the_two_does_not_matter() {
    let gazetteer = Gazetteer::default();
    for (a, b, label, phenomenon) in pairs() {
        assert_eq!(compare(&b, &a, &gazetteer).relation, label, "{phenomenon}: {b} | {a}");
    }
}

#[test]
fn reasons_name_the_piece_and_both_values() {
    let gazetteer = Gazetteer::default();
    let reason = |a: &str, b: &str| compare(a, b, &gazetteer).reason;
    let home = "上海市徐汇区百色路406弄10号1705室";
    assert_eq!(reason(home, "徐汇区百色路406弄10号1750室"), "室号不同：1705 与 1750");
    assert_eq!(reason(home, "徐汇区百色路408弄10号1705室"), "弄号不同：406 与 408");
    assert_eq!(reason(home, "徐汇区百色路406弄12号1705室"), "门牌号不同：10号 与 12号");
    assert_eq!(reason(home, "徐汇区罗城路406弄10号1705室"), "路名不同：百色路 与 罗城路");
    assert_eq!(reason(home, "徐汇区百色路406弄10号"), "只有一处写了室号：1705");
}

#[test]
fn pieces_stand_where_they_are_said_to() {
    let printed = "坐落：徐汇区 百色路４０６弄10号；室号或部位：1705";
    let comparison = compare("上海市徐汇区百色路406弄10号1705室", printed, &Gazetteer::default());
    assert_eq!(comparison.relation, Relation::Same);
    let texts: Vec<&str> = comparison
        .pieces
        .iter()
        .filter_map(|piece| piece.b.as_ref())
        .map(|b| b.text.as_str())
        .collect();
    assert_eq!(texts, ["徐汇区", "百色路", "４０６", "10号", "1705"]);
    for piece in comparison.pieces.iter().filter_map(|piece| piece.b.as_ref()) {
        let text: String =
            printed.chars().skip(piece.start).take(piece.end - piece.start).collect();
        assert_eq!(text, piece.text);
    }
}

#[test]
fn a_gazetteer_vetoes_neighbours_and_tells_the_district() {
    let table = "road\tdistrict\tn_addresses\n星灯路\t徐汇区\t8\n星汀路\t徐汇区\t5\n星打路\t徐汇区\t1\n星河路\t徐汇区\t4\n星河路\t静安区\t4\n";
    let gazetteer = Gazetteer::from_tsv(table).unwrap();
    assert_eq!(gazetteer.len(), 4);
    let relation = |a: &str, b: &str| compare(a, b, &gazetteer).relation;
    let at = |road: &str| format!("徐汇区{road}88弄3号201室");
    assert_eq!(relation(&at("星灯路"), &at("星汀路")), Relation::Different);
    // Seen once, a name may be a slip for its neighbour's.
    assert_eq!(relation(&at("星灯路"), &at("星打路")), Relation::Uncertain);
    assert_eq!(relation(&at("星灯路"), &at("星口路")), Relation::Uncertain);
    assert_eq!(relation(&at("星灯路"), "星灯路88弄3号201室"), Relation::Same);
    assert_eq!(relation(&at("星河路"), "星河路88弄3号201室"), Relation::Uncertain);
}

#[test]
fn a_faulty_gazetteer_is_refused_by_its_line() {
    let message = |table: &str| Gazetteer::from_tsv(table).unwrap_err().to_string();
    assert!(message("name\tdistrict\n").contains("第1行"));
    assert!(message("road\tdistrict\n百色路\t徐汇区\n\t徐汇区\n").contains("第3行"));
    assert!(message("road\tdistrict\n百色路\t闸北区\n").contains("闸北区"));
    assert!(message("road\tdistrict\tn_addresses\n# 备注\n百色路\t徐汇区\t多\n").contains("第3行"));
    assert!(Gazetteer::from_tsv("路名\t区\t次数\r\n百色路\t徐汇\t3\r\n").is_ok());
}
