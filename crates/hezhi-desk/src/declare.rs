//! Declaring at the desk: a new application, a correction of an open one, further papers for it.

use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use hezhi::address::{AddressBoxes, DistrictTowns, district_towns};
use hezhi::application::{Application, DeclaredValue, FromPaper};
use hezhi::application_json::parse_application;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{Handed, HandedFile, told_apart};
use crate::page_image::PageImage;
use crate::store::Submission;
use crate::view::{Declaration, Declared, EarlierSubmission, FurtherPapers, ImportProblem, Upload};

/// Held from looking whether a number is free until it is taken.
static NUMBERS: Mutex<()> = Mutex::new(());

/// What an office's own numbers begin with until it writes one of its own.
const PREFIX: &str = "HZ";

/// The setting that keeps it.
const PREFIX_SETTING: &str = "number_prefix";

/// Characters of the longest draft; a full form has some two thousand.
const LONGEST_DRAFT: usize = 64 << 10;

impl Desk {
    /// Takes in a new application with the files that were kept for it.
    pub fn declare(&self, declaration: &Declaration) -> Result<Declared, DeskError> {
        let application = checked(&declaration.application)?;
        let _numbers = NUMBERS.lock().unwrap_or_else(PoisonError::into_inner);
        match self.store.current_submission(&application.id) {
            Err(DeskError::NotFound(_)) => {}
            Err(error) => return Err(error),
            Ok(there) => {
                return Err(DeskError::Conflict(format!(
                    "编号“{}”已经有一件申请（{}）。请换一个编号；要给那件申请补材料，请打开它再添加。",
                    application.id, there.application.applicant.name
                )));
            }
        }
        let (files, problems) = self.files_with(Vec::new(), &declaration.uploads)?;
        self.remember_prefix(&application.id)?;
        self.submit(
            ("录入", declaration.by.as_deref()),
            application,
            files,
            &declaration.uploads,
            problems,
        )
    }

    /// Corrects what an open application declares, adds files to it and takes others out: a new
    /// submission, which is read and judged again. The one before stays in the history.
    pub fn amend(&self, id: &str, declaration: &Declaration) -> Result<Declared, DeskError> {
        let mut application = checked(&declaration.application)?;
        let mut current = self.store.current_submission(id)?;
        if application.id != current.application.id {
            return Err(DeskError::Invalid(
                "更正申报不能改申请编号。编号错了，请用正确的编号另外录入。".into(),
            ));
        }
        if declaration.before.as_ref().is_some_and(|before| *before != current.application) {
            return Err(DeskError::Conflict(
                "这件申请的申报刚才被别人改过。请重新打开，看过新的内容再更正。".into(),
            ));
        }
        let person = self.person(declaration.by.as_deref())?;
        if let Some(claim) = self.store.claimed(id)?.filter(|claim| claim.claimed_by != person) {
            return Err(DeskError::Conflict(format!(
                "这件申请正由{}审核。请对方更正，或等对方交还后再提交；填写的内容留作草稿。",
                claim.claimed_by
            )));
        }
        take_out(&mut current, &declaration.removed)?;
        application.documents = current.application.documents.clone();
        // The form knows no marks: a value that stays what it was stays taken from paper.
        if application.from_paper.is_empty() {
            application.from_paper = still_from_paper(&current.application, &application);
        }
        self.resubmit(
            ("更正", declaration.by.as_deref()),
            application,
            &current,
            &declaration.uploads,
        )
    }

    /// Adds files to an open application: a new submission of the same declaration.
    pub fn add_papers(&self, id: &str, further: &FurtherPapers) -> Result<Declared, DeskError> {
        let current = self.store.current_submission(id)?;
        let what = ("补件", further.by.as_deref());
        self.resubmit(what, current.application.clone(), &current, &further.uploads)
    }

    pub(crate) fn resubmit(
        &self,
        what: (&str, Option<&str>),
        mut application: Application,
        current: &Submission,
        uploads: &[Upload],
    ) -> Result<Declared, DeskError> {
        let files = current.files.iter().map(|file| self.scans.open(file)).collect();
        let (files, problems) = self.files_with(files, uploads)?;
        if let Some(listed) = &mut application.documents {
            *listed = files.iter().map(|file| file.name.clone()).collect();
        }
        self.submit(what, application, files, uploads, problems)
    }

    fn submit(
        &self,
        (what, by): (&str, Option<&str>),
        application: Application,
        files: Vec<HandedFile>,
        uploads: &[Upload],
        problems: Vec<ImportProblem>,
    ) -> Result<Declared, DeskError> {
        let id = application.id.clone();
        let source = format!("{what}：{}", self.person(by)?);
        let taken =
            self.take_in(&Handed { application, folder: source.into(), files, unpacked: None })?;
        for upload in uploads {
            // It is among the scans by now; what cannot be deleted is swept some day.
            let _ = self.uploads.remove(&upload.id);
        }
        Ok(Declared { id, unchanged: taken.unchanged, problems })
    }

    /// These files and the kept ones behind them, each content once and each name once.
    fn files_with(
        &self,
        mut files: Vec<HandedFile>,
        uploads: &[Upload],
    ) -> Result<(Vec<HandedFile>, Vec<ImportProblem>), DeskError> {
        let mut problems = Vec::new();
        for upload in uploads {
            let mut file = self.upload(upload)?;
            let same = files
                .iter()
                .find(|there| matches!(&there.content, Ok(content) if content.sha256 == upload.id));
            if let Some(same) = same {
                problems.push(ImportProblem {
                    path: upload.name.clone(),
                    message: format!("和已有的“{}”内容相同，没有重复添加。", same.name),
                });
                continue;
            }
            file.name = told_apart(&file.name, |name| files.iter().any(|f| f.name == name));
            files.push(file);
        }
        Ok((files, problems))
    }

    /// A kept file; one that was sent meanwhile from elsewhere is among the scans.
    pub(crate) fn upload(&self, upload: &Upload) -> Result<HandedFile, DeskError> {
        let gone = || {
            DeskError::NotFound(format!(
                "文件“{}”已经不在待发的文件里。请从材料里删去它，再添加一次。",
                upload.name
            ))
        };
        let sent = || self.scans.find(&upload.id, &upload.name);
        self.uploads.open(upload).or_else(sent).ok_or_else(gone)
    }

    /// Forgets a kept file that the person took out again.
    pub fn remove_upload(&self, id: &str) -> Result<(), DeskError> {
        self.uploads.remove(id)
    }

    /// A page of a kept file, to look at while typing. See [`Desk::page_image`].
    pub fn upload_image(
        &self,
        id: &str,
        page: u32,
        longest: Option<u32>,
    ) -> Result<PageImage, DeskError> {
        let upload = Upload { id: id.to_owned(), name: "文件".into(), bytes: 0 };
        self.image_of(id.to_owned(), &self.upload(&upload)?, page, longest)
    }

    /// The next free number of a day: the office's prefix, the day, a running number.
    pub fn propose_number(&self, day: NaiveDate) -> Result<String, DeskError> {
        let prefix = self.store.setting(PREFIX_SETTING)?.filter(|prefix| !prefix.is_empty());
        let begin = format!("{}-{}-", prefix.as_deref().unwrap_or(PREFIX), day.format("%Y%m%d"));
        let last = self
            .store
            .numbers_beginning(&begin)?
            .iter()
            .filter_map(|number| number.strip_prefix(&begin)?.parse::<u32>().ok())
            .max();
        Ok(format!("{begin}{:03}", last.unwrap_or(0).saturating_add(1)))
    }

    /// An office that writes `XH-20260305-001` once means that its numbers begin with XH.
    fn remember_prefix(&self, number: &str) -> Result<(), DeskError> {
        match prefix_of(number) {
            Some(prefix) => self.store.set(PREFIX_SETTING, prefix),
            None => Ok(()),
        }
    }

    /// An address over the boxes of the form, by the roads in force.
    pub fn address_boxes(&self, address: &str) -> AddressBoxes {
        AddressBoxes::of(address, &self.roads.current())
    }

    /// Districts and their towns, for choosing.
    pub fn districts(&self) -> Vec<DistrictTowns> {
        district_towns()
    }

    /// What was typed and not sent yet, as the screen wrote it.
    pub fn draft(&self, key: &str) -> Result<Option<String>, DeskError> {
        Ok(self.store.setting(&format!("draft:{key}"))?.filter(|draft| !draft.is_empty()))
    }

    /// Keeps what was typed; an empty one is forgotten.
    pub fn keep_draft(&self, key: &str, draft: &str) -> Result<(), DeskError> {
        if draft.len() > LONGEST_DRAFT {
            return Err(DeskError::Invalid("草稿太长，没有保存。请缩短填写的内容。".into()));
        }
        self.store.set(&format!("draft:{key}"), draft)
    }

    /// Every submission of an application, the newest first.
    pub fn submissions(&self, id: &str) -> Result<Vec<EarlierSubmission>, DeskError> {
        self.store.submissions(id)
    }
}

/// The marks of values that are declared as they were.
fn still_from_paper(before: &Application, now: &Application) -> Vec<FromPaper> {
    let same = |taken: &&FromPaper| match taken.value {
        DeclaredValue::Name => before.applicant.name == now.applicant.name,
        DeclaredValue::IdNumber => before.applicant.id_number == now.applicant.id_number,
        DeclaredValue::Address => before.residence.address == now.residence.address,
        DeclaredValue::Basis => before.residence.basis == now.residence.basis,
        DeclaredValue::HolderName => before.residence.holder_name == now.residence.holder_name,
    };
    before.from_paper.iter().filter(same).cloned().collect()
}

/// Without these files, each of which has to be there.
fn take_out(current: &mut Submission, removed: &[String]) -> Result<(), DeskError> {
    for name in removed {
        let at = current.files.iter().position(|file| file.name == *name).ok_or_else(|| {
            DeskError::Conflict(format!(
                "材料“{name}”已经不在这件申请里，可能刚才被别人去掉。请重新打开，看过新的内容再更正。"
            ))
        })?;
        current.files.remove(at);
    }
    Ok(())
}

/// The application as a file would have to hold it: every fault at once. Whatever it was, by now
/// it is declared.
pub(crate) fn checked(application: &Application) -> Result<Application, DeskError> {
    // The desk's own marks are no keys of the file.
    let from_paper = application.from_paper.clone();
    let bare = Application { undeclared: false, from_paper: Vec::new(), ..application.clone() };
    let json = serde_json::to_string(&bare)?;
    let parsed = parse_application(&json).map_err(|error| DeskError::Invalid(error.to_string()))?;
    Ok(Application { from_paper, ..parsed })
}

fn prefix_of(number: &str) -> Option<&str> {
    let (front, running) = number.rsplit_once('-')?;
    let (prefix, day) = front.rsplit_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (!prefix.is_empty() && day.len() == 8 && digits(day) && digits(running)).then_some(prefix)
}
