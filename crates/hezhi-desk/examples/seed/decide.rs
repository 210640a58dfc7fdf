//! What the people of an invented office decide, and when.

use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use fastrand::Rng;
use hezhi::finding::Verdict;
use hezhi_desk::seed::Decided;
use hezhi_desk::view::{DecisionInput, DecisionKind};

const PEOPLE: &[&str] = &["陆敏", "陆敏", "沈一帆", "沈一帆", "顾晓岚", "戴志远"];

/// Whether an application still waits: nearly all of this week's, hardly any of last month's.
pub fn waits(rng: &mut Rng, day: NaiveDate, today: NaiveDate) -> bool {
    let age = (today - day).num_days();
    let of_a_thousand = match age {
        ..=2 => 950,
        3..=6 => 600,
        7..=13 => 150,
        14..=20 => 30,
        21..=34 => 6,
        _ => 0,
    };
    rng.i32(0..1000) < of_a_thousand
}

/// Mostly what the program advises; one in twenty-five goes against it.
pub fn on(rng: &mut Rng, verdict: Verdict, came_in: SystemTime) -> Decided {
    let against = rng.u8(0..25) == 0;
    let kind = match verdict {
        Verdict::Accept if against => DecisionKind::Supplement,
        Verdict::Accept => DecisionKind::Accept,
        Verdict::Supplement if against => DecisionKind::Accept,
        Verdict::Supplement => DecisionKind::Supplement,
        Verdict::Refuse if against => DecisionKind::Supplement,
        Verdict::Refuse => DecisionKind::Refuse,
        Verdict::Review => match rng.u8(0..100) {
            0..70 => DecisionKind::Accept,
            70..92 => DecisionKind::Supplement,
            92..96 => DecisionKind::Refuse,
            _ => DecisionKind::Review,
        },
    };
    let note = if against { "已电话核实，与材料原件一致。" } else { "" };
    let reasons = if kind == DecisionKind::Accept {
        vec![]
    } else {
        vec!["请补交清晰的证明材料。".into()]
    };
    // Half within a few hours, some only after days.
    let hours = 0.2 + 60.0 * rng.f64().powi(3);
    Decided {
        input: DecisionInput { reasons, note: note.into(), ..DecisionInput::of(kind) },
        by: (*rng.choice(PEOPLE).unwrap_or(&PEOPLE[0])).to_owned(),
        at: came_in + Duration::from_secs_f64(hours * 3_600.0),
        taken_back: rng.u8(0..100) == 0,
    }
}
