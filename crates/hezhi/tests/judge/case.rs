//! Builds cases to judge: an application and its papers, with text lines, fields and regions as
//! reading and extraction give them.

use std::sync::LazyLock;

use chrono::NaiveDate;
use hezhi::address::Gazetteer;
use hezhi::application::{
    Agent, AgentRelation, Applicant, Application, Basis, Channel, DeclaredValue, FromPaper,
    HolderRelation, Residence, Service,
};
use hezhi::document::{Document, Field, FieldName, Kind, UsageClass};
use hezhi::finding::Finding;
use hezhi::geometry::{Rect, Region};
use hezhi::judge::{Case, Duplicate, DuplicateKind, judge};
use hezhi::report::Report;
use hezhi::rule::RuleBook;
use hezhi::text::{FileText, PageText, Problem, ProblemCode, QrCode, Seal, TextLine};

pub const HOME: &str = "上海市徐汇区华发路406弄10号1705室";
pub const ELSEWHERE: &str = "上海市徐汇区华发路408弄10号1705室";
pub const WITHOUT_ROOM: &str = "上海市徐汇区华发路406弄10号";
pub const DORMITORY: &str = "上海市杨浦区四平路1239号12号楼305室";
pub const APPLICANT: &str = "王小明";

/// The built-in rules, read once.
pub fn book() -> &'static RuleBook {
    static BOOK: LazyLock<RuleBook> = LazyLock::new(RuleBook::builtin);
    &BOOK
}

/// A case that is put together step by step.
#[derive(Debug, Clone)]
pub struct Made {
    pub application: Application,
    pub files: Vec<FileText>,
    pub documents: Vec<Document>,
    pub duplicates: Vec<Duplicate>,
}

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// A right citizen's number of somebody born on that day.
pub fn id_number(born: &str) -> String {
    let first = format!("340102{}123", born.replace('-', ""));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{first}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11])
}

fn region(row: usize) -> Region {
    let top = 100.0 + 60.0 * row as f32;
    Rect { left: 120.0, top, right: 900.0, bottom: top + 40.0 }.into()
}

fn line(row: usize, text: &str) -> TextLine {
    let region = region(row);
    TextLine {
        text: text.into(),
        confidence: 0.98,
        region,
        upright: region.bounds(),
        glyphs: Vec::new(),
        quick: false,
    }
}

fn class_of(text: &str) -> UsageClass {
    match text {
        "居住" | "住宅" | "城镇住宅用地" => UsageClass::Residential,
        "办公" | "店铺" | "厂房" | "商业" | "工业用地" => UsageClass::NonResidential,
        "商住" | "办公/居住" => UsageClass::Mixed,
        _ => UsageClass::Unknown,
    }
}

fn field(row: usize, name: FieldName, text: &str) -> Field {
    let usage = matches!(name, FieldName::Usage | FieldName::LandUsage);
    Field {
        text: text.into(),
        class: usage.then(|| class_of(text)),
        confidence: 0.98,
        read_confidence: 0.98,
        file: None,
        page: 1,
        region: region(row),
        doubt: None,
        second_reading: None,
        corrected: None,
        parts: Vec::new(),
    }
}

fn problem(code: ProblemCode) -> Problem {
    Problem { code, message: "画面模糊，无法辨认，请重新拍摄。".into() }
}

impl Made {
    /// An application without papers.
    pub fn bare(service: Service, basis: Basis) -> Made {
        Made {
            application: Application {
                id: "T-1".into(),
                service,
                channel: Some(Channel::Online),
                submitted_on: day("2026-03-05"),
                applicant: Applicant {
                    name: APPLICANT.into(),
                    id_number: Some(id_number("1990-03-07")),
                    disabled: None,
                },
                agent: None,
                residence: Residence {
                    address: Some(if basis == Basis::Dormitory { DORMITORY } else { HOME }.into()),
                    basis: Some(basis),
                    holder_name: None,
                    holder_relation: Some(HolderRelation::Oneself),
                },
                registered_address: None,
                registered_on: None,
                permit_expires_on: None,
                documents: None,
                undeclared: false,
                from_paper: Vec::new(),
            },
            files: Vec::new(),
            documents: Vec::new(),
            duplicates: Vec::new(),
        }
    }

    /// The same, with the address copied from the paper.
    pub fn taken_from_paper(mut self, confirmed_by: Option<&str>) -> Made {
        self.application.from_paper = vec![FromPaper {
            value: DeclaredValue::Address,
            confirmed_by: confirmed_by.map(str::to_owned),
        }];
        self
    }

    /// The same papers, of which nobody has said whose they are.
    pub fn undeclared(mut self) -> Made {
        let application = &mut self.application;
        application.undeclared = true;
        application.applicant = Applicant { name: String::new(), id_number: None, disabled: None };
        application.residence =
            Residence { address: None, basis: None, holder_name: None, holder_relation: None };
        self
    }

    /// A registration in a leased home; everything is right.
    pub fn leased() -> Made {
        Made::bare(Service::Registration, Basis::Leased).lease()
    }

    /// A registration in the applicant's own home; everything is right.
    pub fn owned() -> Made {
        Made::bare(Service::Registration, Basis::Owned).certificate()
    }

    /// A registration in a dormitory; everything is right.
    pub fn dormitory() -> Made {
        Made::bare(Service::Registration, Basis::Dormitory).paper(
            Kind::DormitoryCertificate,
            "集体宿舍证明",
            &[
                (FieldName::Resident, APPLICANT),
                (FieldName::Address, DORMITORY),
                (FieldName::Issuer, "上海某某实业有限公司"),
                (FieldName::IssuingDepartment, "人事部"),
                (FieldName::IssuedOn, "2026-02-20"),
                (FieldName::Seal, "present"),
            ],
        )
    }

    /// A registration in the spouse's own home, with a statement of kinship.
    pub fn relatives() -> Made {
        Made::bare(Service::Registration, Basis::Owned)
            .certificate()
            .relative("李四", HolderRelation::Spouse)
            .set(FieldName::Holder, "李四")
            .kinship("李四")
    }

    /// A permit, endorsement and so on for an unchanged address: no proof is needed.
    pub fn unchanged(service: Service) -> Made {
        let mut made = Made::bare(service, Basis::Leased);
        made.application.registered_address = Some(HOME.into());
        made.application.registered_on = Some(day("2025-06-01"));
        made.application.permit_expires_on = Some(day("2026-03-20"));
        made
    }

    pub fn endorsement(submitted_on: &str, expires_on: &str) -> Made {
        let mut made = Made::unchanged(Service::Endorsement).on(submitted_on);
        made.application.permit_expires_on = Some(day(expires_on));
        made
    }

    pub fn permit(submitted_on: &str, registered_on: &str) -> Made {
        let mut made = Made::unchanged(Service::Permit).on(submitted_on);
        made.application.registered_on = Some(day(registered_on));
        made
    }

    /// A child of twelve with a guardian and all papers.
    pub fn child() -> Made {
        Made::leased()
            .born("2013-05-01")
            .agent(AgentRelation::Guardian)
            .card("王大明", &id_number("1985-01-02"))
            .paper(Kind::Unknown, "出生医学证明", &[])
            .says(&["新生儿姓名 王小明", "父亲姓名 王大明"])
    }

    /// A person of seventy with a relative as agent and all papers.
    pub fn elder() -> Made {
        Made::leased()
            .born("1955-05-01")
            .agent(AgentRelation::Relative)
            .card("王大明", &id_number("1985-01-02"))
            .paper(Kind::LetterOfAuthority, "委托书", &[])
            .says(&["委托人 王小明", "受托人 王大明"])
    }

    pub fn lease(self) -> Made {
        self.paper(
            Kind::LeaseRegistration,
            "住房租赁合同登记备案证明",
            &[
                (FieldName::Landlord, "赵六"),
                (FieldName::Tenant, APPLICANT),
                (FieldName::Address, HOME),
                (FieldName::Usage, "居住"),
                (FieldName::LeaseStart, "2025-09-01"),
                (FieldName::LeaseEnd, "2026-08-31"),
            ],
        )
    }

    pub fn certificate(self) -> Made {
        self.paper(
            Kind::PropertyCertificate,
            "不动产权证书",
            &[
                (FieldName::Holder, APPLICANT),
                (FieldName::Address, HOME),
                (FieldName::Usage, "居住"),
                (FieldName::LandUsage, "住宅"),
                (FieldName::BuildingType, "公寓"),
            ],
        )
    }

    pub fn kinship(self, other: &str) -> Made {
        self.paper(Kind::KinshipStatement, "亲属关系承诺书", &[]).says(&[
            &format!("承诺人 {APPLICANT}"),
            &format!("亲属 {other}"),
            "关系 配偶",
        ])
    }

    pub fn card(self, name: &str, number: &str) -> Made {
        self.paper(Kind::IdCard, "居民身份证", &[])
            .says(&[&format!("姓名 {name}"), &format!("公民身份号码 {number}")])
    }

    /// Adds a paper in a file of its own.
    pub fn paper(mut self, kind: Kind, title: &str, values: &[(FieldName, &str)]) -> Made {
        let file = format!("{}.jpg", self.files.len() + 1);
        let mut lines = vec![line(0, title), line(1, "第一页"), line(2, "上海市")];
        let mut fields = std::collections::BTreeMap::new();
        for (at, (name, text)) in values.iter().enumerate() {
            lines.push(line(3 + at, text));
            fields.insert(*name, field(3 + at, *name, text));
        }
        self.documents.push(Document {
            file: file.clone(),
            pages: vec![1],
            kind,
            fields,
            residents: Vec::new(),
        });
        self.files.push(FileText {
            file,
            pages: vec![PageText {
                page: 1,
                width: 1240,
                height: 1754,
                lines,
                ..PageText::default()
            }],
            problem: None,
        });
        self
    }

    /// Gives the first paper another title.
    pub fn retitled(mut self, title: &str) -> Made {
        self.files[0].pages[0].lines[0].text = title.into();
        self
    }

    /// Adds lines to the last paper.
    pub fn says(mut self, lines: &[&str]) -> Made {
        let page = &mut self.files.last_mut().unwrap().pages[0];
        for text in lines {
            let row = page.lines.len();
            page.lines.push(line(row, text));
        }
        self
    }

    /// Adds a file that could not be read at all.
    pub fn broken_file(mut self, code: ProblemCode) -> Made {
        let file = format!("{}.jpg", self.files.len() + 1);
        self.files.push(FileText { file, pages: Vec::new(), problem: Some(problem(code)) });
        self
    }

    /// Adds a file of one page that gave no text, or bad text.
    pub fn broken_page(mut self, code: ProblemCode) -> Made {
        let file = format!("{}.jpg", self.files.len() + 1);
        let page = PageText {
            page: 1,
            width: 1240,
            height: 1754,
            problem: Some(problem(code)),
            ..PageText::default()
        };
        self.files.push(FileText { file, pages: vec![page], problem: None });
        self
    }

    /// The problem of the page that the first paper stands on.
    pub fn page_problem(mut self, code: ProblemCode) -> Made {
        self.files[0].pages[0].problem = Some(problem(code));
        self
    }

    pub fn seal_on_page(mut self) -> Made {
        self.files[0].pages[0].seals.push(Seal {
            region: region(9),
            upright: region(9).bounds(),
            confidence: 0.7,
            text: None,
            across: None,
        });
        self
    }

    pub fn text_layer(mut self, layer: &str) -> Made {
        self.files[0].pages[0].text_layer = Some(layer.into());
        self
    }

    /// A QR code on the page that the first paper stands on.
    pub fn code(mut self, text: &str) -> Made {
        self.files[0].pages[0].codes.push(QrCode { region: region(10), text: text.into() });
        self
    }

    /// The page that the first paper stands on was read badly, line by line.
    pub fn badly_read(mut self) -> Made {
        for line in &mut self.files[0].pages[0].lines {
            line.confidence = 0.55;
        }
        self
    }

    fn first(&mut self, name: FieldName) -> &mut Field {
        self.documents
            .iter_mut()
            .find_map(|document| document.fields.get_mut(&name))
            .unwrap_or_else(|| panic!("no paper has {name:?}"))
    }

    /// Changes a value on the first paper that has it.
    pub fn set(mut self, name: FieldName, text: &str) -> Made {
        let changed = field(0, name, text);
        let old = self.first(name);
        *old = Field { region: old.region, ..changed };
        self
    }

    /// Changes a value on the last paper.
    pub fn set_last(mut self, name: FieldName, text: &str) -> Made {
        let changed = field(0, name, text);
        let old = self.documents.last_mut().unwrap().fields.get_mut(&name).unwrap();
        *old = Field { region: old.region, ..changed };
        self
    }

    /// Puts a further value on the first paper.
    pub fn put(mut self, name: FieldName, text: &str) -> Made {
        self.documents[0].fields.insert(name, field(20, name, text));
        self
    }

    pub fn doubt(mut self, name: FieldName) -> Made {
        self.first(name).doubt = Some("两次识读不一致".into());
        self
    }

    pub fn unsure(mut self, name: FieldName) -> Made {
        self.first(name).confidence = 0.6;
        self
    }

    pub fn without(mut self, name: FieldName) -> Made {
        for document in &mut self.documents {
            document.fields.remove(&name);
        }
        self
    }

    /// Takes a value off the paper, its line included.
    pub fn unwritten(mut self, name: FieldName) -> Made {
        let text = self.first(name).text.clone();
        for page in self.files.iter_mut().flat_map(|file| &mut file.pages) {
            page.lines.retain(|line| line.text != text);
        }
        self.without(name)
    }

    pub fn on(mut self, submitted_on: &str) -> Made {
        self.application.submitted_on = day(submitted_on);
        self
    }

    pub fn born(mut self, on: &str) -> Made {
        self.application.applicant.id_number = Some(id_number(on));
        self
    }

    pub fn agent(mut self, relation: AgentRelation) -> Made {
        self.application.agent = Some(Agent {
            name: Some("王大明".into()),
            id_number: Some(id_number("1985-01-02")),
            relation: Some(relation),
        });
        self
    }

    pub fn disabled(mut self) -> Made {
        self.application.applicant.disabled = Some(true);
        self
    }

    pub fn relative(mut self, name: &str, relation: HolderRelation) -> Made {
        self.application.residence.holder_name = Some(name.into());
        self.application.residence.holder_relation = Some(relation);
        self
    }

    pub fn registered_at(mut self, address: &str) -> Made {
        self.application.registered_address = Some(address.into());
        self
    }

    /// Any other change of the application.
    pub fn with(mut self, change: impl FnOnce(&mut Application)) -> Made {
        change(&mut self.application);
        self
    }

    pub fn duplicate(self, kind: DuplicateKind, applicant: &str) -> Made {
        self.duplicate_of(kind, applicant, None)
    }

    /// The same of an applicant who declared an owner or tenant, and how they are related.
    pub fn duplicate_of(
        mut self,
        kind: DuplicateKind,
        applicant: &str,
        holder: Option<(&str, HolderRelation)>,
    ) -> Made {
        let number = self.duplicates.len();
        self.duplicates.push(Duplicate {
            kind,
            application: format!("T-0{number}"),
            applicant: applicant.into(),
            holder_name: holder.map(|(name, _)| name.into()),
            holder_relation: holder.map(|(_, relation)| relation),
            file: "1.jpg".into(),
            page: 1,
        });
        self
    }

    pub fn judged(&self) -> Report {
        let gazetteer = Gazetteer::default();
        let case = Case {
            application: &self.application,
            files: &self.files,
            documents: &self.documents,
            gazetteer: &gazetteer,
            duplicates: &self.duplicates,
            engine: "recorded",
        };
        judge(&case, book())
    }

    pub fn finding(&self, rule: &str) -> Finding {
        let report = self.judged();
        let found = report.findings.into_iter().find(|finding| finding.rule == rule);
        found.unwrap_or_else(|| panic!("no finding of {rule}"))
    }
}
