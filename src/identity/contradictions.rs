//! A full name stands for one thing in all articles, until two of them contradict each other about it.
//!
//! The articles that use a shared name are put into groups that agree with themselves. The largest group keeps the
//! name; each other gets a name of its own, made of the first article in it: `entity/person/john-smith~93ab01cd`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;
use oxigraph::model::{NamedNode, NamedOrBlankNode};
use sha2::{Digest as _, Sha256};

use super::locals::Locals;
use super::traits::{self, Traits};
use super::{Classes, IdentityError, Kind, Statement, kind};
use crate::ontology::schema;
use crate::store::Kept;

/// Hex digits of an article's key in the name of a group.
const KEY_DIGITS: usize = 8;

/// The shared names that stand for several things.
#[derive(Debug, Default)]
pub(super) struct Splits {
    /// Graph → shared name → name of its group.
    pub(super) within: BTreeMap<NamedNode, BTreeMap<String, String>>,
    /// Name of a group in a statement → name of the group that its article is in now.
    current: BTreeMap<String, String>,
}

impl Splits {
    /// Finds them. `classes` are what users said of names, by which nationalities are compared.
    pub(super) fn find(
        kept: &Kept<'_>,
        statements: &[Statement],
        locals: &Locals,
        classes: &Classes,
    ) -> Result<Self, IdentityError> {
        let selected = kept.select(|subject, predicate, object| {
            // Predicates first: most lines of an article end here.
            let tells = predicate == schema::DATE_PUBLISHED.as_str() || traits::tells(predicate, object);
            tells && (Kind::of(subject) == Kind::Shared || predicate == schema::DATE_PUBLISHED.as_str())
        })?;
        let mut names: BTreeMap<String, BTreeMap<NamedNode, Traits>> = BTreeMap::new();
        for (graph, quads) in selected {
            let published: Option<Date> = quads
                .iter()
                .filter(|q| q.predicate.as_ref() == schema::DATE_PUBLISHED)
                .find_map(|q| traits::date_of(&q.object));
            for quad in &quads {
                let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
                if Kind::of(subject.as_str()) != Kind::Shared || locals.has(&graph, subject.as_str()) {
                    continue;
                }
                if !names.contains_key(subject.as_str()) {
                    names.insert(subject.as_str().to_owned(), BTreeMap::new());
                }
                if let Some(articles) = names.get_mut(subject.as_str()) {
                    let canonical = |name: &str| classes.get(name).map(str::to_owned);
                    articles.entry(graph.clone()).or_default().take(
                        quad.predicate.as_ref(),
                        &quad.object,
                        published,
                        canonical,
                    );
                }
            }
        }
        let mut splits = Self::default();
        for (name, articles) in &names {
            for (graph, group) in grouped(name, articles) {
                splits.within.entry(graph).or_default().insert(name.clone(), group);
            }
        }
        for name in statements.iter().flat_map(|s| [&s.a, &s.b]) {
            if let Some(current) = splits.current_name(name, &names) {
                splits.current.insert(name.clone(), current);
            }
        }
        Ok(splits)
    }

    /// The name that the group now has which a statement knew by this name. Groups change as articles come and go;
    /// the article by which one was named says which is meant.
    pub(super) fn resolve<'a>(&'a self, name: &'a str) -> &'a str {
        self.current.get(name).map_or(name, String::as_str)
    }

    fn current_name(&self, name: &str, names: &BTreeMap<String, BTreeMap<NamedNode, Traits>>) -> Option<String> {
        let shared = kind::unsplit(name)?;
        let digits = &name[shared.len() + 1..];
        let graph = names.get(shared)?.keys().find(|graph| key(graph).starts_with(digits))?;
        Some(self.within.get(graph).and_then(|names| names.get(shared)).map_or(shared, String::as_str).to_owned())
    }
}

/// The articles that do not keep the shared name, with the names of their groups.
fn grouped(name: &str, articles: &BTreeMap<NamedNode, Traits>) -> Vec<(NamedNode, String)> {
    let mut order: Vec<(&NamedNode, &Traits)> = articles.iter().filter(|(_, traits)| traits.weight() > 0).collect();
    // Who says most comes first: a person of two nationalities brings those together who know of one.
    order.sort_by_key(|(graph, traits)| (Reverse(traits.weight()), *graph));
    let mut groups: Vec<(Traits, BTreeSet<&NamedNode>)> = Vec::new();
    for (graph, traits) in order {
        match groups.iter_mut().find(|(known, _)| known.agrees(traits)) {
            Some((known, members)) => {
                known.join(traits);
                members.insert(graph);
            }
            None => groups.push((traits.clone(), BTreeSet::from([graph]))),
        }
    }
    groups.sort_by_key(|(_, members)| (Reverse(members.len()), members.first().copied()));
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for (_, members) in groups.iter().skip(1) {
        let Some(first) = members.first() else { continue };
        let key = key(first);
        let short = format!("{name}~{}", &key[..key.len().min(KEY_DIGITS)]);
        let group = if taken.insert(short.clone()) { short } else { format!("{name}~{key}") };
        found.extend(members.iter().map(|graph| ((*graph).clone(), group.clone())));
    }
    found
}

/// What tells an article from others, in hex digits: the end of its IRI, or a digest where that is something else.
fn key(graph: &NamedNode) -> String {
    let last = graph.as_str().rsplit('/').next().unwrap_or_default();
    if last.len() >= KEY_DIGITS && last.bytes().all(|b| b.is_ascii_hexdigit()) {
        return last.to_owned();
    }
    let digest = Sha256::digest(graph.as_str().as_bytes());
    digest.iter().take(KEY_DIGITS).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{foaf, rdf, xsd};
    use crate::store::Store;
    use oxigraph::model::{Literal, NamedNodeRef, Quad, Term};
    use proptest::prelude::*;

    const KG: &str = "https://w3id.org/newsgraph/kg/";

    fn article(number: u64) -> NamedNode {
        NamedNode::new(format!("{KG}article/{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15))).unwrap()
    }

    fn facts(number: u64, facts: &[(NamedNodeRef<'static>, Term)]) -> (NamedNode, Vec<Quad>) {
        let graph = article(number);
        let person = NamedNode::new(format!("{KG}entity/person/john-smith")).unwrap();
        let date = Literal::new_typed_literal("2024-03-01", xsd::DATE);
        let mut quads = vec![
            Quad::new(graph.clone(), schema::DATE_PUBLISHED, date, graph.clone()),
            Quad::new(person.clone(), rdf::TYPE, schema::PERSON, graph.clone()),
        ];
        quads.extend(facts.iter().map(|(p, o)| Quad::new(person.clone(), *p, o.clone(), graph.clone())));
        (graph, quads)
    }

    fn age(age: u8) -> (NamedNodeRef<'static>, Term) {
        (foaf::AGE, Literal::new_typed_literal(age.to_string(), xsd::INTEGER).into())
    }

    fn splits(articles: &[(NamedNode, Vec<Quad>)], statements: &[Statement]) -> Splits {
        let store = Store::memory();
        store.replace_articles(articles).unwrap();
        Splits::find(&store.kept().unwrap(), statements, &Locals::default(), &Classes::default()).unwrap()
    }

    #[test]
    fn the_largest_group_keeps_the_name() {
        let articles = [facts(1, &[age(20)]), facts(2, &[age(60)]), facts(3, &[age(61)]), facts(4, &[])];
        let found = splits(&articles, &[]).within;
        let key = &key(&article(1))[..8];
        let expected =
            BTreeMap::from([(format!("{KG}entity/person/john-smith"), format!("{KG}entity/person/john-smith~{key}"))]);
        assert_eq!(found, BTreeMap::from([(article(1), expected)]));
        assert!(splits(&articles[1..], &[]).within.is_empty());
    }

    #[test]
    fn a_person_of_two_nationalities_is_one() {
        let nation = |name: &str| (schema::NATIONALITY, NamedNode::new(format!("{KG}entity/{name}")).unwrap().into());
        let (french, israeli) = (nation("Q142"), nation("Q801"));
        let apart = [facts(1, std::slice::from_ref(&french)), facts(2, std::slice::from_ref(&israeli))];
        assert_eq!(splits(&apart, &[]).within.len(), 1);
        let both = facts(3, &[french, israeli]);
        assert!(splits(&[apart[0].clone(), apart[1].clone(), both], &[]).within.is_empty());
    }

    #[test]
    fn the_name_of_a_group_follows_its_article() {
        let name = |n: u64| format!("{KG}entity/person/john-smith~{}", &key(&article(n))[..8]);
        let statement = |n| Statement {
            relation: super::super::Relation::Same,
            a: name(n),
            b: "http://a.org/john".to_owned(),
            line: 1,
        };
        let articles = [facts(1, &[age(20)]), facts(2, &[age(60)]), facts(3, &[age(61)])];
        let alone = splits(&articles, &[statement(1)]);
        assert_eq!(alone.resolve(&name(1)), name(1));
        // Two more of the young one: now his is the largest group, and keeps the name.
        let more = [articles.as_slice(), &[facts(4, &[age(20)]), facts(5, &[age(21)])]].concat();
        let many = splits(&more, &[statement(1)]);
        assert_eq!(many.resolve(&name(1)), format!("{KG}entity/person/john-smith"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn splits_are_a_function_of_the_set(
            ages in prop::collection::vec(0..90u8, 1..12),
            order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let articles: Vec<_> = ages.iter().enumerate().map(|(n, a)| facts(n as u64 + 1, &[age(*a)])).collect();
            let shuffled: Vec<_> = order.iter().filter_map(|&n| articles.get(n).cloned()).collect();
            let found = splits(&articles, &[]).within;
            prop_assert_eq!(&found, &splits(&shuffled, &[]).within);
            // Nobody shares a name with one who is ten years older or younger.
            for (i, a) in ages.iter().enumerate() {
                for (j, b) in ages.iter().enumerate() {
                    if a.abs_diff(*b) >= 10 {
                        prop_assert_ne!(found.get(&articles[i].0), found.get(&articles[j].0));
                    }
                }
            }
        }
    }
}
