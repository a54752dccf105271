//! Where the articles' quads are kept: a map in memory, or an ACID file.
//!
//! Both keep one blob (see [`super::blob`]) an article under the IRI of its graph, in the order of the IRIs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use redb::{
    Database, DatabaseError, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, ReadableTable, ReadableTableMetadata,
    StorageError, TableDefinition, TableError,
};

use super::StoreError;

/// The version of the file's layout. Raise it when a program that knows only the old one would misread the new one.
const FORMAT: u64 = 1;
const ARTICLES: TableDefinition<&str, &[u8]> = TableDefinition::new("articles");
const META: TableDefinition<&str, u64> = TableDefinition::new("newsgraph");
const FORMAT_KEY: &str = "format";
/// The first bytes of every redb file.
const MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";
/// The file is read once from end to end, so that a large page cache would only be memory lost.
const CACHE_BYTES: usize = 32 << 20;

/// What to do with an article: keep this blob, or none.
pub(super) type Change = (String, Option<Vec<u8>>);

/// The blobs of all articles.
pub(super) enum Archive {
    /// In memory only.
    Memory(RwLock<BTreeMap<String, Vec<u8>>>),
    /// In a file.
    File(KgFile),
}

/// An open store file.
pub(super) struct KgFile {
    path: PathBuf,
    handle: Handle,
}

enum Handle {
    Writer(Database),
    Reader(ReadOnlyDatabase),
}

impl Archive {
    /// An empty archive in memory.
    pub(super) fn memory() -> Self {
        Self::Memory(RwLock::default())
    }

    /// Opens a file for writing; makes it where there is none. Nobody else can open it meanwhile.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        guarded(path, || KgFile::open(path)).map(Self::File)
    }

    /// Opens an existing file for reading. Other readers may read it meanwhile, and nobody can write it.
    pub(super) fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        guarded(path, || KgFile::open_read_only(path)).map(Self::File)
    }

    /// Makes all changes or none, and says for each whether there was a blob before.
    pub(super) fn apply(&self, changes: Vec<Change>) -> Result<Vec<bool>, StoreError> {
        match self {
            Self::Memory(blobs) => {
                let mut blobs = blobs.write().unwrap_or_else(PoisonError::into_inner);
                Ok(changes
                    .into_iter()
                    .map(|(graph, blob)| match blob {
                        Some(blob) => blobs.insert(graph, blob).is_some(),
                        None => blobs.remove(&graph).is_some(),
                    })
                    .collect())
            }
            Self::File(file) => guarded(&file.path, || file.apply(&changes)),
        }
    }

    /// The blob of one article.
    pub(super) fn get(&self, graph: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Self::Memory(blobs) => Ok(blobs.read().unwrap_or_else(PoisonError::into_inner).get(graph).cloned()),
            Self::File(file) => guarded(&file.path, || {
                let Some(table) = file.articles()? else { return Ok(None) };
                let blob = table.get(graph).map_err(|e| file.storage(e))?;
                Ok(blob.map(|guard| guard.value().to_vec()))
            }),
        }
    }

    /// Calls `visit` with every article's graph and blob, in the order of the graph IRIs, until it gives false.
    pub(super) fn scan(&self, mut visit: impl FnMut(&str, &[u8]) -> bool) -> Result<(), StoreError> {
        match self {
            Self::Memory(blobs) => {
                for (graph, blob) in blobs.read().unwrap_or_else(PoisonError::into_inner).iter() {
                    if !visit(graph, blob) {
                        break;
                    }
                }
            }
            Self::File(file) => guarded(&file.path, || {
                let Some(table) = file.articles()? else { return Ok(()) };
                let damaged =
                    |reason: &str| Err(StoreError::Damaged { path: file.path.clone(), reason: reason.to_owned() });
                let (mut last, mut visited) = (String::new(), 0);
                for entry in table.iter().map_err(|e| file.storage(e))? {
                    let (graph, blob) = entry.map_err(|e| file.storage(e))?;
                    // An altered key would be seen here, and not found where it is looked up.
                    if graph.value() <= last.as_str() {
                        return damaged("its articles are out of order");
                    }
                    graph.value().clone_into(&mut last);
                    visited += 1;
                    if !visit(graph.value(), blob.value()) {
                        return Ok(());
                    }
                }
                let expected = table.len().map_err(|e| file.storage(e))?;
                if visited == expected { Ok(()) } else { damaged("some of its articles are not to be found") }
            })?,
        }
        Ok(())
    }

    /// The number of articles.
    pub(super) fn len(&self) -> Result<usize, StoreError> {
        match self {
            Self::Memory(blobs) => Ok(blobs.read().unwrap_or_else(PoisonError::into_inner).len()),
            Self::File(file) => guarded(&file.path, || match file.articles()? {
                Some(table) => Ok(table.len().map_err(|e| file.storage(e))? as usize),
                None => Ok(0),
            }),
        }
    }

    /// The error for a blob that cannot be read.
    pub(super) fn damaged(&self, reason: String) -> StoreError {
        let path = match self {
            Self::Memory(_) => PathBuf::from("(in memory)"),
            Self::File(file) => file.path.clone(),
        };
        StoreError::Damaged { path, reason }
    }
}

impl KgFile {
    fn open(path: &Path) -> Result<Self, StoreError> {
        check_kind(path, false)?;
        let database = builder().create(path).map_err(|e| database_error(path, e))?;
        let file = Self { path: path.to_owned(), handle: Handle::Writer(database) };
        file.check_format(true)?;
        Ok(file)
    }

    fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        check_kind(path, true)?;
        let database = match builder().open_read_only(path) {
            // Left behind by a process that was killed: a writer repairs it.
            Err(DatabaseError::RepairAborted) => {
                drop(builder().open(path).map_err(|e| database_error(path, e))?);
                builder().open_read_only(path)
            }
            other => other,
        };
        let handle = Handle::Reader(database.map_err(|e| database_error(path, e))?);
        let file = Self { path: path.to_owned(), handle };
        file.check_format(false)?;
        Ok(file)
    }

    /// Checks the format version; writes it into a new file.
    fn check_format(&self, create: bool) -> Result<(), StoreError> {
        let read = self.read()?;
        let found = match read.open_table(META) {
            Ok(table) => table.get(FORMAT_KEY).map_err(|e| self.storage(e))?.map(|guard| guard.value()),
            Err(TableError::TableDoesNotExist(_)) => None,
            Err(e) => return Err(self.not_ours(format!("its tables cannot be read: {e}"))),
        };
        match (found, create) {
            (Some(found), _) if found > FORMAT => {
                Err(StoreError::Newer { path: self.path.clone(), found, supported: FORMAT })
            }
            (Some(_), _) => Ok(()),
            (None, true) if read.list_tables().map_err(|e| self.storage(e))?.next().is_none() => self.write_format(),
            (None, _) => Err(self.not_ours("it is a database of another program".to_owned())),
        }
    }

    fn write_format(&self) -> Result<(), StoreError> {
        let write = self.writer()?.begin_write().map_err(|e| self.failed(e))?;
        {
            let mut meta = write.open_table(META).map_err(|e| self.failed(e))?;
            meta.insert(FORMAT_KEY, FORMAT).map_err(|e| self.storage(e))?;
            write.open_table(ARTICLES).map_err(|e| self.failed(e))?;
        }
        write.commit().map_err(|e| self.failed(e))
    }

    fn apply(&self, changes: &[Change]) -> Result<Vec<bool>, StoreError> {
        let write = self.writer()?.begin_write().map_err(|e| self.failed(e))?;
        let mut existed = Vec::with_capacity(changes.len());
        {
            let mut table = write.open_table(ARTICLES).map_err(|e| self.failed(e))?;
            for (graph, blob) in changes {
                let before = match blob {
                    Some(blob) => table.insert(graph.as_str(), blob.as_slice()),
                    None => table.remove(graph.as_str()),
                };
                existed.push(before.map_err(|e| self.storage(e))?.is_some());
            }
        }
        write.commit().map_err(|e| self.failed(e))?;
        Ok(existed)
    }

    fn articles(&self) -> Result<Option<redb::ReadOnlyTable<&'static str, &'static [u8]>>, StoreError> {
        match self.read()?.open_table(ARTICLES) {
            Ok(table) => Ok(Some(table)),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(e) => Err(self.failed(e)),
        }
    }

    fn read(&self) -> Result<ReadTransaction, StoreError> {
        match &self.handle {
            Handle::Writer(database) => database.begin_read(),
            Handle::Reader(database) => database.begin_read(),
        }
        .map_err(|e| self.failed(e))
    }

    fn writer(&self) -> Result<&Database, StoreError> {
        match &self.handle {
            Handle::Writer(database) => Ok(database),
            Handle::Reader(_) => Err(StoreError::ReadOnly(self.path.clone())),
        }
    }

    fn not_ours(&self, reason: String) -> StoreError {
        StoreError::NotAStore { path: self.path.clone(), reason }
    }

    fn storage(&self, error: StorageError) -> StoreError {
        storage_error(&self.path, error)
    }

    fn failed(&self, error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
        StoreError::Database { path: self.path.clone(), source: Box::new(error) }
    }
}

/// Runs what touches the file: redb trusts the pages that it wrote, and panics where they were altered since.
fn guarded<T>(path: &Path, run: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        Err(StoreError::Damaged { path: path.to_owned(), reason: "its pages contradict each other".to_owned() })
    })
}

fn builder() -> redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

/// Looks at the path before the database does, whose own errors say less.
fn check_kind(path: &Path, must_exist: bool) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { action: "open", path: path.to_owned(), source };
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(e) if e.kind() == ErrorKind::NotFound && must_exist => return Err(StoreError::Missing(path.to_owned())),
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(failed(e)),
    };
    if metadata.is_dir() {
        return Err(StoreError::Folder(path.to_owned()));
    }
    if metadata.len() == 0 && !must_exist {
        return Ok(());
    }
    let mut first = Vec::new();
    File::open(path).and_then(|f| f.take(MAGIC.len() as u64).read_to_end(&mut first)).map_err(failed)?;
    if first == MAGIC {
        Ok(())
    } else {
        let reason = if first.is_empty() { "it is empty" } else { "its first bytes are not those of a store" };
        Err(StoreError::NotAStore { path: path.to_owned(), reason: reason.to_owned() })
    }
}

fn database_error(path: &Path, error: DatabaseError) -> StoreError {
    let path = path.to_owned();
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => StoreError::Locked(path),
        DatabaseError::UpgradeRequired(version) => {
            StoreError::NotAStore { path, reason: format!("its file format {version} is too old") }
        }
        DatabaseError::Storage(error) => storage_error(&path, error),
        other => StoreError::Database { path, source: Box::new(other) },
    }
}

fn storage_error(path: &Path, error: StorageError) -> StoreError {
    let path = path.to_owned();
    match error {
        StorageError::Corrupted(reason) => StoreError::Damaged { path, reason },
        StorageError::Io(source) if source.kind() == ErrorKind::InvalidData => {
            StoreError::Damaged { path, reason: source.to_string() }
        }
        StorageError::Io(source) if source.kind() == ErrorKind::UnexpectedEof => {
            StoreError::Damaged { path, reason: "the file is cut short".to_owned() }
        }
        StorageError::Io(source) => StoreError::File { action: "open", path, source },
        other => StoreError::Database { path, source: Box::new(other) },
    }
}
