//! An explanation for the eye: facts, then the articles with their sentences, the words that count in colours or in
//! brackets.

use std::fmt::Write as _;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use crate::cli::terminal::is_harmful;
use crate::evidence::explain::{Explanation, Sentence};
use crate::evidence::one_line;
use crate::ontology::{ONTOLOGY, rdfs, skos};
use crate::store::Prefixes;

/// How much is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Sentences of an article.
    pub(super) sentences: usize,
    /// Articles.
    pub(super) articles: usize,
}

const BOLD: &str = "1";
const DIM: &str = "2";

/// ANSI colours by what the words are.
fn colour(mark: &str) -> &'static str {
    match mark {
        "trigger" | "cue" => "1;31",
        "this" | "source" | "agent" => "1;33",
        "content" | "statement" => "36",
        "place" | "origin" | "destination" => "32",
        _ => "35",
    }
}

/// The explanation as text.
pub(super) fn print(explanation: &Explanation, prefixes: &Prefixes, limits: Limits, coloured: bool) -> String {
    let style =
        |code: &str, text: &str| if coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() };
    let mut out = format!("{}\n", style(BOLD, &visible(&explanation.heading)));
    let rows = explanation.facts.iter().chain(&explanation.uses);
    let width = rows.clone().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, values) in rows {
        let values: Vec<String> = values.iter().map(|value| visible(value)).collect();
        let _ = writeln!(out, "  {}  {}", style(DIM, &format!("{name:width$}")), values.join("; "));
    }
    for source in explanation.sources.iter().take(limits.articles) {
        let headline = source.headline.as_deref().unwrap_or("(no headline)");
        let _ = write!(out, "\n{}", style(BOLD, &visible(headline)));
        if let Some(day) = &source.published {
            let _ = write!(out, "  {}", visible(day));
        }
        let address = source.url.clone().unwrap_or_else(|| prefixes.readable(&source.article));
        let _ = writeln!(out, "\n  {}", style(DIM, &visible(&address)));
        for evidence in &source.evidence {
            let sure = evidence.confidence.as_ref().map(|c| format!("confidence {c}"));
            let made: Vec<String> =
                [visible(&evidence.how)].into_iter().filter(|how| !how.is_empty()).chain(sure).collect();
            if !made.is_empty() {
                let _ = writeln!(out, "  {}", style(DIM, &made.join(", ")));
            }
            if evidence.sentences.is_empty() {
                let _ = writeln!(out, "    (it is not mentioned in words)");
            }
            for sentence in evidence.sentences.iter().take(limits.sentences) {
                let _ = writeln!(out, "    {}", marked(sentence, coloured));
            }
            let more = evidence.sentences.len().saturating_sub(limits.sentences);
            if more > 0 {
                let _ = writeln!(out, "    … and {more} more; --sentences N shows more");
            }
        }
        if let Some(made_by) = &source.made_by {
            let _ = writeln!(out, "  {}", style(DIM, &format!("read by {}", visible(made_by))));
        }
    }
    let more = explanation.sources.len().saturating_sub(limits.articles);
    if more > 0 {
        let _ = writeln!(out, "\n… and {more} more articles; --articles N shows more");
    }
    out
}

/// The sentence on one line with its marks in colour, or in brackets: "[Rebels|agent] [attacked|trigger] the town".
fn marked(sentence: &Sentence, coloured: bool) -> String {
    let mut out = String::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut marks = sentence.marks.iter().peekable();
    let characters: Vec<char> = sentence.text.chars().collect();
    for at in 0..=characters.len() {
        let place = sentence.at.0 + at;
        while let Some((_, mark)) = open.pop_if(|(end, _)| *end == place) {
            if coloured {
                out.push_str("\u{1b}[0m");
                // What is still open goes on in its own colour.
                for (_, mark) in &open {
                    let _ = write!(out, "\u{1b}[{}m", colour(mark));
                }
            } else {
                let _ = write!(out, "|{mark}]");
            }
        }
        while let Some(((_, end), mark)) = marks.next_if(|((begin, _), _)| *begin <= place) {
            open.push((*end, mark));
            if coloured {
                let _ = write!(out, "\u{1b}[{}m", colour(mark));
            } else {
                out.push('[');
            }
        }
        match characters.get(at) {
            // Others could move the cursor.
            Some(c) if c.is_whitespace() || is_harmful(*c) => out.push(' '),
            Some(c) => out.push(*c),
            None => {}
        }
    }
    out
}

/// A text without control characters, which could move the cursor or colour the terminal.
fn visible(text: &str) -> String {
    one_line(text).chars().filter(|c| !is_harmful(*c)).collect()
}

/// What the ontology says of one of its terms. None for what it does not declare.
pub(super) fn term(iri: &str, prefixes: &Prefixes) -> Option<Explanation> {
    let mut explanation = Explanation { heading: prefixes.readable(iri), ..Explanation::default() };
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY).flatten() {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        if subject.as_str() != iri || quad.predicate.as_ref() == rdfs::IS_DEFINED_BY {
            continue;
        }
        let value = match &quad.object {
            Term::NamedNode(node) => prefixes.readable(node.as_str()),
            Term::Literal(literal) if literal.language().is_none_or(|l| l == "en") => literal.value().to_owned(),
            _ => continue,
        };
        if quad.predicate.as_ref() == rdfs::LABEL {
            explanation.heading = format!("{value} ({}), a term of the ontology", prefixes.readable(iri));
        }
        let name = prefixes.readable(quad.predicate.as_str());
        match explanation.facts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => explanation.facts.push((name, vec![value])),
        }
    }
    explanation.facts.sort_by_key(|(name, _)| {
        let definition = prefixes.readable(skos::DEFINITION.as_str());
        (*name != definition, name.clone())
    });
    (!explanation.facts.is_empty()).then_some(explanation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str, marks: &[(usize, usize, &str)]) -> Sentence {
        let end = 10 + text.chars().count();
        let marks = marks.iter().map(|(b, e, mark)| ((*b, *e), (*mark).to_owned())).collect();
        Sentence { at: (10, end), text: text.to_owned(), marks }
    }

    #[test]
    fn marks_are_brackets_or_colours() {
        let given = sentence("Zoë\nhit it", &[(10, 20, "content"), (14, 17, "trigger"), (18, 20, "this")]);
        assert_eq!(marked(&given, false), "[Zoë [hit|trigger] [it|this]|content]");
        let coloured = marked(&given, true);
        assert!(coloured.starts_with("\u{1b}[36mZoë \u{1b}[1;31mhit\u{1b}[0m\u{1b}[36m "), "{coloured:?}");
    }

    #[test]
    fn terms_of_the_ontology_are_explained_by_it() {
        let found = term("https://w3id.org/newsgraph/ontology#Attack", &Prefixes::default()).unwrap();
        assert!(found.heading.contains("ng:Attack") && !found.facts[0].1[0].is_empty(), "{found:?}");
        assert!(term("https://w3id.org/newsgraph/ontology#NoSuchThing", &Prefixes::default()).is_none());
    }
}
