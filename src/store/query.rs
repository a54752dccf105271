//! SPARQL queries: parsing with the profile's prefixes, time limits, answers.

use std::collections::HashSet;
use std::fmt;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolution, QuerySolutionIter,
    QueryTripleIter, SparqlEvaluator,
};
use oxigraph::store::Store as Oxigraph;

use super::{Prefixes, StoreError};

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
    rows: QuerySolutionIter<'static>,
    limit: Limit,
}

/// The triples that answer a CONSTRUCT or DESCRIBE query, found one after the other, each once.
pub struct Triples {
    triples: QueryTripleIter<'static>,
    /// The evaluator gives a triple once for each way to construct it.
    seen: HashSet<Triple>,
    limit: Limit,
}

impl Solutions {
    /// The columns.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        self.rows.variables()
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
        Some(self.rows.next()?.map_err(|e| self.limit.error(&e)))
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
                Err(e) => return Some(Err(self.limit.error(&e))),
            }
        }
    }
}

/// Where a query breaks the grammar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SyntaxError {
    /// The line, from 1; 0 where the place is not known.
    pub line: usize,
    /// The column in characters, from 1; 0 where the place is not known.
    pub column: usize,
    /// The text of that line.
    pub text: String,
    /// What is wrong, or what could stand there.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return write!(f, "the query has an error: {}", self.message);
        }
        let Self { line, column, text, message } = self;
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        // Tabs must stay tabs, so that the mark stands under its character.
        let indent: String =
            text.chars().take(column.saturating_sub(1)).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        write!(f, "the query has an error in line {line}, column {column}\n{number} | {text}\n{margin} | {indent}^ {message}")
    }
}

/// A query that is parsed and ready to run.
pub(super) struct Prepared {
    query: PreparedSparqlQuery,
    limit: Limit,
    /// Whether the query may look into named graphs.
    pub(super) named_graphs: bool,
}

impl Prepared {
    /// Parses a query.
    pub(super) fn parse(query: &str, options: &QueryOptions) -> Result<Self, StoreError> {
        let limit = Limit { token: CancellationToken::new(), timeout: options.timeout, done: None };
        let mut evaluator =
            SparqlEvaluator::new().with_cancellation_token(limit.token.clone());
        for (prefix, namespace) in options.prefixes.iter() {
            evaluator = evaluator
                .with_prefix(prefix, namespace)
                .map_err(|e| StoreError::Evaluation(format!("prefix {prefix}: {e}")))?;
        }
        let parsed = evaluator.parse_query(query).map_err(|e| syntax_error(query, &e.to_string()))?;
        Ok(Self { query: parsed, limit, named_graphs: may_name_graphs(query) })
    }

    /// Runs the query; the clock starts here.
    pub(super) fn run(mut self, store: &Oxigraph) -> Result<Answer, StoreError> {
        self.limit.start();
        match self.query.on_store(store).execute() {
            Ok(QueryResults::Boolean(value)) => Ok(Answer::Boolean(value)),
            Ok(QueryResults::Solutions(rows)) => Ok(Answer::Solutions(Solutions { rows, limit: self.limit })),
            Ok(QueryResults::Graph(triples)) => Ok(Answer::Triples(Triples { triples, seen: HashSet::new(), limit: self.limit })),
            Err(e) => Err(self.limit.error(&e)),
        }
    }
}

/// A time limit: while it lives, a thread waits to cancel the query.
struct Limit {
    token: CancellationToken,
    timeout: Option<Duration>,
    /// Dropped with the limit, which tells the thread to end.
    done: Option<Sender<()>>,
}

impl Limit {
    fn start(&mut self) {
        let Some(timeout) = self.timeout else { return };
        let (sender, receiver) = channel();
        self.done = Some(sender);
        let token = self.token.clone();
        thread::spawn(move || {
            if receiver.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout) {
                token.cancel();
            }
        });
    }

    fn error(&self, error: &QueryEvaluationError) -> StoreError {
        match (error, self.timeout) {
            (QueryEvaluationError::Cancelled, Some(timeout)) => StoreError::Timeout(timeout),
            (QueryEvaluationError::UnsupportedService(name), _) => StoreError::Evaluation(format!(
                "SERVICE {name} would ask another server, and this program never goes to the network"
            )),
            _ => StoreError::Evaluation(error.to_string()),
        }
    }
}

/// Whether the words GRAPH or FROM can be in the query. Seeing one where there is none (in a comment)
/// costs time only, so the text is searched and not the algebra; an escape may hide any word.
fn may_name_graphs(query: &str) -> bool {
    query.contains('\\')
        || query
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word.eq_ignore_ascii_case("graph") || word.eq_ignore_ascii_case("from"))
}

/// Takes line and column out of the parser's message ("error at 2:14: expected one of …").
fn syntax_error(query: &str, message: &str) -> SyntaxError {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let (column, rest) = rest.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, rest.trim()))
    });
    match place {
        Some((line, column, message)) => SyntaxError {
            line,
            column,
            text: query.lines().nth(line - 1).unwrap_or_default().to_owned(),
            message: shorten(message),
        },
        None => SyntaxError { line: 0, column: 0, text: String::new(), message: message.to_owned() },
    }
}

/// The parser lists every token that could follow, spaces and comments too: keep what tells something.
fn shorten(message: &str) -> String {
    let Some(list) = message.strip_prefix("expected one of ") else { return message.to_owned() };
    let telling: Vec<&str> = list
        .split(", ")
        .filter(|token| !token.starts_with('[') && !token.starts_with("\"#\"") && !token.starts_with("['"))
        .collect();
    let shown = telling.iter().take(12).copied().collect::<Vec<_>>().join(", ");
    let more = if telling.len() > 12 { ", …" } else { "" };
    format!("expected {shown}{more}")
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

    #[test]
    fn a_syntax_error_shows_its_line() {
        let query = "SELECT ?s\nWHERE { ?s ?p }";
        let Err(StoreError::Syntax(error)) = Prepared::parse(query, &QueryOptions::default()).map(|_| ()) else {
            panic!("no syntax error");
        };
        assert_eq!((error.line, error.column), (2, 15), "{error}");
        assert_eq!(error.text, "WHERE { ?s ?p }");
        let shown = error.to_string();
        assert!(shown.contains("2 | WHERE { ?s ?p }\n  |               ^ expected"), "{shown}");
    }
}
