//! One worker, as the program that started it sees it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{ARGUMENT, Ask, MARK, Told};
use crate::error::DeskError;
use crate::reading::{At, Read, Work};

/// How long the models may take to load: half a second from memory, a minute from a slow disk.
const BEGINNING: Duration = Duration::from_secs(180);

/// From this many bytes on what a worker frees goes back to the system at once.
const KEPT_BLOCKS: &str = "8388608";

/// How much of a worker's last words is kept, in bytes.
const LAST_WORDS: usize = 2000;

pub struct Worker {
    child: Child,
    asked: ChildStdin,
    told: Receiver<Told>,
    last_words: Arc<Mutex<String>>,
    engine: String,
    /// What it held when it was last done, in MiB.
    megabytes: u64,
}

/// Why work was not done, and at what.
pub enum Broken {
    /// It took longer than it may.
    TooLong(At),
    /// The worker ended: how, in the system's words.
    Died(At, String),
}

impl Worker {
    /// Starts a worker and waits until it is ready to read.
    pub fn start(program: &Path, begin: &Ask) -> Result<Worker, DeskError> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            // glibc keeps what was freed below a bound that grows up to 32 MiB, and pictures are as
            // large: with a fixed bound they go back to the system. One of 1 MiB makes the system
            // clear so many pages again that it takes a twentieth of the time. Other systems do
            // not look at it.
            .env("MALLOC_MMAP_THRESHOLD_", KEPT_BLOCKS)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| cannot_start(&error.to_string()))?;
        let (Some(asked), Some(out), Some(err)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(cannot_start("no pipes"));
        };
        let (telling, told) = mpsc::channel();
        let last_words = Arc::new(Mutex::new(String::new()));
        let words = Arc::clone(&last_words);
        let hear = move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let message = line.strip_prefix(MARK);
                if let Some(told) = message.and_then(|m| serde_json::from_str(m).ok())
                    && telling.send(told).is_err()
                {
                    return;
                }
            }
        };
        let threads = thread::Builder::new().name("hearing".into()).spawn(hear).and_then(|_| {
            thread::Builder::new().name("last words".into()).spawn(move || keep_last(err, &words))
        });
        let mut worker =
            Worker { child, asked, told, last_words, engine: String::new(), megabytes: 0 };
        threads.map_err(|error| cannot_start(&error.to_string()))?;
        if !worker.ask(begin) {
            return Err(cannot_start(&worker.how_it_ended()));
        }
        match worker.told.recv_timeout(BEGINNING) {
            Ok(Told::Ready(Ok(engine))) => worker.engine = engine,
            Ok(Told::Ready(Err(why))) => return Err(DeskError::ReaderMissing(why)),
            _ => return Err(cannot_start(&worker.how_it_ended())),
        }
        Ok(worker)
    }

    /// The reader's name and version.
    pub fn engine(&self) -> &str {
        &self.engine
    }

    pub fn megabytes(&self) -> u64 {
        self.megabytes
    }

    /// Has the work done; each piece of it may take `patience`.
    pub fn read(&mut self, work: Work, patience: Duration) -> Result<Vec<Read>, Broken> {
        let mut last = At::default();
        if !self.ask(&Ask::Read(work)) {
            return Err(Broken::Died(last, self.how_it_ended()));
        }
        loop {
            match self.told.recv_timeout(patience) {
                Ok(Told::At(at)) => last = at,
                Ok(Told::Done { read, megabytes }) => {
                    self.megabytes = megabytes;
                    return Ok(read);
                }
                Ok(Told::Ready(_)) => {}
                Err(RecvTimeoutError::Timeout) => return Err(Broken::TooLong(last)),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Broken::Died(last, self.how_it_ended()));
                }
            }
        }
    }

    fn ask(&mut self, ask: &Ask) -> bool {
        let mut line = MARK.to_string();
        let Ok(message) = serde_json::to_string(ask) else { return false };
        line.push_str(&message);
        line.push('\n');
        self.asked.write_all(line.as_bytes()).and_then(|()| self.asked.flush()).is_ok()
    }

    fn how_it_ended(&mut self) -> String {
        let _ = self.child.kill();
        let ended = self.child.wait().map_or_else(|e| e.to_string(), |status| status.to_string());
        let words = self.last_words.lock().unwrap_or_else(PoisonError::into_inner);
        match words.trim().lines().last() {
            Some(last) => format!("{ended}: {last}"),
            None => ended,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        // A killed process that nobody waits for stays in the system's table.
        let _ = self.child.wait();
    }
}

/// Reads what a worker says beside its messages, for its pipe not to fill, and keeps the end.
fn keep_last(mut from: impl std::io::Read, words: &Mutex<String>) {
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
        words.push_str(&String::from_utf8_lossy(&buffer[..count]));
        let surplus = words.len().saturating_sub(LAST_WORDS);
        let from = (surplus..words.len()).find(|at| words.is_char_boundary(*at)).unwrap_or(0);
        words.drain(..from);
    }
}

fn cannot_start(why: &str) -> DeskError {
    DeskError::ReaderMissing(format!(
        "识读程序启动失败（{why}）。请确认内存够用后重试；仍然失败时请运行 ./dev setup 重新安装。"
    ))
}
