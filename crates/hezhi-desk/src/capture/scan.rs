//! A scan into a visit, one at a time: a counter has one pair of hands.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use hezhi_capture::{Cancel, CaptureError, Job, News, Profile};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Capture, CaptureProblem, PageSource, ScanJob, ScanJobState};

pub(super) struct Running {
    pub job: ScanJob,
    cancel: Cancel,
}

impl Desk {
    /// Begins to scan by a profile; each page is in the visit as soon as it is complete.
    pub fn start_scan(self: &Arc<Self>, visit: &str, profile: &str) -> Result<Capture, DeskError> {
        let profiles = self.capture_settings()?.profiles;
        let profile = profiles.into_iter().find(|one| one.name == profile).ok_or_else(|| {
            DeskError::NotFound(format!(
                "没有扫描方案“{profile}”。请在“设置 → 扫描”里查看有哪些方案。"
            ))
        })?;
        let (number, cancel) = self.begin_job(visit, &profile)?;
        let (desk, visit_id) = (Arc::clone(self), visit.to_owned());
        let begun = thread::Builder::new().name("scanning".into()).spawn(move || {
            let ended = desk.scan_into(&visit_id, &profile, &cancel, number);
            desk.end_job(number, &ended);
        });
        if let Err(error) = begun {
            let error = CaptureError::Device(error.to_string());
            self.end_job(number, &Err(error));
        }
        self.capture(Some(visit))
    }

    /// Ends the scan under way; the scanner is let go within a second or two. Pages that are in
    /// the visit stay.
    pub fn cancel_scan(&self) -> Result<Capture, DeskError> {
        if let Some(running) = self.captures.job().as_mut()
            && running.job.state == ScanJobState::Scanning
        {
            running.cancel.cancel();
            running.job.state = ScanJobState::Cancelling;
        }
        self.capture(None)
    }

    fn begin_job(&self, visit: &str, profile: &Profile) -> Result<(u64, Cancel), DeskError> {
        let mut current = self.captures.job();
        let is_busy =
            |job: &ScanJob| matches!(job.state, ScanJobState::Scanning | ScanJobState::Cancelling);
        if current.as_ref().is_some_and(|running| is_busy(&running.job)) {
            return Err(DeskError::Conflict("正在扫描。请等它结束，或先取消，再扫下一次。".into()));
        }
        let number = current.as_ref().map_or(1, |running| running.job.number + 1);
        let job = ScanJob {
            number,
            visit: visit.to_owned(),
            profile: profile.name.clone(),
            state: ScanJobState::Scanning,
            pages: 0,
            progress: None,
            problem: None,
        };
        let cancel = Cancel::default();
        *current = Some(Running { job, cancel: cancel.clone() });
        Ok((number, cancel))
    }

    fn scan_into(
        &self,
        visit: &str,
        profile: &Profile,
        cancel: &Cancel,
        number: u64,
    ) -> Result<usize, CaptureError> {
        let disk = |error: std::io::Error| CaptureError::Disk(error.to_string());
        let incoming = self.home().join("incoming");
        std::fs::create_dir_all(&incoming).map_err(disk)?;
        let folder = tempfile::tempdir_in(&incoming).map_err(disk)?;
        let job = Job { profile, into: folder.path(), cancel };
        self.captures.scanners.scan(&job, &mut |news| match news {
            News::Progress(part) => {
                self.change_job(number, |job| job.progress = Some(part));
                Ok(())
            }
            News::Page(page) => {
                self.page_scanned(visit, &page)?;
                self.change_job(number, |job| {
                    job.pages += 1;
                    job.progress = None;
                });
                Ok(())
            }
        })
    }

    fn page_scanned(&self, visit: &str, page: &Path) -> Result<(), CaptureError> {
        let extension = page.extension().unwrap_or_default().to_string_lossy();
        let name = format!("扫描件.{extension}");
        let put = self.visit_page(visit, &name, page, PageSource::Scanner);
        put.map_err(|error| CaptureError::Refused(error.to_string()))?;
        // It is kept by its content now.
        let _ = std::fs::remove_file(page);
        Ok(())
    }

    fn change_job(&self, number: u64, change: impl FnOnce(&mut ScanJob)) {
        if let Some(running) =
            self.captures.job().as_mut().filter(|running| running.job.number == number)
        {
            change(&mut running.job);
        }
    }

    fn end_job(&self, number: u64, ended: &Result<usize, CaptureError>) {
        self.change_job(number, |job| {
            job.progress = None;
            match ended {
                Ok(_) => job.state = ScanJobState::Done,
                Err(CaptureError::Cancelled) => job.state = ScanJobState::Cancelled,
                Err(error) => {
                    job.state = ScanJobState::Failed;
                    job.problem = Some(CaptureProblem::from(error));
                }
            }
        });
    }
}
