//! The command with the real models, on one small page: they come with `./dev setup`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

/// The models' folder; without it the tests fail and say what to do.
fn models() -> PathBuf {
    let folder = std::env::var_os("HEZHI_MODELS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models"), PathBuf::from);
    let there = folder.join("PP-OCRv6_rec_small.onnx").is_file();
    assert!(there, "no models in {}: run ./dev setup", folder.display());
    folder
}

fn hezhi(home: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("hezhi")
        .unwrap()
        .args(arguments)
        .env("HEZHI_HOME", home)
        .env("HEZHI_MODELS", models())
        .output()
        .unwrap()
}

fn application(batch: &Path, id: &str) -> PathBuf {
    let folder = batch.join(id);
    fs::create_dir_all(&folder).unwrap();
    let json = format!(
        r#"{{ "id": "{id}", "service": "registration", "submitted_on": "2026-03-05",
             "applicant": {{ "name": "王小明" }},
             "residence": {{ "address": "上海市徐汇区华发路406弄10号1705室", "basis": "owned" }} }}"#
    );
    fs::write(folder.join("application.json"), json).unwrap();
    // A page without text: what is tried here is the way, not the reading.
    let image = image::RgbImage::from_pixel(200, 120, image::Rgb([250, 250, 248]));
    image.save(folder.join("空白页.png")).unwrap();
    folder
}

fn json(output: &Output) -> Value {
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {error}"))
}

#[test]
fn check_prints_the_report_alone() {
    let place = tempfile::tempdir().unwrap();
    let folder = application(place.path(), "A");
    let folder = folder.to_str().unwrap();
    let output = hezhi(place.path(), &["check", folder, "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report = json(&output);
    assert_eq!((&report["application"], &report["as_of"]), (&"A".into(), &"2026-03-05".into()));
    assert_ne!(report["verdict"], "accept");
    let output = hezhi(place.path(), &["check", folder]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with('【') && text.contains("依据："), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn read_names_what_it_cannot_read_and_reads_the_rest() {
    let place = tempfile::tempdir().unwrap();
    let folder = application(place.path(), "A");
    let page = folder.join("空白页.png");
    let fake = place.path().join("假.jpg");
    fs::write(&fake, "不是图片").unwrap();
    let output =
        hezhi(place.path(), &["read", page.to_str().unwrap(), fake.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("假.jpg"));
    let read = json(&output);
    assert!(read["documents"].is_array() && read["lines"].is_array());
}

#[test]
fn batch_lists_what_it_could_not_process_and_goes_on_where_it_stopped() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("件");
    application(&folder, "A");
    let bad = application(&folder, "B");
    fs::write(bad.join("application.json"), r#"{ "idd": "B" }"#).unwrap();
    let home = place.path().join("home");
    let out = place.path().join("结果.jsonl");
    let run = || {
        let (folder, out) = (folder.to_str().unwrap(), out.to_str().unwrap());
        hezhi(&home, &["batch", folder, "--out", out, "--jobs", "1"])
    };
    let output = run();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("每分钟") && said.contains("idd"), "{said}");
    assert!(!said.contains('\r') && !said.contains('\u{1b}'), "plain lines: {said}");
    let line = fs::read_to_string(&out).unwrap();
    assert_eq!(line.lines().count(), 1);
    fs::write(&out, &line.as_bytes()[..line.len() / 2]).unwrap();
    fs::remove_dir_all(&bad).unwrap();
    let output = run();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_to_string(&out).unwrap(), line);
}

#[test]
#[cfg(unix)]
fn a_batch_that_is_ended_by_its_user_leaves_a_table_of_what_is_done() {
    use std::time::{Duration, Instant};

    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for number in 0..40 {
        application(folder.path(), &format!("A{number:02}"));
    }
    let (out, table) = (home.path().join("r.jsonl"), home.path().join("r.csv"));
    let mut batch = std::process::Command::new(assert_cmd::cargo::cargo_bin("hezhi"))
        .args(["batch", folder.path().to_str().unwrap(), "--jobs", "1"])
        .args(["--out", out.to_str().unwrap(), "--results", table.to_str().unwrap()])
        .env("HEZHI_HOME", home.path())
        .env("HEZHI_MODELS", models())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while fs::metadata(&out).map_or(0, |file| file.len()) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(120), "nothing was read");
        assert!(batch.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(20));
    }
    let told = std::process::Command::new("kill").args(["-INT", &batch.id().to_string()]).status();
    assert!(told.unwrap().success());
    assert_eq!(batch.wait().unwrap().code(), Some(130));
    let rows = fs::read_to_string(&table).unwrap().matches("\r\n").count();
    assert!((2..41).contains(&rows), "{rows} rows, the head included");
}

#[test]
fn a_table_that_cannot_be_written_is_told_before_anything_is_read() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    application(folder.path(), "A");
    let (out, good) = (home.path().join("r.jsonl"), home.path().join("r.xlsx"));
    // A folder stands where the table should.
    let bad = home.path().join("bad.csv");
    fs::create_dir(&bad).unwrap();
    let arguments = |table: &Path| {
        ["batch", folder.path().to_str().unwrap(), "--out", out.to_str().unwrap(), "--results"]
            .map(str::to_owned)
            .into_iter()
            .chain([table.to_str().unwrap().to_owned()])
            .collect::<Vec<_>>()
    };
    let run = |table: &Path| {
        let arguments = arguments(table);
        hezhi(home.path(), &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let output = run(&bad);
    assert_eq!(output.status.code(), Some(2), "told before anything is read");
    assert!(!out.exists());
    let output = run(&good);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(fs::read(&good).unwrap().starts_with(b"PK"));
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 1);
}
