//! How the quads of one article are kept: distinct, sorted N-Triples lines, compressed.
//!
//! The graph name is the key that the blob is stored under, so it is not repeated in the lines; a comment above
//! them says it again, which with the checksum of the compressed data lets no damage pass as another article's
//! quads. Sorted and distinct lines make the blob a function of the set of quads, whatever order they came in.

use std::io::{self, Read, Write};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};

use super::StoreError;
use crate::bounds::{self, Syntax};

/// Speed matters more than the last percent of size; 3 is also zstd's own default.
const LEVEL: i32 = 3;
/// The number of quads as a little-endian `u32`, before the compressed lines.
const HEADER: usize = 4;
/// No line is shorter than `<a:> <a:> "" .` and its end.
const SHORTEST_LINE: usize = 15;
/// A blob may unpack to so many bytes, and so many more for each of its own. The longest of articles stays below.
const UNPACKED: (u64, u64) = (1 << 30, 1000);

/// The blob of the article in `graph`.
///
/// # Errors
/// [`StoreError::ForeignQuad`] where a quad lies in another graph.
pub(super) fn encode(graph: &NamedNode, quads: &[Quad]) -> Result<Vec<u8>, StoreError> {
    let mut lines = Vec::with_capacity(quads.len());
    for quad in quads {
        if quad.graph_name != GraphName::NamedNode(graph.clone()) {
            return Err(StoreError::ForeignQuad { graph: graph.clone(), quad: Box::new(quad.clone()) });
        }
        lines.push(format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object));
    }
    lines.sort_unstable();
    lines.dedup();
    let text = [head(graph), lines.concat()].concat();
    let mut blob = (lines.len() as u32).to_le_bytes().to_vec();
    compress(text.as_bytes(), &mut blob).expect("memory is always writable");
    Ok(blob)
}

fn head(graph: &NamedNode) -> String {
    format!("# {}\n", graph.as_str())
}

fn compress(text: &[u8], blob: &mut Vec<u8>) -> io::Result<()> {
    let mut encoder = zstd::Encoder::new(blob, LEVEL)?;
    encoder.include_checksum(true)?;
    encoder.write_all(text)?;
    encoder.finish()?;
    Ok(())
}

/// How many quads a blob holds, without decompressing it.
pub(super) fn count(blob: &[u8]) -> usize {
    blob.first_chunk::<HEADER>().map_or(0, |header| u32::from_le_bytes(*header) as usize)
}

/// The quads of a blob, in the order of their N-Triples lines.
///
/// # Errors
/// What is wrong with the blob, where it is damaged.
pub(super) fn decode(graph: &NamedNode, blob: &[u8]) -> Result<Vec<Quad>, String> {
    let text = text(blob)?;
    let lines = text.strip_prefix(head(graph).as_bytes()).ok_or(FOREIGN)?;
    let expected = count(blob);
    // The number may be damaged: no memory is set aside on its word alone.
    let mut quads = Vec::with_capacity(expected.min(lines.len() / SHORTEST_LINE));
    // The lines were written from checked terms, so the parser need not check each IRI again.
    let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(graph.clone()).lenient();
    for quad in parser.for_slice(lines) {
        quads.push(quad.map_err(|e| e.to_string())?);
    }
    if quads.len() == expected {
        Ok(quads)
    } else {
        Err(format!("a blob holds {} quads instead of {expected}", quads.len()))
    }
}

/// The N-Triples lines of a blob, sorted and distinct.
///
/// # Errors
/// As [`decode`].
pub(super) fn lines(graph: &NamedNode, blob: &[u8]) -> Result<String, String> {
    let mut text = String::from_utf8(text(blob)?).map_err(|e| e.to_string())?;
    if !text.starts_with(&head(graph)) {
        return Err(FOREIGN.to_owned());
    }
    text.drain(..head(graph).len());
    let (found, expected) = (text.lines().count(), count(blob));
    if found == expected { Ok(text) } else { Err(format!("a blob holds {found} quads instead of {expected}")) }
}

/// The quads of a blob whose subject, predicate and object are wanted. Only these are parsed; see
/// [`super::Kept::select`] for how terms are written.
///
/// # Errors
/// As [`decode`].
pub(super) fn select(
    graph: &NamedNode,
    blob: &[u8],
    wanted: &impl Fn(&str, &str, &str) -> bool,
) -> Result<Vec<Quad>, String> {
    let text = text(blob)?;
    let text = std::str::from_utf8(&text).map_err(|e| e.to_string())?;
    let lines = text.strip_prefix(head(graph).as_str()).ok_or(FOREIGN)?;
    let mut chosen = String::new();
    // Neither IRIs nor names of blank nodes hold spaces, and line ends in literals are escaped.
    for line in lines.split_inclusive('\n') {
        let mut parts = line.splitn(3, ' ');
        let mut term = || parts.next().unwrap_or_default();
        let (subject, predicate, object) = (term(), term(), term().trim_end_matches(" .\n"));
        let bare = |term| str::strip_prefix(term, '<').and_then(|t| t.strip_suffix('>')).unwrap_or(term);
        if wanted(bare(subject), bare(predicate), bare(object)) {
            chosen.push_str(line);
        }
    }
    let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(graph.clone()).lenient();
    parser.for_slice(&chosen).collect::<Result<_, _>>().map_err(|e| e.to_string())
}

const FOREIGN: &str = "a blob belongs to another article";

fn text(blob: &[u8]) -> Result<Vec<u8>, String> {
    let body = blob.get(HEADER..).ok_or("a blob has no header")?;
    let most = UNPACKED.0 + UNPACKED.1 * body.len() as u64;
    let mut text = Vec::new();
    zstd::Decoder::with_buffer(body)
        .and_then(|d| d.take(most + 1).read_to_end(&mut text))
        .map_err(|e| e.to_string())?;
    if text.len() as u64 > most {
        return Err("a blob unpacks to more than any article holds".to_owned());
    }
    // Only triple terms nest.
    if memmem(&text, b"<<") {
        bounds::check(&text, Syntax::Turtle).map_err(|e| e.to_string())?;
    }
    Ok(text)
}

fn memmem(text: &[u8], pattern: &[u8]) -> bool {
    text.windows(pattern.len()).any(|window| window == pattern)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::rdf;
    use oxigraph::model::{Literal, NamedNodeRef};

    fn quad(object: &str, graph: &NamedNode) -> Quad {
        let p = NamedNodeRef::new_unchecked("http://example.org/p");
        Quad::new(graph.clone(), p, Literal::new_simple_literal(object), graph.clone())
    }

    #[test]
    fn a_blob_depends_on_the_set_of_quads_alone() {
        let graph = NamedNode::new_unchecked("http://example.org/article/1");
        let quads = [quad("two\nlines", &graph), quad("é \"q\" \\ \u{1}", &graph), quad("", &graph)];
        let twice = [quads[2].clone(), quads[0].clone(), quads[1].clone(), quads[0].clone()];
        let blob = encode(&graph, &quads).unwrap();
        assert_eq!(blob, encode(&graph, &twice).unwrap());
        assert_eq!(count(&blob), 3);
        let back = decode(&graph, &blob).unwrap();
        assert_eq!(back.len(), 3);
        assert!(quads.iter().all(|q| lines(&graph, &blob).unwrap().contains(&q.object.to_string())));
        assert!(quads.iter().all(|q| back.contains(q)));
    }

    #[test]
    fn a_selection_is_what_decoding_all_would_give() {
        let graph = NamedNode::new_unchecked("http://example.org/article/1");
        let other = NamedNode::new_unchecked("http://example.org/other");
        let p = NamedNodeRef::new_unchecked("http://example.org/p");
        let mut quads = vec![quad("two\n<http://example.org/other> <http://example.org/p> \"x\" .", &graph)];
        quads.push(Quad::new(other.clone(), p, Literal::from("é"), graph.clone()));
        quads.push(Quad::new(other.clone(), rdf::TYPE, other.clone(), graph.clone()));
        let blob = encode(&graph, &quads).unwrap();
        let select = |wanted: &dyn Fn(&str, &str, &str) -> bool| select(&graph, &blob, &wanted).unwrap();
        assert_eq!(select(&|_, _, _| true), decode(&graph, &blob).unwrap());
        assert_eq!(select(&|s, p, _| s == "http://example.org/other" && p == "http://example.org/p"), quads[1..2]);
        assert_eq!(select(&|_, p, _| p == rdf::TYPE.as_str()), quads[2..]);
        assert_eq!(select(&|_, _, o| o == "http://example.org/other"), quads[2..]);
        assert_eq!(select(&|_, _, o| o == "\"é\""), quads[1..2]);
        assert!(super::select(&other, &blob, &|_, _, _| true).is_err());
    }

    #[test]
    fn damage_is_an_error() {
        let graph = NamedNode::new_unchecked("http://example.org/article/1");
        let blob = encode(&graph, &[quad("a", &graph)]).unwrap();
        let other = NamedNode::new_unchecked("http://example.org/article/2");
        assert!(decode(&other, &blob).is_err() && lines(&other, &blob).is_err());
        for bad in [&blob[..2], &blob[..6], &[&[9, 0, 0, 0], &blob[4..]].concat()] {
            assert!(decode(&graph, bad).is_err() && lines(&graph, bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_quad_of_another_graph_is_refused() {
        let graph = NamedNode::new_unchecked("http://example.org/article/1");
        let other = NamedNode::new_unchecked("http://example.org/article/2");
        assert!(matches!(encode(&graph, &[quad("a", &other)]), Err(StoreError::ForeignQuad { .. })));
    }
}
