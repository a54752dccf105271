//! The description of a data set in VoID and DCAT: how large it is, which classes and properties it uses, from when to
//! when its articles are, and where it can be had.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::ontology::{PREFIXES, WIKIDATA, dcterms, ng, prov, rdf, schema, void, xsd};
use crate::store::{DEFAULT_BASE, Store, StoreError};

/// Terms of DCAT 3 and of VoID and Dublin Core that only such a description needs.
mod terms {
    use oxigraph::model::NamedNodeRef;

    macro_rules! terms {
        ($($name:ident = $iri:literal;)+) => {
            $(pub(super) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)+
        };
    }

    terms! {
        DATASET = "http://www.w3.org/ns/dcat#Dataset";
        DISTRIBUTION_CLASS = "http://www.w3.org/ns/dcat#Distribution";
        DISTRIBUTION = "http://www.w3.org/ns/dcat#distribution";
        DOWNLOAD_URL = "http://www.w3.org/ns/dcat#downloadURL";
        MEDIA_TYPE = "http://www.w3.org/ns/dcat#mediaType";
        COMPRESS_FORMAT = "http://www.w3.org/ns/dcat#compressFormat";
        START_DATE = "http://www.w3.org/ns/dcat#startDate";
        END_DATE = "http://www.w3.org/ns/dcat#endDate";
        TEMPORAL = "http://purl.org/dc/terms/temporal";
        PERIOD = "http://purl.org/dc/terms/PeriodOfTime";
        ISSUED = "http://purl.org/dc/terms/issued";
        LANGUAGE = "http://purl.org/dc/terms/language";
        CONFORMS_TO = "http://purl.org/dc/terms/conformsTo";
        CLASS_PARTITION = "http://rdfs.org/ns/void#classPartition";
        PROPERTY_PARTITION = "http://rdfs.org/ns/void#propertyPartition";
        CLASS = "http://rdfs.org/ns/void#class";
        PROPERTY = "http://rdfs.org/ns/void#property";
        CLASSES = "http://rdfs.org/ns/void#classes";
        PROPERTIES = "http://rdfs.org/ns/void#properties";
        DISTINCT_SUBJECTS = "http://rdfs.org/ns/void#distinctSubjects";
        DISTINCT_OBJECTS = "http://rdfs.org/ns/void#distinctObjects";
        URI_SPACE = "http://rdfs.org/ns/void#uriSpace";
        EXAMPLE = "http://rdfs.org/ns/void#exampleResource";
        SUBSET = "http://rdfs.org/ns/void#subset";
        LINKSET = "http://rdfs.org/ns/void#Linkset";
        LINK_PREDICATE = "http://rdfs.org/ns/void#linkPredicate";
        SUBJECTS_TARGET = "http://rdfs.org/ns/void#subjectsTarget";
        OBJECTS_TARGET = "http://rdfs.org/ns/void#objectsTarget";
    }
}

/// The namespace of DCAT.
pub const DCAT: &str = "http://www.w3.org/ns/dcat#";

/// What only its publisher can say of a data set.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// The IRI of the data set; `dataset` under the base of its names where it is none.
    pub dataset: Option<NamedNode>,
    /// Its title.
    pub title: Option<String>,
    /// Its licence.
    pub licence: Option<NamedNode>,
    /// Files in which it can be had.
    pub dumps: Vec<NamedNode>,
    /// When it was made, as an `xsd:dateTime`; left out where it is none, so that the same store gives the same bytes.
    pub stamp: Option<String>,
}

/// What was counted.
#[derive(Default)]
struct Counts {
    /// Digests of triples and nodes: for a million triples, a few megabytes instead of hundreds.
    triples: BTreeSet<u64>,
    subjects: BTreeSet<u64>,
    objects: BTreeSet<u64>,
    members: BTreeMap<NamedNode, BTreeSet<u64>>,
    uses: BTreeMap<NamedNode, BTreeSet<u64>>,
    links: BTreeMap<NamedNode, BTreeSet<u64>>,
    languages: BTreeSet<String>,
    days: BTreeSet<String>,
    runs: BTreeSet<NamedNode>,
    articles: usize,
    example: Option<NamedNode>,
}

/// The description of these articles of a store as a data set, and the IRI of that.
///
/// # Errors
/// [`StoreError::NoArticle`] where one is not there; where the store cannot be read.
pub fn describe(
    store: &Store,
    articles: &[NamedNode],
    publication: &Publication,
) -> Result<(NamedNode, Vec<Triple>), StoreError> {
    let mut counts = Counts::default();
    let mut base = None;
    for graph in articles {
        base = base.or_else(|| graph.as_str().rfind("/article/").map(|at| graph.as_str()[..=at].to_owned()));
        counts.articles += 1;
        for quad in store.existing(graph)? {
            counts.take(&quad.subject, &quad.predicate, &quad.object);
        }
    }
    let base = base.unwrap_or_else(|| DEFAULT_BASE.to_owned());
    Ok(counts.write(&base, publication))
}

impl Counts {
    fn take(&mut self, subject: &NamedOrBlankNode, predicate: &NamedNode, object: &Term) {
        let (s, o) = (digest(subject), digest(object));
        let triple = digest(&(s, digest(predicate), o));
        self.triples.insert(triple);
        self.subjects.insert(s);
        self.objects.insert(o);
        self.uses.entry(predicate.clone()).or_default().insert(triple);
        match object {
            Term::NamedNode(class) if *predicate == rdf::TYPE => {
                self.members.entry(class.clone()).or_default().insert(s);
                if self.example.is_none()
                    && class.as_ref() == schema::PERSON
                    && let NamedOrBlankNode::NamedNode(person) = subject
                {
                    self.example = Some(person.clone());
                }
            }
            Term::NamedNode(other) if other.as_str().starts_with(WIKIDATA) => {
                self.links.entry(predicate.clone()).or_default().insert(triple);
            }
            Term::NamedNode(run) if predicate.as_ref() == prov::WAS_GENERATED_BY => {
                self.runs.insert(run.clone());
            }
            Term::Literal(literal) if predicate.as_ref() == schema::DATE_PUBLISHED => {
                self.days.extend(literal.value().get(..10).map(str::to_owned));
            }
            Term::Literal(literal) if predicate.as_ref() == schema::IN_LANGUAGE => {
                self.languages.insert(literal.value().to_owned());
            }
            _ => {}
        }
    }

    fn write(&self, base: &str, publication: &Publication) -> (NamedNode, Vec<Triple>) {
        let default = || NamedNode::new_unchecked(format!("{base}dataset"));
        let dataset = publication.dataset.clone().unwrap_or_else(default);
        let mut out = Description { triples: Vec::new() };
        out.add(&dataset, rdf::TYPE, void::DATASET);
        out.add(&dataset, rdf::TYPE, terms::DATASET);
        let title = publication.title.as_deref().unwrap_or("Knowledge graph of news articles");
        out.add(&dataset, dcterms::TITLE, english(title));
        let about = "Who, where, what happened, when, how many, and who says so, in the articles of this data set. \
                     Each article's statements stand in a named graph with the article's IRI, with the characters \
                     of the article that they rest on.";
        out.add(&dataset, dcterms::DESCRIPTION, english(about));
        if let Some(licence) = &publication.licence {
            out.add(&dataset, dcterms::LICENSE, licence.clone());
        }
        if let Some(stamp) = &publication.stamp {
            out.add(&dataset, terms::ISSUED, Literal::new_typed_literal(stamp, xsd::DATE_TIME));
        }
        for language in &self.languages {
            out.add(&dataset, terms::LANGUAGE, Literal::from(language.as_str()));
        }
        out.add(&dataset, terms::CONFORMS_TO, NamedNode::new_unchecked(ng::NAMESPACE.trim_end_matches('#')));
        out.add(&dataset, terms::URI_SPACE, Literal::from(base));
        if let Some(example) = &self.example {
            out.add(&dataset, terms::EXAMPLE, example.clone());
        }
        for run in &self.runs {
            out.add(&dataset, prov::WAS_GENERATED_BY, run.clone());
        }
        let totals = [
            (void::TRIPLES, self.triples.len()),
            (void::ENTITIES, self.subjects.len()),
            (void::DOCUMENTS, self.articles),
            (terms::DISTINCT_SUBJECTS, self.subjects.len()),
            (terms::DISTINCT_OBJECTS, self.objects.len()),
            (terms::CLASSES, self.members.len()),
            (terms::PROPERTIES, self.uses.len()),
        ];
        totals.into_iter().for_each(|(property, number)| out.add(&dataset, property, whole(number)));
        self.period(&mut out, &dataset);
        self.partitions(&mut out, &dataset);
        for (predicate, links) in &self.links {
            let linkset = below(&dataset, "links", predicate);
            out.add(&dataset, terms::SUBSET, linkset.clone());
            out.add(&linkset, rdf::TYPE, terms::LINKSET);
            out.add(&linkset, terms::LINK_PREDICATE, predicate.clone());
            out.add(&linkset, terms::SUBJECTS_TARGET, dataset.clone());
            out.add(&linkset, terms::OBJECTS_TARGET, NamedNode::new_unchecked("http://www.wikidata.org/"));
            out.add(&linkset, void::TRIPLES, whole(links.len()));
        }
        for (index, dump) in publication.dumps.iter().enumerate() {
            distribution(&mut out, &dataset, index + 1, dump);
        }
        (dataset, out.triples)
    }

    /// From when to when the articles were published.
    fn period(&self, out: &mut Description, dataset: &NamedNode) {
        let (Some(first), Some(last)) = (self.days.first(), self.days.last()) else { return };
        let period = NamedNode::new_unchecked(format!("{}#period", dataset.as_str()));
        out.add(dataset, terms::TEMPORAL, period.clone());
        out.add(&period, rdf::TYPE, terms::PERIOD);
        for (property, day) in [(terms::START_DATE, first), (terms::END_DATE, last)] {
            out.add(&period, property, Literal::new_typed_literal(day, xsd::DATE));
        }
    }

    fn partitions(&self, out: &mut Description, dataset: &NamedNode) {
        let used = |namespace: &str| {
            let terms = self.members.keys().chain(self.uses.keys());
            terms.into_iter().any(|term| term.as_str().starts_with(namespace))
        };
        for (_, namespace) in PREFIXES.iter().filter(|(_, namespace)| used(namespace)) {
            out.add(dataset, void::VOCABULARY, NamedNode::new_unchecked(*namespace));
        }
        for (class, members) in &self.members {
            let part = below(dataset, "class", class);
            out.add(dataset, terms::CLASS_PARTITION, part.clone());
            out.add(&part, terms::CLASS, class.clone());
            out.add(&part, void::ENTITIES, whole(members.len()));
        }
        for (property, uses) in &self.uses {
            let part = below(dataset, "property", property);
            out.add(dataset, terms::PROPERTY_PARTITION, part.clone());
            out.add(&part, terms::PROPERTY, property.clone());
            out.add(&part, void::TRIPLES, whole(uses.len()));
        }
    }
}

/// A file in which the data set can be had, with its type by its name.
fn distribution(out: &mut Description, dataset: &NamedNode, number: usize, dump: &NamedNode) {
    const MEDIA: &str = "https://www.iana.org/assignments/media-types/";
    out.add(dataset, void::DATA_DUMP, dump.clone());
    let name = dump.as_str();
    let (bare, packed) = match name.rsplit_once('.') {
        Some((bare, "gz")) => (bare, Some("application/gzip")),
        Some((bare, "zst")) => (bare, Some("application/zstd")),
        _ => (name, None),
    };
    let node = NamedNode::new_unchecked(format!("{}#distribution-{number}", dataset.as_str()));
    out.add(dataset, terms::DISTRIBUTION, node.clone());
    out.add(&node, rdf::TYPE, terms::DISTRIBUTION_CLASS);
    out.add(&node, terms::DOWNLOAD_URL, dump.clone());
    let media = match bare.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "ttl" => "text/turtle",
        "nt" => "application/n-triples",
        "nq" => "application/n-quads",
        "trig" => "application/trig",
        "rdf" => "application/rdf+xml",
        "jsonld" => "application/ld+json",
        _ => "",
    };
    if !media.is_empty() {
        out.add(&node, terms::MEDIA_TYPE, NamedNode::new_unchecked(format!("{MEDIA}{media}")));
    }
    if let Some(packed) = packed {
        out.add(&node, terms::COMPRESS_FORMAT, NamedNode::new_unchecked(format!("{MEDIA}{packed}")));
    }
}

struct Description {
    triples: Vec<Triple>,
}

impl Description {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate.into_owned(), object));
    }
}

/// A part of the data set, named after a term: `#class-ng-Attack`, `#property-rdfs-label`.
fn below(dataset: &NamedNode, kind: &str, term: &NamedNode) -> NamedNode {
    let name =
        crate::ontology::compact(term.as_str()).map_or_else(|| escaped(term.as_str()), |name| name.replace(':', "-"));
    NamedNode::new_unchecked(format!("{}#{kind}-{name}", dataset.as_str()))
}

/// An IRI as a part of another one's fragment.
fn escaped(iri: &str) -> String {
    iri.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

fn digest(value: &impl Hash) -> u64 {
    // With fixed keys: the same on every machine and in every run.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn whole(number: usize) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::INTEGER)
}

fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_void_are_those_of_its_vocabulary() {
        let known = include_str!("../../ontology/vocabularies/void.txt");
        let source = include_str!("void.rs");
        for name in source.split("http://rdfs.org/ns/void#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(name.is_empty() || known.lines().any(|line| line == name), "{name}");
        }
        assert!(
            crate::ontology::ONTOLOGY.contains(&format!("<{}> a owl:Ontology", ng::NAMESPACE.trim_end_matches('#')))
        );
    }
}
