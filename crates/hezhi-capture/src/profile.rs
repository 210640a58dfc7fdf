//! How to scan: what an office sets once and then calls by a key.

use serde::{Deserialize, Serialize};

use crate::abilities::{Abilities, Colour, Source, SourceAbilities};
use crate::error::CaptureError;
use crate::scanners::{Limits, Scanner};

/// How large the sheets are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ScanPaper"))]
pub enum Paper {
    #[default]
    A4,
    A3,
    /// All that the scanner has.
    Whole,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "ScanProfile"))]
pub struct Profile {
    pub name: String,
    /// The scanner's id ([`Scanner::id`]).
    pub scanner: String,
    /// Dots an inch.
    pub resolution: u32,
    pub colour: Colour,
    pub source: Source,
    #[serde(default)]
    pub two_sides: bool,
    #[serde(default)]
    pub paper: Paper,
    /// Further options of a SANE scanner with their values: brightness, threshold, deskew.
    #[serde(default)]
    pub options: Vec<(String, String)>,
}

/// A profile that the scanner can do, with the sheet's size.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted<'a> {
    pub profile: &'a Profile,
    pub source: &'a SourceAbilities,
    /// Millimetres; none where the scanner's own default is all there is.
    pub size: Option<(f32, f32)>,
}

/// Options that `scanimage` itself understands, or that a profile sets by its own fields.
const NOT_FURTHER: [&str; 6] = ["source", "mode", "resolution", "adf-mode", "duplex", "help"];

const MM_AN_INCH: f64 = 25.4;

impl Profile {
    /// Two that serve most papers, for a scanner that nobody has set up: the glass in colour, and
    /// the feeder where there is one.
    pub fn usual(scanner: &Scanner, abilities: &Abilities) -> Vec<Profile> {
        let of = |source: &SourceAbilities, name: &str, two_sides: bool| Profile {
            name: name.to_owned(),
            scanner: scanner.id.clone(),
            resolution: source.resolutions.nearest(300),
            colour: source.colours.first().copied().unwrap_or(Colour::Colour),
            source: source.source,
            two_sides,
            paper: Paper::A4,
            options: Vec::new(),
        };
        let flatbed = abilities.of(Source::Flatbed).map(|glass| of(glass, "平板 A4", false));
        let feeder = abilities.of(Source::Feeder).map(|feeder| of(feeder, "进纸器 A4", false));
        let both = abilities.of(Source::Feeder).filter(|feeder| feeder.two_sides);
        let both = both.map(|feeder| of(feeder, "进纸器双面", true));
        flatbed.into_iter().chain(feeder).chain(both).take(2).collect()
    }

    /// What the scanner is to do, or why it cannot: said before anything moves.
    pub fn fit<'a>(
        &'a self,
        abilities: &'a Abilities,
        limits: &Limits,
    ) -> Result<Fitted<'a>, CaptureError> {
        let unsuitable = |why: String| {
            CaptureError::Unsuitable(format!(
                "扫描方案“{}”这台扫描仪做不到：{why}。请在“设置 → 扫描”里修改方案。",
                self.name
            ))
        };
        let source = abilities
            .of(self.source)
            .ok_or_else(|| unsuitable(format!("它没有{}", self.source.words())))?;
        if !source.resolutions.allow(self.resolution) {
            let offered = source.resolutions.words();
            return Err(unsuitable(format!("没有 {} dpi，可选 {offered}", self.resolution)));
        }
        if !source.colours.is_empty() && !source.colours.contains(&self.colour) {
            return Err(unsuitable(format!("没有{}", self.colour.words())));
        }
        if self.two_sides && !source.two_sides {
            return Err(unsuitable("不能一次扫两面".into()));
        }
        for (name, value) in &self.options {
            let known = abilities.options.contains(name) && !NOT_FURTHER.contains(&name.as_str());
            if !known || value.contains('\0') {
                return Err(unsuitable(format!("没有选项“{name}”")));
            }
        }
        let size = self.size(source);
        self.fits_in(size, limits)?;
        Ok(Fitted { profile: self, source, size })
    }

    /// Millimetres of what is scanned.
    fn size(&self, source: &SourceAbilities) -> Option<(f32, f32)> {
        let (width, height) = (source.width, source.height);
        if width <= 0.0 || height <= 0.0 {
            return None;
        }
        Some(match self.paper {
            Paper::A4 => (width.min(210.0), height.min(297.0)),
            Paper::A3 => (width.min(297.0), height.min(420.0)),
            Paper::Whole => (width, height),
        })
    }

    /// A page that could not be read afterwards is not scanned at all.
    fn fits_in(&self, size: Option<(f32, f32)>, limits: &Limits) -> Result<(), CaptureError> {
        // Where the scanner does not tell, a sheet of A4 is what most have.
        let (width, height) = size.unwrap_or((210.0, 297.0));
        let dots = |mm: f32| f64::from(mm) / MM_AN_INCH * f64::from(self.resolution);
        let pixels = dots(width) * dots(height);
        if pixels <= limits.pixels as f64 {
            return Ok(());
        }
        let scale = (limits.pixels as f64 / pixels).sqrt();
        let most = (f64::from(self.resolution) * scale / 50.0).floor() as u32 * 50;
        Err(CaptureError::TooLarge(format!(
            "扫描方案“{}”的页太大（{} dpi 有 {} 万像素，最多 {} 万）。这样的纸最高用 {most} dpi；认字 300 dpi 就够。请在“设置 → 扫描”里修改方案。",
            self.name,
            self.resolution,
            (pixels / 1e4).round(),
            limits.pixels / 10_000,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abilities::Resolutions;
    use crate::error::CaptureCode;
    use crate::scanners::ScannerKind;

    fn abilities() -> Abilities {
        let source = |source, two_sides| SourceAbilities {
            source,
            resolutions: Resolutions::List { of: vec![150, 300, 600, 1200] },
            colours: vec![Colour::Colour, Colour::Grey],
            two_sides,
            width: 215.9,
            height: 355.6,
        };
        Abilities {
            sources: vec![source(Source::Flatbed, false), source(Source::Feeder, true)],
            options: vec!["brightness".into(), "source".into()],
        }
    }

    fn profile() -> Profile {
        let scanner = Scanner { id: "sane:x".into(), name: "X".into(), kind: ScannerKind::Sane };
        let usual = Profile::usual(&scanner, &abilities());
        assert_eq!(usual.len(), 2);
        assert_eq!((usual[1].source, usual[1].resolution), (Source::Feeder, 300));
        usual[0].clone()
    }

    fn why(profile: &Profile) -> CaptureError {
        profile.fit(&abilities(), &Limits::default()).unwrap_err()
    }

    #[test]
    fn a_profile_is_held_against_what_the_scanner_offers() {
        let good = profile();
        let (offered, limits) = (abilities(), Limits::default());
        assert_eq!(good.fit(&offered, &limits).unwrap().size, Some((210.0, 297.0)));
        let other = Profile { resolution: 200, ..good.clone() };
        assert!(why(&other).to_string().contains("150、300、600、1200"), "{}", why(&other));
        let other = Profile { two_sides: true, ..good.clone() };
        assert_eq!(why(&other).code(), CaptureCode::Unsuitable);
        let other = Profile { colour: Colour::BlackAndWhite, ..good.clone() };
        assert!(why(&other).to_string().contains("没有黑白"));
        for option in ["batch", "source", "output-file"] {
            let other = Profile { options: vec![(option.into(), "x".into())], ..good.clone() };
            assert_eq!(why(&other).code(), CaptureCode::Unsuitable, "{option}");
        }
        let other = Profile { options: vec![("brightness".into(), "5".into())], ..good };
        assert!(other.fit(&offered, &limits).is_ok());
    }

    #[test]
    fn a_page_that_nobody_could_read_is_refused_before_it_is_scanned() {
        let sharp = Profile { resolution: 1200, ..profile() };
        let error = why(&sharp);
        assert_eq!(error.code(), CaptureCode::TooLarge);
        // 9921 × 14031 pixels; 1,000 dpi make 96.7 million, which fit.
        assert!(error.to_string().contains("13921 万像素"), "{error}");
        assert!(error.to_string().contains("最高用 1000 dpi"), "{error}");
        let fine = Profile { resolution: 600, ..profile() };
        assert!(fine.fit(&abilities(), &Limits::default()).is_ok());
    }
}
