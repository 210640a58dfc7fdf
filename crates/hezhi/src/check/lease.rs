//! The lease on the day of the submission.

use chrono::{Months, NaiveDate};

use super::reading::{evidence, is_clear, why_unclear};
use super::{Answer, Facts};
use crate::application::Basis;
use crate::document::{Document, FieldName};
use crate::finding::Evidence;
use crate::judge::Case;

const LEASED: &[Basis] = &[Basis::Leased];

/// Parts of a building that may not be let to live in (商品房屋租赁管理办法 第八条; 车库 and 车位 are
/// not living space at all).
const FORBIDDEN_PARTS: &[&str] =
    &["厨房", "灶间", "卫生间", "厕所", "浴室", "阳台", "储藏", "贮藏", "车库", "车位", "地下"];

/// A date of the lease that may be relied on with its place, or why there is none.
fn date(document: &Document, name: FieldName) -> Result<(NaiveDate, Vec<Evidence>), Box<Answer>> {
    let label = name.label();
    let Some(field) = document.field(name) else {
        let fact = format!("没有读到{}上的{label}日", document.kind.label());
        return Err(Box::new(Answer::undetermined(fact)));
    };
    let (text, seen) = (&field.text, evidence(document, field));
    if !is_clear(field) {
        let fact = format!("{label}日读作「{text}」，但没有读清（{}）", why_unclear(field));
        return Err(Box::new(Answer::undetermined(fact).seen(seen)));
    }
    match NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
        Ok(date) => Ok((date, seen)),
        Err(_) => {
            let fact = format!("{label}日读作「{text}」，不是完整的日期");
            Err(Box::new(Answer::undetermined(fact).seen(seen)))
        }
    }
}

/// Start and end the wrong way round mean that one of them was misread.
fn is_reversed(document: &Document) -> bool {
    match (date(document, FieldName::LeaseStart), date(document, FieldName::LeaseEnd)) {
        (Ok((start, _)), Ok((end, _))) => end < start,
        _ => false,
    }
}

/// Whether the lease has not ended; its last day counts.
pub fn end(case: &Case, document: &Document) -> Answer {
    let day = case.application.submitted_on;
    let (end, seen) = match date(document, FieldName::LeaseEnd) {
        Ok(date) => date,
        Err(answer) => return *answer,
    };
    let answer = if is_reversed(document) {
        Answer::undetermined(format!("租期止日读作 {end}，早于租期起日，其中一处可能读错"))
    } else if end < day {
        Answer::fail(format!("租期止日为 {end}，提交申请（{day}）时租期已满"))
    } else {
        Answer::pass(format!("租期止日为 {end}，提交申请（{day}）时在租期之内"))
    };
    answer.seen(seen)
}

/// Whether the lease has begun; its first day counts.
pub fn start(case: &Case, document: &Document) -> Answer {
    let day = case.application.submitted_on;
    let (start, seen) = match date(document, FieldName::LeaseStart) {
        Ok(date) => date,
        Err(answer) => return *answer,
    };
    let answer = if is_reversed(document) {
        Answer::undetermined(format!("租期起日读作 {start}，晚于租期止日，其中一处可能读错"))
    } else if start > day {
        Answer::fail(format!("租期起日为 {start}，提交申请（{day}）时尚未开始"))
    } else {
        Answer::pass(format!("租期起日为 {start}，提交申请（{day}）时已经开始"))
    };
    answer.seen(seen)
}

pub fn expired(facts: &Facts) -> Answer {
    facts.on_proof(LEASED, |document| end(facts.case, document))
}

pub fn not_started(facts: &Facts) -> Answer {
    facts.on_proof(LEASED, |document| start(facts.case, document))
}

/// Longer than the given number of years. A lease from 1 May 2024 to 1 May 2027 is taken as
/// three years: many forms print the day of the beginning again.
pub fn too_long(facts: &Facts, years: u32) -> Answer {
    facts.on_proof(LEASED, |document| {
        let (start, mut seen) = match date(document, FieldName::LeaseStart) {
            Ok(date) => date,
            Err(answer) => return *answer,
        };
        let (end, more) = match date(document, FieldName::LeaseEnd) {
            Ok(date) => date,
            Err(answer) => return *answer,
        };
        seen.extend(more);
        let limit = start.checked_add_months(Months::new(years.saturating_mul(12)));
        match limit {
            Some(limit) if end <= limit => {
                Answer::pass(format!("租期 {start} 至 {end}，不超过{years}年"))
            }
            _ => Answer::fail(format!("租期 {start} 至 {end}，超过{years}年")),
        }
        .seen(seen)
    })
}

pub fn forbidden_part(facts: &Facts) -> Answer {
    facts.on_proof(LEASED, |document| {
        let fields = [FieldName::RoomPart, FieldName::Address]
            .into_iter()
            .filter_map(|name| document.field(name))
            .collect::<Vec<_>>();
        for field in &fields {
            if let Some(part) = FORBIDDEN_PARTS.iter().find(|part| field.text.contains(**part)) {
                let fact = format!("租赁部位「{}」含「{part}」，不得出租供人居住", field.text);
                let answer =
                    if is_clear(field) { Answer::fail(fact) } else { Answer::undetermined(fact) };
                return answer.seen(evidence(document, field));
            }
        }
        match fields.first() {
            Some(field) => Answer::pass(format!("租赁部位「{}」可供居住", field.text))
                .seen(evidence(document, field)),
            None => Answer::undetermined("没有读到租赁部位和坐落"),
        }
    })
}
