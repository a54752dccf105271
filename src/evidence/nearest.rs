//! What somebody may have meant who named a thing that is not there.

use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::ontology::{rdfs, skos};
use crate::store::{Prefixes, Store, StoreError};

/// How many are offered.
const OFFERED: usize = 5;
/// The least likeness, of 1, that is worth a mention.
const ALIKE: f64 = 0.5;

/// The things whose label or other name is this text, in any case: IRI and label.
///
/// # Errors
/// Where the store cannot be read.
pub fn called(store: &Store, name: &str) -> Result<Vec<(String, String)>, StoreError> {
    let wanted = name.trim().to_lowercase();
    let mut found = BTreeMap::new();
    for (iri, labels) in named(store)? {
        if labels.iter().any(|label| label.to_lowercase() == wanted) {
            found.insert(iri, labels.into_iter().next().unwrap_or_default());
        }
    }
    Ok(found.into_iter().collect())
}

/// The things whose names are most like this one, the likest first: prefixed names, and labels.
///
/// # Errors
/// Where the store cannot be read.
pub fn nearest(store: &Store, name: &str, prefixes: &Prefixes) -> Result<Vec<(String, String)>, StoreError> {
    let wanted = prefixes.expand(name).map_or_else(|| name.to_owned(), |iri| prefixes.readable(&iri)).to_lowercase();
    let local = |text: &str| text.rsplit([':', '/']).next().unwrap_or(text).to_owned();
    let wanted_local = local(&wanted);
    let mut ranked: Vec<(u32, String, String)> = Vec::new();
    for (iri, labels) in named(store)? {
        let readable = prefixes.readable(&iri).to_lowercase();
        let like = |a: &str, b: &str| strsim::normalized_damerau_levenshtein(a, b);
        let by_label = labels.iter().map(|label| like(&label.to_lowercase(), &wanted_local.replace('-', " ")));
        let by_name = [like(&readable, &wanted), like(&local(&readable), &wanted_local)];
        let best = by_label.chain(by_name).fold(0.0, f64::max);
        if best >= ALIKE {
            ranked.push(((best * 1e6) as u32, iri, labels.into_iter().next().unwrap_or_default()));
        }
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(ranked.into_iter().take(OFFERED).map(|(_, iri, label)| (iri, label)).collect())
}

/// All things with a label, with their labels first and their other names after them.
fn named(store: &Store) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let mut found: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for quad in store.quads()? {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(subject), Term::Literal(name)) = (&quad.subject, &quad.object) else {
            continue;
        };
        let property = quad.predicate.as_ref();
        if property != rdfs::LABEL && property != skos::ALT_LABEL {
            continue;
        }
        let names = found.entry(subject.as_str().to_owned()).or_default();
        let list = if property == rdfs::LABEL { &mut names.0 } else { &mut names.1 };
        let name = name.value().to_owned();
        if !list.contains(&name) {
            list.push(name);
        }
    }
    Ok(found.into_iter().map(|(iri, (labels, others))| (iri, labels.into_iter().chain(others).collect())).collect())
}
