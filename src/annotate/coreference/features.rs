//! What is known of a candidate and of a pair of them, as the numbers that the coreference head was trained with. Fields,
//! their sizes and their order are those of the training script `antecedents.py`.

use super::candidates::{Candidate, Determiner, Form, PRONOUNS};
use crate::annotate::mentions::Mention;
use crate::ontology::EntityType;
use crate::text::syntax::{Syntax, Upos};

const TYPES: [EntityType; 8] = [
    EntityType::Person,
    EntityType::Organization,
    EntityType::Place,
    EntityType::Group,
    EntityType::Event,
    EntityType::Work,
    EntityType::Product,
    EntityType::Other,
];
const RELATIONS: [&str; 10] = ["nsubj", "obj", "iobj", "obl", "nmod", "poss", "conj", "compound", "root", "appos"];
const DETERMINERS: usize = 6;

/// Sizes of the fields of a candidate: kind, type, number, relation, quoted, early.
const SIDE: [usize; 6] = [PRONOUNS.len() + DETERMINERS + 2, TYPES.len() + 1, 3, RELATIONS.len() + 1, 2, 3];
/// Sizes of the fields of a pair: sentences, between, head, phrase, entity, nested, governor, speaker, kinds.
const PAIR: [usize; 9] = [8, 9, 3, 4, 3, 3, 4, 2, 81];

/// Steps up the tree in search of the verb that a quoted word is the content of.
const SPEECH_STEPS: usize = 12;

/// Numbers of the values of consecutive fields.
fn numbered<const N: usize>(sizes: [usize; N], values: [usize; N]) -> [usize; N] {
    let mut at = 0;
    let mut out = values;
    for (value, size) in out.iter_mut().zip(sizes) {
        debug_assert!(*value < size, "a feature beyond its field");
        *value += at;
        at += size;
    }
    out
}

/// Features of a candidate of its own.
pub(super) fn side(syntax: &Syntax, mentions: &[Mention], candidate: &Candidate) -> Vec<usize> {
    let word = &syntax.words()[candidate.word];
    let relation = if word.deprel == "nmod:poss" { "poss" } else { word.relation() };
    let kind = match candidate.form {
        Form::Pronoun(p) => p,
        Form::Nominal(d) => PRONOUNS.len() + determiner(d),
        Form::Name => PRONOUNS.len() + DETERMINERS,
        Form::Demonym => PRONOUNS.len() + DETERMINERS + 1,
    };
    let known = candidate.mention.map(|m| mentions[m].entity_type);
    let kind_of_thing = known.and_then(|t| TYPES.iter().position(|x| *x == t)).map_or(0, |p| p + 1);
    let number = match number(syntax, candidate) {
        Some(true) => 2,
        Some(false) => 1,
        None => 0,
    };
    let relation = RELATIONS.iter().position(|r| *r == relation).unwrap_or(RELATIONS.len());
    let early = word.sentence.min(2);
    numbered(SIDE, [kind, kind_of_thing, number, relation, usize::from(candidate.quoted), early]).to_vec()
}

fn determiner(d: Determiner) -> usize {
    match d {
        Determiner::None => 0,
        Determiner::The => 1,
        Determiner::This => 2,
        Determiner::A => 3,
        Determiner::Possessive => 4,
        Determiner::Number => 5,
    }
}

/// Whether a candidate is plural, where its form says so.
pub(super) fn number(syntax: &Syntax, candidate: &Candidate) -> Option<bool> {
    match candidate.form {
        Form::Pronoun(p) => match PRONOUNS[p] {
            "they" | "we" | "these" | "those" => Some(true),
            "you" => None,
            _ => Some(false),
        },
        _ => match syntax.words()[candidate.word].xpos.as_str() {
            "NNS" | "NNPS" => Some(true),
            "NN" | "NNP" => Some(false),
            _ => None,
        },
    }
}

/// 0-4 pronouns he, she, it, they, other; 5 name of a person, 6 other name, 7 noun of people or bodies, 8 other noun.
fn coarse(mentions: &[Mention], candidate: &Candidate) -> usize {
    match candidate.form {
        Form::Pronoun(p) => p.min(4),
        Form::Name | Form::Demonym => {
            let person = candidate.mention.is_some_and(|m| mentions[m].entity_type == EntityType::Person);
            if person { 5 } else { 6 }
        }
        Form::Nominal(_) => 8 - usize::from(candidate.mention.is_some()),
    }
}

/// Features of candidates `n` and the earlier `m`.
pub(super) fn pair(
    syntax: &Syntax,
    mentions: &[Mention],
    candidates: &[Candidate],
    n: usize,
    m: usize,
) -> [usize; PAIR.len()] {
    let (a, b) = (&candidates[n], &candidates[m]);
    let (i, j) = (a.word, b.word);
    let (wi, wj) = (&syntax.words()[i], &syntax.words()[j]);
    let pronoun = wi.upos == Upos::Pron || wj.upos == Upos::Pron;
    let head = match (a.lemma_number == b.lemma_number, pronoun) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    };
    let phrase = if pronoun || a.content.is_empty() || b.content.is_empty() {
        0
    } else if a.content == b.content {
        3
    } else if includes(&a.content, &b.content) || includes(&b.content, &a.content) {
        2
    } else {
        usize::from(a.content.iter().any(|w| b.content.binary_search(w).is_ok()))
    };
    let entity = match (a.entity, b.entity) {
        (Some(x), Some(y)) => 1 + usize::from(x == y),
        _ => 0,
    };
    let nested = if b.phrase.contains(&i) {
        1
    } else if a.phrase.contains(&j) {
        2
    } else {
        0
    };
    let governor = if wj.head == Some(i) || wi.head == Some(j) {
        let child = if wj.head == Some(i) { wj } else { wi };
        match child.relation() {
            "appos" => 1,
            "nsubj" => 2,
            _ => 0,
        }
    } else if wi.head.is_some() && wi.head == wj.head {
        3
    } else {
        0
    };
    let between = (usize::BITS - (n - m).leading_zeros()).min(8) as usize;
    let kinds = 9 * coarse(mentions, a) + coarse(mentions, b);
    let distance = bucket(wi.sentence - wj.sentence);
    numbered(
        PAIR,
        [distance, between, head, phrase, entity, nested, governor, usize::from(speaks(syntax, j, i)), kinds],
    )
}

/// True where sorted `whole` has all of `part`.
pub(super) fn includes(whole: &[usize], part: &[usize]) -> bool {
    part.iter().all(|w| whole.binary_search(w).is_ok())
}

/// 0 1 2 3 4-5 6-10 11-20 more
fn bucket(n: usize) -> usize {
    [0, 1, 2, 3, 5, 10, 20].iter().position(|top| n <= *top).unwrap_or(7)
}

/// True where word `j` is the subject of a verb whose content clause holds word `i`.
fn speaks(syntax: &Syntax, j: usize, i: usize) -> bool {
    let words = syntax.words();
    if words[j].relation() != "nsubj" || words[j].sentence != words[i].sentence {
        return false;
    }
    let says = |verb: usize| words[j].head == Some(verb);
    std::iter::once(i).chain(syntax.ancestors(i)).take(SPEECH_STEPS).any(|k| {
        let content = matches!(words[k].relation(), "ccomp" | "parataxis") || words[k].head.is_none();
        content && (words[k].head.is_some_and(says) || syntax.dependents_by(k, "parataxis").any(says))
    })
}
