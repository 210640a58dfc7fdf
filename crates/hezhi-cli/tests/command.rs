//! The command's exit status and what it says: 0 done, 1 some inputs could not be processed,
//! 2 wrong usage, 3 the program's own fault. Everything but the reading itself, which needs the
//! models: see `reading.rs`.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn hezhi(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    Command::cargo_bin("hezhi")
        .unwrap()
        .args(arguments)
        .env("HEZHI_HOME", home.path())
        .env_remove("HEZHI_MODELS")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn declare(folder: &Path, more: &str) {
    let json = format!(
        r#"{{ "id": "A", "service": "registration", {more} "applicant": {{ "name": "王小明" }},
             "residence": {{ "address": "上海市徐汇区华发路406弄10号1705室" }} }}"#
    );
    fs::write(folder.join("application.json"), json).unwrap();
}

#[test]
fn wrong_usage_is_told_in_chinese_with_status_2() {
    for (arguments, words) in [
        (&["chekc"][..], "没有“chekc”这个命令"),
        (&["check"], "缺少 <文件夹>"),
        (&["check", ".", "--jsno"], "不认识“--jsno”"),
        (&["batch", "."], "缺少 --out"),
        (&["batch", ".", "--out"], "缺少内容"),
        (&["batch", ".", "--out", "x", "--jobs", "0"], "不能是“0”"),
        (&["batch", ".", "--out", "x", "--results", "r.txt"], "应是 .xlsx 或 .csv"),
        (&["batch", ".", "--out", "x", "--results", "/没有/r.xlsx"], "结果表不能写到“/没有”"),
        (&["address", "甲"], "缺少 <地址乙>"),
        (&["check", "/没有这个文件夹"], "没有 application.json"),
        (&["batch", "/没有这个文件夹", "--out", "x"], "不存在"),
        (&["batch", ".", "--out", "x", "--undeclared"], "--submitted-on"),
        (&["batch", ".", "--out", "x", "--undeclared", "--table", "t"], "不能与"),
        (&["batch", ".", "--out", "x", "--undeclared", "--submitted-on", "3/5"], "不能是“3/5”"),
        (&["batch", ".", "--out", "x", "--service", "lease"], "不能是“lease”"),
        (&["batch", ".", "--out", "x", "--table", "没有.csv"], "找不到表格"),
        (&["batch", ".", "--out", "x", "--column", "住在哪里=adress"], "不能是"),
        (&["address", "--tsv", "/没有.tsv"], "不能读取表格"),
        (&["address", "a", "b", "--gazetteer", "/没有.tsv"], "路名表“/没有.tsv”不能使用"),
        (&["serve", "--port", "99999"], "不能是“99999”"),
    ] {
        let output = hezhi(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
        assert!(printed(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_is_chinese_and_no_error() {
    for arguments in [&["--help"][..], &["-h"], &["check", "--help"], &["batch", "-h"]] {
        let output = hezhi(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let text = printed(&output);
        assert!(text.contains("用法：") && text.contains("选项"), "{text}");
        for english in [
            "Usage", "Options", "Arguments", "Commands", "Print", "[default", "possible",
            "COMMAND", "OPTIONS",
        ] {
            assert!(!text.contains(english), "{english} in {text}");
        }
    }
}

#[test]
fn a_bad_declaration_names_file_key_and_next_step() {
    let folder = tempfile::tempdir().unwrap();
    for (more, words) in [
        (r#""submitted_on": "2026-02-30","#, "submitted_on"),
        (r#""submitted_on": "2026-02-03", "chanel": "online","#, "chanel"),
    ] {
        declare(folder.path(), more);
        let output = hezhi(&["check", folder.path().to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        let text = said(&output);
        assert!(text.contains("application.json") && text.contains(words), "{text}");
    }
}

#[test]
fn missing_models_name_the_command_that_fetches_them() {
    let folder = tempfile::tempdir().unwrap();
    declare(folder.path(), r#""submitted_on": "2026-02-03","#);
    let output = Command::cargo_bin("hezhi")
        .unwrap()
        .args(["check", folder.path().to_str().unwrap()])
        .env("HEZHI_MODELS", folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("./dev setup"), "{}", said(&output));
}

#[test]
fn two_addresses_are_compared() {
    let (a, b) = ("上海市徐汇区华发路406弄10号1705室", "徐汇区华发路406弄11号1705室");
    let output = hezhi(&["address", a, b]);
    assert_eq!(output.status.code(), Some(0));
    assert!(printed(&output).contains("不是同一住处"), "{}", printed(&output));
    let output = hezhi(&["address", a, b, "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["relation"], "different");
}

#[test]
fn a_table_of_addresses_comes_back_with_two_more_columns() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("地址.tsv");
    let a = "上海市徐汇区华发路406弄10号1705室";
    fs::write(
        &file,
        format!("a\tb\t备注\r\n{a}\t{a}\tx\r\n{a}\t徐汇区华发路406弄11号1705室\ty\r\n"),
    )
    .unwrap();
    let output = hezhi(&["address", "--tsv", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = printed(&output);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0], ["a", "b", "备注", "relation", "reason"]);
    assert_eq!((lines[1][2], lines[1][3]), ("x", "same"));
    assert_eq!((lines[2][2], lines[2][3]), ("y", "different"));
    assert!(lines.iter().all(|line| line.len() == 5));
    fs::write(&file, "a\tb\n只有一列\n").unwrap();
    let output = hezhi(&["address", "--tsv", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("第 2 行"));
}

#[test]
fn every_rule_is_listed_with_citation_and_period() {
    let output = hezhi(&["rules"]);
    assert_eq!(output.status.code(), Some(0));
    let text = printed(&output);
    assert!(text.contains("address.mismatch") && text.contains("起施行"), "{text}");
    assert!(!text.contains('\u{1b}'), "colour only on a terminal");
    let json: serde_json::Value =
        serde_json::from_slice(&hezhi(&["rules", "--json"]).stdout).unwrap();
    let rules = json.as_array().unwrap();
    assert!(
        rules.iter().all(|r| r["citation"]["source"].is_string() && r["in_force_from"].is_string())
    );
}

#[test]
fn nobody_reading_the_output_is_no_fault() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = std::process::Command::new(assert_cmd::cargo::cargo_bin("hezhi"))
        .arg("rules")
        .stdout(writer)
        .stderr(std::process::Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(status.status.code(), Some(0));
    assert!(status.stderr.is_empty(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn batch_says_what_a_table_lacks() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("表.csv"), "姓名,住在哪里\n王小明,华发路1号\n").unwrap();
    let out = folder.path().join("out.jsonl");
    let (folder, out) = (folder.path().to_str().unwrap(), out.to_str().unwrap());
    let all = ["batch", folder, "--out", out];
    for (more, words) in [
        (&[][..], "没有 application.json"),
        (&["--column", "住址=address"], "有：姓名、住在哪里"),
        (&["--column", "住在哪里=address"], "--service registration"),
        (&["--column", "住在哪里=address", "--service", "registration"], "--submitted-on"),
        (&["--table", "表.csv", "--service", "registration", "--sheet", "一"], "没有工作表可选"),
    ] {
        let output = hezhi(&[&all[..], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{more:?}: {}", said(&output));
    }
}
