//! Whole articles as they are read: the layers in words, and the graph in Turtle. A change of the program or of the weights
//! shows here as a difference to look at; `INSTA_UPDATE=always cargo test --test snapshots` takes the new reading over.
//! Probabilities are left out: their last digits differ between processors.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::Folder;

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
