//! How long events last ("the four-day truce", "extended for three days") and when they end ("expires on Friday").

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Event;
use super::scene::Scene;
use crate::annotate::factuality::factuality;
use crate::annotate::tables;
use crate::annotate::times::TimeType;
use crate::ontology::Factuality;

/// Words for the end of something, verbs and nouns.
static ENDINGS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| tables::rows(include_str!("../data/endings.txt")).map(|[word]| word).collect());

/// Gives each event the length and the end that the first of its mentions with one tells.
pub(super) fn add(scene: &Scene<'_>, events: &mut [Event]) {
    for event in events {
        let heads = || event.mentions.iter().map(|m| m.trigger[0]);
        let duration = heads().find_map(|w| length(scene, w));
        let end = heads().find_map(|w| end(scene, w)).filter(|&t| event.time != Some(t));
        (event.duration, event.end) = (duration, end);
    }
}

/// The length that stands before a noun, or after a verb with "for" or "by".
fn length(scene: &Scene<'_>, w: usize) -> Option<usize> {
    let word = &scene.layers.syntax.words()[w];
    scene.times_on(w).iter().copied().find(|&t| {
        let time = &scene.layers.times[t];
        // "PXD" and "P3D" are lengths; only one with a number is known.
        let known = time.kind == TimeType::Duration && time.value.starts_with('P') && !time.value.contains('X');
        let own = if word.upos.is_nominal() {
            time.words.end <= w
        } else {
            matches!(scene.preposition(scene.time_head(t)), Some("for" | "by"))
        };
        known && own
    })
}

/// The time of the end of what noun `w` names.
fn end(scene: &Scene<'_>, w: usize) -> Option<usize> {
    let syntax = scene.layers.syntax;
    let word = &syntax.words()[w];
    let head = word.head.filter(|_| word.upos.is_nominal())?;
    let ends = |i: usize| ENDINGS.contains(syntax.words()[i].lemma.to_lowercase().as_str());
    let first = |i: usize| scene.times_at(i).next();
    match word.relation() {
        "nsubj" => {
            if factuality(scene.layers.article, syntax, head) == Factuality::Negated {
                return None;
            }
            if ends(head) {
                return first(head);
            }
            // "is nearing expiry on Friday", "is due to expire on Friday"
            let under = syntax
                .dependents(head)
                .iter()
                .copied()
                .find(|&d| matches!(syntax.words()[d].relation(), "obj" | "xcomp" | "obl" | "advcl") && ends(d))?;
            first(under).or_else(|| first(head))
        }
        "nmod" if ends(head) => first(head),
        _ => None,
    }
}
