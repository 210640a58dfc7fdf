//! Text on a terminal: colour only where one looks, columns that hold Chinese.

use std::env;
use std::io::{self, IsTerminal};

use unicode_width::UnicodeWidthStr;

/// Colours of the report, empty where nobody would see them.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    on: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Attention,
    Bad,
    Quiet,
    Strong,
}

impl Palette {
    /// For standard output, heeding `NO_COLOR`.
    pub fn for_output() -> Palette {
        let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || env::var_os("TERM").is_some_and(|term| term == "dumb");
        Palette { on: !unwanted && io::stdout().is_terminal() }
    }

    pub fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Good => "32",
            Tone::Attention => "33",
            Tone::Bad => "31",
            Tone::Quiet => "2",
            Tone::Strong => "1",
        };
        if self.on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// The text, filled up with spaces to this many columns.
pub fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

/// How many columns the widest text takes.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    texts.into_iter().map(UnicodeWidthStr::width).max().unwrap_or(0)
}
