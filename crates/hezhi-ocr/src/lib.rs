//! Reading: a page image becomes text lines with their regions.
//!
//! [`pages`] turns a file into pictures, [`Reader`] turns a picture into [`hezhi::text::PageText`].

pub mod code;
pub mod engine;
mod look;
pub mod model;
pub mod page;
pub mod pixels;
pub mod ppocr;
mod reader;
mod recorded;
pub mod seal;
#[cfg(feature = "tesseract")]
mod tesseract;

pub use engine::{Engine, ReadError};
pub use model::{Runtime, models_folder};
pub use page::{Limits, Page, Pages, pages, pages_without};
pub use ppocr::{Options, PpOcr};
pub use reader::Reader;
pub use recorded::Recorded;
#[cfg(feature = "tesseract")]
pub use tesseract::Tesseract;
