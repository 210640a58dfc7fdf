//! What `scanimage -A` lists, and what of it a profile sets.

use crate::abilities::{Abilities, Colour, Resolutions, Source, SourceAbilities};

/// An option that can be set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ScannerOption {
    /// Without its dashes.
    pub name: String,
    /// What it may be: `Flatbed|ADF`, `1..1200dpi (in steps of 1)`.
    pub values: String,
    /// It can be set now; another one it takes its turn after is not set yet.
    pub active: bool,
}

/// Lines such as `    --mode Lineart|Gray|Color [Gray]`; one that is read-only can be set
/// by nobody.
pub(super) fn parse(listing: &str) -> Vec<ScannerOption> {
    listing.lines().filter_map(option).collect()
}

fn option(line: &str) -> Option<ScannerOption> {
    // Descriptions are set in by eight.
    let indent = line.len() - line.trim_start().len();
    let line = line.trim();
    if indent > 6 || !line.starts_with('-') {
        return None;
    }
    if line.contains("[read-only]") {
        return None;
    }
    let active = !line.contains("[inactive]");
    let mut rest = line.trim_start_matches('-');
    // What it is set to, and what kind of option it is.
    while let Some(at) = rest.rfind(" [").filter(|_| rest.ends_with(']')) {
        rest = rest[..at].trim_end();
    }
    let (name, values) = rest.split_at(rest.find([' ', '[', '=']).unwrap_or(rest.len()));
    let values = match values.trim().strip_prefix("[=(") {
        Some(words) => words.trim_end_matches(")]"),
        None => values.split(" (in steps").next().unwrap_or_default(),
    };
    Some(ScannerOption { name: name.to_owned(), values: values.trim().to_owned(), active })
}

fn find<'a>(options: &'a [ScannerOption], name: &str) -> Option<&'a ScannerOption> {
    options.iter().find(|option| option.active && option.name == name)
}

/// The words that an option may be.
fn words(option: &ScannerOption) -> Vec<String> {
    option.values.split('|').map(|word| word.trim().to_owned()).filter(|w| !w.is_empty()).collect()
}

/// What the words of this scanner's options mean.
#[derive(Debug, Default)]
pub(super) struct Named {
    sources: Vec<String>,
    modes: Vec<String>,
    adf_modes: Vec<String>,
    duplex: bool,
    pub sets_resolution: bool,
}

impl Named {
    pub fn of(options: &[ScannerOption]) -> Named {
        let of = |name: &str| find(options, name).map(words).unwrap_or_default();
        Named {
            sources: of("source"),
            modes: of("mode"),
            adf_modes: of("adf-mode"),
            duplex: find(options, "duplex").is_some(),
            sets_resolution: find(options, "resolution").is_some(),
        }
    }

    /// The scanner's own word for a source, if it asks for one.
    pub fn source(&self, source: Source, two_sides: bool) -> Option<&str> {
        let mut all = self.sources.iter().filter(|word| meant(word) == Some(source));
        let first = all.clone().next();
        let both = all.clone().find(|word| is_duplex(word));
        let single = all.find(|word| !is_duplex(word));
        if two_sides { both.or(first) } else { single.or(first) }.map(String::as_str)
    }

    /// Options of their own by which some scanners take both sides.
    pub fn sides(&self, source: Source, two_sides: bool) -> Vec<(&'static str, &str)> {
        let mut set = Vec::new();
        if source == Source::Feeder {
            let mode = self.adf_modes.iter().find(|mode| is_duplex(mode) == two_sides);
            set.extend(mode.map(|mode| ("adf-mode", mode.as_str())));
            if self.duplex {
                set.push(("duplex", if two_sides { "yes" } else { "no" }));
            }
        }
        set
    }

    pub fn mode(&self, colour: Colour) -> Option<&str> {
        self.modes.iter().find(|mode| coloured(mode) == Some(colour)).map(String::as_str)
    }

    fn two_sides(&self) -> bool {
        let source = |word: &String| meant(word) == Some(Source::Feeder) && is_duplex(word);
        self.duplex
            || self.sources.iter().any(source)
            || self.adf_modes.iter().any(|m| is_duplex(m))
    }
}

fn meant(word: &str) -> Option<Source> {
    let word = word.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|one| word.contains(one));
    if is(&["transparen", "negative", "slide", "tpu", "tma", "card"]) {
        None
    } else if is(&["adf", "feeder", "duplex", "tray"]) {
        Some(Source::Feeder)
    } else if is(&["flatbed", "platen", "normal", "document table", "glass"]) {
        Some(Source::Flatbed)
    } else {
        None
    }
}

fn is_duplex(word: &str) -> bool {
    let word = word.to_lowercase();
    word.contains("duplex") || word.contains("both")
}

fn coloured(mode: &str) -> Option<Colour> {
    let mode = mode.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|one| mode.contains(one));
    if is(&["halftone", "diffusion", "dither", "infrared"]) {
        None
    } else if is(&["lineart", "binary", "black", "threshold"]) {
        Some(Colour::BlackAndWhite)
    } else if is(&["gray", "grey"]) {
        Some(Colour::Grey)
    } else if is(&["color", "colour", "rgb"]) {
        Some(Colour::Colour)
    } else {
        None
    }
}

pub(super) fn abilities(options: &[ScannerOption]) -> Abilities {
    let named = Named::of(options);
    let mut sources: Vec<Source> = Vec::new();
    for source in named.sources.iter().filter_map(|word| meant(word)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        // A scanner that does not ask where the paper lies: one that is fed says so by its duplex.
        sources.push(if named.two_sides() { Source::Feeder } else { Source::Flatbed });
    }
    let colours = [Colour::Colour, Colour::Grey, Colour::BlackAndWhite];
    let of = |source| SourceAbilities {
        source,
        resolutions: resolutions(options),
        colours: colours.into_iter().filter(|&colour| named.mode(colour).is_some()).collect(),
        two_sides: source == Source::Feeder && named.two_sides(),
        width: extent(options, "x"),
        height: extent(options, "y"),
    };
    Abilities {
        sources: sources.into_iter().map(of).collect(),
        options: options.iter().map(|option| option.name.clone()).filter(|n| n.len() > 1).collect(),
    }
}

fn resolutions(options: &[ScannerOption]) -> Resolutions {
    let Some(option) = find(options, "resolution") else { return Resolutions::Fixed };
    if let Some((least, most)) = range(&option.values) {
        return Resolutions::Range { least: least.ceil() as u32, most: most.floor() as u32 };
    }
    let of: Vec<u32> =
        words(option).iter().filter_map(|word| number(word)).map(|n| n as u32).collect();
    if of.is_empty() { Resolutions::Fixed } else { Resolutions::List { of } }
}

/// The far end of the scanner's bed, in millimetres.
fn extent(options: &[ScannerOption], axis: &str) -> f32 {
    let option = find(options, axis).filter(|option| option.values.contains("mm"));
    option.and_then(|option| range(&option.values)).map_or(0.0, |(_, far)| far)
}

/// `0..215.9mm` as its two ends.
fn range(values: &str) -> Option<(f32, f32)> {
    let (least, most) = values.split_once("..")?;
    Some((number(least)?, number(most)?))
}

/// The number that a word begins with.
fn number(word: &str) -> Option<f32> {
    let word = word.trim();
    let end =
        word.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(word.len());
    word[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: &str = "
All options specific to device `fujitsu:fi-7160:1':
  Standard:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    --page-width 0..221.121mm (in steps of 0.0211639) [215.872]
    -l 0..215.872mm (in steps of 0.0211639) [0]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
  Enhancement:
    --brightness -127..127 (in steps of 1) [0]
    --threshold 0..255 (in steps of 1) [inactive]
    --swdeskew[=(yes|no)] [no] [advanced]
        Request driver to rotate skewed pages digitally.
  Sensors:
    --page-loaded[=(yes|no)] [no] [read-only] [hardware]
        Page loaded
";

    #[test]
    fn a_feeder_of_two_sides_is_known_by_its_words() {
        let options = parse(OFFICE);
        let abilities = abilities(&options);
        assert_eq!(abilities.sources.len(), 1, "{abilities:?}");
        let feeder = abilities.of(Source::Feeder).unwrap();
        assert!(feeder.two_sides);
        assert_eq!(feeder.resolutions, Resolutions::Range { least: 50, most: 600 });
        assert_eq!(feeder.colours, [Colour::Colour, Colour::Grey, Colour::BlackAndWhite]);
        assert_eq!((feeder.width, feeder.height), (215.872, 279.364));
        assert!(abilities.options.contains(&"swdeskew".into()));
        // It can be set as soon as the mode is black and white.
        assert!(abilities.options.contains(&"threshold".into()));
        assert!(!abilities.options.contains(&"page-loaded".into()), "it can be set by nobody");
        let named = Named::of(&options);
        assert_eq!(named.source(Source::Feeder, true), Some("ADF Duplex"));
        assert_eq!(named.source(Source::Feeder, false), Some("ADF Front"));
        assert_eq!(named.mode(Colour::BlackAndWhite), Some("Lineart"));
    }

    #[test]
    fn some_scanners_have_an_option_of_its_own_for_two_sides() {
        let options = parse(
            "    --source Flatbed|Automatic Document Feeder [Flatbed]\n    --adf-mode Simplex|Duplex [Simplex]\n    --mode True Gray|24bit Color[Fast] [24bit Color[Fast]]\n    --resolution 100|150|300|600|1200dpi [100]\n",
        );
        let named = Named::of(&options);
        assert_eq!(named.sides(Source::Feeder, true), [("adf-mode", "Duplex")]);
        assert_eq!(named.sides(Source::Flatbed, false), []);
        let abilities = abilities(&options);
        assert!(abilities.of(Source::Feeder).unwrap().two_sides);
        assert!(!abilities.of(Source::Flatbed).unwrap().two_sides);
        let of = vec![100, 150, 300, 600, 1200];
        assert_eq!(abilities.sources[0].resolutions, Resolutions::List { of });
    }

    #[test]
    fn a_scanner_that_says_little_is_a_flatbed_of_its_own_resolution() {
        let abilities = abilities(&parse("    --filename <string> [/tmp/input.ppm]\n"));
        let glass = abilities.of(Source::Flatbed).unwrap();
        assert_eq!((&glass.resolutions, glass.colours.len()), (&Resolutions::Fixed, 0));
        assert_eq!(abilities.options, ["filename"]);
    }
}
