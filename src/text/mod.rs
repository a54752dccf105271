//! Text and places in it: [`Span`], [`Article`], words and sentences, and the conversion of byte offsets to
//! Unicode code points.
//!
//! Text is never copied or changed after reading; everything points into it with spans.

mod article;
mod offsets;
mod span;
pub mod syntax;
pub mod tokenize;

pub use article::{Article, Block, BlockKind, Published, PublishedError};
pub use offsets::CodePoints;
pub use span::Span;
