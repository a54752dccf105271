//! RDF formats and compression, told by name or by the extension of a file.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat};

use crate::bounds::{Syntax, gunzip, unzstd};

/// A format of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Turtle, pretty: the articles merged, each with its own block.
    Turtle,
    /// N-Triples: the articles merged.
    NTriples,
    /// N-Quads: a named graph an article.
    NQuads,
    /// `TriG`, pretty: a named graph an article.
    TriG,
    /// RDF/XML: the articles merged.
    RdfXml,
    /// JSON-LD: a named graph an article.
    JsonLd,
}

impl Format {
    /// The names of the formats, which are their file extensions too.
    pub const NAMES: [&'static str; 6] = ["ttl", "nt", "nq", "trig", "rdf", "jsonld"];

    /// The format of this name: one of [`Format::NAMES`], in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ttl" | "turtle" => Self::Turtle,
            "nt" | "ntriples" => Self::NTriples,
            "nq" | "nquads" => Self::NQuads,
            "trig" => Self::TriG,
            "rdf" | "owl" | "rdfxml" => Self::RdfXml,
            "jsonld" => Self::JsonLd,
            _ => return None,
        })
    }

    /// The name of the format, one of [`Format::NAMES`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::TriG => "trig",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
        }
    }

    /// The format that a file's name tells: `a.ttl` and `a.ttl.gz` are Turtle.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        Self::from_name(&Compression::bare_extension(path)?)
    }

    /// What nests in the format.
    pub(super) fn syntax(self) -> Syntax {
        match self {
            Self::Turtle | Self::NTriples | Self::NQuads | Self::TriG => Syntax::Turtle,
            Self::RdfXml => Syntax::Xml,
            Self::JsonLd => Syntax::Json,
        }
    }

    /// The same format in oxigraph's terms.
    pub(super) fn rdf(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip: `.gz`.
    Gzip,
    /// Zstandard: `.zst`.
    Zstd,
}

impl Compression {
    /// The compression that a file's name tells.
    #[must_use]
    pub fn from_path(path: &Path) -> Self {
        match extension(path).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }

    /// The extension of a file's name in lower case, without that of its compression: `ttl` for `a.ttl.gz`.
    #[must_use]
    pub fn bare_extension(path: &Path) -> Option<String> {
        match Self::from_path(path) {
            Self::None => extension(path),
            _ => extension(Path::new(path.file_stem()?)),
        }
    }

    /// Opens a file, decompressed as its name tells.
    ///
    /// # Errors
    /// Where the file cannot be opened. Damaged compressed data are errors of the reader, and so are data that unpack
    /// to very much more than they are (see [`crate::bounds`]).
    pub fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
        let file = BufReader::new(File::open(path)?);
        Ok(match Self::from_path(path) {
            Self::None => Box::new(file),
            Self::Gzip => Box::new(gunzip(file)),
            Self::Zstd => Box::new(unzstd(file)?),
        })
    }
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_format_and_compression() {
        for (path, format, compression) in [
            ("a.ttl", Some(Format::Turtle), Compression::None),
            ("dir.nt/a.NQ.gz", Some(Format::NQuads), Compression::Gzip),
            ("a.b.trig.zst", Some(Format::TriG), Compression::Zstd),
            ("a.kg", None, Compression::None),
            ("a.gz", None, Compression::Gzip),
            ("ttl", None, Compression::None),
        ] {
            let path = Path::new(path);
            assert_eq!((Format::from_path(path), Compression::from_path(path)), (format, compression), "{path:?}");
        }
        assert!(Format::NAMES.iter().all(|name| Format::from_name(name).is_some()));
    }
}
