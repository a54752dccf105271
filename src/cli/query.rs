//! `newsgraph query`: SPARQL over a store or over RDF files.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ValueEnum;
use oxigraph::model::NamedNode;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::errors::usage;
use super::graph_source::GraphSource;
use super::output::Output;
use super::table;
use crate::store::{
    Answer, Compression, Format, GraphWriter, Prefixes, QueryGraphs, QueryOptions, Solutions, Store, file_iri,
};

/// Ask a graph with SPARQL
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The prefixes ng: schema: sem: gaf: nif: itsrdf: prov: time: skos: org: geo: foaf: dcterms: void: wd: rdf: rdfs:
xsd: owl: need no declaration, nor do article: entity: person: organization: place: for what is in the graph.
The default graph holds what any article says, once; GRAPH ?article { … } asks which article says it.

Examples:
  newsgraph query --store news.kg 'SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name'
  newsgraph query --store news.kg -f meetings.rq --format csv --out meetings.csv
  newsgraph query --graph a.ttl b.nq.gz 'SELECT (COUNT(*) AS ?events) { ?e a/rdfs:subClassOf* ng:Event }'
  newsgraph query --store news.kg 'SELECT ?article { GRAPH ?article { entity:Q801 gaf:denotedBy ?mention } }'
  newsgraph query --store news.kg 'DESCRIBE entity:Q801' --format ttl
  newsgraph query --store news.kg -f long.rq --timeout 30 --limit-memory 2G
  newsgraph query --graph a.ttl --named-graph b.ttl 'SELECT ?g { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }'
  newsgraph ontology timeline.rq | newsgraph query --store news.kg -f -")]
pub(crate) struct QueryArgs {
    /// The query; `-f FILE` reads it from a file
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Read the query from this file, or from standard input where it is `-`
    #[arg(long, short, value_name = "FILE", conflicts_with = "query")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
    /// Stop the query after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Stop the query when the program takes up more memory than this, such as 800M or 2G, the graph among it
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub(crate) limit_memory: Option<u64>,
    /// Read these files of RDF as named graphs: they are seen by GRAPH alone, and the files of --graph without it alone
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "store")]
    pub(crate) named_graph: Vec<PathBuf>,
    /// Let SERVICE ask other servers (in programs built with `--features service`)
    #[arg(long)]
    pub(crate) allow_service: bool,
}

/// What is asked, and where the answer goes.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AnswerArgs {
    #[command(flatten)]
    pub(crate) source: GraphSource,
    /// How to write the answer: table, csv, tsv, json or xml; an RDF format for CONSTRUCT and DESCRIBE
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<AnswerFormat>,
    /// Write to this file; it appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// The formats of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// Aligned columns, for reading
    Table,
    /// Comma-separated values
    Csv,
    /// Tab-separated values, terms as in Turtle
    Tsv,
    /// SPARQL results in JSON
    Json,
    /// SPARQL results in XML
    #[value(alias = "srx")]
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE
    Ttl,
    /// N-Triples
    Nt,
    /// N-Quads
    Nq,
    /// `TriG`
    Trig,
    /// RDF/XML
    Rdf,
    /// JSON-LD
    Jsonld,
}

/// What a format can write.
enum Kind {
    Table,
    Results(QueryResultsFormat),
    Rdf(Format),
}

impl AnswerFormat {
    /// The format of rows that it is; `None` for a table, and for formats of RDF.
    pub(super) fn results(self) -> Option<QueryResultsFormat> {
        if let Kind::Results(format) = self.kind() { Some(format) } else { None }
    }

    /// Whether rows can be written in it.
    pub(super) fn holds_rows(self) -> bool {
        !matches!(self.kind(), Kind::Rdf(_))
    }

    fn kind(self) -> Kind {
        match self {
            Self::Table => Kind::Table,
            Self::Csv => Kind::Results(QueryResultsFormat::Csv),
            Self::Tsv => Kind::Results(QueryResultsFormat::Tsv),
            Self::Json => Kind::Results(QueryResultsFormat::Json),
            Self::Xml => Kind::Results(QueryResultsFormat::Xml),
            Self::Ttl => Kind::Rdf(Format::Turtle),
            Self::Nt => Kind::Rdf(Format::NTriples),
            Self::Nq => Kind::Rdf(Format::NQuads),
            Self::Trig => Kind::Rdf(Format::TriG),
            Self::Rdf => Kind::Rdf(Format::RdfXml),
            Self::Jsonld => Kind::Rdf(Format::JsonLd),
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &QueryArgs) -> Result<()> {
    let (mut source, mut named) = (args.answer.source.clone(), args.named_graph.clone());
    let query = query_text(args, &mut source.graph, &mut named)?;
    let format = match (args.answer.format, &args.answer.out) {
        (None, Some(path)) => format_of(path)?,
        (format, _) => format,
    };
    if args.allow_service && !cfg!(feature = "service") {
        return Err(usage(
            "this program was built without a way to the network; `cargo build --release --features service` makes one that \
             can --allow-service",
        ));
    }
    let (store, graphs) = open(&source, &named)?;
    let options = QueryOptions {
        timeout: args.timeout,
        memory: args.limit_memory,
        prefixes: store.prefixes()?,
        base: Some(base(args.file.as_deref())),
        graphs,
        allow_service: args.allow_service,
    };
    let answer = store.query(&query, &options)?;
    // The answer's kind is known only now, and a file must not be opened for a format that cannot hold it.
    match (answer, format.map(AnswerFormat::kind)) {
        (Answer::Boolean(_) | Answer::Solutions(_), Some(Kind::Rdf(_))) => {
            Err(usage("SELECT and ASK answer with rows: use --format table, csv, tsv, json or xml"))
        }
        (Answer::Triples(_), Some(Kind::Table | Kind::Results(_))) => {
            Err(usage(format!("CONSTRUCT and DESCRIBE answer with triples: use --format {}", Format::NAMES.join(", "))))
        }
        (Answer::Triples(triples), kind) => {
            let format = if let Some(Kind::Rdf(format)) = kind { format } else { Format::Turtle };
            let triples = triples.collect::<Result<Vec<_>, _>>()?;
            let mut output = Output::open(args.answer.out.as_deref())?;
            let mut writer = GraphWriter::new(format, &mut output, &options.prefixes);
            writer.write_triples(&triples)?;
            writer.finish()?;
            output.finish()
        }
        (Answer::Boolean(value), kind) => {
            let mut output = Output::open(args.answer.out.as_deref())?;
            match kind {
                Some(Kind::Results(format)) => {
                    QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut output, value)?;
                    output.write_all(b"\n")?;
                }
                _ => writeln!(output, "{value}")?,
            }
            output.finish()
        }
        (Answer::Solutions(rows), Some(Kind::Results(format))) => write_results(args, format, rows),
        (Answer::Solutions(rows), _) => write_table(args, rows, &options.prefixes),
    }
}

fn write_results(args: &QueryArgs, format: QueryResultsFormat, rows: Solutions) -> Result<()> {
    let mut output = Output::open(args.answer.out.as_deref())?;
    let serializer = QueryResultsSerializer::from_format(format);
    let mut writer = serializer.serialize_solutions_to_writer(&mut output, rows.variables().to_vec())?;
    for row in rows {
        writer.serialize(&row?)?;
    }
    writer.finish()?;
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        output.write_all(b"\n")?;
    }
    output.finish()
}

fn write_table(args: &QueryArgs, rows: Solutions, prefixes: &Prefixes) -> Result<()> {
    let variables = rows.variables().to_vec();
    let rows = rows.into_rows()?;
    let on_terminal = args.answer.out.is_none() && io::stdout().is_terminal();
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| on_terminal);
    let mut output = Output::open(args.answer.out.as_deref())?;
    table::write(&mut output, &variables, &rows, prefixes, width)?;
    output.finish()?;
    if rows.is_empty() {
        eprintln!("no rows");
    }
    Ok(())
}

/// The graph, and which parts of it are the default graph and the named ones where that was said.
fn open(source: &GraphSource, named: &[PathBuf]) -> Result<(Store, Option<QueryGraphs>)> {
    if named.is_empty() {
        return Ok((source.open()?, None));
    }
    let mut source = source.clone();
    let iris = |paths: &[PathBuf]| paths.iter().map(|path| file_iri(path)).collect();
    let graphs = QueryGraphs { default: iris(&source.graph), named: iris(named) };
    for path in named {
        // A file that is both is read once: its blank nodes are the same in both.
        if !source.graph.contains(path) {
            source.graph.push(path.clone());
        }
    }
    Ok((source.open()?, Some(graphs)))
}

/// What relative IRIs in the query are relative to: its file, else the current folder.
fn base(file: Option<&Path>) -> NamedNode {
    match file {
        Some(path) if path != Path::new("-") => file_iri(path),
        _ => file_iri(Path::new("./")),
    }
}

/// The query, from wherever it is given.
fn query_text(args: &QueryArgs, graph: &mut Vec<PathBuf>, named: &mut Vec<PathBuf>) -> Result<String> {
    match (&args.query, &args.file) {
        (Some(query), _) => Ok(query.clone()),
        (None, Some(path)) if path == Path::new("-") => {
            crate::bounds::text(io::stdin()).context("cannot read the query from standard input")
        }
        (None, Some(path)) => {
            crate::bounds::read_text(path).with_context(|| format!("cannot read the query in {}", path.display()))
        }
        // `--graph a.ttl b.ttl 'SELECT …'` gives the query to --graph, which takes all it can get.
        (None, None) => {
            match [graph, named].into_iter().find_map(|files| files.pop_if(|last| looks_like_query(last))) {
                Some(query) => Ok(query.to_string_lossy().into_owned()),
                None => Err(usage(
                    "no query: give it as an argument, or with -f FILE (`newsgraph query --help` has examples)",
                )),
            }
        }
    }
}

fn looks_like_query(argument: &Path) -> bool {
    argument.to_str().is_some_and(|text| text.contains('{') || text.contains(char::is_whitespace)) && !argument.exists()
}

/// The format that the name of the output tells, if it has an extension.
pub(super) fn format_of(path: &Path) -> Result<Option<AnswerFormat>> {
    let Some(extension) = Compression::bare_extension(path) else { return Ok(None) };
    if extension == "txt" {
        return Ok(Some(AnswerFormat::Table));
    }
    AnswerFormat::from_str(&extension, true).map(Some).map_err(|_| {
        usage(format!("the name {} tells no format; give --format (see `newsgraph query --help`)", path.display()))
    })
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "give a number of seconds, such as 30 or 0.5".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "give a number of seconds above 0".to_owned())
}

/// Bytes; K, M, G and T are powers of 1024, whatever follows them.
fn parse_size(text: &str) -> Result<u64, String> {
    let wrong = || "give a size such as 800M or 2G".to_owned();
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let power = match unit.to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" if !unit.contains(['i', 'I']) => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        _ => return Err(wrong()),
    };
    let number: f64 = number.trim().parse().map_err(|_| wrong())?;
    let bytes = number * f64::from(1u32 << (power / 2)) * f64::from(1u32 << (power / 2));
    if bytes >= 1.0 && bytes < 2f64.powi(63) { Ok(bytes as u64) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        for (text, expected) in [
            ("100", Some(100)),
            ("100B", Some(100)),
            ("2k", Some(2048)),
            ("800M", Some(800 << 20)),
            ("1.5GiB", Some(1536 << 20)),
            ("2 GB", Some(2 << 30)),
            ("0", None),
            ("-1M", None),
            ("1X", None),
            ("1i", None),
            ("M", None),
            ("9e30G", None),
        ] {
            assert_eq!(parse_size(text).ok(), expected, "{text}");
        }
    }
}
