//! Applications that a browser sends: the files of a folder, each under its relative path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::post;
use axum::{Json, Router};
use tempfile::TempDir;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::api::{at_desk, invalid};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{short, told_apart};
use crate::view::{Brought, ImportProblem, Imported};

/// One import at once, in bytes: some thousand scans. More go in by `hezhi batch`.
const MOST: u64 = 4 << 30;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/import", post(import))
        .route("/bring", post(bring))
        // By itself the server refuses bodies of more than 2 MB: one photo is larger. Files are
        // written as they come in, and counted.
        .layer(DefaultBodyLimit::disable())
}

async fn import(
    State(desk): State<Arc<Desk>>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<Imported>, DeskError> {
    let mut parts = parts.map_err(|error| invalid(&error.body_text()))?;
    let folder = between(&desk)?;
    let mut room = MOST;
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let Some(path) = part.file_name().and_then(inside) else { continue };
        receive(&mut part, &folder.path().join(path), &mut room, u64::MAX).await?;
    }
    let mut imported = at_desk(desk, {
        let folder = folder.path().to_owned();
        move |desk| desk.import_folder(&folder)
    })
    .await?;
    as_people_know(folder.path(), &mut imported.problems);
    Ok(Json(imported))
}

/// Files and folders of any kind, as they were dropped, chosen or pasted. A file over the limit
/// is not kept, though its sender hears of it with the others.
async fn bring(
    State(desk): State<Arc<Desk>>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<Brought>, DeskError> {
    let mut parts = parts.map_err(|error| invalid(&error.body_text()))?;
    let folder = between(&desk)?;
    let mut room = MOST;
    let mut brought: Vec<PathBuf> = Vec::new();
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let Some(path) = part.file_name().and_then(inside) else { continue };
        let path = free(folder.path(), &fitting(&path));
        receive(&mut part, &folder.path().join(&path), &mut room, desk.limits.bytes).await?;
        if let Some(first) = path.iter().next().map(|first| folder.path().join(first))
            && !brought.contains(&first)
        {
            brought.push(first);
        }
    }
    let mut brought = at_desk(desk, move |desk| desk.bring(&brought)).await?;
    as_people_know(folder.path(), &mut brought.imported.problems);
    as_people_know(folder.path(), &mut brought.problems);
    Ok(Json(brought))
}

/// A folder for what is being received; it goes when the call is over.
fn between(desk: &Desk) -> Result<TempDir, DeskError> {
    let incoming = desk.home().join("incoming");
    std::fs::create_dir_all(&incoming).map_err(DeskError::file(&incoming))?;
    tempfile::tempdir_in(&incoming).map_err(DeskError::file(&incoming))
}

/// The path, or where a file of this path came before, one beside it: two pasted pictures are
/// both called image.png.
fn free(folder: &Path, path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(told_apart(&name, |name| folder.join(path.with_file_name(name)).exists()))
}

/// A path whose every part the file system takes.
fn fitting(path: &Path) -> PathBuf {
    path.iter().map(|part| short(&part.to_string_lossy())).collect()
}

/// People know their own folders, not where the files lay in between.
fn as_people_know(folder: &Path, problems: &mut [ImportProblem]) {
    let bare = crate::intake::shown(folder);
    let between = format!("{bare}{}", std::path::MAIN_SEPARATOR);
    for problem in problems {
        for text in [&mut problem.path, &mut problem.message] {
            *text = text.replace(&between, "").replace(&bare, "所选文件夹");
        }
    }
}

/// Writes a file as it comes in. Of one larger than `largest` the size alone is kept.
async fn receive(
    part: &mut Field<'_>,
    path: &Path,
    room: &mut u64,
    largest: u64,
) -> Result<(), DeskError> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(DeskError::file(path))?;
    }
    let mut file = File::create(path).await.map_err(DeskError::file(path))?;
    let mut length = 0_u64;
    while let Some(bytes) = part.chunk().await.map_err(|error| broken(&error))? {
        *room = room.checked_sub(bytes.len() as u64).ok_or_else(|| {
            DeskError::Invalid(format!(
                "一次上传超过 {} GB。请分批导入，或用 hezhi batch 处理。",
                MOST >> 30
            ))
        })?;
        length += bytes.len() as u64;
        if length <= largest {
            file.write_all(&bytes).await.map_err(DeskError::file(path))?;
        }
    }
    file.flush().await.map_err(DeskError::file(path))?;
    if length > largest {
        // A hole has a size and takes no room on the disk.
        file.set_len(0).await.map_err(DeskError::file(path))?;
        file.set_len(length).await.map_err(DeskError::file(path))?;
    }
    Ok(())
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
