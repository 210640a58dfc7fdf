//! Models on `rten`, which is Rust all through.

use std::path::Path;
use std::sync::Arc;

use rten::{RunOptions, ThreadPool};
use rten_tensor::prelude::*;

use super::{Model, Take, Tensor};
use crate::engine::ReadError;

/// A model held by `rten`.
pub struct PureRust {
    model: rten::Model,
    threads: Arc<ThreadPool>,
}

impl PureRust {
    /// Loads the model whose file at `path` holds `onnx`.
    pub fn load(path: &Path, onnx: Vec<u8>, threads: usize) -> Result<PureRust, ReadError> {
        let model = rten::ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(onnx)
            .map_err(|e| ReadError::Model { path: path.to_path_buf(), reason: e.to_string() })?;
        Ok(PureRust { model, threads: Arc::new(ThreadPool::with_num_threads(threads.max(1))) })
    }
}

impl Model for PureRust {
    fn run(&self, input: Tensor, take: &mut Take) -> Result<(), ReadError> {
        let failed = |reason: String| ReadError::Inference { reason };
        let input = rten_tensor::Tensor::<f32>::try_from_data(input.shape.as_slice(), input.data)
            .map_err(|e| failed(e.to_string()))?;
        let options = RunOptions::default().with_thread_pool(Some(self.threads.clone()));
        let output = self
            .model
            .run_one(input.view().into(), Some(options))
            .map_err(|e| failed(e.to_string()))?;
        let output: rten_tensor::Tensor<f32> =
            output.try_into().map_err(|_| failed("the output is no float tensor".into()))?;
        take(output.shape().as_ref(), &output.to_vec())
    }

    fn metadata(&self, key: &str) -> Option<String> {
        self.model.metadata().get(key).map(str::to_string)
    }
}
