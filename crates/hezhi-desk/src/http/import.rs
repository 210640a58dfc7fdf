//! Applications that a browser sends: the files of a folder, each under its relative path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::Imported;

/// One import at once, in bytes: some thousand scans. More go in by `hezhi batch`.
const MOST: u64 = 4 << 30;

pub(super) async fn import(
    State(desk): State<Arc<Desk>>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<Imported>, DeskError> {
    let mut parts = parts.map_err(|error| invalid(&error.body_text()))?;
    let incoming = desk.home().join("incoming");
    std::fs::create_dir_all(&incoming).map_err(DeskError::file(&incoming))?;
    let folder = tempfile::tempdir_in(&incoming).map_err(DeskError::file(&incoming))?;
    let mut room = MOST;
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let Some(path) = part.file_name().and_then(inside) else { continue };
        receive(&mut part, &folder.path().join(path), &mut room).await?;
    }
    let mut imported = at_desk(desk, {
        let folder = folder.path().to_owned();
        move |desk| desk.import_folder(&folder)
    })
    .await?;
    // People know their own folders, not where the files lay in between.
    let between = format!("{}{}", crate::intake::shown(folder.path()), std::path::MAIN_SEPARATOR);
    let bare = crate::intake::shown(folder.path());
    for problem in &mut imported.problems {
        for text in [&mut problem.path, &mut problem.message] {
            *text = text.replace(&between, "").replace(&bare, "所选文件夹");
        }
    }
    Ok(Json(imported))
}

async fn receive(part: &mut Field<'_>, path: &Path, room: &mut u64) -> Result<(), DeskError> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(DeskError::file(path))?;
    }
    let mut file = File::create(path).await.map_err(DeskError::file(path))?;
    while let Some(bytes) = part.chunk().await.map_err(|error| broken(&error))? {
        *room = room.checked_sub(bytes.len() as u64).ok_or_else(|| {
            DeskError::Invalid(format!(
                "一次上传超过 {} GB。请分批导入，或用 hezhi batch 处理。",
                MOST >> 30
            ))
        })?;
        file.write_all(&bytes).await.map_err(DeskError::file(path))?;
    }
    file.flush().await.map_err(DeskError::file(path))
}

fn broken(error: &MultipartError) -> DeskError {
    DeskError::Invalid(format!("上传中断（{}）。请重新选择文件夹。", error.body_text()))
}

/// A sent name as a path that stays inside the folder; `None` where nothing of it is left.
fn inside(name: &str) -> Option<PathBuf> {
    let path: PathBuf = name
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .map(|part| part.replace(|c: char| c.is_control() || c == ':', "_"))
        .collect();
    (!path.as_os_str().is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_name_never_leaves_the_folder() {
        let path = |name| inside(name).map(|p| p.to_string_lossy().into_owned());
        assert_eq!(path("件1/申请 表.jpg").as_deref(), Some("件1/申请 表.jpg"));
        assert_eq!(path("../../etc/passwd").as_deref(), Some("etc/passwd"));
        assert_eq!(path("C:\\x\\a.jpg").as_deref(), Some("C_/x/a.jpg"));
        assert_eq!(path("a\n\0b.jpg").as_deref(), Some("a__b.jpg"));
        assert_eq!(path("../.."), None);
    }
}
