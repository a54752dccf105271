//! The terms that the graph is written in: constants for every class and property, the tree of event classes, the
//! roles, and the ontology files themselves.
//!
//! Each constant is checked by `tests/ontology.rs` against `ontology/newsgraph.ttl` (for `ng:`) or against the term
//! list of its vocabulary in `ontology/vocabularies/`, so that a misspelt term cannot reach a graph.
//!
//! ```
//! use newsgraph::ontology::{EventClass, Role, ng, schema};
//!
//! let class = EventClass::from_name("Shooting").expect("a class of the ontology");
//! assert!(class.is_a(EventClass::Attack));
//! assert_eq!(class.iri().as_str(), "https://w3id.org/newsgraph/ontology#Shooting");
//! assert_eq!(Role::Agent.iri(), ng::AGENT);
//! assert_eq!(schema::PERSON.as_str(), "https://schema.org/Person");
//! ```

mod declared;
mod entity_types;
mod event_class;
mod event_values;
mod foundations;
mod lexical;
mod macros;
mod page;
mod properties;
mod vocabularies;

pub use declared::{is_declared, undeclared};
pub use entity_types::{EntityType, Subtype};
pub use event_class::EventClass;
pub use event_values::{CountQualifier, Factuality, Role, Stance, Status};
pub use foundations::{dcterms, owl, rdf, rdfs, skos, void, xsd};
pub use lexical::{lexinfo, lime, ontolex};
pub use page::page;
pub use properties::Property;
pub use vocabularies::{foaf, gaf, geo, itsrdf, ng, nif, org, prov, schema, sem, time};

/// The ontology in Turtle: `ontology/newsgraph.ttl`.
pub const ONTOLOGY: &str = include_str!("../../ontology/newsgraph.ttl");

/// How the ontology corresponds to other vocabularies and event schemes, in Turtle: `ontology/alignments.ttl`.
pub const ALIGNMENTS: &str = include_str!("../../ontology/alignments.ttl");

/// What the graph of an article must hold, in SHACL Core: `ontology/shapes.ttl`.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// The canned SPARQL queries, name and text, in alphabetical order. The first line of each is a comment that says what
/// the query answers; the default graph is meant to be the union of all article graphs.
pub const QUERIES: &[(&str, &str)] = &[
    ("chain", include_str!("../../ontology/queries/chain.rq")),
    ("contradictions", include_str!("../../ontology/queries/contradictions.rq")),
    ("counts-by-source", include_str!("../../ontology/queries/counts-by-source.rq")),
    ("entities-by-mentions", include_str!("../../ontology/queries/entities-by-mentions.rq")),
    ("event-evidence", include_str!("../../ontology/queries/event-evidence.rq")),
    ("events-where-when", include_str!("../../ontology/queries/events-where-when.rq")),
    ("linked-events", include_str!("../../ontology/queries/linked-events.rq")),
    ("posts", include_str!("../../ontology/queries/posts.rq")),
    ("relations", include_str!("../../ontology/queries/relations.rq")),
    ("timeline", include_str!("../../ontology/queries/timeline.rq")),
    ("who-met-whom", include_str!("../../ontology/queries/who-met-whom.rq")),
    ("who-says-what", include_str!("../../ontology/queries/who-says-what.rq")),
];

/// Namespace of Wikidata's items.
pub const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// Namespace of GeoNames' features; an IRI of one ends in `/`.
pub const GEONAMES: &str = "https://sws.geonames.org/";

/// Prefix and namespace of every vocabulary in a graph, in the order in which Turtle is written and in which
/// SPARQL queries have them predeclared.
pub const PREFIXES: &[(&str, &str)] = &[
    ("ng", ng::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("gaf", gaf::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("itsrdf", itsrdf::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("time", time::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("org", org::NAMESPACE),
    ("geo", geo::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("void", void::NAMESPACE),
    ("rdf", rdf::NAMESPACE),
    ("rdfs", rdfs::NAMESPACE),
    ("xsd", xsd::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("wd", WIKIDATA),
];

/// Prefix and namespace of the vocabularies that only the lexicon files use, beside [`PREFIXES`].
pub const LEXICON_PREFIXES: &[(&str, &str)] =
    &[("ontolex", ontolex::NAMESPACE), ("lime", lime::NAMESPACE), ("lexinfo", lexinfo::NAMESPACE)];

/// The `prefix:local` form of an IRI under a namespace of [`PREFIXES`], or `None` where no prefix fits or where the
/// rest of the IRI is more than letters, digits, `-` and `_`.
///
/// ```
/// assert_eq!(newsgraph::ontology::compact("https://schema.org/Person").as_deref(), Some("schema:Person"));
/// assert_eq!(newsgraph::ontology::compact("https://example.org/a"), None);
/// ```
#[must_use]
pub fn compact(iri: &str) -> Option<String> {
    PREFIXES.iter().chain(LEXICON_PREFIXES).find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace)?;
        let plain = !local.is_empty() && local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        plain.then(|| format!("{prefix}:{local}"))
    })
}
