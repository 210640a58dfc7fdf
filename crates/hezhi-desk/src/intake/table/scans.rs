//! Which scans belong to which row: those that it names, else those whose name begins with its
//! number, or holds the person's id number or name.

use std::collections::HashMap;
use std::path::Path;

use super::super::gather::NamedFile;
use super::super::listing::Listed;
use super::super::{one_line, told_apart};
use super::row::Stated;
use super::value::half_width;

/// What follows a name in the name of a scan without being a part of it.
const PAPERS: &[&str] = &[
    "的", "房", "产权", "不动产", "身份", "租", "合同", "备案", "承诺", "户口", "证", "宿舍",
    "材料", "扫描", "正", "反", "背", "第", "居住", "登记", "委托", "营业", "申请", "附", "复印",
    "照片", "图",
];

/// Whose the scans are.
pub(super) struct Claims {
    /// Of each row, in its order; the error is why they cannot be told, in Chinese.
    pub of_rows: Vec<Result<Vec<NamedFile>, String>>,
    /// Of each scan, whether some row has it.
    pub taken: Vec<bool>,
}

pub(super) fn claims(rows: &[(u32, Stated)], table: &Path, scans: &[Listed]) -> Claims {
    let names = Names::of(table, scans);
    let persons = Persons::of(rows);
    let mut of_rows: Vec<Result<Vec<usize>, String>> = rows.iter().map(|_| Ok(vec![])).collect();
    let mut missing: Vec<Vec<String>> = rows.iter().map(|_| Vec::new()).collect();
    let mut taken = vec![false; scans.len()];
    for (row, (of_row, missing)) in rows.iter().zip(of_rows.iter_mut().zip(&mut missing)) {
        if let Some(files) = &row.1.files {
            *of_row = names.named(files, missing);
            of_row.iter().flatten().for_each(|at| mark(&mut taken, *at));
        }
    }
    for (at, scan) in scans.iter().enumerate() {
        let named = taken.get(at).is_some_and(|taken| *taken);
        if let Some(row) = persons.whose(&scan.path).filter(|_| !named)
            && let Some(Ok(of_row)) = of_rows.get_mut(row)
        {
            of_row.push(at);
            mark(&mut taken, at);
        }
    }
    let of_rows = of_rows.into_iter().zip(missing).map(|(of_row, missing)| {
        of_row.map(|at| files(at.iter().filter_map(|at| scans.get(*at)), missing))
    });
    Claims { of_rows: of_rows.collect(), taken }
}

fn mark(taken: &mut [bool], at: usize) {
    if let Some(taken) = taken.get_mut(at) {
        *taken = true;
    }
}

/// Scans under names of their own, and behind them those that are not there.
pub(in super::super) fn files<'a>(
    scans: impl Iterator<Item = &'a Listed>,
    missing: Vec<String>,
) -> Vec<NamedFile> {
    let mut files: Vec<NamedFile> = Vec::new();
    for scan in scans {
        let name = scan.path.file_name().unwrap_or_default().to_string_lossy();
        let name = told_apart(&name, |name| files.iter().any(|file| file.name == name));
        files.push(NamedFile { name, place: Some(scan.place.clone()) });
    }
    files.extend(missing.into_iter().map(|name| NamedFile { name, place: None }));
    files
}

/// In half width and lower case, with one kind of slash: as names are compared.
fn folded(name: &str) -> String {
    half_width(name).trim().replace('\\', "/").to_lowercase()
}

/// Scans by whatever a person may call them.
struct Names<'a> {
    scans: &'a [Listed],
    /// By the path below the table, or below the folder.
    paths: HashMap<String, Vec<usize>>,
    files: HashMap<String, Vec<usize>>,
    stems: HashMap<String, Vec<usize>>,
    folders: HashMap<String, Vec<usize>>,
}

impl Names<'_> {
    fn of<'a>(table: &Path, scans: &'a [Listed]) -> Names<'a> {
        let mut names = Names {
            scans,
            paths: HashMap::new(),
            files: HashMap::new(),
            stems: HashMap::new(),
            folders: HashMap::new(),
        };
        let beside = table.parent().unwrap_or(Path::new(""));
        for (at, scan) in scans.iter().enumerate() {
            let put = |map: &mut HashMap<String, Vec<usize>>, name: &Path| {
                map.entry(folded(&name.to_string_lossy())).or_default().push(at);
            };
            put(&mut names.paths, &scan.path);
            if let (Ok(path), false) =
                (scan.path.strip_prefix(beside), beside.as_os_str().is_empty())
            {
                put(&mut names.paths, path);
            }
            put(&mut names.files, Path::new(scan.path.file_name().unwrap_or_default()));
            put(&mut names.stems, Path::new(scan.path.file_stem().unwrap_or_default()));
            for folder in scan.path.ancestors().skip(1) {
                let Some(name) = folder.file_name() else { break };
                put(&mut names.folders, folder);
                if folder.parent().is_some_and(|parent| !parent.as_os_str().is_empty()) {
                    put(&mut names.folders, Path::new(name));
                }
            }
        }
        names
    }

    /// The scans that a cell names; what is not there goes to `missing`.
    fn named(&self, cell: &str, missing: &mut Vec<String>) -> Result<Vec<usize>, String> {
        // A name may hold the marks that separate names.
        if let Some(found) = self.find(cell)? {
            return Ok(found);
        }
        let mut all: Vec<usize> = Vec::new();
        for name in cell.split([';', '；', '、', '\n', '\r', '|', ',', '，']) {
            let name = name.trim();
            if name.is_empty() {
                continue;
            }
            match self.find(name)? {
                Some(found) => all.extend(
                    found.iter().filter(|at| !all.contains(at)).copied().collect::<Vec<_>>(),
                ),
                None => missing.push(one_line(name)),
            }
        }
        Ok(all)
    }

    /// A file by its path, its name with or without extension, or all files of a folder.
    fn find(&self, name: &str) -> Result<Option<Vec<usize>>, String> {
        let name = folded(name);
        let name = name.trim_start_matches("./").trim_end_matches('/');
        for files in [&self.paths, &self.files, &self.stems] {
            match files.get(name).map(Vec::as_slice) {
                // 张三.jpg and 张三.pdf beside each other are both meant by 张三.
                Some(beside) if self.is_one_folder(beside) => return Ok(Some(beside.to_vec())),
                Some(many) => {
                    return Err(format!(
                        "叫“{}”的扫描件有 {} 个，不知道是哪一个，没有读取。请在表格里写上文件夹，如“张三/{0}”。",
                        one_line(name),
                        many.len()
                    ));
                }
                None => {}
            }
        }
        Ok(self.folders.get(name).cloned())
    }

    fn is_one_folder(&self, found: &[usize]) -> bool {
        let mut folders = found.iter().filter_map(|at| self.scans.get(*at)?.path.parent());
        let first = folders.next();
        folders.all(|folder| Some(folder) == first)
    }
}

/// Rows without named scans, by what a scan may be called after.
struct Persons {
    numbers: HashMap<String, usize>,
    id_numbers: HashMap<String, usize>,
    /// Only names that one row has.
    names: HashMap<String, Option<usize>>,
}

impl Persons {
    fn of(rows: &[(u32, Stated)]) -> Persons {
        let mut persons =
            Persons { numbers: HashMap::new(), id_numbers: HashMap::new(), names: HashMap::new() };
        for (at, (_, stated)) in rows.iter().enumerate() {
            let application = &stated.application;
            let only = |name: &String| folded(name).replace(' ', "");
            persons
                .names
                .entry(only(&application.applicant.name))
                .and_modify(|row| *row = None)
                .or_insert(Some(at));
            if stated.files.is_none() {
                persons.numbers.insert(folded(&application.id), at);
                if let Some(number) = &application.applicant.id_number {
                    persons.id_numbers.entry(folded(number)).or_insert(at);
                }
            }
        }
        persons.names.retain(|_, at| {
            at.and_then(|at| rows.get(at)).is_none_or(|(_, stated)| stated.files.is_none())
        });
        persons
    }

    /// By the file's own name before its folders' names, by number before name.
    fn whose(&self, path: &Path) -> Option<usize> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let folders = path.ancestors().skip(1).filter_map(Path::file_name);
        let mut parts = vec![folded(&stem)];
        parts.extend(folders.map(|folder| folded(&folder.to_string_lossy())));
        parts
            .iter()
            .find_map(|part| self.by_number(part))
            .or_else(|| parts.iter().find_map(|part| self.by_id_number(part)))
            .or_else(|| parts.iter().find_map(|part| self.by_name(part)))
    }

    /// The longest number that the part begins with, and that ends where a number would.
    fn by_number(&self, part: &str) -> Option<usize> {
        let ends = part.char_indices().map(|(at, _)| at).chain([part.len()]).rev();
        ends.filter(|end| {
            let next = part.get(*end..).and_then(|rest| rest.chars().next());
            next.is_none_or(|c| !c.is_ascii_alphanumeric())
        })
        .find_map(|end| self.numbers.get(part.get(..end)?).copied())
    }

    fn by_id_number(&self, part: &str) -> Option<usize> {
        let runs = part.split(|c: char| !c.is_ascii_alphanumeric());
        runs.filter(|run| matches!(run.len(), 15 | 18))
            .find_map(|run| self.id_numbers.get(run).copied())
    }

    /// The longest name that stands in the part by itself: 王明 is not found in 王明华.
    fn by_name(&self, part: &str) -> Option<usize> {
        let chars: Vec<char> = part.chars().filter(|c| *c != ' ').collect();
        let mut best: Option<(usize, usize)> = None;
        for from in 0..chars.len() {
            let free = from == 0 || chars.get(from - 1).is_some_and(|c| !is_han(*c));
            for to in from + 2..=chars.len().min(from + 30) {
                let name: String = chars.get(from..to).unwrap_or_default().iter().collect();
                let rest: String = chars.get(to..).unwrap_or_default().iter().collect();
                let ends = !rest
                    .starts_with(|c: char| is_han(c) || c.is_alphanumeric() && !c.is_ascii_digit())
                    || PAPERS.iter().any(|word| rest.starts_with(word));
                if free
                    && ends
                    && let Some(Some(at)) = self.names.get(&name)
                    && best.is_none_or(|(length, _)| length < to - from)
                {
                    best = Some((to - from, *at));
                }
            }
        }
        best.map(|(_, at)| at)
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
