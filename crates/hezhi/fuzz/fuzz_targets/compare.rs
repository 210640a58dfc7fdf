//! No two texts make the comparison panic or depend on their order, and every piece stands where
//! it is said to. `cargo fuzz run compare` in crates/hezhi.
#![no_main]

use hezhi::address::{Gazetteer, Relation, compare, compare_read, join};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (a, b) = input.split_once('\u{1}').unwrap_or((input, input));
    let gazetteer = Gazetteer::default();
    let one = compare(a, b, &gazetteer);
    let other = compare(b, a, &gazetteer);
    assert_eq!(one.relation, other.relation);
    for piece in &one.pieces {
        for (piece, text) in [(&piece.a, a), (&piece.b, b)] {
            if let Some(piece) = piece {
                let stands: String = text
                    .chars()
                    .skip(piece.start)
                    .take(piece.end - piece.start)
                    .collect();
                assert_eq!(stands, piece.text);
            }
        }
    }
    let count = b.chars().count();
    let whole = 0..count;
    let read = compare_read(a, b, std::slice::from_ref(&whole), &gazetteer);
    assert!(read.relation != Relation::Same);
    let _ = join(a, b, "");
    let _ = Gazetteer::from_tsv(input);
});
