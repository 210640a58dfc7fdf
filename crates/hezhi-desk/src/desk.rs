//! The desk: its store, its scans, its reader and its rules behind one door.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hezhi::address::Gazetteer;
use hezhi::finding::Outcome;
use hezhi::judge::{Case, judge};
use hezhi::report::Report;
use hezhi::rule::RuleBook;
use hezhi::text::{FileText, Problem, ProblemCode};
use hezhi_ocr::Limits;

use crate::batch::Cores;
use crate::capture::Captures;
use crate::counter::Counter;
use crate::error::DeskError;
use crate::home;
use crate::intake::{Handed, HandedFile, Uploads, shown};
use crate::notice::LazyFonts;
use crate::page_image::PageImages;
use crate::page_tile::Decoded;
use crate::presence::Presence;
use crate::progress::{Pace, Paces};
use crate::reading::{PageReader, Papers, Read, Shelf, With, Work, guarded, known_papers};
use crate::roads::Roads;
use crate::scans::Scans;
use crate::store::{KeptFile, Reading, Store, Submission, Taken, Traces};
use crate::view::{BatchErrorKind, BatchProblem};
use crate::worker::{PageLimit, Workers};

/// The store's file in the data folder.
const STORE: &str = "hezhi.sqlite";

pub struct Desk {
    pub(crate) home: PathBuf,
    pub(crate) store: Store,
    pub(crate) scans: Scans,
    pub(crate) uploads: Uploads,
    pub(crate) rules: RuleBook,
    pub(crate) roads: Roads,
    pub(crate) limits: Limits,
    pub(crate) images: PageImages,
    pub(crate) decoded: Decoded,
    pub(crate) pace: Pace,
    pub(crate) fonts: LazyFonts,
    /// Held while an application is judged: who looks for duplicates must see the one before.
    pub(crate) judging: Mutex<()>,
    reader: LazyReader,
    /// Those who read; none: this process itself.
    workers: Option<Workers>,
    pub(crate) presence: Presence,
    pub(crate) cores: Cores,
    /// How fast each batch goes.
    pub(crate) paces: Paces,
    pub(crate) captures: Captures,
    pub(crate) counter: Counter,
}

/// Loading the models takes a second and a few hundred megabytes: only who reads pays for it.
struct LazyReader {
    models: Option<PathBuf>,
    threads: usize,
    opened: OnceLock<Result<Arc<dyn PageReader>, String>>,
}

/// A report that was made, and what else changed by it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    pub report: Report,
    /// Applications that were judged anew because they share a scan or a certificate.
    pub judged_anew: BTreeSet<String>,
}

impl Desk {
    /// Opens the data folder, creating it where it is not there yet. Missing models are reported
    /// when something is to be read. `models` absent: where [`home::models_folder`] finds them.
    pub fn open(home: &Path, models: Option<&Path>) -> Result<Desk, DeskError> {
        Desk::with_threads(home, models, 0)
    }

    /// `threads` is what one reading may use; 0 leaves it to the reader.
    pub fn with_threads(
        home: &Path,
        models: Option<&Path>,
        threads: usize,
    ) -> Result<Desk, DeskError> {
        let reader =
            LazyReader { models: models.map(Path::to_owned), threads, opened: OnceLock::new() };
        Desk::assemble(home, reader, (None, Counter::default()))
    }

    /// A desk that reads in processes of their own, which this program starts: it has to begin
    /// with [`crate::run_if_asked`]. `polite`: they leave the processor to whoever wants it.
    pub fn with_workers(home: &Path, page: PageLimit, polite: bool) -> Result<Desk, DeskError> {
        let program = std::env::current_exe()
            .map_err(|error| DeskError::Internal(format!("where is this program? {error}")))?;
        // Who stands at the counter waits for nobody.
        let counter = Counter::with(Workers::new(program.clone(), page, false));
        let workers = Workers::new(program, page, polite);
        let reader = LazyReader { models: None, threads: 0, opened: OnceLock::new() };
        Desk::assemble(home, reader, (Some(workers), counter))
    }

    /// A desk with a reader of one's own.
    pub fn with_reader(home: &Path, reader: Arc<dyn PageReader>) -> Result<Desk, DeskError> {
        let opened = OnceLock::from(Ok(reader));
        let reader = LazyReader { models: None, threads: 0, opened };
        Desk::assemble(home, reader, (None, Counter::default()))
    }

    fn assemble(
        home: &Path,
        reader: LazyReader,
        (workers, counter): (Option<Workers>, Counter),
    ) -> Result<Desk, DeskError> {
        create_private(home)?;
        let desk = Desk {
            store: Store::open(&home.join(STORE))?,
            scans: Scans::in_folder(home),
            uploads: Uploads::in_folder(home),
            rules: RuleBook::builtin(),
            roads: Roads::open(home),
            limits: Limits::default(),
            images: PageImages::default(),
            decoded: Decoded::default(),
            pace: Pace::default(),
            fonts: LazyFonts::default(),
            home: home.to_owned(),
            judging: Mutex::default(),
            presence: Presence::in_folder(home),
            cores: Cores::default(),
            paces: Paces::default(),
            captures: Captures::default(),
            counter,
            reader,
            workers,
        };
        desk.recall_cores()?;
        Ok(desk)
    }

    /// The reader, opened by the first who asks.
    pub fn reader(&self) -> Result<Arc<dyn PageReader>, DeskError> {
        self.reader
            .opened
            .get_or_init(|| {
                open_reader(self.reader.models.as_deref(), self.reader.threads)
                    .map_err(|error| error.to_string())
            })
            .clone()
            .map_err(DeskError::ReaderMissing)
    }

    /// Name and version of what reads, for the report.
    pub fn engine(&self) -> Result<String, DeskError> {
        match &self.workers {
            // The counter's are the same, and may be there already.
            Some(workers) => match self.counter.known_engine() {
                Some(Ok(engine)) => Ok(engine),
                _ => workers.engine(),
            },
            None => Ok(self.reader()?.engine()),
        }
    }

    /// Whether it reads in processes of their own.
    pub(crate) fn has_workers(&self) -> bool {
        self.workers.is_some()
    }

    /// Makes ready to read so many applications at once, and never more; what reads.
    pub(crate) fn ready_for(&self, applications: usize) -> Result<String, DeskError> {
        match &self.workers {
            Some(workers) => {
                workers.at_most(applications);
                workers.warm_up(applications)
            }
            None => self.engine(),
        }
    }

    /// What reads, or why nothing can be read (Chinese), if anybody tried.
    pub(crate) fn known_engine(&self) -> Option<Result<String, String>> {
        match &self.workers {
            Some(workers) => workers.known_engine(),
            None => {
                let opened = self.reader.opened.get()?;
                Some(opened.as_ref().map(|reader| reader.engine()).map_err(Clone::clone))
            }
        }
    }

    /// Gives back the memory that the models take, until something is to be read again.
    pub(crate) fn rest(&self) {
        if let Some(workers) = &self.workers {
            workers.rest();
        }
    }

    /// Takes an application in: its scans are copied, its declaration stored.
    pub(crate) fn take_in(&self, handed: &Handed) -> Result<Taken, DeskError> {
        let files =
            handed.files.iter().map(|file| self.scans.keep(file)).collect::<Result<Vec<_>, _>>()?;
        let source = handed.folder.to_string_lossy();
        self.store.take_in(&handed.application, &handed.digest(), &files, &source)
    }

    /// Reads and judges a submission and stores the report. Applications of other people that
    /// share a scan or a certificate with it are judged anew, so that the order in which they
    /// came makes no difference.
    pub(crate) fn process(&self, submission: &Submission) -> Result<Made, DeskError> {
        let papers = self.read(submission)?;
        self.store.note_file_problems(submission.id, &problems_of(&papers))?;
        let _judging = self.judging.lock().unwrap_or_else(PoisonError::into_inner);
        let (report, related) = self.judge(submission, &papers)?;
        self.store.add_report(submission.id, &report)?;
        self.store.judged_again(submission.id)?;
        // Each of them tells of this one as well: at once where that changes what is advised, else
        // when there is time. A paper that dozens share is not judged dozens of times a minute.
        self.store.will_judge_again(related.iter())?;
        let mut judged_anew = BTreeSet::new();
        let failed = duplicate_rules_failed(&report);
        for application in related.into_iter().filter(|_| !failed.is_empty()) {
            if self.store.is_read_and_passes_one_of(&application, &failed)? {
                let other = self.store.current_submission(&application)?;
                let (report, _) = self.judge(&other, &self.read(&other)?)?;
                self.store.add_report(other.id, &report)?;
                judged_anew.insert(application);
            }
        }
        Ok(Made { report, judged_anew })
    }

    /// Judges the next application again that others have come to share something with; None where
    /// there is none.
    pub(crate) fn judge_next_again(&self) -> Result<Option<String>, DeskError> {
        let Some(application) = self.store.to_judge_again()? else { return Ok(None) };
        let submission = self.store.current_submission(&application)?;
        let papers = self.read(&submission)?;
        let _judging = self.judging.lock().unwrap_or_else(PoisonError::into_inner);
        // Before it is judged: what comes meanwhile notes it anew.
        self.store.judged_again(submission.id)?;
        let (report, _) = self.judge(&submission, &papers)?;
        self.store.add_report(submission.id, &report)?;
        Ok(Some(application))
    }

    /// What the files of an application say: from what was read of them before, or read now.
    pub fn papers(&self, application: &str) -> Result<Papers, DeskError> {
        self.read(&self.store.current_submission(application)?)
    }

    fn read(&self, submission: &Submission) -> Result<Papers, DeskError> {
        let engine = self.engine()?;
        let files: Vec<_> = submission.files.iter().map(|file| self.scans.open(file)).collect();
        let shelf = Shelf::of(&self.store, &engine);
        let known: Vec<_> = files.iter().map(|file| shelf.find(file)).collect();
        if let Some(papers) = guarded(|| known_papers(&files, &known)).ok().flatten() {
            return Ok(papers);
        }
        let read = self.read_with(self.workers.as_ref(), files.clone(), known)?;
        files.iter().zip(&read).for_each(|(file, read)| shelf.keep(file, read));
        let papers = Papers::of(read);
        // A scan that the desk itself lost is no paper that the applicant did not bring.
        let unread =
            submission.files.iter().zip(&papers.files).filter(|(_, text)| text.problem.is_some());
        match unread.filter_map(|(file, _)| self.scans.lost(file)).next() {
            Some(lost) => Err(DeskError::NotFound(lost)),
            None => Ok(papers),
        }
    }

    /// Reads files in these processes, or in this one where there are none.
    pub(crate) fn read_with(
        &self,
        workers: Option<&Workers>,
        files: Vec<HandedFile>,
        known: Vec<Option<Reading>>,
    ) -> Result<Vec<Read>, DeskError> {
        match workers {
            Some(workers) => workers.read(files, known),
            None => {
                let reader = self.reader()?;
                let with = With { reader: &*reader, limits: &self.limits, tell: &|_| () };
                guarded(|| Work::new(files, known).read(&with)).map_err(DeskError::Internal)
            }
        }
    }

    /// The report, and the applications that share something with it.
    fn judge(
        &self,
        submission: &Submission,
        papers: &Papers,
    ) -> Result<(Report, BTreeSet<String>), DeskError> {
        let documents = self.corrected(submission, &papers.documents)?;
        let gazetteer = self.roads.current();
        let traces = Traces {
            application: &submission.application,
            files: &submission.files,
            texts: &papers.files,
            numbers: &crate::store::numbers_of(&documents),
            gazetteer: &gazetteer,
        };
        self.store.keep_traces(submission.id, &traces)?;
        let duplicates = self.store.duplicates(&traces)?;
        let case = Case {
            application: &submission.application,
            files: &papers.files,
            documents: &documents,
            gazetteer: &gazetteer,
            duplicates: &duplicates,
            engine: &self.engine()?,
        };
        let report = guarded(|| judge(&case, &self.rules)).map_err(DeskError::Internal)?;
        Ok((report, duplicates.into_iter().map(|duplicate| duplicate.application).collect()))
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Marks the desk as holding sample data, or as not.
    pub fn set_rehearsal(&self, rehearsal: bool) -> Result<(), DeskError> {
        self.store.set("rehearsal", if rehearsal { "true" } else { "false" })
    }
}

/// The files that could not be read, or not wholly, each with the reason.
fn problems_of(papers: &Papers) -> Vec<BatchProblem> {
    let told = |file: &str, problem: &Problem| {
        let kind = match problem.code {
            ProblemCode::Missing => BatchErrorKind::Missing,
            ProblemCode::Empty => BatchErrorKind::Empty,
            ProblemCode::NotAnImage => BatchErrorKind::NotAnImage,
            ProblemCode::Damaged => BatchErrorKind::Damaged,
            ProblemCode::TooLarge => BatchErrorKind::TooLarge,
            ProblemCode::Encrypted => BatchErrorKind::Encrypted,
            ProblemCode::ReaderFailed | ProblemCode::GaveUp => BatchErrorKind::Reader,
            // The paper's own condition: the findings tell whether it matters.
            ProblemCode::Blank | ProblemCode::Poor => return None,
        };
        Some(BatchProblem { kind, file: Some(file.to_owned()), message: problem.message.clone() })
    };
    let of_file = |file: &FileText| {
        let pages = file.pages.iter().filter_map(|page| page.problem.as_ref());
        let all = file.problem.iter().chain(pages);
        all.filter_map(|problem| told(&file.file, problem)).collect::<Vec<_>>()
    };
    papers.files.iter().flat_map(of_file).collect()
}

/// The rules on what applications share that a report fails by: its partners fail by them as well.
fn duplicate_rules_failed(report: &Report) -> Vec<&str> {
    let failed = report.findings.iter().filter(|finding| finding.outcome == Outcome::Fail);
    failed
        .map(|finding| finding.rule.as_str())
        .filter(|rule| rule.starts_with("duplicate."))
        .collect()
}

/// Opens the reader of the product.
pub fn open_reader(
    models: Option<&Path>,
    threads: usize,
) -> Result<Arc<dyn PageReader>, DeskError> {
    let models = models.map_or_else(home::models_folder, |models| Ok(models.to_owned()))?;
    let mut options = hezhi_ocr::Options::default();
    if threads > 0 {
        options.threads = threads;
    }
    match hezhi_ocr::Reader::open(&models, &options) {
        Ok(reader) => Ok(Arc::new(reader)),
        Err(error) => Err(DeskError::ReaderMissing(reader_missing(&models, &error))),
    }
}

fn reader_missing(models: &Path, error: &hezhi_ocr::ReadError) -> String {
    let what = match error {
        hezhi_ocr::ReadError::ModelMissing { path } => format!("缺少模型文件“{}”", shown(path)),
        other => format!("模型文件夹“{}”不能使用（{other}）", shown(models)),
    };
    format!(
        "{what}。请在项目文件夹里运行 ./dev setup 下载模型，或用环境变量 HEZHI_MODELS 指定模型文件夹。"
    )
}

/// Checks one application without taking it in. `home` is the data folder: where it holds a
/// store, the same scan or certificate in other people's applications is looked for there.
pub fn check(
    handed: &Handed,
    reader: &dyn PageReader,
    home: &Path,
    gazetteer: &Gazetteer,
) -> Result<Report, DeskError> {
    let papers = read_files(&handed.files, reader)?;
    let store = home.join(STORE);
    let duplicates = if store.is_file() {
        Store::open(&store)?.duplicates(&Traces {
            application: &handed.application,
            files: &files_of(handed),
            texts: &papers.files,
            numbers: &crate::store::numbers_of(&papers.documents),
            gazetteer,
        })?
    } else {
        Vec::new()
    };
    let case = Case {
        application: &handed.application,
        files: &papers.files,
        documents: &papers.documents,
        gazetteer,
        duplicates: &duplicates,
        engine: &reader.engine(),
    };
    guarded(|| judge(&case, &RuleBook::builtin())).map_err(DeskError::Internal)
}

fn files_of(handed: &Handed) -> Vec<KeptFile> {
    let kept = |file: &HandedFile| KeptFile {
        name: file.name.clone(),
        content: file.content.clone().map(|content| (content.sha256, content.bytes)),
    };
    handed.files.iter().map(kept).collect()
}

/// Reads files that belong to no application.
pub fn read_files(files: &[HandedFile], reader: &dyn PageReader) -> Result<Papers, DeskError> {
    let with = With { reader, limits: &Limits::default(), tell: &|_| () };
    let work = Work::new(files.to_vec(), vec![None; files.len()]);
    guarded(|| Papers::of(work.read(&with))).map_err(DeskError::Internal)
}

/// Scans and decisions are nobody else's business: on Unix only the user may look.
fn create_private(home: &Path) -> Result<(), DeskError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(home).map_err(|error| {
        DeskError::Invalid(format!(
            "不能使用数据文件夹“{}”（{error}）。请检查权限，或用环境变量 HEZHI_HOME 指定另一个。",
            shown(home)
        ))
    })
}
