//! Prints what extraction makes of recorded readings: `cargo run -p hezhi --example extract -- lines.json`.

use hezhi::text::FileText;

// An example is a program of its own: it may read files, the engine may not.
#[allow(clippy::disallowed_methods)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let files: Vec<FileText> = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        for document in hezhi::extract::documents(&files) {
            println!("{:?} {} {:?}", document.kind, document.file, document.pages);
            for (name, field) in &document.fields {
                println!(
                    "  {}\t{}\t{:.2}\t{}",
                    name.label(),
                    field.text,
                    field.confidence,
                    field.doubt.as_deref().unwrap_or_default()
                );
            }
        }
    }
    Ok(())
}
