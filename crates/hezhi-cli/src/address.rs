//! `hezhi address A B`: whether two addresses are one dwelling.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use hezhi::address::{Comparison, Gazetteer, PieceComparison, Relation, compare};

use hezhi_desk::home;

use crate::arguments::AddressArguments;
use crate::exit::{Done, Stop};
use crate::terminal::{Palette, Tone, padded, widest};

pub fn run(arguments: &AddressArguments) -> Result<Done, Stop> {
    let gazetteer = hezhi_desk::gazetteer(&home::data_folder()?, arguments.gazetteer.as_deref())?;
    if let Some(file) = &arguments.tsv {
        return table(file, &gazetteer);
    }
    let (Some(a), Some(b)) = (&arguments.a, &arguments.b) else {
        return Err(Stop::Usage("缺少 <地址甲> 或 <地址乙>。".into()));
    };
    let comparison = compare(a, b, &gazetteer);
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &comparison)?;
        writeln!(out)?;
    } else {
        show(&mut out, &comparison, Palette::for_output())?;
    }
    out.flush()?;
    Ok(Done::Everything)
}

fn show(out: &mut impl Write, comparison: &Comparison, palette: Palette) -> io::Result<()> {
    let (tone, word) = match comparison.relation {
        Relation::Same => (Tone::Good, "同一住处"),
        Relation::Different => (Tone::Bad, "不是同一住处"),
        Relation::Uncertain => (Tone::Attention, "不能确定"),
    };
    writeln!(out, "{}  {}", palette.paint(tone, &format!("【{word}】")), comparison.reason)?;
    let side = |piece: &PieceComparison, b: bool| {
        let text = if b { &piece.b } else { &piece.a };
        text.as_ref().map_or_else(|| "—".to_owned(), |text| text.text.clone())
    };
    let left: Vec<String> = comparison.pieces.iter().map(|piece| side(piece, false)).collect();
    let width = widest(left.iter().map(String::as_str));
    for (piece, left) in comparison.pieces.iter().zip(&left) {
        let (tone, mark) = match piece.relation {
            Relation::Same => (Tone::Good, "同"),
            Relation::Different => (Tone::Bad, "异"),
            Relation::Uncertain => (Tone::Attention, "？"),
        };
        writeln!(
            out,
            "  {}  {}  {}",
            palette.paint(tone, &padded(mark, 2)),
            padded(left, width),
            side(piece, true)
        )?;
    }
    Ok(())
}

/// Prints a table with the columns `relation` and `reason` added, line by line.
fn table(file: &Path, gazetteer: &Gazetteer) -> Result<Done, Stop> {
    let name = hezhi_desk::intake::shown(file);
    let text = fs::read_to_string(file).map_err(|error| {
        Stop::Usage(format!("不能读取表格“{name}”（{error}）。请检查路径，并用 UTF-8 编码保存。"))
    })?;
    let mut lines = text.trim_start_matches('\u{FEFF}').lines();
    let Some(header) = lines.next() else {
        return Err(Stop::Usage(format!("表格“{name}”是空的。请给出表头和两列地址。")));
    };
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{header}\trelation\treason")?;
    let mut bad = Vec::new();
    for (number, line) in lines.enumerate() {
        if line.is_empty() {
            writeln!(out)?;
            continue;
        }
        let mut columns = line.split('\t');
        let (a, b) = (columns.next().unwrap_or(""), columns.next());
        let Some(b) = b else {
            bad.push(number + 2);
            writeln!(out, "{line}\t\t")?;
            continue;
        };
        let comparison = compare(a, b, gazetteer);
        let relation = match comparison.relation {
            Relation::Same => "same",
            Relation::Different => "different",
            Relation::Uncertain => "uncertain",
        };
        let reason = comparison.reason.replace(['\t', '\n', '\r'], " ");
        writeln!(out, "{line}\t{relation}\t{reason}")?;
    }
    out.flush()?;
    for number in &bad {
        eprintln!("表格“{name}”第 {number} 行没有第二列，没有比较。请补上第二个地址。");
    }
    Ok(if bad.is_empty() { Done::Everything } else { Done::WithProblems })
}
