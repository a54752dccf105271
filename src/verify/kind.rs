//! [`Kind`]: what sort of thing a node of the graph is, as a reader would sort them.

use super::facts::Facts;
use crate::ontology::{EntityType, geo, ng, nif, org, prov, rdf, schema, sem, time};

/// The sorts of things in a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Articles.
    Article,
    /// People, organizations, places, works and products.
    Entity,
    /// Counted or unnamed people.
    Group,
    /// Sources and other parties of claims that are no entities.
    Party,
    /// Events, whether they happened or not.
    Event,
    /// Claims and quotations.
    Claim,
    /// Relations with their evidence.
    Statement,
    /// Posts held.
    Post,
    /// Sums of money.
    Amount,
    /// Times, days, roles, geometries, runs of the program.
    Detail,
    /// Stretches of text.
    Mention,
    /// Anything else.
    Other,
}

impl Kind {
    /// Its name in reports, in the plural.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Entity => "entities",
            Self::Group => "groups",
            Self::Party => "parties",
            Self::Event => "events",
            Self::Claim => "claims",
            Self::Statement => "statements",
            Self::Post => "posts",
            Self::Amount => "amounts",
            Self::Detail => "details",
            Self::Mention => "mentions",
            Self::Other => "others",
        }
    }

    /// The kind of a node by its types.
    pub(super) fn of(facts: &Facts<'_>, node: &str) -> Self {
        let is = |class| facts.has_type(node, class);
        let any = |classes: &[_]| classes.iter().any(|class| is(*class));
        if is(schema::NEWS_ARTICLE) {
            Self::Article
        } else if any(&[sem::EVENT, ng::EVENT]) || facts.nodes(node, ng::EVENT_TYPE).next().is_some() {
            Self::Event
        } else if any(&[ng::CLAIM, schema::QUOTATION]) {
            Self::Claim
        } else if is(rdf::STATEMENT) {
            Self::Statement
        } else if is(org::MEMBERSHIP) {
            Self::Post
        } else if any(&[nif::RFC5147_STRING, nif::SENTENCE_CLASS]) {
            Self::Mention
        } else if is(ng::GROUP) {
            Self::Group
        } else if is(ng::PARTY) {
            Self::Party
        } else if is(schema::MONETARY_AMOUNT) {
            Self::Amount
        } else if any(&[time::TEMPORAL_ENTITY, time::INSTANT, org::ROLE_CLASS, geo::GEOMETRY, prov::ACTIVITY]) {
            Self::Detail
        } else if EntityType::ALL.iter().any(|of| is(of.iri())) {
            Self::Entity
        } else {
            Self::Other
        }
    }
}
