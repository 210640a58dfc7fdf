//! Judging: rules, findings, verdicts, and the application file.

mod application_json;
mod case;
mod pages;
mod properties;
mod rule_book;
mod rules;
