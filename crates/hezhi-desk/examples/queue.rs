//! How long the queue's questions take in a store, warm: medians and the slowest of twenty.
//!
//! `cargo run --release -p hezhi-desk --example queue -- --home DIR`, in a store that `seed` made.

use std::path::Path;
use std::time::Instant;

use hezhi::application::Channel;
use hezhi_desk::Desk;
use hezhi_desk::view::{Period, QueueFilter, QueueSort, QueueTab};

type Failure = Box<dyn std::error::Error>;

const ROUNDS: usize = 20;

fn main() -> Result<(), Failure> {
    let mut given = std::env::args().skip(1);
    let (Some("--home"), Some(home)) = (given.next().as_deref(), given.next()) else {
        return Err("--home DIR names the store".into());
    };
    let desk = Desk::open(Path::new(&home), None)?;
    let everything = desk.queue(&QueueFilter::default())?;
    let first = everything.rows.first().ok_or("an empty store tells nothing")?.clone();
    println!("{} applications, {} undecided", everything.everything, everything.open);
    println!("{:<34}{:>8}{:>10}{:>10}", "", "rows", "median ms", "worst ms");

    let open = || QueueFilter { open_only: Some(true), ..QueueFilter::default() };
    let all = QueueFilter::default;
    let search = |text: &str| QueueFilter { search: Some(text.into()), ..all() };
    let id_number = desk.application(&first.id)?.application.applicant.id_number;
    let lists = [
        ("what waits", open()),
        ("everything", all()),
        (
            "everything, deep in the list",
            QueueFilter { offset: Some(everything.total.saturating_sub(200)), ..all() },
        ),
        ("by applicant", QueueFilter { sort: Some(QueueSort::Applicant), ..all() }),
        (
            "by advice, backwards",
            QueueFilter { sort: Some(QueueSort::Verdict), descending: Some(true), ..all() },
        ),
        ("one advice", QueueFilter { verdict: Some(QueueTab::Supplement), ..all() }),
        ("one rule", QueueFilter { rule: Some("address.mismatch".into()), ..all() }),
        (
            "a month at the counter",
            QueueFilter {
                channel: Some(Channel::Counter),
                from: Some(first.submitted_on),
                to: first.submitted_on.checked_add_days(chrono::Days::new(30)),
                ..all()
            },
        ),
        ("a name", search(&first.applicant)),
        ("a number", search(&first.id[first.id.len() - 6..])),
        ("an identity number", search(id_number.as_deref().unwrap_or("340102"))),
        ("two words", search("王 漕宝路")),
        ("a word in every application", search("上海市")),
        ("no application", search("查无此人")),
    ];
    for (name, filter) in &lists {
        let total = desk.queue(filter)?.total;
        tell(&format!("list: {name}"), total, || desk.queue(filter).map(drop))?;
    }
    for (name, filter) in &lists {
        let middle = desk.queue(&QueueFilter { limit: Some(1), ..filter.clone() })?;
        let offset = Some(middle.total / 2);
        let rows = desk.queue(&QueueFilter { offset, limit: Some(1), ..filter.clone() })?.rows;
        let id = rows.first().map(|row| row.id.as_str());
        tell(&format!("place: {name}"), middle.total, || desk.queue_place(id, filter).map(drop))?;
    }
    tell("where to begin", 1, || desk.queue_place(None, &open()).map(drop))?;
    tell("the overview of all time", 1, || desk.overview(&Period::default()).map(drop))?;
    Ok(())
}

fn tell<E: std::error::Error + 'static>(
    name: &str,
    rows: u32,
    question: impl Fn() -> Result<(), E>,
) -> Result<(), Failure> {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        question()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("{name:<34}{rows:>8}{:>10.1}{:>10.1}", times[ROUNDS / 2], times[ROUNDS - 1]);
    Ok(())
}
