//! The desk as people meet it: in its window and in a browser, with the real reader.

mod browser;
mod desk;
mod display;
mod driver;
mod office;
