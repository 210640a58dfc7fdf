//! What the program said. Reports are only ever added.

use std::collections::BTreeSet;

use hezhi::application::Application;
use hezhi::document::{Document, FieldName};
use hezhi::finding::{Finding, Outcome, Severity};
use hezhi::judge::{Duplicate, DuplicateKind};
use hezhi::report::Report;
use rusqlite::{OptionalExtension, params};

use super::{KeptFile, Store, word};
use crate::clock;
use crate::error::DeskError;

/// The report that stands for a submission at present.
#[derive(Debug, Clone, PartialEq)]
pub struct CurrentReport {
    pub id: i64,
    pub report: Report,
}

/// The number of a certificate or of a lease filing, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    pub number: String,
    pub file: String,
    pub page: u32,
}

impl Store {
    /// Adds a report to its submission, unless the latest one says the same already.
    pub fn add_report(&self, submission: i64, report: &Report) -> Result<(), DeskError> {
        let text = serde_json::to_string(report)?;
        let numbers = numbers_of(&report.documents);
        self.write(|store| {
            let latest: Option<String> = store
                .prepare_cached(
                    "SELECT report FROM report WHERE submission = ?1 ORDER BY id DESC LIMIT 1",
                )?
                .query_row([submission], |row| row.get(0))
                .optional()?;
            if latest.as_deref() != Some(&text) {
                store.execute(
                    "INSERT INTO report (submission, verdict, headline, rules, report, made_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        submission,
                        word(&report.verdict)?,
                        headline(report),
                        serde_json::to_string(&open_rules(report))?,
                        text,
                        clock::now()
                    ],
                )?;
                store.execute("DELETE FROM certificate WHERE submission = ?1", [submission])?;
                for number in &numbers {
                    store.execute(
                        "INSERT INTO certificate (submission, number, file, page) VALUES (?1, ?2, ?3, ?4)",
                        params![submission, number.number, number.file, number.page],
                    )?;
                }
            }
            store.execute(
                "UPDATE submission SET state = 'read', problem = NULL WHERE id = ?1",
                [submission],
            )?;
            Ok(())
        })
    }

    pub fn current_report(&self, submission: i64) -> Result<Option<CurrentReport>, DeskError> {
        let found: Option<(i64, String)> = self
            .connection()
            .prepare_cached(
                "SELECT id, report FROM report WHERE submission = ?1 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([submission], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        found
            .map(|(id, report)| Ok(CurrentReport { id, report: serde_json::from_str(&report)? }))
            .transpose()
    }

    /// The same scans, and papers with the same numbers, in other applicants' applications.
    pub fn duplicates(
        &self,
        own: &Application,
        files: &[KeptFile],
        numbers: &BTreeSet<Number>,
    ) -> Result<Vec<Duplicate>, DeskError> {
        let mut duplicates = Vec::new();
        for file in files {
            // Empty files are all alike and prove nothing.
            let Ok((sha256, 1..)) = &file.content else { continue };
            let statement = "SELECT DISTINCT s.application, s.applicant, s.id_number
                 FROM submission_file f JOIN submission s ON s.id = f.submission
                 JOIN application a ON a.submission = s.id
                 WHERE f.sha256 = ?1 AND s.application <> ?2 ORDER BY s.application";
            for (application, applicant) in self.others(statement, sha256, own)? {
                duplicates.push(Duplicate {
                    kind: DuplicateKind::Scan,
                    application,
                    applicant,
                    file: file.name.clone(),
                    page: 1,
                });
            }
        }
        for number in numbers {
            let statement = "SELECT DISTINCT s.application, s.applicant, s.id_number
                 FROM certificate c JOIN submission s ON s.id = c.submission
                 JOIN application a ON a.submission = s.id
                 WHERE c.number = ?1 AND s.application <> ?2 ORDER BY s.application";
            for (application, applicant) in self.others(statement, &number.number, own)? {
                duplicates.push(Duplicate {
                    kind: DuplicateKind::Certificate,
                    application,
                    applicant,
                    file: number.file.clone(),
                    page: number.page,
                });
            }
        }
        Ok(duplicates)
    }

    /// Applications of other people among those that a statement finds: id and applicant.
    fn others(
        &self,
        statement: &str,
        key: &str,
        own: &Application,
    ) -> Result<Vec<(String, String)>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(statement)?;
        let mut rows = statement.query([key, &own.id])?;
        let mut others = Vec::new();
        let own = &own.applicant;
        while let Some(row) = rows.next()? {
            let (application, name, id_number): (String, String, Option<String>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            // The identity number tells people apart; where either is not given, the name must.
            // Of scans that nobody declared neither is known.
            let same_person = match (&own.id_number, &id_number) {
                (Some(own), Some(other)) => own == other,
                _ => !name.is_empty() && own.name == name,
            };
            if !same_person {
                others.push((application, name));
            }
        }
        Ok(others)
    }
}

/// The numbers under which papers can turn up in other applications.
pub(crate) fn numbers_of(documents: &[Document]) -> BTreeSet<Number> {
    documents
        .iter()
        .flat_map(|document| {
            [FieldName::CertificateNumber, FieldName::FilingNumber]
                .into_iter()
                .filter_map(|name| document.field(name))
                .map(|field| Number {
                    number: field.text.chars().filter(|c| !c.is_whitespace()).collect(),
                    file: document.file.clone(),
                    page: field.page,
                })
        })
        .filter(|number| !number.number.is_empty())
        .collect()
}

/// What the queue says of an application in one line.
fn headline(report: &Report) -> String {
    let heaviest = report.findings.iter().find(|finding| matters(finding));
    heaviest.map_or_else(|| "各项核查均通过。".to_owned(), |finding| finding.message.clone())
}

/// The rules that stand between the application and an acceptance, the heaviest first, as the
/// report orders them.
fn open_rules(report: &Report) -> Vec<&str> {
    report.findings.iter().filter(|f| matters(f)).map(|f| f.rule.as_str()).collect()
}

fn matters(finding: &Finding) -> bool {
    match finding.outcome {
        Outcome::Fail => true,
        Outcome::Undetermined => finding.severity != Severity::Notice,
        Outcome::Pass | Outcome::NotApplicable => false,
    }
}
