//! Files in: every format, and files made to do harm.

mod made;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use hezhi::text::{Problem, ProblemCode};
use hezhi_ocr::{Limits, Page, pages};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use made::{pdf, png_claiming, tiff};

fn read(name: &str, bytes: &[u8]) -> Result<Vec<Page>, Problem> {
    pages(name, bytes, &Limits::default())?.collect()
}

/// The problem with a file, which must be found at once and told in Chinese.
fn refused(name: &str, bytes: &[u8]) -> ProblemCode {
    let begun = Instant::now();
    let problem = read(name, bytes).expect_err("the file was accepted");
    assert!(begun.elapsed() < Duration::from_secs(10), "it took {:?}", begun.elapsed());
    assert!(problem.message.contains("请"), "no next step in {:?}", problem.message);
    assert!(problem.message.contains(name), "the file is not named in {:?}", problem.message);
    problem.code
}

/// Red above, white below.
fn picture() -> RgbImage {
    RgbImage::from_fn(60, 40, |_, y| if y < 20 { Rgb([200, 0, 0]) } else { Rgb([255, 255, 255]) })
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_are_known_by_their_bytes_whatever_their_name() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        let pages = read("scan.pdf", &encoded(picture(), format)).unwrap();
        assert_eq!(pages.len(), 1, "{format:?}");
        assert_eq!((pages[0].number, pages[0].image.dimensions()), (1, (60, 40)), "{format:?}");
        let Rgb([r, g, _]) = *pages[0].image.get_pixel(30, 8);
        assert!(r > 180 && g < 40, "{format:?} gave {r}, {g}");
    }
}

#[test]
fn what_is_transparent_shows_the_paper() {
    let clear = image::RgbaImage::from_pixel(9, 9, image::Rgba([0, 0, 0, 0]));
    let pages = read("a.png", &encoded(clear, ImageFormat::Png)).unwrap();
    assert_eq!(*pages[0].image.get_pixel(4, 4), Rgb([255, 255, 255]));
}

#[test]
fn sixteen_bits_are_read() {
    let deep = image::ImageBuffer::<Luma<u16>, Vec<u16>>::from_pixel(20, 10, Luma([0x8000]));
    let pages = read("a.png", &encoded(DynamicImage::ImageLuma16(deep), ImageFormat::Png)).unwrap();
    let Rgb([v, _, _]) = *pages[0].image.get_pixel(3, 3);
    assert!(v.abs_diff(0x80) <= 1);
}

#[test]
fn the_orientation_tag_turns_the_page() {
    let mut jpeg = encoded(picture(), ImageFormat::Jpeg);
    // EXIF with the one entry "orientation": 6, the top of the page is at the right.
    let exif: &[u8] = b"\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00";
    jpeg.splice(2..2, exif.iter().copied());
    let pages = read("photo.jpg", &jpeg).unwrap();
    assert_eq!(pages[0].image.dimensions(), (40, 60));
    let Rgb([_, g, _]) = *pages[0].image.get_pixel(36, 30);
    assert!(g < 40, "the red half is not at the right");
}

#[test]
fn a_tiff_has_many_pages_of_many_kinds() {
    let kinds = [tiff::grey(), tiff::bilevel(), tiff::cmyk(), tiff::fax()];
    let pages = read("scan.tif", &tiff::file(&kinds)).unwrap();
    assert_eq!(pages.iter().map(|p| p.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(pages.iter().all(|p| p.image.dimensions() == (16, 16)));
    let at = |page: usize| pages[page].image.get_pixel(8, 8).0;
    assert_eq!(at(0), [100, 100, 100]);
    assert_eq!(at(1), [255, 255, 255]);
    let [r, g, b] = at(2);
    assert!(r < 60 && g > 200 && b > 200, "pure cyan became {r}, {g}, {b}");
    assert_eq!(at(3), [255, 255, 255]);
}

#[test]
fn a_pdf_page_is_drawn_and_its_text_layer_kept() {
    let file = pdf::with_text("Hezhi 2026");
    let pages = read("a.pdf", &file).unwrap();
    assert_eq!(pages.len(), 1);
    // 300 × 200 points at 200 dots an inch.
    let (width, height) = pages[0].image.dimensions();
    assert!(width.abs_diff(833) <= 1 && height.abs_diff(555) <= 1, "{width} × {height}");
    assert_eq!(pages[0].text_layer.as_deref(), Some("Hezhi 2026"));
    assert!(pages[0].image.pixels().any(|p| p.0[0] < 60), "nothing was drawn");
}

#[test]
fn a_scanned_pdf_shows_its_scan() {
    let pages =
        read("scan.pdf", &pdf::with_scan(&encoded(picture(), ImageFormat::Jpeg), 60, 40)).unwrap();
    let image = &pages[0].image;
    let Rgb([r, g, _]) = *image.get_pixel(image.width() / 2, image.height() / 4);
    assert!(r > 180 && g < 40, "{r}, {g}");
    assert_eq!(pages[0].text_layer, None);
}

#[test]
fn nothing_is_no_file() {
    assert_eq!(refused("empty.jpg", &[]), ProblemCode::Empty);
}

#[test]
fn other_files_are_no_scans() {
    assert_eq!(refused("notes.jpg", "只是文字。".as_bytes()), ProblemCode::NotAnImage);
    // An archive, as bombs come, under the name of a PDF.
    assert_eq!(
        refused("bomb.pdf", b"PK\x03\x04\x14\x00\x00\x00\x08\x00 and much more"),
        ProblemCode::NotAnImage
    );
}

#[test]
fn a_picture_that_claims_to_be_huge_is_not_decoded() {
    assert_eq!(refused("huge.png", &png_claiming(60_000, 60_000)), ProblemCode::TooLarge);
}

#[test]
fn a_cut_off_picture_is_damaged() {
    let noise =
        RgbImage::from_fn(200, 200, |x, y| Rgb([(x * 7) as u8, (y * 13) as u8, (x * y) as u8]));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(noise.clone(), format);
        assert_eq!(
            refused("cut.jpg", &whole[..whole.len() / 2]),
            ProblemCode::Damaged,
            "{format:?}"
        );
    }
}

#[test]
fn noise_behind_a_signature_never_panics() {
    let mut state = 7u32;
    for signature in [
        &b"\xff\xd8\xff\xe0"[..],
        b"\x89PNG\r\n\x1a\n",
        b"II*\0\x08\0\0\0",
        b"%PDF-1.7\n",
        b"RIFF\x10\x10\0\0WEBPVP8L",
    ] {
        for length in [0usize, 3, 40, 4000] {
            let noise = (0..length).map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            });
            let bytes: Vec<u8> = signature.iter().copied().chain(noise).collect();
            refused("noise", &bytes);
        }
    }
}

#[test]
fn ten_thousand_directories_are_too_many_pages() {
    assert_eq!(
        refused("many.tif", &tiff::file(&vec![tiff::grey(); 10_000])),
        ProblemCode::TooLarge
    );
}

#[test]
fn directories_in_a_circle_end() {
    let mut file = tiff::file(&[tiff::grey(), tiff::grey()]);
    tiff::close_circle(&mut file);
    assert_eq!(read("circle.tif", &file).unwrap().len(), 2);
}

#[test]
fn a_page_tree_in_a_circle_ends() {
    let refusal = refused("loop.pdf", &pdf::in_a_circle());
    assert_eq!(refusal, ProblemCode::Damaged);
}

#[test]
fn a_password_is_asked_of_the_applicant() {
    assert_eq!(refused("secret.pdf", &pdf::encrypted()), ProblemCode::Encrypted);
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused_before_it_is_unpacked() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 40 << 20]).unwrap();
    let file = pdf::with_packed_contents(&packer.finish().unwrap());
    assert!(file.len() < 1 << 20, "the bomb is not small: {}", file.len());
    // A page of a million pixels may unpack to four megabytes, this one asks for forty.
    let limits = Limits { pixels: 1_000_000, ..Limits::default() };
    assert_eq!(
        pages("bomb.pdf", &file, &limits).err().map(|p| p.code),
        Some(ProblemCode::TooLarge)
    );
}

#[test]
fn a_pdf_picture_that_claims_to_be_huge_is_refused() {
    let small = encoded(picture(), ImageFormat::Jpeg);
    assert_eq!(refused("huge.pdf", &pdf::with_scan(&small, 60_000, 60_000)), ProblemCode::TooLarge);
}

#[test]
fn limits_are_limits() {
    let file = encoded(GrayImage::new(100, 100), ImageFormat::Png);
    let strict = |limits: Limits| pages("a.png", &file, &limits).err().map(|p| p.code);
    let loose = Limits::default();
    assert_eq!(strict(Limits { bytes: 10, ..loose }), Some(ProblemCode::TooLarge));
    assert_eq!(strict(Limits { pixels: 9_999, ..loose }), Some(ProblemCode::TooLarge));
    assert_eq!(strict(loose), None);
}
