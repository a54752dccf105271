//! `newsgraph kb`: look into the knowledge base.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use serde_json::{Value, json};

use super::errors::usage;
use super::output::Output;
use super::table;
use crate::kb::{Entry, EntryId, Identifier, Kb, KbError, UserKb};
use crate::store::Prefixes;

/// Look up who and what the knowledge base knows
#[derive(Debug, clap::Args)]
pub(crate) struct KbArgs {
    #[command(subcommand)]
    command: KbCommand,
}

#[derive(Debug, clap::Subcommand)]
enum KbCommand {
    Search(SearchArgs),
    Show(ShowArgs),
}

/// Find entries by name: those of that name first, then those whose name begins with it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Case, accents and full stops do not count. Of entries with one name the more prominent stands first.

Examples:
  newsgraph kb search 'Antony Blinken'                who is that?
  newsgraph kb search gaza --limit 5                  every Gaza, and what begins so
  newsgraph kb search Paris --format jsonl            one JSON object an entry, all that is known
  newsgraph kb search 'Port Kolmas' --kb mine.ttl     with your own entries before ours")]
struct SearchArgs {
    /// A name, or the beginning of one
    #[arg(value_name = "NAME", required = true)]
    name: String,
    /// At most so many entries
    #[arg(long, short, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = SearchFormat::Table)]
    format: SearchFormat,
    #[command(flatten)]
    own: OwnKb,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SearchFormat {
    /// Aligned columns
    Table,
    /// One JSON object an entry
    Jsonl,
}

/// Show all that is known of one entry
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph kb show Q38799                            by its item of Wikidata
  newsgraph kb show 281133                            by its feature of GeoNames
  newsgraph kb show Q38799 --format json              the same in JSON
  newsgraph kb show Q38799 --kb mine.ttl              with what your own file says of it")]
struct ShowArgs {
    /// A QID of Wikidata, the number of a feature of GeoNames, or the IRI of either
    #[arg(value_name = "ID")]
    id: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,
    #[command(flatten)]
    own: OwnKb,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ShowFormat {
    /// A line for each thing that is known
    Text,
    /// One JSON object
    Json,
}

/// Knowledge bases of the user's own.
#[derive(Debug, clap::Args)]
pub(crate) struct OwnKb {
    /// Your own knowledge base, before ours: Turtle with SKOS labels and exactMatch, or a table (.tsv)
    #[arg(long, value_name = "FILE")]
    pub(crate) kb: Vec<PathBuf>,
}

impl OwnKb {
    /// The embedded knowledge base with the user's files before it; of these the later go first.
    pub(crate) fn open(&self) -> Result<Kb> {
        let mut kb = Kb::embedded()?;
        for file in &self.kb {
            let user = UserKb::read(file).map_err(|error| match error {
                KbError::Unreadable { .. } => error.into(),
                _ => usage(error.to_string()),
            })?;
            kb = kb.with_user(user);
        }
        Ok(kb)
    }
}

/// Runs the command.
pub(crate) fn run(args: &KbArgs) -> Result<()> {
    match &args.command {
        KbCommand::Search(args) => search(args),
        KbCommand::Show(args) => show(args),
    }
}

fn search(args: &SearchArgs) -> Result<()> {
    let kb = args.own.open()?;
    let found: Vec<Entry> = kb.search(&args.name, args.limit).into_iter().map(|id| kb.entry(id)).collect();
    if found.is_empty() {
        bail!("nothing in the knowledge base is named {:?} or begins so", args.name);
    }
    let mut output = Output::open(None)?;
    match args.format {
        SearchFormat::Table => {
            let on_terminal = io::stdout().is_terminal();
            let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| on_terminal);
            let names = ["id", "label", "type", "country", "prior", "description"];
            let variables = names.map(Variable::new_unchecked);
            let rows: Vec<Vec<Option<Term>>> = found.iter().map(row).collect();
            table::write(&mut output, &variables, &rows, &Prefixes::default(), width)?;
        }
        SearchFormat::Jsonl => {
            for entry in &found {
                writeln!(output, "{}", object(entry))?;
            }
        }
    }
    output.finish()
}

fn row(entry: &Entry) -> Vec<Option<Term>> {
    let text = |text: &str| (!text.is_empty()).then(|| Term::from(Literal::from(text)));
    let decimal = NamedNode::from(oxigraph::model::vocab::xsd::DECIMAL);
    vec![
        text(&identifier(entry)),
        text(&entry.label),
        text(class(entry)),
        text(entry.country.as_deref().unwrap_or_default()),
        Some(Literal::new_typed_literal(format!("{:.2}", entry.prior), decimal).into()),
        text(&entry.description),
    ]
}

/// What to ask for with `kb show`.
fn identifier(entry: &Entry) -> String {
    let known = entry.qid.map(|qid| qid.to_string()).or_else(|| entry.geonames.map(|id| id.to_string()));
    known.or_else(|| entry.iri.clone()).unwrap_or_default()
}

/// The finest word for what it is.
fn class(entry: &Entry) -> &str {
    let kind = entry.kind.as_deref().or_else(|| entry.subtype.map(crate::ontology::Subtype::name));
    kind.unwrap_or(entry.entity_type.name())
}

fn show(args: &ShowArgs) -> Result<()> {
    let kb = args.own.open()?;
    let Some(id) = find(&kb, &args.id)? else {
        bail!("{} is not in the knowledge base; `newsgraph kb search NAME` looks for a name", args.id);
    };
    let entry = kb.entry(id);
    let mut output = Output::open(None)?;
    match args.format {
        ShowFormat::Text => lines(&mut output, &entry)?,
        ShowFormat::Json => writeln!(output, "{:#}", object(&entry))?,
    }
    output.finish()
}

/// The entry with a QID, a GeoNames identifier, or an IRI.
fn find(kb: &Kb, id: &str) -> Result<Option<EntryId>> {
    if let Some(own) = kb.by_iri(id) {
        return Ok(Some(own));
    }
    let local = id.rsplit_once("/entity/").map_or(id, |(_, name)| name);
    let number = || id.parse().ok().map(Identifier::Geonames);
    match Identifier::of_iri(id).or_else(|| Identifier::of_local(local)).or_else(number) {
        Some(Identifier::Wikidata(qid)) => return Ok(kb.by_qid(qid)),
        Some(Identifier::Geonames(feature)) => return Ok(kb.by_geonames(feature)),
        None => {}
    }
    if id.contains(':') {
        return Ok(None);
    }
    Err(usage(format!("{id} is no identifier: give a QID such as Q38799, or a number of GeoNames such as 281133")))
}

fn lines(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    let types =
        [Some(entry.entity_type.name()), entry.subtype.map(crate::ontology::Subtype::name), entry.kind.as_deref()];
    let types: Vec<&str> = types.into_iter().flatten().collect();
    let place = entry.coordinates.map(|at| format!("{} {}", at.latitude, at.longitude));
    let facts = [
        ("label", entry.label.clone()),
        ("type", types.join(", ")),
        ("description", entry.description.clone()),
        ("aliases", entry.aliases.join(", ")),
        ("country", entry.country.clone().unwrap_or_default()),
        ("coordinates", place.unwrap_or_default()),
        ("population", entry.population.map(|p| p.to_string()).unwrap_or_default()),
        ("prior", format!("{:.3}", entry.prior)),
        ("same as", entry.iris().join(", ")),
    ];
    facts.iter().filter(|(_, fact)| !fact.is_empty()).try_for_each(|(name, fact)| writeln!(out, "{name:12} {fact}"))
}

fn object(entry: &Entry) -> Value {
    json!({
        "iri": entry.iri,
        "wikidata": entry.qid.map(|qid| qid.to_string()),
        "geonames": entry.geonames,
        "matches": entry.matches,
        "type": entry.entity_type.name(),
        "subtype": entry.subtype.map(crate::ontology::Subtype::name),
        "kind": entry.kind,
        "label": entry.label,
        "aliases": entry.aliases,
        "description": entry.description,
        "country": entry.country,
        "coordinates": entry.coordinates.map(|at| json!({"latitude": at.latitude, "longitude": at.longitude})),
        "population": entry.population,
        // Three digits are all that the file keeps of use.
        "prior": (f64::from(entry.prior) * 1000.0).round() / 1000.0,
    })
}
