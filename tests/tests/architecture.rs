//! Holds the table of `ARCHITECTURE.md`: which package may use what, where SQL and Tauri live.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Direct, non-development dependencies of each workspace package.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let names = package["dependencies"]
                .as_array()
                .expect("dependencies")
                .iter()
                .filter(|dependency| dependency["kind"] != "dev")
                .map(|dependency| dependency["name"].as_str().expect("a name").to_owned())
                .collect();
            (package["name"].as_str().expect("a name").to_owned(), names)
        })
        .collect()
}

#[test]
fn no_package_uses_what_it_must_not_know() {
    let forbidden: [(&str, &[&str]); 6] = [
        (
            "hezhi",
            &[
                "image", "imageproc", "ort", "rten", "tesseract", "rusqlite", "tauri", "clap",
                "tokio", "hezhi-ocr", "hezhi-desk",
            ],
        ),
        ("hezhi-ocr", &["rusqlite", "tauri", "clap", "axum", "hezhi-desk"]),
        (
            "hezhi-capture",
            &["rusqlite", "tauri", "clap", "axum", "image", "hezhi", "hezhi-ocr", "hezhi-desk"],
        ),
        ("hezhi-desk", &["tauri", "clap"]),
        ("hezhi-cli", &["rusqlite", "tauri"]),
        ("hezhi-window", &["rusqlite", "clap"]),
    ];
    let dependencies = dependencies();
    for (package, names) in forbidden {
        let own = &dependencies[package];
        for name in names {
            assert!(!own.iter().any(|d| d == name), "{package} must not use {name}");
        }
    }
}

#[test]
fn the_engine_has_no_clock() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let chrono = manifest
        .lines()
        .find(|l| l.starts_with("chrono"))
        .expect("chrono is a workspace dependency");
    assert!(chrono.contains("default-features = false"), "{chrono}");
    let features = chrono.split("features").last().unwrap_or_default();
    assert!(!features.contains("clock") && !features.contains("now"), "{chrono}");
}

/// Every source file below `folder` with one of these extensions, build output left out.
fn sources(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !["target", "node_modules", "dist", "generated"].iter().any(|skip| name == *skip) {
                found.extend(sources(&path, extensions));
            }
        } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
            found.push(path);
        }
    }
    found
}

fn assert_only_in(word: &str, extensions: &[&str], searched: &[&str], allowed: &[&str]) {
    let root = root();
    let mut seen = 0;
    for folder in searched {
        for path in sources(&root.join(folder), extensions) {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            if !text.contains(word) {
                continue;
            }
            seen += 1;
            let place = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
            assert!(
                allowed.iter().any(|a| place.starts_with(a)),
                "`{word}` stands in {place}; it belongs in {allowed:?}"
            );
        }
    }
    assert!(seen > 0, "`{word}` was found nowhere: the test looks in the wrong place");
}

#[test]
fn sql_stands_only_in_the_store() {
    // The desk's error wraps the database's; its tests look into a store as an inspector would.
    let allowed = [
        "crates/hezhi-desk/src/store/", "crates/hezhi-desk/src/error.rs",
        "crates/hezhi-desk/tests/",
    ];
    assert_only_in("rusqlite", &["rs"], &["crates", "src-tauri/src"], &allowed);
}

#[test]
fn the_pages_know_tauri_only_behind_the_api() {
    assert_only_in("__TAURI", &["ts", "svelte"], &["ui/src"], &["ui/src/api/"]);
    assert_only_in("@tauri-apps", &["ts", "svelte"], &["ui/src"], &["ui/src/api/"]);
}
