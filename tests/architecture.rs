//! The rules of the house, read off `src/`: which module may import which, and what a file must look like.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use walkdir::WalkDir;

/// Which top-level modules each may import; imports run only downward. A new module must be entered here.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("ontology", &[]),
    ("bounds", &[]),
    ("store", &["bounds"]),
    ("source", &["text", "bounds"]),
    ("model", &["text"]),
    ("lexicon", &["text", "ontology", "bounds"]),
    ("kb", &["text", "ontology", "bounds"]),
    ("annotate", &["text", "ontology", "source", "model", "lexicon", "kb"]),
    ("graph", &["text", "ontology", "store", "annotate"]),
    ("pipeline", &["text", "ontology", "store", "source", "model", "lexicon", "kb", "annotate", "graph"]),
    ("identity", &["store", "ontology", "kb", "bounds"]),
    ("analyze", &["store", "ontology"]),
    ("verify", &["store", "ontology"]),
    ("remote", &[]),
    ("evidence", &["store", "ontology"]),
    ("interchange", &["store", "ontology", "evidence"]),
    (
        "serve",
        &[
            "text",
            "ontology",
            "store",
            "source",
            "model",
            "lexicon",
            "kb",
            "annotate",
            "graph",
            "pipeline",
            "identity",
            "analyze",
            "verify",
            "evidence",
            "interchange",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "bounds",
            "ontology",
            "store",
            "source",
            "model",
            "lexicon",
            "kb",
            "annotate",
            "graph",
            "pipeline",
            "identity",
            "analyze",
            "verify",
            "evidence",
            "interchange",
            "remote",
            "serve",
        ],
    ),
];

/// Modules that give the same for the same input: they see neither clock nor chance nor network.
const PURE: &[&str] = &["text", "ontology", "source", "model", "lexicon", "kb", "annotate", "graph", "identity"];

/// Modules that know nothing of RDF.
const WITHOUT_RDF: &[&str] = &["text", "source", "model", "annotate"];

const MOST_LINES: usize = 600;

struct File {
    /// Relative to the package.
    path: String,
    /// Module path below the crate: `["store", "blob"]` for `src/store/blob.rs`; empty for `lib.rs`.
    module: Vec<String>,
    text: String,
    /// The text without comments, contents of literals, and what only tests see.
    code: String,
}

impl File {
    fn top(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = WalkDir::new(package.join("src"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect();
    paths.sort();
    assert!(paths.len() > 50, "only {} files found", paths.len());
    let mut files: Vec<File> = paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let path = path.strip_prefix(package).unwrap().to_str().unwrap().replace('\\', "/");
            let module = module_of(&path);
            let code = bare(&text);
            File { path, module, text, code }
        })
        .collect();
    // Files of modules that only tests see (`#[cfg(test)] mod tests;`) follow no layers.
    let test_module = Regex::new(r"#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;").unwrap();
    let hidden: BTreeSet<Vec<String>> = files
        .iter()
        .flat_map(|file| {
            let child = |name: &str| file.module.iter().cloned().chain([name.to_owned()]).collect();
            test_module.captures_iter(&file.code).map(move |c| child(&c[1])).collect::<Vec<_>>()
        })
        .collect();
    for file in &mut files {
        let inside = hidden.iter().any(|module| file.module.starts_with(module));
        file.code = if inside { String::new() } else { without_tests(&file.code) };
    }
    files
});

fn module_of(path: &str) -> Vec<String> {
    let inner = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
    let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if matches!(parts.last().unwrap().as_str(), "mod" | "lib" | "main") {
        parts.pop();
    }
    parts
}

/// Rust source without comments, and with nothing in its string and character literals.
fn bare(source: &str) -> String {
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        let raw: Vec<String> = (0..4).map(|n| format!("r{0}\"(?s:.*?)\"{0}", "#".repeat(n))).collect();
        let parts = [
            r"(?://[^\n]*)",
            r"(?s:/\*.*?\*/)",
            &format!(r"\b(?:b|c)?(?:{})", raw.join("|")),
            r#""(?:[^"\\]|\\(?s:.))*""#,
            r"'(?:[^'\\\n]|\\x..|\\u\{[^}]*\}|\\.)'",
        ];
        Regex::new(&parts.join("|")).unwrap()
    });
    NOISE
        .replace_all(source, |found: &regex::Captures<'_>| match &found[0] {
            comment if comment.starts_with('/') => String::new(),
            // Lines are counted elsewhere; a literal keeps its place only.
            _ => "\"\"".to_owned(),
        })
        .into_owned()
}

/// Code without the items that stand under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::new();
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut depth = 0;
        let end = rest.char_indices().find_map(|(i, c)| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            (depth == 0 && matches!(c, '}' | ';')).then_some(i + 1)
        });
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    kept + rest
}

/// The top-level modules that a file names in paths, with the path.
fn imports(file: &File) -> Vec<(String, String)> {
    static PATHS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(crate|super(?:\s*::\s*super)*)\s*::\s*(\w+|\{)").unwrap());
    let mut found = Vec::new();
    for path in PATHS.captures_iter(&file.code) {
        let ups = path[1].matches("super").count();
        let names =
            if &path[2] == "{" { group(&file.code[path.get(2).unwrap().end()..]) } else { vec![path[2].to_owned()] };
        let shown = |name: &str| format!("{}::{name}", path[1].replace(char::is_whitespace, ""));
        match (&path[1], file.module.len().checked_sub(ups)) {
            // Inside the top-level module still: nothing to say.
            (up, Some(1..)) if up != "crate" => {}
            (up, None) if up != "crate" => panic!("{}: {} leads out of the crate", file.path, shown("")),
            _ => found.extend(names.into_iter().filter(|n| n != "super").map(|n| (n.clone(), shown(&n)))),
        }
    }
    found
}

/// The first names of the members of a group `a, b::{c, d}, e}`, whose opening brace is already read.
fn group(text: &str) -> Vec<String> {
    let mut depth = 1;
    let mut members = vec![String::new()];
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => members.push(String::new()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if c != ',' {
            members.last_mut().unwrap().push(c);
        }
    }
    let first = |m: &String| m.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned();
    members.iter().map(first).filter(|m| !m.is_empty()).collect()
}

fn allowed(module: &str) -> Option<&'static [&'static str]> {
    MAY_IMPORT.iter().find(|(name, _)| *name == module).map(|(_, below)| *below)
}

#[test]
fn every_module_has_a_layer() {
    let tops: BTreeSet<&str> = FILES.iter().map(File::top).filter(|top| !top.is_empty()).collect();
    for top in ["text", "ontology", "store", "source", "model", "lexicon", "annotate", "graph", "pipeline", "cli"] {
        assert!(tops.contains(top), "src/{top} is not found: does this test still read the source?");
    }
    for top in tops {
        assert!(allowed(top).is_some(), "src/{top} is in no layer: enter it in MAY_IMPORT and in the documentation");
    }
    // The table itself runs downward: what a module may import stands before it.
    for (i, (name, below)) in MAY_IMPORT.iter().enumerate() {
        for other in *below {
            assert!(MAY_IMPORT[..i].iter().any(|(earlier, _)| earlier == other), "{name} may not import {other}");
        }
    }
}

#[test]
fn imports_run_only_downward() {
    let mut wrong = String::new();
    let mut edges = 0;
    for file in FILES.iter().filter(|f| !f.module.is_empty()) {
        let below = allowed(file.top()).unwrap_or_default();
        for (module, path) in imports(file) {
            // `crate::X` may also be an item of the crate's root, of which there are none but modules.
            if module != file.top() && !below.contains(&module.as_str()) {
                let _ = writeln!(wrong, "{}: {path}", file.path);
            }
            edges += usize::from(module != file.top());
        }
    }
    assert!(edges > 50, "only {edges} imports found: does this test still read the source?");
    assert!(wrong.is_empty(), "imports that do not run downward:\n{wrong}");
}

#[test]
fn there_are_no_cycles() {
    let mut below: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in FILES.iter().filter(|f| !f.module.is_empty()) {
        let found = imports(file).into_iter().map(|(module, _)| module).filter(|module| module != file.top());
        below.entry(file.top()).or_default().extend(found);
    }
    // Take away what imports nothing that is left, until nothing can be taken.
    loop {
        let left: BTreeSet<String> = below.keys().map(|&k| k.to_owned()).collect();
        let free = below.iter().find(|(_, others)| others.is_disjoint(&left)).map(|(&module, _)| module);
        match free {
            Some(module) => below.remove(module),
            None => break,
        };
    }
    assert!(below.is_empty(), "modules that import each other: {below:?}");
}

#[test]
fn pure_modules_see_no_clock_no_chance_no_network() {
    let forbidden = Regex::new(
        r"\b(SystemTime|Instant\s*::\s*now|Zoned\s*::\s*now|Timestamp\s*::\s*now|thread_rng|rand\s*::|std\s*::\s*net|RandomState|std\s*::\s*env)\b",
    )
    .unwrap();
    for file in FILES.iter().filter(|f| PURE.contains(&f.top())) {
        let found = forbidden.find(&file.code).map(|m| m.as_str());
        assert_eq!(found, None, "{}: a graph is a pure function of the article", file.path);
    }
}

#[test]
fn some_modules_know_no_rdf() {
    for file in FILES.iter().filter(|f| WITHOUT_RDF.contains(&f.top())) {
        assert!(!file.code.contains("oxigraph"), "{}: RDF is made in `graph`", file.path);
    }
}

#[test]
fn files_are_of_a_size_to_read() {
    for file in FILES.iter() {
        let lines = file.text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines: divide it", file.path);
    }
}

#[test]
fn files_say_what_they_are_for() {
    for file in FILES.iter() {
        let first = file.text.lines().next().unwrap_or_default();
        let about = first.strip_prefix("//! ").unwrap_or_default();
        assert!(about.len() > 10, "{}: open it with `//!` and what it is for, not {first:?}", file.path);
    }
}

#[test]
fn nothing_is_unsafe() {
    let word = Regex::new(r"\bunsafe\b").unwrap();
    for file in FILES.iter() {
        assert!(!word.is_match(&file.code), "{}: unsafe code", file.path);
    }
}

#[test]
fn modules_are_named_after_what_they_hold() {
    for file in FILES.iter() {
        for name in &file.module {
            let vague = ["utils", "util", "common", "helpers", "helper", "types", "manager", "misc"];
            assert!(!vague.contains(&name.as_str()), "{}: name it after what it holds", file.path);
        }
    }
}

#[test]
fn the_source_is_read_right() {
    let source = r##"//! About a thing.
use crate::text::Span; // crate::cli
use super::super::store::{Store, Format};
const A: &str = "crate::cli \" crate::serve"; const B: char = '"'; const C: &str = r#"" crate::verify "#;
/* crate::graph */ fn f<'a>(x: &'a str) { crate::annotate::times::f(x) }
use crate::{lexicon::{self, Lexicon}, model};
#[cfg(test)]
mod tests { use crate::pipeline; fn g() { let _ = '{'; } }
fn h() { super::beside(); }
"##;
    let code = without_tests(&bare(source));
    let module = vec!["source".to_owned(), "inner".to_owned()];
    let file = File { path: "x".to_owned(), module, text: source.to_owned(), code };
    let found: Vec<String> = imports(&file).into_iter().map(|(module, _)| module).collect();
    assert_eq!(found, ["text", "store", "annotate", "lexicon", "model"]);
}
