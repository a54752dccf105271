//! `newsgraph annotate`: JSON lines as the format says, well-formed CoNLL-U, and text for people.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;
mod reading;

use std::collections::BTreeSet;
use std::fs;

use program::{ATTACK, Folder, MEETING};
use serde_json::Value;

/// Start and end of an annotation, in code points; checked against the text.
fn range(of: &Value, text: &[char]) -> (usize, usize) {
    let [start, end] =
        ["start", "end"].map(|key| of[key].as_u64().unwrap_or_else(|| panic!("no {key}: {of}")) as usize);
    assert!(start < end && end <= text.len(), "{of} of {} characters", text.len());
    let slice = &text[start..end];
    assert!(!slice[0].is_whitespace() && !slice[slice.len() - 1].is_whitespace(), "{of}: {slice:?}");
    (start, end)
}

fn list<'a>(record: &'a Value, key: &str) -> &'a [Value] {
    record[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

/// Checks a record of the annotation format by itself; gives the number of its annotations.
fn check_record(record: &Value) -> usize {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let at = |of: &Value| range(of, &text);
    for key in ["mentions", "times", "quantities", "sentences", "tokens"] {
        let places: Vec<_> = list(record, key).iter().map(at).collect();
        assert!(places.is_sorted(), "{key} are not in text order");
    }
    let known: Vec<&str> = list(record, "entities").iter().filter_map(|e| e["id"].as_str()).collect();
    for claim in list(record, "claims") {
        assert!(!list(claim, "content").is_empty(), "{claim}");
        let places: Vec<_> = list(claim, "content").iter().map(at).collect();
        assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "contents overlap: {claim}");
        assert_eq!(claim["direct"] == true, claim["form"] == "direct", "{claim}");
        for party in ["source", "addressee", "medium", "cue"].into_iter().filter_map(|key| claim.get(key)) {
            at(party);
            assert!(party.get("entity").is_none_or(|e| known.contains(&e.as_str().unwrap())), "{claim}");
        }
    }

    let tokens = list(record, "tokens");
    let places: Vec<_> = tokens.iter().map(at).collect();
    assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "tokens overlap");
    let mut next = 0;
    for sentence in list(record, "sentences") {
        let (start, end) = at(sentence);
        let first = next;
        next += places[first..].iter().take_while(|place| place.1 <= end).count();
        assert!(next > first && places[first].0 == start && places[next - 1].1 == end, "{sentence} is not its tokens");
        let head = |i: usize| tokens[i]["head"].as_i64().unwrap();
        let roots = (first..next).filter(|&i| head(i) == -1).count();
        assert_eq!(roots, 1, "{sentence} has {roots} roots");
        for (i, token) in tokens.iter().enumerate().take(next).skip(first) {
            let mut up = i as i64;
            for _ in first..=next {
                let inside = up == -1 || (first as i64..next as i64).contains(&up);
                assert!(inside, "token {i}: the head {up} is outside of {first}..{next}");
                up = if up == -1 { -1 } else { head(up as usize) };
            }
            assert_eq!(up, -1, "token {i} hangs on itself");
            assert_eq!(head(i) == -1, token["deprel"] == "root", "token {i}: {token}");
            let upos = token["upos"].as_str().unwrap();
            assert!(!upos.is_empty() && upos.bytes().all(|b| b.is_ascii_uppercase()), "{upos}");
            assert!(!token["lemma"].as_str().unwrap().is_empty(), "token {i} has no lemma");
        }
    }
    assert_eq!(next, tokens.len(), "every token is in a sentence");

    let types = ["Person", "Organization", "Place", "Group", "Event", "Work", "Product", "Other"];
    let mut entities = BTreeSet::new();
    for entity in list(record, "entities") {
        assert!(entities.insert(entity["id"].as_str().unwrap()), "{entity}: an id twice");
        assert!(types.contains(&entity["type"].as_str().unwrap()), "{entity}");
        // What is no entity of the graph has no IRI: "the agreement … it".
        let named = entity["iri"].as_str().map_or(entity["type"] == "Other", |iri| iri.starts_with("https://"));
        assert!(entity["label"].is_string() && named, "{entity}");
        assert!((0.0..=1.0).contains(&entity["confidence"].as_f64().unwrap()), "{entity}");
    }
    for mention in list(record, "mentions") {
        assert!(["name", "nominal", "pronoun", "demonym"].contains(&mention["kind"].as_str().unwrap()), "{mention}");
        assert!(types.contains(&mention["type"].as_str().unwrap()), "{mention}");
        assert!(entities.contains(mention["entity"].as_str().unwrap()), "{mention}: no such entity");
    }
    for time in list(record, "times") {
        assert!(["DATE", "TIME", "DURATION", "SET"].contains(&time["type"].as_str().unwrap()), "{time}");
        assert!(!time["value"].as_str().unwrap().is_empty(), "{time}");
        if let (Some(earliest), Some(latest)) = (time["earliest"].as_str(), time["latest"].as_str()) {
            assert!(earliest <= latest, "{time}");
        }
    }
    for quantity in list(record, "quantities") {
        assert!(quantity["value"].is_number() && quantity["qualifier"].is_string(), "{quantity}");
    }
    let ways = ["Happened", "Negated", "Planned", "Possible", "Conditional", "Requested"];
    for event in list(record, "events") {
        at(&event["trigger"]);
        assert!(ways.contains(&event["factuality"].as_str().unwrap()), "{event}");
        assert!(event["class"].is_string() || event["predicate"].is_string(), "{event}");
        for arg in list(event, "args").iter().chain(event.get("place")) {
            at(arg);
            assert!(entities.contains(arg["entity"].as_str().unwrap()), "{arg}: no such entity");
        }
        event.get("time").into_iter().for_each(|time| assert!(list(record, "times").iter().any(|t| at(t) == at(time))));
    }
    for predicate in list(record, "predicates") {
        let heads = list(predicate, "args").iter().map(|a| &a["head"]).chain([&predicate["token"]]);
        heads.for_each(|i| assert!((i.as_u64().unwrap() as usize) < tokens.len(), "{predicate}"));
    }
    for relation in list(record, "relations") {
        at(relation);
        assert!(relation["predicate"].as_str().unwrap().contains(':'), "{relation}");
        assert!(
            ["Current", "Former", "Acting", "Designated"].contains(&relation["status"].as_str().unwrap()),
            "{relation}"
        );
        let ends = ["subject", "object", "organization"].iter().filter_map(|key| relation.get(key));
        ends.for_each(|e| assert!(entities.contains(e.as_str().unwrap()), "{relation}: no such entity"));
        assert!(relation.get("object").is_some() != relation.get("value").is_some(), "{relation}");
    }
    ["mentions", "times", "quantities", "events", "relations", "predicates"]
        .iter()
        .map(|key| list(record, key).len())
        .sum()
}

#[test]
fn annotations_are_what_the_format_says() {
    let folder = Folder::with(&[]);
    let mut lines = String::new();
    for article in reading::own_articles() {
        let line = serde_json::json!({"id": article.id, "text": article.text});
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    fs::write(folder.path("own.jsonl"), lines).unwrap();
    let examples = reading::examples();
    let out = folder.run(&["annotate", "--format", "jsonl", "own.jsonl", examples.to_str().unwrap()]).done();
    let records: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), reading::own_articles().len() + reading::example_articles().len());
    let annotations: usize = records.iter().map(check_record).sum();
    assert!(annotations > 1000, "only {annotations} annotations");
    for (record, article) in records.iter().zip(reading::own_articles()) {
        assert_eq!(record["text"], article.text.as_str(), "a given text is taken to the letter");
    }
}

#[test]
fn conllu_is_well_formed() {
    let folder = Folder::with(&[("a.txt", format!("{MEETING}\n{ATTACK}").as_bytes())]);
    let out = folder.run(&["annotate", "--format", "conllu", "a.txt"]).done();
    assert!(out.starts_with("# newdoc id = a.txt\n") && out.ends_with("\n\n"), "{out}");
    let mut sentences = 0;
    for sentence in out.split("\n\n").filter(|s| !s.is_empty()) {
        sentences += 1;
        let comment =
            |key: &str| sentence.lines().find_map(|l| l.strip_prefix(&format!("# {key} = ")).map(str::to_owned));
        assert!(comment("sent_id").is_some(), "{sentence}");
        let rows: Vec<Vec<&str>> =
            sentence.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        let mut text = String::new();
        for (i, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), 10, "{row:?}");
            assert!(row.iter().all(|column| !column.is_empty()), "{row:?}");
            assert_eq!(row[0], (i + 1).to_string());
            let head: usize = row[6].parse().unwrap();
            assert!(head <= rows.len() && head != i + 1, "{row:?}");
            assert_eq!(head == 0, row[7] == "root", "{row:?}");
            text += row[1];
            text += if row[9] == "SpaceAfter=No" || i + 1 == rows.len() { "" } else { " " };
        }
        assert_eq!(rows.iter().filter(|row| row[6] == "0").count(), 1, "{sentence}");
        assert_eq!(comment("text"), Some(text));
    }
    assert_eq!(sentences, 2);
}

#[test]
fn text_shows_names_and_events() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let out = folder.run(&["annotate", "a.txt"]).done();
    assert!(out.contains("[Ana Lima|Person]") && out.contains("[Lisbon|Place]"), "{out}");
    assert!(out.contains("Meeting “met” [Happened]"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours where there is no terminal: {out:?}");
}
