//! What is told of a page's picture, with the real models: a page that a browser drew, spoilt in
//! each of the ways in which sheets are spoilt on the glass and under a camera.

use std::sync::OnceLock;

use hezhi::text::PageFault;
use hezhi_ocr::{Limits, Options, Page, Reader, models_folder, pages};
use image::{Rgb, RgbImage, imageops};

const NOTICE: &[u8] = include_bytes!("pages/notice.jpg");

fn faults_of(image: RgbImage) -> Vec<PageFault> {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| {
        let opened = models_folder().and_then(|folder| Reader::open(&folder, &Options::default()));
        opened.unwrap_or_else(|e| panic!("the reader does not open: {e}; run `./dev setup`"))
    });
    reader.read(&Page { number: 1, image, text_layer: None }).faults
}

fn notice() -> RgbImage {
    pages("notice.jpg", NOTICE, &Limits::default()).unwrap().next().unwrap().unwrap().image
}

/// The page under another light: each pixel by its place.
fn lit(page: &RgbImage, light: impl Fn(f32, f32) -> (f32, f32)) -> RgbImage {
    let (width, height) = page.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let (factor, more) = light(x as f32 / width as f32, y as f32 / height as f32);
        Rgb(page.get_pixel(x, y).0.map(|v| (f32::from(v) * factor + more).clamp(0.0, 255.0) as u8))
    })
}

#[test]
fn of_a_good_page_nothing_is_told() {
    assert_eq!(faults_of(notice()), []);
}

#[test]
fn an_empty_back_is_blank() {
    let back = RgbImage::from_fn(1240, 1754, |x, y| Rgb([243 + ((x * 31 + y * 17) % 9) as u8; 3]));
    assert_eq!(faults_of(back), [PageFault::Blank]);
}

#[test]
fn a_page_out_of_focus_is_blurred() {
    let page = notice();
    let radius = page.height().max(page.width()) as f32 / 2339.0 * 7.0;
    assert_eq!(faults_of(imageops::blur(&page, radius)), [PageFault::Blurred]);
}

#[test]
fn a_page_of_which_nothing_can_be_read_is_no_empty_back() {
    let page = notice();
    let radius = page.width() as f32 / 90.0;
    assert_eq!(faults_of(imageops::blur(&page, radius)), [PageFault::Blurred]);
}

#[test]
fn a_back_through_which_the_front_shows_is_blank() {
    let page = notice();
    let front = imageops::blur(&imageops::flip_horizontal(&page), 2.0);
    let back = lit(&front, |_, _| (0.07, 228.0));
    assert_eq!(faults_of(back), [PageFault::Blank]);
}

#[test]
fn a_page_in_too_little_light_is_dark() {
    assert_eq!(faults_of(lit(&notice(), |_, _| (0.35, 0.0))), [PageFault::Dark]);
}

#[test]
fn print_that_runs_out_of_the_picture_is_cut_off() {
    let page = notice();
    let (width, height) = page.dimensions();
    let part = imageops::crop_imm(&page, 0, 0, width * 6 / 10, height).to_image();
    assert_eq!(faults_of(part), [PageFault::CutOff]);
}

#[test]
fn a_lamp_in_the_sheet_is_glare() {
    let page = lit(&notice(), |x, y| {
        let near = (-((x - 0.55).powi(2) + (y - 0.45).powi(2)) / 0.03).exp();
        (0.8, 260.0 * near)
    });
    assert_eq!(faults_of(page), [PageFault::Glare]);
}

#[test]
fn a_finger_on_the_print_covers_it() {
    let mut page = notice();
    let (width, height) = page.dimensions();
    let (top, thick) = (height * 2 / 5, width / 9);
    for (x, y, pixel) in page.enumerate_pixels_mut() {
        let tip = width * 11 / 20 + thick / 2;
        let (dx, dy) = (tip.saturating_sub(x), y.abs_diff(top + thick / 2));
        if dx * dx + dy * dy < thick * thick / 4 {
            *pixel = Rgb([205 - (dy / 4) as u8, 150, 120]);
        }
    }
    assert_eq!(faults_of(page), [PageFault::Covered]);
}

#[test]
fn a_page_of_few_pixels_is_too_small() {
    let page = notice();
    let (width, height) = (page.width() * 330 / page.height(), 330);
    let small = imageops::resize(&page, width, height, imageops::FilterType::Triangle);
    let found = faults_of(small);
    assert!(found.contains(&PageFault::TooSmall), "{found:?}");
}
