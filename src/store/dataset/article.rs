//! The triples of one article with its terms numbered: what can be done for every article on its own, at the same time.

use std::collections::HashMap;
use std::ops::Range;

use hashbrown::DefaultHashBuilder;
use oxigraph::model::Quad;

use super::terms::parse;

/// An article's distinct terms, and its triples by their numbers.
pub(in crate::store) struct Numbered {
    text: String,
    terms: Vec<Range<usize>>,
    /// Subject, predicate and object.
    pub(super) triples: Vec<[u32; 3]>,
}

impl Numbered {
    /// From N-Triples lines as a blob holds them.
    ///
    /// # Errors
    /// What is wrong with a line.
    pub(in crate::store) fn of_lines(lines: String) -> Result<Self, String> {
        let mut numbers: HashMap<&str, u32, DefaultHashBuilder> = HashMap::default();
        let (mut terms, mut triples) = (Vec::new(), Vec::new());
        let mut rewritten = Vec::new();
        let start = lines.as_ptr() as usize;
        for line in lines.lines() {
            // Neither IRIs nor names of blank nodes hold spaces, and line ends in literals are escaped.
            let mut parts = line.splitn(3, ' ');
            let (Some(s), Some(p), Some(o)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(format!("no triple: {line}"));
            };
            let o = o.strip_suffix(" .").ok_or_else(|| format!("no triple: {line}"))?;
            triples.push([s, p, o].map(|term| {
                *numbers.entry(term).or_insert_with(|| {
                    let begin = term.as_ptr() as usize - start;
                    terms.push(begin..begin + term.len());
                    if term.contains('\\') {
                        rewritten.push(terms.len() - 1);
                    }
                    (terms.len() - 1) as u32
                })
            }));
        }
        drop(numbers);
        let mut numbered = Self { text: lines, terms, triples };
        numbered.rewrite(&rewritten)?;
        Ok(numbered)
    }

    /// From quads, whatever their graph.
    pub(in crate::store) fn of_quads(quads: &[Quad]) -> Self {
        let (mut text, mut terms, mut triples) = (String::new(), Vec::new(), Vec::new());
        let mut numbers: HashMap<String, u32, DefaultHashBuilder> = HashMap::default();
        for Quad { subject, predicate, object, .. } in quads {
            triples.push([subject.to_string(), predicate.to_string(), object.to_string()].map(|term| {
                *numbers.entry(term).or_insert_with_key(|term| {
                    terms.push(text.len()..text.len() + term.len());
                    text.push_str(term);
                    (terms.len() - 1) as u32
                })
            }));
        }
        Self { text, terms, triples }
    }

    /// The terms as N-Triples write them, in the order of their numbers.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(|span| &self.text[span.clone()])
    }

    /// The IRIs among the terms.
    pub(in crate::store) fn iris(&self) -> impl Iterator<Item = &str> {
        self.terms().filter_map(|term| term.strip_prefix('<')?.strip_suffix('>'))
    }

    /// Puts terms with escapes into the one form that they are looked up in, whichever version wrote them.
    fn rewrite(&mut self, terms: &[usize]) -> Result<(), String> {
        for &number in terms {
            let now = parse(&self.text[self.terms[number].clone()])?.to_string();
            if now != self.text[self.terms[number].clone()] {
                self.terms[number] = self.text.len()..self.text.len() + now.len();
                self.text.push_str(&now);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_quads_give_the_same() {
        let lines = "<a> <p> <a> .\n<a> <p> \"x y \\\\ .\"@en .\n_:b <p> <a> .\n";
        let numbered = Numbered::of_lines(lines.to_owned()).unwrap();
        assert_eq!(numbered.terms().collect::<Vec<_>>(), ["<a>", "<p>", "\"x y \\\\ .\"@en", "_:b"]);
        assert_eq!(numbered.triples, [[0, 1, 0], [0, 1, 2], [3, 1, 0]]);
        assert_eq!(numbered.iris().collect::<Vec<_>>(), ["a", "p"]);
        let quads = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NTriples).lenient();
        let quads: Vec<Quad> = quads.for_slice(lines).collect::<Result<_, _>>().unwrap();
        let other = Numbered::of_quads(&quads);
        assert_eq!((other.terms().collect::<Vec<_>>(), other.triples.len()), (numbered.terms().collect::<Vec<_>>(), 3));
        assert!(Numbered::of_lines("<a> <p> .\n".to_owned()).is_err());
    }

    #[test]
    fn escapes_have_one_form() {
        let numbered = Numbered::of_lines("<a> <p> \"\\u0041\" .\n".to_owned()).unwrap();
        assert_eq!(numbered.terms().last(), Some("\"A\""));
    }
}
