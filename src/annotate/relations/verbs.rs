//! Verbs that state a relation: "lives in", "was born in", "was founded by".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::posts::affiliation;
use super::scene::{Argument, Scene, Slot};
use super::{Found, Object, Relation};
use crate::annotate::tables::{rows, values};
use crate::ontology::{EntityType, Property, Status, Subtype};
use crate::text::syntax::Upos;

/// A row of the table.
#[derive(Debug)]
struct Pattern {
    /// `None` for an affiliation, whose property depends on the organization.
    property: Option<Property>,
    subject: Vec<&'static str>,
    object: Vec<&'static str>,
    /// The past tense says that it is over.
    state: bool,
    former: bool,
}

static PATTERNS: LazyLock<HashMap<&'static str, Vec<Pattern>>> = LazyLock::new(|| {
    let mut patterns: HashMap<&'static str, Vec<Pattern>> = HashMap::new();
    for [property, verbs, subject, object, status] in rows(include_str!("../data/relation_verbs.tsv")) {
        for verb in values(verbs) {
            patterns.entry(verb).or_default().push(Pattern {
                property: Property::from_name(property),
                subject: values(subject).collect(),
                object: values(object).collect(),
                state: status == "state",
                former: status == "former",
            });
        }
    }
    patterns
});

pub(super) fn relations(scene: &Scene<'_>, found: &mut Found) {
    for (i, word) in scene.syntax.words().iter().enumerate() {
        let lemma = if scene.form(i).eq_ignore_ascii_case("born") { "bear" } else { word.lemma.as_str() };
        // "and lives in" is now and then read as the noun.
        let noun = word.lemma == "life" && word.deprel == "conj" && scene.form(i) == "lives";
        let lemma = if noun { "live" } else { lemma };
        let verbal = noun || matches!(word.upos, Upos::Verb | Upos::Adj) && !scene.is_name(i);
        let Some(patterns) = PATTERNS.get(lemma).filter(|_| verbal) else { continue };
        if scene.is_unreal(i) {
            continue;
        }
        for pattern in patterns {
            read(scene, i, pattern, found);
        }
        if matches!(lemma, "marry" | "wed") {
            couple(scene, i, found);
        }
    }
}

fn read(scene: &Scene<'_>, verb: usize, pattern: &Pattern, found: &mut Found) {
    for subject in fillers(scene, verb, &pattern.subject) {
        for object in fillers(scene, verb, &pattern.object) {
            let property = pattern.property.unwrap_or_else(|| affiliation(scene, object.entity));
            let place =
                scene.kind(subject.entity) == EntityType::Place && scene.kind(object.entity) == EntityType::Place;
            let property = if property == Property::Location && place { Property::ContainedInPlace } else { property };
            if !plausible(scene, property, subject.entity, object.entity) {
                continue;
            }
            let past = pattern.state && is_past(scene, verb);
            found.add(Relation {
                subject: subject.entity,
                property,
                object: Object::Entity(object.entity),
                evidence: scene.cover(&[subject.word, verb, object.word]),
                confidence: 0.85 * if subject.depth + object.depth > 0 { 0.85 } else { 1.0 },
                status: if past || pattern.former { Status::Former } else { Status::Current },
            });
        }
    }
}

fn plausible(scene: &Scene<'_>, property: Property, subject: usize, object: usize) -> bool {
    match property {
        // One does not study at a party, nor at a company.
        Property::AlumniOf => matches!(
            scene.subtype(object),
            None | Some(
                Subtype::CollegeOrUniversity | Subtype::EducationalOrganization | Subtype::ResearchOrganization
            )
        ),
        Property::ContainedInPlace => scene.subtype(subject) != Some(Subtype::Country),
        _ => true,
    }
}

fn is_past(scene: &Scene<'_>, verb: usize) -> bool {
    scene.word(verb).xpos == "VBD" || scene.syntax.dependents_by(verb, "aux").any(|d| scene.word(d).xpos == "VBD")
}

/// "Jane and John married", "the two are married".
fn couple(scene: &Scene<'_>, verb: usize, found: &mut Found) {
    if scene.syntax.dependent(verb, "obj").is_some() || !fillers(scene, verb, &["to", "with"]).is_empty() {
        return;
    }
    let Some(subject) = subject(scene, verb) else { return };
    if let [one, other] = scene.with_conjuncts(subject)[..]
        && let (Some(a), Some(b)) = (scene.own_entity(one), scene.own_entity(other))
    {
        found.add(Relation {
            subject: a,
            property: Property::Spouse,
            object: Object::Entity(b),
            evidence: scene.cover(&[one, other, verb]),
            confidence: 0.8,
            status: Status::Current,
        });
    }
}

/// What stands at the first of the places that has something.
fn fillers(scene: &Scene<'_>, verb: usize, places: &[&str]) -> Vec<Argument> {
    for place in places {
        let found: Vec<Argument> = heads(scene, verb, place).into_iter().flat_map(|w| named(scene, w)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whom a word refers to, with conjuncts; a noun for no one named leads to what it is of ("the city of X", "a branch of X").
fn named(scene: &Scene<'_>, word: usize) -> Vec<Argument> {
    let refer = scene.with_conjuncts(word);
    let found: Vec<Argument> = refer
        .into_iter()
        .filter_map(|w| Some(Argument { slot: Slot::Before, word: w, entity: scene.own_entity(w)?, depth: 0 }))
        .filter(|a| scene.is_named(a.entity) || scene.kind(a.entity) == EntityType::Person)
        .collect();
    if !found.is_empty() || scene.is_person_noun(word) || !scene.word(word).upos.is_nominal() {
        return found;
    }
    let close = |a: &Argument| match &a.slot {
        Slot::Possessor | Slot::Before => true,
        Slot::After(p) => matches!(p.as_str(), "of" | "in" | "at"),
    };
    scene.arguments(word).into_iter().filter(close).map(|a| Argument { depth: a.depth + 1, ..a }).collect()
}

fn heads(scene: &Scene<'_>, verb: usize, place: &str) -> Vec<usize> {
    let syntax = scene.syntax;
    match place {
        "nsubj" => {
            let passive = is_passive(scene, verb);
            subject(scene, verb).filter(|_| !passive).into_iter().collect()
        }
        "pass" => passive_subject(scene, verb).into_iter().collect(),
        "obj" => {
            if is_passive(scene, verb) {
                return Vec::new();
            }
            let own: Vec<usize> = syntax.dependents_by(verb, "obj").collect();
            // "the company that he founded": the object is what the clause modifies.
            let gap = || scene.word(verb).deprel == "acl:relcl" && syntax.dependent(verb, "nsubj").is_some();
            let clause = || {
                let pronoun = syntax.dependents_by(verb, "nsubj").any(|d| scene.word(d).xpos.starts_with('W'));
                scene.word(verb).head.filter(|_| gap() && !pronoun)
            };
            if own.is_empty() { clause().into_iter().collect() } else { own }
        }
        "by" => syntax
            .dependents_by(verb, "obl")
            .filter(|&d| scene.word(d).deprel == "obl:agent" || scene.preposition(d).as_deref() == Some("by"))
            .collect(),
        preposition => {
            let fits = |d: usize| {
                matches!(scene.word(d).relation(), "obl" | "nmod")
                    && scene.preposition(d).as_deref() == Some(preposition)
            };
            let mut own: Vec<usize> =
                scene.syntax.dependents(verb).iter().copied().filter(|&d| d > verb && fits(d)).collect();
            // "received a degree from X".
            if own.is_empty()
                && let Some(object) = syntax.dependent(verb, "obj")
            {
                own.extend(syntax.dependents(object).iter().copied().filter(|&d| fits(d) && !scene.is_name(object)));
            }
            // "was born and raised in X": the verbs share the phrase, whichever it hangs on.
            if own.is_empty() {
                let later = syntax.dependents_by(verb, "conj").filter(|&c| c <= verb + BESIDE);
                let earlier =
                    scene.word(verb).head.filter(|&h| scene.word(verb).relation() == "conj" && h + BESIDE >= verb);
                let beside = later.chain(earlier).filter(|&v| scene.word(v).upos == Upos::Verb);
                own.extend(beside.flat_map(|v| syntax.dependents(v).iter().copied()).filter(|&d| d > verb && fits(d)));
            }
            own
        }
    }
}

/// How many words lie between coordinated verbs that share what follows.
const BESIDE: usize = 2;

fn is_passive(scene: &Scene<'_>, verb: usize) -> bool {
    let word = scene.word(verb);
    let syntax = scene.syntax;
    syntax.dependents_by(verb, "aux").any(|d| scene.word(d).deprel == "aux:pass")
        || syntax.dependents_by(verb, "nsubj").any(|d| scene.word(d).deprel == "nsubj:pass")
        || syntax.dependent(verb, "obl:agent").is_some()
        || matches!(word.deprel.as_str(), "acl" | "amod" | "advcl")
            && word.xpos == "VBN"
            && syntax.dependent(verb, "nsubj").is_none()
        || word.relation() == "conj"
            && word.xpos == "VBN"
            && syntax.dependent(verb, "nsubj").is_none()
            && word.head.is_some_and(|h| scene.word(h).xpos == "VBN" && is_passive(scene, h))
}

/// Who or what a passive verb or participle is about.
fn passive_subject(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    if !is_passive(scene, verb) {
        return None;
    }
    subject(scene, verb)
}

/// The subject of a verb, its own or the one that it shares.
pub(super) fn subject(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..5 {
        if let Some(subject) = scene.syntax.dependents_by(at, "nsubj").next() {
            return Some(subject);
        }
        let word = scene.word(at);
        let head = word.head?;
        match word.relation() {
            "amod" if at == verb => return Some(head),
            "conj" | "advcl" | "xcomp" | "parataxis" => {
                // A participle loosely tied to a name: "born in Oslo, Jane Doe …".
                if word.relation() != "conj"
                    && scene.word(head).upos.is_nominal()
                    && scene.syntax.dependent(head, "cop").is_none()
                {
                    return Some(head);
                }
                at = head;
            }
            "obl" | "nmod" | "obj" if at != verb => at = head,
            "acl" | "appos" | "dep" | "nmod" => return Some(head),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        for [property, verbs, subject, object, status] in rows(include_str!("../data/relation_verbs.tsv")) {
            assert!(property == "affiliation" || Property::from_name(property).is_some(), "{property}");
            assert!(["", "state", "former"].contains(&status), "{property} {verbs}: {status}");
            assert!(
                values(verbs).count() > 0 && values(subject).count() > 0 && values(object).count() > 0,
                "{property}"
            );
            for verb in values(verbs) {
                assert_eq!(verb, verb.to_lowercase());
            }
        }
    }
}
