//! A store of articles, to be asked with SPARQL.

use std::path::PathBuf;
use std::time::Duration;

use newsgraph::identity::{self, Identity, Overrides};
use newsgraph::store::{Answer, Format, GraphWriter, QueryOptions, Store};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyOSError, PyTimeoutError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PyString};

use crate::reader::Reader;

/// Articles' graphs, in memory or in a file.
#[pyclass(frozen, module = "newsgraph._native")]
pub(crate) struct Graph {
    store: Store,
}

#[pymethods]
impl Graph {
    /// An empty graph in memory.
    #[new]
    fn new() -> PyResult<Self> {
        Self::named(Store::memory(), Overrides::default())
    }

    /// Opens a store; `write` to add articles to it, else it must be there and is not changed.
    #[staticmethod]
    #[pyo3(signature = (path, *, write=false))]
    fn open(py: Python<'_>, path: PathBuf, write: bool) -> PyResult<Self> {
        py.detach(|| {
            let store = if write { Store::open(&path) } else { Store::open_read_only(&path) };
            let store = store.map_err(|e| PyOSError::new_err(e.to_string()))?;
            let overrides =
                Overrides::read(&identity::beside(&path)).map_err(|e| PyValueError::new_err(e.to_string()))?;
            Self::named(store, overrides)
        })
    }

    /// Reads the articles of JSON lines into the graph, as one transaction. For each line, why it could not be read, or
    /// None.
    fn add(&self, py: Python<'_>, reader: &Reader, lines: Vec<Vec<u8>>) -> PyResult<Vec<Option<String>>> {
        py.detach(|| {
            let mut errors = Vec::with_capacity(lines.len());
            let mut articles = Vec::new();
            for outcome in reader.quads(&lines) {
                match outcome {
                    Ok(article) => {
                        articles.push(article);
                        errors.push(None);
                    }
                    Err(message) => errors.push(Some(message)),
                }
            }
            self.store.replace_articles(&articles).map_err(|e| PyOSError::new_err(e.to_string()))?;
            Ok(errors)
        })
    }

    /// How many quads there are.
    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        py.detach(|| self.store.len()).map_err(|e| PyOSError::new_err(e.to_string()))
    }

    /// The IRIs of the articles.
    fn articles(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let articles = py.detach(|| self.store.articles()).map_err(|e| PyOSError::new_err(e.to_string()))?;
        Ok(articles.into_iter().map(|graph| graph.into_string()).collect())
    }

    /// Answers a SPARQL query: dictionaries for SELECT, a truth value for ASK, N-Triples for CONSTRUCT and DESCRIBE.
    #[pyo3(signature = (query, *, timeout=None))]
    fn query<'py>(&self, py: Python<'py>, query: &str, timeout: Option<f64>) -> PyResult<Bound<'py, PyAny>> {
        let timeout = timeout.map(Duration::try_from_secs_f64).transpose();
        let timeout = timeout.map_err(|_| PyValueError::new_err("timeout: give seconds above 0"))?;
        let answer = py.detach(|| {
            let prefixes = self.store.prefixes()?;
            Ok(match self.store.query(query, &QueryOptions { timeout, prefixes, ..QueryOptions::default() })? {
                Answer::Boolean(truth) => Found::Truth(truth),
                Answer::Solutions(rows) => {
                    let names = rows.variables().iter().map(|v| v.as_str().to_owned()).collect();
                    Found::Rows(names, rows.into_rows()?)
                }
                Answer::Triples(triples) => Found::Triples(triples.collect::<Result<Vec<_>, _>>()?),
            })
        });
        match answer.map_err(|e| fault(&e))? {
            Found::Truth(truth) => Ok(PyBool::new(py, truth).to_owned().into_any()),
            Found::Triples(triples) => {
                let lines: String = triples.iter().map(|t| format!("{t} .\n")).collect();
                Ok(PyString::new(py, &lines).into_any())
            }
            Found::Rows(names, rows) => {
                let list = PyList::empty(py);
                for row in rows {
                    let solution = PyDict::new(py);
                    for (name, term) in names.iter().zip(row) {
                        solution.set_item(name, term.map(|t| value(py, t)).transpose()?)?;
                    }
                    list.append(solution)?;
                }
                Ok(list.into_any())
            }
        }
    }

    /// All articles in a format of RDF: ttl, nt, nq, trig, rdf or jsonld.
    #[pyo3(signature = (format="ttl"))]
    fn serialize(&self, py: Python<'_>, format: &str) -> PyResult<String> {
        let format: Format = Format::from_name(format)
            .ok_or_else(|| PyValueError::new_err(format!("{format}: no format; use {}", Format::NAMES.join(", "))))?;
        py.detach(|| {
            let prefixes = self.store.prefixes().map_err(|e| fault(&e))?;
            let written = self.store.write_to(GraphWriter::new(format, Vec::new(), &prefixes));
            let written = written.map_err(|e| PyOSError::new_err(e.to_string()))?;
            String::from_utf8(written).map_err(|e| PyOSError::new_err(e.to_string()))
        })
    }
}

impl Graph {
    fn named(store: Store, overrides: Overrides) -> PyResult<Self> {
        let store = store.named_by(Identity::new(overrides)).map_err(|e| PyOSError::new_err(e.to_string()))?;
        Ok(Self { store })
    }
}

/// An answer, read to its end while Python was free to do something else.
enum Found {
    Truth(bool),
    Rows(Vec<String>, Vec<Vec<Option<Term>>>),
    Triples(Vec<oxigraph::model::Triple>),
}

fn fault(error: &newsgraph::store::StoreError) -> PyErr {
    use newsgraph::store::StoreError;
    match error {
        StoreError::Syntax(_) => PyValueError::new_err(error.to_string()),
        StoreError::Timeout(..) => PyTimeoutError::new_err(error.to_string()),
        _ => PyOSError::new_err(error.to_string()),
    }
}

/// A term as Python has it: numbers and truth values as such, all else as text.
fn value(py: Python<'_>, term: Term) -> PyResult<Bound<'_, PyAny>> {
    match term {
        Term::NamedNode(node) => node.into_string().into_bound_py_any(py),
        Term::Literal(literal) => number(py, &literal).unwrap_or_else(|| literal.value().into_bound_py_any(py)),
        other => other.to_string().into_bound_py_any(py),
    }
}

fn number<'py>(py: Python<'py>, literal: &Literal) -> Option<PyResult<Bound<'py, PyAny>>> {
    let (kind, text) = (literal.datatype(), literal.value());
    let whole = [xsd::INTEGER, xsd::NON_NEGATIVE_INTEGER, xsd::POSITIVE_INTEGER, xsd::INT, xsd::LONG];
    if whole.contains(&kind) {
        return Some(text.parse::<i64>().ok()?.into_bound_py_any(py));
    }
    if [xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&kind) {
        return Some(text.parse::<f64>().ok()?.into_bound_py_any(py));
    }
    (kind == xsd::BOOLEAN).then(|| matches!(text, "true" | "1").into_bound_py_any(py))
}
