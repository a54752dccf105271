//! Whole articles as they are read: the layers in words, and the graph in Turtle. A change of the program or of the weights
//! shows here as a difference to look at; `INSTA_UPDATE=always cargo test --test snapshots` takes the new reading over.
//! Probabilities are left out: their last digits differ between processors.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::fs;

use program::Folder;
use serde_json::Value;

/// A short article with a bit of everything that is certain: people, places, counts, dates, a plan.
const ARTICLE: &str = "Ferry sinks off Zanzibar\n\n\
    DAR ES SALAAM, June 3 (Agency) - At least 12 people died when a ferry sank off Zanzibar on Sunday, police said.\n\n\
    Rescuers saved 140 passengers. President Samia Suluhu Hassan will visit the island on Tuesday.\n\n\
    Police arrested the captain, Juma Khamis, on Monday. The company did not repair the engine.\n";

fn without_probabilities(text: &str) -> String {
    text.lines().filter(|line| !line.contains("ng:confidence")).collect::<Vec<_>>().join("\n")
}

#[test]
fn layers_of_an_article() {
    let folder = Folder::with(&[("ferry.txt", ARTICLE.as_bytes())]);
    insta::assert_snapshot!(folder.run(&["annotate", "ferry.txt", "--published", "2024-06-03"]).done());
}

#[test]
fn graph_of_an_article() {
    let folder = Folder::with(&[("ferry.txt", ARTICLE.as_bytes())]);
    let graph = folder.run(&["build", "ferry.txt", "--published", "2024-06-03", "--no-text"]).done();
    insta::assert_snapshot!(without_probabilities(&graph));
}

/// The piece of the text that an annotation is about, in quotation marks.
fn quoted(text: &[char], of: &Value) -> String {
    let [start, end] = ["start", "end"].map(|key| of[key].as_u64().unwrap() as usize);
    format!("“{}”", text[start..end].iter().collect::<String>())
}

/// The layers that others build on, an annotation a line. Entities stand by their labels: a number would change with
/// every entity before it.
fn compact(record: &Value) -> String {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let list = |key: &str| record[key].as_array().unwrap();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let label = |id: &Value| word(&list("entities").iter().find(|e| e["id"] == *id).unwrap()["label"]);
    let mut lines = vec!["mentions".to_owned()];
    for m in list("mentions") {
        lines.push(format!(
            "  {} {} {} = {}",
            quoted(&text, m),
            word(&m["kind"]),
            word(&m["type"]),
            label(&m["entity"])
        ));
    }
    lines.push("times".to_owned());
    for t in list("times") {
        let ends = [&t["earliest"], &t["latest"]].map(word).join("..");
        lines.push(format!("  {} {} {} {ends}", quoted(&text, t), word(&t["type"]), word(&t["value"])));
    }
    lines.push("events".to_owned());
    for e in list("events") {
        let head = [&e["class"], &e["predicate"], &e["factuality"]].map(word).join(" ");
        let trigger = quoted(&text, &e["trigger"]);
        let args = e["args"].as_array().unwrap().iter().map(|a| [word(&a["role"]), label(&a["entity"])].join(" "));
        let time = e.get("time").map(|at| format!("time {}", quoted(&text, at)));
        let line: Vec<String> = std::iter::once(format!("  {trigger} {head}")).chain(args).chain(time).collect();
        lines.push(line.join("; "));
    }
    lines.join("\n")
}

#[test]
fn records_of_a_business_story() {
    let story = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/battery-merger.txt")).unwrap();
    let folder = Folder::with(&[("merger.txt", &story)]);
    let out = folder.run(&["annotate", "merger.txt", "--format", "jsonl", "--published", "2025-05-21"]).done();
    insta::assert_snapshot!(compact(&serde_json::from_str(&out).unwrap()));
}
