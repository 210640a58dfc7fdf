//! Whether two Shanghai addresses are one dwelling.
//!
//! An address is folded to one width and script, taken apart by the grammar of the city's
//! addresses, and compared piece by piece. A contradiction makes two addresses different; what
//! is missing, unsure or depends on a register leaves them uncertain; only where nothing but the
//! notation differs are they the same.

mod boxes;
mod compare;
mod district;
mod dwelling_key;
mod explain;
mod gazetteer;
mod join;
mod numeral;
mod parse;
mod parsed;
mod places;
mod relation;
mod text;

use std::ops::Range;

pub use boxes::{AddressBoxes, DistrictTowns, district_towns};
pub use district::District;
pub use dwelling_key::dwelling_key;
pub use gazetteer::{Gazetteer, GazetteerError};
pub use join::{
    district_of_lot_number, district_of_town_in, district_of_unit_number, districts, join,
};
pub use relation::{Comparison, PieceComparison, PieceKind, PieceText, Relation};

pub(crate) use text::simplified;

use compare::Side;
use text::Text;

/// Compares two addresses.
pub fn compare(a: &str, b: &str, gazetteer: &Gazetteer) -> Comparison {
    compare_texts(a, &[], b, &[], gazetteer)
}

/// Compares the address that was declared with one that was read. `doubtful` are the characters
/// of `printed` that reading is unsure of, counted in `char`s: with any of them in a piece that
/// identifies, the two are never the same.
pub fn compare_read(
    declared: &str,
    printed: &str,
    doubtful: &[Range<usize>],
    gazetteer: &Gazetteer,
) -> Comparison {
    compare_texts(declared, &[], printed, doubtful, gazetteer)
}

fn compare_texts(
    a: &str,
    doubtful_a: &[Range<usize>],
    b: &str,
    doubtful_b: &[Range<usize>],
    gazetteer: &Gazetteer,
) -> Comparison {
    let (text_a, text_b) = (Text::new(a, doubtful_a), Text::new(b, doubtful_b));
    let (parsed_a, parsed_b) = (parse::parse(&text_a, gazetteer), parse::parse(&text_b, gazetteer));
    compare::compare(
        &Side { original: a, text: &text_a, address: &parsed_a },
        &Side { original: b, text: &text_b, address: &parsed_b },
        gazetteer,
    )
}
