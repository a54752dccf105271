//! Unnamed people and bodies: "30 Palestinian prisoners", "the two gunmen", "police", "the prime minister's office".

mod breakdowns;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

pub use breakdowns::{Breakdown, Share, breakdowns, shares, without_parts};

use super::entities::{Entity, absorb, remove};
use super::mentions::{Mention, MentionKind, surface};
use super::quantities::Quantity;
use super::tables::rows;
use crate::ontology::{CountQualifier, EntityType};
use crate::text::Article;
use crate::text::syntax::{Syntax, Upos};

/// What kind of thing a common noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Person,
    Body,
    /// A body that is one of many: "the company" is the one that was spoken of, not the same throughout.
    SomeBody,
}

static NOUNS: LazyLock<HashMap<&'static str, Noun>> = LazyLock::new(|| {
    let kind = |kind: &str, general: &str| match (kind, general) {
        ("body", "general") => Noun::SomeBody,
        ("body", _) => Noun::Body,
        _ => Noun::Person,
    };
    rows(include_str!("data/nouns.tsv")).map(|[noun, what, general]| (noun, kind(what, general))).collect()
});

/// Unnamed people: how many, what, of which nation or body.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Index into the quantities, where the text gives a number.
    pub quantity: Option<usize>,
    /// What they are, in the singular ("hostage").
    pub member_type: Option<String>,
    /// Indices of the entities of their nations ("Israeli soldiers").
    pub nationality: Vec<usize>,
    /// Indices of the entities that they belong to ("Hamas fighters").
    pub affiliation: Vec<usize>,
}

/// Adds the nominal mentions of people and bodies to `mentions` and `entities`. A body called the same throughout
/// ("the army") is one entity; people, and bodies that there are many of ("the company"), are one entity a mention, until
/// coreference has said which are the same and [`merge_bodies`] puts the rest together.
pub fn add_nominals(
    article: &Article,
    syntax: &Syntax,
    quantities: &[Quantity],
    mentions: &mut Vec<Mention>,
    entities: &mut Vec<Entity>,
) {
    let named = mentions.len();
    let at_word = entities_at_words(mentions, entities);
    let shares = shares_of_people(syntax, quantities);
    let counts = counts(quantities, &shares);
    let names = NamedWords::of(mentions);
    let mut bodies: HashMap<String, usize> = HashMap::new();
    for (i, word) in syntax.words().iter().enumerate() {
        let people = matches!(word.xpos.as_str(), "NNPS" | "NNS") && names.demonyms.contains(&i);
        let share = shares.get(&i).copied().filter(|(q, counted)| counts.get(counted) != Some(q));
        if share.is_some() {
            // "two thirds of voters": its head is the number.
        } else if at_word.contains_key(&i) && !people || is_part_of_another(syntax, i) {
            continue;
        }
        let quantity = share.map(|(q, _)| q).or_else(|| counts.get(&i).copied());
        let noun = noun(&word.lemma);
        let (kind, group) = match (noun, word.upos) {
            _ if share.is_some_and(|(_, counted)| is_person_noun(&syntax.words()[counted].lemma)) => {
                let counted = share.map_or(i, |(_, counted)| counted);
                (EntityType::Group, Some(Some(syntax.words()[counted].lemma.to_string())))
            }
            _ if share.is_some() || people => (EntityType::Group, Some(None)),
            (Some(Noun::Body | Noun::SomeBody), Upos::Noun | Upos::Propn)
                if quantity.is_none() && !of_people(syntax, i) && !introduces_a_body(syntax, entities, &at_word, i) =>
            {
                (EntityType::Organization, None)
            }
            (Some(Noun::Person), Upos::Noun) if !names_a_person(syntax, &names, i) => {
                // "two others" are of the kind that was spoken of, whatever that is.
                (EntityType::Group, Some((word.lemma != "other").then(|| word.lemma.to_string())))
            }
            // A bare number stands for people only as the subject or object of what is done to people: events decide.
            (None, Upos::Num)
                if quantity.is_some() && stands_alone(syntax, i) && !is_age(article, syntax, &names, i) =>
            {
                (EntityType::Group, Some(None))
            }
            (None, Upos::Noun) if word.lemma == "other" && quantity.is_some() => (EntityType::Group, Some(None)),
            _ => continue,
        };
        let words = match share {
            Some((q, counted)) => quantities[q].words.start..counted + 1,
            None => phrase(syntax, i),
        };
        let mut mention = Mention::new(syntax, words.clone(), MentionKind::Nominal, kind, 0.8);
        mention.head = i;
        let text = surface(&article.text, syntax, &words);
        let mut modifiers = modifiers(syntax, &words, &at_word);
        modifiers.extend(at_word.get(&i).filter(|_| people));
        let group = group.map(|member_type| {
            let of = |kind: EntityType| {
                modifiers.iter().copied().filter(|&e| entities[e].entity_type == kind).collect::<Vec<_>>()
            };
            Group {
                quantity,
                member_type,
                nationality: of(EntityType::Place),
                affiliation: of(EntityType::Organization),
            }
        });
        let index = mentions.len();
        let owner = match kind {
            EntityType::Organization => owner(syntax, &words, i, &at_word, entities),
            _ => Owner::None,
        };
        let (label, key) = match owner {
            Owner::None => (without_article(&text), without_article(&text).to_lowercase()),
            Owner::Entity(owner, rest) => {
                let rest = surface(&article.text, syntax, &(rest..words.end));
                (format!("{}'s {rest}", entities[owner].label), format!("#{owner} {}", rest.to_lowercase()))
            }
            // Whose it is cannot be told: no other mention is known to be of the same.
            Owner::Unknown => (without_article(&text), format!("#{index}")),
        };
        mentions.push(mention);
        if let Some(&body) =
            bodies.get(&key).filter(|_| kind == EntityType::Organization && noun != Some(Noun::SomeBody))
        {
            entities[body].mentions.push(index);
            continue;
        }
        if kind == EntityType::Organization {
            bodies.insert(key, entities.len());
        }
        let subtype = super::subtypes::subtype(kind, &title_case(&label));
        entities.push(Entity {
            entity_type: kind,
            subtype,
            label,
            aliases: Vec::new(),
            mentions: vec![index],
            confidence: 0.8,
            group,
            gender: None,
            candidates: Vec::new(),
            link: None,
        });
    }
    debug_assert!(named <= mentions.len());
}

/// Puts unnamed bodies of one description together, where coreference found no better antecedent.
pub fn merge_bodies(mentions: &[Mention], entities: &mut Vec<Entity>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut gone = BTreeSet::new();
    for e in 0..entities.len() {
        let entity = &entities[e];
        let unnamed = !entity.is_named(mentions);
        let label = entity.label.to_lowercase();
        let general = label.rsplit(' ').next().and_then(noun) == Some(Noun::SomeBody);
        if entity.entity_type != EntityType::Organization || !unnamed || !general || entity.mentions.is_empty() {
            continue;
        }
        let keep = *first.entry(label).or_insert(e);
        if keep != e {
            absorb(mentions, entities, keep, &[e]);
            gone.insert(e);
        }
    }
    remove(entities, &gone);
}

/// For each word of a mention, its entity.
fn entities_at_words(mentions: &[Mention], entities: &[Entity]) -> HashMap<usize, usize> {
    let mut at_word = HashMap::new();
    for (e, entity) in entities.iter().enumerate() {
        for &m in &entity.mentions {
            mentions[m].words.clone().for_each(|w| {
                at_word.insert(w, e);
            });
        }
    }
    at_word
}

/// True for a noun for people.
pub(super) fn is_person_noun(lemma: &str) -> bool {
    NOUNS.get(lemma.to_lowercase().as_str()) == Some(&Noun::Person)
}

/// True for a noun that stands for one body of many: "group", "company".
pub(super) fn is_general_body(lemma: &str) -> bool {
    noun(lemma) == Some(Noun::SomeBody)
}

fn noun(lemma: &str) -> Option<Noun> {
    let lemma = lemma.to_lowercase();
    let maker = || {
        lemma.len() > 6
            && lemma.ends_with("maker")
            && !matches!(lemma.as_str(), "lawmaker" | "filmmaker" | "policymaker" | "peacemaker")
    };
    NOUNS.get(lemma.as_str()).copied().or_else(|| maker().then_some(Noun::Body))
}

/// The head of each phrase for a share of people ("two thirds of voters", "80 percent of the population"), with the index of
/// its number and the word that is counted.
fn shares_of_people(syntax: &Syntax, quantities: &[Quantity]) -> HashMap<usize, (usize, usize)> {
    let words = syntax.words();
    quantities
        .iter()
        .enumerate()
        .filter(|(_, q)| q.percentage().is_some())
        .filter_map(|(index, quantity)| {
            let counted = quantity.counted.filter(|&c| breakdowns::counts_people(&words[c].lemma))?;
            let phrase = quantity.words.start..counted + 1;
            let outside = |w: usize| words[w].head.is_none_or(|h| !phrase.contains(&h));
            let head = phrase.clone().find(|&w| outside(w) && words[w].upos != Upos::Adp)?;
            (phrase.len() < 16).then_some((head, (index, counted)))
        })
        .collect()
}

/// Each word that a quantity counts, or that is a number which counts nothing, with the first such quantity. A share counts
/// only where the phrase has the head that it is of ("one in five children").
fn counts(quantities: &[Quantity], shares: &HashMap<usize, (usize, usize)>) -> HashMap<usize, usize> {
    let mut at = HashMap::new();
    for (index, quantity) in quantities.iter().enumerate() {
        let share = quantity.percentage().is_some();
        match quantity.counted {
            Some(word) if share && shares.get(&word) != Some(&(index, word)) => {}
            Some(word) => {
                at.entry(word).or_insert(index);
            }
            None if quantity.unit.is_none() && !share => quantity.words.clone().for_each(|word| {
                at.entry(word).or_insert(index);
            }),
            None => {}
        }
    }
    at
}

/// Words inside names of people and of nations.
struct NamedWords {
    demonyms: HashSet<usize>,
    people: HashSet<usize>,
    /// One past the last word of each person's name.
    people_end: HashSet<usize>,
}

impl NamedWords {
    fn of(mentions: &[Mention]) -> Self {
        let people = || mentions.iter().filter(|m| m.entity_type == EntityType::Person);
        Self {
            demonyms: mentions
                .iter()
                .filter(|m| m.kind == MentionKind::Demonym)
                .flat_map(|m| m.words.clone())
                .collect(),
            people: people().flat_map(|m| m.words.clone()).collect(),
            people_end: people().map(|m| m.words.end).collect(),
        }
    }
}

/// "a group of hostages", "a team of doctors": the people are meant, not a body.
fn of_people(syntax: &Syntax, i: usize) -> bool {
    let person = |d: usize| is_person_noun(&syntax.words()[d].lemma);
    let of = |d: usize| syntax.dependents_by(d, "case").any(|c| syntax.words()[c].lemma == "of");
    matches!(syntax.words()[i].lemma.as_str(), "group" | "team" | "gang" | "crew" | "party")
        && syntax.dependents_by(i, "nmod").any(|d| of(d) && person(d))
}

/// The noun phrase of a head without what follows it: articles, numbers, adjectives, compounds and possessors before it.
/// It begins at the head's own determiner, where it has one: what stands before that is of another phrase, however the
/// parser joined it ("told AFP the movement …").
fn phrase(syntax: &Syntax, head: usize) -> Range<usize> {
    let own = ["det", "amod", "nummod", "compound", "nmod:poss", "nmod:desc", "advmod", "nmod:unmarked"];
    let before = |head: usize| {
        syntax
            .dependents(head)
            .iter()
            .filter(|&&d| {
                d < head && own.iter().any(|r| syntax.words()[d].deprel == *r || syntax.words()[d].relation() == *r)
            })
            .map(|&d| syntax.subtree(d)[0])
            .min()
            .unwrap_or(head)
    };
    let determiner = syntax.dependents_by(head, "det").filter(|&d| d < head).map(|d| syntax.subtree(d)[0]).min();
    let start = match (determiner, modifies_too(syntax, head)) {
        (Some(determiner), _) => determiner,
        (None, Some(other)) => before(other),
        (None, None) => before(head),
    };
    let first = (start.min(head)..head).find(|&w| syntax.words()[w].upos != Upos::Punct).unwrap_or(head);
    first..head + 1
}

/// "ground and air forces": the noun or adjective that modifies the head beside its own modifier, though the parser took it
/// for a thing of its own. A body or people would be one ("police and security forces"), and so would what has a determiner.
fn modifies_too(syntax: &Syntax, head: usize) -> Option<usize> {
    let words = syntax.words();
    let other = words[head].head.filter(|&o| o < head && words[head].relation() == "conj")?;
    let plural = matches!(words[head].xpos.as_str(), "NNS" | "NNPS");
    let single = matches!(words[other].xpos.as_str(), "NN" | "JJ");
    let bare =
        syntax.dependents_by(other, "det").next().is_none() && syntax.dependents_by(other, "nmod").all(|d| d < other);
    let modifier = syntax
        .dependents(head)
        .iter()
        .copied()
        .find(|&d| d > other && d < head && matches!(words[d].relation(), "compound" | "amod"))?;
    let joined = modifier == other + 2 && words[other + 1].relation() == "cc" && modifier + 1 == head;
    (plural && single && bare && joined && noun(&words[other].lemma).is_none()).then_some(other)
}

/// Whose a body is.
enum Owner {
    None,
    /// A named entity, and the first word after its possessive mark.
    Entity(usize, usize),
    /// Somebody whom only a pronoun names.
    Unknown,
}

/// The owner of the body with head `head` whose phrase is `words`: a name before a possessive mark, or the one person that
/// the sentence names before "his" or "her".
fn owner(
    syntax: &Syntax,
    words: &Range<usize>,
    head: usize,
    at_word: &HashMap<usize, usize>,
    entities: &[Entity],
) -> Owner {
    let person = |e: usize| entities[e].entity_type == EntityType::Person;
    let mark = (words.start + 1..head).rev().find(|&w| syntax.words()[w].xpos == "POS");
    if let Some(mark) = mark {
        // Of places, the phrase says enough: "Israel's army" and "the Israeli army" are for others to bring together.
        let named = at_word.get(&(mark - 1)).copied().filter(|&e| person(e));
        return named.map_or(Owner::None, |e| Owner::Entity(e, mark + 1));
    }
    let Some(pronoun) = words.clone().find(|&w| syntax.words()[w].xpos == "PRP$") else { return Owner::None };
    let sentence = &syntax.sentences()[syntax.words()[pronoun].sentence];
    let people: BTreeSet<usize> =
        (sentence.words.start..pronoun).filter_map(|w| at_word.get(&w).copied()).filter(|&e| person(e)).collect();
    let lemma = syntax.words()[pronoun].lemma.to_lowercase();
    match people.first() {
        Some(&one) if people.len() == 1 && matches!(lemma.as_str(), "his" | "her" | "he" | "she") => {
            Owner::Entity(one, pronoun + 1)
        }
        _ => Owner::Unknown,
    }
}

/// True where the noun only introduces a named person: "spokesman John Doe", "John Doe, a teacher".
fn names_a_person(syntax: &Syntax, names: &NamedWords, i: usize) -> bool {
    let person = |w: usize| names.people.contains(&w);
    let word = &syntax.words()[i];
    let introduces =
        matches!(word.deprel.as_str(), "nmod:desc" | "appos" | "nmod:unmarked") && word.head.is_some_and(person);
    introduces
        || syntax.dependents(i).iter().any(|&d| matches!(syntax.words()[d].relation(), "appos" | "flat") && person(d))
}

/// True for a word that only modifies another, or is joined to one that does: "hostage and prisoner exchanges".
fn is_part_of_another(syntax: &Syntax, i: usize) -> bool {
    let part = |w: usize| matches!(syntax.words()[w].relation(), "compound" | "flat" | "fixed" | "amod" | "punct");
    part(i) || syntax.words()[i].relation() == "conj" && syntax.words()[i].head.is_some_and(part)
}

/// True where the noun only introduces a named body: "carmaker Volvo", "Islamist group Hamas".
fn introduces_a_body(syntax: &Syntax, entities: &[Entity], at_word: &HashMap<usize, usize>, i: usize) -> bool {
    let word = &syntax.words()[i];
    let named = |w: usize| at_word.get(&w).is_some_and(|&e| entities[e].entity_type == EntityType::Organization);
    matches!(word.deprel.as_str(), "nmod:desc" | "nmod:unmarked") && word.head.is_some_and(named)
}

/// A number that is itself subject, object or complement: "killed three", "three were hurt".
fn stands_alone(syntax: &Syntax, i: usize) -> bool {
    matches!(syntax.words()[i].relation(), "nsubj" | "obj" | "iobj" | "conj" | "obl" | "nmod")
        && syntax.words()[i].upos == Upos::Num
}

/// "Ana Lima, 40, said": a number between commas after a person's name is an age.
fn is_age(article: &Article, syntax: &Syntax, names: &NamedWords, i: usize) -> bool {
    let form = |w: usize| syntax.words().get(w).map(|w| w.span.of(&article.text));
    let person = |w: usize| names.people_end.contains(&w);
    i > 1 && form(i - 1) == Some(",") && person(i - 1) && matches!(form(i + 1), None | Some("," | "." | "and" | ")"))
}

/// Entities named by what stands before a noun: "Israeli soldiers", "Hamas fighters".
fn modifiers(syntax: &Syntax, phrase: &Range<usize>, at_word: &HashMap<usize, usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for &d in syntax.dependents(phrase.end - 1) {
        if matches!(syntax.words()[d].relation(), "amod" | "compound" | "nmod") && phrase.contains(&d) {
            for w in syntax.subtree(d) {
                if let Some(&e) = at_word.get(&w).filter(|e| !found.contains(*e)) {
                    found.push(e);
                }
            }
        }
    }
    found
}

fn without_article(phrase: &str) -> String {
    let bare =
        ["the ", "The ", "a ", "A ", "an ", "An ", "its ", "their ", "his ", "her ", "Its ", "Their ", "His ", "Her "]
            .iter()
            .find_map(|a| phrase.strip_prefix(a));
    bare.unwrap_or(phrase).trim_start_matches(['"', '“', '‘', '\'']).to_owned()
}

fn title_case(phrase: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
    };
    phrase.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

impl Group {
    /// How exact the number is, with its bounds: (count, least, most, qualifier).
    #[must_use]
    pub fn count(&self, quantities: &[Quantity]) -> Option<(f64, Option<f64>, Option<f64>, CountQualifier)> {
        let q = quantities.get(self.quantity?).filter(|q| q.percentage().is_none())?;
        let (least, most) = match q.qualifier {
            CountQualifier::Exactly => (Some(q.value), Some(q.value_max.unwrap_or(q.value))),
            CountQualifier::AtLeast => (Some(q.value), q.value_max),
            CountQualifier::MoreThan => (Some(q.value + 1.0), q.value_max),
            CountQualifier::AtMost => (None, Some(q.value)),
            CountQualifier::LessThan | CountQualifier::Nearly => (None, Some(q.value - 1.0)),
            CountQualifier::About => (q.value_max.map(|_| q.value), q.value_max),
        };
        Some((q.value, least, most, q.qualifier))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NameSpan, NameType};
    use crate::source::from_text;
    use crate::text::syntax::testing::syntax;

    /// The labels of the entities in a parsed text with those names, which are single words.
    fn labels(text: &str, rows: &str, names: &[(&str, NameType)]) -> Vec<String> {
        let article = from_text("t", text);
        let syntax = syntax(text, rows);
        let at = |name: &str| syntax.words().iter().position(|w| w.span.of(text) == name).unwrap();
        let names: Vec<NameSpan> = names
            .iter()
            .map(|&(name, kind)| NameSpan { words: at(name)..at(name) + 1, kind, confidence: 0.9 })
            .collect();
        let mut mentions = super::super::mentions::mentions(&article, &syntax, &names);
        let mut entities = super::super::entities::entities(&article, &syntax, &mentions);
        add_nominals(&article, &syntax, &[], &mut mentions, &mut entities);
        entities.into_iter().map(|e| e.label).collect()
    }

    #[test]
    fn phrases_end_where_another_begins() {
        let told = "They they PRON PRP 2 nsubj\ntold tell VERB VBD 0 root\nReuters Reuters PROPN NNP 6 nmod:poss\n\
            the the DET DT 6 det\nrebel rebel ADJ JJ 6 amod\nmovement movement NOUN NN 7 nsubj\nagreed agree VERB VBD 2 ccomp";
        assert_eq!(
            labels("They told Reuters the rebel movement agreed", told, &[("Reuters", NameType::Organization)]),
            ["Reuters", "rebel movement"]
        );
    }

    #[test]
    fn modifiers_that_are_joined() {
        let rows = |first: &str, lemma: &str, xpos: &str| {
            format!(
                "Its its PRON PRP$ 2 nmod:poss\n{first} {lemma} NOUN {xpos} 6 nsubj\nand and CCONJ CC 5 cc\n\
                 air air NOUN NN 5 compound\nforces force NOUN NNS 2 conj\nfled flee VERB VBD 0 root"
            )
        };
        for (first, lemma, xpos, expected) in [
            ("land", "land", "NN", vec!["land and air forces"]),
            ("navy", "navy", "NN", vec!["navy", "air forces"]),
            ("planes", "plane", "NNS", vec!["air forces"]),
        ] {
            let text = format!("Its {first} and air forces fled");
            assert_eq!(labels(&text, &rows(first, lemma, xpos), &[]), expected, "{text}");
        }
    }

    #[test]
    fn bodies_keep_their_owners() {
        let text = "Meyer left; Meyer's office, Lund's office and the mayor's office wrote to his office";
        let rows = "Meyer Meyer PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root\n; ; PUNCT : 2 punct\n\
            Meyer Meyer PROPN NNP 6 nmod:poss\n's 's PART POS 4 case\noffice office NOUN NN 16 nsubj\n\
            , , PUNCT , 10 punct\nLund Lund PROPN NNP 10 nmod:poss\n's 's PART POS 8 case\noffice office NOUN NN 6 conj\n\
            and and CCONJ CC 15 cc\nthe the DET DT 13 det\nmayor mayor NOUN NN 15 nmod:poss\n's 's PART POS 13 case\n\
            office office NOUN NN 6 conj\nwrote write VERB VBD 2 parataxis\nto to ADP IN 19 case\n\
            his his PRON PRP$ 19 nmod:poss\noffice office NOUN NN 16 obl";
        let people = [("Meyer", NameType::Person), ("Lund", NameType::Person)];
        let found = labels(text, rows, &people);
        let offices: Vec<&String> = found.iter().filter(|l| l.ends_with("office")).collect();
        assert_eq!(offices, ["Meyer's office", "Lund's office", "mayor's office", "office"]);
    }

    #[test]
    fn his_and_her_bodies_are_of_the_one_person_named() {
        let text = "Meyer said her office agreed; Meyer's office";
        let rows = "Meyer Meyer PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nher her PRON PRP$ 4 nmod:poss\n\
            office office NOUN NN 5 nsubj\nagreed agree VERB VBD 2 ccomp\n; ; PUNCT : 9 punct\n\
            Meyer Meyer PROPN NNP 9 nmod:poss\n's 's PART POS 7 case\noffice office NOUN NN 2 parataxis";
        let found = labels(text, rows, &[("Meyer", NameType::Person)]);
        assert_eq!(found, ["Meyer", "Meyer's office"]);
    }
}
