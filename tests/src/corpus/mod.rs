//! Draws applications of fictitious people: papers in many layouts, damaged as offices see them,
//! each with the truth beside it.

pub mod browser;
pub mod container;
pub mod damage;
pub mod dormitory;
pub mod lease;
pub mod pixels;
pub mod produce;
pub mod property;
pub mod random;
pub mod samples;
pub mod scenario;
pub mod seal;
pub mod sheet;
pub mod split;
pub mod support;
pub mod values;
