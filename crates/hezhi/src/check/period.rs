//! Periods counted from declared dates: the endorsement window and the age of a registration.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::facts::stated;
use super::{Answer, Facts};
use crate::application::Service;

/// The day on which the permit expires, for an endorsement.
fn expiry(facts: &Facts) -> Result<NaiveDate, Box<Answer>> {
    let application = facts.application();
    if application.service != Service::Endorsement {
        let service = application.service.label();
        return Err(Box::new(Answer::not_applicable(format!("{service}不涉及签注时间"))));
    }
    application.permit_expires_on.ok_or_else(|| {
        Box::new(Answer::undetermined("没有申报居住证有效期，不能判断是否在签注时间内"))
    })
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// Before `days_before` days ahead of the expiry; that day itself is in the window.
pub fn early(facts: &Facts, days_before: u32) -> Answer {
    let expiry = match expiry(facts) {
        Ok(expiry) => expiry,
        Err(answer) => return *answer,
    };
    let opens = expiry.checked_sub_days(Days::new(days_before.into())).unwrap_or(NaiveDate::MIN);
    let day = facts.day;
    if day < opens {
        Answer::fail(format!(
            "居住证有效期至 {expiry}，届满前{days_before}日内才能签注；{day} 提交过早，自 {opens} 起可以办理"
        ))
    } else {
        Answer::pass(format!("居住证有效期至 {expiry}，自 {opens} 起可以签注，{day} 提交不早"))
    }
}

pub fn suspended(facts: &Facts, days_after: u32) -> Answer {
    let expiry = match expiry(facts) {
        Ok(expiry) => expiry,
        Err(answer) => return *answer,
    };
    let (day, last) = (facts.day, after(expiry, days_after));
    if day <= expiry {
        Answer::pass(format!("居住证有效期至 {expiry}，{day} 提交没有逾期"))
    } else if day <= last {
        Answer::fail(format!(
            "居住证有效期至 {expiry}，已逾期{}日，使用功能中止",
            (day - expiry).num_days()
        ))
    } else {
        Answer::not_applicable(format!("逾期已超过{days_after}日，见居住年限一项"))
    }
}

pub fn years_restart(facts: &Facts, days_after: u32) -> Answer {
    let expiry = match expiry(facts) {
        Ok(expiry) => expiry,
        Err(answer) => return *answer,
    };
    let (day, last) = (facts.day, after(expiry, days_after));
    if day <= last {
        Answer::pass(format!("{day} 提交，没有超过 {last}，居住年限连续计算"))
    } else {
        Answer::fail(format!(
            "居住证有效期至 {expiry}，已逾期{}日，超过{days_after}日，使用功能中止，补办后恢复",
            (day - expiry).num_days()
        ))
    }
}

/// Six full months: registered on 1 August, possible from 1 February. Where that month has no
/// such day (31 August), its last day is left to a person and the next day is sure.
pub fn too_recent(facts: &Facts, months: u32) -> Answer {
    let application = facts.application();
    match application.service {
        Service::Permit | Service::ExpeditedNew | Service::Kiosk => {}
        Service::Registration
        | Service::Endorsement
        | Service::AddressChange
        | Service::ExpeditedReplacement => {
            return Answer::not_applicable(format!(
                "{}不要求登记满{months}个月",
                application.service.label()
            ));
        }
    }
    let Some(registered) = application.registered_on else {
        return Answer::undetermined(format!("没有申报居住登记日期，不能判断是否满{months}个月"));
    };
    let day = facts.day;
    if registered > day {
        return Answer::undetermined(format!(
            "申报的居住登记日期 {registered} 在提交日期 {day} 之后"
        ));
    }
    let full = registered.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    let is_cut = full.day() != registered.day();
    let from = if is_cut { after(full, 1) } else { full };
    if day < full {
        Answer::fail(format!(
            "居住登记日期为 {registered}，到 {day} 未满{months}个月；自 {from} 起可以办理"
        ))
    } else if day < from {
        Answer::undetermined(format!(
            "居住登记日期为 {registered}，{day} 是否满{months}个月在月末两可"
        ))
    } else {
        Answer::pass(format!("居住登记日期为 {registered}，到 {day} 已满{months}个月"))
    }
}

/// A year from the registration; the same day of the next year still counts.
pub fn expired(facts: &Facts, months: u32) -> Answer {
    let application = facts.application();
    match application.service {
        Service::Permit | Service::ExpeditedNew | Service::Kiosk => {}
        // Whoever holds a permit does not live by the registration's year; and a registered
        // address without its date is one in force, as the office knows it.
        Service::AddressChange
            if application.permit_expires_on.is_none()
                && (application.registered_on.is_some()
                    || stated(&application.registered_address).is_none()) => {}
        Service::Registration
        | Service::Endorsement
        | Service::AddressChange
        | Service::ExpeditedReplacement => {
            return Answer::not_applicable(format!(
                "{}不看居住登记有效期",
                application.service.label()
            ));
        }
    }
    let Some(registered) = application.registered_on else {
        return Answer::undetermined("没有申报居住登记日期，不能判断登记是否仍然有效");
    };
    let day = facts.day;
    let last = registered.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    if registered > day {
        Answer::undetermined(format!("申报的居住登记日期 {registered} 在提交日期 {day} 之后"))
    } else if day > last {
        Answer::fail(format!("居住登记日期为 {registered}，有效期至 {last}，{day} 提交时已经失效"))
    } else {
        Answer::pass(format!("居住登记日期为 {registered}，{day} 提交时在一年有效期内"))
    }
}
