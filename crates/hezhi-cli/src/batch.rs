//! `hezhi batch DIR --out RESULTS.jsonl`: every application below a folder.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hezhi::finding::Verdict;
use hezhi_desk::intake::one_line;
use hezhi_desk::{Batch, Desk, Outcome, PageLimit, Progress, home};

use crate::arguments::BatchArguments;
use crate::exit::{Done, Stop};

/// How often progress is told where it cannot be written over: a log is read later.
const LOG_EVERY: Duration = Duration::from_secs(10);
/// How often where it can.
const SHOW_EVERY: Duration = Duration::from_millis(200);

pub fn run(arguments: &BatchArguments) -> Result<Done, Stop> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or(cores, usize::from);
    let desk = Desk::with_workers(&home::data_folder()?, page_limit(arguments), false)?;
    let batch =
        Batch { folder: arguments.folder.clone(), out: arguments.out.clone(), jobs, source: None };
    let teller = Teller::new();
    let outcome = desk.batch(&batch, &|progress| teller.tell(progress));
    teller.end();
    let outcome = outcome?;
    summarise(&outcome);
    Ok(if outcome.problems.is_empty() { Done::Everything } else { Done::WithProblems })
}

fn page_limit(arguments: &BatchArguments) -> PageLimit {
    let usual = PageLimit::default();
    PageLimit {
        seconds: arguments.page_seconds.map_or(usual.seconds, u64::from),
        megabytes: arguments.page_megabytes.map_or(usual.megabytes, u64::from),
    }
}

/// Tells progress on standard error: one line written over on a terminal, plain lines elsewhere.
struct Teller {
    terminal: bool,
    last: Mutex<Option<Instant>>,
}

impl Teller {
    fn new() -> Teller {
        Teller { terminal: io::stderr().is_terminal(), last: Mutex::new(None) }
    }

    fn tell(&self, progress: &Progress) {
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
