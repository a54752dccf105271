//! The readers of articles.

use std::io::{Cursor, Write as _};

use newsgraph::annotate::Annotations;
use newsgraph::graph::{self, Options};
use newsgraph::source::{self, InputFormat, ReadOptions};
use newsgraph::store::Store;
use newsgraph::text::Article;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use super::material::Choices;

/// The formats that are read. A new reader is fuzzed as soon as its format stands here.
const READERS: &[InputFormat] = &[InputFormat::Text, InputFormat::Jsonl, InputFormat::Html];

/// The articles in the bytes, held to what all articles must be.
fn read(bytes: &[u8], format: Option<InputFormat>) -> Vec<Article> {
    let options = ReadOptions { format, max_article_bytes: 1 << 16, ..ReadOptions::default() };
    let all = || source::read_from("fuzz", Cursor::new(bytes.to_vec()), &options);
    let articles: Vec<Article> = all().flatten().collect();
    for article in &articles {
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start >= end && !block.span.of(&article.text).trim().is_empty(), "{block:?}");
            end = block.span.end;
            if let Some(dateline) = source::dateline(&article.text, block) {
                let text = dateline.span.of(&article.text);
                assert!(block.span.contains(dateline.span), "{text:?}");
                for part in [dateline.place, dateline.agency, dateline.date].into_iter().flatten() {
                    assert!(dateline.span.contains(part) && !part.of(&article.text).is_empty(), "{text:?}");
                }
            }
        }
        assert!(!article.text.trim().is_empty());
    }
    // What fails has a message of one line, and what comes after is read.
    for error in all().filter_map(Result::err) {
        assert!(!error.to_string().is_empty() && error.path() == "fuzz", "{error}");
    }
    let again: Vec<Article> = all().flatten().collect();
    assert_eq!(format!("{articles:?}"), format!("{again:?}"));
    articles
}

/// Any bytes, or any text, as a plain file.
pub(super) fn plain(bytes: &[u8]) {
    read(bytes, Some(InputFormat::Text));
    let text = Choices(bytes).text(60);
    let articles = read(text.as_bytes(), Some(InputFormat::Text));
    assert!(articles.iter().all(|a| !a.text.contains('\r')), "{text:?}");
}

/// Any bytes, and lines of broken JSON, as JSON lines.
pub(super) fn jsonl(bytes: &[u8]) {
    read(bytes, Some(InputFormat::Jsonl));
    let lines = Choices(bytes).pieces(JSON, 60);
    read(lines.as_bytes(), Some(InputFormat::Jsonl));
    read(lines.as_bytes(), None);
}

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"id\"",
    "\"text\":",
    "\"The minister resigned.\"",
    "\"title\":",
    "\"published\":",
    "\"2024-02-30\"",
    "\"url\":",
    "\"author\":",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud83c\\udf0a\"",
    "\\u0000",
    "\\ud8",
    "null",
    "true",
    "-1e999",
    "12",
    "\n",
    "\r\n",
    "{\"id\":\"a\",\"text\":\"Oslo.\"}",
    "{\"text\":\"a\\nb\"",
    "\u{feff}",
];

/// Any bytes, and tags in any order, as a web page.
pub(super) fn html(bytes: &[u8]) {
    read(bytes, Some(InputFormat::Html));
    let mut choices = Choices(bytes);
    let mut page = String::from(choices.one(&["", "<!DOCTYPE html><html><body><article>", "<html><head>"]));
    while !choices.done() {
        match choices.byte() {
            0..150 => page.push_str(choices.one(HTML)),
            150..240 => page.push_str(&choices.text(8)),
            _ => page.push(choices.character()),
        }
    }
    for article in read(page.as_bytes(), Some(InputFormat::Html)) {
        let (graph, quads) = graph::quads(&article, &Annotations::default(), &Options::default());
        check_quads(&graph, &quads);
    }
}

#[rustfmt::skip]
const HTML: &[&str] = &[
    "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<table><tr><td>", "</table>", "<ul><li>", "<br>", "<b>", "<i>", "</b>",
    "<a href='javascript:x'>", "</a>", "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<![CDATA[", "]]>", "<svg>", "<math>", "<template>",
    "<title>", "</title>", "<meta charset=utf-16>", "<meta charset=windows-1252>", "<meta property='og:title' content='", "'>", "\">", "<time datetime='2024-02-30'>",
    "<script type='application/ld+json'>", "{\"@type\":\"NewsArticle\",\"headline\":", "\"articleBody\":\"", "\"datePublished\":\"2024-13-45\"", "\"author\":[{\"name\":1}]", "}",
    "<link rel=canonical href='http://example.org/a b'>", "<base href='data:x'>", "&amp;", "&#0;", "&#x110000;", "&nbsp", "&lt", "<pre>", "<select><option>", "<frameset>",
    "<iframe>", "<noscript>", "<plaintext>", "<p hidden>", "<p style='display:none'>", "<", ">", "</", "<p ", "=", "'", "\0", "<p>The minister resigned in Oslo on Monday.</p>",
];

/// Whatever an article says of itself, its graph holds IRIs and literals only.
pub(super) fn metadata(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let value = |choices: &mut Choices<'_>| match choices.byte() {
        0..60 => serde_json::Value::from(choices.pieces(ODD_VALUES, 6)),
        60..120 => choices.text(5).into(),
        120..200 => choices.one(ODD_VALUES).into(),
        200..220 => serde_json::json!([choices.one(ODD_VALUES), {"name": choices.one(ODD_VALUES)}, 7, null]),
        220..235 => serde_json::json!({"name": choices.text(3), "@type": "Person"}),
        _ => choices.one(&[serde_json::Value::Null, 7.into(), true.into(), f64::MAX.into()].each_ref()).clone(),
    };
    let keys = ["id", "url", "title", "published", "modified", "author", "publisher", "language", "html", "x"];
    let mut line = serde_json::Map::new();
    for key in keys {
        if choices.byte() < 140 {
            line.insert(key.to_owned(), value(&mut choices));
        }
    }
    line.insert("text".to_owned(), "The minister resigned in Oslo on Monday.".into());
    let line = serde_json::Value::from(line).to_string();
    for article in read(line.as_bytes(), Some(InputFormat::Jsonl)) {
        let (graph, quads) = graph::quads(&article, &Annotations::default(), &Options::default());
        check_quads(&graph, &quads);
    }
}

const ODD_VALUES: &[&str] = &[
    "http://example.org/a b",
    "http://example.org/<x>",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "../../etc/passwd",
    "file:///etc/passwd",
    "http://[::1",
    "//x",
    "http://é.org/ü?q=\u{202e}",
    "a\nb",
    "x\" . <urn:a> <urn:b> <urn:c> . #",
    "'''",
    "]]>",
    "=1+1",
    "@x",
    "\u{1b}[2J",
    "{}|^`\\",
    "%",
    "%zz",
    "2024-01-01",
    "2024-13-01",
    "-0001-01-01",
    "2024-02-29T23:59:60+99:99",
    "Thu, 29 Feb 2024 10:00 GMT",
    "en",
    "en-GB-x-\u{1f600}",
    "",
    " ",
    "\0",
    "#",
    "?",
    "stdin",
    "https://example.org/a#event=1",
    "urn:x:y",
];

/// Subjects and predicates are IRIs, all terms can be read back from N-Quads.
pub(super) fn check_quads(graph: &NamedNode, quads: &[Quad]) {
    let node = |iri: &NamedNode| assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri} is no IRI");
    node(graph);
    let mut lines = String::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}") };
        node(subject);
        node(&quad.predicate);
        if let Term::NamedNode(object) = &quad.object {
            node(object);
            assert!(!object.as_str().starts_with("javascript:"), "{quad}");
        }
        lines += &quad.to_string();
        lines += " .\n";
    }
    let back = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads).for_slice(&lines);
    assert_eq!(back.map(Result::unwrap).collect::<Vec<_>>(), quads);
    let store = Store::memory();
    store.replace_article(graph, quads.to_vec()).unwrap();
    assert!(!store.article(graph).unwrap().is_empty());
}

/// Compressed input, whole or damaged, in every format.
pub(super) fn packed(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let zstd = choices.byte() % 2 == 0;
    let (at, flip, cut) = (choices.below(1 << 12), choices.byte(), choices.below(1 << 10));
    let text = choices.text(40);
    let mut packed = if zstd {
        zstd::encode_all(text.as_bytes(), 1).unwrap()
    } else {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    for format in READERS {
        let whole = read(&packed, Some(*format));
        assert_eq!(format!("{whole:?}"), format!("{:?}", read(text.as_bytes(), Some(*format))));
    }
    let length = packed.len();
    packed[at % length] ^= flip;
    packed.truncate(length - cut % 4);
    for format in READERS {
        read(&packed, Some(*format));
    }
}
