//! The store: the quads of articles, kept, queried, and taken back out as a whole.
//!
//! A [`Store`] maps an article's named graph to its quads. Adding an article that is there already replaces
//! it; adding and removing one leaves the store as it was. Every change is one transaction.
//!
//! ```
//! use newsgraph::store::{Answer, QueryOptions, Store};
//! use oxigraph::model::{Literal, NamedNode, Quad, vocab::rdfs};
//!
//! let store = Store::memory();
//! let article = NamedNode::new("https://w3id.org/newsgraph/kg/article/93ab")?;
//! let lake = NamedNode::new("https://w3id.org/newsgraph/kg/entity/Q5532")?;
//! let label = Quad::new(lake, rdfs::LABEL, Literal::new_simple_literal("Lake Ladoga"), article.clone());
//! store.replace_article(&article, [label])?;
//!
//! let query = "SELECT ?lake WHERE { ?lake rdfs:label 'Lake Ladoga' }";
//! let Answer::Solutions(rows) = store.query(query, &QueryOptions::default())? else { unreachable!() };
//! assert_eq!(rows.count(), 1);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Three places keep the quads, and behave alike:
//! - memory ([`Store::memory`]);
//! - an ACID file such as `news.kg` ([`Store::open`]): one compressed blob an article, loaded into memory
//!   and sorted at the first query;
//! - a folder such as `news.kgdb` with oxigraph's own on-disk store, for graphs larger than memory, in a
//!   program built with the feature `rocksdb`. It keeps numbers and dates in their canonical form (`1.50` as `1.5`).

mod archive;
mod blob;
mod canonical;
#[cfg(test)]
mod contract;
mod dataset;
mod disk;
mod error;
mod file;
mod format;
mod jsonld;
mod ledger;
mod lens;
mod merged;
mod prefixes;
mod query;
mod read;
mod reify;
mod syntax;
mod turtle;
mod view;
mod write;

use std::io::Write;
use std::path::Path;

use oxigraph::model::{NamedNode, Quad};

use archive::Archive;
pub(crate) use canonical::name_blank_nodes;
pub use canonical::{Canonical, canonical_hash, canonical_lines};
use disk::Disk;
pub use error::StoreError;
pub use format::{Compression, Format};
pub use jsonld::CONTEXT as JSON_LD_CONTEXT;
pub use ledger::{Batch, Record, Run, version, version_of};
pub use lens::{Kept, Lens, Naming};
pub use prefixes::{DEFAULT_BASE, PROFILE, Prefixes};
pub use query::{Answer, QueryGraphs, QueryOptions, Solutions, Triples};
pub use read::file_iri;
pub use syntax::SyntaxError;
pub use write::{GraphWriter, NoTripleTerms};

use lens::Named;
use query::Asked;
use view::View;

/// The extension of an on-disk store's folder.
const ON_DISK: &str = "kgdb";

/// A set of articles and their quads; see the [module](self).
pub struct Store {
    backend: Backend,
    naming: Option<Named>,
}

enum Backend {
    /// Blobs in memory or in a file, and an oxigraph store in memory to query them.
    Archive { archive: Archive, view: View },
    /// An oxigraph store that keeps everything itself.
    Disk(Disk),
}

impl Store {
    /// An empty store in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::of(Archive::memory())
    }

    /// Opens a store for reading and writing; makes it where there is none.
    ///
    /// A path with the extension `kgdb` is an on-disk store (a folder); any other path is a file.
    ///
    /// # Errors
    /// Where the path is no store, is damaged, was written by a newer program, or cannot be made;
    /// [`StoreError::Locked`] where another process is writing to it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if is_on_disk(path) {
            return Ok(Self { backend: Backend::Disk(Disk::open(path)?), naming: None });
        }
        Ok(Self::of(Archive::open(path)?))
    }

    /// Opens an existing store for reading, in the state that it is in now; several processes may do so at the same time,
    /// also while another writes to it.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Missing`] where there is none.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if is_on_disk(path) {
            return Ok(Self { backend: Backend::Disk(Disk::open_read_only(path)?), naming: None });
        }
        Ok(Self::of(Archive::open_read_only(path)?))
    }

    /// Opens an existing store for reading and writing.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Missing`] where there is none.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if path.exists() { Self::open(path) } else { Err(StoreError::Missing(path.to_owned())) }
    }

    /// A store in memory with what RDF files hold. The format is told by the names, such as `a.ttl` or `b.nq.gz`.
    ///
    /// Each named graph is an article; the triples outside of named graphs are one under the file's own IRI.
    /// Blank nodes of different files stay different.
    ///
    /// # Errors
    /// Where a file cannot be read or parsed: its name, line and column.
    pub fn from_files(paths: &[impl AsRef<Path>]) -> Result<Self, StoreError> {
        let store = Self::memory();
        store.replace_articles(&read::read_files(paths)?)?;
        Ok(store)
    }

    fn of(archive: Archive) -> Self {
        Self { backend: Backend::Archive { archive, view: View::default() }, naming: None }
    }

    /// The same store, whose articles are shown under the names that `naming` decides on. What is kept stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NoNaming`] for an on-disk store, which shows what it keeps.
    pub fn named_by(self, naming: impl Naming + 'static) -> Result<Self, StoreError> {
        match self.backend {
            Backend::Archive { archive, .. } => Ok(Self {
                // A view that was loaded before would show the old names.
                backend: Backend::Archive { archive, view: View::default() },
                naming: Some(Named::new(Box::new(naming))),
            }),
            Backend::Disk(disk) => Err(StoreError::NoNaming(disk.path().to_owned())),
        }
    }

    /// The articles as they were put in, whatever names they are shown under.
    ///
    /// # Errors
    /// [`StoreError::NoNaming`] for an on-disk store.
    pub fn kept(&self) -> Result<Kept<'_>, StoreError> {
        match &self.backend {
            Backend::Archive { archive, .. } => Ok(Kept::new(archive)),
            Backend::Disk(disk) => Err(StoreError::NoNaming(disk.path().to_owned())),
        }
    }

    /// Keeps these quads as the article of `graph`, in place of what was there. No quads: removes the article.
    ///
    /// Gives whether the article was there before.
    ///
    /// # Errors
    /// [`StoreError::ForeignQuad`] where a quad lies in another graph; otherwise where the store cannot be
    /// written. The store is then as it was.
    pub fn replace_article(
        &self,
        graph: &NamedNode,
        quads: impl IntoIterator<Item = Quad>,
    ) -> Result<bool, StoreError> {
        let existed = self.replace_articles(&[(graph.clone(), quads.into_iter().collect())])?;
        Ok(existed.first() == Some(&true))
    }

    /// [`Store::replace_article`] for many articles in one transaction; of two with the same graph the later one stays.
    ///
    /// Gives for each whether it was there before.
    ///
    /// # Errors
    /// As [`Store::replace_article`]; all articles are kept, or none.
    pub fn replace_articles(&self, articles: &[(NamedNode, Vec<Quad>)]) -> Result<Vec<bool>, StoreError> {
        self.change(articles, &[], None)
    }

    /// Takes an article out; false where there is none.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn remove_article(&self, graph: &NamedNode) -> Result<bool, StoreError> {
        self.replace_article(graph, [])
    }

    /// The graphs of all articles, sorted.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn articles(&self) -> Result<Vec<NamedNode>, StoreError> {
        match &self.backend {
            Backend::Archive { archive, .. } => {
                let mut graphs = Vec::with_capacity(archive.len()?);
                archive.scan(|graph, _| {
                    graphs.push(NamedNode::new_unchecked(graph));
                    true
                })?;
                Ok(graphs)
            }
            Backend::Disk(disk) => disk.articles(),
        }
    }

    /// The quads of one article, distinct and in canonical order (that of their N-Quads lines); none where there is no
    /// such article.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn article(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        match &self.backend {
            Backend::Archive { archive, .. } => {
                let quads = Kept::new(archive).article(graph)?;
                match &self.naming {
                    Some(naming) => Ok(naming.lens(archive)?.show(graph, quads)),
                    None => Ok(quads),
                }
            }
            Backend::Disk(disk) => disk.article(graph),
        }
    }

    /// All quads, article by article, in canonical order.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn quads(&self) -> Result<impl Iterator<Item = Result<Quad, StoreError>> + '_, StoreError> {
        Ok(self.articles()?.into_iter().flat_map(|graph| match self.existing(&graph) {
            Ok(quads) => quads.into_iter().map(Ok).collect(),
            Err(e) => vec![Err(e)],
        }))
    }

    /// The quads of an article that must be there: one that is listed and cannot be found is no empty one.
    ///
    /// # Errors
    /// [`StoreError::NoArticle`] where it is not there; as [`Store::article`].
    pub fn existing(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let quads = self.article(graph)?;
        if quads.is_empty() { Err(StoreError::NoArticle(graph.clone())) } else { Ok(quads) }
    }

    /// The number of quads that are kept; a few less may be shown where things are named as one.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn len(&self) -> Result<usize, StoreError> {
        match &self.backend {
            Backend::Archive { archive, .. } => {
                let mut quads = 0;
                archive.scan(|_, blob| {
                    quads += blob::count(blob);
                    true
                })?;
                Ok(quads)
            }
            Backend::Disk(disk) => disk.len(),
        }
    }

    /// Whether there is no article.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(match &self.backend {
            Backend::Archive { archive, .. } => archive.len()? == 0,
            Backend::Disk(disk) => disk.articles()?.is_empty(),
        })
    }

    /// Runs a SPARQL 1.1 query. The default graph is the merge of all articles: what ten articles say is
    /// there once. `GRAPH ?article { … }` asks who says it.
    ///
    /// # Errors
    /// [`StoreError::Syntax`] with line and column; [`StoreError::Timeout`] and [`StoreError::Memory`];
    /// [`StoreError::NoGraph`] where FROM names one that is not there; where the store cannot be read.
    pub fn query(&self, query: &str, options: &QueryOptions) -> Result<Answer, StoreError> {
        let prepared = query::Prepared::parse(query, options)?;
        match &self.backend {
            Backend::Archive { archive, view } => {
                prepared.run(Asked::Memory(view.dataset(archive, self.naming.as_ref(), options.memory)?))
            }
            Backend::Disk(disk) => prepared.run(Asked::Disk(disk.store().clone())),
        }
    }

    /// Writes all articles, one after the other, and finishes the writer.
    ///
    /// # Errors
    /// Where the store cannot be read, or the writer fails.
    pub fn write_to<W: Write>(&self, writer: GraphWriter<W>) -> Result<W, WriteError> {
        self.write_articles(&self.articles()?, writer)
    }

    /// Writes these articles, one after the other, and finishes the writer.
    ///
    /// # Errors
    /// [`StoreError::NoArticle`] where one is not there; as [`Store::write_to`].
    pub fn write_articles<W: Write>(&self, graphs: &[NamedNode], mut writer: GraphWriter<W>) -> Result<W, WriteError> {
        for graph in graphs {
            writer.write_article(graph, &self.existing(graph)?)?;
        }
        Ok(writer.finish()?)
    }

    /// The prefixes that fit what is in the store: the profile's, and those of its articles' base.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn prefixes(&self) -> Result<Prefixes, StoreError> {
        let first = match &self.backend {
            Backend::Archive { archive, .. } => {
                let mut first = None;
                archive.scan(|graph, _| {
                    first = Some(graph.to_owned());
                    false
                })?;
                first
            }
            Backend::Disk(disk) => disk.articles()?.first().map(|graph| graph.as_str().to_owned()),
        };
        Ok(first.map_or_else(Prefixes::default, |graph| Prefixes::for_article(&graph)))
    }
}

/// Which side failed while a store was written out.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output could not be written.
    #[error("the output cannot be written")]
    Output(#[from] std::io::Error),
}

fn is_on_disk(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == ON_DISK)
}
