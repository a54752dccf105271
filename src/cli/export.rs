//! `newsgraph export`: write a store out as RDF.

use std::path::PathBuf;

use anyhow::Result;
use oxigraph::model::NamedNode;

use super::errors::usage;
use super::graph_source::GraphSource;
use super::output::Output;
use crate::store::{Compression, Format, GraphWriter};

/// Write a store out as RDF
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Formats: ttl (pretty Turtle, the default), nt, nq, trig, rdf, jsonld. Only nq, trig and jsonld keep which
article says what; the others merge the articles.

Examples:
  newsgraph export --store news.kg                          Turtle on standard output
  newsgraph export --store news.kg --out news.nq.gz         compressed N-Quads, by the file's name
  newsgraph export --store news.kg --format trig | less
  newsgraph export --graph a.ttl b.jsonld --out both.trig   convert and merge files of RDF
  newsgraph export --store news.kg --article https://w3id.org/newsgraph/kg/article/0f2c5a1b9d3e4f60")]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) source: GraphSource,
    /// Write this format, whatever the file's name
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(crate) format: Option<Format>,
    /// Write to this file; it appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write only this article; may be given again
    #[arg(long, value_name = "IRI")]
    pub(crate) article: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &ExportArgs) -> Result<()> {
    let format = output_format(args.format, args.out.as_deref())?;
    let store = args.source.open()?;
    let articles = match args.article.as_slice() {
        [] => store.articles()?,
        names => names.iter().map(|name| article(name)).collect::<Result<_>>()?,
    };
    let mut output = Output::open(args.out.as_deref())?;
    store.write_articles(&articles, GraphWriter::new(format, &mut output, &store.prefixes()?))?;
    output.finish()
}

fn article(name: &str) -> Result<NamedNode> {
    NamedNode::new(name).map_err(|e| usage(format!("{name} is no IRI of an article: {e}")))
}

/// The format that an option, or else the name of the output, tells; Turtle otherwise.
pub(super) fn output_format(format: Option<Format>, out: Option<&std::path::Path>) -> Result<Format> {
    match (format, out) {
        (Some(format), _) => Ok(format),
        (None, Some(path)) if path != std::path::Path::new("-") && Compression::bare_extension(path).is_some() => {
            Format::from_path(path).ok_or_else(|| {
                usage(format!(
                    "the name {} tells no RDF format; end it in .{}, or give --format",
                    path.display(),
                    Format::NAMES.join(", .")
                ))
            })
        }
        _ => Ok(Format::Turtle),
    }
}

/// Reads the name of a format, for clap.
pub(super) fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| format!("the formats are {}", Format::NAMES.join(", ")))
}
