//! The same proof and the same dwelling in other people's applications.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hezhi::address::{Gazetteer, Relation, compare, dwelling_key};
use hezhi::alike;
use hezhi::application::{Application, Residence};
use hezhi::judge::{Duplicate, DuplicateKind};
use hezhi::text::{FileText, PageText};
use rusqlite::{OptionalExtension, params};

use super::reports::Number;
use super::{KeptFile, Store};
use crate::error::DeskError;

/// How many pages with one of a page's marks are compared with it: what stands on more pages is
/// printed on every paper of a kind.
const WITH_A_MARK: usize = 8;

/// How many pages are compared with one in all.
const COMPARED: usize = 12;

/// How many applications at one dwelling are told.
const AT_A_DWELLING: usize = 200;

/// What of an application can turn up in others.
#[derive(Debug, Clone, Copy)]
pub struct Traces<'a> {
    pub application: &'a Application,
    pub files: &'a [KeptFile],
    /// What was read in them, in the same order.
    pub texts: &'a [FileText],
    pub numbers: &'a BTreeSet<Number>,
    pub gazetteer: &'a Gazetteer,
}

/// Another person's application that shares something.
struct Other {
    application: String,
    applicant: String,
    id_number: Option<String>,
    residence: Residence,
}

impl Store {
    /// Keeps by what a submission can be found from others.
    pub fn keep_traces(&self, submission: i64, traces: &Traces) -> Result<(), DeskError> {
        let address = traces.application.residence.address.as_deref();
        let key = address.and_then(|address| dwelling_key(address, traces.gazetteer));
        self.write(|store| {
            store
                .prepare_cached("DELETE FROM dwelling WHERE submission = ?1")?
                .execute([submission])?;
            if let Some(key) = key {
                store
                    .prepare_cached("INSERT INTO dwelling (submission, key) VALUES (?1, ?2)")?
                    .execute(params![submission, key])?;
            }
            let mut known = store
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM page_mark WHERE sha256 = ?1)")?;
            let mut keep = store.prepare_cached(
                "INSERT OR IGNORE INTO page_mark (mark, sha256, page) VALUES (?1, ?2, ?3)",
            )?;
            for (file, text) in traces.files.iter().zip(traces.texts) {
                let Ok((sha256, _)) = &file.content else { continue };
                if known.query_row([sha256], |row| row.get(0))? {
                    continue;
                }
                for page in &text.pages {
                    for mark in alike::marks(page) {
                        keep.execute(params![mark.cast_signed(), sha256, page.page])?;
                    }
                }
            }
            Ok(())
        })
    }

    /// The same scans, other pictures of the same sheets, papers with the same numbers and the
    /// same dwelling, in other applicants' applications.
    pub fn duplicates(&self, traces: &Traces) -> Result<Vec<Duplicate>, DeskError> {
        let mut duplicates = Vec::new();
        let own = traces.application;
        let mut add = |kind, others: Vec<Other>, file: &str, page| {
            duplicates.extend(others.into_iter().map(|other| Duplicate {
                kind,
                application: other.application,
                applicant: other.applicant,
                holder_name: other.residence.holder_name,
                holder_relation: other.residence.holder_relation,
                file: file.to_owned(),
                page,
            }));
        };
        for (file, text) in traces.files.iter().zip(traces.texts) {
            // Empty files are all alike and prove nothing.
            let Ok((sha256, 1..)) = &file.content else { continue };
            add(DuplicateKind::Scan, self.others(WITH_SCAN, sha256, own)?, &file.name, 1);
            for (twin, page) in self.same_sheets(sha256, text)? {
                add(DuplicateKind::Look, self.others(WITH_SCAN, &twin, own)?, &file.name, page);
            }
        }
        for Number { number, file, page } in traces.numbers {
            let others = self.others(WITH_NUMBER, number, own)?;
            add(DuplicateKind::Certificate, others, file, *page);
        }
        add(DuplicateKind::Dwelling, self.at_the_dwelling(traces)?, "", 0);
        Ok(duplicates)
    }

    /// Notes that these applications are to be judged again: others share something with them now.
    /// What people have decided stays as they saw it.
    pub fn will_judge_again<'a>(
        &self,
        applications: impl Iterator<Item = &'a String>,
    ) -> Result<(), DeskError> {
        let connection = self.connection();
        let mut note = connection.prepare_cached(
            "INSERT OR IGNORE INTO to_judge_again (submission)
             SELECT a.submission FROM application a JOIN queue_entry q ON q.submission = a.submission
             WHERE a.id = ?1 AND NOT q.decided",
        )?;
        for application in applications {
            note.execute([application])?;
        }
        Ok(())
    }

    /// Whether an application has been judged and did not fail by each of these rules.
    pub fn is_read_and_passes_one_of(
        &self,
        application: &str,
        rules: &[&str],
    ) -> Result<bool, DeskError> {
        let connection = self.connection();
        let report: Option<i64> = connection
            .prepare_cached("SELECT report FROM queue_entry WHERE application = ?1")?
            .query_row([application], |row| row.get(0))
            .optional()?
            .flatten();
        let Some(report) = report else { return Ok(false) };
        let mut fails = connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM open_finding
                            WHERE report = ?1 AND rule = ?2 AND outcome = 'fail')",
        )?;
        for rule in rules {
            let fails: bool = fails.query_row(params![report, rule], |row| row.get(0))?;
            if !fails {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The next application that is to be judged again.
    pub fn to_judge_again(&self) -> Result<Option<String>, DeskError> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT s.application FROM to_judge_again j JOIN submission s ON s.id = j.submission
                 JOIN application a ON a.submission = s.id WHERE s.state = 'read' LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?)
    }

    /// That was done.
    pub fn judged_again(&self, submission: i64) -> Result<(), DeskError> {
        self.connection()
            .prepare_cached("DELETE FROM to_judge_again WHERE submission = ?1")?
            .execute([submission])?;
        Ok(())
    }

    /// Other files that show a page of this one, with the page of this one.
    fn same_sheets(
        &self,
        sha256: &str,
        text: &FileText,
    ) -> Result<BTreeMap<String, u32>, DeskError> {
        let mut found = BTreeMap::new();
        let mut readings: HashMap<String, Option<FileText>> = HashMap::new();
        for page in &text.pages {
            for (twin, number) in self.with_the_marks_of(page, sha256)? {
                if found.contains_key(&twin) {
                    continue;
                }
                if !readings.contains_key(&twin) {
                    let reading = self.latest_reading(&twin)?.map(|reading| reading.text);
                    readings.insert(twin.clone(), reading);
                }
                let other = readings.get(&twin).and_then(Option::as_ref);
                let other = other.and_then(|text| text.pages.iter().find(|p| p.page == number));
                if other.is_some_and(|other| alike::same_sheet(page, other)) {
                    found.insert(twin, page.page);
                }
            }
        }
        Ok(found)
    }

    /// Pages of other files that share a mark with this one.
    fn with_the_marks_of(
        &self,
        page: &PageText,
        sha256: &str,
    ) -> Result<BTreeSet<(String, u32)>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT sha256, page FROM page_mark WHERE mark = ?1 AND sha256 <> ?2 LIMIT ?3",
        )?;
        let mut pages = BTreeSet::new();
        for mark in alike::marks(page) {
            if pages.len() >= COMPARED {
                break;
            }
            let mut rows =
                statement.query(params![mark.cast_signed(), sha256, WITH_A_MARK as i64])?;
            while let Some(row) = rows.next()? {
                pages.insert((row.get(0)?, row.get(1)?));
            }
        }
        Ok(pages)
    }

    fn at_the_dwelling(&self, traces: &Traces) -> Result<Vec<Other>, DeskError> {
        let Some(address) = traces.application.residence.address.as_deref() else {
            return Ok(Vec::new());
        };
        let Some(key) = dwelling_key(address, traces.gazetteer) else { return Ok(Vec::new()) };
        let mut others = self.others(AT_DWELLING, &key, traces.application)?;
        others.retain(|other| {
            let theirs = other.residence.address.as_deref();
            theirs.is_some_and(|theirs| {
                compare(address, theirs, traces.gazetteer).relation == Relation::Same
            })
        });
        Ok(others)
    }

    /// Applications of other people among those that a statement finds.
    fn others(
        &self,
        statement: &str,
        key: &str,
        own: &Application,
    ) -> Result<Vec<Other>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(statement)?;
        let mut rows = statement.query(params![key, own.id, AT_A_DWELLING as i64])?;
        let mut others = Vec::new();
        let own = &own.applicant;
        while let Some(row) = rows.next()? {
            let declared: String = row.get(3)?;
            let other = Other {
                application: row.get(0)?,
                applicant: row.get(1)?,
                id_number: row.get(2)?,
                residence: serde_json::from_str::<Application>(&declared)?.residence,
            };
            // The identity number tells people apart; where either is not given, the name must.
            // Of scans that nobody declared neither is known.
            let same_person = match (&own.id_number, &other.id_number) {
                (Some(own), Some(other)) => own == other,
                _ => !own.name.is_empty() && own.name == other.applicant,
            };
            if !same_person {
                others.push(other);
            }
        }
        Ok(others)
    }
}

const WITH_SCAN: &str = "SELECT DISTINCT s.application, s.applicant, s.id_number, s.declared
     FROM submission_file f JOIN submission s ON s.id = f.submission
     JOIN application a ON a.submission = s.id
     WHERE f.sha256 = ?1 AND s.application <> ?2 ORDER BY s.application LIMIT ?3";

const WITH_NUMBER: &str = "SELECT DISTINCT s.application, s.applicant, s.id_number, s.declared
     FROM certificate c JOIN submission s ON s.id = c.submission
     JOIN application a ON a.submission = s.id
     WHERE c.number = ?1 AND s.application <> ?2 ORDER BY s.application LIMIT ?3";

const AT_DWELLING: &str = "SELECT DISTINCT s.application, s.applicant, s.id_number, s.declared
     FROM dwelling d JOIN submission s ON s.id = d.submission
     JOIN application a ON a.submission = s.id
     WHERE d.key = ?1 AND s.application <> ?2 ORDER BY s.application LIMIT ?3";
