//! The templates: built in, and the office's own in the folder `templates` of its data.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::DeskError;
use crate::roads::write_whole;
use crate::view::{NoticeKind, TemplateName};

const FOLDER: &str = "templates";

/// Bytes of the largest template; the built-in ones have up to five thousand.
pub const LARGEST: usize = 256 << 10;

impl TemplateName {
    pub const ALL: [TemplateName; 4] = [
        TemplateName::Receipt,
        TemplateName::Supplement,
        TemplateName::Refusal,
        TemplateName::Letter,
    ];

    pub fn title(self) -> &'static str {
        match self {
            TemplateName::Receipt => NoticeKind::Receipt.label(),
            TemplateName::Supplement => NoticeKind::Supplement.label(),
            TemplateName::Refusal => NoticeKind::Refusal.label(),
            TemplateName::Letter => "共用版式",
        }
    }

    pub(crate) fn file(self) -> &'static str {
        match self {
            TemplateName::Receipt => "receipt.typ",
            TemplateName::Supplement => "supplement.typ",
            TemplateName::Refusal => "refusal.typ",
            TemplateName::Letter => "letter.typ",
        }
    }

    pub(crate) fn builtin(self) -> &'static str {
        match self {
            TemplateName::Receipt => include_str!("templates/receipt.typ"),
            TemplateName::Supplement => include_str!("templates/supplement.typ"),
            TemplateName::Refusal => include_str!("templates/refusal.typ"),
            TemplateName::Letter => include_str!("templates/letter.typ"),
        }
    }
}

impl From<NoticeKind> for TemplateName {
    fn from(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::Receipt => TemplateName::Receipt,
            NoticeKind::Supplement => TemplateName::Supplement,
            NoticeKind::Refusal => TemplateName::Refusal,
        }
    }
}

/// What one paper is set with: its own template and the shared one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    pub source: String,
    pub letter: String,
}

impl Templates {
    pub fn builtin(name: TemplateName) -> Templates {
        Templates {
            source: name.builtin().to_owned(),
            letter: TemplateName::Letter.builtin().to_owned(),
        }
    }

    /// The hash of both, lower-case hex.
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        // The length keeps the end of the one from being taken for the start of the other.
        hash.update((self.source.len() as u64).to_le_bytes());
        hash.update(&self.source);
        hash.update(&self.letter);
        format!("{:x}", hash.finalize())
    }
}

/// The office's own templates.
pub struct Own {
    folder: PathBuf,
}

impl Own {
    pub fn of(home: &Path) -> Own {
        Own { folder: home.join(FOLDER) }
    }

    /// The office's template, where it has one. What is no text is taken in as far as it is text,
    /// so that it can be seen and mended.
    pub fn read(&self, name: TemplateName) -> Result<Option<String>, DeskError> {
        let file = self.folder.join(name.file());
        match fs::metadata(&file) {
            Ok(known) if known.len() > LARGEST as u64 => return Err(too_large()),
            _ => {}
        }
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DeskError::file(&file)(error)),
        }
    }

    pub fn keep(&self, name: TemplateName, source: &str) -> Result<(), DeskError> {
        fs::create_dir_all(&self.folder).map_err(DeskError::file(&self.folder))?;
        let file = self.folder.join(name.file());
        write_whole(&file, source.as_bytes()).map_err(DeskError::file(&file))
    }

    pub fn remove(&self, name: TemplateName) -> Result<(), DeskError> {
        let file = self.folder.join(name.file());
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(DeskError::file(&file)(error)),
            _ => Ok(()),
        }
    }

    /// What a paper is set with: the office's own where there is one, else the built-in one.
    pub fn for_paper(&self, name: TemplateName) -> Result<Templates, DeskError> {
        let or_builtin = |name: TemplateName| {
            Ok::<_, DeskError>(self.read(name)?.unwrap_or_else(|| name.builtin().to_owned()))
        };
        Ok(Templates { source: or_builtin(name)?, letter: or_builtin(TemplateName::Letter)? })
    }
}

pub fn too_large() -> DeskError {
    DeskError::Invalid(format!(
        "模板超过 {} KB。请删去不需要的内容；原来的模板没有改变。",
        LARGEST >> 10
    ))
}
