//! The graph that a command reads: a store, or files of RDF.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::errors::usage;
use crate::identity::{self, Identity, Overrides};
use crate::store::{Store, StoreError};

/// The options that name the graph to read.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct GraphSource {
    /// Read this store, made by `newsgraph build --store`
    #[arg(long, value_name = "FILE.kg", conflicts_with = "graph")]
    pub(crate) store: Option<PathBuf>,
    /// Read these files of RDF: .ttl .nt .nq .trig .rdf .jsonld, also with .gz or .zst
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) graph: Vec<PathBuf>,
    /// Who is who, as `newsgraph same` and `newsgraph different` write it (default: NEWS.overrides.ttl beside NEWS.kg)
    #[arg(long, value_name = "FILE.ttl")]
    pub(crate) overrides: Option<PathBuf>,
}

impl GraphSource {
    /// Opens the graph for reading.
    pub(crate) fn open(&self) -> Result<Store> {
        match &self.store {
            Some(path) => {
                let store = Store::open_read_only(path)?;
                let overrides = overrides(self.overrides.as_deref(), path)?;
                named(store, overrides)
            }
            None if self.graph.is_empty() => {
                Err(usage("name the graph to read: --store FILE.kg, or --graph FILE... for files of RDF"))
            }
            None => {
                let store = Store::from_files(&self.graph)?;
                match &self.overrides {
                    Some(path) => Ok(store.named_by(Identity::by_overrides_alone(existing(path)?))?),
                    // What is in the files was decided on when they were written.
                    None => Ok(store),
                }
            }
        }
    }
}

/// The overrides of a store: those of the file that was named, or of the one beside the store.
pub(crate) fn overrides(named: Option<&Path>, store: &Path) -> Result<Overrides> {
    match named {
        Some(path) => existing(path),
        None => Ok(Overrides::read(&identity::beside(store))?),
    }
}

/// A file that was named must be there: else a slip of the pen would leave everything as it was, in silence.
pub(crate) fn existing(path: &Path) -> Result<Overrides> {
    if !path.exists() {
        return Err(usage(format!(
            "there is no file {}; `newsgraph same A B --overrides {}` begins one",
            path.display(),
            path.display()
        )));
    }
    Ok(Overrides::read(path)?)
}

/// The store, showing who is who. An on-disk store shows what it keeps.
fn named(store: Store, overrides: Overrides) -> Result<Store> {
    match store.kept() {
        Err(StoreError::NoNaming(_)) if overrides.statements().is_empty() => Ok(store),
        _ => Ok(store.named_by(Identity::new(overrides))?),
    }
}
