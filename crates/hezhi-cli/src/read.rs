//! `hezhi read FILE…`: what documents say, without an application.

use std::io::{self, Write};

use hezhi::document::Document;
use hezhi::geometry::Region;
use hezhi::text::FileText;
use hezhi_desk::intake::{HandedFile, one_line};
use serde::Serialize;

use crate::arguments::ReadArguments;
use crate::check::show_document;
use crate::exit::{Done, Stop};
use crate::terminal::{Palette, Tone};

#[derive(Serialize)]
struct Output<'a> {
    documents: &'a [Document],
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    page: u32,
    text: &'a str,
    confidence: f32,
    region: Region,
}

pub fn run(arguments: &ReadArguments) -> Result<Done, Stop> {
    let limits = hezhi_desk::Limits::default();
    let files: Vec<HandedFile> =
        arguments.files.iter().map(|path| HandedFile::alone(path, &limits)).collect();
    let reader = hezhi_desk::open_reader(None, 0)?;
    let papers = hezhi_desk::read_files(&files, &*reader)?;
    let mut out = io::stdout().lock();
    if arguments.json {
        let output = Output { documents: &papers.documents, lines: lines(&papers.files) };
        serde_json::to_writer_pretty(&mut out, &output)?;
        writeln!(out)?;
    } else {
        show(&mut out, &papers, Palette::for_output())?;
    }
    out.flush()?;
    Ok(if name_problems(&papers.files) { Done::WithProblems } else { Done::Everything })
}

fn lines(files: &[FileText]) -> Vec<Line<'_>> {
    files
        .iter()
        .flat_map(|file| file.pages.iter().map(move |page| (file, page)))
        .flat_map(|(file, page)| page.lines.iter().map(move |line| (file, page, line)))
        .map(|(file, page, line)| Line {
            file: &file.file,
            page: page.page,
            text: &line.text,
            confidence: line.confidence,
            region: line.region,
        })
        .collect()
}

fn show(out: &mut impl Write, papers: &hezhi_desk::Papers, palette: Palette) -> io::Result<()> {
    for document in &papers.documents {
        show_document(out, document, palette)?;
        writeln!(out)?;
    }
    for file in &papers.files {
        for page in &file.pages {
            let title = format!("{} 第 {} 页", one_line(&file.file), page.page);
            writeln!(out, "{}", palette.paint(Tone::Strong, &title))?;
            for line in &page.lines {
                writeln!(out, "  {}", one_line(&line.text))?;
            }
        }
    }
    Ok(())
}

/// Names on standard error what could not be read; tells whether there was anything.
fn name_problems(files: &[FileText]) -> bool {
    let mut any = false;
    for file in files {
        let pages = file.pages.iter().filter_map(|page| page.problem.as_ref());
        for problem in file.problem.iter().chain(pages) {
            eprintln!("{}", one_line(&problem.message));
            any = true;
        }
    }
    any
}
