//! Applications that must not be accepted, made from acceptable ones: the papers stay, one thing
//! that was declared is changed into something as near as can be.

use chrono::{Days, NaiveDate};
use hezhi::application::{Application, Basis, HolderRelation, Service};
use hezhi::document::Kind;

use crate::truth::Truth;

/// One false declaration.
pub struct Misdeclared {
    /// What was changed, such as `room: two digits swapped`.
    pub change: &'static str,
    pub application: Application,
}

/// Every false declaration that can be made of an application that its papers carry.
pub fn all(application: &Application, truth: &Truth) -> Vec<Misdeclared> {
    let mut all = addresses(application);
    // Where no proof is asked for, only the address decides whether it stays so.
    if matches!(application.service, Service::Registration | Service::AddressChange) {
        all.extend(people(application, truth));
        all.extend(days(application, truth));
    }
    all
}

fn with(application: &Application, change: impl FnOnce(&mut Application)) -> Application {
    let mut changed = application.clone();
    change(&mut changed);
    changed
}

fn addresses(application: &Application) -> Vec<Misdeclared> {
    let Some(address) = &application.residence.address else { return Vec::new() };
    // A bed or a remark is no part of the dwelling: another number there makes no other home.
    if ["床", "共", "邮", "电话", "期"].iter().any(|word| address.contains(word)) {
        return Vec::new();
    }
    let text: Vec<char> = address.chars().collect();
    let numbers = numbers(&text);
    let mut changed: Vec<(&'static str, Option<String>)> = vec![
        ("road: another character", another_road(&text)),
        ("road: another direction", another_direction(&text)),
        ("district: another one", another_district(address)),
    ];
    for (index, number) in numbers.iter().enumerate() {
        let room = index + 1 == numbers.len();
        let name = |of_room, of_others| if room { of_room } else { of_others };
        changed.extend([
            (name("room: last digit", "lane or door: last digit"), last_digit(&text, number)),
            (name("room: first digit", "lane or door: first digit"), first_digit(&text, number)),
            (name("room: digits swapped", "lane or door: digits swapped"), swapped(&text, number)),
            (name("room: a digit lost", "lane or door: a digit lost"), shorter(&text, number)),
            (name("room: a digit more", "lane or door: a digit more"), longer(&text, number)),
        ]);
    }
    changed
        .into_iter()
        .filter_map(|(change, address)| Some((change, address?)))
        .map(|(change, address)| Misdeclared {
            change,
            application: with(application, |a| a.residence.address = Some(address)),
        })
        .collect()
}

/// Where digits stand together.
fn numbers(text: &[char]) -> Vec<std::ops::Range<usize>> {
    let digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let mut numbers: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..text.len()).filter(|&at| digit(&text[at])) {
        match numbers.last_mut().filter(|number| number.end == at) {
            Some(number) => number.end = at + 1,
            None => numbers.push(at..at + 1),
        }
    }
    numbers
}

/// Another digit in the same width.
fn other(digit: char) -> Option<char> {
    match digit {
        '9' => Some('1'),
        '９' => Some('１'),
        c => char::from_u32(c as u32 + 1),
    }
}

fn replaced(text: &[char], at: usize, by: char) -> Option<String> {
    let mut text = text.to_vec();
    *text.get_mut(at)? = by;
    Some(text.into_iter().collect())
}

fn last_digit(text: &[char], number: &std::ops::Range<usize>) -> Option<String> {
    replaced(text, number.end - 1, other(text[number.end - 1])?)
}

fn first_digit(text: &[char], number: &std::ops::Range<usize>) -> Option<String> {
    (number.len() > 1).then(|| replaced(text, number.start, other(text[number.start])?))?
}

fn swapped(text: &[char], number: &std::ops::Range<usize>) -> Option<String> {
    // A zero that comes to stand in front is notation and makes a shorter number.
    let at = (number.start..number.end - 1).rev().find(|&at| {
        text[at] != text[at + 1] && (at > number.start || !"0０".contains(text[at + 1]))
    })?;
    let mut text = text.to_vec();
    text.swap(at, at + 1);
    Some(text.into_iter().collect())
}

fn shorter(text: &[char], number: &std::ops::Range<usize>) -> Option<String> {
    let mut text = text.to_vec();
    (number.len() > 1).then(|| text.remove(number.end - 1))?;
    Some(text.into_iter().collect())
}

fn longer(text: &[char], number: &std::ops::Range<usize>) -> Option<String> {
    let mut text = text.to_vec();
    text.insert(number.end, if text[number.end - 1].is_ascii_digit() { '1' } else { '１' });
    Some(text.into_iter().collect())
}

/// The 路 of the address, not that of a sub-district: 友谊路街道友谊路.
fn road_at(text: &[char]) -> Option<usize> {
    (0..text.len()).find(|&at| text[at] == '路' && text.get(at + 1..at + 3) != Some(&['街', '道']))
}

/// The character before 路 is another one.
fn another_road(text: &[char]) -> Option<String> {
    const KINDS: &str = "东西南北中一二三四五六七八九十支环";
    let at = road_at(text)?.checked_sub(1).filter(|&at| !KINDS.contains(text[at]))?;
    replaced(text, at, if text[at] == '友' { '发' } else { '友' })
}

/// 延安西路 becomes 延安东路.
fn another_direction(text: &[char]) -> Option<String> {
    let at = road_at(text)?.checked_sub(1)?;
    let by = match text.get(at)? {
        '东' => '西',
        '西' => '东',
        '南' => '北',
        '北' => '南',
        '中' => '东',
        _ => return None,
    };
    replaced(text, at, by)
}

fn another_district(address: &str) -> Option<String> {
    const DISTRICTS: [&str; 6] = ["徐汇区", "长宁区", "普陀区", "虹口区", "杨浦区", "宝山区"];
    let found = DISTRICTS.iter().position(|district| address.contains(district))?;
    Some(address.replacen(DISTRICTS[found], DISTRICTS[(found + 1) % DISTRICTS.len()], 1))
}

/// A name that differs in its last character.
fn another_name(name: &str) -> String {
    let mut characters: Vec<char> = name.chars().collect();
    if let Some(last) = characters.last_mut() {
        *last = if *last == '霖' { '栋' } else { '霖' };
    }
    characters.into_iter().collect()
}

fn people(application: &Application, truth: &Truth) -> Vec<Misdeclared> {
    let mut all = vec![Misdeclared {
        change: "applicant: another name",
        application: with(application, |a| a.applicant.name = another_name(&a.applicant.name)),
    }];
    let relation = application.residence.holder_relation;
    if application.residence.basis != Some(Basis::Dormitory) {
        // One's own home stays one's own, whatever is said of the owner; a friend's does not count.
        if relation != Some(HolderRelation::Oneself) {
            let application =
                with(application, |a| a.residence.holder_relation = Some(HolderRelation::Other));
            all.push(Misdeclared { change: "holder: a friend", application });
        }
    }
    let basis = match truth.kind {
        Kind::LeaseRegistration => Some(Basis::Owned),
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => Some(Basis::Leased),
        Kind::DormitoryCertificate => Some(Basis::Leased),
        _ => None,
    };
    if let Some(basis) = basis {
        let application = with(application, |a| a.residence.basis = Some(basis));
        all.push(Misdeclared { change: "basis: another one", application });
    }
    all
}

/// Days on which the lease is not in force.
fn days(application: &Application, truth: &Truth) -> Vec<Misdeclared> {
    let proof = truth.documents.iter().find(|d| d.kind == Kind::LeaseRegistration);
    let date = |name: &str| {
        let text = proof?.fields.get(name)?;
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
    };
    let after = date("lease_end").and_then(|end| end.checked_add_days(Days::new(1)));
    let before = date("lease_start").and_then(|start| start.checked_sub_days(Days::new(1)));
    let on = |day| with(application, |a| a.submitted_on = day);
    [("lease: the day after its end", after), ("lease: the day before it begins", before)]
        .into_iter()
        .filter_map(|(change, day)| Some(Misdeclared { change, application: on(day?) }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn characters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn every_change_makes_another_address() {
        let text = characters("徐汇区华发路406弄10号1705室");
        let numbers = numbers(&text);
        assert_eq!(numbers.len(), 3);
        let room = &numbers[2];
        assert_eq!(last_digit(&text, room).as_deref(), Some("徐汇区华发路406弄10号1706室"));
        assert_eq!(first_digit(&text, room).as_deref(), Some("徐汇区华发路406弄10号2705室"));
        assert_eq!(swapped(&text, room).as_deref(), Some("徐汇区华发路406弄10号1750室"));
        assert_eq!(shorter(&text, room).as_deref(), Some("徐汇区华发路406弄10号170室"));
        assert_eq!(longer(&text, room).as_deref(), Some("徐汇区华发路406弄10号17051室"));
        assert_eq!(swapped(&text, &numbers[1]), None, "01号 is no door");
        assert_eq!(another_road(&text).as_deref(), Some("徐汇区华友路406弄10号1705室"));
        let sub_district = characters("友谊路街道友谊路1460弄");
        assert_eq!(another_road(&sub_district).as_deref(), Some("友谊路街道友友路1460弄"));
        assert_eq!(another_direction(&text), None);
        assert_eq!(another_direction(&characters("延安西路1号")).as_deref(), Some("延安东路1号"));
        assert_eq!(another_district("徐汇区华发路1号").as_deref(), Some("长宁区华发路1号"));
        assert_eq!(another_name("周文博"), "周文霖");
    }
}
