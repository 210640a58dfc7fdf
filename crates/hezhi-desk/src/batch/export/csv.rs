//! One table, for any program: UTF-8 with a byte order mark, by which Excel and WPS know it,
//! CRLF, every field in quotes. Applications without a report stand at its end.

use std::io::Write;

use super::row::{self, COLUMNS, Cell};
use super::{DeskError, Export, Fault, Judged, Unwritten, words};

pub(super) fn write(
    export: Export<'_, impl Iterator<Item = Result<Judged, DeskError>>>,
    out: &mut impl Write,
) -> Result<(), Unwritten> {
    write!(out, "\u{feff}")?;
    line(out, COLUMNS.iter().map(|column| column.heading.to_owned()))?;
    for judged in export.rows {
        line(out, row::of(&judged?, export.rules).into_iter().map(field))?;
    }
    for fault in export.faults {
        line(out, unread(fault))?;
    }
    Ok(())
}

fn line(out: &mut impl Write, fields: impl Iterator<Item = String>) -> Result<(), Unwritten> {
    for (i, field) in fields.enumerate() {
        let comma = if i > 0 { "," } else { "" };
        write!(out, "{comma}\"{}\"", field.replace('"', "\"\""))?;
    }
    Ok(write!(out, "\r\n")?)
}

fn field(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Code(text) => code(text),
        Cell::Count(count) => count.to_string(),
        Cell::Verdict(verdict) => verdict.label().to_owned(),
        Cell::Place(path, _) => harmless(path.to_string_lossy().into_owned()),
    }
}

/// A row that says why there is no report.
fn unread(fault: &Fault) -> impl Iterator<Item = String> {
    let mut fields = vec![String::new(); COLUMNS.len()];
    let mut say = |heading: &str, words: String| {
        let column = COLUMNS.iter().position(|column| column.heading == heading);
        if let Some(field) = column.and_then(|column| fields.get_mut(column)) {
            *field = harmless(words);
        }
    };
    say("程序建议", "未能核查".into());
    say("原因和下一步", format!("{}：{}", words::kind(fault.kind), fault.message));
    say("材料 1", fault.file.clone().unwrap_or_default());
    say("所在文件夹", fault.path.clone());
    fields.into_iter()
}

/// What begins like a formula would be computed by the program that opens the file: an apostrophe
/// keeps it text. Full-width signs count: Excel takes them for the plain ones.
fn harmless(text: String) -> String {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(SIGNS) { format!("'{text}") } else { text }
}

/// Eighteen digits would become a number of fifteen, `01-02` a day of the year: a tab, which
/// nobody sees, keeps them as they are.
fn code(text: String) -> String {
    let like_a_number = |c: char| c.is_ascii_digit() || "-./:,eE+ ".contains(c);
    if !text.is_empty() && text.chars().all(like_a_number) {
        return format!("\t{text}");
    }
    harmless(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_text_whatever_it_begins_with() {
        for formula in
            ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠a"]
        {
            assert_eq!(harmless(formula.into()), format!("'{formula}"));
        }
        assert_eq!(harmless("王=小".into()), "王=小");
    }

    #[test]
    fn digits_stay_digits() {
        assert_eq!(code("340102199003071234".into()), "\t340102199003071234");
        assert_eq!(code("03-04".into()), "\t03-04");
        assert_eq!(code("-5".into()), "\t-5");
        assert_eq!(code("CN-2026-000123".into()), "CN-2026-000123");
        assert_eq!(code("=1".into()), "'=1");
        assert_eq!(code(String::new()), "");
    }

    #[test]
    fn quotes_and_line_ends_stay_within_their_field() {
        let mut out = Vec::new();
        let fields = ["王,\"小\"".to_owned(), "一\n二".to_owned()];
        assert!(line(&mut out, fields.into_iter()).is_ok());
        assert_eq!(String::from_utf8(out).expect("text"), "\"王,\"\"小\"\"\",\"一\n二\"\r\n");
    }
}
