//! Papers out: the receipt, the list of what to bring and the refusal, which the office gives to
//! applicants.
//!
//! The decision in force says which paper fits. Its values ([`data`]) go into a template
//! ([`templates`]), which is set into pages ([`typeset`]). What was issued is kept as it was
//! issued, values and template, and prints the same ever after.

mod code;
mod data;
mod fault;
mod fonts;
mod glyphs;
mod office;
mod reasons;
mod templates;
mod typeset;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread;

use typst_layout::PagedDocument;

use crate::clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::store::{Issued, NewNotice, Submission};
use crate::view::{
    Decision, DecisionKind, IssuedNotice, Notice, NoticeInput, NoticeIssue, NoticeKind, Office,
};
pub(crate) use data::Data;
use fonts::Fonts;
#[cfg(feature = "http")]
pub(crate) use templates::LARGEST;
use templates::Own;
pub(crate) use templates::Templates;
use typeset::{NotSet, typeset};

/// The fonts, looked for by the first who needs them: it takes a moment.
#[derive(Default)]
pub(crate) struct LazyFonts(OnceLock<Arc<Fonts>>);

/// An issued paper as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePdf {
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// The decision in force on an application, and the paper that it calls for.
struct Occasion {
    submission: Submission,
    decision: Decision,
    kind: NoticeKind,
}

impl Desk {
    /// Begins to look for fonts, so that the first paper does not wait for it: a debug build takes
    /// some six seconds on a busy machine, with 124 faces.
    pub fn find_fonts_ahead(self: &Arc<Self>) {
        let desk = Arc::clone(self);
        // Without a thread the first paper looks for them itself.
        let _ = thread::Builder::new().name("fonts".into()).spawn(move || {
            desk.fonts();
        });
    }

    /// The paper for the decision in force: as it was issued, or else as a draft without a number.
    pub fn notice(&self, application: &str) -> Result<Notice, DeskError> {
        let occasion = self.occasion(application)?;
        let office = self.office()?;
        let draft = self.values(&occasion, &office)?;
        let templates = self.own_templates().for_paper(occasion.kind.into())?;
        let issued = self.store.issued_notice(occasion.decision.id)?;
        let (document, template_problem) = match &issued {
            Some(issued) => (self.set_issued(issued)?, None),
            None => self.set_draft(occasion.kind, &templates, &draft)?,
        };
        let outdated = match &issued {
            Some(issued) => self.is_outdated(issued, &draft, &templates)?,
            None => false,
        };
        let shown = issued.as_ref().map_or(&draft, |issued| &issued.data);
        Ok(Notice {
            kind: occasion.kind,
            application: application.to_owned(),
            applicant: shown.applicant.clone(),
            decision: occasion.decision.id,
            number: shown.number.clone(),
            outdated,
            pages: typeset::svg(&document),
            file_name: file_name(occasion.kind, shown),
            obstacle: obstacle(&office),
            template_problem,
            issued: issued.map(|i| NoticeIssue { issued_by: i.issued_by, issued_at: i.issued_at }),
        })
    }

    /// Issues the paper: it gets the application's number and is kept as it is.
    pub fn issue_notice(
        &self,
        application: &str,
        input: &NoticeInput,
    ) -> Result<Notice, DeskError> {
        let occasion = self.occasion(application)?;
        let office = self.office()?;
        if let Some(obstacle) = obstacle(&office) {
            return Err(DeskError::Invalid(obstacle));
        }
        let data = self.values(&occasion, &office)?;
        let kind = occasion.kind;
        let own = self.own_templates().for_paper(kind.into())?;
        // What cannot be set is not issued; where the office's template fails, the built-in one
        // is what it is issued with.
        let (_, problem) = self.set_draft(kind, &own, &data)?;
        let builtin = Templates::builtin(kind.into());
        let new = NewNotice {
            decision: input.decision,
            kind,
            data,
            templates: if problem.is_some() { &builtin } else { &own },
            prefix: &office.number_prefix,
            day: &clock::office_day().to_string(),
            issued_by: &self.person(input.by.as_deref())?,
        };
        self.store.issue_notice(&new, input.anew)?;
        self.notice(application)
    }

    /// The issued paper for the decision in force, as PDF.
    pub fn notice_pdf(&self, application: &str) -> Result<NoticePdf, DeskError> {
        let occasion = self.occasion(application)?;
        let issued = self.store.issued_notice(occasion.decision.id)?.ok_or_else(|| {
            DeskError::Conflict("这份文书还没有出具，没有编号。请先出具，再保存。".into())
        })?;
        let number = issued.data.number.as_deref().unwrap_or_default();
        let bytes = typeset::pdf(&self.set_issued(&issued)?, number)?;
        Ok(NoticePdf { file_name: file_name(occasion.kind, &issued.data), bytes })
    }

    /// Writes the issued paper into a file that the person chose.
    pub fn save_notice(&self, application: &str, file: &Path) -> Result<(), DeskError> {
        let pdf = self.notice_pdf(application)?;
        std::fs::write(file, &pdf.bytes).map_err(DeskError::file(file))
    }

    /// Every paper that an application was given, the newest first.
    pub fn issued_notices(&self, application: &str) -> Result<Vec<IssuedNotice>, DeskError> {
        self.store.issued_notices(application)
    }

    fn occasion(&self, application: &str) -> Result<Occasion, DeskError> {
        let submission = self.store.current_submission(application)?;
        if submission.application.undeclared {
            return Err(DeskError::Conflict(
                "这件申请还没有申报，不知道文书该给谁。请先录入申报内容。".into(),
            ));
        }
        let decision = self.store.decision_in_force(submission.id)?.ok_or_else(|| {
            DeskError::Conflict(format!(
                "申请“{application}”还没有决定，没有可出具的文书。请先作出决定。"
            ))
        })?;
        let kind = kind_of(decision.kind).ok_or_else(|| {
            DeskError::Conflict(format!(
                "申请“{application}”的决定没有相应的文书。受理、要求补正或者不予受理后才能出具。"
            ))
        })?;
        Ok(Occasion { submission, decision, kind })
    }

    /// What the paper says, as of today.
    fn values(&self, occasion: &Occasion, office: &Office) -> Result<Data, DeskError> {
        let submission = &occasion.submission;
        let report = self.store.current_report(submission.id)?.map(|current| current.report);
        let day = clock::office_day();
        let decision = &occasion.decision;
        let mut data = Data::of(&submission.application, report.as_ref(), decision, office, day);
        data.number = self.store.notice_number(&submission.application.id)?;
        Ok(data)
    }

    /// Whether what would be issued today says something else, the day itself left aside.
    fn is_outdated(
        &self,
        issued: &Issued,
        today: &Data,
        own: &Templates,
    ) -> Result<bool, DeskError> {
        let mut today = today.clone();
        today.number.clone_from(&issued.data.number);
        today.issued_on.clone_from(&issued.data.issued_on);
        if today != issued.data {
            return Ok(true);
        }
        if *own == issued.templates {
            return Ok(false);
        }
        // While the office's own template is faulty, the built-in one is in force.
        let builtin = issued.templates == Templates::builtin(issued.kind.into());
        Ok(!builtin || self.set_draft(issued.kind, own, &today)?.1.is_none())
    }

    fn set_issued(&self, issued: &Issued) -> Result<PagedDocument, DeskError> {
        self.set(issued.kind, &issued.templates, &issued.data).map_err(unset)
    }

    /// Sets a draft with the given templates, or with the built-in ones where those are faulty,
    /// together with what is wrong with them.
    fn set_draft(
        &self,
        kind: NoticeKind,
        own: &Templates,
        data: &Data,
    ) -> Result<(PagedDocument, Option<String>), DeskError> {
        match self.set(kind, own, data) {
            Ok(document) => Ok((document, None)),
            Err(NotSet::Template(faults)) => {
                let document = self.set(kind, &Templates::builtin(kind.into()), data);
                let problem = format!(
                    "本单位的模板不能使用（{}），这里用的是自带的模板。请在“设置”里改好或者恢复原样。",
                    fault::told(&faults)
                );
                Ok((document.map_err(unset)?, Some(problem)))
            }
            Err(error) => Err(unset(error)),
        }
    }

    fn set(
        &self,
        kind: NoticeKind,
        templates: &Templates,
        data: &Data,
    ) -> Result<PagedDocument, NotSet> {
        typeset(self.fonts(), kind.into(), templates, data)
    }

    fn fonts(&self) -> &Arc<Fonts> {
        self.fonts.0.get_or_init(|| Fonts::search(&self.home))
    }

    fn own_templates(&self) -> Own {
        Own::of(&self.home)
    }
}

/// The paper that a decision calls for; none while it is not settled.
fn kind_of(decision: DecisionKind) -> Option<NoticeKind> {
    match decision {
        DecisionKind::Accept => Some(NoticeKind::Receipt),
        DecisionKind::Supplement => Some(NoticeKind::Supplement),
        DecisionKind::Refuse => Some(NoticeKind::Refusal),
        _ => None,
    }
}

fn obstacle(office: &Office) -> Option<String> {
    office
        .name
        .trim()
        .is_empty()
        .then(|| "还没有设置单位名称，文书不能正式出具。请在“设置”的“文书”里填写。".to_owned())
}

fn file_name(kind: NoticeKind, data: &Data) -> String {
    let number = data.number.as_deref().unwrap_or("草稿");
    let name = format!("{} {number} {}", kind.label(), data.applicant);
    let safe = |c: char| if c.is_control() || "\\/:*?\"<>|".contains(c) { '_' } else { c };
    format!("{}.pdf", name.chars().map(safe).take(100).collect::<String>())
}

/// An issued paper was set before: that it cannot be set again is not the template's doing.
fn unset(error: NotSet) -> DeskError {
    match error {
        NotSet::Desk(error) => error,
        NotSet::Template(faults) => DeskError::Invalid(format!(
            "文书没有排成：{}。请在“设置”的“文书”里检查模板。",
            fault::told(&faults)
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn fonts_are_there_before_anybody_asks_for_a_paper() {
        let home = tempfile::tempdir().unwrap();
        let desk = Arc::new(Desk::open(home.path(), None).unwrap());
        assert!(desk.fonts.0.get().is_none());
        desk.find_fonts_ahead();
        let begun = Instant::now();
        while desk.fonts.0.get().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(60), "nobody looks for them");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
