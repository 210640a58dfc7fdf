//! What the window is started with.

use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Applications to try the desk with, taken in where its store is empty.
    pub samples: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArgumentError {
    #[error("--samples 后面要写文件夹。用法：hezhi-window [--samples 文件夹]")]
    FolderMissing,
    #[error("不认识的参数“{0}”。用法：hezhi-window [--samples 文件夹]")]
    Unknown(String),
}

impl Arguments {
    pub fn parse(given: impl IntoIterator<Item = OsString>) -> Result<Arguments, ArgumentError> {
        let mut given = given.into_iter();
        let mut arguments = Arguments::default();
        while let Some(argument) = given.next() {
            if argument != "--samples" {
                return Err(ArgumentError::Unknown(argument.to_string_lossy().into_owned()));
            }
            let folder = given.next().ok_or(ArgumentError::FolderMissing)?;
            arguments.samples = Some(folder.into());
        }
        Ok(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(given: &[&str]) -> Result<Arguments, ArgumentError> {
        Arguments::parse(given.iter().map(OsString::from))
    }

    #[test]
    fn samples_need_a_folder() {
        assert_eq!(parse(&[]), Ok(Arguments::default()));
        assert_eq!(parse(&["--samples", "甲 乙"]), Ok(Arguments { samples: Some("甲 乙".into()) }));
        assert_eq!(parse(&["--samples"]), Err(ArgumentError::FolderMissing));
        assert_eq!(parse(&["x"]), Err(ArgumentError::Unknown("x".into())));
    }
}
