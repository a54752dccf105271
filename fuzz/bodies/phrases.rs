//! The tokenizer, the blocks of a text, and the grammars of times and quantities.

use newsgraph::annotate::{quantities::quantities, times::times};
use newsgraph::source;
use newsgraph::text::syntax::{Sentence, Syntax, Upos, Word};
use newsgraph::text::{Article, Span, tokenize};

use super::material::{Choices, NUMBERS};

/// Words are in order, not empty, on characters; and no letter is lost.
pub(super) fn words(bytes: &[u8]) {
    let text = Choices(bytes).text(60);
    let words = tokenize::words(&text, Span::new(0, text.len()));
    let mut end = 0;
    for word in &words {
        assert!(word.start >= end && word.end > word.start, "{word:?} in {text:?}");
        assert!(!word.of(&text).chars().any(|c| c == ' ' || c == '\n'), "{:?}", word.of(&text));
        assert!(!text[end..word.start].chars().any(char::is_alphanumeric), "lost {:?}", &text[end..word.start]);
        end = word.end;
    }
    assert!(!text[end..].chars().any(char::is_alphanumeric), "lost {:?}", &text[end..]);
    assert_eq!(words, tokenize::words(&text, Span::new(0, text.len())));
}

/// Syntax as a network might give it that knows nothing: parts of speech by chance, each word hanging on the one before.
fn syntax(text: &str, choices: &mut Choices<'_>) -> Syntax {
    let spans = tokenize::words(text, Span::new(0, text.len()));
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    let mut first = 0;
    for (i, span) in spans.iter().copied().enumerate() {
        let form = span.of(text);
        let digit = form.starts_with(|c: char| c.is_ascii_digit());
        let upos =
            if digit { Upos::Num } else { choices.one(&[Upos::Noun, Upos::Num, Upos::Verb, Upos::Adp, Upos::X]) };
        let head = (i > first).then(|| i - 1);
        let deprel = if head.is_none() { "root" } else { choices.one(&["obl", "nummod", "obj", "case", "nsubj"]) };
        words.push(Word {
            span,
            lemma: form.to_lowercase().into(),
            upos,
            xpos: choices.one(&["VBD", "CD", "NN", "NNS", "MD", "VBZ"]).into(),
            head,
            deprel: deprel.into(),
            sentence: sentences.len(),
        });
        if form == "." || i + 1 == spans.len() {
            sentences.push(Sentence { span: spans[first].cover(span), words: first..i + 1 });
            first = i + 1;
        }
    }
    Syntax::new(words, sentences)
}

/// Times and quantities lie on characters, in order, with sane values.
pub(super) fn grammars(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let published =
        choices.one(&[None, Some("2024-02-29"), Some("0001-01-01"), Some("9999-12-31"), Some("2000-01-03")]);
    let text = if choices.byte() < 60 {
        choices.text(20)
    } else {
        (0..choices.below(14)).map(|_| choices.one(NUMBERS)).collect()
    };
    let mut article = Article::new("fuzz", text.as_str());
    article.blocks = source::blocks(&text);
    article.published = published.map(|day| day.parse().unwrap());
    let syntax = syntax(&text, &mut choices);
    let run = || {
        let mut remarks = Vec::new();
        let times = times(&article, &syntax, &mut remarks);
        let taken: Vec<Span> = times.iter().map(|t| t.span).collect();
        let quantities = quantities(&article, &syntax, &taken, &mut remarks);
        (times, quantities)
    };
    let (times, quantities) = run();
    let mut end = 0;
    for time in &times {
        assert!(time.span.start >= end && !time.span.of(&text).trim().is_empty(), "{time:?} in {text:?}");
        assert!(!time.value.is_empty() && !time.value.contains(char::is_whitespace), "{time:?}");
        assert!(time.earliest.zip(time.latest).is_none_or(|(a, b)| a <= b), "{time:?} in {text:?}");
        end = time.span.end;
    }
    for quantity in &quantities {
        assert!(!quantity.span.of(&text).trim().is_empty(), "{quantity:?} in {text:?}");
        assert!(quantity.value.is_finite(), "{quantity:?} in {text:?}");
        assert!(quantity.value_max.is_none_or(|max| max >= quantity.value), "{quantity:?} in {text:?}");
    }
    assert_eq!((times, quantities), run(), "{text:?}");
}
