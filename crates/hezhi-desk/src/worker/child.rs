//! The worker's side.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::{ARGUMENT, Ask, MARK, Told};
use crate::desk::open_reader;
use crate::reading::With;

/// Deeply nested PDFs recurse.
const STACK: usize = 16 << 20;

/// For the beginning of `main`: works for the program that started this one, where that is what
/// it was started for.
pub fn run_if_asked() -> Option<ExitCode> {
    (std::env::args_os().nth(1)? == ARGUMENT).then(run)
}

fn run() -> ExitCode {
    let (asked, asks) = mpsc::channel();
    let listening = thread::Builder::new().name("listening".into()).spawn(move || listen(&asked));
    let working =
        thread::Builder::new().name("reading".into()).stack_size(STACK).spawn(move || work(&asks));
    let (Ok(_), Ok(working)) = (listening, working) else { return ExitCode::FAILURE };
    working.join().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// Hands on what is asked. Where nobody asks any more, the program that this one works for is
/// gone: it ends at once, whatever page it is at.
fn listen(asked: &Sender<Ask>) {
    for line in BufReader::new(io::stdin()).lines() {
        let Ok(line) = line else { break };
        let Some(message) = line.strip_prefix(MARK) else { continue };
        let Ok(ask) = serde_json::from_str(message) else { break };
        if asked.send(ask).is_err() {
            break;
        }
    }
    end_at_once();
}

fn work(asks: &Receiver<Ask>) {
    let Ok(Ask::Begin { limits, megabytes, polite }) = asks.recv() else { return };
    restrict(megabytes, polite);
    // One thread each: of many pages at once each goes best with one of its own.
    let reader = match open_reader(None, 1) {
        Ok(reader) => reader,
        Err(error) => return tell(&Told::Ready(Err(error.to_string()))),
    };
    tell(&Told::Ready(Ok(reader.engine())));
    let with = With { reader: &*reader, limits: &limits, tell: &|at| tell(&Told::At(at)) };
    while let Ok(Ask::Read(work)) = asks.recv() {
        let read = work.read(&with);
        tell(&Told::Done { read, megabytes: resident_megabytes() });
    }
}

fn tell(told: &Told) {
    thread_local! {
        static LINE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    let written = LINE.with_borrow_mut(|line| {
        line.clear();
        line.extend_from_slice(MARK.to_string().as_bytes());
        serde_json::to_writer(&mut *line, told)?;
        line.push(b'\n');
        let mut out = io::stdout().lock();
        out.write_all(line).and_then(|()| out.flush())
    });
    if written.is_err() {
        end_at_once();
    }
}

/// Ends without tearing down engines under a reading thread.
fn end_at_once() -> ! {
    #[cfg(unix)]
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::exit(0)
}

/// Keeps this process from taking more memory than it may, so that the machine stays usable: an
/// allocation beyond it ends the process. A polite one leaves the processor to whoever wants it.
#[cfg(unix)]
fn restrict(megabytes: u64, polite: bool) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let most = Some(megabytes << 20);
    let maximum = getrlimit(Resource::Data).maximum;
    let _ = setrlimit(Resource::Data, Rlimit { current: most, maximum });
    // No picture of the memory on the disk: it holds other people's papers.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    if polite {
        let _ = rustix::process::setpriority_process(None, 10);
    }
}

#[cfg(not(unix))]
fn restrict(_: u64, _: bool) {}

/// What this process holds; 0 where the system does not tell.
fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) >> 10
}
