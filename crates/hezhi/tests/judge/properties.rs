//! What holds for every case, shown on many.

use hezhi::application::{AgentRelation, Application, Basis, Channel, HolderRelation, Service};
use hezhi::application_json::parse_application;
use hezhi::check::thresholds::{ADDRESS_AS_DECLARED, AS_DECLARED, DECIDE, DECIDE_USAGE};
use hezhi::document::{FieldName, Kind};
use hezhi::finding::{Outcome, Severity, Verdict};
use hezhi::judge::DuplicateKind;
use hezhi::report::Report;
use hezhi::text::ProblemCode;

use crate::case::*;

/// A small generator of numbers (xorshift), so that a failing case can be told by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

/// The values that an accept rests on, for each basis.
fn identity_fields(basis: Basis) -> &'static [FieldName] {
    match basis {
        Basis::Owned => &[FieldName::Holder, FieldName::Address, FieldName::Usage],
        Basis::Leased => &[
            FieldName::Tenant,
            FieldName::Address,
            FieldName::Usage,
            FieldName::LeaseStart,
            FieldName::LeaseEnd,
        ],
        Basis::Dormitory => &[
            FieldName::Resident,
            FieldName::Address,
            FieldName::Issuer,
            FieldName::IssuingDepartment,
        ],
    }
}

fn is_a_name(name: FieldName) -> bool {
    // Of who signs it is asked that it is a unit, and a department of those that may.
    let signs = matches!(name, FieldName::Issuer | FieldName::IssuingDepartment);
    signs || matches!(name, FieldName::Holder | FieldName::Tenant | FieldName::Resident)
}

#[test]
fn nothing_is_accepted_on_a_missing_or_doubtful_field() {
    let bases = [
        (Made::owned(), Basis::Owned),
        (Made::leased(), Basis::Leased),
        (Made::dormitory(), Basis::Dormitory),
    ];
    for (made, basis) in bases {
        for name in identity_fields(basis) {
            let verdict = made.clone().without(*name).judged().verdict;
            assert_eq!(verdict, Verdict::Review, "without {name:?}");
            // Unreadable is not wrong: a doubt leads to a person, never to a request.
            assert_eq!(
                made.clone().doubt(*name).judged().verdict,
                Verdict::Review,
                "doubtful {name:?}"
            );
            // A name read as it was declared may be read with less confidence.
            let unsure = made.clone().unsure(*name).judged().verdict;
            let expected = if is_a_name(*name) { Verdict::Accept } else { Verdict::Review };
            assert_eq!(unsure, expected, "unsure {name:?}");
        }
    }
}

#[test]
fn a_second_reader_confirms_and_never_excuses() {
    // How much a second reading confirms is in the confidence; a doubt stands whatever it is.
    let second = |confidence: f32| {
        let mut made = Made::owned();
        let field = made.documents[0].fields.get_mut(&FieldName::Usage).unwrap();
        (field.confidence, field.second_reading) = (confidence, Some("居住".into()));
        made
    };
    assert_eq!(second(0.96).judged().verdict, Verdict::Accept);
    assert_eq!(second(0.94).judged().verdict, Verdict::Review, "a usage has to be surer");
    assert_eq!(second(0.99).doubt(FieldName::Usage).judged().verdict, Verdict::Review);
}

#[test]
fn a_wrong_value_that_is_not_clearly_read_is_only_shown() {
    let wrong = [
        (Made::owned(), FieldName::Usage, "店铺"),
        (Made::owned(), FieldName::Address, ELSEWHERE),
        (Made::owned(), FieldName::Holder, "李四"),
        (Made::owned(), FieldName::Holder, "上海某某实业有限公司"),
        (Made::leased(), FieldName::Tenant, "上海某某实业有限公司"),
        (Made::leased(), FieldName::LeaseEnd, "2025-12-31"),
        (Made::leased(), FieldName::LeaseStart, "2026-04-01"),
        (Made::dormitory(), FieldName::Resident, "李四"),
    ];
    for (made, name, text) in wrong {
        let clear = made.clone().set(name, text).judged().verdict;
        assert!(clear >= Verdict::Supplement, "{name:?} {text}: {clear:?}");
        let doubtful = made.set(name, text).doubt(name).judged().verdict;
        assert_eq!(doubtful, Verdict::Review, "{name:?} {text}");
    }
}

#[test]
fn every_key_may_be_absent() {
    let mut whole = Made::relatives().agent(AgentRelation::Relative).disabled().application;
    whole.registered_address = Some(HOME.into());
    whole.registered_on = Some(day("2025-06-01"));
    whole.permit_expires_on = Some(day("2026-03-20"));
    whole.documents = Some(vec!["1.jpg".into(), "2.jpg".into()]);
    for service in SERVICES {
        whole.service = *service;
        let json = serde_json::to_value(&whole).unwrap();
        for path in paths(&json, String::new()) {
            let mut cut = json.clone();
            let (parent, key) = path.rsplit_once('/').unwrap();
            cut.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
            let required =
                ["/id", "/service", "/submitted_on", "/applicant", "/applicant/name", "/residence"];
            match parse_application(&cut.to_string()) {
                Ok(application) => {
                    assert!(!required.contains(&path.as_str()), "{path} may not be absent");
                    let made = Made { application, ..Made::relatives() };
                    sound(&made, &made.judged());
                }
                Err(error) => assert!(required.contains(&path.as_str()), "{path}: {error}"),
            }
        }
    }
}

fn paths(value: &serde_json::Value, prefix: String) -> Vec<String> {
    let Some(object) = value.as_object() else {
        return Vec::new();
    };
    object
        .iter()
        .flat_map(|(key, value)| {
            let path = format!("{prefix}/{key}");
            std::iter::once(path.clone()).chain(paths(value, path))
        })
        .collect()
}

#[test]
fn what_is_needed_and_not_declared_is_never_accepted() {
    let judged = |made: Made, cut: fn(&mut Application)| made.with(cut).judged().verdict;
    assert_ne!(judged(Made::leased(), |a| a.residence.address = None), Verdict::Accept);
    assert_ne!(judged(Made::leased(), |a| a.residence.basis = None), Verdict::Accept);
    assert_ne!(judged(Made::leased(), |a| a.applicant.id_number = None), Verdict::Accept);
    let unchanged = Made::unchanged;
    assert_ne!(judged(unchanged(Service::Permit), |a| a.registered_on = None), Verdict::Accept);
    assert_ne!(
        judged(unchanged(Service::Permit), |a| a.registered_address = None),
        Verdict::Accept
    );
    assert_ne!(
        judged(unchanged(Service::Endorsement), |a| a.permit_expires_on = None),
        Verdict::Accept
    );
    assert_ne!(
        judged(unchanged(Service::Endorsement), |a| a.residence.address = None),
        Verdict::Accept
    );
}

/// What every report must be.
fn sound(made: &Made, report: &Report) {
    let book = book();
    let mut answered: Vec<&str> = report.findings.iter().map(|f| f.rule.as_str()).collect();
    answered.sort();
    let mut ids: Vec<&str> = book.rules().iter().map(|r| r.id.as_str()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(answered, ids, "every rule answers once");
    assert_eq!(report.verdict, Verdict::of(&report.findings));
    assert_eq!(report.as_of, made.application.submitted_on);
    let weight = |at: usize| Verdict::of(&report.findings[at..at + 1]);
    assert!((1..report.findings.len()).all(|at| weight(at - 1) >= weight(at)), "heaviest first");
    for finding in &report.findings {
        assert!(finding.message.ends_with(['。', '？']), "{}", finding.message);
        assert!(!finding.message.contains(['{', '}']), "{}", finding.message);
        assert!(!finding.message.contains("。。"), "{}", finding.message);
    }
    if report.verdict == Verdict::Accept {
        accepted_on_evidence(made, report);
    }
}

/// An accept rests on one paper of which every deciding field was clearly read, or on an address
/// that has not changed.
fn accepted_on_evidence(made: &Made, report: &Report) {
    let missing = report.findings.iter().find(|f| f.rule == "document.missing").unwrap();
    if missing.outcome == Outcome::NotApplicable {
        assert!(missing.comparison.is_some());
        return;
    }
    let basis = made.application.residence.basis.expect("a basis");
    let serves = made.documents.iter().any(|document| {
        identity_fields(basis).iter().all(|name| {
            let by_seal = matches!(name, FieldName::Issuer | FieldName::IssuingDepartment);
            by_seal
                || document.field(*name).is_some_and(|f| {
                    let enough = match name {
                        FieldName::Address => ADDRESS_AS_DECLARED,
                        FieldName::Usage => DECIDE_USAGE,
                        name if is_a_name(*name) => AS_DECLARED,
                        _ => DECIDE,
                    };
                    f.doubt.is_none() && f.confidence >= enough
                })
        })
    });
    assert!(serves, "{made:#?}");
    for finding in &report.findings {
        if finding.outcome == Outcome::Fail {
            assert_eq!(finding.severity, Severity::Notice);
        }
    }
}

const SERVICES: &[Service] = &[
    Service::Registration,
    Service::Permit,
    Service::Endorsement,
    Service::AddressChange,
    Service::ExpeditedNew,
    Service::ExpeditedReplacement,
    Service::Kiosk,
];

const KINDS: &[Kind] = &[
    Kind::PropertyCertificate,
    Kind::PropertyRegisterExtract,
    Kind::LeaseRegistration,
    Kind::DormitoryCertificate,
    Kind::KinshipStatement,
    Kind::LetterOfAuthority,
    Kind::IdCard,
    Kind::HouseholdRegister,
    Kind::BusinessLicence,
    Kind::Unknown,
];

const TEXTS: &[&str] = &[
    "", " ", "王小明", "李四", "王小朋", "王*明", "李四、王小明", "上海某某实业有限公司", HOME,
    ELSEWHERE, WITHOUT_ROOM, DORMITORY, "居住", "店铺", "商住", "详见附记", "2025-09-01",
    "2026-08-31", "2026-02-30", "present", "人事部", "340102199003071234", "𠮷野家", "١٢٣",
    "1705室厨房", "\u{feff}", "--", "弄号室",
];

const FIELDS: &[FieldName] = &[
    FieldName::Address,
    FieldName::RoomPart,
    FieldName::Usage,
    FieldName::LandUsage,
    FieldName::BuildingType,
    FieldName::Holder,
    FieldName::Tenant,
    FieldName::LeaseStart,
    FieldName::LeaseEnd,
    FieldName::Resident,
    FieldName::ResidentIdNumber,
    FieldName::Issuer,
    FieldName::IssuingDepartment,
    FieldName::Seal,
];

fn random(dice: &mut Dice) -> Made {
    let basis = dice.pick(&[Basis::Owned, Basis::Leased, Basis::Dormitory]);
    let mut made = match dice.roll(5) {
        0 => Made::owned(),
        1 => Made::leased(),
        2 => Made::dormitory(),
        3 => Made::relatives(),
        _ => Made::bare(dice.pick(SERVICES), basis),
    };
    let a = &mut made.application;
    a.service = dice.pick(SERVICES);
    a.channel =
        dice.pick(&[None, Some(Channel::Online), Some(Channel::Counter), Some(Channel::Batch)]);
    if dice.one_in(4) {
        a.submitted_on =
            day(dice.pick(&["1900-01-01", "2017-12-31", "2024-02-29", "2026-08-31", "9999-12-31"]));
    }
    if dice.one_in(3) {
        a.registered_address = Some(dice.pick(TEXTS).into());
    }
    let date = |dice: &mut Dice| {
        day(dice.pick(&["0001-01-01", "2024-02-29", "2025-08-31", "2026-03-05", "9999-12-31"]))
    };
    a.registered_on = dice.one_in(2).then(|| date(dice));
    a.permit_expires_on = dice.one_in(2).then(|| date(dice));
    if dice.one_in(4) {
        a.applicant.id_number = Some(dice.pick(TEXTS).into());
    }
    if dice.one_in(4) {
        a.residence.address = Some(dice.pick(TEXTS).into());
    }
    if dice.one_in(4) {
        a.residence.holder_name = Some(dice.pick(TEXTS).into());
        a.residence.holder_relation =
            dice.pick(&[None, Some(HolderRelation::Spouse), Some(HolderRelation::Other)]);
    }
    if dice.one_in(5) {
        made = made.agent(dice.pick(&[
            AgentRelation::Guardian,
            AgentRelation::Relative,
            AgentRelation::Other,
        ]));
    }
    for _ in 0..dice.roll(3) {
        let count = dice.roll(6);
        let values: Vec<_> = (0..count).map(|_| (dice.pick(FIELDS), dice.pick(TEXTS))).collect();
        made = made.paper(dice.pick(KINDS), dice.pick(TEXTS), &values);
    }
    if dice.one_in(6) {
        made = made.broken_file(dice.pick(&[ProblemCode::Damaged, ProblemCode::Blank]));
    }
    if dice.one_in(8) {
        made = made.duplicate(DuplicateKind::Scan, dice.pick(TEXTS));
    }
    for document in &mut made.documents {
        for field in document.fields.values_mut() {
            if dice.one_in(12) {
                field.confidence = dice.pick(&[0.0, 0.3, 0.84, f32::NAN]);
            }
            if dice.one_in(12) {
                field.doubt = Some("两次识读不一致".into());
            }
            if dice.one_in(20) {
                field.page = 7;
            }
        }
    }
    made
}

#[test]
fn random_cases_give_sound_reports() {
    let mut accepted = 0;
    for seed in 1..1500u64 {
        let made = random(&mut Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let report = made.judged();
        accepted += usize::from(report.verdict == Verdict::Accept);
        sound(&made, &report);
        let written = |report: &Report| serde_json::to_string(report).unwrap();
        assert_eq!(written(&report), written(&made.judged()), "the same again");
    }
    assert!(accepted > 10, "the generator reaches accepts too: {accepted}");
}
