//! Who is at the window, and the pages that were put in.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Reading, Store, variant, word};
use crate::clock;
use crate::error::DeskError;
use crate::view::{Aside, OpenVisit, PageChange, PageSource, Upload, VisitForm};

/// A visit as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptVisit {
    pub id: String,
    pub opened_at: String,
    pub opened_by: String,
    pub queue_number: String,
    pub form: VisitForm,
    pub application: Option<String>,
    /// In their order.
    pub pages: Vec<KeptPage>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct KeptPage {
    pub id: i64,
    pub upload: Upload,
    pub source: PageSource,
    pub turned: u16,
    pub aside: Option<Aside>,
    /// The clerk fetched it back.
    pub kept: bool,
}

impl Store {
    pub fn open_visit(
        &self,
        id: &str,
        (by, queue_number): (&str, &str),
        form: &VisitForm,
        application: Option<&str>,
    ) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT INTO counter_visit (id, opened_at, opened_by, queue_number, form, application)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, clock::now(), by, queue_number, serde_json::to_string(form)?, application],
        )?;
        Ok(())
    }

    /// Visits that were not ended, the oldest first.
    pub fn open_visits(&self) -> Result<Vec<OpenVisit>, DeskError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT v.id, v.opened_at, v.queue_number,
                    (SELECT count(*) FROM visit_page WHERE visit = v.id)
             FROM counter_visit v ORDER BY v.opened_at, v.id",
        )?;
        let visits = statement.query_map([], |row| {
            Ok(OpenVisit {
                id: row.get(0)?,
                opened_at: row.get(1)?,
                queue_number: row.get(2)?,
                pages: row.get(3)?,
            })
        })?;
        Ok(visits.collect::<Result<_, _>>()?)
    }

    pub fn visit(&self, id: &str) -> Result<KeptVisit, DeskError> {
        let connection = self.connection();
        let found = connection
            .prepare_cached(
                "SELECT opened_at, opened_by, queue_number, form, application
                 FROM counter_visit WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get(4)?))
            })
            .optional()?;
        let (opened_at, opened_by, queue_number, form, application) = found.ok_or_else(gone)?;
        Ok(KeptVisit {
            id: id.to_owned(),
            opened_at,
            opened_by,
            queue_number,
            form: serde_json::from_str(&form)?,
            application,
            pages: pages(&connection, id)?,
        })
    }

    pub fn keep_visit(
        &self,
        id: &str,
        form: &VisitForm,
        queue_number: &str,
    ) -> Result<(), DeskError> {
        let changed = self.connection().execute(
            "UPDATE counter_visit SET form = ?2, queue_number = ?3 WHERE id = ?1",
            params![id, serde_json::to_string(form)?, queue_number],
        )?;
        if changed == 0 { Err(gone()) } else { Ok(()) }
    }

    /// Adds a page at the end. One of the same content is fetched back instead, wherever it is.
    pub fn add_visit_page(
        &self,
        visit: &str,
        upload: &Upload,
        source: PageSource,
    ) -> Result<KeptPage, DeskError> {
        self.write(|store| {
            let there: bool = store.query_row(
                "SELECT EXISTS (SELECT 1 FROM counter_visit WHERE id = ?1)",
                [visit],
                |row| row.get(0),
            )?;
            if !there {
                return Err(gone());
            }
            store.execute(
                "INSERT INTO visit_page (visit, position, upload, name, bytes, source)
                 VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM visit_page
                              WHERE visit = ?1), ?2, ?3, ?4, ?5)
                 ON CONFLICT (visit, upload) DO UPDATE SET aside = NULL",
                params![
                    visit,
                    upload.id,
                    upload.name,
                    i64::try_from(upload.bytes).unwrap_or(i64::MAX),
                    word(&source)?
                ],
            )?;
            let page = pages(store, visit)?.into_iter().find(|page| page.upload.id == upload.id);
            page.ok_or_else(|| DeskError::Internal("a page that was just added".into()))
        })
    }

    pub fn change_visit_page(
        &self,
        visit: &str,
        page: i64,
        change: PageChange,
    ) -> Result<(), DeskError> {
        self.write(|store| {
            let pages = pages(store, visit)?;
            let at = pages.iter().position(|there| there.id == page).ok_or_else(|| {
                DeskError::NotFound("这一页已经不在材料里。请刷新后重试。".into())
            })?;
            match change {
                PageChange::Turn => store.execute(
                    "UPDATE visit_page SET turned = (turned + 90) % 360 WHERE id = ?1",
                    [page],
                )?,
                PageChange::Remove => store.execute(
                    "UPDATE visit_page SET aside = 'removed', kept = 0 WHERE id = ?1",
                    [page],
                )?,
                PageChange::FetchBack => store.execute(
                    "UPDATE visit_page SET aside = NULL, kept = 1 WHERE id = ?1",
                    [page],
                )?,
                PageChange::Forward | PageChange::Back => {
                    let mut order: Vec<i64> = pages.iter().map(|page| page.id).collect();
                    let to = match change {
                        PageChange::Forward => at.saturating_sub(1),
                        _ => (at + 1).min(order.len() - 1),
                    };
                    order.swap(at, to);
                    put_in_order(store, &order)?
                }
            };
            Ok(())
        })
    }

    /// A page that was scanned again takes the place of the one before, which is put aside.
    pub fn replace_visit_page(&self, visit: &str, old: i64, new: i64) -> Result<(), DeskError> {
        self.write(|store| {
            let mut order: Vec<i64> = pages(store, visit)?.iter().map(|page| page.id).collect();
            order.retain(|id| *id != new);
            let Some(at) = order.iter().position(|id| *id == old) else { return Ok(()) };
            order.insert(at, new);
            put_in_order(store, &order)?;
            store.execute(
                "UPDATE visit_page SET aside = 'replaced' WHERE id = ?1 AND kept = 0",
                [old],
            )?;
            Ok(())
        })
    }

    /// Forgets a visit, its pages, what was read of them and what was typed. Returns the uploads
    /// that nothing else needs.
    pub fn close_visit(&self, id: &str) -> Result<Vec<String>, DeskError> {
        self.write(|store| {
            let uploads: Vec<String> =
                pages(store, id)?.into_iter().map(|page| page.upload.id).collect();
            store.execute("DELETE FROM visit_page WHERE visit = ?1", [id])?;
            store.execute("DELETE FROM counter_visit WHERE id = ?1", [id])?;
            let mut needed = store
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM visit_page WHERE upload = ?1)")?;
            let mut free = Vec::new();
            for upload in uploads {
                if needed.query_row([&upload], |row| row.get::<_, bool>(0))? {
                    continue;
                }
                store.execute("DELETE FROM visit_reading WHERE sha256 = ?1", [&upload])?;
                free.push(upload);
            }
            Ok(free)
        })
    }

    /// Empties the journal, which holds what was deleted. While others read it has to wait.
    pub fn empty_the_journal(&self) -> Result<(), DeskError> {
        let connection = self.connection();
        Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// What was read of a page that is no scan of the office's yet.
    pub fn visit_reading(&self, sha256: &str, engine: &str) -> Result<Option<Reading>, DeskError> {
        let found: Option<(String, String)> = self
            .connection()
            .prepare_cached(
                "SELECT text, looked FROM visit_reading WHERE sha256 = ?1 AND engine = ?2",
            )?
            .query_row([sha256, engine], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let reading = |(text, looked): (String, String)| {
            let text = serde_json::from_str(&text).ok()?;
            Some(Reading { text, looked: serde_json::from_str(&looked).ok()? })
        };
        Ok(found.and_then(reading))
    }

    /// Keeps what was read of a page, as long as some visit has it.
    pub fn keep_visit_reading(
        &self,
        sha256: &str,
        engine: &str,
        reading: &Reading,
    ) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT INTO visit_reading (sha256, engine, text, looked)
             SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM visit_page WHERE upload = ?1)
             ON CONFLICT (sha256, engine) DO UPDATE
             SET text = excluded.text, looked = excluded.looked",
            params![
                sha256,
                engine,
                serde_json::to_string(&reading.text)?,
                serde_json::to_string(&reading.looked)?
            ],
        )?;
        Ok(())
    }

    /// Hands what was read of a visit's pages on to the scans that they have become.
    pub fn hand_readings_on(&self, visit: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO reading (sha256, engine, text, looked, read_at)
             SELECT r.sha256, r.engine, r.text, r.looked, ?2 FROM visit_reading r
             JOIN visit_page p ON p.upload = r.sha256 JOIN scan s ON s.sha256 = r.sha256
             WHERE p.visit = ?1",
            params![visit, clock::now()],
        )?;
        Ok(())
    }

    /// The visits that a file was put into, each with its page.
    pub fn visits_with(&self, upload: &str) -> Result<Vec<(String, i64)>, DeskError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT visit, id FROM visit_page WHERE upload = ?1")?;
        let visits = statement.query_map([upload], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(visits.collect::<Result<_, _>>()?)
    }

    /// The visit, if any, that an application is open in.
    pub fn visit_of(&self, application: &str) -> Result<Option<String>, DeskError> {
        Ok(self
            .connection()
            .prepare_cached("SELECT id FROM counter_visit WHERE application = ?1")?
            .query_row([application], |row| row.get(0))
            .optional()?)
    }

    /// From now on the visit is that of an application: sent twice, it is still one.
    pub fn visit_is_of(&self, visit: &str, application: &str) -> Result<(), DeskError> {
        self.connection().execute(
            "UPDATE counter_visit SET application = ?2 WHERE id = ?1",
            [visit, application],
        )?;
        Ok(())
    }

    /// The application that a number stands for: its own, or that of a paper that was issued for
    /// it. Capital letters and small ones are one.
    pub fn by_number(&self, number: &str) -> Result<Option<String>, DeskError> {
        let connection = self.connection();
        let find = |question: &str| {
            connection
                .prepare_cached(question)?
                .query_row([number], |row| row.get::<_, String>(0))
                .optional()
        };
        for question in [
            "SELECT application FROM notice_number WHERE number = ?1",
            "SELECT id FROM application WHERE id = ?1",
            "SELECT application FROM notice_number WHERE number = ?1 COLLATE NOCASE",
            "SELECT id FROM application WHERE id = ?1 COLLATE NOCASE",
        ] {
            if let Some(application) = find(question)? {
                return Ok(Some(application));
            }
        }
        Ok(None)
    }
}

fn pages(store: &Connection, visit: &str) -> Result<Vec<KeptPage>, DeskError> {
    let mut statement = store.prepare_cached(
        "SELECT id, upload, name, bytes, source, turned, aside, kept
         FROM visit_page WHERE visit = ?1 ORDER BY position, id",
    )?;
    let mut rows = statement.query([visit])?;
    let mut pages = Vec::new();
    while let Some(row) = rows.next()? {
        pages.push(page(row)?);
    }
    Ok(pages)
}

fn page(row: &Row) -> Result<KeptPage, DeskError> {
    let aside: Option<String> = row.get(6)?;
    Ok(KeptPage {
        id: row.get(0)?,
        upload: Upload {
            id: row.get(1)?,
            name: row.get(2)?,
            bytes: row.get::<_, i64>(3)?.unsigned_abs(),
        },
        source: variant(&row.get::<_, String>(4)?)?,
        turned: row.get(5)?,
        aside: aside.as_deref().map(variant).transpose()?,
        kept: row.get(7)?,
    })
}

fn put_in_order(store: &Connection, order: &[i64]) -> rusqlite::Result<usize> {
    let mut place = store.prepare_cached("UPDATE visit_page SET position = ?2 WHERE id = ?1")?;
    for (position, id) in order.iter().enumerate() {
        place.execute(params![id, position as i64])?;
    }
    Ok(order.len())
}

fn gone() -> DeskError {
    DeskError::NotFound("这次办理已经结束。请按“下一位”重新开始。".into())
}
