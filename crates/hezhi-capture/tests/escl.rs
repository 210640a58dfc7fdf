//! Scans over real HTTP from a scanner of the project's own.

mod device;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use device::{Device, Sheet, page};
use hezhi_capture::{
    Cancel, CaptureCode, CaptureError, Colour, Job, Limits, News, Paper, Profile, Scanners, Source,
};

fn profile(device: &Device, source: Source) -> Profile {
    Profile {
        name: "网络".into(),
        scanner: device.id(),
        resolution: 300,
        colour: Colour::Colour,
        source,
        two_sides: false,
        paper: Paper::A4,
        options: Vec::new(),
    }
}

fn scanners() -> Scanners {
    let limits = Limits { silence: Duration::from_secs(2), bytes: 4 << 20, ..Limits::default() };
    Scanners { limits, ..Scanners::default() }
}

fn scan(profile: &Profile, into: &Path) -> (Result<usize, CaptureError>, Vec<PathBuf>) {
    let (mut pages, cancel) = (Vec::new(), Cancel::default());
    let job = Job { profile, into, cancel: &cancel };
    let ended = scanners().scan(&job, &mut |news| {
        if let News::Page(page) = news {
            pages.push(page);
        }
        Ok(())
    });
    (ended, pages)
}

fn feed(sheets: Vec<Sheet>) -> (Result<usize, CaptureError>, usize, Device) {
    let (device, into) = (Device::start(sheets), tempfile::tempdir().unwrap());
    let (ended, pages) = scan(&profile(&device, Source::Feeder), into.path());
    let left = fs::read_dir(into.path()).unwrap().count();
    assert_eq!(left, pages.len(), "finished pages and nothing else");
    (ended, pages.len(), device)
}

#[test]
fn a_feeder_gives_its_pages_one_after_the_other() {
    let sheets = (1..=3).map(|n| Sheet::Page(page(n))).collect();
    let (device, into) = (Device::start(sheets), tempfile::tempdir().unwrap());
    let two_sided = Profile { two_sides: true, ..profile(&device, Source::Feeder) };
    let (ended, pages) = scan(&two_sided, into.path());
    assert_eq!(ended, Ok(3));
    assert_eq!(pages[2].file_name().unwrap(), "003.jpg");
    assert_eq!(fs::read(&pages[1]).unwrap(), page(2));
    let state = device.state.lock().unwrap();
    let posted = &state.posted[0];
    for part in [
        "<pwg:InputSource>Feeder<", "<scan:Duplex>true<", "<scan:ColorMode>RGB24<",
        "<scan:XResolution>300<", "<pwg:Width>2480<", "<pwg:Height>3507<", "image/jpeg",
    ] {
        assert!(posted.contains(part), "{part}: {posted}");
    }
    assert!(!state.asked.iter().any(|asked| asked.starts_with("DELETE")));
}

#[test]
fn what_it_can_do_and_its_name_are_asked_of_it() {
    let device = Device::start(Vec::new());
    let abilities = Scanners::default().abilities(&device.id()).unwrap();
    assert!(abilities.of(Source::Feeder).unwrap().two_sides);
    assert_eq!(abilities.of(Source::Flatbed).unwrap().colours, [Colour::Colour, Colour::Grey]);
    let address =
        hezhi_capture::escl::Address::parse(&format!("127.0.0.1:{}", device.port)).unwrap();
    let scanner = hezhi_capture::escl::scanner(&address);
    assert_eq!((scanner.id, scanner.name.as_str()), (device.id(), "试验一体机 100"));
    // 1,200 dots an inch of A4 are more than can be read.
    let sharp = Profile { resolution: 1200, ..profile(&device, Source::Flatbed) };
    let into = tempfile::tempdir().unwrap();
    assert_eq!(scan(&sharp, into.path()).0.unwrap_err().code(), CaptureCode::TooLarge);
    assert!(!device.asked("POST"), "nothing moved");
}

#[test]
fn faults_are_told_by_their_codes_and_pages_before_them_stay() {
    let one = || Sheet::Page(page(1));
    let code = |sheets| {
        let (ended, pages, _) = feed(sheets);
        (ended.unwrap_err().code(), pages)
    };
    assert_eq!(code(vec![one(), one(), Sheet::Jam]), (CaptureCode::Jammed, 2));
    assert_eq!(code(vec![one(), Sheet::Cut]), (CaptureCode::CutOff, 1));
    assert_eq!(code(vec![one(), Sheet::Words]), (CaptureCode::Device, 1));
    assert_eq!(code(vec![one(), Sheet::Page(page(1)[..900].to_vec())]), (CaptureCode::CutOff, 1));
    assert_eq!(code(vec![]), (CaptureCode::FeederEmpty, 0));
    assert_eq!(
        code(vec![one(), Sheet::Silence(Duration::from_secs(30))]),
        (CaptureCode::TimedOut, 1)
    );
}

#[test]
fn hostile_sizes_are_cut_short() {
    for sheet in [Sheet::Endless, Sheet::Claims(u64::MAX / 2)] {
        let begun = Instant::now();
        let (ended, pages, _) = feed(vec![sheet]);
        assert_eq!((ended.unwrap_err().code(), pages), (CaptureCode::TooLarge, 0));
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    let huge = |body: &[u8]| [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", body].concat();
    for (path, answer) in [
        ("ScannerCapabilities", huge(&vec![b'<'; 8 << 20])),
        (
            "ScannerCapabilities",
            [b"HTTP/1.1 200 OK\r\nX: ".as_slice(), &vec![b'a'; 2 << 20]].concat(),
        ),
        ("ScannerCapabilities", b"\x00\x01\x02 rubbish".to_vec()),
        ("ScanJobs", b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n".to_vec()),
    ] {
        let (device, into) =
            (Device::start(vec![Sheet::Page(page(1))]), tempfile::tempdir().unwrap());
        device.state.lock().unwrap().instead = Some((path, answer));
        let (ended, pages) = scan(&profile(&device, Source::Feeder), into.path());
        assert!(ended.is_err() && pages.is_empty(), "{path}: {ended:?}");
    }
}

#[test]
fn an_open_cover_and_an_empty_feeder_are_said_before_anything_moves() {
    let (device, into) = (Device::start(vec![Sheet::Page(page(1))]), tempfile::tempdir().unwrap());
    device.state.lock().unwrap().adf = "ScannerAdfHatchOpen";
    let (ended, _) = scan(&profile(&device, Source::Feeder), into.path());
    assert_eq!(ended, Err(CaptureError::CoverOpen));
    assert!(!device.asked("POST"));
}

#[test]
fn a_busy_scanner_is_asked_again() {
    let device = Device::start(vec![Sheet::Later(2), Sheet::Page(page(1))]);
    device.state.lock().unwrap().busy = 1;
    let into = tempfile::tempdir().unwrap();
    // Two pauses of a second are longer than this scanner may be silent.
    let mut patient = scanners();
    patient.limits.silence = Duration::from_secs(8);
    let (profile, cancel) = (profile(&device, Source::Feeder), Cancel::default());
    let job = Job { profile: &profile, into: into.path(), cancel: &cancel };
    assert_eq!(patient.scan(&job, &mut |_| Ok(())), Ok(1));
    let mut state = device.state.lock().unwrap();
    (state.busy, state.adf) = (100, "ScannerAdfLoaded");
    drop(state);
    let ended = scan(&profile, into.path()).0;
    assert_eq!(ended.unwrap_err().code(), CaptureCode::Busy);
}

#[test]
fn cancelling_ends_at_once_and_tells_the_scanner() {
    for sheet in [
        Sheet::Silence(Duration::from_secs(20)),
        Sheet::Slow(page(2), Duration::from_millis(300)),
        Sheet::Later(1000),
    ] {
        let device = Device::start(vec![Sheet::Page(page(1)), sheet]);
        let into = tempfile::tempdir().unwrap();
        let (profile, cancel) = (profile(&device, Source::Feeder), Cancel::default());
        let job = Job { profile: &profile, into: into.path(), cancel: &cancel };
        let later = cancel.clone();
        let mut first = None;
        let ended = scanners().scan(&job, &mut |news| {
            if let News::Page(_) = news {
                first = Some(Instant::now());
                let later = later.clone();
                thread::spawn(move || {
                    thread::sleep(Duration::from_millis(500));
                    later.cancel();
                });
            }
            Ok(())
        });
        assert_eq!(ended, Err(CaptureError::Cancelled));
        let took = first.unwrap().elapsed();
        assert!(took < Duration::from_millis(1500), "{took:?}");
        let told = (0..100).any(|_| {
            thread::sleep(Duration::from_millis(20));
            device.asked("DELETE /eSCL/ScanJobs/7")
        });
        assert!(told, "the scanner lets its feeder go");
        assert!(into.path().join("001.jpg").is_file(), "the page before stays");
    }
}

#[test]
fn a_slow_page_is_waited_for_as_long_as_it_comes() {
    // 32 pieces, 100 ms each: longer than the scanner may be silent.
    let (ended, pages, _) = feed(vec![Sheet::Slow(page(1), Duration::from_millis(100))]);
    assert_eq!((ended, pages), (Ok(1), 1));
}

#[test]
fn nobody_is_there() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let id = format!("escl:http://127.0.0.1:{port}/eSCL");
    let error = Scanners::default().abilities(&id).unwrap_err();
    assert_eq!(error.code(), CaptureCode::Unreachable, "{error}");
}

#[test]
fn no_answer_sends_us_to_another_machine() {
    let elsewhere = Device::start(vec![Sheet::Page(page(1))]);
    let device = Device::start(Vec::new());
    device.state.lock().unwrap().redirect =
        Some(format!("http://127.0.0.1:{}/eSCL/ScannerCapabilities", elsewhere.port));
    assert!(Scanners::default().abilities(&device.id()).is_err());
    assert!(elsewhere.state.lock().unwrap().asked.is_empty());
}
