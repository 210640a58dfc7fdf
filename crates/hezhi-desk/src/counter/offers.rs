//! What the papers print and the form still asks for.

use hezhi::application::{Basis, DeclaredValue, HolderRelation};
use hezhi::check::id_number;
use hezhi::document::{Document, Field, FieldName, Kind};

use super::form::holds;
use crate::view::{Offer, VisitForm};

/// A value that was read with less is none to fill in: it would have to be typed anew.
const LEGIBLE: f32 = 0.5;

/// What can be filled in, the best of each value first. What the form holds already is not offered:
/// whether it agrees with the papers is for the rules to say.
pub fn offers(form: &VisitForm, documents: &[Document]) -> Vec<Offer> {
    let mut offers: Vec<(u8, Offer)> = Vec::new();
    for document in documents {
        for (value, rank, field, text) in values(document) {
            // Whose home it is, is asked only where it is somebody else's.
            let own = value == DeclaredValue::HolderName && !is_anothers(form);
            if own || holds(form, value) || is_the_agents(form, document) {
                continue;
            }
            let offer = Offer {
                value,
                text,
                kind: document.kind,
                file: field.file.clone().unwrap_or_else(|| document.file.clone()),
                page: field.page,
                region: field.region,
                confidence: field.confidence,
            };
            offers.push((rank, offer));
        }
    }
    offers.sort_by_key(|(rank, offer)| (offer.value, *rank));
    let mut kept: Vec<(u8, Offer)> = Vec::new();
    for (rank, offer) in offers {
        let mut same = kept.iter().filter(|(_, there)| there.value == offer.value);
        // Beside a better source, such as the card, the worse ones only confuse.
        if same.all(|(best, there)| *best == rank && there.text != offer.text) {
            kept.push((rank, offer));
        }
    }
    kept.into_iter().map(|(_, offer)| offer).collect()
}

/// The values of a paper, each with its rank: the lower, the better the source.
fn values(document: &Document) -> Vec<(DeclaredValue, u8, &Field, String)> {
    use DeclaredValue::{Address, HolderName, IdNumber, Name};
    use FieldName::{Holder, Resident, ResidentIdNumber, Tenant};
    let mut found = Vec::new();
    let mut add = |value, rank, name: FieldName| {
        let Some(field) = document.field(name).filter(|f| f.confidence >= LEGIBLE) else { return };
        let texts: Vec<String> = match value {
            // Owners in common: any of them may be the applicant.
            Name | HolderName => field.text.split('、').map(|n| n.trim().to_owned()).collect(),
            // What is no number is no offer.
            IdNumber => id_number::numbers_in(&field.text),
            _ => vec![field.text.clone()],
        };
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        found.extend(texts.map(|text| (value, rank, field, text)));
    };
    match document.kind {
        Kind::IdCard => {
            add(Name, 0, Resident);
            add(IdNumber, 0, ResidentIdNumber);
        }
        Kind::HouseholdRegister => {
            add(Name, 1, Resident);
            add(IdNumber, 1, ResidentIdNumber);
        }
        Kind::DormitoryCertificate => {
            add(Name, 2, Resident);
            add(IdNumber, 2, ResidentIdNumber);
            add(Address, 0, FieldName::Address);
        }
        Kind::KinshipStatement => {
            add(Name, 2, Resident);
            add(IdNumber, 2, ResidentIdNumber);
            add(HolderName, 1, Holder);
        }
        Kind::LetterOfAuthority => add(Name, 3, Resident),
        Kind::LeaseRegistration => {
            add(Name, 4, Tenant);
            add(HolderName, 0, Tenant);
            add(Address, 0, FieldName::Address);
        }
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => {
            add(Name, 4, Holder);
            add(HolderName, 0, Holder);
            add(Address, 0, FieldName::Address);
        }
        Kind::BusinessLicence | Kind::Unknown => {}
    }
    if let (Some(basis), Some(field)) = (basis(document.kind), document.fields.values().next()) {
        found.push((DeclaredValue::Basis, 0, field, word(basis).to_owned()));
    }
    found
}

fn basis(kind: Kind) -> Option<Basis> {
    match kind {
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => Some(Basis::Owned),
        Kind::LeaseRegistration => Some(Basis::Leased),
        Kind::DormitoryCertificate => Some(Basis::Dormitory),
        _ => None,
    }
}

fn word(basis: Basis) -> &'static str {
    match basis {
        Basis::Owned => "owned",
        Basis::Leased => "leased",
        Basis::Dormitory => "dormitory",
    }
}

/// The person lives in the home of somebody else, as was declared.
fn is_anothers(form: &VisitForm) -> bool {
    !matches!(form.holder_relation, None | Some(HolderRelation::Oneself))
}

/// The card of the person who acts for the applicant.
fn is_the_agents(form: &VisitForm, document: &Document) -> bool {
    let is = |name: FieldName, typed: &str| {
        let typed = id_number::fold(typed);
        let read = document.field(name).map(|field| id_number::fold(&field.text));
        !typed.is_empty() && read.is_some_and(|read| read == typed)
    };
    form.has_agent
        && document.kind == Kind::IdCard
        && (is(FieldName::Resident, &form.agent_name)
            || is(FieldName::ResidentIdNumber, &form.agent_id_number))
}
