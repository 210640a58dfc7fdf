//! Who works on an application. A claim ends by itself, so that nobody's open window keeps it.

use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use crate::clock;
use crate::error::DeskError;
use crate::view::Claim;

/// Half an hour covers a difficult case with a telephone call; who still looks renews it.
const LASTS: Duration = Duration::from_secs(30 * 60);

impl Store {
    /// Takes an application for a person, or renews the claim. Where somebody else has it, who.
    pub fn claim(&self, application: &str, by: &str) -> Result<Claim, DeskError> {
        self.write(|store| {
            mine_or_free(store, application, by)?;
            let now = clock::now();
            let begun = in_force(store, application)?.map_or(now, |claim| claim.claimed_at);
            let until = clock::rfc3339(SystemTime::now() + LASTS);
            store.execute(
                "INSERT INTO claim (application, claimed_by, claimed_at, until)
                 SELECT id, ?2, ?3, ?4 FROM application WHERE id = ?1
                 ON CONFLICT (application) DO UPDATE
                 SET claimed_by = ?2, claimed_at = ?3, until = ?4",
                params![application, by, begun, until],
            )?;
            Ok(Claim { claimed_by: by.to_owned(), claimed_at: begun, until })
        })
    }

    /// Gives an application back, if this person has it.
    pub fn release(&self, application: &str, by: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "DELETE FROM claim WHERE application = ?1 AND claimed_by = ?2",
            params![application, by],
        )?;
        Ok(())
    }

    /// Who works on an application now.
    pub fn claimed(&self, application: &str) -> Result<Option<Claim>, DeskError> {
        in_force(&self.connection(), application)
    }
}

fn in_force(store: &Connection, application: &str) -> Result<Option<Claim>, DeskError> {
    let mut statement = store.prepare_cached(
        "SELECT claimed_by, claimed_at, until FROM claim WHERE application = ?1 AND until > ?2",
    )?;
    let claim = |row: &rusqlite::Row| {
        Ok(Claim { claimed_by: row.get(0)?, claimed_at: row.get(1)?, until: row.get(2)? })
    };
    Ok(statement.query_row(params![application, clock::now()], claim).optional()?)
}

/// What only the one who works on it may do.
pub(super) fn mine_or_free(
    store: &Connection,
    application: &str,
    by: &str,
) -> Result<(), DeskError> {
    match in_force(store, application)? {
        Some(claim) if claim.claimed_by != by => Err(DeskError::Conflict(format!(
            "申请“{application}”正由{}审核。请先看别的申请，或请对方交还。",
            claim.claimed_by
        ))),
        _ => Ok(()),
    }
}
