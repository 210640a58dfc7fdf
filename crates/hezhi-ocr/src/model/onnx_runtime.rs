//! Models on ONNX Runtime.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, Session};
use ort::value::TensorRef;

use super::{Model, Take, Tensor};
use crate::engine::ReadError;

/// The name under which the library lies in the models' folder.
#[cfg(target_os = "linux")]
const LIBRARY: &str = "libonnxruntime.so.1.31.1";
#[cfg(target_os = "macos")]
const LIBRARY: &str = "libonnxruntime.1.31.1.dylib";
#[cfg(target_os = "windows")]
const LIBRARY: &str = "onnxruntime.dll";

/// The library can be opened once in a process; the first folder that holds it wins.
static ENVIRONMENT: OnceLock<Result<ort::environment::Environment, String>> = OnceLock::new();

/// A model held by ONNX Runtime.
pub struct OnnxRuntime {
    // ort asks for exclusive access to run a session, although the library itself does not.
    session: Mutex<Session>,
}

impl OnnxRuntime {
    /// Opens the library that lies beside the model's file and loads the model, whose content is
    /// `onnx`.
    pub fn load(path: &Path, onnx: &[u8], threads: usize) -> Result<OnnxRuntime, ReadError> {
        let failed = |reason: String| ReadError::Model { path: path.to_path_buf(), reason };
        let library = path.with_file_name(LIBRARY);
        let environment = ENVIRONMENT.get_or_init(|| {
            if !library.is_file() {
                return Err(format!("{} is missing", library.display()));
            }
            let builder = ort::init_from(&library).map_err(|e| e.to_string())?;
            builder.with_telemetry(false).build().map_err(|e| e.to_string())
        });
        let environment = match environment {
            Ok(environment) => environment,
            Err(reason) => return Err(ReadError::Runtime { reason: reason.clone() }),
        };
        let session = build(environment, onnx, threads).map_err(|e| failed(e.to_string()))?;
        Ok(OnnxRuntime { session: Mutex::new(session) })
    }
}

fn build(
    environment: &ort::environment::Environment,
    onnx: &[u8],
    threads: usize,
) -> Result<Session, Box<dyn std::error::Error>> {
    let mut builder = Session::builder(environment)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_intra_threads(threads)?
        .with_inter_threads(1)?
        // A pattern of the memory is kept for each shape of input, and no two pages are alike: with
        // it detection on a page of 1280 by 928 pixels held 406 MB, without it 242, in the same time.
        .with_memory_pattern(false)?
        // Waiting threads would otherwise burn the processor time that other pages need.
        .with_config_entry("session.intra_op.allow_spinning", "0")?;
    Ok(builder.commit_from_memory(onnx)?)
}

/// From this many numbers on an input is a page: what the network took for it is given back to the
/// system, so that it does not add up with what the lines take. Lines keep theirs, for the next ones:
/// to give back what long ones take costs more time than it saves memory.
const PAGE: usize = 1_000_000;

fn options(numbers: usize) -> ort::Result<RunOptions> {
    let mut options = RunOptions::new()?;
    if numbers >= PAGE {
        options.set("memory.enable_memory_arena_shrinkage", "cpu:0")?;
    }
    Ok(options)
}

impl Model for OnnxRuntime {
    fn run(&self, input: Tensor, take: &mut Take) -> Result<(), ReadError> {
        let failed = |e: ort::Error| ReadError::Inference { reason: e.to_string() };
        let tensor = TensorRef::from_array_view((input.shape.as_slice(), input.data.as_slice()))
            .map_err(failed)?;
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let options = options(input.data.len()).map_err(failed)?;
        let outputs = session.run_with_options(ort::inputs![tensor], &options).map_err(failed)?;
        let (_, value) = outputs
            .iter()
            .next()
            .ok_or_else(|| ReadError::Inference { reason: "the model gave no output".into() })?;
        let (shape, data) = value.try_extract_tensor::<f32>().map_err(failed)?;
        let shape: Vec<usize> = shape.iter().map(|&n| usize::try_from(n).unwrap_or(0)).collect();
        take(&shape, data)
    }

    fn metadata(&self, key: &str) -> Option<String> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.metadata().ok()?.custom(key)
    }
}
