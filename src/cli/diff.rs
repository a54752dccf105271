//! `newsgraph diff`: what two graphs do not have in common, by article and by kind. Exit codes as diff's: 0 the same,
//! 1 different, 2 trouble.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use serde_json::json;

use super::errors;
use super::graph_source::GraphSource;
use super::output::Output;
use super::table;
use super::verify::ReportFormat;
use crate::store::{Prefixes, Store};
use crate::verify::{Change, Difference, Tally, differences};

/// The exit code where the graphs could not be compared.
const TROUBLE: u8 = 2;

/// Compare two graphs by article and kind of thing
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A and B are stores (news.kg) or files of RDF. Where one of them has no named graphs, as Turtle, the articles of both
are compared together. Exit code 0 where both say the same, 1 where they differ, 2 where they cannot be compared.

Examples:
  newsgraph diff old.kg new.kg                  how many things of which article differ
  newsgraph diff old.kg new.nq --triples        every triple that is in one of them only
  newsgraph diff a.ttl b.ttl --format json")]
pub(crate) struct DiffArgs {
    /// The first store or file of RDF
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,
    /// The second
    #[arg(value_name = "B")]
    pub(crate) second: PathBuf,
    /// Show the triples that only one of them has: - for A, + for B
    #[arg(long, conflicts_with = "format")]
    pub(crate) triples: bool,
    /// How to write the differences: table or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: ReportFormat,
    /// Write to this file; it appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Runs the command and gives its exit code.
pub(crate) fn run(args: &DiffArgs) -> ExitCode {
    match compare(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let code = errors::report(&Err(error));
            // A closed pipe stays no error.
            if code == ExitCode::SUCCESS { code } else { ExitCode::from(TROUBLE) }
        }
    }
}

/// Whether both say the same.
fn compare(args: &DiffArgs) -> Result<bool> {
    let (first, second) = (open(&args.first)?, open(&args.second)?);
    let found = differences(&first, &second)?;
    let mut output = Output::open(args.out.as_deref())?;
    if args.triples {
        for difference in &found {
            writeln!(output, "{}", patch(difference).trim_end())?;
        }
    } else if args.format == ReportFormat::Json {
        serde_json::to_writer_pretty(&mut output, &json(&found))?;
        output.write_all(b"\n")?;
    } else if !found.is_empty() {
        let prefixes = if first.is_empty()? { second.prefixes()? } else { first.prefixes()? };
        table(args, &mut output, &found, &prefixes)?;
    }
    output.finish()?;
    let same = found.is_empty();
    eprintln!("{}", if same { "the same".to_owned() } else { format!("{} things differ", found.len()) });
    Ok(same)
}

/// A store by its extension, else a file of RDF.
fn open(path: &Path) -> Result<Store> {
    let is_store = path.extension().is_some_and(|e| e == "kg" || e == "kgdb");
    let (store, graph) = if is_store { (Some(path.to_owned()), Vec::new()) } else { (None, vec![path.to_owned()]) };
    let source = GraphSource { store, graph, overrides: None };
    source.open().with_context(|| format!("cannot compare {}", path.display()))
}

fn table(args: &DiffArgs, output: &mut Output, found: &[Difference], prefixes: &Prefixes) -> Result<()> {
    let number = |n: usize| Some(Term::from(Literal::from(n as u64)));
    let rows: Vec<Vec<Option<Term>>> = Tally::of(found)
        .into_iter()
        .map(|((article, kind), tally)| {
            let article = NamedNode::new(article).map_or_else(|_| Literal::from("(shared)").into(), Term::from);
            let kind = Term::from(Literal::from(kind.name()));
            vec![Some(article), Some(kind), number(tally.added), number(tally.removed), number(tally.changed)]
        })
        .collect();
    let columns = ["article", "kind", "added", "removed", "changed"].map(Variable::new_unchecked);
    let to_terminal = args.out.is_none() && std::io::stdout().is_terminal();
    let width = to_terminal.then(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).flatten();
    Ok(table::write(output, &columns, &rows, prefixes, width)?)
}

/// The lines of one thing: its name, then what was lost and gained.
fn patch(difference: &Difference) -> String {
    let mut text = format!("@ {} {} <{}>", sign(difference.change), difference.kind.name(), difference.node);
    if !difference.label.is_empty() {
        let _ = write!(text, " {:?}", difference.label);
    }
    text.push('\n');
    for (sign, lines) in [('-', &difference.lost), ('+', &difference.gained)] {
        for line in lines {
            text.push(sign);
            text.push(' ');
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

fn sign(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    }
}

fn json(found: &[Difference]) -> serde_json::Value {
    let one = |d: &Difference| {
        json!({
            "article": d.article,
            "kind": d.kind.name(),
            "node": d.node,
            "label": d.label,
            "change": sign(d.change),
            "lost": d.lost,
            "gained": d.gained,
        })
    };
    json!({"same": found.is_empty(), "differences": found.iter().map(one).collect::<Vec<_>>()})
}
