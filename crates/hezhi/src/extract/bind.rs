//! Which pages make one paper: pages that follow each other, and pages of a certificate that lie
//! elsewhere, out of order or in a file of their own.

use super::kind::{self, Guess};
use super::layout::{self, Layout};
use super::paper::Leaf;
use super::value;
use crate::document::Kind;
use crate::text::{FileText, PageText};

/// The pages of one paper, of which the first ones are those of its own file.
pub(super) struct Bound<'a> {
    pub file: &'a str,
    pub kind: Kind,
    pub leaves: Vec<Leaf<'a>>,
}

/// A run of pages that follow each other.
struct Group<'a> {
    file: &'a str,
    pages: Vec<&'a PageText>,
    guesses: Vec<Guess>,
    /// Certificate numbers printed on them.
    numbers: Vec<String>,
}

impl Group<'_> {
    fn kind(&self) -> Kind {
        let known = self.guesses.iter().filter(|g| g.kind != Kind::Unknown);
        known.max_by_key(|g| g.score).map_or(Kind::Unknown, |g| g.kind)
    }

    /// It is of a kind of which a page may lie apart.
    fn is_property(&self) -> bool {
        matches!(self.kind(), Kind::PropertyCertificate | Kind::PropertyRegisterExtract)
    }

    fn is_whole(&self) -> bool {
        self.guesses.iter().any(|g| g.core)
    }
}

/// The papers that the files hold, in the files' order.
pub(super) fn papers(files: &[FileText]) -> Vec<Bound<'_>> {
    let groups: Vec<Group<'_>> = files.iter().flat_map(following).collect();
    let hosts: Vec<Option<usize>> = (0..groups.len()).map(|i| host(&groups, i)).collect();
    let mut papers = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        // A page that was put to its paper is none by itself, unless it has a file of its own.
        if hosts[index].is_some_and(|host| groups[host].file == group.file) {
            continue;
        }
        let mut leaves: Vec<Leaf<'_>> =
            group.pages.iter().map(|page| Leaf { file: None, page }).collect();
        for guest in (0..groups.len()).filter(|guest| hosts[*guest] == Some(index)) {
            let guest = &groups[guest];
            let file = (guest.file != group.file).then_some(guest.file);
            leaves.extend(guest.pages.iter().map(|page| Leaf { file, page }));
        }
        leaves.sort_by_key(|leaf| leaf.file.is_some());
        papers.push(Bound { file: group.file, kind: group.kind(), leaves });
    }
    papers
}

/// The pages of a file in runs that go on from each other.
fn following(file: &FileText) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for page in &file.pages {
        let layout = layout::lay_out(page, 0);
        let guess = kind::guess(&layout);
        let numbers = numbers(&layout);
        match groups.last_mut() {
            Some(group) if kind::continues(&group.guesses, &guess) => {
                group.pages.push(page);
                group.guesses.push(guess);
                group.numbers.extend(numbers);
            }
            _ => groups.push(Group {
                file: &file.file,
                pages: vec![page],
                guesses: vec![guess],
                numbers,
            }),
        }
    }
    groups
}

fn numbers(layout: &Layout) -> Vec<String> {
    layout.lines.iter().filter_map(|l| value::certificate_number(&l.run).map(|n| n.0)).collect()
}

/// The certificate that an annex or a front page belongs to, where only one comes into question:
/// the only one of the file, or else of all files, and its number is no other.
fn host(groups: &[Group<'_>], loose: usize) -> Option<usize> {
    let own = &groups[loose];
    if !own.is_property() || own.is_whole() {
        return None;
    }
    let fits = |other: &Group<'_>| {
        let agrees = own.numbers.is_empty()
            || other.numbers.is_empty()
            || own.numbers.iter().any(|n| other.numbers.contains(n));
        other.is_property() && other.is_whole() && other.kind() == own.kind() && agrees
    };
    let only = |near: &dyn Fn(&Group<'_>) -> bool| {
        let mut found = (0..groups.len()).filter(|&i| near(&groups[i]) && fits(&groups[i]));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let here = groups.iter().any(|g| g.file == own.file && fits(g));
    if here { only(&|g| g.file == own.file) } else { only(&|_| true) }
}
