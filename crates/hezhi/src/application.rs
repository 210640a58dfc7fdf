//! What a person applies for and declares: `application.json`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One application, as the contract's `application.json` holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Application {
    pub id: String,
    pub service: Service,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The day whose rules judge the application.
    pub submitted_on: NaiveDate,
    pub applicant: Applicant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
    pub residence: Residence,
    /// The address of the registration in force, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit_expires_on: Option<NaiveDate>,
    /// File names within the application's folder; absent means every image and PDF there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<String>>,
    /// Nobody has declared anything yet: only the scans are known. The desk's own mark, unknown
    /// to `application.json`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "bindings", ts(as = "Option<bool>", optional))]
    pub undeclared: bool,
    /// Declared values that were taken from the papers instead of being told by the person. The
    /// desk's own mark as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "bindings", ts(as = "Option<Vec<FromPaper>>", optional))]
    pub from_paper: Vec<FromPaper>,
}

/// A declared value that was taken from a paper. Held against that paper it proves nothing, until
/// somebody has confirmed it with the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct FromPaper {
    pub value: DeclaredValue,
    /// Who confirmed it with the person; absent: nobody yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
}

/// The declared values that papers print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum DeclaredValue {
    Name,
    IdNumber,
    Address,
    Basis,
    HolderName,
}

impl DeclaredValue {
    /// The name an office uses.
    pub fn label(self) -> &'static str {
        match self {
            DeclaredValue::Name => "姓名",
            DeclaredValue::IdNumber => "公民身份号码",
            DeclaredValue::Address => "现居住地址",
            DeclaredValue::Basis => "居住方式",
            DeclaredValue::HolderName => "权利人（承租人）姓名",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Service {
    Registration,
    Permit,
    Endorsement,
    AddressChange,
    ExpeditedNew,
    ExpeditedReplacement,
    Kiosk,
}

impl Service {
    /// The name an office uses.
    pub fn label(self) -> &'static str {
        match self {
            Service::Registration => "居住登记",
            Service::Permit => "居住证申领",
            Service::Endorsement => "居住证签注",
            Service::AddressChange => "地址变更",
            Service::ExpeditedNew => "居住证新办快证",
            Service::ExpeditedReplacement => "居住证补领快证",
            Service::Kiosk => "自助机即申即批",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Channel {
    Online,
    Counter,
    Kiosk,
    Batch,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Applicant {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Agent {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<AgentRelation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum AgentRelation {
    Guardian,
    Relative,
    Other,
}

/// The home as declared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub struct Residence {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_name: Option<String>,
    /// How the owner or tenant is related to the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_relation: Option<HolderRelation>,
}

/// How the person lives there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum Basis {
    Owned,
    Leased,
    Dormitory,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(export))]
pub enum HolderRelation {
    #[serde(rename = "self")]
    Oneself,
    Spouse,
    Parent,
    Child,
    Grandparent,
    Grandchild,
    Sibling,
    Other,
}
