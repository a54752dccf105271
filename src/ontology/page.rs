//! The ontology as a page to read: one self-contained HTML document, made from the Turtle.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::{ALIGNMENTS, ONTOLOGY, compact, dcterms, ng, owl, rdf, rdfs, skos};

const STYLE: &str = "
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; color: #222; background: #fff; }
h2 { border-bottom: 2px solid #ddd; margin-top: 2.5rem; }
section { border-top: 1px solid #ddd; padding-top: .5rem; }
section h3 { margin: .3rem 0; } section h3 small { color: #666; font-weight: normal; }
dl { display: grid; grid-template-columns: 11rem 1fr; margin: .5rem 0; } dt { color: #666; } dd { margin: 0; }
ul.tree, ul.tree ul { list-style: none; padding-left: 1.2rem; } blockquote { margin: .3rem 0 .3rem 1rem; color: #444; }
code, a.term { font-family: ui-monospace, monospace; font-size: .92em; } :target { background: #fff6d5; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } a { color: #8ab4f8; }
h2, section { border-color: #444; } dt, section h3 small, blockquote { color: #aaa; } :target { background: #3a3520; } }
";

/// The kinds of terms, in the order of the page: class in OWL, what one and many are called.
const KINDS: [(NamedNodeRef<'static>, &str, &str); 6] = [
    (owl::CLASS, "class", "Classes"),
    (owl::OBJECT_PROPERTY, "object property", "Object properties"),
    (owl::DATATYPE_PROPERTY, "datatype property", "Datatype properties"),
    (owl::ANNOTATION_PROPERTY, "annotation property", "Annotation properties"),
    (owl::NAMED_INDIVIDUAL, "individual", "Values"),
    (rdfs::DATATYPE, "datatype", "Datatypes"),
];

/// What is shown of a term, in this order: property, and what it is called.
const SHOWN: [(NamedNodeRef<'static>, &str); 6] = [
    (rdfs::SUB_CLASS_OF, "is a"),
    (rdfs::SUB_PROPERTY_OF, "is a kind of"),
    (rdfs::DOMAIN, "is said of"),
    (rdfs::RANGE, "has values of"),
    (NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#inverseOf"), "inverse of"),
    (skos::SCOPE_NOTE, "note"),
];

/// How terms correspond to those of others.
const MATCHES: [(NamedNodeRef<'static>, &str); 6] = [
    (skos::EXACT_MATCH, "the same as"),
    (skos::CLOSE_MATCH, "close to"),
    (skos::BROAD_MATCH, "narrower than"),
    (skos::NARROW_MATCH, "wider than"),
    (skos::RELATED_MATCH, "related to"),
    (skos::NOTATION, "code"),
];

/// The documentation of the ontology: a tree of the classes, then every term with its definition, examples, place in
/// the ontology and correspondences. Each term's anchor is its local name, so that a term's IRI leads to it.
#[must_use]
pub fn page() -> String {
    let (ontology, alignments) = (Terms::read(ONTOLOGY), Terms::read(ALIGNMENTS));
    let about = ng::NAMESPACE.trim_end_matches('#');
    let mut html = String::new();
    let title = ontology.text(about, dcterms::TITLE);
    let version = ontology.text(about, owl::VERSION_INFO);
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>{0}</h1>\n<p>{1}</p>\n<dl>\n<dt>namespace</dt><dd><code>{2}</code> (prefix <code>ng:</code>)</dd>\n\
         <dt>version</dt><dd>{3}: <code>{4}</code></dd>\n",
        escape(title),
        escape(ontology.text(about, dcterms::DESCRIPTION)),
        ng::NAMESPACE,
        escape(version),
        escape(ontology.values(about, owl::VERSION_IRI).next().map_or("", word)),
    );
    let licences: Vec<String> =
        ontology.values(about, dcterms::LICENSE).map(|term| link(word(term), word(term))).collect();
    let _ = writeln!(html, "<dt>licence</dt><dd>{}</dd>\n</dl>\n<nav><ul>", licences.join(" or "));
    html.push_str("<li><a href=\"#tree\">The tree of classes</a></li>\n");
    let kinds: Vec<(&str, &str, Vec<&str>)> =
        KINDS.iter().map(|(class, one, many)| (*one, *many, ontology.of_type(*class))).collect();
    for (one, many, terms) in &kinds {
        let _ = writeln!(html, "<li><a href=\"#{}\">{many}</a> ({})</li>", one.replace(' ', "-"), terms.len());
    }
    html.push_str("</ul></nav>\n<h2 id=\"tree\">The tree of classes</h2>\n");
    let classes: BTreeSet<&str> = kinds[0].2.iter().copied().collect();
    let roots =
        kinds[0].2.iter().filter(|class| ontology.nodes(class, rdfs::SUB_CLASS_OF).all(|up| !classes.contains(up)));
    html.push_str("<ul class=\"tree\">\n");
    for root in roots {
        branch(&ontology, root, &mut html);
    }
    html.push_str("</ul>\n");
    for (one, many, terms) in &kinds {
        let _ = writeln!(html, "<h2 id=\"{}\">{many}</h2>", one.replace(' ', "-"));
        for term in terms {
            section(&ontology, &alignments, term, one, &mut html);
        }
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// A class and the classes below it.
fn branch(ontology: &Terms, class: &str, html: &mut String) {
    let _ = write!(html, "<li>{} {}", shown(class), escape(ontology.text(class, rdfs::LABEL)));
    let below: Vec<&str> = ontology.subjects(rdfs::SUB_CLASS_OF, class);
    if !below.is_empty() {
        html.push_str("\n<ul>\n");
        for other in below {
            branch(ontology, other, html);
        }
        html.push_str("</ul>\n");
    }
    html.push_str("</li>\n");
}

fn section(ontology: &Terms, alignments: &Terms, term: &str, kind: &str, html: &mut String) {
    let local = term.trim_start_matches(ng::NAMESPACE);
    let _ = writeln!(
        html,
        "<section id=\"{local}\">\n<h3>{} <small>{kind} <code>ng:{local}</code></small></h3>\n<p>{}</p>",
        escape(ontology.text(term, rdfs::LABEL)),
        escape(ontology.text(term, skos::DEFINITION)),
    );
    for example in ontology.values(term, skos::EXAMPLE) {
        let _ = writeln!(html, "<blockquote>{}</blockquote>", escape(word(example)));
    }
    html.push_str("<dl>\n");
    row(html, "IRI", &[format!("<code>{}</code>", escape(term))]);
    for (property, name) in SHOWN {
        row(html, name, &ontology.values(term, property).map(value).collect::<Vec<_>>());
    }
    let types = ontology.nodes(term, rdf::TYPE).filter(|class| class.starts_with(ng::NAMESPACE));
    row(html, "is a value of", &types.map(shown).collect::<Vec<_>>());
    let list = |terms: Vec<&str>| terms.into_iter().map(shown).collect::<Vec<_>>();
    row(html, "classes below", &list(ontology.subjects(rdfs::SUB_CLASS_OF, term)));
    row(html, "properties below", &list(ontology.subjects(rdfs::SUB_PROPERTY_OF, term)));
    row(html, "its properties", &list(ontology.subjects(rdfs::DOMAIN, term)));
    row(html, "value of", &list(ontology.subjects(rdfs::RANGE, term)));
    for (property, name) in MATCHES {
        row(html, name, &alignments.values(term, property).map(value).collect::<Vec<_>>());
    }
    html.push_str("</dl>\n</section>\n");
}

fn row(html: &mut String, name: &str, values: &[String]) {
    if !values.is_empty() {
        let _ = writeln!(html, "<dt>{name}</dt><dd>{}</dd>", values.join(", "));
    }
}

fn value(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shown(node.as_str()),
        Term::Literal(literal) => match compact(literal.datatype().as_str()).filter(|name| name.starts_with("ng:")) {
            Some(scheme) => format!("{} ({scheme})", escape(literal.value())),
            None => escape(literal.value()),
        },
        Term::BlankNode(_) | Term::Triple(_) => String::new(),
    }
}

/// A term by its short name, with a link: within the page for our own, else to where it is from.
fn shown(iri: &str) -> String {
    let name = compact(iri).unwrap_or_else(|| iri.to_owned());
    match iri.strip_prefix(ng::NAMESPACE) {
        Some(local) => format!("<a class=\"term\" href=\"#{local}\">{}</a>", escape(&name)),
        None => link(iri, &name),
    }
}

fn link(iri: &str, name: &str) -> String {
    format!("<a class=\"term\" href=\"{}\">{}</a>", escape(iri), escape(name))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn word(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        Term::BlankNode(_) | Term::Triple(_) => "",
    }
}

/// A document's triples about named things.
struct Terms {
    quads: Vec<Quad>,
    /// Which quads speak of a subject.
    about: BTreeMap<String, Vec<usize>>,
}

impl Terms {
    /// The files that ship are Turtle: a test reads them.
    fn read(text: &str) -> Self {
        let quads: Vec<Quad> =
            RdfParser::from_format(RdfFormat::Turtle).for_slice(text).filter_map(Result::ok).collect();
        let mut about: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, quad) in quads.iter().enumerate() {
            if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
                about.entry(node.as_str().to_owned()).or_default().push(i);
            }
        }
        Self { quads, about }
    }

    fn values<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> + use<'a> {
        let about = self.about.get(subject).map_or(&[][..], Vec::as_slice);
        about.iter().map(|i| &self.quads[*i]).filter(move |quad| quad.predicate == property).map(|quad| &quad.object)
    }

    fn nodes<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
        self.values(subject, property).filter_map(|term| match term {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
    }

    fn text(&self, subject: &str, property: NamedNodeRef<'_>) -> &str {
        let about = self.about.get(subject).map_or(&[][..], Vec::as_slice);
        about
            .iter()
            .map(|i| &self.quads[*i])
            .find(|quad| quad.predicate == property)
            .map_or("", |quad| word(&quad.object))
    }

    /// Our own terms of which something is said, in the order of the file.
    fn subjects(&self, property: NamedNodeRef<'_>, value: &str) -> Vec<&str> {
        let said = |quad: &&Quad| {
            quad.predicate == property && matches!(&quad.object, Term::NamedNode(node) if node.as_str() == value)
        };
        let quads = self.quads.iter().filter(said);
        quads
            .filter_map(|quad| match &quad.subject {
                NamedOrBlankNode::NamedNode(node) if node.as_str().starts_with(ng::NAMESPACE) => Some(node.as_str()),
                _ => None,
            })
            .collect()
    }

    fn of_type(&self, class: NamedNodeRef<'_>) -> Vec<&str> {
        self.subjects(rdf::TYPE, class.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_has_an_anchor_and_every_link_within_the_page_leads_to_one() {
        let html = page();
        let anchors: BTreeSet<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let terms = Terms::read(ONTOLOGY);
        let own: BTreeSet<&str> = terms.about.keys().filter_map(|iri| iri.strip_prefix(ng::NAMESPACE)).collect();
        assert!(own.len() > 180 && own.is_subset(&anchors), "{:?}", own.difference(&anchors));
        let links: BTreeSet<&str> = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.is_subset(&anchors), "{:?}", links.difference(&anchors));
        assert_eq!(anchors.len(), html.matches(" id=\"").count(), "an anchor is there twice");
        for said in [
            "Gunmen attacked a convoy near the pass.",
            "ng:CameoCode",
            "is said of",
            "Apache-2.0",
            "<h1>newsgraph ontology</h1>",
        ] {
            assert!(html.contains(said), "{said}");
        }
        assert!(!html.contains("<script") && !html.contains("src=\""), "the page must stand alone");
    }
}
