//! SPARQL queries: parsing with the profile's prefixes, time limits, answers.

use std::collections::HashSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator,
};
use oxigraph::store::Store as Oxigraph;

use super::syntax::SyntaxError;
use super::{Prefixes, StoreError};

/// Rows that the evaluating thread may be ahead of the reader.
const AHEAD: usize = 1024;

/// How to run a query.
#[derive(Debug, Clone, Default)]
pub struct QueryOptions {
    /// Stop the query after this long. The time to load the store does not count. None: no limit.
    pub timeout: Option<Duration>,
    /// The prefixes that the query need not declare; the profile's own by default.
    pub prefixes: Prefixes,
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

/// A query that is parsed and ready to run.
pub(super) struct Prepared {
    query: PreparedSparqlQuery,
    token: CancellationToken,
    timeout: Option<Duration>,
    /// Whether the query may look into named graphs.
    pub(super) named_graphs: bool,
}

impl Prepared {
    /// Parses a query.
    pub(super) fn parse(query: &str, options: &QueryOptions) -> Result<Self, StoreError> {
        let token = CancellationToken::new();
        let mut evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
        for (prefix, namespace) in options.prefixes.iter() {
            evaluator = evaluator
                .with_prefix(prefix, namespace)
                .map_err(|e| StoreError::Evaluation(format!("prefix {prefix}: {e}")))?;
        }
        let parsed = evaluator.parse_query(query).map_err(|e| SyntaxError::new(query, &e.to_string()))?;
        Ok(Self { query: parsed, token, timeout: options.timeout, named_graphs: may_name_graphs(query) })
    }

    /// Runs the query; the clock starts here.
    pub(super) fn run(self, store: &Oxigraph) -> Result<Answer, StoreError> {
        match self.timeout {
            Some(timeout) => self.run_for(store, timeout),
            None => Ok(match self.query.on_store(store).execute().map_err(|e| failed(&e))? {
                QueryResults::Boolean(value) => Answer::Boolean(value),
                QueryResults::Solutions(rows) => Answer::Solutions(Solutions {
                    variables: rows.variables().to_vec(),
                    rows: Box::new(rows.map(|row| row.map_err(|e| failed(&e)))),
                }),
                QueryResults::Graph(triples) => Answer::Triples(Triples {
                    triples: Box::new(triples.map(|triple| triple.map_err(|e| failed(&e)))),
                    seen: HashSet::new(),
                }),
            }),
        }
    }

    /// Runs the query in a thread of its own, and waits no longer than the timeout.
    ///
    /// oxigraph looks at the cancellation token only when it reads a quad. A join of rows that are read already
    /// runs on to its end, so that waiting for the evaluator to notice could take hours.
    fn run_for(self, store: &Oxigraph, timeout: Duration) -> Result<Answer, StoreError> {
        let limit = Limit { deadline: Instant::now() + timeout, timeout, token: self.token };
        let (sender, receiver) = channel();
        let store = store.clone();
        thread::spawn(move || {
            match self.query.on_store(&store).execute() {
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
        let kind = limit.receive(&receiver).unwrap_or_else(|| Err(limit.expired()))?;
        Ok(match kind {
            Kind::Boolean(value) => Answer::Boolean(value),
            Kind::Solutions(variables, rows) => Answer::Solutions(Solutions { variables, rows: limit.rows(rows) }),
            Kind::Triples(triples) => Answer::Triples(Triples { triples: limit.rows(triples), seen: HashSet::new() }),
        })
    }
}

/// What the evaluating thread finds first; the rows follow in a channel of their own.
enum Kind {
    Boolean(bool),
    Solutions(Vec<Variable>, Receiver<Result<QuerySolution, StoreError>>),
    Triples(Receiver<Result<Triple, StoreError>>),
}

/// The end of a query's time. Dropping it tells the evaluating thread to stop when it can.
struct Limit {
    deadline: Instant,
    timeout: Duration,
    token: CancellationToken,
}

impl Limit {
    /// The next message; an error once the time is over; none where the sender is done.
    fn receive<T>(&self, receiver: &Receiver<Result<T, StoreError>>) -> Option<Result<T, StoreError>> {
        match receiver.recv_timeout(self.deadline.saturating_duration_since(Instant::now())) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => Some(Err(self.expired())),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// The rows as they come, up to the end or the first error.
    fn rows<T: 'static>(self, receiver: Receiver<Result<T, StoreError>>) -> Found<T> {
        let mut over = false;
        Box::new(std::iter::from_fn(move || {
            let row = if over { None } else { self.receive(&receiver) };
            over = !matches!(row, Some(Ok(_)));
            row
        }))
    }

    fn expired(&self) -> StoreError {
        StoreError::Timeout(self.timeout)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        self.token.cancel();
    }
}

fn failed(error: &QueryEvaluationError) -> StoreError {
    StoreError::Evaluation(match error {
        QueryEvaluationError::UnsupportedService(name) => {
            format!("SERVICE {name} would ask another server, and this program never goes to the network")
        }
        _ => error.to_string(),
    })
}

/// Whether the words GRAPH or FROM can be in the query. Seeing one where there is none (in a comment)
/// costs time only, so the text is searched and not the algebra; an escape may hide any word.
fn may_name_graphs(query: &str) -> bool {
    query.contains('\\')
        || query
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word.eq_ignore_ascii_case("graph") || word.eq_ignore_ascii_case("from"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_that_name_graphs_are_seen() {
        for (query, expected) in [
            ("SELECT * WHERE { ?s ?p ?o }", false),
            ("SELECT ?paragraph WHERE { ?s ng:graphic ?from_x }", false),
            ("SELECT * WHERE { graph ?g { ?s ?p ?o } }", true),
            ("SELECT * FROM<http://example.org/g> { ?s ?p ?o }", true),
            ("SELECT * { \\u0047RAPH ?g { ?s ?p ?o } }", true),
        ] {
            assert_eq!(may_name_graphs(query), expected, "{query}");
        }
    }
}
