//! An application as a row: the columns and what stands in them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use hezhi::document::{Document, Field, FieldName, Kind};
use hezhi::finding::{Finding, Outcome, Severity, Verdict};
use hezhi::rule::RuleBook;

use super::{Judged, words};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    /// Digits that are no quantity: an identity number, the number of a certificate.
    Code(String),
    Count(u32),
    Verdict(Verdict),
    /// A file or folder, and what it is called.
    Place(PathBuf, String),
}

pub(super) struct Column {
    pub heading: &'static str,
    /// In characters of the workbook's usual font; a Chinese one takes two.
    pub width: f64,
}

const fn column(heading: &'static str, width: f64) -> Column {
    Column { heading, width }
}

/// Columns for scans of their own; what is more stands together in one.
const SCANS: usize = 3;

/// What one looks for first stands first: who, what about them, why, and where it differs.
pub(super) const COLUMNS: [Column; 31] = [
    column("编号", 18.0),
    column("申请人", 10.0),
    column("程序建议", 11.0),
    column("原因和下一步", 52.0),
    column("申报地址", 38.0),
    column("证上坐落", 38.0),
    column("用途", 10.0),
    column("用途类别", 12.0),
    column("权利人", 12.0),
    column("承租人", 12.0),
    column("出租人", 12.0),
    column("居住人", 12.0),
    column("出具单位", 20.0),
    column("印章", 20.0),
    column("权证号", 24.0),
    column("备案编号", 20.0),
    column("租期起", 12.0),
    column("租期止", 12.0),
    column("同用扫描件或证件的申请", 32.0),
    column("规则", 34.0),
    column("依据", 40.0),
    column("办理事项", 12.0),
    column("提交日期", 12.0),
    column("证件号码", 21.0),
    column("人工决定", 20.0),
    column("页数", 6.0),
    column("材料 1", 22.0),
    column("材料 2", 22.0),
    column("材料 3", 22.0),
    column("其余材料", 22.0),
    column("所在文件夹", 40.0),
];

/// A row, a cell a column.
pub(super) fn of(judged: &Judged, rules: &RuleBook) -> Vec<Cell> {
    let report = &judged.report;
    let declared = judged.application.as_ref();
    let papers = Papers::of(judged);
    let against: Vec<&Finding> = report.findings.iter().filter(|f| matters(f)).collect();
    let text = |text: Option<&str>| Cell::Text(text.unwrap_or_default().to_owned());
    let title = |finding: &Finding| {
        let rule = rules.rules().iter().find(|rule| rule.id == finding.rule);
        rule.map_or_else(
            || finding.rule.clone(),
            |rule| format!("{}（{}）", rule.title, finding.rule),
        )
    };
    let mut cells = vec![
        Cell::Code(report.application.clone()),
        text(declared.map(|a| a.applicant.name.as_str())),
        Cell::Verdict(report.verdict),
        Cell::Text(match against.is_empty() {
            true => "各项核查均通过。".to_owned(),
            false => numbered(against.iter().map(|finding| finding.message.clone())),
        }),
        text(declared.and_then(|a| a.residence.address.as_deref())),
        papers.text(FieldName::Address),
        papers.text(FieldName::Usage),
        Cell::Text(papers.classes()),
    ];
    cells.extend(
        [
            FieldName::Holder,
            FieldName::Tenant,
            FieldName::Landlord,
            FieldName::Resident,
            FieldName::Issuer,
        ]
        .map(|name| papers.text(name)),
    );
    cells.push(Cell::Text(papers.seal()));
    cells.extend([FieldName::CertificateNumber, FieldName::FilingNumber].map(|n| papers.code(n)));
    cells.extend([FieldName::LeaseStart, FieldName::LeaseEnd].map(|name| papers.text(name)));
    cells.extend([
        Cell::Text(shared(&report.findings)),
        Cell::Text(numbered(against.iter().map(|finding| title(finding)))),
        Cell::Text(numbered(against.iter().map(|finding| cited(finding)))),
        text(declared.map(|a| a.service.label())),
        Cell::Text(report.as_of.to_string()),
        Cell::Code(declared.and_then(|a| a.applicant.id_number.clone()).unwrap_or_default()),
        Cell::Text(decided(judged)),
        Cell::Count(pages(&report.documents)),
    ]);
    cells.extend(places(judged));
    cells
}

/// Whether a finding stands between the application and an acceptance, or is to be told.
pub(super) fn matters(finding: &Finding) -> bool {
    match finding.outcome {
        Outcome::Fail => true,
        Outcome::Undetermined => finding.severity != Severity::Notice,
        Outcome::Pass | Outcome::NotApplicable => false,
    }
}

/// Several sentences in one cell, a line each, with numbers by which the columns go together.
fn numbered(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    match lines.as_slice() {
        [one] => one.clone(),
        many => {
            let numbered = many.iter().enumerate().map(|(i, line)| format!("{}. {line}", i + 1));
            numbered.collect::<Vec<_>>().join("\n")
        }
    }
}

fn cited(finding: &Finding) -> String {
    let citation = &finding.citation;
    match citation.article.trim() {
        "" => citation.source.clone(),
        article => format!("{}，{article}", citation.source),
    }
}

/// What the rules about other people's applications found: they name them.
fn shared(findings: &[Finding]) -> String {
    let of_others = |f: &&Finding| f.rule.starts_with("duplicate.") && f.outcome == Outcome::Fail;
    let messages: Vec<&str> =
        findings.iter().filter(of_others).map(|f| f.message.as_str()).collect();
    messages.join("\n")
}

fn decided(judged: &Judged) -> String {
    judged.decision.as_ref().map_or_else(String::new, |decision| {
        format!("{}（{}）", words::decision(decision.kind), decision.decided_by)
    })
}

fn pages(documents: &[Document]) -> u32 {
    let pages: BTreeSet<(&str, u32)> = documents
        .iter()
        .flat_map(|d| d.pages.iter().map(|page| (d.file.as_str(), *page)))
        .collect();
    u32::try_from(pages.len()).unwrap_or(u32::MAX)
}

/// The scans, and the folder that they lie in.
fn places(judged: &Judged) -> impl Iterator<Item = Cell> {
    // A folder that was named from where the program ran is no place for who reads the table.
    let source = judged.source.as_ref();
    let source = source.map(|source| std::path::absolute(source).unwrap_or(source.clone()));
    let files = &judged.files;
    let place = |name: &String| match &source {
        Some(source) => Cell::Place(source.join(name), name.clone()),
        None => Cell::Text(name.clone()),
    };
    let mut cells: Vec<Cell> = files.iter().take(SCANS).map(place).collect();
    cells.resize(SCANS, Cell::Text(String::new()));
    let rest: Vec<&str> = files.iter().skip(SCANS).map(String::as_str).collect();
    cells.push(Cell::Text(rest.join("\n")));
    cells.push(match &source {
        Some(source) => Cell::Place(source.clone(), source.to_string_lossy().into_owned()),
        None => Cell::Text(String::new()),
    });
    cells.into_iter()
}

/// The papers that prove the residence, as far as they speak of this person.
struct Papers(Vec<Document>);

impl Papers {
    fn of(judged: &Judged) -> Papers {
        let proves = |document: &&Document| {
            matches!(
                document.kind,
                Kind::PropertyCertificate
                    | Kind::PropertyRegisterExtract
                    | Kind::LeaseRegistration
                    | Kind::DormitoryCertificate
            )
        };
        let name = judged.application.as_ref().map(|a| a.applicant.name.as_str());
        let about = |document: &Document| document.about(|printed| Some(printed) == name);
        let documents = &judged.report.documents;
        let mut papers: Vec<Document> = documents.iter().filter(proves).map(about).collect();
        if papers.is_empty() {
            // What nobody could tell the kind of may still say something.
            papers = documents.iter().filter(|d| d.kind == Kind::Unknown).map(about).collect();
        }
        Papers(papers)
    }

    /// What the papers say, each value once. A value in doubt says so: nobody should take it for
    /// certain because it stands in a table.
    fn values<'a>(&'a self, name: FieldName) -> Vec<&'a Field> {
        let mut values: Vec<&'a Field> = Vec::new();
        for field in self.0.iter().filter_map(|document| document.field(name)) {
            if !values.iter().any(|known| known.text == field.text) {
                values.push(field);
            }
        }
        values
    }

    fn joined(&self, name: FieldName) -> String {
        let said = |field: &Field| match field.doubt {
            Some(_) => format!("{}（存疑）", field.text),
            None => field.text.clone(),
        };
        self.values(name).into_iter().map(said).collect::<Vec<_>>().join("\n")
    }

    fn text(&self, name: FieldName) -> Cell {
        Cell::Text(self.joined(name))
    }

    fn code(&self, name: FieldName) -> Cell {
        Cell::Code(self.joined(name))
    }

    fn classes(&self) -> String {
        let classes = self.values(FieldName::Usage).into_iter().filter_map(|field| field.class);
        let mut classes: Vec<&str> = classes.map(words::usage_class).collect();
        classes.dedup();
        classes.join("\n")
    }

    fn seal(&self) -> String {
        match self.joined(FieldName::Seal).as_str() {
            "present" => "有印章".to_owned(),
            seal => seal.to_owned(),
        }
    }
}
