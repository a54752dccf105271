//! The bodies of the fuzz targets with random bytes: more than 100,000 cases. `FUZZ_CASES=20` runs twenty times as
//! many. What once failed lies in `fuzz/regressions/TARGET/` and is run first.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;

use std::fs;
use std::path::Path;

use bodies::{TARGETS, Target, body};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};

fn regressions(target: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions").join(target);
    let Ok(files) = fs::read_dir(folder) else { return };
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        body(target)(&fs::read(&file).unwrap());
    }
}

fn random(target: &Target) {
    let times: u32 = std::env::var("FUZZ_CASES").ok().map_or(1, |times| times.parse().unwrap());
    let config = ProptestConfig {
        cases: target.cases * times,
        max_shrink_iters: 2000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("fuzz/regressions/seeds.txt"))),
        ..ProptestConfig::default()
    };
    let bytes = prop::collection::vec(any::<u8>(), 0..target.bytes);
    let ran = TestRunner::new(config).run(&bytes, |bytes| {
        (target.body)(&bytes);
        Ok(())
    });
    ran.unwrap_or_else(|error| panic!("{}: {error}", target.name));
}

fn run(name: &str) {
    regressions(name);
    random(TARGETS.iter().find(|target| target.name == name).unwrap());
}

/// One test a target, so that they run beside each other.
macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test] fn $name() { run(stringify!($name)); })*
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

targets! { words grammars plain jsonl html metadata packed lexicon kb overrides nesting rdf writers query store annotate }

#[test]
fn every_target_is_run_here_and_by_cargo_fuzz() {
    assert_eq!(TARGETS.iter().map(|target| target.name).collect::<Vec<_>>(), NAMES);
    assert!(TARGETS.iter().map(|target| target.cases).sum::<u32>() >= 100_000);
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for name in NAMES {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml does not name {name}");
        let target = fs::read_to_string(fuzz.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("body(\"{name}\")")), "{target}");
    }
}
