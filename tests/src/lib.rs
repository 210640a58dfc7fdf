//! Corpus tools, cases and measurements.

pub mod accuracy;
pub mod corpus;
pub mod truth;
