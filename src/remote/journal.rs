//! What has arrived at which endpoint: a file of JSON lines, one a graph, that grows as graphs arrive.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use oxigraph::model::{NamedNode, Quad};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a graph's sorted N-Quads, in hexadecimal.
pub type Digest = String;

/// Why a journal cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}; name another file with --journal, or delete this one to send everything again", path.display())]
pub struct JournalError {
    /// The journal.
    pub path: PathBuf,
    /// What went wrong.
    #[source]
    pub error: std::io::Error,
}

/// Graphs that have arrived at one endpoint.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    endpoint: String,
    arrived: HashMap<String, Digest>,
}

#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    endpoint: std::borrow::Cow<'a, str>,
    graph: std::borrow::Cow<'a, str>,
    sha256: std::borrow::Cow<'a, str>,
}

impl Journal {
    /// Opens a journal, or begins it. A last line that was cut off by a crash is left out.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(path: &Path, endpoint: &str) -> Result<Self, JournalError> {
        let fault = |error| JournalError { path: path.to_owned(), error };
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(fault)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(fault)?;
        let entries = text.lines().filter_map(|line| serde_json::from_str::<Entry<'_>>(line).ok());
        let own = entries.filter(|entry| entry.endpoint == endpoint);
        let arrived = own.map(|entry| (entry.graph.into_owned(), entry.sha256.into_owned())).collect();
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n").map_err(fault)?;
        }
        Ok(Self { path: path.to_owned(), file, endpoint: endpoint.to_owned(), arrived })
    }

    /// True where this graph has arrived as it is.
    #[must_use]
    pub fn has(&self, graph: &NamedNode, digest: &Digest) -> bool {
        self.arrived.get(graph.as_str()) == Some(digest)
    }

    /// Notes that a graph has arrived.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note(&mut self, graph: &NamedNode, digest: Digest) -> Result<(), JournalError> {
        let entry = Entry {
            endpoint: self.endpoint.as_str().into(),
            graph: graph.as_str().into(),
            sha256: digest.as_str().into(),
        };
        let written = serde_json::to_vec(&entry).map_err(std::io::Error::from).and_then(|mut line| {
            line.push(b'\n');
            self.file.write_all(&line)
        });
        written.map_err(|error| JournalError { path: self.path.clone(), error })?;
        self.arrived.insert(graph.as_str().to_owned(), digest);
        Ok(())
    }
}

/// The digest of a graph.
#[must_use]
pub fn digest(quads: &[Quad]) -> Digest {
    let mut lines: Vec<String> = quads.iter().map(ToString::to_string).collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_knows_what_arrived_where() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let graph = NamedNode::new_unchecked("https://e.org/a");
        Journal::open(&path, "http://one").unwrap().note(&graph, "aa".to_owned()).unwrap();
        // A crash cut the next line off.
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"endpoint\":\"http://one\",\"gra").unwrap();
        let mut journal = Journal::open(&path, "http://one").unwrap();
        assert!(journal.has(&graph, &"aa".to_owned()));
        assert!(!journal.has(&graph, &"bb".to_owned()));
        journal.note(&graph, "bb".to_owned()).unwrap();
        assert!(Journal::open(&path, "http://one").unwrap().has(&graph, &"bb".to_owned()));
        assert!(!Journal::open(&path, "http://two").unwrap().has(&graph, &"bb".to_owned()));
    }
}
