//! QR codes beside the print. A changed print seldom has its code changed with it.

use super::reading::{evidence, is_clear, pages};
use super::{Answer, Facts, names};
use crate::address::{self, Relation};
use crate::document::{Document, Field, FieldName, UsageClass};
use crate::extract;
use crate::finding::Evidence;
use crate::text::{PageText, QrCode};

/// What the codes on the papers say, compared value by value with what the paper prints.
pub fn mismatch(facts: &Facts) -> Answer {
    let mut agreeing = Vec::new();
    let mut unclear = None;
    let mut silent = 0;
    for document in facts.case.documents {
        for (page, code) in
            pages(facts.case, document).flat_map(|p| p.codes.iter().map(move |c| (p, c)))
        {
            let compared = compared(facts, document, code);
            silent += usize::from(compared.is_empty());
            for (name, field, stated, agrees) in compared {
                let seen =
                    || evidence(document, field).into_iter().chain([of_code(document, page, code)]);
                if agrees {
                    agreeing.extend(seen());
                    continue;
                }
                let fact = format!(
                    "{}的{}印的是「{}」，二维码里是「{stated}」",
                    document.kind.label(),
                    name.label(),
                    field.text
                );
                if is_clear(field) {
                    return Answer::fail(fact).seen(seen());
                }
                unclear.get_or_insert_with(|| {
                    Answer::undetermined(format!("{fact}；印刷文字没有读清")).seen(seen())
                });
            }
        }
    }
    match unclear {
        Some(answer) => answer,
        None if !agreeing.is_empty() => Answer::pass("二维码里的内容与印刷文字一致").seen(agreeing),
        None if silent > 0 => Answer::not_applicable("材料上的二维码没有可与文字核对的内容"),
        None => Answer::not_applicable("材料上没有读到二维码"),
    }
}

/// Every value that the code states and the paper prints, with whether they agree.
fn compared<'d>(
    facts: &Facts,
    document: &'d Document,
    code: &QrCode,
) -> Vec<(FieldName, &'d Field, String, bool)> {
    let stated = extract::statements(&code.text).into_iter().filter_map(|(name, stated)| {
        let field = document.field(name)?;
        let agrees = agree(facts, name, &stated, field)?;
        Some((name, field, stated, agrees))
    });
    let mut compared: Vec<_> = stated.collect();
    // A number alone, or within an address on the net, can confirm the print; that it is another
    // one proves nothing, for such codes carry numbers of their own.
    const NUMBERS: &[FieldName] =
        &[FieldName::FilingNumber, FieldName::CertificateNumber, FieldName::UnitNumber];
    let all = plain(&code.text);
    for name in
        NUMBERS.iter().filter(|n| !compared.iter().any(|c| c.0 == **n)).copied().collect::<Vec<_>>()
    {
        if let Some(field) = document.field(name)
            && plain(&field.text).chars().count() >= 8
            && all.contains(&plain(&field.text))
        {
            compared.push((name, field, field.text.clone(), true));
        }
    }
    compared
}

/// `None` where the two cannot be compared.
fn agree(facts: &Facts, name: FieldName, stated: &str, field: &Field) -> Option<bool> {
    match name {
        FieldName::Address => {
            match address::compare(stated, &field.text, facts.case.gazetteer).relation {
                Relation::Same => Some(true),
                Relation::Different => Some(false),
                Relation::Uncertain => None,
            }
        }
        // 居住 and 住宅 say the same of a home.
        FieldName::Usage | FieldName::LandUsage => {
            let (stated, printed) =
                (extract::usage_class(stated), extract::usage_class(&field.text));
            let known = ![stated, printed].contains(&UsageClass::Unknown);
            known.then_some(stated == printed)
        }
        FieldName::Holder | FieldName::Landlord | FieldName::Tenant | FieldName::Resident => {
            let (stated, printed) = (names::split(stated), names::split(&field.text));
            (!stated.iter().any(|name| hides(name)))
                .then(|| stated.iter().all(|name| printed.contains(name)))
        }
        _ => {
            let (stated, printed) = (plain(stated), plain(&field.text));
            (!stated.is_empty() && !hides(&stated)).then(|| stated == printed)
        }
    }
}

/// Letters, digits and Chinese characters alone.
fn plain(text: &str) -> String {
    names::fold(text).chars().filter(|c| c.is_alphanumeric() || *c == '*').collect()
}

/// Codes that anybody can read often hide parts of names and numbers.
fn hides(text: &str) -> bool {
    text.contains('*') || text.contains('某')
}

fn of_code(document: &Document, page: &PageText, code: &QrCode) -> Evidence {
    Evidence {
        file: document.file.clone(),
        page: page.page,
        region: code.region,
        text: code.text.clone(),
        // A code has check digits of its own: it is read right or not at all.
        confidence: 1.0,
    }
}
