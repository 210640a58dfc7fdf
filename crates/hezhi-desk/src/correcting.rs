//! What a reviewer does with one application beside deciding: takes it, puts right what was read,
//! has a box read, leaves a note.

use hezhi::document::{Document, FieldName};
use hezhi::extract::correction::{self, normal};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::reading::guarded;
use crate::review::LONGEST_NOTE;
use crate::store::Submission;
use crate::view::{BoxReading, Claim, Correction, CorrectionInput, NoteInput, Place, Review};

/// The longest value that can be typed, in characters: no paper prints more in a field.
const LONGEST_VALUE: usize = 300;

impl Desk {
    /// Takes an application for a person, or renews that; a conflict names who else has it.
    pub fn claim(&self, id: &str, by: Option<&str>) -> Result<Claim, DeskError> {
        self.store.current_submission(id)?;
        self.store.claim(id, &self.person(by)?)
    }

    /// Gives an application back; nothing happens where the person does not have it.
    pub fn release(&self, id: &str, by: Option<&str>) -> Result<(), DeskError> {
        self.store.release(id, &self.person(by)?)
    }

    /// Puts a value in the place of what was read, and judges anew at once. What was read stays
    /// beside it.
    pub fn correct(&self, id: &str, input: &CorrectionInput) -> Result<Review, DeskError> {
        let by = self.person(input.by.as_deref())?;
        let typed = input.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let text = typed.map(|text| normal(input.field, text)).transpose();
        let text = text.map_err(DeskError::Invalid)?;
        if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_VALUE) {
            return Err(DeskError::Invalid(format!(
                "{}超过 {LONGEST_VALUE} 字。请只写这一栏的内容。",
                input.field.label()
            )));
        }
        let submission = self.store.current_submission(id)?;
        let was = self.value(&submission, input)?;
        self.store.correct(id, input, text.as_deref(), was.as_deref(), &by)?;
        self.process(&submission)?;
        self.application(id)
    }

    /// Takes a correction back, and judges anew.
    pub fn withdraw_correction(
        &self,
        id: &str,
        correction: i64,
        by: Option<&str>,
    ) -> Result<Review, DeskError> {
        self.store.withdraw(id, correction, &self.person(by)?)?;
        self.process(&self.store.current_submission(id)?)?;
        self.application(id)
    }

    /// Reads what stands in a box that a person drew on a page.
    pub fn read_box(&self, id: &str, place: &Place) -> Result<BoxReading, DeskError> {
        let kept = &self.kept_file(id, &place.file)?;
        let page = self.page_of(kept, place.page)?;
        let reader = self.reader()?;
        let lines = guarded(|| reader.read_box(&page, &place.region))
            .map_err(DeskError::Internal)?
            .map_err(DeskError::Invalid)?;
        Ok(BoxReading {
            text: without_label(&lines.iter().map(|line| line.text.trim()).collect::<String>()),
            confidence: lines.iter().map(|line| line.confidence).fold(1.0, f32::min),
        })
    }

    pub fn add_note(&self, id: &str, input: &NoteInput) -> Result<Review, DeskError> {
        let text = input.text.trim();
        if text.is_empty() || text.chars().count() > LONGEST_NOTE {
            return Err(DeskError::Invalid(format!("备注要有内容，且不超过 {LONGEST_NOTE} 字。")));
        }
        let by = self.person(input.by.as_deref())?;
        self.store.add_note(self.store.current_submission(id)?.id, text, &by)?;
        self.application(id)
    }

    /// The papers with the corrections in force.
    pub(crate) fn corrected(
        &self,
        submission: &Submission,
        documents: &[Document],
    ) -> Result<Vec<Document>, DeskError> {
        let corrections = self.store.corrections(submission.id)?;
        let in_force = |document: &Document| -> Vec<correction::Correction> {
            let own = corrections.iter().filter(|c| c.withdrawn_at.is_none());
            own.filter(|c| is_of(c, document)).map(for_engine).collect()
        };
        Ok(documents
            .iter()
            .map(|document| {
                let own = in_force(document);
                let mut document = document.clone();
                correction::correct(&mut document, &own);
                document
            })
            .collect())
    }

    /// What the field of the paper says now; an error where there is no such paper.
    fn value(
        &self,
        submission: &Submission,
        input: &CorrectionInput,
    ) -> Result<Option<String>, DeskError> {
        let report = self.store.current_report(submission.id)?;
        let documents = report.map(|current| current.report.documents).unwrap_or_default();
        let paper = &input.paper;
        let document = documents.iter().find(|d| {
            d.file == paper.file && d.pages.first() == Some(&paper.page) && d.kind == paper.kind
        });
        let document = document.ok_or_else(|| {
            DeskError::NotFound(
                "没有这份材料，可能已经重新识读。页面已显示现在的情况，请看过再更正。".into(),
            )
        })?;
        Ok(document.field(input.field).map(|field| field.text.clone()))
    }
}

/// A box is often drawn from the label's colon on.
fn without_label(text: &str) -> String {
    text.trim_start_matches([':', '：', '、', '，', '。', ';', '；']).trim().to_owned()
}

fn is_of(correction: &Correction, document: &Document) -> bool {
    let paper = &correction.paper;
    paper.file == document.file
        && document.pages.first() == Some(&paper.page)
        && paper.kind == document.kind
}

fn for_engine(own: &Correction) -> correction::Correction {
    let field: FieldName = own.field;
    correction::Correction {
        field,
        text: own.text.clone(),
        place: own.place.as_ref().map(|place| {
            let file = Some(place.file.clone()).filter(|file| *file != own.paper.file);
            (file, place.page, place.region)
        }),
        by: own.corrected_by.clone(),
        at: own.corrected_at.clone(),
    }
}
