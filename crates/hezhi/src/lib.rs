//! The pure engine of Hezhi 核址: text lines become fields, fields and the policy become
//! findings, findings become a verdict.
//!
//! Nothing here reads a file, asks the time or knows an engine: every result is a function of
//! the text lines, the application, the rule set and the day of submission.

pub mod address;
pub mod alike;
pub mod application;
pub mod application_json;
pub mod check;
pub mod credit_code;
pub mod document;
pub mod extract;
pub mod finding;
pub mod geometry;
pub mod judge;
pub mod report;
pub mod rule;
pub mod text;
pub mod window;
