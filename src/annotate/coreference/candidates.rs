//! The words that head mentions: noun phrases, names and pronouns that may corefer, with what is known of each.

use std::collections::HashMap;
use std::ops::Range;

use crate::annotate::entities::Entity;
use crate::annotate::mentions::{Mention, MentionKind};
use crate::text::Article;
use crate::text::syntax::{Syntax, Upos};

/// Pronouns by what they stand for; the last is any other. The order is that of the training script `antecedents.py`.
pub(super) const PRONOUNS: [&str; 13] =
    ["he", "she", "it", "they", "i", "you", "we", "this", "that", "these", "those", "one", "other"];

const FORMS: [(&str, &[&str]); 7] = [
    ("he", &["him", "his", "himself"]),
    ("she", &["her", "hers", "herself"]),
    ("it", &["its", "itself"]),
    ("they", &["them", "their", "theirs", "themselves", "'em"]),
    ("i", &["me", "my", "mine", "myself"]),
    ("you", &["your", "yours", "yourself"]),
    ("we", &["us", "our", "ours", "ourselves"]),
];

/// Relations of words that are parts of other words or stand for nothing.
const NO_HEADS: [&str; 4] = ["flat", "fixed", "goeswith", "expl"];

/// Dependents that are not part of a noun phrase as annotators mark it.
const NOT_INSIDE: [&str; 16] = [
    "cc",
    "conj",
    "punct",
    "case",
    "appos",
    "mark",
    "discourse",
    "parataxis",
    "cop",
    "nsubj",
    "advcl",
    "aux",
    "vocative",
    "dislocated",
    "orphan",
    "csubj",
];

/// How a candidate refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A pronoun, by its index in [`PRONOUNS`].
    Pronoun(usize),
    /// A name.
    Name,
    /// A demonym.
    Demonym,
    /// A noun phrase.
    Nominal(Determiner),
}

/// What a noun phrase begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    None,
    The,
    This,
    A,
    Possessive,
    Number,
}

/// A word that may corefer with others.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The head word.
    pub(super) word: usize,
    /// Its noun phrase.
    pub(super) phrase: Range<usize>,
    /// How it refers.
    pub(super) form: Form,
    /// The mention whose head it is: index into the mentions.
    pub(super) mention: Option<usize>,
    /// The entity of that mention.
    pub(super) entity: Option<usize>,
    /// Lower-cased words of the phrase that carry meaning, by their numbers in the article, sorted.
    pub(super) content: Vec<usize>,
    /// Those of them that are proper nouns beside the head, sorted.
    pub(super) names: Vec<usize>,
    /// Lower-cased lemma of the head.
    pub(super) lemma: String,
    /// Its number in the article.
    pub(super) lemma_number: usize,
    /// Inside quotation marks.
    pub(super) quoted: bool,
}

/// The candidates of an article, in text order of their heads.
pub(super) fn candidates(
    article: &Article,
    syntax: &Syntax,
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<Candidate> {
    let mut at_word: HashMap<usize, (usize, usize)> = HashMap::new();
    for (e, entity) in entities.iter().enumerate() {
        for &m in &entity.mentions {
            at_word.insert(mentions[m].head, (m, e));
        }
    }
    let quoted = quoted(article, syntax);
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut found = Vec::new();
    for (i, word) in syntax.words().iter().enumerate() {
        let known = at_word.get(&i).copied();
        if !may_refer(syntax, i, known.is_some()) {
            continue;
        }
        let phrase = phrase(article, syntax, i);
        let mut content: Vec<usize> = phrase
            .clone()
            .filter(|&k| matches!(syntax.words()[k].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
            .map(|k| number(&mut numbers, syntax.words()[k].span.of(&article.text).to_lowercase()))
            .collect();
        let mut names: Vec<usize> = phrase
            .clone()
            .filter(|&k| k != i && syntax.words()[k].upos == Upos::Propn)
            .map(|k| number(&mut numbers, syntax.words()[k].span.of(&article.text).to_lowercase()))
            .collect();
        names.sort_unstable();
        content.sort_unstable();
        content.dedup();
        let lemma = String::from(word.lemma.to_lowercase());
        found.push(Candidate {
            word: i,
            form: form(article, syntax, i, known.map(|(m, _)| mentions[m].kind)),
            phrase,
            mention: known.map(|(m, _)| m),
            entity: known.map(|(_, e)| e),
            content,
            names,
            lemma_number: number(&mut numbers, lemma.clone()),
            lemma,
            quoted: quoted[i],
        });
    }
    found
}

/// The number of a word form: the same for the same form.
fn number(numbers: &mut HashMap<String, usize>, form: String) -> usize {
    let next = numbers.len();
    *numbers.entry(form).or_insert(next)
}

fn may_refer(syntax: &Syntax, i: usize, known: bool) -> bool {
    let word = &syntax.words()[i];
    let relation = word.relation();
    if NO_HEADS.contains(&relation) {
        return false;
    }
    if known {
        return true;
    }
    match word.upos {
        Upos::Pron => {
            !word.xpos.starts_with('W')
                && word.xpos != "EX"
                && !matches!(word.lemma.to_lowercase().as_str(), "what" | "who" | "which")
        }
        Upos::Noun | Upos::Propn => true,
        Upos::Num => matches!(relation, "nsubj" | "obj"),
        _ => false,
    }
}

/// For each word, whether it stands inside quotation marks. A quotation ends with its paragraph.
fn quoted(article: &Article, syntax: &Syntax) -> Vec<bool> {
    let (mut inside, mut last) = (false, 0);
    let each = syntax.words().iter().map(|word| {
        if article.text.get(last..word.span.start).is_some_and(|gap| gap.contains("\n\n")) {
            inside = false;
        }
        last = word.span.end;
        match word.span.of(&article.text) {
            "“" | "``" => inside = true,
            "”" | "''" => inside = false,
            "\"" => inside = !inside,
            _ => {}
        }
        inside
    });
    each.collect()
}

/// The noun phrase of a head, without coordinated phrases, appositions and clauses that it heads itself.
pub(super) fn phrase(article: &Article, syntax: &Syntax, head: usize) -> Range<usize> {
    let words = syntax.words();
    let root = words[head].relation() == "root";
    let inside = |&d: &usize| {
        let relation = words[d].relation();
        !NOT_INSIDE.contains(&relation) && relation != "expl" && !(root && relation == "obl")
    };
    let mut own: Vec<usize> = syntax.dependents(head).iter().copied().filter(inside).collect();
    let mut next = 0;
    while next < own.len() {
        own.extend_from_slice(syntax.dependents(own[next]));
        next += 1;
    }
    own.push(head);
    let (mut first, mut last) = own.iter().fold((head, head), |(a, b), &w| (a.min(w), b.max(w)));
    while last > head && words[last].upos == Upos::Punct {
        last -= 1;
    }
    while first < head && words[first].upos == Upos::Punct && !matches!(words[first].span.of(&article.text), "\"" | "“")
    {
        first += 1;
    }
    // What stands before the head's own article belongs to another phrase.
    let article_at = syntax
        .dependents_by(head, "det")
        .find(|&d| d < head && matches!(words[d].lemma.as_str(), "the" | "a" | "this"));
    if let Some(at) = article_at.filter(|&at| at > first && words[first].upos == Upos::Propn) {
        first = at;
    }
    if last > head && words[last].xpos == "POS" {
        last -= 1;
    }
    first..last + 1
}

fn form(article: &Article, syntax: &Syntax, i: usize, known: Option<MentionKind>) -> Form {
    let word = &syntax.words()[i];
    match known {
        Some(MentionKind::Name) => return Form::Name,
        Some(MentionKind::Demonym) => return Form::Demonym,
        None if word.upos == Upos::Pron => return Form::Pronoun(pronoun(word.span.of(&article.text))),
        _ => {}
    }
    let mut found = Determiner::None;
    for &d in syntax.dependents(i) {
        let dependent = &syntax.words()[d];
        if dependent.deprel == "nmod:poss" {
            found = Determiner::Possessive;
        } else if dependent.relation() == "det" {
            found = match dependent.lemma.to_lowercase().as_str() {
                "the" => Determiner::The,
                "this" | "that" | "these" | "those" => Determiner::This,
                _ => Determiner::A,
            };
        } else if dependent.relation() == "nummod" && found == Determiner::None {
            found = Determiner::Number;
        }
    }
    Form::Nominal(found)
}

/// Index in [`PRONOUNS`] of the pronoun with this form.
pub(super) fn pronoun(form: &str) -> usize {
    let form = form.to_lowercase();
    let base = FORMS.iter().find(|(_, own)| own.contains(&form.as_str())).map_or(form.as_str(), |(base, _)| base);
    PRONOUNS.iter().position(|p| *p == base).unwrap_or(PRONOUNS.len() - 1)
}
