//! TIFF: many pages in a file, each behind its own directory.

use std::collections::HashSet;

use hezhi::text::Problem;

use super::{Limits, Page, problem, raster};

/// Where the directories of a TIFF begin.
struct Layout {
    big: bool,
    little_endian: bool,
    directories: Vec<u64>,
}

pub fn is_tiff(bytes: &[u8]) -> bool {
    matches!(bytes, [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..])
}

/// The pages of a TIFF, each decoded when it is asked for.
pub fn pages<'a>(
    file: &str,
    bytes: &'a [u8],
    limits: &Limits,
    spared: &[u32],
) -> Result<impl Iterator<Item = Result<Page, Problem>> + Send + use<'a>, Problem> {
    let layout = layout(bytes, limits.pages).ok_or_else(|| problem::damaged(file))?;
    if layout.directories.len() as u64 > u64::from(limits.pages) {
        return Err(problem::too_many_pages(file, limits.pages));
    }
    // The picture decoder reads the first directory only, so each page is decoded from a copy
    // whose header points to its own directory.
    let mut copy = bytes.to_vec();
    let (file, limits, spared) = (file.to_string(), *limits, spared.to_vec());
    let Layout { big, little_endian, directories } = layout;
    Ok(directories.into_iter().zip(1..).map(move |(offset, number)| {
        if spared.contains(&number) {
            return Err(problem::damaged(&file));
        }
        let end = if little_endian { offset.to_le_bytes() } else { offset.to_be_bytes() };
        let (at, pointer) = match (big, little_endian) {
            (true, _) => (8, &end[..]),
            (false, true) => (4, &end[..4]),
            (false, false) => (4, &end[4..]),
        };
        match copy.get_mut(at..at + pointer.len()) {
            Some(place) => place.copy_from_slice(pointer),
            None => return Err(problem::damaged(&file)),
        }
        raster::page(&file, &copy, &limits).map(|page| Page { number, ..page })
    }))
}

/// Follows the chain of directories, at most one more than `most`; a chain that returns to itself
/// ends there.
fn layout(bytes: &[u8], most: u32) -> Option<Layout> {
    let little_endian = bytes.first() == Some(&b'I');
    let number = |at: u64, size: usize| -> Option<u64> {
        let at = usize::try_from(at).ok()?;
        let raw = bytes.get(at..at.checked_add(size)?)?;
        let join = |n: u64, b: &u8| n << 8 | u64::from(*b);
        Some(if little_endian { raw.iter().rev().fold(0, join) } else { raw.iter().fold(0, join) })
    };
    let big = number(2, 2)? == 43;
    let (size, count_size, entry) = if big { (8, 8, 20) } else { (4, 2, 12) };
    let mut next = number(if big { 8 } else { 4 }, size)?;
    let mut seen = HashSet::new();
    let mut directories = Vec::new();
    while next != 0 && directories.len() <= most as usize && seen.insert(next) {
        let Some(entries) = number(next, count_size) else {
            break;
        };
        directories.push(next);
        let end = next.checked_add(count_size as u64)?.checked_add(entries.checked_mul(entry)?)?;
        next = number(end, size).unwrap_or(0);
    }
    (!directories.is_empty()).then_some(Layout { big, little_endian, directories })
}
