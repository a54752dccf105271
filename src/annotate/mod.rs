//! Layers of meaning, one file a layer. Each layer is a value of its own type, made by a function that names
//! what it needs in its arguments.

pub mod quantities;
pub use crate::text::syntax;
pub mod times;
