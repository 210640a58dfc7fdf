//! Folders as people have them: with a table, packed, with nothing declared, half copied.

mod common;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use common::{application, desk, picture};
use hezhi::application::{Basis, Channel, HolderRelation, Service};
use hezhi::finding::{Outcome, Verdict};
use hezhi::text::ProblemCode;
use hezhi_desk::intake::{Gathered, Handed, IntakeError, Item, gather};
use hezhi_desk::view::{
    BatchErrorKind, BatchSource, DecisionInput, DecisionKind, Declaration, ErrorCode, TableColumn,
    TableSource,
};
use hezhi_desk::{Batch, Limits};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;

/// A folder to hand in, and the data folder.
struct Place {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() }
    }

    fn at(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    fn scans(&self, names: &[&str]) {
        for (number, name) in names.iter().enumerate() {
            picture(&self.at(name), 50 + number as u32);
        }
    }

    fn gather(&self, source: Option<&BatchSource>) -> Result<Gathered, IntakeError> {
        settle(self.folder.path());
        gather(self.folder.path(), source, self.home.path(), &|_| None)
    }

    fn found(&self) -> Gathered {
        self.gather(None).expect("the source is found out")
    }
}

/// As if everything had been copied a minute ago.
fn settle(path: &Path) {
    let minute_ago = SystemTime::now() - Duration::from_secs(60);
    if path.is_dir() {
        fs::read_dir(path).unwrap().flatten().for_each(|entry| settle(&entry.path()));
    }
    if path.is_dir() || path.is_file() {
        File::open(path).unwrap().set_modified(minute_ago).unwrap();
    }
}

fn open(item: &Item) -> Handed {
    item.open(&Limits::default()).expect("the item opens")
}

fn handed<'a>(items: &'a [Handed], id: &str) -> &'a Handed {
    let found = items.iter().find(|handed| handed.application.id == id);
    found.unwrap_or_else(|| panic!("{id} among {:?}", ids(items)))
}

fn ids(items: &[Handed]) -> Vec<&str> {
    items.iter().map(|handed| handed.application.id.as_str()).collect()
}

fn names(handed: &Handed) -> Vec<&str> {
    handed.files.iter().map(|file| file.name.as_str()).collect()
}

fn messages(gathered: &Gathered) -> Vec<&str> {
    gathered.problems.iter().map(|problem| problem.message.as_str()).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_csv_of_an_office_declares_a_row_each() {
    let place = Place::new();
    let text = "2026年3月居住登记汇总表,,,,,,\r\n\
        受理编号,申请人,身份证号,现住址,居住方式,产权人姓名,与产权人关系,办理事项,受理日期,扫描件\r\n\
        A1,王小明,３４０１０２１９９００３０７１２３４,\"上海市徐汇区华发路406弄\n10号1705室\",自有住房,,本人,居住登记,2026-3-5,scans/a.png；b\r\n\
        ,,,,,,\r\n\
        A2,李四,34010219850101123x,上海市徐汇区华发路408弄1室,租赁,张三,配偶,居住证签注,2026年3月6日,没有.jpg\r\n\
        A3,赵六,3.40102E+17,某路1号,不详,,,居住登记,昨天,\r\n\
        A1,孙七,,某路2号,租赁,,,居住登记,20260305,\r\n\
        A4,周八,,某路3号,集体宿舍,,,居住登记,2026.3.7,夹\r\n";
    fs::write(place.at("汇总.csv"), encoding_rs::GBK.encode(text).0).unwrap();
    place.scans(&["scans/A.PNG", "b.png", "夹/1.png", "夹/里/2.png", "多余.png"]);
    let gathered = place.found();
    let items: Vec<Handed> = gathered.items.iter().map(open).collect();
    assert_eq!(ids(&items), ["A1", "A2", "A4"]);
    let first = &items[0].application;
    assert_eq!(first.applicant.id_number.as_deref(), Some("340102199003071234"));
    assert_eq!(first.residence.basis, Some(Basis::Owned));
    assert_eq!(first.residence.holder_relation, Some(HolderRelation::Oneself));
    assert_eq!((first.service, first.submitted_on), (Service::Registration, day("2026-03-05")));
    assert_eq!(first.channel, Some(Channel::Batch));
    assert_eq!(names(&items[0]), ["A.PNG", "b.png"]);
    assert!(items[0].files.iter().all(|file| file.content.is_ok()));
    // A scan that is not there is the application's own problem.
    let missing = items[1].files[0].content.as_ref().unwrap_err();
    assert_eq!(missing.code, ProblemCode::Missing);
    assert_eq!(items[1].application.service, Service::Endorsement);
    assert_eq!(items[1].application.applicant.id_number.as_deref(), Some("34010219850101123X"));
    assert_eq!(names(&items[2]), ["1.png", "2.png"]);
    let said = messages(&gathered);
    assert_eq!(said.len(), 2, "{said:?}");
    for word in ["第 6 行", "身份证号", "末几位已经丢失", "居住方式", "不详", "受理日期", "昨天"]
    {
        assert!(said[0].contains(word), "{word}: {}", said[0]);
    }
    assert_eq!(gathered.problems[1].kind, BatchErrorKind::Twice);
    assert!(said[1].contains("第 7 行") && said[1].contains("第 3 行"), "{}", said[1]);
    assert!(
        gathered.skipped.iter().any(|note| note.contains("多余.png")),
        "{:?}",
        gathered.skipped
    );
    assert!(gathered.items[0].path.to_string_lossy().contains("第 3 行"));
}

#[test]
fn a_name_that_two_folders_have_is_nobodys_until_the_folder_is_named() {
    let place = Place::new();
    let table = |files: &str| {
        let text = format!("编号,姓名,事项,日期,文件\nA,甲,居住登记,2026-03-05,{files}\n");
        fs::write(place.at("表.csv"), text).unwrap();
    };
    place.scans(&["一/证.png", "二/证.png", "双.png", "双.jpg"]);
    table("证");
    let gathered = place.found();
    assert!(gathered.items.is_empty());
    assert!(messages(&gathered)[0].contains("不知道是哪一个"), "{:?}", messages(&gathered));
    for (files, expected) in [("二/证.png", vec!["证.png"]), ("双", vec!["双.jpg", "双.png"])]
    {
        table(files);
        assert_eq!(names(&open(&place.found().items[0])), expected, "{files}");
    }
}

#[test]
fn without_a_column_of_files_scans_are_found_by_number_id_number_or_name() {
    let place = Place::new();
    fs::write(
        place.at("表.csv"),
        "编号,姓名,证件号码,地址,事项,日期\n\
         A1,王明,,x,居住登记,2026-03-05\n\
         A12,李四,340102198501011234,x,居住登记,2026-03-05\n\
         A3,王明华,,x,居住登记,2026-03-05\n\
         A4,张伟,,x,居住登记,2026-03-05\n\
         A5,张伟,,x,居住登记,2026-03-05\n\
         A6,无人,,x,居住登记,2026-03-05\n",
    )
    .unwrap();
    place.scans(&[
        "A1-房产证.png", "a12_1.png", "李/340102198501011234 正面.png", "王明华房产证.png",
        "王明华/2.png", "张伟.png", "王明华强.png", "A5/1.png",
    ]);
    let gathered = place.found();
    let items: Vec<Handed> = gathered.items.iter().map(open).collect();
    assert_eq!(names(handed(&items, "A1")), ["A1-房产证.png"]);
    assert_eq!(names(handed(&items, "A12")), ["a12_1.png", "340102198501011234 正面.png"]);
    assert_eq!(names(handed(&items, "A3")), ["2.png", "王明华房产证.png"]);
    assert_eq!(names(handed(&items, "A5")), ["1.png"]);
    // Two people of one name, and a name that is another's beginning: nobody's, and named.
    assert!(handed(&items, "A4").files.is_empty() && handed(&items, "A6").files.is_empty());
    let notes = gathered.skipped.join("");
    assert!(notes.contains("张伟.png") && notes.contains("王明华强.png"), "{notes}");
}

fn workbook(path: &Path, wrong_number: bool) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("三月").unwrap();
    sheet.merge_range(0, 0, 0, 4, "来沪人员登记表", &Format::new()).unwrap();
    for (column, heading) in
        ["姓名", "身份证号码", "住在哪里", "申请日期", "居住类别"].iter().enumerate()
    {
        sheet.write(2, column as u16, *heading).unwrap();
    }
    let date = Format::new().set_num_format("yyyy/m/d");
    let dates = ExcelDateTime::from_ymd(2026, 3, 5).unwrap();
    sheet.write(3, 0, "王小明").unwrap();
    if wrong_number {
        sheet.write(3, 1, 340102199003071234_f64).unwrap();
    } else {
        sheet.write(3, 1, "340102199003071234").unwrap();
    }
    sheet.write(3, 2, "上海市徐汇区华发路406弄10号1705室  ").unwrap();
    sheet.write_datetime_with_format(3, 3, &dates, &date).unwrap();
    sheet.write(3, 4, "购房").unwrap();
    sheet.write(4, 0, "李四").unwrap();
    sheet.write(4, 3, 46087).unwrap();
    book.save(path).unwrap();
}

fn chosen(place: &Place, file: &str) -> TableSource {
    let (desk, _) = desk(place.home.path());
    let looked = desk.look_at_table(place.folder.path(), file, None).unwrap();
    assert_eq!(looked.sheet.as_deref(), Some("三月"));
    assert_eq!(looked.headings.len(), 5);
    assert_eq!(looked.columns[2], None, "住在哪里 is no heading that offices use");
    let mut columns = looked.columns;
    columns[2] = Some(TableColumn::Address);
    TableSource {
        file: file.into(),
        sheet: None,
        columns,
        service: Some(Service::Registration),
        submitted_on: None,
        basis: Some(Basis::Leased),
    }
}

#[test]
fn a_workbook_with_a_title_is_read_by_columns_chosen_by_hand() {
    let place = Place::new();
    workbook(&place.at("登记表.xlsx"), false);
    place.scans(&["王小明.png"]);
    let source = BatchSource::Table(chosen(&place, "登记表.xlsx"));
    let gathered = place.gather(Some(&source)).unwrap();
    let items: Vec<Handed> = gathered.items.iter().map(open).collect();
    assert_eq!(items.len(), 2, "{:?}", messages(&gathered));
    let first = &items[0].application;
    assert_eq!(first.residence.address.as_deref(), Some("上海市徐汇区华发路406弄10号1705室"));
    assert_eq!(
        (first.submitted_on, first.residence.basis),
        (day("2026-03-05"), Some(Basis::Owned))
    );
    let second = &items[1].application;
    assert_eq!(
        (second.submitted_on, second.residence.basis),
        (day("2026-03-06"), Some(Basis::Leased))
    );
    assert!(first.id.starts_with("登记表-") && first.id.ends_with("-4"), "{}", first.id);
    // The same whenever it is read, and nobody else's.
    let again = place.gather(Some(&source)).unwrap();
    assert_eq!(open(&again.items[0]).application, *first);
    let other = Place::new();
    workbook(&other.at("登记表.xlsx"), false);
    let elsewhere = other.gather(Some(&source)).unwrap();
    assert_ne!(open(&elsewhere.items[0]).application.id, first.id);
    // Behind a cover, the sheet that is understood counts.
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "封面").unwrap();
    let sheet = book.add_worksheet().set_name("名单").unwrap();
    for (column, text) in ["姓名", "地址", "办理事项", "申请日期"].iter().enumerate() {
        sheet.write(0, column as u16, *text).unwrap();
    }
    for (column, text) in ["王小明", "华发路1号", "居住登记", "2026-03-05"].iter().enumerate()
    {
        sheet.write(1, column as u16, *text).unwrap();
    }
    book.save(other.at("登记表.xlsx")).unwrap();
    let found = other.found();
    assert_eq!(found.items.len(), 1);
    assert!(matches!(found.source, BatchSource::Table(t) if t.sheet.as_deref() == Some("名单")));
    // A number that lost its digits is told and never guessed.
    workbook(&place.at("登记表.xlsx"), true);
    let gathered = place.gather(Some(&source)).unwrap();
    assert_eq!(gathered.items.len(), 1);
    assert!(messages(&gathered)[0].contains("第 4 行：“身份证号码”被表格程序当成了数字"));
}

#[test]
fn columns_are_remembered_by_their_headings() {
    let place = Place::new();
    workbook(&place.at("登记表.xlsx"), false);
    place.scans(&["王小明.png"]);
    settle(place.folder.path());
    let source = chosen(&place, "登记表.xlsx");
    let (desk, _) = desk(place.home.path());
    let batch = Batch {
        folder: place.folder.path().into(),
        source: Some(BatchSource::Table(source.clone())),
        out: place.home.path().join("out.jsonl"),
        jobs: 1,
    };
    assert_eq!(desk.batch(&batch, &|_| ()).unwrap().read, 2);
    let other = Place::new();
    workbook(&other.at("四月.xlsx"), false);
    let looked = desk.look_at_folder(&other.folder.path().to_string_lossy()).unwrap();
    assert_eq!(looked.tables[0].columns, source.columns);
    assert!(looked.tables[0].remembered);
    let Some(BatchSource::Table(suggested)) = looked.suggested else { panic!("{looked:?}") };
    assert_eq!(suggested.service, Some(Service::Registration));
}

#[test]
fn what_a_table_lacks_is_asked_for() {
    let place = Place::new();
    let said = |text: &str| {
        fs::write(place.at("表.csv"), text).unwrap();
        place.gather(None).unwrap_err().message
    };
    assert!(said("姓名,地址\n甲,x\n").contains("--service"));
    assert!(said("姓名,地址,事项\n甲,x,居住登记\n").contains("--submitted-on"));
    assert!(said("一,二\n甲,x\n").contains("--table"));
    fs::write(place.at("另一个.csv"), "姓名,地址\n乙,y\n").unwrap();
    assert!(said("姓名,地址\n甲,x\n").contains("不止一个"));
    assert!(place.gather(Some(&BatchSource::Folders)).unwrap_err().message.contains("没有申请"));
}

fn packed(path: &Path, files: &[(&str, Vec<u8>)]) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// The files of an application's folder, by their paths in a ZIP file.
fn application_files(below: &str, id: &str, scan: &str, width: u32) -> Vec<(String, Vec<u8>)> {
    let made = tempfile::tempdir().unwrap();
    let folder = application(made.path(), id, "王小明", width);
    [("application.json", "application.json"), ("证 1.png", scan)]
        .map(|(file, name)| (format!("{below}{name}"), fs::read(folder.join(file)).unwrap()))
        .to_vec()
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<(&str, Vec<u8>)> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect()
}

#[test]
fn zip_files_are_folders_and_leave_nothing_behind() {
    let place = Place::new();
    let mut files = application_files("甲/", "Z1", "证.png", 50);
    // As Windows writes it: GBK, without saying so.
    files.extend(application_files("ABCD/", "Z2", "EFGHIJ.png", 51));
    files.extend(application_files("../../外面/", "Z3", "证.png", 52));
    files.push(("__MACOSX/甲/._证.png".into(), vec![1]));
    let path = place.at("一批/三月.zip");
    packed(&path, &borrowed(&files));
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let bytes = replaced(&fs::read(&path).unwrap(), b"ABCD/", &gbk("张三/"));
    fs::write(&path, replaced(&bytes, b"EFGHIJ.png", &gbk("房产证.png"))).unwrap();
    application(place.folder.path(), "件1", "李四", 60);
    picture(&place.at("一批/散.png"), 54);
    let gathered = place.found();
    assert!(gathered.problems.is_empty(), "{:?}", messages(&gathered));
    assert!(gathered.skipped.iter().any(|note| note.contains("不属于任何申请")));
    let paths: Vec<_> = gathered.items.iter().map(|item| item.path.to_string_lossy()).collect();
    assert_eq!(paths, ["一批/三月.zip/张三", "一批/三月.zip/甲", "件1"]);
    assert!(
        gathered.skipped.iter().any(|note| note.contains("指向别处")),
        "{:?}",
        gathered.skipped
    );
    let one = open(&gathered.items[0]);
    assert_eq!((one.application.id.as_str(), names(&one)), ("Z2", vec!["房产证.png"]));
    let unpacked = one.files[0].content.as_ref().unwrap().path.clone();
    assert!(unpacked.starts_with(place.home.path()) && unpacked.is_file());
    drop(one);
    assert!(!unpacked.exists(), "what was taken in is not kept twice");
    // The folder may itself be the ZIP file.
    let whole = gather(&path, None, place.home.path(), &|_| None).unwrap();
    assert_eq!(whole.items.len(), 2);
    // A batch takes them in and leaves no file unpacked.
    let (desk, _) = desk(place.home.path());
    let out = place.home.path().join("out.jsonl");
    let batch = Batch { folder: path, source: None, out, jobs: 1 };
    assert_eq!(desk.batch(&batch, &|_| ()).unwrap().read, 2);
    assert_eq!(fs::read_dir(place.home.path().join("unpacked")).unwrap().count(), 0);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "offsets stay");
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(from.len()) {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn a_zip_file_that_cannot_be_opened_is_named_and_the_rest_goes_on() {
    let place = Place::new();
    let files = application_files("甲/", "Z1", "证.png", 50);
    packed(&place.at("好.zip"), &borrowed(&files));
    let whole = fs::read(place.at("好.zip")).unwrap();
    fs::write(place.at("半.zip"), &whole[..whole.len() / 2]).unwrap();
    // The flag of encryption, where each entry and each line of the list has it.
    let locked = replaced(&whole, b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\x01");
    let list = locked.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let mut locked = locked;
    locked[list + 8] |= 1;
    fs::write(place.at("锁.zip"), locked).unwrap();
    let gathered = place.found();
    assert_eq!(gathered.items.len(), 1);
    let kind = |name: &str| {
        let found = gathered.problems.iter().find(|problem| problem.path.contains(name));
        found.unwrap_or_else(|| panic!("{name}: {:?}", messages(&gathered))).kind
    };
    assert_eq!(kind("半.zip"), BatchErrorKind::Damaged);
    assert_eq!(kind("锁.zip"), BatchErrorKind::Encrypted);
    fs::write(place.at("半.zip"), &whole[..whole.len() / 2]).unwrap();
    let gathered = gather(place.folder.path(), None, place.home.path(), &|_| None).unwrap();
    assert!(gathered.problems.iter().any(|problem| problem.kind == BatchErrorKind::Changing));
}

#[test]
fn thousands_of_zip_files_are_not_open_at_once() {
    let place = Place::new();
    let files = application_files("", "Z", "证.png", 50);
    packed(&place.at("0.zip"), &borrowed(&files));
    // More than a process may usually have open.
    for number in 1..1500 {
        fs::copy(place.at("0.zip"), place.at(&format!("{number}.zip"))).unwrap();
    }
    let gathered = place.found();
    assert_eq!((gathered.items.len(), gathered.problems.len()), (1500, 0));
    assert_eq!(names(&open(&gathered.items[1499])), ["证.png"]);
}

#[test]
fn a_file_in_a_zip_file_that_grows_beyond_the_limit_is_too_large() {
    let place = Place::new();
    let mut files = application_files("甲/", "Z1", "证.png", 50);
    files.push(("甲/大.png".into(), vec![0; 4 << 20]));
    packed(&place.at("大.zip"), &borrowed(&files));
    let gathered = place.found();
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let handed = gathered.items[0].open(&limits).unwrap();
    let code = |at: usize| handed.files[at].content.as_ref().err().map(|problem| problem.code);
    assert_eq!((code(0), code(1)), (Some(ProblemCode::TooLarge), None));
}

#[test]
fn what_is_still_being_copied_is_told_apart() {
    let place = Place::new();
    let folder = application(place.folder.path(), "A", "王小明", 50);
    let opened = |place: &Place| {
        let gathered = gather(place.folder.path(), None, place.home.path(), &|_| None).unwrap();
        gathered.items[0].open(&Limits::default())
    };
    assert_eq!(opened(&place).unwrap_err().kind, BatchErrorKind::Changing);
    settle(place.folder.path());
    assert!(opened(&place).is_ok());
    // One file is written to, the folder is old.
    File::options().append(true).open(folder.join("证 1.png")).unwrap().write_all(b"x").unwrap();
    let error = opened(&place).unwrap_err();
    assert_eq!(error.kind, BatchErrorKind::Changing);
    assert!(error.message.contains("证 1.png"), "{error}");
    // Half a declaration is no wrong one.
    settle(place.folder.path());
    fs::write(folder.join("application.json"), "{ \"id\": ").unwrap();
    assert_eq!(opened(&place).unwrap_err().kind, BatchErrorKind::Changing);
    settle(place.folder.path());
    assert_eq!(opened(&place).unwrap_err().kind, BatchErrorKind::Declaration);
}

#[test]
fn a_batch_waits_for_what_is_still_being_copied() {
    let place = Place::new();
    application(place.folder.path(), "A", "王小明", 50);
    let (desk, _) = desk(place.home.path());
    let batch = Batch {
        folder: place.folder.path().into(),
        source: None,
        out: place.home.path().join("out.jsonl"),
        jobs: 1,
    };
    let outcome = desk.batch(&batch, &|_| ()).unwrap();
    assert_eq!((outcome.read, outcome.problems.len()), (1, 0), "{:?}", outcome.problems);
}

#[cfg(unix)]
#[test]
fn pipes_links_depth_and_odd_names_do_no_harm() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let gbk = encoding_rs::GBK.encode("张三 房产证.png").0.into_owned();
    let odd = std::ffi::OsStr::from_bytes(&gbk);
    picture(&place.folder.path().join(odd), 50);
    picture(&place.at("换\n行/a b.png"), 51);
    picture(&place.at(&format!("{}/x.png", "长".repeat(80))), 52);
    picture(&place.at(&format!("{}深.png", "下/".repeat(40))), 53);
    let pipe = place.at("管道/等.png");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink(place.folder.path(), place.at("回头")).unwrap();
    let source =
        BatchSource::Nothing { service: Service::Registration, submitted_on: day("2026-03-05") };
    let gathered = place.gather(Some(&source)).unwrap();
    let items: Vec<Handed> = gathered.items.iter().map(open).collect();
    assert_eq!(items.len(), 4, "{:?}", ids(&items));
    let mut unique = ids(&items);
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), 4);
    let good = items.iter().filter(|handed| handed.files.iter().all(|file| file.content.is_ok()));
    assert_eq!(good.count(), 3, "only the pipe is no file");
    let notes = gathered.skipped.join("");
    assert!(notes.contains("回头") && notes.contains("层次过深"), "{notes}");
}

#[test]
fn undeclared_scans_are_judged_and_wait_for_their_declaration() {
    let place = Place::new();
    place.scans(&[
        "张三-1.png", "张三-2.png", "李四_背面.png", "IMG_0001.png", "IMG_0002.png", "王五/1.png",
        "王五/身份证/2.png",
    ]);
    settle(place.folder.path());
    let (desk, reader) = desk(place.home.path());
    let source =
        BatchSource::Nothing { service: Service::Registration, submitted_on: day("2026-03-05") };
    let batch = Batch {
        folder: place.folder.path().into(),
        source: Some(source),
        out: place.home.path().join("out.jsonl"),
        jobs: 1,
    };
    let outcome = desk.batch(&batch, &|_| ()).unwrap();
    assert_eq!((outcome.read, outcome.verdicts.get(&Verdict::Review)), (5, Some(&5)));
    assert_eq!(desk.batch(&batch, &|_| ()).unwrap().unchanged, 5, "numbers are stable");
    let rows = desk.queue(&hezhi_desk::view::QueueFilter::default()).unwrap().rows;
    let id = rows.iter().map(|row| &row.id).find(|id| id.starts_with("张三-")).unwrap();
    let detail = desk.application(id).unwrap();
    assert!(detail.application.undeclared);
    let report = detail.report.unwrap();
    let open = report.findings.iter().find(|f| f.rule == "application.undeclared").unwrap();
    assert_eq!(open.outcome, Outcome::Undetermined);
    // What nobody declared cannot be accepted, and no paper can be made out to anybody.
    let accept = desk.decide(id, &DecisionInput::of(DecisionKind::Accept)).unwrap_err();
    assert_eq!(accept.code(), ErrorCode::Conflict, "{accept}");
    assert_eq!(desk.notice(id).unwrap_err().code(), ErrorCode::Conflict);
    // Declared by the form it is judged anew from what was read.
    let read = reader.reads.load(std::sync::atomic::Ordering::SeqCst);
    let mut declared = detail.application.clone();
    declared.applicant.name = "张三".into();
    declared.residence.address = Some("上海市徐汇区华发路406弄10号1705室".into());
    declared.residence.basis = Some(Basis::Owned);
    let declaration = Declaration {
        application: declared,
        uploads: Vec::new(),
        removed: Vec::new(),
        before: Some(detail.application),
        by: None,
    };
    desk.amend(id, &declaration).unwrap();
    assert!(!desk.application(id).unwrap().application.undeclared);
    let desk = std::sync::Arc::new(desk);
    let background = desk.read_in_background(1);
    let until = std::time::Instant::now() + Duration::from_secs(20);
    let report = loop {
        assert!(std::time::Instant::now() < until, "it is judged");
        match desk.application(id).unwrap().report {
            Some(report) => break report,
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    background.stop();
    let outcome = |rule: &str| report.findings.iter().find(|f| f.rule == rule).unwrap().outcome;
    assert_eq!(outcome("application.undeclared"), Outcome::NotApplicable);
    assert_eq!(outcome("application.incomplete"), Outcome::Pass);
    assert_eq!(
        reader.reads.load(std::sync::atomic::Ordering::SeqCst),
        read,
        "nothing is read twice"
    );
}

#[test]
fn a_folder_is_looked_at_before_it_is_read() {
    let place = Place::new();
    let (desk, _) = desk(place.home.path());
    let look = || desk.look_at_folder(&place.folder.path().to_string_lossy()).unwrap();
    assert_eq!(look().suggested, None);
    place.scans(&["a.png", "b/c.png"]);
    assert_eq!(look().scans, 2);
    assert!(matches!(look().suggested, Some(BatchSource::Nothing { .. })));
    fs::write(place.at("表.csv"), "姓名,地址\n甲,x\n乙,y\n").unwrap();
    fs::write(place.at("坏.xlsx"), "PK\x03\x04").unwrap();
    let looked = look();
    assert_eq!((looked.tables.len(), looked.problems.len()), (1, 1));
    assert_eq!(
        (looked.tables[0].rows, &looked.tables[0].sample[0]),
        (2, &vec!["甲".into(), "x".into()])
    );
    assert!(matches!(looked.suggested, Some(BatchSource::Table(_))));
    application(place.folder.path(), "A", "王小明", 50);
    assert_eq!((look().applications, look().suggested), (1, Some(BatchSource::Folders)));
    assert!(desk.look_at_folder("/没有/这个").is_err());
}
