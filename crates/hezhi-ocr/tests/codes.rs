//! QR codes drawn onto pages and read again.

use hezhi_ocr::code;
use image::{Rgb, RgbImage, imageops};

const WORDS: &str = "备案编号：沪徐租备（2026）第514350号\n房屋坐落：华发路406弄10号1705室";

/// A page of 1240 by 1754 pixels with a code of `modules` pixels a module at (900, 1400).
fn page(bytes: &[u8], module: u32) -> RgbImage {
    let code = qrcode::QrCode::new(bytes).expect("the text fits a code");
    let width = code.width() as u32;
    let colours = code.to_colors();
    let mut page = RgbImage::from_pixel(1240, 1754, Rgb([244, 241, 233]));
    for y in 0..width * module {
        for x in 0..width * module {
            let at = (y / module * width + x / module) as usize;
            if colours[at] == qrcode::Color::Dark {
                page.put_pixel(900 + x, 1400 + y, Rgb([30, 30, 36]));
            }
        }
    }
    page
}

#[test]
fn a_code_is_read_where_it_stands() {
    let codes = code::read(&page(WORDS.as_bytes(), 5));
    assert_eq!(codes.len(), 1);
    assert_eq!(codes[0].text, WORDS);
    let place = codes[0].region.bounds();
    assert!((place.left - 900.0).abs() < 8.0 && (place.top - 1400.0).abs() < 8.0, "{place:?}");
}

#[test]
fn a_code_is_read_on_a_large_page_that_lies_on_its_side() {
    let large =
        imageops::resize(&page(WORDS.as_bytes(), 5), 3720, 5262, imageops::FilterType::Triangle);
    let codes = code::read(&imageops::rotate90(&large));
    assert_eq!(codes.len(), 1);
    assert_eq!(codes[0].text, WORDS);
    // What stood at (900, 1400) of the page now stands three times as far from the right edge.
    let place = codes[0].region.bounds();
    assert!((place.right - (5262.0 - 4200.0)).abs() < 24.0, "{place:?}");
    assert!((place.top - 2700.0).abs() < 24.0, "{place:?}");
}

#[test]
fn older_programs_wrote_gb18030() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(WORDS);
    assert_eq!(code::read(&page(&bytes, 5))[0].text, WORDS);
}

#[test]
fn a_page_without_a_code_and_an_empty_one_have_none() {
    assert!(code::read(&RgbImage::from_pixel(600, 800, Rgb([250, 250, 250]))).is_empty());
    assert!(code::read(&RgbImage::new(1, 1)).is_empty());
    assert!(code::read(&RgbImage::new(0, 0)).is_empty());
}
