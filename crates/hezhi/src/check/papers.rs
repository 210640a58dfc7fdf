//! Which papers are there, and whether they are of the kind that is asked for.

use super::facts::{Need, basis_label, basis_of};
use super::reading::{self, evidence, is_clear, is_well_read};
use super::thresholds::{DECIDE, LINES_OF_A_PAPER};
use super::unreadable::troubles;
use super::{Answer, Facts, names};
use crate::application::Basis;
use crate::document::{Document, FieldName, Kind};
use crate::finding::Evidence;
use crate::judge::Case;

/// What each basis asks for.
fn wanted(basis: Option<Basis>) -> &'static str {
    match basis {
        Some(Basis::Owned) => "房地产权证明（房地产权证或不动产权证书）",
        Some(Basis::Leased) => "房屋租赁合同登记备案证明",
        Some(Basis::Dormitory) => "单位、学校人事或者保卫部门出具的集体宿舍证明",
        None => "居住证明",
    }
}

/// Papers that are known for what they are and prove no residence.
const OTHER_TITLES: &[&str] = &[
    "结婚证", "出生医学证明", "残疾人证", "亲属关系", "快证", "急需", "申请表", "信息表", "学历",
    "毕业证", "社会保险", "劳动合同", "居住证",
];

/// Words without which no proof of that basis is printed.
fn proof_words(basis: Option<Basis>) -> &'static [&'static str] {
    match basis {
        Some(Basis::Owned) => &["不动产", "房地产", "产权", "权利人", "坐落"],
        Some(Basis::Leased) => &["备案", "租赁", "承租", "出租", "租期"],
        Some(Basis::Dormitory) => &["宿舍", "住宿"],
        None => &["不动产", "房地产", "产权", "坐落", "备案", "租赁", "承租", "宿舍", "住宿"],
    }
}

/// What a paper can be to the question of residence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Of no known kind, and perhaps the proof.
    Perhaps,
    /// Meant as the proof and not of the kind that is asked for.
    Other,
    /// A card, a statement of kinship and the like.
    Beside,
}

fn role(facts: &Facts, document: &Document) -> Role {
    if basis_of(document.kind).is_some() || document.kind == Kind::BusinessLicence {
        return Role::Other;
    }
    if document.kind != Kind::Unknown {
        return Role::Beside;
    }
    let text = reading::text(facts.case, document);
    // The title is among the first words; further down they may be said of anything.
    let start: String = text.chars().take(40).collect();
    if OTHER_TITLES.iter().any(|title| start.contains(title)) {
        return Role::Beside;
    }
    // A page that was read well and has none of the words that every proof prints is none: a
    // bill, a letter.
    let words = proof_words(facts.application().residence.basis);
    let lines = reading::lines(facts.case, document).count();
    let is_none = is_well_read(facts.case, document)
        && lines >= LINES_OF_A_PAPER
        && !words.iter().any(|word| text.contains(word));
    if is_none { Role::Other } else { Role::Perhaps }
}

pub fn any_of(facts: &Facts, wanted: Role) -> bool {
    facts.case.documents.iter().any(|document| role(facts, document) == wanted)
}

/// Words of papers on a home that are no certificate of owning it: a certificate of another
/// registration (advance notice, mortgage), a contract of sale.
const NO_OWNERSHIP: &[&str] =
    &["证明权利或事项", "不动产登记证明", "义务人", "预告登记", "预售合同", "买卖合同", "认购书"];

/// What a filing paper calls itself, beside 备案.
const FILING_TITLES: &[&str] =
    &["凭证", "证书", "通知", "证明", "备案表", "登记表", "备案信息", "备案页"];

/// Why a paper that looks like the proof may be another one that prints the same labels.
pub fn doubt_of_kind(case: &Case, document: &Document) -> Option<&'static str> {
    match document.kind {
        Kind::PropertyCertificate => {
            // 预告登记转本登记 in the annex says how the ownership came about.
            let text = reading::text(case, document).replace("预告登记转", "");
            NO_OWNERSHIP
                .iter()
                .any(|word| text.contains(word))
                .then_some("其中有登记证明或者买卖、预售合同的字样，不能确定是产权证书")
        }
        // A private contract names both sides and the term too, and speaks of filing.
        Kind::LeaseRegistration => (!reading::lines(case, document)
            .any(|line| is_filing_title(&names::fold(&line.text))))
        .then_some("没有读到备案证明或者备案通知书的标题，可能只是租赁合同"),
        _ => None,
    }
}

fn is_filing_title(line: &str) -> bool {
    let length = line.chars().count();
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let titled = has(&["备案", "网签", "租赁"]) && has(FILING_TITLES);
    length <= 30
        && !line.contains(['，', ',', '。'])
        && (titled || (length <= 12 && line.contains("租赁备案")))
}

/// Words that take a paper out of force.
const VOID: &[&str] = &["作废", "已注销", "已失效", "已撤销", "已终止"];

/// A mark is a short line by itself; a sentence may speak of another paper's being void.
const VOID_MARK_CHARACTERS: usize = 12;

pub fn void_mark(facts: &Facts) -> Answer {
    facts.on_proof(&[Basis::Owned, Basis::Leased, Basis::Dormitory], |document| {
        let mark = reading::lines(facts.case, document).find(|line| {
            let text = names::fold(&line.text);
            text.chars().count() <= VOID_MARK_CHARACTERS
                && VOID.iter().any(|word| text.contains(word))
        });
        match mark {
            None => Answer::pass("材料上没有作废、注销的字样"),
            Some(line) if line.confidence >= DECIDE => {
                Answer::fail(format!("材料上有「{}」的字样", line.text)).seen([line])
            }
            Some(line) => {
                Answer::undetermined(format!("材料上疑有「{}」的字样", line.text)).seen([line])
            }
        }
    })
}

/// Something to show of a paper: its address, or else any field, or else its first page.
pub fn glimpse(facts: &Facts, document: &Document) -> Vec<Evidence> {
    let address = document.field(FieldName::Address);
    if let Some(field) = address.or_else(|| document.fields.values().next()) {
        return evidence(document, field);
    }
    let file = facts.case.files.iter().find(|file| file.file == document.file);
    let page = reading::pages(facts.case, document).next();
    file.zip(page)
        .map(|(file, page)| reading::whole_page(file, page, document.kind.label().into()))
        .into_iter()
        .collect()
}

pub fn missing(facts: &Facts) -> Answer {
    if let Need::Unchanged(comparison) = &facts.need {
        return Answer::not_applicable("现居住地址与登记地址一致，不需要居住证明")
            .compared(comparison.clone());
    }
    let basis = facts.application().residence.basis;
    let wanted = wanted(basis);
    if let Some(document) = facts.proof {
        return Answer::pass(format!("已交{}", document.kind.label()))
            .seen(glimpse(facts, document));
    }
    if any_of(facts, Role::Other) {
        return Answer::not_applicable(format!("已交其他证明，没有{wanted}，见种类一项"));
    }
    let answer = if any_of(facts, Role::Perhaps) {
        Answer::undetermined(format!("没有认出{wanted}，但有材料没有认清种类"))
    } else if !troubles(facts).is_empty() {
        Answer::undetermined(format!("没有读到{wanted}，但有材料无法辨认"))
    } else if facts.application().undeclared {
        // Whether these are all of somebody's papers, nobody has said.
        Answer::undetermined(format!("这些扫描件里没有{wanted}"))
    } else {
        Answer::fail(format!("没有提交{wanted}"))
    };
    facts.softened(answer)
}

pub fn wrong_kind(facts: &Facts) -> Answer {
    if facts.needs_no_proof() {
        return Answer::not_applicable("现居住地址与登记地址一致，不需要居住证明");
    }
    let Some(basis) = facts.application().residence.basis else {
        return Answer::not_applicable("没有申报居住方式，见申报内容一项");
    };
    let (label, wanted) = (basis_label(basis), wanted(Some(basis)));
    if let Some(document) = facts.proof {
        let kind = document.kind.label();
        let answer = if let Some(doubt) = doubt_of_kind(facts.case, document) {
            Answer::undetermined(format!("{label}应交{wanted}，所交像是{kind}，但{doubt}"))
        } else {
            Answer::pass(format!("居住方式为{label}，所交为{kind}"))
        };
        return facts.softened(answer).seen(glimpse(facts, document));
    }
    let others: Vec<&Document> =
        facts.case.documents.iter().filter(|d| role(facts, d) == Role::Other).collect();
    let unknown = any_of(facts, Role::Perhaps);
    let Some(first) = others.first() else {
        return if unknown {
            facts.softened(Answer::undetermined(format!(
                "居住方式为{label}，没有认出所交材料的种类"
            )))
        } else {
            Answer::not_applicable("没有提交居住证明，见材料一项")
        };
    };
    let mut kinds: Vec<&str> = others.iter().map(|document| document.kind.label()).collect();
    kinds.dedup();
    let fact = format!("居住方式为{label}，应交{wanted}，所交为{}", kinds.join("、"));
    let certain = others.iter().all(|document| {
        is_well_read(facts.case, document) || document.fields.values().any(is_clear)
    });
    let answer = if unknown || !troubles(facts).is_empty() || !certain {
        Answer::undetermined(format!("{fact}；另有材料没有认清"))
    } else {
        Answer::fail(fact)
    };
    facts.softened(answer).seen(glimpse(facts, first))
}
