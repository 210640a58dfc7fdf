//! `hezhi batch DIR --out RESULTS.jsonl`: every application below a folder.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hezhi::application::Service;
use hezhi::finding::Verdict;
use hezhi_desk::intake::{one_line, shown};
use hezhi_desk::view::{BatchSource, BatchTable, TableColumn, TableSource};
use hezhi_desk::{
    Batch, BatchError, Desk, Outcome, PageLimit, Progress, ResultsTable, home, table_can_be_written,
};

use crate::arguments::BatchArguments;
use crate::exit::{Done, Stop};

/// How often progress is told where it cannot be written over: a log is read later.
const LOG_EVERY: Duration = Duration::from_secs(10);
/// How often where it can.
const SHOW_EVERY: Duration = Duration::from_millis(200);

pub fn run(arguments: &BatchArguments) -> Result<Done, Stop> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or(cores, usize::from);
    // Hours of work should not end at a name that cannot be written.
    for table in &arguments.results {
        table_can_be_written(table)?;
    }
    let desk = Desk::with_workers(&home::data_folder()?, page_limit(arguments), false)?;
    let desk = Arc::new(desk);
    let source = source(arguments, &desk)?;
    let batch =
        Batch { folder: arguments.folder.clone(), out: arguments.out.clone(), jobs, source };
    let teller = Arc::new(Teller::new());
    if !arguments.results.is_empty() {
        save_when_ended(&desk, arguments, &teller);
    }
    let outcome = desk.batch(&batch, &|progress| teller.tell(progress));
    teller.end();
    if let Err(error @ BatchError::Usage(_)) = outcome {
        return Err(error.into());
    }
    let tables = save_tables(&desk, arguments, outcome.as_ref().ok(), teller.left());
    let outcome = outcome?;
    summarise(&outcome);
    tables?;
    Ok(if outcome.problems.is_empty() { Done::Everything } else { Done::WithProblems })
}

/// What shells say of a program that its user ended.
const ENDED: i32 = 130;

/// Who ends the batch by Ctrl-C gets the tables of what is done by then; the results themselves
/// are on the disk line by line anyhow.
fn save_when_ended(desk: &Arc<Desk>, arguments: &BatchArguments, teller: &Arc<Teller>) {
    let (desk, arguments, teller) = (Arc::clone(desk), arguments.clone(), Arc::clone(teller));
    // Where it cannot be heard of, the program ends at once, as without tables.
    let _ = ctrlc::set_handler(move || {
        teller.end();
        eprintln!("正在停止，先写结果表…");
        if let Err(Stop::Fault(message)) = save_tables(&desk, &arguments, None, teller.left()) {
            eprintln!("{message}");
        }
        eprintln!("已停止。用同一条命令可以接着做。");
        std::process::exit(ENDED);
    });
}

/// Writes the tables that were asked for, of what is done, however the batch ended. One that
/// cannot be written stops none of the others.
fn save_tables(
    desk: &Desk,
    arguments: &BatchArguments,
    outcome: Option<&Outcome>,
    left: usize,
) -> Result<(), Stop> {
    let problems = outcome.map(|outcome| outcome.problems.as_slice()).unwrap_or_default();
    let (folder, reports) = (arguments.folder.as_path(), arguments.out.as_path());
    if !reports.is_file() {
        return Ok(());
    }
    let table = ResultsTable { folder, reports, problems, left };
    let mut unwritten = Vec::new();
    for path in &arguments.results {
        match desk.save_results_table(&table, path) {
            Ok(()) => eprintln!("结果表已写入“{}”。", shown(path)),
            Err(error) => unwritten.push(error.to_string()),
        }
    }
    if unwritten.is_empty() { Ok(()) } else { Err(Stop::Fault(unwritten.join("\n"))) }
}

fn page_limit(arguments: &BatchArguments) -> PageLimit {
    let usual = PageLimit::default();
    PageLimit {
        seconds: arguments.page_seconds.map_or(usual.seconds, u64::from),
        megabytes: arguments.page_megabytes.map_or(usual.megabytes, u64::from),
    }
}

/// How the applications are declared, as far as the person says so.
fn source(arguments: &BatchArguments, desk: &Desk) -> Result<Option<BatchSource>, Stop> {
    let BatchArguments { service, basis, .. } = *arguments;
    let day = arguments.submitted_on.as_deref().map(|day| {
        let wrong = |_| Stop::Usage(format!("“--submitted-on”不能是“{day}”，应形如 2026-03-05。"));
        day.parse().map_err(wrong)
    });
    let submitted_on = day.transpose()?;
    if arguments.undeclared {
        let service = service.unwrap_or(Service::Registration);
        let submitted_on = submitted_on.ok_or_else(|| {
            Stop::Usage(
                "没有申报的扫描件要按哪一天的规定核查？请加 --submitted-on，例如 --submitted-on 2026-03-05。"
                    .into(),
            )
        })?;
        return Ok(Some(BatchSource::Nothing { service, submitted_on }));
    }
    let said = !arguments.columns.is_empty()
        || service.is_some()
        || submitted_on.is_some()
        || basis.is_some();
    let mut table = match &arguments.table {
        Some(table) => {
            let file = below(&arguments.folder, table);
            desk.look_at_table(&arguments.folder, &file, arguments.sheet.as_deref())?
        }
        None if said => only_table(arguments, desk)?,
        None => return Ok(None),
    };
    for (heading, column) in &arguments.columns {
        let at = table.headings.iter().position(|known| known == heading).ok_or_else(|| {
            Stop::Usage(format!(
                "表格“{}”没有“{}”这一列，有：{}。请改正 --column。",
                one_line(&table.file),
                one_line(heading),
                table.headings.join("、")
            ))
        })?;
        // What one column means, no other does.
        let given_up = |known: &Option<TableColumn>| column.is_some() && known == column;
        table.columns.iter_mut().filter(|known| given_up(known)).for_each(|known| *known = None);
        if let Some(known) = table.columns.get_mut(at) {
            *known = *column;
        }
    }
    let BatchTable { file, sheet, columns, .. } = table;
    let table = TableSource { file, sheet, columns, service, submitted_on, basis };
    Ok(Some(BatchSource::Table(table)))
}

/// The one table of the folder.
fn only_table(arguments: &BatchArguments, desk: &Desk) -> Result<BatchTable, Stop> {
    let mut tables = desk.look_at_folder(&arguments.folder.to_string_lossy())?.tables;
    match (tables.pop(), tables.is_empty()) {
        (Some(table), true) => Ok(table),
        (Some(_), false) => Err(Stop::Usage("文件夹里有不止一个表格。请用 --table 指定一个。".into())),
        (None, _) => Err(Stop::Usage(
            "文件夹里没有能打开的表格。--column、--service、--submitted-on 和 --basis 只用于表格或 --undeclared。".into(),
        )),
    }
}

/// A table's path below the folder, where it lies there; paths are given as seen from here or
/// from the folder.
fn below(folder: &Path, table: &Path) -> String {
    let within = || {
        let (folder, table) = (folder.canonicalize().ok()?, table.canonicalize().ok()?);
        Some(table.strip_prefix(folder).map_or_else(|_| table.clone(), Path::to_owned))
    };
    let path = if folder.join(table).is_file() { None } else { within() };
    path.as_deref().unwrap_or(table).to_string_lossy().into_owned()
}

/// Tells progress on standard error: one line written over on a terminal, plain lines elsewhere.
struct Teller {
    terminal: bool,
    last: Mutex<Option<Instant>>,
    left: AtomicUsize,
}

impl Teller {
    fn new() -> Teller {
        Teller {
            terminal: io::stderr().is_terminal(),
            last: Mutex::new(None),
            left: AtomicUsize::new(0),
        }
    }

    /// Applications that were not read when progress was told last.
    fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }

    fn tell(&self, progress: &Progress) {
        let Progress { total, done, failed, .. } = *progress;
        self.left.store(total.saturating_sub(done + failed), Ordering::Relaxed);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = if self.terminal { SHOW_EVERY } else { LOG_EVERY };
        let finished = progress.done + progress.failed == progress.total;
        if last.is_some_and(|last| last.elapsed() < pause) && !finished {
            return;
        }
        *last = Some(Instant::now());
        let mut err = io::stderr().lock();
        // Nobody to tell is no reason to stop.
        let _ = if self.terminal {
            write!(err, "\r\x1b[2K{}", words(progress)).and_then(|()| err.flush())
        } else {
            writeln!(err, "{}", words(progress))
        };
    }

    fn end(&self) {
        if self.terminal {
            eprintln!();
        }
    }
}

fn words(progress: &Progress) -> String {
    let Progress { taken_in, total, done, failed, rate_per_minute, left } = *progress;
    if taken_in < total || (done == 0 && failed == 0 && left.is_none()) {
        return format!("登记申请 {taken_in}/{total}");
    }
    let failed = if failed > 0 { format!("，{failed} 件无法处理") } else { String::new() };
    let left = left.map_or_else(String::new, |left| format!("，约剩 {}", duration(left)));
    format!("已完成 {done}/{total}{failed}，每分钟 {rate_per_minute:.1} 件{left}")
}

fn duration(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} 秒"),
        seconds @ 60..3600 => format!("{} 分 {} 秒", seconds / 60, seconds % 60),
        seconds => format!("{} 小时 {} 分", seconds / 3600, seconds % 3600 / 60),
    }
}

fn summarise(outcome: &Outcome) {
    for note in &outcome.skipped {
        eprintln!("注意：{}", one_line(note));
    }
    let of = |verdict: Verdict| outcome.verdicts.get(&verdict).copied().unwrap_or(0);
    let verdicts: Vec<String> =
        [Verdict::Accept, Verdict::Review, Verdict::Supplement, Verdict::Refuse]
            .into_iter()
            .map(|verdict| format!("{} {}", verdict.label(), of(verdict)))
            .collect();
    eprintln!(
        "本次核查 {} 件，先前已完成 {} 件。结果文件中：{}。",
        outcome.read,
        outcome.unchanged,
        verdicts.join("，")
    );
    if !outcome.problems.is_empty() {
        eprintln!("{} 件无法处理：", outcome.problems.len());
        for problem in &outcome.problems {
            eprintln!("  {}", problem.message.replace('\n', "\n    "));
        }
    }
}
