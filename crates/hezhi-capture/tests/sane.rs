//! Real scans by `scanimage` with SANE's own virtual devices: `test`, which has a feeder of ten
//! pages and every fault, and `pnm`, which feeds a picture through the real path.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use hezhi_capture::sane::Sane;
use hezhi_capture::{
    Cancel, CaptureCode, CaptureError, Colour, Job, Limits, News, Paper, Profile, Scanners, Source,
};
use tempfile::TempDir;

/// A machine with SANE's virtual devices alone; none where `scanimage` is not installed.
fn machine() -> Option<(Scanners, TempDir)> {
    if Command::new("scanimage").arg("--version").output().is_err() {
        eprintln!("skipped: scanimage is not installed (apt install sane-utils libsane1)");
        return None;
    }
    let config = tempfile::tempdir().unwrap();
    fs::write(config.path().join("dll.conf"), "test\npnm\n").unwrap();
    fs::create_dir(config.path().join("dll.d")).unwrap();
    fs::write(
        config.path().join("test.conf"),
        "number_of_devices 1\nmode Color\nresolution_min 1.0\nresolution_max 1200.0\nresolution_quant 1.0\nresolution 50.0\n",
    )
    .unwrap();
    let mut sane = Sane::default();
    sane.config = Some(config.path().to_owned());
    Some((Scanners { sane, limits: Limits::default() }, config))
}

fn profile(scanner: &str, source: Source) -> Profile {
    Profile {
        name: "试".into(),
        scanner: scanner.into(),
        resolution: 75,
        colour: Colour::Grey,
        source,
        two_sides: false,
        paper: Paper::A4,
        options: Vec::new(),
    }
}

/// Scans, and gives what came of it with the pages that were told.
fn scan(
    scanners: &Scanners,
    profile: &Profile,
    into: &Path,
) -> (Result<usize, CaptureError>, Vec<PathBuf>) {
    let mut pages = Vec::new();
    let cancel = Cancel::default();
    let job = Job { profile, into, cancel: &cancel };
    let ended = scanners.scan(&job, &mut |news| {
        if let News::Page(page) = news {
            assert!(is_whole(&page), "{page:?} is a whole picture when it is told");
            pages.push(page);
        }
        Ok(())
    });
    (ended, pages)
}

fn is_whole(png: &Path) -> bool {
    let bytes = fs::read(png).unwrap();
    bytes.starts_with(&[0x89, b'P', b'N', b'G']) && bytes.windows(4).any(|part| part == b"IEND")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_connected_is_listed_with_what_it_can_do() {
    let Some((scanners, _config)) = machine() else { return };
    let listed = scanners.sane.list().unwrap();
    let test = listed.iter().find(|one| one.id == "sane:test:0").expect("the test scanner");
    assert_eq!(test.name, "Noname frontend-tester");
    let abilities = scanners.abilities(&test.id).unwrap();
    let feeder = abilities.of(Source::Feeder).unwrap();
    assert!(feeder.resolutions.allow(300) && !feeder.resolutions.allow(2400));
    assert_eq!(feeder.colours, [Colour::Colour, Colour::Grey]);
    assert!(abilities.options.contains(&"read-return-value".into()));
    let usual = Profile::usual(test, &abilities);
    assert_eq!(usual.len(), 2);
    assert_eq!((usual[0].source, usual[0].resolution), (Source::Flatbed, 300));
    let error = scanners.abilities("sane:没有:1").unwrap_err();
    assert_eq!(error.code(), CaptureCode::NoSuchScanner, "{error}");
}

#[test]
fn a_feeder_is_scanned_until_it_is_empty() {
    let Some((scanners, _config)) = machine() else { return };
    let into = tempfile::tempdir().unwrap();
    let (ended, pages) = scan(&scanners, &profile("sane:test:0", Source::Feeder), into.path());
    assert_eq!(ended, Ok(10));
    assert_eq!(pages.len(), 10);
    let wanted: Vec<String> = (1..=10).map(|n| format!("{n:03}.png")).collect();
    assert_eq!(names(into.path()), wanted, "finished pages and nothing else");
}

#[test]
fn the_glass_is_scanned_once() {
    let Some((scanners, _config)) = machine() else { return };
    let into = tempfile::tempdir().unwrap();
    let flatbed = profile("sane:test:0", Source::Flatbed);
    assert_eq!(scan(&scanners, &flatbed, into.path()).0, Ok(1));
    // The next one stands beside the first.
    assert_eq!(scan(&scanners, &flatbed, into.path()).0, Ok(1));
    assert_eq!(names(into.path()), ["001.png", "002.png"]);
}

#[test]
fn every_fault_of_a_scanner_has_its_code() {
    let Some((scanners, _config)) = machine() else { return };
    for (status, code) in [
        ("JAMMED", CaptureCode::Jammed),
        ("NO_DOCS", CaptureCode::FeederEmpty),
        ("COVER_OPEN", CaptureCode::CoverOpen),
        ("DEVICE_BUSY", CaptureCode::Busy),
        ("ACCESS_DENIED", CaptureCode::PermissionDenied),
        ("IO_ERROR", CaptureCode::Device),
    ] {
        let into = tempfile::tempdir().unwrap();
        let option = ("read-return-value".to_owned(), format!("SANE_STATUS_{status}"));
        let faulty = Profile { options: vec![option], ..profile("sane:test:0", Source::Feeder) };
        let (ended, pages) = scan(&scanners, &faulty, into.path());
        let error = ended.unwrap_err();
        assert_eq!(error.code(), code, "{status}: {error}");
        assert!(pages.is_empty() && names(into.path()).is_empty(), "no half page: {status}");
    }
    let gone = profile("sane:拔掉了:1", Source::Flatbed);
    let into = tempfile::tempdir().unwrap();
    assert_eq!(
        scan(&scanners, &gone, into.path()).0.unwrap_err().code(),
        CaptureCode::NoSuchScanner
    );
}

/// A scan that takes long: 200 ms for every piece that is read.
fn slow() -> Profile {
    let option = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let options = vec![option("read-delay", "yes"), option("read-delay-duration", "200000")];
    Profile { resolution: 300, options, ..profile("sane:test:0", Source::Feeder) }
}

#[test]
fn a_cancelled_scan_ends_at_once_and_lets_the_scanner_go() {
    let Some((scanners, _config)) = machine() else { return };
    let into = tempfile::tempdir().unwrap();
    let cancel = Cancel::default();
    let (slow, later) = (slow(), cancel.clone());
    let job = Job { profile: &slow, into: into.path(), cancel: &cancel };
    let (mut begun, mut moved) = (None, false);
    let ended = scanners.scan(&job, &mut |news| {
        if matches!(news, News::Progress(_)) && !moved {
            moved = true;
            begun = Some(Instant::now());
            later.cancel();
        }
        Ok(())
    });
    assert_eq!(ended, Err(CaptureError::Cancelled));
    let took = begun.expect("the scan was under way").elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert!(names(into.path()).is_empty(), "nothing half is left");
    let (ended, _) = scan(&scanners, &profile("sane:test:0", Source::Flatbed), into.path());
    assert_eq!(ended, Ok(1), "the scanner is free again");
}

#[test]
#[cfg(unix)]
fn a_scanner_that_says_nothing_is_given_up() {
    let Some((mut scanners, _config)) = machine() else { return };
    scanners.limits.silence = Duration::from_millis(1500);
    let into = tempfile::tempdir().unwrap();
    // A back end that hangs within scanimage and does not listen to whoever asks it to end.
    let program = into.path().join("scanimage");
    let script = "#!/bin/sh\ncase \"$*\" in *--all-options*) exec scanimage \"$@\";; esac\ntrap '' INT TERM\nwhile :; do sleep 1; done\n";
    fs::write(&program, script).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&program, executable).unwrap();
    scanners.sane.program = program;
    let dead = profile("sane:test:0", Source::Flatbed);
    let into = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let (ended, _) = scan(&scanners, &dead, into.path());
    assert_eq!(ended.unwrap_err().code(), CaptureCode::TimedOut);
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert!(names(into.path()).is_empty());
}

#[test]
fn a_scan_ends_where_the_caller_cannot_go_on() {
    let Some((scanners, _config)) = machine() else { return };
    let into = tempfile::tempdir().unwrap();
    let feeder = profile("sane:test:0", Source::Feeder);
    let cancel = Cancel::default();
    let job = Job { profile: &feeder, into: into.path(), cancel: &cancel };
    let mut pages = 0;
    let ended = scanners.scan(&job, &mut |news| {
        pages += usize::from(matches!(news, News::Page(_)));
        if pages == 3 { Err(CaptureError::Disk("满了".into())) } else { Ok(()) }
    });
    assert_eq!(ended, Err(CaptureError::Disk("满了".into())));
    assert_eq!(pages, 3);
}

#[test]
fn a_profile_that_cannot_be_is_refused_before_anything_moves() {
    let Some((scanners, _config)) = machine() else { return };
    let into = tempfile::tempdir().unwrap();
    for (profile, code) in [
        (
            Profile { resolution: 2400, ..profile("sane:test:0", Source::Flatbed) },
            CaptureCode::Unsuitable,
        ),
        (
            Profile { two_sides: true, ..profile("sane:test:0", Source::Feeder) },
            CaptureCode::Unsuitable,
        ),
        (
            Profile {
                options: vec![("output-file".into(), "/tmp/x".into())],
                ..profile("sane:test:0", Source::Flatbed)
            },
            CaptureCode::Unsuitable,
        ),
    ] {
        let error = scan(&scanners, &profile, into.path()).0.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    // 200 × 200 mm is what this device has; at 1,200 dots an inch that is 89 million pixels.
    let mut strict = scanners.clone();
    strict.limits.pixels = 50_000_000;
    let sharp = Profile { resolution: 1200, ..profile("sane:test:0", Source::Flatbed) };
    let error = scan(&strict, &sharp, into.path()).0.unwrap_err();
    assert_eq!(error.code(), CaptureCode::TooLarge, "{error}");
    assert!(names(into.path()).is_empty());
}

#[test]
fn a_picture_comes_through_the_real_path_as_it_is() {
    let Some((scanners, _config)) = machine() else { return };
    let place = tempfile::tempdir().unwrap();
    let paper = place.path().join("材料 一.ppm");
    let (width, height) = (64_usize, 48_usize);
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at * 7 % 251) as u8).collect();
    fs::write(&paper, [format!("P6\n{width} {height}\n255\n").as_bytes(), &pixels].concat())
        .unwrap();
    let filename = ("filename".to_owned(), paper.to_str().unwrap().to_owned());
    let profile = Profile {
        resolution: 300,
        options: vec![filename],
        ..profile("sane:pnm:0", Source::Flatbed)
    };
    let into = place.path().join("页");
    fs::create_dir(&into).unwrap();
    let (ended, pages) = scan(&scanners, &profile, &into);
    assert_eq!(ended, Ok(1));
    let png = fs::read(&pages[0]).unwrap();
    // Width and height stand in the first chunk.
    assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), 64);
    assert_eq!(u32::from_be_bytes(png[20..24].try_into().unwrap()), 48);
}
