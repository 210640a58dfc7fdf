//! Which papers are there, whether they can be read, and whether they agree.

use super::facts::{Need, basis_label, basis_of, stated};
use super::reading::{self, evidence, evidence_of, is_clear, is_well_read};
use super::thresholds::{LINES_OF_A_PAPER, TEXT_LAYER_CHARACTERS};
use super::{Answer, Facts, holder, home, lease, names, proof, usage};
use crate::application::Basis;
use crate::document::{Document, Field, FieldName, Kind};
use crate::finding::{Evidence, Outcome};
use crate::text::{FileText, PageText, Problem, ProblemCode};

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
    "结婚证", "出生医学证明", "残疾人证", "亲属关系", "快证", "急需", "申请表", "信息表", "学历", "毕业证",
    "社会保险", "劳动合同", "居住证",
];

/// Words without which no proof of that basis is printed.
fn proof_words(basis: Option<Basis>) -> &'static [&'static str] {
    match basis {
        Some(Basis::Owned) => &["不动产", "房地产", "产权", "权利人", "坐落"],
        Some(Basis::Leased) => &["备案"],
        Some(Basis::Dormitory) => &["宿舍"],
        None => &["不动产", "房地产", "产权", "权利人", "坐落", "备案", "宿舍"],
    }
}

/// What a paper can be to the question of residence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
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

fn any_of(facts: &Facts, wanted: Role) -> bool {
    facts.case.documents.iter().any(|document| role(facts, document) == wanted)
}

fn soften(facts: &Facts, answer: Answer) -> Answer {
    match &facts.need {
        Need::Unknown(reason, _) => answer.softened(&format!("{reason}，不能确定是否需要居住证明")),
        Need::Always | Need::Changed(_) | Need::Unchanged(_) => answer,
    }
}

/// Something to show of a paper: its address, or else any field, or else its first page.
fn glimpse(facts: &Facts, document: &Document) -> Vec<Evidence> {
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
        return Answer::pass(format!("已交{}", document.kind.label())).seen(glimpse(facts, document));
    }
    if any_of(facts, Role::Other) {
        return Answer::not_applicable(format!("已交其他证明，没有{wanted}，见种类一项"));
    }
    let answer = if any_of(facts, Role::Perhaps) {
        Answer::undetermined(format!("没有认出{wanted}，但有材料没有认清种类"))
    } else if !troubles(facts).is_empty() {
        Answer::undetermined(format!("没有读到{wanted}，但有材料无法辨认"))
    } else {
        Answer::fail(format!("没有提交{wanted}"))
    };
    soften(facts, answer)
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
        let answer = if document.kind == Kind::PropertyRegisterExtract {
            Answer::undetermined(format!("{label}应交{wanted}，所交为{kind}，不在所列证明之内"))
        } else {
            Answer::pass(format!("居住方式为{label}，所交为{kind}"))
        };
        return soften(facts, answer).seen(glimpse(facts, document));
    }
    let others: Vec<&Document> =
        facts.case.documents.iter().filter(|d| role(facts, d) == Role::Other).collect();
    let unknown = any_of(facts, Role::Perhaps);
    let Some(first) = others.first() else {
        return if unknown {
            soften(facts, Answer::undetermined(format!("居住方式为{label}，没有认出所交材料的种类")))
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
    soften(facts, answer).seen(glimpse(facts, first))
}

/// A file or page that could not be read.
struct Trouble<'a> {
    file: &'a str,
    problem: Option<&'a Problem>,
    /// The page, where it is one page that could not be read.
    page: Option<(&'a FileText, &'a PageText)>,
}

impl Trouble<'_> {
    /// The fault lies with the reader, not with what was handed in.
    fn is_ours(&self) -> bool {
        self.problem.is_some_and(|problem| problem.code == ProblemCode::ReaderFailed)
    }

    fn message(&self) -> String {
        let page = self.page.map(|(_, page)| format!("第{}页", page.page)).unwrap_or_default();
        let why = self.problem.map_or("文件不在申请材料中", |p| p.message.trim_end_matches('。'));
        format!("「{}」{page}：{why}", self.file)
    }
}

/// Everything that could not be read and may matter. A blank page is no fault, and a poor page
/// that still gave the proof is judged by what was read on it.
fn troubles<'a>(facts: &Facts<'a>) -> Vec<Trouble<'a>> {
    let mut troubles = Vec::new();
    for file in facts.case.files {
        if let Some(problem) = &file.problem {
            if problem.code != ProblemCode::Blank {
                troubles.push(Trouble { file: &file.file, problem: Some(problem), page: None });
            }
            continue;
        }
        for page in &file.pages {
            let Some(problem) = &page.problem else { continue };
            let gave_proof = facts.proof.is_some_and(|proof| {
                proof.file == file.file && proof.pages.contains(&page.page) && says_something(proof)
            });
            let harmless = match problem.code {
                ProblemCode::Blank => true,
                ProblemCode::Poor => gave_proof,
                _ => false,
            };
            if !harmless {
                troubles.push(Trouble {
                    file: &file.file,
                    problem: Some(problem),
                    page: Some((file, page)),
                });
            }
        }
    }
    for name in facts.application().documents.iter().flatten() {
        if !facts.case.files.iter().any(|file| file.file == *name) {
            troubles.push(Trouble { file: name, problem: None, page: None });
        }
    }
    troubles
}

/// Whether anything that identifies a home or person could be read on the paper.
fn says_something(document: &Document) -> bool {
    [FieldName::Address, FieldName::Holder, FieldName::Tenant, FieldName::Resident]
        .iter()
        .any(|name| document.field(*name).is_some())
}

pub fn unreadable(facts: &Facts) -> Answer {
    let files = facts.case.files;
    let troubles = troubles(facts);
    if troubles.is_empty() {
        return readable(facts, files);
    }
    let listed: Vec<String> = troubles.iter().map(Trouble::message).collect();
    let listed = listed.join("；");
    let seen = troubles
        .iter()
        .filter_map(|t| t.page)
        .map(|(file, page)| reading::whole_page(file, page, String::new()))
        .collect::<Vec<_>>();
    let serves = facts.proof.is_some_and(says_something);
    let unknown = any_of(facts, Role::Perhaps);
    let answer = if facts.needs_no_proof() || serves || unknown {
        Answer::undetermined(format!("有材料无法辨认：{listed}"))
    } else if troubles.iter().all(Trouble::is_ours) {
        Answer::undetermined(format!("本程序没能读出材料：{listed}"))
    } else {
        Answer::fail(format!("材料无法辨认：{listed}"))
    };
    soften(facts, answer).seen(seen)
}

/// No trouble: everything was read, or there is nothing, or nothing but blank pages.
fn readable(facts: &Facts, files: &[FileText]) -> Answer {
    if files.is_empty() {
        return Answer::not_applicable("没有提交材料");
    }
    let blank = files.iter().all(|file| file.pages.iter().all(|page| page.lines.is_empty()));
    if blank && facts.case.documents.iter().all(|document| document.fields.is_empty()) {
        let fact = "所交材料上没有读到任何文字";
        return if facts.needs_no_proof() {
            Answer::undetermined(fact)
        } else {
            soften(facts, Answer::fail(fact))
        };
    }
    Answer::pass(format!("{}份文件均已读取", files.len()))
}

/// Another paper of the kind that is asked for, which says something else. An ended lease beside
/// the current one is no contradiction.
pub fn conflict(facts: &Facts) -> Answer {
    if facts.needs_no_proof() {
        return Answer::not_applicable("现居住地址与登记地址一致，不需要居住证明");
    }
    let Some(chosen) = facts.proof else {
        return Answer::not_applicable("没有可供核对的居住证明，见材料一项");
    };
    let others = facts
        .case
        .documents
        .iter()
        .filter(|document| !std::ptr::eq(*document, chosen))
        .filter(|document| proof::is_candidate(facts.case, document));
    let mut compared = 0;
    for document in others {
        compared += 1;
        if let Some((fact, evidence)) = contradiction(facts, document) {
            return Answer::fail(format!("另一份{}（{}）{fact}", document.kind.label(), document.file))
                .seen(glimpse(facts, chosen))
                .seen(evidence);
        }
    }
    if compared == 0 {
        Answer::pass("只有一份居住证明")
    } else {
        Answer::pass("几份居住证明没有互相矛盾").seen(glimpse(facts, chosen))
    }
}

fn contradiction(facts: &Facts, document: &Document) -> Option<(String, Vec<Evidence>)> {
    let case = facts.case;
    if document.kind == Kind::LeaseRegistration
        && [lease::end(case, document), lease::start(case, document)]
            .iter()
            .any(|answer| answer.outcome == Outcome::Fail)
    {
        return None;
    }
    let home = home::of(case, document);
    if home.outcome == Outcome::Fail {
        let declared = stated(&case.application.residence.address).unwrap_or_default();
        return Some((format!("是另一处房屋的，申报地址为「{declared}」"), home.evidence));
    }
    if document.kind != Kind::DormitoryCertificate {
        let usage = usage::of(document);
        if usage.state == usage::State::NonResidential {
            return Some((format!("载明非居住用途：{}", usage.fact), usage.evidence));
        }
        let holder = holder::of(case, document);
        if holder.outcome == Outcome::Fail {
            return Some((format!("的权利人或承租人不同：{}", holder.fact), holder.evidence));
        }
    }
    None
}

/// The values that a verdict may rest on, looked up in the text layer of their page.
pub fn text_layer_mismatch(facts: &Facts) -> Answer {
    const LOOKED_UP: &[FieldName] =
        &[FieldName::Address, FieldName::Usage, FieldName::Holder, FieldName::Tenant, FieldName::Resident];
    let mut compared = Vec::new();
    let mut unclear = None;
    for document in facts.case.documents {
        for (name, field) in LOOKED_UP.iter().filter_map(|n| document.field(*n).map(|f| (*n, f))) {
            let Some(layer) = layer_of(facts, document, field) else { continue };
            if is_in_layer(name, field, &layer) {
                compared.extend(evidence(document, field));
            } else if is_clear(field) {
                return Answer::fail(format!(
                    "图像上的{}为「{}」，PDF 自带的文字里没有", name.label(), field.text
                ))
                .seen(evidence(document, field));
            } else {
                unclear = Some((document, name));
            }
        }
    }
    match unclear {
        Some((document, name)) => Answer::undetermined(format!(
            "图像上的{}没有读清，与 PDF 自带的文字对不上", name.label()
        ))
        .seen(evidence_of(document, name)),
        None if compared.is_empty() => Answer::not_applicable("材料没有自带文字可比"),
        None => Answer::pass("PDF 自带的文字与图像一致").seen(compared),
    }
}

fn layer_of(facts: &Facts, document: &Document, field: &Field) -> Option<String> {
    let page = reading::pages(facts.case, document).find(|page| page.page == field.page)?;
    let layer = names::fold(page.text_layer.as_deref()?);
    let chinese = layer.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    (chinese >= TEXT_LAYER_CHARACTERS).then_some(layer)
}

/// An address is put together from several cells, so its numbers are looked up one by one; any
/// other value as a whole, name by name.
fn is_in_layer(name: FieldName, field: &Field, layer: &str) -> bool {
    if name == FieldName::Address {
        let folded = names::fold(&field.text);
        let runs = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_ascii_digit())
                .filter(|run| !run.is_empty())
                .map(str::to_string)
                .collect()
        };
        let layered = runs(layer);
        return runs(&folded).iter().all(|run| layered.contains(run));
    }
    names::split(&field.text).iter().all(|part| layer.contains(part.as_str()))
}
