//! From a store to rows: each article is read once, and its entities are put together with those of the others.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use super::{Article, Claim, Event, Gathered, Relation, local};
use crate::evidence::{Page, one_line};
use crate::ontology::{
    EntityType, GEONAMES, Role, Subtype, WIKIDATA, geo, ng, org, prov, rdf, rdfs, schema, sem, skos,
};
use crate::store::{Store, StoreError};

impl Gathered {
    /// Reads these articles of a store.
    ///
    /// # Errors
    /// [`StoreError::NoArticle`] where one is not there; where the store cannot be read.
    pub fn read(store: &Store, articles: &[NamedNode]) -> Result<Self, StoreError> {
        let mut gathered = Self::default();
        let mut names: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for graph in articles {
            let page = Page::new(graph.clone(), store.existing(graph)?);
            gathered.take(&page, &mut names);
        }
        for (iri, labels) in names {
            let Some(entity) = gathered.entities.get_mut(&iri) else { continue };
            // Of equals the first in alphabetical order.
            let best = labels.iter().rev().max_by_key(|(_, count)| **count).map(|(label, _)| label.clone());
            entity.label = best.unwrap_or_default();
            let label = &entity.label;
            entity.aliases.extend(labels.into_keys());
            entity.aliases.retain(|alias| alias != label);
            entity.aliases.sort();
            entity.aliases.dedup();
        }
        Ok(gathered)
    }

    fn take(&mut self, page: &Page, names: &mut BTreeMap<String, BTreeMap<String, usize>>) {
        let article = page.article().as_str();
        let text = |property| one_line(page.text(article, property).unwrap_or_default());
        self.articles.insert(
            article.to_owned(),
            Article {
                headline: text(schema::HEADLINE),
                url: page.url().unwrap_or_default().to_owned(),
                published: text(schema::DATE_PUBLISHED),
                publisher: text(schema::PUBLISHER),
            },
        );
        let (mut events, mut claims, mut relations) = (Vec::new(), Vec::new(), Vec::new());
        for subject in page.subjects() {
            if page.is_a(subject, sem::EVENT) {
                events.push(event(page, subject));
            } else if page.is_a(subject, ng::CLAIM) || page.is_a(subject, schema::QUOTATION) {
                claims.push(claim(page, subject));
            } else if let Some((kind, subtype)) = kind(page, subject) {
                self.take_entity(page, subject, kind, subtype);
                for label in page.objects(subject, rdfs::LABEL).filter_map(value) {
                    *names.entry(subject.to_owned()).or_default().entry(one_line(label)).or_default() += 1;
                }
            } else {
                relations.extend(relation(page, subject));
            }
        }
        // By where they stand in the text: `#event=99` before `#event=120`.
        let place = |iri: &str| (page.passages(iri).first().map(|p| p.mark), iri.to_owned());
        events.sort_by_cached_key(|event| place(&event.iri));
        claims.sort_by_cached_key(|claim| place(&claim.iri));
        relations.sort_by_cached_key(|relation| place(&relation.iri));
        self.events.extend(events);
        self.claims.extend(claims);
        self.relations.extend(relations);
    }

    fn take_entity(&mut self, page: &Page, iri: &str, kind: EntityType, subtype: Option<Subtype>) {
        let entity = self.entities.entry(iri.to_owned()).or_default();
        // The first article decides where articles disagree; a finer type is better than none.
        if entity.kind.is_empty() {
            entity.kind = kind.name();
        }
        if entity.subtype.is_empty() {
            entity.subtype = subtype.map_or("", Subtype::name);
        }
        for other in page.iris(iri, skos::EXACT_MATCH) {
            if let Some(qid) = other.strip_prefix(WIKIDATA) {
                qid.clone_into(&mut entity.wikidata);
            } else if let Some(id) = other.strip_prefix(GEONAMES) {
                id.trim_end_matches('/').clone_into(&mut entity.geonames);
            }
        }
        higher(&mut entity.confidence, page.confidence(iri));
        higher(&mut entity.link_confidence, page.text(iri, ng::LINK_CONFIDENCE));
        if let Some(wkt) = page.iri(iri, geo::HAS_GEOMETRY).and_then(|g| page.text(g, geo::AS_WKT)) {
            entity.coordinates = entity.coordinates.take().or_else(|| point(wkt));
        }
        entity.aliases.extend(page.objects(iri, skos::ALT_LABEL).filter_map(value).map(one_line));
        let mentions = page.mentions(iri);
        entity.mentions += mentions.len();
        entity.articles.push(page.article().as_str().to_owned());
        if entity.evidence.is_empty()
            && let Some(passage) = mentions.first().and_then(|mention| page.passage(mention))
        {
            entity.evidence = one_line(&passage.text);
        }
    }
}

/// The type of an entity, and the finer one; none for what is no entity.
fn kind(page: &Page, iri: &str) -> Option<(EntityType, Option<Subtype>)> {
    let types: BTreeSet<&str> = page.iris(iri, rdf::TYPE).collect();
    let class = |iri| NamedNodeRef::new_unchecked(iri);
    let subtype = types.iter().find_map(|iri| Subtype::from_iri(class(iri)));
    let kind = types.iter().filter_map(|iri| EntityType::from_iri(class(iri))).min();
    let party = types.contains(ng::PARTY.as_str()).then_some(EntityType::Other);
    let kind = kind.or_else(|| subtype.map(Subtype::entity_type)).or(party)?;
    Some((kind, subtype.filter(|s| s.entity_type() == kind)))
}

fn event(page: &Page, iri: &str) -> Event {
    let text = |property| one_line(page.text(iri, property).unwrap_or_default());
    let mut participants = Vec::new();
    for role in Role::ALL {
        // Places have a column of their own, and events are no participants.
        if role.iri() != sem::HAS_PLACE && !role.is_event() {
            participants
                .extend(page.iris(iri, role.iri()).map(|e| (local(role.iri().as_str()).to_owned(), e.to_owned())));
        }
    }
    Event {
        iri: iri.to_owned(),
        article: page.article().as_str().to_owned(),
        class: page.iri(iri, ng::EVENT_TYPE).map_or("Event", local).to_owned(),
        label: text(rdfs::LABEL),
        factuality: page.iri(iri, ng::FACTUALITY).map(local).unwrap_or_default().to_owned(),
        start: text(schema::START_DATE),
        end: text(schema::END_DATE),
        participants,
        places: owned(page, iri, sem::HAS_PLACE),
        sources: sources(page, iri),
        confidence: text(ng::CONFIDENCE),
        evidence: page.evidence(iri),
    }
}

/// The entities that something is told on the word of; claims are left out.
fn sources(page: &Page, iri: &str) -> Vec<String> {
    let mut found = owned(page, iri, ng::ATTRIBUTED_TO);
    found.retain(|source| !page.is_a(source, ng::CLAIM) && !page.is_a(source, schema::QUOTATION));
    found
}

fn claim(page: &Page, iri: &str) -> Claim {
    let text = |property| one_line(page.text(iri, property).unwrap_or_default());
    Claim {
        iri: iri.to_owned(),
        article: page.article().as_str().to_owned(),
        sources: owned(page, iri, prov::WAS_ATTRIBUTED_TO),
        cue: text(ng::CUE),
        stance: page.iri(iri, ng::STANCE).map(local).unwrap_or_default().to_owned(),
        quoted: page.is_a(iri, schema::QUOTATION),
        text: text(schema::TEXT),
        addressees: owned(page, iri, ng::ADDRESSEE),
        media: owned(page, iri, ng::MEDIUM),
        about: owned(page, iri, ng::ABOUT),
        confidence: text(ng::CONFIDENCE),
        evidence: page.evidence(iri),
    }
}

/// A statement between two entities (in RDF 1.1 or 1.2), or a post in an organization.
fn relation(page: &Page, iri: &str) -> Option<Relation> {
    let text = |property| one_line(page.text(iri, property).unwrap_or_default());
    let mut found = Relation {
        iri: iri.to_owned(),
        article: page.article().as_str().to_owned(),
        status: page.iri(iri, ng::STATUS).map(local).unwrap_or_default().to_owned(),
        confidence: text(ng::CONFIDENCE),
        ..Relation::default()
    };
    if page.is_a(iri, org::MEMBERSHIP) {
        page.iri(iri, org::MEMBER)?.clone_into(&mut found.subject);
        page.iri(iri, org::ORGANIZATION)?.clone_into(&mut found.object);
        "post".clone_into(&mut found.property);
        page.iri(iri, org::ROLE).and_then(|r| page.label(r)).unwrap_or_default().clone_into(&mut found.role);
    } else {
        let (subject, property, object) = page.statement(iri)?;
        let Term::NamedNode(object) = object else { return None };
        local(&property).clone_into(&mut found.property);
        (found.subject, found.object) = (subject, object.into_string());
    }
    found.evidence = page.evidence(iri);
    Some(found)
}

fn owned(page: &Page, iri: &str, property: NamedNodeRef<'_>) -> Vec<String> {
    let mut found: Vec<String> = page.iris(iri, property).map(str::to_owned).collect();
    found.sort();
    found
}

fn value(term: &Term) -> Option<&str> {
    if let Term::Literal(literal) = term { Some(literal.value()) } else { None }
}

/// Keeps the higher of two confidences, each as it is written.
fn higher(kept: &mut String, other: Option<&str>) {
    let number = |text: &str| text.parse::<f64>().unwrap_or(-1.0);
    if let Some(other) = other.filter(|other| number(other) > number(kept)) {
        other.clone_into(kept);
    }
}

/// Latitude and longitude of `POINT (longitude latitude)`.
fn point(wkt: &str) -> Option<(String, String)> {
    let inner = wkt.split_once('(')?.1.split_once(')')?.0;
    let mut parts = inner.split_whitespace();
    let (longitude, latitude) = (parts.next()?, parts.next()?);
    let numbers = [longitude, latitude].iter().all(|n| n.parse::<f64>().is_ok_and(f64::is_finite));
    numbers.then(|| (latitude.to_owned(), longitude.to_owned()))
}
