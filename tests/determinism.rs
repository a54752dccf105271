//! The same articles give the same graphs, byte for byte: in any order, with any number of workers and of the engine's
//! threads, alone or among others, again and again, in one store or one file, built at once or in many runs.
//!
//! `NEWSGRAPH_ARTICLES` is how many articles the last test reads; `.ci/run` asks for more than `cargo test` does.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod reading;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use newsgraph::annotate::record::Record;
use newsgraph::graph::{self, Options};
use newsgraph::pipeline::{Reader, in_order};
use newsgraph::store::{Store, canonical_hash};
use newsgraph::text::Article;

static ARTICLES: LazyLock<Vec<Article>> =
    LazyLock::new(|| reading::own_articles().into_iter().chain(reading::example_articles()).collect());

/// What each article gives when it is read alone, one after the other, on one thread.
static ALONE: LazyLock<BTreeMap<String, Output>> =
    LazyLock::new(|| ARTICLES.iter().map(|article| output(&reading::reader(), article)).collect());

/// Canonical N-Quads and the JSON line of an article.
#[derive(Debug, PartialEq)]
struct Output {
    quads: String,
    record: String,
}

fn output(reader: &Reader, article: &Article) -> (String, Output) {
    let layers = reader.annotate(article).unwrap();
    let (graph, quads) = graph::quads(article, &layers, &Options::default());
    let quads = quads.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let record = serde_json::to_string(&Record::new(article, &layers, |_| None)).unwrap();
    (graph.into_string(), Output { quads, record })
}

fn check(outputs: impl IntoIterator<Item = (String, Output)>, how: &str) {
    let mut seen = 0;
    for (graph, output) in outputs {
        let alone = &ALONE[&graph];
        for (ours, theirs) in [(&output.quads, &alone.quads), (&output.record, &alone.record)] {
            let differ = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b);
            assert!(ours == theirs, "{how}: {graph}: {differ:#?}");
        }
        seen += 1;
    }
    assert_eq!(seen, ALONE.len(), "{how}: each article gives one graph");
}

#[test]
fn any_number_of_workers_gives_the_same_in_the_order_of_the_articles() {
    let reader = reading::reader();
    let mut orders: Vec<Vec<&Article>> = vec![ARTICLES.iter().collect(), ARTICLES.iter().rev().collect()];
    // Every third, then the rest.
    orders.push((0..3).flat_map(|k| ARTICLES.iter().skip(k).step_by(3)).collect());
    for (order, jobs) in orders.iter().zip([1, 2, 4]) {
        let mut outputs = Vec::new();
        let state = || reader.on_threads(1);
        let work = |reader: &mut Reader, article: &Article| (article.id.clone(), output(reader, article));
        in_order(jobs, order.iter().copied(), state, work, |done| {
            outputs.push(done);
            true
        });
        let ids: Vec<&String> = outputs.iter().map(|(id, _)| id).collect();
        assert_eq!(ids, order.iter().map(|a| &a.id).collect::<Vec<_>>(), "{jobs} jobs");
        check(outputs.into_iter().map(|(_, output)| output), &format!("{jobs} jobs"));
    }
}

#[test]
fn the_engines_own_threads_change_nothing() {
    for threads in [2, 3] {
        let reader = reading::reader().on_threads(threads);
        check(ARTICLES.iter().map(|article| output(&reader, article)), &format!("{threads} threads"));
    }
    let all_cores = Reader::embedded().unwrap();
    check(ARTICLES.iter().map(|article| output(&all_cores, article)), "a reader of its own, on all cores");
}

/// Standard output of the program.
fn run(args: &[&str], inputs: &[PathBuf]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_newsgraph")).args(args).args(inputs).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn the_command_gives_the_same_with_any_number_of_jobs() {
    let files = reading::example_files();
    for (args, others) in [
        (["build", "--format", "nq", "--published", "2025-10-27"], &["1", "2", "4"][..]),
        (["build", "--format", "ttl", "--published", "2025-10-27"], &["3"]),
        (["annotate", "--format", "jsonl", "--published", "2025-10-27"], &["2"]),
    ] {
        let with = |jobs| run(&[&args[..], &["--jobs", jobs]].concat(), &files);
        let one = with("1");
        assert!(one.len() > 100_000, "{args:?} gives only {} bytes", one.len());
        for jobs in others {
            assert!(with(jobs) == one, "{args:?} differs with {jobs} jobs");
        }
    }
}

#[test]
fn the_command_gives_the_same_in_any_order() {
    let mut files = reading::example_files();
    let args = ["build", "--format", "nq", "--jobs", "2"];
    let forward = run(&args, &files);
    // A folder is read in the order of its names.
    assert!(run(&args, &[reading::examples()]) == forward, "the folder differs from its files");
    files.reverse();
    let backward = run(&args, &files);
    assert_ne!(forward, backward, "articles come in the order of the inputs");
    assert_eq!(sorted(&forward), sorted(&backward));
}

#[test]
fn an_article_gives_the_same_alone_as_among_others() {
    let files = reading::example_files();
    let args = ["build", "--format", "nq"];
    let together = run(&args, &files);
    let apart: String = files.iter().map(|file| run(&args, std::slice::from_ref(file))).collect();
    assert!(apart == together, "articles read one by one give another graph");
}

/// The hash of all quads of a store or a file.
fn hash(store: &Store) -> String {
    canonical_hash(store.quads().unwrap().map(Result::unwrap))
}

/// Articles in a folder, each in a file of its own.
fn spread(folder: &Path, count: usize) -> Vec<PathBuf> {
    let mut files = reading::example_files();
    for n in 0..count.saturating_sub(ARTICLES.len()) {
        let path = folder.join(format!("made-{n}.jsonl"));
        corpus::write(&path, &[corpus::article(n).to_string()]);
        files.push(path);
    }
    files
}

/// Reads the files into a store in so many runs, and gives the hashes of what it keeps and of what it shows.
fn stored(folder: &Path, files: &[PathBuf], jobs: &str, every: &str, runs: usize) -> (String, String) {
    let path = folder.join("news.kg");
    let out = folder.join("news.nq");
    let (store, graph) = (path.to_str().unwrap(), out.to_str().unwrap());
    for part in files.chunks(files.len().div_ceil(runs)) {
        run(&["build", "--store", store, "--jobs", jobs, "--commit-every", every], part);
    }
    let kept = hash(&Store::open_read_only(&path).unwrap());
    run(&["export", "--store", store, "--out", graph], &[]);
    let shown = hash(&Store::from_files(&[&out]).unwrap());
    fs::remove_file(path).unwrap();
    (kept, shown)
}

#[test]
fn every_way_to_build_gives_one_hash() {
    let folder = tempfile::tempdir().unwrap();
    let files = spread(folder.path(), corpus::wanted("NEWSGRAPH_ARTICLES", 40));
    let out = folder.path().join("direct.nq");
    let (kept, shown) = stored(folder.path(), &files, "1", "200", 1);
    let mut numbers = corpus::Numbers::of(2024);
    for (i, jobs) in ["2", "8", "1", "8"].into_iter().enumerate() {
        let files = numbers.shuffled(files.clone());
        let every = (1 + numbers.below(60)).to_string();
        let runs = 1 + numbers.below(4);
        let how = format!("order {i}, {jobs} jobs, {every} articles in a transaction, {runs} runs");
        assert_eq!(stored(folder.path(), &files, jobs, &every, runs), (kept.clone(), shown.clone()), "{how}");
        let files = numbers.shuffled(files);
        run(&["build", "--out", out.to_str().unwrap(), "--jobs", jobs], &files);
        assert_eq!(hash(&Store::from_files(&[&out]).unwrap()), shown, "{how}: written");
    }
    assert_ne!(
        kept, shown,
        "no two of these articles speak of one thing under two names: the test tests less than it could"
    );
}
