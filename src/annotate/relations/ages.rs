//! How old people are: "Jane Doe, 40,", "the 21-year-old Jane Doe", "Jane Doe, aged 7", "she is 33".

use super::scene::Scene;
use super::{Found, Object, Relation};
use crate::annotate::mentions::MentionKind;
use crate::ontology::{EntityType, Property, Status};
use crate::text::Span;
use crate::text::syntax::Upos;

/// The oldest that anybody is.
const OLDEST: u32 = 122;

pub(super) fn relations(scene: &Scene<'_>, found: &mut Found) {
    let mut add = |subject: usize, age: u32, evidence: Span, confidence: f32| {
        let object = Object::Integer(age);
        found.add(Relation { subject, property: Property::Age, object, evidence, confidence, status: Status::Current });
    };
    for mention in scene.mentions.iter().filter(|m| m.kind == MentionKind::Name && m.entity_type == EntityType::Person)
    {
        let after = mention.words.end;
        let Some(entity) = scene.own_entity(mention.words.start) else { continue };
        if let Some((age, last)) = beside_name(scene, mention.words.start, after) {
            add(entity, age, scene.cover(&[mention.words.start, last]), 0.95);
        }
    }
    for i in 0..scene.syntax.words().len() {
        let Some((age, word)) = years_old(scene, i) else { continue };
        let Some(target) = holder(scene, word) else { continue };
        let Some(entity) = scene.own_entity(target) else { continue };
        if scene.kind(entity) == EntityType::Person {
            add(entity, age, scene.cover(&[target, i]), 0.9);
        }
    }
    for (i, age) in (0..scene.syntax.words().len()).filter_map(|i| Some((i, number(scene, i)?))) {
        // "she is 33", "who was 7".
        if scene.syntax.dependent(i, "cop").is_none() || scene.is_unreal(i) {
            continue;
        }
        let others =
            scene.syntax.dependents(i).iter().any(|&d| matches!(scene.word(d).relation(), "nmod" | "case" | "obl"));
        let Some(subject) = scene.syntax.dependent(i, "nsubj").filter(|_| !others) else { continue };
        let Some(entity) = scene.entity(subject).filter(|&e| scene.kind(e) == EntityType::Person) else { continue };
        add(entity, age, scene.cover(&[subject, i]), 0.8);
    }
}

/// The age right after a name, and its word.
fn beside_name(scene: &Scene<'_>, name: usize, after: usize) -> Option<(u32, usize)> {
    let end = scene.syntax.sentences()[scene.word(name).sentence].words.end;
    let form = |i: usize| if i < end { scene.form(i) } else { "" };
    if !matches!(form(after), "," | "(" | "-" | "–" | "—") {
        return match form(after) {
            "aged" => number(scene, after + 1).map(|age| (age, after + 1)),
            _ => None,
        };
    }
    let at = if matches!(form(after + 1), "aged" | "age") { after + 2 } else { after + 1 };
    if at >= end {
        return None;
    }
    let age = number(scene, at)?;
    let closed = matches!(
        form(at + 1),
        "," | ")"
            | "."
            | ";"
            | ""
            | "and"
            | "of"
            | "from"
            | "who"
            | "told"
            | "said"
            | "was"
            | "is"
            | "has"
            | "-"
            | "–"
            | "—"
    );
    (closed && !(form(at + 1) == "-" && form(at + 2) == "year")).then_some((age, at))
}

/// The number of a word that can be an age.
fn number(scene: &Scene<'_>, i: usize) -> Option<u32> {
    let words = scene.syntax.words();
    if i >= words.len() || words[i].upos != Upos::Num {
        return None;
    }
    scene.form(i).parse().ok().filter(|n| (1..=OLDEST).contains(n))
}

/// "21-year-old", "21 years old", "21 years of age" at word `i`: the age and its last word.
fn years_old(scene: &Scene<'_>, i: usize) -> Option<(u32, usize)> {
    let form = |i: usize| if i < scene.syntax.words().len() { scene.form(i) } else { "" };
    if let Some((number, "year-old" | "years-old" | "year-olds")) = form(i).split_once('-') {
        return number.parse().ok().filter(|n| (1..=OLDEST).contains(n)).map(|n| (n, i));
    }
    let age = number(scene, i)?;
    let skip = |i: usize| if form(i) == "-" { i + 1 } else { i };
    let years = skip(i + 1);
    if form(years) == "year-old" {
        return Some((age, years));
    }
    let old = skip(years + 1);
    (matches!(form(years), "year" | "years") && matches!(form(old), "old" | "olds")).then_some((age, old))
}

/// Who is of the age that ends with word `i`.
fn holder(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let person = |w: usize| {
        scene.referent(w).filter(|&r| scene.own_entity(r).is_some_and(|e| scene.kind(e) == EntityType::Person))
    };
    if let Some(own) = person(i) {
        return Some(own);
    }
    if let Some(subject) = scene.syntax.dependent(i, "nsubj") {
        return person(subject);
    }
    // A name in apposition to the age: "the 21-year-old, Jane Doe".
    if let Some(name) = scene.dependents(i).into_iter().find(|&d| matches!(scene.word(d).relation(), "appos" | "flat"))
    {
        return person(name);
    }
    scene.syntax.ancestors(i).take(2).find_map(person)
}
