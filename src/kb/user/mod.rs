//! A user's own knowledge base: [`UserKb`], from Turtle or a table, and how its entries stand before those of the file.

mod identifiers;
mod table;
mod turtle;

use std::collections::BTreeMap;
use std::path::Path;

use super::entry::{Entry, EntryId, Qid};
use super::error::KbError;
use super::file::Posting;
use super::fold::{Case, fold};
use crate::bounds;
use crate::ontology::EntityType;

/// Numbers of user entries begin here; the file's stay below.
const FIRST: u32 = 1 << 24;

/// A user's own knowledge base, from a file of one of two forms.
///
/// **Turtle** (`.ttl`): each resource with a `skos:prefLabel` or `rdfs:label` is an entry; `skos:altLabel` gives other
/// names, `rdf:type` the type (classes of schema.org or of the ontology), `skos:exactMatch` or `owl:sameAs` what is the same
/// in Wikidata, GeoNames or elsewhere, `skos:definition` or `schema:description` the description,
/// `schema:addressCountry` the country, `schema:latitude` and `schema:longitude` the place.
///
/// **A table** (`.tsv`): tabs between the columns, their names in the first line: `label`, and any of `iri`, `qid`,
/// `geonames`, `type`, `aliases` (`|` between them), `description`, `country`.
#[derive(Debug, Clone, Default)]
pub struct UserKb {
    pub(super) entries: Vec<Entry>,
}

impl UserKb {
    /// Reads a file; its name says which of the two forms it has.
    ///
    /// # Errors
    /// [`KbError`] when it cannot be read, is neither `.ttl` nor `.tsv`, or has a mistake: with its line and column.
    pub fn read(file: &Path) -> Result<Self, KbError> {
        let unreadable = |source| KbError::Unreadable { file: file.to_owned(), source };
        let text = bounds::read_text(file).map_err(unreadable)?;
        Self::parse(file, &text)
    }

    /// Reads a text; the name of its file says which of the two forms it has, and stands in messages.
    ///
    /// # Errors
    /// As for [`UserKb::read`].
    pub fn parse(file: &Path, text: &str) -> Result<Self, KbError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let ending = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        let entries = match ending.as_str() {
            "ttl" => turtle::read(file, text)?,
            "tsv" => table::read(file, text)?,
            _ => return Err(KbError::Format { file: file.to_owned() }),
        };
        Ok(Self { entries })
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// A user's entry with nothing said but its label.
fn blank(label: String) -> Entry {
    Entry {
        iri: None,
        qid: None,
        geonames: None,
        matches: Vec::new(),
        entity_type: EntityType::Other,
        subtype: None,
        kind: None,
        label,
        aliases: Vec::new(),
        description: String::new(),
        country: None,
        coordinates: None,
        population: None,
        prior: 1.0,
    }
}

/// The user's entry with what only the other one says.
pub(super) fn merged(user: Entry, other: Entry) -> Entry {
    let mut aliases = user.aliases;
    let names = std::iter::once(other.label).chain(other.aliases);
    let known: Vec<String> = std::iter::once(&user.label).chain(&aliases).map(|name| fold(name)).collect();
    aliases.extend(names.filter(|name| !known.contains(&fold(name))));
    let untyped = user.entity_type == EntityType::Other;
    let mut matches = user.matches;
    matches.extend(other.matches.into_iter().filter(|iri| user.iri.as_ref() != Some(iri)));
    // An entry of an earlier file that has another IRI of the user's own is still the same thing.
    matches.extend(other.iri.clone().filter(|iri| user.iri.as_ref().is_some_and(|own| own != iri)));
    matches.dedup();
    Entry {
        iri: user.iri.or(other.iri),
        qid: user.qid.or(other.qid),
        geonames: user.geonames.or(other.geonames),
        matches,
        entity_type: if untyped { other.entity_type } else { user.entity_type },
        subtype: if untyped { other.subtype } else { user.subtype },
        kind: if untyped || user.entity_type == other.entity_type { other.kind } else { None },
        label: user.label,
        aliases,
        description: if user.description.is_empty() { other.description } else { user.description },
        country: user.country.or(other.country),
        coordinates: user.coordinates.or(other.coordinates),
        population: user.population.or(other.population),
        prior: user.prior,
    }
}

/// The entries of all files that a user gave.
#[derive(Debug, Clone, Default)]
pub(super) struct UserEntries {
    entries: Vec<Entry>,
    /// By folded name, in the order of the files.
    names: BTreeMap<String, Vec<Posting>>,
    qids: BTreeMap<Qid, EntryId>,
    geonames: BTreeMap<u32, EntryId>,
    /// What took the place of an entry.
    replaced: BTreeMap<EntryId, EntryId>,
}

impl UserEntries {
    /// Adds an entry, in the place of another where there is one.
    pub(super) fn add(&mut self, entry: Entry, same: Option<EntryId>) {
        let id = match same.filter(|id| id.0 >= FIRST) {
            Some(own) => own,
            None => EntryId(FIRST + self.entries.len() as u32),
        };
        if let Some(ours) = same.filter(|id| id.0 < FIRST) {
            self.replaced.insert(ours, id);
        }
        // Only an entry that was there already has names to take back.
        if let Some(old) = self.get(id).cloned() {
            for name in std::iter::once(&old.label).chain(&old.aliases) {
                if let Some(postings) = self.names.get_mut(&fold(name)) {
                    postings.retain(|p| p.entry != id);
                }
            }
        }
        for (i, name) in std::iter::once(&entry.label).chain(&entry.aliases).enumerate() {
            let postings = self.names.entry(fold(name)).or_default();
            if postings.iter().all(|p| p.entry != id) {
                postings.push(Posting { entry: id, is_label: i == 0, case: Case::of(name) });
            }
        }
        self.qids.extend(entry.qid.map(|qid| (qid, id)));
        self.geonames.extend(entry.geonames.map(|geonames| (geonames, id)));
        match self.entries.get_mut((id.0 - FIRST) as usize) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        (0..self.entries.len() as u32).map(|i| EntryId(FIRST + i))
    }

    /// The entry, where it is a user's.
    pub(super) fn get(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0.checked_sub(FIRST)? as usize)
    }

    /// The user's entry that took the place of this one.
    pub(super) fn in_place_of(&self, id: EntryId) -> Option<EntryId> {
        self.replaced.get(&id).copied()
    }

    pub(super) fn by_qid(&self, qid: Qid) -> Option<EntryId> {
        self.qids.get(&qid).copied()
    }

    pub(super) fn by_iri(&self, iri: &str) -> Option<EntryId> {
        let same = |e: &Entry| e.iri.as_deref() == Some(iri) || e.matches.iter().any(|known| known == iri);
        self.entries.iter().position(same).map(|i| EntryId(FIRST + i as u32))
    }

    pub(super) fn by_geonames(&self, id: u32) -> Option<EntryId> {
        self.geonames.get(&id).copied()
    }

    pub(super) fn postings(&self, folded: &str) -> Vec<Posting> {
        self.names.get(folded).cloned().unwrap_or_default()
    }

    /// The entries with a name that begins so.
    pub(super) fn postings_from(&self, folded: &str) -> Vec<Posting> {
        let from = self.names.range(folded.to_owned()..).take_while(|(name, _)| name.starts_with(folded));
        from.flat_map(|(_, postings)| postings.iter().copied()).collect()
    }
}
