//! The command `hezhi`.
//!
//! Exit status: 0 the work was done, whatever the verdict; 1 some inputs could not be processed,
//! each named with its reason; 2 wrong usage; 3 the program's own fault.

mod address;
mod arguments;
mod batch;
mod check;
mod exit;
mod read;
mod rules;
mod serve;
mod terminal;

use std::process::ExitCode;

use arguments::Command;

fn main() -> ExitCode {
    if let Some(ended) = hezhi_desk::run_if_asked() {
        return ended;
    }
    exit::with_status(|| match arguments::parse()? {
        Command::Check(arguments) => check::run(&arguments),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Read(arguments) => read::run(&arguments),
        Command::Address(arguments) => address::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
    })
}
