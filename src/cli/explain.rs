//! `newsgraph explain`: the sentences that a thing or a triple rests on, with the words that count marked.

mod page;

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Term, vocab::rdf};

use super::errors::usage;
use super::graph_source::GraphSource;
use super::output::Output;
use crate::bounds;
use crate::evidence::explain::{Asked, Explanation, Object, thing, triple};
use crate::evidence::nearest::{called, nearest};
use crate::store::{Prefixes, Store};

/// Show the sentences that a thing or a triple rests on
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Things are named by their IRIs, by prefixed names (entity:Q801, article:93ab#event=120, ng:Attack), or by what they
are called. The object of a triple may also be a text, a number, or a literal as in Turtle.

Examples:
  newsgraph explain --store news.kg entity:Q801
  newsgraph explain --store news.kg 'article:0f2c5a1b9d3e4f60#event=120'
  newsgraph explain --store news.kg \"Ana Lima\"
  newsgraph explain --store news.kg --triple entity:Q42 schema:worksFor entity:Q801
  newsgraph explain --graph news.ttl --triple person:ana-lima schema:jobTitle minister")]
pub(crate) struct ExplainArgs {
    /// What to explain
    #[arg(value_name = "IRI|NAME", required_unless_present = "triple", conflicts_with = "triple")]
    thing: Option<String>,
    /// Explain a triple
    #[arg(long, num_args = 3, value_names = ["SUBJECT", "PREDICATE", "OBJECT"])]
    triple: Vec<String>,
    #[command(flatten)]
    source: GraphSource,
    /// Show at most so many sentences of each article
    #[arg(long, value_name = "N", default_value_t = 10)]
    sentences: usize,
    /// Show at most so many articles
    #[arg(long, value_name = "N", default_value_t = 20)]
    articles: usize,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<()> {
    let mut source = args.source.clone();
    let mut name = args.thing.clone();
    // `--graph a.ttl entity:Q801` gives the name to --graph, which takes all it can get.
    if name.is_none() && args.triple.is_empty() {
        name = source.graph.pop_if(|last| !last.exists()).map(|last| last.to_string_lossy().into_owned());
    }
    let store = source.open()?;
    let prefixes = store.prefixes()?;
    let explanation = match (&name, args.triple.as_slice()) {
        (Some(name), _) => explain_thing(&store, name, &prefixes)?,
        (None, [subject, predicate, object]) => explain_triple(&store, [subject, predicate, object], &prefixes)?,
        (None, _) => return Err(usage("name what to explain: an IRI, a prefixed name, or what it is called")),
    };
    let coloured = args.out.is_none() && std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut output = Output::open(args.out.as_deref())?;
    let limits = page::Limits { sentences: args.sentences, articles: args.articles };
    output.write_all(page::print(&explanation, &prefixes, limits, coloured).as_bytes())?;
    output.finish()
}

fn explain_thing(store: &Store, name: &str, prefixes: &Prefixes) -> Result<Explanation> {
    if let Some(iri) = prefixes.expand(name) {
        if let Some(found) = thing(store, &iri, prefixes)? {
            return Ok(found);
        }
        if let Some(found) = page::term(&iri, prefixes) {
            return Ok(found);
        }
    }
    match called(store, name)?.as_slice() {
        [] => bail!("there is nothing named {name} in the graph{}", offer(store, name, prefixes)?),
        [(iri, _)] => match thing(store, iri, prefixes)? {
            Some(found) => Ok(found),
            None => bail!("there is nothing named {name} in the graph"),
        },
        several => {
            let lines: Vec<String> =
                several.iter().map(|(iri, label)| format!("\n  {}  {label}", prefixes.readable(iri))).collect();
            Err(usage(format!("{} things are called {name}; name one of them:{}", several.len(), lines.concat())))
        }
    }
}

/// What may have been meant.
fn offer(store: &Store, name: &str, prefixes: &Prefixes) -> Result<String> {
    let near = nearest(store, name, prefixes)?;
    if near.is_empty() {
        return Ok(
            "; `newsgraph query 'SELECT ?thing ?name { ?thing rdfs:label ?name }'` lists what there is".to_owned()
        );
    }
    let lines: Vec<String> =
        near.iter().map(|(iri, label)| format!("\n  {}  {label}", prefixes.readable(iri))).collect();
    Ok(format!("; the nearest are:{}", lines.concat()))
}

fn explain_triple(store: &Store, parts: [&String; 3], prefixes: &Prefixes) -> Result<Explanation> {
    let [subject, predicate, object] = parts;
    let subject = resource(store, subject, prefixes)?;
    let predicate = match predicate.as_str() {
        "a" => rdf::TYPE.into_owned(),
        name => named(name, prefixes)?,
    };
    let object = match term(object, prefixes) {
        Some(term) => Object::Term(term),
        None => Object::Value(object.clone()),
    };
    let asked = Asked { subject, predicate, object };
    if let Some(found) = triple(store, &asked, prefixes)? {
        return Ok(found);
    }
    let subject = prefixes.readable(asked.subject.as_str());
    let Some(known) = thing(store, asked.subject.as_str(), prefixes)? else {
        bail!("there is nothing named {subject} in the graph{}", offer(store, &subject, prefixes)?);
    };
    let predicate = prefixes.readable(asked.predicate.as_str());
    let said: Vec<String> = known
        .facts
        .iter()
        .filter(|(name, _)| *name == predicate)
        .flat_map(|(name, values)| {
            values.iter().map(|value| format!("\n  {subject} {name} {value}")).collect::<Vec<_>>()
        })
        .collect();
    match said.as_slice() {
        [] => bail!(
            "no article says that {subject} has any {predicate}; `newsgraph explain {subject}` shows what is said of it"
        ),
        said => bail!("no article says that; what is said is:{}", said.concat()),
    }
}

/// A thing by IRI, prefixed name or label.
fn resource(store: &Store, name: &str, prefixes: &Prefixes) -> Result<NamedNode> {
    if let Ok(node) = named(name, prefixes) {
        return Ok(node);
    }
    match called(store, name)?.as_slice() {
        [(iri, _)] => Ok(NamedNode::new(iri)?),
        [] => bail!("there is nothing named {name} in the graph{}", offer(store, name, prefixes)?),
        _ => Err(usage(format!("several things are called {name}; name one by its IRI"))),
    }
}

fn named(name: &str, prefixes: &Prefixes) -> Result<NamedNode> {
    let iri = prefixes.expand(name).ok_or_else(|| {
        usage(format!("{name} is neither an IRI nor a prefixed name such as entity:Q801 or schema:worksFor"))
    })?;
    Ok(NamedNode::new(iri)?)
}

/// An object as in Turtle: an IRI, a prefixed name, a literal, a number, true or false. None for other text.
fn term(text: &str, prefixes: &Prefixes) -> Option<Term> {
    if let Some(iri) = prefixes.expand(text) {
        return NamedNode::new(iri).ok().map(Term::from);
    }
    // A number may be of another datatype in the graph, so its value is what counts.
    if !text.starts_with('"') {
        return None;
    }
    let mut head = String::new();
    for (prefix, namespace) in prefixes.iter() {
        let _ = writeln!(head, "@prefix {prefix}: <{namespace}> .");
    }
    let turtle = format!("{head}<urn:s> <urn:p> {text} .");
    bounds::check(turtle.as_bytes(), bounds::Syntax::Turtle).ok()?;
    let mut quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(&turtle);
    let object = quads.next()?.ok()?.object;
    quads.next().is_none().then_some(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_as_in_turtle() {
        let prefixes = Prefixes::default();
        for (text, expected) in [
            ("entity:Q801", Some("<https://w3id.org/newsgraph/kg/entity/Q801>")),
            ("\"a\"@en", Some("\"a\"@en")),
            ("\"12\"^^xsd:integer", Some("\"12\"^^<http://www.w3.org/2001/XMLSchema#integer>")),
            ("minister", None),
            ("\"a\" . <urn:x> <urn:p> 1", None),
            ("\"open", None),
        ] {
            assert_eq!(term(text, &prefixes).map(|t| t.to_string()).as_deref(), expected, "{text}");
        }
    }
}
