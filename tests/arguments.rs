//! Who and what takes part in events, beyond the verb's own clause, and what events are to each other: whole sentences,
//! read by the whole program.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::collections::BTreeMap;

use newsgraph::annotate::Annotations;
use newsgraph::annotate::events::EventTie;
use newsgraph::text::Article;

/// An article of one text with its layers.
fn read(text: &str) -> (Article, Annotations) {
    let article = reading::article("t", text, Some("2024-03-14"));
    let layers = reading::reader().annotate(&article).unwrap();
    (article, layers)
}

/// The index of the event with a mention at `word`.
fn event(article: &Article, layers: &Annotations, word: &str) -> Option<usize> {
    let words = layers.syntax.words();
    let at = |m: &newsgraph::annotate::events::EventMention| words[m.trigger[0]].span.of(&article.text) == word;
    layers.events.iter().position(|e| e.mentions.iter().any(at))
}

/// Whether an entity is what `words` name: one of its mentions has its head in them.
fn is_named(article: &Article, layers: &Annotations, entity: usize, words: &str) -> bool {
    layers.entities[entity].mentions.iter().any(|&m| {
        let head = layers.syntax.words()[layers.mentions[m].head].span;
        article.text.match_indices(words).any(|(at, _)| at <= head.start && head.end <= at + words.len())
    })
}

#[test]
fn participants_are_those_of_the_table() {
    let lines = include_str!("arguments.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut known: BTreeMap<&str, (Article, Annotations)> = BTreeMap::new();
    let (mut all, mut wrong) = (0, Vec::new());
    for line in lines {
        let [text, word, class, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four cells: {line}")
        };
        let (article, layers) = known.entry(text).or_insert_with(|| read(text));
        all += 1;
        let Some(e) = event(article, layers, word) else {
            wrong.push(format!("no event at {word}: {text}"));
            continue;
        };
        let event = &layers.events[e];
        let found: Vec<String> = event
            .arguments
            .iter()
            .map(|a| format!("{}={}", a.role.name(), layers.mentions[a.mention].span.of(&article.text)))
            .collect();
        let mut left = event.arguments.clone();
        let fits = expected.split("; ").all(|cell| {
            let (role, words) = cell.split_once('=').unwrap_or_else(|| panic!("role=words: {cell}"));
            let at = left.iter().position(|a| a.role.name() == role && is_named(article, layers, a.entity, words));
            at.map(|at| left.remove(at)).is_some()
        });
        let own = event.class.map_or("none", newsgraph::ontology::EventClass::name);
        if !fits || !left.is_empty() || own != class {
            wrong.push(format!("{text}\n  {word}: {class} {expected}\n  found: {own} {}", found.join("; ")));
        }
    }
    assert!(all >= 55, "the table has lost sentences");
    assert!(wrong.is_empty(), "{} of {all} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn events_are_tied_as_the_sentence_says() {
    for (text, one, tie, other) in [
        (
            "Thirty prisoners were released in exchange for eight hostages.",
            "released",
            EventTie::ExchangedFor,
            "exchange",
        ),
        (
            "Thirty prisoners were released in exchange for eight hostages.",
            "exchange",
            EventTie::ExchangedFor,
            "released",
        ),
        ("Russia traded two spies for a basketball player.", "traded", EventTie::ExchangedFor, "for"),
        (
            "Kenya freed the pilots in return for the release of 12 fishermen.",
            "freed",
            EventTie::ExchangedFor,
            "release",
        ),
        (
            "The militia freed a nurse on Monday. In return, the army released 12 fighters.",
            "released",
            EventTie::ExchangedFor,
            "freed",
        ),
        ("The village was bombed in retaliation for the raid.", "bombed", EventTie::CausedBy, "raid"),
        ("The riots stemmed from the killing of a student.", "riots", EventTie::CausedBy, "killing"),
        ("The strike was followed by protests.", "protests", EventTie::After, "strike"),
        ("Thousands protested over the arrest of the singer.", "protested", EventTie::CausedBy, "arrest"),
    ] {
        let (article, layers) = read(text);
        let [a, b] =
            [one, other].map(|w| event(&article, &layers, w).unwrap_or_else(|| panic!("no event at {w}: {text}")));
        let links = &layers.events[a].links;
        assert!(links.iter().any(|l| l.tie == tie && l.event == b), "{text}: {links:?}");
    }
}

#[test]
fn what_stands_beside_is_no_cause_and_no_exchange() {
    for text in [
        "The mayor resigned amid protests.",
        "The bank exchanged euros for dollars.",
        "Soldiers exchanged fire with rebels.",
        "He was freed for the weekend before the vote.",
    ] {
        let (_, layers) = read(text);
        let tied = |t: EventTie| matches!(t, EventTie::CausedBy | EventTie::ExchangedFor);
        let ties: Vec<_> = layers.events.iter().flat_map(|e| &e.links).filter(|l| tied(l.tie)).collect();
        assert!(ties.is_empty(), "{text}: {ties:?}");
    }
}

#[test]
fn the_trigger_is_the_mention_that_tells_most() {
    let text = "Attack in Mopti\n\nRebels attacked the town of Mopti on Monday. The attack was condemned by the mayor.";
    let (article, layers) = read(text);
    let attack = &layers.events[event(&article, &layers, "attacked").unwrap()];
    assert_eq!(layers.syntax.words()[attack.trigger[0]].span.of(&article.text), "attacked");
    assert!(attack.mentions.len() > 1, "one event, told more than once");
    let order: Vec<usize> = layers.events.iter().map(|e| e.trigger[0]).collect();
    assert!(order.is_sorted(), "events stand in text order");
}
