//! Prints where seals were found in pictures, without reading anything.
//!
//! `cargo run --release -p hezhi-ocr --example seals -- FILE…`

use hezhi_ocr::{Limits, pages, seal};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        for page in pages(&file, &bytes, &Limits::default()).map_err(|p| p.message)? {
            let page = page.map_err(|p| p.message)?;
            println!("# {file} page {}", page.number);
            let found = seal::find(&page.image);
            for find in found.seals {
                println!(
                    "{:.2} {} {:?}",
                    find.confidence,
                    if found.grey { "grey" } else { "red" },
                    find.place
                );
            }
        }
    }
    Ok(())
}
