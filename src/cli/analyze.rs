//! `newsgraph analyze`: questions to a graph that need no SPARQL: the canned queries, and those that SPARQL cannot say.

mod counts;
mod disputed;

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};

use anyhow::Result;
use oxigraph::model::{Literal, Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::errors::usage;
use super::output::Output;
use super::query::{self, AnswerArgs, AnswerFormat, QueryArgs};
use super::table;
use crate::ontology::{EventClass, QUERIES};
use crate::store::Store;

/// Analyses that are written in Rust: name, and what they answer.
const OWN: [(&str, &str); 1] =
    [("disputed", "Different counts for the same event, side by side: two articles, or two sources in one.")];

/// Ask a graph a ready-made question; without NAME, list them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph analyze
  newsgraph analyze disputed --store news.kg
  newsgraph analyze timeline 'Ana Lima' --store news.kg
  newsgraph analyze chain 'Ana Lima' 'Bo Ek' --store news.kg
  newsgraph analyze events-where-when Attack --store news.kg
  newsgraph analyze timeline --graph a.ttl b.ttl --format csv --out timeline.csv

The canned queries can be read and changed: newsgraph ontology timeline.rq")]
pub(crate) struct AnalyzeArgs {
    /// The analysis
    pub(crate) name: Option<String>,
    /// What to ask about, for those that take it: a name or a class of events
    #[arg(value_name = "ARG")]
    pub(crate) about: Vec<String>,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

/// Runs the command.
pub(crate) fn run(args: &AnalyzeArgs) -> Result<()> {
    let Some(name) = args.name.as_deref() else {
        let mut output = Output::open(args.answer.out.as_deref())?;
        output.write_all(list().as_bytes())?;
        return output.finish();
    };
    if let Some((_, query)) = QUERIES.iter().find(|(other, _)| *other == name) {
        return query::run(&QueryArgs {
            query: Some(ask_about(query, &args.about)?),
            file: None,
            answer: args.answer.clone(),
            timeout: None,
            limit_memory: None,
            named_graph: Vec::new(),
            allow_service: false,
        });
    }
    if name != "disputed" {
        let names: Vec<&str> = OWN.iter().chain(QUERIES).map(|(name, _)| *name).collect();
        return Err(usage(format!("there is no analysis {name}; there are {}", names.join(", "))));
    }
    if !args.about.is_empty() {
        return Err(usage("disputed takes no names"));
    }
    let format = match (args.answer.format, &args.answer.out) {
        (None, Some(path)) => query::format_of(path)?,
        (format, _) => format,
    };
    if format.is_some_and(|f| !f.holds_rows()) {
        return Err(usage("analyses answer with rows: use --format table, csv, tsv, json or xml"));
    }
    let store = args.answer.source.open()?;
    let rows = rows(&store)?;
    write(args, format, &store, &rows)
}

/// The query with what it is asked about, in the order of its lines `VALUES ?name { … }` of one value.
fn ask_about(query: &str, about: &[String]) -> Result<String> {
    let mut asked = query.to_owned();
    let mut places: Vec<&str> = Vec::new();
    for found in query.lines().map(str::trim).filter(|l| l.starts_with("VALUES ?") && l.ends_with('}')) {
        if !places.contains(&found) {
            places.push(found);
        }
    }
    if about.len() > places.len() {
        return Err(usage(format!("this analysis takes {} names; {} are given", places.len(), about.len())));
    }
    for (place, about) in places.into_iter().zip(about) {
        let variable = place.split_whitespace().nth(1).unwrap_or_default();
        let value = if variable == "?type" {
            let class = EventClass::from_name(about)
                .ok_or_else(|| usage(format!("there is no class of events {about}: newsgraph ontology lists them")))?;
            format!("<{}>", class.iri().as_str())
        } else {
            Literal::new_language_tagged_literal_unchecked(about.as_str(), "en").to_string()
        };
        asked = asked.replace(place, &format!("VALUES {variable} {{ {value} }}"));
    }
    Ok(asked)
}

/// A line an analysis: its name and what it answers.
fn list() -> String {
    let about =
        |query: &'static str| query.lines().next().and_then(|line| line.strip_prefix('#')).unwrap_or_default().trim();
    let mut all: Vec<(&str, &str)> = OWN.to_vec();
    all.extend(QUERIES.iter().map(|&(name, query)| (name, about(query))));
    let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    all.iter().fold(String::new(), |mut text, (name, about)| {
        let _ = writeln!(text, "{name:width$}  {about}");
        text
    })
}

/// The columns of `disputed`.
const COLUMNS: [&str; 12] = [
    "dispute",
    "verdict",
    "what",
    "when",
    "where",
    "count",
    "people",
    "source",
    "published",
    "article",
    "sentence",
    "event",
];

fn rows(store: &Store) -> Result<Vec<Vec<Option<Term>>>> {
    let facts = counts::facts(store)?;
    let text = |text: &str| (!text.is_empty()).then(|| Term::from(Literal::from(text)));
    let mut rows = Vec::new();
    for (number, dispute) in disputed::disputes(&facts).iter().enumerate() {
        for &index in &dispute.facts {
            let fact = &facts[index];
            rows.push(vec![
                Some(Term::from(Literal::from(number as u64 + 1))),
                text(if dispute.contradict { "contradict" } else { "differ" }),
                text(dispute.class.name()),
                text(&fact.when()),
                text(&fact.place_names.join("; ")),
                text(&fact.number.to_string()),
                text(&fact.people),
                text(&fact.source),
                text(&fact.published),
                text(&fact.article),
                text(&fact.sentence),
                Some(Term::from(fact.event.clone())),
            ]);
        }
    }
    Ok(rows)
}

fn write(args: &AnalyzeArgs, format: Option<AnswerFormat>, store: &Store, rows: &[Vec<Option<Term>>]) -> Result<()> {
    let variables: Vec<Variable> = COLUMNS.iter().map(|name| Variable::new_unchecked(*name)).collect();
    let mut output = Output::open(args.answer.out.as_deref())?;
    if let Some(format) = format.and_then(AnswerFormat::results) {
        let mut writer = QueryResultsSerializer::from_format(format)
            .serialize_solutions_to_writer(&mut output, variables.clone())?;
        for row in rows {
            let bound = variables.iter().zip(row).filter_map(|(name, term)| Some((name, term.as_ref()?)));
            writer.serialize(bound)?;
        }
        writer.finish()?;
        if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
            output.write_all(b"\n")?;
        }
        return output.finish();
    }
    let on_terminal = args.answer.out.is_none() && std::io::stdout().is_terminal();
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| on_terminal);
    table::write(&mut output, &variables, rows, &store.prefixes()?, width)?;
    output.finish()?;
    if rows.is_empty() {
        eprintln!("no event has two counts");
    }
    Ok(())
}
