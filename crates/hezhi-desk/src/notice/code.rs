//! The number of a paper as a QR code: the scanner at the counter types it.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// A code as a template draws it.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Code {
    /// How many modules a side has; 0: there is no number yet.
    pub side: usize,
    /// The dark ones, row by row: column, row, and how many follow each other.
    pub runs: Vec<(usize, usize, usize)>,
}

impl Code {
    /// A number that is too long for a code has none: it is printed in digits as well.
    pub fn of(number: Option<&str>) -> Code {
        let code = number.and_then(|n| QrCode::with_error_correction_level(n, EcLevel::M).ok());
        let Some(code) = code else { return Code::default() };
        let side = code.width();
        let colors = code.into_colors();
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, color) in colors.into_iter().enumerate() {
            let (column, row) = (at % side, at / side);
            match runs.last_mut() {
                _ if color == Color::Light => {}
                Some(run) if run.1 == row && run.0 + run.2 == column => run.2 += 1,
                _ => runs.push((column, row, 1)),
            }
        }
        Code { side, runs }
    }
}
