//! What is read in very plain sentences: how real events are, who takes part, when and how many. What any engine that
//! ships must get right is asserted row by row; the rest counts together, so that a retrained engine may differ in one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::fmt::Write as _;

use newsgraph::ontology::EventClass;
use newsgraph::ontology::Factuality::{self, Conditional, Happened, Negated, Planned, Possible, Requested};
use newsgraph::ontology::{ng, rdf};
use newsgraph::store::{Answer, QueryOptions, Store};
use oxigraph::model::{Quad, Term};

/// A plain sentence, its trigger, the event's class, and how real it is.
type Row = (&'static str, &'static str, &'static str, Factuality);

/// These must be right, each of them.
const UNMISTAKABLE: &[Row] = &[
    ("Rebels attacked the town on Monday.", "attacked", "Attack", Happened),
    ("Rebels did not attack the town.", "attack", "Attack", Negated),
    ("The army may attack the town.", "attack", "Attack", Possible),
    ("The company bought its rival.", "bought", "Acquisition", Happened),
    ("The company plans to buy its rival.", "buy", "Acquisition", Planned),
    ("The police arrested three men in Paris.", "arrested", "Arrest", Happened),
    ("The minister resigned on Tuesday.", "resigned", "Resignation", Happened),
    ("The minister refused to resign.", "resign", "Resignation", Negated),
    ("The minister never resigned.", "resigned", "Resignation", Negated),
    ("The president visited Kenya last week.", "visited", "Visit", Happened),
    ("The president will visit Kenya next week.", "visit", "Visit", Planned),
    ("The government released 30 prisoners on Friday.", "released", "Release", Happened),
    ("Soldiers killed two farmers near Goma.", "killed", "Killing", Happened),
];

/// Of these most must be right.
const PLAIN: &[Row] = &[
    ("The union urged the government to release the prisoners.", "release", "Release", Requested),
    ("If the rebels attack the town, the army will respond.", "attack", "Attack", Conditional),
    ("The army denied killing civilians.", "killing", "Killing", Negated),
    ("Rebels attacked the town without killing anyone.", "killing", "Killing", Negated),
    ("The two presidents could meet in Geneva.", "meet", "Meeting", Possible),
    ("The two presidents met in Geneva on Friday.", "met", "Meeting", Happened),
    ("The court sentenced Maria Lopez to five years in prison.", "sentenced", "Sentencing", Happened),
    ("The court will not sentence Maria Lopez.", "sentence", "Sentencing", Negated),
    ("An earthquake struck Japan on Sunday.", "earthquake", "Earthquake", Happened),
    ("The bank hired 200 engineers in London.", "hired", "Hiring", Happened),
    ("The bank promised to hire 200 engineers in London.", "hire", "Hiring", Planned),
    ("The factory will lay off 300 workers.", "lay", "Layoff", Planned),
    ("Voters elected Anna Berg president on Sunday.", "elected", "Election", Happened),
    ("Protesters demanded that the president resign.", "resign", "Resignation", Requested),
    ("The kidnappers threatened to kill the hostages.", "kill", "Killing", Planned),
    ("The police have not arrested the driver.", "arrested", "Arrest", Negated),
];

/// What is wrong with the reading of a row, if anything.
fn mistake(&(text, trigger, class, factuality): &Row) -> Option<String> {
    let read = reading::read(reading::article("row", text, None));
    let events = &read.layers.events;
    let Some(event) = events.iter().find(|e| e.span(&read.layers.syntax).of(text) == trigger) else {
        return Some(format!("{text} has no event at '{trigger}'"));
    };
    let found = event.class.map_or("Event", EventClass::name);
    if (found, event.factuality) != (class, factuality) {
        return Some(format!("{text} has {found} {}, not {class} {}", event.factuality.name(), factuality.name()));
    }
    // In the graph, only what happened is of the class.
    let class = EventClass::from_name(class).unwrap().iri().into_owned();
    let typed = |q: &Quad| q.predicate == rdf::TYPE && q.object == Term::from(class.clone());
    let told = |q: &Quad| q.predicate == ng::EVENT_TYPE && q.object == Term::from(class.clone());
    assert!(read.quads.iter().any(told), "{text}");
    assert_eq!(read.quads.iter().any(typed), factuality == Happened, "{text}");
    None
}

#[test]
fn the_unmistakable_is_read_right() {
    let mistakes: Vec<String> = UNMISTAKABLE.iter().filter_map(mistake).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_plain_is_mostly_read_right() {
    let mistakes: Vec<String> = PLAIN.iter().filter_map(mistake).collect();
    assert!(mistakes.len() * 4 <= PLAIN.len(), "{} of {}:\n{}", mistakes.len(), PLAIN.len(), mistakes.join("\n"));
}

#[test]
fn all_ways_of_being_real_are_tried() {
    for way in [Happened, Negated, Planned, Possible, Conditional, Requested] {
        assert!(UNMISTAKABLE.iter().chain(PLAIN).any(|row| row.3 == way), "no row is {}", way.name());
    }
}

/// A text, its day of publication, and questions that its graph answers with yes, then some that it answers with no.
struct Asked {
    text: &'static str,
    published: &'static str,
    yes: &'static [&'static str],
    no: &'static [&'static str],
}

/// Questions stand in `{ }` of an ASK; the prefixes of the profile are known.
const ASKED: &[Asked] = &[
    Asked {
        // 30 November 2023 was a Thursday.
        text: "Prime Minister Ana Lima met President Carlos Mendes in Lisbon on Wednesday.",
        published: "2023-11-30",
        yes: &[
            "?p a schema:Person ; rdfs:label 'Ana Lima'@en",
            "?p a schema:Person ; rdfs:label 'Carlos Mendes'@en",
            "?p a schema:Place ; rdfs:label 'Lisbon'@en",
            "?e a ng:Meeting ; schema:startDate '2023-11-29'^^xsd:date",
            "?e a ng:Meeting ; ?role ?p . ?p rdfs:label 'Ana Lima'@en",
            "?e a ng:Meeting ; sem:hasPlace ?p . ?p rdfs:label 'Lisbon'@en",
            "?a a schema:NewsArticle ; schema:datePublished '2023-11-30'^^xsd:date",
        ],
        no: &["?e a ng:Attack", "?g ng:count ?n"],
    },
    Asked {
        text: "Gunmen killed 14 soldiers in Nigeria on 3 March 2022.",
        published: "2022-03-04",
        yes: &[
            "?e a ng:Killing ; ng:patient ?g . ?g ng:count 14",
            "?e a ng:Killing ; schema:startDate '2022-03-03'^^xsd:date",
            "?p a schema:Place ; rdfs:label 'Nigeria'@en",
            "?e a ng:Killing ; a ng:Event",
        ],
        no: &["?p a schema:Person"],
    },
    Asked {
        text: "The United Nations urged Israel to release the prisoners.",
        published: "2023-11-30",
        yes: &[
            "?o a schema:Organization ; rdfs:label 'United Nations'@en",
            "?p a schema:Place ; rdfs:label 'Israel'@en",
            "?e ng:eventType ng:Release ; ng:factuality ng:Requested",
        ],
        no: &["?e a ng:Release"],
    },
];

#[test]
fn graphs_answer_questions() {
    let mut wrong = String::new();
    for asked in ASKED {
        let read = reading::read(reading::article("asked", asked.text, Some(asked.published)));
        let store = Store::memory();
        store.replace_article(&read.graph, read.quads).unwrap();
        let all = asked.yes.iter().map(|q| (q, true)).chain(asked.no.iter().map(|q| (q, false)));
        for (question, expected) in all {
            let answer = store.query(&format!("ASK {{ {question} }}"), &QueryOptions::default()).unwrap();
            let Answer::Boolean(answer) = answer else { panic!("{question} is no question") };
            if answer != expected {
                let _ = writeln!(wrong, "{}: {question}: {answer}", asked.text);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
