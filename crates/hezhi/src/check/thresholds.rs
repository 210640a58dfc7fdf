//! From which confidence on a reading decides anything: all such numbers of the checks, in one
//! place. Confidences are the reader's own, 0 to 1, and say little between 0.9 and 1; they are
//! starting values, to be calibrated on labelled pages.

/// A field counts as clearly read from here on. Below it neither a pass nor a failure may rest
/// on the field. A field's confidence is that of its weakest character that identity hangs on,
/// so this is a demand on every one of them.
pub const DECIDE: f32 = 0.85;

/// The same, where a second, independent reader confirmed the value: two engines seldom make the
/// same mistake in the same place.
pub const DECIDE_CONFIRMED: f32 = 0.6;

/// Two names of equal length that differ in one character are taken for different people only
/// from here on: one misread character is the commonest fault of reading names.
pub const ONE_CHARACTER_OF_A_NAME: f32 = 0.95;

/// A name that was read just as it was declared counts as read clearly from here on: a misreading
/// does not come out as the very name that was expected.
pub const AS_DECLARED: f32 = 0.5;

/// A seal counts as found from here on: a finder's score, not a recogniser's.
pub const SEAL: f32 = 0.5;

/// That something is *not* on a page may be said only of pages whose lines were read, on
/// average, at least this well.
pub const PAGE_WELL_READ: f32 = 0.85;

/// That something is not on a page may be said only of pages with at least so many lines.
pub const PAGE_LINES: usize = 3;

/// A page of unknown kind may be said to be no proof only where it has at least so many lines:
/// on fewer, the word that would tell it may be the one that was lost.
pub const LINES_OF_A_PAPER: usize = 6;

/// A PDF text layer is compared with the picture only where it holds at least so many Chinese
/// characters: scanners leave a few stray ones.
pub const TEXT_LAYER_CHARACTERS: usize = 20;
