//! How real events are said to be, in whole sentences read by the whole program. A parser of real sentences errs now and
//! then, so a small share may fail.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use newsgraph::annotate::factuality::factuality;

/// Share of the sentences that must be read as the table says.
const RIGHT: f64 = 0.95;

#[test]
fn sentences_are_as_real_as_the_table_says() {
    let reader = reading::reader();
    let lines = include_str!("factuality.tsv").lines().filter(|l| !l.starts_with('#'));
    let (mut all, mut wrong) = (0, Vec::new());
    for line in lines {
        let [text, word, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three cells: {line}") };
        let article = newsgraph::source::from_text("t", text);
        let layers = reader.annotate(&article).unwrap();
        let at = layers.syntax.words().iter().rposition(|w| w.span.of(text) == word);
        let found = factuality(&article, &layers.syntax, at.unwrap_or_else(|| panic!("{word} is no word of: {text}")));
        all += 1;
        if found.name() != expected {
            wrong.push(format!("{}, not {expected}: {text} ({word})", found.name()));
        }
    }
    let right = 1.0 - wrong.len() as f64 / f64::from(all);
    assert!(all >= 130, "the table has lost sentences");
    assert!(right >= RIGHT, "{right:.3} of the sentences are read rightly:\n{}", wrong.join("\n"));
}
