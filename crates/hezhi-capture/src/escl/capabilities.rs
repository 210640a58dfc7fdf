//! `ScannerCapabilities`: what the scanner offers, in its own words.

use roxmltree::{Document, Node};

use crate::abilities::{Abilities, Colour, Resolutions, Source, SourceAbilities};
use crate::error::CaptureError;

/// Its lengths are in three hundredths of an inch.
const MM: f32 = 25.4 / 300.0;

pub(super) fn parsed(xml: &str) -> Result<Document<'_>, CaptureError> {
    // By itself it refuses entities of its own making, which could grow without end.
    Document::parse(xml).map_err(|error| {
        CaptureError::Device(format!("它的回答不是 eSCL：{error}").chars().take(200).collect())
    })
}

/// The first element of this name, whatever its namespace: devices differ in theirs.
pub(super) fn first<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.descendants().find(|node| node.tag_name().name() == name)
}

pub(super) fn text<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    first(node, name)?.text().map(str::trim).filter(|text| !text.is_empty())
}

fn all<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

fn number(node: Node, name: &str) -> Option<u32> {
    text(node, name)?.parse().ok()
}

/// Maker and model.
pub(super) fn name(xml: &str) -> Result<Option<String>, CaptureError> {
    let document = parsed(xml)?;
    let name = text(document.root(), "MakeAndModel").map(|name| name.chars().take(80).collect());
    Ok(name)
}

pub(super) fn abilities(xml: &str) -> Result<Abilities, CaptureError> {
    let document = parsed(xml)?;
    let root = document.root();
    let glass = first(root, "PlatenInputCaps").map(|caps| of(caps, Source::Flatbed, false));
    let duplex = first(root, "AdfDuplexInputCaps");
    let feeder = first(root, "AdfSimplexInputCaps").or(duplex);
    let feeder = feeder.map(|caps| of(caps, Source::Feeder, duplex.is_some()));
    let sources: Vec<SourceAbilities> = glass.into_iter().chain(feeder).collect();
    if sources.is_empty() {
        return Err(CaptureError::Device("这个地址不是 eSCL 扫描仪".into()));
    }
    Ok(Abilities { sources, options: Vec::new() })
}

fn of(caps: Node, source: Source, two_sides: bool) -> SourceAbilities {
    let length = |name: &str| number(caps, name).unwrap_or(0) as f32 * MM;
    SourceAbilities {
        source,
        resolutions: resolutions(caps),
        colours: colours(caps),
        two_sides,
        width: length("MaxWidth"),
        height: length("MaxHeight"),
    }
}

fn colours(caps: Node) -> Vec<Colour> {
    let modes: Vec<&str> = all(caps, "ColorMode").filter_map(|mode| mode.text()).collect();
    let every = [Colour::Colour, Colour::Grey, Colour::BlackAndWhite];
    every
        .into_iter()
        .filter(|&colour| modes.iter().any(|mode| mode.trim() == word(colour)))
        .collect()
}

/// A colour by eSCL's name.
pub(super) fn word(colour: Colour) -> &'static str {
    match colour {
        Colour::Colour => "RGB24",
        Colour::Grey => "Grayscale8",
        Colour::BlackAndWhite => "BlackAndWhite1",
    }
}

fn resolutions(caps: Node) -> Resolutions {
    let mut of: Vec<u32> =
        all(caps, "DiscreteResolution").filter_map(|one| number(one, "XResolution")).collect();
    of.sort_unstable();
    of.dedup();
    if !of.is_empty() {
        return Resolutions::List { of };
    }
    let range = first(caps, "XResolutionRange");
    let ends = range.and_then(|range| Some((number(range, "Min")?, number(range, "Max")?)));
    ends.map_or(Resolutions::Fixed, |(least, most)| Resolutions::Range { least, most })
}

/// The file format to ask for: JPEG where there is one.
pub(super) fn format(xml: &str, source: Source) -> Result<&'static str, CaptureError> {
    let document = parsed(xml)?;
    let caps = match source {
        Source::Flatbed => first(document.root(), "PlatenInputCaps"),
        Source::Feeder => first(document.root(), "Adf"),
    };
    let offers = |wanted: &str| {
        let of = |name| all(caps.unwrap_or(document.root()), name);
        of("DocumentFormat")
            .chain(of("DocumentFormatExt"))
            .any(|format| format.text().is_some_and(|text| text.trim() == wanted))
    };
    let jpeg = offers("image/jpeg") || !offers("application/pdf");
    Ok(if jpeg { "image/jpeg" } else { "application/pdf" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: &str = r#"<?xml version="1.0"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
 <pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Office 5000</pwg:MakeAndModel>
 <scan:Platen><scan:PlatenInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>3508</scan:MaxHeight>
  <scan:SettingProfiles><scan:SettingProfile>
   <scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode></scan:ColorModes>
   <scan:DocumentFormats><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat></scan:DocumentFormats>
   <scan:SupportedResolutions><scan:DiscreteResolutions>
    <scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
    <scan:DiscreteResolution><scan:XResolution>75</scan:XResolution><scan:YResolution>75</scan:YResolution></scan:DiscreteResolution>
   </scan:DiscreteResolutions></scan:SupportedResolutions>
  </scan:SettingProfile></scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen>
</scan:ScannerCapabilities>"#;

    #[test]
    fn what_a_device_offers_is_read_whatever_its_namespaces() {
        let abilities = abilities(DEVICE).unwrap();
        let glass = abilities.of(Source::Flatbed).unwrap();
        assert_eq!(glass.resolutions, Resolutions::List { of: vec![75, 300] });
        assert_eq!(glass.colours, [Colour::Colour, Colour::Grey]);
        assert!((glass.width - 215.9).abs() < 0.1 && (glass.height - 297.0).abs() < 0.1);
        assert!(abilities.of(Source::Feeder).is_none());
        assert_eq!(format(DEVICE, Source::Flatbed), Ok("application/pdf"));
        assert_eq!(name(DEVICE).unwrap().unwrap(), "Office 5000");
    }

    #[test]
    fn what_is_no_answer_of_a_scanner_is_refused() {
        assert!(abilities("<html><body>路由器</body></html>").is_err());
        assert!(abilities("").is_err());
        let growing = r#"<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>"#;
        assert!(abilities(growing).is_err());
    }
}
