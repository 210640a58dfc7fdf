//! Running `scanimage`: what it says as it says it, and its end within a second or two.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::CaptureError;

/// A piece of what the program says: a line, or what stands before a carriage return.
#[derive(Debug)]
pub(super) enum Said {
    Out(String),
    Err(String),
    /// It says nothing more.
    End,
}

pub(super) struct Running {
    child: Child,
    said: Receiver<Said>,
}

/// Of what is said, no more than this is kept: a broken back end may talk without end.
const LONGEST: usize = 1 << 20;
/// How long a scanner gets to be let go by itself, and then the program to end.
const LET_GO: Duration = Duration::from_millis(1200);
const END: Duration = Duration::from_millis(300);

impl Running {
    pub fn start(mut command: Command) -> Result<Running, CaptureError> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C at the terminal of the desk is not meant for the scanner.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => CaptureError::ProgramMissing,
            _ => CaptureError::Device(error.to_string()),
        })?;
        let (tell, said) = channel();
        if let Some(out) = child.stdout.take() {
            listen(out, tell.clone(), Said::Out);
        }
        if let Some(err) = child.stderr.take() {
            listen(err, tell, Said::Err);
        }
        Ok(Running { child, said })
    }

    /// What is said next; None where nothing is within this time.
    pub fn next(&self, within: Duration) -> Option<Said> {
        match self.said.recv_timeout(within) {
            Ok(said) => Some(said),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Said::End),
        }
    }

    /// Waits for the end of a program that says nothing more.
    pub fn code(&mut self) -> Option<i32> {
        if !self.ends_within(LET_GO) {
            self.stop();
        }
        self.child.wait().ok()?.code()
    }

    /// Asks for the end as Ctrl-C does, which lets the scanner go; then insists.
    pub fn stop(&mut self) {
        self.signal(Signal::Interrupt);
        if self.ends_within(LET_GO) {
            return;
        }
        self.signal(Signal::Terminate);
        if self.ends_within(END) {
            return;
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn ends_within(&mut self, time: Duration) -> bool {
        let begun = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(None) if begun.elapsed() < time => thread::sleep(Duration::from_millis(15)),
                Ok(None) => return false,
                _ => return true,
            }
        }
    }

    #[cfg(unix)]
    fn signal(&self, signal: Signal) {
        use rustix::process::{Pid, Signal as System, kill_process_group};
        let signal = match signal {
            Signal::Interrupt => System::INT,
            Signal::Terminate => System::TERM,
        };
        // Back ends fork: their readers are in its group.
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, signal);
        }
    }

    #[cfg(not(unix))]
    fn signal(&self, _: Signal) {}
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop();
        }
        // A forked reader that outlived its parent would hold the scanner.
        #[cfg(unix)]
        if let Some(group) =
            i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}

enum Signal {
    Interrupt,
    Terminate,
}

fn listen(from: impl Read + Send + 'static, tell: Sender<Said>, as_what: fn(String) -> Said) {
    thread::spawn(move || {
        let mut from = from;
        let (mut buffer, mut line) = ([0_u8; 4096], Vec::new());
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            for &byte in &buffer[..count] {
                if byte != b'\n' && byte != b'\r' {
                    line.push(byte);
                }
                let ends = matches!(byte, b'\n' | b'\r') && !line.is_empty();
                if ends || line.len() >= LONGEST {
                    let whole = String::from_utf8_lossy(&line).into_owned();
                    line.clear();
                    if tell.send(as_what(whole)).is_err() {
                        return;
                    }
                }
            }
        }
        if !line.is_empty() {
            let _ = tell.send(as_what(String::from_utf8_lossy(&line).into_owned()));
        }
    });
}

/// What a command that is soon over said.
pub(super) struct Output {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub(super) fn output(command: Command, within: Duration) -> Result<Output, CaptureError> {
    let mut running = Running::start(command)?;
    let (mut out, mut err, begun) = (String::new(), String::new(), Instant::now());
    loop {
        let left = within.saturating_sub(begun.elapsed());
        let (to, line) = match running.next(left) {
            Some(Said::Out(line)) => (&mut out, line),
            Some(Said::Err(line)) => (&mut err, line),
            Some(Said::End) => break,
            None => {
                running.stop();
                return Err(CaptureError::TimedOut(within.as_secs()));
            }
        };
        if to.len() + line.len() < LONGEST {
            to.push_str(&line);
            to.push('\n');
        }
    }
    Ok(Output { code: running.code(), out, err })
}
