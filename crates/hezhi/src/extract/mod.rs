//! From text lines to documents with fields: a file a kind of paper.
//!
//! A page is taken apart into labels and their values by where they stand (`layout`), a page's
//! kind is told by its title, labels and numbers (`kind`), pages become papers, and each kind
//! of paper knows which labels carry its fields. Every value keeps the place of each character
//! (`run`), and every reason not to rely on it (`doubt`, `second`).

mod address;
mod bind;
mod boxes;
mod code;
pub mod confidence;
pub mod correction;
mod dormitory;
mod doubt;
mod kind;
mod label;
mod layout;
mod lease;
mod look;
mod owner;
mod paper;
mod property;
mod run;
mod seal;
mod second;
mod sentence;
mod slant;
mod supporting;
mod unlisted;
mod usage;
mod value;

use std::collections::BTreeMap;

use crate::document::{Document, Kind};
use crate::geometry::{Rect, Region};
use crate::text::FileText;

use bind::Bound;
pub use code::statements;
use paper::Paper;
pub use usage::classify as usage_class;

/// A place that should be read again before the papers are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    pub file: String,
    /// From 1.
    pub page: u32,
    pub how: How,
}

/// How to read a place again.
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// Detect again at a finer scale in this area of the upright page: an expected label has no
    /// value.
    Finer(Rect),
    /// Recognise this line again with the second engine.
    Second(Region),
    /// Recognise this line again with the larger recogniser.
    Stronger(Region),
}

/// The papers that the files hold, in the files' order.
pub fn documents(files: &[FileText]) -> Vec<Document> {
    bind::papers(files).iter().map(|bound| document(bound.file, read(bound))).collect()
}

/// The pages of one paper, wherever they lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    pub kind: Kind,
    /// File and page, from 1; those of the paper's own file first.
    pub pages: Vec<(String, u32)>,
}

/// Which pages make one paper, in the files' order: each page of each file stands in one of them.
/// Unlike among [`documents`], an annex that has a file of its own is a part of its certificate
/// only.
pub fn together(files: &[FileText]) -> Vec<Together> {
    let bound = bind::papers(files);
    let elsewhere = |file: &str, page: u32| {
        let mut others = bound.iter().filter(|other| other.file != file);
        others.any(|other| {
            let mut leaves = other.leaves.iter();
            leaves.any(|leaf| leaf.file == Some(file) && leaf.page.page == page)
        })
    };
    let paper = |paper: &Bound<'_>| {
        let own =
            |leaf: &&paper::Leaf<'_>| leaf.file.is_some() || !elsewhere(paper.file, leaf.page.page);
        let place =
            |leaf: &paper::Leaf<'_>| (leaf.file.unwrap_or(paper.file).to_owned(), leaf.page.page);
        let pages: Vec<_> = paper.leaves.iter().filter(own).map(place).collect();
        (!pages.is_empty()).then_some(Together { kind: paper.kind, pages })
    };
    bound.iter().filter_map(paper).collect()
}

/// The places worth reading again.
pub fn looks(files: &[FileText], documents: &[Document]) -> Vec<Look> {
    look::looks(files, documents)
}

fn read<'a>(bound: &Bound<'a>) -> Paper<'a> {
    let kind = bound.kind;
    let leaves = bound.leaves.clone();
    let layouts = leaves.iter().enumerate().map(|(i, l)| layout::lay_out(l.page, i)).collect();
    let mut paper = Paper { kind, leaves, layouts, fields: BTreeMap::new(), residents: Vec::new() };
    match kind {
        Kind::PropertyCertificate | Kind::PropertyRegisterExtract => property::read(&mut paper),
        Kind::LeaseRegistration => lease::read(&mut paper),
        Kind::DormitoryCertificate => dormitory::read(&mut paper),
        Kind::Unknown => {}
        _ => supporting::read(&mut paper),
    }
    if kind != Kind::Unknown {
        seal::read(&mut paper);
        second::weigh(&mut paper);
    }
    paper
}

fn document(file: &str, paper: Paper<'_>) -> Document {
    let own = paper.leaves.iter().filter(|leaf| leaf.file.is_none());
    let mut pages: Vec<u32> = own.map(|leaf| leaf.page.page).collect();
    pages.sort_unstable();
    let mut document = Document {
        file: file.into(),
        pages,
        kind: paper.kind,
        fields: paper.fields,
        residents: paper.residents,
    };
    confidence::calibrate(&mut document);
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FieldName;
    use crate::text::{PageText, TextLine};

    /// Lines as a page would give them, from left, top and text; characters are 20 pixels wide.
    fn page(lines: &[(f32, f32, &str)]) -> PageText {
        let lines = lines
            .iter()
            .map(|(left, top, text)| {
                let upright = Rect {
                    left: *left,
                    top: *top,
                    right: left + 20.0 * text.chars().count() as f32,
                    bottom: top + 26.0,
                };
                TextLine {
                    text: (*text).into(),
                    confidence: 0.99,
                    region: upright.into(),
                    upright,
                    glyphs: Vec::new(),
                    quick: false,
                }
            })
            .collect();
        PageText { page: 1, width: 1200, height: 1600, lines, ..PageText::default() }
    }

    fn read(lines: &[(f32, f32, &str)]) -> Document {
        let files = [FileText { file: "a.jpg".into(), pages: vec![page(lines)], problem: None }];
        let mut documents = documents(&files);
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    fn text(document: &Document, name: FieldName) -> Option<&str> {
        document.field(name).map(|f| f.text.as_str())
    }

    #[test]
    fn a_label_in_single_characters_and_a_centred_label_beside_two_lines() {
        let document = read(&[
            (400.0, 40.0, "不动产权证书"),
            (60.0, 120.0, "权"),
            (110.0, 120.0, "利"),
            (160.0, 120.0, "人"),
            (300.0, 120.0, "周文博"),
            (60.0, 190.0, "坐"),
            (160.0, 190.0, "落"),
            (300.0, 174.0, "上海市宝山区高境镇殷高西路"),
            (300.0, 206.0, "999弄1号101室"),
            (60.0, 270.0, "权利类型"),
            (300.0, 270.0, "国有建设用地使用权/房屋所有权"),
            (60.0, 330.0, "用途"),
            (300.0, 330.0, "城镇住宅用地/住宅"),
        ]);
        assert_eq!(document.kind, Kind::PropertyCertificate);
        assert_eq!(text(&document, FieldName::Holder), Some("周文博"));
        assert_eq!(
            text(&document, FieldName::Address),
            Some("上海市宝山区高境镇殷高西路999弄1号101室")
        );
        assert_eq!(text(&document, FieldName::LandUsage), Some("城镇住宅用地"));
        assert_eq!(text(&document, FieldName::Usage), Some("住宅"));
        assert_eq!(document.fields[&FieldName::Address].parts.len(), 2);
        // The region is the value's own, not the line's.
        assert!(document.fields[&FieldName::Usage].region.bounds().left > 430.0);
    }

    #[test]
    fn a_label_without_a_value_takes_none_from_its_neighbours() {
        let document = read(&[
            (300.0, 40.0, "上海市房地产权证"),
            (60.0, 100.0, "权利人"),
            (300.0, 100.0, "赵明远"),
            (60.0, 140.0, "房地坐落"),
            (300.0, 140.0, "解放中路88弄2号"),
            (60.0, 180.0, "使用权面积"),
            (300.0, 170.0, "独用"),
            (300.0, 200.0, "分摊"),
            (60.0, 240.0, "用途"),
            (60.0, 280.0, "使用期限"),
            (300.0, 280.0, "2013年5月14日至2078年4月7日止"),
            (60.0, 320.0, "室号或部位 1101 建筑面积 148.08"),
            (60.0, 360.0, "建筑类型"),
            (300.0, 360.0, "公寓"),
            (500.0, 360.0, "总层数"),
            (640.0, 360.0, "14"),
        ]);
        assert_eq!(text(&document, FieldName::Usage), None);
        assert_eq!(text(&document, FieldName::LandUsage), None);
        assert_eq!(text(&document, FieldName::Area), Some("148.08"));
        assert_eq!(text(&document, FieldName::Address), Some("解放中路88弄2号1101室"));
        let files = [FileText {
            file: "a.jpg".into(),
            pages: vec![page(&[(60.0, 240.0, "用途")])],
            problem: None,
        }];
        assert!(looks(&files, &[document]).iter().any(|l| matches!(l.how, How::Finer(_))));
    }

    #[test]
    fn a_label_broken_at_the_end_of_a_line_is_mended() {
        let document = read(&[
            (60.0, 40.0, "沪（2018）徐字不动产权第012345号"),
            (60.0, 100.0, "权利人"),
            (300.0, 100.0, "周文博"),
            (60.0, 140.0, "坐落"),
            (300.0, 140.0, "华发路406弄10号"),
            (60.0, 180.0, "权利类型"),
            (300.0, 180.0, "房屋所有权"),
            (60.0, 240.0, "用途"),
            (300.0, 224.0, "土地用途：其它商服用地/房屋用"),
            (300.0, 254.0, "途：办公"),
        ]);
        assert_eq!(text(&document, FieldName::Usage), Some("办公"));
        assert_eq!(
            document.fields[&FieldName::Usage].class,
            Some(crate::document::UsageClass::NonResidential)
        );
        assert_eq!(text(&document, FieldName::LandUsage), Some("其它商服用地"));
    }

    #[test]
    fn the_values_of_an_annex_stand_below_their_head_row() {
        let main = page(&[
            (60.0, 40.0, "沪（2018）徐字不动产权第012345号"),
            (60.0, 100.0, "权利人"),
            (300.0, 100.0, "周文博"),
            (60.0, 140.0, "坐落"),
            (300.0, 140.0, "华发路406弄10号"),
            (60.0, 180.0, "权利类型"),
            (300.0, 180.0, "房屋所有权"),
            (60.0, 240.0, "用途"),
            (300.0, 240.0, "详见附记"),
        ]);
        let mut annex = page(&[
            (500.0, 40.0, "附记"),
            (160.0, 120.0, "室号部位"),
            (400.0, 120.0, "建筑面积"),
            (640.0, 120.0, "房屋用途"),
            (100.0, 170.0, "1705"),
            (350.0, 170.0, "62.40"),
            (590.0, 170.0, "居住"),
        ]);
        annex.page = 2;
        let files = [FileText { file: "a.pdf".into(), pages: vec![main, annex], problem: None }];
        let documents = documents(&files);
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].pages, [1, 2]);
        assert_eq!(text(&documents[0], FieldName::Usage), Some("居住"));
        assert_eq!(documents[0].fields[&FieldName::Usage].page, 2);
        assert_eq!(text(&documents[0], FieldName::Address), Some("华发路406弄10号1705室"));
    }

    /// A certificate that sends the reader to its annex, and the annex, which may print a number.
    fn certificate_and_annex(number: &str) -> (PageText, PageText) {
        let main = page(&[
            (60.0, 40.0, "沪（2018）徐字不动产权第012345号"),
            (60.0, 100.0, "权利人"),
            (300.0, 100.0, "周文博"),
            (60.0, 140.0, "坐落"),
            (300.0, 140.0, "华发路406弄10号"),
            (60.0, 180.0, "权利类型"),
            (300.0, 180.0, "房屋所有权"),
            (60.0, 240.0, "用途"),
            (300.0, 240.0, "详见附记"),
        ]);
        let annex = page(&[
            (500.0, 40.0, "附记"),
            (60.0, 80.0, number),
            (160.0, 120.0, "室号部位"),
            (400.0, 120.0, "建筑面积"),
            (640.0, 120.0, "房屋用途"),
            (100.0, 170.0, "1705"),
            (350.0, 170.0, "62.40"),
            (590.0, 170.0, "居住"),
        ]);
        (main, annex)
    }

    #[test]
    fn a_certificate_of_which_each_page_is_a_file_is_one_paper() {
        let (main, annex) = certificate_and_annex("沪（2018）徐字不动产权第012345号");
        let file = |name: &str, page: &PageText| FileText {
            file: name.into(),
            pages: vec![page.clone()],
            problem: None,
        };
        let files = [file("3.jpg", &annex), file("1.jpg", &kinship()), file("2.jpg", &main)];
        let together = together(&files);
        let pages: Vec<Vec<&str>> =
            together.iter().map(|t| t.pages.iter().map(|p| p.0.as_str()).collect()).collect();
        assert_eq!(pages, [vec!["1.jpg"], vec!["2.jpg", "3.jpg"]]);
        assert_eq!(together[1].kind, Kind::PropertyCertificate);
        // The annex of another certificate is a paper by itself.
        let (_, other) = certificate_and_annex("沪（2018）徐字不动产权第099999号");
        let files = [file("3.jpg", &other), file("2.jpg", &main)];
        assert_eq!(super::together(&files).len(), 2);
    }

    fn kinship() -> PageText {
        page(&[
            (400.0, 40.0, "亲属关系承诺书"),
            (60.0, 100.0, "承诺人"),
            (300.0, 100.0, "周小明"),
            (60.0, 140.0, "本人与权利人周文博系父子关系，承诺以上内容真实。"),
        ])
    }

    #[test]
    fn a_list_gives_each_resident_the_room_of_the_own_row() {
        let document = read(&[
            (400.0, 40.0, "集体宿舍居住人员证明"),
            (
                60.0,
                100.0,
                "下列人员居住在我单位集体宿舍，宿舍地址：上海市嘉定区海波路4819号5幢，名单如下：",
            ),
            (60.0, 180.0, "序号"),
            (200.0, 180.0, "姓名"),
            (400.0, 180.0, "身份证号"),
            (900.0, 180.0, "房间号"),
            (70.0, 244.0, "1"),
            (200.0, 244.0, "顾昌"),
            (360.0, 244.0, "310000199001010018"),
            (910.0, 244.0, "104"),
            (70.0, 308.0, "2"),
            (200.0, 308.0, "瞿然"),
            (360.0, 308.0, "310000199202020026"),
            (910.0, 308.0, "208"),
        ]);
        assert_eq!(document.kind, Kind::DormitoryCertificate);
        assert!(document.fields[&FieldName::Address].doubt.is_some(), "it is several people's");
        let own = document.about(|name| name == "瞿然");
        assert_eq!(text(&own, FieldName::Resident), Some("瞿然"));
        assert_eq!(text(&own, FieldName::Address), Some("上海市嘉定区海波路4819号5幢208室"));
        assert_eq!(text(&own, FieldName::ResidentIdNumber), Some("310000199202020026"));
        assert_eq!(own.fields[&FieldName::Address].doubt, None);
        assert_eq!(document.about(|name| name == "瞿燃"), document, "nobody of that name");
    }

    #[test]
    fn the_agents_number_is_not_the_principals() {
        let document = read(&[
            (400.0, 40.0, "授权委托书"),
            (60.0, 100.0, "委托人：孙晨"),
            (60.0, 140.0, "受托人：于晨辉 身份证号码：350000198609030514"),
            (60.0, 180.0, "现委托受托人代为办理居住登记手续。"),
        ]);
        assert_eq!(document.kind, Kind::LetterOfAuthority);
        assert_eq!(text(&document, FieldName::Resident), Some("孙晨"));
        assert_eq!(text(&document, FieldName::ResidentIdNumber), None);
    }

    #[test]
    fn a_list_of_what_is_handed_in_is_none_of_it() {
        let document = read(&[
            (400.0, 40.0, "居住登记收件材料清单"),
            (60.0, 100.0, "申请人：范振"),
            (60.0, 140.0, "1"),
            (160.0, 140.0, "房地产权证"),
            (60.0, 180.0, "2"),
            (160.0, 180.0, "亲属关系承诺书"),
        ]);
        assert_eq!(document.kind, Kind::Unknown);
    }

    #[test]
    fn a_building_that_stands_in_the_address_is_not_joined_again() {
        let document = read(&[
            (400.0, 40.0, "上海市不动产登记簿"),
            (60.0, 100.0, "房屋坐落"),
            (300.0, 100.0, "上海市静安区保德路1605弄98幢"),
            (60.0, 140.0, "幢号"),
            (300.0, 140.0, "98幢"),
            (60.0, 180.0, "部位"),
            (300.0, 180.0, "902室"),
            (60.0, 220.0, "权利人"),
            (300.0, 220.0, "周文博"),
        ]);
        assert_eq!(text(&document, FieldName::Address), Some("上海市静安区保德路1605弄98幢902室"));
    }

    #[test]
    fn of_two_usages_side_by_side_the_kind_of_land_is_the_lands() {
        let document = read(&[
            (400.0, 40.0, "上海市房地产权证"),
            (60.0, 100.0, "权利人"),
            (300.0, 100.0, "周文博"),
            (60.0, 140.0, "房地坐落"),
            (300.0, 140.0, "华青路1037弄100号"),
            (100.0, 180.0, "用途"),
            (300.0, 180.0, "城镇住宅用地"),
            (700.0, 180.0, "用途"),
            (900.0, 180.0, "居住"),
            (100.0, 220.0, "宗地号"),
            (300.0, 220.0, "94街坊6/7丘"),
            (700.0, 220.0, "室号或部位"),
            (900.0, 220.0, "604室"),
        ]);
        assert_eq!(text(&document, FieldName::Usage), Some("居住"));
        assert_eq!(document.fields[&FieldName::Usage].doubt, None);
        assert_eq!(text(&document, FieldName::LandUsage), Some("城镇住宅用地"));
    }

    #[test]
    fn an_annex_behind_another_paper_belongs_to_its_certificate() {
        let (main, mut annex) = certificate_and_annex("（续）沪（2018）徐字不动产权第012345号");
        let mut between = kinship();
        between.page = 2;
        annex.page = 3;
        let pages = vec![main, between, annex];
        let files = [FileText { file: "a.pdf".into(), pages, problem: None }];
        let documents = documents(&files);
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].pages, [1, 3]);
        assert_eq!(text(&documents[0], FieldName::Usage), Some("居住"));
        assert_eq!(documents[0].fields[&FieldName::Usage].page, 3);
        assert_eq!(documents[1].kind, Kind::KinshipStatement);
    }

    #[test]
    fn an_annex_in_a_file_of_its_own_is_read_with_its_certificate() {
        let (main, annex) = certificate_and_annex("");
        let file = |name: &str, page: PageText| FileText {
            file: name.into(),
            pages: vec![page],
            problem: None,
        };
        let documents =
            documents(&[file("b.jpg", annex), file("c.jpg", kinship()), file("a.jpg", main)]);
        assert_eq!(documents.len(), 3, "the annex is listed by itself as well");
        let whole = documents.iter().find(|d| d.file == "a.jpg").unwrap();
        assert_eq!(text(whole, FieldName::Address), Some("华发路406弄10号1705室"));
        let usage = &whole.fields[&FieldName::Usage];
        assert_eq!((usage.text.as_str(), usage.file.as_deref()), ("居住", Some("b.jpg")));
        assert_eq!(whole.pages, [1]);
    }

    #[test]
    fn an_annex_of_another_certificate_says_nothing_of_this_one() {
        let (main, annex) = certificate_and_annex("沪（2018）徐字不动产权第054321号");
        let file = |name: &str, page: PageText| FileText {
            file: name.into(),
            pages: vec![page],
            problem: None,
        };
        let documents = documents(&[file("a.jpg", main), file("b.jpg", annex)]);
        assert_eq!(text(&documents[0], FieldName::Usage), Some("详见附记"));
    }

    #[test]
    fn a_second_reading_with_another_digit_casts_doubt_on_the_address() {
        let mut page = page(&[
            (300.0, 40.0, "住房租赁合同备案通知书"),
            (60.0, 100.0, "出租人"),
            (300.0, 100.0, "李四"),
            (60.0, 140.0, "承租人"),
            (300.0, 140.0, "周文博"),
            (60.0, 180.0, "房屋坐落"),
            (300.0, 180.0, "华发路406弄10号1705室"),
            (60.0, 220.0, "租赁用途"),
            (300.0, 220.0, "居住"),
        ]);
        let region = page.lines[6].region;
        page.second_readings.push(crate::text::SecondReading {
            engine: "other".into(),
            region,
            text: "华发路408弄10号1705室".into(),
            confidence: 0.9,
        });
        let files = [FileText { file: "a.jpg".into(), pages: vec![page], problem: None }];
        let documents = documents(&files);
        let address = &documents[0].fields[&FieldName::Address];
        assert!(address.doubt.as_deref().is_some_and(|d| d.contains("408")), "{address:?}");
        assert!(documents[0].fields[&FieldName::Usage].doubt.is_none());

        // A third reader that agrees with the first settles it.
        let mut files = files;
        let third = crate::text::SecondReading {
            engine: "third".into(),
            text: "华发路406弄10号1705室".into(),
            ..files[0].pages[0].second_readings[0].clone()
        };
        files[0].pages[0].second_readings.push(third);
        assert_eq!(super::documents(&files)[0].fields[&FieldName::Address].doubt, None);
    }

    #[test]
    fn odd_lines_never_panic() {
        let words = [
            "用途", "：", "房屋用", "途", "权利人", "(", ")", "沪房地", "字", "动产权第", "2024年",
            "5月1日", "坐落", "号", "12", "室号部位", "；", "见附记", "宿舍", "证明",
            "340102199003071234", "、", " ", "/", "〇", "X", "兹", "地址", "𠀀",
        ];
        let mut state = 7u64;
        let mut next = |n: usize| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as usize % n
        };
        for _ in 0..400 {
            let lines: Vec<(f32, f32, String)> = (0..next(12))
                .map(|_| {
                    (
                        next(900) as f32,
                        next(300) as f32,
                        (0..next(6)).map(|_| words[next(words.len())]).collect(),
                    )
                })
                .collect();
            let lines: Vec<(f32, f32, &str)> =
                lines.iter().map(|(x, y, t)| (*x, *y, t.as_str())).collect();
            let files = [FileText { file: "a".into(), pages: vec![page(&lines)], problem: None }];
            let documents = documents(&files);
            looks(&files, &documents);
            assert!(documents.iter().flat_map(|d| d.fields.values()).all(|f| !f.text.is_empty()));
        }
    }
}
