//! The prefixes of the profile, and how IRIs are shortened with them.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

/// The prefixes of the profile: (prefix, namespace).
pub const PROFILE: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("gaf", "http://groundedannotationframework.org/gaf#"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("itsrdf", "http://www.w3.org/2005/11/its/rdf#"),
    ("ng", "https://w3id.org/newsgraph/ontology#"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The base of minted IRIs where none is given.
pub const DEFAULT_BASE: &str = "https://w3id.org/newsgraph/kg/";

/// What stands under the base: (prefix, path below the base).
const MINTED: &[(&str, &str)] = &[
    ("article", "article/"),
    ("entity", "entity/"),
    ("event", "entity/event/"),
    ("group", "entity/group/"),
    ("kg", ""),
    ("organization", "entity/organization/"),
    ("other", "entity/other/"),
    ("person", "entity/person/"),
    ("place", "entity/place/"),
    ("product", "entity/product/"),
    ("work", "entity/work/"),
];

/// Prefixes, to declare in queries and to shorten IRIs with.
#[derive(Debug, Clone)]
pub struct Prefixes {
    by_namespace: BTreeMap<String, String>,
}

impl Default for Prefixes {
    /// The profile's prefixes, and those of things minted under [`DEFAULT_BASE`].
    fn default() -> Self {
        Self::with_base(DEFAULT_BASE)
    }
}

impl Prefixes {
    /// The profile's prefixes, and those of things minted under `base` (`entity:`, `person:` …).
    #[must_use]
    pub fn with_base(base: &str) -> Self {
        let profile = PROFILE.iter().map(|(prefix, namespace)| ((*namespace).to_owned(), (*prefix).to_owned()));
        let minted = MINTED.iter().map(|(prefix, path)| (format!("{base}{path}"), (*prefix).to_owned()));
        Self { by_namespace: profile.chain(minted).collect() }
    }

    /// The prefixes for an article's graph: the base is what stands before `article/`.
    #[must_use]
    pub fn for_article(graph: &str) -> Self {
        Self::with_base(base_of(graph).unwrap_or(DEFAULT_BASE))
    }

    /// The same prefixes and one more.
    #[must_use]
    pub fn with(mut self, prefix: &str, namespace: &str) -> Self {
        self.by_namespace.insert(namespace.to_owned(), prefix.to_owned());
        self
    }

    /// (prefix, namespace), in the order of the namespaces.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_namespace.iter().map(|(namespace, prefix)| (prefix.as_str(), namespace.as_str()))
    }

    /// Prefix, namespace and local part of an IRI, where they make a prefixed name that needs no escapes.
    #[must_use]
    pub fn compact<'a>(&'a self, iri: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        let cut = iri.rfind(['#', '/'])? + 1;
        let (namespace, local) = iri.split_at(cut);
        let (namespace, prefix) = self.by_namespace.get_key_value(namespace)?;
        is_plain_local(local).then_some((prefix, namespace, local))
    }

    /// The IRI that people mean who write `<http://…>`, `http://…`, or a prefixed name such as `entity:Q801` or
    /// `article:93ab#char=0,9`; none where it is none of these.
    #[must_use]
    pub fn expand(&self, name: &str) -> Option<String> {
        let bare = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let iri = match (bare, name.split_once(':')?) {
            (Some(iri), _) => iri.to_owned(),
            (None, (prefix, local)) => match self.by_namespace.iter().find(|(_, known)| *known == prefix) {
                Some((namespace, _)) => format!("{namespace}{local}"),
                None if local.starts_with("//") || prefix == "urn" => name.to_owned(),
                None => return None,
            },
        };
        NamedNode::new(iri).ok().map(NamedNode::into_string)
    }

    /// An IRI for the eye: shortened wherever a prefix fits, even where the result could not be typed into
    /// a query (`article:93ab#event=120`); in angle brackets otherwise.
    #[must_use]
    pub fn readable(&self, iri: &str) -> String {
        if let Some((prefix, _, local)) = self.compact(iri) {
            return format!("{prefix}:{local}");
        }
        // The longest namespace that the IRI begins with: "entity/person/" before "entity/" before the base.
        let longest = self
            .by_namespace
            .iter()
            .filter(|(namespace, _)| iri.len() > namespace.len() && iri.starts_with(namespace.as_str()))
            .max_by_key(|(namespace, _)| namespace.len());
        match longest {
            Some((namespace, prefix)) => format!("{prefix}:{}", &iri[namespace.len()..]),
            None => format!("<{iri}>"),
        }
    }
}

/// The base IRI under which an article's graph was minted: what stands before its last `article/`.
pub(super) fn base_of(graph: &str) -> Option<&str> {
    let end = graph.rfind("/article/")? + 1;
    graph.get(..end)
}

/// Whether a local part can follow a prefix as it is, in Turtle and SPARQL.
///
/// Narrower than the grammar's `PN_LOCAL`: no dots, colons, percent signs or escapes, and at least one character.
fn is_plain_local(local: &str) -> bool {
    let letter = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='˿' | 'Ͱ'..='ͽ' | 'Ϳ'..='\u{1FFF}' | '⺀'..='\u{2FEF}'
                | '\u{3001}'..='\u{D7FF}')
    };
    local.starts_with(|c: char| letter(c) || c.is_ascii_digit() || c == '_')
        && local.chars().all(|c| letter(c) || c.is_ascii_digit() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_are_shortened_where_that_is_safe() {
        let prefixes = Prefixes::default();
        for (iri, compact, readable) in [
            ("https://schema.org/Person", Some("schema:Person"), "schema:Person"),
            ("https://w3id.org/newsgraph/kg/entity/Q801", Some("entity:Q801"), "entity:Q801"),
            ("https://w3id.org/newsgraph/kg/entity/person/ada-king", Some("person:ada-king"), "person:ada-king"),
            ("https://w3id.org/newsgraph/kg/entity/city/x", None, "entity:city/x"),
            ("https://w3id.org/newsgraph/kg/article/93ab#event=120", None, "article:93ab#event=120"),
            ("https://w3id.org/newsgraph/kg/article/93ab", Some("article:93ab"), "article:93ab"),
            ("https://schema.org/", None, "<https://schema.org/>"),
            ("https://schema.org/-a", None, "schema:-a"),
            ("https://schema.org/a.b", None, "schema:a.b"),
            ("http://example.org/a", None, "<http://example.org/a>"),
            ("urn:x", None, "<urn:x>"),
        ] {
            let short = prefixes.compact(iri).map(|(prefix, _, local)| format!("{prefix}:{local}"));
            assert_eq!(short.as_deref(), compact, "{iri}");
            assert_eq!(prefixes.readable(iri), readable, "{iri}");
        }
    }

    #[test]
    fn what_people_write_is_understood() {
        let prefixes = Prefixes::with_base("http://a.org/");
        for (name, iri) in [
            ("entity:Q801", Some("http://a.org/entity/Q801")),
            ("kg:entity/Q801", Some("http://a.org/entity/Q801")),
            ("article:93ab#char=0,9", Some("http://a.org/article/93ab#char=0,9")),
            ("<http://b.org/x>", Some("http://b.org/x")),
            ("http://b.org/x", Some("http://b.org/x")),
            ("urn:isbn:1", Some("urn:isbn:1")),
            ("wd:Q801", Some("http://www.wikidata.org/entity/Q801")),
            ("nobody:Q801", None),
            ("Q801", None),
            ("<Q801>", None),
            ("http://b.org/no iri", None),
        ] {
            assert_eq!(prefixes.expand(name).as_deref(), iri, "{name}");
        }
    }

    #[test]
    fn no_prefix_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (prefix, _) in Prefixes::default().iter() {
            assert!(seen.insert(prefix.to_owned()), "{prefix}");
        }
    }

    #[test]
    fn the_base_stands_before_the_article() {
        assert_eq!(base_of("http://a.org/article/article/1"), Some("http://a.org/article/"));
        assert_eq!(base_of("http://a.org/doc/1"), None);
    }
}
