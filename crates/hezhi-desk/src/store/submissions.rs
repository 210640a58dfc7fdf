//! Applications as they came in, with their files.

use hezhi::application::Application;
use hezhi::text::Problem;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, variant};
use crate::clock;
use crate::error::DeskError;
use crate::view::{EarlierSubmission, ReadingState};

/// An application as it came in once.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    pub id: i64,
    pub application: Application,
    pub digest: String,
    pub state: ReadingState,
    /// Why there is no report. Chinese.
    pub problem: Option<String>,
    pub files: Vec<KeptFile>,
    /// The batch that brought it.
    pub batch: Option<i64>,
}

/// A file of a submission: the hash under which its scan is kept, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptFile {
    pub name: String,
    /// Lower-case hex, and the size in bytes.
    pub content: Result<(String, u64), Problem>,
}

/// What taking in an application came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub submission: i64,
    /// The application was there already, just as it is now.
    pub unchanged: bool,
}

impl Store {
    /// Takes an application in. Its scans must lie in the scans' folder already.
    pub fn take_in(
        &self,
        application: &Application,
        digest: &str,
        files: &[KeptFile],
        source: &str,
    ) -> Result<Taken, DeskError> {
        self.write(|store| {
            let known: Option<i64> = store
                .prepare_cached("SELECT id FROM submission WHERE application = ?1 AND digest = ?2")?
                .query_row([&application.id, digest], |row| row.get(0))
                .optional()?;
            let current: Option<i64> = store
                .prepare_cached("SELECT submission FROM application WHERE id = ?1")?
                .query_row([&application.id], |row| row.get(0))
                .optional()?;
            let submission = match known {
                Some(submission) => {
                    // Handed in once more, a failed application gets another try.
                    store.execute(
                        "UPDATE submission SET state = 'pending', problem = NULL
                         WHERE id = ?1 AND state = 'failed'",
                        [submission],
                    )?;
                    submission
                }
                None => {
                    let submission = add(store, application, digest, source)?;
                    add_files(store, submission, files)?;
                    if let Some(current) = current {
                        super::corrections::carry_over(store, current, submission)?;
                    }
                    submission
                }
            };
            store.execute(
                "INSERT INTO application (id, submission) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET submission = excluded.submission",
                params![application.id, submission],
            )?;
            Ok(Taken { submission, unchanged: current == Some(submission) })
        })
    }

    /// The submission that stands for an application at present.
    pub fn current_submission(&self, application: &str) -> Result<Submission, DeskError> {
        let connection = self.connection();
        let submission = connection
            .prepare_cached(
                "SELECT s.id, s.declared, s.digest, s.state, s.problem, s.batch
                 FROM application a JOIN submission s ON s.id = a.submission WHERE a.id = ?1",
            )?
            .query_row([application], raw)
            .optional()?
            .ok_or_else(|| {
                DeskError::NotFound(format!("没有编号为“{application}”的申请。请刷新列表后重试。"))
            })?;
        complete(&connection, submission)
    }

    /// Where a submission came from: mostly the folder that its files lay in.
    pub fn source(&self, submission: i64) -> Result<Option<String>, DeskError> {
        let source: Option<String> = self
            .connection()
            .prepare_cached("SELECT source FROM submission WHERE id = ?1")?
            .query_row([submission], |row| row.get(0))
            .optional()?;
        Ok(source.filter(|source| !source.is_empty()))
    }

    /// Takes the next unread application off the queue for this reader: of a batch, or whatever is
    /// to be read. What people brought by themselves comes before batches, the oldest first.
    pub fn claim_next(
        &self,
        reader: &str,
        batch: Option<i64>,
    ) -> Result<Option<Submission>, DeskError> {
        // Asked several times a second: an empty queue must not hold up who writes.
        if self.next_to_read(batch)?.is_none() {
            return Ok(None);
        }
        self.write(|store| {
            let Some(next) = next_to_read(store, batch)? else { return Ok(None) };
            let submission = store
                .prepare_cached(
                    "UPDATE submission SET state = 'reading', reader = ?2 WHERE id = ?1
                     RETURNING id, declared, digest, state, problem, batch",
                )?
                .query_row(params![next, reader], raw)?;
            complete(store, submission).map(Some)
        })
    }

    fn next_to_read(&self, batch: Option<i64>) -> Result<Option<i64>, DeskError> {
        next_to_read(&self.connection(), batch)
    }

    /// Puts back what was claimed by readers that are gone; `is_there` tells by a reader's name.
    pub fn put_back_abandoned(&self, is_there: impl Fn(&str) -> bool) -> Result<(), DeskError> {
        let readers: Vec<Option<String>> = {
            let connection = self.connection();
            let mut statement = connection
                .prepare_cached("SELECT DISTINCT reader FROM submission WHERE state = 'reading'")?;
            let readers = statement.query_map([], |row| row.get(0))?;
            readers.collect::<Result<_, _>>()?
        };
        for gone in readers.iter().filter(|r| r.as_deref().is_none_or(|name| !is_there(name))) {
            self.connection().execute(
                "UPDATE submission SET state = 'pending', reader = NULL
                 WHERE state = 'reading' AND reader IS ?1",
                [gone],
            )?;
        }
        Ok(())
    }

    /// Has a submission read again, or for the first time, unless somebody is at it.
    pub fn put_back(&self, submission: i64) -> Result<(), DeskError> {
        self.connection()
            .prepare_cached(
                "UPDATE submission SET state = 'pending', reader = NULL, problem = NULL
                 WHERE id = ?1 AND state <> 'reading'",
            )?
            .execute([submission])?;
        Ok(())
    }

    /// Gives back a submission that this reader claimed and could not finish.
    pub fn give_back(&self, submission: i64, reader: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "UPDATE submission SET state = 'pending', reader = NULL
             WHERE id = ?1 AND state = 'reading' AND reader = ?2",
            params![submission, reader],
        )?;
        Ok(())
    }

    /// How many of a batch are being read, by whomever.
    pub fn being_read(&self, batch: i64) -> Result<u32, DeskError> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT count(*) FROM submission WHERE state = 'reading' AND batch = ?1",
            )?
            .query_row([batch], |row| row.get(0))?)
    }

    /// Puts back what was read and nobody has decided, to be judged again; tells how many.
    pub fn put_back_undecided(&self) -> Result<u32, DeskError> {
        let put_back = self.connection().execute(
            "UPDATE submission SET state = 'pending' WHERE state = 'read'
               AND id IN (SELECT submission FROM application)
               AND id NOT IN (SELECT submission FROM decision_in_force)",
            [],
        )?;
        Ok(u32::try_from(put_back).unwrap_or(u32::MAX))
    }

    /// Notes that the program itself failed on a submission.
    pub fn note_failure(&self, submission: i64, problem: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "UPDATE submission SET state = 'failed', problem = ?2 WHERE id = ?1",
            params![submission, problem],
        )?;
        Ok(())
    }

    /// Whether no application was ever taken in.
    pub fn is_empty(&self) -> Result<bool, DeskError> {
        Ok(self
            .connection()
            .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM application)")?
            .query_row([], |row| row.get(0))?)
    }

    /// Every submission of an application, the newest first.
    pub fn submissions(&self, application: &str) -> Result<Vec<EarlierSubmission>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT s.imported_at, s.declared, s.id = a.submission,
                    (SELECT json_group_array(file) FROM
                       (SELECT file FROM submission_file WHERE submission = s.id ORDER BY position))
             FROM submission s JOIN application a ON a.id = s.application
             WHERE s.application = ?1 ORDER BY s.id DESC",
        )?;
        let mut rows = statement.query([application])?;
        let mut submissions = Vec::new();
        while let Some(row) = rows.next()? {
            submissions.push(EarlierSubmission {
                imported_at: row.get(0)?,
                application: serde_json::from_str(&row.get::<_, String>(1)?)?,
                current: row.get(2)?,
                files: serde_json::from_str(&row.get::<_, String>(3)?)?,
            });
        }
        Ok(submissions)
    }

    /// The numbers of applications that begin so.
    pub fn numbers_beginning(&self, begin: &str) -> Result<Vec<String>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id FROM application WHERE id >= ?1 AND id < ?1 || char(1114111)",
        )?;
        let numbers = statement.query_map([begin], |row| row.get(0))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// How many applications wait to be read or are being read.
    pub fn left_to_read(&self) -> Result<u32, DeskError> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT count(*) FROM submission s JOIN application a ON a.submission = s.id
                 WHERE s.state IN ('pending', 'reading')",
            )?
            .query_row([], |row| row.get(0))?)
    }
}

/// The next submission to be read. Each question is answered by the first row of an index, however
/// many wait.
fn next_to_read(connection: &Connection, batch: Option<i64>) -> Result<Option<i64>, DeskError> {
    let first = |batch: Option<i64>| {
        connection
            .prepare_cached(
                "SELECT s.id FROM submission s JOIN application a ON a.submission = s.id
                 WHERE s.state = 'pending' AND s.batch IS ?1
                 ORDER BY s.submitted_on, s.id LIMIT 1",
            )?
            .query_row([batch], |row| row.get(0))
            .optional()
    };
    if batch.is_some() {
        return Ok(first(batch)?);
    }
    if let Some(single) = first(None)? {
        return Ok(Some(single));
    }
    let mut batches = connection.prepare_cached(
        "SELECT id FROM batch WHERE state IN ('taking_in', 'reading') ORDER BY id",
    )?;
    for batch in batches.query_map([], |row| row.get(0))? {
        if let Some(next) = first(Some(batch?))? {
            return Ok(Some(next));
        }
    }
    // What a batch brought that has ended meanwhile, put back to be judged again.
    Ok(connection
        .prepare_cached(
            "SELECT s.id FROM submission s JOIN application a ON a.submission = s.id
             JOIN batch b ON b.id = s.batch
             WHERE s.state = 'pending' AND b.state = 'finished' LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?)
}

type Raw = (i64, String, String, String, Option<String>, Option<i64>);

fn raw(row: &Row) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

pub(super) fn complete(connection: &Connection, submission: Raw) -> Result<Submission, DeskError> {
    let (id, declared, digest, state, problem, batch) = submission;
    let mut statement = connection.prepare_cached(
        "SELECT f.file, f.sha256, s.bytes, f.problem
         FROM submission_file f LEFT JOIN scan s ON s.sha256 = f.sha256
         WHERE f.submission = ?1 ORDER BY f.position",
    )?;
    let mut rows = statement.query([id])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        let sha256: Option<String> = row.get(1)?;
        let content = match (sha256, row.get::<_, Option<String>>(3)?) {
            (Some(sha256), _) => Ok((sha256, row.get::<_, i64>(2)?.unsigned_abs())),
            (None, Some(problem)) => Err(serde_json::from_str(&problem)?),
            (None, None) => {
                return Err(DeskError::Internal("a file without scan or problem".into()));
            }
        };
        files.push(KeptFile { name: row.get(0)?, content });
    }
    Ok(Submission {
        id,
        application: serde_json::from_str(&declared)?,
        digest,
        state: variant(&state)?,
        problem,
        files,
        batch,
    })
}

fn add(
    store: &Connection,
    application: &Application,
    digest: &str,
    source: &str,
) -> Result<i64, DeskError> {
    store.execute(
        "INSERT INTO submission (application, digest, declared, applicant, id_number, address,
                                 submitted_on, source, imported_at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'pending')",
        params![
            application.id,
            digest,
            serde_json::to_string(application)?,
            application.applicant.name,
            application.applicant.id_number,
            application.residence.address,
            application.submitted_on.to_string(),
            source,
            clock::now()
        ],
    )?;
    Ok(store.last_insert_rowid())
}

fn add_files(store: &Connection, submission: i64, files: &[KeptFile]) -> Result<(), DeskError> {
    let now = clock::now();
    for (position, file) in files.iter().enumerate() {
        let (sha256, problem) = match &file.content {
            Ok((sha256, bytes)) => {
                store.execute(
                    "INSERT INTO scan (sha256, bytes, kept_at) VALUES (?1, ?2, ?3)
                     ON CONFLICT (sha256) DO NOTHING",
                    params![sha256, i64::try_from(*bytes).unwrap_or(i64::MAX), now],
                )?;
                (Some(sha256), None)
            }
            Err(problem) => (None, Some(serde_json::to_string(problem)?)),
        };
        store.execute(
            "INSERT INTO submission_file (submission, position, file, sha256, problem)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![submission, position as i64, file.name, sha256, problem],
        )?;
    }
    Ok(())
}
