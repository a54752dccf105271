//! The commands end to end: what they write, in which formats, what they say about bad input, and how they exit.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use newsgraph::ontology::{QUERIES, ng, nif, rdf};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{Quad, Triple};
use serde_json::Value;

const MEETING: &str = "Prime Minister Ana Lima met President Carlos Mendes in Lisbon on Wednesday.\n";
const ATTACK: &str = "Rebels attacked the town of Kolmås on 3 March 2022, killing 14 soldiers.\n";

/// A folder of its own for a test, in which the program is run.
struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with these files.
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
        command.current_dir(self.0.path()).args(args).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(args, &self.command(args).output().unwrap())
    }

    /// Runs with a text on standard input.
    fn pipe(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::of(args, &child.wait_with_output().unwrap())
    }
}

/// What came of a run.
#[derive(Debug)]
struct Ran {
    args: String,
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(args: &[&str], output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let code = output.status.code().expect("ended by a signal");
        Self { args: args.join(" "), code, out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Standard output of a run that must have gone well.
    fn done(self) -> String {
        assert_eq!(self.code, 0, "{}: {}", self.args, self.err);
        self.out
    }
}

fn rdf_format(name: &str) -> RdfFormat {
    match name {
        "ttl" => RdfFormat::Turtle,
        "nt" => RdfFormat::NTriples,
        "nq" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        "rdf" => RdfFormat::RdfXml,
        "jsonld" => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        other => panic!("no format {other}"),
    }
}

fn quads(format: &str, text: &str) -> BTreeSet<String> {
    let parser = RdfParser::from_format(rdf_format(format));
    parser.for_slice(text).map(|quad| quad.unwrap().to_string()).collect()
}

fn triples(format: &str, text: &str) -> BTreeSet<String> {
    let parser = RdfParser::from_format(rdf_format(format));
    parser.for_slice(text).map(|quad| Triple::from(quad.unwrap()).to_string()).collect()
}

/// The quads of N-Quads, to look for terms in.
fn parsed(text: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::NQuads).for_slice(text).map(Result::unwrap).collect()
}

#[test]
fn every_format_says_the_same() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    let plain = folder.run(&["build", "a.txt", "b.txt", "--format", "nq"]).done();
    let graphs: BTreeSet<_> = parsed(&plain).into_iter().map(|q| q.graph_name.to_string()).collect();
    assert_eq!(graphs.len(), 2);
    for format in ["ttl", "nt", "nq", "trig", "rdf", "jsonld"] {
        let written = folder.run(&["build", "a.txt", "b.txt", "--format", format]).done();
        assert_eq!(triples(format, &written), triples("nq", &plain), "{format}");
        if matches!(format, "nq" | "trig" | "jsonld") {
            assert_eq!(quads(format, &written), quads("nq", &plain), "{format}: the articles' graphs");
        }
        // By the name of the file.
        let name = format!("out.{format}");
        let silent = folder.run(&["build", "a.txt", "b.txt", "--out", &name]).done();
        assert_eq!(silent, "");
        assert_eq!(fs::read_to_string(folder.path(&name)).unwrap(), written, "{format}");
    }
    let turtle = folder.run(&["build", "a.txt", "b.txt"]).done();
    assert!(turtle.starts_with("@prefix"), "Turtle is the default");
    assert_eq!(triples("ttl", &turtle), triples("nq", &plain));
    let summary = folder.run(&["build", "a.txt", "b.txt"]).err;
    assert!(summary.starts_with("2 articles") && summary.lines().count() == 1, "{summary}");
}

#[test]
fn compressed_files_are_told_by_their_names() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let plain = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    for name in ["a.nq.gz", "a.nq.zst"] {
        folder.run(&["build", "a.txt", "--out", name]).done();
        assert!(fs::metadata(folder.path(name)).unwrap().len() < plain.len() as u64 / 2, "{name}");
        let back = folder.run(&["export", "--graph", name, "--format", "nq"]).done();
        assert_eq!(quads("nq", &back), quads("nq", &plain), "{name}");
    }
}

#[test]
fn a_store_keeps_articles_and_answers() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    let direct = folder.run(&["build", "a.txt", "b.txt", "--format", "nq", "--published", "2023-11-30"]).done();
    // One after the other, one of them twice.
    for name in ["b.txt", "a.txt", "b.txt"] {
        let silent = folder.run(&["build", name, "--store", "news.kg", "--published", "2023-11-30"]).done();
        assert_eq!(silent, "");
    }
    for format in ["nq", "trig", "jsonld"] {
        let exported = folder.run(&["export", "--store", "news.kg", "--format", format]).done();
        assert_eq!(quads(format, &exported), quads("nq", &direct), "{format}");
    }
    let exported = folder.run(&["export", "--store", "news.kg"]).done();
    assert_eq!(triples("ttl", &exported), triples("nq", &direct));

    let people = "SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name";
    let answer = folder.run(&["query", "--store", "news.kg", people, "--format", "csv"]).done();
    assert_eq!(answer.lines().map(str::trim_end).collect::<Vec<_>>(), ["name", "Ana Lima", "Carlos Mendes"]);
    let table = folder.run(&["query", "--store", "news.kg", people, "--format", "table"]).done();
    assert!(table.contains("Ana Lima") && table.contains("name"), "{table}");
    let json = folder.run(&["query", "--store", "news.kg", people, "--format", "json"]).done();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["results"]["bindings"][0]["name"]["value"], "Ana Lima");

    let day = "ASK { ?e a ng:Meeting ; schema:startDate '2023-11-29'^^xsd:date }";
    let answer = folder.run(&["query", "--store", "news.kg", day]).done();
    assert!(answer.contains("true") || answer.contains("yes"), "Wednesday before 30 November 2023: {answer}");
    let about = "CONSTRUCT { ?e a ?class } { ?e ng:eventType ?class }";
    let answer = folder.run(&["query", "--store", "news.kg", about, "--format", "nt"]).done();
    assert!(triples("nt", &answer).iter().any(|t| t.contains("#Attack>")), "{answer}");
}

#[test]
fn canned_queries_run() {
    let folder = Folder::with(&[]);
    let examples = reading::examples();
    folder.run(&["build", examples.to_str().unwrap(), "--store", "news.kg", "--published", "2024-02-29"]).done();
    for (name, query) in QUERIES {
        fs::write(folder.path("canned.rq"), query).unwrap();
        let ran = folder.run(&["query", "--store", "news.kg", "-f", "canned.rq", "--format", "csv"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        if ["entities-by-mentions", "event-evidence", "timeline", "who-met-whom"].contains(name) {
            assert!(ran.out.lines().count() > 1, "{name} finds nothing in the examples: {}", ran.out);
        }
    }
    let from_pipe = folder.pipe(&["query", "--store", "news.kg", "-f", "-"], b"ASK { ?e a ng:Event }").done();
    assert!(from_pipe.contains("true") || from_pipe.contains("yes"), "{from_pipe}");
}

#[test]
fn the_text_can_be_left_out() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let with = parsed(&folder.run(&["build", "a.txt", "--format", "nq"]).done());
    let without = parsed(&folder.run(&["build", "a.txt", "--format", "nq", "--no-text"]).done());
    assert!(with.iter().any(|q| q.predicate == nif::IS_STRING));
    let rest: Vec<&Quad> = with.iter().filter(|q| q.predicate != nif::IS_STRING).collect();
    assert_eq!(without.iter().collect::<Vec<_>>(), rest);
}

#[test]
fn the_day_of_publication_anchors_times() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let dates = |day: Option<&str>| {
        let mut args = vec!["build", "a.txt", "--format", "nq"];
        args.extend(day.iter().flat_map(|day| ["--published", day]));
        let quads = parsed(&folder.run(&args).done());
        quads.iter().filter(|q| q.predicate.as_str().ends_with("startDate")).map(|q| q.object.to_string()).collect()
    };
    let dates = |day| -> Vec<String> { dates(day) };
    assert!(dates(Some("2023-11-30"))[0].starts_with("\"2023-11-29\""));
    assert!(dates(Some("2024-05-16T08:00:00Z"))[0].starts_with("\"2024-05-15\""));
    assert!(dates(None).is_empty(), "a weekday without a day of publication is no date");
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let from_file = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    let from_pipe = folder.pipe(&["build", "-", "--format", "nq"], MEETING.as_bytes()).done();
    assert_eq!(from_pipe, from_file, "an article without an address is known by its text");
    let lines = format!("{}\n", serde_json::json!({"id": "x", "text": MEETING}));
    for args in [&["build", "-", "--format", "nq"][..], &["build", "-", "--format", "nq", "--input-format", "jsonl"]] {
        assert_eq!(folder.pipe(args, lines.as_bytes()).done(), from_file);
    }
}

#[test]
fn folders_and_patterns_are_read() {
    let folder = Folder::with(&[
        ("news/a.txt", MEETING.as_bytes()),
        ("news/deep/b.txt", ATTACK.as_bytes()),
        ("news/picture.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let files = folder.run(&["build", "news/a.txt", "news/deep/b.txt", "--format", "nq"]).done();
    let walked = folder.run(&["build", "news", "--format", "nq"]);
    assert!(walked.err.contains("1 skipped"), "what is passed over is counted: {}", walked.err);
    assert_eq!(walked.done(), files);
    assert_eq!(folder.run(&["build", "news/**/*.txt", "--format", "nq"]).done(), files);
}

#[test]
fn lines_of_json_keep_what_is_known_of_an_article() {
    let line = serde_json::json!({
        "id": "wire-7", "text": MEETING, "title": "A meeting", "url": "https://example.org/7",
        "published": "2023-11-30T18:05:00Z", "author": "Ruth Okello", "publisher": "The Example",
    });
    let folder = Folder::with(&[("a.jsonl", format!("{line}\n").as_bytes())]);
    let graph = folder.run(&["build", "a.jsonl", "--format", "nq"]).done();
    for part in [
        "schema.org/headline> \"A meeting\"@en",
        "schema.org/url> <https://example.org/7>",
        "schema.org/datePublished> \"2023-11-30T18:05:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>",
        "schema.org/author> \"Ruth Okello\"",
        "schema.org/publisher> \"The Example\"",
        "\"2023-11-29\"^^<http://www.w3.org/2001/XMLSchema#date>",
    ] {
        assert!(graph.contains(part), "no {part} in\n{graph}");
    }
    let record = folder.run(&["annotate", "a.jsonl", "--format", "jsonl"]).done();
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!((&record["id"], &record["title"]), (&"wire-7".into(), &"A meeting".into()));
    assert_eq!((&record["url"], &record["text"]), (&"https://example.org/7".into(), &MEETING.into()));
}

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
    assert_eq!((list(record, "claims").len(), list(record, "relations").len()), (0, 0));

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
        for i in first..next {
            let mut up = i as i64;
            for _ in first..=next {
                let inside = up == -1 || (first as i64..next as i64).contains(&up);
                assert!(inside, "token {i}: the head {up} is outside of {first}..{next}");
                up = if up == -1 { -1 } else { head(up as usize) };
            }
            assert_eq!(up, -1, "token {i} hangs on itself");
            assert_eq!(head(i) == -1, tokens[i]["deprel"] == "root", "token {i}: {}", tokens[i]);
            let upos = tokens[i]["upos"].as_str().unwrap();
            assert!(upos.len() >= 1 && upos.bytes().all(|b| b.is_ascii_uppercase()), "{upos}");
            assert!(!tokens[i]["lemma"].as_str().unwrap().is_empty(), "token {i} has no lemma");
        }
    }
    assert_eq!(next, tokens.len(), "every token is in a sentence");

    let types = ["Person", "Organization", "Place", "Group", "Event", "Work", "Product", "Other"];
    let mut entities = BTreeSet::new();
    for entity in list(record, "entities") {
        assert!(entities.insert(entity["id"].as_str().unwrap()), "{entity}: an id twice");
        assert!(types.contains(&entity["type"].as_str().unwrap()), "{entity}");
        assert!(entity["label"].is_string() && entity["iri"].as_str().unwrap().starts_with("https://"), "{entity}");
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
    ["mentions", "times", "quantities", "events", "predicates"].iter().map(|key| list(record, key).len()).sum()
}

#[test]
fn annotations_are_what_the_format_says() {
    let folder = Folder::with(&[]);
    let mut lines = String::new();
    for article in reading::own_articles() {
        let line = serde_json::json!({"id": article.id, "text": article.text});
        lines += &format!("{line}\n");
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

#[test]
fn the_ontology_is_printed() {
    let folder = Folder::with(&[]);
    for name in ["ontology", "alignments", "lexicon"] {
        let out = folder.run(&["ontology", name]).done();
        assert!(triples("ttl", &out).len() > 100, "{name}");
    }
    assert_eq!(folder.run(&["ontology"]).done(), folder.run(&["ontology", "ontology"]).done());
    assert!(folder.run(&["ontology"]).done().contains(ng::NAMESPACE));
    let queries = folder.run(&["ontology", "queries"]).done();
    for (name, query) in QUERIES {
        assert!(queries.contains(&format!("{name}.rq")), "{name} is not among\n{queries}");
        assert_eq!(folder.run(&["ontology", &format!("{name}.rq")]).done().trim_end(), query.trim_end());
    }
    let wrong = folder.run(&["ontology", "nothing"]);
    assert!(wrong.code == 2 && wrong.err.contains("there is no nothing"), "{wrong:?}");
}

#[test]
fn help_teaches_by_example() {
    let folder = Folder::with(&[]);
    let general = folder.run(&["--help"]).done();
    for command in ["build", "annotate", "query", "export", "ontology"] {
        assert!(general.contains(command), "{general}");
        let help = folder.run(&[command, "--help"]).done();
        let (_, examples) = help.split_once("Examples:").unwrap_or_else(|| panic!("{command} has no examples"));
        let shown = examples.matches(&format!("newsgraph {command}")).count();
        assert!(shown >= 2, "{command} has {shown} examples");
    }
    assert_eq!(folder.run(&["--version"]).done(), format!("newsgraph {}\n", env!("CARGO_PKG_VERSION")));
}

/// A bad input, what is said about it, and how many articles of the same input are read all the same.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    said: &'static [&'static str],
    read: usize,
}

fn bad_inputs() -> Vec<Bad> {
    let bad = |name, bytes: &[u8], said, read| Bad { name, bytes: bytes.to_vec(), said, read };
    let around = |line: &[u8]| {
        let ok =
            |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"The minister resigned in {id}.\"}}\n").into_bytes();
        [ok("Oslo"), line.to_vec(), b"\n".to_vec(), ok("Rome")].concat()
    };
    let long = "word ".repeat(4_000_000);
    vec![
        bad("empty.txt", b"", &["error: empty.txt: no text"], 0),
        bad("blank.txt", b" \n\t\r\n", &["error: blank.txt: no text"], 0),
        bad("program.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\x03\0>\0", &["error: program.txt: looks binary"], 0),
        bad("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", &["error: picture.txt: looks binary"], 0),
        bad("zeros.txt", &[0; 5000], &["error: zeros.txt: looks binary"], 0),
        bad("report.docx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", &["error: report.docx: looks binary"], 0),
        bad("page.html", b"<p>The minister resigned.</p>", &["error: page.html: not built yet"], 0),
        bad("long.txt", long.as_bytes(), &["error: long.txt: longer than 16777216 bytes"], 0),
        bad("latin.txt", b"The caf\xe9 in Oslo closed.", &["latin.txt: note: not UTF-8; read as Windows-1252"], 1),
        bad("odd.txt", b"The caf\xc3\xa9 in \xff\xfe Oslo \x81 closed \xc3.", &["odd.txt: note: not UTF-8"], 1),
        bad("cut.jsonl", &around(b"{\"id\": \"b\", \"text\":"), &["error: cut.jsonl:2:", "not JSON"], 2),
        bad("bare.jsonl", &around(b"The minister resigned."), &["error: bare.jsonl:2", "not JSON"], 2),
        bad("number.jsonl", &around(b"{\"id\": \"b\", \"text\": 7}"), &["error: number.jsonl:2", "text"], 2),
        bad("none.jsonl", &around(b"{\"id\": \"b\"}"), &["error: none.jsonl:2", "text"], 2),
        bad("void.jsonl", &around(b"{\"id\": \"b\", \"text\": \" \"}"), &["error: void.jsonl:2", "no text"], 2),
        bad(
            "bytes.jsonl",
            &around(b"{\"id\": \"b\", \"text\": \"caf\xe9\"}"),
            &["error: bytes.jsonl:2:25: not UTF-8"],
            2,
        ),
        bad(
            "long.jsonl",
            &around(format!("{{\"id\": \"b\", \"text\": \"{long}\"}}").as_bytes()),
            &["error: long.jsonl:2: longer than"],
            2,
        ),
    ]
}

#[test]
fn bad_input_is_named_and_the_rest_is_read() {
    let bad = bad_inputs();
    let files: Vec<(&str, &[u8])> = bad.iter().map(|b| (b.name, &b.bytes[..])).collect();
    let folder = Folder::with(&files);
    fs::write(folder.path("good.txt"), MEETING).unwrap();
    // All of them in one run, the good one last.
    let names: Vec<&str> = bad.iter().map(|b| b.name).chain(["missing.txt", "no*fit.txt", "good.txt"]).collect();
    for (command, format) in [("build", "nq"), ("annotate", "jsonl")] {
        let ran = folder.run(&[&[command, "--format", format], &names[..]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("Carlos Mendes"), "the good article is not read: {}", ran.err);
        let mut read = 1;
        for bad in &bad {
            read += bad.read;
            let line = ran.err.lines().find(|line| bad.said.iter().all(|part| line.contains(part)));
            assert!(line.is_some(), "nothing says {:?} in\n{}", bad.said, ran.err);
        }
        assert!(ran.err.contains("error: missing.txt: no such file or folder"), "{}", ran.err);
        assert!(ran.err.contains("error: no*fit.txt: no file fits this pattern"), "{}", ran.err);
        let failed = ran.err.lines().filter(|line| line.starts_with("error: ")).count();
        let summary = ran.err.lines().last().unwrap();
        assert!(summary.starts_with(&format!("{read} articles (")), "{summary}");
        assert!(summary.contains(&format!(" {failed} failed")), "{summary}");
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn a_file_of_unknown_kind_that_is_named_is_read_by_what_it_holds() {
    let line = format!("{}\n", serde_json::json!({"id": "x", "text": MEETING}));
    let folder =
        Folder::with(&[("a.txt", MEETING.as_bytes()), ("a.wire", MEETING.as_bytes()), ("b.wire", line.as_bytes())]);
    let plain = folder.run(&["build", "a.txt", "--format", "nq"]).done();
    for name in ["a.wire", "b.wire"] {
        assert_eq!(folder.run(&["build", name, "--format", "nq"]).done(), plain, "{name}");
    }
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("empty.txt", b""), ("bad.ttl", b"<a> <b> .\n")]);
    for (code, args, said) in [
        (1, &["build", "missing.txt"][..], "missing.txt"),
        (1, &["build", "empty.txt"], "empty.txt"),
        (1, &["annotate", "empty.txt"], "empty.txt"),
        (0, &["build", "a.txt", "empty.txt"], "empty.txt"),
        (1, &["build", "a.txt", "empty.txt", "--strict"], "1 of 2"),
        (1, &["annotate", "a.txt", "empty.txt", "--strict"], "1 of 2"),
        (1, &["build", "a.txt", "--out", "none/a.ttl"], "none/a.ttl"),
        (1, &["annotate", "a.txt", "--out", "none/a.jsonl"], "none/a.jsonl"),
        (1, &["build", "a.txt", "--store", "none/a.kg"], "none/a.kg"),
        (1, &["query", "--store", "none.kg", "ASK {}"], "none.kg"),
        (1, &["query", "--store", "a.txt", "ASK {}"], "a.txt"),
        (1, &["query", "--graph", "bad.ttl", "ASK {}"], "bad.ttl"),
        (1, &["export", "--store", "none.kg"], "none.kg"),
        (2, &["build"], "INPUT"),
        (2, &["build", "a.txt", "--format", "pdf"], "pdf"),
        (2, &["build", "a.txt", "--out", "a.pdf"], "a.pdf"),
        (2, &["build", "a.txt", "--jobs", "0"], "--jobs"),
        (2, &["build", "a.txt", "--published", "Thursday"], "YYYY-MM-DD"),
        (2, &["build", "a.txt", "--base", "kg"], "--base"),
        (2, &["build", "a.txt", "--input-format", "pdf"], "pdf"),
        (2, &["build", "a.txt", "--store", "a.kg", "--format", "nq"], "export"),
        (2, &["build", "a.txt", "--lexicon", "bad.ttl"], "bad.ttl"),
        (2, &["annotate", "a.txt", "--format", "pdf"], "pdf"),
        (2, &["query", "ASK {}"], "--store"),
        (2, &["export"], "--store"),
        (2, &["reckon"], "reckon"),
        (2, &[], "Usage"),
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?} does not say {said:?}: {}", ran.err);
        assert!(code == 0 || args.contains(&"--strict") || !ran.out.contains("<http"), "{args:?}: {}", ran.out);
    }
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "a failed run leaves files: {left:?}");
}

#[test]
fn an_unwritable_output_stays_as_it_was() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("old.ttl", b"# old\n")]);
    let path = folder.path("old.ttl");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let ran = folder.run(&["build", "a.txt", "--out", "old.ttl"]);
    assert!(ran.code == 1 && ran.err.contains("old.ttl") && ran.err.contains("read-only"), "{ran:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "# old\n");
    let ran = folder.run(&["build", "a.txt", "--out", "."]);
    assert!(ran.code != 0, "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes())]);
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in [&["build", "a.txt"][..], &["annotate", "a.txt"]] {
        let output = folder.command(args).stdout(full()).output().unwrap();
        let ran = Ran::of(args, &output);
        assert!(ran.code == 1 && ran.err.contains("error: "), "{ran:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let examples = reading::examples();
    let examples = examples.to_str().unwrap();
    let folder = Folder::with(&[]);
    for args in [&["build", examples, "--format", "nq"][..], &["annotate", examples, "--format", "jsonl"]] {
        let mut child = folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ran = Ran::of(args, &child.wait_with_output().unwrap());
        assert!(!line.is_empty());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("error") && !ran.err.contains("panicked"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_users_lexicon_adds_events() {
    let folder = Folder::with(&[
        ("a.txt", b"Admiral Ana Lima snorked Carlos Mendes in Lisbon.\n"),
        (
            "mine.ttl",
            br#"
@prefix my: <https://example.org/words#> .
@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
my:snork-v a ontolex:LexicalEntry ;
    ontolex:canonicalForm [ ontolex:writtenRep "snork"@en ] ;
    ontolex:otherForm [ ontolex:writtenRep "snorked"@en ] ;
    lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:sense [
        ontolex:reference ng:Kidnapping ;
        ng:maps [ ng:label "ARG0" ; ng:role ng:agent ], [ ng:label "ARG1" ; ng:role ng:patient ] ;
        ng:acceptExample "The pirates snorked two sailors."@en ;
        ng:rejectExample "The pirates slept."@en
    ] .
"#,
        ),
    ]);
    let kidnapping = |extra: &[&str]| {
        let graph = folder.run(&[&["build", "a.txt", "--format", "nq"], extra].concat()).done();
        parsed(&graph).iter().any(|q| q.predicate == rdf::TYPE && q.object.to_string().ends_with("#Kidnapping>"))
    };
    assert!(!kidnapping(&[]));
    assert!(kidnapping(&["--lexicon", "mine.ttl"]));
}
