//! `newsgraph annotate`: what was read in each article, layer by layer.

mod conllu;
mod text;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;

use super::output::Output;
use super::reading::{self, ReadingArgs};
use crate::annotate::Annotations;
use crate::annotate::record::Record;
use crate::graph::{Names, Options, nif_quads};
use crate::store::{Format, GraphWriter, Prefixes};
use crate::text::Article;

/// Show what was read in each article: tokens, names, times, events …
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph annotate article.txt                          coloured text for the terminal
  newsgraph annotate --format jsonl news.jsonl            one JSON object an article, all layers
  newsgraph annotate --format conllu article.txt          syntax in CoNLL-U
  newsgraph annotate --format nif article.txt             NIF 2.0 in Turtle: words, and mentions with what they denote
  cat article.txt | newsgraph annotate -                  from standard input")]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    reading: ReadingArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = AnnotationFormat::Text)]
    format: AnnotationFormat,
    /// Show the entries of the knowledge base that were weighed for each entity (jsonl)
    #[arg(long)]
    candidates: bool,
    /// Base of the IRIs that are minted
    #[arg(long, value_name = "IRI", default_value = crate::graph::DEFAULT_BASE)]
    base: String,
    /// Write to this file instead of standard output (.gz and .zst are compressed)
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum AnnotationFormat {
    /// Coloured text
    Text,
    /// One JSON object an article
    Jsonl,
    /// CoNLL-U (Universal Dependencies)
    Conllu,
    /// NIF 2.0 in Turtle
    Nif,
}

/// Runs the command.
pub(crate) fn run(args: &AnnotateArgs) -> Result<()> {
    let options = Options::new(&args.base).map_err(|e| super::errors::usage(e.to_string()))?;
    let reader = args.reading.reader()?;
    let mut output = Output::open(args.out.as_deref())?;
    let report = reading::each(
        &args.reading,
        &reader,
        |article, layers| print(args, &options, article, layers),
        |printed| Ok(output.write_all(&printed)?),
    )?;
    output.finish()?;
    report.finish()
}

fn print(args: &AnnotateArgs, options: &Options, article: &Article, layers: &Annotations) -> Vec<u8> {
    match args.format {
        AnnotationFormat::Jsonl => {
            let names = Names::new(article, options);
            let record = Record::new(article, layers, |e| Some(names.entity(layers, e)));
            let record = if args.candidates { record.with_candidates(layers) } else { record };
            let mut line = serde_json::to_vec(&record).unwrap_or_default();
            line.push(b'\n');
            line
        }
        AnnotationFormat::Nif => nif(article, layers, options).unwrap_or_default(),
        AnnotationFormat::Conllu => conllu::print(article, &layers.syntax).into_bytes(),
        AnnotationFormat::Text => text::print(article, layers).into_bytes(),
    }
}

/// An article in NIF. Each is a document of its own: one after the other they are Turtle still.
fn nif(article: &Article, layers: &Annotations, options: &Options) -> std::io::Result<Vec<u8>> {
    let (graph, quads) = nif_quads(article, layers, options);
    let mut writer = GraphWriter::new(Format::Turtle, Vec::new(), &Prefixes::for_article(graph.as_str()));
    writer.write_article(&graph, &quads)?;
    writer.finish()
}
