//! Loading the articles of an archive into an oxigraph store in memory, to query them.
//!
//! It happens at the first query only: adding, removing and exporting articles never need it. Most queries
//! ask the merged default graph alone, so the named graphs are loaded only for a query that names graphs.

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use oxigraph::model::{GraphNameRef, NamedNode, Quad, QuadRef};
use oxigraph::store::Store;

use super::archive::Archive;
use super::lens::{Lens, Named};
use super::merged::Merged;
use super::{StoreError, blob};

/// Blobs and decoded articles in flight: enough to keep every thread busy, little enough to stay small.
const IN_FLIGHT: usize = 32;

/// The loaded state of an archive, if any.
#[derive(Default)]
pub(super) struct View(Mutex<Option<Loaded>>);

struct Loaded {
    merged: Merged,
    /// Whether the named graphs are there too, or the default graph alone.
    named: bool,
}

impl View {
    /// The store to query; loads what is not loaded yet.
    pub(super) fn store(&self, archive: &Archive, naming: Option<&Named>, named: bool) -> Result<Store, StoreError> {
        let mut slot = self.lock();
        if let Some(loaded) = slot.as_ref().filter(|loaded| loaded.named || !named) {
            return Ok(loaded.merged.store().clone());
        }
        // Free the smaller one before the larger one grows.
        *slot = None;
        let lens = naming.map(|naming| naming.lens(archive)).transpose()?;
        let store = load(archive, lens.as_deref(), named)?;
        *slot = Some(Loaded { merged: Merged::new(store.clone()), named });
        Ok(store)
    }

    /// Runs a change of the archive, and brings the view up to date with it.
    ///
    /// Queries wait meanwhile, so that none sees the one without the other.
    pub(super) fn follow<T>(
        &self,
        changes: &[(NamedNode, Vec<Quad>)],
        naming: Option<&Named>,
        change: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut slot = self.lock();
        let value = change()?;
        if let Some(naming) = naming {
            // One more article can change the names in all others.
            naming.forget();
            *slot = None;
            return Ok(value);
        }
        // Without the named graphs nobody can tell whether another article still says a removed triple. And
        // a view that fails to follow is no reason to call the change failed, which is done: load it anew.
        let followed = slot.as_ref().is_some_and(|loaded| loaded.named && loaded.merged.apply(changes).is_ok());
        if !followed {
            *slot = None;
        }
        Ok(value)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Loaded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads, decodes and inserts at the same time: decoding runs on all cores, inserting on this thread.
fn load(archive: &Archive, lens: Option<&dyn Lens>, named: bool) -> Result<Store, StoreError> {
    let store = Store::new().map_err(|e| archive.damaged(e.to_string()))?;
    let mut transaction = store.start_transaction().map_err(|e| archive.damaged(e.to_string()))?;
    thread::scope(|scope| {
        let (blob_sender, blobs) = sync_channel::<(NamedNode, Vec<u8>)>(IN_FLIGHT);
        let (quad_sender, articles) = sync_channel::<Result<Vec<Quad>, StoreError>>(IN_FLIGHT);
        // Owned by the decoders alone: when they end early, the reader's next send fails and it ends too.
        let blobs = Arc::new(Mutex::new(blobs));
        let reader_errors = quad_sender.clone();
        scope.spawn(move || {
            let result = archive.scan(|graph, blob| {
                // A key was an IRI when it was written.
                blob_sender.send((NamedNode::new_unchecked(graph), blob.to_vec())).is_ok()
            });
            if let Err(e) = result {
                let _ = reader_errors.send(Err(e));
            }
        });
        for _ in 0..thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            let (blobs, quads) = (Arc::clone(&blobs), quad_sender.clone());
            scope.spawn(move || {
                loop {
                    let next = blobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((graph, blob)) = next else { break };
                    let decoded = blob::decode(&graph, &blob)
                        .map(|quads| match lens {
                            Some(lens) => lens.show(&graph, quads),
                            None => quads,
                        })
                        .map_err(|reason| archive.damaged(format!("article {}: {reason}", graph.as_str())));
                    if quads.send(decoded).is_err() {
                        break;
                    }
                }
            });
        }
        drop((blobs, quad_sender));
        for article in articles {
            for quad in &article? {
                if named {
                    transaction.insert(quad);
                }
                transaction.insert(QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad.as_ref() });
            }
        }
        Ok::<_, StoreError>(())
    })?;
    transaction.commit().map_err(|e| archive.damaged(e.to_string()))?;
    Ok(store)
}
