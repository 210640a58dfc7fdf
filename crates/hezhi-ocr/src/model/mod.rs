//! A neural network, whichever runtime computes it.

mod folder;
pub(crate) mod head;
mod onnx_runtime;
mod pure;

use std::path::Path;

pub use folder::models_folder;
pub use onnx_runtime::OnnxRuntime;
pub use pure::PureRust;

use crate::engine::ReadError;

/// Which of two networks: the small one is read with, the tiny one takes a fraction of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    #[default]
    Small,
    Tiny,
}

impl Size {
    /// Text detection, PP-OCRv6.
    pub const fn detection(self) -> &'static str {
        match self {
            Size::Small => "PP-OCRv6_det_small.onnx",
            Size::Tiny => "PP-OCRv6_det_tiny.onnx",
        }
    }

    /// Text recognition, PP-OCRv6.
    pub const fn recognition(self) -> &'static str {
        match self {
            Size::Small => "PP-OCRv6_rec_small.onnx",
            Size::Tiny => "PP-OCRv6_rec_tiny.onnx",
        }
    }

    /// The file that lists the recogniser's characters, or `None` where its metadata do.
    pub const fn characters(self) -> Option<&'static str> {
        match self {
            Size::Small => None,
            Size::Tiny => Some("PP-OCRv6_rec_tiny.txt"),
        }
    }
}

/// A block of numbers with its dimensions, the last one fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

/// What is done with an output: its dimensions and its numbers, the last dimension fastest.
pub type Take<'a> = dyn FnMut(&[usize], &[f32]) -> Result<(), ReadError> + 'a;

/// A network with one input and one output.
pub trait Model: Send + Sync {
    /// Computes the output and shows it where it lies: that of a recogniser has millions of numbers.
    fn run(&self, input: Tensor, take: &mut Take) -> Result<(), ReadError>;
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
    pub fn load(
        self,
        folder: &Path,
        file: &str,
        threads: usize,
    ) -> Result<Box<dyn Model>, ReadError> {
        let path = folder.join(file);
        self.build(&path, read(&path)?, threads)
    }

    /// Loads a recogniser without its last steps, and the bias that they would add; the whole
    /// model and `None` where they are others than PP-OCR's.
    pub fn load_cut(
        self,
        folder: &Path,
        file: &str,
        threads: usize,
    ) -> Result<(Box<dyn Model>, Option<Vec<f32>>), ReadError> {
        let path = folder.join(file);
        let onnx = read(&path)?;
        match head::cut(&onnx) {
            Some(cut) => Ok((self.build(&path, cut.onnx, threads)?, Some(cut.bias))),
            None => Ok((self.build(&path, onnx, threads)?, None)),
        }
    }

    fn build(
        self,
        path: &Path,
        onnx: Vec<u8>,
        threads: usize,
    ) -> Result<Box<dyn Model>, ReadError> {
        Ok(match self {
            Runtime::OnnxRuntime => Box::new(OnnxRuntime::load(path, &onnx, threads)?),
            Runtime::PureRust => Box::new(PureRust::load(path, onnx, threads)?),
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::ModelMissing { path: path.to_path_buf() },
        _ => ReadError::Model { path: path.to_path_buf(), reason: error.to_string() },
    })
}
