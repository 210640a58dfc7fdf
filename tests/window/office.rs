//! What each test sets up: a screen, an empty data folder and one of the project's samples.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::display::Display;
use crate::driver::Window;

/// For what the screens do by themselves; a debug build on a busy machine needs seconds for a page.
pub const SOON: Duration = Duration::from_secs(60);
/// For reading a page: a debug build on a busy machine takes up to a minute.
const READING: Duration = Duration::from_secs(300);

/// A flat whose certificate names another room than the application.
const OTHER_FLAT: &str = "07-other-flat-1750-instead-of-1705";

pub struct Office {
    pub display: Display,
    pub home: tempfile::TempDir,
    pub models: String,
    /// A folder of applications that holds the one sample.
    pub samples: tempfile::TempDir,
}

impl Office {
    pub fn new() -> Office {
        let models = std::env::var("HEZHI_MODELS")
            .unwrap_or_else(|_| root().join("models").display().to_string());
        Office {
            display: Display::start(),
            home: tempfile::tempdir().expect("a data folder"),
            models,
            samples: sample(OTHER_FLAT),
        }
    }

    pub fn environment(&self) -> [(&str, &str); 4] {
        [
            ("DISPLAY", &self.display.name),
            ("HEZHI_HOME", plain(self.home.path())),
            ("HEZHI_MODELS", &self.models),
            // The accessibility bus of the desktop in use is none of our business.
            ("NO_AT_BRIDGE", "1"),
        ]
    }
}

pub fn plain(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the sample");
    let copy = folder.path().join(name);
    fs::create_dir(&copy).expect("a folder for the application");
    for entry in fs::read_dir(root().join("tests/samples").join(name)).expect("the sample") {
        let from = entry.expect("a file of the sample").path();
        fs::copy(&from, copy.join(from.file_name().expect("a name"))).expect("a copy");
    }
    folder
}

/// Waits until the program has read the sample, and gives its advice.
pub fn advice(desk: &Window) -> String {
    desk.wait("the sample in the queue", SOON, "return !!document.querySelector('a.row')");
    let verdict = desk.wait(
        "the program to have read the sample",
        READING,
        "const words = document.querySelector('a.row .verdict')?.textContent.trim() ?? '';
         return /补正材料|不予受理|人工核查|可以受理|未能识读/.test(words) && words",
    );
    verdict.as_str().unwrap_or_default().to_owned()
}

/// The page's picture is there, and the evidence lies on it where the values are printed.
pub fn sees_the_evidence(desk: &Window) {
    desk.wait(
        "the page's picture",
        SOON,
        "return (document.querySelector('.view .sheet img')?.naturalWidth ?? 0) > 500",
    );
    desk.wait(
        "regions on the page",
        SOON,
        "return document.querySelectorAll('.view .sheet polygon').length > 3",
    );
    let inside = desk.ask(
        "const page = document.querySelector('.view .sheet').getBoundingClientRect();
         return [...document.querySelectorAll('.view .sheet polygon')].every((polygon) => {
           const r = polygon.getBoundingClientRect();
           return r.width > 2 && r.height > 2 && r.left >= page.left - 8 && r.right <= page.right + 8 &&
             r.top >= page.top - 8 && r.bottom <= page.bottom + 8;
         })",
    );
    assert_eq!(inside, true, "every region lies on the page");
    let compared = desk.ask(
        "return [...document.querySelectorAll('.sides .line')].map((line) => line.textContent)",
    );
    assert_eq!(compared.as_array().map(Vec::len), Some(2), "declared beside read: {compared}");
    assert!(compared[0].as_str().is_some_and(|text| text.contains("1705")), "{compared}");
}

/// Under the settings a faulty table of roads is named by its line, and a right one comes in force.
pub fn loads_a_table_of_roads(desk: &Window) {
    let choose = |table: &str| {
        desk.ask(&format!(
            "const chosen = new DataTransfer();
             chosen.items.add(new File(['{table}'], 'roads.tsv'));
             const input = document.querySelector('main input[type=file]');
             input.files = chosen.files;
             input.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ))
    };
    let says = |what: &str, words: &str| {
        let script =
            format!("return /{words}/.test(document.querySelector('main')?.innerText ?? '')");
        desk.wait(what, SOON, &script);
    };
    desk.ask("location.hash = '#/settings/roads'");
    says("the settings", "未载入");
    choose(r"路名\t区\n百色路\t火星区\n");
    says("the line at fault", "第2行");
    choose(r"路名\t区\n百色路\t徐汇区\n宝山路\t静安区\n");
    says("the table in force", "已载入 2 条路");
}
