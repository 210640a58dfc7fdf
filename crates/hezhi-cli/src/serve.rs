//! `hezhi serve`: the review desk as a local web page.

use std::io::{self, Write};
use std::sync::Arc;

use hezhi_desk::http::Server;
use hezhi_desk::intake::one_line;
use hezhi_desk::{Desk, DeskError, PageLimit, home};

use crate::arguments::ServeArguments;
use crate::exit::{Done, Stop};

pub fn run(arguments: &ServeArguments) -> Result<Done, Stop> {
    let desk = match home::data_folder()
        .and_then(|home| Desk::with_workers(&home, PageLimit::default(), true))
    {
        Ok(desk) => Arc::new(desk),
        Err(reason) => return Err(closed(arguments, reason)),
    };
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
    let server = bind(arguments)?;
    // Without models one can still look and decide: the desk says what is missing.
    if let Err(error) = desk.engine() {
        eprintln!("{error}");
    }
    let reading = desk.read_in_background(0);
    desk.find_fonts_ahead();
    show(arguments, &server);
    server.run(Arc::clone(&desk))?;
    reading.stop();
    Ok(if problems { Done::WithProblems } else { Done::Everything })
}

/// Ports that the desk prefers, the first that is free: a browser keeps what a person set by the
/// address, port included. No well-known program uses them.
const PORTS: [u16; 3] = [28_657, 28_659, 28_661];

fn bind(arguments: &ServeArguments) -> Result<Server, Stop> {
    let usual = || PORTS.iter().find_map(|port| Server::bind(*port).ok());
    let server = match arguments.port {
        Some(port) => Server::bind(port)?,
        None => usual().map_or_else(|| Server::bind(0), Ok)?,
    };
    announce(&server.url())?;
    Ok(server)
}

fn show(arguments: &ServeArguments, server: &Server) {
    if arguments.open && open::that_detached(server.url()).is_err() {
        eprintln!("没有找到浏览器。请自行在本机浏览器中打开上面的网址。");
    }
}

/// The page says why the desk could not be opened, until it is ended; nothing is written.
fn closed(arguments: &ServeArguments, reason: DeskError) -> Stop {
    eprintln!("{reason}");
    match bind(arguments) {
        Ok(server) => {
            show(arguments, &server);
            server.run_closed(&reason).err().unwrap_or(reason).into()
        }
        Err(stop) => stop,
    }
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
