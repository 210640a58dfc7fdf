//! What a release has to reach: no wrong accept, and address and usage read exactly.

use anyhow::{Context, Result, bail};

use super::{Scored, share};
use crate::truth::DamageKind;

/// Percent of addresses and of usages that must be right, by damage.
#[derive(Debug, Clone)]
pub struct Bars([(DamageKind, f64); 5]);

impl Default for Bars {
    fn default() -> Self {
        use DamageKind::{Clean, Photo, Photocopy, Scan, Seal};
        Bars([(Clean, 95.0), (Scan, 95.0), (Seal, 90.0), (Photocopy, 85.0), (Photo, 85.0)])
    }
}

impl Bars {
    /// Takes `photo=80`.
    pub fn set(&mut self, text: &str) -> Result<()> {
        let (name, percent) = text
            .split_once('=')
            .with_context(|| format!("expected a bar such as photo=85, found `{text}`"))?;
        let Some(bar) = self.0.iter_mut().find(|(damage, _)| damage.name() == name) else {
            bail!("expected clean, scan, seal, photocopy or photo, found `{name}`");
        };
        bar.1 =
            percent.parse().with_context(|| format!("expected a percentage, found `{percent}`"))?;
        Ok(())
    }
}

/// What falls short, in words; empty where everything is reached.
pub fn missed(cases: &[Scored], bars: &Bars) -> Vec<String> {
    let mut missed = Vec::new();
    for case in cases.iter().filter(|c| c.wrong_accept()) {
        missed.push(format!("wrong accept: {}", case.folder.display()));
    }
    let silent: Vec<_> = cases.iter().filter(|c| c.report.is_none()).collect();
    if let Some(first) = silent.first() {
        missed.push(format!(
            "no report on {} cases, the first being {}",
            silent.len(),
            first.folder.display()
        ));
    }
    for (damage, bar) in &bars.0 {
        for group in ["address", "usage"] {
            let (right, known) = share(cases.iter().filter(|c| c.truth.damage == *damage), group);
            let percent = 100.0 * right as f64 / known.max(1) as f64;
            if known > 0 && percent < *bar {
                missed.push(format!(
                    "{group} on {}: {right} of {known} right ({percent:.1} %), the bar is {bar} %",
                    damage.name()
                ));
            }
        }
    }
    missed
}
