//! Corpus tools, cases and measurements.
