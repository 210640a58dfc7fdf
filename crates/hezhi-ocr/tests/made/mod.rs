//! Files made by hand, byte by byte.

pub mod pdf;
pub mod tiff;

/// A PNG whose header claims a size; nothing follows it.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut check = flate2::Crc::new();
    check.update(&header);
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&header);
    file.extend(check.sum().to_be_bytes());
    file.extend(b"\0\0\0\x10IDAT");
    file.extend([0; 16]);
    file
}
