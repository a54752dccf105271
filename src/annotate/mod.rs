//! Layers of meaning, one file a layer. Each layer is a value of its own type, made by a function that names
//! what it needs in its arguments.

pub mod attribution;
pub mod coreference;
pub mod demonyms;
pub mod entities;
pub mod events;
pub mod factuality;
pub mod layers;
pub mod linking;
pub mod mentions;
pub mod nominals;
pub mod quantities;
pub mod record;
pub mod relations;
pub mod remarks;
pub mod salience;
pub mod subtypes;
mod tables;
pub mod times;
pub mod titles;

pub use crate::text::syntax;

use crate::model::Predicate;
use attribution::Claim;
use entities::Entity;
use events::Event;
use mentions::Mention;
use quantities::Quantity;
use relations::Relation;
use syntax::Syntax;
use times::TimeExpr;

use crate::text::Span;

/// All that was read in an article. Indices in one layer point into the others' lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotations {
    /// Sentences and words with their syntax.
    pub syntax: Syntax,
    /// Predicates with semantic roles.
    pub predicates: Vec<Predicate>,
    /// Times.
    pub times: Vec<TimeExpr>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Mentions of entities: names and demonyms in text order, then nominals in text order, then what corefers.
    pub mentions: Vec<Mention>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// Groups that are parts of others.
    pub breakdowns: Vec<nominals::Breakdown>,
    /// Percentages of people.
    pub shares: Vec<nominals::Share>,
    /// Chains of mentions of other things.
    pub chains: Vec<coreference::Chain>,
    /// Events.
    pub events: Vec<Event>,
    /// Claims: who says what.
    pub claims: Vec<Claim>,
    /// Relations between entities.
    pub relations: Vec<Relation>,
    /// What was left out because it cannot be: impossible dates, numbers too large; in text order.
    pub remarks: Vec<remarks::Remark>,
    /// Places of the article's datelines.
    pub dateline_places: Vec<Span>,
}
