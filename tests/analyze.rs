//! `newsgraph analyze` from outside: the list, a canned query, and disputed counts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::Folder;

const HEAD: &str = "@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// An event with a counted group, as the profile shapes it.
struct Told {
    article: &'static str,
    event: u32,
    class: &'static str,
    factuality: &'static str,
    day: &'static str,
    place: &'static str,
    count: &'static str,
    people: &'static str,
    source: &'static str,
    sentence: &'static str,
}

const TOLD: Told = Told {
    article: "one",
    event: 10,
    class: "Killing",
    factuality: "Happened",
    day: "2022-03-03",
    place: "kolmas",
    count: "ng:count 12 ; ng:countMin 12 ; ng:countMax 12 ; ng:countQualifier ng:Exactly",
    people: "people",
    source: "police",
    sentence: "Twelve were killed.",
};

const TWENTY: &str = "ng:count 20 ; ng:countMin 20 ; ng:countQualifier ng:AtLeast";

impl Told {
    /// Turtle with the source behind a claim, and the sentence behind the trigger.
    fn turtle(&self) -> String {
        let Self { article, event, class, factuality, day, place, count, people, source, sentence } = self;
        let a = format!("https://w3id.org/newsgraph/kg/article/{article}");
        let entity = "https://w3id.org/newsgraph/kg/entity/place";
        let claim = if source.is_empty() {
            String::new()
        } else {
            format!(
                "<{a}#event={event}> ng:attributedTo <{a}#claim={event}> .
<{a}#claim={event}> a ng:Claim ; prov:wasAttributedTo <{a}#source={event}> .
<{a}#source={event}> rdfs:label \"{source}\"@en .\n"
            )
        };
        format!(
            "{HEAD}<{a}> schema:headline \"News {article}\" ; schema:datePublished \"2022-03-05\"^^xsd:date .
<{a}#event={event}> ng:eventType ng:{class} ; ng:factuality ng:{factuality} ; ng:patient <{a}#group={event}> ;
  sem:hasPlace <{entity}/{place}> ; schema:startDate \"{day}\"^^xsd:date ; ng:trigger <{a}#char={event},99> .
<{entity}/{place}> rdfs:label \"{place}\"@en .
<{a}#group={event}> a ng:Group ; {count} ; ng:memberType \"{people}\"@en .
<{a}#char={event},99> nif:sentence <{a}#char=0,{event}> .
<{a}#char=0,{event}> nif:anchorOf \"{sentence}\" .
{claim}"
        )
    }
}

/// The rows of `analyze disputed` over these, without the head.
fn disputed(told: &[Told]) -> Vec<String> {
    let files: Vec<(String, String)> = told.iter().enumerate().map(|(n, t)| (format!("{n}.ttl"), t.turtle())).collect();
    let folder = Folder::with(&files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect::<Vec<_>>());
    let names: Vec<&str> = files.iter().map(|(n, _)| n.as_str()).collect();
    let out = folder.run(&[&["analyze", "disputed", "--format", "csv", "--graph"], &names[..]].concat()).done();
    out.lines().skip(1).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn two_articles_with_different_tolls_stand_side_by_side() {
    let other = Told { article: "two", count: TWENTY, source: "the mayor", sentence: "At least 20 died.", ..TOLD };
    assert_eq!(
        disputed(&[Told { class: "Death", ..other }, TOLD]),
        [
            "1,contradict,Killing,2022-03-03,kolmas,12,people,police,2022-03-05,News one,Twelve were killed.,\
             https://w3id.org/newsgraph/kg/article/one#event=10",
            "1,contradict,Killing,2022-03-03,kolmas,at least 20,people,the mayor,2022-03-05,News two,At least 20 died.,\
             https://w3id.org/newsgraph/kg/article/two#event=10",
        ]
    );
}

#[test]
fn what_is_disputed_and_what_is_not() {
    let two =
        |change: fn(Told) -> Told| disputed(&[TOLD, change(Told { article: "two", count: TWENTY, ..TOLD })]).len();
    for (why, expected, change) in [
        ("another count", 2, (|t| t) as fn(Told) -> Told),
        ("two sources in one article", 2, |t| Told { article: "one", event: 50, source: "rebels", ..t }),
        ("an article and its source", 2, |t| Told { article: "one", event: 50, source: "", ..t }),
        ("one source twice", 0, |t| Told { article: "one", event: 50, ..t }),
        ("the same count", 0, |t| Told { count: TOLD.count, ..t }),
        ("another place", 0, |t| Told { place: "oslo", ..t }),
        ("another day", 0, |t| Told { day: "2022-03-09", ..t }),
        ("another kind of event", 0, |t| Told { class: "Arrest", ..t }),
        ("other people", 0, |t| Told { people: "soldier", ..t }),
        ("feared only", 0, |t| Told { factuality: "Possible", ..t }),
    ] {
        assert_eq!(two(change), expected, "{why}");
    }
    let about = "ng:count 13 ; ng:countQualifier ng:About";
    let rows = disputed(&[TOLD, Told { article: "two", count: about, ..TOLD }]);
    assert!(rows.iter().all(|row| row.starts_with("1,differ,")), "{rows:?}");
}

#[test]
fn read_articles_are_compared() {
    let one = "Police said 14 people were killed in Marseille on Tuesday.\n";
    let two = "The mayor said 19 people were killed in Marseille on Tuesday.\n";
    let folder = Folder::with(&[("one.txt", one.as_bytes()), ("two.txt", two.as_bytes())]);
    folder.run(&["build", "one.txt", "two.txt", "--published", "2023-11-30", "--store", "n.kg"]).done();
    let out = folder.run(&["analyze", "disputed", "--store", "n.kg", "--format", "csv"]).done();
    let rows: Vec<Vec<&str>> = out.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 2, "{out}");
    for count in ["14", "19"] {
        let row = rows.iter().find(|row| row[5] == count).unwrap_or_else(|| panic!("no {count} in {out}"));
        assert_eq!((row[1], row[3]), ("contradict", "2023-11-28"), "{out}");
        assert!(row[10].contains(count), "{out}");
    }
}

#[test]
fn analyses_are_listed_and_run() {
    let folder = Folder::with(&[("a.ttl", TOLD.turtle().as_bytes())]);
    let list = folder.run(&["analyze"]).done();
    for name in ["disputed ", "timeline ", "who-met-whom "] {
        assert!(list.lines().any(|line| line.starts_with(name)), "{name} is not in {list}");
    }
    let out = folder.run(&["analyze", "event-evidence", "--graph", "a.ttl", "--format", "csv"]).done();
    assert!(!out.is_empty());
    for (args, rows) in [
        (&["timeline", "kolmas"][..], 1),
        (&["timeline", "oslo"], 0),
        (&["events-where-when", "Killing"], 0),
        (&["chain", "kolmas", "oslo"], 0),
    ] {
        let out = folder.run(&[&["analyze"], args, &["--graph", "a.ttl", "--format", "csv"]].concat()).done();
        assert_eq!(out.lines().count(), rows + 1, "{args:?}: {out}");
    }
    for (args, code, said) in [
        (&["analyze", "timeline", "a", "b", "--graph", "a.ttl"][..], 2, "takes 1 names; 2 are given"),
        (&["analyze", "events-where-when", "Rumour", "--graph", "a.ttl"], 2, "no class of events Rumour"),
        (&["analyze", "rumours", "--graph", "a.ttl"], 2, "there is no analysis rumours"),
        (&["analyze", "disputed"], 2, "--store"),
        (&["analyze", "disputed", "--graph", "a.ttl", "--format", "ttl"], 2, "--format table"),
        (&["analyze", "disputed", "--graph", "a.ttl"], 0, "no event has two counts"),
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}
