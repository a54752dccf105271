//! Who a cue attributes its content to: subjects, agents of passives, owners of nouns, and those who share another's
//! subject; who is told; and what stands for somebody else.

use std::ops::Range;

use super::cues::listed;
use super::scene::Scene;
use crate::ontology::EntityType;
use crate::text::syntax::Upos;

/// How many clauses up a subject is looked for.
const REACH: usize = 6;

/// Who says it, as far as the clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The head word of the phrase.
    Word(usize),
    /// Nobody in particular: "it was announced".
    Unsaid,
    /// Nobody at all: "no one claimed responsibility".
    Nobody,
}

impl Who {
    pub(super) fn word(self) -> Option<usize> {
        match self {
            Self::Word(w) => Some(w),
            Self::Unsaid | Self::Nobody => None,
        }
    }
}

/// True for a verb in the passive.
pub(super) fn is_passive(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    let own =
        scene.syntax.dependents(i).iter().any(|&d| matches!(scene.word(d).deprel.as_str(), "aux:pass" | "nsubj:pass"));
    let active = scene.dependent(i, "nsubj").is_some() && !own;
    own || word.xpos == "VBN"
        && !active
        && matches!(word.deprel.as_str(), "acl" | "advcl")
        && !has_aux(scene, i, "have")
        || word.xpos == "VBN"
            && word.deprel == "conj"
            && !active
            && !has_aux(scene, i, "have")
            && word.head.is_some_and(|h| scene.word(h).xpos == "VBN" && h < i && is_passive_head(scene, h))
}

fn is_passive_head(scene: &Scene<'_>, h: usize) -> bool {
    scene.syntax.dependents(h).iter().any(|&d| matches!(scene.word(d).deprel.as_str(), "aux:pass" | "nsubj:pass"))
}

fn has_aux(scene: &Scene<'_>, i: usize, lemma: &str) -> bool {
    scene.syntax.dependents_by(i, "aux").any(|d| scene.word(d).lemma == lemma)
}

/// The agent of a passive: "by the court".
pub(super) fn agent(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let mut phrases = scene.syntax.dependents(i).iter().copied().filter(|&d| scene.word(d).relation() == "obl");
    phrases.find(|&d| scene.marked(d, "by") && scene.word(d).upos != Upos::Num)
}

/// The source of the verb at `i`.
pub(super) fn of_verb(scene: &Scene<'_>, i: usize) -> Who {
    if is_passive(scene, i) {
        return agent(scene, i).map_or(Who::Unsaid, |w| person(scene, w));
    }
    subject(scene, i, REACH)
}

/// The subject of the verb or adjective at `i`, its own or one that it shares.
pub(super) fn subject(scene: &Scene<'_>, i: usize, reach: usize) -> Who {
    if let Some(own) = nearest_subject(scene, i) {
        return person(scene, own);
    }
    if let Some(beside) = beside(scene, i) {
        return Who::Word(beside);
    }
    let word = scene.word(i);
    let (Some(head), true) = (word.head, reach > 0) else { return Who::Unsaid };
    let of_head = |scene: &Scene<'_>| {
        if is_passive(scene, head) {
            let patient = scene.syntax.dependents(head).iter().copied().find(|&d| scene.word(d).deprel == "nsubj:pass");
            return patient.map_or(Who::Unsaid, |w| person(scene, w));
        }
        subject(scene, head, reach - 1)
    };
    match word.deprel.as_str() {
        "conj" if mute_relative(scene, head) => {
            // "claimed a shooting that killed three and called for more": a shooting calls for nothing.
            let above = scene.syntax.ancestors(head).take(5).find(|&v| scene.word(v).upos == Upos::Verb);
            match above.filter(|_| finite(scene, i)) {
                Some(verb) => of_verb(scene, verb),
                None => of_head(scene),
            }
        }
        "conj" if !scene.word(head).upos.is_nominal() || scene.dependent(head, "cop").is_some() => of_head(scene),
        "xcomp" => match scene.dependent(head, "obj").filter(|&o| o < i && scene.word(head).lemma != "promise") {
            Some(object) => person(scene, object),
            None => of_head(scene),
        },
        "advcl" if !finite(scene, i) => of_head(scene),
        "acl" if word.xpos == "VBG" => person(scene, head),
        "parataxis" | "ccomp" if word.xpos == "VBG" => of_head(scene),
        _ => Who::Unsaid,
    }
}

/// True for a relative clause about what cannot speak.
pub(super) fn mute_relative(scene: &Scene<'_>, verb: usize) -> bool {
    scene.word(verb).deprel == "acl:relcl"
        && scene.word(verb).head.is_some_and(|noun| {
            scene.word(noun).upos == Upos::Noun
                && !speaks(scene, noun)
                && !listed("document", &scene.lemma(noun))
                && !listed("vague", &scene.lemma(noun))
        })
        && nearest_subject(scene, verb).is_some_and(|s| matches!(scene.lemma(s).as_str(), "that" | "which"))
}

/// The subject of word `i`; of several, the one that stands nearest, as in a clause put into another.
fn nearest_subject(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let own: Vec<usize> =
        scene.syntax.dependents_by(i, "nsubj").filter(|&d| scene.word(d).deprel != "nsubj:pass").collect();
    let free = |d: &usize| *d < i && !scene.syntax.dependents_by(*d, "case").any(|c| scene.word(c).lemma != "'s");
    own.iter().copied().rfind(free).or_else(|| own.iter().copied().rfind(|&d| d < i)).or_else(|| own.first().copied())
}

/// The phrase directly before a tensed verb that the parser gave no subject: a name, or what it took for the subject of a
/// later verb ("a source said, and …").
fn beside(scene: &Scene<'_>, i: usize) -> Option<usize> {
    if !finite(scene, i) || scene.word(i).relation() == "conj" || scene.marked(i, "to") {
        return None;
    }
    let before =
        (i.saturating_sub(4)..i).rev().find(|&k| !matches!(scene.word(k).upos, Upos::Adv | Upos::Aux | Upos::Part))?;
    if scene.word(before).upos == Upos::Punct || scene.word(before).sentence != scene.word(i).sentence {
        return None;
    }
    let chain = || std::iter::once(before).chain(scene.syntax.ancestors(before)).take(6);
    let crossing = chain().find(|&a| {
        a < i
            && scene.word(a).relation() == "nsubj"
            && scene.word(a).head.is_some_and(|h| h > i && nearest_subject(scene, h) != Some(a))
    });
    crossing.or_else(|| scene.covering(before).filter(|&h| h < i && speaks(scene, h)))
}

/// True for the head of a mention of somebody who can speak.
pub(super) fn speaks(scene: &Scene<'_>, i: usize) -> bool {
    scene.mention_at(i).is_some_and(|m| {
        matches!(
            scene.layers.mentions[m].entity_type,
            EntityType::Person | EntityType::Organization | EntityType::Group
        )
    })
}

/// True for a clause with a tensed verb or an auxiliary of its own.
fn finite(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.word(i).xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD")
        || scene.syntax.dependents(i).iter().any(|&d| {
            matches!(scene.word(d).relation(), "aux" | "cop")
                && matches!(scene.word(d).xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD")
        })
}

/// A word as a source: expletives are none, and neither is "nobody".
fn person(scene: &Scene<'_>, w: usize) -> Who {
    let lemma = scene.lemma(w);
    let determiner =
        |of: &str| scene.syntax.dependents_by(w, "det").any(|d| scene.word(d).lemma.eq_ignore_ascii_case(of));
    if listed("nobody", &lemma) || determiner("no") || determiner("neither") {
        return Who::Nobody;
    }
    let question = matches!(lemma.as_str(), "what" | "why" | "how")
        || lemma == "who" && scene.word(w).head.is_some_and(|h| !scene.word(h).deprel.starts_with("acl"));
    if scene.word(w).relation() == "expl" || question || lemma == "there" {
        return Who::Unsaid;
    }
    Who::Word(w)
}

/// The owner of a noun of saying: "X's claim", "warnings from X", "the X claim" where X is a name, or the subject of the
/// verb that only carries the noun.
pub(super) fn of_noun(scene: &Scene<'_>, i: usize) -> Who {
    let dependents = || scene.syntax.dependents(i).iter().copied();
    if let Some(owner) = dependents().find(|&d| scene.word(d).deprel == "nmod:poss") {
        return Who::Word(owner);
    }
    let from = dependents().find(|&d| {
        matches!(scene.word(d).relation(), "nmod" | "obl") && ["by", "from", "among"].iter().any(|p| scene.marked(d, p))
    });
    if let Some(from) = from {
        return Who::Word(from);
    }
    if let Some(verb) = carrier(scene, i) {
        return of_verb(scene, verb);
    }
    let name = dependents()
        .filter(|&d| matches!(scene.word(d).relation(), "compound" | "amod"))
        .find(|&d| scene.entity_at(d).is_some());
    if let Some(name) = name {
        return Who::Word(name);
    }
    Who::Unsaid
}

/// The verb that only carries the noun at `i`: "made" in "made a claim", "is" in "his claim is that".
pub(super) fn carrier(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let word = scene.word(i);
    let head = word.head?;
    let carried = matches!(word.deprel.as_str(), "obj" | "nsubj:pass");
    (carried && scene.word(head).upos == Upos::Verb && listed("light", &scene.word(head).lemma)).then_some(head)
}

/// The words of the phrase of a source, without clauses that hang on it, and without words at and beyond the cue.
pub(super) fn phrase(scene: &Scene<'_>, w: usize, cue: usize) -> Range<usize> {
    let clause = |d: usize| {
        matches!(scene.word(d).deprel.as_str(), "acl:relcl" | "parataxis" | "advcl" | "cop" | "discourse" | "dep")
            || scene.word(d).deprel == "acl"
                && (scene.word(d).xpos != "VBN"
                    || scene.form(d.saturating_sub(1)) == ","
                    || scene.syntax.dependents(d).is_empty())
            || scene.word(d).relation() == "case"
            || scene.word(d).relation() == "conj"
                && !scene.word(d).upos.is_nominal()
                && scene.word(d).upos != Upos::Pron
            || d == cue
    };
    let mut words = vec![w];
    let mut next = 0;
    while next < words.len() {
        let own = words[next];
        words.extend(scene.syntax.dependents(own).iter().filter(|&&d| {
            let of_head =
                own != w && !matches!(scene.word(d).deprel.as_str(), "acl:relcl" | "parataxis" | "advcl") && d != cue;
            !clause(d) || of_head
        }));
        next += 1;
    }
    words.sort_unstable();
    let found = scene.ranges(&words).into_iter().find(|r| r.contains(&w)).unwrap_or(w..w + 1);
    let mut trimmed = scene.trimmed(found);
    // "told AFP the movement was": a name that runs into a phrase with an article of its own is another's.
    if let Some(article) = (trimmed.start + 1..w).find(|&k| scene.word(k).upos == Upos::Det && scene.lemma(k) == "the")
        && (trimmed.start..article).all(|k| scene.word(k).upos == Upos::Propn)
    {
        trimmed.start = article;
    }
    if let Some(name) = scene.name_over(w).filter(|n| !n.contains(&cue)) {
        trimmed = trimmed.start.min(name.start)..trimmed.end.max(name.end);
    }
    if trimmed.contains(&w) { trimmed } else { w..w + 1 }
}

/// The entity behind a source: its own, what a relative pronoun stands for, or the owner of a document.
pub(super) fn entity(scene: &Scene<'_>, w: usize) -> Option<usize> {
    let word = scene.word(w);
    if matches!(scene.lemma(w).as_str(), "who" | "which" | "that" | "whom") && word.upos == Upos::Pron {
        let relative = scene.syntax.ancestors(w).take(3).find(|&a| scene.word(a).deprel == "acl:relcl");
        return relative.and_then(|r| scene.word(r).head).and_then(|n| entity(scene, n));
    }
    if listed("document", &scene.lemma(w)) {
        let owner = scene.syntax.dependents(w).iter().copied().find(|&d| {
            let relation = scene.word(d).relation();
            let owns = word_owns(scene, d);
            matches!(relation, "nmod" | "compound" | "amod" | "obl") && owns && scene.entity_at(d).is_some()
        });
        // "video distributed by the office showed": the parser made the office a second subject.
        let second = word
            .head
            .filter(|_| word.relation() == "nsubj")
            .and_then(|verb| scene.syntax.dependents_by(verb, "nsubj").find(|&d| d > w && scene.marked(d, "by")));
        if let Some(owner) = owner.or(second) {
            return scene.entity_at(owner);
        }
    }
    scene.entity_at(w).or_else(|| named_within(scene, w))
}

fn word_owns(scene: &Scene<'_>, d: usize) -> bool {
    match scene.case(d).as_deref() {
        None | Some("by" | "from" | "of") => true,
        Some(_) => scene.word(d).deprel == "nmod:poss",
    }
}

/// A name in apposition, or one that the word belongs to: "the minister, Ana Lima", "Mr Lima".
fn named_within(scene: &Scene<'_>, w: usize) -> Option<usize> {
    let dependents = scene.syntax.dependents(w).iter().copied();
    let mut near = dependents.filter(|&d| matches!(scene.word(d).relation(), "appos" | "flat" | "compound"));
    near.find_map(|d| scene.entity_at(d)).or_else(|| {
        let word = scene.word(w);
        word.head.filter(|_| matches!(word.relation(), "flat" | "compound" | "appos")).and_then(|h| scene.entity_at(h))
    })
}
