//! A scan over the network: pages one after the other until the device has no more.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use ureq::{Body, http::Response};

use super::http::{Client, QUICK, USUAL, retry_after};
use super::{Address, capabilities, job, status};
use crate::error::CaptureError;
use crate::pages::Pages;
use crate::scanners::{Cancel, Job, Limits, News};

/// How often a cancelled scan is noticed.
const LOOK: Duration = Duration::from_millis(50);

pub(crate) fn scan(
    address: &Address,
    job: &Job,
    limits: &Limits,
    tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
) -> Result<usize, CaptureError> {
    let client = Client::new(address, USUAL)?;
    let said = client.get_text("ScannerCapabilities")?;
    let abilities = capabilities::abilities(&said)?;
    let fitted = job.profile.fit(&abilities, limits)?;
    let format = capabilities::format(&said, job.profile.source)?;
    if let Some(obstacle) = status::obstacle(&client, None) {
        return Err(obstacle);
    }
    let mut pages = Pages::begin(job.into)?;
    let url = job::begin(&client, &fitted, format, limits, job.cancel)?;
    let ended = fetch_all(address, &url, job, limits, &mut pages, tell);
    if ended.is_err() {
        // So that the device lets its feeder go; it need not be waited for.
        let (address, url) = (address.clone(), url.clone());
        thread::spawn(move || Client::new(&address, QUICK).map(|client| client.delete(&url)));
    }
    ended?;
    match (pages.count(), status::obstacle(&client, Some(&url))) {
        (_, Some(obstacle)) => Err(obstacle),
        (0, None) => Err(CaptureError::FeederEmpty),
        (count, None) => Ok(count),
    }
}

fn fetch_all(
    address: &Address,
    url: &str,
    job: &Job,
    limits: &Limits,
    pages: &mut Pages,
    tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
) -> Result<(), CaptureError> {
    // A page takes as long as the scanner may be silent.
    let client = Client::new(address, limits.silence)?;
    let next = format!("{url}/NextDocument");
    let mut quiet = Instant::now();
    while pages.count() < limits.pages {
        let written = pages.unfinished().join("page");
        match fetch(&client, &next, &written, job.cancel, limits)? {
            Fetched::Page(extension) => {
                let page = pages.finish(&written, extension)?;
                tell(News::Page(page))?;
                quiet = Instant::now();
            }
            Fetched::Over => return Ok(()),
            Fetched::Later(wait) => {
                if quiet.elapsed() + wait > limits.silence {
                    return Err(CaptureError::TimedOut(limits.silence.as_secs()));
                }
                rest(wait, job.cancel)?;
            }
        }
    }
    Ok(())
}

enum Fetched {
    /// A page, with the extension for its kind of file.
    Page(&'static str),
    Over,
    Later(Duration),
}

/// Gets the next page on a thread of its own: a device that says nothing must not keep a person
/// from cancelling.
fn fetch(
    client: &Client,
    url: &str,
    written: &Path,
    cancel: &Cancel,
    limits: &Limits,
) -> Result<Fetched, CaptureError> {
    let (told, answer) = channel();
    let bytes = Arc::new(AtomicU64::new(0));
    let (client, url, path) = (client.clone(), url.to_owned(), written.to_owned());
    let (count, given_up, most) = (Arc::clone(&bytes), cancel.clone(), limits.clone());
    thread::spawn(move || told.send(receive(&client, &url, &path, &count, &given_up, &most)));
    let (mut sign, mut before) = (Instant::now(), 0);
    loop {
        match answer.recv_timeout(LOOK) {
            Ok(fetched) => return fetched,
            Err(RecvTimeoutError::Disconnected) => return Err(CaptureError::CutOff),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if cancel.is_cancelled() {
            return Err(CaptureError::Cancelled);
        }
        let now = bytes.load(Ordering::Relaxed);
        if now != before {
            (sign, before) = (Instant::now(), now);
        }
        if sign.elapsed() > limits.silence {
            return Err(CaptureError::TimedOut(limits.silence.as_secs()));
        }
    }
}

fn receive(
    client: &Client,
    url: &str,
    path: &Path,
    count: &AtomicU64,
    cancel: &Cancel,
    limits: &Limits,
) -> Result<Fetched, CaptureError> {
    let answer = client.get(url)?;
    match answer.status().as_u16() {
        200 => write(answer, path, count, cancel, limits).map(Fetched::Page),
        404 | 410 => Ok(Fetched::Over),
        503 | 409 => Ok(Fetched::Later(retry_after(&answer))),
        other => Err(CaptureError::Device(format!("HTTP {other}"))),
    }
}

fn write(
    mut answer: Response<Body>,
    path: &Path,
    count: &AtomicU64,
    cancel: &Cancel,
    limits: &Limits,
) -> Result<&'static str, CaptureError> {
    let mut file = File::create(path).map_err(|error| CaptureError::disk(&error))?;
    let mut body = answer.body_mut().with_config().limit(u64::MAX).reader();
    let mut buffer = vec![0_u8; 64 << 10];
    let mut total = 0_u64;
    loop {
        if cancel.is_cancelled() {
            return Err(CaptureError::Cancelled);
        }
        let read = body.read(&mut buffer).map_err(|_| CaptureError::CutOff)?;
        if read == 0 {
            break;
        }
        total += read as u64;
        count.store(total, Ordering::Relaxed);
        // What the device claims of its length is not believed.
        if total > limits.bytes {
            return Err(crate::sane::too_large(total, limits));
        }
        file.write_all(&buffer[..read]).map_err(|error| CaptureError::disk(&error))?;
    }
    drop(file);
    kind(path, total)
}

/// What kind of file came, and whether it came to its end.
fn kind(path: &Path, bytes: u64) -> Result<&'static str, CaptureError> {
    let ends = || -> std::io::Result<([u8; 8], Vec<u8>)> {
        let mut file = File::open(path)?;
        let mut head = [0_u8; 8];
        let read = file.read(&mut head)?;
        head[read..].fill(0);
        // Devices pad what they send.
        file.seek(SeekFrom::Start(bytes.saturating_sub(2048)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        Ok((head, tail))
    };
    let (head, tail) = ends().map_err(|error| CaptureError::disk(&error))?;
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|part| part == mark);
    let (extension, whole) = match head {
        [0xFF, 0xD8, ..] => ("jpg", has(&[0xFF, 0xD9])),
        [b'%', b'P', b'D', b'F', ..] => ("pdf", has(b"%%EOF")),
        [0x89, b'P', b'N', b'G', ..] => ("png", has(b"IEND")),
        _ if bytes == 0 => return Err(CaptureError::CutOff),
        _ => return Err(CaptureError::Device("它发来的不是图片，也不是 PDF".into())),
    };
    if whole { Ok(extension) } else { Err(CaptureError::CutOff) }
}

/// Waits, unless the person cancels.
pub(super) fn rest(time: Duration, cancel: &Cancel) -> Result<(), CaptureError> {
    let begun = Instant::now();
    while begun.elapsed() < time {
        if cancel.is_cancelled() {
            return Err(CaptureError::Cancelled);
        }
        thread::sleep(LOOK.min(time));
    }
    Ok(())
}
