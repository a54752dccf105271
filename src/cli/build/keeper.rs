//! Puts articles into a store: the new ones, those that changed, and later versions beside earlier ones; all others are
//! left alone. Every change and its line in the log are in one transaction.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use oxigraph::model::{NamedNode, Quad};
use serde_json::{Value, json};

use super::super::reading::{Failure, Report};
use super::super::runlog::{self, LogFile, Outcome};
use crate::graph;
use crate::store::{Batch, Record, Run, Store, version, version_of};
use crate::text::Article;

/// So much of a run can be lost at most when it is killed.
const BETWEEN_COMMITS: Duration = Duration::from_secs(1);
/// Inputs that failed are no reason to let the log grow in memory.
const MOST_LINES: usize = 10_000;

/// How articles are kept.
#[derive(Debug, Clone)]
pub(super) struct Policy {
    /// Read and replace articles that would be the same.
    pub(super) force: bool,
    /// Keep what an article said before.
    pub(super) versions: bool,
    /// Articles in one transaction.
    pub(super) commit_every: usize,
}

/// An article on its way into a store.
pub(super) enum Item {
    /// It was in the store already when this was looked up. Articles before it in the input may change that.
    Known { article: Box<Article>, first: NamedNode, record: Record },
    /// It was read.
    Made(Made),
}

/// The graph of an article, under the name of the article's first version, and how it came in.
pub(super) struct Made {
    pub(super) first: NamedNode,
    pub(super) quads: Vec<Quad>,
    pub(super) record: Record,
}

/// Whether the store has just this article, so that there is nothing to do about it.
///
/// # Errors
/// Where the store cannot be read.
pub(super) fn known(store: &Store, policy: &Policy, first: &NamedNode, record: &Record) -> Result<bool> {
    let record_of = |graph: &NamedNode| Ok(store.record(graph)?);
    Ok(!policy.force && there(policy, &store.versions(first)?, first, record, record_of)?.is_some())
}

/// The version that is just what is on its way, if the store needs nothing else.
fn there<'v>(
    policy: &Policy,
    versions: &'v [NamedNode],
    first: &NamedNode,
    record: &Record,
    record_of: impl Fn(&NamedNode) -> Result<Option<Record>>,
) -> Result<Option<&'v NamedNode>> {
    if !policy.versions && versions != std::slice::from_ref(first) {
        return Ok(None);
    }
    for graph in versions {
        if record_of(graph)?.is_some_and(|there| same(&there, record)) {
            return Ok(Some(graph));
        }
    }
    Ok(None)
}

/// Whether the same was read, and made into a graph by the same.
fn same(one: &Record, other: &Record) -> bool {
    (&one.content, &one.maker) == (&other.content, &other.maker)
}

/// Puts articles into a store, in the order of the input.
pub(super) struct Keeper<'s> {
    store: &'s Store,
    policy: Policy,
    run: Run,
    batch: Batch,
    committed: Instant,
    file: Option<LogFile>,
    tally: BTreeMap<Outcome, usize>,
}

impl<'s> Keeper<'s> {
    /// Begins a run. `about` is for the log.
    pub(super) fn begin(
        store: &'s Store,
        policy: Policy,
        about: &[(&str, Value)],
        file: Option<LogFile>,
    ) -> Result<Self> {
        let run = store.begin_run()?;
        let (tally, batch) = (BTreeMap::new(), Batch::default());
        let mut keeper = Self { store, policy, run, batch, committed: Instant::now(), file, tally };
        keeper.note(Outcome::Begun, &[&[("time", runlog::now())], about].concat())?;
        keeper.commit()?;
        Ok(keeper)
    }

    /// Takes the next article, or what there is to say of one that could not be read.
    ///
    /// What is decided here depends on the articles before it alone, not on when they were committed. So one that was known
    /// is looked up again, and `read` where an article before it has taken its place.
    pub(super) fn take(
        &mut self,
        item: Result<Item, Failure>,
        read: impl FnOnce(&Article) -> Result<Made, Failure>,
    ) -> Result<()> {
        let made = match item {
            Err(failure) => Some(Err(failure)),
            Ok(Item::Made(made)) => Some(Ok(made)),
            Ok(Item::Known { article, first, record }) => {
                let versions = self.versions(&first)?;
                match there(&self.policy, &versions, &first, &record, |graph| self.record(graph))? {
                    Some(graph) => {
                        self.became(Outcome::Unchanged, &article.id, graph)?;
                        None
                    }
                    None => Some(read(&article)),
                }
            }
        };
        match made {
            None => {}
            Some(Ok(made)) => self.put(made)?,
            Some(Err(Failure { input, message })) => {
                self.note(Outcome::Failed, &[("input", input.into()), ("reason", message.into())])?;
            }
        }
        let late = self.committed.elapsed() > BETWEEN_COMMITS;
        if late || self.batch.len() >= self.policy.commit_every {
            self.commit()?;
        }
        Ok(())
    }

    /// Commits what is left, and says what became of all.
    pub(super) fn finish(mut self, report: Report) -> Result<()> {
        let mut about = vec![("time", runlog::now())];
        about.extend(self.tally.iter().map(|(outcome, count)| (outcome.name(), json!(count))));
        about.push(("skipped", json!(report.skipped)));
        self.note(Outcome::Done, &about)?;
        self.commit()?;
        let count = |outcome| self.tally.get(&outcome).copied().unwrap_or(0);
        let revised = match count(Outcome::Revised) {
            0 => String::new(),
            n => format!("{n} revised, "),
        };
        report.finish_with(&format!(
            "{} added, {} replaced, {revised}{} unchanged, ",
            count(Outcome::Added),
            count(Outcome::Replaced),
            count(Outcome::Unchanged)
        ))
    }

    fn put(&mut self, made: Made) -> Result<()> {
        let Made { first, quads, record } = made;
        let versions = self.versions(&first)?;
        // The same article may come twice in a run.
        if !self.policy.force
            && let Some(graph) = there(&self.policy, &versions, &first, &record, |graph| self.record(graph))?
        {
            return self.became(Outcome::Unchanged, &record.id, graph);
        }
        if self.policy.versions {
            return self.put_version(&first, &versions, quads, record);
        }
        let outcome = if versions.is_empty() { Outcome::Added } else { Outcome::Replaced };
        versions.into_iter().filter(|graph| *graph != first).for_each(|graph| self.batch.remove(graph));
        self.became(outcome, &record.id, &first)?;
        self.batch.put(first, quads, Some(record));
        Ok(())
    }

    fn put_version(
        &mut self,
        first: &NamedNode,
        versions: &[NamedNode],
        quads: Vec<Quad>,
        record: Record,
    ) -> Result<()> {
        // The version that has this text, if any.
        let mut there = None;
        for (i, graph) in versions.iter().enumerate() {
            if graph::text_hash(&self.quads(graph)?) == graph::text_hash(&quads) {
                there = Some(i);
            }
        }
        let (graph, before) = match there {
            Some(i) => (versions[i].clone(), i.checked_sub(1).map(|i| &versions[i])),
            None => (version(first, versions.last().map_or(1, |last| version_of(last).1 + 1)), versions.last()),
        };
        let quads = match before {
            Some(before) => graph::as_revision(quads, first, &graph, (before, &self.quads(before)?)),
            None if graph == *first => quads,
            // What it corrected was removed.
            None => graph::with_previous(graph::as_revision(quads, first, &graph, (first, &[])), &graph, None),
        };
        let outcome = match (there, before) {
            (Some(_), _) => Outcome::Replaced,
            (None, Some(_)) => Outcome::Revised,
            (None, None) => Outcome::Added,
        };
        self.became(outcome, &record.id, &graph)?;
        self.batch.put(graph, quads, Some(record));
        Ok(())
    }

    /// The versions that are in the store, or will be after the next commit, oldest first.
    fn versions(&self, first: &NamedNode) -> Result<Vec<NamedNode>> {
        let stored = self.store.versions(first)?;
        let mut versions: BTreeMap<u64, NamedNode> =
            stored.into_iter().map(|graph| (version_of(&graph).1, graph)).collect();
        for (graph, quads) in self.batch.articles() {
            let (of, number) = version_of(graph);
            if of == *first {
                if quads.is_empty() {
                    versions.remove(&number);
                } else {
                    versions.insert(number, graph.clone());
                }
            }
        }
        Ok(versions.into_values().collect())
    }

    /// The record of what is there, or will be after the next commit.
    fn record(&self, graph: &NamedNode) -> Result<Option<Record>> {
        match self.batch.get(graph) {
            Some((_, record)) => Ok(record.cloned()),
            None => Ok(self.store.record(graph)?),
        }
    }

    fn quads(&self, graph: &NamedNode) -> Result<Vec<Quad>> {
        match self.batch.get(graph) {
            Some((quads, _)) => Ok(quads.to_vec()),
            None => Ok(self.store.article(graph)?),
        }
    }

    fn became(&mut self, outcome: Outcome, id: &str, graph: &NamedNode) -> Result<()> {
        self.note(outcome, &[("input", id.into()), ("article", graph.as_str().into())])
    }

    fn note(&mut self, outcome: Outcome, rest: &[(&str, Value)]) -> Result<()> {
        if !matches!(outcome, Outcome::Begun | Outcome::Done) {
            *self.tally.entry(outcome).or_default() += 1;
        }
        let line = runlog::line(outcome, rest);
        if let Some(file) = &mut self.file {
            file.write(&line)?;
        }
        self.batch.note(line);
        if self.batch.lines() < MOST_LINES { Ok(()) } else { self.commit() }
    }

    fn commit(&mut self) -> Result<()> {
        let stopped = "the build stopped; what was committed is in the store, and the same command goes on from there";
        self.store.commit(&self.batch, Some(&mut self.run)).context(stopped)?;
        self.batch = Batch::default();
        self.committed = Instant::now();
        if let Some(file) = &mut self.file {
            file.flush()?;
        }
        Ok(())
    }
}
