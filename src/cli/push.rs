//! `newsgraph push`: a store's articles into another store, over HTTP.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::errors::usage;
use super::graph_source::GraphSource;
use crate::pipeline::in_order;
use crate::remote::{GraphStore, Journal, RemoteOptions, digest};

/// Send articles to another store, over the SPARQL 1.1 Graph Store Protocol
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each article is a PUT of its named graph, which replaces what the server has of it. What has arrived is noted beside the
store, so that the same command goes on after an interruption, and sends only what is new or has changed later on.

Examples:
  newsgraph push http://localhost:7878/store --store news.kg                  Oxigraph
  newsgraph push http://localhost:3030/news/data --store news.kg              Apache Jena Fuseki
  newsgraph push https://example.org/rdf --graph news.nq.gz --header 'Authorization: Bearer …'")]
pub(crate) struct PushArgs {
    /// Address of the server's Graph Store endpoint
    #[arg(value_name = "ENDPOINT")]
    endpoint: String,
    #[command(flatten)]
    source: GraphSource,
    /// Requests at a time
    #[arg(long, short, value_name = "N", default_value = "4")]
    jobs: NonZeroUsize,
    /// A header of every request, such as 'Authorization: Bearer …'; may be given again
    #[arg(long, value_name = "NAME: VALUE", value_parser = header)]
    header: Vec<(String, String)>,
    /// Tries after the first one, where the server cannot be reached, is busy or fails
    #[arg(long, value_name = "N", default_value_t = RemoteOptions::default().retries)]
    retries: u32,
    /// Seconds until a request counts as failed
    #[arg(long, value_name = "SECONDS", default_value_t = RemoteOptions::default().timeout.as_secs())]
    timeout: u64,
    /// Note in this file what has arrived (default: NEWS.pushed.jsonl beside NEWS.kg; for files of RDF none)
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Send again what has arrived before
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub(crate) fn run(args: &PushArgs) -> Result<()> {
    let options = RemoteOptions {
        retries: args.retries,
        timeout: Duration::from_secs(args.timeout.max(1)),
        headers: args.header.clone(),
        ..RemoteOptions::default()
    };
    let remote = GraphStore::new(&args.endpoint, options).map_err(|e| usage(e.to_string()))?;
    let store = args.source.open()?;
    let beside = || args.source.store.as_deref().map(beside);
    let path = args.journal.clone().or_else(beside);
    let mut journal = path.map(|path| Journal::open(&path, &args.endpoint)).transpose()?;
    let articles = store.articles()?;
    let bar = progress(articles.len());
    let begun = Instant::now();
    let (mut sent, mut quads_sent, mut there) = (0_usize, 0_usize, 0_usize);
    let mut failure: Option<anyhow::Error> = None;
    // What is there already is told by the graphs themselves: who is who may have changed since.
    let mut pending = Vec::new();
    for graph in &articles {
        let quads = store.article(graph)?;
        let digest = digest(&quads);
        if !args.force && journal.as_ref().is_some_and(|journal| journal.has(graph, &digest)) {
            there += 1;
            bar.inc(1);
        } else {
            pending.push((graph, quads.len(), digest));
        }
    }
    in_order(
        args.jobs.get(),
        pending.into_iter(),
        || remote.clone(),
        |remote, (graph, count, digest)| {
            let quads = store.article(graph)?;
            remote.put(graph, &quads)?;
            anyhow::Ok((graph, count, digest))
        },
        |done| {
            let noted = done.and_then(|(graph, count, digest)| {
                sent += 1;
                quads_sent += count;
                bar.inc(1);
                Ok(journal.as_mut().map_or(Ok(()), |journal| journal.note(graph, digest))?)
            });
            failure = noted.err();
            failure.is_none()
        },
    );
    bar.finish_and_clear();
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("{sent} articles ({quads_sent} quads) sent in {seconds:.2} s, {there} were there already");
    match failure {
        None => Ok(()),
        Some(error) if journal.is_some() => bail!("{error:#}; the same command goes on from here"),
        Some(error) => Err(error),
    }
}

fn progress(articles: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} articles, {per_sec}, {eta} left");
    ProgressBar::new(articles as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The journal of a store.
fn beside(store: &Path) -> PathBuf {
    store.with_extension("pushed.jsonl")
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("give a name, a colon and a value")?;
    let token = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(token) || value.contains(['\r', '\n']) {
        return Err(format!("{name:?} is no name of a header"));
    }
    Ok((name.to_owned(), value.trim().to_owned()))
}
