//! What kind of paper a page belongs to, and which pages make one paper.

use super::label::{self, Label};
use super::layout::Layout;
use super::value;
use crate::document::Kind;

/// Printed titles, in folded form.
const TITLES: &[(Kind, &[&str])] = &[
    (
        Kind::PropertyCertificate,
        &[
            "上海市房地产权证", "不动产权证书", "房地产权证书", "不动产权证", "房屋所有权证",
            "上海市房地产权证附记", "不动产权电子证照",
        ],
    ),
    (
        Kind::PropertyRegisterExtract,
        &[
            "不动产登记簿", "房地产登记簿", "房地产登记册", "不动产登记册", "房屋状况及产权人信息",
            "不动产登记信息", "房地产登记信息", "不动产登记资料查询结果", "登记簿查询结果",
            "不动产权属信息", "土地状况信息", "登记信息查询结果",
        ],
    ),
    (
        Kind::LeaseRegistration,
        &[
            "租赁合同备案通知书", "租赁合同备案证明", "租赁合同登记备案证明",
            "租赁合同登记备案通知书", "租赁合同网签备案证明", "租赁合同网签备案通知书",
            "租赁登记备案证明", "租赁备案证明", "租赁备案通知书", "租赁合同备案登记证明",
            "租赁合同备案表", "租赁合同登记备案表", "租赁合同网签备案表", "租赁备案登记证明",
            "租赁合同备案信息", "住房租赁备案",
        ],
    ),
    (
        Kind::DormitoryCertificate,
        &[
            "集体宿舍证明", "集体宿舍居住证明", "集体宿舍住宿证明", "宿舍证明", "住宿证明",
            "宿舍居住证明", "集体宿舍人员证明", "集体宿舍居住人员证明", "集体宿舍居住证明表",
            "宿舍人员证明", "集体户居住证明", "住校证明", "在校住宿证明",
        ],
    ),
    (
        Kind::KinshipStatement,
        &[
            "亲属关系承诺书", "亲属关系声明", "亲属关系证明", "亲属关系声明书", "亲属关系公证书",
            "近亲属关系承诺书", "近亲属关系证明",
        ],
    ),
    (Kind::LetterOfAuthority, &["授权委托书", "委托书", "委托代办书"]),
    (Kind::IdCard, &["居民身份证"]),
    (Kind::HouseholdRegister, &["常住人口登记卡", "户口簿", "居民户口簿", "常住人口登记表"]),
    (Kind::BusinessLicence, &["营业执照"]),
];

/// Titles of papers that prove nothing here; they keep a page from passing for another kind by
/// its labels.
const OTHER_TITLES: &[&str] = &[
    "电费", "水费", "燃气", "账单", "收据", "发票", "在职证明", "缴费通知", "居住登记信息表",
    "居住证申请表", "预售合同", "买卖合同", "抵押合同", "收入证明", "工作证明", "物业管理费",
    "催缴", "通知单", "缴费凭证", "回执", "劳动合同",
];

/// What a page looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    pub kind: Kind,
    pub score: u32,
    /// It carries the fields that only one page of such a paper carries.
    pub core: bool,
    /// A paper begins with it.
    pub title: bool,
    /// Nearly nothing is printed on it.
    pub bare: bool,
}

/// Tells a page's kind from its title, labels and numbers.
pub(super) fn guess(layout: &Layout) -> Guess {
    let count = |labels: &[Label], most: u32| {
        layout.cells.iter().filter(|c| labels.contains(&c.label)).count().min(most as usize) as u32
    };
    let has = |label: Label| count(&[label], 1) > 0;
    let text: String = layout.lines.iter().map(|l| l.run.folded()).collect::<Vec<_>>().join("\n");
    let flat = text.replace('\n', "");
    let says = |words: &[&str]| words.iter().any(|w| flat.contains(w));
    let titled = titles(layout);
    let title =
        |kind: Kind| titled.iter().find(|(k, _)| *k == Some(kind)).map_or(0, |(_, weight)| *weight);
    let foreign = titled.iter().any(|(k, _)| k.is_none());
    let numbered = layout
        .lines
        .iter()
        .any(|l| value::certificate_number(&l.run).is_some() && l.run.len() <= 34);

    let property = title(Kind::PropertyCertificate)
        + if numbered { 3 } else { 0 }
        + count(&[Label::Holder], 1) * 2
        + count(&[Label::Location, Label::CoOwnership], 2)
        + count(&[Label::UnitNumber, Label::OtherStatus], 2) * 2
        + count(&[Label::Land], 3)
        + count(&[Label::House], 3)
        + count(&[Label::Usage, Label::HouseUsage, Label::LandUsage, Label::Room], 2)
        + if says(&["颁发此证", "不动产权利人合法权益"]) { 8 } else { 0 }
        + if says(&["权利性质", "权利类型"]) { 2 } else { 0 }
        + if annex(layout) { 4 } else { 0 };
    let register = title(Kind::PropertyRegisterExtract) * 2
        + if title(Kind::PropertyRegisterExtract) > 0 {
            count(&[Label::Holder, Label::Location], 2)
        } else {
            0
        }
        // What is printed from the register says when and for whom, and lists the mortgages.
        + if says(&["登记簿", "登记册"]) && says(&["查询编号", "查询时间", "查询人", "打印日期"]) {
            8 + if says(&["抵押信息", "抵押状况", "限制信息", "限制状况"]) { 8 } else { 0 }
        } else {
            0
        };
    let filed = says(&["备案", "网签"]);
    let lease = title(Kind::LeaseRegistration) * 2
        + if filed {
            count(&[Label::Landlord, Label::Tenant], 2) * 3
                + count(
                    &[Label::LeaseTerm, Label::LeaseStart, Label::LeaseEnd, Label::LeaseUsage],
                    2,
                )
                + count(&[Label::FilingNumber], 1) * 3
        } else {
            0
        }
        + if filed && says(&["租赁合同"]) && (has(Label::FilingNumber) || says(&["网签"])) {
            3
        } else {
            0
        };
    let dormitory = title(Kind::DormitoryCertificate) * 2
        + if says(&["宿舍"]) && says(&["证明", "属实", "兹介绍", "介绍信", "请予"]) && !foreign
        {
            7 + if says(&["集体宿舍"]) { 3 } else { 0 }
        } else {
            0
        };
    let kinship = title(Kind::KinshipStatement) * 2
        + if says(&["亲属关系", "近亲属"]) && says(&["承诺", "声明"]) { 4 } else { 0 };
    let authority =
        title(Kind::LetterOfAuthority) * 2 + count(&[Label::Principal, Label::Agent], 2) * 2;
    let card = title(Kind::IdCard)
        + if flat.chars().count() < 160
            && says(&["住址", "出生"])
            && (says(&["公民身份号码"]) || says(&["住址"]) && says(&["民族"]))
        {
            9
        } else {
            0
        }
        + if says(&["签发机关"]) && says(&["有效期限"]) { 6 } else { 0 };
    let household = title(Kind::HouseholdRegister) * 2
        + if says(&["户主", "户别", "户号"])
            && says(&["与户主关系", "户别", "承办人", "住址变动", "服务处所"])
        {
            7
        } else {
            0
        };
    let licence = title(Kind::BusinessLicence) * 2
        + if says(&["统一社会信用代码"])
            && says(&["经营范围", "法定代表人", "注册资本", "经营者", "负责人"])
        {
            6
        } else {
            0
        };

    let scores = [
        (Kind::PropertyCertificate, property),
        (Kind::PropertyRegisterExtract, register),
        (Kind::LeaseRegistration, lease),
        (Kind::DormitoryCertificate, dormitory),
        (Kind::KinshipStatement, kinship),
        (Kind::LetterOfAuthority, authority),
        (Kind::IdCard, card),
        (Kind::HouseholdRegister, household),
        (Kind::BusinessLicence, licence),
    ];
    let (kind, score) =
        scores.into_iter().rev().max_by_key(|(_, score)| *score).unwrap_or((Kind::Unknown, 0));
    // A bill or a receipt has a few of the labels; a certificate without a title has most of them.
    // A list of what is handed in names them all.
    let list = layout.lines.iter().any(|l| is_list_title(&l.run.folded()));
    let known = score >= 6 && !list && !(foreign && title(kind) == 0 && score < 12);
    let kind = if known { kind } else { Kind::Unknown };
    let core = match kind {
        Kind::PropertyCertificate => has(Label::Holder) && has(Label::Location),
        Kind::PropertyRegisterExtract => has(Label::Location),
        Kind::LeaseRegistration => has(Label::Tenant) || title(kind) >= 10,
        Kind::DormitoryCertificate => true,
        Kind::IdCard => has(Label::IdNumber),
        Kind::HouseholdRegister => has(Label::IdNumber),
        _ => title(kind) >= 10,
    };
    Guess {
        kind,
        score,
        core,
        title: title(kind) >= 10 || (foreign && !known) || list,
        bare: flat.chars().count() < 40 && titled.is_empty(),
    }
}

/// Titles on the page with their weight: 10 for a line that is one, 2 for a line that names one.
fn titles(layout: &Layout) -> Vec<(Option<Kind>, u32)> {
    let mut found: Vec<(Option<Kind>, u32)> = Vec::new();
    let mut note =
        |kind: Option<Kind>, weight: u32| match found.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, own)) => *own = (*own).max(weight),
            None => found.push((kind, weight)),
        };
    for line in &layout.lines {
        let text = line.run.folded();
        // 查询结果(权利人本人查询): a remark is no part of the title.
        let text = match text.split_once('(') {
            Some((title, remark)) if remark.ends_with(')') && !title.is_empty() => title.to_owned(),
            _ => text,
        };
        let length = text.chars().count();
        // 不动产权证号 is a label, though it differs from a title by one glyph.
        if label::exact(&text).is_some_and(|l| l != Label::Annex) {
            continue;
        }
        if is_filing_title(&text) {
            note(Some(Kind::LeaseRegistration), 10);
        }
        for (kind, phrases) in TITLES {
            for phrase in *phrases {
                let size = phrase.chars().count();
                let Some(end) = near(&text, phrase) else { continue };
                let after: String = text.chars().skip(end).take(2).collect();
                // 不动产权证书号 is a label, and a sentence that names a paper is no title.
                let label = after.starts_with('号')
                    || after.starts_with("编号")
                    || after.starts_with(':')
                    || text.contains('，')
                    || text.contains(',')
                    || text.contains('。');
                note(Some(*kind), if !label && length <= size + 10 { 10 } else { 1 });
            }
        }
        if length <= 14
            && OTHER_TITLES.iter().any(|t| text.contains(t))
            && line.rect.height() > 0.0
            && !text.contains(':')
        {
            let tallest = layout.lines.iter().map(|l| l.rect.height()).fold(0.0, f32::max);
            if line.rect.height() >= 0.75 * tallest {
                note(None, 10);
            }
        }
    }
    found
}

/// The title of a cover sheet: what is handed in, item by item.
fn is_list_title(text: &str) -> bool {
    text.chars().count() <= 16
        && [
            "材料清单", "材料目录", "资料清单", "资料目录", "收件清单", "材料交接", "材料一览",
            "附件清单",
        ]
        .iter()
        .any(|title| text.contains(title))
        && !text.contains([',', '。', ':', ';'])
}

/// What a filing paper calls itself, in whatever words its office puts together.
fn is_filing_title(text: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "证明", "证明书", "通知书", "通知单", "凭证", "备案表", "登记表", "备案信息", "信息表",
        "备案证", "证书", "回执",
    ];
    text.chars().count() <= 26
        && text.contains("租赁")
        && (text.contains("备案") || text.contains("网签"))
        && ENDINGS.iter().any(|e| text.ends_with(e))
        && !text.contains([',', '。', ':', ';'])
}

/// Whether a line is the title of a paper.
pub(super) fn is_title(text: &str) -> bool {
    let length = text.chars().count();
    is_filing_title(text)
        || TITLES.iter().flat_map(|(_, phrases)| *phrases).any(|phrase| {
            let size = phrase.chars().count();
            size >= 5 && length <= size + 6 && near(text, phrase) == Some(length)
        })
}

/// Where `phrase` ends in `text`: exactly, or, when it is long enough, with one wrong glyph.
fn near(text: &str, phrase: &str) -> Option<usize> {
    let text: Vec<char> = text.chars().collect();
    let phrase: Vec<char> = phrase.chars().collect();
    let allowed = usize::from(phrase.len() >= 6);
    (0..(text.len() + 1).saturating_sub(phrase.len()))
        // The last glyph tells a paper (簿, 书) from an office (处) and a label (号).
        .find(|&i| {
            phrase.iter().zip(&text[i..]).filter(|(a, b)| a != b).count() <= allowed
                && phrase.last() == text.get(i + phrase.len() - 1)
        })
        .map(|i| i + phrase.len())
}

/// A page of a certificate that goes on from another: 附记, 附页, a plan.
fn annex(layout: &Layout) -> bool {
    layout.lines.iter().any(|l| {
        let text = l.run.folded();
        matches!(
            text.as_str(),
            "附记"
                | "附页"
                | "附表"
                | "附记页"
                | "附图"
                | "附图页"
                | "宗地图"
                | "房屋平面图"
                | "房产平面图"
                | "房地产平面图"
                | "附件"
                | "其他权利状况"
                | "变更登记"
        )
    })
}

/// Whether a page goes on from the paper before it.
pub(super) fn continues(before: &[Guess], page: &Guess) -> bool {
    let Some(first) = before.first() else { return false };
    let kind = before.iter().find(|g| g.kind != Kind::Unknown).map_or(Kind::Unknown, |g| g.kind);
    if page.bare && (page.kind == Kind::Unknown || page.kind == kind) {
        return true;
    }
    if page.kind != kind {
        // A second page without a title of its own, such as the clauses of a contract.
        return page.kind == Kind::Unknown
            && kind != Kind::Unknown
            && !page.title
            && first.kind != Kind::Unknown
            && matches!(
                kind,
                Kind::LeaseRegistration | Kind::PropertyCertificate | Kind::PropertyRegisterExtract
            );
    }
    let core = before.iter().any(|g| g.core);
    match kind {
        Kind::DormitoryCertificate
        | Kind::KinshipStatement
        | Kind::LetterOfAuthority
        | Kind::BusinessLicence => false,
        _ => !(core && page.core),
    }
}
