//! A later version of an article: the same quads in a graph of its own, which says what it corrects.

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::ontology::{ng, prov, schema};

/// The quads of the article in `graph` as those of a later version of it, in the graph `version`: all names that are the
/// article's own begin with the IRI of the version, and `prov:wasRevisionOf` names the version before it.
///
/// `schema:dateModified` is what the article itself says. Where it says nothing, it is the day of publication, if
/// `previous`, the quads of the version before, give another one: the page was given a new date when it was changed. No
/// day is made up.
#[must_use]
pub fn as_revision(
    quads: Vec<Quad>,
    graph: &NamedNode,
    version: &NamedNode,
    (before, previous): (&NamedNode, &[Quad]),
) -> Vec<Quad> {
    let renamed = |node: &NamedNode| {
        let rest = node.as_str().strip_prefix(graph.as_str())?;
        (rest.is_empty() || rest.starts_with('#'))
            .then(|| NamedNode::new_unchecked(format!("{}{rest}", version.as_str())))
    };
    let mut quads = quads;
    for quad in &mut quads {
        if let NamedOrBlankNode::NamedNode(node) = &mut quad.subject
            && let Some(name) = renamed(node)
        {
            *node = name;
        }
        if let Term::NamedNode(node) = &mut quad.object
            && let Some(name) = renamed(node)
        {
            *node = name;
        }
        quad.graph_name = GraphName::NamedNode(version.clone());
    }
    let published =
        |quads: &[Quad]| quads.iter().find(|q| q.predicate == schema::DATE_PUBLISHED).map(|q| q.object.clone());
    if !quads.iter().any(|quad| quad.predicate == schema::DATE_MODIFIED)
        && let Some(day) = published(&quads)
        && published(previous).as_ref() != Some(&day)
    {
        quads.push(Quad::new(version.clone(), schema::DATE_MODIFIED, day, version.clone()));
    }
    with_previous(quads, version, Some(before))
}

/// The same quads of `version`, of which `before` is now the version before; none where there is none any more.
#[must_use]
pub fn with_previous(mut quads: Vec<Quad>, version: &NamedNode, before: Option<&NamedNode>) -> Vec<Quad> {
    quads.retain(|quad| quad.predicate != prov::WAS_REVISION_OF);
    if let Some(before) = before {
        quads.push(Quad::new(version.clone(), prov::WAS_REVISION_OF, before.clone(), version.clone()));
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads
}

/// The hash of the article's text, as its graph says it.
#[must_use]
pub fn text_hash(quads: &[Quad]) -> Option<&str> {
    quads.iter().find(|quad| quad.predicate == ng::TEXT_HASH).and_then(|quad| match &quad.object {
        Term::Literal(hash) => Some(hash.value()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Options, article_iri};
    use crate::ontology::xsd;
    use crate::text::Article;
    use oxigraph::model::{Literal, NamedNodeRef};

    fn quads_of(graph: &NamedNode, day: &str) -> Vec<Quad> {
        let own = |fragment: &str| NamedNode::new_unchecked(format!("{}{fragment}", graph.as_str()));
        let quad = |s: &NamedNode, p: NamedNodeRef<'_>, o: Term| Quad::new(s.clone(), p, o, graph.clone());
        vec![
            quad(graph, schema::DATE_PUBLISHED, Literal::new_typed_literal(day, xsd::DATE).into()),
            quad(graph, schema::URL, own("0").into()),
            quad(&own("#event=3"), ng::AGENT, own("#entity=0").into()),
            quad(&own("#event=3"), ng::TRIGGER, Literal::from(graph.as_str()).into()),
        ]
    }

    #[test]
    fn a_version_has_names_of_its_own() {
        let article = Article::new("a", "Rebels attacked.");
        let first = article_iri(&article, &Options::default());
        let second = crate::store::version(&first, 2);
        let old = quads_of(&first, "2024-05-01");
        for (day, dated) in [("2024-05-01", 0), ("2024-05-02", 1)] {
            let new = as_revision(quads_of(&first, day), &first, &second, (&first, &old));
            let lines: Vec<String> = new.iter().map(ToString::to_string).collect();
            let with = |part: &str| lines.iter().filter(|line| line.contains(part)).count();
            assert_eq!(new.len(), old.len() + 1 + dated, "{lines:#?}");
            assert_eq!(with("dateModified"), dated);
            assert_eq!(with(&format!("wasRevisionOf> <{}>", first.as_str())), 1);
            assert_eq!(with("-2#event=3>"), 2);
            assert_eq!(with("-2#entity=0>"), 1);
            // Words stay words, and another IRI that begins like the article's is another.
            assert_eq!(with(&format!("\"{}\"", first.as_str())), 1);
            assert_eq!(with(&format!("<{}0>", first.as_str())), 1);
            assert!(new.iter().all(|quad| quad.graph_name == second.clone().into()));
            let alone = with_previous(new, &second, None);
            assert!(alone.iter().all(|quad| quad.predicate != prov::WAS_REVISION_OF));
        }
    }
}
