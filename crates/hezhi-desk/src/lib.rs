//! The one door: everything that a shell can ask of the desk.
//!
//! [`Desk`] holds the store, the scans, the reader and the rules of one data folder. The window
//! and the local web page show what [`view`] describes; the command adds [`Desk::batch`] and the
//! checks that need no store.

mod background;
mod batch;
mod capture;
mod clock;
mod correcting;
mod counter;
mod declare;
mod desk;
mod error;
pub mod home;
#[cfg(feature = "http")]
pub mod http;
pub mod intake;
mod notice;
mod overview;
mod page_image;
mod page_tile;
mod presence;
mod progress;
mod queue;
mod reading;
mod review;
mod roads;
mod scans;
#[cfg(feature = "seed")]
pub mod seed;
mod settings;
mod store;
pub mod view;
mod worker;

pub use background::Background;
pub use batch::{Batch, BatchError, Outcome, Progress, ResultsTable, table_can_be_written};
pub use desk::{Desk, check, open_reader, read_files};
pub use error::DeskError;
pub use hezhi_ocr::Limits;
pub use notice::NoticePdf;
pub use page_image::PageImage;
pub use page_tile::Tile;
pub use reading::{PageReader, Papers};
pub use roads::gazetteer;
pub use worker::{PageLimit, run_if_asked};
