//! What the applicant states, and by which way the application comes in.

use super::facts::{Need, stated};
use super::reading;
use super::{Answer, Facts};
use crate::application::{Channel, Service};
use crate::document::Kind;

/// What the papers say by themselves is no answer to who lives where.
pub fn undeclared(facts: &Facts) -> Answer {
    if facts.application().undeclared {
        Answer::undetermined("只有扫描件，申请人、地址和居住方式尚未申报，只按材料本身核查了用途")
    } else {
        Answer::not_applicable("已经申报")
    }
}

pub fn incomplete(facts: &Facts) -> Answer {
    let residence = &facts.application().residence;
    let mut missing = Vec::new();
    if stated(&residence.address).is_none() {
        missing.push("现居住地址");
    }
    if residence.basis.is_none() && !facts.needs_no_proof() {
        missing.push("居住方式（自购、租赁或者集体宿舍）");
    }
    if missing.is_empty() {
        Answer::pass("现居住地址和居住方式已经申报")
    } else {
        Answer::fail(format!("没有申报：{}", missing.join("、")))
    }
}

/// A value that was copied from a paper agrees with it whatever the person would have said.
pub fn unconfirmed(facts: &Facts) -> Answer {
    let taken = &facts.application().from_paper;
    let labels = |confirmed: bool| {
        let of = taken.iter().filter(|t| t.confirmed_by.is_some() == confirmed);
        of.map(|t| t.value.label()).collect::<Vec<_>>().join("、")
    };
    let open = labels(false);
    if taken.is_empty() {
        Answer::not_applicable("申报内容不是从材料上取来的")
    } else if open.is_empty() {
        let mut by: Vec<&str> = taken.iter().filter_map(|t| t.confirmed_by.as_deref()).collect();
        by.sort_unstable();
        by.dedup();
        Answer::pass(format!("取自材料的{}已由{}与申请人核对", labels(true), by.join("、")))
    } else {
        Answer::undetermined(format!("申报的{open}取自材料，还没有与申请人核对"))
    }
}

/// Asked only in the period in which the rule stands.
pub fn endorsement_online(facts: &Facts) -> Answer {
    let application = facts.application();
    if application.service != Service::Endorsement {
        return Answer::not_applicable(format!("{}不涉及网上签注", application.service.label()));
    }
    match application.channel {
        Some(Channel::Online) => Answer::fail(format!("{} 网上提交签注，当时尚未开通", facts.day)),
        Some(Channel::Counter | Channel::Kiosk) => Answer::pass("签注不是在网上提交的"),
        Some(Channel::Batch) | None => Answer::undetermined("不知道签注是不是在网上提交的"),
    }
}

pub fn kiosk_address_changed(facts: &Facts) -> Answer {
    if facts.application().service != Service::Kiosk {
        return Answer::not_applicable("不是自助机办理");
    }
    match &facts.need {
        Need::Unchanged(comparison) => {
            Answer::pass("现居住地址与登记地址一致").compared(comparison.clone())
        }
        Need::Changed(comparison) => Answer::fail(format!(
            "现居住地址「{}」与登记地址「{}」不是同一处，自助机不能办理",
            comparison.a, comparison.b
        ))
        .compared(comparison.clone()),
        Need::Unknown(reason, comparison) => {
            let mut answer = Answer::undetermined(reason.clone());
            answer.comparison = comparison.clone();
            answer
        }
        Need::Always => Answer::undetermined("不能确定地址是否变更"),
    }
}

/// The request has no form and no kind of its own: it is looked for by its words.
pub fn expedited_request_missing(facts: &Facts) -> Answer {
    match facts.application().service {
        Service::ExpeditedNew | Service::ExpeditedReplacement => {}
        Service::Registration
        | Service::Permit
        | Service::Endorsement
        | Service::AddressChange
        | Service::Kiosk => return Answer::not_applicable("不是快证"),
    }
    for document in facts.of_kind(Kind::Unknown) {
        let text = reading::text(facts.case, document);
        if !(text.contains("快证") || text.contains("急需")) || !text.contains("申请") {
            continue;
        }
        let name = &facts.application().applicant.name;
        return match reading::find(facts.case, document, name) {
            reading::Sighting::Clear(seen) => Answer::pass("有申请人的快证书面申请").seen([seen]),
            _ => Answer::undetermined(format!("有快证书面申请，但没有读清申请人姓名「{name}」")),
        };
    }
    if facts.may_be_elsewhere(&["快证", "急需", "申请"]) {
        Answer::undetermined("没有认出快证书面申请，但有材料没有认清")
    } else {
        Answer::fail("材料中没有快证书面申请")
    }
}
