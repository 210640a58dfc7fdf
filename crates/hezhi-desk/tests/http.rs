//! The local page answers its own address with its own token, and nothing else.

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread::JoinHandle;

use common::{application, desk};
use hezhi_desk::http::Server;
use serde_json::Value;

struct Page {
    authority: String,
    token: String,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _home: tempfile::TempDir,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Page {
    fn open() -> Page {
        let home = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        application(folder.path(), "A 1", "王小明", 50);
        let desk = desk(home.path()).0;
        desk.import_folder(folder.path()).unwrap();
        let server = Server::bind(0).unwrap();
        let url = server.url();
        let (authority, token) =
            url.strip_prefix("http://").and_then(|rest| rest.split_once("/#token=")).unwrap();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let (authority, token) = (authority.to_owned(), token.to_owned());
        let thread = std::thread::spawn(move || {
            let end = async {
                let _ = ended.await;
            };
            server.run_until(Arc::new(desk), end).unwrap();
        });
        Page { authority, token, end: Some(end), thread: Some(thread), _home: home }
    }

    /// Sends a request with exactly these headers.
    fn send(&self, request: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.authority).unwrap();
        let mut head = format!(
            "{request} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all((head + "\r\n").as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let split = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..split].to_vec()).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[split + 4..].to_vec() }
    }

    /// As the page itself calls.
    fn call(&self, request: &str, json: Option<&str>) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("Host", self.authority.as_str()), ("Authorization", &bearer)];
        if json.is_some() {
            headers.push(("Content-Type", "application/json"));
        }
        self.send(request, &headers, json.unwrap_or("").as_bytes())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.end.take().unwrap().send(());
        self.thread.take().unwrap().join().unwrap();
    }
}

#[test]
fn nobody_gets_in_without_the_token() {
    let page = Page::open();
    let host = ("Host", page.authority.as_str());
    for path in ["status", "queue", "rules", "applications/A%201", "没有"] {
        let answer = page.send(&format!("GET /api/{path}").replace("没有", "none"), &[host], b"");
        assert_eq!(answer.status, 401, "{path}");
        assert_eq!(answer.json()["code"], "unauthorized");
    }
    let wrong = format!("Bearer {}", "0".repeat(page.token.len()));
    assert_eq!(page.send("GET /api/status", &[host, ("Authorization", &wrong)], b"").status, 401);
    assert_eq!(page.call("GET /api/status", None).status, 200);
}

#[test]
fn a_foreign_name_or_origin_is_refused() {
    let page = Page::open();
    let bearer = format!("Bearer {}", page.token);
    let token = ("Authorization", bearer.as_str());
    assert_eq!(page.send("GET /api/status", &[("Host", "evil.example"), token], b"").status, 403);
    assert_eq!(page.send("GET /", &[("Host", "evil.example:80")], b"").status, 403);
    let host = ("Host", page.authority.as_str());
    let foreign = ("Origin", "http://evil.example");
    assert_eq!(page.send("GET /api/status", &[host, token, foreign], b"").status, 403);
    let own = format!("http://{}", page.authority);
    assert_eq!(page.send("GET /api/status", &[host, token, ("Origin", &own)], b"").status, 200);
}

#[test]
fn the_page_comes_with_a_policy_and_without_a_token() {
    let page = Page::open();
    let answer = page.send("GET /", &[("Host", page.authority.as_str())], b"");
    assert_eq!(answer.status, 200);
    assert!(answer.head.contains("content-security-policy: default-src 'none'"));
    assert!(!answer.head.contains("unsafe-inline") && !answer.head.contains("access-control"));
    assert!(!String::from_utf8_lossy(&answer.body).contains(&page.token));
    let outside = page.send("GET /../Cargo.toml", &[("Host", page.authority.as_str())], b"");
    assert_eq!(outside.status, 404);
}

#[test]
fn the_calls_are_those_of_the_window() {
    let page = Page::open();
    let queue = page.call("GET /api/queue?search=%E7%8E%8B&open_only=true&verdict=pending", None);
    assert_eq!(queue.status, 200, "{}", String::from_utf8_lossy(&queue.body));
    assert_eq!(queue.json()["rows"][0]["id"], "A 1");
    let path = "/api/applications/A%201";
    let image = page.call(&format!("GET {path}/pages/%E8%AF%81%201.png/1?max=20"), None);
    assert!(image.head.contains("content-type: image/jpeg"));
    assert_eq!(image::load_from_memory(&image.body).unwrap().width(), 20);

    let decision = r#"{"kind":"supplement","reasons":[],"note":"补身份证"}"#;
    let decided = page.call(&format!("POST {path}/decision"), Some(decision));
    assert_eq!((decided.status, &decided.json()["note"]), (200, &Value::from("补身份证")));
    let stale = r#"{"kind":"accept","reasons":[],"note":"","seen":"0.0.0"}"#;
    let conflict = page.call(&format!("POST {path}/decision"), Some(stale));
    assert_eq!((conflict.status, &conflict.json()["code"]), (409, &Value::from("conflict")));
    let another = page.call(&format!("POST {path}/decision/undo"), Some(r#"{"decision":9999}"#));
    assert_eq!((another.status, &another.json()["code"]), (409, &Value::from("conflict")));
    let this = format!(r#"{{"decision":{}}}"#, decided.json()["id"]);
    let undone = page.call(&format!("POST {path}/decision/undo"), Some(&this));
    assert_eq!(undone.json()["decision"], Value::Null);

    assert_eq!(page.call("GET /api/applications/none", None).json()["code"], "not_found");
    assert_eq!(page.call(&format!("POST {path}/decision"), Some("{}")).json()["code"], "invalid");
    assert!(page.call("GET /api/rules", None).json().as_array().unwrap().len() > 20);
}

#[test]
fn a_browser_sends_folders_file_by_file() {
    let page = Page::open();
    let folder = tempfile::tempdir().unwrap();
    let made = application(folder.path(), "B", "李四", 51);
    let part = |name: &str, bytes: &[u8]| {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
        );
        [head.as_bytes(), bytes, b"\r\n"].concat()
    };
    let body = [
        part("上报/B/application.json", &std::fs::read(made.join("application.json")).unwrap()),
        part("上报/B/证 1.png", &std::fs::read(made.join("证 1.png")).unwrap()),
        part("上报/../../坏/application.json", b"{"),
        b"--x--\r\n".to_vec(),
    ]
    .concat();
    let bearer = format!("Bearer {}", page.token);
    let headers = [
        ("Host", page.authority.as_str()),
        ("Authorization", bearer.as_str()),
        ("Content-Type", "multipart/form-data; boundary=x"),
    ];
    let answer = page.send("POST /api/import", &headers, &body);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.json()["added"], 1);
    assert_eq!(answer.json()["problems"][0]["path"], "上报/坏/application.json");
    assert_eq!(page.call("GET /api/applications/B", None).status, 200);
}

#[test]
fn the_office_loads_and_removes_its_table_of_roads() {
    let page = Page::open();
    let gazetteer = |page: &Page| page.call("GET /api/settings", None).json()["gazetteer"].clone();
    assert_eq!(gazetteer(&page), Value::Null);
    let bearer = format!("Bearer {}", page.token);
    let (host, token) = (("Host", page.authority.as_str()), ("Authorization", bearer.as_str()));
    let put = |table: &[u8]| page.send("PUT /api/gazetteer", &[host, token], table);
    let loaded = put("road\tdistrict\n华发路\t徐汇区\n".as_bytes());
    assert_eq!((loaded.status, &loaded.json()["settings"]["gazetteer"]["roads"]), (200, &1.into()));
    assert_eq!(gazetteer(&page)["roads"], 1);

    let faulty = put("road\tdistrict\n华发路\t火星区\n".as_bytes());
    assert_eq!((faulty.status, &faulty.json()["code"]), (400, &Value::from("invalid")));
    assert!(faulty.json()["message"].as_str().unwrap().contains("第2行"));
    let large = put(&vec![b'\n'; (8 << 20) + 1]);
    assert!(large.json()["message"].as_str().unwrap().contains("8 MB"));
    for request in ["GET /api/settings", "PUT /api/gazetteer", "DELETE /api/gazetteer"] {
        assert_eq!(page.send(request, &[host], b"road\tdistrict\n").status, 401, "{request}");
    }
    assert_eq!(gazetteer(&page)["roads"], 1, "nothing of this changed it");

    assert_eq!(page.call("DELETE /api/gazetteer", None).status, 200);
    assert_eq!(gazetteer(&page), Value::Null);
}
