//! Models on `rten`, which is Rust all through.

use std::path::Path;
use std::sync::Arc;

use rten::{RunOptions, ThreadPool};
use rten_tensor::prelude::*;

use super::{Model, Tensor};
use crate::engine::ReadError;

/// A model held by `rten`.
pub struct PureRust {
    model: rten::Model,
    threads: Arc<ThreadPool>,
}

impl PureRust {
    pub fn load(path: &Path, threads: usize) -> Result<PureRust, ReadError> {
        let model = rten::ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_file(path)
            .map_err(|e| ReadError::Model { path: path.to_path_buf(), reason: e.to_string() })?;
        Ok(PureRust { model, threads: Arc::new(ThreadPool::with_num_threads(threads.max(1))) })
    }
}

impl Model for PureRust {
    fn run(&self, input: Tensor) -> Result<Tensor, ReadError> {
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
        Ok(Tensor { shape: output.shape().to_vec(), data: output.to_vec() })
    }

    fn metadata(&self, key: &str) -> Option<String> {
        self.model.metadata().get(key).map(str::to_string)
    }
}
