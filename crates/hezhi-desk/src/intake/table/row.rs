//! From a row to an application.

use chrono::NaiveDate;
use hezhi::application::{Agent, Applicant, Application, Channel, Residence};

use super::grid::{Cell, Row};
use super::heading::label;
use super::value;
use crate::view::TableColumn as Column;
use crate::view::TableSource;

/// The longest value of a cell that any declaration needs, in characters.
const LONGEST: usize = 2_000;

/// Digits that Excel keeps of a number.
const KEPT: f64 = 1e15;

/// A row with what its columns mean.
pub(super) struct Cells<'a> {
    row: &'a Row,
    source: &'a TableSource,
    headings: &'a [String],
    /// What is wrong with it, each in a sentence.
    faults: Vec<String>,
}

/// What a row says.
pub(super) struct Stated {
    pub application: Application,
    /// What stands in the column of files.
    pub files: Option<String>,
}

/// What a row declares; `made` is the number of a row that has none. Every fault at once, each
/// naming its column.
pub(super) fn stated(
    row: &Row,
    source: &TableSource,
    headings: &[String],
    made: impl Fn() -> String,
) -> Result<Stated, Vec<String>> {
    let mut cells = Cells { row, source, headings, faults: Vec::new() };
    let stated = cells.stated(made);
    match stated {
        Some(stated) if cells.faults.is_empty() => Ok(stated),
        _ => Err(cells.faults),
    }
}

impl Cells<'_> {
    fn stated(&mut self, made: impl Fn() -> String) -> Option<Stated> {
        let id = self.text(Column::Id).map(|id| super::super::one_line(&id)).unwrap_or_else(made);
        let name = self.required(Column::Name, Self::text, None);
        let service = self.required(
            Column::Service,
            |c, of| c.known(of, value::service),
            self.source.service,
        );
        let submitted_on = self.required(Column::SubmittedOn, Self::date, self.source.submitted_on);
        let agent = Agent {
            name: self.text(Column::AgentName),
            id_number: self.id_number(Column::AgentIdNumber),
            relation: self.known(Column::AgentRelation, value::agent_relation),
        };
        let nobody = Agent { name: None, id_number: None, relation: None };
        let id_number = self.id_number(Column::IdNumber);
        let channel = self.known(Column::Channel, value::channel).or(Some(Channel::Batch));
        let residence = Residence {
            address: self.text(Column::Address),
            basis: self.known(Column::Basis, value::basis).or(self.source.basis),
            holder_name: self.text(Column::HolderName),
            holder_relation: self.known(Column::HolderRelation, value::holder_relation),
        };
        let registered_address = self.text(Column::RegisteredAddress);
        let registered_on = self.date(Column::RegisteredOn);
        let permit_expires_on = self.date(Column::PermitExpiresOn);
        let files = self.text(Column::Files);
        let application = Application {
            id,
            service: service?,
            channel,
            submitted_on: submitted_on?,
            applicant: Applicant { name: name?, id_number, disabled: None },
            agent: (agent != nobody).then_some(agent),
            residence,
            registered_address,
            registered_on,
            permit_expires_on,
            documents: None,
            undeclared: false,
            from_paper: Vec::new(),
        };
        Some(Stated { application, files })
    }

    fn cell(&self, column: Column) -> &Cell {
        let at = self.source.columns.iter().position(|c| *c == Some(column));
        at.and_then(|at| self.row.cells.get(at)).unwrap_or(&Cell::Empty)
    }

    /// The value of a cell, or else of the whole table; neither is a fault.
    fn required<T>(
        &mut self,
        column: Column,
        read: impl Fn(&mut Self, Column) -> Option<T>,
        otherwise: Option<T>,
    ) -> Option<T> {
        let faults = self.faults.len();
        let value = read(self, column).or(otherwise);
        if value.is_none() && self.faults.len() == faults {
            self.faults.push(format!("“{}”是空的，请补上", self.called(column)));
        }
        value
    }

    fn text(&mut self, column: Column) -> Option<String> {
        let text = match self.cell(column).clone() {
            Cell::Empty => return None,
            Cell::Text(text) => text,
            Cell::Day(day) => day.to_string(),
            Cell::Number(number) if number.fract() == 0.0 && number.abs() < KEPT => {
                format!("{number:.0}")
            }
            Cell::Number(number) if number.abs() < KEPT => number.to_string(),
            Cell::Number(_) => return self.rounded(column),
            Cell::Fault(fault) => {
                self.fault(column, format!("是错误值 {fault}，请改成内容"));
                return None;
            }
        };
        if text.chars().count() > LONGEST {
            self.fault(column, format!("超过 {LONGEST} 个字，请缩短"));
            return None;
        }
        Some(text)
    }

    /// In half width and without blanks, as it stands on the card.
    fn id_number(&mut self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        if value::is_rounded(&text) {
            return self.rounded(column);
        }
        let plain = value::half_width(&text);
        Some(plain.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect())
    }

    /// Excel keeps fifteen digits of a number: the others are lost, and nobody may guess them.
    fn rounded<T>(&mut self, column: Column) -> Option<T> {
        self.fault(
            column,
            "被表格程序当成了数字，末几位已经丢失。请把这一列设为“文本”格式后重新填写".to_owned(),
        );
        None
    }

    fn date(&mut self, column: Column) -> Option<NaiveDate> {
        match self.cell(column) {
            Cell::Day(day) => Some(*day),
            Cell::Number(number) if value::excel_day(*number).is_some() => {
                value::excel_day(*number)
            }
            _ => self.known(column, value::date),
        }
    }

    fn known<T>(&mut self, column: Column, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(column)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.fault(column, format!("是“{text}”，应为{expected}，请改正"));
                None
            }
        }
    }

    fn fault(&mut self, column: Column, what: String) {
        self.faults.push(format!("“{}”{what}", self.called(column)));
    }

    /// By its own heading, where there is one.
    fn called(&self, column: Column) -> String {
        let at = self.source.columns.iter().position(|c| *c == Some(column));
        let heading = at.and_then(|at| self.headings.get(at)).filter(|h| !h.is_empty());
        heading.map_or_else(|| label(column).to_owned(), |h| super::super::one_line(h))
    }
}
