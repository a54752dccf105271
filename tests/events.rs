//! Events of whole sentences, read by the whole program: what is of which clause, when, and how real.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::fmt::Write as _;

use newsgraph::annotate::Annotations;
use newsgraph::annotate::events::Event;
use reading::{article, reader};

/// An event in words: class, factuality, participants, time.
fn words(layers: &Annotations, event: &Event) -> String {
    let class = event.class.map_or("Event", newsgraph::ontology::EventClass::name);
    let mut out = format!("{class} {}", event.factuality.name());
    for argument in &event.arguments {
        write!(out, " {}={}", argument.role.name(), layers.entities[argument.entity].label).unwrap();
    }
    if let Some(t) = event.time {
        write!(out, " time={}", layers.times[t].value).unwrap();
    }
    out
}

#[test]
fn events_of_sentences() {
    let reader = reader();
    for (text, expected) in [
        // Conjoined clauses keep their own participants.
        ("The blast killed 14 people and about 50 were missing.", "Killing Happened patient=14 people"),
        ("The gunman shot two guards, and nine children were wounded.", "Injury Happened patient=nine children"),
        (
            "The gunman shot two guards, and nine children were wounded.",
            "Shooting Happened agent=gunman patient=two guards",
        ),
        // And their own times, but for one that both begin with.
        ("The minister has denied the charges since 2019, but ordered an inquiry.", "Demand Happened agent=minister"),
        (
            "On Monday the army attacked the town and killed two people.",
            "Killing Happened agent=army patient=two people time=2023-11-27",
        ),
        // What is warned of, comes back, or is to be has not happened.
        ("Experts had warned of an earthquake in the region.", "Earthquake Possible"),
        ("Floods hit the valley every year.", "Flood Possible"),
        (
            "The two leaders are due to meet in Oslo on Thursday.",
            "Meeting Planned participant=two leaders place=Oslo time=2023-11-30",
        ),
        ("The parliament is scheduled to vote on Tuesday.", "Vote Planned agent=parliament time=2023-12-05"),
        // Owners and modifiers.
        ("The president's office denied it.", "Denial Happened agent=president's office"),
        (
            "Turkish ground and air forces bombed the hills on Monday.",
            "Bombing Happened agent=Turkish ground and air forces time=2023-11-27",
        ),
        // Who says it is no participant.
        (
            "The rebels raided the village and kidnapped 20 children, according to the army.",
            "Kidnapping Happened agent=rebels patient=20 children",
        ),
        // A storm is no person.
        ("Cyclone Freddy destroyed 200 houses in Malawi.", "Storm Happened place=Malawi"),
    ] {
        let article = article("t", text, Some("2023-11-30"));
        let layers = reader.annotate(&article).unwrap();
        let found: Vec<String> = layers.events.iter().map(|e| words(&layers, e)).collect();
        assert!(found.iter().any(|e| e == expected), "{text}: {expected} is not among {found:#?}");
    }
}
