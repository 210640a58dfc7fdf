//! Who the applicant is: the number in itself, and name and number against the papers.

use super::facts::{id_number_of, stated};
use super::id_number::{self, IdFault};
use super::names::{self, NameMatch};
use super::reading::{self, Sighting, evidence, is_clear, why_unclear};
use super::{Answer, Facts};
use crate::document::{Document, FieldName, Kind};
use crate::finding::Evidence;

pub fn id_number_invalid(facts: &Facts) -> Answer {
    let application = facts.application();
    let agent = application.agent.as_ref().and_then(|agent| stated(&agent.id_number));
    let Some(own) = id_number_of(application) else {
        return Answer::undetermined("没有申报申请人的公民身份号码");
    };
    for (whose, number) in std::iter::once(("申请人", own)).chain(agent.map(|n| ("代办人", n)))
    {
        let fault = match id_number::birth_date(number) {
            Ok(birth) if birth > facts.day => {
                Some(format!("出生日期 {birth} 在提交日期 {} 之后", facts.day))
            }
            Ok(_) => None,
            Err(IdFault::Length(length)) => Some(format!("应为18位，实为{length}位")),
            Err(IdFault::Characters) => Some("含有数字（末位可为 X）以外的字符，或以0开头".into()),
            Err(IdFault::BirthDate) => Some("其中的出生日期不存在".into()),
            Err(IdFault::CheckDigit) => Some("末位与校验码不符，可能有一位写错".into()),
        };
        if let Some(fault) = fault {
            return Answer::fail(format!("{whose}的公民身份号码「{number}」有误：{fault}"));
        }
    }
    Answer::pass("公民身份号码的位数、出生日期和校验码正确")
}

/// What one paper says of the applicant's identity.
enum Match {
    Agrees(Vec<Evidence>),
    Differs(String, Vec<Evidence>),
    Unclear(String, Vec<Evidence>),
    /// The paper prints nothing about it, or is somebody else's who is declared.
    Silent,
}

pub fn mismatch(facts: &Facts) -> Answer {
    let mut agreeing = Vec::new();
    let mut unclear = None;
    for document in facts.case.documents {
        let matched = match document.kind {
            Kind::IdCard => card(facts, document),
            Kind::DormitoryCertificate => printed_number(facts, document),
            Kind::KinshipStatement | Kind::LetterOfAuthority | Kind::HouseholdRegister => {
                if names_applicant(facts, document) {
                    printed_number(facts, document)
                } else {
                    number_of_another_name(facts, document)
                }
            }
            Kind::PropertyCertificate
            | Kind::PropertyRegisterExtract
            | Kind::LeaseRegistration
            | Kind::BusinessLicence
            | Kind::Unknown => Match::Silent,
        };
        match matched {
            Match::Differs(fact, seen) => return Answer::fail(fact).seen(seen),
            Match::Unclear(fact, seen) => unclear = unclear.or(Some((fact, seen))),
            Match::Agrees(seen) => agreeing.extend(seen),
            Match::Silent => {}
        }
    }
    match unclear {
        Some((fact, seen)) => Answer::undetermined(fact).seen(seen),
        None if agreeing.is_empty() => Answer::not_applicable("材料上没有印申请人的公民身份号码"),
        None => Answer::pass("姓名、公民身份号码与材料一致").seen(agreeing),
    }
}

/// An identity card: the applicant's own, or that of somebody who is declared.
fn card(facts: &Facts, document: &Document) -> Match {
    let application = facts.application();
    let case = facts.case;
    let name = application.applicant.name.as_str();
    let own_name = reading::find(case, document, name);
    let numbers = numbers_on(facts, document);
    let Some(number) = id_number_of(application).map(id_number::fold) else {
        return match own_name {
            Sighting::Clear(seen) => {
                Match::Unclear("没有申报公民身份号码，无从与身份证核对".into(), vec![seen])
            }
            _ => Match::Silent,
        };
    };
    if let Some((_, seen)) = numbers.iter().find(|(printed, _)| *printed == number) {
        return match own_name {
            Sighting::Clear(name) => Match::Agrees(vec![name, seen.clone()]),
            _ => own_number_only(document, name, seen.clone()),
        };
    }
    if let (Sighting::Clear(_), Some((printed, seen))) = (&own_name, numbers.first()) {
        return Match::Differs(
            format!("「{name}」的身份证号码为「{printed}」，申报的是「{number}」"),
            vec![seen.clone()],
        );
    }
    let others = [
        application.agent.as_ref().and_then(|agent| stated(&agent.name)),
        stated(&application.residence.holder_name),
    ];
    let of_another = others.into_iter().flatten().any(|other| {
        names::fold(other) != names::fold(name)
            && matches!(reading::find(case, document, other), Sighting::Clear(_))
    });
    if of_another || numbers.iter().any(|(number, _)| is_on_another_paper(facts, document, number))
    {
        return Match::Silent;
    }
    match (own_name, numbers.first()) {
        (Sighting::None, Some((printed, seen))) => Match::Differs(
            format!("身份证号码「{printed}」不是申请人的，也没有读到申请人、代办人或权利人的姓名"),
            vec![seen.clone()],
        ),
        (Sighting::None, None) if is_back_of_card(facts, document) => Match::Silent,
        _ => Match::Unclear("没有读清身份证上的姓名和号码".into(), Vec::new()),
    }
}

/// Whether a letter of authority or a statement of kinship prints the number as well: the card is
/// that of the agent or relative whom it names.
fn is_on_another_paper(facts: &Facts, card: &Document, number: &str) -> bool {
    let names_people = |document: &&Document| {
        matches!(document.kind, Kind::LetterOfAuthority | Kind::KinshipStatement)
            && !std::ptr::eq::<Document>(*document, card)
    };
    let mut papers = facts.case.documents.iter().filter(names_people);
    papers.any(|paper| numbers_on(facts, paper).iter().any(|(printed, _)| printed == number))
}

/// The number is the applicant's, the name was not found: another name, or a rare character that
/// was misread. A number with its check character tells a person apart by itself.
fn own_number_only(document: &Document, name: &str, seen: Evidence) -> Match {
    let field = [FieldName::Resident, FieldName::Holder].iter().find_map(|n| document.field(*n));
    let Some(field) = field else {
        return Match::Agrees(vec![seen]);
    };
    match names::compare(name, &field.text, field.confidence) {
        NameMatch::Same | NameMatch::Close => Match::Agrees(vec![seen]),
        NameMatch::Different if is_clear(field) => Match::Differs(
            format!("身份证上的姓名为「{}」，申报的是「{name}」", field.text),
            evidence(document, field),
        ),
        NameMatch::Different => {
            Match::Unclear(format!("身份证号码与申报一致，但没有读清姓名「{name}」"), vec![seen])
        }
    }
}

/// Whether the person whose number the paper prints is the applicant by name.
fn names_applicant(facts: &Facts, document: &Document) -> bool {
    document.field(FieldName::Resident).is_some_and(|field| {
        let name = &facts.application().applicant.name;
        names::compare(name, &field.text, field.confidence) == NameMatch::Same
    })
}

/// A statement that prints the applicant's number beside another name. A household register lists
/// several people, and says nothing here.
fn number_of_another_name(facts: &Facts, document: &Document) -> Match {
    let number = id_number_of(facts.application()).map(id_number::fold);
    let (Some(number), Some(field)) = (number, document.field(FieldName::Resident)) else {
        return Match::Silent;
    };
    let own = numbers_on(facts, document).into_iter().find(|(printed, _)| *printed == number);
    let name = &facts.application().applicant.name;
    let other = names::among(name, &names::split(&field.text), field.confidence);
    match own {
        Some((_, seen))
            if document.kind == Kind::KinshipStatement && other == NameMatch::Different =>
        {
            let fact = format!(
                "{}上这个公民身份号码的姓名为「{}」，申报的是「{name}」",
                document.kind.label(),
                field.text
            );
            let seen = evidence(document, field).into_iter().chain([seen]).collect();
            Match::Unclear(fact, seen)
        }
        _ => Match::Silent,
    }
}

/// The applicant's number on a paper that is not a card, where it prints one.
fn printed_number(facts: &Facts, document: &Document) -> Match {
    let Some(field) = document.field(FieldName::ResidentIdNumber) else {
        return Match::Silent;
    };
    let seen = evidence(document, field);
    let printed = id_number::fold(&field.text);
    let Some(number) = id_number_of(facts.application()).map(id_number::fold) else {
        return Match::Unclear("没有申报公民身份号码，无从与材料核对".into(), seen);
    };
    // A letter prints the agent's number too, and either may come first.
    if let Some((_, place)) = numbers_on(facts, document).into_iter().find(|(n, _)| *n == number) {
        return Match::Agrees(vec![place]);
    }
    if !is_clear(field) {
        return Match::Unclear(
            format!("证件号码读作「{printed}」，但没有读清（{}）", why_unclear(field)),
            seen,
        );
    }
    let all = names::split(&field.text);
    if all.contains(&number) {
        Match::Agrees(seen)
    } else if all.iter().any(|one| is_masked_form(one, &number)) {
        // Hidden digits are compared with nothing; the ones shown agree.
        Match::Agrees(seen)
    } else if all.iter().any(|one| id_number::birth_date(one).is_ok() || one.contains('*')) {
        Match::Differs(format!("材料上的证件号码为「{printed}」，申报的是「{number}」"), seen)
    } else {
        Match::Unclear(
            format!("证件号码读作「{printed}」，校验码不符，可能读错；申报的是「{number}」"),
            seen,
        )
    }
}

/// Whether a number printed with asterisks is the given one, as far as it is shown. At least
/// ten digits must be shown.
fn is_masked_form(printed: &str, number: &str) -> bool {
    printed.contains('*')
        && printed.chars().count() == number.chars().count()
        && printed.chars().filter(|c| *c != '*').count() >= 10
        && printed.chars().zip(number.chars()).all(|(p, n)| p == '*' || p == n)
}

/// The right numbers on a paper's lines and in its fields, with their places.
fn numbers_on(facts: &Facts, document: &Document) -> Vec<(String, Evidence)> {
    let in_fields = document.fields.values().flat_map(|field| {
        let place = evidence(document, field).into_iter().next();
        id_number::numbers_in(&field.text).into_iter().zip(place)
    });
    let in_lines = reading::lines(facts.case, document).flat_map(|line| {
        let numbers = id_number::numbers_in(&line.text);
        numbers.into_iter().map(move |number| (number, line.clone()))
    });
    in_fields.chain(in_lines).collect()
}

fn is_back_of_card(facts: &Facts, document: &Document) -> bool {
    let text = reading::text(facts.case, document);
    text.contains("签发机关") || text.contains("有效期限")
}
