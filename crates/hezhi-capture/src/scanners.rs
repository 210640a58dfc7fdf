//! The scanners of this machine and its network, behind one door.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::abilities::Abilities;
use crate::error::CaptureError;
use crate::escl::{self, Address};
use crate::profile::Profile;
use crate::sane::Sane;

/// By which way a scanner is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum ScannerKind {
    Sane,
    Escl,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Scanner {
    /// `sane:` and the device's name, or `escl:` and its address.
    pub id: String,
    /// Maker and model, as it calls itself.
    pub name: String,
    pub kind: ScannerKind,
}

/// What is refused or given up.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Bytes of a page's file.
    pub bytes: u64,
    /// Pixels of a page.
    pub pixels: u64,
    /// Pages of one scan: a feeder that never ends is at fault.
    pub pages: usize,
    /// How long nothing may happen. Old lamps warm up for a minute.
    pub silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 100 << 20,
            pixels: 100_000_000,
            pages: 200,
            silence: Duration::from_secs(90),
        }
    }
}

/// Ends a scan from another thread.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What happens during a scan.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// How much of the page at hand is there, from 0 to 1; not every scanner tells.
    Progress(f32),
    /// A page's finished file. Whoever is told may move it away.
    Page(PathBuf),
}

/// One scan.
pub struct Job<'a> {
    pub profile: &'a Profile,
    /// A folder for the finished pages: `001.png`, `002.png`, …; nothing unfinished is left in it.
    pub into: &'a Path,
    pub cancel: &'a Cancel,
}

/// Finds scanners and scans.
#[derive(Debug, Clone, Default)]
pub struct Scanners {
    pub sane: Sane,
    pub limits: Limits,
}

/// How long scanners of the network get to answer.
const ANSWER: Duration = Duration::from_millis(2500);

impl Scanners {
    /// What is connected to this machine and found on its network, and why one of the ways finds
    /// nothing. `addresses` are eSCL scanners that the office set up; they are listed even where
    /// they do not answer now.
    pub fn find(&self, addresses: &[String]) -> (Vec<Scanner>, Vec<CaptureError>) {
        let (found, network) = std::thread::scope(|scope| {
            let network = scope.spawn(|| escl::discover(ANSWER));
            (self.sane.list(), network.join().unwrap_or_default())
        });
        let mut problems = Vec::new();
        let mut scanners = found.unwrap_or_else(|error| {
            problems.push(error);
            Vec::new()
        });
        let typed = addresses.iter().filter_map(|address| match Address::parse(address) {
            Ok(address) => Some(escl::scanner(&address)),
            Err(error) => {
                problems.push(error);
                None
            }
        });
        let typed: Vec<Scanner> = typed.collect();
        for scanner in typed.into_iter().chain(network) {
            if !scanners.iter().any(|known| known.id == scanner.id) {
                scanners.push(scanner);
            }
        }
        (scanners, problems)
    }

    /// What a scanner offers.
    pub fn abilities(&self, id: &str) -> Result<Abilities, CaptureError> {
        match way(id)? {
            Way::Sane(device) => self.sane.abilities(device),
            Way::Escl(address) => escl::abilities(&address),
        }
    }

    /// Scans until the glass is done or the feeder empty, and tells how many pages came. An error
    /// of `tell` ends the scan; pages told before it stay.
    pub fn scan(
        &self,
        job: &Job,
        tell: &mut dyn FnMut(News) -> Result<(), CaptureError>,
    ) -> Result<usize, CaptureError> {
        match way(&job.profile.scanner)? {
            Way::Sane(device) => self.sane.scan(device, job, &self.limits, tell),
            Way::Escl(address) => escl::scan(&address, job, &self.limits, tell),
        }
    }
}

enum Way<'a> {
    Sane(&'a str),
    Escl(Address),
}

fn way(id: &str) -> Result<Way<'_>, CaptureError> {
    match id.split_once(':') {
        Some(("sane", device)) if !device.is_empty() => Ok(Way::Sane(device)),
        Some(("escl", address)) => Address::parse(address).map(Way::Escl),
        _ => Err(CaptureError::NoSuchScanner(id.to_owned())),
    }
}
