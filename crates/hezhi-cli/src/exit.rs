//! How the program ends: the contract's exit status, and what is said on standard error.

use std::io;
use std::process::ExitCode;

use hezhi_desk::view::ErrorCode;
use hezhi_desk::{BatchError, DeskError};

/// How the work ended, where it could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Everything,
    /// Some inputs could not be processed; each was named.
    WithProblems,
}

/// Why the program ends without having done its work.
#[derive(Debug)]
pub enum Stop {
    /// Wrong usage; Chinese, with the next step.
    Usage(String),
    /// Help or version were asked for: said already.
    Asked,
    /// Nobody reads the output any more, as with `| head`.
    Unread,
    /// The program's own fault.
    Fault(String),
}

/// Runs the program and turns its end into the exit status.
pub fn with_status(work: impl FnOnce() -> Result<Done, Stop> + std::panic::UnwindSafe) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("原因不明");
        eprintln!("程序内部错误：{what}（{place}）");
    }));
    let stop = match std::panic::catch_unwind(work) {
        Ok(Ok(Done::Everything)) => return ExitCode::SUCCESS,
        Ok(Ok(Done::WithProblems)) => return ExitCode::from(1),
        Ok(Err(stop)) => stop,
        // The hook has said it.
        Err(_) => return ExitCode::from(3),
    };
    match stop {
        Stop::Asked | Stop::Unread => ExitCode::SUCCESS,
        Stop::Usage(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
        Stop::Fault(message) => {
            eprintln!("{message}");
            ExitCode::from(3)
        }
    }
}

impl From<DeskError> for Stop {
    fn from(error: DeskError) -> Self {
        let message = error.to_string();
        match error.code() {
            // What the person who called can put right.
            ErrorCode::NotFound
            | ErrorCode::Conflict
            | ErrorCode::Invalid
            | ErrorCode::Unauthorized
            | ErrorCode::ReaderMissing
            | ErrorCode::StoreTooNew => Stop::Usage(message),
            ErrorCode::Storage | ErrorCode::Internal => Stop::Fault(message),
        }
    }
}

impl From<BatchError> for Stop {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Usage(message) => Stop::Usage(message),
            BatchError::Desk(error) => error.into(),
            BatchError::Results { .. } => Stop::Fault(error.to_string()),
        }
    }
}

/// Writing to standard output failed.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::Unread,
            _ => Stop::Fault(format!("输出失败：{error}")),
        }
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => io::Error::from(kind).into(),
            None => Stop::Fault(format!("程序内部错误：{error}")),
        }
    }
}
