//! The engine, loaded once for all tests of a program, and articles to read with it.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use newsgraph::annotate::Annotations;
use newsgraph::graph::{self, Options};
use newsgraph::pipeline::Reader;
use newsgraph::source::{self, Input, ReadOptions};
use newsgraph::text::Article;
use oxigraph::model::{NamedNode, Quad};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

/// A reader on one thread: tests run beside each other.
pub(crate) fn reader() -> Reader {
    READER.on_threads(1)
}

/// An article with what was read in it, and its graph.
pub(crate) struct Read {
    pub(crate) article: Article,
    pub(crate) layers: Annotations,
    pub(crate) graph: NamedNode,
    pub(crate) quads: Vec<Quad>,
}

/// Reads an article and makes its graph.
pub(crate) fn read(article: Article) -> Read {
    let layers = reader().annotate(&article).unwrap();
    let (graph, quads) = graph::quads(&article, &layers, &Options::default());
    Read { article, layers, graph, quads }
}

/// An article of a text, published that day.
pub(crate) fn article(id: &str, text: &str, published: Option<&str>) -> Article {
    Article { published: published.map(|day| day.parse().unwrap()), ..source::from_text(id, text) }
}

/// The folder of the example articles.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The files in the folder of examples that hold articles, sorted.
pub(crate) fn example_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(examples())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "jsonl"))
        .collect();
    files.sort();
    files
}

/// The example articles, in the order of their files.
pub(crate) fn example_articles() -> Vec<Article> {
    let inputs: Vec<Input> = example_files().iter().map(Input::new).collect();
    let articles: Vec<Article> = source::read(&inputs, &ReadOptions::default()).map(|a| a.unwrap()).collect();
    assert!(articles.len() >= 9, "{} example articles", articles.len());
    articles
}

/// Articles written for these tests: quotes, letters of two and four bytes, counts, plans, denials, times.
pub(crate) fn own_articles() -> Vec<Article> {
    [
        (
            "dam.txt",
            "Dam in Vestria bursts after days of rain\n\n\
             KOLMÅS (Fjord News) – A dam near the town of Kolmås burst on Tuesday morning, and the river Ljusa flooded \
             more than 400 homes, officials said.\n\n\
             “We heard a roar like thunder,” said Ebba Sjölin, 67, a retired teacher. At least three people were \
             killed, and nearly 1,200 fled to Åsenby.\n\n\
             Prime Minister Göran Lindahl will visit the region on Thursday 🌊. He denied that the government had \
             ignored warnings from engineers of the University of Åsenby in 2019.\n\n\
             The power company Norrkraft, which runs the dam, may have to pay €35 million.\n",
            Some("2024-10-16"),
        ),
        (
            "border.txt",
            "Ceasefire talks fail\n\n\
             Rebels of the Northern Front (NF) attacked an army post in Bandara on October 3, killing 14 soldiers. The \
             army did not attack the rebels' camps in the hills.\n\n\
             Talks between General Idris Kamara and the rebel leader Fatou Sesay ended in Geneva last week without an \
             agreement. Sesay's spokesman said the NF would release 30 prisoners if the government withdrew its \
             troops from Port Marlow.\n\n\
             The United Nations urged both sides to extend the ceasefire. Kenya's foreign minister had offered to \
             mediate.\n",
            None,
        ),
        (
            "merger.txt",
            "Brightwell plans to buy Cassel & Roth\n\n\
             Brightwell Foods Inc. plans to acquire the Swiss chocolate maker Cassel & Roth for $2.4 billion, the \
             companies announced on Monday. The deal, expected to close in the second quarter of 2025, would create \
             the world's fourth-largest maker of sweets.\n\n\
             \"We won't lay off a single worker,\" chief executive Laura O'Neill told reporters in Zürich. Shares in \
             Brightwell fell 3.5% on Tuesday. In 2016 it bought Tasty Crumbs Ltd. for 80 million dollars.\n",
            Some("2024-12-03T09:30:00+01:00"),
        ),
    ]
    .into_iter()
    .map(|(id, text, published)| article(id, text, published))
    .collect()
}
