//! Setting a paper: template and data become pages, within limits, or the faults that keep them
//! from it.
//!
//! The template sees its data, the shared template and nothing else: no file, no package, no
//! network, no clock.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use typst::diag::{FileError, FileResult, SourceResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration as Offset};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use super::code::Code;
use super::data::Data;
use super::fault;
use super::fonts::Fonts;
use super::glyphs;
use super::templates::Templates;
use crate::error::DeskError;
use crate::view::{TemplateFault, TemplateName};

/// A page takes some hundredths of a second; this is only against templates without an end.
const LONGEST: Duration = Duration::from_secs(10);

/// A list of what to bring that fills more pages than this is a fault of the template.
const MOST_PAGES: usize = 20;

/// Nested layouts go deep; the default of two megabytes is not enough for a debug build.
const STACK: usize = 32 << 20;

/// Templates that were given up and may still be computing. With this many the desk asks to be
/// started anew before it sets another one, so that a faulty template never eats the machine.
static ENDLESS: AtomicUsize = AtomicUsize::new(0);
const MOST_ENDLESS: usize = 2;

/// Why there are no pages.
#[derive(Debug)]
pub enum NotSet {
    /// The template is to blame.
    Template(Vec<TemplateFault>),
    /// Something else is.
    Desk(DeskError),
}

impl From<DeskError> for NotSet {
    fn from(error: DeskError) -> Self {
        NotSet::Desk(error)
    }
}

/// Sets one paper. Characters that no font has are an error that names them: a paper never shows
/// boxes in their place.
pub fn typeset(
    fonts: &Arc<Fonts>,
    name: TemplateName,
    templates: &Templates,
    data: &Data,
) -> Result<PagedDocument, NotSet> {
    let sheet = Sheet::new(fonts, name, templates, data)?;
    let document = within_limits(sheet, name)?;
    if document.pages().len() > MOST_PAGES {
        let message = format!("排出的页数超过 {MOST_PAGES} 页，请检查模板里的循环和分页");
        return Err(NotSet::Template(vec![TemplateFault { template: name, line: None, message }]));
    }
    match glyphs::missing(&document).as_slice() {
        [] => Ok(document),
        missing => Err(NotSet::Desk(glyphs::not_in_any_font(missing))),
    }
}

/// Compiles on a thread of its own, which is left to itself when the time is over: it ends as
/// soon as it asks for a font or a file.
fn within_limits(sheet: Sheet, name: TemplateName) -> Result<PagedDocument, NotSet> {
    if ENDLESS.load(Ordering::Acquire) >= MOST_ENDLESS {
        return Err(NotSet::Desk(DeskError::Invalid(
            "有模板一直没有排完，还占着处理器。请重新打开核址，再修改那个模板。".into(),
        )));
    }
    let (done, outcome) = sync_channel(1);
    let run = Arc::new(Run::default());
    let running = Running(Arc::clone(&run));
    let compile = move || {
        let _running = running;
        let compiled = typst::compile::<PagedDocument>(&sheet).output;
        let compiled = compiled.map_err(|errors| fault::faults(&errors, &sheet, name));
        // What was computed for this paper is of use for the next few.
        typst::comemo::evict(10);
        let _ = done.send(compiled);
    };
    let spawned = thread::Builder::new().name("notice".into()).stack_size(STACK).spawn(compile);
    if let Err(error) = spawned {
        return Err(NotSet::Desk(DeskError::Internal(error.to_string())));
    }
    let no_line = |message: String| {
        NotSet::Template(vec![TemplateFault { template: name, line: None, message }])
    };
    match outcome.recv_timeout(LONGEST + Duration::from_secs(1)) {
        Ok(compiled) => compiled.map_err(NotSet::Template),
        Err(RecvTimeoutError::Timeout) => {
            run.give_up();
            Err(no_line(format!("排版超过 {} 秒没有完成，请检查模板里的循环", LONGEST.as_secs())))
        }
        Err(RecvTimeoutError::Disconnected) => {
            Err(no_line("排版中断，可能是模板里的循环没有尽头，或者写法超出了程序的能力".into()))
        }
    }
}

/// One compilation, as both threads know it: whoever comes second, giving up or ending, sees what
/// the other did.
#[derive(Default)]
struct Run {
    over: AtomicBool,
}

impl Run {
    /// Nobody waits any longer; it counts as endless until its thread ends after all.
    fn give_up(&self) {
        if !self.over.swap(true, Ordering::AcqRel) {
            ENDLESS.fetch_add(1, Ordering::AcqRel);
        }
    }
}

/// Held by the compiling thread, however it ends.
struct Running(Arc<Run>);

impl Drop for Running {
    fn drop(&mut self) {
        if self.0.over.swap(true, Ordering::AcqRel) {
            ENDLESS.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

/// Everything that a template can reach.
pub struct Sheet {
    library: LazyHash<Library>,
    main: Source,
    letter: Source,
    fonts: Arc<Fonts>,
    until: Instant,
}

impl Sheet {
    fn new(
        fonts: &Arc<Fonts>,
        name: TemplateName,
        templates: &Templates,
        data: &Data,
    ) -> Result<Sheet, DeskError> {
        let mut values = serde_json::to_value(data)?;
        values["fonts"] = serde_json::to_value(fonts.families()?)?;
        values["code"] = serde_json::to_value(Code::of(data.number.as_deref()))?;
        let inputs: Dict = serde_json::from_value(values)?;
        Ok(Sheet {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            main: Source::new(file_id(name)?, templates.source.clone()),
            letter: Source::new(file_id(TemplateName::Letter)?, templates.letter.clone()),
            fonts: Arc::clone(fonts),
            until: Instant::now() + LONGEST,
        })
    }

    /// The template that a file of this sheet is.
    pub fn template(&self, id: FileId, name: TemplateName) -> Option<(TemplateName, &Source)> {
        if id == self.main.id() {
            Some((name, &self.main))
        } else if id == self.letter.id() {
            Some((TemplateName::Letter, &self.letter))
        } else {
            None
        }
    }

    /// Ends the thread when its time is over: typst has no other way to be stopped.
    fn in_time(&self) {
        if Instant::now() > self.until {
            resume_unwind(Box::new("out of time"));
        }
    }
}

fn file_id(name: TemplateName) -> Result<FileId, DeskError> {
    let path = VirtualPath::new(format!("/{}", name.file()))
        .map_err(|error| DeskError::Internal(format!("{error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.in_time();
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.in_time();
        [&self.main, &self.letter]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.in_time();
        self.fonts.font(index)
    }

    /// The same paper must come out whenever it is printed: the date is part of the data.
    fn today(&self, _: Option<Offset>) -> Option<Datetime> {
        None
    }
}

/// The pages as SVG documents.
pub fn svg(document: &PagedDocument) -> Vec<String> {
    let options = typst_svg::SvgOptions { render_bleed: false, pretty: false };
    document.pages().iter().map(|page| typst_svg::svg(page, &options)).collect()
}

/// The paper as PDF; the same bytes for the same paper.
pub fn pdf(document: &PagedDocument, number: &str) -> Result<Vec<u8>, DeskError> {
    use typst::foundations::Smart;
    let options = typst_pdf::PdfOptions {
        ident: Smart::Custom(number.to_owned()),
        creator: Smart::Custom(Some("Hezhi".to_owned())),
        ..typst_pdf::PdfOptions::default()
    };
    let written: SourceResult<Vec<u8>> = typst_pdf::pdf(document, &options);
    written.map_err(|errors| {
        let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        DeskError::Internal(format!("PDF：{}", messages.join("；")))
    })
}
