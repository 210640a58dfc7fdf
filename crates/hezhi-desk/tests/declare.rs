//! Declaring over the local page's calls: files in, a form sent, a correction, further papers.

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use common::{WidthReader, application, desk, picture};
use hezhi_desk::http::Server;
use hezhi_desk::{Background, Desk};
use serde_json::{Value, json};

struct Page {
    authority: String,
    token: String,
    reader: Arc<WidthReader>,
    desk: Arc<Desk>,
    reading: Option<Background>,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    home: tempfile::TempDir,
}

impl Page {
    fn open() -> Page {
        let home = tempfile::tempdir().unwrap();
        let (desk, reader) = desk(home.path());
        let desk = Arc::new(desk);
        let server = Server::bind(0).unwrap();
        let url = server.url();
        let (authority, token) =
            url.strip_prefix("http://").and_then(|rest| rest.split_once("/#token=")).unwrap();
        let (authority, token) = (authority.to_owned(), token.to_owned());
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn({
            let desk = Arc::clone(&desk);
            move || {
                let end = async {
                    let _ = ended.await;
                };
                server.run_until(desk, end).unwrap();
            }
        });
        let reading = Some(desk.read_in_background(1));
        Page { authority, token, reader, desk, reading, end: Some(end), thread: Some(thread), home }
    }

    fn send(&self, request: &str, kind: &str, body: &[u8]) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.authority).unwrap();
        let head = format!(
            "{request} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.authority,
            self.token,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let split = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_slice(&bytes[split + 4..]).unwrap_or(Value::Null))
    }

    fn call(&self, request: &str, body: &Value) -> (u16, Value) {
        self.send(request, "application/json", body.to_string().as_bytes())
    }

    fn get(&self, path: &str) -> Value {
        self.call(&format!("GET /api/{path}"), &Value::Null).1
    }

    /// Brings files as a browser does, each under its path.
    fn bring(&self, files: &[(&str, Vec<u8>)]) -> Value {
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=";
            body.extend(format!("{head}\"{name}\"\r\n\r\n").into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let (status, brought) =
            self.send("POST /api/bring", "multipart/form-data; boundary=x", &body);
        assert_eq!(status, 200, "{brought}");
        brought
    }

    /// The application once it was read.
    fn read(&self, id: &str) -> Value {
        let begun = Instant::now();
        loop {
            let review = self.get(&format!("applications/{id}"));
            if review["state"] == "read" || begun.elapsed() > Duration::from_secs(20) {
                return review;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.end.take().unwrap().send(());
        self.thread.take().unwrap().join().unwrap();
        self.reading.take().unwrap().stop();
    }
}

fn png(width: u32) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.png");
    picture(&path, width);
    std::fs::read(path).unwrap()
}

fn declared(id: &str, name: &str) -> Value {
    json!({
        "id": id, "service": "registration", "submitted_on": "2026-03-05",
        "applicant": { "name": name },
        "residence": { "address": "上海市徐汇区华发路406弄10号1705室", "basis": "owned" },
    })
}

fn names(files: &Value) -> Vec<&str> {
    files.as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect()
}

fn messages(problems: &Value) -> String {
    problems.as_array().unwrap().iter().map(|p| p["message"].as_str().unwrap()).collect()
}

#[test]
fn files_that_cannot_be_used_are_named_and_the_rest_goes_in() {
    let page = Page::open();
    let long = format!("{}.png", "长".repeat(120));
    let brought = page.bring(&[
        ("房产证 第1页.png", png(50)),
        ("image.png", png(51)),
        ("image.png", png(52)),
        ("夹/空.jpg", Vec::new()),
        ("夹/说明.txt", b"nothing".to_vec()),
        ("夹/._x.png", b"trace".to_vec()),
        ("坏.png", png(53)[..60].to_vec()),
        ("又一份.png", png(50)),
        (&long, png(54)),
        ("a<b>|\"?*.png", png(55)),
    ]);
    let names = names(&brought["uploads"]);
    assert_eq!(names[..3], ["房产证 第1页.png", "image.png", "image (2).png"]);
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(names[3].ends_with("….png") && names[4].starts_with("a<b>|"), "{names:?}");
    let said = messages(&brought["problems"]);
    for word in ["“空.jpg”是空的", "“说明.txt”不是图片", "“坏.png”已损坏", "“又一份.png”和“房产证"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert_eq!(brought["problems"].as_array().unwrap().len(), 4, "{said}");
    assert!(!said.contains(&*page.home.path().to_string_lossy()), "{said}");
}

#[test]
fn a_file_over_the_limit_is_refused_and_takes_no_room() {
    let page = Page::open();
    // Trailing bytes are nothing to a reader of pictures.
    let mut photo = png(51);
    photo.resize(5 << 20, 0);
    let large = vec![7_u8; (100 << 20) + 1];
    let brought = page.bring(&[("大.jpg", large), ("好.png", png(50)), ("照片.png", photo)]);
    assert_eq!(names(&brought["uploads"]), ["好.png", "照片.png"]);
    assert!(messages(&brought["problems"]).contains("超过 100 MB"), "{brought}");
}

#[test]
fn folders_of_applications_go_in_and_loose_files_wait_for_the_form() {
    let page = Page::open();
    let folder = tempfile::tempdir().unwrap();
    let made = application(folder.path(), "B 1", "李四", 51);
    let declared = std::fs::read(made.join("application.json")).unwrap();
    let brought = page.bring(&[
        ("上报/B 1/application.json", declared.clone()),
        ("上报/B 1/证 1.png", png(51)),
        ("单页.png", png(60)),
    ]);
    assert_eq!(brought["imported"]["added"], 1, "{brought}");
    assert_eq!(names(&brought["uploads"]), ["单页.png"]);

    // The files of one application, chosen without their folder.
    let brought = page.bring(&[("application.json", declared), ("证 1.png", png(51))]);
    assert_eq!((&brought["imported"]["unchanged"], &brought["uploads"]), (&json!(1), &json!([])));
}

#[test]
fn paths_of_the_window_are_brought_like_the_files_of_a_browser() {
    let page = Page::open();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "C", "王五", 51);
    let scans = folder.path().join("散件 2");
    std::fs::create_dir_all(scans.join("空")).unwrap();
    picture(&scans.join("第10页.png"), 60);
    picture(&scans.join("第2页.png"), 61);
    std::fs::write(scans.join("Thumbs.db"), "x").unwrap();
    let paths =
        [folder.path().join("C"), scans.clone(), scans.join("空"), folder.path().join("没有.png")];
    let brought = page.desk.bring(&paths).unwrap();
    assert_eq!(brought.imported.added, 1);
    let names: Vec<&str> = brought.uploads.iter().map(|upload| upload.name.as_str()).collect();
    assert_eq!(names, ["第2页.png", "第10页.png"]);
    let said: String = brought.problems.iter().map(|p| p.message.as_str()).collect();
    assert!(brought.problems.len() == 2 && said.contains("“空”里没有文件"), "{said}");
    assert!(said.contains("找不到“没有.png”"), "{said}");
}

#[test]
fn a_declared_application_is_taken_in_with_its_files_and_read() {
    let page = Page::open();
    let brought = page.bring(&[("证.png", png(50))]);
    let upload = brought["uploads"][0]["id"].as_str().unwrap().to_owned();
    let number = page.get("number?on=2026-03-05");
    assert_eq!(number, "HZ-20260305-001");
    let body = json!({ "application": declared("XH-20260305-007", "王小明"), "uploads": brought["uploads"] });
    let (status, answer) = page.call("POST /api/applications", &body);
    assert_eq!((status, &answer["id"]), (200, &json!("XH-20260305-007")), "{answer}");
    let review = page.read("XH-20260305-007");
    assert_eq!(review["pages"][0]["width"], 50, "{review}");
    assert!(!page.home.path().join("uploads").join(&upload).exists(), "it is a scan by now");

    assert_eq!(page.get("number?on=2026-03-05"), "XH-20260305-008", "the office's own prefix");
    assert_eq!(page.get("number?on=2026-03-06"), "XH-20260306-001");
    // The same number is not given to another person.
    let (status, answer) = page.call("POST /api/applications", &body);
    assert_eq!((status, &answer["code"]), (409, &json!("conflict")));
    assert_eq!(
        page.get("applications/XH-20260305-007")["application"]["applicant"]["name"],
        "王小明"
    );
}

#[test]
fn what_is_missing_or_gone_is_said_and_nothing_is_taken_in() {
    let page = Page::open();
    let mut nameless = declared("A", " ");
    nameless["residence"] = json!({});
    let (status, answer) =
        page.call("POST /api/applications", &json!({ "application": nameless, "uploads": [] }));
    assert_eq!(status, 400);
    assert!(answer["message"].as_str().unwrap().contains("applicant.name"), "{answer}");
    for id in ["0".repeat(64), "../../hezhi.sqlite".into()] {
        let gone = json!([{ "id": id, "name": "没了.png", "bytes": 1 }]);
        let body = json!({ "application": declared("A", "王小明"), "uploads": gone });
        let (status, answer) = page.call("POST /api/applications", &body);
        assert_eq!(status, 404, "{answer}");
        assert!(answer["message"].as_str().unwrap().contains("没了.png"));
    }
    assert_eq!(page.get("queue")["rows"], json!([]));
}

#[test]
fn further_papers_are_a_new_submission_that_reads_only_what_is_new() {
    let page = Page::open();
    let folder = tempfile::tempdir().unwrap();
    let made = application(folder.path(), "A", "王小明", 50);
    common::declare(&made, "A", "王小明", r#""documents": ["证 1.png"],"#);
    page.desk.import_folder(folder.path()).unwrap();
    page.read("A");
    let (status, _) = page.call("POST /api/applications/A/decision", &json!({ "kind": "accept" }));
    assert_eq!((status, page.reader.reads.load(Ordering::SeqCst)), (200, 1));

    let brought = page.bring(&[("证 1.png", png(60)), ("旧的.png", png(50))]);
    let further = json!({ "uploads": brought["uploads"] });
    let (status, added) = page.call("POST /api/applications/A/papers", &further);
    assert_eq!((status, &added["unchanged"]), (200, &json!(false)), "{added}");
    assert!(messages(&added["problems"]).contains("和已有的“证 1.png”内容相同"), "{added}");
    let review = page.read("A");
    let files: Vec<&str> =
        review["pages"].as_array().unwrap().iter().map(|p| p["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["证 1.png", "证 1 (2).png"]);
    assert_eq!(review["application"]["documents"], json!(["证 1.png", "证 1 (2).png"]));
    assert_eq!(page.reader.reads.load(Ordering::SeqCst), 2, "what was read is not read again");
    assert_eq!(
        (&review["decision"], review["history"][0]["kind"].as_str()),
        (&Value::Null, Some("accept"))
    );
}

#[test]
fn a_correction_is_a_new_submission_and_writes_over_nobody() {
    let page = Page::open();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A", "王小明", 50);
    page.desk.import_folder(folder.path()).unwrap();
    let before = page.read("A")["application"].clone();
    let mut after = before.clone();
    after["residence"]["address"] = json!("上海市徐汇区华发路406弄10号1750室");
    let amend = |application: &Value, before: &Value| {
        let body = json!({ "application": application, "uploads": [], "before": before });
        page.call("PUT /api/applications/A/declaration", &body)
    };
    assert_eq!(amend(&after, &before).0, 200);
    let review = page.read("A");
    assert_eq!(review["application"]["residence"]["address"], after["residence"]["address"]);
    assert_eq!(page.reader.reads.load(Ordering::SeqCst), 1);

    // Who began from what stood before is told.
    let (status, answer) = amend(&before, &before);
    assert_eq!((status, &answer["code"]), (409, &json!("conflict")));
    let mut renamed = after.clone();
    renamed["id"] = json!("B");
    assert_eq!(amend(&renamed, &after).0, 400);
    let history = page.get("applications/A/submissions");
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_eq!((&history[0]["current"], &history[1]["application"]), (&json!(true), &before));
    assert_eq!(history[1]["files"], json!(["证 1.png"]));
}

#[test]
fn a_paper_is_taken_out_and_stays_with_the_submission_before() {
    let page = Page::open();
    let folder = tempfile::tempdir().unwrap();
    let a = application(folder.path(), "A", "王小明", 50);
    common::picture(&a.join("证 2.png"), 60);
    page.desk.import_folder(folder.path()).unwrap();
    let before = page.read("A")["application"].clone();
    let amend = |removed: &[&str]| {
        let body =
            json!({ "application": before, "uploads": [], "removed": removed, "before": before });
        page.call("PUT /api/applications/A/declaration", &body)
    };
    assert_eq!(amend(&["证 2.png"]).0, 200);
    let review = page.read("A");
    assert_eq!(review["pages"].as_array().unwrap().len(), 1);
    assert_eq!(review["pages"][0]["file"], "证 1.png");
    let history = page.get("applications/A/submissions");
    assert_eq!(history[0]["files"], json!(["证 1.png"]));
    assert_eq!(history[1]["files"], json!(["证 1.png", "证 2.png"]));

    // Somebody else was first.
    let (status, answer) = amend(&["证 2.png"]);
    assert_eq!((status, &answer["code"]), (409, &json!("conflict")));
    assert!(answer["message"].as_str().unwrap().contains("证 2.png"), "{answer}");
}

#[test]
fn a_draft_stays_until_it_is_sent() {
    let page = Page::open();
    assert_eq!(page.get("drafts/new"), Value::Null);
    assert_eq!(page.call("PUT /api/drafts/new", &json!({ "text": "{\"name\":\"王\"}" })).0, 200);
    assert_eq!(page.get("drafts/new"), "{\"name\":\"王\"}");
    let large = json!({ "text": "长".repeat(64 << 10) });
    assert_eq!(page.call("PUT /api/drafts/new", &large).0, 400);
    page.call("PUT /api/drafts/new", &json!({ "text": "" }));
    assert_eq!(page.get("drafts/new"), Value::Null);
}

#[test]
fn the_form_is_helped_with_its_address() {
    let page = Page::open();
    let text = json!({ "text": "徐汇区华发路406弄10号1705室" });
    let (status, boxes) = page.call("POST /api/address", &text);
    assert_eq!((status, &boxes["road"], &boxes["lane"]), (200, &json!("华发路"), &json!("406")));
    assert_eq!(page.get("districts")[1]["district"], "徐汇区");
}

#[test]
fn a_kept_file_can_be_looked_at_and_taken_out() {
    let page = Page::open();
    let brought = page.bring(&[("证.png", png(50))]);
    let id = brought["uploads"][0]["id"].as_str().unwrap().to_owned();
    let image = page.desk.upload_image(&id, 1, Some(20)).unwrap();
    assert_eq!(image::load_from_memory(&image).unwrap().width(), 20);
    let kept = page.home.path().join("uploads").join(&id);
    assert!(Path::exists(&kept));
    assert_eq!(page.call(&format!("DELETE /api/uploads/{id}"), &Value::Null).0, 200);
    assert!(!kept.exists());
    assert_eq!(page.get(&format!("uploads/{id}/pages/2"))["code"], "not_found");
}
