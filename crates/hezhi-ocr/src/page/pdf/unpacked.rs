//! What the compressed streams of a PDF would unpack to, found out before anything unpacks them.
//!
//! The PDF reader unpacks a stream whole into memory, so a file of a few megabytes could ask for
//! many gigabytes. The streams are found by their keyword, without trusting the file's structure.

use std::io::Read;

use hezhi::text::Problem;

use crate::page::{Limits, problem};

/// The most that one stream may unpack to: three bytes for each pixel that a page may have, and
/// some more for what is no picture.
fn most(limits: &Limits) -> u64 {
    limits.pixels.saturating_mul(4)
}

/// A byte of deflate unpacks to at most this many.
const DEFLATE: u64 = 1032;
/// A byte of LZW unpacks to at most this many.
const LZW: u64 = 2600;
/// How far before the keyword `stream` its dictionary is looked for.
const DICTIONARY: usize = 2000;

/// Refuses a file with a stream that unpacks to more than a page may hold.
pub fn check(file: &str, bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let most = most(limits);
    for at in find(bytes, b"stream") {
        if bytes.get(..at).is_some_and(|b| b.ends_with(b"end")) {
            continue;
        }
        let dictionary = dictionary(bytes, at);
        let pixels = number(dictionary, b"/Width").saturating_mul(number(dictionary, b"/Height"));
        if pixels > limits.pixels {
            let (width, height) = (number(dictionary, b"/Width"), number(dictionary, b"/Height"));
            return Err(problem::too_many_pixels(file, width, height, limits.pixels));
        }
        let packings = count(dictionary, b"/FlateDecode") + count(dictionary, b"/LZWDecode");
        let start = at + b"stream".len();
        let start = start
            + bytes
                .get(start..)
                .map_or(0, |b| b.iter().take(2).take_while(|c| matches!(c, b'\r' | b'\n')).count());
        let data = bytes.get(start..).unwrap_or_default();
        let data = data.get(..length(data)).unwrap_or(data);
        let worst = if count(dictionary, b"/LZWDecode") > 0 { LZW } else { DEFLATE };
        let ratio = worst.saturating_pow(packings as u32);
        // Only a stream that could be too large is worth unpacking to see.
        if packings == 0 || (data.len() as u64).saturating_mul(ratio) <= most {
            continue;
        }
        // Packed twice has no use but to hide how large it is.
        if packings > 1 || unpacked(data, count(dictionary, b"/LZWDecode") > 0, most) > most {
            return Err(problem::unpacks_too_large(file));
        }
    }
    Ok(())
}

fn find<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = word.first().copied().unwrap_or_default();
    bytes
        .iter()
        .enumerate()
        .filter(move |&(_, &b)| b == first)
        .map(|(i, _)| i)
        .filter(move |&i| bytes[i..].starts_with(word))
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    find(bytes, word).count()
}

/// The bytes between the last `obj` and the keyword at `at`.
fn dictionary(bytes: &[u8], at: usize) -> &[u8] {
    let before = bytes.get(at.saturating_sub(DICTIONARY)..at).unwrap_or_default();
    let start = before.windows(3).rposition(|w| w == b"obj").map_or(0, |i| i + 3);
    before.get(start..).unwrap_or_default()
}

fn length(data: &[u8]) -> usize {
    find(data, b"endstream").next().unwrap_or(data.len())
}

/// The whole number after a key, or 0.
fn number(dictionary: &[u8], key: &[u8]) -> u64 {
    let Some(at) = find(dictionary, key).next() else {
        return 0;
    };
    dictionary
        .iter()
        .skip(at + key.len())
        .skip_while(|b| b.is_ascii_whitespace())
        .take_while(|b| b.is_ascii_digit())
        .fold(0, |n: u64, b| n.saturating_mul(10).saturating_add(u64::from(b - b'0')))
}

/// How many bytes `data` unpacks to, counted no further than just past `most`.
fn unpacked(data: &[u8], lzw: bool, most: u64) -> u64 {
    let mut buffer = vec![0u8; 1 << 16];
    let mut total = 0u64;
    if lzw {
        let mut decoder = weezl::decode::Decoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
        let mut rest = data;
        while total <= most {
            let step = decoder.decode_bytes(rest, &mut buffer);
            rest = rest.get(step.consumed_in..).unwrap_or_default();
            total += step.consumed_out as u64;
            if step.status.is_err() || (step.consumed_out == 0 && step.consumed_in == 0) {
                break;
            }
        }
        return total;
    }
    let mut decoder = flate2::read::ZlibDecoder::new(data);
    while total <= most {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(n) => total += n as u64,
        }
    }
    total
}
