//! The one place that asks the time.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, SecondsFormat};

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

/// A time of the system in the same form.
pub(crate) fn rfc3339(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let milliseconds = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    DateTime::from_timestamp_millis(milliseconds)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}
