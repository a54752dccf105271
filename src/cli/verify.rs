//! `newsgraph verify`: check a graph, and say all that is wrong with it.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use oxigraph::model::{Literal, Term, Variable};
use serde_json::json;

use super::graph_source::GraphSource;
use super::output::Output;
use super::table;
use crate::store::{Prefixes, StoreError};
use crate::verify::{Check, Finding, Report, verify};

/// Check a graph: evidence, offsets, terms, IRIs, literals, graphs, shapes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is checked:
  text      hashes, offsets and words agree with the article's text
  evidence  everything is told by a stretch of text of its article
  terms     classes and properties are declared, and stand where they may
  iris      IRIs are well-formed
  literals  values are valid for their datatypes
  graphs    each article's triples are in its graph, and what is spoken of is described
  shapes    the SHACL shapes hold (newsgraph ontology shapes)
  profile   types, classes of events, counts and times agree with each other

Of files that keep no graphs (Turtle, N-Triples, RDF/XML), whose articles are merged, not all of this can be said.

The summary on standard error ends with the graph's hash: SHA-256 of its canonical N-Quads (RDFC-1.0). Exit code 0
where nothing is wrong, 1 where something is.

Examples:
  newsgraph verify --store news.kg
  newsgraph verify --graph a.nq b.trig --format json --out findings.json")]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) source: GraphSource,
    /// How to write what is wrong: table or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: ReportFormat,
    /// Write to this file; it appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// The formats of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Aligned columns, for reading
    Table,
    /// One JSON object
    Json,
}

/// Runs the command; gives whether the graph is sound.
pub(crate) fn run(args: &VerifyArgs) -> Result<bool> {
    let opened = args.source.open();
    let (report, prefixes) = match opened {
        Ok(store) => (verify(&store)?, store.prefixes()?),
        Err(error) => (unreadable(error)?, Prefixes::default()),
    };
    let mut output = Output::open(args.out.as_deref())?;
    match args.format {
        ReportFormat::Table if report.findings.is_empty() => {}
        ReportFormat::Table => {
            let to_terminal = args.out.is_none() && std::io::stdout().is_terminal();
            let width = to_terminal.then(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).flatten();
            table::write(&mut output, &columns(), &rows(&report.findings), &prefixes, width)?;
        }
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut output, &json(&report))?;
            output.write_all(b"\n")?;
        }
    }
    output.finish()?;
    eprintln!("{}", summary(&report));
    Ok(report.findings.is_empty())
}

/// A file that is no RDF is a finding too; all else that keeps a graph from being opened is a failure.
fn unreadable(error: anyhow::Error) -> Result<Report> {
    match error.downcast_ref::<StoreError>() {
        Some(StoreError::Rdf { place, message }) => {
            let finding = Finding {
                graph: place.clone(),
                node: String::new(),
                check: Check::Syntax,
                what: message.clone(),
                advice: "mend the file there, or export it again".to_owned(),
            };
            Ok(Report { findings: vec![finding], ..Report::default() })
        }
        _ => Err(error),
    }
}

fn columns() -> Vec<Variable> {
    ["check", "graph", "node", "what", "advice"].map(Variable::new_unchecked).to_vec()
}

fn rows(findings: &[Finding]) -> Vec<Vec<Option<Term>>> {
    let text = |text: &str| (!text.is_empty()).then(|| Term::from(Literal::from(text)));
    let iri = |iri: &str| match oxigraph::model::NamedNode::new(iri) {
        Ok(node) => Some(Term::from(node)),
        Err(_) => text(iri),
    };
    let row = |f: &Finding| vec![text(f.check.name()), iri(&f.graph), iri(&f.node), text(&f.what), text(&f.advice)];
    findings.iter().map(row).collect()
}

fn json(report: &Report) -> serde_json::Value {
    let finding = |f: &Finding| json!({"check": f.check.name(), "graph": f.graph, "node": f.node, "what": f.what, "advice": f.advice});
    json!({
        "graphs": report.graphs,
        "articles": report.articles,
        "quads": report.quads,
        "without_text": report.without_text,
        "hash": report.hash,
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

/// One line: what was checked, what was found, the hash.
fn summary(report: &Report) -> String {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let findings = match report.findings.len() {
        0 => "nothing is wrong".to_owned(),
        n => count(n, "finding", "findings"),
    };
    let articles = count(report.articles, "article", "articles");
    let quads = count(report.quads, "quad", "quads");
    let texts = match report.without_text {
        0 => String::new(),
        n => format!("; {} without text, whose offsets were not held against it", count(n, "article", "articles")),
    };
    let hash = if report.hash.is_empty() { String::new() } else { format!("; sha256 {}", report.hash) };
    format!("{articles}, {quads}: {findings}{texts}{hash}")
}
