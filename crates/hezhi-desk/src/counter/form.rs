//! The form of a visit, between what was typed and what is declared.

use chrono::NaiveDate;
use hezhi::application::{
    Agent, Applicant, Application, Channel, DeclaredValue, FromPaper, Residence, Service,
};

use super::draft::Draft;
use crate::view::{ChecklistItem, ItemState, OpenPoint, VisitForm};

/// What is declared by a form. Without a name nothing is: the papers are judged by themselves.
pub fn declared(form: &VisitForm, id: &str, day: NaiveDate) -> Application {
    let name = form.name.trim().to_owned();
    let agent = form.has_agent.then(|| Agent {
        name: given(&form.agent_name),
        id_number: number(&form.agent_id_number),
        relation: form.agent_relation,
    });
    Application {
        id: id.to_owned(),
        service: form.service,
        channel: Some(Channel::Counter),
        submitted_on: day,
        undeclared: name.is_empty(),
        applicant: Applicant {
            name,
            id_number: number(&form.id_number),
            disabled: form.disabled.then_some(true),
        },
        agent,
        residence: Residence {
            address: given(&form.address),
            basis: form.basis,
            holder_name: given(&form.holder_name),
            holder_relation: form.holder_relation,
        },
        registered_address: given(&form.registered_address),
        registered_on: form.registered_on.trim().parse().ok(),
        permit_expires_on: form.permit_expires_on.trim().parse().ok(),
        documents: None,
        from_paper: form
            .from_paper
            .iter()
            .filter(|taken| holds(form, taken.value))
            .cloned()
            .collect(),
    }
}

/// The form of what was declared, to go on with.
pub fn of(application: &Application) -> VisitForm {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |value: Option<NaiveDate>| value.map(|day| day.to_string()).unwrap_or_default();
    let agent = application.agent.as_ref();
    VisitForm {
        service: application.service,
        name: application.applicant.name.clone(),
        id_number: text(&application.applicant.id_number),
        disabled: application.applicant.disabled == Some(true),
        has_agent: agent.is_some(),
        agent_name: agent.map(|agent| text(&agent.name)).unwrap_or_default(),
        agent_id_number: agent.map(|agent| text(&agent.id_number)).unwrap_or_default(),
        agent_relation: agent.and_then(|agent| agent.relation),
        address: text(&application.residence.address),
        basis: application.residence.basis,
        holder_name: text(&application.residence.holder_name),
        holder_relation: application.residence.holder_relation,
        registered_address: text(&application.registered_address),
        registered_on: day(application.registered_on),
        permit_expires_on: day(application.permit_expires_on),
        from_paper: application.from_paper.clone(),
        // The person holds other sheets in the hand today.
        originals: Vec::new(),
    }
}

/// Whether the form holds a value.
pub fn holds(form: &VisitForm, value: DeclaredValue) -> bool {
    match value {
        DeclaredValue::Name => !form.name.trim().is_empty(),
        DeclaredValue::IdNumber => !form.id_number.trim().is_empty(),
        DeclaredValue::Address => !form.address.trim().is_empty(),
        DeclaredValue::Basis => form.basis.is_some(),
        DeclaredValue::HolderName => !form.holder_name.trim().is_empty(),
    }
}

/// Values that were taken from paper and that nobody has confirmed with the person.
pub fn unconfirmed(application: &Application) -> impl Iterator<Item = &FromPaper> {
    application.from_paper.iter().filter(|taken| taken.confirmed_by.is_none())
}

/// What keeps the verdict from being one, in the order in which it is done.
pub fn open_points(form: &VisitForm, draft: &Draft, checklist: &[ChecklistItem]) -> Vec<OpenPoint> {
    use OpenPoint::{
        Address, AgentName, Basis, IdNumber, Name, Originals, PermitExpiresOn, Reading,
        RegisteredAddress, RegisteredOn, Unconfirmed,
    };
    let application = &draft.application;
    let unchanged = !checklist.iter().any(|item| item.key == "proof");
    let permits = matches!(form.service, Service::Permit | Service::ExpeditedNew | Service::Kiosk);
    let compares =
        permits || matches!(form.service, Service::Endorsement | Service::ExpeditedReplacement);
    let seen = |item: &&ChecklistItem| {
        item.asks_original && item.state == ItemState::There && !form.originals.contains(&item.key)
    };
    [
        (Name, application.applicant.name.is_empty()),
        (IdNumber, application.applicant.id_number.is_none()),
        (Address, application.residence.address.is_none()),
        (Basis, application.residence.basis.is_none() && !unchanged),
        (RegisteredAddress, compares && application.registered_address.is_none()),
        (RegisteredOn, permits && application.registered_on.is_none()),
        (
            PermitExpiresOn,
            form.service == Service::Endorsement && application.permit_expires_on.is_none(),
        ),
        (AgentName, form.has_agent && form.agent_name.trim().is_empty()),
        (Reading, draft.reading > 0),
        (Unconfirmed, unconfirmed(application).next().is_some()),
        (Originals, checklist.iter().any(|item| seen(&item))),
    ]
    .into_iter()
    .filter_map(|(point, open)| open.then_some(point))
    .collect()
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn number(text: &str) -> Option<String> {
    given(text).map(|text| hezhi::check::id_number::fold(&text))
}
