//! Where the desk keeps its data, and where it finds the models.

use std::path::{Path, PathBuf};

use crate::error::DeskError;

/// The data folder: `HEZHI_HOME`, else the platform's.
pub fn data_folder() -> Result<PathBuf, DeskError> {
    if let Some(folder) = folder_variable("HEZHI_HOME") {
        return Ok(folder);
    }
    directories::ProjectDirs::from("", "", "hezhi")
        .map(|dirs| dirs.data_dir().to_owned())
        .ok_or_else(|| {
            DeskError::Invalid(
                "找不到当前用户的数据文件夹。请用环境变量 HEZHI_HOME 指定一个。".into(),
            )
        })
}

/// The models' folder: `HEZHI_MODELS`; else a folder `models` with models in it, beside the
/// program or above it (as in a checkout, where the program is below `target/`), or in the
/// current folder or above it.
pub fn models_folder() -> Result<PathBuf, DeskError> {
    if let Some(folder) = folder_variable("HEZHI_MODELS") {
        return Ok(folder);
    }
    let program = std::env::current_exe().ok();
    let current = std::env::current_dir().ok();
    [program, current]
        .iter()
        .flatten()
        .flat_map(|start| start.ancestors())
        .map(|folder| folder.join("models"))
        .find(|folder| holds_models(folder))
        .ok_or_else(|| {
            DeskError::ReaderMissing(
                "找不到识别模型。请在项目文件夹里运行 ./dev setup 下载模型，或用环境变量 HEZHI_MODELS 指定模型文件夹。"
                    .into(),
            )
        })
}

fn holds_models(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.path().extension().is_some_and(|e| e == "onnx"))
    })
}

/// An empty variable is as good as none.
fn folder_variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
