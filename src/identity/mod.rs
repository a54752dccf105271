//! Who is who across articles: which names stand for one thing, which for several.
//!
//! An article is read on its own, and its quads are kept as they came out: a linked entity under its identifier, a
//! full name under an IRI that all articles share, everything else under an IRI of the article. What follows from
//! looking at *all* articles, and what users know better, is decided here, on the way out of the store:
//!
//! - [`Overrides`]: a file in which users say that two things are the same, or are not. Deleting a line undoes it.
//! - contradictions: a name that is shared stays so only while no two articles contradict each other about it.
//!
//! Both give names for names; nothing that is kept changes. The decisions are a pure function of the *set* of
//! articles and the file, so that any order of articles and any number of workers agree.
//!
//! ```
//! use newsgraph::identity::{Identity, Overrides};
//! use newsgraph::store::Store;
//! use oxigraph::model::{NamedNode, Quad, vocab::rdf};
//!
//! let kg = "https://w3id.org/newsgraph/kg/";
//! let article = NamedNode::new(format!("{kg}article/93ab"))?;
//! let person = NamedNode::new(format!("{kg}entity/person/ada-king"))?;
//! let class = NamedNode::new("https://schema.org/Person")?;
//! let store = Store::memory();
//! store.replace_article(&article, [Quad::new(person, rdf::TYPE, class, article.clone())])?;
//!
//! let known = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
//! <https://w3id.org/newsgraph/kg/entity/person/ada-king> skos:exactMatch <https://w3id.org/newsgraph/kg/entity/Q7259> .";
//! let overrides = Overrides::parse("mine.ttl".as_ref(), known)?;
//! let store = store.named_by(Identity::new(overrides))?;
//! assert!(store.article(&article)?[0].to_string().contains("entity/Q7259"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod classes;
mod contradictions;
mod error;
mod kind;
mod locals;
mod overrides;
mod rename;
mod traits;

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::Arc;

use oxigraph::model::{NamedNode, NamedOrBlankNode};

pub use classes::Classes;
pub use error::IdentityError;
pub use kind::Kind;
pub use overrides::{Overrides, Relation, Statement, beside};
pub use rename::Names;

use crate::ontology::rdfs;
use crate::store::{Kept, Lens, Naming, StoreError};
use contradictions::Splits;
use locals::Locals;

/// The decisions about a set of articles; install it with [`crate::store::Store::named_by`].
#[derive(Debug, Clone, Default)]
pub struct Identity {
    overrides: Overrides,
    keep_together: bool,
}

impl Identity {
    /// Decisions by these statements of a user, and by contradictions between articles.
    #[must_use]
    pub fn new(overrides: Overrides) -> Self {
        Self { overrides, keep_together: false }
    }

    /// Decisions by the user's statements alone: what contradicts itself stays together. For graphs whose identities
    /// were decided on before.
    #[must_use]
    pub fn by_overrides_alone(overrides: Overrides) -> Self {
        Self { overrides, keep_together: true }
    }

    /// The names for these articles.
    ///
    /// # Errors
    /// [`IdentityError::Conflict`] where statements contradict each other; where the store cannot be read.
    pub fn names(&self, kept: &Kept<'_>) -> Result<Names, IdentityError> {
        let statements = self.overrides.statements();
        let base = kept.first()?.and_then(|graph| kind::base_of(graph.as_str()).map(str::to_owned));
        let statements: Vec<Statement> = statements.iter().map(|s| s.under(base.as_deref())).collect();
        let locals = Locals::find(kept, &statements)?;
        let splits = if self.keep_together {
            Splits::default()
        } else {
            let said = Classes::of(&self.overrides, &statements, Some)?;
            Splits::find(kept, &statements, &locals, &said)?
        };
        let classes = Classes::of(&self.overrides, &statements, |name| locals.resolve(splits.resolve(name)))?;
        let mut within = locals.into_renames();
        for (graph, names) in splits.within {
            within.entry(graph).or_default().extend(names);
        }
        let mut names = Names::new(within, &classes);
        if !classes.is_trivial() {
            let members = names.raw_members(&classes);
            let labels = kept.select(|s, p, _| p == rdfs::LABEL.as_str() && members.contains(s))?;
            names.prefer_labels(&labels, &classes);
        }
        Ok(names)
    }
}

impl Naming for Identity {
    fn lens(&self, kept: &Kept<'_>) -> Result<Arc<dyn Lens>, Box<dyn Error + Send + Sync>> {
        match self.names(kept) {
            Ok(names) => Ok(Arc::new(names)),
            // The store says it better itself.
            Err(IdentityError::Store(error)) => Err(Box::<StoreError>::from(error)),
            Err(error) => Err(Box::new(error)),
        }
    }
}

/// The entity that a mention denotes, by the name that is kept; none where there is no such mention of an entity.
///
/// # Errors
/// Where the store cannot be read.
pub fn denoted(kept: &Kept<'_>, mention: &str) -> Result<Option<String>, StoreError> {
    let Some(graph) = locals::graph_of(mention) else { return Ok(None) };
    Ok(locals::denoted(&kept.article(&graph)?, mention, &BTreeSet::new()))
}

/// The first mention of an entity in an article, by a name that is kept or shown there; none where it is not there.
///
/// # Errors
/// Where the store cannot be read.
pub fn mention_of(
    kept: &Kept<'_>,
    names: &Names,
    graph: &NamedNode,
    entity: &str,
) -> Result<Option<String>, StoreError> {
    let quads = kept.article(graph)?;
    let kept_names: BTreeSet<&str> = quads
        .iter()
        .filter_map(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .filter(|name| names.shown(graph, name) == entity || *name == entity)
        .collect();
    let mentions = kept_names.into_iter().filter_map(|name| locals::first_mention(&quads, name));
    Ok(mentions.min().map(|(_, mention)| mention.to_owned()))
}
