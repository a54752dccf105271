//! What can be written, by name and by the name of the output.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;

use crate::cli::errors::usage;
use crate::interchange::tables::Table;
use crate::store::{Compression, Format, GraphWriter, Prefixes};

/// A format that a store can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExportFormat {
    /// RDF.
    Rdf(Format),
    /// The network of entities, for yEd and Gephi.
    GraphMl,
    /// The network of entities, for Gephi.
    Gexf,
    /// All tables, in a folder.
    Csv,
    /// One table.
    Table(Table),
    /// The files of Neo4j's import, in a folder.
    Neo4j,
    /// `FollowTheMoney` entities.
    Ftm,
}

/// The names of the formats that are not RDF, which are extensions too.
const OTHERS: [&str; 5] = ["graphml", "gexf", "csv", "neo4j", "ftm"];

impl ExportFormat {
    /// Reads the name of a format, for clap.
    pub(super) fn parse(name: &str) -> Result<Self, String> {
        Self::from_name(name)
            .ok_or_else(|| format!("the formats are {}, {}", Format::NAMES.join(", "), OTHERS.join(", ")))
    }

    fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "graphml" => Self::GraphMl,
            "gexf" => Self::Gexf,
            "csv" => Self::Csv,
            "neo4j" => Self::Neo4j,
            "ftm" => Self::Ftm,
            other => Self::Rdf(Format::from_name(other)?),
        })
    }
}

/// The format that an option, or else the name of the output, tells; Turtle otherwise. `events.csv` is a table.
pub(super) fn of(format: Option<ExportFormat>, out: Option<&Path>) -> Result<ExportFormat> {
    let told = out.and_then(|path| Some((path, Compression::bare_extension(path)?)));
    let (path, extension) = match (format, told) {
        (Some(format), _) => return Ok(format),
        (None, None) => return Ok(ExportFormat::Rdf(Format::Turtle)),
        (None, Some(told)) => told,
    };
    match ExportFormat::from_name(&extension) {
        Some(ExportFormat::Csv) => {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let stem = name.split('.').next().unwrap_or_default();
            let table = Table::ALL.into_iter().find(|table| table.name() == stem);
            table.map(ExportFormat::Table).ok_or_else(|| {
                usage(format!("which table is {}? say --table entities, events or claims", path.display()))
            })
        }
        Some(format) => Ok(format),
        None => Err(usage(format!(
            "the name {} tells no format; end it in .{}, .{}, or give --format",
            path.display(),
            Format::NAMES.join(", ."),
            OTHERS.join(", .")
        ))),
    }
}

/// The tables, as the command line names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableName {
    /// People, organizations, places and groups
    Entities,
    /// What happened, or is planned or denied
    Events,
    /// Who says what
    Claims,
}

impl TableName {
    pub(super) fn table(self) -> Table {
        match self {
            Self::Entities => Table::Entities,
            Self::Events => Table::Events,
            Self::Claims => Table::Claims,
        }
    }
}

/// A version of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RdfVersion {
    /// What every tool reads
    #[value(name = "1.1")]
    V1_1,
    /// Statements are reifiers of triple terms
    #[value(name = "1.2")]
    V1_2,
}

impl RdfVersion {
    /// A writer of this version.
    ///
    /// # Errors
    /// Wrong usage, where the format has no triple terms.
    pub(crate) fn writer<W: Write>(self, format: Format, writer: W, prefixes: &Prefixes) -> Result<GraphWriter<W>> {
        let writer = GraphWriter::new(format, writer, prefixes);
        match self {
            Self::V1_1 => Ok(writer),
            Self::V1_2 => writer.with_reifiers().map_err(|e| usage(e.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_format() {
        for (out, expected) in [
            (None, Some(ExportFormat::Rdf(Format::Turtle))),
            (Some("a.nq.gz"), Some(ExportFormat::Rdf(Format::NQuads))),
            (Some("a.GEXF"), Some(ExportFormat::Gexf)),
            (Some("a.graphml.zst"), Some(ExportFormat::GraphMl)),
            (Some("x/events.csv.gz"), Some(ExportFormat::Table(Table::Events))),
            (Some("x/news.csv"), None),
            (Some("a.xlsx"), None),
        ] {
            assert_eq!(of(None, out.map(Path::new)).ok(), expected, "{out:?}");
        }
        assert!(OTHERS.iter().all(|name| ExportFormat::from_name(name).is_some()));
    }
}
