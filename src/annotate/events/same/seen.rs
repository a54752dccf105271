//! A mention of an event as pairs of them look at it.

use std::sync::LazyLock;

use compact_str::CompactString;

use crate::annotate::events::{Event, Layers};
use crate::annotate::times::TimeExpr;
use crate::annotate::{factuality, tables};
use crate::ontology::{EventClass, Role};

/// Words that tell another event of the same kind.
static NEW: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| tables::rows::<1>(include_str!("../../data/new_event_words.txt")).map(|[word]| word).collect());

/// What mentions must share to be looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key<'a> {
    /// The class right below the branch, or the branch.
    Class(EventClass),
    Word(&'a str),
    Frame(&'a str),
}

/// A mention as pairs look at it.
pub(super) struct Seen<'a> {
    pub(super) event: &'a Event,
    pub(super) word: usize,
    pub(super) lemma: CompactString,
    /// `attack` of `attack.01`.
    pub(super) frame: Option<&'a str>,
    pub(super) noun: bool,
    pub(super) plural: bool,
    pub(super) determined: &'static str,
    /// Words of [`NEW`] beside it.
    pub(super) new: Vec<&'a str>,
    /// Whether these words themselves tell that it is so: of "the merger" nobody knows whether it is done.
    pub(super) asserted: bool,
    /// Those to whom it was done, in its parts too (the dead of a shooting).
    pub(super) sufferers: Vec<usize>,
    pub(super) time: Option<&'a TimeExpr>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(layers: Layers<'a>, event: &'a Event) -> Self {
        let syntax = layers.syntax;
        let i = event.trigger[0];
        let word = &syntax.words()[i];
        let noun = word.upos.is_nominal();
        let mut determined = if noun { "none" } else { "verb" };
        let mut new = Vec::new();
        for &d in syntax.dependents(i) {
            let other = &syntax.words()[d];
            let lemma = other.lemma.as_str();
            if let Some(word) = NEW.iter().find(|w| w.eq_ignore_ascii_case(lemma)) {
                new.push(*word);
            }
            match other.relation() {
                "det" if noun => {
                    determined = match lemma.to_lowercase().as_str() {
                        "the" | "this" | "that" | "these" | "those" => "the",
                        "a" | "an" | "another" => "a",
                        _ => determined,
                    }
                }
                "nmod" if noun && other.deprel == "nmod:poss" => determined = "owner",
                "nummod" if noun && determined == "none" => determined = "a",
                _ => {}
            }
        }
        Self {
            event,
            word: i,
            lemma: word.lemma.to_lowercase(),
            frame: event.roleset.as_ref().and_then(|r| r.split('.').next()),
            noun,
            plural: matches!(word.xpos.as_str(), "NNS" | "NNPS"),
            determined,
            new,
            asserted: factuality::is_asserted(syntax, i),
            sufferers: sufferers(event),
            time: event.time.map(|t| &layers.times[t]),
        }
    }

    pub(super) fn keys(&self) -> Vec<Key<'_>> {
        let mut keys = vec![Key::Word(&self.lemma)];
        keys.extend(self.frame.filter(|f| *f != self.lemma).map(Key::Frame));
        keys.extend(self.frame.filter(|f| *f != self.lemma).map(Key::Word));
        if let Some(class) = self.event.class {
            let below = class.lineage().find(|c| c.parent().is_some_and(|p| Some(p) == class.branch()));
            keys.push(Key::Class(below.unwrap_or(class)));
        }
        keys
    }

    pub(super) fn entities(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.event.arguments.iter().filter(move |a| a.role == role).map(|a| a.entity)
    }
}

/// Those to whom it was done, by this mention alone.
pub(super) fn patients(event: &Event) -> impl Iterator<Item = usize> {
    event.arguments.iter().filter(|a| a.role == Role::Patient).map(|a| a.entity)
}

/// Those to whom it was done, or who moved: there is no telling who moves from who is moved.
fn sufferers(event: &Event) -> Vec<usize> {
    let moves = event.class.is_some_and(|c| c.is_a(EventClass::Movement));
    let agents = event.arguments.iter().filter(|a| moves && a.role == Role::Agent).map(|a| a.entity);
    agents.chain(patients(event)).collect()
}
