//! The form's boxes: filled from an address and joined again they say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hezhi::address::{AddressBoxes, Gazetteer, Relation, compare, district_towns};
use serde_json::{Value, json};

use super::pairs;

fn boxes(address: &str) -> AddressBoxes {
    AddressBoxes::of(address, &Gazetteer::default())
}

/// The filled boxes, from 区 to the rest.
fn filled(address: &str) -> Vec<String> {
    let b = boxes(address);
    [b.district, b.town, b.road, b.lane, b.sub_lane, b.estate, b.number, b.building, b.room, b.rest]
        .into_iter()
        .collect()
}

#[test]
fn an_address_fills_the_boxes_of_the_form() {
    let cases = [
        ("上海市徐汇区华发路406弄10号1705室", "徐汇区||华发路|406|||10||1705|"),
        ("徐汇华发路406弄10号1705", "徐汇区||华发路|406|||10||1705|"),
        ("浦东新区花木街道张杨路88弄2支弄3号501室", "浦东新区|花木街道|张杨路|88|2||3||501|"),
        ("上海市浦东新区张杨路１００号２号楼１２０１室", "浦东新区||张杨路||||100|2号楼|1201|"),
        ("上海市徐汇区漕宝路12弄5幢2单元301室", "徐汇区||漕宝路|12||||5|2单元301|"),
        ("上海市崇明区新河镇群英村3组45号", "崇明区|新河镇|群英村|3组|||45|||"),
        ("上海市静安区（原闸北区）宝山路88号302室", "静安区（原闸北区）||宝山路||||88||302|"),
        ("上海市徐汇区百色路406弄汇景苑10号1705室", "徐汇区||百色路|406||汇景苑|10||1705|"),
        ("房屋坐落：上海市徐汇区百色路406弄10号1705室", "徐汇区||百色路|406|||10||1705|"),
        ("上海市徐汇区上海市徐汇区百色路406弄10号1705室", "徐汇区||百色路|406|||10||1705|"),
        ("徐汇区百色路406弄10号1705室 200231", "徐汇区||百色路|406|||10||1705|200231"),
        ("徐汇区百色路12号甲201室", "徐汇区||百色路||||12号甲||201|"),
        // What cannot be told apart stays together, as it was written.
        ("徐汇区百色路406弄后门10号1705室", "徐汇区||百色路|406||||||后门10号1705室"),
        ("徐汇区百色路406弄40-3-101室", "徐汇区||百色路|406||||||40-3-101室"),
        ("", "|||||||||"),
    ];
    for (address, want) in cases {
        assert_eq!(filled(address).join("|"), want, "{address}");
    }
}

#[test]
fn the_boxes_of_every_pair_join_to_the_same_dwelling() {
    let gazetteer = Gazetteer::default();
    let addresses: BTreeSet<String> = pairs().flat_map(|(a, b, ..)| [a, b]).collect();
    let mut placed = 0;
    for address in &addresses {
        let laid_out = boxes(address);
        let joined = laid_out.join();
        let own = compare(address, address, &gazetteer).relation;
        let again = compare(address, &joined, &gazetteer);
        assert_eq!(again.relation, own, "{address} | {joined}: {}", again.reason);
        assert_ne!(again.relation, Relation::Different);
        assert_eq!(boxes(&joined).join(), joined, "laid out again: {address}");
        placed += usize::from(laid_out.rest.is_empty());
    }
    // What this grammar was written for has a box for every piece.
    assert!(placed * 4 >= addresses.len() * 3, "only {placed} of {} placed", addresses.len());
}

/// The screen joins the boxes as they are typed: it is held to the same table.
#[test]
fn the_table_for_the_screen_is_what_the_engine_says() {
    let addresses: BTreeSet<String> = pairs().flat_map(|(a, b, ..)| [a, b]).collect();
    let rows: Vec<Value> = addresses
        .iter()
        .map(|address| {
            let boxes = boxes(address);
            json!({ "address": address, "joined": boxes.join(), "boxes": boxes })
        })
        .collect();
    let fresh = serde_json::to_string_pretty(&rows).unwrap() + "\n";
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/declare/boxes.json");
    if std::env::var_os("HEZHI_BLESS").is_some() {
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        fs::write(&kept, &fresh).unwrap();
    }
    let have = fs::read_to_string(&kept).unwrap_or_default();
    assert!(have == fresh, "stale: run `HEZHI_BLESS=1 cargo test -p hezhi --test address`");
}

#[test]
fn every_district_offers_its_towns() {
    let all = district_towns();
    assert_eq!(all.len(), 16);
    let huangpu = &all[0];
    assert_eq!((huangpu.district.as_str(), huangpu.towns[0].as_str()), ("黄浦区", "南京东路街道"));
    assert!(all.iter().all(|district| !district.towns.is_empty()));
}
