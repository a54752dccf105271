//! Between what a store keeps and what it shows.
//!
//! A store keeps the quads of an article as they were put in. Which of its things are one and the same is a decision
//! over all articles, and one that users may take back; so it is not written into what is kept, but made by a
//! [`Naming`] when the store is read. Whoever knows about identity implements it; the store only asks.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use oxigraph::model::{NamedNode, Quad};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::archive::Archive;
use super::{StoreError, blob};

/// Shows the quads of articles under the names that were decided on.
pub trait Lens: Send + Sync {
    /// The quads of the article of `graph` as they are shown: in the same graph, distinct, in canonical order.
    ///
    /// `quads` are those that are kept, distinct and in canonical order.
    fn show(&self, graph: &NamedNode, quads: Vec<Quad>) -> Vec<Quad>;

    /// Whether the article is shown as it is kept; `iris` are all IRIs in it, each once. False where that is not known.
    ///
    /// A store that is asked this need not take apart what nobody changes.
    fn leaves(&self, _graph: &NamedNode, _iris: &mut dyn Iterator<Item = &str>) -> bool {
        false
    }
}

/// Decides under which names the things of a set of articles are shown: a pure function of the set.
pub trait Naming: Send + Sync {
    /// The lens for these articles. It is asked for when the store is first read, and again after a change.
    ///
    /// # Errors
    /// Where no decision is possible, with the reason in words for the user.
    fn lens(&self, kept: &Kept<'_>) -> Result<Arc<dyn Lens>, Box<dyn Error + Send + Sync>>;
}

/// The articles of a store as they were put in.
pub struct Kept<'a> {
    archive: &'a Archive,
}

/// Blobs that are read before they are decoded together.
const BATCH: usize = 256;

impl<'a> Kept<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        Self { archive }
    }

    /// The graph of the first article, in the order of the IRIs.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn first(&self) -> Result<Option<NamedNode>, StoreError> {
        let mut first = None;
        self.archive.scan(|graph, _| {
            first = Some(NamedNode::new_unchecked(graph));
            false
        })?;
        Ok(first)
    }

    /// The quads of one article, distinct and in canonical order; none where there is no such article.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn article(&self, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        match self.archive.get(graph.as_str())? {
            Some(blob) => blob::decode(graph, &blob).map_err(|reason| self.damaged(graph, &reason)),
            None => Ok(Vec::new()),
        }
    }

    /// The quads that `wanted` says yes to, of every article that has any, in the order of the graphs.
    ///
    /// `wanted` is given subject, predicate and object: IRIs without brackets, all else as in N-Triples. Only the quads that it wants
    /// are parsed, which makes this many times faster than reading the articles.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn select(
        &self,
        wanted: impl Fn(&str, &str, &str) -> bool + Sync,
    ) -> Result<Vec<(NamedNode, Vec<Quad>)>, StoreError> {
        let mut found = Vec::new();
        let mut failure = None;
        let mut batch: Vec<(NamedNode, Vec<u8>)> = Vec::with_capacity(BATCH);
        let mut decode = |batch: &mut Vec<(NamedNode, Vec<u8>)>| {
            let decoded: Result<Vec<_>, StoreError> = batch
                .par_iter()
                .map(|(graph, blob)| {
                    let quads = blob::select(graph, blob, &wanted).map_err(|reason| self.damaged(graph, &reason))?;
                    Ok((graph.clone(), quads))
                })
                .collect();
            batch.clear();
            decoded.map(|articles| found.extend(articles.into_iter().filter(|(_, quads)| !quads.is_empty())))
        };
        self.archive.scan(|graph, blob| {
            batch.push((NamedNode::new_unchecked(graph), blob.to_vec()));
            if batch.len() >= BATCH {
                failure = decode(&mut batch).err();
            }
            failure.is_none()
        })?;
        match failure {
            Some(error) => Err(error),
            None => decode(&mut batch).map(|()| found),
        }
    }

    fn damaged(&self, graph: &NamedNode, reason: &str) -> StoreError {
        self.archive.damaged(format!("article {}: {reason}", graph.as_str()))
    }
}

/// A naming, and the lens that it last gave.
pub(super) struct Named {
    naming: Box<dyn Naming>,
    lens: Mutex<Option<Arc<dyn Lens>>>,
}

impl Named {
    pub(super) fn new(naming: Box<dyn Naming>) -> Self {
        Self { naming, lens: Mutex::new(None) }
    }

    /// The lens for what the archive holds now.
    pub(super) fn lens(&self, archive: &Archive) -> Result<Arc<dyn Lens>, StoreError> {
        // The lock is held meanwhile: `forget` after a change then waits, and drops a lens of before the change.
        let mut slot = self.lens.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lens) = &*slot {
            return Ok(Arc::clone(lens));
        }
        let lens = self.naming.lens(&Kept::new(archive)).map_err(StoreError::Naming)?;
        *slot = Some(Arc::clone(&lens));
        Ok(lens)
    }

    /// The archive has changed.
    pub(super) fn forget(&self) {
        *self.lens.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
