//! `hezhi serve`: the review desk as a local web page.

use std::io::{self, Write};
use std::sync::Arc;

use hezhi_desk::http::Server;
use hezhi_desk::intake::one_line;
use hezhi_desk::{Desk, home};

use crate::arguments::ServeArguments;
use crate::exit::{Done, Stop};

pub fn run(arguments: &ServeArguments) -> Result<Done, Stop> {
    let desk = Arc::new(Desk::open(&home::data_folder()?, None)?);
    let mut problems = false;
    if let Some(folder) = &arguments.samples
        && let Some(imported) = desk.try_with_samples(folder)?
    {
        eprintln!("导入样例 {} 件。", imported.added);
        for problem in &imported.problems {
            eprintln!("  {}", one_line(&problem.message));
        }
        problems = !imported.problems.is_empty();
    }
    let server = Server::bind(arguments.port.unwrap_or(0))?;
    let url = server.url();
    announce(&url)?;
    // Without models one can still look and decide: the desk says what is missing.
    if let Err(error) = desk.reader() {
        eprintln!("{error}");
    }
    let reading = desk.read_in_background(0);
    if arguments.open && open::that_detached(&url).is_err() {
        eprintln!("没有找到浏览器。请自行在本机浏览器中打开上面的网址。");
    }
    server.run(Arc::clone(&desk))?;
    reading.stop();
    Ok(if problems { Done::WithProblems } else { Done::Everything })
}

/// The address alone on standard output, for people and scripts; the rest beside it.
fn announce(url: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{url}")?;
    out.flush()?;
    eprintln!(
        "审核台已在本机启动，请在浏览器中打开上面的网址（含访问口令，请勿转发）。按 Ctrl-C 结束。"
    );
    Ok(())
}
