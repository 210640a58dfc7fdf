//! For each rule a case in which it passes, one in which it fails and one that stays open.

use hezhi::application::{
    AgentRelation, Basis, Channel, DeclaredValue, FromPaper, HolderRelation, Service,
};
use hezhi::document::{FieldName, Kind};
use hezhi::finding::{Outcome, Verdict};
use hezhi::judge::DuplicateKind;
use hezhi::rule::RuleBook;
use hezhi::text::ProblemCode;

use crate::case::*;
use Outcome::{Fail, NotApplicable, Pass, Undetermined};

/// One example: rule, what it shows, the case, the outcome.
struct Example(&'static str, &'static str, Made, Outcome);

/// Outcomes that a rule cannot have, with the reason.
const IMPOSSIBLE: &[(&str, Outcome, &str)] = &[
    ("application.undeclared", Pass, "what is declared is not asked for again"),
    ("application.undeclared", Fail, "that nothing is declared yet is nobody's fault"),
    ("application.unconfirmed", Fail, "the person is there to be asked"),
    ("application.incomplete", Undetermined, "a declared value is there or not"),
    (
        "usage.undetermined",
        Undetermined,
        "the rule is the doubt itself: it fails; only an unknown need softens it",
    ),
    (
        "address.undetermined",
        Undetermined,
        "the rule is the doubt itself: it fails; only an unknown need softens it",
    ),
    ("document.conflict", Undetermined, "what is not clearly read is no contradiction"),
    ("duplicate.scan", Undetermined, "whether a scan was seen before is known"),
    ("duplicate.certificate", Undetermined, "whether a number was seen before is known"),
    ("duplicate.dwelling", Undetermined, "how many declared a dwelling is known"),
];

fn lease_of_unit() -> Made {
    Made::leased().set(FieldName::Tenant, "上海某某贸易有限公司")
}

/// A road of which it is not known whether it lies in one district only; the certificate leaves
/// the district out of the address and tells it by one of its numbers.
fn without_district(number: &str) -> Made {
    let name =
        if !number.is_ascii() { FieldName::CertificateNumber } else { FieldName::UnitNumber };
    Made::owned()
        .set(FieldName::Address, "某某东路406弄10号1705室")
        .with(|a| a.residence.address = Some("上海市杨浦区某某东路406弄10号1705室".into()))
        .put(name, number)
}

/// The same for a lease.
fn lease_without_district() -> Made {
    Made::leased()
        .unwritten(FieldName::Address)
        .put(FieldName::Address, "某某东路406弄10号1705室")
        .with(|a| a.residence.address = Some("上海市杨浦区某某东路406弄10号1705室".into()))
}

fn examples() -> Vec<Example> {
    [documents(), homes(), holders(), leases(), dormitories(), periods(), agents(), identities()]
        .into_iter()
        .flatten()
        .collect()
}

fn documents() -> Vec<Example> {
    let kiosk = || Made::unchanged(Service::Kiosk);
    let expedited = || Made::unchanged(Service::ExpeditedReplacement);
    let request = || {
        expedited()
            .paper(Kind::Unknown, "居住证快证申请", &[])
            .says(&["申请人 王小明", "因考试急需"])
    };
    let online = || Made::endorsement("2025-03-05", "2025-03-20");
    vec![
        Example("application.undeclared", "all is declared", Made::leased(), NotApplicable),
        Example("application.undeclared", "scans alone", Made::leased().undeclared(), Undetermined),
        Example("application.unconfirmed", "told by the person", Made::leased(), NotApplicable),
        Example("application.unconfirmed", "an address from the paper", Made::leased().taken_from_paper(None), Undetermined),
        Example("application.unconfirmed", "confirmed", Made::leased().taken_from_paper(Some("陈晓")), Pass),
        Example("application.incomplete", "scans alone", Made::leased().undeclared(), NotApplicable),
        Example("document.missing", "scans alone, and none is a proof", Made::bare(Service::Registration, Basis::Leased).undeclared(), Undetermined),
        Example("application.incomplete", "all is declared", Made::leased(), Pass),
        Example("application.incomplete", "no basis", Made::leased().with(|a| a.residence.basis = None), Fail),
        Example("application.incomplete", "no address", Made::leased().with(|a| a.residence.address = None), Fail),
        Example("application.incomplete", "a blank address", Made::leased().with(|a| a.residence.address = Some("　".into())), Fail),
        Example("channel.not_open", "at the window", online().with(|a| a.channel = Some(Channel::Counter)), Pass),
        Example("channel.not_open", "online before it was opened", online(), Fail),
        Example("channel.not_open", "no channel", online().with(|a| a.channel = None), Undetermined),
        Example("channel.not_open", "online since it was opened", Made::endorsement("2025-12-02", "2025-12-20"), NotApplicable),
        Example("kiosk.address_changed", "unchanged", kiosk(), Pass),
        Example("kiosk.address_changed", "another lane", kiosk().registered_at(ELSEWHERE), Fail),
        Example("kiosk.address_changed", "no registered address", kiosk().with(|a| a.registered_address = None), Undetermined),
        Example("expedited.request_missing", "the request is there", request(), Pass),
        Example("expedited.request_missing", "no request", expedited(), Fail),
        Example("expedited.request_missing", "an unreadable file", expedited().broken_file(ProblemCode::Damaged), Undetermined),
        Example("expedited.request_missing", "another service", Made::leased(), NotApplicable),
        Example("document.missing", "the lease is there", Made::leased(), Pass),
        Example("document.missing", "no file", Made::bare(Service::Registration, Basis::Leased), Fail),
        Example("document.missing", "only a card", Made::bare(Service::Registration, Basis::Leased).card(APPLICANT, &id_number("1990-03-07")), Fail),
        Example("document.missing", "an unknown paper", Made::bare(Service::Registration, Basis::Leased).paper(Kind::Unknown, "房屋租赁合同", &[]), Undetermined),
        Example("document.missing", "unchanged address", Made::unchanged(Service::Endorsement), NotApplicable),
        Example("document.missing", "changed address", Made::unchanged(Service::Endorsement).registered_at(ELSEWHERE), Fail),
        Example("document.missing", "perhaps changed address", Made::unchanged(Service::Permit).registered_at(WITHOUT_ROOM), Undetermined),
        Example("document.unreadable", "all is read", Made::leased(), Pass),
        Example("document.unreadable", "the only file", Made::bare(Service::Registration, Basis::Leased).broken_file(ProblemCode::Damaged), Fail),
        Example("document.unreadable", "the only page", Made::bare(Service::Registration, Basis::Leased).broken_page(ProblemCode::Poor), Fail),
        Example("document.unreadable", "a blank sheet alone", Made::bare(Service::Registration, Basis::Leased).broken_page(ProblemCode::Blank), Fail),
        Example("document.unreadable", "another file serves", Made::leased().broken_file(ProblemCode::Encrypted), Undetermined),
        Example("document.unreadable", "a blank back", Made::leased().broken_page(ProblemCode::Blank), Pass),
        Example("document.unreadable", "poor, but read", Made::leased().page_problem(ProblemCode::Poor), Pass),
        Example("document.unreadable", "a page that takes for ever", Made::bare(Service::Registration, Basis::Leased).broken_page(ProblemCode::GaveUp), Undetermined),
        Example("document.unreadable", "the reader's own fault", Made::bare(Service::Registration, Basis::Leased).broken_page(ProblemCode::ReaderFailed), Undetermined),
        Example("document.unreadable", "a listed file is not there", Made::bare(Service::Registration, Basis::Leased).with(|a| a.documents = Some(vec!["a.jpg".into()])), Fail),
        Example("document.wrong_kind", "a lease for a leased home", Made::leased(), Pass),
        Example("document.wrong_kind", "a certificate for a leased home", Made::bare(Service::Registration, Basis::Leased).certificate(), Fail),
        Example("document.wrong_kind", "a lease for an own home", Made::bare(Service::Registration, Basis::Owned).lease(), Fail),
        Example("document.wrong_kind", "a licence", Made::bare(Service::Registration, Basis::Leased).paper(Kind::BusinessLicence, "营业执照", &[]), Fail),
        Example("document.wrong_kind", "a bill", Made::bare(Service::Registration, Basis::Leased).paper(Kind::Unknown, "上海市自来水费账单", &[]).says(&["户名 王小明", "账期 2026年2月", "用水量 12", "金额 43.20"]), Fail),
        Example("document.wrong_kind", "a bill, badly read", Made::bare(Service::Registration, Basis::Leased).paper(Kind::Unknown, "上海市自来水费账单", &[]).says(&["户名 王小明", "账期 2026年2月", "用水量 12", "金额 43.20"]).badly_read(), Undetermined),
        Example("document.wrong_kind", "a contract that speaks of filing", Made::bare(Service::Registration, Basis::Leased).paper(Kind::Unknown, "房屋租赁合同", &[]).says(&["承租人 王小明", "出租人 赵六", "应办理登记备案", "金额 43.20"]), Undetermined),
        Example("document.wrong_kind", "a certificate and an unknown paper", Made::bare(Service::Registration, Basis::Leased).certificate().paper(Kind::Unknown, "通知", &[]), Undetermined),
        Example("document.wrong_kind", "an extract for an own home", Made::bare(Service::Registration, Basis::Owned).paper(Kind::PropertyRegisterExtract, "上海市不动产登记簿", &[(FieldName::Address, HOME)]), Pass),
        Example("document.wrong_kind", "a private contract that speaks of filing", Made::leased().retitled("上海市住房租赁合同"), Undetermined),
        Example("document.wrong_kind", "a certificate of an advance notice", Made::owned().says(&["证明权利或事项 预告登记"]), Undetermined),
        Example("document.void", "in force", Made::leased(), Pass),
        Example("document.void", "marked as void", Made::leased().says(&["已注销"]), Fail),
        Example("document.void", "perhaps marked as void", Made::leased().says(&["作废"]).badly_read(), Undetermined),
        Example("document.void", "a sentence about the certificate before it", Made::owned().says(&["原证沪房地徐字(2010)第123456号作废，换发本证"]), Pass),
        Example("document.conflict", "one paper", Made::leased(), Pass),
        Example("document.conflict", "an ended lease of another home beside the current one", Made::leased().lease().set_last(FieldName::LeaseEnd, "2025-08-31").set_last(FieldName::LeaseStart, "2024-09-01").set_last(FieldName::Address, ELSEWHERE), Pass),
        Example("document.conflict", "two current leases of two homes", Made::leased().lease().set_last(FieldName::Address, ELSEWHERE), Fail),
        Example("document.conflict", "another owner", Made::owned().certificate().set_last(FieldName::Holder, "赵六"), Fail),
        Example("document.text_layer_mismatch", "they agree", Made::leased().text_layer("住房租赁合同登记备案证明 出租人赵六 承租人王小明 坐落上海市徐汇区华发路406弄10号1705室 用途居住"), Pass),
        Example("document.text_layer_mismatch", "another lane in the layer", Made::leased().text_layer("住房租赁合同登记备案证明 出租人赵六 承租人王小明 坐落上海市徐汇区华发路408弄10号1705室 用途居住"), Fail),
        Example("document.text_layer_mismatch", "another usage in the layer", Made::leased().text_layer("住房租赁合同登记备案证明 出租人赵六 承租人王小明 坐落上海市徐汇区华发路406弄10号1705室 用途办公"), Fail),
        Example("document.text_layer_mismatch", "not read clearly", Made::leased().unsure(FieldName::Tenant).text_layer("住房租赁合同登记备案证明 出租人赵六 承租人王小朋 坐落上海市徐汇区华发路406弄10号1705室 用途居住"), Undetermined),
        Example("document.text_layer_mismatch", "a stray layer", Made::leased().text_layer("扫描件"), NotApplicable),
        Example("document.code_mismatch", "it says the same", Made::leased().code("房屋坐落：徐汇区华发路406弄10号1705室\n承租人：王小明"), Pass),
        Example("document.code_mismatch", "names are hidden in it", Made::leased().code("房屋坐落：徐汇区华发路406弄10号1705室;承租人:王**"), Pass),
        Example("document.code_mismatch", "another room in it", Made::leased().code("房屋坐落：徐汇区华发路406弄10号1750室"), Fail),
        Example("document.code_mismatch", "another tenant in it", Made::leased().code(r#"{"承租人":"赵六"}"#), Fail),
        Example("document.code_mismatch", "another end in it", Made::leased().code("租赁结束日期：2020年1月31日"), Fail),
        Example("document.code_mismatch", "the print is not clear", Made::leased().unsure(FieldName::Address).code("房屋坐落：徐汇区华发路406弄10号1750室"), Undetermined),
        Example("document.code_mismatch", "an address on the net", Made::leased().code("https://zl.example.cn/q?id=8f3a2b"), NotApplicable),
        Example("document.code_mismatch", "no code", Made::leased(), NotApplicable),
        Example("document.number_malformed", "its district is the address's", Made::owned().put(FieldName::UnitNumber, "310104012345GB00123F00010001"), Pass),
        Example("document.number_malformed", "a unit number of another district", Made::owned().put(FieldName::UnitNumber, "310105012345GB00123F00010001"), Fail),
        Example("document.number_malformed", "a unit number of another province", Made::owned().put(FieldName::UnitNumber, "320105012345GB00123F00010001"), Fail),
        Example("document.number_malformed", "a certificate of another district's office", Made::owned().put(FieldName::CertificateNumber, "沪（2018）闵字不动产权第012345号"), Fail),
        Example("document.number_malformed", "a certificate of the city's office", Made::owned().put(FieldName::CertificateNumber, "沪（2018）市字不动产权第012345号"), Pass),
        Example("document.number_malformed", "a certificate of next year", Made::owned().put(FieldName::CertificateNumber, "沪（2027）徐字不动产权第012345号"), Fail),
        Example("document.number_malformed", "two numbers of two districts, none in the address", without_district("310110012345GB00123F00010001").put(FieldName::CertificateNumber, "沪（2018）徐字不动产权第012345号"), Fail),
        Example("document.number_malformed", "two districts, one number unsure", without_district("310110012345GB00123F00010001").put(FieldName::CertificateNumber, "沪（2018）徐字不动产权第012345号").unsure(FieldName::UnitNumber), Undetermined),
        Example("document.number_malformed", "not read clearly", Made::owned().put(FieldName::UnitNumber, "310105012345GB00123F00010001").unsure(FieldName::UnitNumber), Undetermined),
        Example("document.number_malformed", "a number read in part", Made::owned().without(FieldName::CertificateNumber).put(FieldName::UnitNumber, "310105012345GB"), NotApplicable),
        Example("document.number_malformed", "a licence with a sound code", Made::leased().paper(Kind::BusinessLicence, "营业执照", &[(FieldName::CertificateNumber, "91350100M000100Y43")]), Pass),
        Example("document.number_malformed", "a licence whose code fails its check", Made::leased().paper(Kind::BusinessLicence, "营业执照", &[(FieldName::CertificateNumber, "91350100M000100Y44")]), Fail),
        Example("document.number_malformed", "a licence's code, not read clearly", Made::leased().paper(Kind::BusinessLicence, "营业执照", &[(FieldName::CertificateNumber, "91350100M000100Y44")]).unsure(FieldName::CertificateNumber), Undetermined),
        Example("document.number_malformed", "no number", Made::leased(), NotApplicable),
        Example("document.dates_contradict", "they agree", Made::leased().put(FieldName::IssuedOn, "2025-09-01"), Pass),
        Example("document.dates_contradict", "issued after it was handed in", Made::leased().put(FieldName::IssuedOn, "2026-03-06"), Fail),
        Example("document.dates_contradict", "issued on the very day", Made::leased().put(FieldName::IssuedOn, "2026-03-05"), Pass),
        Example("document.dates_contradict", "it ends before it begins", Made::leased().set_last(FieldName::LeaseStart, "2027-01-01"), Fail),
        Example("document.dates_contradict", "not read clearly", Made::leased().put(FieldName::IssuedOn, "2026-03-06").unsure(FieldName::IssuedOn), Undetermined),
        Example("document.dates_contradict", "no dates", Made::bare(Service::Registration, Basis::Leased), NotApplicable),
        Example("duplicate.scan", "never seen", Made::leased(), Pass),
        Example("duplicate.scan", "the applicant's own earlier one", Made::leased().duplicate(DuplicateKind::Scan, APPLICANT), Pass),
        Example("duplicate.scan", "another applicant's", Made::leased().duplicate(DuplicateKind::Scan, "赵六"), Fail),
        Example("duplicate.certificate", "never seen", Made::leased().duplicate(DuplicateKind::Scan, "赵六"), Pass),
        Example("duplicate.certificate", "another applicant's", Made::leased().duplicate(DuplicateKind::Certificate, "赵六"), Fail),
        Example("duplicate.scan", "another picture of the page in another applicant's", Made::leased().duplicate(DuplicateKind::Look, "赵六"), Fail),
        Example("duplicate.scan", "the child's who lives with the applicant", Made::leased().duplicate_of(DuplicateKind::Scan, "王小小", Some((APPLICANT, HolderRelation::Child))), Pass),
        Example("duplicate.scan", "of somebody who says to live with another", Made::leased().duplicate_of(DuplicateKind::Scan, "王小小", Some(("钱七", HolderRelation::Child))), Fail),
        Example("duplicate.scan", "of somebody who is not related", Made::leased().duplicate_of(DuplicateKind::Scan, "王小小", Some((APPLICANT, HolderRelation::Other))), Fail),
        Example("duplicate.scan", "a relative's and a stranger's", Made::leased().duplicate_of(DuplicateKind::Scan, "王小小", Some((APPLICANT, HolderRelation::Child))).duplicate(DuplicateKind::Scan, "赵六"), Fail),
        Example("duplicate.scan", "the co-tenant's whom the paper names", Made::leased().set(FieldName::Tenant, &format!("{APPLICANT}、赵六")).duplicate(DuplicateKind::Scan, "赵六"), Pass),
        Example("duplicate.certificate", "of more relatives than a family has", (0..9).fold(Made::leased(), |made, n| made.duplicate_of(DuplicateKind::Certificate, &format!("王{}", char::from_u32('甲' as u32 + n).unwrap_or('乙')), Some((APPLICANT, HolderRelation::Child)))), Fail),
        Example("duplicate.dwelling", "nobody else", Made::leased(), Pass),
        Example("duplicate.dwelling", "a family of four", (0..3).fold(Made::leased(), |made, n| made.duplicate(DuplicateKind::Dwelling, &format!("王{n}"))), Pass),
        Example("duplicate.dwelling", "two dozen", (0..23).fold(Made::leased(), |made, n| made.duplicate(DuplicateKind::Dwelling, &format!("王{n}"))), Fail),
        Example("duplicate.dwelling", "a dormitory", Made::dormitory().duplicate(DuplicateKind::Dwelling, "赵六"), NotApplicable),
    ]
}

fn homes() -> Vec<Example> {
    let shop = || Made::owned().set(FieldName::Usage, "店铺");
    vec![
        Example("usage.non_residential", "a home", Made::owned(), Pass),
        Example("usage.non_residential", "a shop", shop(), Fail),
        Example(
            "usage.non_residential",
            "an office let",
            Made::leased().set(FieldName::Usage, "办公"),
            Fail,
        ),
        Example(
            "usage.non_residential",
            "a shop, doubtful",
            shop().doubt(FieldName::Usage),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "a shop, badly read",
            shop().unsure(FieldName::Usage),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "not found",
            Made::owned().without(FieldName::Usage),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "both kinds",
            Made::owned().set(FieldName::Usage, "商住"),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "industrial land",
            Made::owned().set(FieldName::LandUsage, "工业用地"),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "an office building",
            Made::owned().set(FieldName::BuildingType, "办公楼"),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "the landlord's certificate says shop",
            Made::leased()
                .certificate()
                .set_last(FieldName::Usage, "店铺")
                .set_last(FieldName::Holder, "赵六"),
            Fail,
        ),
        Example(
            "usage.non_residential",
            "only a shop's certificate for a leased home",
            Made::bare(Service::Registration, Basis::Leased)
                .certificate()
                .set(FieldName::Usage, "店铺"),
            Fail,
        ),
        Example(
            "usage.non_residential",
            "another home's certificate says shop",
            Made::leased()
                .certificate()
                .set_last(FieldName::Usage, "店铺")
                .set_last(FieldName::Address, ELSEWHERE),
            Pass,
        ),
        Example(
            "usage.non_residential",
            "no proof is asked for, yet one says shop",
            Made::unchanged(Service::Permit).certificate().set(FieldName::Usage, "店铺"),
            Undetermined,
        ),
        Example(
            "usage.non_residential",
            "perhaps no proof is asked for",
            Made::unchanged(Service::Permit)
                .registered_at(WITHOUT_ROOM)
                .lease()
                .set(FieldName::Usage, "店铺"),
            Undetermined,
        ),
        Example("usage.non_residential", "a dormitory", Made::dormitory(), NotApplicable),
        Example("usage.undetermined", "a home", Made::owned(), Pass),
        Example("usage.undetermined", "a shop, clearly", shop(), Pass),
        Example(
            "usage.undetermined",
            "see the appendix",
            Made::owned().set(FieldName::Usage, "详见附记"),
            Fail,
        ),
        Example(
            "usage.undetermined",
            "both kinds",
            Made::owned().set(FieldName::Usage, "办公/居住"),
            Fail,
        ),
        Example("usage.undetermined", "not found", Made::owned().without(FieldName::Usage), Fail),
        Example("usage.undetermined", "doubtful", Made::owned().doubt(FieldName::Usage), Fail),
        Example(
            "usage.undetermined",
            "house and land disagree",
            Made::owned().set(FieldName::LandUsage, "工业用地"),
            Fail,
        ),
        Example("address.mismatch", "the same", Made::owned(), Pass),
        Example(
            "address.mismatch",
            "the applicant left the district out",
            Made::owned()
                .set(FieldName::Address, "上海市杨浦区某某东路406弄10号1705室")
                .with(|a| a.residence.address = Some("某某东路406弄10号1705室".into())),
            Pass,
        ),
        Example(
            "address.mismatch",
            "left the district out, and another room",
            Made::owned()
                .set(FieldName::Address, "上海市杨浦区某某东路406弄10号1705室")
                .with(|a| a.residence.address = Some("某某东路406弄10号1750室".into())),
            Fail,
        ),
        Example(
            "address.mismatch",
            "another lane",
            Made::owned().set(FieldName::Address, ELSEWHERE),
            Fail,
        ),
        Example(
            "address.mismatch",
            "another lane, doubtful",
            Made::owned().set(FieldName::Address, ELSEWHERE).doubt(FieldName::Address),
            Undetermined,
        ),
        Example(
            "address.mismatch",
            "no room printed",
            Made::owned().set(FieldName::Address, WITHOUT_ROOM),
            Undetermined,
        ),
        Example(
            "address.mismatch",
            "no room declared",
            Made::owned().with(|a| a.residence.address = Some(WITHOUT_ROOM.into())),
            Undetermined,
        ),
        Example(
            "address.mismatch",
            "not found",
            Made::owned().without(FieldName::Address),
            Undetermined,
        ),
        Example("address.undetermined", "the same", Made::leased(), Pass),
        Example(
            "address.undetermined",
            "the district is told by the unit's number",
            without_district("310110069120GB97318F00015801"),
            Pass,
        ),
        Example(
            "address.undetermined",
            "the district is told by the register's short number",
            without_district("杨2015012345"),
            Pass,
        ),
        Example(
            "address.undetermined",
            "no number tells the district",
            without_district("第515514号"),
            Fail,
        ),
        Example(
            "address.mismatch",
            "the unit's number tells another district",
            without_district("310112069120GB97318F00015801"),
            Undetermined,
        ),
        Example(
            "address.undetermined",
            "the district is told by the certificate's number",
            without_district("沪（2018）杨字不动产权第515514号"),
            Pass,
        ),
        Example(
            "address.undetermined",
            "the district is told by the filing's number",
            lease_without_district().put(FieldName::FilingNumber, "沪杨租备（2026）第514350号"),
            Pass,
        ),
        Example(
            "address.undetermined",
            "the district is told by the office that filed the lease",
            lease_without_district().says(&["杨浦区住房保障和房屋管理局"]),
            Pass,
        ),
        Example(
            "address.undetermined",
            "a filed lease names another district",
            lease_without_district().says(&["徐汇区住房保障和房屋管理局"]),
            Fail,
        ),
        Example(
            "address.undetermined",
            "a lease names two districts",
            lease_without_district().says(&["徐汇区住房保障和房屋管理局", "出租人住址：杨浦区"]),
            Fail,
        ),
        Example(
            "address.undetermined",
            "a watermark read into the address",
            Made::leased().set(FieldName::Address, "上海市徐汇区华发路406弄10号赁备案1705室"),
            Fail,
        ),
        Example(
            "address.undetermined",
            "clearly another",
            Made::leased().set(FieldName::Address, ELSEWHERE),
            Pass,
        ),
        Example(
            "address.undetermined",
            "no room printed",
            Made::leased().set(FieldName::Address, WITHOUT_ROOM),
            Fail,
        ),
        Example(
            "address.undetermined",
            "badly read",
            Made::leased().unsure(FieldName::Address),
            Fail,
        ),
        Example(
            "address.undetermined",
            "not found",
            Made::leased().without(FieldName::Address),
            Fail,
        ),
    ]
}

fn holders() -> Vec<Example> {
    let number = id_number("1990-03-07");
    let statementless =
        || Made::owned().set(FieldName::Holder, "李四").relative("李四", HolderRelation::Spouse);
    vec![
        Example("holder.mismatch", "the applicant", Made::owned(), Pass),
        Example(
            "holder.mismatch",
            "one of several owners",
            Made::owned().set(FieldName::Holder, "李四、王小明"),
            Pass,
        ),
        Example("holder.mismatch", "the declared spouse", Made::relatives(), Pass),
        Example("holder.mismatch", "the tenant", Made::leased(), Pass),
        Example(
            "holder.mismatch",
            "a declared landlord is not the tenant's business",
            Made::leased().relative("赵六", HolderRelation::Oneself),
            Pass,
        ),
        Example(
            "holder.mismatch",
            "somebody else",
            Made::owned().set(FieldName::Holder, "李四"),
            Fail,
        ),
        Example(
            "holder.mismatch",
            "another tenant",
            Made::leased().set(FieldName::Tenant, "李四"),
            Fail,
        ),
        Example(
            "holder.mismatch",
            "not the declared spouse",
            Made::relatives().set(FieldName::Holder, "赵六"),
            Fail,
        ),
        Example(
            "holder.mismatch",
            "a friend",
            Made::relatives().with(|a| a.residence.holder_relation = Some(HolderRelation::Other)),
            Fail,
        ),
        Example(
            "holder.mismatch",
            "a look-alike",
            Made::owned().set(FieldName::Holder, "王小朋"),
            Undetermined,
        ),
        Example(
            "holder.mismatch",
            "somebody else, doubtful",
            Made::owned().set(FieldName::Holder, "李四").doubt(FieldName::Holder),
            Undetermined,
        ),
        Example(
            "holder.mismatch",
            "not found",
            Made::owned().without(FieldName::Holder),
            Undetermined,
        ),
        Example(
            "holder.mismatch",
            "see the appendix",
            Made::owned().set(FieldName::Holder, "详见附记"),
            Undetermined,
        ),
        Example(
            "holder.mismatch",
            "the relative's name is not declared",
            Made::relatives().with(|a| a.residence.holder_name = None),
            Undetermined,
        ),
        Example(
            "holder.mismatch",
            "a unit",
            Made::owned().set(FieldName::Holder, "上海某某实业有限公司"),
            NotApplicable,
        ),
        Example("holder.is_unit", "a person", Made::owned(), Pass),
        Example(
            "holder.is_unit",
            "a unit",
            Made::owned().set(FieldName::Holder, "上海某某实业有限公司"),
            Fail,
        ),
        Example(
            "holder.is_unit",
            "a unit, doubtful",
            Made::owned().set(FieldName::Holder, "上海某某实业有限公司").doubt(FieldName::Holder),
            Undetermined,
        ),
        Example(
            "holder.is_unit",
            "a unit and a person",
            Made::owned().set(FieldName::Holder, "上海某某实业有限公司、王小明"),
            Undetermined,
        ),
        Example("tenant.is_unit", "a person", Made::leased(), Pass),
        Example("tenant.is_unit", "a unit", lease_of_unit(), Fail),
        Example(
            "tenant.is_unit",
            "not found",
            Made::leased().without(FieldName::Tenant),
            Undetermined,
        ),
        Example("kinship.missing", "a statement with both names", Made::relatives(), Pass),
        Example(
            "kinship.missing",
            "the applicant owns a part",
            Made::relatives().set(FieldName::Holder, "李四、王小明"),
            Pass,
        ),
        Example("kinship.missing", "no statement", statementless(), Fail),
        Example(
            "kinship.missing",
            "a friend",
            statementless().with(|a| a.residence.holder_relation = Some(HolderRelation::Other)),
            Fail,
        ),
        Example(
            "kinship.missing",
            "a statement for another relative",
            statementless().kinship("赵六"),
            Undetermined,
        ),
        Example(
            "kinship.missing",
            "a statement of another person with the applicant's number",
            statementless()
                .paper(
                    Kind::KinshipStatement,
                    "亲属关系承诺书",
                    &[(FieldName::Resident, "王小霖"), (FieldName::ResidentIdNumber, &number)],
                )
                .says(&["亲属 李四", "关系 配偶"]),
            Undetermined,
        ),
        Example(
            "kinship.missing",
            "a statement of a common name beside the number of a rare one",
            statementless()
                .with(|a| a.applicant.name = "王小翀".into())
                .paper(
                    Kind::KinshipStatement,
                    "亲属关系承诺书",
                    &[(FieldName::Resident, "王小种"), (FieldName::ResidentIdNumber, &number)],
                )
                .says(&["亲属 李四", "关系 配偶"]),
            Undetermined,
        ),
        Example(
            "kinship.missing",
            "a statement whose name was misread beside the applicant's number",
            statementless()
                .paper(
                    Kind::KinshipStatement,
                    "亲属关系承诺书",
                    &[(FieldName::Resident, "王小朋"), (FieldName::ResidentIdNumber, &number)],
                )
                .says(&["亲属 李四", "关系 配偶"]),
            Pass,
        ),
        Example(
            "kinship.missing",
            "an unreadable file",
            statementless().broken_file(ProblemCode::Damaged),
            Undetermined,
        ),
        Example(
            "kinship.missing",
            "a marriage certificate with both names",
            statementless()
                .paper(Kind::Unknown, "结婚证", &[])
                .says(&["持证人 王小明", "姓名 李四"]),
            Pass,
        ),
        Example(
            "kinship.missing",
            "a household register with both names",
            statementless()
                .paper(Kind::HouseholdRegister, "常住人口登记卡", &[])
                .says(&["户主姓名 李四", "姓名 王小明", "与户主关系 子"]),
            Pass,
        ),
        Example(
            "kinship.missing",
            "a household register that says no relative",
            statementless()
                .paper(Kind::HouseholdRegister, "常住人口登记卡", &[])
                .says(&["户主姓名 李四", "姓名 王小明", "与户主关系 非亲属"]),
            Undetermined,
        ),
        Example(
            "kinship.missing",
            "a birth certificate with both names",
            statementless()
                .paper(Kind::Unknown, "出生医学证明", &[])
                .says(&["新生儿姓名 王小明", "父亲姓名 李四"]),
            Pass,
        ),
        Example(
            "kinship.missing",
            "a statement that says friend",
            statementless().kinship("李四").says(&["与申请人关系：朋友"]),
            Undetermined,
        ),
        Example(
            "kinship.missing",
            "a relative's lease",
            Made::leased()
                .set(FieldName::Tenant, "李四")
                .relative("李四", HolderRelation::Sibling)
                .kinship("李四"),
            Pass,
        ),
        Example(
            "holder.mismatch",
            "a relative's lease",
            Made::leased()
                .set(FieldName::Tenant, "李四")
                .relative("李四", HolderRelation::Sibling)
                .kinship("李四"),
            Pass,
        ),
        Example("kinship.missing", "an own home", Made::owned(), Pass),
        Example("kinship.missing", "a dormitory", Made::dormitory(), NotApplicable),
    ]
}

fn leases() -> Vec<Example> {
    let lease = |start: &str, end: &str| {
        Made::leased().set(FieldName::LeaseStart, start).set(FieldName::LeaseEnd, end)
    };
    vec![
        Example("lease.expired", "in force", Made::leased(), Pass),
        Example("lease.expired", "on its last day", lease("2025-09-01", "2026-03-05"), Pass),
        Example("lease.expired", "ended yesterday", lease("2025-09-01", "2026-03-04"), Fail),
        Example(
            "lease.expired",
            "ended, doubtful",
            lease("2025-09-01", "2026-03-04").doubt(FieldName::LeaseEnd),
            Undetermined,
        ),
        Example(
            "lease.expired",
            "not found",
            Made::leased().without(FieldName::LeaseEnd),
            Undetermined,
        ),
        Example("lease.expired", "half a date", lease("2025-09-01", "2026-03"), Undetermined),
        Example(
            "lease.expired",
            "ends before it begins",
            lease("2025-09-01", "2024-08-31"),
            Undetermined,
        ),
        Example(
            "lease.expired",
            "the renewed lease counts",
            lease("2024-09-01", "2025-08-31").lease(),
            Pass,
        ),
        Example("lease.expired", "an own home", Made::owned(), NotApplicable),
        Example("lease.not_started", "begun", Made::leased(), Pass),
        Example("lease.not_started", "on its first day", lease("2026-03-05", "2027-03-04"), Pass),
        Example("lease.not_started", "begins tomorrow", lease("2026-03-06", "2027-03-05"), Fail),
        Example(
            "lease.not_started",
            "badly read",
            Made::leased().unsure(FieldName::LeaseStart),
            Undetermined,
        ),
        Example("lease.over_three_years", "three years", lease("2024-05-01", "2027-04-30"), Pass),
        Example("lease.over_three_years", "five years", lease("2024-05-01", "2029-04-30"), Fail),
        Example(
            "lease.over_three_years",
            "not found",
            Made::leased().without(FieldName::LeaseStart),
            Undetermined,
        ),
        Example("lease.forbidden_part", "a flat", Made::leased(), Pass),
        Example(
            "lease.forbidden_part",
            "the kitchen",
            Made::leased().put(FieldName::RoomPart, "1705室厨房"),
            Fail,
        ),
        Example(
            "lease.forbidden_part",
            "the garage, doubtful",
            Made::leased().put(FieldName::RoomPart, "车库").doubt(FieldName::RoomPart),
            Undetermined,
        ),
    ]
}

fn dormitories() -> Vec<Example> {
    let flat = || {
        Made::dormitory()
            .set(FieldName::Address, HOME)
            .with(|a| a.residence.address = Some(HOME.into()))
    };
    vec![
        Example("dormitory.seal_missing", "sealed", Made::dormitory(), Pass),
        Example(
            "dormitory.seal_missing",
            "no seal",
            Made::dormitory().without(FieldName::Seal),
            Fail,
        ),
        Example(
            "dormitory.seal_missing",
            "badly read",
            Made::dormitory().without(FieldName::Seal).badly_read(),
            Undetermined,
        ),
        Example(
            "dormitory.seal_missing",
            "a seal that went to no paper",
            Made::dormitory().without(FieldName::Seal).seal_on_page(),
            Undetermined,
        ),
        Example(
            "dormitory.seal_missing",
            "another unit's seal",
            Made::dormitory()
                .set(FieldName::Issuer, "上海某某实业有限公司")
                .set(FieldName::Seal, "瑞沃信息技术（上海）有限公司"),
            Undetermined,
        ),
        Example(
            "dormitory.seal_missing",
            "its own seal, badly read",
            Made::dormitory()
                .set(FieldName::Issuer, "上海申屿精密机械股份有限公司")
                .set(FieldName::Seal, "上海申的箱案机执股附行限公"),
            Pass,
        ),
        Example("dormitory.issuer_missing", "named", Made::dormitory(), Pass),
        Example(
            "dormitory.issuer_missing",
            "named on the seal",
            Made::dormitory()
                .without(FieldName::Issuer)
                .set(FieldName::Seal, "上海某某实业有限公司"),
            Pass,
        ),
        Example(
            "dormitory.issuer_missing",
            "the department is on the seal",
            Made::dormitory()
                .without(FieldName::IssuingDepartment)
                .set(FieldName::Seal, "某某大学保卫处"),
            Pass,
        ),
        Example(
            "dormitory.issuer_missing",
            "the unit's seal and no department",
            Made::dormitory()
                .unwritten(FieldName::IssuingDepartment)
                .set(FieldName::Seal, "上海某某实业有限公司"),
            Fail,
        ),
        Example(
            "dormitory.issuer_missing",
            "a seal that may be the department's",
            Made::dormitory().unwritten(FieldName::IssuingDepartment),
            Undetermined,
        ),
        Example(
            "dormitory.issuer_missing",
            "the department's word stands on the page",
            Made::dormitory()
                .without(FieldName::IssuingDepartment)
                .set(FieldName::Seal, "上海某某实业有限公司"),
            Undetermined,
        ),
        Example(
            "dormitory.issuer_missing",
            "neither issuer nor seal",
            Made::dormitory().without(FieldName::Issuer).without(FieldName::Seal),
            Fail,
        ),
        Example(
            "dormitory.issuer_missing",
            "a seal without a readable name",
            Made::dormitory().without(FieldName::Issuer),
            Undetermined,
        ),
        Example("dormitory.wrong_department", "personnel", Made::dormitory(), Pass),
        Example(
            "dormitory.wrong_department",
            "on the seal",
            Made::dormitory()
                .without(FieldName::IssuingDepartment)
                .set(FieldName::Seal, "某某大学保卫处"),
            Pass,
        ),
        Example(
            "dormitory.wrong_department",
            "logistics",
            Made::dormitory().set(FieldName::IssuingDepartment, "后勤部"),
            Fail,
        ),
        Example(
            "dormitory.wrong_department",
            "logistics, doubtful",
            Made::dormitory()
                .set(FieldName::IssuingDepartment, "后勤部")
                .doubt(FieldName::IssuingDepartment),
            Undetermined,
        ),
        Example("dormitory.resident_mismatch", "the applicant", Made::dormitory(), Pass),
        Example(
            "dormitory.resident_mismatch",
            "among several",
            Made::dormitory().set(FieldName::Resident, "李四、王小明"),
            Pass,
        ),
        Example(
            "dormitory.resident_mismatch",
            "somebody else",
            Made::dormitory().set(FieldName::Resident, "李四"),
            Fail,
        ),
        Example(
            "dormitory.resident_mismatch",
            "a rare character",
            Made::dormitory()
                .with(|a| a.applicant.name = "王翀".into())
                .set(FieldName::Resident, "王种"),
            Undetermined,
        ),
        Example(
            "dormitory.resident_mismatch",
            "not found",
            Made::dormitory().without(FieldName::Resident),
            Undetermined,
        ),
        Example("dormitory.residential_estate", "a university", Made::dormitory(), Pass),
        Example(
            "dormitory.residential_estate",
            "a student hall",
            Made::dormitory().set(FieldName::Address, "上海市松江区文汇路200号学生公寓6号楼418室"),
            Pass,
        ),
        Example(
            "dormitory.residential_estate",
            "an estate on a road named after a school",
            Made::dormitory().set(FieldName::Address, "上海市杨浦区大学路100号创智花园3号楼502室"),
            Fail,
        ),
        Example(
            "dormitory.residential_estate",
            "a lane on the grounds of a school",
            Made::dormitory()
                .set(FieldName::Address, "上海市松江区文汇路200弄东海理工大学6号楼418室"),
            Undetermined,
        ),
        Example("dormitory.residential_estate", "lane, number, room", flat(), Fail),
        Example(
            "dormitory.residential_estate",
            "a flat in a new village",
            Made::dormitory().set(FieldName::Address, "上海市普陀区曹杨一村12号301室"),
            Fail,
        ),
        Example(
            "dormitory.residential_estate",
            "badly read",
            flat().unsure(FieldName::Address),
            Undetermined,
        ),
        Example(
            "dormitory.residential_estate",
            "a certificate says it is a home",
            Made::dormitory().certificate().set_last(FieldName::Address, DORMITORY),
            Fail,
        ),
        Example("dormitory.residential_estate", "a leased home", Made::leased(), NotApplicable),
    ]
}

fn periods() -> Vec<Example> {
    let expiry = "2026-03-31";
    vec![
        Example(
            "window.early",
            "thirty days before",
            Made::endorsement("2026-03-01", expiry),
            Pass,
        ),
        Example(
            "window.early",
            "thirty-one days before",
            Made::endorsement("2026-02-28", expiry),
            Fail,
        ),
        Example(
            "window.early",
            "no expiry",
            Made::endorsement("2026-03-01", expiry).with(|a| a.permit_expires_on = None),
            Undetermined,
        ),
        Example("window.early", "another service", Made::leased(), NotApplicable),
        Example(
            "window.suspended",
            "on the last day",
            Made::endorsement("2026-03-31", expiry),
            Pass,
        ),
        Example("window.suspended", "a day late", Made::endorsement("2026-04-01", expiry), Fail),
        Example(
            "window.suspended",
            "sixty days late",
            Made::endorsement("2026-05-30", expiry),
            Fail,
        ),
        Example(
            "window.suspended",
            "no expiry",
            Made::endorsement("2026-03-01", expiry).with(|a| a.permit_expires_on = None),
            Undetermined,
        ),
        Example(
            "window.years_restart",
            "sixty days late",
            Made::endorsement("2026-05-30", expiry),
            Pass,
        ),
        Example(
            "window.years_restart",
            "sixty-one days late",
            Made::endorsement("2026-05-31", expiry),
            Fail,
        ),
        Example(
            "window.years_restart",
            "no expiry",
            Made::endorsement("2026-03-01", expiry).with(|a| a.permit_expires_on = None),
            Undetermined,
        ),
        Example(
            "registration.too_recent",
            "six months to the day",
            Made::permit("2026-02-01", "2025-08-01"),
            Pass,
        ),
        Example(
            "registration.too_recent",
            "a day short",
            Made::permit("2026-01-31", "2025-08-01"),
            Fail,
        ),
        Example(
            "registration.too_recent",
            "the end of February",
            Made::permit("2026-02-28", "2025-08-31"),
            Undetermined,
        ),
        Example(
            "registration.too_recent",
            "the first of March",
            Made::permit("2026-03-01", "2025-08-31"),
            Pass,
        ),
        Example(
            "registration.too_recent",
            "registered later",
            Made::permit("2026-03-01", "2026-04-01"),
            Undetermined,
        ),
        Example(
            "registration.too_recent",
            "no date",
            Made::permit("2026-03-01", "2025-08-31").with(|a| a.registered_on = None),
            Undetermined,
        ),
        Example(
            "registration.too_recent",
            "a replacement",
            Made::unchanged(Service::ExpeditedReplacement),
            NotApplicable,
        ),
        Example(
            "registration.expired",
            "within the year",
            Made::permit("2026-03-05", "2025-03-05"),
            Pass,
        ),
        Example(
            "registration.expired",
            "past the year",
            Made::permit("2026-03-06", "2025-03-05"),
            Fail,
        ),
        Example(
            "registration.expired",
            "no date",
            Made::permit("2026-03-01", "2025-08-31").with(|a| a.registered_on = None),
            Undetermined,
        ),
        Example(
            "registration.expired",
            "a permit holder moves",
            Made::unchanged(Service::AddressChange),
            NotApplicable,
        ),
        Example(
            "registration.expired",
            "a registrant moves, the date is not stated",
            Made::unchanged(Service::AddressChange).with(|a| {
                a.permit_expires_on = None;
                a.registered_on = None;
            }),
            NotApplicable,
        ),
        Example(
            "registration.expired",
            "nothing tells of a registration",
            Made::bare(Service::AddressChange, Basis::Leased).lease(),
            Undetermined,
        ),
        Example(
            "registration.expired",
            "a registrant moves too late",
            Made::unchanged(Service::AddressChange).with(|a| {
                a.permit_expires_on = None;
                a.registered_on = Some(day("2024-01-01"));
            }),
            Fail,
        ),
    ]
}

fn agents() -> Vec<Example> {
    let disabled = || {
        Made::elder()
            .born("1990-03-07")
            .disabled()
            .paper(Kind::Unknown, "中华人民共和国残疾人证", &[])
            .says(&["姓名 王小明"])
    };
    vec![
        Example("agent.required", "an adult", Made::leased(), Pass),
        Example("agent.required", "sixteen today", Made::leased().born("2010-03-05"), Pass),
        Example("agent.required", "sixteen tomorrow", Made::leased().born("2010-03-06"), Fail),
        Example("agent.required", "a guardian", Made::child(), Pass),
        Example(
            "agent.required",
            "a child with another relative",
            Made::leased().born("2013-05-01").agent(AgentRelation::Relative),
            Fail,
        ),
        Example(
            "agent.required",
            "no number",
            Made::leased().with(|a| a.applicant.id_number = None),
            Undetermined,
        ),
        Example("agent.papers_missing", "all papers of a guardian", Made::child(), Pass),
        Example("agent.papers_missing", "all papers of a relative", Made::elder(), Pass),
        Example("agent.papers_missing", "all papers for a disabled person", disabled(), Pass),
        Example(
            "agent.papers_missing",
            "no papers of a guardian",
            Made::leased().born("2013-05-01").agent(AgentRelation::Guardian),
            Fail,
        ),
        Example(
            "agent.papers_missing",
            "no letter",
            Made::leased()
                .born("1955-05-01")
                .agent(AgentRelation::Relative)
                .card("王大明", &id_number("1985-01-02")),
            Fail,
        ),
        Example(
            "agent.papers_missing",
            "no disability certificate",
            Made::elder().born("1990-03-07").disabled(),
            Fail,
        ),
        Example(
            "agent.papers_missing",
            "a letter without the names",
            Made::leased()
                .born("1955-05-01")
                .agent(AgentRelation::Relative)
                .card("王大明", &id_number("1985-01-02"))
                .paper(Kind::LetterOfAuthority, "委托书", &[]),
            Undetermined,
        ),
        Example("agent.papers_missing", "no agent", Made::leased(), NotApplicable),
        Example("agent.not_provided_for", "a guardian for a child", Made::child(), Pass),
        Example("agent.not_provided_for", "a relative for an elder", Made::elder(), Pass),
        Example(
            "agent.not_provided_for",
            "a relative for an adult",
            Made::elder().born("1990-03-07"),
            Fail,
        ),
        Example(
            "agent.not_provided_for",
            "a colleague for an elder",
            Made::elder().agent(AgentRelation::Other),
            Fail,
        ),
        Example("agent.not_provided_for", "sixty-four", Made::elder().born("1961-03-06"), Fail),
        Example("agent.not_provided_for", "sixty-five", Made::elder().born("1961-03-05"), Pass),
        Example(
            "agent.not_provided_for",
            "no number",
            Made::elder().with(|a| a.applicant.id_number = None),
            Undetermined,
        ),
    ]
}

fn identities() -> Vec<Example> {
    let number = id_number("1990-03-07");
    let other = id_number("1991-03-07");
    let with_number = |text: &str| Made::dormitory().put(FieldName::ResidentIdNumber, text);
    let masked = format!("{}********{}", &number[..6], &number[14..]);
    vec![
        Example("identity.id_number_invalid", "right", Made::leased(), Pass),
        Example(
            "identity.id_number_invalid",
            "one digit wrong",
            Made::leased().with(|a| a.applicant.id_number = Some("340102199003071231".into())),
            Fail,
        ),
        Example(
            "identity.id_number_invalid",
            "fifteen digits",
            Made::leased().with(|a| a.applicant.id_number = Some("340102900307123".into())),
            Fail,
        ),
        Example(
            "identity.id_number_invalid",
            "born after the day",
            Made::leased().born("2027-01-01"),
            Fail,
        ),
        Example(
            "identity.id_number_invalid",
            "the agent's",
            Made::elder().with(|a| a.agent.as_mut().unwrap().id_number = Some("1".into())),
            Fail,
        ),
        Example(
            "identity.id_number_invalid",
            "absent",
            Made::leased().with(|a| a.applicant.id_number = None),
            Undetermined,
        ),
        Example(
            "identity.mismatch",
            "the card agrees",
            Made::leased().card(APPLICANT, &number),
            Pass,
        ),
        Example(
            "identity.mismatch",
            "another number on the card",
            Made::leased().card(APPLICANT, &other),
            Fail,
        ),
        Example(
            "identity.mismatch",
            "a stranger's card",
            Made::leased().card("赵六", &other),
            Fail,
        ),
        Example("identity.mismatch", "the agent's card", Made::elder(), NotApplicable),
        Example(
            "identity.mismatch",
            "a card without readable text",
            Made::leased().paper(Kind::IdCard, "居民身份证", &[]),
            Undetermined,
        ),
        Example("identity.mismatch", "the dormitory prints the number", with_number(&number), Pass),
        Example(
            "identity.mismatch",
            "the dormitory hides a part of the number",
            with_number(&masked),
            Pass,
        ),
        Example(
            "identity.mismatch",
            "the dormitory prints another number",
            with_number(&other),
            Fail,
        ),
        Example(
            "identity.mismatch",
            "a number that cannot be right was misread",
            with_number("340102199003071299"),
            Undetermined,
        ),
        Example(
            "identity.mismatch",
            "the statement prints another number",
            Made::leased().paper(
                Kind::KinshipStatement,
                "亲属关系承诺书",
                &[(FieldName::Resident, APPLICANT), (FieldName::ResidentIdNumber, &other)],
            ),
            Fail,
        ),
        Example(
            "identity.mismatch",
            "the card's number agrees, its name was misread",
            Made::leased().card("王小朋", &number),
            Pass,
        ),
        Example(
            "identity.mismatch",
            "the card's number agrees, its name is another",
            Made::leased().paper(
                Kind::IdCard,
                "居民身份证",
                &[(FieldName::Resident, "赵六"), (FieldName::ResidentIdNumber, &number)],
            ),
            Fail,
        ),
        Example(
            "identity.mismatch",
            "a statement prints the number beside another name",
            Made::leased().paper(
                Kind::KinshipStatement,
                "亲属关系承诺书",
                &[(FieldName::Resident, "赵六"), (FieldName::ResidentIdNumber, &number)],
            ),
            Undetermined,
        ),
        Example("identity.mismatch", "nothing prints it", Made::leased(), NotApplicable),
    ]
}

#[test]
fn each_example_has_its_outcome() {
    let mut wrong = Vec::new();
    for Example(rule, name, made, outcome) in examples() {
        let finding = made.finding(rule);
        if finding.outcome != outcome {
            wrong.push(format!(
                "{rule}: {name}: {:?}, not {outcome:?}: {}",
                finding.outcome, finding.message
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_passes_fails_and_stays_open_somewhere() {
    let examples = examples();
    let mut absent = Vec::new();
    for rule in RuleBook::builtin().rules() {
        for outcome in [Pass, Fail, Undetermined] {
            let shown = examples.iter().any(|Example(id, _, _, o)| *id == rule.id && *o == outcome);
            let excused = IMPOSSIBLE.iter().any(|(id, o, _)| *id == rule.id && *o == outcome);
            if shown == excused {
                absent.push(format!("{} {outcome:?}", rule.id));
            }
        }
    }
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn no_example_that_fails_is_accepted_and_only_failures_refuse() {
    for Example(rule, name, made, outcome) in examples() {
        let report = made.judged();
        let finding = report.findings.iter().find(|f| f.rule == rule).unwrap();
        let is_notice = finding.severity == hezhi::finding::Severity::Notice;
        if matches!(outcome, Fail | Undetermined) && !is_notice {
            assert_ne!(report.verdict, Verdict::Accept, "{rule}: {name}");
        }
        if outcome == Fail && !finding.message.contains("没有") {
            let declared_only = [
                "application.", "window.", "registration.", "agent.", "identity.id", "channel.",
                "kiosk.", "document.unreadable", "duplicate.dwelling",
            ];
            let from_paper = !declared_only.iter().any(|start| rule.starts_with(start));
            assert!(
                !from_paper || !finding.evidence.is_empty(),
                "{rule}: {name}: {}",
                finding.message
            );
        }
    }
}

#[test]
fn evidence_lies_on_lines_that_say_it() {
    for Example(rule, name, made, _) in examples() {
        for finding in made.judged().findings {
            for evidence in finding.evidence {
                let page = made
                    .files
                    .iter()
                    .filter(|f| f.file == evidence.file)
                    .flat_map(|f| &f.pages)
                    .find(|p| p.page == evidence.page);
                let page = page.unwrap_or_else(|| panic!("{rule}: {name}: no such page"));
                let shown = evidence.region.bounds();
                // A page that as a whole is the evidence names its kind.
                if shown.height() > 0.9 * page.height as f32 {
                    continue;
                }
                let said = page.lines.iter().any(|line| {
                    let own = line.region.bounds();
                    let here = own.overlap_x(&shown) > 0.0 && own.overlap_y(&shown) > 0.0;
                    here && line.text.contains(&evidence.text)
                });
                // A seal and a QR code have no line, and some examples change a value after it was
                // written.
                let field = made.documents.iter().flat_map(|d| &d.fields).any(|(name, f)| {
                    let same = *name == FieldName::Seal || f.text == evidence.text;
                    same && f.region == evidence.region
                });
                let code = page.codes.iter().any(|code| code.region == evidence.region);
                assert!(
                    said || field || code,
                    "{rule}: {name}: {} shows {evidence:?}",
                    finding.rule
                );
            }
        }
    }
}

#[test]
fn what_is_right_is_accepted() {
    let right = [
        ("leased", Made::leased()),
        ("owned", Made::owned()),
        ("dormitory", Made::dormitory()),
        ("a relative's", Made::relatives()),
        ("a child", Made::child()),
        ("an elder", Made::elder()),
        ("a permit", Made::unchanged(Service::Permit)),
        (
            "a permit after a move",
            Made::unchanged(Service::Permit).registered_at(ELSEWHERE).lease(),
        ),
        (
            "a permit, the registered address is in doubt",
            Made::unchanged(Service::Permit).registered_at(WITHOUT_ROOM).lease(),
        ),
        ("an endorsement", Made::unchanged(Service::Endorsement)),
        ("a late endorsement", Made::endorsement("2026-05-01", "2026-03-31")),
        ("a very late endorsement", Made::endorsement("2026-08-01", "2026-03-31")),
        ("a kiosk", Made::unchanged(Service::Kiosk)),
        ("a move", Made::unchanged(Service::AddressChange).registered_at(ELSEWHERE).lease()),
        ("with the card", Made::leased().card(APPLICANT, &id_number("1990-03-07"))),
        ("with a blank back", Made::leased().broken_page(ProblemCode::Blank)),
    ];
    for (name, made) in right {
        let report = made.judged();
        let open: Vec<_> = report
            .findings
            .iter()
            .filter(|f| matches!(f.outcome, Fail | Undetermined))
            .map(|f| format!("{}: {}", f.rule, f.message))
            .collect();
        assert_eq!(report.verdict, Verdict::Accept, "{name}: {open:?}");
    }
}

#[test]
fn verdicts_follow_the_heaviest_failure() {
    let verdict = |made: Made| made.judged().verdict;
    assert_eq!(verdict(Made::owned().set(FieldName::Usage, "店铺")), Verdict::Refuse);
    assert_eq!(verdict(lease_of_unit()), Verdict::Supplement);
    assert_eq!(verdict(Made::owned().set(FieldName::Usage, "商住")), Verdict::Review);
    assert_eq!(verdict(Made::permit("2026-01-31", "2025-08-01")), Verdict::Refuse);
    assert_eq!(
        verdict(Made::owned().set(FieldName::Usage, "店铺").set(FieldName::Address, ELSEWHERE)),
        Verdict::Refuse
    );
}

#[test]
fn messages_name_the_values_and_the_next_step() {
    let says = |made: Made, rule: &str, words: &[&str]| {
        let message = made.finding(rule).message;
        for word in words {
            assert!(message.contains(word), "{rule}: {message} lacks {word}");
        }
    };
    says(
        Made::owned().set(FieldName::Usage, "店铺"),
        "usage.non_residential",
        &["店铺", "不动产权证书", "另有居住用途的住所"],
    );
    says(
        Made::leased().set(FieldName::Address, ELSEWHERE),
        "address.mismatch",
        &[HOME, ELSEWHERE, "补交"],
    );
    says(
        Made::endorsement("2026-02-28", "2026-03-31"),
        "window.early",
        &["2026-03-31", "自 2026-03-01 起"],
    );
    says(
        Made::permit("2026-01-31", "2025-08-01"),
        "registration.too_recent",
        &["2025-08-01", "自 2026-02-01 起"],
    );
    says(
        Made::leased().set(FieldName::LeaseEnd, "2026-03-04"),
        "lease.expired",
        &["2026-03-04", "重新备案"],
    );
    says(
        Made::leased().born("2013-05-01").agent(AgentRelation::Guardian),
        "agent.papers_missing",
        &["监护人的居民身份证", "监护关系证明"],
    );
    says(
        Made::bare(Service::Registration, Basis::Leased),
        "document.missing",
        &["房屋租赁合同登记备案证明", "补交"],
    );
    says(
        Made::bare(Service::Registration, Basis::Leased).broken_file(ProblemCode::Damaged),
        "document.unreadable",
        &["1.jpg", "模糊", "重新拍摄"],
    );
}

#[test]
fn comparisons_of_addresses_are_carried_along() {
    let finding = Made::leased().finding("address.mismatch");
    let comparison = finding.comparison.expect("a comparison");
    assert_eq!((comparison.a.as_str(), comparison.b.as_str()), (HOME, HOME));
    assert_eq!(finding.evidence[0].file, "1.jpg");
    assert_eq!(finding.evidence[0].text, HOME);
}

/// Scans that nobody declared are judged on what they say themselves.
#[test]
fn scans_alone_are_judged_on_their_usage_and_never_accepted() {
    for made in [Made::leased(), Made::owned(), Made::dormitory(), Made::relatives()] {
        let report = made.clone().undeclared().judged();
        assert_eq!(report.verdict, Verdict::Review);
        for finding in &report.findings {
            let open = finding.rule == "application.undeclared";
            assert_eq!(
                finding.outcome == Undetermined,
                open,
                "{}: {}",
                finding.rule,
                finding.message
            );
        }
    }
    let shop = Made::owned().undeclared().set(FieldName::Usage, "店铺").judged();
    assert_eq!(shop.verdict, Verdict::Refuse);
    let expired = Made::leased().undeclared().set(FieldName::LeaseEnd, "2026-03-04");
    assert_eq!(expired.finding("lease.expired").outcome, Fail);
    let elsewhere = Made::owned().undeclared().set(FieldName::Address, ELSEWHERE);
    assert_eq!(elsewhere.finding("address.mismatch").outcome, NotApplicable);
}

#[test]
fn a_scan_of_two_undeclared_applications_is_a_duplicate() {
    let mut made = Made::leased().undeclared();
    made.duplicates = vec![hezhi::judge::Duplicate {
        kind: DuplicateKind::Scan,
        application: "T-2".into(),
        applicant: String::new(),
        holder_name: None,
        holder_relation: None,
        file: "1.jpg".into(),
        page: 1,
    }];
    let finding = made.finding("duplicate.scan");
    assert_eq!(finding.outcome, Fail);
    assert!(finding.message.contains("T-2（尚未申报）"), "{}", finding.message);
}

#[test]
fn no_accept_rests_on_a_value_that_was_copied_from_the_paper_it_is_held_against() {
    assert_eq!(Made::leased().judged().verdict, Verdict::Accept);
    for value in [
        DeclaredValue::Name,
        DeclaredValue::IdNumber,
        DeclaredValue::Address,
        DeclaredValue::Basis,
        DeclaredValue::HolderName,
    ] {
        let taken = |confirmed_by: Option<&str>| {
            let confirmed_by = confirmed_by.map(str::to_owned);
            Made::leased().with(|a| a.from_paper = vec![FromPaper { value, confirmed_by }])
        };
        let open = taken(None).judged();
        assert_eq!(open.verdict, Verdict::Review, "{value:?}");
        assert_eq!(taken(Some("陈晓")).judged().verdict, Verdict::Accept, "{value:?}");
    }
    let made = Made::leased().with(|a| {
        a.from_paper = vec![
            FromPaper { value: DeclaredValue::Name, confirmed_by: Some("陈晓".into()) },
            FromPaper { value: DeclaredValue::Address, confirmed_by: None },
        ];
    });
    let finding = made.finding("application.unconfirmed");
    assert!(finding.message.contains("现居住地址"), "{}", finding.message);
    assert!(!finding.message.contains("姓名"), "what is confirmed is not asked again");
}
