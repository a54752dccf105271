//! `newsgraph remove`: take articles back out of a store, with all that was read in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use oxigraph::model::NamedNode;

use super::runlog::{self, Outcome};
use crate::graph;
use crate::store::{Batch, Prefixes, Record, Store, version_of};

/// Take articles back out of a store
#[derive(Debug, clap::Args)]
#[command(after_help = "\
ARTICLE is the IRI of an article's graph, also as article:93ab…; or its address on the web; or what its input called it
(the \"id\" of a JSON line, the name of a file). By an address or a name all versions of an article go; by an IRI the one
that has it. All that only these articles said is gone with them: events, names, and who is who. Statements of yours in
NEWS.overrides.ttl stay. The place that they had in the file is used again by what comes later; --compact writes the
file anew, without anything of them.

Examples:
  newsgraph remove https://example.org/news/7 --store news.kg
  newsgraph remove article:0f2c5a1b9d3e4f60 --store news.kg
  newsgraph remove wire-7 wire-8 --store news.kg --compact")]
pub(crate) struct RemoveArgs {
    /// IRI, address, or name of an article
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<String>,
    /// The store, made by `newsgraph build --store`
    #[arg(long, value_name = "FILE.kg")]
    store: PathBuf,
    /// Write the store's file anew, so that nothing of what was ever removed or replaced is left in it
    #[arg(long)]
    compact: bool,
}

/// Runs the command.
pub(crate) fn run(args: &RemoveArgs) -> Result<()> {
    let store = Store::open_existing(&args.store)?;
    let mut names = Names::new(&store)?;
    let mut chosen: BTreeMap<NamedNode, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for name in &args.articles {
        match names.graphs(name)? {
            Ok(graphs) => chosen.extend(graphs.into_iter().map(|graph| (graph, name.as_str()))),
            Err(problem) => problems.push(problem),
        }
    }
    let graphs: BTreeSet<NamedNode> = chosen.keys().cloned().collect();
    if !graphs.is_empty() {
        let mut batch = removal(&store, &graphs)?;
        batch.note(runlog::line(Outcome::Begun, &[("time", runlog::now()), ("remove", args.articles.len().into())]));
        for (graph, name) in &chosen {
            let about = [("input", (*name).into()), ("article", graph.as_str().into())];
            batch.note(runlog::line(Outcome::Removed, &about));
        }
        batch.note(runlog::line(Outcome::Done, &[("time", runlog::now()), ("removed", graphs.len().into())]));
        let mut run = store.begin_run()?;
        store.commit(&batch, Some(&mut run))?;
    }
    problems.iter().for_each(|problem| eprintln!("error: {problem}"));
    eprintln!("{} article{} removed", graphs.len(), if graphs.len() == 1 { "" } else { "s" });
    if args.compact {
        store.rewrite().context("removed, but the file is not written anew")?;
    }
    if !problems.is_empty() {
        bail!("{} of {} not removed from {}", problems.len(), args.articles.len(), args.store.display());
    }
    Ok(())
}

/// The changes that take these graphs out: later versions of their articles then correct the version before, or none.
fn removal(store: &Store, graphs: &BTreeSet<NamedNode>) -> Result<Batch> {
    let mut batch = Batch::default();
    graphs.iter().for_each(|graph| batch.remove(graph.clone()));
    let firsts: BTreeSet<NamedNode> = graphs.iter().map(|graph| version_of(graph).0).collect();
    for first in firsts {
        let (mut before, mut broken) = (None, false);
        for graph in store.versions(&first)? {
            if graphs.contains(&graph) {
                broken = true;
                continue;
            }
            if broken {
                let quads = graph::with_previous(store.article(&graph)?, &graph, before.as_ref());
                batch.put(graph.clone(), quads, store.record(&graph)?);
            }
            (before, broken) = (Some(graph), false);
        }
    }
    Ok(batch)
}

/// What articles are called.
struct Names<'s> {
    store: &'s Store,
    prefixes: Prefixes,
    /// Base of the IRIs of the first article.
    base: Option<String>,
    /// Read when they are first needed.
    records: Option<Vec<(NamedNode, Record)>>,
}

impl<'s> Names<'s> {
    fn new(store: &'s Store) -> Result<Self> {
        let prefixes = store.prefixes()?;
        let base = prefixes.expand("article:").and_then(|iri| Some(iri.strip_suffix("article/")?.to_owned()));
        Ok(Self { store, prefixes, base, records: None })
    }

    /// The graphs that a name stands for; or what is wrong with the name.
    fn graphs(&mut self, name: &str) -> Result<Result<Vec<NamedNode>, String>> {
        if let Some(iri) = self.prefixes.expand(name) {
            let graph = NamedNode::new_unchecked(iri);
            if !self.store.article(&graph)?.is_empty() {
                return Ok(Ok(vec![graph]));
            }
        }
        if let Some(base) = &self.base {
            let versions = self.store.versions(&graph::article_iri_of_url(name, base))?;
            if !versions.is_empty() {
                return Ok(Ok(versions));
            }
        }
        let records = match &mut self.records {
            Some(records) => records,
            slot => slot.insert(self.store.records()?),
        };
        let of = |wanted: &dyn Fn(&Record) -> bool| -> BTreeSet<NamedNode> {
            records.iter().filter(|(_, record)| wanted(record)).map(|(graph, _)| version_of(graph).0).collect()
        };
        let mut firsts = of(&|record| record.url.as_deref().is_some_and(|url| url.trim() == name.trim()));
        if firsts.is_empty() {
            firsts = of(&|record| record.id == name);
        }
        let mut firsts = firsts.into_iter();
        match (firsts.next(), firsts.len()) {
            (None, _) => Ok(Err(format!(
                "there is no article {name} in the store; `newsgraph query 'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }}'` lists them"
            ))),
            (Some(first), 0) => Ok(Ok(self.store.versions(&first)?)),
            (Some(first), more) => Ok(Err(format!(
                "{name} names {} articles, of which one is {}; name each by its IRI or its address",
                more + 1,
                first.as_str()
            ))),
        }
    }
}
