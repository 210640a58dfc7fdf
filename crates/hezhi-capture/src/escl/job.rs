//! A scan job: how it is asked for.

use crate::abilities::Source;
use crate::error::CaptureError;
use crate::escl::http::{Client, retry_after};
use crate::escl::{capabilities, status};
use crate::profile::Fitted;
use crate::scanners::{Cancel, Limits};
use std::time::Instant;

/// Millimetres in eSCL's three hundredths of an inch.
const UNITS: f32 = 300.0 / 25.4;

/// Asks for a job and gives its URL; a busy device is asked again for as long as it may be silent.
pub(super) fn begin(
    client: &Client,
    fitted: &Fitted,
    format: &str,
    limits: &Limits,
    cancel: &Cancel,
) -> Result<String, CaptureError> {
    let (settings, begun) = (settings(fitted, format), Instant::now());
    let feeder = fitted.profile.source == Source::Feeder;
    loop {
        let answer = client.post("ScanJobs", &settings)?;
        let code = answer.status().as_u16();
        match code {
            200 | 201 => {
                let location = answer.headers().get("Location").and_then(|at| at.to_str().ok());
                let job = location.and_then(|at| client.address().located(at));
                return job.ok_or_else(|| CaptureError::Device("它没有说明扫描任务在哪里".into()));
            }
            503 => {
                let why = status::refusal(client, feeder);
                match why {
                    Some(CaptureError::Busy) | None => {}
                    Some(other) => return Err(other),
                }
                let wait = retry_after(&answer);
                // A person stands at the window: somebody else's long job is said after a while.
                if begun.elapsed() + wait > limits.silence.min(std::time::Duration::from_secs(20)) {
                    return Err(CaptureError::Busy);
                }
                super::scan::rest(wait, cancel)?;
            }
            _ => {
                let why = status::refusal(client, feeder);
                return Err(why.unwrap_or_else(|| CaptureError::Device(format!("HTTP {code}"))));
            }
        }
    }
}

/// The job's settings. `DocumentFormat` is of the first version, `DocumentFormatExt` of the later:
/// devices take either.
fn settings(fitted: &Fitted, format: &str) -> String {
    let profile = fitted.profile;
    let source = match profile.source {
        Source::Flatbed => "Platen",
        Source::Feeder => "Feeder",
    };
    let sides = match profile.source {
        Source::Flatbed => String::new(),
        Source::Feeder => format!("<scan:Duplex>{}</scan:Duplex>", profile.two_sides),
    };
    let (width, height) = fitted.size.unwrap_or((210.0, 297.0));
    let units = |mm: f32| (mm * UNITS).floor() as u32;
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.0</pwg:Version><scan:Intent>Document</scan:Intent>
<pwg:ScanRegions><pwg:ScanRegion><pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>{}</pwg:Width><pwg:Height>{}</pwg:Height></pwg:ScanRegion></pwg:ScanRegions>
<pwg:InputSource>{source}</pwg:InputSource>{sides}
<scan:ColorMode>{}</scan:ColorMode><scan:XResolution>{}</scan:XResolution><scan:YResolution>{}</scan:YResolution>
<pwg:DocumentFormat>{format}</pwg:DocumentFormat><scan:DocumentFormatExt>{format}</scan:DocumentFormatExt>
</scan:ScanSettings>"#,
        units(width),
        units(height),
        capabilities::word(profile.colour),
        profile.resolution,
        profile.resolution,
    )
}
