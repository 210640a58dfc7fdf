//! The one door: everything that a shell can ask of the desk.

pub mod view;
