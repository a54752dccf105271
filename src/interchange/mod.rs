//! Graphs for other tools than those of linked data: networks for Gephi and yEd, tables for spreadsheets, imports for
//! Neo4j, entities of FollowTheMoney; and the description of a data set in VoID and DCAT.
//!
//! [`Gathered`] is what a store holds, as rows: entities over all articles, and the events, claims, relations and posts
//! of each. Every format is written from it, in the order of the IRIs, so that the same store gives the same bytes.

pub mod ftm;
mod gather;
pub mod gexf;
pub mod graphml;
pub mod neo4j;
mod network;
pub mod tables;
pub mod void;
mod xml;

use std::collections::BTreeMap;

/// What a store holds, as rows.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The articles, by IRI.
    pub articles: BTreeMap<String, Article>,
    /// The entities of all articles, by IRI.
    pub entities: BTreeMap<String, Entity>,
    /// The events, in the order of the articles and their text.
    pub events: Vec<Event>,
    /// The claims, in the order of the articles and their text.
    pub claims: Vec<Claim>,
    /// The relations between entities, in the order of the articles and their text.
    pub relations: Vec<Relation>,
}

/// An article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its headline.
    pub headline: String,
    /// Its address; empty where it is not known.
    pub url: String,
    /// The day or time of publication, in the form of XML Schema; empty where it is not known.
    pub published: String,
    /// Who published it.
    pub publisher: String,
}

/// A person, organization, place, group or other thing.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Entity {
    /// The name that most articles give it; of equals the first in alphabetical order.
    pub label: String,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// Person, Organization, Place, Group, Event, Work, Product or Other.
    pub kind: &'static str,
    /// The local name of its finer class, such as `Country`; empty where it has none.
    pub subtype: &'static str,
    /// The identifier of its Wikidata item, such as `Q801`; empty where it is not surely known.
    pub wikidata: String,
    /// The identifier of its GeoNames feature; empty where it is not surely known.
    pub geonames: String,
    /// The highest confidence that an article has in it, as written in the graph.
    pub confidence: String,
    /// The highest confidence in its link to the knowledge base.
    pub link_confidence: String,
    /// Latitude and longitude in degrees, as written in the graph.
    pub coordinates: Option<(String, String)>,
    /// How often the articles mention it.
    pub mentions: usize,
    /// The articles that mention it, sorted.
    pub articles: Vec<String>,
    /// The first sentence that mentions it.
    pub evidence: String,
}

/// Something that happened, or that is planned, denied, demanded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its IRI.
    pub iri: String,
    /// Its article.
    pub article: String,
    /// The local name of its class, such as `Attack`.
    pub class: String,
    /// A short description.
    pub label: String,
    /// `Happened`, `Planned`, `Negated` …
    pub factuality: String,
    /// When it began, in the form of XML Schema (a day, a month, a year …); empty where it is not known.
    pub start: String,
    /// When it ended, where that is another day.
    pub end: String,
    /// Who and what takes part: the local name of the role, and the entity.
    pub participants: Vec<(String, String)>,
    /// Where it was: entities.
    pub places: Vec<String>,
    /// The entities that the article gives as its sources.
    pub sources: Vec<String>,
    /// How sure the program is of it.
    pub confidence: String,
    /// The sentences that tell of it.
    pub evidence: Vec<String>,
}

/// What somebody says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its IRI.
    pub iri: String,
    /// Its article.
    pub article: String,
    /// Who says it: entities.
    pub sources: Vec<String>,
    /// The word that says so, such as "deny".
    pub cue: String,
    /// `Affirms`, `Denies` …
    pub stance: String,
    /// Whether words are quoted.
    pub quoted: bool,
    /// What is said.
    pub text: String,
    /// To whom: entities.
    pub addressees: Vec<String>,
    /// Through whom: entities.
    pub media: Vec<String>,
    /// Entities and events in what is said.
    pub about: Vec<String>,
    /// How sure the program is of it.
    pub confidence: String,
    /// The sentences that tell of it.
    pub evidence: Vec<String>,
}

/// What one entity is to another, or a post that somebody holds.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The IRI of its statement.
    pub iri: String,
    /// Its article.
    pub article: String,
    /// From: an entity.
    pub subject: String,
    /// The local name of its property, such as `worksFor`; `post` for a post in an organization.
    pub property: String,
    /// To: an entity.
    pub object: String,
    /// The name of a post, such as "foreign minister".
    pub role: String,
    /// `Current`, `Former` …
    pub status: String,
    /// How sure the program is of it.
    pub confidence: String,
    /// The sentences that tell of it.
    pub evidence: Vec<String>,
}

impl Gathered {
    /// What people call an entity or an event; its IRI where it has no name.
    #[must_use]
    pub fn name<'a>(&'a self, iri: &'a str) -> &'a str {
        match self.entities.get(iri) {
            Some(entity) if !entity.label.is_empty() => &entity.label,
            _ => iri,
        }
    }
}

/// The part of an IRI after its last `#` or `/`.
fn local(iri: &str) -> &str {
    &iri[iri.rfind(['#', '/']).map_or(0, |at| at + 1)..]
}
