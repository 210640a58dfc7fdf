//! The queue of the review desk, over the narrow table `queue_entry`.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::{Store, decisions, variant, word};
use crate::error::DeskError;
use crate::view::{
    Queue, QueueCounts, QueueFilter, QueueNeighbour, QueuePlace, QueueRow, QueueSort, QueueTab,
    ReadingState,
};

/// Some three screens of rows.
const ROWS: u32 = 100;
const MOST_ROWS: u32 = 1_000;

/// What waits to be read or is being read is nobody's to decide yet.
const PENDING: i64 = 5;

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
        let all = Condition::of(filter, &[])?;
        let mut open = Condition::of(filter, &[Part::Decided])?;
        open.add(&format!("decided = 0 AND part <> {PENDING}"), None);
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
        let position = match count(&connection, &within)? {
            0 => None,
            _ => Some(count(&connection, &order.beside(&all, &key, Side::Before))? + 1),
        };
        // Decided or not, the work goes on from where the application stood while it was open.
        let open_key = order.as_if_open(&key);
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
    let condition = Condition::of(filter, &[Part::Tab, Part::Decided])?;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT part, decided, count(*) FROM queue_entry WHERE {} GROUP BY part, decided",
        condition.text
    ))?;
    let mut groups = statement.query(params_from_iter(condition.values))?;
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

/// Whether a filter shows what is decided, or what is not.
fn shows(filter: &QueueFilter, decided: bool) -> bool {
    let hidden = if decided { filter.open_only } else { filter.decided_only };
    hidden != Some(true)
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

/// As the view `queue_source` counts them.
fn part_of(tab: QueueTab) -> i64 {
    match tab {
        QueueTab::Refuse => 0,
        QueueTab::Supplement => 1,
        QueueTab::Review => 2,
        QueueTab::Accept => 3,
        QueueTab::Failed => 4,
        QueueTab::Pending => PENDING,
    }
}

fn rows(
    connection: &Connection,
    filter: &QueueFilter,
    limit: u32,
) -> Result<Vec<QueueRow>, DeskError> {
    let condition = Condition::of(filter, &[])?;
    let order = Order::of(filter).text(Side::After);
    let offset = filter.offset.unwrap_or(0);
    // The rows are found in the narrow table first: only those shown touch the wide ones.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT s.declared, s.state, s.problem, s.imported_at, r.verdict, r.headline, r.rules,
                d.id, d.kind, d.reasons, d.note, d.decided_by, d.decided_at, d.advice, NULL
         FROM (SELECT submission FROM queue_entry WHERE {} ORDER BY {order}
               LIMIT {limit} OFFSET {offset}) AS found
         CROSS JOIN queue_entry AS q ON q.submission = found.submission
         CROSS JOIN submission AS s ON s.id = found.submission
         LEFT JOIN report AS r ON r.id = q.report
         LEFT JOIN decision AS d ON d.id = q.decision",
        condition.text
    ))?;
    let mut found = statement.query(params_from_iter(condition.values))?;
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
    let text = format!("SELECT count(*) FROM queue_entry WHERE {}", condition.text);
    let mut statement = connection.prepare_cached(&text)?;
    Ok(statement.query_row(params_from_iter(&condition.values), |row| row.get(0))?)
}

/// A part of a filter that a count leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Tab,
    Decided,
}

/// What a row must be, with the values that it names.
#[derive(Clone)]
struct Condition {
    text: String,
    values: Vec<Value>,
}

impl Condition {
    fn of(filter: &QueueFilter, without: &[Part]) -> Result<Condition, DeskError> {
        let mut condition = Condition { text: "1".to_owned(), values: Vec::new() };
        if !without.contains(&Part::Decided) {
            for decided in [false, true] {
                if !shows(filter, decided) {
                    condition.add(&format!("decided = {}", u8::from(!decided)), None);
                }
            }
        }
        if let (Some(tab), false) = (filter.verdict, without.contains(&Part::Tab)) {
            condition.add(&format!("part = {}", part_of(tab)), None);
        }
        if let Some(channel) = &filter.channel {
            condition.add("channel = ?", Some(Value::Text(word(channel)?)));
        }
        if let Some(service) = &filter.service {
            condition.add("service = ?", Some(Value::Text(word(service)?)));
        }
        if let Some(from) = filter.from {
            condition.add("submitted_on >= ?", Some(Value::Text(from.to_string())));
        }
        if let Some(to) = filter.to {
            condition.add("submitted_on <= ?", Some(Value::Text(to.to_string())));
        }
        if let Some(rule) = &filter.rule {
            condition.add(
                "report IN (SELECT report FROM open_finding WHERE rule = ?)",
                Some(Value::Text(rule.clone())),
            );
        }
        for part in searched(filter.search.as_deref().unwrap_or_default()) {
            condition.add("instr(words, ?)", Some(Value::Text(part)));
        }
        Ok(condition)
    }

    fn add(&mut self, text: &str, value: Option<Value>) {
        self.text = format!("{} AND {text}", self.text);
        self.values.extend(value);
    }

    fn and(mut self, text: &str, value: Value) -> Condition {
        self.add(text, Some(value));
        self
    }
}

/// The words that a person typed, in the form of the column `words`.
fn searched(search: &str) -> impl Iterator<Item = String> {
    search
        .split_whitespace()
        .map(|part| part.to_ascii_lowercase().replace('（', "(").replace('）', ")"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The order of the rows. All its columns run one way, so that an index holds it and a row is
/// compared as a whole; the last of them is the application, which makes it unambiguous.
struct Order {
    columns: &'static [&'static str],
    descending: bool,
}

impl Order {
    fn of(filter: &QueueFilter) -> Order {
        let columns: &[_] = match filter.sort.unwrap_or_default() {
            QueueSort::Waiting => &["decided", "submitted_on", "application"],
            QueueSort::SubmittedOn => &["submitted_on", "application"],
            QueueSort::Applicant => &["applicant", "submitted_on", "application"],
            QueueSort::Verdict => &["part", "submitted_on", "application"],
        };
        Order { columns, descending: filter.descending == Some(true) }
    }

    /// For `ORDER BY`: onwards, or back from a row.
    fn text(&self, side: Side) -> String {
        let onwards = (side == Side::After) != self.descending;
        let way = if onwards { "ASC" } else { "DESC" };
        self.columns.iter().map(|column| format!("{column} {way}")).collect::<Vec<_>>().join(", ")
    }

    /// An application's own values of the columns.
    fn key(
        &self,
        connection: &Connection,
        application: Option<&str>,
    ) -> Result<Option<Vec<Value>>, DeskError> {
        let Some(application) = application else { return Ok(None) };
        let columns = self.columns.join(", ");
        let mut statement = connection
            .prepare_cached(&format!("SELECT {columns} FROM queue_entry WHERE application = ?"))?;
        let key = |row: &Row| (0..self.columns.len()).map(|at| row.get(at)).collect();
        Ok(statement.query_row([application], key).optional()?)
    }

    fn as_if_open(&self, key: &[Value]) -> Vec<Value> {
        let mut key = key.to_vec();
        if self.columns[0] == "decided" {
            key[0] = Value::Integer(0);
        }
        key
    }

    /// The rows on one side of a key, within a condition.
    fn beside(&self, condition: &Condition, key: &[Value], side: Side) -> Condition {
        let greater = (side == Side::After) != self.descending;
        let mut beside = condition.clone();
        let columns = self.columns.join(", ");
        let places = vec!["?"; key.len()].join(", ");
        let sign = if greater { '>' } else { '<' };
        beside.add(&format!("({columns}) {sign} ({places})"), None);
        beside.values.extend(key.iter().cloned());
        beside
    }

    fn first(
        &self,
        connection: &Connection,
        condition: &Condition,
    ) -> Result<Option<QueueNeighbour>, DeskError> {
        self.one(connection, condition, Side::After)
    }

    fn last(
        &self,
        connection: &Connection,
        condition: &Condition,
    ) -> Result<Option<QueueNeighbour>, DeskError> {
        self.one(connection, condition, Side::Before)
    }

    fn one(
        &self,
        connection: &Connection,
        condition: &Condition,
        side: Side,
    ) -> Result<Option<QueueNeighbour>, DeskError> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT application, applicant FROM queue_entry WHERE {} ORDER BY {} LIMIT 1",
            condition.text,
            self.text(side)
        ))?;
        let neighbour = |row: &Row| Ok(QueueNeighbour { id: row.get(0)?, applicant: row.get(1)? });
        Ok(statement.query_row(params_from_iter(&condition.values), neighbour).optional()?)
    }
}
