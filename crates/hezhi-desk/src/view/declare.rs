//! What a person declares at the desk, and the files that go with it.

use hezhi::application::Application;
use serde::{Deserialize, Serialize};

use super::{ImportProblem, Imported};

/// A file that the desk keeps for the application that it is meant for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Upload {
    /// The hash of its content: the same file has the same.
    pub id: String,
    pub name: String,
    pub bytes: u64,
}

/// A file by what it holds: a pasted picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What came of files and folders that a person brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Brought {
    /// Folders of applications, which are in the queue by now.
    pub imported: Imported,
    /// Other files, kept until they are sent with a declaration.
    pub uploads: Vec<Upload>,
    /// Files that cannot be used.
    pub problems: Vec<ImportProblem>,
}

/// A declaration to be taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Declaration {
    pub application: Application,
    /// Files to go with it, beside those that an open application has already.
    pub uploads: Vec<Upload>,
    /// Names of files of an open application that are taken out of it. They stay with the
    /// submissions before.
    #[serde(default)]
    pub removed: Vec<String>,
    /// Of an open application, what was declared when the person began to change it: so nobody
    /// writes over what somebody else changed meanwhile. Absent for a new one.
    #[serde(default)]
    pub before: Option<Application>,
    /// Who declares; absent: the one whom the desk knows.
    #[serde(default)]
    pub by: Option<String>,
}

/// Files for an open application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct FurtherPapers {
    pub uploads: Vec<Upload>,
    /// Who adds them; absent: the one whom the desk knows.
    #[serde(default)]
    pub by: Option<String>,
}

/// A declaration, or further papers, came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Declared {
    pub id: String,
    /// Just this was there already; nothing changed.
    pub unchanged: bool,
    /// Files that were not added, and why.
    pub problems: Vec<ImportProblem>,
}

/// An application as it came in once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct EarlierSubmission {
    /// RFC 3339, UTC.
    pub imported_at: String,
    pub application: Application,
    /// Names of its files.
    pub files: Vec<String>,
    /// It is the one that stands at present.
    pub current: bool,
}
