//! Where people come from and live: nationality, birthplace, home.

use super::descriptions::{Description, Tie};
use super::nouns::{self, Kind};
use super::scene::{Scene, Slot};
use super::{Found, Object, Relation};
use crate::annotate::mentions::MentionKind;
use crate::ontology::{EntityType, Property, Status, Subtype};
use crate::text::syntax::Upos;

/// How far before a name its modifiers are looked for, in words.
const REACH: usize = 9;

/// What a description says of origin: "the Israeli singer", "a resident of Gaza City".
pub(super) fn described(scene: &Scene<'_>, description: &Description, found: &mut Found) {
    if scene.kind(description.entity) != EntityType::Person {
        return;
    }
    let noun = description.noun;
    let mut add = |property, word, entity, confidence: f32| {
        found.add(Relation {
            subject: description.entity,
            property,
            object: Object::Entity(entity),
            evidence: description.evidence(scene, word),
            confidence: confidence * description.confidence(),
            status: if description.status == Status::Former && property == Property::HomeLocation {
                Status::Former
            } else {
                Status::Current
            },
        });
    };
    for argument in description.arguments.iter().filter(|a| a.depth == 0 && scene.kind(a.entity) == EntityType::Place) {
        let of = match &argument.slot {
            Slot::Possessor | Slot::Before => true,
            Slot::After(p) => matches!(p.as_str(), "of" | "from" | "in"),
        };
        let demonym = scene.is_demonym(argument.word);
        let property = match description.kind {
            Some(Kind::Resident) if of && !demonym => Property::HomeLocation,
            Some(Kind::Native) if of => Property::BirthPlace,
            Some(Kind::Citizen) if of => Property::Nationality,
            _ if argument.slot == Slot::After("from".into()) => {
                if is_country(scene, argument.entity) {
                    Property::Nationality
                } else {
                    Property::HomeLocation
                }
            }
            _ => continue,
        };
        add(property, argument.word, argument.entity, 0.95);
    }
    // "Jane Doe is a Danish public figure": the noun need not be one for people.
    let person = matches!(description.tie, Tie::Copula | Tie::Apposition)
        || scene.is_person_noun(noun)
        || description.kind.is_some_and(Kind::is_person);
    if person {
        for argument in description.arguments.iter().filter(|a| a.slot == Slot::Before && a.depth == 0) {
            if scene.is_demonym(argument.word) && is_nation(scene, argument.entity) {
                let office = matches!(description.kind, Some(Kind::Ruler | Kind::Head | Kind::Office));
                add(Property::Nationality, argument.word, argument.entity, if office { 0.8 } else { 0.92 });
            }
        }
    }
}

/// Countries, and places that are not known to be less.
fn is_nation(scene: &Scene<'_>, place: usize) -> bool {
    matches!(scene.subtype(place), Some(Subtype::Country) | None)
}

fn is_country(scene: &Scene<'_>, place: usize) -> bool {
    scene.subtype(place) == Some(Subtype::Country)
}

/// Demonyms and places that stand by a name without a noun: "French-Israeli Jane Doe", "Jane Doe, an Israeli", "Jane Doe of
/// Boston", "the Berlin-born Jane Doe".
pub(super) fn beside_names(scene: &Scene<'_>, found: &mut Found) {
    for mention in scene.mentions.iter().filter(|m| m.entity_type == EntityType::Person && m.kind == MentionKind::Name)
    {
        let i = mention.words.start;
        let Some(subject) = scene.own_entity(i) else { continue };
        let mut add = |property, word, entity, confidence| {
            let evidence = scene.cover(&[i, word]);
            let object = Object::Entity(entity);
            found.add(Relation { subject, property, object, evidence, confidence, status: Status::Current });
        };
        for word in before_name(scene, i) {
            if let Some(entity) = scene.own_entity(word).filter(|&e| is_nation(scene, e)) {
                add(Property::Nationality, word, entity, 0.85);
            }
        }
        for d in scene.dependents(i) {
            let noun = scene.is_demonym(d) && scene.word(d).relation() == "appos";
            if let Some(entity) = scene.own_entity(d).filter(|&e| noun && is_nation(scene, e)) {
                add(Property::Nationality, d, entity, 0.85);
            }
        }
        for argument in scene.arguments(i).into_iter().filter(|a| a.depth == 0 && !scene.is_demonym(a.word)) {
            let from = match &argument.slot {
                Slot::After(p) => matches!(p.as_str(), "of" | "from"),
                Slot::Possessor => is_country(scene, argument.entity),
                Slot::Before => false,
            };
            if !from || scene.kind(argument.entity) != EntityType::Place {
                continue;
            }
            if is_country(scene, argument.entity) {
                add(Property::Nationality, argument.word, argument.entity, 0.7);
            } else {
                add(Property::HomeLocation, argument.word, argument.entity, 0.65);
            }
        }
    }
    hyphenated(scene, found);
    bracketed_births(scene, found);
    demonym_copulas(scene, found);
}

/// The demonyms in an unbroken run of nouns and adjectives that ends at a personal name: "French-Israeli dual national Jane
/// Doe". The noun before the name, if there is one, must be a noun for a person.
fn before_name(scene: &Scene<'_>, name: usize) -> Vec<usize> {
    let start = scene.syntax.sentences()[scene.word(name).sentence].words.start.max(name.saturating_sub(REACH));
    let mut found = Vec::new();
    for i in (start..name).rev() {
        let word = scene.word(i);
        let person = || nouns::kind_of_word(&scene.form(i).to_lowercase()).is_some_and(Kind::is_person);
        if i + 1 == name && !scene.is_demonym(i) && !scene.is_person_noun(i) && !person() {
            break;
        }
        if scene.is_demonym(i) {
            found.push(i);
            continue;
        }
        let modifies = word.upos == Upos::Adj || word.upos == Upos::Noun && found.is_empty();
        let hyphen = matches!(scene.form(i), "-" | "–");
        if scene.is_name(i) || !(modifies || hyphen) || nouns::is_hyphen_verb(&scene.form(i).to_lowercase()) {
            break;
        }
    }
    found
}

/// "Israeli-born singer", "Berlin-based journalist".
fn hyphenated(scene: &Scene<'_>, found: &mut Found) {
    for (i, _) in scene.syntax.words().iter().enumerate().skip(2) {
        let (form, hyphen) = (scene.form(i).to_lowercase(), scene.form(i - 1));
        let property = match form.as_str() {
            "born" => Property::BirthPlace,
            "based" | "headquartered" => Property::HomeLocation,
            _ => continue,
        };
        let Some(place) = scene.own_entity(i - 2).filter(|&e| hyphen == "-" && scene.kind(e) == EntityType::Place)
        else {
            continue;
        };
        let Some(noun) = scene.word(i).head else { continue };
        let Some(target) = scene.referent(noun).or_else(|| {
            scene.word(noun).head.filter(|_| scene.word(noun).relation() == "nmod").and_then(|h| scene.referent(h))
        }) else {
            continue;
        };
        let Some(subject) = scene.own_entity(target) else { continue };
        let property = match scene.kind(subject) {
            EntityType::Organization if property == Property::HomeLocation => Property::Location,
            EntityType::Person => property,
            _ => continue,
        };
        found.add(Relation {
            subject,
            property,
            object: Object::Entity(place),
            evidence: scene.cover(&[i - 2, i, target]),
            confidence: if property == Property::HomeLocation { 0.75 } else { 0.9 },
            status: Status::Current,
        });
    }
}

/// "Jane Doe (born 3 May 1970, Oslo)", "(24 May 1819 in London – 22 January 1901)": the first place in the brackets.
fn bracketed_births(scene: &Scene<'_>, found: &mut Found) {
    for mention in scene.mentions.iter().filter(|m| m.entity_type == EntityType::Person && m.kind == MentionKind::Name)
    {
        let open = mention.words.end;
        let end = scene.syntax.sentences()[scene.word(mention.words.start).sentence].words.end;
        if open >= end || scene.form(open) != "(" {
            continue;
        }
        let inside: Vec<usize> =
            (open + 1..end).take_while(|&w| !matches!(scene.form(w), ")" | ";" | "–" | "—" | "-")).collect();
        let born = inside.iter().take(6).any(|&w| matches!(scene.form(w), "born" | "b." | "b"));
        let year = inside.iter().any(|&w| {
            scene.form(w).len() == 4 && scene.form(w).parse::<u32>().is_ok_and(|y| (1000..2100).contains(&y))
        });
        if !born && !year {
            continue;
        }
        let place = |&&w: &&usize| {
            scene.own_entity(w).is_some_and(|e| scene.kind(e) == EntityType::Place) && !scene.is_demonym(w)
        };
        let (Some(&word), Some(subject)) = (inside.iter().find(place), scene.own_entity(mention.words.start)) else {
            continue;
        };
        let Some(place) = scene.own_entity(word) else { continue };
        found.add(Relation {
            subject,
            property: Property::BirthPlace,
            object: Object::Entity(place),
            evidence: scene.cover(&[mention.words.start, word]),
            confidence: if born { 0.9 } else { 0.8 },
            status: Status::Current,
        });
    }
}

/// "She is French", "he was an Israeli".
fn demonym_copulas(scene: &Scene<'_>, found: &mut Found) {
    for i in 0..scene.syntax.words().len() {
        if !scene.is_demonym(i) || scene.syntax.dependent(i, "cop").is_none() || scene.is_unreal(i) {
            continue;
        }
        let (Some(subject), Some(place)) = (scene.syntax.dependent(i, "nsubj"), scene.own_entity(i)) else { continue };
        if !is_nation(scene, place) {
            continue;
        }
        for target in scene.with_conjuncts(subject) {
            let Some(subject) = scene.own_entity(target) else { continue };
            found.add(Relation {
                subject,
                property: Property::Nationality,
                object: Object::Entity(place),
                evidence: scene.cover(&[target, i]),
                confidence: 0.85,
                status: Status::Current,
            });
        }
    }
}
