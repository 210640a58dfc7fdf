//! Whether the time is right, told from the service and the dates alone: before any paper is seen.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::application::{Application, Service};
use crate::rule::{Check, InForce, RuleBook};

/// Where the day of an application stands in the time in which its service is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Window {
    pub standing: Standing,
    /// The first day on which it is possible.
    pub from: Option<NaiveDate>,
    /// The last day on which things stand as they do.
    pub until: Option<NaiveDate>,
    /// Chinese, to be said to the person.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Standing {
    /// Not possible yet: `from` says when.
    Early,
    /// Possible now.
    Due,
    /// Possible, though late: the permit does not work until it is done.
    Suspended,
    /// Possible, and the years count anew.
    Restart,
    /// Too late: another service has to come first.
    Expired,
    /// The date that it hangs on is not known yet.
    Unknown,
}

/// The numbers of the policy in force on a day.
struct Periods {
    days_before: u32,
    days_after: u32,
    months: u32,
    year: u32,
}

/// None for a service that has no time of its own.
pub fn window(application: &Application, rules: &RuleBook) -> Option<Window> {
    let periods = periods(rules, application.submitted_on)?;
    match application.service {
        Service::Endorsement => Some(endorsement(application, &periods)),
        Service::Permit | Service::ExpeditedNew | Service::Kiosk => {
            Some(first_permit(application, &periods))
        }
        Service::Registration | Service::AddressChange | Service::ExpeditedReplacement => None,
    }
}

fn periods(rules: &RuleBook, day: NaiveDate) -> Option<Periods> {
    let mut found = (None, None, None, None);
    for rule in rules.on(day) {
        let InForce::Yes(rule) = rule else { continue };
        match rule.check {
            Check::WindowEarly { days_before } => found.0 = Some(days_before),
            Check::WindowSuspended { days_after } => found.1 = Some(days_after),
            Check::RegistrationTooRecent { months } => found.2 = Some(months),
            Check::RegistrationExpired { months } => found.3 = Some(months),
            _ => {}
        }
    }
    let (Some(days_before), Some(days_after), Some(months), Some(year)) = found else {
        return None;
    };
    Some(Periods { days_before, days_after, months, year })
}

fn endorsement(application: &Application, periods: &Periods) -> Window {
    let day = application.submitted_on;
    let Some(expiry) = application.permit_expires_on else {
        return unknown("填写居住证有效期后，就知道现在能不能签注");
    };
    let opens = before(expiry, periods.days_before);
    let last = after(expiry, periods.days_after);
    let (standing, until, message) = if day < opens {
        let days = (opens - day).num_days();
        let eve = opens.pred_opt().unwrap_or(opens);
        let message = format!(
            "居住证有效期至 {expiry}，还没有到签注时间：{opens} 起可以办理，还有 {days} 天"
        );
        (Standing::Early, eve, message)
    } else if day <= expiry {
        let message = format!("现在可以签注；最好在 {expiry} 有效期届满以前办完");
        (Standing::Due, expiry, message)
    } else if day <= last {
        let message = format!(
            "居住证 {expiry} 已到期，使用功能中止；{last} 以前补办，功能恢复，居住年限连续计算"
        );
        (Standing::Suspended, last, message)
    } else {
        let message = format!(
            "居住证 {expiry} 已到期，超过 {} 天：仍可补办，居住年限自补办之日起重新计算",
            periods.days_after
        );
        return Window { standing: Standing::Restart, from: Some(opens), until: None, message };
    };
    Window { standing, from: Some(opens), until: Some(until), message }
}

fn first_permit(application: &Application, periods: &Periods) -> Window {
    let day = application.submitted_on;
    let Some(registered) = application.registered_on else {
        return unknown("填写居住登记日期后，就知道是否满六个月");
    };
    let full = registered.checked_add_months(Months::new(periods.months)).unwrap_or(day);
    // Where the month has no such day, the day after its last is sure.
    let from = if full.day() == registered.day() { full } else { after(full, 1) };
    let last = registered.checked_add_months(Months::new(periods.year)).unwrap_or(NaiveDate::MAX);
    let (standing, until, message) = if registered > day {
        return unknown("居住登记日期在今天以后，请核对");
    } else if day < from {
        let months = periods.months;
        let message = format!("居住登记未满 {months} 个月：{from} 起可以申领（至 {last} 有效）");
        (Standing::Early, from.pred_opt().unwrap_or(from), message)
    } else if day <= last {
        let message = format!("居住登记已满 {} 个月，{last} 以前可以申领", periods.months);
        (Standing::Due, last, message)
    } else {
        let message = format!("居住登记 {last} 已满一年失效，要先重新办理居住登记");
        return Window { standing: Standing::Expired, from: None, until: None, message };
    };
    Window { standing, from: Some(from), until: Some(until), message }
}

fn unknown(message: &str) -> Window {
    Window { standing: Standing::Unknown, from: None, until: None, message: message.to_owned() }
}

fn before(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN)
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str, service: &str, key: &str, date: &str) -> Window {
        let application = serde_json::from_value(serde_json::json!({
            "id": "A", "service": service, "submitted_on": day, key: date,
            "applicant": {"name": "王小明"}, "residence": {},
        }))
        .unwrap();
        window(&application, &RuleBook::builtin()).unwrap()
    }

    fn endorsed(day: &str) -> (Standing, String) {
        let window = on(day, "endorsement", "permit_expires_on", "2026-03-20");
        (window.standing, window.from.unwrap().to_string())
    }

    #[test]
    fn the_endorsement_goes_through_its_four_states_at_their_days() {
        let opens = "2026-02-18".to_owned();
        for (day, standing) in [
            ("2026-02-17", Standing::Early),
            ("2026-02-18", Standing::Due),
            ("2026-03-20", Standing::Due),
            ("2026-03-21", Standing::Suspended),
            ("2026-05-19", Standing::Suspended),
            ("2026-05-20", Standing::Restart),
        ] {
            assert_eq!(endorsed(day), (standing, opens.clone()), "{day}");
        }
    }

    #[test]
    fn a_permit_waits_six_months_and_no_longer_than_a_year() {
        let permit = |day, registered| on(day, "permit", "registered_on", registered);
        let early = permit("2026-01-31", "2025-08-01");
        assert_eq!(early.standing, Standing::Early);
        assert_eq!(early.from.unwrap().to_string(), "2026-02-01");
        assert!(early.message.contains("2026-02-01"), "{}", early.message);
        assert_eq!(permit("2026-02-01", "2025-08-01").standing, Standing::Due);
        assert_eq!(permit("2026-08-01", "2025-08-01").standing, Standing::Due);
        assert_eq!(permit("2026-08-02", "2025-08-01").standing, Standing::Expired);
        // There is no 31 February: the first of March is sure.
        assert_eq!(permit("2026-02-28", "2025-08-31").standing, Standing::Early);
        assert_eq!(permit("2026-03-01", "2025-08-31").standing, Standing::Due);
        assert_eq!(permit("2026-01-01", "2026-02-01").standing, Standing::Unknown);
    }

    #[test]
    fn what_is_said_agrees_with_the_rules() {
        use crate::address::Gazetteer;
        use crate::finding::Outcome;
        use crate::judge::{Case, judge};
        let rules = RuleBook::builtin();
        let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        for _ in 0..200 {
            let application: Application = serde_json::from_value(serde_json::json!({
                "id": "A", "service": "endorsement", "submitted_on": day.to_string(),
                "permit_expires_on": "2026-03-20",
                "applicant": {"name": "王小明"}, "residence": {},
            }))
            .unwrap();
            let gazetteer = Gazetteer::default();
            let case = Case {
                application: &application,
                files: &[],
                documents: &[],
                gazetteer: &gazetteer,
                duplicates: &[],
                engine: "",
            };
            let report = judge(&case, &rules);
            let failed = |rule: &str| {
                report.findings.iter().any(|f| f.rule == rule && f.outcome == Outcome::Fail)
            };
            let standing = window(&application, &rules).unwrap().standing;
            assert_eq!(failed("window.early"), standing == Standing::Early, "{day}");
            assert_eq!(failed("window.suspended"), standing == Standing::Suspended, "{day}");
            assert_eq!(failed("window.years_restart"), standing == Standing::Restart, "{day}");
            day = day.succ_opt().unwrap();
        }
    }
}
