//! Reading in processes of their own.
//!
//! Scans come from strangers and are decoded and read by native code. A page that crashes, hangs
//! or takes all memory takes its worker with it and nothing else: the worker is started anew, the
//! page becomes a page that could not be read, and the rest of the application is read. The
//! program starts itself as its worker ([`run_if_asked`]); the two speak JSON over the worker's
//! standard input and output, each message on a line behind the character RS (RFC 7464), so that
//! whatever a library prints beside is no message.

mod child;
mod pool;
mod process;

use hezhi_ocr::Limits;
use serde::{Deserialize, Serialize};

use crate::reading::{At, Read, Work};

pub use child::run_if_asked;
pub(crate) use pool::Workers;

/// The argument by which the program knows that it is to be a worker. Nobody types it.
const ARGUMENT: &str = "--read-for-another-process";

/// What begins a message.
const MARK: char = '\u{1e}';

/// The most that one page may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimit {
    /// Of time, for decoding it, for reading it and for looking again each. An A3 page at 600 dots
    /// an inch takes ten on a slow machine.
    pub seconds: u64,
    /// Of memory that its worker may hold, in MiB.
    pub megabytes: u64,
}

impl Default for PageLimit {
    fn default() -> PageLimit {
        PageLimit { seconds: 60, megabytes: 3072 }
    }
}

/// What a worker is asked. The first message is `Begin`.
#[derive(Serialize, Deserialize)]
enum Ask {
    Begin { limits: Limits, megabytes: u64, polite: bool },
    Read(Work),
}

/// What it answers.
#[derive(Serialize, Deserialize)]
enum Told {
    /// To `Begin`: the reader's name, or why there is none (Chinese).
    Ready(Result<String, String>),
    /// It begins with this.
    At(At),
    /// Done, and how many MiB it holds.
    Done { read: Vec<Read>, megabytes: u64 },
}
