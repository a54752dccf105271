//! How deep a document nests, told byte by byte before its parser sees it.
//!
//! Only what nests is told apart from what cannot (texts, IRIs, comments); whether the document is well-formed is for
//! the parser to say, which stops at the first mistake.

use std::io::{self, Read};

use super::refused;
use super::xml::Xml;

/// The deepest nesting that is read. People nest lists of lists five deep, programs perhaps twenty.
pub const DEEPEST: usize = 200;

/// What nests in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Turtle, `TriG`, N-Triples and N-Quads: lists, blank nodes, graphs, triple terms.
    Turtle,
    /// JSON: lists and objects.
    Json,
    /// XML: elements; also what its entities expand to.
    Xml,
}

/// Bytes on their way to a parser. Reading fails where they nest deeper than [`DEEPEST`], and in XML where entities
/// stand for more than they should.
pub struct Guarded<R> {
    inner: R,
    scanner: Scanner,
}

impl<R: Read> Guarded<R> {
    /// Watches what is read from `inner`.
    pub fn new(inner: R, syntax: Syntax) -> Self {
        Self { inner, scanner: Scanner::new(syntax) }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.scanner.feed(&buffer[..read])?;
        Ok(read)
    }
}

/// Whether a whole text may be parsed.
///
/// # Errors
/// Where it nests deeper than [`DEEPEST`].
pub fn check(text: &[u8], syntax: Syntax) -> io::Result<()> {
    Scanner::new(syntax).feed(text)
}

enum Scanner {
    Turtle(Turtle),
    Json(Json),
    Xml(Xml),
}

impl Scanner {
    fn new(syntax: Syntax) -> Self {
        match syntax {
            Syntax::Turtle => Self::Turtle(Turtle { at: Place::Between, depth: 0 }),
            Syntax::Json => Self::Json(Json::default()),
            Syntax::Xml => Self::Xml(Xml::default()),
        }
    }

    fn feed(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Turtle(turtle) => bytes.iter().try_for_each(|byte| turtle.next(*byte)),
            Self::Json(json) => bytes.iter().try_for_each(|byte| json.next(*byte)),
            Self::Xml(xml) => bytes.iter().try_for_each(|byte| xml.next(*byte)),
        }
    }
}

/// One level deeper, if it may be.
pub(super) fn deeper(depth: &mut usize) -> io::Result<()> {
    *depth += 1;
    if *depth > DEEPEST {
        return Err(refused(format!("it nests deeper than {DEEPEST} levels, as no graph of any use does")));
    }
    Ok(())
}

struct Turtle {
    at: Place,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Place {
    Between,
    /// After a backslash outside of texts, as in `ex:a\#b`.
    Escaped,
    /// After `<`.
    Less,
    /// After `>` that ends no IRI.
    Greater,
    Iri,
    Comment,
    /// After so many quotes (1 or 2) at the beginning of a text.
    Quotes(u8, u8),
    Text(u8),
    TextEscape(u8),
    /// In a text between three quotes each, after so many quotes.
    Long(u8, u8),
    LongEscape(u8),
}

impl Turtle {
    #[allow(clippy::match_same_arms, reason = "the arms are in the order in which they are tried")]
    fn next(&mut self, byte: u8) -> io::Result<()> {
        self.at = match self.at {
            Place::Between => return self.between(byte),
            Place::Escaped => Place::Between,
            Place::Less if byte == b'<' => {
                deeper(&mut self.depth)?;
                Place::Between
            }
            Place::Less | Place::Iri if byte == b'>' => Place::Between,
            Place::Less | Place::Iri => Place::Iri,
            Place::Greater if byte == b'>' => {
                self.depth = self.depth.saturating_sub(1);
                Place::Between
            }
            Place::Greater => return self.between(byte),
            Place::Comment if matches!(byte, b'\n' | b'\r') => Place::Between,
            Place::Comment => Place::Comment,
            Place::Quotes(quote, 1) if byte == quote => Place::Quotes(quote, 2),
            Place::Quotes(quote, 2) if byte == quote => Place::Long(quote, 0),
            // An empty text.
            Place::Quotes(_, 2) => return self.between(byte),
            Place::Quotes(quote, _) | Place::Text(quote) => match byte {
                b'\\' => Place::TextEscape(quote),
                byte if byte == quote => Place::Between,
                _ => Place::Text(quote),
            },
            Place::TextEscape(quote) => Place::Text(quote),
            Place::Long(_, 2) if matches!(self.at, Place::Long(quote, _) if quote == byte) => Place::Between,
            Place::Long(quote, seen) if byte == quote => Place::Long(quote, seen + 1),
            Place::Long(quote, _) if byte == b'\\' => Place::LongEscape(quote),
            Place::Long(quote, _) | Place::LongEscape(quote) => Place::Long(quote, 0),
        };
        Ok(())
    }

    fn between(&mut self, byte: u8) -> io::Result<()> {
        self.at = match byte {
            b'<' => Place::Less,
            b'>' => Place::Greater,
            b'"' | b'\'' => Place::Quotes(byte, 1),
            b'#' => Place::Comment,
            b'\\' => Place::Escaped,
            b'(' | b'[' | b'{' => {
                deeper(&mut self.depth)?;
                Place::Between
            }
            b')' | b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                Place::Between
            }
            _ => Place::Between,
        };
        Ok(())
    }
}

#[derive(Default)]
struct Json {
    depth: usize,
    text: bool,
    escaped: bool,
}

impl Json {
    fn next(&mut self, byte: u8) -> io::Result<()> {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.text => self.escaped = true,
            b'"' => self.text = !self.text,
            _ if self.text => {}
            b'[' | b'{' => deeper(&mut self.depth)?,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_what_is_open_at_a_time() {
        let deep = |open: &str, close: &str, n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
        for (syntax, open, close) in [
            (Syntax::Turtle, "(", ")"),
            (Syntax::Turtle, "[ <urn:p> ", " ] "),
            (Syntax::Turtle, "<< <urn:a#> <urn:p> ", " >> "),
            (Syntax::Turtle, "( ')' \"]\" '''])''' \"\"\"a\"b)\\\"\"\"\" # )\n ex:a\\) <urn:)> '' ", ")"),
            (Syntax::Json, "[\"]\\\"]\",", "]"),
            (Syntax::Json, "{\"a\":", "}"),
            (Syntax::Xml, "<a b='/>' c=\"</a>\">", "</a>"),
            (Syntax::Xml, "<a><!-- </a> --><?x </a>?><![CDATA[</a>]]>", "</a >"),
        ] {
            for text in [deep(open, close, DEEPEST), deep(open, close, 10).repeat(100)] {
                assert!(check(text.as_bytes(), syntax).is_ok(), "{open}");
            }
            let text = deep(open, close, DEEPEST + 1);
            assert!(check(text.as_bytes(), syntax).is_err(), "{open}");
            // In whatever pieces it comes.
            let mut reader = Guarded::new(text.as_bytes(), syntax);
            let mut piece = [0; 3];
            let found = loop {
                match reader.read(&mut piece) {
                    Ok(0) => break true,
                    Ok(_) => {}
                    Err(_) => break false,
                }
            };
            assert!(!found, "{open}");
        }
    }

    #[test]
    fn what_is_in_texts_and_comments_nests_nothing() {
        let many = "(<[{".repeat(500);
        for (syntax, text) in [
            (Syntax::Turtle, format!("<urn:a> <urn:p> '{many}', \"{many}\", '''{many}''', <urn:{many}> . # {many}")),
            (Syntax::Json, format!("{{\"a\": \"{many}\"}}")),
            (Syntax::Xml, format!("<a b=\"{}\"><!-- {many} --><![CDATA[{many}]]></a>", "&lt;".repeat(500))),
            (Syntax::Xml, "<a/><b c='d'/>".repeat(500)),
        ] {
            assert!(check(text.as_bytes(), syntax).is_ok(), "{syntax:?}");
        }
    }

    #[test]
    fn entities_may_shorten_but_not_swell() {
        let head = "<!DOCTYPE r [ <!ENTITY owl \"http://www.w3.org/2002/07/owl#\"> ]>";
        let fine = format!("{head}<r>{}</r>", "<a b='&owl;Thing'>some words of text</a>".repeat(1000));
        let bomb = "<!DOCTYPE r [ <!ENTITY a \"aaaa\"> <!ENTITY b \"&a;&a;\"> ]><r>&b;</r>";
        let big = format!("<!DOCTYPE r [ <!ENTITY a \"{}\"> ]><r>{}</r>", "a".repeat(50_000), "&a;".repeat(5000));
        let long = format!("<!DOCTYPE r [ <!ENTITY a \"{}\"> ]><r/>", "a".repeat(100_000));
        for (text, expected) in [(fine.as_str(), true), (bomb, false), (&big, false), (&long, false)] {
            assert_eq!(check(text.as_bytes(), Syntax::Xml).is_ok(), expected, "{}", &text[..60]);
        }
    }
}
