//! Dormitory certificates: who issued it, with which seal, for whom, and where the dormitory is.

use super::names::{self, Bearer, NameMatch};
use super::reading::{
    self, evidence, evidence_of, is_clear, is_clear_as_declared, is_clear_as_dwelling,
    is_well_read, pages, why_unclear,
};
use super::thresholds::{DECIDE, SEAL};
use super::{Answer, Facts, home, usage};
use crate::address::{Comparison, PieceKind};
use crate::application::Basis;
use crate::document::{Document, Field, FieldName, Kind};
use crate::finding::{Evidence, Outcome};
use crate::judge::Case;

const DORMITORY: &[Basis] = &[Basis::Dormitory];

/// What personnel and security departments are called.
const DEPARTMENTS: &[&str] = &["人事", "人力资源", "人资", "保卫", "安保", "保安", "安全保卫"];

/// Words of an address that stand for an estate of homes.
const ESTATES: &[&str] =
    &["小区", "花园", "新村", "公寓楼", "苑", "家园", "花苑", "名邸", "华庭", "雅居", "里弄"];

/// Words of an address that stand for the grounds of a unit or school, or for its own dormitory.
const GROUNDS: &[&str] = &[
    "大学", "学院", "学校", "校区", "校园", "厂区", "园区", "产业园", "宿舍", "学生公寓",
    "职工公寓", "员工公寓",
];

/// Roads that are named after what lies on them.
const ROADS_OF_GROUNDS: &[&str] = &["大学路", "学院路", "学校路", "园区路"];

/// Whether the certificate is for the applicant.
pub fn resident(case: &Case, document: &Document) -> Answer {
    let applicant = &case.application.applicant.name;
    let Some(field) = document.field(FieldName::Resident) else {
        return Answer::undetermined("没有读到集体宿舍证明上的居住人姓名");
    };
    let text = &field.text;
    let printed = names::split(text);
    let matched = names::among(applicant, &printed, field.confidence);
    let answer = match (matched, is_clear(field)) {
        (NameMatch::Same, false) if is_clear_as_declared(field) => {
            Answer::pass(format!("居住人「{text}」即申请人"))
        }
        (_, false) => Answer::undetermined(format!(
            "居住人读作「{text}」，但没有读清（{}）",
            why_unclear(field)
        )),
        (NameMatch::Same, true) => Answer::pass(format!("居住人「{text}」即申请人")),
        (NameMatch::Close, true) => Answer::undetermined(format!(
            "居住人读作「{text}」，与申请人「{applicant}」相近，不能确定是否同一人"
        )),
        (NameMatch::Different, true) => {
            Answer::fail(format!("居住人为「{text}」，不是申请人「{applicant}」"))
        }
    };
    // Of a list of people only the row of the applicant is shown, where it has one.
    let own = |e: &Evidence| names::fold(&e.text) == names::fold(applicant);
    let mut places = evidence(document, field);
    if let Some(row) = places.iter().position(own) {
        places = vec![places.swap_remove(row)];
    }
    answer.seen(places)
}

pub fn resident_mismatch(facts: &Facts) -> Answer {
    facts.on_proof(DORMITORY, |document| resident(facts.case, document))
}

pub fn seal_missing(facts: &Facts) -> Answer {
    facts.on_proof(DORMITORY, |document| {
        if let Some(seal) = document.field(FieldName::Seal) {
            let other =
                document.field(FieldName::Issuer).filter(|i| is_anothers(&seal.text, &i.text));
            let answer = if let Some(issuer) = other {
                Answer::undetermined(format!(
                    "集体宿舍证明上的印章读作「{}」，不像是出具单位「{}」的印章",
                    seal.text, issuer.text
                ))
                .seen(evidence(document, issuer))
            } else if seal.confidence >= SEAL {
                Answer::pass("集体宿舍证明上有印章")
            } else {
                Answer::undetermined("集体宿舍证明上疑有印章，没有看清")
            };
            return answer.seen(evidence(document, seal));
        }
        let found = pages(facts.case, document).any(|page| !page.seals.is_empty());
        if found || !is_well_read(facts.case, document) {
            Answer::undetermined("没有看清集体宿舍证明上有没有印章")
        } else {
            Answer::fail("集体宿舍证明上没有找到印章")
        }
    })
}

/// Characters that a name on a seal must have to be compared.
const NAME_ON_SEAL: usize = 6;
/// The share of the characters of the unit's own name that a seal of its shows, however badly its
/// bent characters were read. Of 275 seals that were read beside their unit's name, two with that
/// many characters of their own showed less than a third of them, and none at all: a name misread in
/// each of its four, and a faculty's paper with its university's seal.
const OWN_SEAL: f32 = 0.2;
const OWN_CHARACTERS: usize = 4;

/// Whether the name on a seal has next to nothing of the unit's own name: what is left of that
/// without the words that most units' names share.
fn is_anothers(seal: &str, issuer: &str) -> bool {
    let words =
        ["上海市", "上海", "有限", "责任", "股份", "集团", "公司", "学校", "大学", "学院", "医院"];
    let own = words.iter().fold(names::fold(issuer), |name, word| name.replace(word, ""));
    let own: Vec<char> = own.chars().filter(|c| c.is_alphanumeric()).collect();
    let read = names::fold(seal);
    if own.len() < OWN_CHARACTERS || read.chars().count() < NAME_ON_SEAL || seal == "present" {
        return false;
    }
    let shown = own.iter().filter(|c| read.contains(**c)).count();
    (shown as f32) < OWN_SEAL * own.len() as f32
}

/// The name on the seal, where it could be read.
fn seal_name(document: &Document) -> Option<&Field> {
    document.field(FieldName::Seal).filter(|seal| seal.text != "present" && !seal.text.is_empty())
}

/// The unit or school, and within it the department: the policy's issuer is the personnel or
/// security department. Where the paper names none, the seal may; a seal that could not be read
/// leaves it open.
pub fn issuer_missing(facts: &Facts) -> Answer {
    facts.on_proof(DORMITORY, |document| {
        let seal = document.field(FieldName::Seal);
        let well_read = is_well_read(facts.case, document);
        let Some(issuer) = document.field(FieldName::Issuer).or_else(|| seal_name(document)) else {
            return if seal.is_some() || !well_read {
                Answer::undetermined("没有读到出具单位，印章上的名称也没有读出")
                    .seen(evidence_of(document, FieldName::Seal))
            } else {
                Answer::fail("集体宿舍证明上没有出具单位，也没有印章")
            };
        };
        let name = &issuer.text;
        // It is asked whether a unit signs, not which: a reading that is the name of a unit says so.
        let is_unit = names::bearer(name) == Bearer::Unit && is_clear_as_declared(issuer);
        if !is_clear(issuer) && !is_unit {
            return Answer::undetermined(format!(
                "出具单位读作「{name}」，但没有读清（{}）",
                why_unclear(issuer)
            ))
            .seen(evidence(document, issuer));
        }
        if let Some((field, may)) = department(document) {
            let answer = if is_told(field, may) {
                Answer::pass(format!("由「{name}」出具，部门见「{}」", field.text))
            } else {
                Answer::undetermined(format!(
                    "出具部门读作「{}」，但没有读清（{}）",
                    field.text,
                    why_unclear(field)
                ))
            };
            return answer.seen(evidence(document, issuer)).seen(evidence(document, field));
        }
        let seal_is_read = seal.is_none() || seal_name(document).is_some_and(is_clear);
        let text = reading::text(facts.case, document);
        let named_somewhere = DEPARTMENTS.iter().any(|word| text.contains(word));
        if well_read && seal_is_read && !named_somewhere && !hides_print(facts.case, document, name)
        {
            Answer::fail(format!("出具单位为「{name}」，没有写明由人事或者保卫部门出具"))
        } else {
            Answer::undetermined(format!("出具单位为「{name}」，没有读到由哪个部门出具"))
        }
        .seen(evidence(document, issuer))
        .seen(evidence_of(document, FieldName::Seal))
    })
}

/// Whether a line under a seal was read badly, or is only the pieces of one: it may be the one
/// that names the department.
fn hides_print(case: &Case, document: &Document, issuer: &str) -> bool {
    let whole = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let date = ['年', '月', '日'].iter().all(|c| text.contains(*c)) && digits >= 6;
        date || text.contains(issuer) || text.contains('章') || text.chars().count() >= 12
    };
    pages(case, document).any(|page| {
        let lines = page.lines.iter();
        lines.filter(|line| line.confidence < DECIDE || !whole(&line.text)).any(|line| {
            page.seals.iter().any(|seal| {
                let (seal, line) = (seal.region.bounds(), line.region.bounds());
                seal.overlap_x(&line) > 0.0 && seal.overlap_y(&line) > 0.0
            })
        })
    })
}

/// Where the department is named, and whether it is one of those that may issue the paper.
fn department(document: &Document) -> Option<(&Field, bool)> {
    // The department may stand across the seal: 人事专用章.
    let may = |field: &&Field| {
        let mut texts = field.parts.iter().map(|part| &part.text).chain([&field.text]);
        texts.any(|text| DEPARTMENTS.iter().any(|word| text.contains(word)))
    };
    let own = document.field(FieldName::IssuingDepartment);
    let named = [own, document.field(FieldName::Issuer), seal_name(document)];
    match named.into_iter().flatten().find(may) {
        Some(field) => Some((field, true)),
        None => own.map(|field| (field, false)),
    }
}

/// Whether the department is read well enough: one of the names that are asked for does not come
/// out of a misreading.
fn is_told(field: &Field, may: bool) -> bool {
    is_clear(field) || (may && is_clear_as_declared(field))
}

pub fn wrong_department(facts: &Facts) -> Answer {
    facts.on_proof(DORMITORY, |document| match department(document) {
        None => Answer::not_applicable("没有读到出具部门，见出具单位一项"),
        Some((field, may)) => {
            let text = &field.text;
            let answer = match (is_told(field, may), may) {
                (true, true) => Answer::pass(format!("由「{text}」出具")),
                (true, false) => {
                    Answer::fail(format!("出具部门为「{text}」，不是人事或者保卫部门"))
                }
                (false, _) => Answer::undetermined(format!(
                    "出具部门读作「{text}」，但没有读清（{}）",
                    why_unclear(field)
                )),
            };
            answer.seen(evidence(document, field))
        }
    })
}

/// A flat in a managed estate is told by its address (a lane, a number and a room, or an
/// estate's name), or by a certificate that prints a residential usage for it. It is asked
/// about, never refused: whether the place is managed as an estate is not on any paper.
pub fn residential_estate(facts: &Facts) -> Answer {
    facts.on_proof(DORMITORY, |document| {
        let certificate = facts.of_kind(Kind::PropertyCertificate).find(|certificate| {
            usage::of(certificate).state == usage::State::Residential
                && home::of(facts.case, certificate).outcome == Outcome::Pass
        });
        if let Some(certificate) = certificate {
            return Answer::fail("该地址的产证载明为居住用途，疑为居住小区内的住房")
                .seen(evidence_of(certificate, FieldName::Usage));
        }
        let Some(field) = document.field(FieldName::Address) else {
            return Answer::undetermined("没有读到宿舍地址，不能判断是否在居住小区内");
        };
        let address = &field.text;
        let comparison = home::compare(facts.case, address, field);
        let seen = evidence(document, field);
        if !is_clear_as_dwelling(field) {
            return Answer::undetermined(format!(
                "宿舍地址读作「{address}」，没有读清，不能判断是否在居住小区内"
            ))
            .seen(seen);
        }
        let answer = match (sign_of_estate(address, &comparison), on_grounds(address)) {
            // A named building on the grounds of a school or factory is no estate of homes.
            (None, _) | (Some(Sign::Name), true) => {
                Answer::pass(format!("宿舍地址「{address}」不像居住小区内的住房"))
            }
            (Some(sign), false) => {
                Answer::fail(format!("宿舍地址「{address}」{}，疑为居住小区内的住房", sign.label()))
            }
            (Some(sign), true) => Answer::undetermined(format!(
                "宿舍地址「{address}」{}，又像在单位或学校内",
                sign.label()
            )),
        };
        answer.seen(seen)
    })
}

fn on_grounds(address: &str) -> bool {
    let bare =
        ROADS_OF_GROUNDS.iter().fold(address.to_string(), |text, road| text.replace(road, ""));
    GROUNDS.iter().any(|word| bare.contains(word))
}

/// What makes an address look like a flat in an estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Lane,
    VillageRoom,
    Name,
}

impl Sign {
    fn label(self) -> &'static str {
        match self {
            Sign::Lane => "带有弄号",
            Sign::VillageRoom => "带有新村名和室号",
            Sign::Name => "带有小区名称",
        }
    }
}

/// The words of the address itself count beside its pieces, so that an address that could not be
/// taken apart is still asked about.
fn sign_of_estate(address: &str, comparison: &Comparison) -> Option<Sign> {
    let has = |kind| comparison.pieces.iter().any(|piece| piece.kind == kind);
    if has(PieceKind::Lane) || address.contains('弄') {
        Some(Sign::Lane)
    } else if has(PieceKind::Village) && has(PieceKind::Room) {
        Some(Sign::VillageRoom)
    } else if has(PieceKind::Estate) || ESTATES.iter().any(|word| address.contains(word)) {
        Some(Sign::Name)
    } else {
        None
    }
}
