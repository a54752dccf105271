//! Layers of meaning, one file a layer. Each layer is a value of its own type, made by a function that names
//! what it needs in its arguments.

pub mod demonyms;
pub mod quantities;
pub mod subtypes;
pub use crate::text::syntax;
mod tables;
pub mod times;
pub mod titles;
