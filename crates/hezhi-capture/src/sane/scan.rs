//! A scan: pages as they come.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::options::Named;
use super::process::{Running, Said};
use super::{Sane, raw, words};
use crate::abilities::Source;
use crate::error::CaptureError;
use crate::pages::Pages;
use crate::profile::Fitted;
use crate::scanners::{Job, Limits, News};

/// How often a cancelled scan is noticed.
const LOOK: Duration = Duration::from_millis(50);

impl Sane {
    pub(crate) fn scan(
        &self,
        device: &str,
        job: &Job,
        limits: &Limits,
        tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
    ) -> Result<usize, CaptureError> {
        let scanned = self.scan_by(device, job, limits, tell);
        if scanned.is_err() {
            self.forget(device);
        }
        scanned
    }

    fn scan_by(
        &self,
        device: &str,
        job: &Job,
        limits: &Limits,
        tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
    ) -> Result<usize, CaptureError> {
        let options = self.options(device)?;
        let (abilities, named) = (super::options::abilities(&options), Named::of(&options));
        let fitted = job.profile.fit(&abilities, limits)?;
        let mut pages = Pages::begin(job.into)?;
        let mut command = self.command();
        arguments(&mut command, device, &fitted, &named, pages.unfinished(), limits);
        if job.cancel.is_cancelled() {
            return Err(CaptureError::Cancelled);
        }
        let mut running = Running::start(command)?;
        let mut scan =
            Scan { job, limits, pages: &mut pages, said: String::new(), sign: Instant::now() };
        let ended = scan.follow(&running, tell);
        if let Err(error) = ended {
            running.stop();
            return Err(error);
        }
        let code = running.code();
        let said = scan.said;
        match (code, pages.count()) {
            // An empty feeder is the end of a feeder that was full.
            (Some(0 | 7), count @ 1..) => Ok(count),
            (Some(0), 0) => Err(CaptureError::FeederEmpty),
            _ => Err(words::error(code, &said, device)),
        }
    }
}

struct Scan<'a, 'p> {
    job: &'a Job<'a>,
    limits: &'a Limits,
    pages: &'a mut Pages<'p>,
    /// The last of what it said on its standard error.
    said: String,
    /// When something happened last.
    sign: Instant,
}

impl Scan<'_, '_> {
    fn follow(
        &mut self,
        running: &Running,
        tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
    ) -> Result<(), CaptureError> {
        let mut progress = -1.0_f32;
        loop {
            if self.job.cancel.is_cancelled() {
                return Err(CaptureError::Cancelled);
            }
            if self.sign.elapsed() > self.limits.silence {
                return Err(CaptureError::TimedOut(self.limits.silence.as_secs()));
            }
            match running.next(LOOK) {
                None => {}
                Some(Said::End) => return Ok(()),
                Some(Said::Out(path)) => {
                    self.sign = Instant::now();
                    self.page(Path::new(path.trim()), tell)?;
                }
                Some(Said::Err(line)) => {
                    if let Some(now) = percent(&line) {
                        // Repeating a figure is no sign of life.
                        if now != progress {
                            self.sign = Instant::now();
                            progress = now;
                            tell(News::Progress(now))?;
                        }
                    } else {
                        self.keep(&line);
                    }
                }
            }
        }
    }

    fn page(
        &mut self,
        written: &Path,
        tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
    ) -> Result<(), CaptureError> {
        // Only what was asked for is a page: back ends print as well.
        if written.parent() != Some(self.pages.unfinished()) || !written.is_file() {
            return Ok(());
        }
        let png = raw::to_png(written, self.limits)?;
        let page: PathBuf = self.pages.finish(&png, "png")?;
        tell(News::Page(page))
    }

    fn keep(&mut self, line: &str) {
        if self.said.len() > 16 << 10 {
            let half = self.said.len() / 2;
            let cut = (half..).find(|&at| self.said.is_char_boundary(at)).unwrap_or(half);
            self.said.drain(..cut);
        }
        self.said.push_str(line);
        self.said.push('\n');
    }
}

pub(crate) fn too_large(bytes: u64, limits: &Limits) -> CaptureError {
    CaptureError::TooLarge(format!(
        "扫描出的一页有 {} MB，最多 {} MB，已经停下。请在扫描方案里降低分辨率（300 dpi 就够），再扫一次。",
        bytes >> 20,
        limits.bytes >> 20
    ))
}

/// `Progress: 53.1%` as 0.531.
fn percent(line: &str) -> Option<f32> {
    let figure = line.trim().strip_prefix("Progress:")?.trim().strip_suffix('%')?;
    figure.trim().parse::<f32>().ok().map(|percent| (percent / 100.0).clamp(0.0, 1.0))
}

/// The source comes first: what else can be set hangs on it.
fn arguments(
    command: &mut Command,
    device: &str,
    fitted: &Fitted,
    named: &Named,
    folder: &Path,
    limits: &Limits,
) {
    let profile = fitted.profile;
    command.arg(format!("--device-name={device}"));
    // Compressing is not left to it: it takes two seconds a page, while another one is being read.
    command.args(["--format=pnm", "--batch-print", "--progress"]);
    let mut batch = std::ffi::OsString::from("--batch=");
    batch.push(folder.join("p%05d.pnm"));
    command.arg(batch);
    // The glass gives the same sheet again and again.
    let most = if profile.source == Source::Flatbed { 1 } else { limits.pages };
    command.arg(format!("--batch-count={most}"));
    if let Some(source) = named.source(profile.source, profile.two_sides) {
        command.arg(format!("--source={source}"));
    }
    for (option, value) in named.sides(profile.source, profile.two_sides) {
        command.arg(format!("--{option}={value}"));
    }
    if let Some(mode) = named.mode(profile.colour) {
        command.arg(format!("--mode={mode}"));
    }
    if named.sets_resolution {
        command.arg(format!("--resolution={}", profile.resolution));
    }
    if let Some((width, height)) = fitted.size {
        command.args(["-l", "0", "-t", "0", "-x"]).arg(width.to_string());
        command.arg("-y").arg(height.to_string());
    }
    for (option, value) in &profile.options {
        command.arg(format!("--{option}={value}"));
    }
}
