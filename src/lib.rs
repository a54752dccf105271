//! `newsgraph` reads news articles and writes a knowledge graph in RDF: the people, organizations,
//! places and events in them, how many, when, where, and who says so.
//!
//! An article becomes quads by a pure function of the article, the model, the lexicon and the options:
//!
//! ```text
//! bytes ──source──▶ Article ──annotate──▶ Annotations ──graph──▶ quads ──store──▶ SPARQL · exports
//! ```
//!
//! Modules are layered, and imports run only downward: [`text`], [`ontology`] and [`store`] know nothing of
//! the rest; [`source`], [`model`], [`lexicon`] and [`kb`] stand on them; [`annotate`] finds the layers of meaning;
//! [`graph`] maps them to RDF; [`pipeline`] is the only place where the stages are put together; [`identity`]
//! decides who is who across articles; [`verify`] holds graphs to what they must be; [`remote`] sends them to other
//! stores; [`cli`] is on top. [`bounds`] limits what files of others may cost.

pub mod annotate;
pub mod bounds;
pub mod cli;
pub mod evidence;
pub mod graph;
pub mod identity;
pub mod interchange;
pub mod kb;
pub mod lexicon;
pub mod model;
pub mod ontology;
pub mod pipeline;
pub mod remote;
pub mod source;
pub mod store;
pub mod text;
pub mod verify;
