//! SPARQL queries: parsing with the profile's prefixes, limits of time and memory, answers.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Term, Triple, Variable};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator,
};
use oxigraph::store::Store as Oxigraph;

use super::dataset::{Dataset, Queried};
use super::syntax::SyntaxError;
use super::{Prefixes, StoreError};
use crate::bounds;

/// Rows that the evaluating thread may be ahead of the reader.
const AHEAD: usize = 1024;
/// How often the memory is looked at. A program can fill some tens of megabytes in that time.
const LOOK: Duration = Duration::from_millis(10);

/// How to run a query.
#[derive(Debug, Clone, Default)]
pub struct QueryOptions {
    /// Stop the query after this long. The time to load the store does not count. None: no limit.
    pub timeout: Option<Duration>,
    /// Stop the query when the program takes up more bytes of memory than this, the loaded store among them. None: no
    /// limit.
    pub memory: Option<u64>,
    /// The prefixes that the query need not declare; the profile's own by default.
    pub prefixes: Prefixes,
    /// What relative IRIs in the query are relative to.
    pub base: Option<NamedNode>,
    /// The graphs to query where the query does not say FROM. None: the merge of all, and each of them by name.
    pub graphs: Option<QueryGraphs>,
    /// Let SERVICE ask other servers. A program that was built without the feature `service` cannot, whatever this says.
    pub allow_service: bool,
}

/// The graphs that a query without FROM asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryGraphs {
    /// Merged, they are the default graph.
    pub default: Vec<NamedNode>,
    /// Seen by GRAPH alone.
    pub named: Vec<NamedNode>,
}

/// What a query answers.
pub enum Answer {
    /// To ASK.
    Boolean(bool),
    /// To SELECT: rows.
    Solutions(Solutions),
    /// To CONSTRUCT and DESCRIBE: triples.
    Triples(Triples),
}

/// The rows that answer a SELECT query, found one after the other.
pub struct Solutions {
    variables: Vec<Variable>,
    rows: Found<QuerySolution>,
}

/// The triples that answer a CONSTRUCT or DESCRIBE query, found one after the other, each once.
pub struct Triples {
    triples: Found<Triple>,
    /// The evaluator gives a triple once for each way to construct it.
    seen: HashSet<Triple>,
}

type Found<T> = Box<dyn Iterator<Item = Result<T, StoreError>>>;

impl Solutions {
    /// The columns.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// All rows, a term or none for each column.
    ///
    /// # Errors
    /// Where the evaluation fails or takes too long.
    pub fn into_rows(self) -> Result<Vec<Vec<Option<Term>>>, StoreError> {
        self.map(|row| row.map(|row| row.values().to_vec())).collect()
    }
}

impl Iterator for Solutions {
    type Item = Result<QuerySolution, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

impl Iterator for Triples {
    type Item = Result<Triple, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.triples.next()? {
                Ok(triple) if self.seen.contains(&triple) => {}
                Ok(triple) => {
                    self.seen.insert(triple.clone());
                    return Some(Ok(triple));
                }
                Err(e) => return Some(Err(e)),
            }
        }
    }
}

/// What a query is put to.
pub(super) enum Asked {
    Memory(Arc<Dataset>),
    Disk(Oxigraph),
}

impl Asked {
    fn has_graph(&self, graph: &NamedNode) -> Result<bool, StoreError> {
        match self {
            Self::Memory(dataset) => Ok(dataset.has_graph(graph)),
            Self::Disk(store) => {
                store.contains_named_graph(graph).map_err(|e| StoreError::Evaluation(format!("graph {graph}: {e}")))
            }
        }
    }
}

/// A query that is parsed and ready to run.
pub(super) struct Prepared {
    query: PreparedSparqlQuery,
    token: CancellationToken,
    timeout: Option<Duration>,
    memory: Option<u64>,
    /// The graphs that the query itself names with FROM.
    from: Vec<NamedNode>,
    /// Whether it needs a larger stack than threads have.
    heavy: bool,
}

/// A query that weighs more is parsed and run on a stack of its own.
const LIGHT: usize = 300;

impl Prepared {
    /// Parses a query.
    pub(super) fn parse(query: &str, options: &QueryOptions) -> Result<Self, StoreError> {
        let weight = bounds::weight(query).map_err(|e| SyntaxError::unplaced(&e.to_string()))?;
        if weight <= LIGHT {
            return Self::parse_here(query, options, false);
        }
        thread::scope(|scope| {
            let parser = thread::Builder::new().stack_size(bounds::STACK);
            let parsed = parser.spawn_scoped(scope, || Self::parse_here(query, options, true));
            parsed.map_err(|e| StoreError::Evaluation(e.to_string()))?.join().unwrap_or_else(|_| Err(gave_up()))
        })
    }

    fn parse_here(query: &str, options: &QueryOptions, heavy: bool) -> Result<Self, StoreError> {
        let token = CancellationToken::new();
        let parse = |query: &str| {
            evaluator(options)?
                .with_cancellation_token(token.clone())
                .parse_query(query)
                .map_err(|e| syntax_error(query, &e.to_string(), options))
        };
        let mut parsed = match parse(query) {
            Err(e) => match unescaped(query) {
                // An error is told in the user's own words.
                Some(plain) => parse(&plain).map_err(|_| e)?,
                None => return Err(e),
            },
            Ok(parsed) => parsed,
        };
        let from = named(&parsed);
        if let (Some(graphs), true) = (&options.graphs, parsed.dataset().is_default_dataset()) {
            let default = graphs.default.iter().cloned().map(GraphName::NamedNode).collect();
            let named = graphs.named.iter().cloned().map(NamedOrBlankNode::NamedNode).collect();
            parsed.dataset_mut().set_default_graph(default);
            parsed.dataset_mut().set_available_named_graphs(named);
        }
        Ok(Self { query: parsed, token, timeout: options.timeout, memory: options.memory, from, heavy })
    }

    /// Runs the query; the clock starts here.
    pub(super) fn run(self, asked: Asked) -> Result<Answer, StoreError> {
        for graph in &self.from {
            if !asked.has_graph(graph)? {
                return Err(StoreError::NoGraph(graph.clone()));
            }
        }
        if self.timeout.is_some() || self.memory.is_some() || self.heavy {
            return self.run_within_limits(asked);
        }
        Ok(match self.execute(asked).map_err(|e| failed(&e))? {
            QueryResults::Boolean(value) => Answer::Boolean(value),
            QueryResults::Solutions(rows) => Answer::Solutions(Solutions {
                variables: rows.variables().to_vec(),
                rows: Box::new(rows.map(|row| row.map_err(|e| failed(&e)))),
            }),
            QueryResults::Graph(triples) => Answer::Triples(Triples {
                triples: Box::new(triples.map(|triple| triple.map_err(|e| failed(&e)))),
                seen: HashSet::new(),
            }),
        })
    }

    fn execute(self, asked: Asked) -> Result<QueryResults<'static>, QueryEvaluationError> {
        match asked {
            Asked::Memory(dataset) => self.query.on_queryable_dataset(Queried::new(dataset, self.token)).execute(),
            Asked::Disk(store) => self.query.on_store(&store).execute(),
        }
    }

    /// Runs the query in a thread of its own, and waits no longer than the limits allow.
    ///
    /// oxigraph looks at the cancellation token only when it reads a quad or a term. A join of rows that are read
    /// already runs on to its end, so that waiting for the evaluator to notice could take hours.
    fn run_within_limits(self, asked: Asked) -> Result<Answer, StoreError> {
        let now = Instant::now();
        let mut limit = Limit {
            // A time that no clock reaches is no limit.
            deadline: self.timeout.and_then(|timeout| Some((now.checked_add(timeout)?, timeout))),
            memory: self.memory,
            looked: Cell::new(now),
            token: self.token.clone(),
            evaluation: None,
        };
        let (sender, receiver) = channel();
        let mut evaluator = thread::Builder::new();
        if self.heavy {
            evaluator = evaluator.stack_size(bounds::STACK);
        }
        let evaluation = evaluator.spawn(move || {
            match self.execute(asked) {
                Ok(QueryResults::Boolean(value)) => drop(sender.send(Ok(Kind::Boolean(value)))),
                Ok(QueryResults::Solutions(rows)) => {
                    let (found, receiver) = sync_channel(AHEAD);
                    let _ = sender.send(Ok(Kind::Solutions(rows.variables().to_vec(), receiver)));
                    // An error of sending means that nobody wants to know any more.
                    let _ = rows.map(|row| row.map_err(|e| failed(&e))).all(|row| found.send(row).is_ok());
                }
                Ok(QueryResults::Graph(triples)) => {
                    let (found, receiver) = sync_channel(AHEAD);
                    let _ = sender.send(Ok(Kind::Triples(receiver)));
                    let _ = triples.map(|row| row.map_err(|e| failed(&e))).all(|row| found.send(row).is_ok());
                }
                Err(e) => drop(sender.send(Err(failed(&e)))),
            }
        });
        limit.evaluation = Some(evaluation.map_err(|e| StoreError::Evaluation(e.to_string()))?);
        let kind = limit.receive(&receiver).unwrap_or_else(|| Err(gave_up()))?;
        Ok(match kind {
            Kind::Boolean(value) => Answer::Boolean(value),
            Kind::Solutions(variables, rows) => Answer::Solutions(Solutions { variables, rows: limit.rows(rows) }),
            Kind::Triples(triples) => Answer::Triples(Triples { triples: limit.rows(triples), seen: HashSet::new() }),
        })
    }
}

/// What parses and runs queries, and knows no network unless it is allowed.
fn evaluator(options: &QueryOptions) -> Result<SparqlEvaluator, StoreError> {
    let mut evaluator = SparqlEvaluator::new();
    #[cfg(feature = "service")]
    if !options.allow_service {
        evaluator = evaluator.without_default_http_service_handler();
    }
    if let Some(base) = &options.base {
        evaluator = evaluator
            .with_base_iri(base.as_str())
            .map_err(|e| StoreError::Evaluation(format!("the base {base} is no IRI: {e}")))?;
    }
    for (prefix, namespace) in options.prefixes.iter() {
        evaluator = evaluator
            .with_prefix(prefix, namespace)
            .map_err(|e| StoreError::Evaluation(format!("prefix {prefix}: {e}")))?;
    }
    Ok(evaluator)
}

/// The query with letters and digits for their escapes `\\u0061`, which SPARQL allows everywhere and the parser in
/// some places only. None where there are none.
fn unescaped(query: &str) -> Option<String> {
    let mut plain = String::with_capacity(query.len());
    let mut rest = query;
    let mut found = false;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let digits = match escape.as_bytes().get(1) {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let letter = escape
            .get(2..2 + digits)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32)
            .filter(|c| c.is_alphanumeric());
        let length = if let Some(letter) = letter {
            found = true;
            plain.push(letter);
            2 + digits
        } else {
            // Both of an escaped backslash.
            let length = 1 + escape.chars().nth(1).map_or(0, char::len_utf8);
            plain.push_str(&escape[..length]);
            length
        };
        rest = &escape[length..];
    }
    plain.push_str(rest);
    found.then_some(plain)
}

fn syntax_error(query: &str, message: &str, options: &QueryOptions) -> StoreError {
    if evaluator(options).is_ok_and(|evaluator| evaluator.parse_update(query).is_ok()) && !query.trim().is_empty() {
        return StoreError::Update;
    }
    SyntaxError::new(query, message).into()
}

/// The graphs that a query names with FROM and FROM NAMED.
fn named(query: &PreparedSparqlQuery) -> Vec<NamedNode> {
    let dataset = query.dataset();
    if dataset.is_default_dataset() {
        return Vec::new();
    }
    let default = dataset.default_graph_graphs().unwrap_or_default().iter().filter_map(|graph| match graph {
        GraphName::NamedNode(graph) => Some(graph.clone()),
        _ => None,
    });
    let named = dataset.available_named_graphs().unwrap_or_default().iter().filter_map(|graph| match graph {
        NamedOrBlankNode::NamedNode(graph) => Some(graph.clone()),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    default.chain(named).collect()
}

/// What the evaluating thread finds first; the rows follow in a channel of their own.
enum Kind {
    Boolean(bool),
    Solutions(Vec<Variable>, Receiver<Result<QuerySolution, StoreError>>),
    Triples(Receiver<Result<Triple, StoreError>>),
}

/// The end of a query's time and memory. Dropping it tells the evaluating thread to stop when it can.
struct Limit {
    deadline: Option<(Instant, Duration)>,
    memory: Option<u64>,
    /// When the memory was last looked at.
    looked: Cell<Instant>,
    token: CancellationToken,
    evaluation: Option<JoinHandle<()>>,
}

impl Limit {
    /// The next message; an error once the time is over or the memory full; none where the sender is done.
    fn receive<T>(&mut self, receiver: &Receiver<Result<T, StoreError>>) -> Option<Result<T, StoreError>> {
        loop {
            let wait = match self.wait() {
                Ok(wait) => wait,
                Err(e) => return Some(Err(e)),
            };
            match receiver.recv_timeout(wait) {
                Ok(message) => return Some(message),
                Err(RecvTimeoutError::Timeout) => {}
                // The sender is gone; whether in peace its thread tells.
                Err(RecvTimeoutError::Disconnected) => {
                    return self.evaluation.take().and_then(|thread| thread.join().err()).map(|_| Err(gave_up()));
                }
            }
        }
    }

    /// How long to wait before the limits are to be looked at again.
    fn wait(&self) -> Result<Duration, StoreError> {
        let now = Instant::now();
        // Looked at before every row: there may always be one more.
        let left = match self.deadline {
            Some((deadline, timeout)) if now >= deadline => return Err(StoreError::Timeout(timeout)),
            Some((deadline, _)) => deadline - now,
            None => Duration::MAX,
        };
        if self.memory.is_none() {
            return Ok(left);
        }
        if now.duration_since(self.looked.get()) >= LOOK {
            self.looked.set(now);
            check_memory(self.memory)?;
        }
        Ok(left.min(LOOK))
    }

    /// The rows as they come, up to the end or the first error.
    fn rows<T: 'static>(mut self, receiver: Receiver<Result<T, StoreError>>) -> Found<T> {
        let mut over = false;
        Box::new(std::iter::from_fn(move || {
            let row = if over { None } else { self.receive(&receiver) };
            over = !matches!(row, Some(Ok(_)));
            row
        }))
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        self.token.cancel();
    }
}

/// Whether the program takes up no more memory than it may.
///
/// # Errors
/// [`StoreError::Memory`] where it does, or where the system does not say how much it takes up.
pub(super) fn check_memory(limit: Option<u64>) -> Result<(), StoreError> {
    let Some(limit) = limit else { return Ok(()) };
    match memory_stats::memory_stats() {
        Some(used) if used.physical_mem as u64 <= limit => Ok(()),
        Some(_) => Err(StoreError::Memory(limit)),
        None => Err(StoreError::Evaluation("this system does not tell how much memory a program takes up".to_owned())),
    }
}

fn gave_up() -> StoreError {
    StoreError::Evaluation("the evaluator broke down; please report the query as a bug".to_owned())
}

fn failed(error: &QueryEvaluationError) -> StoreError {
    StoreError::Evaluation(match error {
        QueryEvaluationError::UnsupportedService(name) => {
            format!("SERVICE {name} would ask another server; queries reach no network unless --allow-service says so")
        }
        _ => error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn letters_are_unescaped_and_nothing_else() {
        for (query, expected) in [
            ("?x\\u0078 <\\u00e9\\U0001d49c>", Some("?xx <é𝒜>")),
            ("\"\\u0022 \\\\u0041 \\u0042\"", Some("\"\\u0022 \\\\u0041 B\"")),
            ("\"\\n\\é\\", None),
            ("\\u004", None),
            ("\\uD800", None),
            ("?x", None),
        ] {
            assert_eq!(unescaped(query).as_deref(), expected, "{query}");
        }
    }
}
