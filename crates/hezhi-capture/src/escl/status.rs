//! `ScannerStatus`: what the scanner is at, and what keeps it from going on.

use super::capabilities::{first, parsed, text};
use super::http::Client;
use crate::error::CaptureError;

/// What stands in the way by the scanner's own word, if anything.
pub(super) fn obstacle(client: &Client, job: Option<&str>) -> Option<CaptureError> {
    read(&client.get_text("ScannerStatus").ok()?, job)
}

fn read(xml: &str, job: Option<&str>) -> Option<CaptureError> {
    let document = parsed(xml).ok()?;
    let root = document.root();
    match text(root, "AdfState").unwrap_or_default() {
        "ScannerAdfJam" | "ScannerAdfMispick" | "ScannerAdfMultipickDetected" => {
            return Some(CaptureError::Jammed);
        }
        "ScannerAdfHatchOpen" => return Some(CaptureError::CoverOpen),
        _ => {}
    }
    // Only what became of our own job counts: the list tells of earlier ones as well.
    let ours = job.and_then(|job| {
        let name = job.rsplit('/').next()?;
        root.descendants().find(|node| {
            node.tag_name().name() == "JobInfo"
                && text(*node, "JobUri")
                    .is_some_and(|uri| uri.trim_end_matches('/').ends_with(name))
        })
    });
    let state = ours.and_then(|job| text(job, "JobState")).unwrap_or_default();
    let reasons: String = ours
        .and_then(|job| first(job, "JobStateReasons"))
        .map(|reasons| reasons.descendants().filter_map(|node| node.text()).collect())
        .unwrap_or_default();
    if reasons.contains("Jam") || reasons.contains("jam") {
        Some(CaptureError::Jammed)
    } else if state == "Aborted" {
        let reasons = reasons.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(CaptureError::Device(format!("它中止了扫描：{reasons}")))
    } else {
        None
    }
}

/// Why a job was not taken.
pub(super) fn refusal(client: &Client, feeder: bool) -> Option<CaptureError> {
    let said = client.get_text("ScannerStatus").ok()?;
    if let Some(error) = read(&said, None) {
        return Some(error);
    }
    let document = parsed(&said).ok()?;
    match (text(document.root(), "AdfState"), text(document.root(), "State")) {
        (Some("ScannerAdfEmpty"), _) if feeder => Some(CaptureError::FeederEmpty),
        (_, Some("Processing" | "Testing")) => Some(CaptureError::Busy),
        (_, Some("Down" | "Stopped")) => Some(CaptureError::Device("它停用了".into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(adf: &str, jobs: &str) -> String {
        format!(
            "<s:ScannerStatus xmlns:s=\"a\" xmlns:p=\"b\"><p:State>Idle</p:State><s:AdfState>{adf}</s:AdfState><s:Jobs>{jobs}</s:Jobs></s:ScannerStatus>"
        )
    }

    #[test]
    fn only_what_became_of_our_own_job_counts() {
        let aborted = |uri: &str| {
            format!(
                "<s:JobInfo><p:JobUri>/eSCL/ScanJobs/{uri}</p:JobUri><p:JobState>Aborted</p:JobState><p:JobStateReasons><p:JobStateReason>AbortedBySystem</p:JobStateReason></p:JobStateReasons></s:JobInfo>"
            )
        };
        let ours = Some("http://x/eSCL/ScanJobs/7");
        assert_eq!(read(&status("ScannerAdfEmpty", &aborted("6")), ours), None);
        let error = read(&status("ScannerAdfEmpty", &aborted("7")), ours).unwrap();
        assert!(error.to_string().contains("AbortedBySystem"), "{error}");
        assert_eq!(read(&status("ScannerAdfJam", ""), ours), Some(CaptureError::Jammed));
        assert_eq!(read(&status("ScannerAdfHatchOpen", ""), None), Some(CaptureError::CoverOpen));
    }
}
