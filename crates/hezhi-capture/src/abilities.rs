//! What a scanner can do.

use serde::{Deserialize, Serialize};

/// Where the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ScanSource"))]
pub enum Source {
    Flatbed,
    Feeder,
}

impl Source {
    /// Chinese, as offices say it.
    pub fn words(self) -> &'static str {
        match self {
            Source::Flatbed => "平板",
            Source::Feeder => "进纸器",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ScanColour"))]
pub enum Colour {
    Colour,
    Grey,
    BlackAndWhite,
}

impl Colour {
    pub fn words(self) -> &'static str {
        match self {
            Colour::Colour => "彩色",
            Colour::Grey => "灰度",
            Colour::BlackAndWhite => "黑白",
        }
    }
}

/// Dots an inch that can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ScanResolutions"))]
pub enum Resolutions {
    /// It cannot be set: the scanner has its own.
    Fixed,
    List {
        of: Vec<u32>,
    },
    Range {
        least: u32,
        most: u32,
    },
}

impl Resolutions {
    pub fn allow(&self, resolution: u32) -> bool {
        match self {
            Resolutions::Fixed => true,
            Resolutions::List { of } => of.contains(&resolution),
            Resolutions::Range { least, most } => (*least..=*most).contains(&resolution),
        }
    }

    /// The one that is nearest to what is wanted.
    pub fn nearest(&self, wanted: u32) -> u32 {
        match self {
            Resolutions::Fixed => wanted,
            Resolutions::List { of } => {
                of.iter().copied().min_by_key(|one| one.abs_diff(wanted)).unwrap_or(wanted)
            }
            Resolutions::Range { least, most } => wanted.clamp(*least, (*most).max(*least)),
        }
    }

    pub(crate) fn words(&self) -> String {
        match self {
            Resolutions::Fixed => "固定".into(),
            Resolutions::List { of } => {
                of.iter().map(u32::to_string).collect::<Vec<_>>().join("、")
            }
            Resolutions::Range { least, most } => format!("{least} 到 {most}"),
        }
    }
}

/// What one source of a scanner offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct SourceAbilities {
    pub source: Source,
    pub resolutions: Resolutions,
    /// None: it cannot be chosen.
    pub colours: Vec<Colour>,
    /// Both sides of a sheet in one go.
    pub two_sides: bool,
    /// The largest sheet in millimetres; 0 where the scanner does not tell.
    pub width: f32,
    pub height: f32,
}

/// What a scanner offers, source by source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ScannerAbilities"))]
pub struct Abilities {
    pub sources: Vec<SourceAbilities>,
    /// Names of its further options (SANE), as `scanimage -A` lists them.
    pub options: Vec<String>,
}

impl Abilities {
    pub fn of(&self, source: Source) -> Option<&SourceAbilities> {
        self.sources.iter().find(|one| one.source == source)
    }
}
