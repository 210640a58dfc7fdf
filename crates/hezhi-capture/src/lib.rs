//! Pages from scanners and from a watched folder, as finished files.
//!
//! [`Scanners`] finds what is connected (SANE by `scanimage`, eSCL by HTTP), tells what each can
//! do, and scans by a [`Profile`] into a folder that the caller names: each page is given to the
//! caller when its file is complete, while the next one is being scanned. [`Watched`] looks at a
//! folder in which other programs leave their scans. What a page shows is not known here.

mod abilities;
mod error;
pub mod escl;
mod pages;
mod profile;
pub mod sane;
mod scanners;
mod watched;

pub use abilities::{Abilities, Colour, Resolutions, Source, SourceAbilities};
pub use error::{CaptureCode, CaptureError};
pub use profile::{Fitted, Paper, Profile};
pub use scanners::{Cancel, Job, Limits, News, Scanner, ScannerKind, Scanners};
pub use watched::{Arrival, Mark, Watched};
