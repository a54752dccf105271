//! `newsgraph ontology`: print the ontology, its alignments, the shapes, the lexicon, or a canned query.

use std::io::Write;

use anyhow::Result;
use clap::ValueEnum;

use super::errors::usage;
use super::output::Output;
use crate::ontology::{ALIGNMENTS, ONTOLOGY, QUERIES, SHAPES, page};

/// Print the ontology, its alignments, the shapes, the lexicon, or a query
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph ontology                     the classes and properties, in Turtle
  newsgraph ontology --format html       them as a page to read
  newsgraph ontology alignments          how they correspond to other vocabularies
  newsgraph ontology shapes              what the graph of an article must hold, in SHACL
  newsgraph ontology lexicon             the words that trigger events, in OntoLex-Lemon
  newsgraph ontology queries             the canned queries, one a line
  newsgraph ontology timeline.rq         one of them
  newsgraph ontology timeline.rq | newsgraph query --store news.kg -f -")]
pub(crate) struct OntologyArgs {
    /// ontology (the default), alignments, shapes, lexicon, queries, or the NAME.rq of a query
    #[arg(value_name = "NAME", default_value = "ontology")]
    pub(crate) name: String,
    /// How to write it: as it is, or the ontology as a page of HTML
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PrintFormat,
}

/// The formats of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintFormat {
    /// As it is: Turtle, or SPARQL
    #[value(alias = "ttl")]
    Text,
    /// A page that needs no other file; of the ontology only
    Html,
}

/// What the command can print.
struct Documents<'a> {
    /// Whole files: (name to ask for, text).
    files: &'a [(&'a str, &'a str)],
    /// Canned queries: (name without `.rq`, text). The first line is a comment that says what the query answers.
    queries: &'a [(&'a str, &'a str)],
}

/// Runs the command.
pub(crate) fn run(args: &OntologyArgs) -> Result<()> {
    let lexicon = crate::lexicon::FILES.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n");
    let files = [("ontology", ONTOLOGY), ("alignments", ALIGNMENTS), ("shapes", SHAPES), ("lexicon", lexicon.as_str())];
    let text = match args.format {
        PrintFormat::Text => find(&args.name, &Documents { files: &files, queries: QUERIES })?,
        PrintFormat::Html if args.name == "ontology" => page(),
        PrintFormat::Html => return Err(usage("only the ontology can be printed as a page: leave the name out")),
    };
    let mut output = Output::open(None)?;
    output.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        output.write_all(b"\n")?;
    }
    output.finish()
}

fn find(name: &str, documents: &Documents<'_>) -> Result<String> {
    if name == "queries" {
        return Ok(list(documents.queries));
    }
    let query = name.strip_suffix(".rq").unwrap_or(name);
    let file = documents.files.iter().find(|(file, _)| *file == name);
    let found = file.or_else(|| documents.queries.iter().find(|(other, _)| *other == query));
    found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| {
        let files: Vec<&str> = documents.files.iter().map(|(file, _)| *file).collect();
        let queries: Vec<String> = documents.queries.iter().map(|(query, _)| format!("{query}.rq")).collect();
        usage(format!("there is no {name}; there are {}, queries, {}", files.join(", "), queries.join(", ")))
    })
}

/// A line a query: its name and what it answers.
fn list(queries: &[(&str, &str)]) -> String {
    let width = queries.iter().map(|(name, _)| name.len() + 3).max().unwrap_or(0);
    let mut text = String::new();
    for (name, query) in queries {
        let about = query.lines().next().and_then(|line| line.strip_prefix('#')).unwrap_or_default();
        let line = format!("{:width$}  {}", format!("{name}.rq"), about.trim());
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_name() {
        let documents = Documents {
            files: &[("ontology", "o"), ("lexicon", "l")],
            queries: &[("timeline", "# What happened when.\nSELECT"), ("who", "ASK {}")],
        };
        for (name, expected) in [
            ("ontology", "o"),
            ("timeline.rq", "# What happened when.\nSELECT"),
            ("who", "ASK {}"),
            ("queries", "timeline.rq  What happened when.\nwho.rq\n"),
        ] {
            assert_eq!(find(name, &documents).unwrap(), expected, "{name}");
        }
        let error = find("shapes", &documents).unwrap_err().to_string();
        assert!(error.contains("ontology, lexicon, queries, timeline.rq, who.rq"), "{error}");
    }
}
