//! Arguments of a trigger in a sense of the lexicon: semantic roles first, dependencies where those are silent.

use super::scene::Scene;
use super::{EventArgument, clauses, control, support};
use crate::lexicon::{Filler, Sense};
use crate::ontology::{EntityType, Role};
use crate::text::syntax::Syntax;

/// A phrase that stands to a trigger somehow.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// Head word.
    pub(super) head: usize,
    /// PropBank label, where the engine found one.
    pub(super) label: Option<compact_str::CompactString>,
    /// Dependency relation to the trigger, empty where it is no dependent.
    pub(super) relation: compact_str::CompactString,
    pub(super) confidence: f32,
}

/// The phrases beside word `i`: arguments of its predicate, and its dependents.
pub(super) fn phrases(scene: &Scene<'_>, i: usize) -> Vec<Phrase> {
    let syntax = scene.layers.syntax;
    let mut found: Vec<Phrase> = Vec::new();
    let own = |w: usize| !clauses::apart(syntax, i, w) && clauses::clause_of(syntax, w).is_none_or(|c| c == i);
    let fits = |label: &str, w: usize| {
        let adjunct = label.starts_with("ARGM") && !clauses::within(syntax, i, w);
        !adjunct && !control::is_owner(syntax, i, w)
    };
    let labelled = scene.predicate(i).map_or(&[][..], |p| &p.arguments).iter();
    for argument in labelled.filter(|a| own(a.head) && fits(&a.label, a.head)) {
        let word = &syntax.words()[argument.head];
        let relation = if word.head == Some(i) { word.deprel.clone() } else { "".into() };
        found.push(Phrase {
            head: argument.head,
            label: Some(argument.label.clone()),
            relation,
            confidence: argument.confidence,
        });
    }
    for &d in syntax.dependents(i) {
        let word = &syntax.words()[d];
        let argument = matches!(word.relation(), "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "amod" | "compound");
        if argument && !found.iter().any(|p| p.head == d) {
            found.push(Phrase { head: d, label: None, relation: word.deprel.clone(), confidence: 0.7 });
        }
    }
    // "the release of two pilots by the rebels", where the parser makes the rebels the pilots'.
    if syntax.words()[i].upos.is_nominal() {
        let named = |d: usize, case: &str| scene.preposition(d) == Some(case);
        let objects = syntax.dependents_by(i, "nmod").filter(|&d| named(d, "of"));
        let doers: Vec<usize> = objects
            .flat_map(|o| syntax.dependents_by(o, "nmod").filter(|&d| named(d, "by")).collect::<Vec<_>>())
            .collect();
        for d in doers.into_iter().filter(|d| !found.iter().any(|p| p.head == *d)).collect::<Vec<_>>() {
            found.push(Phrase { head: d, label: None, relation: "nmod".into(), confidence: 0.6 });
        }
    }
    if let Some(subject) = clauses::lost_subject(syntax, i).filter(|s| !found.iter().any(|p| p.head == *s)) {
        let passive = syntax.dependent(i, "aux:pass").is_some();
        let relation = if passive { "nsubj:pass" } else { "nsubj" };
        found.push(Phrase { head: subject, label: None, relation: relation.into(), confidence: 0.6 });
    }
    // "the hostages freed on Monday", "people killed in the blast": what a participle describes.
    let word = &syntax.words()[i];
    if let (Some(h), "acl" | "amod") = (word.head.filter(|&h| !control::is_owner(syntax, i, h)), word.relation()) {
        if !found.iter().any(|p| p.head == h) && matches!(word.xpos.as_str(), "VBN" | "JJ" | "VBG") {
            let relation = if word.xpos == "VBG" { "nsubj" } else { "nsubj:pass" };
            found.push(Phrase { head: h, label: None, relation: relation.into(), confidence: 0.7 });
        } else if word.xpos == "JJ" && !found.iter().any(|p| p.head == h) {
            found.push(Phrase { head: h, label: None, relation: "head".into(), confidence: 0.7 });
        }
    }
    // "Arrested on Monday, the singer was freed": the patient is the subject of the clause.
    if let Some(subject) = control::of_participle(syntax, i).filter(|s| !found.iter().any(|p| p.head == *s)) {
        found.push(Phrase { head: subject, label: None, relation: "nsubj:pass".into(), confidence: 0.6 });
    }
    if let Some(object) = control::shared_object(syntax, i).filter(|o| !found.iter().any(|p| p.head == *o)) {
        found.push(Phrase { head: object, label: None, relation: "obj".into(), confidence: 0.6 });
    }
    found.retain(|p| !is_source(syntax, p.head));
    found.sort_by_key(|p| p.head);
    found
}

/// "according to the police": who says it is no participant of what is said.
pub(super) fn is_source(syntax: &Syntax, i: usize) -> bool {
    syntax
        .dependents_by(i, "case")
        .any(|c| matches!(syntax.words()[c].lemma.to_lowercase().as_str(), "accord" | "according"))
}

/// The phrase as the lexicon's constraints see it.
pub(super) fn filler<'s>(scene: &'s Scene<'_>, sense: &Sense, phrase: &'s Phrase) -> Filler<'s> {
    let mut filler = Filler {
        label: phrase.label.as_deref().unwrap_or(""),
        relation: &phrase.relation,
        preposition: scene.preposition(phrase.head),
        lemma: scene.layers.syntax.words()[phrase.head].lemma.as_str(),
        kind: scene.kind(phrase.head),
        role: None,
    };
    filler.role = lexical_role(sense, &filler);
    filler
}

/// The role that a sense gives a filler: by its label, else by its preposition, else by its relation.
fn lexical_role(sense: &Sense, filler: &Filler<'_>) -> Option<Role> {
    let labelled = (!filler.label.is_empty())
        .then(|| sense.labelled_role(filler.label, filler.relation, filler.lemma, filler.kind))
        .flatten();
    let by_preposition = || filler.preposition.and_then(|p| sense.preposition_role(p, filler.lemma, filler.kind));
    let by_relation = || {
        let related = !filler.relation.is_empty()
            && (filler.preposition.is_none() || filler.relation == "nmod:poss" || filler.relation == "obl:agent");
        related.then(|| sense.role(filler.relation, filler.lemma, filler.kind)).flatten()
    };
    // Where a journey or a retreat begins and ends is said by the preposition, whatever the label.
    let way = || by_preposition().filter(|r| matches!(r, Role::Origin | Role::Destination));
    let place = filler.kind == Some(EntityType::Place);
    match labelled {
        Some(Role::Patient) if place => way().or(labelled),
        _ => labelled.or_else(by_preposition).or_else(by_relation),
    }
}

/// The arguments of trigger `i` in `sense`.
pub(super) fn arguments(scene: &Scene<'_>, sense: &Sense, i: usize, phrases: &[Phrase]) -> Vec<EventArgument> {
    let syntax = scene.layers.syntax;
    let mut found: Vec<EventArgument> = Vec::new();
    for phrase in phrases {
        let filler = filler(scene, sense, phrase);
        let Some(role) = filler.role else { continue };
        add(scene, i, &mut found, role, phrase.head, phrase.confidence);
    }
    if syntax.words()[i].upos.is_nominal() {
        support::add_all(scene, sense, i, &mut found);
    } else if let Some(subject) = control::subject(syntax, i).filter(|s| !phrases.iter().any(|p| p.head == *s)) {
        let role = sense.role("nsubj", &scene.layers.syntax.words()[subject].lemma, scene.kind(subject));
        let free = |r: Role| r == Role::Participant || !found.iter().any(|a| a.role == r);
        if let Some(role) = role.filter(|&r| free(r)) {
            add(scene, i, &mut found, role, subject, 0.5);
        }
    }
    found.sort_by_key(|a| (scene.layers.mentions[a.mention].span, a.role.name()));
    found
}

/// Adds what the phrase at `head` refers to, once an entity and role.
pub(super) fn add(
    scene: &Scene<'_>,
    trigger: usize,
    found: &mut Vec<EventArgument>,
    role: Role,
    head: usize,
    confidence: f32,
) {
    for (mention, entity) in scene.referents(head) {
        if scene.layers.mentions[mention].head == trigger {
            continue; // nothing takes part in itself
        }
        // Only places are places of events.
        let filler = &scene.layers.entities[entity];
        let place = filler.entity_type == EntityType::Place;
        // A bare number is people only as somebody who acts or suffers.
        let number = filler.group.as_ref().is_some_and(|g| g.member_type.is_none() && g.nationality.is_empty());
        if number && !matches!(role, Role::Agent | Role::Patient | Role::Participant) {
            continue;
        }
        if role == Role::Place && !place || found.iter().any(|a| a.entity == entity) {
            continue;
        }
        found.push(EventArgument { role, entity, mention, confidence });
    }
}
