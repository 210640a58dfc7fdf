//! Whatever lies in a folder, the application is taken in and oddities are named.

mod common;

use std::fs;

use common::{application, declare, picture};
use hezhi::text::ProblemCode;
use hezhi_desk::Limits;
use hezhi_desk::intake::{Handed, find};

fn open(folder: &std::path::Path) -> Handed {
    Handed::open(folder, &Limits::default()).expect("the folder is an application")
}

fn code(handed: &Handed, name: &str) -> Option<ProblemCode> {
    let file = handed.files.iter().find(|file| file.name == name).expect("the file is listed");
    file.content.as_ref().err().map(|problem| problem.code)
}

#[test]
fn without_a_list_every_scan_counts_in_natural_order() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    picture(&folder.join("第10页.png"), 51);
    picture(&folder.join("第2页.PNG"), 52);
    fs::copy(folder.join("第10页.png"), folder.join("没有后缀")).unwrap();
    for nothing in ["truth.json", "备注.txt", ".DS_Store", "._第2页.png"] {
        fs::write(folder.join(nothing), "x").unwrap();
    }
    fs::write(folder.join("空.jpg"), "").unwrap();
    fs::create_dir(folder.join("子文件夹.jpg")).unwrap();
    let names: Vec<String> = open(&folder).files.into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["没有后缀", "空.jpg", "第2页.PNG", "第10页.png", "证 1.png"]);
}

#[test]
fn listed_files_that_are_not_there_or_are_no_files_are_problems() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    let list = r#""documents": ["证 1.png", "没有.jpg", "sub"],"#;
    declare(&folder, "A", "王小明", list);
    fs::create_dir(folder.join("sub")).unwrap();
    let handed = open(&folder);
    assert_eq!(code(&handed, "证 1.png"), None);
    assert_eq!(code(&handed, "没有.jpg"), Some(ProblemCode::Missing));
    assert_eq!(code(&handed, "sub"), Some(ProblemCode::NotAnImage));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_pipes_and_newlines_do_no_harm() {
    use std::os::unix::fs::symlink;
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    let elsewhere = tempfile::tempdir().unwrap();
    picture(&elsewhere.path().join("x.png"), 70);
    symlink(elsewhere.path().join("x.png"), folder.join("外面.png")).unwrap();
    symlink(folder.join("证 1.png"), folder.join("里面.png")).unwrap();
    picture(&folder.join("换\n行.png"), 50);
    let made = std::process::Command::new("mkfifo").arg(folder.join("管道.jpg")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let handed = open(&folder);
    assert_eq!(code(&handed, "外面.png"), Some(ProblemCode::Missing));
    assert_eq!(code(&handed, "里面.png"), None);
    assert_eq!(code(&handed, "换\n行.png"), None);
    assert_eq!(code(&handed, "管道.jpg"), Some(ProblemCode::NotAnImage));
}

#[test]
fn a_file_over_the_limit_is_not_even_opened() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    let limits = Limits { bytes: 10, ..Limits::default() };
    let handed = Handed::open(&folder, &limits).unwrap();
    assert_eq!(code(&handed, "证 1.png"), Some(ProblemCode::TooLarge));
}

#[test]
fn the_digest_changes_with_the_declaration_and_with_every_file() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    let before = open(&folder).digest();
    assert_eq!(before, open(&folder).digest());
    picture(&folder.join("证 1.png"), 51);
    let other_scan = open(&folder).digest();
    assert_ne!(before, other_scan);
    declare(&folder, "A", "王大明", "");
    assert_ne!(other_scan, open(&folder).digest());
}

#[test]
fn a_bad_declaration_names_the_file_and_the_key() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    declare(&folder, "A", "王小明", r#""submited": 1,"#);
    let error = Handed::open(&folder, &Limits::default()).unwrap_err();
    assert!(
        error.message.contains("application.json") && error.message.contains("submited"),
        "{error}"
    );
    fs::write(folder.join("application.json"), b"\xB8\xC3").unwrap();
    let error = Handed::open(&folder, &Limits::default()).unwrap_err();
    assert!(error.message.contains("UTF-8"), "{error}");
}

#[test]
fn a_listed_file_of_somebody_else_is_never_opened() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    picture(&batch.path().join("别人的.png"), 50);
    for name in ["../别人的.png", "/etc/hostname"] {
        declare(&folder, "A", "王小明", &format!(r#""documents": ["{name}"],"#));
        match Handed::open(&folder, &Limits::default()) {
            Ok(handed) => assert!(handed.files.iter().all(|file| file.content.is_err()), "{name}"),
            Err(error) => assert!(error.message.contains("documents"), "{error}"),
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let batch = tempfile::tempdir().unwrap();
    let folder = application(batch.path(), "A", "王小明", 50);
    let text = fs::read_to_string(folder.join("application.json")).unwrap();
    fs::write(folder.join("application.json"), format!("\u{FEFF}{text}")).unwrap();
    assert_eq!(open(&folder).application.id, "A");
}

#[test]
fn a_batch_is_walked_whatever_its_shape() {
    let batch = tempfile::tempdir().unwrap();
    for id in ["件10", "件2", "组/件1"] {
        application(batch.path(), id, "王小明", 50);
    }
    picture(&batch.path().join("说明.png"), 50);
    let lost = batch.path().join("漏了");
    fs::create_dir(&lost).unwrap();
    picture(&lost.join("a.png"), 50);
    #[cfg(unix)]
    std::os::unix::fs::symlink(batch.path(), batch.path().join("回头")).unwrap();
    let found = find(batch.path()).unwrap();
    let names: Vec<_> =
        found.applications.iter().map(|f| f.strip_prefix(batch.path()).unwrap()).collect();
    assert_eq!(names, [std::path::Path::new("件2"), "件10".as_ref(), "组/件1".as_ref()]);
    assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    assert!(found.problems[0].message.contains("漏了"));
    assert!(found.skipped.iter().any(|note| note.contains("不属于任何申请")));
    assert!(find(&batch.path().join("没有")).is_err());
}
