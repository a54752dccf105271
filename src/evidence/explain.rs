//! Which sentences a thing or a triple rests on, and what made it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{Page, Range, one_line};
use crate::ontology::{Role, gaf, ng, nif, org, prov, rdf, rdfs, schema, skos};
use crate::store::{Prefixes, Store, StoreError};

/// What a thing or a triple rests on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What it is called.
    pub heading: String,
    /// What the graph says of it: property and values, for reading.
    pub facts: Vec<(String, Vec<String>)>,
    /// What it is to other things: "agent of", and these things; the first few of each.
    pub uses: Vec<(String, Vec<String>)>,
    /// The articles that speak of it, by date, then by IRI.
    pub sources: Vec<Source>,
}

/// What one article says of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The article.
    pub article: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The program, model and knowledge base that read it.
    pub made_by: Option<String>,
    /// Each thing of the article that it rests on.
    pub evidence: Vec<Evidence>,
}

/// Sentences with marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What made it, as far as the graph tells: a trigger, a cue, a link.
    pub how: String,
    /// How sure the program is, as written in the graph.
    pub confidence: Option<String>,
    /// The sentences, in text order.
    pub sentences: Vec<Sentence>,
}

/// A sentence with the words that count.
#[derive(Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is in the article, in code points.
    pub at: Range,
    /// Its text.
    pub text: String,
    /// Where the marks are in the article, in code points; sorted, the outer of two before the inner, none crossing.
    pub marks: Vec<(Range, String)>,
}

/// What stands in the way of an explanation is told by the page; this is of what is not shown.
const HIDDEN: &[NamedNodeRef<'_>] = &[
    gaf::DENOTED_BY,
    ng::TRIGGER,
    ng::SOURCE_SPAN,
    ng::CUE_SPAN,
    ng::CONTENT_SPAN,
    ng::CONFIDENCE,
    ng::TEXT_HASH,
    nif::IS_STRING,
    nif::BEGIN_INDEX,
    nif::END_INDEX,
    prov::WAS_GENERATED_BY,
];

/// Properties that come first.
const FIRST: &[NamedNodeRef<'_>] = &[
    rdf::TYPE,
    rdfs::LABEL,
    skos::ALT_LABEL,
    ng::EVENT_TYPE,
    ng::FACTUALITY,
    rdf::SUBJECT,
    rdf::PREDICATE,
    rdf::OBJECT,
    schema::HEADLINE,
];

/// Things of one kind that are listed in full.
const LISTED: usize = 8;

/// What the thing of this IRI rests on. None where no article of the store says anything of it.
///
/// # Errors
/// Where the store cannot be read.
pub fn thing(store: &Store, iri: &str, prefixes: &Prefixes) -> Result<Option<Explanation>, StoreError> {
    let pages = pages(store, iri, |quad| is(&quad.subject.clone().into(), iri) || is(&quad.object, iri))?;
    if !pages.iter().any(|page| page.has(iri)) {
        return Ok(None);
    }
    let mut explanation = Explanation { heading: shown_iri(&pages, iri, prefixes), ..Explanation::default() };
    let mut facts: BTreeMap<(usize, String), BTreeSet<String>> = BTreeMap::new();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for page in &pages {
        for (property, object) in page.about(iri) {
            if !HIDDEN.contains(&property.as_ref()) {
                let rank = FIRST.iter().position(|p| *p == property.as_ref()).unwrap_or(FIRST.len());
                let key = (rank, prefixes.readable(property.as_str()));
                facts.entry(key).or_default().insert(shown(&pages, object, prefixes));
            }
        }
        for subject in page.subjects().filter(|subject| *subject != page.article().as_str()) {
            for (property, object) in page.about(subject) {
                let listed = ![rdf::SUBJECT, rdf::OBJECT, nif::REFERENCE_CONTEXT].contains(&property.as_ref());
                if listed && is(object, iri) {
                    let name = shown_iri(&pages, subject, prefixes);
                    uses.entry(format!("{} of", prefixes.readable(property.as_str()))).or_default().insert(name);
                }
            }
        }
        let evidence = of_thing(page, iri);
        if !evidence.sentences.is_empty() || page.has(iri) {
            explanation.sources.push(source(page, vec![evidence]));
        }
    }
    explanation.facts = facts.into_iter().map(|((_, name), values)| (name, values.into_iter().collect())).collect();
    explanation.uses = uses
        .into_iter()
        .map(|(name, things)| {
            let more = things.len().saturating_sub(LISTED);
            let mut listed: Vec<String> = things.into_iter().take(LISTED).collect();
            listed.extend((more > 0).then(|| format!("and {more} more")));
            (name, listed)
        })
        .collect();
    explanation.sources.sort_by(|a, b| (&a.published, &a.article).cmp(&(&b.published, &b.article)));
    Ok(Some(explanation))
}

/// A triple to explain. The object is given as it is in the graph, or as the value of any literal.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The subject's IRI.
    pub subject: NamedNode,
    /// The property.
    pub predicate: NamedNode,
    /// The object.
    pub object: Object,
}

/// The object of a triple that is asked for.
#[derive(Debug, Clone)]
pub enum Object {
    /// This term.
    Term(Term),
    /// Any literal with this value.
    Value(String),
}

impl Object {
    fn is(&self, term: &Term) -> bool {
        match (self, term) {
            (Self::Term(wanted), _) => wanted == term,
            (Self::Value(value), Term::Literal(literal)) => literal.value() == value,
            (Self::Value(_), _) => false,
        }
    }
}

/// What a triple rests on. None where no article says it, neither outright nor as a statement.
///
/// # Errors
/// Where the store cannot be read.
pub fn triple(store: &Store, asked: &Asked, prefixes: &Prefixes) -> Result<Option<Explanation>, StoreError> {
    let subject = asked.subject.as_str();
    let pages = pages(store, subject, |quad| {
        is(&quad.subject.clone().into(), subject)
            || is(&quad.object, subject)
            || matches!(&quad.object, Term::Triple(t) if is(&t.subject.clone().into(), subject))
    })?;
    let mut explanation = Explanation::default();
    for page in &pages {
        let asserted = page.about(subject).iter().find(|(p, o)| *p == asked.predicate && asked.object.is(o));
        let statements: Vec<&str> = page.subjects().filter(|node| states(page, node, asked)).collect();
        if asserted.is_none() && statements.is_empty() {
            continue;
        }
        let object = match (&asked.object, asserted) {
            (_, Some((_, object))) => object.clone(),
            (Object::Term(term), None) => term.clone(),
            (Object::Value(value), None) => Term::from(oxigraph::model::Literal::from(value.as_str())),
        };
        explanation.heading = format!(
            "{} {} {}",
            shown_iri(&pages, subject, prefixes),
            prefixes.readable(asked.predicate.as_str()),
            shown(&pages, &object, prefixes)
        );
        let mut evidence: Vec<Evidence> =
            statements.iter().map(|node| of_statement(page, node, asserted.is_some(), prefixes)).collect();
        if evidence.is_empty() {
            evidence.push(of_triple(page, asked, &object, prefixes));
        }
        explanation.sources.push(source(page, evidence));
    }
    explanation.sources.sort_by(|a, b| (&a.published, &a.article).cmp(&(&b.published, &b.article)));
    Ok((!explanation.sources.is_empty()).then_some(explanation))
}

/// Whether a node is a statement of this triple, or of one that says the same from the other side.
fn states(page: &Page, node: &str, asked: &Asked) -> bool {
    let Some((subject, property, object)) = page.statement(node) else { return false };
    let direct = subject == asked.subject.as_str() && property == asked.predicate.as_str() && asked.object.is(&object);
    let inverse = crate::ontology::Property::from_iri(NamedNodeRef::new_unchecked(&property))
        .and_then(crate::ontology::Property::inverse)
        .is_some_and(|inverse| inverse == asked.predicate.as_ref());
    let from = NamedNode::new_unchecked(subject);
    direct || (inverse && is(&object, asked.subject.as_str()) && asked.object.is(&from.into()))
}

fn of_statement(page: &Page, node: &str, asserted: bool, prefixes: &Prefixes) -> Evidence {
    let status = page.iri(node, ng::STATUS).map(|status| prefixes.readable(status));
    let mut how = format!("statement {}", prefixes.readable(node));
    if let Some(status) = status {
        how = format!("{how}, status {status}");
    }
    if !asserted {
        how.push_str("; the triple itself is not asserted");
    }
    let by: Vec<String> = page.iris(node, ng::ATTRIBUTED_TO).map(|by| named(page, by, prefixes)).collect();
    if !by.is_empty() {
        how = format!("{how}; according to {}", by.join(", "));
    }
    let spans = page.mentions(node).into_iter().map(|m| (m, "statement".to_owned())).collect();
    Evidence { how, confidence: page.confidence(node).map(str::to_owned), sentences: marked(page, spans, &[]) }
}

/// The evidence of a triple that has no statement of its own: that of its subject, with the object marked.
fn of_triple(page: &Page, asked: &Asked, object: &Term, prefixes: &Prefixes) -> Evidence {
    let subject = asked.subject.as_str();
    let mut evidence = of_thing(page, subject);
    let name = prefixes.readable(asked.predicate.as_str());
    if let Term::NamedNode(object) = object {
        let objects: Vec<(Range, String)> = page
            .mentions(object.as_str())
            .into_iter()
            .filter_map(|mention| Some((page.range(mention)?, name.clone())))
            .collect();
        let own: Vec<(&str, String)> =
            page.mentions(subject).into_iter().map(|m| (m, own_mark(page, subject, m))).collect();
        let mut sentences = marked(page, own, &objects);
        // Where some sentences have both, the others say nothing of the triple.
        let both = |s: &Sentence| s.marks.iter().any(|(_, mark)| *mark == name);
        if sentences.iter().any(both) {
            sentences.retain(both);
        }
        evidence.sentences = sentences;
    }
    let predicate = asked.predicate.as_ref();
    if [skos::EXACT_MATCH, skos::CLOSE_MATCH].contains(&predicate) {
        let sure = page.text(subject, ng::LINK_CONFIDENCE).unwrap_or("not given");
        evidence.how = format!("link to the knowledge base by name and context, link confidence {sure}");
    } else if predicate == ng::FACTUALITY || predicate == ng::EVENT_TYPE || predicate == rdf::TYPE {
        let how = if evidence.how.is_empty() { String::new() } else { format!("; {}", evidence.how) };
        evidence.how = format!("read from the words marked{how}");
    }
    evidence
}

/// The sentences of a thing, with what counts in them marked.
fn of_thing(page: &Page, iri: &str) -> Evidence {
    let spans: Vec<(&str, String)> = if page.range(iri).is_some() {
        vec![(iri, "this".to_owned())]
    } else {
        page.mentions(iri).into_iter().map(|m| (m, own_mark(page, iri, m))).collect()
    };
    let mut others = Vec::new();
    let mut how = String::new();
    if page.iri(iri, ng::EVENT_TYPE).is_some() {
        for role in Role::ALL {
            for entity in page.iris(iri, role.iri()) {
                let mentions = page.mentions(entity);
                others.extend(mentions.into_iter().filter_map(|m| Some((page.range(m)?, role.name().to_owned()))));
            }
        }
        let words: BTreeSet<String> =
            page.iris(iri, ng::TRIGGER).filter_map(|t| page.text(t, nif::ANCHOR_OF)).map(one_line).collect();
        let words: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        how = format!("trigger {}", words.join(", "));
        if let Some(roleset) = page.text(iri, ng::ROLESET) {
            how = format!("{how} as {roleset}");
        }
    } else if let Some(cue) = page.text(iri, ng::CUE) {
        how = format!("cue “{cue}”");
    } else if page.is_a(iri, org::MEMBERSHIP) || page.statement(iri).is_some() {
        "relation read from the words marked".clone_into(&mut how);
    } else if let Some(sure) = page.text(iri, ng::LINK_CONFIDENCE) {
        how = format!("linked to the knowledge base by name and context, link confidence {sure}");
    }
    Evidence { how, confidence: page.confidence(iri).map(str::to_owned), sentences: marked(page, spans, &others) }
}

/// What a mention of a thing is to it.
fn own_mark(page: &Page, iri: &str, mention: &str) -> String {
    let marks =
        [(ng::TRIGGER, "trigger"), (ng::SOURCE_SPAN, "source"), (ng::CUE_SPAN, "cue"), (ng::CONTENT_SPAN, "content")];
    let found = marks.into_iter().find(|(property, _)| page.iris(iri, *property).any(|m| m == mention));
    let kind = || if page.statement(iri).is_some() || page.is_a(iri, org::MEMBERSHIP) { "statement" } else { "this" };
    found.map_or_else(kind, |(_, name)| name).to_owned()
}

/// The sentences of these spans with the spans marked, and the other ranges where they lie in these sentences.
fn marked(page: &Page, spans: Vec<(&str, String)>, others: &[(Range, String)]) -> Vec<Sentence> {
    let mut found: BTreeMap<Range, Sentence> = BTreeMap::new();
    for (mention, mark) in spans {
        if let Some(passage) = page.passage(mention) {
            let sentence = Sentence { at: passage.at, text: passage.text, marks: Vec::new() };
            found.entry(passage.at).or_insert(sentence).marks.push((passage.mark, mark));
        }
    }
    // A sentence that lies in a longer passage is shown there: the earliest and longest come first.
    let mut order: Vec<Sentence> = found.into_values().collect();
    order.sort_by_key(|sentence| (sentence.at.0, std::cmp::Reverse(sentence.at.1)));
    let mut shown: Vec<Sentence> = Vec::new();
    for sentence in order {
        match shown.last_mut() {
            Some(last) if sentence.at.1 <= last.at.1 => last.marks.extend(sentence.marks),
            _ => shown.push(sentence),
        }
    }
    let mut others: Vec<&(Range, String)> = others.iter().collect();
    others.sort();
    for sentence in &mut shown {
        let from = others.partition_point(|(range, _)| range.0 < sentence.at.0);
        let inside = others[from..].iter().take_while(|(range, _)| range.0 < sentence.at.1);
        sentence.marks.extend(inside.filter(|(range, _)| range.1 <= sentence.at.1).map(|mark| (*mark).clone()));
        tidy(&mut sentence.marks);
    }
    shown
}

/// Sorts marks, and leaves out those that cross another one, stand where another one stands already, or say what the
/// one around them says.
fn tidy(marks: &mut Vec<(Range, String)>) {
    marks.sort_by_key(|((begin, end), _)| (*begin, std::cmp::Reverse(*end)));
    let mut open: Vec<(Range, String)> = Vec::new();
    marks.retain(|((begin, end), mark)| {
        open.retain(|((_, stop), _)| stop > begin);
        // In "Minister Ana Lima" both the phrase and the name are of one thing: the phrase says it for both.
        let apart = |(last, other): &(Range, String)| *end <= last.1 && *last != (*begin, *end) && other != mark;
        let fits = begin < end && open.last().is_none_or(apart);
        if fits {
            open.push(((*begin, *end), mark.clone()));
        }
        fits
    });
}

fn source(page: &Page, evidence: Vec<Evidence>) -> Source {
    Source {
        article: page.article().as_str().to_owned(),
        headline: page.headline().map(one_line),
        url: page.url().map(str::to_owned),
        published: page.published().map(str::to_owned),
        made_by: page.made_by().map(str::to_owned),
        evidence,
    }
}

/// The pages with a quad that is wanted. What is scoped to an article is looked for there alone.
fn pages(store: &Store, iri: &str, wanted: impl Fn(&Quad) -> bool + Sync) -> Result<Vec<Page>, StoreError> {
    let mut graphs = store.articles()?;
    let own = iri.split_once('#').map_or(iri, |(article, _)| article);
    if graphs.binary_search_by(|graph| graph.as_str().cmp(own)).is_ok() {
        graphs.retain(|graph| graph.as_str() == own);
    }
    let read = |graph: &NamedNode| -> Result<Option<Page>, StoreError> {
        let quads = store.article(graph)?;
        Ok(quads.iter().any(&wanted).then(|| Page::new(graph.clone(), quads)))
    };
    let found: Vec<Option<Page>> = graphs.par_iter().map(read).collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn is(term: &Term, iri: &str) -> bool {
    matches!(term, Term::NamedNode(node) if node.as_str() == iri)
}

/// An IRI for reading: what it is called, and its name.
fn shown_iri(pages: &[Page], iri: &str, prefixes: &Prefixes) -> String {
    let label = pages.iter().find_map(|page| page.label(iri).or_else(|| page.text(iri, schema::HEADLINE)));
    let name = prefixes.readable(iri);
    if let Some(label) = label {
        return format!("{} ({name})", one_line(label));
    }
    match pages.iter().find_map(|page| page.text(iri, schema::TEXT)) {
        Some(words) => format!("“{}” ({name})", beginning(&one_line(words))),
        None => name,
    }
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{} …", text[..at].rsplit_once(' ').map_or(&text[..at], |(words, _)| words)),
        None => text.to_owned(),
    }
}

fn named(page: &Page, iri: &str, prefixes: &Prefixes) -> String {
    shown_iri(std::slice::from_ref(page), iri, prefixes)
}

fn shown(pages: &[Page], term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(node) => shown_iri(pages, node.as_str(), prefixes),
        Term::Literal(literal) => one_line(literal.value()),
        Term::BlankNode(node) => node.to_string(),
        Term::Triple(triple) => format!(
            "<<( {} {} {} )>>",
            shown(pages, &triple.subject.clone().into(), prefixes),
            prefixes.readable(triple.predicate.as_str()),
            shown(pages, &triple.object, prefixes)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_nested_or_apart() {
        let mark = |begin, end| ((begin, end), format!("{begin}-{end}"));
        for (given, kept) in [
            (vec![mark(5, 9), mark(0, 4)], vec![mark(0, 4), mark(5, 9)]),
            (vec![mark(2, 3), mark(0, 9)], vec![mark(0, 9), mark(2, 3)]),
            (vec![mark(0, 5), mark(3, 9), mark(6, 8)], vec![mark(0, 5), mark(6, 8)]),
            (vec![mark(0, 5), mark(0, 5), mark(4, 4)], vec![mark(0, 5)]),
        ] {
            let mut marks = given.clone();
            tidy(&mut marks);
            assert_eq!(marks, kept, "{given:?}");
        }
    }
}
