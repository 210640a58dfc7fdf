//! The same desk in a browser, served by `hezhi serve`: the token opens it, the page's picture
//! comes, and a decision is taken with the mouse.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::driver::Driver;
use crate::office::{Office, SOON, advice, loads_a_table_of_roads, plain, sees_the_evidence};

/// The command, which cargo builds beside the window's program.
fn command() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_hezhi-window")).with_file_name("hezhi");
    assert!(program.is_file(), "{} is missing: cargo build -p hezhi-cli", program.display());
    program
}

/// The browser that comes with WebKitGTK.
fn browser() -> PathBuf {
    let libraries = std::fs::read_dir("/usr/lib").expect("/usr/lib");
    libraries
        .flatten()
        .map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file())
        .expect("MiniBrowser (Debian package libwebkit2gtk-4.1-0)")
}

struct Served {
    process: Child,
    url: String,
}

impl Served {
    fn start(office: &Office) -> Served {
        let mut process = Command::new(command())
            .args(["serve", "--samples", plain(office.samples.path())])
            .envs(office.environment())
            .stdout(Stdio::piped())
            .spawn()
            .expect("hezhi serve starts");
        let output = process.stdout.take().expect("the output is piped");
        let url = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_whitespace().find(|w| w.starts_with("http://")).map(str::to_owned)
            })
            .expect("hezhi serve prints its address");
        Served { process, url }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_sample_is_decided_in_a_browser() {
    let office = Office::new();
    let served = Served::start(&office);
    let driver = Driver::start(&office.environment());
    let desk = driver.open(&browser(), &["--automation"]);

    let (bare, _) = served.url.split_once('#').expect("the token is in the address's hash");
    desk.go(bare);
    desk.wait(
        "a word on the token",
        SOON,
        "return /unauthorized/.test(document.querySelector('[role=alert]')?.textContent ?? '')",
    );

    desk.go("about:blank");
    desk.go(&served.url);
    assert_ne!(advice(&desk), "可以受理", "another room is no reason to accept");
    assert_eq!(desk.ask("return location.hash"), "#/", "the token leaves the address");

    desk.ask("document.querySelector('a.row').click()");
    sees_the_evidence(&desk);
    desk.wait(
        "the buttons",
        SOON,
        "return document.querySelectorAll('.kinds button').length === 5",
    );
    desk.ask("document.querySelectorAll('.kinds button')[3].click()");
    desk.wait("the draft", SOON, "return !!document.querySelector('.draft .primary')");
    desk.ask("document.querySelector('.draft .primary').click()");
    desk.wait(
        "the decision in the queue",
        SOON,
        "return document.querySelector('a.row .decision')?.textContent.trim() === '已转交'",
    );
    loads_a_table_of_roads(&desk);
    desk.close();
}
