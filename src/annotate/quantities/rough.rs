//! A rough parse of test sentences: enough for layers that read word patterns first.

use crate::annotate::syntax::{Sentence, Syntax, Upos, Word};
use crate::text::{Article, Span};

const FUNCTION: [(&str, Upos, &str); 33] = [
    ("the", Upos::Det, "DT"),
    ("a", Upos::Det, "DT"),
    ("an", Upos::Det, "DT"),
    ("this", Upos::Det, "DT"),
    ("that", Upos::Det, "DT"),
    ("every", Upos::Det, "DT"),
    ("each", Upos::Det, "DT"),
    ("no", Upos::Det, "DT"),
    ("its", Upos::Pron, "PRP$"),
    ("it", Upos::Pron, "PRP"),
    ("he", Upos::Pron, "PRP"),
    ("they", Upos::Pron, "PRP"),
    ("of", Upos::Adp, "IN"),
    ("in", Upos::Adp, "IN"),
    ("on", Upos::Adp, "IN"),
    ("at", Upos::Adp, "IN"),
    ("for", Upos::Adp, "IN"),
    ("since", Upos::Adp, "IN"),
    ("by", Upos::Adp, "IN"),
    ("until", Upos::Adp, "IN"),
    ("from", Upos::Adp, "IN"),
    ("with", Upos::Adp, "IN"),
    ("over", Upos::Adp, "IN"),
    ("about", Upos::Adv, "RB"),
    ("and", Upos::Cconj, "CC"),
    ("or", Upos::Cconj, "CC"),
    ("to", Upos::Adp, "IN"),
    ("will", Upos::Aux, "MD"),
    ("may", Upos::Aux, "MD"),
    ("more", Upos::Adj, "JJR"),
    ("than", Upos::Adp, "IN"),
    ("daily", Upos::Adv, "RB"),
    ("current", Upos::Adj, "JJ"),
];

/// Text and parse of a sentence in which a word may carry its tag (`began_VBD`). Words without one are function words,
/// numbers, names (a capital inside the sentence) or nouns; all hang on the first verb.
pub(in crate::annotate) fn rough(tagged: &str) -> (String, Syntax) {
    let mut text = String::new();
    let mut words: Vec<Word> = Vec::new();
    for (k, token) in tagged.split(' ').enumerate() {
        if k > 0 {
            text.push(' ');
        }
        let (form, tag) = token.split_once('_').map_or((token, None), |(form, tag)| (form, Some(tag)));
        for piece in split(form) {
            let start = text.len();
            text.push_str(piece);
            let (upos, xpos) = tag
                .filter(|_| piece.contains(char::is_alphabetic))
                .map_or_else(|| guess(piece, words.is_empty()), |tag| (of_tag(tag), tag));
            let lemma = if upos == Upos::Propn { piece.to_owned() } else { piece.to_lowercase() };
            words.push(Word {
                span: Span::new(start, text.len()),
                lemma: lemma.into(),
                upos,
                xpos: xpos.into(),
                head: None,
                deprel: "root".into(),
                sentence: 0,
            });
        }
    }
    let root = words.iter().position(|w| w.upos == Upos::Verb).unwrap_or(0);
    for (i, word) in words.iter_mut().enumerate().filter(|(i, _)| *i != root) {
        word.head = Some(root);
        word.deprel = if word.upos == Upos::Aux && i < root { "aux" } else { "dep" }.into();
    }
    let sentence = Sentence { span: Span::new(0, text.len()), words: 0..words.len() };
    (text, Syntax::new(words, vec![sentence]))
}

/// An article of that text.
pub(in crate::annotate) fn article(text: &str, published: Option<&str>) -> Article {
    Article {
        id: "test".to_owned(),
        url: None,
        title: None,
        published: published.map(|p| p.parse().unwrap()),
        modified: None,
        authors: Vec::new(),
        publisher: None,
        language: None,
        text: text.to_owned(),
        blocks: Vec::new(),
    }
}

/// Splits off punctuation and hyphens, as UD English does; abbreviations keep their full stop.
fn split(form: &str) -> Vec<&str> {
    let abbreviation = ["Oct.", "Sept.", "Nov.", "p.m.", "a.m.", "No.", "Rs."].contains(&form);
    if abbreviation || form.chars().all(|c| c.is_ascii_digit() || "/:-.".contains(c)) && form.len() > 4 {
        return vec![form];
    }
    let mut pieces = Vec::new();
    let mut rest = form;
    while let Some(first) = rest.chars().next() {
        let single = "-–$€£%(),;\"".contains(first) || first == '.' && rest.len() == 1;
        let end = if single {
            first.len_utf8()
        } else {
            rest.char_indices()
                .find(|(i, c)| *i > 0 && ("-–%();\"".contains(*c) || ",.".contains(*c) && i + 1 == rest.len()))
                .map_or(rest.len(), |(i, _)| i)
        };
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

fn of_tag(tag: &str) -> Upos {
    match tag {
        "JJ" => Upos::Adj,
        "RB" => Upos::Adv,
        "NNP" => Upos::Propn,
        "AUX" | "MD" => Upos::Aux,
        t if t.starts_with("VB") => Upos::Verb,
        _ => Upos::Noun,
    }
}

fn guess(form: &str, first: bool) -> (Upos, &'static str) {
    let lower = form.to_lowercase();
    let name = form.starts_with(char::is_uppercase) && !first;
    if !name && let Some((_, upos, xpos)) = FUNCTION.iter().find(|(f, _, _)| *f == lower) {
        return (*upos, xpos);
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return (Upos::Num, "CD");
    }
    if !form.contains(char::is_alphanumeric) {
        return if "$€£%".contains(form) { (Upos::Sym, "SYM") } else { (Upos::Punct, "PUNCT") };
    }
    if name {
        return (Upos::Propn, "NNP");
    }
    if lower.ends_with('s') { (Upos::Noun, "NNS") } else { (Upos::Noun, "NN") }
}
