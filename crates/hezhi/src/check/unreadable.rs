//! What could not be read, and whether that matters.

use super::papers::{Role, any_of};
use super::{Answer, Facts, reading};
use crate::document::{Document, FieldName, Kind};
use crate::text::{FileText, PageText, Problem, ProblemCode};

/// A file or page that could not be read.
pub struct Trouble<'a> {
    file: &'a str,
    problem: Option<&'a Problem>,
    /// The page, where it is one page that could not be read.
    page: Option<(&'a FileText, &'a PageText)>,
}

impl Trouble<'_> {
    /// The fault lies with the reader, not with what was handed in.
    fn is_ours(&self) -> bool {
        self.problem.is_some_and(|problem| {
            matches!(problem.code, ProblemCode::ReaderFailed | ProblemCode::GaveUp)
        })
    }

    fn message(&self) -> String {
        let page = self.page.map(|(_, page)| format!("第{}页", page.page)).unwrap_or_default();
        let why = self
            .problem
            .map_or("文件不在申请材料中", |p| p.message.trim_end_matches('。'));
        format!("「{}」{page}：{why}", self.file)
    }
}

/// Everything that could not be read and may matter. A blank page is no fault, and a poor page
/// that still gave the proof is judged by what was read on it.
pub fn troubles<'a>(facts: &Facts<'a>) -> Vec<Trouble<'a>> {
    let mut troubles = Vec::new();
    for file in facts.case.files {
        if let Some(problem) = &file.problem {
            if problem.code != ProblemCode::Blank {
                troubles.push(Trouble { file: &file.file, problem: Some(problem), page: None });
            }
            continue;
        }
        for page in &file.pages {
            let Some(problem) = &page.problem else {
                continue;
            };
            let gave_proof = facts.proof.is_some_and(|proof| {
                proof.file == file.file && proof.pages.contains(&page.page) && says_something(proof)
            });
            let harmless = match problem.code {
                ProblemCode::Blank => true,
                ProblemCode::Poor => gave_proof || is_a_back(facts, file, page),
                _ => false,
            };
            if !harmless {
                troubles.push(Trouble {
                    file: &file.file,
                    problem: Some(problem),
                    page: Some((file, page)),
                });
            }
        }
    }
    for name in facts.application().documents.iter().flatten() {
        if !facts.case.files.iter().any(|file| file.file == *name) {
            troubles.push(Trouble { file: name, problem: None, page: None });
        }
    }
    troubles
}

/// A page on which hardly anything was read, behind a page of the same file that is a known paper:
/// the back of a sheet, through which its front shows.
fn is_a_back(facts: &Facts, file: &FileText, page: &PageText) -> bool {
    const SPECKS: usize = 60;
    let read: usize = page.lines.iter().map(|line| line.text.chars().count()).sum();
    let front = page.page.saturating_sub(1);
    let known = facts.case.documents.iter().any(|document| {
        document.file == file.file
            && document.kind != Kind::Unknown
            && document.pages.contains(&front)
            && !document.fields.is_empty()
    });
    known && read < SPECKS
}

/// Whether anything that identifies a home or person could be read on the paper.
fn says_something(document: &Document) -> bool {
    [FieldName::Address, FieldName::Holder, FieldName::Tenant, FieldName::Resident]
        .iter()
        .any(|name| document.field(*name).is_some())
}

pub fn unreadable(facts: &Facts) -> Answer {
    let files = facts.case.files;
    let troubles = troubles(facts);
    if troubles.is_empty() {
        return readable(facts, files);
    }
    let listed: Vec<String> = troubles.iter().map(Trouble::message).collect();
    let listed = listed.join("；");
    let seen = troubles
        .iter()
        .filter_map(|t| t.page)
        .map(|(file, page)| reading::whole_page(file, page, String::new()))
        .collect::<Vec<_>>();
    let serves = facts.proof.is_some_and(says_something);
    let unknown = any_of(facts, Role::Perhaps);
    let answer = if facts.needs_no_proof() || serves || unknown {
        Answer::undetermined(format!("有材料无法辨认：{listed}"))
    } else if troubles.iter().all(Trouble::is_ours) {
        Answer::undetermined(format!("本程序没能读出材料：{listed}"))
    } else {
        Answer::fail(format!("材料无法辨认：{listed}"))
    };
    facts.softened(answer).seen(seen)
}

/// No trouble: everything was read, or there is nothing, or nothing but blank pages.
fn readable(facts: &Facts, files: &[FileText]) -> Answer {
    if files.is_empty() {
        return Answer::not_applicable("没有提交材料");
    }
    let blank = files.iter().all(|file| file.pages.iter().all(|page| page.lines.is_empty()));
    if blank && facts.case.documents.iter().all(|document| document.fields.is_empty()) {
        let fact = "所交材料上没有读到任何文字";
        return if facts.needs_no_proof() {
            Answer::undetermined(fact)
        } else {
            facts.softened(Answer::fail(fact))
        };
    }
    Answer::pass(format!("{}份文件均已读取", files.len()))
}
