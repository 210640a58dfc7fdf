//! Why the desk could not do what it was asked.

use crate::view::{ApiError, ErrorCode};

/// Messages are for the person, in Chinese with the next step; shells branch on [`Self::code`].
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error("{0}")]
    NotFound(String),
    #[error("{0}")]
    Conflict(String),
    #[error("{0}")]
    Invalid(String),
    #[error("{0}")]
    ReaderMissing(String),
    #[error(
        "数据文件夹由更新版本的核址写成（数据版本 {found}，本程序只认到 {known}）。请改用更新版本的程序，或用 HEZHI_HOME 指定另一个数据文件夹。"
    )]
    StoreTooNew { found: i64, known: i64 },
    #[error("读写数据库失败（{0}）。请检查数据文件夹所在磁盘的剩余空间和权限后重试。")]
    Database(#[from] rusqlite::Error),
    #[error("读写文件“{path}”失败（{source}）。请检查磁盘空间和权限后重试。")]
    File { path: String, source: std::io::Error },
    #[error(
        "结果表“{path}”没有写成（{source}）。它若正在 WPS 或 Excel 里打开，请先关闭；再检查磁盘空间和权限后重存。其他结果不受影响。"
    )]
    Results { path: String, source: std::io::Error },
    #[error("程序内部错误（{0}）。请重试；仍然出现时请把这条信息告诉维护人员。")]
    Internal(String),
}

impl DeskError {
    pub fn code(&self) -> ErrorCode {
        match self {
            DeskError::NotFound(_) => ErrorCode::NotFound,
            DeskError::Conflict(_) => ErrorCode::Conflict,
            DeskError::Invalid(_) => ErrorCode::Invalid,
            DeskError::ReaderMissing(_) => ErrorCode::ReaderMissing,
            DeskError::StoreTooNew { .. } => ErrorCode::StoreTooNew,
            DeskError::Database(_) | DeskError::File { .. } | DeskError::Results { .. } => {
                ErrorCode::Storage
            }
            DeskError::Internal(_) => ErrorCode::Internal,
        }
    }

    /// Whether it would work with more room on the disk, or with a disk that is there.
    pub(crate) fn is_disk_full(&self) -> bool {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match self {
            DeskError::Database(error) => matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DiskFull | rusqlite::ErrorCode::SystemIoFailure)
            ),
            DeskError::File { source, .. } => {
                matches!(
                    source.kind(),
                    StorageFull | QuotaExceeded | FileTooLarge | ReadOnlyFilesystem
                )
            }
            _ => false,
        }
    }

    /// For `map_err` on what the operating system refuses.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> DeskError {
        let path = crate::intake::shown(path);
        move |source| DeskError::File { path, source }
    }
}

impl From<&DeskError> for ApiError {
    fn from(error: &DeskError) -> Self {
        ApiError { code: error.code(), message: error.to_string() }
    }
}

impl From<serde_json::Error> for DeskError {
    /// What the store holds was written by this program: not being able to read it is our fault.
    fn from(error: serde_json::Error) -> Self {
        DeskError::Internal(error.to_string())
    }
}
