//! The files of `neo4j-admin database import full`: nodes and relationships as CSV with typed headers.

use std::io::{self, Write};

use super::{Event, Gathered};

/// The files, in the order in which the import names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// `articles.csv`: nodes.
    Articles,
    /// `entities.csv`: nodes.
    Entities,
    /// `events.csv`: nodes.
    Events,
    /// `claims.csv`: nodes.
    Claims,
    /// `relationships.csv`.
    Relationships,
}

impl File {
    /// All files.
    pub const ALL: [Self; 5] = [Self::Articles, Self::Entities, Self::Events, Self::Claims, Self::Relationships];

    /// The name of the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles.csv",
            Self::Entities => "entities.csv",
            Self::Events => "events.csv",
            Self::Claims => "claims.csv",
            Self::Relationships => "relationships.csv",
        }
    }

    /// Its header, in Neo4j's notation.
    fn header(self) -> &'static [&'static str] {
        match self {
            Self::Articles => &["iri:ID", "headline", "url", "published", "publisher", ":LABEL"],
            Self::Entities => &[
                "iri:ID",
                "name",
                "aliases:string[]",
                "wikidata",
                "geonames",
                "latitude:double",
                "longitude:double",
                "confidence:double",
                "mentions:int",
                "articles:int",
                ":LABEL",
            ],
            Self::Events => {
                &["iri:ID", "name", "class", "factuality", "start", "end", "confidence:double", "evidence", ":LABEL"]
            }
            Self::Claims => {
                &["iri:ID", "text", "stance", "cue", "quoted:boolean", "confidence:double", "evidence", ":LABEL"]
            }
            Self::Relationships => {
                &[":START_ID", ":TYPE", ":END_ID", "role", "status", "confidence:double", "evidence", "article"]
            }
        }
    }
}

/// Writes one file.
///
/// # Errors
/// Where the output fails.
pub fn write<W: Write>(writer: W, file: File, gathered: &Gathered) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(writer);
    csv.write_record(file.header())?;
    match file {
        File::Articles => {
            for (iri, article) in &gathered.articles {
                csv.write_record([
                    iri.as_str(),
                    &article.headline,
                    &article.url,
                    &article.published,
                    &article.publisher,
                    "Article",
                ])?;
            }
        }
        File::Entities => {
            for (iri, entity) in &gathered.entities {
                // The import cuts arrays at semicolons, and has no way to write one.
                let aliases: Vec<String> = entity.aliases.iter().map(|alias| alias.replace(';', ",")).collect();
                let (latitude, longitude) = entity.coordinates.clone().unwrap_or_default();
                let label = labels(&["Entity", entity.kind, entity.subtype]);
                csv.write_record([
                    iri.as_str(),
                    &entity.label,
                    &aliases.join(";"),
                    &entity.wikidata,
                    &entity.geonames,
                    &latitude,
                    &longitude,
                    &entity.confidence,
                    &entity.mentions.to_string(),
                    &entity.articles.len().to_string(),
                    &label,
                ])?;
            }
        }
        File::Events => {
            for event in &gathered.events {
                // What did not happen is in no class, as in RDF.
                let class = if event.factuality == "Happened" { event.class.as_str() } else { "" };
                csv.write_record([
                    event.iri.as_str(),
                    &event.label,
                    &event.class,
                    &event.factuality,
                    &event.start,
                    &event.end,
                    &event.confidence,
                    &event.evidence.join(" "),
                    &labels(&["NewsEvent", class]),
                ])?;
            }
        }
        File::Claims => {
            for claim in &gathered.claims {
                let quoted = if claim.quoted { "true" } else { "false" };
                csv.write_record([
                    claim.iri.as_str(),
                    &claim.text,
                    &claim.stance,
                    &claim.cue,
                    quoted,
                    &claim.confidence,
                    &claim.evidence.join(" "),
                    &labels(&["Claim", if claim.quoted { "Quotation" } else { "" }]),
                ])?;
            }
        }
        File::Relationships => relationships(&mut csv, gathered)?,
    }
    csv.flush()
}

fn relationships<W: Write>(csv: &mut csv::Writer<W>, gathered: &Gathered) -> io::Result<()> {
    let events: std::collections::BTreeSet<&str> = gathered.events.iter().map(|event| event.iri.as_str()).collect();
    let is_node = |iri: &str| gathered.entities.contains_key(iri) || events.contains(iri);
    // An import stops at a relationship with an end that is no node.
    let mut row = |from: &str, kind: &str, to: &str, rest: [&str; 5]| -> io::Result<()> {
        let [role, status, confidence, evidence, article] = rest;
        Ok(csv.write_record([from, kind, to, role, status, confidence, evidence, article])?)
    };
    for (iri, entity) in &gathered.entities {
        for article in &entity.articles {
            row(article, "MENTIONS", iri, ["", "", "", "", article])?;
        }
    }
    for relation in gathered.relations.iter().filter(|r| is_node(&r.subject) && is_node(&r.object)) {
        let kind = if relation.property == "post" { "HOLDS_POST_IN".to_owned() } else { upper(&relation.property) };
        let evidence = relation.evidence.join(" ");
        let rest = [&relation.role, &relation.status, &relation.confidence, &evidence, &relation.article];
        row(&relation.subject, &kind, &relation.object, rest.map(String::as_str))?;
    }
    for event in &gathered.events {
        row(&event.article, "REPORTS", &event.iri, ["", "", "", "", &event.article])?;
        for (kind, entity) in ends(event).into_iter().filter(|(_, entity)| is_node(entity)) {
            row(&event.iri, &kind, entity, ["", "", "", "", &event.article])?;
        }
    }
    for claim in &gathered.claims {
        row(&claim.article, "REPORTS", &claim.iri, ["", "", "", "", &claim.article])?;
        let ends = [
            ("SAID_BY", &claim.sources),
            ("ADDRESSED_TO", &claim.addressees),
            ("SAID_THROUGH", &claim.media),
            ("ABOUT", &claim.about),
        ];
        for (kind, iris) in ends {
            for iri in iris.iter().filter(|iri| is_node(iri)) {
                row(&claim.iri, kind, iri, ["", "", "", "", &claim.article])?;
            }
        }
    }
    Ok(())
}

/// The entities of an event, each with the type of its relationship.
fn ends(event: &Event) -> Vec<(String, &str)> {
    let participants = event.participants.iter().map(|(role, entity)| (upper(role), entity.as_str()));
    let places = event.places.iter().map(|place| ("PLACE".to_owned(), place.as_str()));
    let sources = event.sources.iter().map(|source| ("ATTRIBUTED_TO".to_owned(), source.as_str()));
    participants.chain(places).chain(sources).collect()
}

fn labels(labels: &[&str]) -> String {
    labels.iter().filter(|label| !label.is_empty()).copied().collect::<Vec<_>>().join(";")
}

/// `worksFor` as the types of relationships are written: `WORKS_FOR`.
fn upper(name: &str) -> String {
    let mut upper = String::with_capacity(name.len() + 4);
    for (index, c) in name.chars().enumerate() {
        if c.is_uppercase() && index > 0 {
            upper.push('_');
        }
        upper.extend(c.to_uppercase());
    }
    upper
}
