//! How fast articles become graphs: the example articles, repeated to 200.
//!
//! `cargo bench --bench pipeline`; one row with `cargo bench --bench pipeline -- cold`. Words are counted as items, so
//! that the throughput column reads in words a second. `docs/scores.md` says on which machine.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use std::thread::available_parallelism;

use divan::counter::ItemsCount;
use newsgraph::graph::{self, Options};
use newsgraph::lexicon::Lexicon;
use newsgraph::model::Engine;
use newsgraph::pipeline::{Reader, in_order};
use newsgraph::source::{self, Input, ReadOptions};
use newsgraph::store::{Format, GraphWriter, Prefixes};
use newsgraph::text::tokenize::words;
use newsgraph::text::{Article, Span};

const ARTICLES: usize = 200;

/// The articles under `examples/`, again and again.
static BATCH: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let articles = source::read(&[Input::new(folder)], &ReadOptions::default());
    let articles: Vec<Article> = articles.collect::<Result<_, _>>().expect("the examples can be read");
    articles.into_iter().cycle().take(ARTICLES).collect()
});

/// The example nearest to 600 words.
static ONE: LazyLock<&'static Article> =
    LazyLock::new(|| BATCH.iter().min_by_key(|article| spans(article).len().abs_diff(600)).expect("200 articles"));

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().expect("the shipped weights fit"));

fn main() {
    divan::main();
}

fn spans(article: &Article) -> Vec<Span> {
    words(&article.text, Span::new(0, article.text.len()))
}

fn batch_words() -> ItemsCount {
    ItemsCount::new(BATCH.iter().map(|article| spans(article).len()).sum::<usize>())
}

/// Workers to compare: one, and as many as there are cores.
fn workers() -> BTreeSet<usize> {
    BTreeSet::from([1, available_parallelism().map_or(1, Into::into)])
}

/// Text → N-Quads, a batch of 200 articles, the weights loaded.
#[divan::bench(args = workers(), sample_count = 3, sample_size = 1)]
fn batch_to_nquads(bencher: divan::Bencher, workers: usize) {
    LazyLock::force(&READER);
    bencher.counter(batch_words()).bench(|| {
        let mut writer = GraphWriter::new(Format::NQuads, Vec::new(), &Prefixes::default());
        let read = |reader: &mut Reader, article: &Article| {
            // As from a source: blocks are found anew.
            let article = source::from_text(article.id.as_str(), article.text.as_str());
            let layers = reader.annotate(&article).expect("the network runs");
            graph::quads(&article, &layers, &Options::default())
        };
        in_order(
            workers,
            BATCH.iter(),
            || READER.on_threads(1),
            read,
            |(graph, quads)| writer.write_article(&graph, &quads).is_ok(),
        );
        writer.finish().expect("a vector takes everything")
    });
}

/// The engine alone, a batch of 200 articles on one thread: words in; tags, trees, names and roles out.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn batch_engine_only(bencher: divan::Bencher) {
    let engine = Engine::embedded().expect("the shipped weights fit").on_threads(1);
    let batch: Vec<(&str, Vec<Vec<Span>>)> =
        BATCH.iter().map(|a| (a.text.as_str(), a.blocks.iter().map(|b| words(&a.text, b.span)).collect())).collect();
    bencher.counter(batch_words()).bench(|| {
        for (text, paragraphs) in &batch {
            divan::black_box(engine.read(text, paragraphs).expect("the network runs"));
        }
    });
}

/// From annotations to N-Quads, what the reading of the words costs left out.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn batch_graph_only(bencher: divan::Bencher) {
    let read: Vec<_> =
        BATCH.iter().take(ARTICLES / 10).map(|a| (a, READER.annotate(a).expect("the network runs"))).collect();
    bencher.counter(ItemsCount::new(read.iter().map(|(a, _)| spans(a).len()).sum::<usize>())).bench(|| {
        let mut writer = GraphWriter::new(Format::NQuads, Vec::new(), &Prefixes::default());
        for (article, layers) in &read {
            let (graph, quads) = graph::quads(article, layers, &Options::default());
            writer.write_article(&graph, &quads).expect("a vector takes everything");
        }
        writer.finish().expect("a vector takes everything")
    });
}

/// One article from nothing to Turtle: weights and lexicon are loaded each time, as by a fresh process.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn cold_article_to_turtle(bencher: divan::Bencher) {
    let text = &ONE.text;
    bencher.counter(ItemsCount::new(spans(&ONE).len())).bench(|| {
        let reader = Reader::embedded().expect("the shipped weights fit");
        turtle(&reader, &source::from_text("one.txt", text.as_str()))
    });
}

/// The same article with everything loaded.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn warm_article_to_turtle(bencher: divan::Bencher) {
    let text = &ONE.text;
    LazyLock::force(&READER);
    bencher
        .counter(ItemsCount::new(spans(&ONE).len()))
        .bench(|| turtle(&READER, &source::from_text("one.txt", text.as_str())));
}

/// Loading the weights and the lexicon.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn load() -> (Engine, Lexicon) {
    (Engine::embedded().expect("the shipped weights fit"), Lexicon::embedded())
}

fn turtle(reader: &Reader, article: &Article) -> Vec<u8> {
    let layers = reader.annotate(article).expect("the network runs");
    let (graph, quads) = graph::quads(article, &layers, &Options::default());
    let mut writer = GraphWriter::new(Format::Turtle, Vec::new(), &Prefixes::default());
    writer.write_article(&graph, &quads).expect("a vector takes everything");
    writer.finish().expect("a vector takes everything")
}
