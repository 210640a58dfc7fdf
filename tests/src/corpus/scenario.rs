//! An application with its papers and the truth about it, before anything is printed.

use chrono::NaiveDate;
use hezhi::document::Kind;
use hezhi::finding::Verdict;
use serde_json::{Value, json};

use super::dormitory::{self, Lodging, Unit};
use super::lease::{self, Lease};
use super::property::{self, HOMES, MIXED, PREMISES, Property, Usage};
use super::random::Random;
use super::seal::{Shape, stamp};
use super::sheet::Paper;
use super::support::{self, Kin};
use super::values::{Home, Person, after, date};
use crate::truth::DamageKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    Owned,
    Leased,
    Dormitory,
}

/// What is wrong with an application; at most one thing, so that each can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NonResidential,
    MixedUsage,
    /// The paper is for another home that looks alike.
    OtherDwelling,
    /// Owner, tenant or resident is somebody else.
    OtherHolder,
    KinshipMissing,
    UnitHolder,
    Expired,
    NotStarted,
    NoSeal,
    NoDepartment,
    ResidentialEstate,
    /// The certificate points to an annex that was not handed in.
    AnnexMissing,
    WrongPaper,
    Missing,
    /// The file is cut off.
    Damaged,
    /// The picture is out of focus beyond reading.
    Blurred,
    WrongCheckDigit,
    /// A child applies without a guardian.
    AgentMissing,
    /// A register extract instead of the certificate.
    ExtractOnly,
}

impl Fault {
    pub const OF_OWNED: &[Fault] = &[
        Fault::NonResidential,
        Fault::OtherDwelling,
        Fault::NonResidential,
        Fault::OtherHolder,
        Fault::OtherDwelling,
        Fault::KinshipMissing,
        Fault::MixedUsage,
        Fault::UnitHolder,
        Fault::WrongPaper,
        Fault::AnnexMissing,
        Fault::Damaged,
        Fault::WrongCheckDigit,
        Fault::Missing,
        Fault::ExtractOnly,
        Fault::AgentMissing,
    ];
    pub const OF_LEASED: &[Fault] = &[
        Fault::Expired,
        Fault::OtherDwelling,
        Fault::NonResidential,
        Fault::OtherHolder,
        Fault::NotStarted,
        Fault::OtherDwelling,
        Fault::KinshipMissing,
        Fault::UnitHolder,
        Fault::WrongPaper,
        Fault::NonResidential,
        Fault::MixedUsage,
        Fault::WrongCheckDigit,
        Fault::Missing,
        Fault::Blurred,
    ];
    pub const OF_DORMITORY: &[Fault] = &[
        Fault::NoSeal,
        Fault::OtherHolder,
        Fault::NoDepartment,
        Fault::OtherDwelling,
        Fault::ResidentialEstate,
        Fault::WrongPaper,
        Fault::NoSeal,
        Fault::WrongCheckDigit,
    ];

    /// The rules that truly fail, and what a perfect program answers.
    fn consequence(self, basis: Basis) -> (&'static [&'static str], Verdict) {
        use Verdict::{Refuse, Review, Supplement};
        match self {
            Fault::NonResidential => (&["usage.non_residential"], Refuse),
            Fault::MixedUsage => (&["usage.undetermined"], Review),
            Fault::OtherDwelling => (&["address.mismatch"], Supplement),
            Fault::OtherHolder if basis == Basis::Dormitory => {
                (&["dormitory.resident_mismatch"], Supplement)
            }
            Fault::OtherHolder => (&["holder.mismatch"], Supplement),
            Fault::KinshipMissing => (&["kinship.missing"], Supplement),
            Fault::UnitHolder if basis == Basis::Leased => (&["tenant.is_unit"], Supplement),
            Fault::UnitHolder => (&["holder.is_unit"], Supplement),
            Fault::Expired => (&["lease.expired"], Supplement),
            Fault::NotStarted => (&["lease.not_started"], Supplement),
            Fault::NoSeal => (&["dormitory.seal_missing"], Supplement),
            Fault::NoDepartment => (&["dormitory.issuer_missing"], Supplement),
            Fault::ResidentialEstate => (&["dormitory.residential_estate"], Review),
            Fault::AnnexMissing => (&["usage.undetermined", "address.undetermined"], Review),
            Fault::WrongPaper => (&["document.wrong_kind"], Supplement),
            Fault::Missing => (&["document.missing"], Supplement),
            Fault::AgentMissing => (&["agent.required"], Supplement),
            Fault::ExtractOnly => (&["document.wrong_kind"], Supplement),
            Fault::Damaged | Fault::Blurred => (&["document.unreadable"], Supplement),
            Fault::WrongCheckDigit => (&["identity.id_number_invalid"], Supplement),
        }
    }
}

/// What to draw; what is left open is drawn by lot.
#[derive(Clone)]
pub struct Spec {
    pub basis: Basis,
    pub layout: &'static str,
    pub fault: Option<Fault>,
    /// The home belongs to a near relative.
    pub relative: bool,
    pub damage: DamageKind,
    /// An old person applies through a near relative with a letter of authority.
    pub elderly: bool,
    /// The declared room and the printed one, where the case turns on them.
    pub rooms: Option<(&'static str, &'static str)>,
    /// What the certificate prints as usage, where the case turns on it.
    pub usage: Option<Usage>,
}

pub struct Draft {
    pub application: Value,
    pub papers: Vec<Paper>,
    /// Why nobody can read the proof, where that is on purpose.
    pub broken: Option<Fault>,
    pub kind: Kind,
    pub faults: Vec<String>,
    pub verdict: Verdict,
}

impl Draft {
    /// The answers that are right.
    pub fn verdicts(&self) -> Vec<Verdict> {
        // Whether an extract of the register counts as the certificate, the policy leaves open.
        if self.papers.first().is_some_and(|p| p.kind == Kind::PropertyRegisterExtract) {
            return vec![Verdict::Accept, Verdict::Supplement];
        }
        vec![self.verdict]
    }
}

/// (how the holder is related to the applicant, word in a statement, years by which the holder is older)
const RELATIONS: &[(&str, &str, i32)] = &[
    ("spouse", "夫妻", 0),
    ("parent", "父子", 27),
    ("parent", "母女", 26),
    ("child", "父子", -26),
    ("grandparent", "祖孙", 52),
    ("sibling", "兄弟", 3),
];

pub fn draft(spec: &Spec, id: &str, random: &mut Random) -> Draft {
    let submitted = after(date(2026, 1, 8), random.int(0, 150));
    // Some apply through a relative because of their age; a child has to.
    let (young, old) = match spec.fault {
        Some(Fault::AgentMissing) => (2012, 2019),
        None if spec.elderly => (1944, 1957),
        _ => (1968, 2003),
    };
    let applicant = Person::new(random, young, old);
    let mut home = Home::new(random);
    if spec.basis == Basis::Dormitory {
        home = dormitory_site(home, spec.fault == Some(Fault::ResidentialEstate), random);
    }
    if let Some((declared, _)) = spec.rooms {
        home.room = declared.to_owned();
        home.floors = 24;
    }
    let mut printed = home.clone();
    if spec.fault == Some(Fault::OtherDwelling) {
        printed = match spec.rooms {
            Some((_, room)) => Home { room: room.to_owned(), ..home.clone() },
            None => home.lookalike(random),
        };
    }
    let mut scene = Scene { spec, submitted, applicant, home, printed, random };
    scene.play(id)
}

struct Scene<'a> {
    spec: &'a Spec,
    submitted: NaiveDate,
    applicant: Person,
    /// As declared.
    home: Home,
    /// As on the paper.
    printed: Home,
    random: &'a mut Random,
}

impl Scene<'_> {
    fn play(&mut self, id: &str) -> Draft {
        let fault = self.spec.fault;
        let related = (self.spec.relative || fault == Some(Fault::KinshipMissing))
            .then(|| self.random.one(RELATIONS));
        let holder = match related {
            Some((_, _, older)) => {
                let year =
                    self.applicant.born.format("%Y").to_string().parse::<i32>().unwrap_or(1990)
                        - older;
                Person::new(self.random, year, year)
            }
            None => self.applicant.clone(),
        };
        let address = if self.spec.basis == Basis::Dormitory {
            self.home.full()
        } else {
            self.home.as_declared(self.random)
        };
        let mut papers = Vec::new();
        match fault {
            Some(Fault::Missing) => papers.push(support::id_card(&self.applicant, self.random)),
            Some(Fault::WrongPaper) => papers.push(self.wrong_paper()),
            _ => papers.push(self.proof(&holder)),
        }
        if let Some((_, word, _)) = related.filter(|_| fault != Some(Fault::KinshipMissing)) {
            let kin = Kin {
                applicant: &self.applicant,
                holder: &holder,
                relation: word,
                address: &self.home.full(),
                leased: self.spec.basis == Basis::Leased,
                signed: after(self.submitted, -3),
            };
            papers.push(support::kinship(&kin, self.random));
        }
        let agent =
            (self.spec.elderly && fault.is_none()).then(|| Person::new(self.random, 1970, 1995));
        if let Some(agent) = &agent {
            papers.push(support::authority(
                &self.applicant,
                agent,
                if agent.female { "女儿" } else { "儿子" },
                after(self.submitted, -2),
                self.random,
            ));
            papers.push(support::id_card(agent, self.random));
        }
        if self.spec.basis == Basis::Owned && fault.is_none() && self.random.chance(0.08) {
            let about = Property { home: &self.printed, holder: &holder.name, usage: HOMES[0] };
            papers.push(property::register(&about, after(self.submitted, -5), self.random));
        }
        if agent.is_none()
            && fault != Some(Fault::Missing)
            && fault != Some(Fault::WrongCheckDigit)
            && self.random.chance(0.15)
        {
            papers.push(support::id_card(&self.applicant, self.random));
        }
        if self.spec.damage == DamageKind::Seal {
            self.seal_what_matters(&mut papers);
        }
        let (faults, verdict) =
            fault.map_or((&[][..], Verdict::Accept), |f| f.consequence(self.spec.basis));
        Draft {
            application: self.application(id, &address, related, &holder, agent.as_ref()),
            papers,
            broken: fault.filter(|f| matches!(f, Fault::Damaged | Fault::Blurred)),
            kind: match self.spec.basis {
                Basis::Owned => Kind::PropertyCertificate,
                Basis::Leased => Kind::LeaseRegistration,
                Basis::Dormitory => Kind::DormitoryCertificate,
            },
            faults: faults.iter().map(|&f| f.to_owned()).collect(),
            verdict,
        }
    }

    fn application(
        &mut self,
        id: &str,
        address: &str,
        related: Option<(&str, &str, i32)>,
        holder: &Person,
        agent: Option<&Person>,
    ) -> Value {
        let id_number = if self.spec.fault == Some(Fault::WrongCheckDigit) {
            self.applicant.id_with_wrong_check()
        } else {
            self.applicant.id_number.clone()
        };
        let mut residence = json!({ "address": address, "basis": match self.spec.basis { Basis::Owned => "owned", Basis::Leased => "leased", Basis::Dormitory => "dormitory" } });
        if let Some((relation, _, _)) = related {
            residence["holder_name"] = json!(holder.name);
            residence["holder_relation"] = json!(relation);
        } else if self.spec.basis != Basis::Dormitory && self.random.chance(0.6) {
            residence["holder_name"] = json!(self.applicant.name);
            residence["holder_relation"] = json!("self");
        }
        let mut application = json!({
            "id": id, "service": "registration", "channel": self.random.pick(&["online", "online", "counter", "batch"]), "submitted_on": self.submitted.to_string(),
            "applicant": { "name": self.applicant.name, "id_number": id_number }, "residence": residence,
        });
        if let Some(agent) = agent {
            application["agent"] =
                json!({ "name": agent.name, "id_number": agent.id_number, "relation": "relative" });
        }
        let elsewhere = Home::new(self.random).full();
        match self.random.int(0, 9) {
            0 | 1 => {
                application["service"] = json!("address_change");
                application["registered_address"] = json!(elsewhere);
            }
            2 => {
                application["service"] = json!("permit");
                application["registered_address"] = json!(elsewhere);
                application["registered_on"] =
                    json!(after(self.submitted, -self.random.int(200, 330)).to_string());
            }
            _ => {}
        }
        application
    }

    fn proof(&mut self, holder: &Person) -> Paper {
        match self.spec.basis {
            Basis::Owned => self.certificate(holder),
            Basis::Leased => self.notice(holder),
            Basis::Dormitory => self.dormitory(),
        }
    }

    fn certificate(&mut self, holder: &Person) -> Paper {
        let usage = match self.spec.fault {
            _ if self.spec.usage.is_some() => self.spec.usage.unwrap_or(HOMES[0]),
            Some(Fault::NonResidential) => self.random.one(PREMISES),
            Some(Fault::MixedUsage) => self.random.one(MIXED),
            _ => self.random.one(HOMES),
        };
        let name = match self.spec.fault {
            Some(Fault::OtherHolder) => self.stranger(),
            Some(Fault::UnitHolder) => Unit::new(self.random).name,
            _ if self.random.chance(0.25) => {
                format!("{}、{}", holder.name, Person::new(self.random, 1965, 2000).name)
            }
            _ => holder.name.clone(),
        };
        let about = Property { home: &self.printed, holder: &name, usage };
        if self.spec.fault == Some(Fault::ExtractOnly) {
            return property::register(&about, after(self.submitted, -5), self.random);
        }
        let mut paper = property::certificate(self.spec.layout, &about, self.random);
        if self.spec.fault == Some(Fault::AnnexMissing) {
            paper.sheets.truncate(1);
            for field in
                ["room_part", "usage", "usage_class", "building_type", "land_usage", "address"]
            {
                paper.fields.remove(field);
            }
        }
        paper
    }

    fn notice(&mut self, holder: &Person) -> Paper {
        let (usage, class) = match self.spec.fault {
            Some(Fault::NonResidential) => (self.random.pick(lease::FORBIDDEN), "non_residential"),
            Some(Fault::MixedUsage) => (self.random.pick(&["商住两用", "居住/办公"]), "mixed"),
            _ => (self.random.pick(&["居住", "居住", "居住", "住宅"]), "residential"),
        };
        let tenant = match self.spec.fault {
            Some(Fault::OtherHolder) => self.stranger(),
            Some(Fault::UnitHolder) => Unit::new(self.random).name,
            _ => holder.name.clone(),
        };
        let months = self.random.one(&[12, 12, 24, 36, 6]) * 30;
        let start = match self.spec.fault {
            Some(Fault::Expired) => after(self.submitted, -months - self.random.int(3, 200)),
            Some(Fault::NotStarted) => after(self.submitted, self.random.int(3, 60)),
            _ => after(self.submitted, -self.random.int(25, months - 20)),
        };
        let end = after(start, months - 1);
        let landlord = if self.random.chance(0.3) {
            "上海申居住房租赁有限公司".to_owned()
        } else {
            Person::new(self.random, 1955, 1990).name
        };
        let about = Lease {
            home: &self.printed,
            landlord: &landlord,
            tenant: &tenant,
            tenant_id: &holder.id_number,
            usage,
            class,
            start,
            end,
        };
        lease::notice(self.spec.layout, &about, self.random)
    }

    fn dormitory(&mut self) -> Paper {
        let unit = Unit::new(self.random);
        let other = Person::new(self.random, 1975, 2004);
        let resident = if self.spec.fault == Some(Fault::OtherHolder) {
            other
        } else {
            self.applicant.clone()
        };
        let department = self.random.pick(if unit.school {
            &["保卫处", "学生处（保卫部）", "人事处"]
        } else {
            &["人力资源部", "人事部", "保卫科", "行政人事部", "安全保卫部"]
        });
        let address = self.printed.full();
        let issued = after(self.submitted, -self.random.int(1, 20));
        let about = Lodging {
            unit: &unit,
            resident: &resident,
            id_number: &resident.id_number,
            address: &address,
            issued,
            department: (self.spec.fault != Some(Fault::NoDepartment)).then_some(department),
            sealed: self.spec.fault != Some(Fault::NoSeal),
        };
        dormitory::certificate(self.spec.layout, &about, self.random)
    }

    fn wrong_paper(&mut self) -> Paper {
        let (name, address) = (self.applicant.name.clone(), self.home.full());
        let holder = self.applicant.clone();
        match self.random.int(0, 4) {
            0 => support::utility_bill(&name, &address, after(self.submitted, -20), self.random),
            1 | 2 => support::letter(&name, &address, after(self.submitted, -9), self.random),
            3 => support::business_licence(
                &Unit::new(self.random).name,
                &name,
                &address,
                self.random,
            ),
            // The right sort of paper for another way of living there.
            _ if self.spec.basis == Basis::Owned => {
                let spec = Spec {
                    basis: Basis::Leased,
                    layout: "lease_table",
                    fault: None,
                    ..self.spec.clone()
                };
                let mut scene = Scene {
                    spec: &spec,
                    submitted: self.submitted,
                    applicant: holder.clone(),
                    home: self.home.clone(),
                    printed: self.home.clone(),
                    random: self.random,
                };
                scene.notice(&holder)
            }
            _ => support::household(&holder, self.random),
        }
    }

    fn stranger(&mut self) -> String {
        loop {
            let name = Person::new(self.random, 1960, 2000).name;
            if name != self.applicant.name {
                return name;
            }
        }
    }

    /// A seal over the very words that the decision hangs on.
    fn seal_what_matters(&mut self, papers: &mut [Paper]) {
        let Some(sheet) = papers.first_mut().and_then(|p| p.sheets.last_mut()) else { return };
        if self.spec.fault == Some(Fault::NoSeal) {
            return;
        }
        let over = self.random.pick(&["address", "usage", "address", "holder", "room", "number"]);
        let name = self.random.pick(&[
            "上海市不动产登记专用章", "浦江房地产经纪事务所", "社区事务受理服务中心",
            "上海申浦物业管理有限公司",
        ]);
        let mut extra = match self.random.int(0, 4) {
            0 => stamp(self.random, Shape::Oval, name, "收件专用章", over),
            1 => stamp(self.random, Shape::Square, "与原件核对一致", "复核专用", over),
            _ => stamp(self.random, Shape::Round, name, "业务专用章", over),
        };
        extra.dx += self.random.float(-14.0, 10.0);
        sheet.stamps.push(extra);
    }
}

/// A dormitory stands on the road itself; in an estate it would be somebody's flat.
fn dormitory_site(mut home: Home, estate: bool, random: &mut Random) -> Home {
    if estate {
        home.lane = Some(home.lane.unwrap_or_else(|| random.int(20, 900)));
        home.number = random.int(1, 80);
    } else {
        home.lane = None;
        home.number = random.int(100, 3900);
    }
    home.letter = "";
    home.branch = None;
    if !home.has_room_number() {
        home.room = format!("{}{:02}", random.int(1, 6), random.int(1, 20));
    }
    if !home.road.ends_with('路') {
        home.road = random.pick(home.district.roads).to_owned();
    }
    home
}
