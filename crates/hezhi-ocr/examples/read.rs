//! Reads files and prints their lines.

use std::path::PathBuf;

use hezhi_ocr::{Limits, Options, Reader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let models = std::env::var_os("HEZHI_MODELS").map_or_else(|| PathBuf::from("models"), PathBuf::from);
    let reader = Reader::open(&models, &Options::default())?;
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        for page in hezhi_ocr::pages(&file, &bytes, &Limits::default()).map_err(|p| p.message)? {
            let text = reader.read(&page.map_err(|p| p.message)?);
            println!("# {file} page {} turned {} {:?}", text.page, text.turned, text.problem);
            for line in &text.lines {
                println!("{:.3} {}", line.confidence, line.text);
            }
        }
    }
    Ok(())
}
