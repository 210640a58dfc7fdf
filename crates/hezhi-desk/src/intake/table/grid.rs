//! The rows of a CSV or Excel file, whatever program wrote it.

use std::io::Cursor;

use calamine::{Data, Reader, Xls, Xlsx};
use chrono::NaiveDate;

use super::value::excel_day;

/// Rows and columns beyond which no office keeps a table; only against nonsense, such as a cell
/// in the last row of the sheet.
const MOST_ROWS: u32 = 200_000;
const MOST_COLUMNS: u32 = 300;

/// Bytes of a workbook unpacked.
const MOST_UNPACKED: u64 = 1 << 30;

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Cell {
    #[default]
    Empty,
    /// Without blanks at its ends, never empty.
    Text(String),
    Number(f64),
    Day(NaiveDate),
    /// A formula that failed: #N/A.
    Fault(String),
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// As Excel counts it, from 1.
    pub number: u32,
    pub cells: Vec<Cell>,
}

/// A sheet of a workbook, or a whole CSV file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    /// None: it is the only one there can be.
    pub name: Option<String>,
    /// Of all sheets of the workbook, in its order.
    pub names: Vec<String>,
    pub rows: Vec<Row>,
}

impl Cell {
    fn text(text: &str) -> Cell {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\0');
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// As it stands on the screen.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Fault(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }
}

/// Reads a table. `sheet` absent: the first. The error is Chinese, with the next step.
pub(super) fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, String> {
    if bytes.starts_with(b"PK\x03\x04") {
        return xlsx(bytes, sheet);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return xls(bytes, sheet);
    }
    if bytes.is_empty() {
        return Err("是空的（0 字节）。请重新导出或复制。".into());
    }
    if sheet.is_some() {
        return Err("是文本表格，没有工作表可选。请不要指定工作表。".into());
    }
    Ok(Sheet { rows: delimited(&decoded(&bytes)?), ..Sheet::default() })
}

const UNREADABLE: &str =
    "打不开，可能已损坏、加了密码或没有复制完。请在 Excel 或 WPS 里打开后另存为 xlsx 或 CSV。";

fn chosen(names: &[String], sheet: Option<&str>) -> Result<String, String> {
    match sheet {
        None => names.first().cloned().ok_or_else(|| "里没有工作表。请检查文件。".to_owned()),
        Some(sheet) => names
            .iter()
            .find(|name| *name == sheet)
            .cloned()
            .ok_or_else(|| format!("里没有工作表“{sheet}”，有：{}。请改正。", names.join("、"))),
    }
}

/// Cell by cell: the size that a sheet gives itself is not to be trusted.
fn xlsx(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, String> {
    let packed = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|_| UNREADABLE)?;
    let size = |index| packed.by_index_data(index).map_or(0, |entry| entry.size());
    if (0..packed.len()).map(size).fold(0, u64::saturating_add) > MOST_UNPACKED {
        return Err("大得不正常，没有打开。请另存为 CSV。".into());
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| UNREADABLE)?;
    let names = book.sheet_names();
    let name = chosen(&names, sheet)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| UNREADABLE)?;
    let mut rows = Rows::default();
    while let Some(cell) = cells.next_cell().map_err(|_| UNREADABLE)? {
        rows.put(cell.get_position(), cell_of(Data::from(cell.get_value().clone())))?;
    }
    Ok(Sheet { name: Some(name), names, rows: rows.done() })
}

fn xls(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, String> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| UNREADABLE)?;
    let names = book.sheet_names();
    let name = chosen(&names, sheet)?;
    let range = book.worksheet_range(&name).map_err(|_| UNREADABLE)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = Rows::default();
    for (row, column, data) in range.used_cells() {
        rows.put((top + row as u32, left + column as u32), cell_of(data.clone()))?;
    }
    Ok(Sheet { name: Some(name), names, rows: rows.done() })
}

/// Rows on their way, cells in the order of the sheet.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), String> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(format!(
                "超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，没有读取。请只留下申报内容，或分成几个表格。"
            ));
        }
        if self.0.last().is_none_or(|last| last.number != row + 1) {
            self.0.push(Row { number: row + 1, cells: Vec::new() });
        }
        if let Some(last) = self.0.last_mut() {
            let column = column as usize;
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(there) = last.cells.get_mut(column) {
                *there = cell;
            }
        }
        Ok(())
    }

    fn done(self) -> Vec<Row> {
        self.0
    }
}

fn cell_of(data: Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::text(&text),
        Data::Bool(yes) => Cell::Text(if yes { "TRUE" } else { "FALSE" }.into()),
        Data::Error(fault) => Cell::Fault(fault.to_string()),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
                .filter(|_| excel_day(time.as_f64()).is_some())
                .map_or(Cell::Number(time.as_f64()), Cell::Day)
        }
    }
}

/// UTF-8, UTF-16 or what Windows writes in Chinese.
fn decoded(bytes: &[u8]) -> Result<String, String> {
    let (encoding, bytes) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => {
            (encoding_rs::UTF_8, bytes)
        }
        None => (without_mark(bytes), bytes),
    };
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    // A picture that is called a table decodes as well, to marks that no table holds.
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1A}');
    if faulty || text.contains(odd) {
        return Err(
            "不是 UTF-8、UTF-16 或 GBK 编码的文本，也不是 Excel 文件。请另存为 xlsx 或 CSV。"
                .into(),
        );
    }
    Ok(text.into_owned())
}

/// Commas and digits of UTF-16 have a zero byte before or behind them.
fn without_mark(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => encoding_rs::GB18030,
        (first, second) if first > second => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_16LE,
    }
}

fn delimited(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    // The row as Excel counts it: line ends so far, but for those within cells.
    let (mut ends, mut counted, mut within) = (0, 0, 0);
    for record in reader.records().flatten().take(MOST_ROWS as usize) {
        let from = record.position().map_or(counted, |position| position.byte() as usize);
        let rest = text.get(from..).unwrap_or_default();
        let start = from + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        ends += line_ends(text.get(counted..start).unwrap_or_default());
        counted = start;
        let cells: Vec<Cell> = record
            .iter()
            .take(MOST_COLUMNS as usize)
            .map(|text| Cell::text(&unformula(text)))
            .collect();
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            rows.push(Row { number: ends + 1 - within, cells });
        }
        within += record.iter().map(line_ends).sum::<u32>();
    }
    rows
}

fn line_ends(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// `="340102…"` and `'340102…`: how people keep Excel from making a number of it.
fn unformula(text: &str) -> String {
    let inner = text.trim().strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    let text = inner.unwrap_or(text).trim();
    text.strip_prefix('\'').unwrap_or(text).to_owned()
}

/// The separator that stands oftenest outside of quotes in the first lines.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    for c in text.bytes().take(1 << 14) {
        match c {
            b'"' => quoted = !quoted,
            c if !quoted => counts.iter_mut().filter(|(d, _)| *d == c).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    counts.iter().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let sheet = read(bytes.to_vec(), None).expect("a table");
        sheet.rows.iter().map(|r| (r.number, r.cells.iter().map(Cell::shown).collect())).collect()
    }

    #[test]
    fn every_encoding_and_separator_gives_the_same_rows() {
        for separator in [",", ";", "\t"] {
            let text = format!(
                "姓名{separator}地址\r\n\r\n王小明{separator}\"华发路\n406弄\"\r\n李四{separator}x\r\n"
            );
            let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
                text.encode_utf16().flat_map(order).collect()
            };
            let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
            let expected: Vec<(u32, Vec<String>)> = vec![
                (1, vec!["姓名".into(), "地址".into()]),
                (3, vec!["王小明".into(), "华发路\n406弄".into()]),
                (4, vec!["李四".into(), "x".into()]),
            ];
            for bytes in [
                text.clone().into_bytes(),
                marked(b"\xEF\xBB\xBF", text.clone().into_bytes()),
                encoding_rs::GB18030.encode(&text).0.into_owned(),
                marked(b"\xFF\xFE", utf16(u16::to_le_bytes)),
                marked(b"\xFE\xFF", utf16(u16::to_be_bytes)),
                utf16(u16::to_le_bytes),
                utf16(u16::to_be_bytes),
            ] {
                assert_eq!(texts(&bytes), expected, "{separator:?} {:?}", bytes.get(..8));
            }
        }
    }

    #[test]
    fn what_is_no_table_is_told() {
        for bytes in [
            &b""[..],
            b"PK\x03\x04 broken",
            b"\xD0\xCF\x11\xE0 broken",
            b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        ] {
            assert!(read(bytes.to_vec(), None).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn numbers_that_people_guarded_against_excel_are_themselves() {
        assert_eq!(
            texts(b"=\"340102199003071234\",'0012\n").remove(0).1,
            ["340102199003071234", "0012"]
        );
    }
}
