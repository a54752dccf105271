//! Annotations → quads: the RDF profile.
//!
//! Everything that an article says stands in the named graph with the article's own IRI. IRIs are a pure function of the
//! article and the base, so that any number of workers agree on them; no blank nodes are made.

mod article;
mod builder;
mod claims;
mod entities;
mod events;
mod groups;
mod names;
mod nif;
mod revision;
mod statements;
mod times;

pub use crate::store::DEFAULT_BASE;
pub use names::{Names, Options, OptionsError, article_iri, article_iri_of_url};
pub use nif::nif_quads;
pub use revision::{as_revision, text_hash, with_previous};

use oxigraph::model::{NamedNode, Quad};

use crate::annotate::Annotations;
use crate::text::Article;
use builder::Builder;

/// The quads of an article, and the IRI of their graph, which is the article's. Sorted, without duplicates.
///
/// ```
/// use newsgraph::{graph, pipeline::Reader, source};
///
/// let article = source::from_text("a", "Minister Ana Lima arrived in Oslo on Monday.");
/// let layers = Reader::embedded()?.annotate(&article)?;
/// let (graph, quads) = graph::quads(&article, &layers, &graph::Options::default());
/// assert!(quads.iter().all(|q| q.graph_name == graph.clone().into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn quads(article: &Article, layers: &Annotations, options: &Options) -> (NamedNode, Vec<Quad>) {
    let names = Names::new(article, options);
    let mut builder = Builder::new(article, names);
    let shown = entities::shown(layers);
    article::write(&mut builder, article, layers, &shown, options);
    entities::write(&mut builder, layers, &shown);
    groups::write_all(&mut builder, layers);
    let claims = claims::Claims::new(&builder, layers);
    events::write(&mut builder, layers, &claims);
    statements::write(&mut builder, layers, &claims);
    claims::write(&mut builder, layers, &shown, &claims);
    builder.finish()
}
