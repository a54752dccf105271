//! Tables for spreadsheets: entities, events and claims as CSV (RFC 4180, UTF-8), a row each, with the sentences they
//! rest on and the articles these stand in.

use std::io::{self, Write};

use super::{Event, Gathered};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// A row an entity, over all articles.
    Entities,
    /// A row an event.
    Events,
    /// A row a claim.
    Claims,
}

/// Between the values of one cell.
const BETWEEN: &str = "; ";

impl Table {
    /// All tables.
    pub const ALL: [Self; 3] = [Self::Entities, Self::Events, Self::Claims];

    /// Its name, which with `.csv` is that of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Events => "events",
            Self::Claims => "claims",
        }
    }

    /// The names of its columns.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Entities => &[
                "iri",
                "label",
                "type",
                "subtype",
                "aliases",
                "wikidata",
                "geonames",
                "latitude",
                "longitude",
                "confidence",
                "link_confidence",
                "mentions",
                "articles",
                "evidence",
                "headline",
                "url",
                "published",
            ],
            Self::Events => &[
                "iri",
                "class",
                "label",
                "factuality",
                "start",
                "end",
                "agents",
                "patients",
                "others",
                "places",
                "sources",
                "confidence",
                "evidence",
                "article",
                "headline",
                "url",
                "published",
            ],
            Self::Claims => &[
                "iri",
                "sources",
                "stance",
                "cue",
                "quoted",
                "text",
                "addressees",
                "media",
                "about",
                "confidence",
                "evidence",
                "article",
                "headline",
                "url",
                "published",
            ],
        }
    }
}

/// Writes one table.
///
/// # Errors
/// Where the output fails.
pub fn write<W: Write>(writer: W, table: Table, gathered: &Gathered) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(writer);
    csv.write_record(table.columns())?;
    match table {
        Table::Entities => {
            for (iri, entity) in &gathered.entities {
                let (latitude, longitude) = entity.coordinates.clone().unwrap_or_default();
                let [headline, url, published] =
                    of_article(gathered, entity.articles.first().map_or("", String::as_str));
                csv.write_record([
                    iri.as_str(),
                    &harmless(&entity.label),
                    entity.kind,
                    entity.subtype,
                    &harmless(&entity.aliases.join(BETWEEN)),
                    &entity.wikidata,
                    &entity.geonames,
                    &latitude,
                    &longitude,
                    &entity.confidence,
                    &entity.link_confidence,
                    &entity.mentions.to_string(),
                    &entity.articles.len().to_string(),
                    &harmless(&entity.evidence),
                    &headline,
                    &url,
                    &published,
                ])?;
            }
        }
        Table::Events => {
            for event in &gathered.events {
                let [headline, url, published] = of_article(gathered, &event.article);
                let names = |iris: &[String]| names(gathered, iris);
                csv.write_record([
                    event.iri.as_str(),
                    &event.class,
                    &harmless(&event.label),
                    &event.factuality,
                    &event.start,
                    &event.end,
                    &taking_part(gathered, event, "agent"),
                    &taking_part(gathered, event, "patient"),
                    &others(gathered, event),
                    &names(&event.places),
                    &names(&event.sources),
                    &event.confidence,
                    &harmless(&event.evidence.join(" ")),
                    &event.article,
                    &headline,
                    &url,
                    &published,
                ])?;
            }
        }
        Table::Claims => {
            for claim in &gathered.claims {
                let [headline, url, published] = of_article(gathered, &claim.article);
                let names = |iris: &[String]| names(gathered, iris);
                // Events have no names of their own; what is said is in the text.
                let about: Vec<String> =
                    claim.about.iter().filter(|iri| gathered.entities.contains_key(*iri)).cloned().collect();
                csv.write_record([
                    claim.iri.as_str(),
                    &names(&claim.sources),
                    &claim.stance,
                    &harmless(&claim.cue),
                    if claim.quoted { "true" } else { "false" },
                    &harmless(&claim.text),
                    &names(&claim.addressees),
                    &names(&claim.media),
                    &names(&about),
                    &claim.confidence,
                    &harmless(&claim.evidence.join(" ")),
                    &claim.article,
                    &headline,
                    &url,
                    &published,
                ])?;
            }
        }
    }
    csv.flush()
}

/// The names of entities in one cell.
fn names(gathered: &Gathered, iris: &[String]) -> String {
    harmless(&iris.iter().map(|iri| gathered.name(iri)).collect::<Vec<_>>().join(BETWEEN))
}

fn taking_part(gathered: &Gathered, event: &Event, role: &str) -> String {
    let iris: Vec<String> = event.participants.iter().filter(|(r, _)| r == role).map(|(_, e)| e.clone()).collect();
    names(gathered, &iris)
}

/// The other participants, each with its role: "destination: Oslo".
fn others(gathered: &Gathered, event: &Event) -> String {
    let others = event.participants.iter().filter(|(role, _)| role != "agent" && role != "patient");
    harmless(&others.map(|(role, e)| format!("{role}: {}", gathered.name(e))).collect::<Vec<_>>().join(BETWEEN))
}

/// Headline, address and date of an article.
fn of_article(gathered: &Gathered, iri: &str) -> [String; 3] {
    let article = gathered.articles.get(iri).cloned().unwrap_or_default();
    [harmless(&article.headline), harmless(&article.url), article.published]
}

/// A text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it, which
/// is how people type such a text.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::{Article, Claim};

    #[test]
    fn cells_hold_what_they_are_given_and_no_formulas() {
        let mut gathered = Gathered::default();
        let article = Article { headline: "=1+1".to_owned(), ..Article::default() };
        gathered.articles.insert("a".to_owned(), article);
        let text = "He said: \"a, b\"\nand left".to_owned();
        gathered.claims.push(Claim { article: "a".to_owned(), text: text.clone(), quoted: true, ..Claim::default() });
        let mut out = Vec::new();
        write(&mut out, Table::Claims, &gathered).unwrap();
        let mut reader = csv::Reader::from_reader(&out[..]);
        assert_eq!(reader.headers().unwrap(), Table::Claims.columns());
        let row = reader.records().next().unwrap().unwrap();
        let cell = |name: &str| &row[Table::Claims.columns().iter().position(|c| *c == name).unwrap()];
        assert_eq!((cell("text"), cell("quoted"), cell("headline")), (text.as_str(), "true", "'=1+1"));
    }
}
