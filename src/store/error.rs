//! [`StoreError`]: what can go wrong with a store, a query, or a file of RDF.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use oxigraph::model::{NamedNode, Quad};

/// What went wrong in a store. Every message says what, where, and what to do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is nothing at the path of a store that must exist.
    #[error("there is no store at {}; make one with `newsgraph build INPUT --store {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// A folder stands where a store file was named.
    #[error("{} is a folder, not a store; a store is a file such as news.kg", .0.display())]
    Folder(PathBuf),
    /// The file is not a store of ours.
    #[error("{} is not a newsgraph store ({reason}); to read a file of RDF, use --graph", path.display())]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file was written by a newer program.
    #[error(
        "{} has store format {found}, and this program reads up to {supported}; use a newer newsgraph", path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format version in the file.
        found: u64,
        /// The newest format version that this program reads.
        supported: u64,
    },
    /// Another process has the store open.
    #[error("the store {} is in use by another process; wait until it is done, or use another store", .0.display())]
    Locked(PathBuf),
    /// The store was opened for reading only.
    #[error("the store {} is open for reading only", .0.display())]
    ReadOnly(PathBuf),
    /// The content of a store is damaged.
    #[error("the store {} is damaged ({reason}); restore a copy, or build it again from its articles", path.display())]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// An on-disk store was asked of a program that was built without it.
    #[error(
        "{} is an on-disk store, and this program was built without them: \
         build it with `cargo build --release --features rocksdb`, or name a .kg file", .0.display()
    )]
    NoOnDisk(PathBuf),
    /// An on-disk store was asked to show its things under other names than it keeps them under.
    #[error(
        "{} is an on-disk store, in which identities cannot be changed; keep the articles in a .kg file: \
         `newsgraph build INPUT --store news.kg`", .0.display()
    )]
    NoNaming(PathBuf),
    /// It could not be decided which things are one and the same.
    #[error(transparent)]
    Naming(Box<dyn std::error::Error + Send + Sync>),
    /// A file could not be read or written.
    #[error("cannot {action} {}", path.display())]
    File {
        /// What was tried: "open", "read", "write".
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// A quad offered for an article lies outside of the article's named graph.
    #[error("a quad of article {graph} lies in another graph: {quad}")]
    ForeignQuad {
        /// The article's graph.
        graph: NamedNode,
        /// The quad.
        quad: Box<Quad>,
    },
    /// There is no such article in the store.
    #[error(
        "there is no article {0} in the store; `newsgraph query 'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }}'` lists them"
    )]
    NoArticle(NamedNode),
    /// RDF could not be parsed.
    #[error("{place}: {message}")]
    Rdf {
        /// File, and line and column where they are known.
        place: String,
        /// What the parser expected.
        message: String,
    },
    /// The name of a file does not tell its RDF format.
    #[error(
        "the name {} does not tell an RDF format; formats are {}, each also as .gz or .zst",
        .0.display(), super::Format::NAMES.join(", ")
    )]
    UnknownFormat(PathBuf),
    /// A store was named where a file of RDF was asked for.
    #[error("{} is a store, not a file of RDF; use --store {}", .0.display(), .0.display())]
    StoreAsGraph(PathBuf),
    /// A query breaks the grammar of SPARQL.
    #[error(transparent)]
    Syntax(#[from] super::SyntaxError),
    /// A query ran longer than it was allowed to.
    #[error("the query was stopped after {} s; narrow it, add a LIMIT, or allow more time", .0.as_secs_f64())]
    Timeout(Duration),
    /// The program took up more memory than a query was allowed.
    #[error("the query was stopped: it needs more than {} of memory; narrow it, add a LIMIT, or allow more", size(*.0))]
    Memory(u64),
    /// FROM names a graph that is not among those to query.
    #[error(
        "the query asks FROM {0}, and there is no such graph; nothing is read but the store or files that were named"
    )]
    NoGraph(NamedNode),
    /// An update was given for a query.
    #[error(
        "this is an update (INSERT, DELETE, LOAD and the like), and a query changes nothing; \
         articles come in with `newsgraph build INPUT --store news.kg`"
    )]
    Update,
    /// A query could not be evaluated.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The underlying database failed.
    #[error("the store {} failed", path.display())]
    Database {
        /// The store.
        path: PathBuf,
        /// What the database says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// A number of bytes for the eye, in powers of 1024.
fn size(bytes: u64) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
    match units.iter().find(|(_, power)| bytes >> power > 0) {
        Some((unit, power)) => {
            let tenths = (bytes * 10) >> power;
            format!("{}.{} {unit}", tenths / 10, tenths % 10).replace(".0 ", " ")
        }
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_for_the_eye() {
        for (bytes, expected) in
            [(12, "12 bytes"), (1 << 20, "1 MiB"), (1536 << 20, "1.5 GiB"), ((1 << 30) - 1, "1023.9 MiB")]
        {
            assert_eq!(size(bytes), expected);
        }
    }
}
