//! What is attributed, by the parse: clauses, infinitives, objects and phrases under a cue, the clause around a
//! parenthetical cue, and the clause that "according to" and "reportedly" stand in.

use std::ops::Range;

use super::cues::{Cue, Kind, SAYS, Sort, cue, listed};
use super::scene::Scene;
use super::sources::{self, Who};
use crate::annotate::mentions::MentionKind;
use crate::ontology::Stance;
use crate::text::syntax::Upos;

/// A claim in the making, in words.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) cue: &'static Cue,
    /// The head of the cue.
    pub(super) word: usize,
    /// Words of the cue, its head among them, in text order.
    pub(super) words: Vec<usize>,
    pub(super) source: Who,
    pub(super) content: Vec<Range<usize>>,
    /// Who is told.
    pub(super) addressee: Option<usize>,
    pub(super) confidence: f32,
}

impl Draft {
    pub(super) fn new(cue: &'static Cue, word: usize, source: Who, confidence: f32) -> Self {
        Self { cue, word, words: vec![word], source, content: Vec::new(), addressee: None, confidence }
    }

    fn with(mut self, content: Vec<Range<usize>>) -> Self {
        self.content = content;
        self
    }

    fn add_word(&mut self, word: usize) {
        self.words.push(word);
        self.words.sort_unstable();
        self.words.dedup();
    }
}

/// The claim whose cue is word `i`, if it is one. Its content is empty where only a quotation can give it.
pub(super) fn draft(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let word = scene.word(i);
    match word.upos {
        Upos::Verb | Upos::Aux => verb(scene, i),
        Upos::Noun => noun(scene, i),
        Upos::Adj => adjective(scene, i, &word.lemma.to_lowercase()),
        Upos::Adv => adverb(scene, i),
        Upos::Adp | Upos::Sconj => according(scene, i),
        _ => None,
    }
}

fn verb(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let word = scene.word(i);
    let lemma = scene.lemma(i);
    if lemma == "accord" || lemma == "according" {
        return according(scene, i);
    }
    // "is convinced", "is worried": states, though the tagger may see passives.
    if word.xpos == "VBN"
        && sources::agent(scene, i).is_none()
        && scene.syntax.dependents(i).iter().any(|&d| matches!(scene.word(d).lemma.as_str(), "be" | "seem" | "remain"))
        && let Some(found) = adjective(scene, i, &scene.form(i).to_lowercase())
    {
        return Some(found);
    }
    let known = cue(&lemma, Kind::Verb)?;
    if word.xpos == "VBN" && word.relation() == "acl" && word.head.is_some_and(|h| h > i) {
        return None;
    }
    if word.relation() == "aux" || matches!(word.deprel.as_str(), "amod" | "compound" | "case" | "mark" | "fixed") {
        return None;
    }
    let mut found = Draft::new(known, i, sources::of_verb(scene, i), 0.85);
    if word.xpos == "VB" && word.deprel == "root" && scene.syntax.dependents_by(i, "aux").next().is_none() {
        found.source = Who::Unsaid; // an imperative
    }
    if found.source == Who::Nobody {
        return None;
    }
    let passive = sources::is_passive(scene, i);
    // "as he put it" alone.
    if lemma == "put" && !object_is(scene, i, "it") {
        return None;
    }
    let patient = passive
        .then(|| scene.syntax.dependents(i).iter().copied().find(|&d| scene.word(d).deprel == "nsubj:pass"))
        .flatten();
    let object = scene.dependent(i, "obj");
    let object = if passive { object.or(patient) } else { object };
    if known.takes("addr") || known.takes("to") {
        let after =
            scene.syntax.dependents_by(i, "nsubj").find(|&d| d > i && found.source.word().is_some_and(|s| s < i));
        found.addressee = scene
            .dependent(i, "iobj")
            .or(object)
            .or(after)
            .or_else(|| if passive { noun_modified(scene, i) } else { None });
    }
    let told = found.addressee;
    clause(scene, &mut found, i);
    if found.content.is_empty() {
        infinitive(scene, &mut found, i, object, passive);
    }
    if found.content.is_empty() {
        paired(scene, &mut found, i, object);
    }
    if found.content.is_empty() {
        if object.is_none() || passive || known.takes("addr") {
            phrase_after(scene, &mut found, i);
        }
    }
    if found.content.is_empty()
        && known.takes("np")
        && let Some(object) = object.filter(|&o| may_be_content(scene, &found, o))
    {
        let others = scene.stretch(object, &[i]).into_iter().flatten().filter(|&w| is_anothers(scene, w) || is_remark(scene, w, object));
        let without: Vec<usize> = others.chain([i]).collect();
        found.content = scene.stretch(object, &without);
        // "pledged 40 million euros for the port"
        if matches!(known.sort, Sort::Speech | Sort::Plan)
            && let Some(last) = found.content.last().map(|r| r.end)
            && let Some(more) = scene.syntax.dependents(i).iter().copied().find(|&d| {
                scene.word(d).relation() == "obl"
                    && scene.case(d).is_some_and(|c| matches!(c.as_str(), "for" | "against" | "over" | "about"))
                    && scene.stretch_start(d) == Some(last)
            })
        {
            found.content.extend(scene.stretch(more, &[]));
            found.content = joined(scene, std::mem::take(&mut found.content));
        }
        found.confidence = 0.7;
        if told == Some(object) {
            found.addressee = None;
        }
    }
    if found.content.is_empty() {
        relative(scene, &mut found, i, passive);
    }
    if found.content.is_empty() {
        parenthesis(scene, &mut found, i);
    }
    if found.content.is_empty() || known.takes("pred") {
        rest(scene, &mut found, i, object);
    }
    told_name(scene, &mut found, i);
    antecedent(scene, &mut found, i);
    let unsaid = found.source == Who::Unsaid && !passive && scene.dependent(i, "expl").is_none();
    if unsaid || lemma == "put" && !scene.marked(i, "as") || passive && matches!(known.lemma, "authorize" | "authorise" | "name" | "identify") {
        found.content.clear();
    }
    if found.addressee.is_none() && known.sort == Sort::Speech {
        found.addressee = scene.syntax.dependents_by(i, "obl").find(|&d| {
            scene.marked(d, "to") && scene.entity_at(d).is_some() && !found.content.iter().any(|c| c.contains(&d))
        });
    }
    Some(found)
}

/// "figures show inflation at a low", "called the attack "a crime" against all": everything after the cue.
fn rest(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>) {
    let document = || found.source.word().is_some_and(|s| listed("document", &scene.lemma(s)));
    let own = scene.stretch(i, &[]);
    let Some(end) = own.last().map(|r| r.end) else { return };
    let quoted =
        || (i + 1..end).any(|w| scene.quoted[w].is_some() && scene.syntax.ancestors(w).take(4).any(|a| a == i));
    let called = found.cue.takes("pred")
        && found.cue.sort == Sort::Speech
        && object.is_some_and(|o| o > i)
        && quoted()
        && !found.cue.takes("that");
    let shown =
        found.content.is_empty() && found.cue.sort == Sort::Finding && document() && !sources::is_passive(scene, i);
    if !called && !shown {
        return;
    }
    let kept = |&d: &usize| {
        d > i
            && matches!(scene.word(d).relation(), "obj" | "iobj" | "obl" | "advmod" | "xcomp" | "nmod" | "dep")
            && !is_added(scene, d, i)
            && scene.word(d).deprel != "obl:unmarked"
    };
    let parts: Vec<usize> = scene.syntax.dependents(i).iter().copied().filter(kept).collect();
    if parts.iter().any(|&d| matches!(scene.word(d).relation(), "obj" | "iobj")) {
        found.content = joined(scene, parts.into_iter().flat_map(|d| scene.stretch(d, &[])).collect());
    }
}

/// "told AFP the movement was willing", where the parser took "AFP the movement" for one phrase.
fn told_name(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    if !found.cue.takes("addr") || found.addressee.is_some() {
        return;
    }
    let Some(first) = found.content.first_mut().filter(|r| r.start == i + 1) else { return };
    let Some(head) = scene.covering(i + 1) else { return };
    let Some(mention) = scene.mention_at(head).map(|m| &scene.layers.mentions[m]) else { return };
    let next = mention.words.end;
    let named = mention.kind == MentionKind::Name && mention.words.start == i + 1 && next + 1 < first.end;
    if named && matches!(scene.word(next).upos, Upos::Det | Upos::Pron | Upos::Num) {
        found.addressee = Some(head);
        first.start = next;
    }
}

/// "the offensive that the army says has ended": what the relative pronoun in the content stands for belongs to it.
fn antecedent(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    let Some(noun) = scene.word(i).head.filter(|_| scene.word(i).deprel == "acl:relcl") else { return };
    let own = found.source.word();
    let pronoun = found.content.iter().flat_map(Clone::clone).find(|&w| {
        w < i && matches!(scene.lemma(w).as_str(), "who" | "which" | "that") && scene.word(w).upos == Upos::Pron
    });
    let stray = scene
        .syntax
        .dependents_by(i, "nsubj")
        .find(|&d| d < i && Some(d) != own && matches!(scene.lemma(d).as_str(), "who" | "which" | "that"));
    let object =
        scene.syntax.dependents_by(i, "obj").find(|&d| d < i && matches!(scene.lemma(d).as_str(), "which" | "that"));
    let clause = scene.syntax.dependents_by(i, "ccomp").next().is_some();
    if found.content.is_empty() || pronoun.is_none() && !(clause && (stray.is_some() || object.is_some())) {
        return;
    }
    let before = scene.stretch(noun, &bare(scene, noun, i)).into_iter().filter(|r| r.end <= i);
    let mut content: Vec<Range<usize>> = before.collect();
    content.extend(stray.or(object).map(|w| w..w + 1));
    content.append(&mut found.content);
    found.content = joined(scene, content);
}

fn object_is(scene: &Scene<'_>, i: usize, lemma: &str) -> bool {
    scene.syntax.dependents(i).iter().any(|&d| scene.word(d).relation() == "obj" && scene.lemma(d) == lemma)
}

/// The noun that a participle modifies.
fn noun_modified(scene: &Scene<'_>, i: usize) -> Option<usize> {
    scene.word(i).head.filter(|_| scene.word(i).deprel == "acl")
}

/// A clause: "said (that) …", "announced: …".
fn clause(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    if !found.cue.takes("that") && !found.cue.takes("quote") {
        return;
    }
    for &d in scene.syntax.dependents(i) {
        let word = scene.word(d);
        let colon = || {
            scene.form(d.saturating_sub(1)) == ":"
                || scene.stretch_start(d).is_some_and(|s| s > 0 && matches!(scene.form(s - 1), ":" | "\"" | "“"))
        };
        let takes = match word.deprel.as_str() {
            _ if is_added(scene, d, i) => false,
            "ccomp" => true,
            "csubj" | "csubj:pass" | "csubj:outer" => found.source == Who::Unsaid,
            "parataxis" => {
                d > i
                    && (colon()
                        || found.cue.takes("quote")
                            && matches!(found.cue.sort, Sort::Speech | Sort::Finding | Sort::Belief)
                            && scene.dependent(d, "nsubj").is_some()
                            && word.xpos != "VBG")
            }
            // "said the talks failed", where the parser took a noun for the object and its verb for a clause on it.
            _ => false,
        };
        if takes {
            let ends: Vec<usize> = found.source.word().into_iter().chain([i]).collect();
            let without: Vec<usize> = ends.into_iter().chain(adding(scene, d, i)).chain(going_on(scene, d, i)).collect();
            // Clauses between the source and the cue tell of the source: "who, because she was late, said".
            let aside = |r: &Range<usize>| r.end <= i && found.source.word().is_some_and(|s| s < r.start);
            let own = scene.stretch(d, &without).into_iter().filter(|r| !aside(r));
            let own: Vec<Range<usize>> = own.collect();
            found.content.extend(own);
            // "says his tweets are lies", where the parser made the tweets its object.
            if let Some(object) = scene.dependent(i, "obj").filter(|&o| o > i && o < d && !found.cue.takes("addr")) {
                found.content.extend(scene.stretch(object, &[d]));
                found.content = joined(scene, std::mem::take(&mut found.content));
            }
        }
    }
    // "it was announced that": the subject stands in for the clause.
    if !found.content.is_empty() {
        found.content.sort_by_key(|r| r.start);
    }
}

/// Clauses that are joined to a content before the cue but stand after it, with subjects of their own: "It rained, he
/// said, and they left".
fn going_on(scene: &Scene<'_>, content: usize, cue_word: usize) -> Vec<usize> {
    let own = |d: &usize| {
        content < cue_word
            && *d > cue_word
            && scene.word(*d).relation() == "conj"
            && scene.syntax.dependents_by(*d, "nsubj").next().is_some()
            && scene.quoted[*d].is_none()
    };
    scene.syntax.dependents(content).iter().copied().filter(own).collect()
}

/// Participles of saying that hang at the end of a content but belong to the speaker: "said it was late, adding that …".
fn adding(scene: &Scene<'_>, content: usize, cue_word: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = Some(content);
    for _ in 0..3 {
        let Some(w) = at else { break };
        out.extend(scene.syntax.dependents(w).iter().copied().filter(|&d| is_added(scene, d, cue_word)));
        at = scene
            .syntax
            .dependents(w)
            .iter()
            .copied()
            .rfind(|&d| matches!(scene.word(d).relation(), "xcomp" | "ccomp" | "conj"));
    }
    out
}

/// True for ", adding that …" after a cue.
fn is_added(scene: &Scene<'_>, d: usize, after: usize) -> bool {
    let word = scene.word(d);
    word.xpos == "VBG"
        && matches!(word.relation(), "advcl" | "ccomp" | "parataxis" | "conj" | "xcomp" | "dep")
        && d > after + 1
        && scene.form(d - 1) == ","
        && (goes_on(scene, d) || cue(&scene.lemma(d), Kind::Verb).is_some_and(|c| c.sort == Sort::Speech))
}

/// "going on to say"
fn goes_on(scene: &Scene<'_>, d: usize) -> bool {
    scene.word(d).xpos == "VBG" && matches!(scene.lemma(d).as_str(), "go" | "continue")
}

/// The cue that a participle at the end of its content goes back to.
pub(super) fn added_to(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let mut up = scene.syntax.ancestors(i).take(5);
    let found = up.find(|&a| {
        scene.word(a).upos == Upos::Verb
            && cue(&scene.lemma(a), Kind::Verb).is_some_and(|c| c.sort == Sort::Speech && c.takes("that"))
    })?;
    let participle = scene.word(i).head.filter(|&h| goes_on(scene, h)).unwrap_or(i);
    is_added(scene, participle, found).then_some(found)
}

/// "vowed to …", "urged them to …", "called him a liar", "is said to …".
fn infinitive(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>, passive: bool) {
    let known = found.cue;
    let complement = scene.syntax.dependents(i).iter().copied().find(|&d| {
        scene.word(d).relation() == "xcomp"
            || scene.word(d).relation() == "advcl"
                && scene.marked(d, "to")
                && d > i
                && (known.takes("to") || known.takes("raise"))
                && object.is_some()
    });
    let Some(complement) = complement else {
        // "called on them to leave": the infinitive hangs on the verb or on the one asked.
        if known.takes("on")
            && let Some(asked) = phrase(scene, i, |p| matches!(p, "on" | "upon"))
        {
            found.addressee = Some(asked);
            if let Some(on) =
                scene.syntax.dependents(asked).iter().copied().find(|&d| scene.word(d).relation() == "case")
            {
                found.add_word(on);
            }
            let case = scene.syntax.dependents(asked).iter().copied().filter(|&d| scene.word(d).relation() == "case");
            let case: Vec<usize> = case.collect();
            let doing = scene
                .syntax
                .dependents(i)
                .iter()
                .copied()
                .find(|&d| d > asked && scene.word(d).relation() == "advcl" && scene.marked(d, "to"));
            found.content = scene.stretch(asked, &case);
            if let Some(doing) = doing {
                found.content.extend(infinitive_stretch(scene, doing, i));
            }
            found.content = joined(scene, std::mem::take(&mut found.content));
        }
        return;
    };
    let own_name =
        scene.syntax.dependents_by(complement, "obj").any(|o| matches!(scene.lemma(o).as_str(), "name" | "surname"));
    if own_name
        || matches!(scene.word(complement).lemma.as_str(), "name" | "identify")
            && sources::is_passive(scene, complement)
    {
        return;
    }
    let to = scene.marked(complement, "to") || scene.word(complement).xpos == "VBG";
    let as_word = scene.marked(complement, "as");
    let both = object.filter(|_| {
        known.takes("raise") && to
            || known.takes("pred") && !to
            || known.takes("as") && as_word
            || passive && known.takes("inf") && to
    });
    if let Some(object) = both {
        if known.stance == Stance::Demands {
            found.addressee = Some(object);
        }
        found.content = scene.stretch(object, &[i, complement]);
        found.content.extend(infinitive_stretch(scene, complement, i));
        found.content = joined(scene, std::mem::take(&mut found.content));
    } else if known.takes("to") && to && (object.is_some() || found.addressee.is_some())
        || known.takes("inf") && to && (object.is_none() || passive)
        || (known.takes("raise") && to && object.is_none() && !passive)
    {
        found.content = infinitive_stretch(scene, complement, i);
    }
}

/// What an infinitive says: without tensed verbs that the parser joined to it ("vowed to stay and left"), and without the
/// occasion at its end ("called on them to help in a press conference").
fn infinitive_stretch(scene: &Scene<'_>, complement: usize, i: usize) -> Vec<Range<usize>> {
    let mut without = vec![i];
    let mut at = Some(complement);
    for _ in 0..4 {
        let Some(w) = at else { break };
        for &d in scene.syntax.dependents(w) {
            let word = scene.word(d);
            let tensed = word.relation() == "conj"
                && matches!(word.xpos.as_str(), "VBD" | "VBZ" | "VBP")
                && scene.word(w).xpos == "VB";
            let occasion = matches!(word.relation(), "obl" | "nmod")
                && listed("occasion", &scene.lemma(d))
                && scene.case(d).is_some_and(|c| matches!(c.as_str(), "in" | "at" | "during"))
                && scene.quoted[d].is_none();
            if tensed || occasion || is_added(scene, d, i) {
                without.push(d);
            }
        }
        at = scene
            .syntax
            .dependents(w)
            .iter()
            .copied()
            .rfind(|&d| matches!(scene.word(d).relation(), "xcomp" | "obj" | "ccomp"));
    }
    let cut = without[1..].iter().filter(|&&d| scene.word(d).relation() != "conj").min().copied();
    let found = scene.stretch(complement, &without);
    match cut {
        Some(cut) => found.into_iter().filter(|r| r.start < cut).collect(),
        None => found,
    }
}

/// "accused X of Y", "described X as Y".
fn paired(scene: &Scene<'_>, found: &mut Draft, i: usize, object: Option<usize>) {
    let known = found.cue;
    let Some(object) = object else { return };
    let second = scene.syntax.dependents(i).iter().copied().find(|&d| {
        let relation = scene.word(d).relation();
        let case = scene.case(d);
        let case = case.as_deref().unwrap_or("");
        d > i.min(object)
            && matches!(relation, "obl" | "advcl" | "xcomp")
            && (known.pairs_with(case) || known.takes("as") && case == "as")
    });
    // "accused the army of abuses", where the parser made the abuses the army's.
    let within = second.is_none()
        && known.pairs()
        && scene.syntax.dependents(object).iter().any(|&d| {
            matches!(scene.word(d).relation(), "nmod" | "acl") && scene.case(d).is_some_and(|c| known.pairs_with(&c))
        });
    if let Some(second) = second {
        found.content = scene.stretch(object, &[i, second]);
        found.content.extend(scene.stretch(second, &[i]));
        found.content = joined(scene, std::mem::take(&mut found.content));
    } else if within {
        found.content = scene.stretch(object, &[i]);
    }
}

/// "called for talks", "spoke of a plot": the preposition belongs to the cue.
fn phrase_after(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    let known = found.cue;
    let Some(d) = phrase(scene, i, |p| known.takes_phrase(p)) else { return };
    let case: Vec<usize> = scene
        .syntax
        .dependents(d)
        .iter()
        .copied()
        .filter(|&c| {
            c < d && matches!(scene.word(c).relation(), "case" | "mark") && known.takes_phrase(&scene.lemma(c))
        })
        .collect();
    found.content = scene.stretch(d, &case);
    case.into_iter().for_each(|c| found.add_word(c));
    found.confidence = 0.7;
}

/// The phrase or gerund under `i` after a preposition that `fits`.
fn phrase(scene: &Scene<'_>, i: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
    scene.syntax.dependents(i).iter().copied().find(|&d| {
        let relation = scene.word(d).relation();
        let near = d > i && matches!(relation, "obl" | "advcl" | "nmod" | "acl" | "ccomp");
        near && !scene.word(d).deprel.ends_with(":tmod") && scene.case(d).is_some_and(|c| fits(&c))
    })
}

/// "a plan that they announced", "the offensive that the army says has ended": the noun is part of the content.
fn relative(scene: &Scene<'_>, found: &mut Draft, i: usize, passive: bool) {
    let word = scene.word(i);
    let relative = word.deprel == "acl:relcl" || word.deprel == "acl" && passive && word.xpos == "VBN";
    let Some(noun) = word.head.filter(|_| relative) else { return };
    let own = found.source.word();
    // "The rocket, the agency announced, will fly", where the parser took the aside for a relative clause.
    let clause: Vec<Range<usize>> = scene.stretch(i, &[]).into_iter().map(|r| scene.trimmed(r)).collect();
    if let (Some(first), Some(last), true) = (clause.first(), clause.last(), own.is_some()) {
        let comma = |w: usize| w < scene.syntax.words().len() && matches!(scene.form(w), "," | "--" | "—" | "–");
        let pronoun = (first.start..last.end).any(|w| matches!(scene.word(w).xpos.as_str(), "WDT" | "WP" | "WRB"));
        let aside = first.start > 0 && comma(first.start - 1) && comma(last.end) && clause.len() == 1 && !pronoun;
        let verb = scene.word(noun).head.filter(|&v| v > i && scene.word(noun).relation() == "nsubj");
        if let Some(verb) = verb.filter(|_| aside && (found.cue.takes("that") || found.cue.takes("quote"))) {
            found.content = scene.stretch(verb, &[i]);
            return;
        }
    }
    let gap = own.is_none_or(|s| !matches!(scene.lemma(s).as_str(), "who" | "which" | "that")) && own != Some(noun);
    if gap && (found.cue.takes("np") || found.cue.takes("as")) && found.cue.sort != Sort::Attitude {
        let before: Vec<Range<usize>> = scene.stretch(noun, &bare(scene, noun, i));
        found.content = before.into_iter().filter(|r| r.start < i).collect();
        found.confidence = 0.6;
        if found.cue.takes("as")
            && let Some(second) = phrase(scene, i, |p| p == "as")
        {
            found.content.extend(scene.stretch(second, &[]));
        }
    }
}

/// What does not belong to a noun itself: the clause on it at `i`, and its preposition.
fn bare(scene: &Scene<'_>, noun: usize, i: usize) -> Vec<usize> {
    let case = scene.syntax.dependents_by(noun, "case").filter(|&c| c < noun);
    case.chain([i]).collect()
}

/// ", he said," and "as he put it": the clause around the cue.
fn parenthesis(scene: &Scene<'_>, found: &mut Draft, i: usize) {
    let word = scene.word(i);
    let Some(head) = word.head else { return };
    let as_clause = word.relation() == "advcl" && scene.marked(i, "as");
    let aside = word.relation() == "parataxis" && (found.cue.takes("that") || found.cue.takes("quote"));
    // A participle after a comma may only carry what follows.
    let may = as_clause && found.cue.takes("that")
        || aside && found.source != Who::Unsaid && word.xpos != "VBG"
        || aside && sources::is_passive(scene, i);
    if !may || scene.word(head).upos == Upos::Punct {
        return;
    }
    let own = scene.stretch(i, &[]);
    let ends = own.last().map_or(i + 1, |r| r.end);
    let begins = own.first().map_or(i, |r| r.start);
    let sentence = &scene.syntax.sentences()[word.sentence].words;
    // "Shots were fired; police said so": what follows a semicolon is a sentence of its own.
    if begins > sentence.start && scene.form(begins - 1) == ";" {
        return;
    }
    let without: Vec<usize> =
        std::iter::once(i).chain(adding(scene, head, i)).chain(going_on(scene, head, i)).collect();
    let content = scene.stretch(head, &without);
    // A cue that stands between two clauses says the one before it, unless a comma closes it in.
    let closed = ends < sentence.end && matches!(scene.form(ends), "," | "—" | "–" | "--" | "-" | "\"" | "“");
    let at_end = (ends..sentence.end).all(|w| scene.word(w).upos == Upos::Punct);
    found.content = if closed || at_end || begins == sentence.start {
        content
    } else {
        content.into_iter().filter(|r| r.start < i).collect()
    };
    found.confidence = 0.8;
}

/// A relative clause after a comma at the end of an object: what the article adds to it.
fn is_remark(scene: &Scene<'_>, w: usize, object: usize) -> bool {
    scene.word(w).deprel == "acl:relcl"
        && w > object
        && scene.quoted[w].is_none()
        && scene.stretch_start(w).is_some_and(|s| s > object && (scene.form(s) == "," || scene.form(s - 1) == ","))
}

/// A cue that the parser joined to a relative clause inside an object, though it belongs to the main clause.
fn is_anothers(scene: &Scene<'_>, w: usize) -> bool {
    scene.word(w).deprel == "conj"
        && scene.word(w).head.is_some_and(|h| sources::mute_relative(scene, h))
        && cue(&scene.lemma(w), Kind::Verb).is_some_and(|c| c.sort == Sort::Speech)
}

/// True where an object can be what is said rather than who or what it is done to.
fn may_be_content(scene: &Scene<'_>, found: &Draft, object: usize) -> bool {
    let word = scene.word(object);
    if scene.word(object).upos == Upos::Pron && found.cue.sort != Sort::Attitude {
        return false;
    }
    if word.deprel == "obj" && matches!(scene.lemma(object).as_str(), "himself" | "herself" | "itself" | "themselves") {
        return false;
    }
    match found.cue.sort {
        Sort::Finding => {
            let document = found.source.word().is_some_and(|s| listed("document", &scene.lemma(s)));
            document
                || found.cue.takes("quote")
                    && matches!(
                        found.cue.lemma,
                        "estimate"
                            | "document"
                            | "chronicle"
                            | "highlight"
                            | "confirm"
                            | "outline"
                            | "reveal"
                            | "demonstrate"
                            | "recommend"
                    )
        }
        Sort::Speech => found.source != Who::Unsaid || sources::is_passive(scene, found.word),
        _ => found.source != Who::Unsaid,
    }
}

fn noun(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let known = cue(&scene.lemma(i), Kind::Noun)?;
    let mut found = Draft::new(known, i, sources::of_noun(scene, i), 0.75);
    if found.source == Who::Nobody {
        return None;
    }
    let dependents = || scene.syntax.dependents(i).iter().copied().filter(|&d| d > i);
    let clause = dependents().find(|&d| {
        let word = scene.word(d);
        match word.deprel.as_str() {
            "acl" | "ccomp" | "acl:relcl" | "advcl" => {
                let to = scene.marked(d, "to");
                known.takes("that") && (scene.marked(d, "that") || scene.marked(d, "whether"))
                    || known.takes("inf") && to && word.xpos == "VB"
            }
            _ => false,
        }
    });
    // "His message is that …", "the plan is to …".
    let predicate = scene.word(i).head.filter(|&h| {
        scene.word(i).relation() == "nsubj"
            && h > i
            && scene.dependent(h, "cop").is_some()
            && (scene.marked(h, "that") || scene.marked(h, "to"))
    });
    // "The minister's plan would cut taxes": what it would do.
    let would = scene.word(i).head.filter(|&h| {
        scene.word(i).deprel == "nsubj"
            && matches!(known.lemma, "plan" | "proposal")
            && found.source.word().is_some()
            && scene.syntax.dependents_by(h, "aux").any(|d| scene.word(d).lemma == "would")
    });
    if let Some(clause) = clause.or(predicate).or(would) {
        found.content = scene.stretch(clause, &[i]);
    } else if let Some(d) = dependents().find(|&d| {
        matches!(scene.word(d).relation(), "nmod" | "acl" | "obl")
            && scene.case(d).is_some_and(|c| known.takes_phrase(&c))
    }) {
        let free = matches!(
            known.lemma,
            "claim"
                | "allegation"
                | "report"
                | "rumor"
                | "rumour"
                | "accusation"
                | "warning"
                | "fear"
                | "threat"
                | "charge"
        );
        if found.source == Who::Unsaid && !free
            || found.source.word() == Some(d)
            || scene.syntax.dependents(i).iter().any(|&x| x < i && scene.word(x).upos == Upos::Num)
        {
            return None;
        }
        let case: Vec<usize> = scene
            .syntax
            .dependents(d)
            .iter()
            .copied()
            .filter(|&c| scene.word(c).relation() == "case" && c < d)
            .collect();
        found.content = scene.stretch(d, &case);
        case.into_iter().for_each(|c| found.add_word(c));
        found.confidence = 0.6;
    } else {
        return known.takes("quote").then_some(found);
    }
    if found.source == Who::Unsaid && !(known.sort == Sort::Speech || known.sort == Sort::Belief) {
        return None;
    }
    let own = found.source.word();
    found.content.retain(|r| own.is_none_or(|s| !r.contains(&s)) || own.is_some_and(|s| s < i));
    Some(found)
}

fn adjective(scene: &Scene<'_>, i: usize, lemma: &str) -> Option<Draft> {
    let known = cue(lemma, Kind::Adjective)?;
    let word = scene.word(i);
    let source = match word.deprel.as_str() {
        "acl" | "amod" if word.head.is_some_and(|h| h < i) => Who::Word(word.head?),
        "amod" => return None,
        _ if word.upos == Upos::Verb => {
            let own = scene.syntax.dependents(i).iter().copied().find(|&d| scene.word(d).deprel == "nsubj:pass");
            own.map_or_else(|| sources::subject(scene, i, 4), Who::Word)
        }
        _ => sources::subject(scene, i, 4),
    };
    source.word()?;
    let mut found = Draft::new(known, i, source, 0.75);
    for &d in scene.syntax.dependents(i) {
        let to = scene.marked(d, "to");
        let fits = match scene.word(d).relation() {
            "ccomp" => known.takes("that"),
            "advcl" | "xcomp" if to => known.takes("inf") || known.takes("that") && scene.word(d).relation() == "xcomp",
            "advcl" => known.takes("that") && scene.marked(d, "that"),
            _ => false,
        };
        if fits && d > i {
            return Some(found.with(scene.stretch(d, &[i])));
        }
    }
    phrase_after(scene, &mut found, i);
    (!found.content.is_empty()).then_some(found)
}

/// "reportedly", "allegedly": the clause that it stands in.
fn adverb(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let known = cue(&scene.lemma(i), Kind::Adverb)?;
    let head = scene.word(i).head?;
    let content = scene.stretch(head, &[i]);
    Some(Draft::new(known, i, Who::Unsaid, 0.7).with(content))
}

/// "according to X", "in the words of X", "in X's view".
fn according(scene: &Scene<'_>, i: usize) -> Option<Draft> {
    let lemma = scene.lemma(i);
    let form = scene.form(i).to_lowercase();
    if form == "according" {
        let to = i + 1;
        if to >= scene.syntax.words().len() || scene.lemma(to) != "to" {
            return None;
        }
        let word = scene.word(i);
        let noun = if matches!(word.relation(), "case" | "mark") {
            word.head
        } else {
            scene
                .syntax
                .dependents(i)
                .iter()
                .copied()
                .find(|&d| d > to && matches!(scene.word(d).relation(), "obl" | "nmod" | "obj" | "xcomp"))
        }?;
        let (phrase, anchor) = if noun < i {
            return None;
        } else if word.head == Some(noun) {
            (noun, scene.word(noun).head)
        } else {
            (i, word.head)
        };
        let mut found = Draft::new(&SAYS, i, Who::Word(noun), 0.9);
        found.words.push(to);
        found.content = around(scene, phrase, anchor);
        return Some(found);
    }
    if lemma != "in" && lemma != "by" {
        return None;
    }
    let noun = scene.word(i).head.filter(|_| scene.word(i).relation() == "case")?;
    if !VIEWS.contains(&scene.lemma(noun).as_str()) || scene.word(noun).relation() != "obl" {
        return None;
    }
    let owner = scene.syntax.dependents(noun).iter().copied().find(|&d| {
        scene.word(d).deprel == "nmod:poss" || scene.word(d).relation() == "nmod" && scene.marked(d, "of")
    })?;
    let mut found = Draft::new(&SAYS, noun, Who::Word(owner), 0.85);
    found.add_word(i);
    found.content = around(scene, noun, scene.word(noun).head);
    Some(found)
}

/// Nouns of "in the words of", "by his account".
const VIEWS: [&str; 12] = [
    "word",
    "words",
    "view",
    "opinion",
    "eye",
    "judgment",
    "judgement",
    "estimation",
    "account",
    "reckoning",
    "estimate",
    "assessment",
];

/// The clause that a phrase like "according to X" speaks for: the one that it hangs on, and those above it that it is
/// only an addition to.
fn around(scene: &Scene<'_>, phrase: usize, anchor: Option<usize>) -> Vec<Range<usize>> {
    let Some(mut top) = anchor else { return Vec::new() };
    for _ in 0..6 {
        let word = scene.word(top);
        let up = match word.deprel.as_str() {
            "acl:relcl" | "ccomp" | "parataxis" | "root" => None,
            _ => word.head,
        };
        match up {
            Some(head) => top = head,
            None => break,
        }
    }
    let without = [phrase];
    let mut content = scene.stretch(top, &without);
    // Of a relative clause, the noun that it tells of is part of what is said.
    if scene.word(top).deprel == "acl:relcl"
        && let Some(noun) = scene.word(top).head
        && let Some(first) = content.first()
    {
        let before = first.start;
        let start = scene.stretch(noun, &[top]).first().map_or(noun, |r| r.start);
        if start < before && scene.word(noun).relation() != "obl" {
            content.insert(0, start..before);
        }
    }
    joined(scene, content)
}

/// Ranges in order, those that touch as one.
pub(super) fn joined(scene: &Scene<'_>, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| r.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last)
                if range.start <= last.end || (last.end..range.start).all(|p| scene.word(p).upos == Upos::Punct) =>
            {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range),
        }
    }
    out
}
