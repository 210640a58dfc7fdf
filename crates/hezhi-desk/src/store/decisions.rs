//! What people decided. Decisions stand beside the reports and are never changed: taking one
//! back is a row of its own.

use hezhi::finding::Verdict;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, claims, variant, word};
use crate::clock;
use crate::error::DeskError;
use crate::view::{Decision, DecisionInput};

impl Store {
    /// Records a decision on what stands for the application at present.
    pub fn decide(
        &self,
        application: &str,
        input: &DecisionInput,
        decided_by: &str,
    ) -> Result<Decision, DeskError> {
        self.write(|store| {
            let state = State::of(store, application)?;
            state.still(input.seen.as_deref())?;
            claims::mine_or_free(store, application, decided_by)?;
            let mut decision = Decision {
                id: 0,
                kind: input.kind,
                reasons: input.reasons.clone(),
                note: input.note.clone(),
                assignee: input.assignee.clone().filter(|name| !name.trim().is_empty()),
                until: input.until,
                decided_by: decided_by.to_owned(),
                decided_at: clock::now(),
                advice: state.advice,
                undone_at: None,
            };
            store.execute(
                "INSERT INTO decision (submission, report, kind, reasons, note, assignee, until,
                                       decided_by, decided_at, advice, opened_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
                         (SELECT claimed_at FROM claim WHERE application = ?11 AND claimed_by = ?8
                                                         AND until > ?9))",
                params![
                    state.submission,
                    state.report,
                    word(&decision.kind)?,
                    serde_json::to_string(&decision.reasons)?,
                    decision.note,
                    decision.assignee,
                    decision.until.map(|day| day.to_string()),
                    decision.decided_by,
                    decision.decided_at,
                    decision.advice.as_ref().map(word).transpose()?,
                    application
                ],
            )?;
            decision.id = store.last_insert_rowid();
            store.execute("DELETE FROM claim WHERE application = ?1", [application])?;
            Ok(decision)
        })
    }

    /// Takes the decision in force back; the one before it, if any, is in force again. `meant` is
    /// the decision that the person means: where another one is in force, nothing changes.
    pub fn undo_decision(
        &self,
        application: &str,
        meant: Option<i64>,
        decided_by: &str,
    ) -> Result<(), DeskError> {
        self.write(|store| {
            let state = State::of(store, application)?;
            let in_force: Option<i64> = store
                .query_row(
                    "SELECT id FROM decision_in_force WHERE submission = ?1",
                    [state.submission],
                    |row| row.get(0),
                )
                .optional()?;
            let Some(in_force) = in_force else {
                return Err(DeskError::Conflict(format!(
                    "申请“{application}”没有可以撤回的决定，可能已由他人撤回。页面已显示现在的情况。"
                )));
            };
            if meant.is_some_and(|meant| meant != in_force) {
                return Err(DeskError::Conflict(format!(
                    "申请“{application}”现在的决定不是您要撤销的那一个，可能已有他人另作决定。页面已显示现在的情况。"
                )));
            }
            store.execute(
                "INSERT INTO decision (submission, report, kind, undoes, reasons, note, decided_by,
                                       decided_at)
                 VALUES (?1, ?2, 'undo', ?3, '[]', '', ?4, ?5)",
                params![state.submission, state.report, in_force, decided_by, clock::now()],
            )?;
            Ok(())
        })
    }

    /// Every decision ever made on an application, the newest first.
    pub fn history(&self, application: &str) -> Result<Vec<Decision>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT d.id, d.kind, d.reasons, d.note, d.decided_by, d.decided_at, d.advice, u.decided_at,
                    d.assignee, d.until
             FROM decision d JOIN submission s ON s.id = d.submission
             LEFT JOIN decision u ON u.undoes = d.id
             WHERE s.application = ?1 AND d.kind <> 'undo' ORDER BY d.id DESC",
        )?;
        let mut rows = statement.query([application])?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            history.push(decision(row, 0)?);
        }
        Ok(history)
    }

    /// The decision in force on what stands for the application at present.
    pub fn decision_in_force(&self, submission: i64) -> Result<Option<Decision>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, kind, reasons, note, decided_by, decided_at, advice, NULL, assignee, until
             FROM decision_in_force WHERE submission = ?1",
        )?;
        let mut rows = statement.query([submission])?;
        rows.next()?.map(|row| decision(row, 0)).transpose()
    }

    /// A word for what a person sees of an application now: it changes with every new
    /// submission, report and decision.
    pub fn seen(&self, application: &str) -> Result<String, DeskError> {
        Ok(State::of(&self.connection(), application)?.word())
    }
}

/// Ten columns from `first`: id, kind, reasons, note, by, at, advice, undone at, assignee, until.
pub(super) fn decision(row: &Row, first: usize) -> Result<Decision, DeskError> {
    let kind: String = row.get(first + 1)?;
    let reasons: String = row.get(first + 2)?;
    let advice: Option<String> = row.get(first + 6)?;
    Ok(Decision {
        id: row.get(first)?,
        kind: variant(&kind)?,
        reasons: serde_json::from_str(&reasons)?,
        note: row.get(first + 3)?,
        decided_by: row.get(first + 4)?,
        decided_at: row.get(first + 5)?,
        advice: advice.as_deref().map(variant).transpose()?,
        undone_at: row.get(first + 7)?,
        assignee: row.get(first + 8)?,
        until: row.get::<_, Option<String>>(first + 9)?.and_then(|day| day.parse().ok()),
    })
}

/// The submission that stands for an application, if nothing has changed since a person saw it.
pub(super) fn still_seen(
    store: &Connection,
    application: &str,
    seen: Option<&str>,
) -> Result<i64, DeskError> {
    let state = State::of(store, application)?;
    state.still(seen)?;
    Ok(state.submission)
}

/// What stands for an application at one moment.
struct State {
    application: String,
    submission: i64,
    report: Option<i64>,
    advice: Option<Verdict>,
    /// The last row of the decisions, undoing included; 0 where there is none.
    last: i64,
}

impl State {
    fn of(store: &Connection, application: &str) -> Result<State, DeskError> {
        let submission: i64 = store
            .prepare_cached("SELECT submission FROM application WHERE id = ?1")?
            .query_row([application], |row| row.get(0))
            .optional()?
            .ok_or_else(|| {
                DeskError::NotFound(format!("没有编号为“{application}”的申请。请刷新列表后重试。"))
            })?;
        let report: Option<(i64, String)> = store
            .prepare_cached(
                "SELECT id, verdict FROM report WHERE submission = ?1 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([submission], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let last = store
            .prepare_cached("SELECT coalesce(max(id), 0) FROM decision WHERE submission = ?1")?
            .query_row([submission], |row| row.get(0))?;
        Ok(State {
            application: application.to_owned(),
            submission,
            report: report.as_ref().map(|(id, _)| *id),
            advice: report.map(|(_, verdict)| variant(&verdict)).transpose()?,
            last,
        })
    }

    fn word(&self) -> String {
        format!("{}.{}.{}", self.submission, self.report.unwrap_or(0), self.last)
    }

    fn still(&self, seen: Option<&str>) -> Result<(), DeskError> {
        match seen {
            Some(seen) if seen != self.word() => Err(DeskError::Conflict(format!(
                "申请“{}”在您查看期间有了新的决定或新的核查结果。页面已显示现在的情况，请看过再继续。",
                self.application
            ))),
            _ => Ok(()),
        }
    }
}
