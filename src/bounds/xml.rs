//! The nesting of XML, and the weight of its entities.

use std::io;

use super::nesting::deeper;
use super::refused;
use super::unpack::{FREE, RATIO};

/// The longest declaration of a document type. OWL editors write a few lines of entities for namespaces.
const LONGEST_TYPE: u64 = 64 << 10;

/// Follows the tags of a document.
#[derive(Default)]
pub(super) struct Xml {
    at: Place,
    depth: usize,
    /// Bytes read, bytes of the declaration of the document type, and bytes that entities stood for at most.
    read: u64,
    declared: u64,
    expanded: u64,
}

#[derive(Default, Clone, Copy)]
enum Place {
    #[default]
    Text,
    /// After `<`.
    Open,
    /// In a start tag; whether the last byte was a slash.
    Tag(bool),
    /// In a value of a start tag, between such quotes.
    Value(u8),
    EndTag,
    /// After `<!`, so many bytes of it.
    Bang(u8),
    /// In a comment, a CDATA section or an instruction, which ends with this, of which so many bytes are there.
    Until(&'static [u8], usize),
    /// In the declaration of the document type; whether in brackets, between which quotes, and whether after `&`.
    Type {
        inside: bool,
        quote: Option<u8>,
        reference: bool,
    },
}

impl Xml {
    pub(super) fn next(&mut self, byte: u8) -> io::Result<()> {
        self.read += 1;
        self.at = match self.at {
            Place::Text => match byte {
                b'<' => Place::Open,
                b'&' => return self.reference(),
                _ => Place::Text,
            },
            Place::Open => match byte {
                b'/' => {
                    self.depth = self.depth.saturating_sub(1);
                    Place::EndTag
                }
                b'?' => Place::Until(b"?>", 0),
                b'!' => Place::Bang(0),
                _ => {
                    deeper(&mut self.depth)?;
                    Place::Tag(false)
                }
            },
            Place::Tag(slash) => match byte {
                b'>' => {
                    self.depth -= usize::from(slash);
                    Place::Text
                }
                b'"' | b'\'' => Place::Value(byte),
                _ => Place::Tag(byte == b'/'),
            },
            Place::Value(quote) => match byte {
                b'&' => return self.reference(),
                byte if byte == quote => Place::Tag(false),
                _ => Place::Value(quote),
            },
            Place::EndTag if byte == b'>' => Place::Text,
            Place::EndTag => Place::EndTag,
            Place::Bang(0) => match byte {
                b'-' => Place::Bang(1),
                b'[' => Place::Until(b"]]>", 0),
                _ => Place::Type { inside: false, quote: None, reference: false },
            },
            Place::Bang(_) => Place::Until(b"-->", 0),
            Place::Until(end, seen) => match end.get(seen) {
                Some(expected) if *expected == byte && seen + 1 == end.len() => Place::Text,
                Some(expected) if *expected == byte => Place::Until(end, seen + 1),
                // "]]]>" ends a section too.
                _ if seen + 1 == end.len() && byte == end[0] => Place::Until(end, seen),
                _ => Place::Until(end, usize::from(byte == end[0])),
            },
            Place::Type { inside, quote, reference } => return self.document_type(byte, inside, quote, reference),
        };
        Ok(())
    }

    fn document_type(&mut self, byte: u8, inside: bool, quote: Option<u8>, reference: bool) -> io::Result<()> {
        self.declared += 1;
        if self.declared > LONGEST_TYPE {
            return Err(refused(format!("its document type declaration is longer than {} KiB", LONGEST_TYPE >> 10)));
        }
        // Of characters ("&#38;") is no harm.
        if reference && byte != b'#' {
            return Err(refused("its entities are made of other entities, which could swell without end".to_owned()));
        }
        self.at = match (byte, quote) {
            (b'"' | b'\'', None) => Place::Type { inside, quote: Some(byte), reference: false },
            (byte, Some(open)) if byte == open => Place::Type { inside, quote: None, reference: false },
            (b'[', None) => Place::Type { inside: true, quote, reference: false },
            (b']', None) => Place::Type { inside: false, quote, reference: false },
            (b'>', None) if !inside => Place::Text,
            (byte, _) => Place::Type { inside, quote, reference: byte == b'&' },
        };
        Ok(())
    }

    /// A reference, which stands for no more than all that was declared.
    fn reference(&mut self) -> io::Result<()> {
        self.expanded += self.declared;
        if self.expanded > FREE + RATIO * self.read {
            return Err(refused(format!("its entities swell it to more than {RATIO} times its size")));
        }
        Ok(())
    }
}
