//! A table that lies with the scans and declares an application a row.

mod grid;
mod heading;
mod row;
mod scans;
mod value;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use self::grid::{Row, Sheet};
pub(super) use self::scans::files;
use super::folder::hash_of;
use super::gather::{Found, Remembered, Whole, named};
use super::listing::{Listed, Listing, Place};
use super::settle::{SETTLES_AFTER, is_young};
use super::{IntakeError, one_line, shown};
use crate::view::{BatchErrorKind, BatchSource, BatchTable, TableColumn, TableSource};

/// Bytes of the largest table.
const TABLE_BYTES: u64 = 64 << 20;

/// Above the headings stand a title, an office, a date.
const HEADINGS_WITHIN: usize = 20;

/// Rows that are shown for the person to see what the columns hold.
const SAMPLE: usize = 5;

/// A table with its headings found.
struct Table {
    sheet: Option<String>,
    /// One a column; empty where there is none.
    headings: Vec<String>,
    /// Below the headings.
    rows: Vec<Row>,
}

/// How the applications of a folder are declared, where nobody said so: by folders, else by the
/// one table that names people.
pub(super) fn found_out(
    folder: &Path,
    listing: &Listing,
    remembered: &Remembered,
) -> Result<BatchSource, IntakeError> {
    if !listing.applications.is_empty() || (listing.tables.is_empty() && listing.scans.is_empty()) {
        return Ok(BatchSource::Folders);
    }
    let mut suitable: Vec<BatchTable> = listing
        .tables
        .iter()
        .filter_map(|table| look(table, None, remembered).ok())
        .filter(|table| is_understood(&table.columns))
        .collect();
    let Some(table) = suitable.pop() else {
        let message = format!(
            "“{}”里没有 application.json，也没有看得懂的申报表格。请用 --table 指定表格（须有“姓名”列，可用 --column 标题=name 说明哪一列是姓名）；没有申报的扫描件，请加 --undeclared。",
            shown(folder)
        );
        return Err(IntakeError::new(BatchErrorKind::Declaration, folder, message));
    };
    if let Some(other) = suitable.last() {
        let message = format!(
            "“{}”里有不止一个申报表格（“{}”、“{}”）。请用 --table 指定一个，或分到不同的文件夹。",
            shown(folder),
            one_line(&other.file),
            one_line(&table.file)
        );
        return Err(IntakeError::new(BatchErrorKind::Declaration, folder, message));
    }
    Ok(BatchSource::Table(source(table)))
}

/// The source that a table makes by itself.
pub(super) fn source(table: BatchTable) -> TableSource {
    TableSource {
        file: table.file,
        sheet: table.sheet,
        columns: table.columns,
        service: None,
        submitted_on: None,
        basis: None,
    }
}

/// A table that names people and says something else of them.
pub(super) fn is_understood(columns: &[Option<TableColumn>]) -> bool {
    columns.contains(&Some(TableColumn::Name)) && columns.iter().flatten().count() > 1
}

/// A table looked at: its headings, some rows, what the columns seem to mean. `sheet` absent: the
/// first sheet that is understood, else the first.
pub(super) fn look(
    listed: &Listed,
    sheet: Option<&str>,
    remembered: &Remembered,
) -> Result<BatchTable, IntakeError> {
    let look = |sheet: Option<&str>| {
        Table::open(listed, sheet).map(|table| looked(listed, table, remembered))
    };
    let sheets = if sheet.is_none() { sheets(listed)? } else { Vec::new() };
    let understood = sheets
        .iter()
        .filter_map(|sheet| look(Some(sheet)).ok())
        .find(|table| is_understood(&table.columns));
    understood.map_or_else(|| look(sheet), Ok)
}

/// The sheets of a workbook; a CSV file has none.
fn sheets(listed: &Listed) -> Result<Vec<String>, IntakeError> {
    let sheet = bytes(&listed.place).and_then(|bytes| grid::read(bytes, None));
    Ok(sheet.map_err(|what| unusable(listed, &what))?.names)
}

fn unusable(listed: &Listed, what: &str) -> IntakeError {
    let message = format!("表格“{}”{what}", shown(&listed.path));
    IntakeError::new(BatchErrorKind::Declaration, &listed.path, message)
}

fn looked(listed: &Listed, table: Table, remembered: &Remembered) -> BatchTable {
    let known = remembered(&table.headings);
    let width = table.headings.len();
    let sample = table.rows.iter().take(SAMPLE).map(|row| {
        (0..width).map(|at| row.cells.get(at).map_or_else(String::new, grid::Cell::shown)).collect()
    });
    BatchTable {
        file: listed.path.to_string_lossy().into_owned(),
        sheet: table.sheet.clone(),
        sample: sample.collect(),
        rows: u32::try_from(table.rows.len()).unwrap_or(u32::MAX),
        remembered: known.is_some(),
        columns: known.unwrap_or_else(|| heading::columns(&table.headings)),
        headings: table.headings,
    }
}

/// A table of this path: below the folder, or anywhere.
pub(super) fn find(folder: &Path, file: &str, listing: &Listing) -> Result<Listed, IntakeError> {
    let below = Path::new(file);
    if let Some(listed) = listing.tables.iter().find(|table| table.path == below) {
        return Ok(listed.clone());
    }
    let path = folder.join(below);
    if !path.is_file() {
        let message = format!("找不到表格“{}”。请检查路径。", shown(&path));
        return Err(IntakeError::new(BatchErrorKind::Missing, &path, message));
    }
    Ok(Listed { path: below.to_owned(), place: Place::Disk(path) })
}

/// An application a row, each with the scans that belong to it.
pub(super) fn applications(
    folder: &Path,
    source: &TableSource,
    listing: &Listing,
) -> Result<Found, IntakeError> {
    let listed = find(folder, &source.file, listing)?;
    settle(&listed)?;
    let table = Table::open(&listed, source.sheet.as_deref())?;
    let wrong = |message| IntakeError::new(BatchErrorKind::Declaration, &listed.path, message);
    fits(&table, source).map_err(|what| wrong(format!("表格“{}”{what}", shown(&listed.path))))?;
    let number = Numbers::of(folder, &listed);
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    for row in &table.rows {
        match row::stated(row, source, &table.headings, || number.of_row(row.number)) {
            Ok(stated) => rows.push((row.number, stated)),
            Err(faults) => problems.push(wrong(format!(
                "表格“{}”第 {} 行：{}。",
                shown(&listed.path),
                row.number,
                faults.join("；")
            ))),
        }
    }
    without_twins(&mut rows, &listed.path, &mut problems);
    let claims = scans::claims(&rows, &listed.path, &listing.scans);
    let mut whole = Vec::new();
    for ((row, stated), claimed) in rows.into_iter().zip(claims.of_rows) {
        match claimed {
            Ok(files) => {
                let path = PathBuf::from(format!("{} 第 {row} 行", listed.path.to_string_lossy()));
                whole.push(Whole { path, application: stated.application, files });
            }
            Err(what) => {
                problems.push(wrong(format!("表格“{}”第 {row} 行：{what}", shown(&listed.path))));
            }
        }
    }
    let unclaimed =
        named(listing.scans.iter().zip(&claims.taken).filter(|(_, t)| !**t).map(|(s, _)| s));
    let notes = unclaimed.map(|names| format!("表格没有提到、没有读取的扫描件：{names}。"));
    let (headings, notes) = (Some(table.headings), notes.into_iter().collect());
    Ok(Found { whole, headings, problems, notes })
}

/// Waits until a table that was saved just now is whole; one that is never still is an error.
fn settle(table: &Listed) -> Result<(), IntakeError> {
    let Place::Disk(path) = &table.place else { return Ok(()) };
    let begun = Instant::now();
    while is_young(path) {
        if begun.elapsed() > SETTLES_AFTER * 3 {
            let message = format!("表格“{}”还在复制或保存中。请等它完成后再开始。", shown(path));
            return Err(IntakeError::new(BatchErrorKind::Changing, path, message));
        }
        thread::sleep(SETTLES_AFTER / 10);
    }
    Ok(())
}

/// The columns are those of this table, and what it leaves out is said elsewhere.
fn fits(table: &Table, source: &TableSource) -> Result<(), String> {
    if source.columns.len() != table.headings.len() {
        return Err(format!(
            "有 {} 列，而说明的是 {} 列，可能改过。请重新选择各列的含义。",
            table.headings.len(),
            source.columns.len()
        ));
    }
    let has = |column| source.columns.contains(&Some(column));
    if !has(TableColumn::Name) {
        return Err("没有“姓名”列。请说明哪一列是申请人姓名（--column 标题=name）。".into());
    }
    if !has(TableColumn::Service) && source.service.is_none() {
        return Err(
            "没有“办理事项”列。请为整个表格指定办理事项（--service registration 等）。".into()
        );
    }
    if !has(TableColumn::SubmittedOn) && source.submitted_on.is_none() {
        return Err(
            "没有“申请日期”列。请为整个表格指定申请日期（--submitted-on 2026-03-05）。".into()
        );
    }
    Ok(())
}

/// Of rows with one number the first counts, the others are named.
fn without_twins(
    rows: &mut Vec<(u32, row::Stated)>,
    table: &Path,
    problems: &mut Vec<IntakeError>,
) {
    let mut first: HashMap<String, u32> = HashMap::new();
    rows.retain(|(row, stated)| {
        let id = &stated.application.id;
        let Some(first) = first.get(id) else {
            first.insert(id.clone(), *row);
            return true;
        };
        let message = format!(
            "表格“{}”第 {row} 行的编号“{}”与第 {first} 行重复，没有读取。请改正其中一个。",
            shown(table),
            one_line(id)
        );
        problems.push(IntakeError::new(BatchErrorKind::Twice, table, message));
        false
    });
}

impl Table {
    fn open(listed: &Listed, sheet: Option<&str>) -> Result<Table, IntakeError> {
        let wrong = |what: String| unusable(listed, &what);
        let bytes = bytes(&listed.place).map_err(wrong)?;
        let Sheet { name, mut rows, .. } = grid::read(bytes, sheet).map_err(wrong)?;
        let Some(at) = headings_at(&rows) else {
            return Err(wrong("没有标题行。请在第一行写上各列的标题，如“姓名”“居住地址”。".into()));
        };
        let below = rows.split_off(at + 1);
        let headings = rows.pop().map(|row| headings(&row)).unwrap_or_default();
        Ok(Table { sheet: name, headings, rows: below })
    }
}

fn bytes(place: &Place) -> Result<Vec<u8>, String> {
    match place {
        Place::Packed(archive, index) => {
            archive.read(*index, "表格", TABLE_BYTES).map_err(|problem| problem.message)
        }
        Place::Disk(path) => {
            let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
            if bytes > TABLE_BYTES {
                return Err(format!("有 {} MB，太大了。请分成几个表格。", bytes >> 20));
            }
            std::fs::read(path).map_err(|error| format!("打不开（{error}）。请检查文件权限。"))
        }
    }
}

/// The row of headings: the one of which most is understood, or the first that looks like one.
fn headings_at(rows: &[Row]) -> Option<usize> {
    let known = |row: &Row| heading::columns(&headings(row)).iter().flatten().count();
    let best = rows.iter().take(HEADINGS_WITHIN).map(known).max().filter(|most| *most > 0);
    let of_two = |row: &Row| headings(row).iter().filter(|text| !text.is_empty()).count() > 1;
    match best {
        Some(most) => rows.iter().position(|row| known(row) == most),
        None => rows.iter().take(HEADINGS_WITHIN).position(of_two),
    }
}

fn headings(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| one_line(&cell.shown())).collect()
}

/// Numbers for rows that have none: of the table's name and the row, and of where the table lies,
/// so that no other table of that name makes the same.
struct Numbers {
    begin: String,
}

impl Numbers {
    fn of(folder: &Path, table: &Listed) -> Numbers {
        let stem = table.path.file_stem().unwrap_or_default().to_string_lossy();
        Numbers { begin: format!("{}-{}", super::short(&stem), tag(folder, &table.path)) }
    }

    fn of_row(&self, row: u32) -> String {
        format!("{}-{row}", self.begin)
    }
}

/// Six letters that stand for a place on this machine.
pub(super) fn tag(folder: &Path, below: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let path = folder.join(below);
    hash_of(path.as_os_str().as_encoded_bytes()).get(..6).unwrap_or_default().to_owned()
}
