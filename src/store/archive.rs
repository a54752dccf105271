//! Where the articles' quads are kept: maps in memory, or an ACID file.
//!
//! Both keep one blob (see [`super::blob`]) an article under the IRI of its graph, in the order of the IRIs; beside it
//! the record of how it came in; and the log of runs (see [`super::ledger`]).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::StoreError;
use super::file::KgFile;

/// What to do with an article: keep this blob and this record of it, or nothing of it.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) graph: String,
    pub(super) blob: Option<Vec<u8>>,
    pub(super) record: Option<Vec<u8>>,
}

/// A part of the log, compressed.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) run: u64,
    pub(super) part: u64,
    pub(super) lines: Vec<u8>,
}

/// The blobs of all articles, their records, and the log.
pub(super) enum Archive {
    /// In memory only.
    Memory(RwLock<Maps>),
    /// In a file.
    File(KgFile),
}

/// What a file has tables for.
#[derive(Default)]
pub(super) struct Maps {
    blobs: BTreeMap<String, Vec<u8>>,
    records: BTreeMap<String, Vec<u8>>,
    log: BTreeMap<(u64, u64), Vec<u8>>,
}

impl Archive {
    /// An empty archive in memory.
    pub(super) fn memory() -> Self {
        Self::Memory(RwLock::default())
    }

    /// Opens a file for writing; makes it where there is none. Nobody else can write to it meanwhile.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        KgFile::open(path).map(Self::File)
    }

    /// Opens an existing file for reading. Others may read it meanwhile, and one may write to it: what is read is the
    /// state in which it was opened.
    pub(super) fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        KgFile::open_read_only(path).map(Self::File)
    }

    /// Makes all changes or none, and says for each whether there was a blob before.
    pub(super) fn apply(&self, changes: Vec<Change>, entry: Option<Entry>) -> Result<Vec<bool>, StoreError> {
        match self {
            Self::Memory(maps) => {
                let mut maps = write(maps);
                if let Some(entry) = entry {
                    maps.log.insert((entry.run, entry.part), entry.lines);
                }
                Ok(changes.into_iter().map(|change| maps.change(change)).collect())
            }
            Self::File(file) => file.apply(&changes, entry.as_ref()),
        }
    }

    /// The blob of one article.
    pub(super) fn get(&self, graph: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Self::Memory(maps) => Ok(read(maps).blobs.get(graph).cloned()),
            Self::File(file) => file.get(graph),
        }
    }

    /// The record of one article.
    pub(super) fn record(&self, graph: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Self::Memory(maps) => Ok(read(maps).records.get(graph).cloned()),
            Self::File(file) => file.record(graph),
        }
    }

    /// Calls `visit` with every article's graph and blob, in the order of the graph IRIs, until it gives false.
    pub(super) fn scan(&self, visit: impl FnMut(&str, &[u8]) -> bool) -> Result<(), StoreError> {
        match self {
            Self::Memory(maps) => visit_all(&read(maps).blobs, visit),
            Self::File(file) => file.scan(visit)?,
        }
        Ok(())
    }

    /// [`Archive::scan`] for the records.
    pub(super) fn records(&self, visit: impl FnMut(&str, &[u8]) -> bool) -> Result<(), StoreError> {
        match self {
            Self::Memory(maps) => visit_all(&read(maps).records, visit),
            Self::File(file) => file.records(visit)?,
        }
        Ok(())
    }

    /// The graphs of the articles whose IRIs begin with `prefix`, sorted.
    pub(super) fn beginning_with(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        match self {
            Self::Memory(maps) => {
                let maps = read(maps);
                let from = maps.blobs.range(prefix.to_owned()..);
                Ok(from.map(|(graph, _)| graph.clone()).take_while(|graph| graph.starts_with(prefix)).collect())
            }
            Self::File(file) => file.beginning_with(prefix),
        }
    }

    /// The parts of the log, in order.
    pub(super) fn log(&self) -> Result<Vec<Entry>, StoreError> {
        match self {
            Self::Memory(maps) => {
                let parts = read(maps)
                    .log
                    .iter()
                    .map(|(&(run, part), lines)| Entry { run, part, lines: lines.clone() })
                    .collect();
                Ok(parts)
            }
            Self::File(file) => file.log(),
        }
    }

    /// The number of the last run in the log, 0 where there is none.
    pub(super) fn last_run(&self) -> Result<u64, StoreError> {
        match self {
            Self::Memory(maps) => Ok(read(maps).log.last_key_value().map_or(0, |((run, _), _)| *run)),
            Self::File(file) => file.last_run(),
        }
    }

    /// Leaves out of the log what is of runs before `run`.
    pub(super) fn forget_runs_before(&self, run: u64) -> Result<(), StoreError> {
        match self {
            Self::Memory(maps) => write(maps).log.retain(|(of, _), _| *of >= run),
            Self::File(file) => file.forget_runs_before(run)?,
        }
        Ok(())
    }

    /// Leaves nothing in the file of what was removed or replaced.
    pub(super) fn rewrite(&self) -> Result<(), StoreError> {
        match self {
            Self::Memory(_) => Ok(()),
            Self::File(file) => file.rewrite(),
        }
    }

    /// The number of articles.
    pub(super) fn len(&self) -> Result<usize, StoreError> {
        match self {
            Self::Memory(maps) => Ok(read(maps).blobs.len()),
            Self::File(file) => file.len(),
        }
    }

    /// The error for something in the archive that cannot be read.
    pub(super) fn damaged(&self, reason: String) -> StoreError {
        let path = match self {
            Self::Memory(_) => PathBuf::from("(in memory)"),
            Self::File(file) => file.path().to_owned(),
        };
        StoreError::Damaged { path, reason }
    }
}

impl Maps {
    /// Whether there was a blob before.
    fn change(&mut self, change: Change) -> bool {
        match change.record.filter(|_| change.blob.is_some()) {
            Some(record) => self.records.insert(change.graph.clone(), record),
            None => self.records.remove(&change.graph),
        };
        match change.blob {
            Some(blob) => self.blobs.insert(change.graph, blob).is_some(),
            None => self.blobs.remove(&change.graph).is_some(),
        }
    }
}

fn visit_all(map: &BTreeMap<String, Vec<u8>>, mut visit: impl FnMut(&str, &[u8]) -> bool) {
    for (graph, value) in map {
        if !visit(graph, value) {
            break;
        }
    }
}

fn read(maps: &RwLock<Maps>) -> RwLockReadGuard<'_, Maps> {
    maps.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(maps: &RwLock<Maps>) -> RwLockWriteGuard<'_, Maps> {
    maps.write().unwrap_or_else(PoisonError::into_inner)
}
