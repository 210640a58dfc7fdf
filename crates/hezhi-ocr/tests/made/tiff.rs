//! TIFFs, little-endian, of pages of 16 × 16 pixels.

/// Tags (number, value) beside those that every page has, and the pixels' bytes.
#[derive(Clone)]
pub struct Made {
    tags: Vec<(u16, u32)>,
    data: Vec<u8>,
}

const BITS: u16 = 258;
const COMPRESSION: u16 = 259;
const PHOTOMETRIC: u16 = 262;
const SAMPLES: u16 = 277;

fn made(bits: u32, compression: u32, photometric: u32, samples: u32, data: Vec<u8>) -> Made {
    Made {
        tags: vec![
            (BITS, bits),
            (COMPRESSION, compression),
            (PHOTOMETRIC, photometric),
            (SAMPLES, samples),
        ],
        data,
    }
}

/// Eight bits of grey, all 100.
pub fn grey() -> Made {
    made(8, 1, 1, 1, vec![100; 256])
}

/// One bit, 0 is black, all white.
pub fn bilevel() -> Made {
    made(1, 1, 1, 1, vec![0xff; 32])
}

/// Pure cyan in the colours of print.
pub fn cmyk() -> Made {
    made(8, 1, 5, 4, [255, 0, 0, 0].repeat(256))
}

/// A fax (CCITT group 4), 0 is white: sixteen rows like the white row above them, then the end.
pub fn fax() -> Made {
    made(1, 4, 0, 1, vec![0xff, 0xff, 0x00, 0x10, 0x01, 0x00])
}

pub fn file(pages: &[Made]) -> Vec<u8> {
    let mut bytes = b"II*\0\0\0\0\0".to_vec();
    let mut pointer = 4;
    for page in pages {
        let data = bytes.len() as u32;
        bytes.extend(&page.data);
        let samples = page.tags.iter().find(|t| t.0 == SAMPLES).map_or(1, |t| t.1);
        let bits = page.tags.iter().find(|t| t.0 == BITS).map_or(8, |t| t.1);
        // With more than two samples the bits of each stand elsewhere in the file.
        let bits_at = bytes.len() as u32;
        if samples > 2 {
            bytes.extend((0..samples).flat_map(|_| (bits as u16).to_le_bytes()));
        }
        let directory = bytes.len() as u32;
        bytes[pointer..pointer + 4].copy_from_slice(&directory.to_le_bytes());
        let mut tags: Vec<(u16, u16, u32, u32)> =
            page.tags.iter().map(|&(tag, value)| (tag, 3, 1, value)).collect();
        if samples > 2 {
            tags.retain(|t| t.0 != BITS);
            tags.push((BITS, 3, samples, bits_at));
        }
        tags.extend([
            (256, 3, 1, 16),
            (257, 3, 1, 16),
            (273, 4, 1, data),
            (278, 3, 1, 16),
            (279, 4, 1, page.data.len() as u32),
        ]);
        tags.sort_unstable();
        bytes.extend((tags.len() as u16).to_le_bytes());
        for (tag, kind, count, value) in tags {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        pointer = bytes.len();
        bytes.extend([0; 4]);
    }
    bytes
}

/// Lets the last directory point to the first.
pub fn close_circle(file: &mut [u8]) {
    let first: [u8; 4] = file[4..8].try_into().unwrap();
    let end = file.len() - 4;
    file[end..].copy_from_slice(&first);
}
