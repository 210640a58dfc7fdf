//! Work on pixels that knows nothing of models or pages.

pub mod grey;
pub mod projection;
pub mod resize;
pub mod sample;

pub use projection::Projection;
