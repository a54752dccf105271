//! Reading RDF files into articles.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};

use super::{Compression, Format, StoreError};
use crate::bounds::Guarded;

/// The quads of all files by named graph; what lies in no graph of an IRI goes under the file's own IRI.
pub(super) fn read_files(paths: &[impl AsRef<Path>]) -> Result<Vec<(NamedNode, Vec<Quad>)>, StoreError> {
    let mut articles: BTreeMap<NamedNode, Vec<Quad>> = BTreeMap::new();
    for path in paths {
        let path = path.as_ref();
        let file_iri = file_iri(path);
        let failed = |source| StoreError::File { action: "read", path: path.to_owned(), source };
        if path.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        if path.extension().is_some_and(|extension| extension == "kg" || extension == super::ON_DISK) {
            return Err(StoreError::StoreAsGraph(path.to_owned()));
        }
        let reader = Compression::open(path).map_err(failed)?;
        let format = Format::from_path(path).ok_or_else(|| StoreError::UnknownFormat(path.to_owned()))?;
        let parser = RdfParser::from_format(format.rdf())
            .with_base_iri(file_iri.as_str())
            .map_err(|e| StoreError::Rdf { place: path.display().to_string(), message: e.to_string() })?
            .rename_blank_nodes();
        for quad in parser.for_reader(Guarded::new(reader, format.syntax())) {
            let mut quad = quad.map_err(|e| parse_error(path, e))?;
            let graph = match &quad.graph_name {
                GraphName::NamedNode(graph) => graph.clone(),
                GraphName::BlankNode(_) | GraphName::DefaultGraph => file_iri.clone(),
            };
            quad.graph_name = graph.clone().into();
            let quads = articles.entry(graph).or_default();
            // A file that repeats itself, as bombs do, takes no memory for it.
            if quads.last() != Some(&quad) {
                quads.push(quad);
            }
        }
    }
    Ok(articles.into_iter().collect())
}

fn parse_error(path: &Path, error: RdfParseError) -> StoreError {
    match error {
        RdfParseError::Io(source) => StoreError::File { action: "read", path: path.to_owned(), source },
        RdfParseError::Syntax(error) => {
            let place = match error.location() {
                Some(range) => format!("{}:{}:{}", path.display(), range.start.line + 1, range.start.column + 1),
                None => path.display().to_string(),
            };
            StoreError::Rdf { place, message: error.to_string() }
        }
    }
}

/// The `file:` IRI of a path, with what is not allowed in an IRI percent-encoded.
///
/// It is the name of the graph of a file's triples that lie in no graph of their own.
#[must_use]
pub fn file_iri(path: &Path) -> NamedNode {
    let absolute: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut iri = "file://".to_owned();
    for byte in absolute.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            iri.push(char::from(byte));
        } else {
            let _ = write!(iri, "%{byte:02X}");
        }
    }
    NamedNode::new_unchecked(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_iris_are_valid() {
        for path in ["/a b/c#d.ttl", "/é/ü?.nt", "x.ttl"] {
            let iri = file_iri(Path::new(path));
            assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri}");
        }
        assert_eq!(file_iri(Path::new("/a b/c#d.ttl")).as_str(), "file:///a%20b/c%23d.ttl");
    }
}
