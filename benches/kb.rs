//! How long it takes to open the knowledge base, to look a name up, and to read an entry.
//!
//! `cargo bench --bench kb`

use newsgraph::kb::{Kb, Qid};

fn main() {
    divan::main();
}

fn kb() -> Kb {
    Kb::embedded().expect("the knowledge base of this program")
}

#[divan::bench]
fn open() -> Kb {
    kb()
}

/// Candidates with their types and priors, as for linking.
#[divan::bench(args = ["Antony Blinken", "Springfield", "IDF", "Nobody of this name"])]
fn candidates(bencher: divan::Bencher, name: &str) {
    let kb = kb();
    bencher.bench(|| {
        kb.candidates(name).into_iter().map(|c| (kb.entity_type(c.entry), kb.prior(c.entry))).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn entry(bencher: divan::Bencher) {
    let kb = kb();
    let id = kb.by_qid(Qid(801)).expect("Israel");
    bencher.bench(|| kb.entry(id));
}
