//! `newsgraph export`: write a store out, as RDF or in the formats of other tools.

mod formats;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use oxigraph::model::{NamedNode, Quad};

use super::errors::usage;
use super::graph_source::GraphSource;
use super::output::Output;
use crate::interchange::{Gathered, ftm, gexf, graphml, neo4j, tables, void};
use crate::store::{Format, GraphWriter, Store};
pub(super) use formats::RdfVersion;
use formats::{ExportFormat, TableName};

/// Write a store out, as RDF or for other tools
#[derive(Debug, clap::Args)]
#[command(after_help = "\
RDF: ttl (pretty Turtle, the default), nt, nq, trig, rdf, jsonld. Only nq, trig and jsonld keep which article says
what; the others merge the articles.
Networks of entities: graphml, gexf. Tables: csv (entities.csv, events.csv and claims.csv in a folder, or one --table).
Imports: neo4j (a folder of CSV files), ftm (FollowTheMoney entities, JSON lines).

Examples:
  newsgraph export --store news.kg                          Turtle on standard output
  newsgraph export --store news.kg --out news.nq.gz         compressed N-Quads, by the file's name
  newsgraph export --store news.kg --format trig --rdf 1.2  statements as reifiers of triple terms
  newsgraph export --graph a.ttl b.jsonld --out both.trig   convert and merge files of RDF
  newsgraph export --store news.kg --out news.gexf          for Gephi
  newsgraph export --store news.kg --format csv --out tables/
  newsgraph export --store news.kg --table events | head    one table, on standard output
  newsgraph export --store news.kg --void --title News --license https://creativecommons.org/licenses/by/4.0/
  newsgraph export --store news.kg --article https://w3id.org/newsgraph/kg/article/0f2c5a1b9d3e4f60")]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) source: GraphSource,
    /// Write this format, whatever the file's name
    #[arg(long, value_name = "FORMAT", value_parser = ExportFormat::parse)]
    format: Option<ExportFormat>,
    /// Write to this file, or for csv and neo4j to this folder; files appear when they are complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write only this article; may be given again
    #[arg(long, value_name = "IRI")]
    pub(crate) article: Vec<String>,
    /// Version of RDF: 1.2 makes statements reifiers of triple terms (ttl, trig, nt, nq)
    #[arg(long, value_name = "VERSION", default_value = "1.1")]
    rdf: RdfVersion,
    /// Write one table as CSV: entities, events or claims
    #[arg(long, value_name = "TABLE", conflicts_with = "format")]
    table: Option<TableName>,
    /// Describe the data set in VoID and DCAT, instead of writing it
    #[arg(long, conflicts_with = "table")]
    void: bool,
    #[command(flatten)]
    publication: PublicationArgs,
}

/// What only the publisher of a data set can say of it.
#[derive(Debug, clap::Args)]
struct PublicationArgs {
    /// With --void: the IRI of the data set (default: `dataset` below the base of its names)
    #[arg(long, value_name = "IRI", requires = "void", value_parser = parse_iri)]
    dataset: Option<NamedNode>,
    /// With --void: the title of the data set
    #[arg(long, value_name = "TEXT", requires = "void")]
    title: Option<String>,
    /// With --void: its licence
    #[arg(long, value_name = "IRI", requires = "void", value_parser = parse_iri)]
    license: Option<NamedNode>,
    /// With --void: a file in which it can be had, by its address; may be given again
    #[arg(long, value_name = "IRI", requires = "void", value_parser = parse_iri)]
    dump: Vec<NamedNode>,
    /// With --void: say when the description was made
    #[arg(long, requires = "void")]
    stamp: bool,
}

fn parse_iri(text: &str) -> Result<NamedNode, String> {
    NamedNode::new(text).map_err(|e| format!("no IRI: {e}"))
}

/// Runs the command.
pub(crate) fn run(args: &ExportArgs) -> Result<()> {
    let out = args.out.as_deref().filter(|out| *out != Path::new("-"));
    let format = match args.table {
        Some(table) => ExportFormat::Table(table.table()),
        None => formats::of(args.format, out)?,
    };
    if args.rdf == RdfVersion::V1_2 && !matches!(format, ExportFormat::Rdf(_)) {
        return Err(usage("--rdf 1.2 is of RDF alone: write ttl, trig, nt or nq"));
    }
    if args.void && !matches!(format, ExportFormat::Rdf(_)) {
        return Err(usage("--void writes RDF: end the file in .ttl, .nt, .rdf or .jsonld"));
    }
    let store = args.source.open()?;
    let articles = match args.article.as_slice() {
        [] => store.articles()?,
        names => names.iter().map(|name| article(name)).collect::<Result<_>>()?,
    };
    match format {
        ExportFormat::Rdf(format) if args.void => describe(args, &store, &articles, format),
        ExportFormat::Rdf(format) => {
            let mut output = Output::open(args.out.as_deref())?;
            let writer = args.rdf.writer(format, &mut output, &store.prefixes()?)?;
            store.write_articles(&articles, writer)?;
            output.finish()
        }
        format => interchange(format, &store, &articles, out),
    }
}

fn describe(args: &ExportArgs, store: &Store, articles: &[NamedNode], format: Format) -> Result<()> {
    let given = &args.publication;
    let now = || jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let publication = void::Publication {
        dataset: given.dataset.clone(),
        title: given.title.clone(),
        licence: given.license.clone(),
        dumps: given.dump.clone(),
        stamp: given.stamp.then(now),
    };
    let (dataset, triples) = void::describe(store, articles, &publication)?;
    let mut output = Output::open(args.out.as_deref())?;
    let mut writer = GraphWriter::new(format, &mut output, &store.prefixes()?.with("dcat", void::DCAT));
    if format == Format::Turtle {
        // As an article's: what is of the data set is then written relative to it, the data set itself first.
        let quads: Vec<Quad> = triples.into_iter().map(|triple| triple.in_graph(dataset.clone())).collect();
        writer.write_article(&dataset, &quads)?;
    } else {
        writer.write_triples(&triples)?;
    }
    writer.finish()?;
    output.finish()
}

fn interchange(format: ExportFormat, store: &Store, articles: &[NamedNode], out: Option<&Path>) -> Result<()> {
    let folder = |what: &str| {
        out.ok_or_else(|| usage(format!("{what} is several files: name a folder with --out FOLDER")))
            .and_then(|folder| make_folder(folder).map(|()| folder))
    };
    // The folder is asked for before hours are spent.
    let target = match format {
        ExportFormat::Csv => Some(folder("csv")?),
        ExportFormat::Neo4j => Some(folder("neo4j")?),
        _ => None,
    };
    let gathered = Gathered::read(store, articles)?;
    let file = |name: &str, write: &dyn Fn(&mut dyn Write) -> std::io::Result<()>| -> Result<()> {
        let path = target.map(|folder| folder.join(name));
        let mut output = Output::open(path.as_deref().or(out))?;
        write(&mut output)?;
        output.finish()
    };
    let prefixes = store.prefixes()?;
    match format {
        ExportFormat::Rdf(_) => Ok(()),
        ExportFormat::GraphMl => file("", &|w| graphml::write(w, &gathered, &prefixes).map(drop)),
        ExportFormat::Gexf => file("", &|w| gexf::write(w, &gathered, &prefixes).map(drop)),
        ExportFormat::Ftm => file("", &|w| ftm::write(w, &gathered)),
        ExportFormat::Table(table) => file("", &|w| tables::write(w, table, &gathered)),
        ExportFormat::Csv => tables::Table::ALL
            .into_iter()
            .try_for_each(|table| file(&format!("{}.csv", table.name()), &|w| tables::write(w, table, &gathered))),
        ExportFormat::Neo4j => {
            neo4j::File::ALL.into_iter().try_for_each(|part| file(part.name(), &|w| neo4j::write(w, part, &gathered)))
        }
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_file() {
        return Err(usage(format!("{} is a file; name a folder", folder.display())));
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

fn article(name: &str) -> Result<NamedNode> {
    NamedNode::new(name).map_err(|e| usage(format!("{name} is no IRI of an article: {e}")))
}
