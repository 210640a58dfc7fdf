//! A batch of real scans, read by the real reader, that is killed, stopped and starved: it goes on,
//! and ends with what an undisturbed run says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How often the batch is killed.
const ROUNDS: usize = 50;

/// One at a time: each wants the machine for itself.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples")
}

/// Applications made of the samples, some of which share a scan, a sheet or a dwelling, and one
/// whose file is cut off.
fn folder(at: &Path, copies: usize) {
    let chosen = ["01-own-home-new-certificate", "03-leased-home-filing-notice", "13-file-cut-off"];
    for copy in 0..copies {
        for sample in chosen {
            let folder = at.join(format!("{sample} 第{copy}份"));
            fs::create_dir_all(&folder).unwrap();
            for entry in fs::read_dir(samples().join(sample)).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if name == "application.json" {
                    let text = fs::read_to_string(&path).unwrap();
                    let mut json: Value = serde_json::from_str(&text).unwrap();
                    json["id"] = format!("{sample}-{copy}").into();
                    json["applicant"]["name"] = format!("{}{copy}", "试").into();
                    fs::write(folder.join(name), json.to_string()).unwrap();
                } else {
                    // Another file of the same look: bytes behind the end of a JPEG mean nothing.
                    let mut bytes = fs::read(&path).unwrap();
                    if copy % 3 != 1 && !sample.contains("cut-off") {
                        bytes.extend_from_slice(format!("{copy}").as_bytes());
                    }
                    fs::write(folder.join(name), bytes).unwrap();
                }
            }
        }
    }
}

fn start(folder: &Path, home: &Path, out: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_hezhi"))
        .args(["batch".as_ref(), folder.as_os_str(), "--out".as_ref(), out.as_os_str()])
        .args(["--jobs", "2"])
        .args(more)
        .env("HEZHI_HOME", home)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hezhi starts")
}

/// Waits for the end; what it said on standard error.
fn finish(mut child: Child) -> (i32, String) {
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code().unwrap_or(-1), said)
}

/// Each application's report.
fn reports(out: &Path) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(out).unwrap_or_default();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let mut found = BTreeMap::new();
    for line in whole.lines() {
        let report: Value = serde_json::from_str(line).expect("a whole report");
        let id = report["application"].as_str().unwrap().to_owned();
        found.insert(id, report);
    }
    found
}

/// Processes that this one started to read for it.
fn workers(parent: u32) -> Vec<u32> {
    let of = |pid: u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    let all = fs::read_dir("/proc").unwrap().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    pids.filter(|pid| of(*pid) == Some(parent)).collect()
}

fn signal(name: &str, pid: u32) {
    Command::new("kill").args([&format!("-{name}"), &pid.to_string()]).status().unwrap();
}

/// A worker that has been at work for a moment.
fn busy_worker(batch: &Child) -> u32 {
    let begun = Instant::now();
    loop {
        if let Some(worker) = workers(batch.id()).first() {
            sleep(Duration::from_millis(2500));
            return *worker;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no worker was started");
        sleep(Duration::from_millis(50));
    }
}

/// Moments from 0 to 1 that look like chance and are the same each time.
fn dice(number: u64) -> f64 {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11) as f64 / (1u64 << 53) as f64
}

#[test]
#[cfg(target_os = "linux")]
fn fifty_kills_change_nothing_of_the_results() {
    let _alone = alone();
    let place = tempfile::tempdir().unwrap();
    let batch = place.path().join("扫描件");
    folder(&batch, 4);
    let calm = place.path().join("calm.jsonl");
    let (status, said) = finish(start(&batch, &place.path().join("calm"), &calm, &[]));
    assert_eq!(status, 0, "{said}");
    let expected = reports(&calm);
    assert_eq!(expected.len(), 12);
    let (mut cycle, mut killed, mut whole) = (0, 0, 0);
    while killed < ROUNDS || whole == 0 {
        let home = place.path().join(format!("home {cycle}"));
        let out = place.path().join(format!("results {cycle}.jsonl"));
        let before: BTreeSet<String> = reports(&out).into_keys().collect();
        let mut child = start(&batch, &home, &out, &[]);
        let moment = Duration::from_secs_f64(0.05 + 8.0 * dice(killed as u64));
        let begun = Instant::now();
        while begun.elapsed() < moment && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(10));
        }
        if child.try_wait().unwrap().is_none() {
            let readers = workers(child.id());
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
            println!("kill {killed} after {moment:?}: {} done", reports(&out).len());
            assert!(
                reports(&out).keys().collect::<BTreeSet<_>>().is_superset(&before.iter().collect()),
                "a kill lost results"
            );
            let gone = |pid: &u32| !Path::new(&format!("/proc/{pid}/exe")).exists();
            let patience = Instant::now();
            while !readers.iter().all(gone) {
                assert!(
                    patience.elapsed() < Duration::from_secs(10),
                    "a reader outlives its batch"
                );
                sleep(Duration::from_millis(10));
            }
            continue;
        }
        let (status, said) = finish(child);
        assert_eq!(status, 0, "{said}");
        assert_eq!(reports(&out), expected, "after {killed} kills");
        whole += 1;
        cycle += 1;
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_reader_that_is_killed_costs_nothing_but_time() {
    let _alone = alone();
    let place = tempfile::tempdir().unwrap();
    let batch = place.path().join("扫描件");
    folder(&batch, 2);
    let out = place.path().join("results.jsonl");
    let child = start(&batch, &place.path().join("home"), &out, &[]);
    signal("KILL", busy_worker(&child));
    let (status, said) = finish(child);
    assert_eq!(status, 0, "{said}");
    let found = reports(&out);
    assert_eq!(found.len(), 6, "{said}");
    for report in found.values() {
        let text = report.to_string();
        assert!(!text.contains("意外退出"), "one crash alone is tried again: {text}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_page_that_takes_for_ever_is_left_out_and_the_rest_is_read() {
    let _alone = alone();
    let place = tempfile::tempdir().unwrap();
    let batch = place.path().join("扫描件");
    folder(&batch, 2);
    let out = place.path().join("results.jsonl");
    let child = start(&batch, &place.path().join("home"), &out, &["--page-seconds", "10"]);
    // A stopped process takes for ever, whatever it is at.
    signal("STOP", busy_worker(&child));
    let (status, said) = finish(child);
    assert_eq!(status, 0, "{said}");
    let found = reports(&out);
    assert_eq!(found.len(), 6, "{said}");
    let given_up: Vec<&Value> =
        found.values().filter(|report| report.to_string().contains("超过 10 秒")).collect();
    assert_eq!(given_up.len(), 1, "{said}");
    let findings = given_up[0]["findings"].as_array().unwrap();
    let unreadable = findings.iter().find(|f| f["rule"] == "document.unreadable").unwrap();
    assert_eq!(unreadable["outcome"], "undetermined", "a person looks: {unreadable}");
    assert_ne!(given_up[0]["verdict"], "accept");
}
