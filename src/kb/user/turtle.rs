//! A user's knowledge base as Turtle with SKOS.

use std::collections::BTreeMap;
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

use super::{blank, identifiers};
use crate::bounds;
use crate::kb::entry::{Coordinates, Entry};
use crate::kb::error::KbError;

/// What a property says of an entry.
#[derive(Clone, Copy)]
enum Says {
    Label,
    Alias,
    Type,
    Same,
    Description,
    Country,
    Latitude,
    Longitude,
}

/// The properties that are read, without the scheme of their IRIs; others may stand in the file too.
const PROPERTIES: &[(&str, Says)] = &[
    ("www.w3.org/2004/02/skos/core#prefLabel", Says::Label),
    ("www.w3.org/2000/01/rdf-schema#label", Says::Label),
    ("schema.org/name", Says::Label),
    ("www.w3.org/2004/02/skos/core#altLabel", Says::Alias),
    ("www.w3.org/2004/02/skos/core#hiddenLabel", Says::Alias),
    ("schema.org/alternateName", Says::Alias),
    ("www.w3.org/1999/02/22-rdf-syntax-ns#type", Says::Type),
    ("www.w3.org/2004/02/skos/core#exactMatch", Says::Same),
    ("www.w3.org/2002/07/owl#sameAs", Says::Same),
    ("schema.org/sameAs", Says::Same),
    ("www.w3.org/2004/02/skos/core#definition", Says::Description),
    ("schema.org/description", Says::Description),
    ("schema.org/addressCountry", Says::Country),
    ("schema.org/latitude", Says::Latitude),
    ("schema.org/longitude", Says::Longitude),
];

/// What the file says of a resource.
#[derive(Default)]
struct Resource {
    iri: Option<String>,
    /// Names with their languages.
    labels: Vec<(String, Option<String>)>,
    says: Vec<(Says, String)>,
}

/// The entries of a file, in its order.
pub(super) fn read(file: &Path, text: &str) -> Result<Vec<Entry>, KbError> {
    let mut resources: Vec<Resource> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    bounds::check(text.as_bytes(), bounds::Syntax::Turtle).map_err(|e| syntax(file, &e.into()))?;
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
        let quad = quad.map_err(|error| syntax(file, &RdfParseError::from(error)))?;
        let Some(says) = meaning(quad.predicate.as_str()) else { continue };
        let iri = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str().to_owned()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let index = *known.entry(quad.subject.to_string()).or_insert_with(|| {
            resources.push(Resource { iri, ..Resource::default() });
            resources.len() - 1
        });
        let resource = &mut resources[index];
        match (says, quad.object) {
            (Says::Label, Term::Literal(label)) => {
                resource.labels.push((label.value().to_owned(), label.language().map(str::to_owned)));
            }
            // A label in an extension of SKOS is a resource of its own.
            (Says::Label | Says::Alias, Term::NamedNode(_)) | (_, Term::BlankNode(_) | Term::Triple(_)) => {}
            (_, Term::Literal(literal)) => resource.says.push((says, literal.value().to_owned())),
            (_, Term::NamedNode(node)) => resource.says.push((says, node.into_string())),
        }
    }
    let mut entries = Vec::new();
    for resource in resources {
        let place = |what: &str| place_of(text, what);
        let at = |what: &str, message: String| {
            let (line, column) = place(what);
            KbError::Content { file: file.to_owned(), line, column, message }
        };
        let shown = resource.iri.clone().unwrap_or_else(|| "a blank node".to_owned());
        let Some(entry) = resource.entry().map_err(|(what, message)| at(&what, message))? else { continue };
        if entry.label.is_empty() {
            return Err(at(&shown, format!("{shown} has no skos:prefLabel or rdfs:label")));
        }
        if entry.iris().is_empty() {
            return Err(at(
                &entry.label,
                format!("{} is a blank node; give it an IRI or a skos:exactMatch", entry.label),
            ));
        }
        entries.push(entry);
    }
    Ok(entries)
}

impl Resource {
    /// The entry; `None` where the resource is none, as a class or a concept scheme. Errors name the text at fault.
    fn entry(self) -> Result<Option<Entry>, (String, String)> {
        let mut entry = blank(String::new());
        if let Some(iri) = &self.iri {
            identifiers::add_match(&mut entry, iri).map_err(|message| (iri.clone(), message))?;
            if entry.matches.pop().is_some() {
                entry.iri = Some(iri.clone());
            }
        }
        let (mut latitude, mut longitude, mut typed, mut matched) = (None, None, false, false);
        for (says, value) in self.says {
            let fault = |message| (value.clone(), message);
            match says {
                Says::Label => {}
                Says::Alias => entry.aliases.push(value),
                Says::Type => typed |= identifiers::add_type(&mut entry, &value),
                Says::Same => {
                    matched = true;
                    identifiers::add_match(&mut entry, &value).map_err(fault)?;
                }
                Says::Description => entry.description = value,
                Says::Country => entry.country = Some(identifiers::country(&value).map_err(fault)?),
                Says::Latitude => latitude = Some(degrees(&value, 90.0).map_err(fault)?),
                Says::Longitude => longitude = Some(degrees(&value, 180.0).map_err(fault)?),
            }
        }
        // English goes before names of no language, and these before others.
        let rank = |language: &Option<String>| match language.as_deref() {
            Some(l) if l == "en" || l.starts_with("en-") => 0,
            None => 1,
            Some(_) => 2,
        };
        let mut labels = self.labels;
        labels.sort_by_key(|(_, language)| rank(language));
        let mut labels = labels.into_iter().map(|(label, _)| label);
        match labels.next() {
            Some(label) => entry.label = label,
            None if typed || matched => {}
            None => return Ok(None),
        }
        let others: Vec<String> = labels.filter(|label| *label != entry.label).collect();
        entry.aliases.splice(0..0, others);
        entry.coordinates = latitude.zip(longitude).map(|(latitude, longitude)| Coordinates { latitude, longitude });
        Ok(Some(entry))
    }
}

fn meaning(property: &str) -> Option<Says> {
    let rest = property.strip_prefix("http://").or_else(|| property.strip_prefix("https://"))?;
    PROPERTIES.iter().find(|(iri, _)| *iri == rest).map(|(_, says)| *says)
}

fn degrees(text: &str, most: f64) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|v| v.abs() <= most);
    value.ok_or_else(|| format!("{text} is no number of degrees from -{most} to {most}"))
}

fn syntax(file: &Path, error: &RdfParseError) -> KbError {
    let start = match error {
        RdfParseError::Syntax(error) => error.location().map(|l| l.start),
        RdfParseError::Io(_) => None,
    };
    KbError::Content {
        file: file.to_owned(),
        line: start.map_or(1, |s| s.line + 1),
        column: start.map_or(1, |s| s.column + 1),
        message: format!("not valid Turtle: {error}"),
    }
}

/// Line and column, from 1, where an IRI or literal stands first. The parser does not tell, so the text is searched: for the
/// whole, then for its local name behind a prefix.
fn place_of(text: &str, what: &str) -> (u64, u64) {
    let local = what.rsplit(['/', '#']).next().filter(|l| !l.is_empty()).unwrap_or(what);
    let at = text.find(what).or_else(|| text.find(&format!(":{local}"))).or_else(|| text.find(local)).unwrap_or(0);
    let before = &text[..at];
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    (line, column)
}
