//! Corpus tools, cases and measurements.

pub mod corpus;
pub mod truth;
