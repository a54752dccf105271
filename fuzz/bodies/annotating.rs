//! The whole way from a text to a graph that keeps to the profile.

use std::sync::LazyLock;

use newsgraph::graph::{self, Options};
use newsgraph::pipeline::Reader;
use newsgraph::source;
use newsgraph::store::Store;
use newsgraph::text::Span;
use newsgraph::verify::verify;

use super::material::Choices;
use super::readers::check_quads;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

/// A text is read the same twice, its spans lie on its characters, and nothing is wrong with its graph.
pub(super) fn annotate(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let published = choices.one(&[None, Some("2024-02-29"), Some("9999-12-31")]);
    let text = choices.text(40);
    let mut article = source::from_text("fuzz", text.as_str());
    article.published = published.map(|day| day.parse().unwrap());
    let reader = READER.on_threads(1);
    let layers = reader.annotate(&article).unwrap();
    assert_eq!(layers, reader.annotate(&article).unwrap(), "{text:?}");
    let mut end = 0;
    for word in layers.syntax.words() {
        assert!(word.span.start >= end && !word.span.of(&text).is_empty(), "{text:?}");
        end = word.span.end;
    }
    let spans = layers.mentions.iter().map(|m| m.span).chain(layers.times.iter().map(|t| t.span));
    let spans = spans.chain(layers.quantities.iter().map(|q| q.span)).chain(layers.dateline_places.iter().copied());
    for span in spans.collect::<Vec<Span>>() {
        assert!(!span.of(&text).trim().is_empty(), "{span:?} of {text:?}");
    }
    let (graph, quads) = graph::quads(&article, &layers, &Options::default());
    check_quads(&graph, &quads);
    let store = Store::memory();
    store.replace_article(&graph, quads).unwrap();
    let report = verify(&store).unwrap();
    assert!(report.findings.is_empty(), "{text:?}: {:#?}", report.findings);
}
