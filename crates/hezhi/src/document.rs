//! What a paper says: its kind and its fields, each with the place it was read from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::geometry::Region;

/// The kinds of paper that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Kind {
    PropertyCertificate,
    PropertyRegisterExtract,
    LeaseRegistration,
    DormitoryCertificate,
    KinshipStatement,
    LetterOfAuthority,
    IdCard,
    HouseholdRegister,
    BusinessLicence,
    Unknown,
}

impl Kind {
    /// The name an office uses.
    pub fn label(self) -> &'static str {
        match self {
            Kind::PropertyCertificate => "房地产权证/不动产权证书",
            Kind::PropertyRegisterExtract => "不动产登记簿（产调）",
            Kind::LeaseRegistration => "住房租赁合同登记备案证明",
            Kind::DormitoryCertificate => "集体宿舍证明",
            Kind::KinshipStatement => "亲属关系承诺书",
            Kind::LetterOfAuthority => "委托书",
            Kind::IdCard => "居民身份证",
            Kind::HouseholdRegister => "户口簿",
            Kind::BusinessLicence => "营业执照",
            Kind::Unknown => "未能识别的材料",
        }
    }
}

/// The fields of a paper, by the contract's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum FieldName {
    Address,
    RoomPart,
    Usage,
    LandUsage,
    BuildingType,
    Holder,
    CoOwnership,
    CertificateNumber,
    UnitNumber,
    Area,
    Landlord,
    Tenant,
    LeaseStart,
    LeaseEnd,
    FilingNumber,
    Resident,
    ResidentIdNumber,
    Issuer,
    IssuingDepartment,
    IssuedOn,
    Seal,
}

impl FieldName {
    /// The name an office uses.
    pub fn label(self) -> &'static str {
        match self {
            FieldName::Address => "坐落",
            FieldName::RoomPart => "室号部位",
            FieldName::Usage => "房屋用途",
            FieldName::LandUsage => "土地用途",
            FieldName::BuildingType => "房屋类型",
            FieldName::Holder => "权利人",
            FieldName::CoOwnership => "共有情况",
            FieldName::CertificateNumber => "权证号",
            FieldName::UnitNumber => "不动产单元号",
            FieldName::Area => "建筑面积",
            FieldName::Landlord => "出租人",
            FieldName::Tenant => "承租人",
            FieldName::LeaseStart => "租期起",
            FieldName::LeaseEnd => "租期止",
            FieldName::FilingNumber => "备案编号",
            FieldName::Resident => "居住人",
            FieldName::ResidentIdNumber => "居住人证件号码",
            FieldName::Issuer => "出具单位",
            FieldName::IssuingDepartment => "出具部门",
            FieldName::IssuedOn => "出具日期",
            FieldName::Seal => "印章",
        }
    }
}

/// What a usage value amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum UsageClass {
    Residential,
    NonResidential,
    Mixed,
    Unknown,
}

/// A value read from a paper, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Field {
    /// The value in its normal form: dates in ISO 8601, names joined by 、.
    pub text: String,
    /// For usage fields only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<UsageClass>,
    /// How often a value read like this is right, 0 to 1.
    pub confidence: f32,
    /// What the reader itself said, 0 to 1: that of its weakest character that identity hangs on.
    #[serde(default)]
    pub read_confidence: f32,
    /// The file, where it is another than the document's: an annex that was handed in apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The page within the file, from 1.
    pub page: u32,
    pub region: Region,
    /// Why the value must not be relied on by itself: the second reader read something else, a
    /// letter stands in a digit's place, the lines could be joined in two ways. Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
    /// What the second reader read in the same place, where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_reading: Option<String>,
    /// Who put another value in the place of what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// Further places that the value was put together from (a room printed apart, a wrapped
    /// line): `region` is the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<FieldPart>,
}

/// A person's correction of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Corrected {
    pub by: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// What was read; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

impl Field {
    /// The field's first place with its whole text, as a part of something larger.
    pub fn part(&self) -> FieldPart {
        FieldPart {
            text: self.text.clone(),
            confidence: self.confidence,
            file: self.file.clone(),
            page: self.page,
            region: self.region,
        }
    }

    /// Whether any of it was read in another file than the document's own.
    pub fn reaches_elsewhere(&self) -> bool {
        self.file.is_some() || self.parts.iter().any(|part| part.file.is_some())
    }
}

/// One of several places that a value was put together from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FieldPart {
    pub text: String,
    pub confidence: f32,
    /// As [`Field::file`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub page: u32,
    pub region: Region,
}

/// One paper: some pages of a file, what it is and what it says. A field that was looked for and
/// not found is left out, never empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Document {
    pub file: String,
    /// From 1.
    pub pages: Vec<u32>,
    pub kind: Kind,
    pub fields: BTreeMap<FieldName, Field>,
    /// The rows of a list of residents in which each has a home of his own; otherwise empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub residents: Vec<Resident>,
}

/// A row of a list of residents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Resident {
    pub name: Field,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<Field>,
    pub address: Field,
}

impl Document {
    /// The paper as it speaks of one person, told by the name: of a list, that person's row alone.
    /// Any other paper, and a list that does not name the person just once, is returned as it is.
    pub fn about(&self, is_named: impl Fn(&str) -> bool) -> Document {
        let mut own = self.residents.iter().filter(|r| is_named(&r.name.text));
        let (Some(row), None) = (own.next(), own.next()) else { return self.clone() };
        let mut document = self.clone();
        document.fields.insert(FieldName::Resident, row.name.clone());
        document.fields.insert(FieldName::Address, row.address.clone());
        match &row.id_number {
            Some(number) => document.fields.insert(FieldName::ResidentIdNumber, number.clone()),
            None => document.fields.remove(&FieldName::ResidentIdNumber),
        };
        document
    }

    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields.get(&name)
    }
}
