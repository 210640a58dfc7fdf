//! Counts over a period, for the overview.

use rusqlite::{Connection, Row};

use super::{Store, variant};
use crate::error::DeskError;
use crate::view::{
    AdviceRow, ChannelRow, DayRow, Followed, Overruled, Overview, Period, PersonRow, RuleRow,
    Spread, Tally,
};

/// The period's bounds as the store writes times: days of this machine, in UTC.
const RECEIVED: &str = "s.imported_at >= coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ?1, 'utc'), '')
    AND s.imported_at < coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ?2, '+1 day', 'utc'), '~')";
const DECIDED: &str = "d.decided_at >= coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ?1, 'utc'), '')
    AND d.decided_at < coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ?2, '+1 day', 'utc'), '~')";

const TALLY: &str = "coalesce(sum(d.kind = 'accept'), 0), coalesce(sum(d.kind = 'supplement'), 0),
    coalesce(sum(d.kind = 'refuse'), 0),
    coalesce(sum(d.kind NOT IN ('accept', 'supplement', 'refuse')), 0)";

/// Both the program and the person took a stand.
const STANDS: &str = "d.advice IN ('accept', 'supplement', 'refuse')
    AND d.kind IN ('accept', 'supplement', 'refuse')";

impl Store {
    pub fn overview(&self, period: &Period) -> Result<Overview, DeskError> {
        let connection = self.connection();
        // One moment for all tables: what is decided meanwhile counts in all of them or in none.
        let moment = connection.unchecked_transaction()?;
        let (received, verdicts) = received(&moment, period)?;
        let times = times(&moment, period)?;
        let overview = Overview {
            received,
            verdicts,
            unread: received.saturating_sub(verdicts.total()),
            decisions: decisions(&moment, period)?,
            advice: advice(&moment, period)?,
            overruled: overruled(&moment, period)?,
            time_to_decision: spread(times.iter().map(|times| times.since_import).collect()),
            time_of_review: spread(times.iter().filter_map(|times| times.of_review).collect()),
            by_day: by_day(&moment, period)?,
            by_channel: by_channel(&moment, period)?,
            by_person: by_person(&moment, period, &times)?,
            by_rule: by_rule(&moment, period)?,
        };
        Ok(overview)
    }
}

/// Runs a statement that names the period as ?1 and ?2.
fn each<T>(
    connection: &Connection,
    period: &Period,
    statement: &str,
    mut row: impl FnMut(&Row) -> Result<T, DeskError>,
) -> Result<Vec<T>, DeskError> {
    let mut statement = connection.prepare_cached(statement)?;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let mut found = statement.query([day(period.from), day(period.to)])?;
    let mut rows = Vec::new();
    while let Some(found) = found.next()? {
        rows.push(row(found)?);
    }
    Ok(rows)
}

/// The same for a statement that gives one row.
fn one<T>(
    connection: &Connection,
    period: &Period,
    statement: &str,
    row: impl FnMut(&Row) -> Result<T, DeskError>,
) -> Result<T, DeskError> {
    let rows = each(connection, period, statement, row)?;
    rows.into_iter().next().ok_or_else(|| DeskError::Internal("a sum without a row".into()))
}

fn tally(row: &Row, first: usize) -> Result<Tally, DeskError> {
    Ok(Tally {
        accept: row.get(first)?,
        supplement: row.get(first + 1)?,
        refuse: row.get(first + 2)?,
        review: row.get(first + 3)?,
    })
}

fn received(connection: &Connection, period: &Period) -> Result<(u32, Tally), DeskError> {
    let statement = format!(
        "SELECT count(*), coalesce(sum(verdict = 'accept'), 0),
                coalesce(sum(verdict = 'supplement'), 0), coalesce(sum(verdict = 'refuse'), 0),
                coalesce(sum(verdict = 'review'), 0)
         FROM submission s
         LEFT JOIN report r ON r.id = (SELECT max(id) FROM report WHERE submission = s.id)
         WHERE {RECEIVED}"
    );
    one(connection, period, &statement, |row| Ok((row.get(0)?, tally(row, 1)?)))
}

fn decisions(connection: &Connection, period: &Period) -> Result<Tally, DeskError> {
    let statement = format!("SELECT {TALLY} FROM decision_in_force d WHERE {DECIDED}");
    one(connection, period, &statement, |row| tally(row, 0))
}

fn advice(connection: &Connection, period: &Period) -> Result<Vec<AdviceRow>, DeskError> {
    let statement = format!(
        "SELECT d.advice, {TALLY} FROM decision_in_force d WHERE {DECIDED} GROUP BY d.advice
         ORDER BY CASE d.advice WHEN 'accept' THEN 0 WHEN 'review' THEN 1 WHEN 'supplement' THEN 2
                                WHEN 'refuse' THEN 3 ELSE 4 END"
    );
    each(connection, period, &statement, |row| {
        let advice: Option<String> = row.get(0)?;
        let advice = advice.as_deref().map(variant).transpose()?;
        Ok(AdviceRow { advice, decisions: tally(row, 1)? })
    })
}

fn overruled(connection: &Connection, period: &Period) -> Result<Overruled, DeskError> {
    let statement = format!(
        "SELECT count(*), coalesce(sum(d.kind <> d.advice), 0) FROM decision_in_force d
         WHERE {DECIDED} AND {STANDS}"
    );
    one(connection, period, &statement, |row| {
        Ok(Overruled { advised: row.get(0)?, otherwise: row.get(1)? })
    })
}

/// How long a decision took, in seconds.
struct Times {
    person: String,
    since_import: f64,
    /// Since the person took the application up.
    of_review: Option<f64>,
}

fn times(connection: &Connection, period: &Period) -> Result<Vec<Times>, DeskError> {
    let statement = format!(
        "SELECT d.decided_by, (julianday(d.decided_at) - julianday(s.imported_at)) * 86400.0,
                (julianday(d.decided_at) - julianday(d.opened_at)) * 86400.0
         FROM decision_in_force d JOIN submission s ON s.id = d.submission
         WHERE {DECIDED} AND d.kind IN ('accept', 'supplement', 'refuse')"
    );
    each(connection, period, &statement, |row| {
        Ok(Times { person: row.get(0)?, since_import: row.get(1)?, of_review: row.get(2)? })
    })
}

fn spread(mut seconds: Vec<f64>) -> Option<Spread> {
    seconds.sort_by(f64::total_cmp);
    let last = seconds.len().checked_sub(1)?;
    // Nearest rank: a time that was really measured.
    let at = |share: f64| seconds[((seconds.len() as f64 * share).ceil() as usize - 1).min(last)];
    Some(Spread {
        count: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
        median: at(0.5),
        ninetieth: at(0.9),
    })
}

fn by_day(connection: &Connection, period: &Period) -> Result<Vec<DayRow>, DeskError> {
    let statement = format!(
        "SELECT day, sum(received), sum(accept), sum(supplement), sum(refuse), sum(review) FROM (
           SELECT date(s.imported_at, 'localtime') AS day, 1 AS received, 0 AS accept,
                  0 AS supplement, 0 AS refuse, 0 AS review
           FROM submission s WHERE {RECEIVED}
           UNION ALL
           SELECT date(d.decided_at, 'localtime'), 0, d.kind = 'accept', d.kind = 'supplement',
                  d.kind = 'refuse', d.kind NOT IN ('accept', 'supplement', 'refuse')
           FROM decision_in_force d WHERE {DECIDED}
         ) GROUP BY day ORDER BY day"
    );
    each(connection, period, &statement, |row| {
        let day: String = row.get(0)?;
        let day = day.parse().map_err(|_| DeskError::Internal(format!("{day} is no day")))?;
        Ok(DayRow { day, received: row.get(1)?, decisions: tally(row, 2)? })
    })
}

fn by_channel(connection: &Connection, period: &Period) -> Result<Vec<ChannelRow>, DeskError> {
    let statement = format!(
        "SELECT channel, sum(received), sum(accept), sum(supplement), sum(refuse), sum(review) FROM (
           SELECT json_extract(s.declared, '$.channel') AS channel, 1 AS received, 0 AS accept,
                  0 AS supplement, 0 AS refuse, 0 AS review
           FROM submission s WHERE {RECEIVED}
           UNION ALL
           SELECT json_extract(s.declared, '$.channel'), 0, d.kind = 'accept',
                  d.kind = 'supplement', d.kind = 'refuse',
                  d.kind NOT IN ('accept', 'supplement', 'refuse')
           FROM decision_in_force d JOIN submission s ON s.id = d.submission WHERE {DECIDED}
         ) GROUP BY channel ORDER BY 2 DESC, channel"
    );
    each(connection, period, &statement, |row| {
        let channel: Option<String> = row.get(0)?;
        let channel = channel.as_deref().map(variant).transpose()?;
        Ok(ChannelRow { channel, received: row.get(1)?, decisions: tally(row, 2)? })
    })
}

fn by_person(
    connection: &Connection,
    period: &Period,
    times: &[Times],
) -> Result<Vec<PersonRow>, DeskError> {
    let statement = format!(
        "SELECT d.decided_by, {TALLY}, coalesce(sum({STANDS}), 0),
                coalesce(sum({STANDS} AND d.kind <> d.advice), 0)
         FROM decision_in_force d WHERE {DECIDED}
         GROUP BY d.decided_by ORDER BY count(*) DESC, d.decided_by"
    );
    let own = |person: &str| -> Vec<&Times> {
        times.iter().filter(|times| times.person == person).collect()
    };
    each(connection, period, &statement, |row| {
        let person: String = row.get(0)?;
        Ok(PersonRow {
            time_to_decision: spread(own(&person).iter().map(|t| t.since_import).collect()),
            time_of_review: spread(own(&person).iter().filter_map(|t| t.of_review).collect()),
            person,
            decisions: tally(row, 1)?,
            overruled: Overruled { advised: row.get(5)?, otherwise: row.get(6)? },
        })
    })
}

/// The titles are the rule book's to give.
fn by_rule(connection: &Connection, period: &Period) -> Result<Vec<RuleRow>, DeskError> {
    const OTHERWISE: &str =
        "CASE d.advice WHEN 'review' THEN d.kind = 'accept' ELSE d.kind <> d.advice END";
    let statement = format!(
        "SELECT f.rule, sum(f.outcome = 'fail'), sum(f.outcome = 'fail' AND {OTHERWISE}),
                sum(f.outcome = 'undetermined'), sum(f.outcome = 'undetermined' AND {OTHERWISE})
         FROM decision_in_force d JOIN open_finding f ON f.report = d.report
         WHERE {DECIDED} AND d.advice IS NOT NULL AND d.kind IN ('accept', 'supplement', 'refuse')
         GROUP BY f.rule ORDER BY count(*) DESC, f.rule"
    );
    each(connection, period, &statement, |row| {
        Ok(RuleRow {
            rule: row.get(0)?,
            title: String::new(),
            failed: Followed { decided: row.get(1)?, otherwise: row.get(2)? },
            undetermined: Followed { decided: row.get(3)?, otherwise: row.get(4)? },
        })
    })
}
