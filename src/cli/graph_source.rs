//! The graph that a command reads: a store, or files of RDF.

use std::path::PathBuf;

use anyhow::Result;

use super::errors::usage;
use crate::store::Store;

/// The options that name the graph to read.
#[derive(Debug, clap::Args)]
pub(crate) struct GraphSource {
    /// Read this store, made by `newsgraph build --store`
    #[arg(long, value_name = "FILE.kg", conflicts_with = "graph")]
    pub(crate) store: Option<PathBuf>,
    /// Read these files of RDF: .ttl .nt .nq .trig .rdf .jsonld, also with .gz or .zst
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) graph: Vec<PathBuf>,
}

impl GraphSource {
    /// Opens the graph for reading.
    pub(crate) fn open(&self) -> Result<Store> {
        match &self.store {
            Some(path) => Ok(Store::open_read_only(path)?),
            None if self.graph.is_empty() => {
                Err(usage("name the graph to read: --store FILE.kg, or --graph FILE... for files of RDF"))
            }
            None => Ok(Store::from_files(&self.graph)?),
        }
    }
}
