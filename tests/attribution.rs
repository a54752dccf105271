//! Who says what: sentences and short passages of our own with source, cue, content, stance and form, read by the whole
//! program; and what stands in the graph of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use newsgraph::annotate::attribution::Claim;
use newsgraph::ontology::{EventClass, ng, prov, rdf, rdfs, schema};
use newsgraph::text::Span;
use oxigraph::model::{NamedNodeRef, Quad, Term};

/// Share of the battery that must be right.
const LEAST: f64 = 0.95;

/// A claim as a row of the battery writes it.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    source: String,
    cue: String,
    content: String,
    stance: String,
    form: String,
}

/// The texts of the battery with the claims expected in each.
fn battery() -> Vec<(String, Vec<Row>)> {
    let mut found: Vec<(String, Vec<Row>)> = Vec::new();
    for line in include_str!("attribution/cases.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [text, source, cue, content, stance, form] = cells[..] else { panic!("six cells: {line}") };
        let row = Row {
            source: source.into(),
            cue: cue.into(),
            content: content.into(),
            stance: stance.into(),
            form: form.into(),
        };
        if text == "=" {
            found.last_mut().unwrap().1.push(row);
        } else {
            found.push((text.replace('¶', "\n\n"), vec![row]));
        }
    }
    found
}

fn row(text: &str, claim: &Claim) -> Row {
    let bare = |s: &Span| s.of(text).trim_matches(|c: char| c.is_whitespace() || ",.;:".contains(c)).to_owned();
    Row {
        source: claim.source.as_ref().map_or("-".into(), |s| bare(&s.span)),
        cue: claim.lemma.clone(),
        content: claim.content.iter().map(bare).collect::<Vec<_>>().join(" | "),
        stance: claim.stance.name().into(),
        form: claim.form.name().into(),
    }
}

#[test]
fn who_says_what() {
    let (mut all, mut right, mut wrong) = (0.0, 0.0, String::new());
    for (text, expected) in battery() {
        let read = reading::read(reading::article("t", &text, Some("2024-05-17")));
        let found: Vec<Row> = read.layers.claims.iter().map(|c| row(&read.article.text, c)).collect();
        for want in &expected {
            all += 1.0;
            if found.contains(want) {
                right += 1.0;
            } else {
                let _ = writeln!(wrong, "{text}\n  wanted {want:?}\n  found {found:?}");
            }
        }
    }
    assert!(all >= 90.0, "{all} claims are too few");
    assert!(right / all >= LEAST, "{right} of {all} right\n{wrong}");
    if !wrong.is_empty() {
        eprintln!("{right} of {all} right\n{wrong}");
    }
}

#[test]
fn what_is_no_attribution() {
    for text in [
        "The bridge was closed on Monday.",
        "No one claimed responsibility for the blast.",
        "She opened the door and walked in.",
        "The album \"Night and Day\" sold well.",
        "The so-called \"smart\" meters are slow.",
        "Trains run every hour, and buses call at the station.",
    ] {
        let read = reading::read(reading::article("t", text, None));
        let found: Vec<Row> = read.layers.claims.iter().map(|c| row(text, c)).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

/// The values of a property of the things of a type, with labels for things.
fn values(quads: &[Quad], class: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<String> {
    let label: BTreeMap<String, String> = quads
        .iter()
        .filter(|q| q.predicate.as_ref() == rdfs::LABEL)
        .map(|q| (q.subject.to_string(), text_of(&q.object)))
        .collect();
    let of_class = |q: &&Quad| {
        quads.iter().any(|t| {
            t.subject == q.subject && t.predicate.as_ref() == rdf::TYPE && t.object == Term::from(class.into_owned())
        })
    };
    let own = quads.iter().filter(|q| q.predicate.as_ref() == property).filter(of_class);
    own.map(|q| label.get(&q.object.to_string()).cloned().unwrap_or_else(|| text_of(&q.object))).collect()
}

fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(l) => l.value().to_owned(),
        Term::NamedNode(n) => n.as_str().rsplit(['#', '/']).next().unwrap_or_default().to_owned(),
        Term::BlankNode(_) => String::new(),
        Term::Triple(triple) => triple.to_string(),
    }
}

#[test]
fn claims_in_the_graph() {
    let text = "Oslo police said three people were killed in the fire. \"We saw smoke,\" Ida Holm told Reuters.\n\n\
        A source close to Equinor, who asked not to be named because the talks were private, said a deal was near.";
    let read = reading::read(reading::article("t", text, Some("2024-05-17")));
    let quads = &read.quads;
    let speakers = values(quads, ng::CLAIM, prov::WAS_ATTRIBUTED_TO);
    assert!(speakers.iter().any(|s| s.contains("police")), "{speakers:?}");
    assert_eq!(values(quads, schema::QUOTATION, prov::WAS_ATTRIBUTED_TO), ["Ida Holm"]);
    assert_eq!(values(quads, schema::QUOTATION, schema::TEXT), ["We saw smoke"]);
    assert_eq!(values(quads, schema::QUOTATION, ng::MEDIUM), ["Reuters"]);
    assert_eq!(values(quads, schema::QUOTATION, ng::ADDRESSEE), ["Reuters"]);
    assert_eq!(values(quads, schema::QUOTATION, ng::STANCE), ["Affirms"]);
    let killed = values(quads, EventClass::Killing.iri(), ng::ATTRIBUTED_TO);
    assert!(
        killed.iter().any(|s| s.contains("police")) && killed.iter().any(|s| s.starts_with("claim=")),
        "{killed:?}"
    );
    let property = |p: NamedNodeRef<'_>| -> Vec<String> {
        quads.iter().filter(|q| q.predicate.as_ref() == p).map(|q| text_of(&q.object)).collect()
    };
    assert_eq!(property(ng::ANONYMOUS), ["true"]);
    assert_eq!(property(ng::ANONYMITY_REASON), ["because the talks were private"]);
    assert_eq!(property(ng::CLOSE_TO).len(), 1, "close to Equinor");
}

#[test]
fn any_marks_are_read_without_a_fault() {
    for text in [
        "\"\"\"\" \"“”“ he said ”\" said \"",
        "“““ She said “ no ” ” ” ”””",
        "'''' ''We'' '' said ''",
        "He said: “",
        "“He said ‘yes” and ‘no’”, she said: \"",
        "» We « said »",
    ] {
        let long = format!("{text} ").repeat(200);
        for text in [text, long.as_str()] {
            let read = reading::read(reading::article("t", text, None));
            for claim in &read.layers.claims {
                assert!(!claim.content.is_empty());
                assert!(claim.content.iter().all(|s| !s.is_empty() && s.end <= text.len()), "{text}");
            }
        }
    }
}
