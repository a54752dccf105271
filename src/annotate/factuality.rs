//! How real an event is said to be: negation, modals, plans, demands, conditions (after FactBank, Saurí and Pustejovsky 2009).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::ontology::Factuality;
use crate::text::Article;
use crate::text::syntax::{Syntax, Upos};

/// How a word governs an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Complement,
    Modifier,
    Auxiliary,
}

static WORDS: LazyLock<HashMap<(&'static str, Way), Factuality>> = LazyLock::new(|| {
    include_str!("data/factuality.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let [lemma, way, value] = l.split('\t').collect::<Vec<_>>()[..] else { return None };
            let way = match way {
                "complement" => Way::Complement,
                "modifier" => Way::Modifier,
                _ => Way::Auxiliary,
            };
            Some(((lemma, way), Factuality::from_name(value)?))
        })
        .collect()
});

/// How far up the tree governors are looked for.
const REACH: usize = 4;

/// The factuality of the event whose trigger is word `i`. Sources are not judged here: what somebody says happened counts
/// as happened.
#[must_use]
pub fn factuality(article: &Article, syntax: &Syntax, i: usize) -> Factuality {
    let mut at = i;
    for _ in 0..REACH {
        if let Some(found) = beside(syntax, at) {
            return found;
        }
        let word = &syntax.words()[at];
        let Some(head) = word.head else { break };
        // A conjunct shares what governs the first; other clauses beside it do not.
        if let Some(found) = governed(syntax, at, head) {
            return found;
        }
        let passes = match word.relation() {
            "conj" => {
                let (first, second) = (&syntax.words()[head], &syntax.words()[at]);
                let finite = |x: &str| matches!(x, "VBD" | "VBZ" | "VBP");
                first.upos == second.upos && finite(&first.xpos) == finite(&second.xpos)
            }
            "xcomp" | "obj" | "nsubj" | "nmod" | "compound" | "acl" => true,
            "obl" => word.upos.is_nominal() && syntax.words()[head].upos == Upos::Verb && light(syntax, head),
            "ccomp" => false,
            "advcl" => return Factuality::Happened,
            _ => false,
        };
        if !passes {
            break;
        }
        at = head;
    }
    if asks(article, syntax, i) { Factuality::Possible } else { Factuality::Happened }
}

/// Verbs that lend their own time and mood to their nouns ("will take part in an attack").
fn light(syntax: &Syntax, verb: usize) -> bool {
    matches!(syntax.words()[verb].lemma.as_str(), "carry" | "take" | "hold" | "make" | "launch" | "call" | "press" | "push" | "appeal")
}

/// What stands beside the word itself: negation, modals, markers, adjectives.
fn beside(syntax: &Syntax, at: usize) -> Option<Factuality> {
    let mut found = None;
    for &d in syntax.dependents(at) {
        let word = &syntax.words()[d];
        let lemma = word.lemma.as_str();
        match word.relation() {
            "advmod" | "det" if matches!(lemma, "not" | "n't" | "never" | "no" | "neither" | "nor" | "hardly") => {
                return Some(Factuality::Negated);
            }
            "case" | "mark" if lemma == "without" => return Some(Factuality::Negated),
            "mark" if matches!(lemma, "if" | "unless" | "until" | "lest") => found = found.or(Some(Factuality::Conditional)),
            "mark" if lemma == "before" && syntax.words()[at].xpos == "VBG" => found = found.or(Some(Factuality::Planned)),
            "aux" => found = found.or_else(|| modal(syntax, d, at)),
            "advmod" | "amod" => found = found.or_else(|| WORDS.get(&(lemma, Way::Modifier)).copied()),
            _ => {}
        }
    }
    // Purpose: "arrived to attend talks".
    let purpose = matches!(syntax.words()[at].relation(), "advcl" | "acl") && syntax.words()[at].xpos == "VB" && has_mark(syntax, at, "to");
    found.or(purpose.then_some(Factuality::Planned))
}

/// "would have done" is contrary to fact; "could have done" is open.
fn modal(syntax: &Syntax, aux: usize, at: usize) -> Option<Factuality> {
    let lemma = syntax.words()[aux].lemma.as_str();
    let past = syntax.dependents_by(at, "aux").any(|d| syntax.words()[d].lemma == "have");
    match (WORDS.get(&(lemma, Way::Auxiliary)).copied()?, past) {
        (Factuality::Conditional, true) => Some(Factuality::Negated),
        (found, _) => Some(found),
    }
}

fn has_mark(syntax: &Syntax, at: usize, marker: &str) -> bool {
    syntax.dependents_by(at, "mark").any(|d| syntax.words()[d].lemma == marker)
}

/// What the word at `head` says of its complement `at`.
fn governed(syntax: &Syntax, at: usize, head: usize) -> Option<Factuality> {
    let (word, governor) = (&syntax.words()[at], &syntax.words()[head]);
    let lemma = governor.lemma.to_lowercase();
    let complement = match word.relation() {
        "xcomp" | "ccomp" | "csubj" => true,
        "obj" => !matches!(lemma.as_str(), "blame" | "call"),
        "advcl" => has_mark(syntax, at, "to") || syntax.dependents_by(at, "mark").any(|d| matches!(syntax.words()[d].lemma.as_str(), "of" | "for" | "from")),
        "acl" => has_mark(syntax, at, "to"),
        "obl" | "nmod" => syntax.dependents_by(at, "case").any(|d| matches!(syntax.words()[d].lemma.as_str(), "for" | "of" | "to" | "against" | "from" | "out" | "on")),
        "nsubj" => governor.relation() == "cop" || matches!(word.deprel.as_str(), "nsubj:pass") || governor.upos == Upos::Adj,
        _ => false,
    };
    if !complement {
        return None;
    }
    let said = WORDS.get(&(lemma.as_str(), Way::Complement)).copied()?;
    // "on" and "of" hang on almost anything: only nouns of chance and plan, and verbs with clauses, reach over them.
    let loose = matches!(word.relation(), "obl") && syntax.dependents_by(at, "case").any(|d| matches!(syntax.words()[d].lemma.as_str(), "on" | "of" | "to"));
    if loose && !matches!(lemma.as_str(), "accuse" | "suspect" | "agree" | "warn" | "insist" | "decide") {
        return None;
    }
    // A finite clause under "agree", "expect", "hope" keeps its own mood; under a denial the denial counts.
    let finite = word.relation() == "ccomp" && matches!(word.xpos.as_str(), "VBD" | "VBZ" | "VBP") && !has_mark(syntax, at, "to");
    if finite && matches!(said, Factuality::Planned) {
        return Some(Factuality::Possible);
    }
    // Not refusing, not denying: open.
    if said == Factuality::Negated && beside(syntax, head) == Some(Factuality::Negated) {
        return Some(Factuality::Possible);
    }
    Some(said)
}

/// True for an event in the main clause of a question.
fn asks(article: &Article, syntax: &Syntax, i: usize) -> bool {
    let sentence = &syntax.sentences()[syntax.words()[i].sentence];
    let root = sentence.words.clone().find(|&w| syntax.words()[w].head.is_none());
    let last = sentence.words.end - 1;
    syntax.words()[last].span.of(&article.text) == "?" && (root == Some(i) || syntax.words()[i].head == root)
}
