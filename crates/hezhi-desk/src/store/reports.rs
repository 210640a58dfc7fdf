//! What the program said. Reports are only ever added.

use std::collections::BTreeSet;

use hezhi::document::{Document, FieldName};
use hezhi::finding::{Finding, Outcome, Severity};
use hezhi::report::Report;
use rusqlite::{OptionalExtension, params};

use super::{Store, word};
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
