//! The review desk as a desktop window: commands and a page image protocol around
//! `hezhi-desk`, which does all the work.

pub mod arguments;
pub mod batch;
pub mod capture;
pub mod commands;
pub mod counter;
pub mod declaring;
pub mod notice;
pub mod page;
pub mod queue;
pub mod reviewing;
mod window;

pub use window::{Opened, open, run};
