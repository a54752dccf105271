//! Loading the articles of an archive into a [`Dataset`] in memory, to query them.
//!
//! It happens at the first query only: adding, removing and exporting articles never need it. A change drops what is
//! loaded; the next query loads it again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use oxigraph::model::NamedNode;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::archive::Archive;
use super::dataset::{Builder, Dataset, Numbered};
use super::lens::{Lens, Named};
use super::{StoreError, blob, query};

/// Articles that are decoded together, while those before them are put in.
const BATCH: usize = 64;

/// The loaded state of an archive, if any.
#[derive(Default)]
pub(super) struct View(Mutex<Option<Arc<Dataset>>>);

impl View {
    /// The dataset to query; loads it where it is not loaded yet.
    ///
    /// # Errors
    /// Where the archive cannot be read, or the program comes to need more than `memory` bytes.
    pub(super) fn dataset(
        &self,
        archive: &Archive,
        naming: Option<&Named>,
        memory: Option<u64>,
    ) -> Result<Arc<Dataset>, StoreError> {
        let mut slot = self.lock();
        if let Some(loaded) = &*slot {
            return Ok(Arc::clone(loaded));
        }
        let lens = naming.map(|naming| naming.lens(archive)).transpose()?;
        let loaded = Arc::new(load(archive, lens.as_deref(), memory)?);
        *slot = Some(Arc::clone(&loaded));
        Ok(loaded)
    }

    /// Runs a change of the archive, and drops what was loaded before it.
    ///
    /// Queries that come meanwhile wait, so that none loads half of it.
    pub(super) fn follow<T>(
        &self,
        naming: Option<&Named>,
        change: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut slot = self.lock();
        let value = change()?;
        *slot = None;
        if let Some(naming) = naming {
            // One more article can change the names in all others.
            naming.forget();
        }
        Ok(value)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Dataset>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Blobs = Vec<(NamedNode, Vec<u8>)>;
type Articles = Vec<(NamedNode, Numbered)>;

/// Reads the articles in their order. A batch is decoded on all cores while the batch before it is put in.
fn load(archive: &Archive, lens: Option<&dyn Lens>, memory: Option<u64>) -> Result<Dataset, StoreError> {
    let mut builder = Builder::default();
    let mut blobs = Blobs::with_capacity(BATCH);
    let mut decoded = Articles::new();
    let mut failure = None;
    let mut next = |blobs: &mut Blobs| -> Result<(), StoreError> {
        query::check_memory(memory)?;
        let before = std::mem::take(&mut decoded);
        let put = || before.iter().for_each(|(graph, article)| builder.add(graph, article));
        let decode = || -> Result<Articles, StoreError> {
            blobs.par_iter().map(|(graph, blob)| Ok((graph.clone(), number(archive, lens, graph, blob)?))).collect()
        };
        let (found, ()) = rayon::join(decode, put);
        decoded = found?;
        blobs.clear();
        Ok(())
    };
    archive.scan(|graph, blob| {
        // A key was an IRI when it was written.
        blobs.push((NamedNode::new_unchecked(graph), blob.to_vec()));
        if blobs.len() >= BATCH {
            failure = next(&mut blobs).err();
        }
        failure.is_none()
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    // The last batch, and then none, which puts the last one in.
    next(&mut blobs)?;
    next(&mut blobs)?;
    let dataset = builder.finish();
    query::check_memory(memory)?;
    Ok(dataset)
}

fn number(archive: &Archive, lens: Option<&dyn Lens>, graph: &NamedNode, blob: &[u8]) -> Result<Numbered, StoreError> {
    let damaged = |reason| archive.damaged(format!("article {}: {reason}", graph.as_str()));
    let kept = blob::lines(graph, blob).and_then(Numbered::of_lines).map_err(damaged)?;
    match lens {
        Some(lens) if !lens.leaves(graph, &mut kept.iris()) => {
            Ok(Numbered::of_quads(&lens.show(graph, blob::decode(graph, blob).map_err(damaged)?)))
        }
        _ => Ok(kept),
    }
}
