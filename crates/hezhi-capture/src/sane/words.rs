//! What `scanimage` says when it ends.

use crate::error::CaptureError;

/// Its exit status is SANE's own; a device that cannot be opened ends it with 1 and a sentence.
pub(super) fn error(code: Option<i32>, said: &str, device: &str) -> CaptureError {
    let last = said.split(['\n', '\r']).map(str::trim).rfind(|line| told(line)).unwrap_or_default();
    match code {
        Some(2) => CaptureError::Cancelled,
        Some(3) => CaptureError::Busy,
        Some(6) => CaptureError::Jammed,
        Some(7) => CaptureError::FeederEmpty,
        Some(8) => CaptureError::CoverOpen,
        Some(11) => CaptureError::PermissionDenied,
        _ => by_words(last, device),
    }
}

fn by_words(said: &str, device: &str) -> CaptureError {
    let has = |words: &str| said.contains(words);
    if has("No space left") {
        CaptureError::Disk(said.to_owned())
    } else if has("Device busy") {
        CaptureError::Busy
    } else if has("Access to resource has been denied") || has("Permission denied") {
        CaptureError::PermissionDenied
    } else if has("jammed") {
        CaptureError::Jammed
    } else if has("out of documents") {
        CaptureError::FeederEmpty
    } else if has("cover is open") {
        CaptureError::CoverOpen
    } else if has("open of device") || has("no SANE devices") {
        CaptureError::NoSuchScanner(device.to_owned())
    } else {
        CaptureError::Device(if said.is_empty() { "没有说明原因" } else { said }.to_owned())
    }
}

/// Whether a line tells what went wrong.
fn told(line: &str) -> bool {
    let usual = ["Progress:", "Scanning ", "Scanned ", "Batch terminated", "Output format"];
    !line.is_empty() && !usual.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_scanimage_is_told_in_words_that_help() {
        let said = "Scanning page 3\nProgress: 12.0%\rscanimage: sane_read: Document feeder jammed\nScanned page 3. (scanner status = 6)\nBatch terminated, 2 pages scanned\n";
        assert_eq!(error(Some(6), said, "x"), CaptureError::Jammed);
        assert_eq!(error(Some(7), "", "x"), CaptureError::FeederEmpty);
        assert_eq!(error(Some(8), "", "x"), CaptureError::CoverOpen);
        let open = |cause: &str| {
            error(Some(1), &format!("scanimage: open of device hp:1 failed: {cause}\n"), "hp:1")
        };
        assert_eq!(open("Invalid argument"), CaptureError::NoSuchScanner("hp:1".into()));
        assert_eq!(open("Device busy"), CaptureError::Busy);
        assert_eq!(open("Access to resource has been denied"), CaptureError::PermissionDenied);
        assert_eq!(
            error(
                Some(9),
                said.replace("Document feeder jammed", "Error during device I/O").as_str(),
                "x"
            ),
            CaptureError::Device("scanimage: sane_read: Error during device I/O".into())
        );
    }
}
