//! Papers that were issued, their numbers, and the templates they were set with.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Store, variant, word};
use crate::clock;
use crate::error::DeskError;
use crate::notice::{Data, Templates};
use crate::view::{IssuedNotice, NoticeKind};

/// A paper as it was issued.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    pub kind: NoticeKind,
    pub data: Data,
    pub templates: Templates,
    pub issued_by: String,
    pub issued_at: String,
}

/// A paper that is about to be issued; `data` has no number yet.
pub struct NewNotice<'a> {
    pub decision: i64,
    pub kind: NoticeKind,
    pub data: Data,
    pub templates: &'a Templates,
    /// What a new number begins with.
    pub prefix: &'a str,
    /// The office's day, ISO 8601.
    pub day: &'a str,
    pub issued_by: &'a str,
}

impl Store {
    /// Issues a paper under the application's number, which is given now where there is none. The
    /// decision must still be in force; where somebody issued the paper meanwhile and it is not
    /// asked for anew, nothing is added.
    pub fn issue_notice(&self, new: &NewNotice, anew: bool) -> Result<(), DeskError> {
        self.write(|store| {
            let application = &new.data.application;
            still_in_force(store, application, new.decision)?;
            if !anew && count(store, new.decision)? > 0 {
                return Ok(());
            }
            let mut data = new.data.clone();
            let number = number_of(store, application, new.prefix, new.day)?;
            data.number = Some(number.clone());
            let template = new.templates.sha256();
            store.execute(
                "INSERT OR IGNORE INTO notice_template (sha256, source, letter) VALUES (?1, ?2, ?3)",
                params![template, new.templates.source, new.templates.letter],
            )?;
            store.execute(
                "INSERT INTO notice (decision, kind, number, data, template, issued_by, issued_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    new.decision,
                    word(&new.kind)?,
                    number,
                    serde_json::to_string(&data)?,
                    template,
                    new.issued_by,
                    clock::now()
                ],
            )?;
            Ok(())
        })
    }

    /// The latest paper that was issued for a decision.
    pub fn issued_notice(&self, decision: i64) -> Result<Option<Issued>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT n.kind, n.data, t.source, t.letter, n.issued_by, n.issued_at
             FROM notice n JOIN notice_template t ON t.sha256 = n.template
             WHERE n.decision = ?1 ORDER BY n.id DESC LIMIT 1",
        )?;
        let mut rows = statement.query([decision])?;
        rows.next()?.map(issued).transpose()
    }

    /// Every paper of an application, the newest first.
    pub fn issued_notices(&self, application: &str) -> Result<Vec<IssuedNotice>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT n.kind, n.number, n.decision, n.issued_by, n.issued_at, n.template
             FROM notice n JOIN notice_number m ON m.number = n.number
             WHERE m.application = ?1 ORDER BY n.id DESC",
        )?;
        let mut rows = statement.query([application])?;
        let mut notices = Vec::new();
        while let Some(row) = rows.next()? {
            notices.push(IssuedNotice {
                kind: variant(&row.get::<_, String>(0)?)?,
                number: row.get(1)?,
                decision: row.get(2)?,
                issued_by: row.get(3)?,
                issued_at: row.get(4)?,
                template: row.get(5)?,
            });
        }
        Ok(notices)
    }

    /// The number of an application's papers, where one was issued.
    pub fn notice_number(&self, application: &str) -> Result<Option<String>, DeskError> {
        Ok(self
            .connection()
            .prepare_cached("SELECT number FROM notice_number WHERE application = ?1")?
            .query_row([application], |row| row.get(0))
            .optional()?)
    }
}

fn issued(row: &Row) -> Result<Issued, DeskError> {
    Ok(Issued {
        kind: variant(&row.get::<_, String>(0)?)?,
        data: serde_json::from_str(&row.get::<_, String>(1)?)?,
        templates: Templates { source: row.get(2)?, letter: row.get(3)? },
        issued_by: row.get(4)?,
        issued_at: row.get(5)?,
    })
}

fn still_in_force(store: &Transaction, application: &str, meant: i64) -> Result<(), DeskError> {
    let in_force: Option<i64> = store
        .query_row(
            "SELECT d.id FROM application a JOIN decision_in_force d ON d.submission = a.submission
             WHERE a.id = ?1",
            [application],
            |row| row.get(0),
        )
        .optional()?;
    if in_force == Some(meant) {
        return Ok(());
    }
    Err(DeskError::Conflict(format!(
        "申请“{application}”的决定在您查看期间有了变化，文书没有出具。请关闭后重新打开。"
    )))
}

fn count(store: &Transaction, decision: i64) -> Result<i64, DeskError> {
    Ok(store.query_row("SELECT count(*) FROM notice WHERE decision = ?1", [decision], |row| {
        row.get(0)
    })?)
}

/// The application's number; a new one is the next of the day, such as `CHJ20260305-0001`.
fn number_of(
    store: &Transaction,
    application: &str,
    prefix: &str,
    day: &str,
) -> Result<String, DeskError> {
    let known = store
        .query_row(
            "SELECT number FROM notice_number WHERE application = ?1",
            [application],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(number) = known {
        return Ok(number);
    }
    let running: i64 = store.query_row(
        "SELECT coalesce(max(running), 0) + 1 FROM notice_number WHERE prefix = ?1 AND day = ?2",
        [prefix, day],
        |row| row.get(0),
    )?;
    let number = format!("{prefix}{}-{running:04}", day.replace('-', ""));
    store.execute(
        "INSERT INTO notice_number (application, prefix, day, running, number)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![application, prefix, day, running, number],
    )?;
    Ok(number)
}
