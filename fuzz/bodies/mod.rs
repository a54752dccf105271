//! The bodies of the fuzz targets: each takes any bytes and panics where something that must hold does not. cargo-fuzz
//! runs them with bytes that it mutates (`fuzz_targets/`), `tests/fuzz.rs` with random ones.
//!
//! A reader of one more format is one more line in `READERS` of `readers.rs`, and one in [`TARGETS`].

#![allow(unreachable_pub, reason = "a module of each target")]
#![allow(dead_code, reason = "each fuzz target uses one body")]
#![allow(clippy::unwrap_used, reason = "a target fails by panicking")]

mod annotating;
mod files;
mod graphs;
mod material;
mod phrases;
mod readers;

/// A target: its name, its body, and how many cases `cargo test` runs of it.
pub struct Target {
    pub name: &'static str,
    pub body: fn(&[u8]),
    pub cases: u32,
    /// The most bytes of a case.
    pub bytes: usize,
}

const fn target(name: &'static str, body: fn(&[u8]), cases: u32, bytes: usize) -> Target {
    Target { name, body, cases, bytes }
}

/// All targets. The cheap ones have the most cases.
pub const TARGETS: &[Target] = &[
    target("words", phrases::words, 40_000, 120),
    target("grammars", phrases::grammars, 16_000, 100),
    target("plain", readers::plain, 10_000, 200),
    target("jsonl", readers::jsonl, 10_000, 200),
    target("html", readers::html, 3_000, 150),
    target("metadata", readers::metadata, 8_000, 150),
    target("packed", readers::packed, 4_000, 200),
    target("lexicon", files::lexicon, 1_500, 150),
    target("kb", files::knowledge_base, 6_000, 150),
    target("overrides", files::overrides, 6_000, 150),
    target("nesting", files::nesting, 4_000, 150),
    target("rdf", graphs::files, 4_000, 150),
    target("writers", graphs::writers, 2_000, 100),
    target("query", graphs::query, 6_000, 60),
    target("store", graphs::store_file, 250, 40),
    target("annotate", annotating::annotate, 120, 60),
];

/// The body of that name.
pub fn body(name: &str) -> fn(&[u8]) {
    TARGETS.iter().find(|target| target.name == name).unwrap().body
}
