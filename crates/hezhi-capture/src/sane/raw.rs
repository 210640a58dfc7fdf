//! Raw pages (PNM) as PNG: without loss, and quickly.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

use png::{BitDepth, ColorType, Compression, Encoder};

use super::scan::too_large;
use crate::error::CaptureError;
use crate::scanners::Limits;

/// What stands at the head of a raw page.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Head {
    width: u32,
    height: u32,
    colour: ColorType,
    depth: BitDepth,
}

/// Writes the page beside the raw one, which is removed; gives its path.
pub(super) fn to_png(raw: &Path, limits: &Limits) -> Result<PathBuf, CaptureError> {
    let disk = |error: std::io::Error| CaptureError::disk(&error);
    let mut from = BufReader::with_capacity(1 << 16, File::open(raw).map_err(disk)?);
    let head = head(&mut from).ok_or_else(broken)?;
    let pixels = u64::from(head.width) * u64::from(head.height);
    if pixels > limits.pixels || pixels == 0 {
        return Err(too_many(pixels, limits));
    }
    let mut data = vec![0_u8; head.bytes()];
    from.read_exact(&mut data).map_err(|_| CaptureError::CutOff)?;
    if head.depth == BitDepth::One {
        // There a set bit is ink, here it is paper.
        data.iter_mut().for_each(|byte| *byte = !*byte);
    }
    let path = raw.with_extension("png");
    let mut encoder =
        Encoder::new(BufWriter::new(File::create(&path).map_err(disk)?), head.width, head.height);
    encoder.set_color(head.colour);
    encoder.set_depth(head.depth);
    encoder.set_compression(Compression::Fast);
    let written = encoder.write_header().and_then(|mut png| {
        png.write_image_data(&data)?;
        png.finish()
    });
    written.map_err(|error| CaptureError::Disk(error.to_string()))?;
    std::fs::remove_file(raw).map_err(disk)?;
    let bytes = path.metadata().map_err(disk)?.len();
    if bytes > limits.bytes { Err(too_large(bytes, limits)) } else { Ok(path) }
}

impl Head {
    fn bytes(self) -> usize {
        let samples = self.width as usize * self.colour.samples();
        let line = match self.depth {
            BitDepth::One => samples.div_ceil(8),
            BitDepth::Sixteen => samples * 2,
            _ => samples,
        };
        line * self.height as usize
    }
}

/// The kind, the size and the largest value, apart by white space; `#` begins a comment.
fn head(from: &mut impl BufRead) -> Option<Head> {
    let kind = word(from)?;
    let (width, height) = (word(from)?.parse().ok()?, word(from)?.parse().ok()?);
    let colour = match kind.as_str() {
        "P4" | "P5" => ColorType::Grayscale,
        "P6" => ColorType::Rgb,
        _ => return None,
    };
    let depth = if kind == "P4" {
        BitDepth::One
    } else {
        match word(from)?.parse().ok()? {
            255_u32 => BitDepth::Eight,
            65_535 => BitDepth::Sixteen,
            _ => return None,
        }
    };
    Some(Head { width, height, colour, depth })
}

/// The next word, and the one byte of white space that ends it.
fn word(from: &mut impl BufRead) -> Option<String> {
    let mut word = String::new();
    loop {
        let mut byte = [0_u8];
        from.read_exact(&mut byte).ok()?;
        match byte[0] {
            b'#' if word.is_empty() => {
                let mut comment = Vec::new();
                from.take(1 << 10).read_until(b'\n', &mut comment).ok()?;
            }
            byte if byte.is_ascii_whitespace() => {
                if !word.is_empty() {
                    return Some(word);
                }
            }
            byte if word.len() < 12 => word.push(char::from(byte)),
            _ => return None,
        }
    }
}

fn broken() -> CaptureError {
    CaptureError::Device("它给出的页不是图片".into())
}

fn too_many(pixels: u64, limits: &Limits) -> CaptureError {
    CaptureError::TooLarge(format!(
        "扫描出的一页有 {} 万像素，最多 {} 万，已经停下。请在扫描方案里降低分辨率（300 dpi 就够），再扫一次。",
        pixels / 10_000,
        limits.pixels / 10_000
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(raw: &[u8]) -> Result<(png::OutputInfo, Vec<u8>), CaptureError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p00001.pnm");
        std::fs::write(&path, raw).unwrap();
        let png = to_png(&path, &Limits { pixels: 10_000, ..Limits::default() })?;
        assert!(!path.exists(), "the raw page is gone");
        let decoder = png::Decoder::new(BufReader::new(File::open(png).unwrap()));
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        pixels.truncate(info.buffer_size());
        Ok((info, pixels))
    }

    #[test]
    fn every_kind_of_raw_page_keeps_its_pixels() {
        let (info, pixels) =
            converted(b"P6\n# SANE data follows\n2 1\n255\n\x01\x02\x03\x04\x05\x06").unwrap();
        assert_eq!((info.width, info.height, info.color_type), (2, 1, ColorType::Rgb));
        assert_eq!(pixels, [1, 2, 3, 4, 5, 6]);
        let (info, pixels) = converted(b"P5\n1 2\n65535\n\x01\x02\xFF\x00").unwrap();
        assert_eq!((info.bit_depth, pixels), (BitDepth::Sixteen, vec![1, 2, 0xFF, 0]));
        // Ink is black.
        let (info, pixels) = converted(b"P4\n9 1\n\x80\x00").unwrap();
        assert_eq!((info.bit_depth, pixels), (BitDepth::One, vec![0x7F, 0xFF]));
    }

    #[test]
    fn what_is_no_page_or_not_whole_or_too_large_is_refused() {
        assert_eq!(converted(b"P6\n2 2\n255\n\x01"), Err(CaptureError::CutOff));
        for wrong in
            [&b"P3\n1 1\n255\n1 2 3"[..], b"", b"P6\n4294967296 1\n255\n", b"P6\n-1 1\n255\n"]
        {
            assert_eq!(converted(wrong), Err(broken()), "{wrong:?}");
        }
        for huge in [&b"P6\n60000 60000\n255\n"[..], b"P5\n0 5\n255\n"] {
            assert!(matches!(converted(huge), Err(CaptureError::TooLarge(_))), "{huge:?}");
        }
    }
}
