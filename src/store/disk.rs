//! The on-disk store: oxigraph's own, in a folder, for graphs larger than memory.
//!
//! Opening one needs the feature `rocksdb`. All else here runs on any oxigraph store, and the tests run it
//! on one in memory in every build.

use std::path::{Path, PathBuf};

use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::store::{StorageError, Store as Oxigraph};

use super::StoreError;
use super::merged::Merged;

/// An oxigraph store that keeps the articles itself.
pub(super) struct Disk {
    path: PathBuf,
    merged: Merged,
}

impl Disk {
    /// Opens a folder for reading and writing; makes it where there is none.
    #[cfg(feature = "rocksdb")]
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        check_kind(path)?;
        let store = Oxigraph::open(path).map_err(|e| storage_error(path, e))?;
        Ok(Self { path: path.to_owned(), merged: Merged::new(store) })
    }

    /// Opens an existing folder for reading.
    #[cfg(feature = "rocksdb")]
    pub(super) fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        check_kind(path)?;
        if !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let store = Oxigraph::open_read_only(path).map_err(|e| storage_error(path, e))?;
        Ok(Self { path: path.to_owned(), merged: Merged::new(store) })
    }

    /// Says that this program cannot.
    #[cfg(not(feature = "rocksdb"))]
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        Err(StoreError::NoOnDisk(path.to_owned()))
    }

    /// Says that this program cannot.
    #[cfg(not(feature = "rocksdb"))]
    pub(super) fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::open(path)
    }

    /// The folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The store to query.
    pub(super) fn store(&self) -> &Oxigraph {
        self.merged.store()
    }

    /// Replaces articles in one transaction; see [`super::Store::replace_articles`].
    pub(super) fn apply(&self, articles: &[(NamedNode, Vec<Quad>)]) -> Result<Vec<bool>, StoreError> {
        for (graph, quads) in articles {
            if let Some(quad) = quads.iter().find(|quad| quad.graph_name != GraphName::NamedNode(graph.clone())) {
                return Err(StoreError::ForeignQuad { graph: graph.clone(), quad: Box::new(quad.clone()) });
            }
        }
        self.merged.apply(articles).map_err(|e| storage_error(&self.path, e))
    }

    /// The graphs of all articles, sorted.
    pub(super) fn articles(&self) -> Result<Vec<NamedNode>, StoreError> {
        let graphs = self.merged.graphs().map_err(|e| storage_error(&self.path, e))?;
        Ok(graphs.into_iter().collect())
    }

    /// The quads of one article in canonical order.
    pub(super) fn article(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let mut quads = self.merged.graph(graph.as_ref()).map_err(|e| storage_error(&self.path, e))?;
        quads.sort_by_cached_key(ToString::to_string);
        Ok(quads)
    }

    /// The number of quads in all articles; walks through them.
    pub(super) fn len(&self) -> Result<usize, StoreError> {
        let mut quads = 0;
        for graph in self.articles()? {
            quads += self.merged.graph(graph.as_ref()).map_err(|e| storage_error(&self.path, e))?.len();
        }
        Ok(quads)
    }
}

#[cfg(feature = "rocksdb")]
fn check_kind(path: &Path) -> Result<(), StoreError> {
    if path.is_file() {
        let reason = "an on-disk store is a folder, and this is a file".to_owned();
        return Err(StoreError::NotAStore { path: path.to_owned(), reason });
    }
    Ok(())
}

fn storage_error(path: &Path, error: StorageError) -> StoreError {
    let path = path.to_owned();
    match error {
        StorageError::Io(source) if source.to_string().contains("lock") => StoreError::Locked(path),
        StorageError::Io(source) => StoreError::File { action: "open", path, source },
        StorageError::Corruption(e) => StoreError::Damaged { path, reason: e.to_string() },
        other if other.to_string().contains("lock") => StoreError::Locked(path),
        other => StoreError::Database { path, source: Box::new(other) },
    }
}

#[cfg(test)]
impl Disk {
    /// The same code over an oxigraph store in memory.
    pub(super) fn in_memory() -> Self {
        let store = Oxigraph::new().expect("memory needs no opening");
        Self { path: PathBuf::from("(in memory)"), merged: Merged::new(store) }
    }
}
