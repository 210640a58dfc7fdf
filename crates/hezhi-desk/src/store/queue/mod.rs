//! The queue of the review desk, over the narrow table `queue_entry`.

mod condition;
mod order;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use condition::{Condition, PENDING, Part, part_of, shows};
use order::{Order, Side};

use super::{Store, decisions, variant};
use crate::clock;
use crate::error::DeskError;
use crate::view::{Queue, QueueCounts, QueueFilter, QueuePlace, QueueRow, ReadingState};

/// Some three screens of rows.
const ROWS: u32 = 100;
const MOST_ROWS: u32 = 1_000;

impl Store {
    pub fn queue(&self, filter: &QueueFilter) -> Result<Queue, DeskError> {
        let connection = self.connection();
        let mut queue = counted(&connection, filter)?;
        let limit = filter.limit.unwrap_or(ROWS).min(MOST_ROWS);
        if limit > 0 && queue.total > 0 {
            queue.rows = rows(&connection, filter, limit)?;
        }
        Ok(queue)
    }

    /// Where an application stands in the queue, and what is around it. `None` asks where to
    /// begin: there only `next` is something.
    pub fn place(
        &self,
        application: Option<&str>,
        filter: &QueueFilter,
    ) -> Result<QueuePlace, DeskError> {
        let connection = self.connection();
        let order = Order::of(filter);
        let all = Condition::of(&connection, filter, &[])?;
        let mut open = Condition::of(&connection, filter, &[Part::Decided])?;
        open.add_part(&format!("decided = 0 AND part <> {PENDING}"));
        if filter.assignee.is_none() {
            open.add("(held = 0 OR until <= date('now', 'localtime'))", None);
        }
        let Some(key) = order.key(&connection, application)? else {
            return Ok(QueuePlace {
                position: None,
                total: count(&connection, &all)?,
                before: None,
                after: None,
                next: order.first(&connection, &open)?,
            });
        };
        let id = application.unwrap_or_default();
        let within = all.clone().and("application = ?", Value::Text(id.to_owned()));
        // What the filter leaves out, because it was decided just now, keeps the place that it had
        // while it was open; and from there the work goes on.
        let open_key = order.as_if_open(&key);
        let within = order.first(&connection, &within)?.is_some();
        let key = if within { key } else { open_key.clone() };
        let position = match within {
            true => Some(count(&connection, &order.beside(&all, &key, Side::Before))? + 1),
            false => None,
        };
        open.add("application <> ?", Some(Value::Text(id.to_owned())));
        let next = match order.first(&connection, &order.beside(&open, &open_key, Side::After))? {
            None => order.first(&connection, &open)?,
            next => next,
        };
        Ok(QueuePlace {
            position,
            total: count(&connection, &all)?,
            before: order.last(&connection, &order.beside(&all, &key, Side::Before))?,
            after: order.first(&connection, &order.beside(&all, &key, Side::After))?,
            next,
        })
    }
}

/// The counts of a filter, without rows.
fn counted(connection: &Connection, filter: &QueueFilter) -> Result<Queue, DeskError> {
    let condition = Condition::of(connection, filter, &[Part::Tab, Part::Decided])?;
    let (table, text, values) = condition.counting();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT part, decided, count(*) FROM {table} WHERE {text} GROUP BY decided, part"
    ))?;
    let mut groups = statement.query(params_from_iter(values))?;
    let mut queue = Queue {
        rows: Vec::new(),
        total: 0,
        counts: QueueCounts::default(),
        decided: 0,
        open: 0,
        everything: connection
            .prepare_cached("SELECT count(*) FROM application")?
            .query_row([], |row| row.get(0))?,
    };
    while let Some(group) = groups.next()? {
        let (part, decided, count): (i64, bool, u32) =
            (group.get(0)?, group.get(1)?, group.get(2)?);
        if filter.verdict.is_none_or(|tab| part_of(tab) == part) {
            *(if decided { &mut queue.decided } else { &mut queue.open }) += count;
        }
        if shows(filter, decided) {
            *part_count(&mut queue.counts, part) += count;
        }
    }
    let open = if shows(filter, false) { queue.open } else { 0 };
    let decided = if shows(filter, true) { queue.decided } else { 0 };
    queue.total = open + decided;
    Ok(queue)
}

fn part_count(counts: &mut QueueCounts, part: i64) -> &mut u32 {
    match part {
        0 => &mut counts.refuse,
        1 => &mut counts.supplement,
        2 => &mut counts.review,
        3 => &mut counts.accept,
        PENDING => &mut counts.pending,
        _ => &mut counts.failed,
    }
}

fn rows(
    connection: &Connection,
    filter: &QueueFilter,
    limit: u32,
) -> Result<Vec<QueueRow>, DeskError> {
    let condition = Condition::of(connection, filter, &[])?;
    let order = Order::of(filter).text(Side::After, condition.found);
    let (text, values) = condition.rows();
    let offset = filter.offset.unwrap_or(0);
    // The rows are found in the narrow table first: only those shown touch the wide ones.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT s.declared, s.state, s.problem, s.imported_at, r.verdict, r.headline, r.rules,
                d.id, d.kind, d.reasons, d.note, d.decided_by, d.decided_at, d.advice, NULL,
                d.assignee, d.until, c.claimed_by
         FROM (SELECT submission FROM queue_entry WHERE {text} ORDER BY {order}
               LIMIT {limit} OFFSET {offset}) AS found
         CROSS JOIN queue_entry AS q ON q.submission = found.submission
         CROSS JOIN submission AS s ON s.id = found.submission
         LEFT JOIN report AS r ON r.id = q.report
         LEFT JOIN decision AS d ON d.id = q.decision
         LEFT JOIN claim AS c ON c.application = q.application AND c.until > ?"
    ))?;
    let now = Value::Text(clock::now());
    let mut found = statement.query(params_from_iter(values.into_iter().chain([now])))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(queue_row(row)?);
    }
    Ok(rows)
}

fn queue_row(row: &Row) -> Result<QueueRow, DeskError> {
    let declared: String = row.get(0)?;
    let application: hezhi::application::Application = serde_json::from_str(&declared)?;
    let state: ReadingState = variant(&row.get::<_, String>(1)?)?;
    let problem: Option<String> = row.get(2)?;
    let verdict: Option<String> = row.get(4)?;
    let headline: Option<String> = row.get(5)?;
    let rules: Option<String> = row.get(6)?;
    let decided = row.get::<_, Option<i64>>(7)?.is_some();
    let headline = match state {
        ReadingState::Pending => "等待读取。".to_owned(),
        ReadingState::Reading => "正在读取。".to_owned(),
        ReadingState::Failed => problem.unwrap_or_else(|| "读取失败。".to_owned()),
        ReadingState::Read => headline.unwrap_or_default(),
    };
    Ok(QueueRow {
        verdict: verdict.as_deref().map(variant).transpose()?,
        rules: rules.map(|rules| serde_json::from_str(&rules)).transpose()?.unwrap_or_default(),
        decision: decided.then(|| decisions::decision(row, 7)).transpose()?,
        claimed_by: row.get(17)?,
        imported_at: row.get(3)?,
        id: application.id,
        applicant: application.applicant.name,
        service: application.service,
        channel: application.channel,
        address: application.residence.address,
        submitted_on: application.submitted_on,
        state,
        headline,
    })
}

fn count(connection: &Connection, condition: &Condition) -> Result<u32, DeskError> {
    let (table, text, values) = condition.counting();
    let mut statement =
        connection.prepare_cached(&format!("SELECT count(*) FROM {table} WHERE {text}"))?;
    Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
}
