//! The one place that asks the time.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

/// Now, as RFC 3339 in UTC with milliseconds.
pub(crate) fn now() -> String {
    #[cfg(feature = "seed")]
    if let Some(time) = SET.get() {
        return rfc3339(time);
    }
    rfc3339(SystemTime::now())
}

#[cfg(feature = "seed")]
thread_local! {
    static SET: std::cell::Cell<Option<SystemTime>> = const { std::cell::Cell::new(None) };
}

/// Lets this thread live at another time, so that invented work lies in the past.
#[cfg(feature = "seed")]
pub(crate) fn set(time: Option<SystemTime>) {
    SET.set(time);
}

/// The day at the office, which papers carry: China has one time zone, and desks set to another
/// one still serve it.
pub(crate) fn office_day() -> NaiveDate {
    office_day_of(&now()).unwrap_or_default()
}

/// Now at the office, to the minute, such as `2026-03-05 08:30`.
pub(crate) fn office_time() -> String {
    let east = |time: DateTime<FixedOffset>| {
        Some(time.with_timezone(&FixedOffset::east_opt(8 * 3600)?).format("%Y-%m-%d %H:%M"))
    };
    let time = DateTime::parse_from_rfc3339(&now()).ok().and_then(east);
    time.map(|time| time.to_string()).unwrap_or_default()
}

/// The day at the office of a time in RFC 3339.
fn office_day_of(time: &str) -> Option<NaiveDate> {
    let time = DateTime::parse_from_rfc3339(time).ok()?;
    Some(time.with_timezone(&FixedOffset::east_opt(8 * 3600)?).date_naive())
}

/// A time of the system, as RFC 3339 in UTC with milliseconds.
pub(crate) fn rfc3339(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let milliseconds = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    DateTime::from_timestamp_millis(milliseconds)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_s_day_begins_while_it_is_still_yesterday_in_utc() {
        let day = |time| office_day_of(time).map(|day| day.to_string());
        assert_eq!(day("2026-03-04T15:59:59.999Z").as_deref(), Some("2026-03-04"));
        assert_eq!(day("2026-03-04T16:00:00.000Z").as_deref(), Some("2026-03-05"));
    }
}
