//! The few words of the WebDriver protocol that these tests speak, straight to WebKitWebDriver.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Control, as WebDriver writes it among typed characters.
pub const CONTROL: char = '\u{E009}';
pub const ENTER: char = '\u{E007}';
pub const ESCAPE: char = '\u{E00C}';

/// The driver, which starts the program once for each session.
pub struct Driver {
    process: Child,
    pub address: String,
}

/// The program with its window open.
pub struct Window<'a> {
    driver: &'a Driver,
    id: String,
}

impl Driver {
    /// `environment` is handed on to the program.
    pub fn start(environment: &[(&str, &str)]) -> Driver {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port")
            .port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(environment.iter().copied())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver starts (Debian package webkit2gtk-driver)");
        let driver = Driver { process, address: format!("http://127.0.0.1:{port}") };
        let ready = || ureq::get(format!("{}/status", driver.address)).call().is_ok();
        until("the driver to answer", Duration::from_secs(10), || ready().then_some(()));
        driver
    }

    /// Starts the program and waits for its window.
    pub fn open(&self, program: &Path, arguments: &[&str]) -> Window<'_> {
        let options = json!({ "binary": program, "args": arguments });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = self.send("session", &wanted);
        let id = session["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {session}"));
        Window { driver: self, id: id.to_owned() }
    }

    fn send(&self, path: &str, body: &Value) -> Value {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent
            .post(format!("{}/{path}", self.address))
            .send_json(body)
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let answer: Value = answer.body_mut().read_json().unwrap_or_else(|e| panic!("{path}: {e}"));
        answer["value"].clone()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Window<'_> {
    /// Opens an address.
    pub fn go(&self, url: &str) {
        let answer = self.driver.send(&format!("session/{}/url", self.id), &json!({ "url": url }));
        assert!(answer.is_null(), "{url} opens: {answer}");
    }

    /// What a function body returns in the page.
    pub fn ask(&self, script: &str) -> Value {
        self.driver.send(
            &format!("session/{}/execute/sync", self.id),
            &json!({ "script": script, "args": [] }),
        )
    }

    /// The same for a body that hands its answer to the function `done`.
    pub fn ask_later(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.driver.send(
            &format!("session/{}/execute/async", self.id),
            &json!({ "script": script, "args": [] }),
        )
    }

    /// Waits until the body returns something that is true, and gives it.
    pub fn wait(&self, what: &str, limit: Duration, script: &str) -> Value {
        until(what, limit, || {
            let found = self.ask(script);
            let there =
                !matches!(found, Value::Null | Value::Bool(false)) && found.get("error").is_none();
            there.then_some(found)
        })
    }

    /// Presses keys one after the other; one after `CONTROL` together with it.
    pub fn press(&self, keys: &[char]) {
        let key = |kind: &str, key: char| json!({ "type": kind, "value": key.to_string() });
        let mut actions = Vec::new();
        let mut held = false;
        for &next in keys {
            actions.push(key("keyDown", next));
            if next == CONTROL {
                held = true;
                continue;
            }
            actions.push(key("keyUp", next));
            if std::mem::take(&mut held) {
                actions.push(key("keyUp", CONTROL));
            }
        }
        let actions =
            json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        let answer = self.driver.send(&format!("session/{}/actions", self.id), &actions);
        assert!(answer.is_null(), "the keys arrive: {answer}");
    }

    /// Closes the window; the program ends with it.
    pub fn close(self) {}
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        let _ = ureq::delete(format!("{}/session/{}", self.driver.address, self.id)).call();
    }
}

/// Asks again and again until there is an answer.
fn until<T>(what: &str, limit: Duration, mut question: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = question() {
            return answer;
        }
        assert!(begun.elapsed() < limit, "waited {limit:?} in vain for {what}");
        sleep(Duration::from_millis(100));
    }
}
