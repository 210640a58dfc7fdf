//! The end of a visit: it becomes an application, is judged, decided, and leaves nothing behind.

use hezhi::finding::Verdict;
use hezhi::report::Report;

use super::draft::Draft;
use super::{checklist, form};
use crate::clock;
use crate::declare::checked;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::store::KeptVisit;
use crate::view::{
    DecisionInput, DecisionKind, Declaration, ItemState, Upload, VisitEnded, VisitEnding,
};

/// Held while a visit is ended: pressed twice, it is one application.
static ENDING: std::sync::Mutex<()> = std::sync::Mutex::new(());

impl Desk {
    /// Makes an application of a visit and records the decision. The receipt, the list of what to
    /// bring or the refusal is then issued for it as for any other.
    pub fn end_visit(&self, id: &str, ending: &VisitEnding) -> Result<VisitEnded, DeskError> {
        let _ending = ENDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let kept = self.store.visit(id)?;
        let draft = self.draft_of(&kept)?;
        let seen = self.judge_draft(&draft)?;
        let originals = self.may_end(&kept, &draft, &seen, ending)?;
        let sending = self.counter.send();
        let application = self.send(&kept, &draft, ending.by.as_deref())?;
        self.store.visit_is_of(id, &application)?;
        self.store.hand_readings_on(id)?;
        let submission = self.store.current_submission(&application)?;
        let report = self.process(&submission)?.report;
        drop(sending);
        if ending.kind == DecisionKind::Accept && report.verdict != seen.verdict {
            return Err(DeskError::Conflict(
                "送出后的核查结果和窗口上的不同（可能刚有别人用了同一份材料）。请看新的结果再决定。".into(),
            ));
        }
        let decision = DecisionInput {
            reasons: ending.reasons.clone(),
            note: note(&ending.note, &originals),
            by: ending.by.clone(),
            ..DecisionInput::of(ending.kind)
        };
        self.decide(&application, &decision)?;
        self.close_visit(id)?;
        Ok(VisitEnded { application, verdict: report.verdict, kind: ending.kind })
    }

    /// What stands in the way, in words; else the originals that the clerk has seen.
    fn may_end(
        &self,
        kept: &KeptVisit,
        draft: &Draft,
        report: &Report,
        ending: &VisitEnding,
    ) -> Result<Vec<String>, DeskError> {
        let conflict = |message: String| Err(DeskError::Conflict(message));
        if draft.reading > 0 {
            return conflict("还有页面正在识读，请等读完再决定。".into());
        }
        if draft.application.undeclared {
            return Err(DeskError::Invalid("请填写申请人姓名。".into()));
        }
        let settles = matches!(ending.kind, DecisionKind::Accept | DecisionKind::Review);
        let open: Vec<&str> =
            form::unconfirmed(&draft.application).map(|taken| taken.value.label()).collect();
        if settles && !open.is_empty() {
            return conflict(format!(
                "{}取自材料，请念给申请人核对并确认，再作决定。",
                open.join("、")
            ));
        }
        let items = checklist::checklist(&draft.application, draft, report);
        let asked =
            items.iter().filter(|item| item.asks_original && item.state == ItemState::There);
        let (seen, unseen): (Vec<_>, Vec<_>) =
            asked.partition(|item| kept.form.originals.contains(&item.key));
        if ending.kind == DecisionKind::Accept && !unseen.is_empty() {
            let titles: Vec<&str> = unseen.iter().map(|item| item.title.as_str()).collect();
            return conflict(format!(
                "还没有验原件：{}。验过后请打勾，再受理。",
                titles.join("、")
            ));
        }
        if advised(report.verdict) != ending.kind && ending.note.trim().is_empty() {
            return Err(DeskError::Invalid("与程序建议不同，请写明您的依据。".into()));
        }
        Ok(seen.into_iter().map(|item| item.title.clone()).collect())
    }

    /// The application that the visit has become.
    fn send(&self, kept: &KeptVisit, draft: &Draft, by: Option<&str>) -> Result<String, DeskError> {
        let before: Vec<String> = draft
            .before
            .iter()
            .flat_map(|before| &before.files)
            .filter_map(|file| Some(file.content.as_ref().ok()?.0.clone()))
            .collect();
        let counts = |upload: &&Upload| {
            let name = &upload.name;
            draft.files.iter().any(|file| file.name == *name) && !before.contains(&upload.id)
        };
        let uploads: Vec<Upload> =
            kept.pages.iter().map(|page| &page.upload).filter(counts).cloned().collect();
        match &draft.before {
            Some(before) => {
                let current = self.store.current_submission(&before.application.id)?;
                let person = self.person(by)?;
                if let Some(claim) = self.store.claimed(&before.application.id)?
                    && claim.claimed_by != person
                {
                    return Err(DeskError::Conflict(format!(
                        "这件申请正由{}审核。请对方交还后再提交；填写的内容都在。",
                        claim.claimed_by
                    )));
                }
                let mut application = checked(&draft.application)?;
                application.documents = current.application.documents.clone();
                let what = ("窗口补件", by);
                Ok(self.resubmit(what, application, &current, &uploads)?.id)
            }
            None => {
                let mut application = draft.application.clone();
                application.id = self.propose_number(clock::office_day())?;
                let by = by.map(str::to_owned);
                let declaration =
                    Declaration { application, uploads, removed: Vec::new(), before: None, by };
                Ok(self.declare(&declaration)?.id)
            }
        }
    }
}

/// The decision that the program advises.
fn advised(verdict: Verdict) -> DecisionKind {
    match verdict {
        Verdict::Accept => DecisionKind::Accept,
        Verdict::Supplement => DecisionKind::Supplement,
        Verdict::Refuse => DecisionKind::Refuse,
        Verdict::Review => DecisionKind::Review,
    }
}

/// The record says which originals were looked at.
fn note(typed: &str, originals: &[String]) -> String {
    let mut lines = vec![typed.trim().to_owned()];
    if !originals.is_empty() {
        lines.push(format!("窗口已验原件：{}。", originals.join("、")));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
