//! Folders of applications that are read as one piece of work.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, variant, word};
use crate::clock;
use crate::error::DeskError;
use crate::view::{
    Batch, BatchErrorKind, BatchErrors, BatchItem, BatchItemState, BatchItems, BatchProblem,
    BatchSource, BatchState, Tally,
};

/// An application of a batch as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct NewItem<'a> {
    /// Below the batch's folder.
    pub path: &'a str,
    pub position: u32,
    /// What it was taken in as, or why it was not: the kind and a Chinese sentence.
    pub taken: Result<i64, (BatchErrorKind, &'a str)>,
}

/// Which part of a batch an item is in, by its submission `s` and the item `i`.
const ITEM_STATE: &str = "CASE WHEN i.submission IS NULL OR s.state = 'failed' THEN 'failed'
       WHEN s.state = 'read' THEN 'done' WHEN s.state = 'reading' THEN 'reading'
       ELSE 'waiting' END";

impl Store {
    /// Begins a batch, or finds the one that reads this folder in this way and has not ended.
    pub fn begin_batch(
        &self,
        folder: &str,
        source: &BatchSource,
        by: Option<&str>,
    ) -> Result<i64, DeskError> {
        let source = serde_json::to_string(source)?;
        self.write(|store| {
            let known = store
                .prepare_cached(
                    "SELECT id FROM batch WHERE folder = ?1 AND source = ?2
                       AND state NOT IN ('stopped', 'finished') ORDER BY id DESC LIMIT 1",
                )?
                .query_row([folder, &source], |row| row.get(0))
                .optional()?;
            if let Some(known) = known {
                return Ok(known);
            }
            store.execute(
                "INSERT INTO batch (folder, source, by, started_at, state)
                 VALUES (?1, ?2, ?3, ?4, 'taking_in')",
                params![folder, source, by, clock::now()],
            )?;
            Ok(store.last_insert_rowid())
        })
    }

    /// Notes an application of a batch, in the place of what was noted of it before. What was
    /// taken in belongs to this batch from now on.
    pub fn note_item(&self, batch: i64, item: &NewItem) -> Result<(), DeskError> {
        let (submission, problem) = match &item.taken {
            Ok(submission) => (Some(*submission), None),
            Err((kind, problem)) => (None, Some((word(kind)?, *problem))),
        };
        let (kind, problem) = problem.unzip();
        self.write(|store| {
            store
                .prepare_cached(
                    "INSERT INTO batch_item (batch, path, position, submission, kind, problem)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (batch, path) DO UPDATE
                     SET position = excluded.position, submission = excluded.submission,
                         kind = excluded.kind, problem = excluded.problem",
                )?
                .execute(params![batch, item.path, item.position, submission, kind, problem])?;
            if let Some(submission) = submission {
                store
                    .prepare_cached("UPDATE submission SET batch = ?2 WHERE id = ?1")?
                    .execute([submission, batch])?;
            }
            Ok(())
        })
    }

    /// Notes how many applications the folder holds.
    pub fn batch_holds(&self, batch: i64, found: usize) -> Result<(), DeskError> {
        self.connection()
            .execute("UPDATE batch SET found = ?2 WHERE id = ?1", params![batch, found as i64])?;
        Ok(())
    }

    /// Everything in the folder was taken in: what is left is to be read.
    pub fn batch_is_taken_in(&self, batch: i64, skipped: &[String]) -> Result<(), DeskError> {
        self.connection().execute(
            "UPDATE batch SET taken_in = 1, skipped = ?2,
               state = CASE state WHEN 'taking_in' THEN 'reading' ELSE state END
             WHERE id = ?1",
            params![batch, serde_json::to_string(skipped)?],
        )?;
        Ok(())
    }

    /// Ends the batches of which nothing is left.
    pub fn finish_batches(&self) -> Result<(), DeskError> {
        self.connection()
            .prepare_cached(
                "UPDATE batch SET state = 'finished', ended_at = ?1, problem = NULL
                 WHERE state = 'reading' AND taken_in
                   AND NOT EXISTS (SELECT 1 FROM submission s
                                   WHERE s.state = 'pending' AND s.batch = batch.id)
                   AND NOT EXISTS (SELECT 1 FROM submission s
                                   WHERE s.state = 'reading' AND s.batch = batch.id)",
            )?
            .execute([clock::now()])?;
        Ok(())
    }

    /// Lets a batch wait: for a person, or because of a problem that has to be mended.
    pub fn pause_batch(&self, batch: i64, problem: Option<&str>) -> Result<(), DeskError> {
        self.connection().execute(
            "UPDATE batch SET state = 'paused', problem = ?2
             WHERE id = ?1 AND state IN ('taking_in', 'reading')",
            params![batch, problem],
        )?;
        Ok(())
    }

    /// Lets a batch go on, a stopped one as well: what it left out of the queue is taken in again.
    pub fn resume_batch(&self, batch: i64) -> Result<(), DeskError> {
        self.connection().execute(
            "UPDATE batch SET problem = NULL, ended_at = NULL,
               taken_in = taken_in AND state <> 'stopped',
               state = CASE WHEN taken_in AND state <> 'stopped' THEN 'reading' ELSE 'taking_in' END
             WHERE id = ?1 AND state IN ('paused', 'stopped')",
            [batch],
        )?;
        Ok(())
    }

    /// Ends a batch for good. What it brought and nobody read or wrote on leaves the queue; an
    /// application that was there before is again what it was.
    pub fn stop_batch(&self, batch: i64) -> Result<(), DeskError> {
        self.write(|store| {
            store.execute(
                "UPDATE batch SET state = 'stopped', ended_at = ?2, problem = NULL
                 WHERE id = ?1 AND state NOT IN ('stopped', 'finished')",
                params![batch, clock::now()],
            )?;
            let mut unread = store.prepare_cached(
                "SELECT s.id, s.application,
                        (SELECT max(e.id) FROM submission e
                         WHERE e.application = s.application AND e.id <> s.id AND e.state = 'read')
                 FROM submission s JOIN application a ON a.submission = s.id
                 WHERE s.state = 'pending' AND s.batch = ?1
                   AND NOT EXISTS (SELECT 1 FROM note n WHERE n.submission = s.id)
                   AND NOT EXISTS (SELECT 1 FROM report r WHERE r.submission = s.id)
                   AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.submission = s.id)",
            )?;
            let unread: Vec<(i64, String, Option<i64>)> = unread
                .query_map([batch], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<_, _>>()?;
            for (submission, application, before) in unread {
                match before {
                    Some(before) => store.execute(
                        "UPDATE application SET submission = ?2 WHERE id = ?1",
                        params![application, before],
                    )?,
                    None => {
                        store.execute(
                            "DELETE FROM queue_entry WHERE submission = ?1",
                            [submission],
                        )?;
                        store.execute("DELETE FROM application WHERE id = ?1", [&application])?
                    }
                };
            }
            Ok(())
        })
    }

    /// The applications of a batch that were taken in: where each lies, and its number.
    pub fn items_taken_in(&self, batch: i64) -> Result<Vec<(String, String)>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT i.path, s.application FROM batch_item i
             JOIN submission s ON s.id = i.submission JOIN application a ON a.submission = s.id
             WHERE i.batch = ?1 AND s.batch = ?1",
        )?;
        let items = statement.query_map([batch], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(items.collect::<Result<_, _>>()?)
    }

    /// The state of a batch, or why there is none.
    pub fn batch_state(&self, batch: i64) -> Result<BatchState, DeskError> {
        let state: Option<String> = self
            .connection()
            .prepare_cached("SELECT state FROM batch WHERE id = ?1")?
            .query_row([batch], |row| row.get(0))
            .optional()?;
        state.map_or_else(|| Err(no_batch(batch)), |state| variant(&state))
    }

    /// Batches that wait for their folder to be taken in: number, folder and how it is declared.
    pub fn batches_to_take_in(&self) -> Result<Vec<(i64, String, BatchSource)>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, folder, source FROM batch WHERE state = 'taking_in' ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut batches = Vec::new();
        while let Some(row) = rows.next()? {
            let source: String = row.get(2)?;
            batches.push((row.get(0)?, row.get(1)?, serde_json::from_str(&source)?));
        }
        Ok(batches)
    }

    /// How far a batch has come; its rate is not known here.
    pub fn batch(&self, batch: i64) -> Result<Batch, DeskError> {
        let connection = self.connection();
        let found = connection
            .prepare_cached(&format!("{BATCHES} WHERE id = ?1"))?
            .query_row([batch], raw)
            .optional()?
            .ok_or_else(|| no_batch(batch))?;
        complete(&connection, found)
    }

    /// Every batch, the newest first.
    pub fn batches(&self) -> Result<Vec<Batch>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!("{BATCHES} ORDER BY id DESC"))?;
        let found: Vec<Raw> = statement.query_map([], raw)?.collect::<Result<_, _>>()?;
        found.into_iter().map(|found| complete(&connection, found)).collect()
    }

    /// A stretch of a batch's applications in one state, in the order of the folder.
    pub fn batch_items(
        &self,
        batch: i64,
        state: BatchItemState,
        from: u32,
        count: u32,
    ) -> Result<BatchItems, DeskError> {
        let connection = self.connection();
        let mut found = BatchItems::default();
        let mut counts = connection.prepare_cached(&format!(
            "SELECT {ITEM_STATE}, count(*) FROM batch_item i
             LEFT JOIN submission s ON s.id = i.submission WHERE i.batch = ?1 GROUP BY 1"
        ))?;
        let mut rows = counts.query([batch])?;
        while let Some(row) = rows.next()? {
            found.counts.insert(row.get(0)?, row.get(1)?);
        }
        let state_word = word(&state)?;
        found.total = found.counts.get(&state_word).copied().unwrap_or(0);
        let mut items = connection.prepare_cached(&format!(
            "SELECT i.path, s.application, i.kind, coalesce(i.problem, s.problem), s.id,
                    (SELECT verdict FROM report WHERE submission = s.id ORDER BY id DESC LIMIT 1)
             FROM batch_item i LEFT JOIN submission s ON s.id = i.submission
             WHERE i.batch = ?1 AND {ITEM_STATE} = ?2
             ORDER BY i.position LIMIT ?3 OFFSET ?4"
        ))?;
        let mut rows = items.query(params![batch, state_word, count, from])?;
        while let Some(row) = rows.next()? {
            found.items.push(item(&connection, row, state)?);
        }
        Ok(found)
    }

    /// Puts the problems of a submission's files in the place of those noted before.
    pub fn note_file_problems(
        &self,
        submission: i64,
        problems: &[BatchProblem],
    ) -> Result<(), DeskError> {
        let known: bool = self
            .connection()
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM file_problem WHERE submission = ?1)")?
            .query_row([submission], |row| row.get(0))?;
        if problems.is_empty() && !known {
            return Ok(());
        }
        self.write(|store| {
            store.execute("DELETE FROM file_problem WHERE submission = ?1", [submission])?;
            for (position, problem) in problems.iter().enumerate() {
                store.execute(
                    "INSERT INTO file_problem (submission, position, file, kind, problem)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![
                        submission,
                        position as i64,
                        problem.file,
                        word(&problem.kind)?,
                        problem.message
                    ],
                )?;
            }
            Ok(())
        })
    }
}

const BATCHES: &str =
    "SELECT id, folder, source, by, started_at, ended_at, state, problem, found FROM batch";

type Raw =
    (i64, String, String, Option<String>, String, Option<String>, String, Option<String>, u32);

fn raw(row: &Row) -> rusqlite::Result<Raw> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
        row.get(8)?,
    ))
}

fn complete(connection: &Connection, found: Raw) -> Result<Batch, DeskError> {
    let (id, folder, source, by, started_at, ended_at, state, problem, total) = found;
    let mut batch = Batch {
        id,
        folder,
        source: serde_json::from_str(&source)?,
        by,
        started_at,
        ended_at,
        state: variant(&state)?,
        problem,
        total,
        taken_in: 0,
        done: 0,
        failed: 0,
        rate_per_minute: 0.0,
        seconds_left: None,
        verdicts: Tally::default(),
        errors: Vec::new(),
    };
    count_items(connection, &mut batch)?;
    count_errors(connection, &mut batch)?;
    Ok(batch)
}

fn count_items(connection: &Connection, batch: &mut Batch) -> Result<(), DeskError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {ITEM_STATE},
                (SELECT verdict FROM report WHERE submission = s.id ORDER BY id DESC LIMIT 1),
                count(*)
         FROM batch_item i LEFT JOIN submission s ON s.id = i.submission
         WHERE i.batch = ?1 GROUP BY 1, 2"
    ))?;
    let mut rows = statement.query([batch.id])?;
    while let Some(row) = rows.next()? {
        let (state, verdict, count): (String, Option<String>, u32) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        batch.taken_in += count;
        match variant(&state)? {
            BatchItemState::Failed => batch.failed += count,
            BatchItemState::Done => {
                batch.done += count;
                let tally = &mut batch.verdicts;
                match verdict.as_deref() {
                    Some("accept") => tally.accept += count,
                    Some("supplement") => tally.supplement += count,
                    Some("refuse") => tally.refuse += count,
                    _ => tally.review += count,
                }
            }
            BatchItemState::Waiting | BatchItemState::Reading => {}
        }
    }
    batch.total = batch.total.max(batch.taken_in);
    Ok(())
}

fn count_errors(connection: &Connection, batch: &mut Batch) -> Result<(), DeskError> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, count(*) FROM (
           SELECT kind FROM batch_item WHERE batch = ?1 AND submission IS NULL
           UNION ALL
           SELECT 'desk' FROM batch_item i JOIN submission s ON s.id = i.submission
           WHERE i.batch = ?1 AND s.state = 'failed'
           UNION ALL
           SELECT p.kind FROM batch_item i JOIN file_problem p ON p.submission = i.submission
           WHERE i.batch = ?1)
         GROUP BY kind ORDER BY 2 DESC, 1",
    )?;
    let mut rows = statement.query([batch.id])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        batch.errors.push(BatchErrors { kind: variant(&kind)?, count: row.get(1)? });
    }
    Ok(())
}

fn item(connection: &Connection, row: &Row, state: BatchItemState) -> Result<BatchItem, DeskError> {
    let kind: Option<String> = row.get(2)?;
    let problem: Option<String> = row.get(3)?;
    let submission: Option<i64> = row.get(4)?;
    let verdict: Option<String> = row.get(5)?;
    let mut problems = Vec::new();
    if let Some(message) = problem.filter(|_| state == BatchItemState::Failed) {
        let kind = kind.map_or(Ok(BatchErrorKind::Desk), |kind| variant(&kind))?;
        problems.push(BatchProblem { kind, file: None, message });
    }
    let mut statement = connection.prepare_cached(
        "SELECT kind, file, problem FROM file_problem WHERE submission = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([submission])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let (file, message) = (Some(row.get(1)?), row.get(2)?);
        problems.push(BatchProblem { kind: variant(&kind)?, file, message });
    }
    Ok(BatchItem {
        path: row.get(0)?,
        application: row.get(1)?,
        state,
        verdict: verdict
            .filter(|_| state == BatchItemState::Done)
            .map(|verdict| variant(&verdict))
            .transpose()?,
        problems,
    })
}

fn no_batch(batch: i64) -> DeskError {
    DeskError::NotFound(format!("没有第 {batch} 批。请刷新后重试。"))
}
