//! Reading with the real models. The page is `pages/notice.html` as a browser draws it.

use std::sync::OnceLock;

use hezhi::extract::{How, Look};
use hezhi::geometry::{Point, Rect, Region};
use hezhi::text::{PageText, TextLine};
use hezhi_ocr::pixels::Projection;
use hezhi_ocr::ppocr::Frame;
use hezhi_ocr::{
    Engine, Limits, Options, Page, PpOcr, Reader, Recorded, Runtime, models_folder, pages,
};
use image::{Rgb, RgbImage, imageops};

const NOTICE: &[u8] = include_bytes!("pages/notice.jpg");
const ADDRESS: &str = "上海市杨浦区松花江路251弄38号1604室";

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| {
        let opened = models_folder().and_then(|folder| Reader::open(&folder, &Options::default()));
        opened.unwrap_or_else(|e| panic!("the reader does not open: {e}; run `./dev setup`"))
    })
}

fn notice() -> Page {
    pages("notice.jpg", NOTICE, &Limits::default()).unwrap().next().unwrap().unwrap()
}

fn page(image: RgbImage) -> Page {
    Page { number: 1, image, text_layer: None }
}

/// The page as it was given, read once for all tests.
fn plain() -> &'static PageText {
    static TEXT: OnceLock<PageText> = OnceLock::new();
    TEXT.get_or_init(|| reader().read(&notice()))
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ':' { '：' } else { c }).collect()
}

fn line_with<'a>(text: &'a PageText, part: &str) -> &'a TextLine {
    let found = text.lines.iter().find(|l| l.text.contains(part));
    found.unwrap_or_else(|| {
        panic!(
            "{part} was not read in {:#?}",
            text.lines.iter().map(|l| &l.text).collect::<Vec<_>>()
        )
    })
}

fn middle(region: &Region) -> Point {
    region.0[0].towards(region.0[2], 0.5)
}

fn assert_near(a: Point, b: Point, what: &str) {
    assert!((a.x - b.x).hypot(a.y - b.y) < 14.0, "{what}: {a:?} is not near {b:?}");
}

#[test]
fn a_clean_page_is_read_exactly_and_in_order() {
    let read: Vec<String> = plain().lines.iter().map(|l| folded(&l.text)).collect();
    let expected = [
        "住房租赁合同备案通知书",
        "备案编号：20260318004719",
        "房屋坐落：上海市杨浦区松花江路251弄38号1604室",
        "租赁用途：居住",
        "租赁期限：2026年3月1日至2027年2月28日",
        "建筑面积：58.36平方米",
        "杨浦区住房保障和房屋管理局",
        "2026年3月18日",
    ];
    let mut rest = read.iter();
    for line in expected {
        assert!(rest.any(|l| l == line), "{line} is not in its place in {read:#?}");
    }
    assert_eq!((plain().turned, &plain().problem), (0, &None));
}

#[test]
fn each_character_has_its_place() {
    let line = line_with(plain(), "松花江路");
    assert_eq!(line.glyphs.len(), line.text.chars().count());
    assert!(
        line.glyphs.windows(2).all(|g| g[0].start <= g[1].start && g[0].end <= g[1].end + 1e-3)
    );
    let from = line.text.chars().position(|c| c == '松').unwrap();
    let road = line.slice(from, from + 4);
    assert_eq!(road.text, "松花江路");
    // A character of 27 pixels; the label 房屋坐落： and 上海市杨浦区 stand before the road.
    let left = road.region.bounds().left;
    assert!((left - (90.0 + 11.0 * 27.0)).abs() < 16.0, "the road begins at {left}");
    assert!((road.region.bounds().width() - 4.0 * 27.0).abs() < 24.0, "{:?}", road.region);
}

#[test]
fn a_turned_page_gives_the_same_places() {
    let given = notice().image;
    let (width, height) = given.dimensions();
    for (degrees, image) in [
        (90, imageops::rotate90(&given)),
        (180, imageops::rotate180(&given)),
        (270, imageops::rotate270(&given)),
    ] {
        let text = reader().read(&page(image));
        assert_eq!(text.turned, (360 - degrees) % 360, "turned by {degrees}");
        let there = Projection::quarter_turn(degrees, width, height);
        for part in ["251弄38号", "租赁用途", "管理局"] {
            let expected = there.apply_region(&line_with(plain(), part).region);
            let found = line_with(&text, part).region;
            assert_near(middle(&found), middle(&expected), part);
            assert_near(found.0[0], expected.0[0], "first corner");
        }
    }
}

/// The page as a photograph shows it that was taken from aside, on a dark desk.
fn photograph() -> (RgbImage, Projection) {
    let given = notice().image;
    let (w, h) = (given.width() as f32, given.height() as f32);
    let flat = Region::from(Rect { left: 0.0, top: 0.0, right: w, bottom: h });
    let seen = [
        Point::new(210.0, 130.0),
        Point::new(1290.0, 210.0),
        Point::new(1360.0, 1520.0),
        Point::new(120.0, 1440.0),
    ];
    let there = Projection::between(&flat.0, &seen).unwrap();
    let back = there.inverse().unwrap();
    let image = RgbImage::from_fn(1500, 1650, |x, y| {
        let p = back.apply(Point::new(x as f32 + 0.5, y as f32 + 0.5));
        let inside = (0.0..w - 1.0).contains(&p.x) && (0.0..h - 1.0).contains(&p.y);
        // A shadow lies across the right side.
        let light = if x > 900 { 0.62 } else { 1.0 };
        let Rgb(c) =
            if inside { *given.get_pixel(p.x as u32, p.y as u32) } else { Rgb([88, 66, 48]) };
        Rgb(c.map(|v| (f32::from(v) * light) as u8))
    });
    (image, there)
}

#[test]
fn a_photograph_gives_the_same_words_in_their_places() {
    let (image, there) = photograph();
    let text = reader().read(&page(image));
    assert!(folded(&line_with(&text, "松花江路").text).contains(ADDRESS));
    for part in ["251弄38号", "租赁用途", "管理局"] {
        let expected = there.apply_region(&line_with(plain(), part).region);
        assert_near(middle(&line_with(&text, part).region), middle(&expected), part);
    }
    // On the straightened page the labels stand below each other again.
    let left = |part: &str| line_with(&text, part).upright.left;
    assert!((left("备案编号") - left("租赁用途")).abs() < 20.0);
}

#[test]
fn a_large_scan_is_read_from_a_reduced_copy_and_placed_on_itself() {
    let given = notice().image;
    let large = imageops::resize(&given, 4000, 4800, imageops::FilterType::Triangle);
    let text = reader().read(&page(large));
    let line = line_with(&text, "松花江路");
    let small = middle(&line_with(plain(), "松花江路").region);
    assert_near(middle(&line.region), Point::new(small.x * 4.0, small.y * 4.0), "reduced by four");
}

#[test]
fn the_seal_is_found_and_its_name_read() {
    let seals = &plain().seals;
    assert_eq!(seals.len(), 1, "{seals:?}");
    // It was drawn 230 pixels wide at 600, 830.
    assert_near(middle(&seals[0].region), Point::new(715.0, 945.0), "the seal");
    assert_eq!(seals[0].text.as_deref(), Some("杨浦区住房租赁备案专用章"));
}

#[test]
fn the_seal_on_a_photocopy_is_found_by_its_shape() {
    let copy = image::DynamicImage::ImageRgb8(notice().image).to_luma8();
    let text = reader().read(&page(image::DynamicImage::ImageLuma8(copy).to_rgb8()));
    assert_eq!(text.seals.len(), 1, "{:?}", text.seals);
    assert_near(middle(&text.seals[0].region), Point::new(715.0, 945.0), "the seal");
}

/// Presses a dark red seal with a solid middle over a place of the page, and stains black print
/// under it red, as the colour of a JPEG does.
fn stamped(image: &mut RgbImage, x: f32, y: f32, ink: [f32; 3]) {
    for (px, py, pixel) in image.enumerate_pixels_mut() {
        let (dx, dy) = ((px as f32 - x) / 115.0, (py as f32 - y) / 115.0);
        let (radius, turn) = (dx.hypot(dy), dx.atan2(-dy));
        let name = (0.62..0.88).contains(&radius)
            && (turn * 18.0).sin() > 0.2
            && (radius * 60.0).sin() > -0.3;
        let star = dx.abs() < 0.2 && dy.abs() < 0.3;
        if (0.94..1.0).contains(&radius) || name || star {
            let Rgb(c) = *pixel;
            let stain = [72.0, 10.0, 14.0];
            *pixel =
                Rgb([0, 1, 2]
                    .map(|i| (stain[i] + f32::from(c[i]) / 255.0 * (ink[i] - stain[i])) as u8));
        }
    }
}

#[test]
fn lines_under_a_seal_are_read() {
    let at = middle(&line_with(plain(), "松花江路").region);
    let mut image = notice().image;
    stamped(&mut image, at.x, at.y, [190.0, 40.0, 50.0]);
    let text = reader().read(&page(image));
    // With red taken off by one measure these are read as 上海市场浦区 and 20260318c04719.
    for part in ["上海市杨浦区", "20260318004719"] {
        assert!(
            text.lines.iter().any(|l| folded(&l.text).contains(part)),
            "{part}: {:#?}",
            text.lines
        );
    }
}

#[test]
fn a_head_printed_in_red_is_read_and_the_seal_is_not() {
    // Every dark pixel above the filing's number, as red as the heads of offices are.
    let mut image = notice().image;
    let end = line_with(plain(), "备案编号").region.bounds().top as u32;
    for pixel in
        image.enumerate_rows_mut().take(end as usize).flat_map(|(_, row)| row.map(|(_, _, p)| p))
    {
        let share = f32::from(pixel.0[1]) / 255.0;
        *pixel = Rgb([(150.0 + 105.0 * share) as u8, pixel.0[1], pixel.0[1]]);
    }
    let text = reader().read(&page(image));
    let read: Vec<String> = text.lines.iter().map(|l| folded(&l.text)).collect();
    assert_eq!(read.iter().filter(|l| *l == "住房租赁合同备案通知书").count(), 1, "{read:#?}");
    assert_eq!(read.len(), plain().lines.len(), "{read:#?}");
}

#[test]
fn where_there_is_no_seal_none_is_found() {
    let mut image = notice().image;
    for y in 820..1070 {
        for x in 590..840 {
            image.put_pixel(x, y, Rgb([255, 255, 255]));
        }
    }
    assert_eq!(reader().read(&page(image)).seals, []);
}

#[test]
fn an_empty_page_says_so() {
    let text = reader().read(&page(RgbImage::from_pixel(800, 1000, Rgb([250, 250, 248]))));
    assert!(text.lines.is_empty());
    assert!(text.problem.is_some_and(|p| p.message.contains("没有识别到文字")));
}

#[test]
fn the_second_reader_reads_the_digits_again() {
    let mut text = plain().clone();
    let line = line_with(&text, "松花江路");
    let from = line.text.chars().position(|c| c == '2').unwrap();
    let region = line.slice(from, from + 3).region;
    let look = Look { file: "notice.jpg".into(), page: 1, how: How::Second(region) };
    reader().look_again(&notice(), &mut text, &[look]);
    let engines = ["tesseract-chi_sim", "PP-OCRv6-tiny"];
    assert_eq!(text.second_readings.iter().map(|s| s.engine.as_str()).collect::<Vec<_>>(), engines);
    for second in &text.second_readings {
        assert_eq!((second.text.as_str(), second.region), ("251", region), "{}", second.engine);
        assert!(reader().engine().contains(&second.engine));
    }
}

#[test]
fn a_finer_look_finds_a_line_that_was_lost() {
    let mut text = plain().clone();
    let lost = line_with(&text, "建筑面积").clone();
    text.lines.retain(|l| !l.text.contains("建筑面积"));
    let area = Rect {
        left: 60.0,
        top: lost.upright.top - 25.0,
        right: 600.0,
        bottom: lost.upright.bottom + 25.0,
    };
    let look = Look { file: "notice.jpg".into(), page: 1, how: How::Finer(area) };
    reader().look_again(&notice(), &mut text, &[look]);
    let found = line_with(&text, "建筑面积");
    assert!(found.text.contains("58.36"), "{}", found.text);
    assert_near(middle(&found.region), middle(&lost.region), "the line");
    assert_near(found.upright.center(), lost.upright.center(), "the line on the upright page");
    let at = |part: &str| text.lines.iter().position(|l| l.text.contains(part));
    assert!(at("租赁期限") < at("建筑面积") && at("建筑面积") < at("管理局"));
}

#[test]
fn both_runtimes_read_the_same() {
    let options = Options { runtime: Runtime::PureRust, ..Options::default() };
    let pure = PpOcr::open(&models_folder().unwrap(), &options).unwrap();
    let region = line_with(plain(), "松花江路").region;
    let read = pure.read_regions(&Frame::given(&notice()), &[region]).unwrap();
    assert!(read[0].text.contains(ADDRESS), "{}", read[0].text);
}

#[test]
fn a_recorded_reading_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notice.json");
    std::fs::write(&path, serde_json::to_string(&[plain()]).unwrap()).unwrap();
    let recorded = Recorded::open(&path).unwrap();
    let read = recorded.read(&notice()).unwrap();
    assert_eq!(read.lines.len(), plain().lines.len());
    let region = line_with(plain(), "租赁用途").region;
    assert!(
        recorded.read_regions(&Frame::given(&notice()), &[region]).unwrap()[0]
            .text
            .contains("居住")
    );
    let absent = recorded.read(&Page { number: 2, ..notice() });
    assert!(absent.is_err_and(|e| e.to_string().contains("page 2")));
}

#[test]
fn a_missing_model_is_named_with_the_way_to_get_it() {
    let empty = tempfile::tempdir().unwrap();
    let error = Reader::open(empty.path(), &Options::default())
        .err()
        .map(|e| e.to_string())
        .unwrap_or_default();
    assert!(error.contains("PP-OCRv6_det_small.onnx") && error.contains("./dev setup"), "{error}");
}
