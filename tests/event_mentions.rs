//! Which mentions are of one event, what is part of what, and what led to what, read by the whole program.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use newsgraph::annotate::Annotations;
use newsgraph::text::Article;
use reading::{article, reader};

/// The triggers of each event, in the order of the text.
fn chains(article: &Article, layers: &Annotations) -> Vec<Vec<String>> {
    let trigger = |m: &newsgraph::annotate::events::EventMention| m.span(&layers.syntax).of(&article.text).to_owned();
    layers.events.iter().map(|e| e.mentions.iter().map(trigger).collect()).collect()
}

fn read(text: &str) -> (Article, Annotations) {
    let article = article("example", text, Some("2023-11-30"));
    let layers = reader().annotate(&article).unwrap();
    (article, layers)
}

#[test]
fn mentions_of_one_event_are_one() {
    for (text, expected) in [
        ("Gunmen attacked a market in Tarfa on Monday. The attack lasted an hour.", ["attacked", "attack"]),
        (
            "An earthquake struck the island of Samar on Sunday. The quake cut power in two towns.",
            ["earthquake", "quake"],
        ),
        (
            "The explosion tore through the plant at dawn. Workers said the blast shook their homes.",
            ["explosion", "blast"],
        ),
        ("The ferry sank off Lurin on Saturday. The incident is being investigated.", ["sank", "incident"]),
        ("The two presidents met in Geneva on Tuesday. Their meeting was the first in a decade.", ["met", "meeting"]),
    ] {
        let (article, layers) = read(text);
        let found = chains(&article, &layers);
        assert!(found.iter().any(|c| c == &expected), "{text}\n{found:?}");
    }
}

#[test]
fn events_of_other_days_people_and_kinds_stay_apart() {
    for text in [
        "A bomb killed four people in Kandor on Monday. On Friday another bomb killed nine people there.",
        "Police arrested Ana Lima on Tuesday. On Thursday they arrested her brother Rui Lima.",
        "The minister visited Oslo on Monday. He will visit Bergen next week.",
    ] {
        let (article, layers) = read(text);
        let found = chains(&article, &layers);
        assert!(found.len() > 1 && found.iter().all(|c| c.len() == 1), "{text}\n{found:?}");
    }
}

#[test]
fn harm_is_part_of_the_attack_of_its_day() {
    let (article, layers) = read(
        "The Kest Front attacked the town of Mirel on 3 May 2023. The region is poor. \
         On 3 May 2023 the Kest Front killed 40 people and kidnapped 12.",
    );
    let chains = chains(&article, &layers);
    let at = |word: &str| chains.iter().position(|c| c[0] == word).unwrap();
    let attack = at("attacked");
    assert_eq!([layers.events[at("killed")].part_of, layers.events[at("kidnapped")].part_of], [Some(attack); 2]);
    let (_, layers) =
        read("The Kest Front attacked Mirel on 3 May 2023. On 9 May 2023 the Kest Front killed 40 people.");
    assert!(layers.events.iter().all(|e| e.part_of.is_none()), "another day");
}

#[test]
fn what_led_to_what() {
    use newsgraph::annotate::events::EventTie;
    for (text, event, tie, other) in [
        ("Protests sparked by the arrest of a singer spread to the capital.", "Protests", EventTie::CausedBy, "arrest"),
        ("Thousands fled after the flood.", "fled", EventTie::After, "flood"),
        ("The raid, which was condemned by the mayor, led to protests.", "protests", EventTie::CausedBy, "raid"),
    ] {
        let (article, layers) = read(text);
        let chains = chains(&article, &layers);
        let ties = layers.events.iter().zip(&chains).flat_map(|(e, own)| e.links.iter().map(move |l| (own, l)));
        let found: Vec<_> = ties.map(|(own, l)| (own[0].as_str(), l.tie, chains[l.event][0].as_str())).collect();
        assert!(found.contains(&(event, tie, other)), "{text}\n{found:?}");
    }
}
