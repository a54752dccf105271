//! What holds for any text whatever: reading it never fails, and what comes of it fits the text.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use newsgraph::annotate::record::Record;
use newsgraph::source;
use newsgraph::text::{CodePoints, Span};
use oxigraph::model::{NamedNode, Quad, Term};
use proptest::prelude::*;
use reading::Read;

/// Inference is slow: few cases of short texts, but of many kinds.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() }
}

/// Pieces that news is made of, and pieces that break readers of news.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Ana Lima",
        "Mr. Otieno",
        "NATO",
        "the army",
        "killed",
        "will meet",
        "did not",
        "attack",
        "said",
        "that",
        "in Oslo",
        "on Monday",
        "last week",
        "3 March 2022",
        "14 soldiers",
        "nearly 1,200 people",
        "$2.4 billion",
        "3.5%",
        "U.S.",
        "O'Neill's",
        "won't",
        "cannot",
        "Zürich",
        "Kolmås",
        "北京",
        "Київ",
        "القاهرة",
        "é",
        "e\u{301}",
        "👩‍👩‍👧",
        "\u{200b}",
        "\u{feff}",
        "\u{ad}",
        "\u{202e}",
        "ﬁre",
        "İ",
        "ß",
        "１２",
        "½",
        "12th",
        "1990s",
        "12:30",
        "24/7",
        "XXXX-13-45",
        "99999999999999999999",
        "1e999",
        "-0",
        "0 people",
        "http://x.org/?a=1&b",
        "a@b.c",
        "#tag",
        "@you",
        "\\u0000",
        "\"^^<x>",
    ]);
    let marks = prop::sample::select(vec![
        ".", ". ", "?", "! ", ",", ";", ":", "…", "\"", "“", "”", "'", "’", "«", "»", "(", ")", "[", "]", "–", "—",
        "-", "_", "\n", "\n\n", "\r\n\r\n", "\t", " ", "\u{a0}", "\u{2028}", "\u{85}", "\u{b}", "/", "\\", "<", ">",
        "|", "{", "}",
    ]);
    prop_oneof![
        6 => words.prop_map(|word| format!("{word} ")),
        3 => marks.prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => any::<String>().prop_map(|text| text.chars().take(10).collect()),
        1 => "[0-9.,:/ -]{1,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn published() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![
        None,
        Some("2024-02-29"),
        Some("0001-01-01"),
        Some("9999-12-31"),
        Some("2024-02-29T23:59:59Z"),
    ])
}

/// Every span of every layer.
fn spans(read: &Read) -> Vec<Span> {
    let layers = &read.layers;
    let words = layers.syntax.words().iter().map(|w| w.span);
    words
        .chain(layers.syntax.sentences().iter().map(|s| s.span))
        .chain(layers.mentions.iter().map(|m| m.span))
        .chain(layers.times.iter().map(|t| t.span))
        .chain(layers.quantities.iter().map(|q| q.span))
        .chain(layers.dateline_places.iter().copied())
        .chain(read.article.blocks.iter().map(|b| b.span))
        .collect()
}

/// The spans fit the text, and words and sentences fit each other.
fn check_syntax(read: &Read) {
    let text = &read.article.text;
    for span in spans(read) {
        assert!(span.start < span.end && span.end <= text.len(), "{span:?} of {} bytes", text.len());
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} cuts a character");
    }
    let (words, sentences) = (read.layers.syntax.words(), read.layers.syntax.sentences());
    assert!(words.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "words overlap or are out of order");
    let mut next = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        assert!(
            sentence.words.start == next && sentence.words.end > next,
            "{:?} does not go on at {next}",
            sentence.words
        );
        next = sentence.words.end;
        let own = &words[sentence.words.clone()];
        assert_eq!(sentence.span, own[0].span.cover(own[own.len() - 1].span));
        assert!(own.iter().all(|w| w.sentence == number));
        assert_eq!(own.iter().filter(|w| w.head.is_none()).count(), 1, "not one root");
        for i in sentence.words.clone() {
            assert!(words[i].head.is_none_or(|h| h != i && sentence.words.contains(&h)), "word {i} hangs outside");
            // A cycle would never end.
            let depth = read.layers.syntax.ancestors(i).take(own.len() + 1).count();
            assert!(depth < own.len(), "word {i} hangs on itself");
        }
    }
    assert_eq!(next, words.len(), "every word is in a sentence");
    // Nothing is lost in silence: what is no word is white space or invisible.
    let mut at = 0;
    for span in words.iter().map(|w| w.span).chain([Span::new(text.len(), text.len())]) {
        let between = &text[at..span.start];
        assert!(!between.chars().any(char::is_alphanumeric), "{between:?} is in no word");
        at = span.end;
    }
}

/// Indices of one layer point into the others.
fn check_layers(read: &Read) {
    let layers = &read.layers;
    let words = layers.syntax.words().len();
    let mut owners = vec![0; layers.mentions.len()];
    for entity in &layers.entities {
        assert!(!entity.mentions.is_empty() && !entity.label.trim().is_empty(), "{entity:?}");
        entity.mentions.iter().for_each(|&m| owners[m] += 1);
    }
    assert!(owners.iter().all(|&n| n == 1), "each mention is of one entity: {owners:?}");
    for mention in &layers.mentions {
        assert!(mention.words.contains(&mention.head) && mention.words.end <= words, "{mention:?}");
        assert_eq!(mention.span, layers.syntax.span(mention.words.clone()), "{mention:?}");
    }
    for event in &layers.events {
        assert!(!event.trigger.is_empty() && event.trigger.iter().all(|&w| w < words), "{event:?}");
        assert!(event.time.is_none_or(|t| t < layers.times.len()), "{event:?}");
        for argument in &event.arguments {
            assert!(layers.entities[argument.entity].mentions.contains(&argument.mention), "{event:?}");
        }
        assert!((0.0..=1.0).contains(&event.confidence), "{event:?}");
    }
    for time in &layers.times {
        if let (Some(earliest), Some(latest)) = (time.earliest, time.latest) {
            assert!(earliest <= latest, "{time:?}");
        }
    }
    for quantity in &layers.quantities {
        assert!(quantity.value.is_finite(), "{quantity:?}");
        assert!(quantity.value_max.is_none_or(|max| max >= quantity.value), "{quantity:?}");
    }
}

/// The record is valid JSON whose offsets are code points.
fn check_record(read: &Read) {
    let record = serde_json::to_string(&Record::new(&read.article, &read.layers, |_| None)).unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let text: Vec<char> = read.article.text.chars().collect();
    assert_eq!(record["text"], read.article.text.as_str());
    let tokens = record["tokens"].as_array().unwrap();
    assert_eq!(tokens.len(), read.layers.syntax.words().len());
    for (token, word) in tokens.iter().zip(read.layers.syntax.words()) {
        let [start, end] = ["start", "end"].map(|key| token[key].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), word.span.of(&read.article.text));
    }
}

/// The graph holds only IRIs, and literals that Turtle can be read with.
fn check_graph(read: &Read) {
    let node = |iri: &NamedNode| assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri} is no IRI");
    let points = CodePoints::new(&read.article.text);
    assert_eq!(points.at(read.article.text.len()), read.article.text.chars().count());
    let mut lines = String::new();
    for quad in &read.quads {
        let oxigraph::model::NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}") };
        node(subject);
        if let Term::NamedNode(object) = &quad.object {
            node(object);
        }
        lines.push_str(&quad.to_string());
        lines.push_str(" .\n");
    }
    let back = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads).for_slice(&lines);
    let back: Vec<Quad> = back.map(Result::unwrap).collect();
    assert_eq!(back, read.quads);
}

fn check(text: &str, published: Option<&str>) {
    let read = reading::read(reading::article("any.txt", text, published));
    assert_eq!(read.article.text, text, "text is never changed");
    check_syntax(&read);
    check_layers(&read);
    check_record(&read);
    check_graph(&read);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read(text in text(), published in published()) {
        check(&text, published);
    }

    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        check(&text, None);
    }

    #[test]
    fn any_bytes_are_an_article_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let options = source::ReadOptions::default();
        for name in ["any.txt", "any.jsonl", "any"] {
            for article in source::read_from(name, std::io::Cursor::new(bytes.clone()), &options).flatten() {
                check_syntax(&reading::read(article));
            }
        }
    }
}

#[test]
fn awkward_texts_are_read() {
    let long_word = "a".repeat(5000);
    let long_sentence = "war and peace and ".repeat(400);
    let many_paragraphs = "Yes.\n\n".repeat(300);
    let nested = format!("{}x{}", "(".repeat(200), ")".repeat(200));
    for text in [
        "",
        " ",
        "\n",
        "\u{feff}",
        "\u{200b}",
        ".",
        "\"",
        "'s",
        "-",
        "(",
        "\u{0}",
        "1",
        "@",
        "🌊",
        "e\u{301}",
        "Oslo",
        "OSLO:",
        "OSLO (Agency) –",
        "By Ana Lima",
        "…",
        "?!?!",
        "''''",
        "\r",
        "\r\n\r\n",
        "A\u{85}B\u{2028}C",
        "The the the the the the.",
        "the of and",
        "On and on and on on on.",
        "0",
        "00:00",
        "32 December 20240",
        "between 5 and 3 people",
        "minus -5 percent of 0 people",
        "half a million dozen score",
        "the 0th of Never",
        &long_word,
        &long_sentence,
        &many_paragraphs,
        &nested,
    ] {
        for published in [None, Some("2024-02-29")] {
            check(text, published);
        }
    }
}
