//! The counter: one person at the window, from the first page to the receipt.
//!
//! A visit lives in the store until it is ended, so that nothing is lost when the power is. Its
//! pages are read at once, before batches and the queue ([`reading`]); what they say, the form and
//! the rules make a draft ([`draft`]) that is judged after each change and stored nowhere. Ended, a
//! visit becomes an application ([`ending`]) and leaves nothing behind.

mod checklist;
mod draft;
mod ending;
mod form;
mod offers;
mod pages;
mod reading;

use hezhi::check::id_number;
use hezhi::rule::{Check, InForce};
use hezhi::window::window;

use crate::clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::store::KeptVisit;
use crate::view::{DecisionKind, OpenVisit, Visit, VisitForm, VisitInput, VisitOpening};
use draft::Draft;
pub(crate) use reading::Counter;

/// Characters of the longest number that a person can draw.
const LONGEST_QUEUE_NUMBER: usize = 20;

/// Bytes of the longest form; a full one has some two thousand.
const LONGEST_FORM: usize = 64 << 10;

impl Desk {
    /// Begins with a person: a new one, or one who is back with a number.
    pub fn open_visit(&self, opening: &VisitOpening) -> Result<Visit, DeskError> {
        let by = self.person(opening.by.as_deref())?;
        let queue_number = queue_number(&opening.queue_number)?;
        let number = opening.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        let application = number.map(|number| self.application_to_complete(number)).transpose()?;
        if let Some(application) = &application
            && let Some(open) = self.store.visit_of(application)?
        {
            return self.visit(&open);
        }
        let form = match &application {
            Some(application) => form::of(&self.store.current_submission(application)?.application),
            None => VisitForm::default(),
        };
        let id = visit_id();
        self.store.open_visit(&id, (&by, &queue_number), &form, application.as_deref())?;
        self.visit(&id)
    }

    /// The application behind a number that a person brings back.
    fn application_to_complete(&self, number: &str) -> Result<String, DeskError> {
        let application = self.store.by_number(number)?.ok_or_else(|| {
            DeskError::NotFound(format!(
                "没有编号“{}”。请对照回执或告知书上的编号再输一次；确实没有的，按新的申请办理。",
                crate::intake::one_line(number)
            ))
        })?;
        let submission = self.store.current_submission(&application)?;
        match self.store.decision_in_force(submission.id)?.map(|decision| decision.kind) {
            Some(DecisionKind::Accept) => Err(DeskError::Conflict(format!(
                "申请“{application}”已经受理，没有要补的材料。要看内容请在申请列表里打开。"
            ))),
            Some(DecisionKind::Refuse) => Err(DeskError::Conflict(format!(
                "申请“{application}”已经决定不予受理。情况有变的，请按新的申请办理。"
            ))),
            _ => Ok(application),
        }
    }

    /// Visits that were not ended, the oldest first. Whoever asks has the counter's screen open.
    pub fn visits(&self) -> Result<Vec<OpenVisit>, DeskError> {
        self.counter.is_looked_at();
        let mut visits = Vec::new();
        for visit in self.store.open_visits()? {
            if self.was_begun(&visit)? {
                visits.push(visit);
            }
        }
        Ok(visits)
    }

    /// Whether anything was typed or put in: a screen that was open when the power went leaves a
    /// visit of nobody.
    fn was_begun(&self, visit: &OpenVisit) -> Result<bool, DeskError> {
        let kept = self.store.visit(&visit.id)?;
        let bare = VisitForm { service: kept.form.service, ..VisitForm::default() };
        let typed = !visit.queue_number.is_empty() || kept.form != bare;
        Ok(visit.pages > 0 || typed || kept.application.is_some())
    }

    /// One visit as it stands, judged.
    pub fn visit(&self, id: &str) -> Result<Visit, DeskError> {
        self.counter.is_looked_at();
        let kept = self.store.visit(id)?;
        let draft = self.draft_of(&kept)?;
        self.shown(kept, &draft)
    }

    /// Keeps what was typed, and judges by it.
    pub fn keep_visit(&self, id: &str, input: &VisitInput) -> Result<Visit, DeskError> {
        if serde_json::to_string(&input.form)?.len() > LONGEST_FORM {
            return Err(DeskError::Invalid("填写的内容太长，没有保存。请缩短后重试。".into()));
        }
        self.store.keep_visit(id, &input.form, &queue_number(&input.queue_number)?)?;
        self.visit(id)
    }

    /// Gives a visit up: its form, its pages and what was read of them are gone.
    pub fn close_visit(&self, id: &str) -> Result<(), DeskError> {
        self.counter.forget(id);
        for upload in self.store.close_visit(id)? {
            self.counter.forget_upload(&upload);
            self.images.forget(&upload);
            // What cannot be deleted is swept some day.
            let _ = self.uploads.remove(&upload);
        }
        let _ = self.store.empty_the_journal();
        Ok(())
    }

    fn shown(&self, kept: KeptVisit, draft: &Draft) -> Result<Visit, DeskError> {
        let report = self.judge_draft(draft)?;
        let checklist = checklist::checklist(&draft.application, draft, &report);
        let (under_age, from_age) = self.ages(draft);
        let birth = draft.application.applicant.id_number.as_deref();
        let birth = birth.and_then(|number| id_number::birth_date(number).ok());
        let age = birth.and_then(|b| id_number::age_on(b, draft.application.submitted_on));
        let open = form::open_points(&kept.form, draft, &checklist);
        Ok(Visit {
            asked_for: self.asked_for(kept.application.as_deref())?,
            offers: offers::offers(&kept.form, &draft.papers.documents),
            window: window(&draft.application, &self.rules),
            age,
            needs_guardian: age.is_some_and(|age| age < under_age),
            may_send_relative: age.is_some_and(|age| age >= from_age),
            reading: draft.reading,
            papers: draft.together(),
            pages: draft.pages.clone(),
            report: Some(report),
            checklist,
            open,
            id: kept.id,
            opened_at: kept.opened_at,
            opened_by: kept.opened_by,
            queue_number: kept.queue_number,
            application: kept.application,
            form: kept.form,
        })
    }

    /// The ages of the policy: under the first a guardian applies, from the second a relative may.
    fn ages(&self, draft: &Draft) -> (u32, u32) {
        let in_force = self.rules.on(draft.application.submitted_on);
        let found = in_force.into_iter().find_map(|rule| match rule {
            InForce::Yes(rule) => match rule.check {
                Check::AgentPapersMissing { under_age, from_age } => Some((under_age, from_age)),
                _ => None,
            },
            _ => None,
        });
        found.unwrap_or((0, u32::MAX))
    }

    /// What the applicant was told to bring last.
    fn asked_for(&self, application: Option<&str>) -> Result<Vec<String>, DeskError> {
        let Some(application) = application else { return Ok(Vec::new()) };
        let history = self.store.history(application)?;
        let asked = history.into_iter().find(|decision| {
            decision.kind == DecisionKind::Supplement && decision.undone_at.is_none()
        });
        Ok(asked.map(|decision| decision.reasons).unwrap_or_default())
    }
}

fn queue_number(typed: &str) -> Result<String, DeskError> {
    let typed = crate::intake::one_line(typed.trim());
    if typed.chars().count() > LONGEST_QUEUE_NUMBER {
        return Err(DeskError::Invalid(format!("排队号不超过 {LONGEST_QUEUE_NUMBER} 个字。")));
    }
    Ok(typed)
}

/// A name that tells nothing of the person.
fn visit_id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let digits: String = clock::now().chars().filter(char::is_ascii_digit).collect();
    let process = std::process::id();
    format!("{digits}-{process}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}
