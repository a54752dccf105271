//! Articles → annotations or N-Quads, many at a time.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use newsgraph::annotate::Annotations;
use newsgraph::annotate::record::Record;
use newsgraph::graph::{self, Names, Options};
use newsgraph::kb::Kb;
use newsgraph::lexicon::Lexicon;
use newsgraph::model::Engine;
use newsgraph::pipeline::{self, in_order};
use newsgraph::source::{self, InputFormat, ReadOptions};
use newsgraph::store::{Format, GraphWriter, Prefixes};
use newsgraph::text::Article;
use oxigraph::model::{NamedNode, Quad};
use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;

/// What reading one article gave: the result, or why there is none.
type Outcome<T> = Result<T, String>;

/// Reads articles on all cores. Copies in threads are safe: it is never changed.
#[pyclass(frozen, module = "newsgraph._native")]
pub(crate) struct Reader {
    reader: pipeline::Reader,
    options: Arc<Options>,
    jobs: usize,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (*, base=None, lexicon=Vec::new(), jobs=None, keep_text=true))]
    fn new(
        py: Python<'_>,
        base: Option<String>,
        lexicon: Vec<PathBuf>,
        jobs: Option<NonZeroUsize>,
        keep_text: bool,
    ) -> PyResult<Self> {
        let own = lexicon.iter().map(|path| {
            let text =
                std::fs::read_to_string(path).map_err(|e| PyOSError::new_err(format!("{}: {e}", path.display())))?;
            Ok((path, text))
        });
        let own = own.collect::<PyResult<Vec<_>>>()?;
        let mut options = Options::new(base.as_deref().unwrap_or(graph::DEFAULT_BASE))
            .map_err(|e| PyValueError::new_err(e.to_string()))?;
        py.detach(|| {
            let mut lexicon = Lexicon::embedded();
            for (path, text) in own {
                lexicon.extend(path, &text).map_err(|e| PyValueError::new_err(e.to_string()))?;
            }
            let fault = |e: &dyn std::fmt::Display| PyRuntimeError::new_err(e.to_string());
            let engine = Engine::embedded().map_err(|e| fault(&e))?;
            let reader = pipeline::Reader::new(engine, lexicon, Kb::embedded().map_err(|e| fault(&e))?);
            options.text = keep_text;
            reader.model_version().clone_into(&mut options.model);
            reader.kb().version().clone_into(&mut options.kb);
            let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
            Ok(Self { reader, options: Arc::new(options), jobs: jobs.map_or_else(cores, NonZeroUsize::get) })
        })
    }

    /// For each JSON line, its annotations as a JSON line and None, or None and why there are none.
    fn annotate(&self, py: Python<'_>, lines: Vec<Vec<u8>>) -> Vec<(Option<String>, Option<String>)> {
        let results = py.detach(|| {
            self.each(&lines, |article, layers, options| {
                let names = Names::new(article, options);
                let record = Record::new(article, layers, |e| Some(names.entity(layers, e)));
                serde_json::to_string(&record).map_err(|e| e.to_string())
            })
        });
        results.into_iter().map(pair).collect()
    }

    /// For each JSON line, the IRI of the article's graph with its N-Quads and None, or None and why there are none.
    #[allow(clippy::type_complexity, reason = "the shape that Python sees")]
    fn nquads(&self, py: Python<'_>, lines: Vec<Vec<u8>>) -> Vec<(Option<(String, String)>, Option<String>)> {
        let results = py.detach(|| {
            self.each(&lines, |article, layers, options| {
                let (graph, quads) = graph::quads(article, layers, options);
                Ok((graph.as_str().to_owned(), written(&graph, &quads).map_err(|e| e.to_string())?))
            })
        });
        results.into_iter().map(pair).collect()
    }

    /// Version of the weights: the first digits of their SHA-256.
    #[getter]
    fn model_version(&self) -> &'static str {
        self.reader.model_version()
    }
}

impl Reader {
    /// The quads of each JSON line's article, for a graph in memory or on disk.
    pub(crate) fn quads(&self, lines: &[Vec<u8>]) -> Vec<Outcome<(NamedNode, Vec<Quad>)>> {
        self.each(lines, |article, layers, options| Ok(graph::quads(article, layers, options)))
    }

    /// `work` on the article of each line, in the order of the lines.
    fn each<R: Send>(
        &self,
        lines: &[Vec<u8>],
        work: impl Fn(&Article, &Annotations, &Options) -> Outcome<R> + Sync,
    ) -> Vec<Outcome<R>> {
        let mut results = Vec::with_capacity(lines.len());
        in_order(
            self.jobs.min(lines.len()),
            lines.iter(),
            || self.reader.on_threads(1),
            |reader, line| {
                let article = article(line)?;
                let layers = reader.annotate_guarded(&article)?;
                work(&article, &layers, &self.options)
            },
            |result| {
                results.push(result);
                true
            },
        );
        results
    }
}

/// The article of a JSON line.
fn article(line: &[u8]) -> Outcome<Article> {
    let options = ReadOptions { format: Some(InputFormat::Jsonl), ..ReadOptions::default() };
    let mut reader = source::read_from("article", std::io::Cursor::new(line.to_vec()), &options);
    match reader.next() {
        Some(Ok(article)) => Ok(article),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("there is no article in an empty line".to_owned()),
    }
}

fn written(graph: &NamedNode, quads: &[Quad]) -> std::io::Result<String> {
    let mut writer = GraphWriter::new(Format::NQuads, Vec::new(), &Prefixes::default());
    writer.write_article(graph, quads)?;
    String::from_utf8(writer.finish()?).map_err(std::io::Error::other)
}

fn pair<T>(outcome: Outcome<T>) -> (Option<T>, Option<String>) {
    match outcome {
        Ok(value) => (Some(value), None),
        Err(message) => (None, Some(message)),
    }
}
