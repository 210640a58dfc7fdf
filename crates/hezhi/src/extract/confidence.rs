//! How often a value that was read like this is right: the confidence of a field.
//!
//! The reader says how sure it is of each character. Most values that are wrong were read surely:
//! a line was lost, a stamp was read along, a neighbour's cell was taken. So it counts as well
//! whether another reader agreed and whether the value is formed as such a value has to be. The
//! curves were fitted on labelled papers; `calibration.toml` says on which, and how they do on
//! papers that they were not fitted on stands in docs/calibration.md.

use std::sync::LazyLock;

use serde::Deserialize;

use super::value;
use crate::address::{self, Gazetteer, PieceKind, Relation};
use crate::credit_code;
use crate::document::{Document, Field, FieldName, UsageClass};

/// Fields that are alike in what can go wrong with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Address,
    Usage,
    Name,
    Number,
    Date,
}

impl Group {
    pub const ALL: [Group; 5] =
        [Group::Address, Group::Usage, Group::Name, Group::Number, Group::Date];

    /// `None` for what is only shown and decides nothing.
    pub fn of(name: FieldName) -> Option<Group> {
        use FieldName::*;
        match name {
            Address | RoomPart => Some(Group::Address),
            Usage | LandUsage => Some(Group::Usage),
            Holder | Tenant | Landlord | Resident | Issuer | IssuingDepartment => Some(Group::Name),
            CertificateNumber | UnitNumber | FilingNumber | ResidentIdNumber => Some(Group::Number),
            LeaseStart | LeaseEnd | IssuedOn => Some(Group::Date),
            BuildingType | CoOwnership | Area | Seal => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Group::Address => "address",
            Group::Usage => "usage",
            Group::Name => "name",
            Group::Number => "number",
            Group::Date => "date",
        }
    }
}

/// What speaks for a value beside the reader's own confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Formed as such a value is, and another reader agreed.
    Confirmed,
    /// Formed as such a value is; no other reader was asked, or none said anything.
    Alone,
    /// Not formed as such a value is.
    Odd,
    /// Something speaks against it.
    Doubted,
}

impl Standing {
    pub const ALL: [Standing; 4] =
        [Standing::Confirmed, Standing::Alone, Standing::Odd, Standing::Doubted];

    pub fn of(name: FieldName, field: &Field) -> Standing {
        if field.doubt.is_some() {
            Standing::Doubted
        } else if !is_well_formed(name, field) {
            Standing::Odd
        } else if field.second_reading.as_deref().is_some_and(|s| !s.trim().is_empty()) {
            Standing::Confirmed
        } else {
            Standing::Alone
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Standing::Confirmed => "confirmed",
            Standing::Alone => "alone",
            Standing::Odd => "odd",
            Standing::Doubted => "doubted",
        }
    }
}

/// The reader's confidences at which the curves have their knots, rising.
#[derive(Debug, Deserialize)]
struct Calibration {
    knots: Vec<f32>,
    curve: Vec<Curve>,
}

#[derive(Debug, Deserialize)]
struct Curve {
    group: String,
    standing: String,
    /// The share that is right at each knot.
    right: Vec<f32>,
}

static CALIBRATION: LazyLock<Option<Calibration>> =
    LazyLock::new(|| toml::from_str(include_str!("calibration.toml")).ok());

/// Gives every field of a paper its confidence.
pub(super) fn calibrate(document: &mut Document) {
    for (name, field) in &mut document.fields {
        field.confidence = of(*name, field);
    }
    for resident in &mut document.residents {
        resident.address.confidence = of(FieldName::Address, &resident.address);
        resident.name.confidence = of(FieldName::Resident, &resident.name);
        if let Some(number) = &mut resident.id_number {
            number.confidence = of(FieldName::ResidentIdNumber, number);
        }
    }
}

/// What the weakest of a field's places was read with.
pub fn weakest(field: &Field) -> f32 {
    field.parts.iter().map(|part| part.confidence).fold(field.read_confidence, f32::min)
}

fn of(name: FieldName, field: &Field) -> f32 {
    let raw = weakest(field);
    let (Some(group), Some(calibration)) = (Group::of(name), CALIBRATION.as_ref()) else {
        return raw;
    };
    let standing = Standing::of(name, field);
    let curve =
        calibration.curve.iter().find(|c| c.group == group.name() && c.standing == standing.name());
    let found = curve.and_then(|curve| between(&calibration.knots, &curve.right, raw));
    found.map_or(raw, |share| (share.clamp(0.0, 1.0) * 1000.0).round() / 1000.0)
}

/// A curve's height at `at`, straight between its knots and level beyond them; `None` without any.
pub fn between(knots: &[f32], heights: &[f32], at: f32) -> Option<f32> {
    let last = knots.len().min(heights.len()).checked_sub(1)?;
    let above = knots.iter().position(|knot| at <= *knot).unwrap_or(last).min(last);
    let Some(below) = above.checked_sub(1) else { return heights.first().copied() };
    if at >= knots[above] {
        return Some(heights[above]);
    }
    let share = (at - knots[below]) / (knots[above] - knots[below]).max(f32::EPSILON);
    Some(heights[below] + (heights[above] - heights[below]) * share)
}

/// Whether a value is formed as such a value has to be.
fn is_well_formed(name: FieldName, field: &Field) -> bool {
    use FieldName::*;
    let text = field.text.as_str();
    let count = text.chars().count();
    match name {
        Address => {
            // An address that cannot be told to be itself has something in it that is none.
            // The dormitories of a unit are buildings like others.
            let text = ["职工宿舍", "员工宿舍", "学生宿舍", "学生公寓", "宿舍楼", "宿舍"]
                .iter()
                .fold(text.to_string(), |text, word| text.replace(word, ""));
            let own = address::compare(&text, &text, &Gazetteer::default());
            own.relation == Relation::Same
                && !own
                    .pieces
                    .iter()
                    .any(|p| matches!(p.kind, PieceKind::Other | PieceKind::Estate))
        }
        RoomPart => count <= 12,
        Usage | LandUsage => {
            count <= 12 && field.class.is_some_and(|class| class != UsageClass::Unknown)
        }
        Holder | Tenant | Landlord | Resident => {
            text.split('、').all(|name| value::is_usual_name(name) || value::is_unit(name))
        }
        Issuer => value::is_unit(text),
        IssuingDepartment => (3..=12).contains(&count),
        CertificateNumber if credit_code::looks_like_one(text) => credit_code::is_sound(text),
        CertificateNumber => text.ends_with('号') || text.chars().any(|c| c.is_ascii_digit()),
        UnitNumber => count == 28 && address::district_of_unit_number(text).is_some(),
        FilingNumber => text.chars().filter(char::is_ascii_digit).count() >= 6,
        ResidentIdNumber => text.split('、').all(|number| number.chars().count() == 18),
        LeaseStart | LeaseEnd | IssuedOn => text.parse::<chrono::NaiveDate>().is_ok(),
        BuildingType | CoOwnership | Area | Seal => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_and_standing_has_a_rising_curve() {
        let calibration = CALIBRATION.as_ref().expect("calibration.toml is in its form");
        for group in Group::ALL {
            for standing in Standing::ALL {
                let curve = calibration
                    .curve
                    .iter()
                    .find(|c| c.group == group.name() && c.standing == standing.name())
                    .unwrap_or_else(|| panic!("{} {}", group.name(), standing.name()));
                assert_eq!(curve.right.len(), calibration.knots.len());
                assert!(curve.right.windows(2).all(|w| w[0] <= w[1]), "{curve:?}");
                assert!(curve.right.iter().all(|share| (0.0..1.0).contains(share)), "{curve:?}");
            }
        }
    }

    #[test]
    fn a_curve_is_straight_between_its_knots() {
        let (knots, heights) = ([0.5, 0.9, 1.0], [0.2, 0.6, 0.99]);
        assert_eq!(between(&knots, &heights, 0.1), Some(0.2));
        assert_eq!(between(&knots, &heights, 0.9), Some(0.6));
        assert!((between(&knots, &heights, 0.7).unwrap() - 0.4).abs() < 1e-6);
        assert_eq!(between(&knots, &heights, 1.0), Some(0.99));
        assert_eq!(between(&[], &[], 0.5), None);
    }
}
