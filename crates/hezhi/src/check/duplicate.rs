//! The same proof, or the same dwelling, in other people's applications.
//!
//! Families share a certificate and a home, and a dormitory's list names many: those are told and
//! pass. Anybody else is a question for a person.

use std::collections::BTreeSet;

use super::facts::stated;
use super::holder::near_relative;
use super::names::{self, NameMatch};
use super::thresholds::{MOST_IN_A_DWELLING, MOST_OF_A_FAMILY};
use super::{Answer, Facts, reading};
use crate::application::{Basis, HolderRelation};
use crate::document::FieldName;
use crate::finding::Evidence;
use crate::judge::{Duplicate, DuplicateKind};

pub fn scan(facts: &Facts) -> Answer {
    of_kinds(facts, &[DuplicateKind::Scan, DuplicateKind::Look], |kind| match kind {
        DuplicateKind::Look => "画面与以下申请的扫描件是同一页",
        _ => "扫描件与以下申请相同",
    })
}

pub fn certificate(facts: &Facts) -> Answer {
    of_kinds(facts, &[DuplicateKind::Certificate], |_| "产证号或备案编号与以下申请相同")
}

/// The same person handing in the same paper again, for the next service, is no fault, nor is a
/// relative who lives in the same home.
fn of_kinds(
    facts: &Facts,
    kinds: &[DuplicateKind],
    fact: impl Fn(DuplicateKind) -> &'static str,
) -> Answer {
    let found: Vec<&Duplicate> =
        facts.case.duplicates.iter().filter(|d| kinds.contains(&d.kind)).collect();
    let own = names::fold(&facts.application().applicant.name);
    // Of an application that nobody has declared yet it is not known whose it is.
    let is_own = |d: &&Duplicate| !own.is_empty() && names::fold(&d.applicant) == own;
    let others: Vec<&Duplicate> = found.iter().copied().filter(|d| !is_own(d)).collect();
    let (family, listed): (Vec<&Duplicate>, Vec<&Duplicate>) = others
        .iter()
        .filter(|d| is_related(facts, d) || is_named(facts, d))
        .partition(|d| is_related(facts, d));
    let strangers: Vec<&Duplicate> =
        others.iter().copied().filter(|d| !is_related(facts, d) && !is_named(facts, d)).collect();
    let seen: Vec<Evidence> =
        found.iter().filter_map(|duplicate| place(facts, duplicate)).collect();
    if let Some(first) = strangers.first() {
        return Answer::fail(format!("{}：{}", fact(first.kind), listing(&strangers))).seen(seen);
    }
    if people(&family) > MOST_OF_A_FAMILY {
        let many = people(&family);
        return Answer::fail(format!(
            "同一份材料已有 {many} 名申报的近亲属使用，超出通常的家庭人数：{}",
            listing(&family)
        ))
        .seen(seen);
    }
    let with = |who: &str, duplicates: &[&Duplicate]| {
        (!duplicates.is_empty()).then(|| format!("{who}：{}", listing(duplicates)))
    };
    let own_earlier: Vec<&Duplicate> = found.iter().copied().filter(is_own).collect();
    let told: Vec<String> = [
        with("同住近亲属的申请也用了这份材料", &family),
        with("材料上列名的其他人也用了这份材料", &listed),
        with("申请人本人的其他申请中用过", &own_earlier),
    ]
    .into_iter()
    .flatten()
    .collect();
    if told.is_empty() {
        Answer::pass("没有在其他人的申请中见过")
    } else {
        Answer::pass(told.join("；")).seen(seen)
    }
}

/// How many people are registered to one dwelling.
pub fn dwelling(facts: &Facts) -> Answer {
    let application = facts.application();
    if application.residence.address.is_none() {
        return Answer::not_applicable("没有申报地址");
    }
    let others: Vec<&Duplicate> =
        facts.case.duplicates.iter().filter(|d| d.kind == DuplicateKind::Dwelling).collect();
    let count = people(&others) + 1;
    if application.residence.basis == Some(Basis::Dormitory) {
        return Answer::not_applicable(format!("集体宿舍，同一地址共有 {count} 人申报"));
    }
    if others.is_empty() {
        return Answer::pass("同一住处没有其他人申报");
    }
    if count > MOST_IN_A_DWELLING {
        return Answer::fail(format!(
            "同一住处共有 {count} 人申报，超过 {MOST_IN_A_DWELLING} 人：{}",
            listing(&others)
        ));
    }
    Answer::pass(format!("同一住处共有 {count} 人申报，其他人：{}", listing(&others)))
}

/// Whether two applicants say that they live with the same near relative, or one with the other.
/// Whether they are kin is for the papers of kinship to show.
fn is_related(facts: &Facts, other: &Duplicate) -> bool {
    let residence = &facts.application().residence;
    let own_name = names::fold(&facts.application().applicant.name);
    let their_name = names::fold(&other.applicant);
    let holder = |name: &Option<String>| stated(name).map(names::fold);
    let (own_holder, their_holder) = (holder(&residence.holder_name), holder(&other.holder_name));
    let own_kin = near_relative(facts.case).is_some();
    let their_kin = other.holder_relation.is_some_and(|relation| {
        !matches!(relation, HolderRelation::Oneself | HolderRelation::Other)
    });
    let with_them = own_kin && own_holder.as_deref() == Some(&their_name);
    let with_me = their_kin && their_holder.as_deref() == Some(&own_name);
    let with_one = own_kin && their_kin && own_holder.is_some() && own_holder == their_holder;
    with_them || with_me || with_one
}

/// Whether the paper that both handed in names the other as well: co-owners, co-tenants, a list of
/// residents. It has to name this applicant too.
fn is_named(facts: &Facts, other: &Duplicate) -> bool {
    let documents = facts
        .case
        .documents
        .iter()
        .filter(|document| document.file == other.file && document.pages.contains(&other.page));
    let own = &facts.application().applicant.name;
    documents.into_iter().any(|document| {
        let field = |name| document.field(name);
        let holders = [FieldName::Holder, FieldName::Tenant, FieldName::Resident]
            .into_iter()
            .filter_map(field)
            .flat_map(|field| names::split(&field.text).into_iter().map(|n| (n, field.confidence)));
        let residents = document.residents.iter().map(|r| (r.name.text.clone(), r.name.confidence));
        let printed: Vec<(String, f32)> = holders.chain(residents).collect();
        let names_whom = |who: &str| {
            printed.iter().any(|(name, confidence)| {
                names::among(who, std::slice::from_ref(name), *confidence) == NameMatch::Same
            })
        };
        names_whom(own) && names_whom(&other.applicant)
    })
}

fn people(duplicates: &[&Duplicate]) -> usize {
    let names: BTreeSet<String> = duplicates.iter().map(|d| names::fold(&d.applicant)).collect();
    names.len()
}

/// The first ones by number and name, and how many more there are.
fn listing(duplicates: &[&Duplicate]) -> String {
    const NAMED: usize = 8;
    let whose = |d: &Duplicate| {
        let applicant = if d.applicant.is_empty() { "尚未申报" } else { &d.applicant };
        format!("{}（{applicant}）", d.application)
    };
    let mut names: Vec<String> = duplicates.iter().map(|d| whose(d)).collect();
    names.sort();
    names.dedup();
    let count = names.len();
    names.truncate(NAMED);
    let names = names.join("、");
    if count > NAMED { format!("{names}等 {count} 件") } else { names }
}

fn place(facts: &Facts, duplicate: &Duplicate) -> Option<Evidence> {
    let file = facts.case.files.iter().find(|file| file.file == duplicate.file)?;
    let page = file.pages.iter().find(|page| page.page == duplicate.page)?;
    Some(reading::whole_page(file, page, duplicate.application.clone()))
}
