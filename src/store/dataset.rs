//! The quads of a store in memory, to query them: terms are numbers, and the quads lie sorted in four orders.
//!
//! A pattern of a query is a range of one of the orders, found by bisection. The default graph is the merge of all
//! graphs: what ten articles say is there once. It needs no room of its own, because equal triples of several graphs
//! lie next to each other. Answers come in the order of the articles and of their triples, so that a query without
//! ORDER BY gives the same rows every time.
//!
//! oxigraph's own store in memory did this before. It took four times as long to fill and six times the memory, and
//! an answer then had numbers in another writing than the graph (`1.5` for `1.50`).

mod article;
mod terms;

use std::ops::Range;
use std::sync::Arc;

use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::CancellationToken;
use rayon::slice::ParallelSliceMut;
use spareval::{InternalQuad, QueryableDataset};

pub(super) use article::Numbered;
use terms::Terms;

/// The quads of all articles.
#[derive(Default)]
pub(super) struct Dataset {
    terms: Terms,
    /// By [`Order`], every quad with its numbers in that order.
    orders: [Vec<[u32; 4]>; 4],
}

/// The order of the parts of a quad; the numbers are places in [subject, predicate, object, graph].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Spog,
    Posg,
    Ospg,
    Gspo,
}

impl Order {
    const ALL: [Self; 4] = [Self::Spog, Self::Posg, Self::Ospg, Self::Gspo];

    const fn parts(self) -> [usize; 4] {
        match self {
            Self::Spog => [0, 1, 2, 3],
            Self::Posg => [1, 2, 0, 3],
            Self::Ospg => [2, 0, 1, 3],
            Self::Gspo => [3, 0, 1, 2],
        }
    }

    /// From subject, predicate, object, graph.
    fn arrange<T: Copy>(self, quad: [T; 4]) -> [T; 4] {
        self.parts().map(|part| quad[part])
    }

    /// Back to subject, predicate, object, graph.
    fn restore(self, arranged: [u32; 4]) -> [u32; 4] {
        let mut quad = [0; 4];
        for (place, part) in self.parts().into_iter().enumerate() {
            quad[part] = arranged[place];
        }
        quad
    }
}

/// A dataset that is being filled.
#[derive(Default)]
pub(super) struct Builder {
    terms: Terms,
    quads: Vec<[u32; 4]>,
}

impl Builder {
    /// Adds the triples of an article to its graph.
    pub(super) fn add(&mut self, graph: &NamedNode, article: &Numbered) {
        let numbers: Vec<u32> = article.terms().map(|term| self.terms.add(term)).collect();
        let graph = self.terms.add(&graph.to_string());
        self.quads.extend(article.triples.iter().map(|triple| {
            let [s, p, o] = triple.map(|number| numbers[number as usize]);
            [s, p, o, graph]
        }));
    }

    /// Sorts what was added.
    pub(super) fn finish(self) -> Dataset {
        let Self { terms, quads } = self;
        let orders = Order::ALL.map(|order| {
            let mut sorted: Vec<[u32; 4]> = quads.iter().map(|quad| order.arrange(*quad)).collect();
            sorted.par_sort_unstable();
            sorted.dedup();
            sorted
        });
        Dataset { terms, orders }
    }
}

impl Dataset {
    /// Whether any quad lies in that graph.
    pub(super) fn has_graph(&self, graph: &NamedNode) -> bool {
        self.terms.find(&graph.to_string()).is_some_and(|graph| !self.range(Order::Gspo, &[graph]).is_empty())
    }

    fn sorted(&self, order: Order) -> &[[u32; 4]] {
        &self.orders[order as usize]
    }

    /// The quads that begin so in that order.
    fn range(&self, order: Order, start: &[u32]) -> Range<usize> {
        let sorted = self.sorted(order);
        let begin = sorted.partition_point(|quad| &quad[..start.len()] < start);
        let end = begin + sorted[begin..].partition_point(|quad| &quad[..start.len()] <= start);
        begin..end
    }

    /// The order in which a pattern of bound parts is a range, or the shorter one of two that need a filter.
    fn plan(&self, bound: [Option<u32>; 4]) -> (Order, Range<usize>) {
        let order = match bound {
            [_, None, Some(_), _] => Order::Ospg,
            [None, Some(_), ..] => Order::Posg,
            [None, None, None, Some(_)] => Order::Gspo,
            [Some(_), ..] | [None, None, None, None] => Order::Spog,
        };
        let range_of = |order: Order| {
            let start: Vec<u32> = order.arrange(bound).into_iter().map_while(|part| part).collect();
            self.range(order, &start)
        };
        let range = range_of(order);
        if order != Order::Gspo && bound[3].is_some() {
            let of_graph = range_of(Order::Gspo);
            if of_graph.len() < range.len() {
                return (Order::Gspo, of_graph);
            }
        }
        (order, range)
    }
}

/// Which graphs a pattern looks into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Graphs {
    /// The merge of all.
    Merged,
    /// Any of them, or the one that is bound.
    Named,
}

/// The quads that match a pattern, found one after the other.
struct Matches {
    data: Arc<Dataset>,
    order: Order,
    range: Range<usize>,
    bound: [Option<u32>; 4],
    graphs: Graphs,
    last: Option<[u32; 3]>,
}

impl Iterator for Matches {
    type Item = Result<InternalQuad<Item>, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        for at in self.range.by_ref() {
            let quad = self.order.restore(self.data.sorted(self.order)[at]);
            if self.bound.iter().zip(quad).any(|(bound, part)| bound.is_some_and(|bound| bound != part)) {
                continue;
            }
            let [s, p, o, g] = quad;
            if self.graphs == Graphs::Merged && self.last.replace([s, p, o]) == Some([s, p, o]) {
                continue;
            }
            return Some(Ok(InternalQuad {
                subject: Item::Kept(s),
                predicate: Item::Kept(p),
                object: Item::Kept(o),
                graph_name: (self.graphs == Graphs::Named).then_some(Item::Kept(g)),
            }));
        }
        None
    }
}

/// A term in a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// One of the dataset.
    Kept(u32),
    /// One that the query made, and that the dataset does not hold.
    Made(Arc<Term>),
}

/// Why a dataset gives no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum DatasetError {
    /// The query was stopped.
    #[error("the query was stopped")]
    Stopped,
    /// What is kept is no term.
    #[error("no term of RDF: {0}")]
    Term(String),
}

/// A dataset as one query sees it.
pub(super) struct Queried {
    data: Arc<Dataset>,
    token: CancellationToken,
}

impl Queried {
    /// The dataset, for a query that ends when the token is cancelled.
    pub(super) fn new(data: Arc<Dataset>, token: CancellationToken) -> Self {
        Self { data, token }
    }

    /// The evaluator looks at the token at every quad that it reads, but not at every row that it computes on.
    fn go_on(&self) -> Result<(), DatasetError> {
        if self.token.is_cancelled() { Err(DatasetError::Stopped) } else { Ok(()) }
    }
}

impl QueryableDataset<'static> for Queried {
    type InternalTerm = Item;
    type Error = DatasetError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Item>,
        predicate: Option<&Item>,
        object: Option<&Item>,
        graph_name: Option<Option<&Item>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Item>, DatasetError>> + use<> {
        let asked = [subject, predicate, object, graph_name.flatten()];
        let bound = asked.map(|part| match part {
            Some(Item::Kept(number)) => Some(*number),
            _ => None,
        });
        let graphs = if graph_name == Some(None) { Graphs::Merged } else { Graphs::Named };
        let (order, range) = if asked.iter().any(|part| matches!(part, Some(Item::Made(_)))) {
            (Order::Spog, 0..0)
        } else {
            self.data.plan(bound)
        };
        Matches { data: Arc::clone(&self.data), order, range, bound, graphs, last: None }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Item, DatasetError>> + use<> {
        let (data, mut at) = (Arc::clone(&self.data), 0);
        std::iter::from_fn(move || {
            let graph = data.sorted(Order::Gspo).get(at)?[0];
            at = data.range(Order::Gspo, &[graph]).end;
            Some(Ok(Item::Kept(graph)))
        })
    }

    fn contains_internal_graph_name(&self, graph: &Item) -> Result<bool, DatasetError> {
        let Item::Kept(number) = graph else { return Ok(false) };
        Ok(!self.data.range(Order::Gspo, &[*number]).is_empty())
    }

    fn internalize_term(&self, term: Term) -> Result<Item, DatasetError> {
        self.go_on()?;
        Ok(match self.data.terms.find(&term.to_string()) {
            Some(number) => Item::Kept(number),
            None => Item::Made(Arc::new(term)),
        })
    }

    fn externalize_term(&self, term: Item) -> Result<Term, DatasetError> {
        self.go_on()?;
        match term {
            Item::Kept(number) => terms::parse(self.data.terms.get(number)).map_err(DatasetError::Term),
            Item::Made(term) => Ok(Arc::unwrap_or_clone(term)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset() -> Dataset {
        let mut builder = Builder::default();
        for (graph, lines) in [
            ("http://e.org/2", "<a> <p> <b> .\n<a> <q> \"1.50\" .\n<b> <p> <a> .\n"),
            ("http://e.org/1", "<a> <p> <b> .\n<c> <p> <b> .\n"),
        ] {
            builder.add(&NamedNode::new_unchecked(graph), &Numbered::of_lines(lines.to_owned()).unwrap());
        }
        builder.finish()
    }

    /// Every pattern gives what a scan of all quads gives.
    #[test]
    fn patterns_are_ranges_of_what_is_there() {
        let data = Arc::new(dataset());
        let queried = Queried::new(Arc::clone(&data), CancellationToken::new());
        let all: Vec<[u32; 4]> = data.sorted(Order::Spog).to_vec();
        let terms: Vec<Option<u32>> = (0..8).map(Some).chain([None]).collect();
        let mut checked = 0;
        for &s in &terms {
            for &p in &terms {
                for &o in &terms {
                    for g in [None, Some(None), Some(Some(4)), Some(Some(5)), Some(Some(7))] {
                        let item = |n: Option<u32>| n.map(Item::Kept);
                        let (s_, p_, o_, g_) = (item(s), item(p), item(o), g.map(item));
                        let found: Vec<[u32; 4]> = queried
                            .internal_quads_for_pattern(
                                s_.as_ref(),
                                p_.as_ref(),
                                o_.as_ref(),
                                g_.as_ref().map(|g| g.as_ref()),
                            )
                            .map(|quad| {
                                let quad = quad.unwrap();
                                [Some(quad.subject), Some(quad.predicate), Some(quad.object), quad.graph_name].map(
                                    |t| match t {
                                        Some(Item::Kept(n)) => n,
                                        _ => u32::MAX,
                                    },
                                )
                            })
                            .collect();
                        let mut expected: Vec<[u32; 4]> = all
                            .iter()
                            .filter(|quad| {
                                [s, p, o, g.flatten()].iter().zip(**quad).all(|(b, part)| b.is_none_or(|b| b == part))
                            })
                            .map(|&[s, p, o, gg]| [s, p, o, if g == Some(None) { u32::MAX } else { gg }])
                            .collect();
                        expected.dedup();
                        let mut sorted = found.clone();
                        sorted.sort_unstable();
                        assert_eq!(sorted, expected, "{s:?} {p:?} {o:?} {g:?}");
                        checked += found.len();
                    }
                }
            }
        }
        assert!(checked > 100);
    }

    #[test]
    fn graphs_are_known_by_their_quads() {
        let data = Arc::new(dataset());
        let queried = Queried::new(Arc::clone(&data), CancellationToken::new());
        let graphs: Vec<String> = queried
            .internal_named_graphs()
            .map(|graph| queried.externalize_term(graph.unwrap()).unwrap().to_string())
            .collect();
        assert_eq!(graphs, ["<http://e.org/2>", "<http://e.org/1>"]);
        assert!(data.has_graph(&NamedNode::new_unchecked("http://e.org/1")));
        assert!(!data.has_graph(&NamedNode::new_unchecked("a")));
    }

    #[test]
    fn a_stopped_query_gets_no_terms() {
        let token = CancellationToken::new();
        let queried = Queried::new(Arc::new(dataset()), token.clone());
        let term = Term::from(oxigraph::model::Literal::from(7));
        assert!(matches!(queried.internalize_term(term.clone()), Ok(Item::Made(_))));
        token.cancel();
        assert!(matches!(queried.internalize_term(term), Err(DatasetError::Stopped)));
    }
}
