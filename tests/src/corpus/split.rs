//! Which cases a split holds: bases, layouts, damages and faults in turn, so that small splits
//! are balanced as well.

use super::random::Random;
use super::scenario::{Basis, Fault, Spec};
use super::{dormitory, lease, property};
use crate::truth::DamageKind;

const BASES: [Basis; 9] = [
    Basis::Owned,
    Basis::Leased,
    Basis::Owned,
    Basis::Dormitory,
    Basis::Leased,
    Basis::Owned,
    Basis::Leased,
    Basis::Dormitory,
    Basis::Owned,
];

/// The specifications of `count` cases; about half of them acceptable.
pub fn specs(count: usize, random: &mut Random) -> Vec<Spec> {
    let mut turn = [0usize; 3];
    (0..count)
        .map(|i| {
            let basis = BASES[i % BASES.len()];
            let which = basis as usize;
            let own = turn[which];
            turn[which] += 1;
            let faults = match basis {
                Basis::Owned => Fault::OF_OWNED,
                Basis::Leased => Fault::OF_LEASED,
                Basis::Dormitory => Fault::OF_DORMITORY,
            };
            let layouts = match basis {
                Basis::Owned => property::LAYOUTS,
                Basis::Leased => lease::LAYOUTS,
                Basis::Dormitory => dormitory::LAYOUTS,
            };
            let fault = (own % 2 == 1).then(|| faults[(own / 2) % faults.len()]);
            let layout = if fault == Some(Fault::AnnexMissing) {
                "new_annex"
            } else {
                layouts[(own + own / layouts.len()) % layouts.len()]
            };
            Spec {
                basis,
                layout,
                fault,
                relative: fault.is_none() && basis != Basis::Dormitory && random.chance(0.2),
                elderly: fault.is_none() && random.chance(0.06),
                damage: DamageKind::ALL[(i + i / 5) % 5],
                rooms: None,
                usage: None,
            }
        })
        .collect()
}
