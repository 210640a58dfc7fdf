//! Corpus tools, cases and measurements.

pub mod accuracy;
pub mod calibration;
pub mod corpus;
pub mod misdeclared;
pub mod truth;
