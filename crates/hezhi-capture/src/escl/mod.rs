//! Scanners by eSCL (AirScan): plain HTTP, which most office scanners of the last ten years speak.

mod address;
mod capabilities;
mod discover;
mod http;
mod job;
mod scan;
mod status;

pub use address::Address;
pub use discover::discover;

use crate::abilities::Abilities;
use crate::error::CaptureError;
use crate::scanners::{Scanner, ScannerKind};
use http::Client;
pub(crate) use scan::scan;

/// A scanner whose address was typed in: named by what it says of itself where it answers.
pub fn scanner(address: &Address) -> Scanner {
    let name = Client::new(address, http::QUICK).and_then(|client| {
        let said = client.get_text("ScannerCapabilities")?;
        capabilities::name(&said)
    });
    let name = name.ok().flatten().unwrap_or_else(|| address.host().to_owned());
    Scanner { id: format!("escl:{address}"), name, kind: ScannerKind::Escl }
}

/// What the scanner at an address offers.
pub fn abilities(address: &Address) -> Result<Abilities, CaptureError> {
    let client = Client::new(address, http::USUAL)?;
    capabilities::abilities(&client.get_text("ScannerCapabilities")?)
}
