//! What people put in the place of what was read. Rows are only ever added.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, claims, variant, word};
use crate::clock;
use crate::error::DeskError;
use crate::view::{Correction, CorrectionInput, PaperRef};

impl Store {
    /// Keeps a correction of what stands for the application at present. `text` is in its normal
    /// form, `was` what stood there.
    pub fn correct(
        &self,
        application: &str,
        input: &CorrectionInput,
        text: Option<&str>,
        was: Option<&str>,
        by: &str,
    ) -> Result<(), DeskError> {
        self.write(|store| {
            let submission = changeable(store, application, input.seen.as_deref(), by)?;
            store.execute(
                "INSERT INTO correction (submission, file, page, kind, field, text, was, place,
                                         corrected_by, corrected_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    submission,
                    input.paper.file,
                    input.paper.page,
                    word(&input.paper.kind)?,
                    word(&input.field)?,
                    text,
                    was,
                    input.place.as_ref().map(serde_json::to_string).transpose()?,
                    by,
                    clock::now()
                ],
            )?;
            Ok(())
        })
    }

    /// Takes a correction back: what was read, or the correction before it, stands again.
    pub fn withdraw(&self, application: &str, correction: i64, by: &str) -> Result<(), DeskError> {
        self.write(|store| {
            let submission = changeable(store, application, None, by)?;
            let withdrawn = store.execute(
                "INSERT INTO correction (submission, file, page, kind, field, withdraws,
                                         corrected_by, corrected_at)
                 SELECT submission, file, page, kind, field, id, ?3, ?4 FROM correction
                 WHERE id = ?1 AND submission = ?2 AND withdraws IS NULL
                   AND NOT EXISTS (SELECT 1 FROM correction w WHERE w.withdraws = ?1)",
                params![correction, submission, by, clock::now()],
            )?;
            if withdrawn == 0 {
                return Err(DeskError::Conflict(
                    "这处更正已经撤回，或不属于这件申请。页面已显示现在的情况。".into(),
                ));
            }
            Ok(())
        })
    }

    /// Every correction of a submission in the order in which they were made, withdrawn ones
    /// included.
    pub fn corrections(&self, submission: i64) -> Result<Vec<Correction>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT c.id, c.file, c.page, c.kind, c.field, c.text, c.was, c.place, c.corrected_by,
                    c.corrected_at, w.corrected_at
             FROM correction c LEFT JOIN correction w ON w.withdraws = c.id
             WHERE c.submission = ?1 AND c.withdraws IS NULL ORDER BY c.id",
        )?;
        let mut rows = statement.query([submission])?;
        let mut corrections = Vec::new();
        while let Some(row) = rows.next()? {
            corrections.push(correction(row)?);
        }
        Ok(corrections)
    }
}

/// What people corrected on papers that came again just as they were stands on them as before:
/// nobody corrects a paper twice because another one was added.
pub(super) fn carry_over(store: &Connection, from: i64, to: i64) -> Result<(), DeskError> {
    store.execute(
        "INSERT INTO correction (submission, file, page, kind, field, text, was, place,
                                 corrected_by, corrected_at)
         SELECT ?2, c.file, c.page, c.kind, c.field, c.text, c.was, c.place, c.corrected_by,
                c.corrected_at
         FROM correction c
         JOIN submission_file before ON before.submission = c.submission AND before.file = c.file
         JOIN submission_file after ON after.submission = ?2 AND after.file = c.file
              AND after.sha256 = before.sha256
         WHERE c.submission = ?1 AND c.withdraws IS NULL
           AND NOT EXISTS (SELECT 1 FROM correction w WHERE w.withdraws = c.id)
         ORDER BY c.id",
        [from, to],
    )?;
    Ok(())
}

fn correction(row: &Row) -> Result<Correction, DeskError> {
    let (kind, field): (String, String) = (row.get(3)?, row.get(4)?);
    let place: Option<String> = row.get(7)?;
    Ok(Correction {
        id: row.get(0)?,
        paper: PaperRef { file: row.get(1)?, page: row.get(2)?, kind: variant(&kind)? },
        field: variant(&field)?,
        text: row.get(5)?,
        was: row.get(6)?,
        place: place.as_deref().map(serde_json::from_str).transpose()?,
        corrected_by: row.get(8)?,
        corrected_at: row.get(9)?,
        withdrawn_at: row.get(10)?,
    })
}

/// The submission that may be corrected: nobody else works on it, nothing has changed since the
/// person looked, and nobody has decided on what was read.
fn changeable(
    store: &Connection,
    application: &str,
    seen: Option<&str>,
    by: &str,
) -> Result<i64, DeskError> {
    let submission = super::decisions::still_seen(store, application, seen)?;
    claims::mine_or_free(store, application, by)?;
    let decided: Option<i64> = store
        .prepare_cached(
            "SELECT id FROM decision_in_force
             WHERE submission = ?1 AND kind NOT IN ('review', 'defer')",
        )?
        .query_row([submission], |row| row.get(0))
        .optional()?;
    match decided {
        None => Ok(submission),
        Some(_) => Err(DeskError::Conflict(format!(
            "申请“{application}”已经决定。要更正字段，请先撤销决定。"
        ))),
    }
}
