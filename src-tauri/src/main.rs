// A program with a window opens no console beside it on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use hezhi_window::arguments::Arguments;

fn main() -> ExitCode {
    if let Some(ended) = hezhi_desk::run_if_asked() {
        return ended;
    }
    let arguments = match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    match hezhi_window::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("窗口打不开（{error}）。没有图形界面时，请用 hezhi serve 在浏览器里打开。");
            ExitCode::from(3)
        }
    }
}
