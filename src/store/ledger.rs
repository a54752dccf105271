//! How the articles of a store came into it: a record of each, kept and removed with it, and the log of the runs.
//!
//! Neither is part of the graph: they answer whether an article must be read again, which article an input became, and
//! what happened to every input of a run. An on-disk store (`.kgdb`) keeps neither.

use std::io;

use oxigraph::model::{NamedNode, Quad};
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use serde::{Deserialize, Serialize};

use super::archive::{Archive, Change, Entry};
use super::{Backend, Store, StoreError, blob};

/// zstd's own default.
const LEVEL: i32 = 3;
/// The log of so many runs is kept.
const RUNS: u64 = 100;
/// What stands between the IRI of an article and the number of a later version of it: `article/93ab…-2`.
const VERSION: char = '-';

/// What is known of how an article came into a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What the input called the article: the `id` of a JSON line, or the name of a file.
    pub id: String,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A hash of all that was read of it.
    pub content: String,
    /// A hash of what made its graph: the program, the model, the knowledge base, the lexicon, the options.
    pub maker: String,
}

/// Changes of a store that are made together, or not at all.
#[derive(Debug, Default)]
pub struct Batch {
    articles: Vec<(NamedNode, Vec<Quad>)>,
    /// As many as articles.
    records: Vec<Option<Record>>,
    log: Vec<String>,
}

impl Batch {
    /// An article to keep in place of what is in its graph, with how it came in. No quads: to remove it.
    pub fn put(&mut self, graph: NamedNode, quads: Vec<Quad>, record: Option<Record>) {
        self.articles.push((graph, quads));
        self.records.push(record);
    }

    /// An article to remove.
    pub fn remove(&mut self, graph: NamedNode) {
        self.put(graph, Vec::new(), None);
    }

    /// A line for the log of the run: a JSON object without line breaks.
    pub fn note(&mut self, line: String) {
        self.log.push(line);
    }

    /// The articles that it changes, in order.
    #[must_use]
    pub fn articles(&self) -> &[(NamedNode, Vec<Quad>)] {
        &self.articles
    }

    /// How many lines it has for the log.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.log.len()
    }

    /// How many articles it changes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.log.is_empty()
    }

    /// What was last said of an article: none where nothing was, no quads where it is to be removed.
    #[must_use]
    pub fn get(&self, graph: &NamedNode) -> Option<(&[Quad], Option<&Record>)> {
        let at = self.articles.iter().rposition(|(of, _)| of == graph)?;
        Some((&self.articles[at].1, self.records[at].as_ref()))
    }
}

/// A run that is written down in the log.
#[derive(Debug)]
pub struct Run {
    number: u64,
    parts: u64,
}

impl Run {
    /// Its number; the first is 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Store {
    /// Makes all changes of the batch in one transaction, or none, and gives of each article whether it was there before.
    /// Its log lines go under `run`, or nowhere where there is none.
    ///
    /// # Errors
    /// As [`Store::replace_articles`].
    pub fn commit(&self, batch: &Batch, run: Option<&mut Run>) -> Result<Vec<bool>, StoreError> {
        let entry = run.filter(|_| !batch.log.is_empty()).map(|run| {
            run.parts += 1;
            Entry { run: run.number, part: run.parts, lines: packed(&batch.log) }
        });
        self.change(&batch.articles, &batch.records, entry)
    }

    /// Makes all changes, or none. Articles beyond the end of `records` have none.
    pub(super) fn change(
        &self,
        articles: &[(NamedNode, Vec<Quad>)],
        records: &[Option<Record>],
        entry: Option<Entry>,
    ) -> Result<Vec<bool>, StoreError> {
        match &self.backend {
            Backend::Archive { archive, view } => {
                let changes = articles
                    .par_iter()
                    .enumerate()
                    .map(|(i, (graph, quads))| change(graph, quads, records.get(i).and_then(Option::as_ref)))
                    .collect::<Result<Vec<_>, StoreError>>()?;
                view.follow(self.naming.as_ref(), || archive.apply(changes, entry))
            }
            Backend::Disk(disk) => disk.apply(articles),
        }
    }

    /// How an article came into the store; none where there is no such article, or where it came in by another way than
    /// [`Store::commit`].
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn record(&self, graph: &NamedNode) -> Result<Option<Record>, StoreError> {
        let Some(archive) = self.archive() else { return Ok(None) };
        let record = archive.record(graph.as_str())?;
        record.map(|record| parsed(archive, graph.as_str(), &record)).transpose()
    }

    /// The records of all articles that have one, sorted by their graphs.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn records(&self) -> Result<Vec<(NamedNode, Record)>, StoreError> {
        let Some(archive) = self.archive() else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut failure = None;
        archive.records(|graph, record| {
            match parsed(archive, graph, record) {
                Ok(record) => found.push((NamedNode::new_unchecked(graph), record)),
                Err(e) => failure = Some(e),
            }
            failure.is_none()
        })?;
        failure.map_or(Ok(found), Err)
    }

    /// The versions of an article that are in the store, oldest first: the first in the graph `first`, the others in
    /// graphs with a number, `first-2`, `first-3` … Any of them may be missing.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn versions(&self, first: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
        let graphs = match self.archive() {
            Some(archive) => archive.beginning_with(first.as_str())?,
            None if self.article(first)?.is_empty() => Vec::new(),
            None => vec![first.as_str().to_owned()],
        };
        let mut numbered: Vec<(u64, String)> = graphs
            .into_iter()
            .filter_map(|graph| Some((number(graph.strip_prefix(first.as_str())?)?, graph)))
            .collect();
        numbered.sort_unstable();
        Ok(numbered.into_iter().map(|(_, graph)| NamedNode::new_unchecked(graph)).collect())
    }

    /// Begins a run in the log; it is there from its first [`Store::commit`] on. Of a hundred runs before it the log is
    /// kept.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn begin_run(&self) -> Result<Run, StoreError> {
        let Some(archive) = self.archive() else { return Ok(Run { number: 1, parts: 0 }) };
        let number = archive.last_run()? + 1;
        if number > RUNS {
            archive.forget_runs_before(number - RUNS)?;
        }
        Ok(Run { number, parts: 0 })
    }

    /// The lines of the log, each with the number of its run, in the order in which they were written.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn log(&self) -> Result<Vec<(u64, String)>, StoreError> {
        let Some(archive) = self.archive() else { return Ok(Vec::new()) };
        let mut lines = Vec::new();
        for entry in archive.log()? {
            let text = unpacked(&entry.lines)
                .map_err(|e| archive.damaged(format!("part {} of the log of run {}: {e}", entry.part, entry.run)))?;
            lines.extend(text.lines().map(|line| (entry.run, line.to_owned())));
        }
        Ok(lines)
    }

    /// Closes the store and puts in its place one of the same content in a new file, in
    /// which nothing is left of what was removed or replaced. An on-disk store stays as it is.
    ///
    /// # Errors
    /// Where it cannot be written; the store is then as it was.
    pub fn rewrite(self) -> Result<(), StoreError> {
        self.archive().map_or(Ok(()), Archive::rewrite)
    }

    fn archive(&self) -> Option<&Archive> {
        match &self.backend {
            Backend::Archive { archive, .. } => Some(archive),
            Backend::Disk(_) => None,
        }
    }
}

/// The graph of version `number` of the article whose first version is in the graph `first`.
#[must_use]
pub fn version(first: &NamedNode, number: u64) -> NamedNode {
    match number {
        0 | 1 => first.clone(),
        _ => NamedNode::new_unchecked(format!("{}{VERSION}{number}", first.as_str())),
    }
}

/// The graph of the first version of an article and the number of the version that is in `graph`.
#[must_use]
pub fn version_of(graph: &NamedNode) -> (NamedNode, u64) {
    let (path, key) = graph.as_str().rsplit_once('/').unwrap_or(("", graph.as_str()));
    let parts = key.split_once(VERSION).and_then(|(key, _)| {
        let number = number(&graph.as_str()[path.len() + 1 + key.len()..])?;
        Some((NamedNode::new_unchecked(format!("{path}/{key}")), number))
    });
    parts.unwrap_or_else(|| (graph.clone(), 1))
}

/// The number of the version whose graph ends so: 1 for nothing, 2 for `-2`.
fn number(end: &str) -> Option<u64> {
    if end.is_empty() {
        return Some(1);
    }
    let digits = end.strip_prefix(VERSION)?;
    let number: u64 = digits.parse().ok()?;
    (number > 1 && number.to_string() == digits).then_some(number)
}

fn change(graph: &NamedNode, quads: &[Quad], record: Option<&Record>) -> Result<Change, StoreError> {
    let blob = blob::encode(graph, quads)?;
    Ok(Change {
        graph: graph.as_str().to_owned(),
        blob: (blob::count(&blob) > 0).then_some(blob),
        record: record.map(|record| serde_json::to_vec(record).expect("a record is text")),
    })
}

fn parsed(archive: &Archive, graph: &str, record: &[u8]) -> Result<Record, StoreError> {
    serde_json::from_slice(record).map_err(|e| archive.damaged(format!("the record of article {graph}: {e}")))
}

fn packed(lines: &[String]) -> Vec<u8> {
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    zstd::encode_all(text.as_bytes(), LEVEL).expect("memory is always readable and writable")
}

fn unpacked(lines: &[u8]) -> io::Result<String> {
    String::from_utf8(zstd::decode_all(lines)?).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iri(text: &str) -> NamedNode {
        NamedNode::new(text).unwrap()
    }

    #[test]
    fn versions_are_told_by_number() {
        let first = iri("https://w3id.org/newsgraph/kg/article/93ab");
        for (number, end) in [(1, ""), (2, "-2"), (10, "-10")] {
            let graph = iri(&format!("{}{end}", first.as_str()));
            assert_eq!(version(&first, number), graph);
            assert_eq!(version_of(&graph), (first.clone(), number));
        }
        for other in ["http://e.org/a-b", "http://e.org/a-1", "http://e.org/a-02", "http://e.org/a-+2", "urn:x-2:y"] {
            assert_eq!(version_of(&iri(other)), (iri(other), 1), "{other}");
        }
    }
}
