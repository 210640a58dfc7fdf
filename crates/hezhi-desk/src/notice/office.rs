//! What the office sets for its papers: its own particulars and its own templates.

use super::data::{self, Data};
use super::fault;
use super::templates::{LARGEST, Templates, too_large};
use super::typeset::{NotSet, svg, typeset};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{
    NoticeSettings, NoticeTemplate, Office, TemplateFault, TemplateName, TemplatePreview,
};

/// Under this name the store keeps the office, as JSON.
const OFFICE: &str = "office";

/// Characters that a line on a paper may have.
const LONGEST_LINE: usize = 120;

/// Characters that a number may begin with.
const LONGEST_PREFIX: usize = 20;

impl Desk {
    pub fn notice_settings(&self) -> Result<NoticeSettings, DeskError> {
        let office = self.office()?;
        let templates = TemplateName::ALL.into_iter().map(|name| self.template(name, &office));
        Ok(NoticeSettings {
            templates: templates.collect::<Result<_, _>>()?,
            fields: data::fields(&office),
            office,
        })
    }

    pub(super) fn office(&self) -> Result<Office, DeskError> {
        match self.store.setting(OFFICE)? {
            Some(office) => Ok(serde_json::from_str(&office)?),
            None => Ok(Office::default()),
        }
    }

    /// Sets what the papers say of the office. Papers that were issued stay as they are.
    pub fn set_office(&self, office: &Office) -> Result<NoticeSettings, DeskError> {
        let office = checked(office)?;
        self.store.set(OFFICE, &serde_json::to_string(&office)?)?;
        self.notice_settings()
    }

    /// Sets an edited template with sample data, without keeping it.
    pub fn preview_template(
        &self,
        name: TemplateName,
        source: &str,
    ) -> Result<TemplatePreview, DeskError> {
        if source.len() > LARGEST {
            return Err(too_large());
        }
        let office = self.office()?;
        let faults = self.faults(name, source, &office)?;
        if !faults.is_empty() {
            return Ok(TemplatePreview { pages: Vec::new(), faults });
        }
        let mut pages = Vec::new();
        for paper in papers_of(name) {
            let templates = self.with(name, source, paper)?;
            match typeset(self.fonts(), paper, &templates, &Data::sample(&office, false)) {
                Ok(document) => pages.extend(svg(&document)),
                Err(NotSet::Template(faults)) => {
                    return Ok(TemplatePreview { pages: Vec::new(), faults });
                }
                Err(NotSet::Desk(error)) => return Err(error),
            }
        }
        Ok(TemplatePreview { pages, faults: Vec::new() })
    }

    /// Puts an edited template in force. A faulty one is refused, and nothing changes.
    pub fn save_template(
        &self,
        name: TemplateName,
        source: &str,
    ) -> Result<NoticeSettings, DeskError> {
        if source.len() > LARGEST {
            return Err(too_large());
        }
        let faults = self.faults(name, source, &self.office()?)?;
        if !faults.is_empty() {
            return Err(DeskError::Invalid(format!(
                "模板没有保存：{}。改好后请重新保存；原来的模板没有改变。",
                fault::told(&faults)
            )));
        }
        self.own_templates().keep(name, source)?;
        self.notice_settings()
    }

    /// Goes back to the template that the program brings.
    pub fn restore_template(&self, name: TemplateName) -> Result<NoticeSettings, DeskError> {
        self.own_templates().remove(name)?;
        self.notice_settings()
    }

    fn template(&self, name: TemplateName, office: &Office) -> Result<NoticeTemplate, DeskError> {
        let own = self.own_templates().read(name)?;
        // The built-in ones are proven by the tests; only the office's own are tried here.
        let faults = match &own {
            Some(source) => self.faults(name, source, office)?,
            None => Vec::new(),
        };
        Ok(NoticeTemplate {
            name,
            title: name.title().to_owned(),
            own: own.is_some(),
            source: own.unwrap_or_else(|| name.builtin().to_owned()),
            faults,
        })
    }

    /// What is wrong with a template: it has to hold with everything given and with nothing that
    /// may be absent, and the shared one with each paper.
    fn faults(
        &self,
        name: TemplateName,
        source: &str,
        office: &Office,
    ) -> Result<Vec<TemplateFault>, DeskError> {
        for paper in papers_of(name) {
            let templates = self.with(name, source, paper)?;
            for sparse in [false, true] {
                let sample = Data::sample(office, sparse);
                match typeset(self.fonts(), paper, &templates, &sample) {
                    Ok(_) => {}
                    Err(NotSet::Template(faults)) => return Ok(faults),
                    Err(NotSet::Desk(error)) => return Err(error),
                }
            }
        }
        Ok(Vec::new())
    }

    /// What a paper would be set with if `source` were in force as `name`.
    fn with(
        &self,
        name: TemplateName,
        source: &str,
        paper: TemplateName,
    ) -> Result<Templates, DeskError> {
        let mut templates = self.own_templates().for_paper(paper)?;
        match name {
            TemplateName::Letter => templates.letter = source.to_owned(),
            _ => templates.source = source.to_owned(),
        }
        Ok(templates)
    }
}

/// The papers that a template is part of.
fn papers_of(name: TemplateName) -> Vec<TemplateName> {
    match name {
        TemplateName::Letter => {
            TemplateName::ALL.into_iter().filter(|n| *n != TemplateName::Letter).collect()
        }
        paper => vec![paper],
    }
}

/// The office as it will be kept: lines without space around them, none too long for a paper.
fn checked(office: &Office) -> Result<Office, DeskError> {
    let line = |what: &str, text: &str, longest: usize| {
        let text = text.trim();
        if text.chars().count() > longest {
            return Err(DeskError::Invalid(format!("{what}超过 {longest} 字。请缩短后再保存。")));
        }
        if text.chars().any(char::is_control) {
            return Err(DeskError::Invalid(format!("{what}里有换行等控制字符。请写成一行。")));
        }
        Ok(text.to_owned())
    };
    Ok(Office {
        name: line("单位名称", &office.name, LONGEST_LINE)?,
        counter: line("办理窗口", &office.counter, LONGEST_LINE)?,
        telephone: line("咨询电话", &office.telephone, LONGEST_LINE)?,
        address: line("单位地址", &office.address, LONGEST_LINE)?,
        hours: line("办公时间", &office.hours, LONGEST_LINE)?,
        number_prefix: line("编号前缀", &office.number_prefix, LONGEST_PREFIX)?,
    })
}
