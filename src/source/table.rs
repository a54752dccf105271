//! The CSV reader: one article a row, its parts in columns with names.

use std::io::{self, BufRead as _, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};

use super::jsonl;
use super::reader::Records;
use super::stream::Bytes;
use super::{Diagnostic, ReadOptions, Severity, SourceError};
use crate::text::Article;

/// Read ahead of the row that is being read, in bytes.
const AHEAD: usize = 256 << 10;

/// The rows of one table.
pub(super) struct Rows {
    path: String,
    table: csv::Reader<Limited>,
    left: Arc<AtomicUsize>,
    /// What each column holds, by the names of JSON lines.
    columns: Vec<String>,
    done: bool,
}

/// Bytes, so many at most until the next row: a quote that is never closed makes all that follows one field.
struct Limited {
    bytes: Bytes,
    left: Arc<AtomicUsize>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other("a row is longer than --max-article-bytes; is a quote not closed?"));
        }
        let most = buffer.len().min(left);
        let read = self.bytes.read(&mut buffer[..most])?;
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
}

impl Rows {
    /// Reads the names of the columns.
    pub(super) fn open(path: String, mut bytes: Bytes, options: &ReadOptions) -> Result<Self, SourceError> {
        let failed = |source| SourceError::Io { path: path.clone(), line: Some(1), source };
        let head = bytes.fill_buf().map_err(failed)?;
        let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        let count = |mark: u8| line.matches(char::from(mark)).count();
        let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|&m| (count(m), m == b',')).unwrap_or(b',');
        let left = Arc::new(AtomicUsize::new(options.max_article_bytes + AHEAD));
        let bytes = Limited { bytes, left: left.clone() };
        let mut table = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
        let names = table.byte_headers().map_err(|e| wrong(&path, &e))?;
        let names: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let columns: Vec<String> = names.iter().map(|name| options.columns.meaning(name)).collect();
        let missing = options.columns.missing(&names);
        if let Some(message) = missing {
            return Err(SourceError::Record { path, line: 1, message });
        }
        if !columns.iter().any(|c| c == "text" || c == "html") {
            let message = format!(
                "no column \"text\" or \"html\" among {}; --columns text=NAME says which it is",
                names.join(", ")
            );
            return Err(SourceError::Record { path, line: 1, message });
        }
        Ok(Self { path, table, left, columns, done: false })
    }
}

impl Records for Rows {
    fn next(&mut self, options: &ReadOptions, notes: &mut Vec<Diagnostic>) -> Option<Result<Article, SourceError>> {
        if self.done {
            return None;
        }
        self.left.store(options.max_article_bytes + AHEAD, Ordering::Relaxed);
        let mut row = ByteRecord::new();
        match self.table.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.done = true;
                return Some(Err(wrong(&self.path, &error)));
            }
        }
        let line = row.position().map_or(0, csv::Position::line);
        let mut map = Map::new();
        let mut broken = false;
        for (name, value) in self.columns.iter().zip(row.iter()) {
            let value = String::from_utf8_lossy(value);
            broken |= value.contains('\u{fffd}');
            if !value.trim().is_empty() && !map.contains_key(name) {
                map.insert(name.clone(), Value::String(value.into_owned()));
            }
        }
        if broken {
            let message = "not all UTF-8; what is not is U+FFFD now (iconv -t utf-8 converts)".to_owned();
            notes.push(Diagnostic { severity: Severity::Warning, path: self.path.clone(), line: Some(line), message });
        }
        Some(jsonl::article(&self.path, line, map, notes))
    }
}

fn wrong(path: &str, error: &csv::Error) -> SourceError {
    let line = error.position().map(csv::Position::line);
    let path = path.to_owned();
    let source = io::Error::other(error.to_string());
    SourceError::Io { path, line, source }
}

/// Which columns of a table hold what, where their names do not say it.
///
/// ```
/// use newsgraph::source::Columns;
///
/// let columns: Columns = "text=body,published=date".parse()?;
/// # let _ = columns;
/// # Ok::<(), newsgraph::source::UnknownColumn>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

/// Parts of an article that a column may hold.
const PARTS: [&str; 10] =
    ["id", "text", "html", "title", "url", "published", "modified", "author", "publisher", "language"];

impl Columns {
    /// What the column of that name holds.
    fn meaning(&self, name: &str) -> String {
        if let Some((part, _)) = self.0.iter().find(|(_, column)| column == name) {
            return part.clone();
        }
        let lower = name.to_lowercase();
        let taken = self.0.iter().any(|(part, _)| *part == lower);
        if taken { String::new() } else { lower }
    }

    /// What is wrong where a column that was asked for is not there.
    fn missing(&self, names: &[String]) -> Option<String> {
        let (_, column) = self.0.iter().find(|(_, column)| !names.contains(column))?;
        Some(format!("no column \"{column}\" among {}; --columns names it", names.join(", ")))
    }
}

/// A meaning of columns that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}': write PART=COLUMN, as in text=body,published=date; parts are id, text, html, title, url, published, modified, author, publisher, language"
)]
pub struct UnknownColumn(String);

impl std::str::FromStr for Columns {
    type Err = UnknownColumn;

    fn from_str(text: &str) -> Result<Self, UnknownColumn> {
        let one = |pair: &str| {
            let (part, column) = pair.split_once('=').ok_or_else(|| UnknownColumn(pair.to_owned()))?;
            let (part, column) = (part.trim(), column.trim());
            if !PARTS.contains(&part) || column.is_empty() {
                return Err(UnknownColumn(pair.to_owned()));
            }
            Ok((part.to_owned(), column.to_owned()))
        };
        text.split(',').map(one).collect::<Result<_, _>>().map(Self)
    }
}
