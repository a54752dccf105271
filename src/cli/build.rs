//! `newsgraph build`: read articles, add them to a graph.

mod keeper;
mod origin;

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use oxigraph::model::{NamedNode, Quad};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::errors::usage;
use super::export::RdfVersion;
use super::graph_source;
use super::output::Output;
use super::reading::{self, Failure, ReadingArgs};
use super::runlog::{self, LogFile, Outcome};
use crate::annotate::Annotations;
use crate::graph::{self, Options};
use crate::identity::{Identity, Overrides};
use crate::pipeline::Reader;
use crate::store::{Format, Prefixes, Record, Store, WriteError};
use crate::text::Article;
use keeper::{Item, Keeper, Made, Policy};

/// Read articles and write or keep their graph
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With --store, an article that is in the store already, with the same text, metadata, program and options, is not read
again; so a build that was interrupted goes on where it was when it is given again. An article is known by its address
(url), and where it has none by its text; one that came with another text replaces the one before as a whole.

Examples:
  newsgraph build article.txt                                   the graph in Turtle, on standard output
  newsgraph build article.txt --published 2024-03-12            \"Thursday\" is then a date
  newsgraph build news/ --store news.kg                         keep many articles; query them later
  newsgraph build news/ --store news.kg --keep-versions         corrected articles beside what they said before
  newsgraph build dump.jsonl --out graph.nq.gz                  N-Quads, compressed
  curl … | newsgraph build - --input-format jsonl --format trig")]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    reading: ReadingArgs,
    /// Keep the graph in this file (.kg)
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
    /// Read all articles, also those that are in the store already
    #[arg(long, requires = "store")]
    force: bool,
    /// Keep what an article said before: a new text under the same address is a version of its own, in a graph of its
    /// own, with prov:wasRevisionOf the one before
    #[arg(long, requires = "store")]
    keep_versions: bool,
    /// Articles that go into the store in one transaction; there is one every second in any case
    #[arg(long, value_name = "N", default_value = "200", requires = "store")]
    commit_every: NonZeroUsize,
    /// Write what happened to every input to this file too, in JSON lines (`newsgraph log` shows what the store has)
    #[arg(long, value_name = "FILE.jsonl")]
    run_log: Option<PathBuf>,
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| format!("{name} is no format: use ttl, nt, nq, trig, rdf or jsonld"))
}

/// Articles that go into the temporary store in one transaction.
const BATCH: usize = 200;

/// Articles that are held in memory until they are written; more go to a temporary file.
const IN_MEMORY: usize = 500;

/// Runs the command.
pub(crate) fn run(args: &BuildArgs) -> Result<()> {
    let mut options = Options::new(&args.base).map_err(|e| usage(e.to_string()))?;
    options.text = !args.no_text;
    match &args.store {
        Some(path) => keep(args, path, &mut options),
        None => write(args, &mut options),
    }
}

/// The engine; the options then say what it is.
fn reader(args: &BuildArgs, options: &mut Options) -> Result<Reader> {
    let reader = args.reading.reader()?;
    reader.model_version().clone_into(&mut options.model);
    reader.kb().version().clone_into(&mut options.kb);
    Ok(reader)
}

/// Reads articles into a store.
fn keep(args: &BuildArgs, path: &Path, options: &mut Options) -> Result<()> {
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
    let file = args.run_log.as_deref().map(LogFile::create).transpose()?;
    let reader = reader(args, options)?;
    let policy = Policy { force: args.force, versions: args.keep_versions, commit_every: args.commit_every.get() };
    let maker = origin::maker(&args.reading, &reader, &args.base, options)?;
    let record = |article: &Article| Record {
        id: article.id.clone(),
        url: article.url.clone(),
        content: origin::content(article),
        maker: maker.clone(),
    };
    let made = |article: &Article, layers: &Annotations| {
        let (first, quads) = graph::quads(article, layers, options);
        Made { first, quads, record: record(article) }
    };
    let read = |article: &Article| match reader.annotate_guarded(article) {
        Ok(layers) => Ok(made(article, &layers)),
        Err(message) => Err(Failure { input: article.id.clone(), message }),
    };
    let mut keeper = Keeper::begin(&store, policy.clone(), &about(args), file)?;
    let report = reading::each_unknown(
        &args.reading,
        &reader,
        |article| {
            let (first, record) = (graph::article_iri(article, options), record(article));
            // A store that cannot be read is found out when the article is put into it.
            let known = keeper::known(&store, &policy, &first, &record).unwrap_or(false);
            known.then(|| Item::Known { article: Box::new(article.clone()), first, record })
        },
        |article, layers| Item::Made(made(article, layers)),
        |item| keeper.take(item, read),
    )?;
    keeper.finish(report)
}

/// What the log says of a run when it begins.
fn about(args: &BuildArgs) -> Vec<(&'static str, Value)> {
    // A shell can make a hundred thousand names of one pattern.
    const SHOWN: usize = 20;
    let inputs = &args.reading.inputs;
    let more = inputs.len().saturating_sub(SHOWN);
    vec![
        ("program", format!("newsgraph {}", env!("CARGO_PKG_VERSION")).into()),
        ("inputs", json!(inputs.iter().take(SHOWN).collect::<Vec<_>>())),
        ("more_inputs", if more > 0 { json!(more) } else { Value::Null }),
    ]
}

/// Reads articles and writes their graph.
fn write(args: &BuildArgs, options: &mut Options) -> Result<()> {
    let mut sink = Sink::open(args)?;
    let mut log = args.run_log.as_deref().map(LogFile::create).transpose()?;
    let reader = reader(args, options)?;
    let mut note = |outcome, rest: &[(&str, Value)]| match &mut log {
        Some(log) => log.write(&runlog::line(outcome, rest)),
        None => Ok(()),
    };
    note(Outcome::Begun, &[&[("time", runlog::now())], &about(args)[..]].concat())?;
    let report = reading::each_unknown(
        &args.reading,
        &reader,
        |_| None,
        |article, layers| (article.id.clone(), graph::quads(article, layers, options)),
        |read| match read {
            Ok((id, (graph, quads))) => {
                note(Outcome::Added, &[("input", id.into()), ("article", graph.as_str().into())])?;
                sink.add(graph, quads)
            }
            Err(failure) => {
                note(Outcome::Failed, &[("input", failure.input.into()), ("reason", failure.message.into())])
            }
        },
    )?;
    sink.finish()?;
    note(
        Outcome::Done,
        &[("time", runlog::now()), ("failed", json!(report.failed)), ("skipped", json!(report.skipped))],
    )?;
    log.as_mut().map_or(Ok(()), LogFile::flush)?;
    report.finish()
}

/// Where graphs go that are written.
struct Sink {
    store: Store,
    /// The folder of a store that is needed for this run only.
    scratch: Option<TempDir>,
    /// Articles that are not in the store yet.
    waiting: Vec<(NamedNode, Vec<Quad>)>,
    rdf: Rdf,
}

/// A graph to write when all articles are read: who is who depends on all of them.
struct Rdf {
    output: Output,
    /// The file's name as it was given; none for standard output.
    path: Option<PathBuf>,
    format: Format,
    version: RdfVersion,
    prefixes: Prefixes,
    overrides: Overrides,
    /// The articles in the order of the input.
    articles: Vec<NamedNode>,
}

impl Sink {
    fn open(args: &BuildArgs) -> Result<Self> {
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
            path: args.out.clone(),
            format,
            version: args.rdf,
            prefixes: Prefixes::with_base(&args.base),
            articles: Vec::new(),
        };
        Ok(Self { store: Store::memory(), scratch: None, waiting: Vec::new(), rdf })
    }

    fn add(&mut self, graph: NamedNode, quads: Vec<Quad>) -> Result<()> {
        self.rdf.articles.push(graph.clone());
        if self.rdf.articles.len() == IN_MEMORY {
            self.spill()?;
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
        let mut rdf = self.rdf;
        let mut seen = HashSet::new();
        rdf.articles.retain(|graph| seen.insert(graph.clone()));
        let store = self.store.named_by(Identity::new(rdf.overrides))?;
        let writer = rdf.version.writer(rdf.format, rdf.output, &rdf.prefixes)?;
        let written = store.write_articles(&rdf.articles, writer).map_err(|error| match (error, &rdf.path) {
            (WriteError::Output(error), Some(path)) => {
                anyhow::Error::new(error).context(format!("cannot write {}", path.display()))
            }
            (error, _) => error.into(),
        })?;
        written.finish()
    }
}
