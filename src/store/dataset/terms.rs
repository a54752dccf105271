//! Terms as numbers: the text of each distinct term once, as N-Triples write it.

use std::hash::BuildHasher;
use std::ops::Range;
use std::str::FromStr;

use hashbrown::{DefaultHashBuilder, HashTable};
use oxigraph::model::{BlankNode, Literal, NamedNode, Term};

/// The distinct terms of a dataset, numbered from 0 in the order in which they came.
#[derive(Default)]
pub(super) struct Terms {
    /// All terms, one after the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Numbers by text.
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Terms {
    /// The number of a term; a new one for a new term.
    pub(super) fn add(&mut self, term: &str) -> u32 {
        let Self { text, ends, numbers, hasher } = self;
        let hash = hasher.hash_one(term);
        if let Some(number) = numbers.find(hash, |n| &text[span(ends, *n)] == term) {
            return *number;
        }
        let number = u32::try_from(ends.len()).expect("the text of 2^32 terms would not fit into memory");
        text.push_str(term);
        ends.push(text.len());
        numbers.insert_unique(hash, number, |n| hasher.hash_one(&text[span(ends, *n)]));
        number
    }

    /// The number of a term that is there.
    pub(super) fn find(&self, term: &str) -> Option<u32> {
        self.numbers.find(self.hasher.hash_one(term), |n| self.get(*n) == term).copied()
    }

    /// A term as N-Triples write it.
    pub(super) fn get(&self, number: u32) -> &str {
        &self.text[span(&self.ends, number)]
    }
}

fn span(ends: &[usize], number: u32) -> Range<usize> {
    let number = number as usize;
    number.checked_sub(1).map_or(0, |before| ends[before])..ends[number]
}

/// A term from what N-Triples write, as this program wrote it; what is wrong with it where it is no such term.
pub(super) fn parse(text: &str) -> Result<Term, String> {
    if let Some(name) = text.strip_prefix("_:") {
        return Ok(BlankNode::new_unchecked(name).into());
    }
    if let Some(iri) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).filter(|iri| !iri.starts_with('<')) {
        return Ok(NamedNode::new_unchecked(iri).into());
    }
    // Most literals hold no escapes, and these are read some million times.
    if let (Some(rest), false) = (text.strip_prefix('"'), text.contains('\\'))
        && let Some((value, kind)) = rest.rsplit_once('"')
    {
        if kind.is_empty() {
            return Ok(Literal::new_simple_literal(value).into());
        }
        if let Some(datatype) = kind.strip_prefix("^^<").and_then(|t| t.strip_suffix('>')) {
            return Ok(Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into());
        }
        if let Some(language) = kind.strip_prefix('@').filter(|language| !language.contains("--")) {
            return Ok(Literal::new_language_tagged_literal_unchecked(value, language).into());
        }
    }
    Term::from_str(text).map_err(|e| format!("{text}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Triple, vocab::xsd};

    #[test]
    fn a_term_comes_back_from_its_text() {
        let iri = NamedNode::new_unchecked("http://e.org/a");
        for term in [
            Term::from(iri.clone()),
            BlankNode::new_unchecked("b1").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_simple_literal("a \"b\" \\ \n c@en^^<x>").into(),
            Literal::new_simple_literal("x@en").into(),
            Literal::new_language_tagged_literal_unchecked("a", "en-gb").into(),
            Literal::new_typed_literal("1.50", xsd::DECIMAL).into(),
            Triple::new(iri.clone(), iri.clone(), Literal::new_simple_literal("a\"")).into(),
        ] {
            assert_eq!(parse(&term.to_string()), Ok(term));
        }
        assert!(parse("\"open").is_err() && parse("").is_err());
    }

    #[test]
    fn equal_terms_have_one_number() {
        let mut terms = Terms::default();
        let numbers: Vec<u32> = ["<a>", "\"b\"", "<a>", "\"\"", "\"b\""].iter().map(|t| terms.add(t)).collect();
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert_eq!((terms.get(0), terms.get(1), terms.get(2)), ("<a>", "\"b\"", "\"\""));
        assert_eq!((terms.find("\"b\""), terms.find("\"c\"")), (Some(1), None));
    }
}
