//! Makes a store of invented applications, to look at a full desk and to measure it.
//!
//! `cargo run --release -p hezhi-desk --example seed -- --home DIR [--count N] [--scans N] [--seed N]`
//!
//! Nobody in it exists: names, numbers and homes are drawn by lot. The papers are judged by the
//! program's own rules; what people decided on them is drawn as well. The `--scans` applications
//! that wait longest get a scan of twelve million pixels of their own, with what their report
//! says printed on it; all others share one sheet that says so.

mod decide;
mod invent;
mod paper;
mod sheet;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Datelike, Days, NaiveDate, Weekday};
use fastrand::Rng;
use hezhi_desk::Desk;
use hezhi_desk::seed::Scan;

type Failure = Box<dyn std::error::Error>;

/// Applications come in over so many days.
const DAYS: u64 = 190;

struct Arguments {
    home: PathBuf,
    count: usize,
    scans: usize,
    seed: u64,
}

fn arguments() -> Result<Arguments, Failure> {
    let (mut home, mut count, mut scans, mut seed) = (None, 1_000, 24, 1);
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} takes a value"))?;
        match name.as_str() {
            "--home" => home = Some(PathBuf::from(value)),
            "--count" => count = value.parse()?,
            "--scans" => scans = value.parse()?,
            "--seed" => seed = value.parse()?,
            _ => return Err(format!("unknown argument {name}").into()),
        }
    }
    let home = home.ok_or("--home DIR says where the store is to be made")?;
    if home.join("hezhi.sqlite").exists() {
        return Err(format!("{} holds a store already", home.display()).into());
    }
    Ok(Arguments { home, count, scans, seed })
}

fn main() -> Result<(), Failure> {
    let arguments = arguments()?;
    let begun = Instant::now();
    let mut rng = Rng::with_seed(arguments.seed);
    let desk = Desk::open(&arguments.home, None)?;
    desk.hurry()?;
    desk.set_rehearsal(true)?;
    let sheets = tempfile::tempdir()?;
    let font = sheet::font()?;
    let shared = paper::shared();
    let shared_path = sheets.path().join("shared.jpg");
    fs::write(&shared_path, sheet::jpeg(&shared, &font, 7)?)?;
    let shared = Scan::of(&shared_path, shared.text());

    let today = today()?;
    let mut own_scans = 0;
    for (number, day) in days(&mut rng, today, arguments.count).into_iter().enumerate() {
        let (application, truth) = invent::application(&mut rng, number, day);
        let paper = paper::of(&mut rng, &application, &truth);
        let waits = decide::waits(&mut rng, day, today);
        let scan = if waits && own_scans < arguments.scans {
            own_scans += 1;
            let path = sheets.path().join(format!("{number}.jpg"));
            fs::write(&path, sheet::jpeg(&paper, &font, number as u64)?)?;
            Scan::of(&path, paper.text())
        } else {
            // Judged by what its own paper says, shown by the common sheet.
            Scan { text: paper.text(), ..shared.clone() }
        };
        let at = came_in(&mut rng, day);
        desk.seed(application, &[scan], &[paper.document()], at, |verdict| {
            (!waits).then(|| decide::on(&mut rng, verdict, at))
        })?;
    }
    println!(
        "{} applications, {own_scans} scans of 12 megapixels, {:.1} s",
        arguments.count,
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

fn today() -> Result<NaiveDate, Failure> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
    Ok(DateTime::from_timestamp(i64::try_from(since)?, 0).ok_or("no such day")?.date_naive())
}

/// A day of submission for each application, the earliest first; few come at weekends.
fn days(rng: &mut Rng, today: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let mut days = Vec::with_capacity(count);
    while days.len() < count {
        let day = today - Days::new(rng.u64(0..DAYS));
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || rng.u8(0..8) == 0 {
            days.push(day);
        }
    }
    days.sort_unstable();
    days
}

/// A moment of the day in Shanghai's office hours, as the system counts.
fn came_in(rng: &mut Rng, day: NaiveDate) -> SystemTime {
    let midnight = day.and_hms_opt(0, 0, 0).map_or(0, |time| time.and_utc().timestamp());
    let midnight = SystemTime::UNIX_EPOCH + Duration::from_secs(midnight.unsigned_abs());
    // 9:00 in Shanghai is 1:00 in UTC.
    midnight + Duration::from_secs(3_600 + rng.u64(0..8 * 3_600))
}
