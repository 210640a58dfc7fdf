//! A folder into which other programs put their scans.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use hezhi_capture::{Arrival, CaptureCode, Mark, Watched};

const SETTLES: Duration = Duration::from_millis(200);
const GIVES_UP: Duration = Duration::from_millis(900);

fn watched(folder: &Path) -> Watched {
    Watched::with_times(folder, SETTLES, GIVES_UP)
}

fn names(arrivals: &[Arrival]) -> Vec<&str> {
    let name = |arrival: &Arrival| match arrival {
        Arrival::Settled(mark) => Some(mark.name.clone()),
        Arrival::NeverSettles(_) => None,
    };
    arrivals.iter().filter_map(name).map(|name| &*name.leak()).collect()
}

/// Looks until something has settled.
fn settled(watched: &mut Watched, known: &dyn Fn(&Mark) -> bool) -> Vec<Arrival> {
    for _ in 0..40 {
        let arrivals = watched.look(known).unwrap();
        if !arrivals.is_empty() {
            return arrivals;
        }
        sleep(Duration::from_millis(50));
    }
    Vec::new()
}

#[test]
fn a_file_is_taken_when_it_has_come_to_rest_and_never_twice() {
    let place = tempfile::tempdir().unwrap();
    let mut folder = watched(place.path());
    let mut file = fs::File::create(place.path().join("扫描 1.jpg")).unwrap();
    // It grows for longer than a file takes to settle, and is never taken meanwhile.
    for _ in 0..8 {
        file.write_all(&[7; 1000]).unwrap();
        assert!(names(&folder.look(&|_| false).unwrap()).is_empty(), "it still grows");
        sleep(Duration::from_millis(60));
    }
    drop(file);
    let arrivals = settled(&mut folder, &|_| false);
    assert_eq!(names(&arrivals), ["扫描 1.jpg"]);
    let Arrival::Settled(mark) = arrivals[0].clone() else { unreachable!() };
    let copy = place.path().join("copy");
    let hash = folder.copy(&mark, &copy, 1 << 20).unwrap().unwrap();
    assert_eq!(fs::read(&copy).unwrap(), vec![7; 8000]);
    assert_eq!(hash.len(), 64);
    let known: HashSet<Mark> = [mark.clone()].into();
    let is_known = |mark: &Mark| known.contains(mark);
    for _ in 0..8 {
        assert_eq!(folder.look(&is_known).unwrap(), []);
        sleep(Duration::from_millis(60));
    }
    // Another program on the same folder, or this one begun again, knows it by its mark as well.
    let mut again = watched(place.path());
    assert_eq!(settled(&mut again, &is_known), []);
    // Written anew it is another file.
    fs::write(place.path().join("扫描 1.jpg"), [8; 8001]).unwrap();
    assert_eq!(names(&settled(&mut folder, &is_known)), ["扫描 1.jpg"]);
}

#[test]
fn what_is_no_scan_is_left_alone_and_no_link_is_followed() {
    let (place, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let secret = outside.path().join("秘密.jpg");
    fs::write(&secret, b"secret").unwrap();
    for name in
        [".隐藏.jpg", "~$临时.pdf", "半.jpg.part", "半.part.jpg", "说明.txt", "Thumbs.db", "空.jpg"]
    {
        let content: &[u8] = if name == "空.jpg" { b"" } else { b"x" };
        fs::write(place.path().join(name), content).unwrap();
    }
    fs::create_dir(place.path().join("子文件夹.jpg")).unwrap();
    fs::write(place.path().join("子文件夹.jpg/里面.jpg"), b"x").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, place.path().join("链接.jpg")).unwrap();
        std::os::unix::fs::symlink(outside.path(), place.path().join("夹.pdf")).unwrap();
        let fifo = place.path().join("管道.jpg");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    }
    fs::write(place.path().join("好.PDF"), b"%PDF").unwrap();
    let mut folder = watched(place.path());
    assert_eq!(names(&settled(&mut folder, &|_| false)), ["好.PDF"]);
    // A file that is a link by the time it is copied gives nothing either.
    let mark = folder.marks().unwrap().into_iter().find(|mark| mark.name == "好.PDF").unwrap();
    #[cfg(unix)]
    {
        fs::remove_file(place.path().join("好.PDF")).unwrap();
        std::os::unix::fs::symlink(&secret, place.path().join("好.PDF")).unwrap();
        assert_eq!(folder.copy(&mark, &place.path().join("copy"), 1 << 20), Ok(None));
    }
}

#[test]
fn a_file_that_never_settles_is_told_once() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("没完.pdf");
    let mut folder = watched(place.path());
    let mut told = 0;
    for round in 0_u32..30 {
        fs::write(&path, vec![1; 10 + round as usize]).unwrap();
        for arrival in folder.look(&|_| false).unwrap() {
            assert!(matches!(arrival, Arrival::NeverSettles(_)), "{arrival:?}");
            told += 1;
        }
        sleep(Duration::from_millis(60));
    }
    assert_eq!(told, 1);
}

#[test]
fn what_is_taken_can_be_put_away_under_a_free_name() {
    let place = tempfile::tempdir().unwrap();
    let folder = watched(place.path());
    for content in [b"1", b"2"] {
        fs::write(place.path().join("a.jpg"), content).unwrap();
        let mark = folder.marks().unwrap().remove(0);
        folder.put_away(&mark).unwrap();
    }
    assert_eq!(fs::read(place.path().join("已收/a.jpg")).unwrap(), b"1");
    assert_eq!(fs::read(place.path().join("已收/a (2).jpg")).unwrap(), b"2");
    assert_eq!(folder.marks(), Ok(Vec::new()), "what was put away is not seen again");
}

#[test]
fn a_file_that_is_too_large_or_a_folder_that_is_gone_is_said() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("大.tif"), vec![0; 3 << 20]).unwrap();
    let mut folder = watched(place.path());
    let mark = folder.marks().unwrap().remove(0);
    let error = folder.copy(&mark, &place.path().join("copy"), 1 << 20).unwrap_err();
    assert_eq!(error.code(), CaptureCode::TooLarge);
    drop(place);
    let error = folder.look(&|_| false).unwrap_err();
    assert_eq!(error.code(), CaptureCode::Folder);
}
