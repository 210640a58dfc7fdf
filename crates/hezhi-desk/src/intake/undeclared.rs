//! Scans that nobody has declared yet: which of them make one application.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use hezhi::application::{Applicant, Application, Channel, Residence, Service};

use super::gather::{Found, Whole};
use super::listing::{Listed, Listing};
use super::{short, shown, table};

/// A folder of one application holds its papers, not more than these scans; one with more is
/// where somebody put everything.
const MOST_PAPERS: usize = 40;

/// What cameras, scanners and chat programs call every picture: no name of a person, so that a
/// number behind it is the number of the picture.
const OF_MACHINES: &[&str] = &[
    "img", "image", "scan", "scanned", "dsc", "pic", "photo", "mmexport", "wx", "camera",
    "screenshot", "page", "doc", "document", "file", "new", "untitled", "扫描件", "扫描",
    "扫描图像", "扫描文件", "图片", "图像", "照片", "微信图片", "新建", "未命名", "文件", "材料",
    "附件", "截图", "房产证", "身份证", "合同", "租赁合同", "不动产权证", "产权证", "备案",
    "备案证明", "居住证明",
];

/// Papers and sides, which stand behind the name of the person.
const PARTS: &[&str] = &[
    "正反面", "正面", "反面", "背面", "首页", "附记页", "附记", "附图", "内页", "封面", "副本",
    "正本", "房产证", "房屋产权证", "不动产权证书", "不动产权证", "不动产证", "产权证", "身份证",
    "户口本", "租赁合同", "合同", "租赁备案", "备案通知书", "备案证明", "备案", "宿舍证明",
    "居住证明", "亲属关系承诺书", "承诺书", "委托书", "材料", "扫描件", "正", "反", "背",
];

/// An application a folder with scans; loose files go together by their names.
pub(super) fn applications(folder: &Path, asked: (Service, NaiveDate), listing: &Listing) -> Found {
    let mut of_folders: BTreeMap<&Path, Vec<&Listed>> = BTreeMap::new();
    for scan in &listing.scans {
        let parent = scan.path.parent().unwrap_or(Path::new(""));
        of_folders.entry(owner(parent)).or_default().push(scan);
    }
    let (mut whole, mut notes) = (Vec::new(), Vec::new());
    for (parent, scans) in of_folders {
        let root = parent.as_os_str().is_empty();
        if !root && scans.len() <= MOST_PAPERS {
            let name = parent.file_name().unwrap_or_default().to_string_lossy();
            let id = format!("{}-{}", short(&name), table::tag(folder, parent));
            whole.push(undeclared(id, parent.to_owned(), asked, &scans));
            continue;
        }
        let groups = together(&scans);
        if !root {
            notes.push(format!(
                "“{}”里有 {} 个扫描件，不像一件申请，按文件名分成了 {} 件。",
                shown(parent),
                scans.len(),
                groups.len()
            ));
        }
        for (name, scans) in groups {
            let id = format!("{}-{}", short(&name), table::tag(folder, &parent.join(&name)));
            // Beside the files there may be a folder of that name.
            let first = scans.first().map_or(parent.join(&name), |scan| scan.path.clone());
            whole.push(undeclared(id, first, asked, &scans));
        }
    }
    Found { whole, notes, ..Found::default() }
}

/// The folder to which scans in `folder` belong: 张三/房产证 is a part of 张三.
fn owner(folder: &Path) -> &Path {
    let is_part = |folder: &&Path| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        PARTS.contains(&&*name) && folder.components().count() > 1
    };
    match Some(folder).filter(is_part).and_then(Path::parent) {
        Some(parent) => owner(parent),
        None => folder,
    }
}

/// Files of one folder by the person that their names begin with, in natural order.
fn together<'a>(scans: &[&'a Listed]) -> Vec<(String, Vec<&'a Listed>)> {
    let mut groups: Vec<(String, Vec<&Listed>)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for scan in scans {
        let stem = scan.path.file_stem().unwrap_or_default().to_string_lossy();
        // Two files of one name beside each other differ in their extension.
        let name = begins(&stem);
        let group = *at.entry(name.clone()).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, files)) = groups.get_mut(group) {
            files.push(scan);
        }
    }
    groups
}

/// What is left of a name without page numbers, papers and sides at its end: 张三-1, 张三(3) and
/// 张三_背面 are all of 张三. IMG_0001 and 扫描件002 are each its own.
fn begins(stem: &str) -> String {
    let mut name = stem.trim();
    while let Some(shorter) = shorter(name) {
        name = shorter;
    }
    name.to_owned()
}

fn shorter(name: &str) -> Option<&str> {
    let shorter = without_number(name).or_else(|| {
        let part = PARTS.iter().find(|part| name.ends_with(*part))?;
        Some(name.strip_suffix(part)?.trim_end_matches(is_separator))
    })?;
    let letters = shorter.to_lowercase();
    let words = letters.trim_matches(|c: char| !c.is_alphabetic());
    let of_a_person = shorter.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !OF_MACHINES.iter().any(|word| words == *word);
    (of_a_person || is_running_number(shorter)).then_some(shorter)
}

/// Without （3）, -2, _02, 第2页 at the end.
fn without_number(name: &str) -> Option<&str> {
    let closed = name.strip_suffix([')', '）']);
    let paged = name.strip_suffix('页');
    let inner = closed.or(paged).unwrap_or(name);
    let front = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    if !matches!(inner.len() - front.len(), 1..=3) {
        return None;
    }
    if closed.is_some() {
        return Some(front.strip_suffix(['(', '（'])?.trim_end_matches(is_separator));
    }
    if paged.is_some() {
        return Some(front.strip_suffix('第')?.trim_end_matches(is_separator));
    }
    let shorter = front.trim_end_matches(is_separator);
    // 张三2 is a page of 张三; A12 is a number.
    let clear = shorter.len() < front.len() || !shorter.ends_with(|c: char| c.is_ascii());
    (clear && !shorter.is_empty()).then_some(shorter)
}

/// 00123 of 00123-1: a number that the office gave; not 20260305 of the day of scanning.
fn is_running_number(name: &str) -> bool {
    matches!(name.len(), 3..=7) && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '_' | '－' | '—' | '＿' | '.' | '　')
}

/// An application of which only the scans are known.
fn undeclared(
    id: String,
    path: PathBuf,
    (service, submitted_on): (Service, NaiveDate),
    scans: &[&Listed],
) -> Whole {
    let application = Application {
        id,
        service,
        channel: Some(Channel::Batch),
        submitted_on,
        applicant: Applicant { name: String::new(), id_number: None, disabled: None },
        agent: None,
        residence: Residence {
            address: None,
            basis: None,
            holder_name: None,
            holder_relation: None,
        },
        registered_address: None,
        registered_on: None,
        permit_expires_on: None,
        documents: None,
        undeclared: true,
        from_paper: Vec::new(),
    };
    Whole { path, application, files: table::files(scans.iter().copied(), Vec::new()) }
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn files_of_one_person_begin_the_same() {
        for name in [
            "张三-1", "张三-2", "张三(3)", "张三（4）", "张三_背面", "张三 房产证 2", "张三房产证",
            "张三2", "张三第3页", "张三",
        ] {
            assert_eq!(begins(name), "张三", "{name}");
        }
        assert_eq!(begins("Li Na_2"), "Li Na");
        assert_eq!(begins("00123-1"), "00123");
        assert_eq!(begins("340102199003071234"), "340102199003071234");
    }

    #[test]
    fn pictures_of_machines_are_each_their_own() {
        for name in [
            "IMG_0001", "IMG_20260305_101112", "扫描件001", "扫描件 12", "scan-3",
            "微信图片_20260305", "房产证", "房产证2", "20260305_001", "2026-03-05", "12", "001",
            "身份证正面",
        ] {
            assert_eq!(begins(name), name);
        }
    }
}
