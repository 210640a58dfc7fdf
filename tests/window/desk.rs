//! The real window with the real reader: a person opens a sample, sees the evidence on its page,
//! decides, and finds the decision there when the program is started again.

mod display;
mod driver;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use display::Display;
use driver::{CONTROL, Driver, ENTER, ESCAPE, Window};

const PROGRAM: &str = env!("CARGO_BIN_EXE_hezhi-window");
/// For what the window does by itself.
const SOON: Duration = Duration::from_secs(20);
/// For reading a page: a debug build on a busy machine takes up to a minute.
const READING: Duration = Duration::from_secs(300);

/// A flat whose certificate names another room than the application.
const OTHER_FLAT: &str = "07-other-flat-1750-instead-of-1705";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder of applications that holds one of the project's samples alone.
fn sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the sample");
    let copy = folder.path().join(name);
    fs::create_dir(&copy).expect("a folder for the application");
    for entry in fs::read_dir(root().join("tests/samples").join(name)).expect("the sample is there") {
        let from = entry.expect("a file of the sample").path();
        fs::copy(&from, copy.join(from.file_name().expect("a name"))).expect("a copy");
    }
    folder
}

struct Office {
    _display: Display,
    driver: Driver,
    home: tempfile::TempDir,
    samples: tempfile::TempDir,
}

impl Office {
    fn new() -> Office {
        let display = Display::start();
        let home = tempfile::tempdir().expect("a data folder");
        let models = std::env::var("HEZHI_MODELS").unwrap_or_else(|_| root().join("models").display().to_string());
        let environment = [
            ("DISPLAY", display.name.as_str()),
            ("HEZHI_HOME", home.path().to_str().expect("a plain path")),
            ("HEZHI_MODELS", models.as_str()),
            // A session bus or an accessibility bridge of the desktop in use is none of our business.
            ("NO_AT_BRIDGE", "1"),
        ];
        let driver = Driver::start(&environment);
        Office { driver, home, samples: sample(OTHER_FLAT), _display: display }
    }

    fn open(&self) -> Window<'_> {
        let samples = self.samples.path().to_str().expect("a plain path");
        self.driver.open(Path::new(PROGRAM), &["--samples", samples])
    }
}

#[test]
fn a_decision_on_a_sample_outlives_the_program() {
    let office = Office::new();
    let desk = office.open();

    desk.wait("the sample in the queue", SOON, "return !!document.querySelector('a.row')");
    desk.wait(
        "the program to have read it",
        READING,
        "return /补正材料|不予受理|人工核查|可以受理/.test(document.querySelector('a.row .verdict')?.textContent ?? '')",
    );
    let verdict = desk.ask("return document.querySelector('a.row .verdict').textContent.trim()");
    assert_ne!(verdict, "可以受理", "another room is no reason to accept");

    desk.press(&['j', ENTER]);
    sees_the_evidence(&desk);
    cannot_do_more_than_it_needs(&desk);

    // Against the advice: the program asks for the person's grounds first.
    desk.press(&['1']);
    desk.wait("the question for grounds", SOON, "return document.activeElement?.id === 'note'");
    desk.press(&[CONTROL, ENTER]);
    desk.wait("a word on what is missing", SOON, "return /依据/.test(document.querySelector('.draft [role=alert]')?.textContent ?? '')");
    desk.press(&[ESCAPE]);
    desk.wait("the draft to be gone", SOON, "return !document.querySelector('.draft')");

    desk.press(&[CONTROL, ENTER]);
    desk.wait("the decision in the queue", SOON, "return /^已/.test(document.querySelector('a.row .decision')?.textContent ?? '')");
    let decided = desk.ask("return document.querySelector('a.row .decision').textContent");
    desk.close();

    let desk = office.open();
    desk.wait("the queue after the restart", SOON, "return !!document.querySelector('a.row')");
    assert_eq!(desk.ask("return document.querySelector('a.row .decision').textContent"), decided);
    assert_eq!(desk.ask("return document.querySelectorAll('a.row').length"), 1, "samples come in once");

    desk.press(&['j', ENTER]);
    desk.wait("the decision in the application", SOON, "return !!document.querySelector('.decided')");
    desk.press(&[CONTROL, 'z']);
    desk.wait("the decision to be taken back", SOON, "return !!document.querySelector('.kinds')");
    desk.close();
    assert!(office.home.path().join("hezhi.sqlite").is_file());
}

/// The page's picture is there, the evidence lies on it where the value is printed, and pointing
/// at a finding lights it up.
fn sees_the_evidence(desk: &Window) {
    desk.wait("the page's picture", SOON, "return (document.querySelector('.sheet img')?.naturalWidth ?? 0) > 500");
    desk.wait("regions on the page", SOON, "return document.querySelectorAll('.sheet polygon').length > 3");
    let inside = desk.ask(
        "const page = document.querySelector('.sheet').getBoundingClientRect();
         return [...document.querySelectorAll('.sheet polygon')].every((p) => {
           const r = p.getBoundingClientRect();
           return r.width > 2 && r.height > 2 && r.left >= page.left - 8 && r.right <= page.right + 8 &&
             r.top >= page.top - 8 && r.bottom <= page.bottom + 8;
         })",
    );
    assert_eq!(inside, true, "every region lies on the page");
    let compared = desk.ask("return [...document.querySelectorAll('.sides .line')].map((line) => line.textContent)");
    assert_eq!(compared.as_array().map(Vec::len), Some(2), "declared beside read: {compared}");
    assert!(compared[0].as_str().is_some_and(|text| text.contains("1705")), "{compared}");
    desk.press(&['j']);
    desk.wait("the finding's place to light up", SOON, "return !!document.querySelector('.sheet polygon.lit')");
}

/// The page may call the desk's commands and ask for a folder, and nothing else.
fn cannot_do_more_than_it_needs(desk: &Window) {
    let invoke = |command: &str| {
        desk.ask_later(&format!(
            "window.__TAURI_INTERNALS__.invoke('{command}', {{}}).then(() => done('allowed'), (e) => done(String(e?.message ?? e)))"
        ))
    };
    assert_eq!(invoke("status"), "allowed");
    for command in ["plugin:dialog|save", "plugin:dialog|message", "plugin:event|emit", "plugin:window|create"] {
        let answer = invoke(command);
        let refused = answer.as_str().is_some_and(|text| text.contains("not allowed") || text.contains("not found"));
        assert!(refused, "{command}: {answer}");
    }
    // The driver's own address answers whoever may ask it.
    let reached = desk.ask_later(&format!(
        "fetch('{}/status', {{ mode: 'no-cors' }}).then(() => done('reached'), () => done('refused'))",
        desk.driver_address()
    ));
    assert_eq!(reached, "refused", "the page opens no connection");
}
