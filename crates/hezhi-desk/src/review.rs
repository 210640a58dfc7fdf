//! What a reviewer does: look through the queue, open an application, decide, take back.

use std::path::Path;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{self, Handed, one_line, shown};
use crate::store::KeptFile;
use crate::view::{
    Decision, DecisionInput, DecisionKind, ImportProblem, Imported, PageRef, Queue, QueueFilter,
    ReadingProgress, Review, Rule, Status,
};

/// A note is a few sentences; this is only against nonsense.
pub(crate) const LONGEST_NOTE: usize = 4_000;
/// The longest name of a person at the desk.
const LONGEST_NAME: usize = 40;

impl Desk {
    pub fn queue(&self, filter: &QueueFilter) -> Result<Queue, DeskError> {
        self.store.queue(filter)
    }

    /// One application with everything that is known of it.
    pub fn application(&self, id: &str) -> Result<Review, DeskError> {
        // Taken first: what changes while the rest is put together counts as not seen.
        let seen = self.store.seen(id)?;
        let submission = self.store.current_submission(id)?;
        let mut pages = Vec::new();
        for file in &submission.files {
            pages.extend(self.pages(file)?);
        }
        Ok(Review {
            report: self.store.current_report(submission.id)?.map(|current| current.report),
            state: submission.state,
            problem: submission.problem,
            pages,
            decision: self.store.decision_in_force(submission.id)?,
            history: self.store.history(id)?,
            claim: self.store.claimed(id)?,
            corrections: self.store.corrections(submission.id)?,
            notes: self.store.notes(id)?,
            application: submission.application,
            seen,
        })
    }

    /// The pages of a file, as far as they are known: before it was read, its first.
    fn pages(&self, file: &KeptFile) -> Result<Vec<PageRef>, DeskError> {
        let unread = |problem| {
            vec![PageRef { file: file.name.clone(), page: 1, width: 0, height: 0, problem }]
        };
        let (sha256, _) = match &file.content {
            Ok(content) => content,
            Err(problem) => return Ok(unread(Some(problem.message.clone()))),
        };
        let Some(reading) = self.store.latest_reading(sha256)? else { return Ok(unread(None)) };
        let text = reading.text;
        if text.pages.is_empty() {
            return Ok(unread(text.problem.map(|problem| problem.message)));
        }
        let page_ref = |page: hezhi::text::PageText| PageRef {
            file: file.name.clone(),
            page: page.page,
            width: page.width,
            height: page.height,
            problem: page.problem.map(|problem| problem.message),
        };
        Ok(text.pages.into_iter().map(page_ref).collect())
    }

    /// Records what a person decided, beside the program's advice.
    pub fn decide(&self, id: &str, input: &DecisionInput) -> Result<Decision, DeskError> {
        if input.note.chars().count() > LONGEST_NOTE {
            return Err(DeskError::Invalid(format!(
                "备注超过 {LONGEST_NOTE} 字。请缩短后再提交。"
            )));
        }
        if input.kind == DecisionKind::Accept {
            let application = self.store.current_submission(id)?.application;
            if application.undeclared {
                return Err(DeskError::Conflict(
                    "这件申请还没有申报，不能受理。请先录入申报内容，核查后再决定。".into(),
                ));
            }
            if application.from_paper.iter().any(|taken| taken.confirmed_by.is_none()) {
                return Err(DeskError::Conflict(
                    "申报内容有取自材料、还没有与申请人核对的，不能受理。请在窗口办理里输入编号打开，与申请人核对后再受理。".into(),
                ));
            }
        }
        self.store.decide(id, input, &self.person(input.by.as_deref())?)
    }

    /// Takes the decision in force back. `meant` is the [`Decision::id`] that the person means, so
    /// that nobody takes back what somebody else decided meanwhile; absent: whatever is in force.
    pub fn undo_decision(
        &self,
        id: &str,
        meant: Option<i64>,
        by: Option<&str>,
    ) -> Result<Review, DeskError> {
        self.store.undo_decision(id, meant, &self.person(by)?)?;
        self.application(id)
    }

    /// Who is at the desk: the name that came with the call, else the one that was set, else the
    /// user of the machine.
    pub(crate) fn person(&self, by: Option<&str>) -> Result<String, DeskError> {
        match by.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) if name.chars().count() <= LONGEST_NAME => Ok(name.to_owned()),
            Some(_) => Err(DeskError::Invalid(format!("姓名不超过 {LONGEST_NAME} 字。"))),
            None => self.reviewer(),
        }
    }

    fn reviewer(&self) -> Result<String, DeskError> {
        let user = || {
            ["USER", "LOGNAME", "USERNAME"]
                .iter()
                .filter_map(|name| std::env::var(name).ok())
                .find(|name| !name.is_empty())
                .unwrap_or_else(|| "本机用户".to_owned())
        };
        Ok(self.store.setting("reviewer")?.filter(|name| !name.is_empty()).unwrap_or_else(user))
    }

    /// Every rule in every period, in the book's order.
    pub fn rules(&self) -> Vec<Rule> {
        self.rules.rules().iter().map(Rule::from).collect()
    }

    /// The rule set's name: version and hash.
    pub fn rules_name(&self) -> String {
        self.rules.name()
    }

    /// Takes in every application in or below a folder; they are read in the background.
    pub fn import_folder(&self, folder: &Path) -> Result<Imported, DeskError> {
        let found = intake::find(folder).map_err(|error| DeskError::Invalid(error.message))?;
        let mut imported = Imported::default();
        let problem = |path: &Path, message: String| ImportProblem { path: shown(path), message };
        imported.problems.extend(
            found.problems.into_iter().map(|p| ImportProblem { path: p.path, message: p.message }),
        );
        for folder in &found.applications {
            let taken = Handed::open(folder, &self.limits)
                .map_err(|error| ImportProblem { path: error.path, message: error.message })
                .and_then(|handed| {
                    self.take_in(&handed).map_err(|error| problem(folder, error.to_string()))
                });
            match taken {
                Ok(taken) if taken.unchanged => imported.unchanged += 1,
                Ok(_) => imported.added += 1,
                Err(problem) => imported.problems.push(problem),
            }
        }
        if found.applications.is_empty() && imported.problems.is_empty() {
            imported.problems.push(problem(
                folder,
                format!(
                    "“{}”里没有申请。请选择含有 application.json 的文件夹，或这些文件夹所在的文件夹。",
                    one_line(&folder.to_string_lossy())
                ),
            ));
        }
        Ok(imported)
    }

    /// Takes sample applications in, to try the desk with, and marks it as a rehearsal. Only
    /// where it holds nothing yet: samples never mix with an office's own applications.
    pub fn try_with_samples(&self, folder: &Path) -> Result<Option<Imported>, DeskError> {
        if !self.store.is_empty()? {
            return Ok(None);
        }
        let imported = self.import_folder(folder)?;
        self.set_rehearsal(true)?;
        Ok(Some(imported))
    }

    pub fn status(&self) -> Result<Status, DeskError> {
        let (engine, problem) = match self.known_engine() {
            None => (String::new(), None),
            Some(Ok(engine)) => (engine, None),
            Some(Err(problem)) => (String::new(), Some(problem)),
        };
        let (done, rate_per_minute) = self.pace.so_far();
        Ok(Status {
            version: env!("CARGO_PKG_VERSION").into(),
            engine,
            rules: self.rules.name(),
            home: shown(&self.home),
            reading: ReadingProgress { left: self.store.left_to_read()?, done, rate_per_minute },
            rehearsal: self.store.setting("rehearsal")?.as_deref() == Some("true"),
            problem,
        })
    }
}

impl From<&hezhi::rule::Rule> for Rule {
    fn from(rule: &hezhi::rule::Rule) -> Self {
        Rule {
            id: rule.id.clone(),
            title: rule.title.clone(),
            severity: rule.severity,
            citation: rule.citation.clone(),
            in_force_from: Some(rule.in_force_from),
            in_force_to: rule.in_force_to,
            text: rule.text.clone(),
        }
    }
}
