//! Where the models are.

use std::path::PathBuf;

use crate::engine::ReadError;

/// The folder that `HEZHI_MODELS` names, else the folder `models` beside the program or above the
/// current directory.
pub fn models_folder() -> Result<PathBuf, ReadError> {
    if let Some(named) = std::env::var_os("HEZHI_MODELS") {
        return Ok(PathBuf::from(named));
    }
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(|p| p.parent()).map(PathBuf::from);
    let starts = std::env::current_dir().ok().into_iter().chain(beside);
    starts
        .flat_map(|start| start.ancestors().map(|a| a.join("models")).collect::<Vec<PathBuf>>())
        // A folder of that name without the models is somebody else's.
        .find(|folder| folder.join(super::Size::Small.detection()).is_file())
        .ok_or_else(|| ReadError::ModelMissing {
            path: PathBuf::from("models").join(super::Size::Small.detection()),
        })
}
