//! The lexicon's own examples, read by the whole program: a sense's accept examples have an event of its class, its
//! reject examples have none. A parser of real sentences errs now and then, so a small share may fail; a sense whose every
//! example fails, and any loss against today's share, is a fault.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use newsgraph::lexicon::Lexicon;
use newsgraph::ontology::EventClass;
use newsgraph::pipeline::Reader;

/// Share of examples that must be read as the lexicon says.
const ACCEPTED: f64 = 0.92;
const REJECTED: f64 = 0.95;

#[test]
fn examples_are_read_as_their_senses_say() {
    let lexicon = Lexicon::embedded();
    let reader = reading::reader();
    let (mut wrong, mut accepts, mut rejects) = ((Vec::new(), Vec::new()), 0, 0);
    for sense in lexicon.all() {
        for text in &sense.accept {
            accepts += 1;
            if !classes(&reader, text).contains(&sense.class) {
                wrong.0.push(format!("{} not found: {text}", sense.class));
            }
        }
        for text in &sense.reject {
            rejects += 1;
            if classes(&reader, text).contains(&sense.class) {
                wrong.1.push(format!("{} found: {text}", sense.class));
            }
        }
    }
    let share = |wrong: usize, all: usize| 1.0 - wrong as f64 / all as f64;
    let (accepted, rejected) = (share(wrong.0.len(), accepts), share(wrong.1.len(), rejects));
    let list = || [wrong.0.join("\n"), wrong.1.join("\n")].join("\n");
    assert!(accepts > 600 && rejects > 600, "the lexicon has lost its examples");
    assert!(accepted >= ACCEPTED, "{accepted:.3} of the accept examples are read:\n{}", list());
    assert!(rejected >= REJECTED, "{rejected:.3} of the reject examples are kept out:\n{}", list());
}

/// Phrases that look like an event of a class and are none, without a sense that could bear the example.
#[test]
fn phrases_without_a_sense_name_no_event() {
    let reader = reading::reader();
    for (class, text) in [
        ("Acquisition", "The carmaker runs a joint venture with a battery producer in Leipzig."),
        ("Acquisition", "Volta Motors and Acme Steel formed a joint venture last year."),
        ("Appointment", "Detectives named the dead man as Paul Reed, a teacher."),
    ] {
        assert!(classes(&reader, text).iter().all(|c| c.name() != class), "{class}: {text}");
    }
}

/// Classes of the events in a text.
fn classes(reader: &Reader, text: &str) -> Vec<EventClass> {
    let article = newsgraph::source::from_text("example", text);
    let layers = reader.annotate(&article).unwrap();
    layers.events.iter().filter_map(|e| e.class).collect()
}
