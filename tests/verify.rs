//! `newsgraph verify` and `newsgraph diff`: seeded faults are found, good graphs pass, and the commands say so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::path::PathBuf;

use newsgraph::store::{Store, StoreError};
use newsgraph::verify::{Check, Finding, verify};
use program::{ATTACK, Folder, MEETING};

const GOOD: &str = include_str!("verify/good.trig");
const FAULTS: &str = include_str!("verify/faults.tsv");

/// The findings of a graph in `TriG`; one of the check `syntax` where it cannot be parsed.
fn findings(text: &str) -> Vec<Finding> {
    let folder = Folder::with(&[("graph.trig", text.as_bytes())]);
    match Store::from_files(&[folder.path("graph.trig")]) {
        Ok(store) => verify(&store).unwrap().findings,
        Err(StoreError::Rdf { message, .. }) => {
            let empty = String::new;
            vec![Finding { graph: empty(), node: empty(), check: Check::Syntax, what: message, advice: empty() }]
        }
        Err(error) => panic!("{error}"),
    }
}

/// Whether a finding comes of `ontology/shapes.ttl`, which speaks of evidence too.
fn is_of_shapes(finding: &Finding) -> bool {
    finding.check == Check::Shapes || finding.advice.starts_with("it must have")
}

#[test]
fn seeded_faults_are_found() {
    assert_eq!(findings(GOOD), []);
    let mut faults = 0;
    for row in FAULTS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<String> = row.split('\t').map(|field| field.replace("\\n", "\n")).collect();
        let [name, check, shacl, from, to] = fields.as_slice() else { panic!("{row}") };
        assert_eq!(GOOD.matches(from.as_str()).count(), 1, "{name}: {from}");
        let found = findings(&GOOD.replacen(from, to, 1));
        assert!(found.iter().any(|f| f.check.name() == check), "{name}: {found:#?}");
        assert_eq!(found.iter().any(is_of_shapes), shacl == "yes", "{name}: {found:#?}");
        faults += 1;
    }
    assert!(faults >= 30, "only {faults} faults");
}

#[test]
fn findings_say_where_and_what_to_do() {
    let found = findings(&GOOD.replacen("nif:anchorOf \"met\"", "nif:anchorOf \"mat\"", 1));
    assert_eq!(found.len(), 1, "{found:#?}");
    let article = "https://w3id.org/newsgraph/kg/article/0123456789abcdef";
    assert_eq!((found[0].graph.as_str(), found[0].node.as_str()), (article, &*format!("{article}#char=15,18")));
    assert_eq!(found[0].what, "nif:anchorOf is \"mat\", and the text says \"met\" there");
    assert!(found[0].advice.contains("build the article again"), "{found:?}");
}

#[test]
fn examples_are_sound() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folder = folder.to_str().unwrap();
    let here = Folder::with(&[]);
    for (out, option, without) in [("all.nq", "--jobs=1", false), ("silent.nq", "--no-text", true)] {
        here.run(&["build", folder, option, "--out", out]).done();
        let ran = here.run(&["verify", "--graph", out]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert!(ran.err.contains("10 articles") && ran.err.contains("nothing is wrong; "), "{}", ran.err);
        assert_eq!(ran.err.contains("without text"), without, "{}", ran.err);
    }
}

#[test]
fn merged_articles_may_differ_about_what_they_share() {
    let head = GOOD.split_once("@base").unwrap().0;
    let other =
        GOOD.replace("rdfs:label \"Bo Ek\"@en ; ng:confidence 0.95", "rdfs:label \"Bo\"@en ; ng:confidence 0.7");
    let turtle = other.replace("GRAPH <> {", "").replace("\n}\n", "\n");
    let here = Folder::with(&[("a.trig", other.as_bytes()), ("a.ttl", turtle.as_bytes())]);
    for name in ["a.trig", "a.ttl"] {
        let ran = here.run(&["verify", "--graph", name]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{name}: {}", ran.err);
    }
    // One article cannot say both.
    let twice = turtle.replacen("ng:roleset \"meet.03\"", "ng:roleset \"meet.03\" , \"meet.02\"", 1);
    let here = Folder::with(&[("b.ttl", twice.as_bytes()), ("c.ttl", head.as_bytes())]);
    assert!(here.run(&["verify", "--graph", "b.ttl"]).out.contains("ng:roleset: there are 2"));
    assert!(here.run(&["verify", "--graph", "b.ttl"]).code == 1 && here.run(&["verify", "--graph", "c.ttl"]).code == 0);
}

#[test]
fn stores_and_files_have_one_hash() {
    let here = Folder::with(&[("one.txt", MEETING.as_bytes()), ("two.txt", ATTACK.as_bytes())]);
    here.run(&["build", "one.txt", "two.txt", "--store", "a.kg"]).done();
    here.run(&["build", "two.txt", "one.txt", "--jobs", "2", "--out", "b.nq"]).done();
    here.run(&["build", "one.txt", "two.txt", "--out", "c.ttl"]).done();
    let hash = |args: &[&str]| {
        let ran = here.run(&[&["verify"][..], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{args:?}: {}", ran.err);
        ran.err.rsplit_once("sha256 ").unwrap().1.trim().to_owned()
    };
    let stored = hash(&["--store", "a.kg"]);
    assert_eq!(stored.len(), 64);
    assert_eq!(hash(&["--graph", "b.nq"]), stored);
    // Turtle has no graphs, and so other quads.
    assert_ne!(hash(&["--graph", "c.ttl"]), stored);

    for (first, second, code) in [("a.kg", "b.nq", 0), ("a.kg", "c.ttl", 0), ("b.nq", "a.kg", 0)] {
        let ran = here.run(&["diff", first, second]);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{first} {second}: {}", ran.err);
    }
}

#[test]
fn findings_end_with_code_1() {
    let bad = GOOD.replacen("ng:confidence 0.88", "ng:confidence 1.5", 1);
    let broken = GOOD.replacen("GRAPH <> {", "GRAPH <> [", 1);
    let here = Folder::with(&[
        ("bad.trig", bad.as_bytes()),
        ("broken.trig", broken.as_bytes()),
        ("good.trig", GOOD.as_bytes()),
    ]);
    let ran = here.run(&["verify", "--graph", "bad.trig"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("ng:confidence: \"1.5\"") && ran.out.starts_with("check "), "{}", ran.out);
    assert!(ran.err.contains("2 articles, 261 quads: 1 finding; sha256 "), "{}", ran.err);

    let json = here.run(&["verify", "--graph", "bad.trig", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &report["findings"][0]["check"]), (1, &"shapes".into()), "{}", json.out);
    assert_eq!(report["articles"], 2);

    let ran = here.run(&["verify", "--graph", "broken.trig"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("syntax") && ran.out.contains("broken.trig:25:"), "{}", ran.out);
    for (args, code) in
        [(&["verify"][..], 2), (&["verify", "--graph", "none.nq"], 1), (&["verify", "--store", "no.kg"], 1)]
    {
        assert_eq!(here.run(args).code, code, "{args:?}");
    }
}

#[test]
fn differences_are_counted_by_article_and_kind() {
    let changed = GOOD.replacen("ng:confidence 0.88", "ng:confidence 0.89", 1);
    let more = changed.replacen(
        "role:mayor a org:Role",
        "person:cai-wu a schema:Person ; <http://www.w3.org/2000/01/rdf-schema#label> \"Cai Wu\"@en .\nrole:mayor a org:Role",
        1,
    );
    let here = Folder::with(&[("a.trig", GOOD.as_bytes()), ("b.trig", more.as_bytes()), ("bad.trig", b"?")]);
    let ran = here.run(&["diff", "a.trig", "b.trig"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let rows: Vec<Vec<&str>> = ran.out.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(
        rows,
        [
            ["article:0123456789abcdef", "entities", "1", "0", "0"],
            ["article:0123456789abcdef", "events", "0", "0", "1"],
        ]
    );
    let patch = here.run(&["diff", "b.trig", "a.trig", "--triples"]);
    assert!(
        patch.out.contains("@ removed entities <https://w3id.org/newsgraph/kg/entity/person/cai-wu> \"Cai Wu\"\n- <")
    );
    assert!(patch.out.contains("@ changed events") && patch.out.contains("\"0.89\"^^<http"), "{}", patch.out);
    let json = here.run(&["diff", "a.trig", "b.trig", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&found["same"], &found["differences"][0]["change"]), (&false.into(), &"added".into()));
    assert_eq!(here.run(&["diff", "a.trig", "a.trig"]).code, 0);
    for (args, said) in [
        (&["diff", "a.trig", "none.nq"][..], "none.nq"),
        (&["diff", "a.trig", "bad.trig"], "bad.trig:1:1"),
        (&["diff", "a.trig", "none.kg"], "there is no store"),
        (&["diff", "a.trig"], "Usage"),
    ] {
        let ran = here.run(args);
        assert!(ran.code == 2 && ran.err.contains(said), "{args:?}: {} {}", ran.code, ran.err);
    }
}
