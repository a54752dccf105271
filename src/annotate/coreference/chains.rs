//! Candidates → chains: each candidate, in text order, joins the chain of its best-scored antecedent that hard constraints
//! allow, or begins one (greedy best-first clustering).

use super::candidates::{Candidate, Determiner, Form, PRONOUNS};
use super::facts::Facts;
use super::features;
use crate::annotate::entities::Entity;
use crate::annotate::mentions::Mention;
use crate::annotate::nominals::is_general_body;
use crate::annotate::quantities::Quantity;
use crate::model::Antecedents;
use crate::ontology::EntityType;
use crate::text::Article;
use crate::text::syntax::Syntax;

/// Candidates before a mention that are looked at as its antecedents.
const WINDOW: usize = 100;
/// Older candidates with the same head that are looked at beside them.
const OLDER: usize = 5;
/// Log-odds that an antecedent must exceed, against none: chosen on gum's dev part, as the loss weighs "none" too high.
const LEAST: f32 = -0.5;

/// Candidates that stand for one thing.
#[derive(Debug)]
pub(super) struct Group {
    /// Indices of the candidates, in text order.
    pub(super) members: Vec<usize>,
    /// What is known of the thing.
    pub(super) facts: Facts,
}

/// Puts all candidates into groups.
pub(super) fn groups(
    article: &Article,
    syntax: &Syntax,
    mentions: &[Mention],
    entities: &[Entity],
    quantities: &[Quantity],
    candidates: &[Candidate],
    antecedents: &Antecedents,
) -> Vec<Group> {
    let words: Vec<usize> = candidates.iter().map(|c| c.word).collect();
    let sides: Vec<Vec<usize>> = candidates.iter().map(|c| features::side(syntax, mentions, c)).collect();
    let scored = antecedents.candidates(&words, &sides);
    let mut room = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(candidates.len());
    let mut of_entity: Vec<Option<usize>> = vec![None; entities.len()];
    for (n, candidate) in candidates.iter().enumerate() {
        let facts = Facts::of(article, syntax, mentions, entities, quantities, candidate);
        // What has a name of its own, or the same one, needs no antecedent.
        let known = candidate.entity;
        let group = known.and_then(|e| of_entity[e]).or_else(|| {
            let mut best: Option<(f32, usize)> = None;
            // "30 prisoners", "a pier" are others than those before; "the 30 prisoners" may be the same.
            let new = matches!(candidate.form, Form::Nominal(Determiner::Number | Determiner::A));
            for m in possible(candidates, n).filter(|&m| !new || predicated(syntax, candidate, &candidates[m])) {
                if !allowed(syntax, candidate, &candidates[m])
                    || !groups[of[m]].facts.agree(&facts)
                    || !groups[of[m]].facts.admits(&facts)
                {
                    continue;
                }
                let score = scored.score(n, m, &features::pair(syntax, mentions, candidates, n, m), &mut room)
                    + body_bonus(syntax, mentions, candidate, &candidates[m]);
                if score > best.map_or(LEAST, |b| b.0) {
                    best = Some((score, of[m]));
                }
            }
            best.map(|(_, group)| group)
        });
        let group = group.unwrap_or_else(|| {
            groups.push(Group { members: Vec::new(), facts: facts.clone() });
            groups.len() - 1
        });
        groups[group].members.push(n);
        groups[group].facts.join(&facts);
        of.push(group);
        if let Some(e) = known {
            of_entity[e] = Some(group);
        }
    }
    groups
}

/// The candidates that may be the antecedent of candidate `n`.
fn possible(candidates: &[Candidate], n: usize) -> impl Iterator<Item = usize> {
    let first = n.saturating_sub(WINDOW);
    let pronoun = matches!(candidates[n].form, Form::Pronoun(_));
    let mut older: Vec<usize> = if pronoun {
        Vec::new()
    } else {
        (0..first).rev().filter(|&m| candidates[m].lemma_number == candidates[n].lemma_number).take(OLDER).collect()
    };
    older.reverse();
    older.into_iter().chain(first..n)
}

/// "the group", "the company" stand for a body that was just named more often in news than in the texts that the head was
/// trained on; "a group of hostages" is no antecedent for them.
fn body_bonus(syntax: &Syntax, mentions: &[Mention], anaphor: &Candidate, antecedent: &Candidate) -> f32 {
    let what = |c: &Candidate| c.mention.map(|m| mentions[m].entity_type);
    let modified = |c: &Candidate| {
        let after = |&d: &usize| d > c.word && matches!(syntax.words()[d].relation(), "nmod" | "acl");
        syntax.dependents(c.word).iter().any(after)
    };
    let definite = matches!(anaphor.form, Form::Nominal(Determiner::The | Determiner::This));
    if !definite || !is_general_body(&anaphor.lemma) || modified(anaphor) {
        return 0.0;
    }
    let near = syntax.words()[anaphor.word].sentence - syntax.words()[antecedent.word].sentence <= NEAR;
    match antecedent.form {
        Form::Name if what(antecedent) == Some(EntityType::Organization) && near => BODY_BONUS,
        Form::Nominal(_) if modified(antecedent) => -BODY_BONUS,
        _ => 0.0,
    }
}

/// Log-odds for that, set by hand: gum's dev part has so few of these that it is indifferent to them.
const BODY_BONUS: f32 = 3.0;
/// Sentences back in which a name is near.
const NEAR: usize = 3;

/// "Lima, a teacher", "Lima is a teacher": one phrase is said of the other.
fn predicated(syntax: &Syntax, anaphor: &Candidate, antecedent: &Candidate) -> bool {
    let (i, j) = (&syntax.words()[anaphor.word], &syntax.words()[antecedent.word]);
    i.relation() == "appos" && i.head == Some(antecedent.word)
        || j.head == Some(anaphor.word) && matches!(j.relation(), "appos" | "nsubj")
}

/// What the grammar rules out: a phrase within the other, coordination, subject and object of one verb.
fn allowed(syntax: &Syntax, anaphor: &Candidate, antecedent: &Candidate) -> bool {
    let (i, j) = (&syntax.words()[anaphor.word], &syntax.words()[antecedent.word]);
    let appositive = i.relation() == "appos" && i.head == Some(antecedent.word)
        || j.relation() == "appos" && j.head == Some(anaphor.word);
    let nested = antecedent.phrase.contains(&anaphor.word) || anaphor.phrase.contains(&antecedent.word);
    let part = j.head == Some(anaphor.word) && j.relation() != "nsubj";
    if (nested || part) && !appositive {
        return false;
    }
    if i.relation() == "conj" && (i.head == Some(antecedent.word) || i.head.is_some() && i.head == j.head) {
        return false;
    }
    let argument = |r: &str| matches!(r, "nsubj" | "obj" | "iobj" | "obl");
    let together = i.head.is_some() && i.head == j.head && argument(i.relation()) && argument(j.relation());
    let reflexive = matches!(anaphor.form, Form::Pronoun(_)) && i.xpos == "PRP" && i.lemma.ends_with("self");
    if together && !reflexive && !matches!(anaphor.form, Form::Pronoun(p) if PRONOUNS[p] == "other") {
        return false;
    }
    let name = antecedent.form == Form::Name;
    if let (true, Form::Nominal(_), false) = (name, anaphor.form, appositive) {
        // "told the agency the group was …": whom it was told is not whom it is about.
        let said = i.head.filter(|&h| i.relation() == "nsubj" && syntax.words()[h].relation() == "ccomp");
        let verb = said.and_then(|h| syntax.words()[h].head);
        if verb.is_some() && j.head == verb && j.relation() != "nsubj" {
            return false;
        }
    }
    if let (Form::Nominal(determiner), Form::Nominal(_), false) = (anaphor.form, antecedent.form, appositive) {
        // "the Hamas government" is no other that was spoken of without that name.
        if !features::includes(&antecedent.content, &anaphor.names) {
            return false;
        }
        // "civilians" without an article are not "Gaza civilians".
        let bare = determiner == Determiner::None && matches!(i.xpos.as_str(), "NNS" | "NNPS");
        if bare && !features::includes(&anaphor.content, &antecedent.content) {
            return false;
        }
    }
    // "is not a lawyer"
    let negated = |w: usize| syntax.dependents(w).iter().any(|&d| syntax.words()[d].lemma == "not");
    !(j.head == Some(anaphor.word) && j.relation() == "nsubj" && negated(anaphor.word))
}
