//! The store file: an ACID database (redb) with a table of articles, one of their records, and the log.
//!
//! One process can write to it while any number read. A reader sees the state in which it opened the file.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use redb::backends::InMemoryBackend;
use redb::{
    CommitError, ConcurrencyMode, Database, DatabaseError, ReadOnlyTable, ReadTransaction, ReadableDatabase,
    ReadableTable, ReadableTableMetadata, StorageBackend, StorageError, TableDefinition, TableError, TransactionError,
};

use super::StoreError;
use super::archive::{Change, Entry};

/// The version of the file's layout. Raise it when a program that knows only the old one would misread the new one.
/// 2: records and log. A program that knows only 1 would replace an article and leave its record.
const FORMAT: u64 = 2;
const ARTICLES: ByGraph = TableDefinition::new("articles");
const RECORDS: ByGraph = TableDefinition::new("records");
const LOG: TableDefinition<(u64, u64), &[u8]> = TableDefinition::new("log");
const META: TableDefinition<&str, u64> = TableDefinition::new("newsgraph");
const FORMAT_KEY: &str = "format";
/// The first bytes of every redb file.
const MAGIC: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";
/// The file is read once from end to end, so that a large page cache would only be memory lost.
const CACHE_BYTES: usize = 32 << 20;

/// An open store file.
pub(super) struct KgFile {
    path: PathBuf,
    handle: Closing,
}

enum Handle {
    Writer(Database),
    /// The transaction holds the state in which the file was opened, whatever is written meanwhile.
    Reader {
        opened: Box<ReadTransaction>,
        /// A repaired copy in memory, where the file itself cannot be repaired.
        _copy: Option<Database>,
    },
}

/// A handle that is closed in peace: redb panics in its own destructors where pages were altered, and nobody above could
/// catch that.
struct Closing(Option<Handle>);

impl Closing {
    fn get(&self) -> &Handle {
        self.0.as_ref().expect("it is taken when it is dropped")
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        let handle = self.0.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(handle)));
    }
}

/// A table of values by the graphs of articles.
type ByGraph = TableDefinition<'static, &'static str, &'static [u8]>;

impl KgFile {
    /// Opens a file for writing; makes it where there is none.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        guarded(path, || {
            if check_kind(path, false)? == Found::Nothing {
                make(path)?;
            }
            let database = builder().open(path).map_err(|e| database_error(path, e))?;
            let file = Self { path: path.to_owned(), handle: Closing(Some(Handle::Writer(database))) };
            file.check_format()?;
            Ok(file)
        })
    }

    /// Opens an existing file for reading.
    pub(super) fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        guarded(path, || {
            check_kind(path, true)?;
            let file = Self { path: path.to_owned(), handle: Closing(Some(reader(path)?)) };
            file.check_format()?;
            Ok(file)
        })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// See [`super::archive::Archive::apply`].
    pub(super) fn apply(&self, changes: &[Change], entry: Option<&Entry>) -> Result<Vec<bool>, StoreError> {
        self.guarded(|| {
            let transaction = self.writer()?.begin_write().map_err(|e| self.failed(e))?;
            let mut existed = Vec::with_capacity(changes.len());
            {
                let mut articles = transaction.open_table(ARTICLES).map_err(|e| self.table(e))?;
                let mut records = transaction.open_table(RECORDS).map_err(|e| self.table(e))?;
                for Change { graph, blob, record } in changes {
                    let graph = graph.as_str();
                    let before = match blob {
                        Some(blob) => articles.insert(graph, blob.as_slice()),
                        None => articles.remove(graph),
                    };
                    existed.push(before.map_err(|e| self.written(e))?.is_some());
                    match record.as_ref().filter(|_| blob.is_some()) {
                        Some(record) => records.insert(graph, record.as_slice()),
                        None => records.remove(graph),
                    }
                    .map_err(|e| self.written(e))?;
                }
                if let Some(entry) = entry {
                    let mut log = transaction.open_table(LOG).map_err(|e| self.table(e))?;
                    log.insert((entry.run, entry.part), entry.lines.as_slice()).map_err(|e| self.written(e))?;
                }
            }
            self.commit(transaction)?;
            Ok(existed)
        })
    }

    /// The blob of one article.
    pub(super) fn get(&self, graph: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.value(ARTICLES, graph)
    }

    /// The record of one article.
    pub(super) fn record(&self, graph: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.value(RECORDS, graph)
    }

    /// Calls `visit` with every article's graph and blob until it gives false.
    pub(super) fn scan(&self, visit: impl FnMut(&str, &[u8]) -> bool) -> Result<(), StoreError> {
        self.visit(ARTICLES, visit)
    }

    /// Calls `visit` with every article's graph and record until it gives false.
    pub(super) fn records(&self, visit: impl FnMut(&str, &[u8]) -> bool) -> Result<(), StoreError> {
        self.visit(RECORDS, visit)
    }

    /// The graphs of the articles whose IRIs begin with `prefix`, sorted.
    pub(super) fn beginning_with(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.guarded(|| {
            let Some(table) = self.table_of(ARTICLES)? else { return Ok(Vec::new()) };
            let mut found = Vec::new();
            for entry in table.range(prefix..).map_err(|e| self.storage(e))? {
                let (graph, _) = entry.map_err(|e| self.storage(e))?;
                if !graph.value().starts_with(prefix) {
                    break;
                }
                found.push(graph.value().to_owned());
            }
            Ok(found)
        })
    }

    /// The parts of the log, in order.
    pub(super) fn log(&self) -> Result<Vec<Entry>, StoreError> {
        self.guarded(|| {
            let Some(table) = self.table_of(LOG)? else { return Ok(Vec::new()) };
            let mut parts = Vec::new();
            for entry in table.iter().map_err(|e| self.storage(e))? {
                let (key, lines) = entry.map_err(|e| self.storage(e))?;
                let (run, part) = key.value();
                parts.push(Entry { run, part, lines: lines.value().to_vec() });
            }
            Ok(parts)
        })
    }

    /// The number of the last run in the log, 0 where there is none.
    pub(super) fn last_run(&self) -> Result<u64, StoreError> {
        self.guarded(|| {
            let Some(table) = self.table_of(LOG)? else { return Ok(0) };
            let last = table.last().map_err(|e| self.storage(e))?;
            Ok(last.map_or(0, |(key, _)| key.value().0))
        })
    }

    /// Leaves out of the log what is of runs before `run`.
    pub(super) fn forget_runs_before(&self, run: u64) -> Result<(), StoreError> {
        self.guarded(|| {
            let transaction = self.writer()?.begin_write().map_err(|e| self.failed(e))?;
            {
                let mut log = transaction.open_table(LOG).map_err(|e| self.table(e))?;
                log.retain_in(..(run, 0), |_, _| false).map_err(|e| self.written(e))?;
            }
            self.commit(transaction)
        })
    }

    /// Writes all that is kept into a new file that takes the place of this one. What was removed or replaced before may
    /// still stand in the free pages of the old file; in the new one it does not. Readers of the old one keep it.
    pub(super) fn rewrite(&self) -> Result<(), StoreError> {
        self.guarded(|| {
            // Nobody but a writer may put another file in its place.
            self.writer()?;
            in_place_of(&self.path, |database| {
                let transaction = database.begin_write().map_err(|e| self.failed(e))?;
                for table in [ARTICLES, RECORDS] {
                    let mut copy = transaction.open_table(table).map_err(|e| self.table(e))?;
                    let Some(table) = self.table_of(table)? else { continue };
                    for entry in table.iter().map_err(|e| self.storage(e))? {
                        let (graph, value) = entry.map_err(|e| self.storage(e))?;
                        copy.insert(graph.value(), value.value()).map_err(|e| self.written(e))?;
                    }
                }
                let mut log = transaction.open_table(LOG).map_err(|e| self.table(e))?;
                for Entry { run, part, lines } in self.log()? {
                    log.insert((run, part), lines.as_slice()).map_err(|e| self.written(e))?;
                }
                drop(log);
                self.commit(transaction)
            })
        })
    }

    /// The number of articles.
    pub(super) fn len(&self) -> Result<usize, StoreError> {
        self.guarded(|| match self.table_of(ARTICLES)? {
            Some(table) => Ok(table.len().map_err(|e| self.storage(e))? as usize),
            None => Ok(0),
        })
    }

    fn value(&self, table: ByGraph, graph: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.guarded(|| {
            let Some(table) = self.table_of(table)? else { return Ok(None) };
            let value = table.get(graph).map_err(|e| self.storage(e))?;
            Ok(value.map(|guard| guard.value().to_vec()))
        })
    }

    fn visit(&self, table: ByGraph, mut visit: impl FnMut(&str, &[u8]) -> bool) -> Result<(), StoreError> {
        self.guarded(|| {
            let Some(table) = self.table_of(table)? else { return Ok(()) };
            let damaged =
                |reason: &str| Err(StoreError::Damaged { path: self.path.clone(), reason: reason.to_owned() });
            let (mut last, mut visited) = (String::new(), 0);
            for entry in table.iter().map_err(|e| self.storage(e))? {
                let (graph, value) = entry.map_err(|e| self.storage(e))?;
                // An altered key would be seen here, and not found where it is looked up.
                if graph.value() <= last.as_str() {
                    return damaged("its articles are out of order");
                }
                graph.value().clone_into(&mut last);
                visited += 1;
                if !visit(graph.value(), value.value()) {
                    return Ok(());
                }
            }
            let expected = table.len().map_err(|e| self.storage(e))?;
            if visited == expected { Ok(()) } else { damaged("some of its articles are not to be found") }
        })
    }

    /// Checks the version of the layout. A writer raises an older one.
    fn check_format(&self) -> Result<(), StoreError> {
        let found = match self.table_of(META) {
            Ok(Some(table)) => table.get(FORMAT_KEY).map_err(|e| self.storage(e))?.map(|guard| guard.value()),
            Ok(None) => None,
            Err(e) => return Err(self.not_ours(format!("its tables cannot be read: {e}"))),
        };
        match (found, self.handle.get()) {
            (Some(found), _) if found > FORMAT => {
                Err(StoreError::Newer { path: self.path.clone(), found, supported: FORMAT })
            }
            (Some(found), Handle::Writer(database)) if found < FORMAT => write_format(&self.path, database),
            (Some(_), _) => Ok(()),
            (None, _) => Err(self.not_ours("it is a database of another program".to_owned())),
        }
    }

    /// A table; none where nothing was ever put into it.
    fn table_of<K: redb::Key + 'static, V: redb::Value + 'static>(
        &self,
        table: TableDefinition<'static, K, V>,
    ) -> Result<Option<ReadOnlyTable<K, V>>, StoreError> {
        let opened = match self.handle.get() {
            Handle::Writer(database) => database.begin_read().map_err(|e| self.failed(e))?.open_table(table),
            Handle::Reader { opened, .. } => opened.open_table(table),
        };
        match opened {
            Ok(table) => Ok(Some(table)),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(e) => Err(self.failed(e)),
        }
    }

    fn writer(&self) -> Result<&Database, StoreError> {
        match self.handle.get() {
            Handle::Writer(database) => Ok(database),
            Handle::Reader { .. } => Err(StoreError::ReadOnly(self.path.clone())),
        }
    }

    fn commit(&self, transaction: redb::WriteTransaction) -> Result<(), StoreError> {
        transaction.commit().map_err(|e| match e {
            CommitError::Storage(e) => self.written(e),
            e => self.failed(e),
        })
    }

    fn not_ours(&self, reason: String) -> StoreError {
        StoreError::NotAStore { path: self.path.clone(), reason }
    }

    fn storage(&self, error: StorageError) -> StoreError {
        storage_error(&self.path, "read", error)
    }

    fn written(&self, error: StorageError) -> StoreError {
        storage_error(&self.path, "write", error)
    }

    fn table(&self, error: TableError) -> StoreError {
        match error {
            TableError::Storage(error) => self.written(error),
            error => self.failed(error),
        }
    }

    fn failed(&self, error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
        StoreError::Database { path: self.path.clone(), source: Box::new(error) }
    }

    fn guarded<T>(&self, run: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        guarded(&self.path, run)
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
    builder.set_cache_size(CACHE_BYTES).set_concurrency_mode(ConcurrencyMode::SingleWriter);
    builder
}

/// Makes an empty store.
fn make(path: &Path) -> Result<(), StoreError> {
    in_place_of(path, |_| Ok(()))
}

/// Makes a store, filled by `fill`, and puts it in the place of what is at `path`. It is made under another name, so that
/// a store is there as a whole or not at all.
fn in_place_of(path: &Path, fill: impl FnOnce(&Database) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { action: "write", path: path.to_owned(), source };
    // A link stays a link.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut name = tempfile::Builder::new();
    name.prefix(".newsgraph-");
    // tempfile would make it readable for the owner alone; the usual mask applies to a store.
    #[cfg(unix)]
    name.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporary = name.tempfile_in(folder).map_err(failed)?;
    let database = builder().create(temporary.path()).map_err(|e| database_error(path, e))?;
    write_format(path, &database)?;
    fill(&database)?;
    drop(database);
    match target.metadata() {
        Ok(old) => {
            temporary.as_file().set_permissions(old.permissions()).map_err(failed)?;
            temporary.persist(&target).map_err(|e| failed(e.error))?;
        }
        // Another process may have been faster.
        Err(_) => match temporary.persist_noclobber(&target) {
            Err(e) if e.error.kind() == ErrorKind::AlreadyExists => {}
            other => drop(other.map_err(|e| failed(e.error))?),
        },
    }
    // So that its name outlives a power cut too. Where a folder cannot be synced, nothing more can be done.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn write_format(path: &Path, database: &Database) -> Result<(), StoreError> {
    let failed = |source| StoreError::Database { path: path.to_owned(), source };
    let transaction = database.begin_write().map_err(|e| failed(Box::new(e)))?;
    {
        let mut meta = transaction.open_table(META).map_err(|e| failed(Box::new(e)))?;
        meta.insert(FORMAT_KEY, FORMAT).map_err(|e| failed(Box::new(e)))?;
        transaction.open_table(ARTICLES).map_err(|e| failed(Box::new(e)))?;
    }
    transaction.commit().map_err(|e| failed(Box::new(e)))
}

/// How often a reader looks again whether another process has repaired the file, and how long it waits between.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: std::time::Duration = std::time::Duration::from_millis(50);

/// Opens a file for reading, repaired where a process was killed that wrote to it.
fn reader(path: &Path) -> Result<Handle, StoreError> {
    for _ in 0..LOOKS {
        match builder().open_read_only(path) {
            Ok(database) => {
                let opened = database.begin_read().map_err(|e| transaction_error(path, e))?;
                return Ok(Handle::Reader { opened: Box::new(opened), _copy: None });
            }
            Err(DatabaseError::RepairAborted) => {}
            Err(e) => return Err(database_error(path, e)),
        }
        match builder().open(path) {
            // A writer repairs it.
            Ok(database) => drop(database),
            // Another process is at it.
            Err(DatabaseError::DatabaseAlreadyOpen) => std::thread::sleep(BETWEEN_LOOKS),
            // It cannot be written to: the disk is full, or it is another's file.
            Err(DatabaseError::Storage(StorageError::Io(_))) => return copy(path),
            Err(e) => return Err(database_error(path, e)),
        }
    }
    Err(StoreError::Locked(path.to_owned()))
}

/// Repairs a copy of the file in memory, to read that.
fn copy(path: &Path) -> Result<Handle, StoreError> {
    let bytes =
        std::fs::read(path).map_err(|source| StoreError::File { action: "read", path: path.to_owned(), source })?;
    let backend = InMemoryBackend::new();
    let filled = backend.set_len(bytes.len() as u64).and_then(|()| backend.write(0, &bytes));
    filled.map_err(|source| StoreError::File { action: "read", path: path.to_owned(), source })?;
    let database = Database::builder().create_with_backend(backend).map_err(|e| database_error(path, e))?;
    let opened = database.begin_read().map_err(|e| transaction_error(path, e))?;
    Ok(Handle::Reader { opened: Box::new(opened), _copy: Some(database) })
}

/// What stands where a store is named.
#[derive(PartialEq, Eq)]
enum Found {
    /// Nothing, or an empty file.
    Nothing,
    /// A database.
    Database,
}

/// Looks at the path before the database does, whose own errors say less.
fn check_kind(path: &Path, must_exist: bool) -> Result<Found, StoreError> {
    let failed = |source| StoreError::File { action: "open", path: path.to_owned(), source };
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(e) if e.kind() == ErrorKind::NotFound && must_exist => return Err(StoreError::Missing(path.to_owned())),
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(e) => return Err(failed(e)),
    };
    if metadata.is_dir() {
        return Err(StoreError::Folder(path.to_owned()));
    }
    if metadata.len() == 0 && !must_exist {
        return Ok(Found::Nothing);
    }
    let mut first = Vec::new();
    File::open(path).and_then(|f| f.take(MAGIC.len() as u64).read_to_end(&mut first)).map_err(failed)?;
    if first == MAGIC {
        Ok(Found::Database)
    } else {
        let reason = if first.is_empty() { "it is empty" } else { "its first bytes are not those of a store" };
        Err(StoreError::NotAStore { path: path.to_owned(), reason: reason.to_owned() })
    }
}

fn database_error(path: &Path, error: DatabaseError) -> StoreError {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => StoreError::Locked(path.to_owned()),
        DatabaseError::UpgradeRequired(version) => {
            StoreError::NotAStore { path: path.to_owned(), reason: format!("its file format {version} is too old") }
        }
        DatabaseError::Storage(error) => storage_error(path, "open", error),
        other => StoreError::Database { path: path.to_owned(), source: Box::new(other) },
    }
}

fn transaction_error(path: &Path, error: TransactionError) -> StoreError {
    match error {
        TransactionError::Storage(error) => storage_error(path, "read", error),
        other => StoreError::Database { path: path.to_owned(), source: Box::new(other) },
    }
}

fn storage_error(path: &Path, action: &'static str, error: StorageError) -> StoreError {
    let path = path.to_owned();
    match error {
        StorageError::Corrupted(reason) => StoreError::Damaged { path, reason },
        StorageError::Io(source) if source.kind() == ErrorKind::InvalidData => {
            StoreError::Damaged { path, reason: source.to_string() }
        }
        StorageError::Io(source) if source.kind() == ErrorKind::UnexpectedEof => {
            StoreError::Damaged { path, reason: "the file is cut short".to_owned() }
        }
        StorageError::Io(source) => StoreError::File { action, path, source },
        other => StoreError::Database { path, source: Box::new(other) },
    }
}
