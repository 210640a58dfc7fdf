//! A neural network, whichever runtime computes it.

mod folder;
mod onnx_runtime;
mod pure;

use std::path::Path;

pub use folder::models_folder;
pub use onnx_runtime::OnnxRuntime;
pub use pure::PureRust;

use crate::engine::ReadError;

/// Text detection, PP-OCRv6 small.
pub const DETECTION: &str = "PP-OCRv6_det_small.onnx";
/// Text recognition, PP-OCRv6 small; its metadata carry the list of characters.
pub const RECOGNITION: &str = "PP-OCRv6_rec_small.onnx";

/// A block of numbers with its dimensions, the last one fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

/// A network with one input and one output.
pub trait Model: Send + Sync {
    fn run(&self, input: Tensor) -> Result<Tensor, ReadError>;
    /// What the model file says about itself under this key.
    fn metadata(&self, key: &str) -> Option<String>;
}

/// What computes the networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Runtime {
    /// Microsoft's ONNX Runtime, opened from the models' folder.
    #[default]
    OnnxRuntime,
    /// `rten`, pure Rust: needs no native library, takes longer.
    PureRust,
}

impl Runtime {
    /// Loads one model file to run on `threads` threads.
    pub fn load(self, folder: &Path, file: &str, threads: usize) -> Result<Box<dyn Model>, ReadError> {
        let path = folder.join(file);
        if !path.is_file() {
            return Err(ReadError::ModelMissing { path });
        }
        Ok(match self {
            Runtime::OnnxRuntime => Box::new(OnnxRuntime::load(folder, &path, threads)?),
            Runtime::PureRust => Box::new(PureRust::load(&path, threads)?),
        })
    }
}
