//! The layers that events and claims are read from.

use super::coreference::Chain;
use super::entities::Entity;
use super::mentions::Mention;
use super::quantities::Quantity;
use super::times::TimeExpr;
use crate::model::{Predicate, Triggers};
use crate::text::Article;
use crate::text::syntax::Syntax;

/// What events and claims are read from.
#[derive(Clone, Copy)]
pub struct Layers<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its syntax.
    pub syntax: &'a Syntax,
    /// Predicates with semantic roles.
    pub predicates: &'a [Predicate],
    /// Mentions of entities.
    pub mentions: &'a [Mention],
    /// Entities.
    pub entities: &'a [Entity],
    /// Time expressions.
    pub times: &'a [TimeExpr],
    /// Quantities.
    pub quantities: &'a [Quantity],
    /// Chains of mentions of what is no entity.
    pub chains: &'a [Chain],
    /// Which words the engine takes for triggers.
    pub triggers: &'a Triggers,
}
