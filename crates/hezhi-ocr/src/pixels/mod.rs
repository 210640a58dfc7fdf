//! Work on pixels that knows nothing of models or pages.

pub mod blobs;
pub mod grey;
pub mod light;
pub mod outline;
pub mod projection;
pub mod resize;
pub mod sample;
pub mod sheet;

pub use projection::Projection;
