//! `newsgraph build`: read articles, add them to a graph.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use oxigraph::model::{NamedNode, Quad};
use tempfile::TempDir;

use super::errors::usage;
use super::export::RdfVersion;
use super::graph_source;
use super::output::Output;
use super::reading::{self, ReadingArgs};
use crate::graph::{self, Options};
use crate::identity::{Identity, Overrides};
use crate::store::{Format, Prefixes, Store};

/// Read articles and write or keep their graph
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph build article.txt                                   the graph in Turtle, on standard output
  newsgraph build article.txt --published 2024-03-12            \"Thursday\" is then a date
  newsgraph build news/ --store news.kg                         keep many articles; query them later
  newsgraph build dump.jsonl --out graph.nq.gz                  N-Quads, compressed
  curl … | newsgraph build - --input-format jsonl --format trig")]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    reading: ReadingArgs,
    /// Keep the graph in this file (.kg); articles that are there already are replaced
    #[arg(long, value_name = "FILE.kg")]
    store: Option<PathBuf>,
    /// Write RDF to this file instead of standard output (.gz and .zst are compressed)
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// ttl, nt, nq, trig, rdf or jsonld (default: by the file's name, else ttl)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    format: Option<Format>,
    /// Version of RDF: 1.2 makes statements reifiers of triple terms (ttl, trig, nt, nq)
    #[arg(long, value_name = "VERSION", default_value = "1.1", conflicts_with = "store")]
    rdf: RdfVersion,
    /// Base of the IRIs that are minted
    #[arg(long, value_name = "IRI", default_value = graph::DEFAULT_BASE)]
    base: String,
    /// Who is who, as `newsgraph same` and `newsgraph different` write it (default with --store NEWS.kg:
    /// NEWS.overrides.ttl beside it)
    #[arg(long, value_name = "FILE.ttl")]
    overrides: Option<PathBuf>,
    /// Leave the articles' texts out of the graph
    #[arg(long)]
    no_text: bool,
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| format!("{name} is no format: use ttl, nt, nq, trig, rdf or jsonld"))
}

/// Articles that go into a store in one transaction.
const BATCH: usize = 200;

/// Articles that are held in memory until they are written; more go to a temporary file.
const IN_MEMORY: usize = 500;

/// Runs the command.
pub(crate) fn run(args: &BuildArgs) -> Result<()> {
    let mut options = Options::new(&args.base).map_err(|e| usage(e.to_string()))?;
    options.text = !args.no_text;
    let mut sink = Sink::open(args)?;
    let reader = args.reading.reader()?;
    reader.model_version().clone_into(&mut options.model);
    reader.kb().version().clone_into(&mut options.kb);
    let report = reading::each(
        &args.reading,
        &reader,
        |article, layers| graph::quads(article, layers, &options),
        |(graph, quads)| sink.add(graph, quads),
    )?;
    sink.finish()?;
    report.finish()
}

/// Where graphs go.
struct Sink {
    store: Store,
    /// The folder of a store that is needed for this run only.
    scratch: Option<TempDir>,
    /// Articles that are not in the store yet.
    waiting: Vec<(NamedNode, Vec<Quad>)>,
    rdf: Option<Rdf>,
}

/// A graph to write when all articles are read: who is who depends on all of them.
struct Rdf {
    output: Output,
    format: Format,
    version: RdfVersion,
    prefixes: Prefixes,
    overrides: Overrides,
    /// The articles in the order of the input.
    articles: Vec<NamedNode>,
}

impl Sink {
    fn open(args: &BuildArgs) -> Result<Self> {
        if let Some(path) = &args.store {
            if args.out.is_some() || args.format.is_some() {
                return Err(usage("--store keeps the graph in the store; write it out with `newsgraph export`"));
            }
            // The store keeps what each article says. Overrides count when it is read; here they are only checked,
            // before hours are spent.
            let overrides = graph_source::overrides(args.overrides.as_deref(), path)?;
            let store = Store::open(path)?;
            if !overrides.statements().is_empty() {
                store.kept()?;
            }
            return Ok(Self { store, scratch: None, waiting: Vec::new(), rdf: None });
        }
        let named = args.out.as_deref().and_then(Format::from_path);
        if let (Some(path), None, None) = (&args.out, args.format, named) {
            return Err(usage(format!(
                "{}: what format? name it .ttl, .nt, .nq, .trig, .rdf or .jsonld, or say --format",
                path.display()
            )));
        }
        let format = args.format.or(named).unwrap_or(Format::Turtle);
        // Said before hours are spent.
        args.rdf.writer(format, std::io::sink(), &Prefixes::default())?;
        let rdf = Rdf {
            overrides: args.overrides.as_deref().map(graph_source::existing).transpose()?.unwrap_or_default(),
            output: Output::open(args.out.as_deref())?,
            format,
            version: args.rdf,
            prefixes: Prefixes::with_base(&args.base),
            articles: Vec::new(),
        };
        Ok(Self { store: Store::memory(), scratch: None, waiting: Vec::new(), rdf: Some(rdf) })
    }

    fn add(&mut self, graph: NamedNode, quads: Vec<Quad>) -> Result<()> {
        if let Some(rdf) = &mut self.rdf {
            rdf.articles.push(graph.clone());
            if rdf.articles.len() == IN_MEMORY {
                self.spill()?;
            }
        }
        self.waiting.push((graph, quads));
        if self.waiting.len() >= BATCH {
            self.store.replace_articles(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// Moves what was read so far to a temporary file, so that memory stays bounded.
    fn spill(&mut self) -> Result<()> {
        let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
        let store = Store::open(folder.path().join("build.kg"))?;
        for graphs in self.store.articles()?.chunks(BATCH) {
            let articles = graphs.iter().map(|graph| Ok((graph.clone(), self.store.article(graph)?)));
            store.replace_articles(&articles.collect::<Result<Vec<_>>>()?)?;
        }
        (self.store, self.scratch) = (store, Some(folder));
        Ok(())
    }

    fn finish(self) -> Result<()> {
        self.store.replace_articles(&self.waiting)?;
        let Some(mut rdf) = self.rdf else { return Ok(()) };
        let mut seen = HashSet::new();
        rdf.articles.retain(|graph| seen.insert(graph.clone()));
        let store = self.store.named_by(Identity::new(rdf.overrides))?;
        let writer = rdf.version.writer(rdf.format, rdf.output, &rdf.prefixes)?;
        store.write_articles(&rdf.articles, writer)?.finish()
    }
}
