//! What a store keeps of articles that come again: nothing is read twice, corrections replace or stand beside what was
//! said before, and what is removed is gone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod program;
mod reading;

use std::fs;
use std::sync::LazyLock;

use newsgraph::graph::{self, Options};
use newsgraph::identity::{Identity, Overrides};
use newsgraph::source::{self, ReadOptions};
use newsgraph::store::{Store, canonical_hash};
use oxigraph::model::{NamedNode, Quad};
use program::{ATTACK, Folder, MEETING};
use proptest::prelude::*;
use serde_json::{Value, json};

fn hash(store: &Store) -> String {
    canonical_hash(store.quads().unwrap().map(Result::unwrap))
}

/// The hash of what a store keeps.
fn kept(folder: &Folder, name: &str) -> String {
    hash(&Store::open_read_only(folder.path(name)).unwrap())
}

/// Builds into `news.kg`, and gives the numbers of the summary line by their names.
fn build(folder: &Folder, args: &[&str]) -> Vec<(String, usize)> {
    let ran = folder.run(&[&["build", "--store", "news.kg"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = ran.err.lines().last().unwrap().to_owned();
    let (_, counts) = line.split_once(" s, ").unwrap_or_else(|| panic!("{line}"));
    let count = |part: &str| {
        let (number, name) = part.split_once(' ').unwrap();
        (name.to_owned(), number.parse().unwrap())
    };
    counts.split(", ").map(count).filter(|(_, number)| *number > 0).collect()
}

fn counts(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect()
}

fn log(folder: &Folder, args: &[&str]) -> Vec<Value> {
    let lines = folder.run(&[&["log", "--store", "news.kg"], args].concat()).done();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn line(url: &str, text: &str, more: &Value) -> String {
    let mut line = json!({"id": url, "url": url, "text": text});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    format!("{line}\n")
}

#[test]
fn what_is_there_is_not_read_again() {
    let folder = Folder::with(&[
        ("news/a.txt", MEETING.as_bytes()),
        ("news/b.txt", ATTACK.as_bytes()),
        ("news/empty.txt", b""),
        ("words.ttl", b""),
        ("kb.tsv", b"iri\tlabel\ttype\nhttps://example.org/places/7\tKolmaas Town\tPlace\n"),
    ]);
    assert_eq!(build(&folder, &["news"]), counts(&[("added", 2), ("failed", 1)]));
    let whole = kept(&folder, "news.kg");
    assert_eq!(build(&folder, &["news"]), counts(&[("unchanged", 2), ("failed", 1)]));
    // Under another name it is the same article; and twice is once.
    fs::copy(folder.path("news/a.txt"), folder.path("news/c.txt")).unwrap();
    assert_eq!(build(&folder, &["news"]), counts(&[("unchanged", 3), ("failed", 1)]));
    assert_eq!(build(&folder, &["news/a.txt", "--force"]), counts(&[("replaced", 1)]));
    assert_eq!(kept(&folder, "news.kg"), whole);
    // Whatever changes the graph has the article read again, and read again without it.
    for change in [
        &["--no-text"][..],
        &["--published", "2023-11-30"],
        &["--lexicon", "words.ttl"],
        &["--kb", "kb.tsv"],
        &["--lexicon", "words.ttl", "--lexicon", "words.ttl"],
    ] {
        let changed = [&["news/a.txt", "news/b.txt"], change].concat();
        for (args, expected) in
            [(&changed[..], "replaced"), (&changed[..], "unchanged"), (&["news/a.txt", "news/b.txt"], "replaced")]
        {
            assert_eq!(build(&folder, args), counts(&[(expected, 2)]), "{change:?}");
        }
    }
    assert_eq!(kept(&folder, "news.kg"), whole);
    // Another base, other articles.
    let based = build(&folder, &["news/a.txt", "--base", "https://example.org/kg/"]);
    assert_eq!(based, counts(&[("added", 1)]));
}

#[test]
fn the_log_says_what_happened_to_every_input() {
    let folder = Folder::with(&[
        ("a.txt", MEETING.as_bytes()),
        ("b.jsonl", line("https://example.org/1", ATTACK, &json!({})).as_bytes()),
        ("bad.jsonl", b"{\"id\": 7}\n"),
    ]);
    build(&folder, &["a.txt", "bad.jsonl"]);
    build(&folder, &["a.txt", "b.jsonl", "missing.txt", "--run-log", "run.jsonl"]);
    let last = log(&folder, &[]);
    let outcomes: Vec<&str> = last.iter().map(|line| line["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["begun", "unchanged", "added", "failed", "done"]);
    assert!(last.iter().all(|line| line["run"] == 2), "{last:#?}");
    assert_eq!((&last[1]["input"], &last[2]["input"]), (&json!("a.txt"), &json!("https://example.org/1")));
    assert!(last[2]["article"].as_str().unwrap().starts_with("https://w3id.org/newsgraph/kg/article/"));
    assert_eq!(last[3]["input"], "missing.txt");
    assert!(last[3]["reason"].as_str().unwrap().contains("no such file"), "{}", last[3]);
    assert_eq!((&last[4]["unchanged"], &last[4]["added"], &last[4]["failed"]), (&json!(1), &json!(1), &json!(1)));
    // The same in the file.
    let file: Vec<Value> = fs::read_to_string(folder.path("run.jsonl"))
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(file.len(), last.len());
    assert!(file.iter().zip(&last).all(|(one, other)| one["outcome"] == other["outcome"]));
    let failed = log(&folder, &["--all", "--outcome", "failed"]);
    assert_eq!(failed.len(), 2);
    assert!(failed[0]["run"] == 1 && failed[0]["input"] == "bad.jsonl", "{failed:#?}");
    assert_eq!(log(&folder, &["--run", "1"]).len(), 4);
    let none = folder.run(&["log", "--store", "news.kg", "--run", "9"]);
    assert!(none.code == 1 && none.err.contains("no run 9"), "{}", none.err);
    // A build of a file has one too.
    folder.run(&["build", "a.txt", "missing.txt", "--out", "a.nq", "--run-log", "run.jsonl"]).done();
    let file = fs::read_to_string(folder.path("run.jsonl")).unwrap();
    assert!(file.contains("\"added\"") && file.contains("missing.txt") && file.contains("\"done\""), "{file}");
}

const OLD: &str = "Rebels attacked the town of Kolmås on 3 March 2022, killing 14 soldiers.";
const NEW: &str = "Rebels attacked the town of Kolmås on 3 March 2022, killing 12 soldiers. Ana Lima condemned it.";
const NEWEST: &str = "Rebels attacked the town of Kolmås on 3 March 2022, killing 11 soldiers.";
const URL: &str = "https://example.org/wire/7";

fn corrections() -> Folder {
    let day = |text, day: &str| line(URL, text, &json!({"published": day}));
    Folder::with(&[
        ("old.jsonl", day(OLD, "2022-03-04").as_bytes()),
        ("new.jsonl", day(NEW, "2022-03-05").as_bytes()),
        (
            "newest.jsonl",
            line(URL, NEWEST, &json!({"published": "2022-03-05", "modified": "2022-03-09T12:00:00Z"})).as_bytes(),
        ),
        ("other.txt", MEETING.as_bytes()),
    ])
}

#[test]
fn a_corrected_text_replaces_the_old_one() {
    let folder = corrections();
    build(&folder, &["old.jsonl", "other.txt"]);
    assert_eq!(build(&folder, &["new.jsonl"]), counts(&[("replaced", 1)]));
    let graph = folder.run(&["export", "--store", "news.kg", "--format", "nq"]).done();
    assert!(graph.contains("12 soldiers") && !graph.contains("14 soldiers"), "{graph}");
    fs::rename(folder.path("news.kg"), folder.path("corrected.kg")).unwrap();
    build(&folder, &["new.jsonl", "other.txt"]);
    assert_eq!(kept(&folder, "news.kg"), kept(&folder, "corrected.kg"));
    assert_eq!(folder.run(&["diff", "news.kg", "corrected.kg"]).code, 0);
}

#[test]
fn of_two_texts_under_one_address_the_later_stays_whenever_they_are_committed() {
    let folder = corrections();
    let lines = ["old.jsonl", "new.jsonl", "newest.jsonl"].map(|name| fs::read_to_string(folder.path(name)).unwrap());
    fs::write(folder.path("all.jsonl"), lines.concat()).unwrap();
    build(&folder, &["newest.jsonl"]);
    let newest = kept(&folder, "news.kg");
    for (jobs, every) in [("1", "1"), ("1", "200"), ("4", "1"), ("4", "2"), ("2", "200")] {
        // The last is in the store when the build begins, and gone when its turn comes.
        let counted = build(&folder, &["all.jsonl", "--jobs", jobs, "--commit-every", every]);
        assert_eq!(counted, counts(&[("replaced", 3)]), "{jobs} jobs, {every}");
        assert_eq!(kept(&folder, "news.kg"), newest, "{jobs} jobs, {every}");
    }
}

#[test]
fn versions_stand_beside_each_other_where_that_is_wanted() {
    let folder = corrections();
    build(&folder, &["old.jsonl", "other.txt"]);
    let old = kept(&folder, "news.kg");
    // All in one transaction, or each in its own.
    for name in ["new.jsonl", "newest.jsonl"] {
        assert_eq!(build(&folder, &[name, "--keep-versions"]), counts(&[("revised", 1)]));
    }
    let three = kept(&folder, "news.kg");
    let all = ["old.jsonl", "other.txt", "new.jsonl", "newest.jsonl", "--keep-versions"];
    assert_eq!(build(&folder, &all), counts(&[("unchanged", 4)]));
    assert_eq!(build(&folder, &[&all[..], &["--force"]].concat()), counts(&[("replaced", 4)]));
    assert_eq!(kept(&folder, "news.kg"), three);
    fs::remove_file(folder.path("news.kg")).unwrap();
    assert_eq!(build(&folder, &all), counts(&[("added", 2), ("revised", 2)]));
    assert_eq!(kept(&folder, "news.kg"), three);

    let chain = "SELECT ?day ?new ?old { ?new prov:wasRevisionOf ?old ; schema:dateModified ?day } ORDER BY ?day";
    let query = ["query", "--store", "news.kg", "--format", "csv", chain];
    let rows = folder.run(&query).done();
    let rows: Vec<Vec<&str>> = rows.lines().skip(1).map(|row| row.trim_end().split(',').collect()).collect();
    let first = graph::article_iri_of_url(URL, graph::DEFAULT_BASE).into_string();
    // The first correction says only that it was published on another day; that is when it was changed.
    assert_eq!(rows[0], ["2022-03-05", &format!("{first}-2"), &first]);
    assert_eq!(rows[1], ["2022-03-09T12:00:00Z", &format!("{first}-3"), &format!("{first}-2")]);
    assert_eq!(rows.len(), 2);
    let verified = folder.run(&["verify", "--store", "news.kg"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);

    // Without the one between, the last corrects the first.
    folder.run(&["remove", &format!("{first}-2"), "--store", "news.kg"]).done();
    let rows = folder.run(&query).done();
    assert_eq!(rows.lines().last().unwrap().trim_end(), format!("2022-03-09T12:00:00Z,{first}-3,{first}"));
    // Its next version has a number that no other has had since.
    assert_eq!(build(&folder, &["new.jsonl", "--keep-versions"]), counts(&[("revised", 1)]));
    folder.run(&["remove", &format!("article:{}-4", first.rsplit('/').next().unwrap()), "--store", "news.kg"]).done();
    folder.run(&["remove", &format!("{first}-3"), "--store", "news.kg"]).done();
    assert_eq!(kept(&folder, "news.kg"), old, "what came later is gone");
    // By its address, with all versions.
    build(&folder, &all);
    folder.run(&["remove", URL, "--store", "news.kg"]).done();
    assert_eq!(
        folder.run(&["query", "--store", "news.kg", &format!("ASK {{ ?a schema:url <{URL}> }}")]).done().trim(),
        "false"
    );
    // Without the option what was said before goes, in all versions.
    build(&folder, &all);
    assert_eq!(build(&folder, &["old.jsonl"]), counts(&[("replaced", 1)]));
    assert_eq!(kept(&folder, "news.kg"), old);
}

#[test]
fn what_is_removed_is_gone_and_what_is_not_there_is_named() {
    let folder = Folder::with(&[
        ("a.txt", MEETING.as_bytes()),
        ("x/b.txt", ATTACK.as_bytes()),
        ("y/b.txt", format!("{ATTACK} Two bridges were destroyed.\n").as_bytes()),
        ("c.jsonl", line(URL, OLD, &json!({"id": "wire-7"})).as_bytes()),
    ]);
    build(&folder, &["a.txt"]);
    let before = kept(&folder, "news.kg");
    build(&folder, &["x", "y", "c.jsonl"]);
    let ran = folder.run(&["remove", "--store", "news.kg", "nothing", "wire-7", "https://example.org/none", "b.txt"]);
    assert_eq!(ran.code, 1);
    for said in [
        "error: there is no article nothing",
        "error: there is no article https://example.org/none",
        "b.txt names 2 articles",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert!(ran.err.contains("1 article removed") && ran.err.contains("3 of 4"), "{}", ran.err);
    let named: Vec<Value> = log(&folder, &["--outcome", "removed"]);
    assert_eq!((named.len(), &named[0]["input"]), (1, &json!("wire-7")));
    let graphs = folder
        .run(&[
            "query",
            "--store",
            "news.kg",
            "--format",
            "csv",
            "SELECT DISTINCT ?g { GRAPH ?g { ?a ng:trigger ?t . ?a a ng:Attack } }",
        ])
        .done();
    let graphs: Vec<&str> = graphs.lines().skip(1).map(str::trim_end).collect();
    assert_eq!(graphs.len(), 2, "{graphs:?}");
    folder.run(&[&["remove", "--store", "news.kg"], &graphs[..]].concat()).done();
    assert_eq!(kept(&folder, "news.kg"), before);
    // An article that was removed is read again.
    assert_eq!(build(&folder, &["c.jsonl"]), counts(&[("added", 1)]));
    let none = folder.run(&["remove", "a.txt", "--store", "none.kg"]);
    assert!(none.code == 1 && none.err.contains("there is no store"), "{}", none.err);
}

#[test]
fn a_compacted_store_holds_nothing_of_what_was_removed() {
    let folder = corrections();
    corpus::write(&folder.path("made.jsonl"), &corpus::lines(30));
    build(&folder, &["made.jsonl"]);
    let before = kept(&folder, "news.kg");
    build(&folder, &["old.jsonl", "--force"]);
    let graph = graph::article_iri_of_url(URL, graph::DEFAULT_BASE).into_string();
    let found = |name: &str| {
        let bytes = fs::read(folder.path(name)).unwrap();
        bytes.windows(graph.len()).filter(|window| *window == graph.as_bytes()).count()
    };
    assert!(found("news.kg") > 0, "names are not found in the file as they are: the test tests nothing");
    let reader = Store::open_read_only(folder.path("news.kg")).unwrap();
    folder.run(&["remove", URL, "--store", "news.kg", "--compact"]).done();
    assert_eq!((kept(&folder, "news.kg"), found("news.kg")), (before, 0));
    assert_eq!(log(&folder, &["--outcome", "removed"]).len(), 1);
    assert_eq!(reader.articles().unwrap().len(), 31, "who had it open still reads it");
    // All articles are known still.
    assert_eq!(build(&folder, &["made.jsonl", "old.jsonl"]), counts(&[("added", 1), ("unchanged", 30)]));
    assert_eq!(
        fs::read_dir(folder.path(""))
            .unwrap()
            .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
            .count(),
        0
    );
}

/// Articles that share people and places, with their graphs.
static GRAPHS: LazyLock<Vec<(NamedNode, Vec<Quad>)>> = LazyLock::new(|| {
    let reader = reading::reader();
    let lines = corpus::lines(24).join("\n");
    let articles = source::read_from("made.jsonl", std::io::Cursor::new(lines), &ReadOptions::default());
    articles
        .map(|article| {
            let article = article.unwrap();
            graph::quads(&article, &reader.annotate(&article).unwrap(), &Options::default())
        })
        .collect()
});

/// What a store with these articles keeps, and what it shows when it is decided who is who.
fn hashes(store: Store) -> (String, String) {
    let kept = hash(&store);
    (kept, hash(&store.named_by(Identity::new(Overrides::default())).unwrap()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn adding_and_removing_is_never_having_added(steps in prop::collection::vec((0..24_usize, any::<bool>()), 1..60)) {
        let folder = tempfile::tempdir().unwrap();
        let changed = Store::open(folder.path().join("news.kg")).unwrap();
        let mut there = std::collections::BTreeSet::new();
        for (n, add) in steps {
            let (graph, quads) = &GRAPHS[n];
            let existed = there.contains(&n);
            if add {
                prop_assert_eq!(changed.replace_article(graph, quads.clone()).unwrap(), existed);
                there.insert(n);
            } else {
                prop_assert_eq!(changed.remove_article(graph).unwrap(), existed);
                there.remove(&n);
            }
        }
        let fresh = Store::memory();
        fresh.replace_articles(&there.iter().rev().map(|n| GRAPHS[*n].clone()).collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(hashes(changed), hashes(fresh));
    }
}
