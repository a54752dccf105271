//! The oxigraph store that queries run on.
//!
//! oxigraph can read its default graph as the union of all named graphs, but then a triple that stands in
//! a hundred articles ("Q801 is a country") gives a hundred rows. So the union is kept as a graph: the
//! default graph holds every triple of the named graphs once.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, QuadRef};
use oxigraph::store::{StorageError, Store, Transaction};

/// An oxigraph store whose default graph is the merge of its named graphs.
pub(super) struct Merged {
    store: Store,
}

impl Merged {
    /// Wraps a store that is empty or was filled by this type.
    #[cfg(any(test, feature = "rocksdb"))]
    pub(super) fn new(store: Store) -> Self {
        Self { store }
    }

    /// The store itself, to query.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// Replaces the graphs by the given quads, all or none, and says of each whether it was there before.
    pub(super) fn apply(&self, changes: &[(NamedNode, Vec<Quad>)]) -> Result<Vec<bool>, StorageError> {
        let mut transaction = self.store.start_transaction()?;
        let mut existed = Vec::with_capacity(changes.len());
        for (graph, quads) in changes {
            existed.push(transaction.contains_named_graph(graph)?);
            replace(&mut transaction, graph.as_ref(), quads)?;
        }
        transaction.commit()?;
        Ok(existed)
    }

    /// The IRIs of the named graphs, sorted.
    pub(super) fn graphs(&self) -> Result<BTreeSet<NamedNode>, StorageError> {
        let named = self.store.named_graphs().filter_map(|graph| match graph {
            Ok(NamedOrBlankNode::NamedNode(node)) => Some(Ok(node)),
            Ok(NamedOrBlankNode::BlankNode(_)) => None,
            Err(e) => Some(Err(e)),
        });
        named.collect()
    }

    /// The quads of one named graph, in no particular order.
    pub(super) fn graph(&self, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StorageError> {
        self.store.quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(graph))).collect()
    }
}

fn replace(transaction: &mut Transaction<'_>, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StorageError> {
    let old: Vec<Quad> =
        transaction.quads_for_pattern(None, None, None, Some(graph.into())).collect::<Result<_, _>>()?;
    transaction.remove_named_graph(graph)?;
    for quad in &old {
        let (s, p, o) = (quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        let mut still_said = false;
        for other in transaction.quads_for_pattern(Some(s), Some(p), Some(o), None) {
            if other?.graph_name != GraphName::DefaultGraph {
                still_said = true;
                break;
            }
        }
        if !still_said {
            transaction.remove(QuadRef::new(s, p, o, GraphNameRef::DefaultGraph));
        }
    }
    for quad in quads {
        transaction.insert(quad);
        transaction.insert(QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad.as_ref() });
    }
    Ok(())
}
