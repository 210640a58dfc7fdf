//! Scanners by SANE: `scanimage` is run, so that a back end that crashes ends itself alone.

mod options;
mod process;
mod raw;
mod scan;
mod words;

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::abilities::Abilities;
use crate::error::CaptureError;
pub(crate) use scan::too_large;

use crate::scanners::{Scanner, ScannerKind};

/// How `scanimage` is run.
#[derive(Debug, Clone)]
pub struct Sane {
    /// By default `scanimage`, found as the system finds programs.
    pub program: PathBuf,
    /// SANE's own settings; absent: the system's.
    pub config: Option<PathBuf>,
    /// What devices said of themselves: asking takes seconds, and a person stands at the window.
    known: Known,
}

type Known = Arc<Mutex<HashMap<String, Vec<options::ScannerOption>>>>;

impl Default for Sane {
    fn default() -> Self {
        Sane { program: "scanimage".into(), config: None, known: Known::default() }
    }
}

/// Back ends that ask the network take some seconds; one that hangs must not hold up the rest.
const LISTING: Duration = Duration::from_secs(30);
const ASKING: Duration = Duration::from_secs(30);

/// Cameras, and network scanners that are spoken to directly here.
const NOT_LISTED: [&str; 2] = ["v4l:", "escl:"];

impl Sane {
    /// The scanners that SANE knows.
    pub fn list(&self) -> Result<Vec<Scanner>, CaptureError> {
        let mut command = self.command();
        // A byte that no name holds stands between the fields.
        command.arg("--formatted-device-list=%d\u{1f}%v\u{1f}%m%n");
        let said = process::output(command, LISTING)?;
        let mut scanners: Vec<Scanner> = said.out.lines().filter_map(listed).collect();
        scanners
            .retain(|one| !NOT_LISTED.iter().any(|not| one.id["sane:".len()..].starts_with(not)));
        Ok(scanners)
    }

    /// What a device offers; it is opened for that.
    pub fn abilities(&self, device: &str) -> Result<Abilities, CaptureError> {
        self.forget(device);
        Ok(options::abilities(&self.options(device)?))
    }

    /// As it was said before, else asked now.
    fn options(&self, device: &str) -> Result<Vec<options::ScannerOption>, CaptureError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(options) = known().get(device) {
            return Ok(options.clone());
        }
        let options = self.ask(device)?;
        known().insert(device.to_owned(), options.clone());
        Ok(options)
    }

    /// Another scanner may be behind the name by now.
    fn forget(&self, device: &str) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(device);
    }

    fn ask(&self, device: &str) -> Result<Vec<options::ScannerOption>, CaptureError> {
        let mut command = self.command();
        command.arg(format!("--device-name={device}")).arg("--all-options");
        let said = process::output(command, ASKING)?;
        match said.code {
            Some(0) => Ok(options::parse(&said.out)),
            code => Err(words::error(code, &said.err, device)),
        }
    }

    /// In the C locale: its words are read.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        if let Some(config) = &self.config {
            command.env("SANE_CONFIG_DIR", config);
        }
        command
    }
}

fn listed(line: &str) -> Option<Scanner> {
    let mut fields = line.split('\u{1f}');
    let device = fields.next().filter(|device| !device.trim().is_empty())?;
    let words: Vec<&str> = fields.map(str::trim).filter(|word| !word.is_empty()).collect();
    // Without a field after it, the line is a message of some back end.
    (!words.is_empty()).then(|| Scanner {
        id: format!("sane:{device}"),
        name: words.join(" "),
        kind: ScannerKind::Sane,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_device_its_maker_and_its_model() {
        let found = listed("fujitsu:fi-7160:12\u{1f}FUJITSU\u{1f}fi-7160").unwrap();
        assert_eq!(
            (found.id.as_str(), found.name.as_str()),
            ("sane:fujitsu:fi-7160:12", "FUJITSU fi-7160")
        );
        assert_eq!(listed("No scanners were identified."), None);
    }

    #[test]
    fn a_program_that_is_not_installed_says_what_to_install() {
        let sane = Sane { program: "/nowhere/scanimage".into(), ..Sane::default() };
        let error = sane.list().unwrap_err();
        assert_eq!(error, CaptureError::ProgramMissing);
        assert!(error.to_string().contains("apt install sane-utils"));
    }
}
