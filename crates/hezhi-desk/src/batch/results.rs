//! The file of results: JSON Lines, a report each. A line is there whole or not at all: lines
//! are appended and synced one by one, and what a crash left of the last one is dropped.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use hezhi::finding::Verdict;
use hezhi::report::Report;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{BatchError, line};
use crate::intake::shown;

pub(super) struct Results {
    path: PathBuf,
    /// Open for appending, and locked against a second batch.
    file: Mutex<File>,
    /// What the file held when it was opened: a hash of each application's line. The lines
    /// themselves are some hundred megabytes for ten thousand applications.
    lines: HashMap<String, Hash>,
    /// Lines that must give way: the file is to be written anew.
    stale: bool,
    replaced: BTreeMap<String, String>,
    dropped: BTreeSet<String>,
}

type Hash = [u8; 32];

fn hash(line: &str) -> Hash {
    Sha256::digest(line).into()
}

/// As much of a report as the results need to know.
#[derive(Deserialize)]
struct Head {
    application: String,
    verdict: Verdict,
}

impl Results {
    /// Opens the results or begins them. Another batch that writes them is an error.
    pub fn open(path: &Path) -> Result<Results, BatchError> {
        if path.is_dir() {
            return Err(BatchError::Usage(format!(
                "“{}”是文件夹。请用 --out 指定一个结果文件，例如 results.jsonl。",
                shown(path)
            )));
        }
        let file = open_locked(path)?;
        let mut results = Results {
            path: path.to_owned(),
            file: Mutex::new(file),
            lines: HashMap::new(),
            stale: false,
            replaced: BTreeMap::new(),
            dropped: BTreeSet::new(),
        };
        results.load()?;
        Ok(results)
    }

    fn load(&mut self) -> Result<(), BatchError> {
        for text in whole_lines(&self.path)? {
            let text = match text {
                Piece::Line(text) if text.is_empty() => {
                    self.stale = true;
                    continue;
                }
                Piece::Line(text) => text,
                // What a crash left of the last line is to be dropped.
                Piece::Rest(rest) if is_begun_report(&rest) => {
                    self.stale = true;
                    continue;
                }
                Piece::Rest(_) => return Err(self.not_ours()),
            };
            let Ok(head) = serde_json::from_str::<Head>(&text) else { return Err(self.not_ours()) };
            // Should an application stand there twice, the later line holds.
            if self.lines.insert(head.application, hash(&text)).is_some() {
                self.stale = true;
            }
        }
        Ok(())
    }

    /// Somebody else's file is never written to.
    fn not_ours(&self) -> BatchError {
        BatchError::Usage(format!(
            "“{}”里已有内容，但不是 hezhi batch 的结果，没有改动它。请用 --out 指定另一个文件。",
            shown(&self.path)
        ))
    }

    /// Whether the file held this very report when it was opened.
    pub fn holds(&self, report: &Report) -> bool {
        let own = self.lines.get(&report.application);
        own.is_some_and(|own| line(report).is_ok_and(|line| hash(&line) == *own))
    }

    /// The line of an application that is to be read again goes with the next [`Self::settle`].
    pub fn drop_line(&mut self, application: &str) {
        if self.lines.remove(application).is_some() {
            self.dropped.insert(application.to_owned());
            self.stale = true;
        }
    }

    /// Appends a report and waits until the disk has it.
    pub fn add(&self, report: &Report) -> Result<(), BatchError> {
        let mut text = line(report)?;
        text.push('\n');
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_data())
            .map_err(|source| self.failed(source))
    }

    /// Puts a newer report in the place of an application's line, with the next
    /// [`Self::settle`]. An application without a line gets none.
    pub fn replace(&mut self, report: &Report) -> Result<(), BatchError> {
        self.replaced.insert(report.application.clone(), line(report)?);
        self.stale = true;
        Ok(())
    }

    /// Writes the file anew where lines must go or change: under its name there is the old file
    /// or the new one, never half of it.
    pub fn settle(&mut self) -> Result<(), BatchError> {
        if !std::mem::take(&mut self.stale) {
            return Ok(());
        }
        // The last line of each application holds; it stands where it stood.
        let mut last: HashMap<String, usize> = HashMap::new();
        for (number, text) in whole_lines(&self.path)?.filter_map(Piece::line).enumerate() {
            if let Ok(Head { application: id, .. }) = serde_json::from_str(&text)
                && !self.dropped.contains(&id)
            {
                last.insert(id, number);
            }
        }
        let folder = self.path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let mut new =
            tempfile::NamedTempFile::new_in(folder).map_err(|source| self.failed(source))?;
        for (number, text) in whole_lines(&self.path)?.filter_map(Piece::line).enumerate() {
            let Ok(Head { application: id, .. }) = serde_json::from_str(&text) else { continue };
            if last.get(&id) == Some(&number) {
                let text = self.replaced.get(&id).unwrap_or(&text);
                writeln!(new, "{text}").map_err(|source| self.failed(source))?;
            }
        }
        new.as_file().sync_all().map_err(|source| self.failed(source))?;
        if let Ok(old) = fs::metadata(&self.path) {
            let _ = new.as_file().set_permissions(old.permissions());
        }
        new.persist(&self.path).map_err(|error| self.failed(error.error))?;
        self.file = Mutex::new(open_locked(&self.path)?);
        self.dropped.clear();
        self.replaced.clear();
        Ok(())
    }

    /// How many applications have which verdict.
    pub fn verdicts(&self) -> Result<BTreeMap<Verdict, usize>, BatchError> {
        let mut of: HashMap<String, Verdict> = HashMap::new();
        for text in whole_lines(&self.path)?.filter_map(Piece::line) {
            if let Ok(head) = serde_json::from_str::<Head>(&text) {
                of.insert(head.application, head.verdict);
            }
        }
        let mut verdicts = BTreeMap::new();
        for verdict in of.into_values() {
            *verdicts.entry(verdict).or_insert(0) += 1;
        }
        Ok(verdicts)
    }

    fn failed(&self, source: std::io::Error) -> BatchError {
        BatchError::Results { path: shown(&self.path), source }
    }
}

fn open_locked(path: &Path) -> Result<File, BatchError> {
    let cannot = |error: std::io::Error| {
        BatchError::Usage(format!("不能写结果文件“{}”（{error}）。请检查路径和权限。", shown(path)))
    };
    let file = OpenOptions::new().create(true).append(true).open(path).map_err(cannot)?;
    if !file.metadata().map_err(cannot)?.is_file() {
        return Err(BatchError::Usage(format!(
            "“{}”不是普通文件，不能续写。请用 --out 指定一个结果文件。",
            shown(path)
        )));
    }
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(BatchError::Usage(format!(
            "另一个 hezhi batch 正在写“{}”。请等它结束，或换一个结果文件。",
            shown(path)
        ))),
        // Some network shares know no locks: then it goes without.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// A piece of the file.
enum Piece {
    /// Without its newline.
    Line(String),
    /// What stands after the last newline, or is no text.
    Rest(Vec<u8>),
}

impl Piece {
    fn line(self) -> Option<String> {
        match self {
            Piece::Line(text) => Some(text),
            Piece::Rest(_) => None,
        }
    }
}

fn whole_lines(path: &Path) -> Result<impl Iterator<Item = Piece>, BatchError> {
    let failed = |source| BatchError::Results { path: shown(path), source };
    let mut reader = BufReader::new(File::open(path).map_err(failed)?);
    Ok(std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        if reader.read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
        if bytes.last() != Some(&b'\n') {
            return Some(Piece::Rest(bytes));
        }
        bytes.pop();
        Some(String::from_utf8(bytes).map_or_else(|e| Piece::Rest(e.into_bytes()), Piece::Line))
    }))
}

/// Whether a report may have been begun here: every line of ours begins with its application.
fn is_begun_report(rest: &[u8]) -> bool {
    const BEGINNING: &[u8] = br#"{"application":"#;
    let length = rest.len().min(BEGINNING.len());
    rest.get(..length) == BEGINNING.get(..length)
}
