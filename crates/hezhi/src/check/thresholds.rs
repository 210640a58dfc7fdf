//! From which confidence on a reading decides anything: all such numbers of the checks, in one
//! place. A field's confidence is how often a value read like it is right, measured on labelled
//! papers (docs/calibration.md); a line's and a seal's are the reader's own.
//!
//! What a person has to look at costs a minute; a wrong accept costs a home that is none. So a
//! value decides only from where it is right often enough, and how often that is depends on what
//! has to go wrong for a wrong accept.

/// A value that is held against the declared one counts as clearly read from here on. To be
/// accepted wrongly it would have to be misread as just what was declared: of 8,491 applications
/// that declared something else than their papers carry, none was accepted. Below it no failure
/// rests on the value, and a pass only where it reads just as it was declared. On papers that the
/// curves do not know, values of 0.9 and more are right 98.8 times in 100, those below 0.8 39 times.
pub const DECIDE: f32 = 0.85;

/// An address that was read as the declared dwelling counts from here on: to be misread, it would
/// have to be misread as just that one. Unusual but right addresses are said to be right 0.84 of
/// the time.
pub const ADDRESS_AS_DECLARED: f32 = 0.8;

/// A usage has to be surer: nothing that was declared stands against it, and a shop misread as a
/// home would be accepted.
pub const DECIDE_USAGE: f32 = 0.95;

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

/// More people than this who all say that they are near relatives of one owner or tenant, and hand
/// in the same paper, are looked at: three generations of two families are fewer. The policy
/// names no number; people decide.
pub const MOST_OF_A_FAMILY: usize = 8;

/// More people than this at one dwelling that is no dormitory are looked at, near relatives or
/// not. The policy names no number: families and flat-sharers are below it, the dozens who are
/// registered to one flat on paper are not.
pub const MOST_IN_A_DWELLING: usize = 10;
