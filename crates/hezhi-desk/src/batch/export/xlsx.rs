//! A workbook: the results, what went wrong, and the counts. Opens in WPS, LibreOffice and Excel.

use std::io::{self, Write};
use std::path::Path;

use hezhi::finding::Verdict;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::row::{self, COLUMNS, Cell};
use super::tally::by_kind;
use super::{About, DeskError, Export, Fault, Judged, Tallied, Unwritten, links, words};

/// UTF-16 units that a cell holds; beyond, Excel calls the whole file damaged.
const LONGEST: usize = 32_767;
const CUT: &str = "……（内容过长，到此截断；全文见审核台）";
/// Rows that a sheet holds.
const MOST_ROWS: u32 = 1_048_576;
/// Columns that fit the width of a page and can still be read: up to the class of the usage.
const PRINTED: u16 = 8;
const FONT: &str = "Microsoft YaHei";

pub(super) fn write(
    export: Export<'_, impl Iterator<Item = Result<Judged, DeskError>>>,
    out: &mut (impl Write + Send),
    aside: &Path,
) -> Result<(), Unwritten> {
    let mut workbook = Workbook::new();
    // Beside the results, not where everybody's temporary files are: these name people.
    workbook.set_tempdir(aside)?;
    let looks = Looks::new();
    let mut tallied = Tallied::default();
    let sheet = new_sheet(&mut workbook, "结果")?;
    let widths: Vec<(&str, f64)> = COLUMNS.iter().map(|c| (c.heading, c.width)).collect();
    head(sheet, &looks, &widths, 3)?;
    let mut at = 0;
    let mut linked = 0;
    let mut known = export.faults.to_vec();
    for judged in export.rows {
        let judged = judged?;
        at += 1;
        if at >= MOST_ROWS {
            return Err(
                DeskError::Invalid("结果超过一张表能放的行数，请改存为 CSV。".into()).into()
            );
        }
        tallied.add(&judged.report);
        known.extend(judged.faults.iter().cloned());
        let cells = row::of(&judged, export.rules);
        let texts = cells.iter().map(|cell| match cell {
            Cell::Text(text) | Cell::Code(text) | Cell::Place(_, text) => text.as_str(),
            Cell::Count(_) | Cell::Verdict(_) => "",
        });
        sheet.set_row_height(at, height(texts.zip(COLUMNS.iter().map(|column| column.width))))?;
        for (column, cell) in (0..).zip(cells) {
            put(sheet, &looks, (at, column), cell, &mut linked)?;
        }
    }
    finish_table(sheet, at, COLUMNS.len())?;
    // On paper: who, what and why. The rest is for the screen.
    sheet.set_print_area(0, 0, at, PRINTED - 1)?;
    faults(new_sheet(&mut workbook, "错误")?, &looks, &known)?;
    let sheet = new_sheet(&mut workbook, "统计")?;
    counts(sheet, &looks, &lines(&tallied, &known, export.about, export.rules))?;
    Ok(workbook.save_to_writer(out)?)
}

fn new_sheet<'a>(workbook: &'a mut Workbook, name: &str) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(sheet.set_footer("&C&P / &N"))
}

/// How cells look. The verdicts have the colours that they have on the screen.
struct Looks {
    head: Format,
    text: Format,
    count: Format,
    link: Format,
    title: Format,
    verdicts: [(Verdict, Format); 4],
}

impl Looks {
    fn new() -> Looks {
        let text = Format::new()
            .set_font_name(FONT)
            .set_font_size(10)
            .set_align(FormatAlign::Top)
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xD3_DA_D9));
        let verdict = |verdict, ink, ground| {
            let look = text.clone().set_bold().set_font_color(Color::RGB(ink));
            (verdict, look.set_background_color(Color::RGB(ground)))
        };
        Looks {
            head: Format::new()
                .set_font_name(FONT)
                .set_font_size(10)
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x17_59_6F))
                .set_align(FormatAlign::VerticalCenter),
            count: text.clone().set_align(FormatAlign::Right),
            link: text
                .clone()
                .set_font_color(Color::RGB(0x17_59_6F))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            title: Format::new().set_font_name(FONT).set_font_size(12).set_bold(),
            verdicts: [
                verdict(Verdict::Accept, 0x17_64_3F, 0xE1_F1_E7),
                verdict(Verdict::Review, 0x7A_4F_00, 0xFC_EF_CF),
                verdict(Verdict::Supplement, 0x27_4A_9C, 0xE5_EB_FA),
                verdict(Verdict::Refuse, 0x9C_21_27, 0xFB_E5_E4),
            ],
            text,
        }
    }

    fn of(&self, verdict: Verdict) -> &Format {
        let look = self.verdicts.iter().find(|(of, _)| *of == verdict);
        look.map_or(&self.text, |(_, look)| look)
    }
}

/// The row of headings, which stays in sight with the first `held` columns.
fn head(
    sheet: &mut Worksheet,
    looks: &Looks,
    columns: &[(&str, f64)],
    held: u16,
) -> Result<(), XlsxError> {
    sheet.set_row_height(0, 24)?;
    for (column, (heading, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &looks.head)?;
    }
    sheet.set_freeze_panes(1, held)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn finish_table(sheet: &mut Worksheet, rows: u32, columns: usize) -> Result<(), XlsxError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, rows, last)?;
    // Identity numbers are text on purpose: no green corners.
    sheet.ignore_error_range(0, 0, rows, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// Every cell but a count is a string: nothing in it is ever computed.
fn put(
    sheet: &mut Worksheet,
    looks: &Looks,
    (row, column): (u32, u16),
    cell: Cell,
    linked: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) | Cell::Code(text) => {
            sheet.write_string_with_format(row, column, fitting(&text), &looks.text)?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, count, &looks.count)?;
        }
        Cell::Verdict(verdict) => {
            sheet.write_string_with_format(row, column, verdict.label(), looks.of(verdict))?;
        }
        Cell::Place(path, name) => {
            let address = (*linked < links::MOST).then(|| links::to(&path)).flatten();
            match address {
                Some(address) => {
                    *linked += 1;
                    let (link, name) = (address.as_str(), fitting(&name));
                    sheet.write_url_with_options(row, column, link, name, "", Some(&looks.link))?;
                }
                // Without a link the whole path says where it lay.
                None => {
                    let path = fitting(&path.to_string_lossy());
                    sheet.write_string_with_format(row, column, path, &looks.text)?;
                }
            }
        }
    }
    Ok(())
}

fn faults(sheet: &mut Worksheet, looks: &Looks, faults: &[Fault]) -> Result<(), XlsxError> {
    let columns = [
        ("所在位置", 40.0),
        ("文件", 24.0),
        ("类别", 18.0),
        ("说明", 60.0),
        ("下一步", 48.0),
        ("结果", 16.0),
    ];
    head(sheet, looks, &columns, 0)?;
    let rows = (1..MOST_ROWS).zip(faults);
    for (row, fault) in rows {
        let result = if fault.fatal { "没有报告" } else { "已有报告" };
        let cells = [
            fault.path.as_str(),
            fault.file.as_deref().unwrap_or_default(),
            words::kind(fault.kind),
            &fault.message,
            words::next_step(fault.kind),
            result,
        ];
        let widths = columns.iter().map(|(_, width)| *width);
        sheet.set_row_height(row, height(cells.into_iter().zip(widths)))?;
        for (column, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, column, fitting(text), &looks.text)?;
        }
    }
    finish_table(sheet, u32::try_from(faults.len()).unwrap_or(MOST_ROWS - 1), columns.len())
}

/// A line of the counts.
enum Line {
    Title(&'static str),
    Heads([&'static str; 3]),
    Said(&'static str, String),
    Counted(String, Vec<u32>),
    Verdict(Verdict, u32),
    Gap,
}

fn lines(
    tallied: &Tallied,
    faults: &[Fault],
    about: &About,
    rules: &hezhi::rule::RuleBook,
) -> Vec<Line> {
    let joined = |names: &std::collections::BTreeSet<String>| {
        names.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    };
    let mut lines = vec![
        Line::Title("批量核查"),
        Line::Said("文件夹", about.folder.clone()),
        Line::Said("导出时间", about.made_at.clone()),
        Line::Said("识读引擎", joined(&tallied.engines)),
        Line::Said("规则版本", joined(&tallied.rule_books)),
    ];
    lines.extend(about.unfinished.clone().map(|words| Line::Said("进度", words)));
    let unread = faults.iter().filter(|fault| fault.fatal).count();
    lines.extend([Line::Gap, Line::Title("程序建议")]);
    let verdicts = [Verdict::Accept, Verdict::Review, Verdict::Supplement, Verdict::Refuse];
    let of = |verdict| tallied.verdicts.get(&verdict).copied().unwrap_or(0);
    lines.extend(verdicts.map(|verdict| Line::Verdict(verdict, of(verdict))));
    lines.push(Line::Counted("合计".into(), vec![tallied.applications]));
    let unread = u32::try_from(unread).unwrap_or(u32::MAX);
    lines.push(Line::Counted("另有没有报告的".into(), vec![unread]));
    if !faults.is_empty() {
        lines.extend([Line::Gap, Line::Title("错误，按类别")]);
        let kinds = by_kind(faults).into_iter();
        lines.extend(kinds.map(|(kind, n)| Line::Counted(words::kind(kind).into(), vec![n])));
    }
    lines.extend([Line::Gap, Line::Title("规则，按件数")]);
    lines.push(Line::Heads(["规则", "不符合", "无法确定"]));
    for (id, counts) in tallied.commonest() {
        let rule = rules.rules().iter().find(|rule| rule.id == id);
        let title = rule.map_or_else(|| id.to_owned(), |rule| format!("{}（{id}）", rule.title));
        lines.push(Line::Counted(title, counts.to_vec()));
    }
    lines
}

fn counts(sheet: &mut Worksheet, looks: &Looks, lines: &[Line]) -> Result<(), XlsxError> {
    for (column, width) in [(0, 46.0), (1, 14.0), (2, 14.0)] {
        sheet.set_column_width(column, width)?;
    }
    let left = looks.count.clone().set_align(FormatAlign::Left);
    // What is longer reaches over the cells beside it.
    let long = looks.text.clone().unset_text_wrap();
    for (row, line) in (0..).zip(lines) {
        match line {
            Line::Title(title) => {
                sheet.write_string_with_format(row, 0, *title, &looks.title)?;
            }
            Line::Heads(heads) => {
                for (column, head) in (0..).zip(heads) {
                    sheet.write_string_with_format(row, column, *head, &looks.head)?;
                }
            }
            Line::Said(what, words) => {
                sheet.write_string_with_format(row, 0, *what, &looks.text)?;
                sheet.write_string_with_format(row, 1, fitting(words), &long)?;
            }
            Line::Counted(what, counts) => {
                sheet.write_string_with_format(row, 0, fitting(what), &looks.text)?;
                for (column, count) in (1..).zip(counts) {
                    sheet.write_number_with_format(row, column, *count, &left)?;
                }
            }
            Line::Verdict(verdict, count) => {
                sheet.write_string_with_format(row, 0, verdict.label(), looks.of(*verdict))?;
                sheet.write_number_with_format(row, 1, *count, &left)?;
            }
            Line::Gap => {}
        }
    }
    Ok(())
}

/// The height in points of a row in which every text is seen whole, up to a third of a screen:
/// LibreOffice and WPS do not find it by themselves. Each text comes with its column's width.
fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    const LINE: f64 = 16.5;
    const MOST_LINES: u32 = 16;
    // A sentence that was taken for a name in a narrow column must not blow up its row.
    const NARROW: (f64, u32) = (25.0, 3);
    let lines = texts.map(|(text, width)| {
        let lines = lines_of(text, width);
        if width < NARROW.0 { lines.min(NARROW.1) } else { lines }
    });
    let lines = lines.max().unwrap_or(1);
    f64::from(lines.clamp(1, MOST_LINES)) * LINE + 3.0
}

/// Over how many lines a text goes in a column of this width. A Chinese character is twice as
/// wide as a digit; some room is lost at the ends of lines.
fn lines_of(text: &str, width: f64) -> u32 {
    let room = (width - 2.0).max(1.0);
    let lines = text.split('\n').map(|line| {
        let wide: f64 = line.chars().map(|c| if c.is_ascii() { 1.1 } else { 2.0 }).sum();
        (wide / room).ceil().max(1.0) as u32
    });
    lines.sum()
}

/// A text that a cell can hold.
fn fitting(text: &str) -> String {
    let clean: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    if clean.encode_utf16().count() <= LONGEST {
        return clean;
    }
    let room = LONGEST - CUT.encode_utf16().count();
    let mut used = 0;
    let kept = clean.chars().take_while(|c| {
        used += c.len_utf16();
        used <= room
    });
    kept.collect::<String>() + CUT
}

impl From<XlsxError> for Unwritten {
    fn from(error: XlsxError) -> Unwritten {
        match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => {
                Unwritten::Disk(error)
            }
            XlsxError::ZipError(error) => Unwritten::Disk(io::Error::other(error)),
            error => Unwritten::Desk(DeskError::Internal(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        assert_eq!((lines_of("", 10.0), lines_of("一二三四", 10.0)), (1, 1));
        assert_eq!((lines_of("一二三四五", 10.0), lines_of("一\n二", 10.0)), (2, 2));
        let of = |texts: &[(&'static str, f64)]| height(texts.iter().copied());
        assert!(of(&[("一", 10.0), ("一二三四五", 10.0)]) > of(&[("一", 10.0), ("一", 10.0)]));
        let endless = "一".repeat(9_000);
        let in_column = |width| height([(endless.as_str(), width)].into_iter());
        assert!(in_column(52.0) < 409.0, "what Excel allows");
        assert!(in_column(12.0) < in_column(52.0) / 3.0, "a narrow column says less");
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        assert_eq!(fitting("一\n二\u{7}"), "一\n二");
        let whole = "𠮷".repeat(LONGEST / 2);
        assert_eq!(fitting(&whole), whole);
        let cut = fitting(&"𠮷".repeat(LONGEST));
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= LONGEST);
        assert!(cut.encode_utf16().count() > LONGEST - 3);
    }
}
