//! Are an article's triples in its graph and nowhere else, and is everything described that is spoken of?

use std::collections::BTreeSet;

use oxigraph::model::Term;

use super::facts::{Facts, short_iri};
use super::{Check, Findings, is_file, texts};
use crate::ontology::{gaf, ng, prov, schema};

/// The article in an IRI of ours: all before `#`, where that is an article's.
fn article_of(iri: &str) -> Option<&str> {
    let path = iri.split_once('#').map_or(iri, |(path, _)| path);
    let (_, key) = path.rsplit_once("/article/")?;
    (!key.is_empty() && !key.contains('/')).then_some(path)
}

pub(super) fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let graph = facts.graph.as_str();
    let named = !is_file(facts.graph);
    let articles: BTreeSet<&str> = facts.articles().collect();
    if named && !articles.contains(graph) {
        let advice = "a named graph is an article's: say what article it is (a schema:NewsArticle)";
        findings.add(Check::Graphs, graph, "the graph does not describe its article", advice);
    } else if articles.is_empty() {
        findings.add(Check::Graphs, graph, "there is no article in the file", "write the articles with their graphs");
    }
    // What stands under the base is minted by the program, and described where it is spoken of.
    let bases: BTreeSet<&str> =
        articles.iter().filter_map(|article| article.rsplit_once("/article/")).map(|(base, _)| base).collect();
    for (node, quads) in facts.subjects() {
        if let Some(article) = article_of(node)
            && !articles.contains(article)
            && !shown_for_one_of_ours(facts, node)
        {
            let what = format!("it is of the article {article}, which is not in this graph");
            findings.add(Check::Graphs, node, what, "keep an article's triples in its own graph");
        }
        for quad in quads {
            let Term::NamedNode(value) = &quad.object else { continue };
            let value = value.as_str();
            if quad.predicate == ng::NEAR_DUPLICATE_OF || quad.predicate == ng::DIFFERENT_FROM || facts.describes(value)
            {
                continue;
            }
            let ours = |base: &&str| value.strip_prefix(*base).is_some_and(|rest| rest.starts_with('/'));
            let whole_article = article_of(value) == Some(value);
            // gaf:denotedBy is looked into with the evidence; what is said of articles may name others.
            let elsewhere = quad.predicate == gaf::DENOTED_BY
                || (whole_article && [prov::WAS_DERIVED_FROM, prov::ALTERNATE_OF].iter().any(|p| quad.predicate == *p))
                || quad.predicate == prov::WAS_REVISION_OF
                || quad.predicate == schema::URL;
            if !elsewhere && (article_of(value).is_some() || bases.iter().any(ours)) {
                let what = format!("{} <{value}>, of which nothing is said", short_iri(quad.predicate.as_str()));
                findings.add(Check::Graphs, node, what, "describe what is spoken of in the same graph");
            }
        }
    }
}

/// Whether an article shows a thing of its own under the name that it has in another article, because a user says that
/// they are the same: then its evidence is here.
fn shown_for_one_of_ours(facts: &Facts<'_>, node: &str) -> bool {
    let entity = node.contains("#entity=") || node.contains("#group=") || node.contains("#party=");
    let here = |mention: &str| texts::span(mention).is_some_and(|(article, ..)| article == facts.graph.as_str());
    let place = node.trim_end_matches("#geometry");
    entity && facts.nodes(place, gaf::DENOTED_BY).any(here)
}
