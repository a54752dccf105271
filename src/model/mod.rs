//! The language engine: words in, tags and arcs out.
//!
//! One small encoder (MiniLM with word shapes) reads an article in chunks of consecutive paragraphs; heads on its word
//! vectors give sentence ends, parts of speech, dependencies, names, predicates with their senses, semantic roles,
//! antecedents, event classes, and likeness to descriptions.
//! A head is a file in `heads/` that reads its own outputs of the network by name, so that one can be added without
//! touching the others. The weights in `models/en` are made by `training/`.

mod chunks;
mod encoder;
mod engine;
mod heads;
mod infinitives;
mod labels;
mod lemma;
mod pieces;
mod quotes;
mod tree;
mod weights;

pub use engine::{Engine, ModelError};
pub use heads::antecedents::{Antecedents, Candidates};
pub use heads::descriptions::Descriptions;
pub use heads::events::Triggers;
pub use heads::names::{NameSpan, NameType};
pub use heads::predicates::{Argument, Predicate};
pub use lemma::lemma;

use crate::text::syntax::Syntax;

/// What the engine read in an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Words with part of speech, lemma and dependencies, in sentences.
    pub syntax: Syntax,
    /// Names, in text order, without overlaps.
    pub names: Vec<NameSpan>,
    /// Predicates (PropBank rolesets) with their arguments, in text order.
    pub predicates: Vec<Predicate>,
    /// Word projections that antecedents are scored with.
    pub antecedents: Antecedents,
    /// Which words may be triggers of events, and of which classes.
    pub triggers: Triggers,
    /// Word projections that descriptions are compared with.
    pub descriptions: Descriptions,
}
