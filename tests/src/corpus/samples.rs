//! The sample applications that ship with the project: one for each thing that a newcomer should
//! see the desk do.

use super::produce::Format;
use super::property::PREMISES;
use super::scenario::{Basis, Fault, Spec};
use crate::truth::DamageKind;

pub struct Sample {
    /// Folder name: says what the case is about.
    pub folder: &'static str,
    pub spec: Spec,
    pub format: Format,
    pub dpi: u32,
    pub on_its_side: bool,
    pub seed: u64,
}

const fn sample(
    folder: &'static str,
    basis: Basis,
    layout: &'static str,
    damage: DamageKind,
    format: Format,
    seed: u64,
) -> Sample {
    let spec = Spec {
        basis,
        layout,
        fault: None,
        relative: false,
        elderly: false,
        damage,
        rooms: None,
        usage: None,
    };
    Sample { folder, spec, format, dpi: 200, on_its_side: false, seed }
}

impl Sample {
    const fn fault(mut self, fault: Fault) -> Sample {
        self.spec.fault = Some(fault);
        self
    }
}

pub fn samples() -> Vec<Sample> {
    use Basis::{Dormitory, Leased, Owned};
    use DamageKind::{Clean, Photo, Photocopy, Scan, Seal};
    use Format::{Jpeg, PdfScan, PdfText};
    let mut relative =
        sample("05-relatives-home-with-statement", Owned, "new_certificate", Scan, Jpeg, 5);
    relative.spec.relative = true;
    relative.dpi = 180;
    let mut other_flat =
        sample("07-other-flat-1750-instead-of-1705", Owned, "new_certificate", Scan, Jpeg, 7)
            .fault(Fault::OtherDwelling);
    other_flat.spec.rooms = Some(("1705", "1750"));
    let mut shop =
        sample("06-shop-declared-as-home", Owned, "national_combined", Clean, PdfText, 6)
            .fault(Fault::NonResidential);
    shop.spec.usage = Some(PREMISES[1]);
    let mut side = sample("10-phone-photo-on-its-side", Leased, "lease_table", Photo, Jpeg, 10);
    side.on_its_side = true;
    side.dpi = 160;
    vec![
        sample("01-own-home-new-certificate", Owned, "new_certificate", Scan, Jpeg, 1),
        sample("02-own-home-old-green-book", Owned, "old_book", Scan, Jpeg, 2),
        sample("03-leased-home-filing-notice", Leased, "lease_table", Clean, PdfText, 3),
        sample("04-dormitory-letter", Dormitory, "dormitory_letter", Scan, Jpeg, 4),
        relative,
        shop,
        other_flat,
        sample("08-lease-expired", Leased, "lease_columns", Clean, PdfText, 18)
            .fault(Fault::Expired),
        sample("09-photocopy-of-sealed-notice", Leased, "lease_form", Photocopy, Jpeg, 9),
        side,
        sample("11-annex-on-second-page", Owned, "new_annex", Scan, PdfScan, 11),
        sample("12-dormitory-without-seal", Dormitory, "dormitory_form", Scan, Jpeg, 12)
            .fault(Fault::NoSeal),
        sample("13-file-cut-off", Owned, "old_book", Scan, Jpeg, 13).fault(Fault::Damaged),
        sample("14-seal-over-the-address", Leased, "lease_lines", Seal, Jpeg, 14),
    ]
}
