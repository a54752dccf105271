//! A user's knowledge base as a table with tabs.

use std::path::Path;

use super::{blank, identifiers};
use crate::kb::entry::Entry;
use crate::kb::error::KbError;
use crate::kb::identifier::geonames;

const COLUMNS: [&str; 8] = ["iri", "qid", "geonames", "type", "label", "aliases", "description", "country"];

/// The entries of a table, in its order.
pub(super) fn read(file: &Path, text: &str) -> Result<Vec<Entry>, KbError> {
    let fault = |line: usize, column: usize, message: String| KbError::Content {
        file: file.to_owned(),
        line: line as u64,
        column: column as u64,
        message,
    };
    let mut lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    let Some((_, head)) = lines.next() else {
        return Err(fault(
            1,
            1,
            format!("the file is empty; its first line names the columns: {}", COLUMNS.join(", ")),
        ));
    };
    let columns: Vec<&str> = head.split('\t').map(str::trim).collect();
    for (i, column) in columns.iter().enumerate() {
        if !COLUMNS.contains(column) {
            let message = format!("there is no column {column:?}; there are {}", COLUMNS.join(", "));
            return Err(fault(1, column_of(head, i), message));
        }
        if columns[..i].contains(column) {
            return Err(fault(1, column_of(head, i), format!("the column {column} stands twice")));
        }
    }
    if !columns.contains(&"label") {
        return Err(fault(1, 1, "there must be a column label".to_owned()));
    }
    let mut entries = Vec::new();
    for (number, line) in lines {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() != columns.len() {
            let message = format!("there are {} cells, but the first line has {}", cells.len(), columns.len());
            return Err(fault(number, 1, message));
        }
        let mut entry = blank(String::new());
        for (i, (column, cell)) in columns.iter().zip(&cells).enumerate() {
            if !cell.is_empty() {
                enter(&mut entry, column, cell).map_err(|message| fault(number, column_of(line, i), message))?;
            }
        }
        if entry.label.is_empty() {
            return Err(fault(number, 1, "the label is empty".to_owned()));
        }
        if entry.iri.is_none() && entry.qid.is_none() && entry.geonames.is_none() {
            let message = format!("{} has no identifier: fill in iri, qid or geonames", entry.label);
            return Err(fault(number, 1, message));
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn enter(entry: &mut Entry, column: &str, cell: &str) -> Result<(), String> {
    match column {
        "iri" => {
            if !cell.contains(':') || cell.contains(char::is_whitespace) || cell.contains(['<', '>', '"']) {
                return Err(format!("{cell} is no IRI, such as https://example.org/people/7"));
            }
            let before = (entry.qid, entry.geonames);
            identifiers::add_match(entry, cell)?;
            // An IRI of Wikidata or GeoNames is not the user's own.
            if (entry.qid, entry.geonames) == before {
                entry.matches.pop();
                entry.iri = Some(cell.to_owned());
            }
        }
        "qid" => match cell.rsplit_once('/') {
            Some(_) => identifiers::add_match(entry, cell)?,
            None => entry.qid = Some(cell.parse().map_err(|e: crate::kb::entry::QidError| e.to_string())?),
        },
        "geonames" => entry.geonames = Some(geonames(cell)?),
        "type" => {
            if !identifiers::add_type(entry, cell) {
                let message = format!("there is no type {cell}; types are names such as Person, Organization, City");
                return Err(message);
            }
        }
        "label" => cell.clone_into(&mut entry.label),
        "aliases" => {
            entry.aliases = cell.split('|').map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect();
        }
        "description" => cell.clone_into(&mut entry.description),
        _ => entry.country = Some(identifiers::country(cell)?),
    }
    Ok(())
}

/// The column in code points, from 1, where a cell begins.
fn column_of(line: &str, cell: usize) -> usize {
    1 + line.split('\t').take(cell).map(|before| before.chars().count() + 1).sum::<usize>()
}
